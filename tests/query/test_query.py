"""A query of one's own: every form and format, nothing changed, nothing sent, and one clear line for what is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.errors import InputError, UsageError
from kg.export import STEM
from kg.query import answer

EVENTS = "SELECT ?event ?label { ?event a sem:Event ; rdfs:label ?label } ORDER BY ?event"
SPEECH = "CONSTRUCT { ?c kg:stance ?s } WHERE { ?c kg:stance ?s }"


def count(graph: Path) -> int:
    return int(answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", graph, "csv").split()[1])


def test_every_table_format_holds_the_same_rows(graph: Path) -> None:
    from_csv = [tuple(row) for row in csv.reader(io.StringIO(answer(EVENTS, graph, "csv")))][1:]
    from_json = [
        (row["event"]["value"], row["label"]["value"])
        for row in json.loads(answer(EVENTS, graph, "json"))["results"]["bindings"]
    ]
    assert from_json
    assert from_csv == from_json
    assert len(answer(EVENTS, graph, "tsv").splitlines()) == len(from_json) + 1
    results = ElementTree.fromstring(answer(EVENTS, graph, "xml")).iter(
        "{http://www.w3.org/2005/sparql-results#}result"
    )
    assert len(list(results)) == len(from_json)


def test_a_table_ends_with_the_number_of_rows(graph: Path) -> None:
    lines = answer(EVENTS, graph).splitlines()
    assert lines[0].split() == ["event", "label"]
    assert lines[-1] == f"{len(lines) - 3} rows"


def test_a_table_fits_the_terminal(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = answer(EVENTS, graph).splitlines()
    assert max(map(len, lines)) <= 60
    assert any("…" in line for line in lines)


def test_a_table_shows_no_control_characters(graph: Path) -> None:
    cell = answer('SELECT ?x { BIND("\\u001B[31mred\\n\\u0007two" AS ?x) }', graph).splitlines()[2]
    assert cell == "[31mred two"


def test_nothing_found_is_said(graph: Path) -> None:
    assert answer("SELECT ?x { ?x a kg:Nothing }", graph) == "no rows\n"


def test_a_graph_comes_as_turtle_that_can_be_read_again(graph: Path) -> None:
    found = list(ox.parse(answer(SPEECH, graph, "turtle"), format=ox.RdfFormat.TURTLE))
    assert len(found) == int(answer("SELECT (COUNT(*) AS ?n) { ?c kg:stance ?s }", graph, "csv").split()[1])


@pytest.mark.parametrize(
    ("query", "style"), [(SPEECH, "csv"), (SPEECH, "json"), (EVENTS, "turtle"), ("ASK { ?s ?p ?o }", "turtle")]
)
def test_a_format_that_cannot_hold_the_result_is_refused(query: str, style: str, graph: Path) -> None:
    with pytest.raises(UsageError, match="use --format"):
        answer(query, graph, style)


def test_yes_and_no(graph: Path) -> None:
    assert answer("ASK { ?s ?p ?o }", graph) == "yes\n"
    assert answer("ASK { ?s a kg:Nothing }", graph) == "no\n"
    assert json.loads(answer("ASK { ?s ?p ?o }", graph, "json"))["boolean"] is True


def test_a_query_can_stand_in_a_file(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "events.rq"
    file.write_text(EVENTS, "utf-8")
    assert answer(str(file), graph) == answer(EVENTS, graph)


def test_a_query_file_that_is_missing_or_not_text_is_named(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.rq: cannot be read"):
        answer(str(tmp_path / "none.rq"), graph)
    (tmp_path / "bytes.rq").write_bytes(b"SELECT \xff")
    with pytest.raises(InputError, match=r"bytes\.rq: is not UTF-8"):
        answer(str(tmp_path / "bytes.rq"), graph)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "ASK { service silent <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { BIND('''a\\'''' AS ?x) SERVICE <http://example.org/> { ?s ?p ?o } BIND('b' AS ?y) }",
        "ASK { FILTER(1<2)SERVICE$x{?s ?p ?o}FILTER(3>2) }",
        "PREFIX : <http://example.org/> ASK { SERVICE:sparql { ?s ?p ?o } }",
        'ASK { ?s ?p "#" . SERVICE <http://example.org/sparql> { ?s ?p ?o } }',
    ],
)
def test_nothing_is_asked_of_the_network(query: str, graph: Path) -> None:
    with pytest.raises(UsageError, match="SERVICE is not allowed"):
        answer(query, graph)


@pytest.mark.parametrize(
    "query",
    [
        'ASK { ?s ?p "a SERVICE to all" }',
        "ASK { ?s ?p ?service } # SERVICE",
        "ASK { ?s <http://example.org/SERVICE> ?o }",
        "ASK { ?s schema:service ?o }",
        "ASK { ?s ?p '''it's a 'SERVICE' ''' }",
    ],
)
def test_the_word_alone_is_no_service(query: str, graph: Path) -> None:
    assert answer(query, graph) in {"yes\n", "no\n"}


@pytest.mark.parametrize(
    "query",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <http://example.org/a> a <http://example.org/B> }",
        "CLEAR ALL",
        "LOAD <http://example.org/data.ttl>",
        "drop default",
    ],
)
def test_an_update_is_refused_and_changes_nothing(query: str, graph: Path) -> None:
    before = count(graph)
    with pytest.raises(UsageError, match="never changed by a query"):
        answer(query, graph)
    assert count(graph) == before


def test_other_data_is_not_loaded_by_from(graph: Path) -> None:
    assert answer("ASK FROM <http://example.org/data> { ?s ?p ?o }", graph) == "no\n"


def test_a_syntax_error_names_its_line_in_one_line(graph: Path) -> None:
    with pytest.raises(UsageError, match=r"not SPARQL.*2:") as error:
        answer("SELECT * {\n ?s ?p }", graph)
    assert "\n" not in str(error.value)


def test_a_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no graph .*kg build"):
        answer(EVENTS, tmp_path)


def test_a_damaged_graph_names_file_and_line(graph: Path, tmp_path: Path) -> None:
    text = (graph / f"{STEM}.ttl").read_text("utf-8")
    lines = text.splitlines()
    lines[40] = lines[40] + ' "never closed'
    damaged = tmp_path / f"{STEM}.ttl"
    damaged.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError, match=rf"{STEM}\.ttl: line \d+: is not Turtle") as error:
        answer(EVENTS, tmp_path)
    assert "\n" not in str(error.value)


def test_a_graph_that_is_built_anew_is_read_anew(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / f"{STEM}.ttl"
    file.write_text("<http://example.org/a> a <http://example.org/B> .\n", "utf-8")
    assert count(tmp_path) == 1
    (tmp_path / "new.ttl").write_bytes((graph / f"{STEM}.ttl").read_bytes())
    (tmp_path / "new.ttl").replace(file)
    assert count(tmp_path) == count(graph)
