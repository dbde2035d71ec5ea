"""What the command line shows people: progress, summaries, explanations."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import InputError, UsageError
from kg.export import STEM
from kg.model import Annotation, Article, quotation

if TYPE_CHECKING:
    from kg.build import Built, Progress


@contextmanager
def progress() -> Iterator[Progress]:
    """A line on standard error that counts the articles, on a terminal only."""
    shown = sys.stderr.isatty()
    count = 0

    def advance(article: Article) -> None:
        nonlocal count
        count += 1
        if shown:
            click.echo(f"\r\033[K{count} {article.doc[:60]}", nl=False, err=True)

    yield advance
    if shown:
        click.echo("\r\033[K", nl=False, err=True)


def skipped(errors: Iterable[InputError]) -> None:
    """One line on standard error for each input that could not be used."""
    for error in errors:
        click.echo(f"kg: skipped {error}", err=True)


def summary(built: Built) -> None:
    """What a build made, on standard error; the files written, on standard output."""
    corpus = built.corpus
    contested = {c.event for c in corpus.contradictions if not c.soft}
    claims = sum(not c.narrated for c in corpus.claims)
    click.echo(
        f"{len(corpus.articles)} articles ({built.reused} unchanged), {claims} claims, "
        f"{len(corpus.events)} events, {len(contested)} of them contested, {len(built.files)} files",
        err=True,
    )
    for file in built.files:
        click.echo(file)


def explanation(annotation: Annotation) -> str:
    """Each claim of an article for a person to read: who, stance, words, rule, cue."""
    text = annotation.article.text
    names = {e.id: e.name for e in annotation.entities}
    lines = [f"{annotation.article.doc}: {annotation.article.title or ''}"]
    for claim in annotation.claims:
        who = ", ".join(names[i] for i in claim.source) or "nobody named"
        cue = text[slice(*claim.cue)] if claim.cue else "none"
        lines.append(f"  {claim.id} {who} [{claim.stance}] “{quotation(text, claim.content)}”")
        lines.append(f"     rule: {claim.rule}, cue: {cue}, confidence: {claim.confidence}")
        for p in claim.propositions:
            values = [str(v) for v in (p.qualifier, p.count, p.who, p.what, p.role) if v is not None]
            values += [names[i] for i in (p.actor, p.weapon, p.place) if i is not None]
            lines.append(f"     {p.kind} of {p.event}: {', '.join(values) or 'yes'}")
    return "\n".join(lines)


def turtle_of(graph: Path) -> Path:
    """The Turtle file of a built folder, or the file itself."""
    return graph / f"{STEM}.ttl" if graph.is_dir() else graph


def page_of(graph: Path) -> Path:
    """The explorer page of a built folder. Raises `InputError` when there is none."""
    page = graph / f"{STEM}.html" if graph.is_dir() else graph
    if page.suffix != ".html" or not page.is_file():
        raise InputError(str(graph), "has no explorer page; make one with `kg build SOURCE --out FOLDER`")
    return page


def checked_base(base: str) -> str:
    """The base of instance IRIs. Raises `UsageError` unless it is an absolute IRI that ends in / or #."""
    if (
        not base.startswith(("http://", "https://", "urn:"))
        or base[-1] not in "/#:"
        or any(c in base for c in ' <>"{}|\\^`')
    ):
        raise UsageError(f"--base {base!r} must be an absolute IRI that ends with /, # or :")
    return base
