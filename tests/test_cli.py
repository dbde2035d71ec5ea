"""The `kg` command as people run it: what it prints, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg import __version__
from kg.annotation import from_json
from kg.export import FORMATS
from kg.query.questions import questions
from tests.conftest import Kg

COMMANDS = ["build", "extract", "query", "ask", "export", "explore", "verify", "evaluate"]
ARTICLE = """Missile strike kills five in Donetsk

A missile strike killed five people at a market in Donetsk on 3 March 2023, the Russian Defence Ministry said.

Ukraine's Defence Ministry denied that its forces had carried out the strike.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "donetsk.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture(scope="module")
def built(kg: Kg, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five seeds as `kg build` leaves them."""
    out = tmp_path_factory.mktemp("built")
    done = kg("build", seeds, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_version_is_that_of_the_package(kg: Kg) -> None:
    done = kg("--version")
    assert (done.returncode, done.stdout) == (0, f"kg, version {__version__}\n")


def test_help_lists_every_command(kg: Kg) -> None:
    done = kg("--help")
    assert done.returncode == 0
    assert [c for c in COMMANDS if f"\n  {c} " in done.stdout] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str, kg: Kg) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: kg {command} ")
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("build",),
        ("build", "a.txt"),
        ("build", "a.txt", "--out", "x", "--base", "not an iri/"),
        ("export", "."),
        ("export", ".", "--to", "msword"),
        ("query",),
        ("ask", "nope"),
        ("ask", "tolls", "--set", "about"),
        ("evaluate", "one"),
    ],
)
def test_wrong_usage_is_status_2_with_a_reason_and_no_output(
    arguments: tuple[str, ...], kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kg(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "tolls", "--graph", "none"),
        ("query", "ASK { ?s ?p ?o }", "--graph", "none"),
        ("query", "none.rq"),
        ("verify", "none"),
        ("export", "none", "--to", "gexf"),
        ("explore", "none"),
        ("evaluate", "none", "none"),
        ("extract", "none.txt"),
        ("build", "none.txt", "--out", "out"),
    ],
)
def test_what_is_missing_is_status_3_in_one_line(
    arguments: tuple[str, ...], kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kg(*arguments)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("kg: ")
    assert "none" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_ask_without_a_name_lists_the_questions(kg: Kg) -> None:
    done = kg("ask")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(questions())


def test_ask_shows_the_query_that_query_then_runs(kg: Kg, graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "tolls.rq"
    file.write_text(kg("ask", "tolls", "--show").stdout, "utf-8")
    by_query = kg("query", file, "--graph", graph, "--format", "csv")
    by_name = kg("ask", "tolls", "--graph", graph, "--format", "csv")
    assert by_query.returncode == by_name.returncode == 0
    assert by_query.stdout == by_name.stdout
    assert len(by_name.stdout.splitlines()) > 2


def test_ask_narrows_by_who_about_and_set(kg: Kg, graph: Path) -> None:
    every = list(csv.DictReader(io.StringIO(kg("ask", "tolls", "--graph", graph, "--format", "csv").stdout)))
    first = next(row for row in every if row["who"])
    wanted = ("--who", first["who"], "--about", first["eventLabel"])
    by_option = kg("ask", "tolls", "--graph", graph, "--format", "csv", *wanted)
    by_set = kg("ask", "tolls", "--graph", graph, "--format", "csv", "--set", f"who={first['who']}", *wanted[2:])
    rows = list(csv.DictReader(io.StringIO(by_option.stdout)))
    assert first in rows
    assert len(rows) < len(every)
    assert by_set.stdout == by_option.stdout


def test_a_query_from_the_command_line_knows_the_prefixes(kg: Kg, graph: Path) -> None:
    done = kg("query", "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }", "--graph", graph, "--format", "json")
    assert done.returncode == 0
    assert int(json.loads(done.stdout)["results"]["bindings"][0]["n"]["value"]) > 50


def test_an_answer_whose_reader_leaves_is_no_error(graph: Path, kg: Kg) -> None:
    done = kg("query", "SELECT ?s { ?s ?p ?o } LIMIT 3", "--graph", graph / "claimgraph.ttl", "--format", "tsv")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 4


def test_export_writes_one_format_and_prints_its_files(kg: Kg, graph: Path, tmp_path: Path) -> None:
    done = kg("export", graph, "--to", "gexf", "--out", tmp_path)
    assert done.returncode == 0
    files = [Path(line) for line in done.stdout.splitlines()]
    assert files == [p for p in tmp_path.rglob("*") if p.is_file()]
    assert ElementTree.parse(files[0]).getroot().tag.endswith("gexf")


def test_export_of_turtle_from_turtle_is_the_same_file(kg: Kg, graph: Path, tmp_path: Path) -> None:
    assert kg("export", graph, "--to", "turtle", "--out", tmp_path).returncode == 0
    assert content(tmp_path) == content(graph)


def test_verify_says_that_everything_holds(kg: Kg, graph: Path) -> None:
    done = kg("verify", graph)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "everything holds\n")


def test_verify_names_what_does_not_hold(kg: Kg, graph: Path, tmp_path: Path) -> None:
    text = (graph / "claimgraph.ttl").read_text("utf-8")
    damaged = tmp_path / "damaged.ttl"
    damaged.write_text(text.replace("oa:start 1", "oa:start 2"), "utf-8")
    assert damaged.read_text("utf-8") != text
    done = kg("verify", damaged)
    assert done.returncode == 1
    assert done.stderr == f"{len(done.stdout.splitlines())} problems\n"


def test_references_score_perfectly_against_themselves(kg: Kg, seeds: Path) -> None:
    done = kg("evaluate", seeds / "reference", seeds / "reference", "--json", "--min", "claim=1")
    assert done.returncode == 0
    assert '"claim"' in done.stdout
    json.loads(done.stdout)


def test_a_minimum_that_does_not_hold_is_status_1(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    done = kg("evaluate", seeds / "reference", tmp_path / "empty.jsonl", "--min", "claim=0.5")
    assert done.returncode == 1
    assert "below: claim F1 0.000 < 0.5" in done.stderr


def test_build_writes_every_format_and_prints_the_files(kg: Kg, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = kg("build", article, "--out", out)
    assert done.returncode == 0
    assert sorted(done.stdout.splitlines()) == sorted(str(p) for p in out.rglob("*") if p.is_file())
    assert done.stderr.startswith("1 articles (0 unchanged), ")
    suffixes = {p.suffix for p in out.iterdir() if p.is_file()}
    assert suffixes >= {".ttl", ".nt", ".trig", ".jsonld", ".graphml", ".gexf", ".cypher", ".html", ".jsonl"}
    assert len(FORMATS) == 9


def test_a_second_build_reuses_and_gives_the_same_bytes(kg: Kg, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("build", article, "--out", out)
    before = content(out)
    done = kg("build", article, "--out", out)
    assert "(1 unchanged)" in done.stderr
    assert content(out) == before


def test_a_changed_article_is_read_anew(kg: Kg, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("build", article, "--out", out)
    article.write_text(ARTICLE.replace("five", "seven"), "utf-8")
    done = kg("build", article, "--out", out)
    assert "(0 unchanged)" in done.stderr
    assert b"seven people" in (out / "claimgraph.ttl").read_bytes()
    assert b"five people" not in (out / "claimgraph.ttl").read_bytes()


def test_the_base_starts_every_iri_of_ours(kg: Kg, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert kg("build", article, "--out", out, "--base", "https://example.org/g/").returncode == 0
    triples = (out / "claimgraph.nt").read_text("utf-8")
    assert "<https://example.org/g/claim/" in triples
    assert "claimgraph/id/" not in triples


def test_standard_input_is_built(kg: Kg, tmp_path: Path) -> None:
    done = kg("build", "-", "--out", tmp_path / "out", stdin=ARTICLE)
    assert done.returncode == 0
    assert done.stderr.startswith("1 articles")


def test_extract_prints_an_annotation_a_line(kg: Kg, article: Path) -> None:
    done = kg("extract", article)
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    annotation = from_json(json.loads(line))
    assert annotation.article.doc == "donetsk"
    assert {str(claim.stance) for claim in annotation.claims} >= {"claimed", "denied"}


def test_extract_reads_json_lines_from_standard_input(kg: Kg) -> None:
    rows = [{"id": "one", "text": ARTICLE}, {"id": "two", "text": ARTICLE.replace("five", "six")}]
    done = kg("extract", "-", stdin="".join(json.dumps(row) + "\n" for row in rows))
    assert done.returncode == 0
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["one", "two"]


def test_extract_explains_for_people(kg: Kg, article: Path) -> None:
    done = kg("extract", "--explain", article)
    assert done.returncode == 0
    assert "[denied] “its forces had carried out the strike”" in done.stdout
    assert "cue: denied" in done.stdout


def test_a_skipped_input_is_status_1_and_the_others_are_done(kg: Kg, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    done = kg("extract", article, tmp_path / "empty.txt")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("kg: skipped ")
    assert done.stderr.count("\n") == 1


def test_a_model_that_is_not_installed_is_one_line(kg: Kg, article: Path, tmp_path: Path) -> None:
    done = kg("build", article, "--out", tmp_path / "out", "--model", "no_such_model")
    assert done.returncode == 3
    assert "no_such_model" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_seeds_make_a_graph_that_holds(kg: Kg, built: Path) -> None:
    done = kg("verify", built)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_seeds_answer_who_blames_whom(kg: Kg, built: Path) -> None:
    done = kg("ask", "rival-culprits", "--graph", built, "--format", "csv")
    assert done.returncode == 0
    assert any(int(row["culprits"]) >= 2 for row in csv.DictReader(io.StringIO(done.stdout)))


def test_two_builds_of_the_seeds_are_the_same_bytes(kg: Kg, built: Path, seeds: Path, tmp_path: Path) -> None:
    assert kg("build", seeds, "--out", tmp_path).returncode == 0
    assert content(tmp_path) == content(built)


def test_an_export_of_a_built_graph_is_the_file_that_build_wrote(kg: Kg, built: Path, tmp_path: Path) -> None:
    assert kg("export", built, "--to", "graphml", "--out", tmp_path).returncode == 0
    assert (tmp_path / "claimgraph.graphml").read_bytes() == (built / "claimgraph.graphml").read_bytes()
