"""The twenty questions: complete, answered by real annotations, the same on two engines, narrowed by parameters."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.query import ResultRow

from kg.errors import UsageError
from kg.export import BASE, STEM, export
from kg.model import Corpus, Stance
from kg.query import ask, listing, show_question
from kg.query.engine import open_graph, run
from kg.query.questions import questions

# The references hold no confidences, and none of their speakers changes position from one day to another.
EMPTY_ON_REFERENCES = {"changed-position", "review-first"}
NAMES = list(questions())
Rows = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def rdflib_graph(graph: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(graph / f"{STEM}.ttl", format="turtle")


def by_value(text: str, datatype: str | None) -> str:
    """Numbers by value, so that 1.0 and 1.00 are the same; everything else by its text."""
    if datatype is None or not datatype.endswith(("#integer", "#decimal", "#double")):
        return text
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def oxigraph_rows(store: ox.Store, query: str) -> Rows:
    result = run(store, query)
    if isinstance(result, ox.QueryBoolean):
        return [(str(bool(result)),)]
    if isinstance(result, ox.QueryTriples):
        return sorted(tuple(oxigraph_cell(term) for term in triple) for triple in result)
    return sorted(tuple(oxigraph_cell(row[v]) for v in result.variables) for row in result)


def oxigraph_cell(term: object) -> str:
    if isinstance(term, ox.Literal):
        return by_value(term.value, term.datatype.value)
    assert term is None or isinstance(term, ox.NamedNode)
    return "" if term is None else term.value


def rdflib_rows(graph: rdflib.Graph, query: str) -> Rows:
    result = graph.query(query)
    if result.type == "ASK":
        return [(str(result.askAnswer),)]
    rows = list(result)
    assert all(isinstance(row, tuple | ResultRow) for row in rows)
    return sorted(tuple(rdflib_cell(cell) for cell in row) for row in rows if isinstance(row, tuple))


def rdflib_cell(term: object) -> str:
    if isinstance(term, rdflib.Literal):
        return by_value(str(term), None if term.datatype is None else str(term.datatype))
    return "" if term is None else str(term)


def answers(name: str, graph: Path, **parameters: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask(name, graph, parameters, "csv"))))


def test_there_are_twenty() -> None:
    assert len(NAMES) == 20


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_asks_and_what_it_answers(name: str) -> None:
    question = questions()[name]
    assert question.title.endswith("?")
    assert question.answers.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_parameter_is_a_variable_of_the_query(name: str) -> None:
    body = "\n".join(line for line in show_question(name).splitlines() if not line.startswith("#"))
    for parameter in questions()[name].parameters:
        assert f"?{parameter.variable}" in body
        assert parameter.expects


@pytest.mark.parametrize("name", NAMES)
def test_two_engines_give_the_same_rows(name: str, graph: Path, rdflib_graph: rdflib.Graph) -> None:
    query = show_question(name)
    assert rdflib_rows(rdflib_graph, query) == oxigraph_rows(open_graph(graph), query)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in EMPTY_ON_REFERENCES])
def test_real_annotations_answer_it(name: str, graph: Path) -> None:
    assert oxigraph_rows(open_graph(graph), show_question(name))


def test_review_first_shows_the_least_confident_claims(linked: Corpus, tmp_path: Path) -> None:
    rated = tuple(replace(c, confidence=("0.8", "0.6", "0.75", "0.7")[i % 4]) for i, c in enumerate(linked.claims))
    export(replace(linked, claims=rated), tmp_path, ["turtle"])
    found = [float(row["confidence"]) for row in answers("review-first", tmp_path, below="0.75")]
    assert found == sorted(found)
    assert set(found) == {0.6, 0.7}


def test_changed_position_shows_the_earlier_stance_first(linked: Corpus, tmp_path: Path) -> None:
    voiced = next(c for c in linked.claims if c.speakers and c.propositions and c.stance is Stance.CLAIMED)
    first = replace(voiced, said_on="2023-01-01")
    second = replace(first, id="claim/later", said_on="2023-02-01", stance=Stance.DENIED)
    export(replace(linked, claims=(first, second), contradictions=()), tmp_path, ["turtle"])
    found = answers("changed-position", tmp_path)
    assert found
    assert {(row["before"], row["beforeDate"], row["after"], row["afterDate"]) for row in found} == {
        ("claimed", "2023-01-01", "denied", "2023-02-01")
    }


def test_the_guard_says_no(graph: Path) -> None:
    assert ask("nothing-asserted", graph, {}) == "no\n"


def test_the_guard_finds_an_asserted_proposition(graph: Path, tmp_path: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=str(graph / f"{STEM}.ttl"), format=ox.RdfFormat.TURTLE)
    store.update(
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
        "INSERT { ?e ?q ?v } WHERE { ?p rdf:subject ?e ; rdf:predicate ?q ; rdf:object ?v }"
    )
    damaged = tmp_path / "asserted.ttl"
    store.dump(str(damaged), format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    assert ask("nothing-asserted", damaged, {}) == "yes\n"


def test_about_keeps_only_the_event(graph: Path) -> None:
    every = answers("tolls", graph)
    label = every[0]["eventLabel"]
    some = answers("tolls", graph, about=label.upper())
    assert len(some) < len(every)
    assert {row["eventLabel"] for row in some} == {label}


@pytest.mark.parametrize(
    "name", ["who-is-blamed", "tolls", "weapons", "second-hand", "exact-words", "accusation-without-denial"]
)
def test_who_keeps_only_the_speaker(name: str, graph: Path) -> None:
    """Also where the speaker is optional: no row of a speaker unknown or other remains."""
    speaker = next(row["who"] for row in answers(name, graph) if row["who"])
    assert {row["who"] for row in answers(name, graph, who=speaker)} >= {speaker}
    assert all(speaker.casefold() in names_of(graph, row["who"]) for row in answers(name, graph, who=speaker))


def names_of(graph: Path, label: str) -> str:
    """All names of the actors with that label, folded."""
    query = "SELECT ?name { ?a a sem:Actor ; rdfs:label %s ; rdfs:label|skos:altLabel|kg:roleName ?name }"
    return " ".join(
        cell for row in oxigraph_rows(open_graph(graph), query % ox.Literal(label)) for cell in row
    ).casefold()


def test_an_iri_is_taken_as_it_is(graph: Path) -> None:
    claim = answers("exact-words", graph)[0]["claim"]
    assert {row["claim"] for row in answers("exact-words", graph, claim=claim)} == {claim}


def test_contradictions_of_a_speaker_are_those_of_either_side(graph: Path) -> None:
    row = next(r for r in answers("contradictions", graph) if r["who"] and r["otherWho"] and r["who"] != r["otherWho"])
    for side in ("who", "otherWho"):
        assert row in answers("contradictions", graph, who=row[side])


def test_an_organization_can_be_asked_for_its_stances(graph: Path) -> None:
    every = answers("stances-by-organization", graph)
    some = answers("stances-by-organization", graph, who=every[0]["body"])
    assert some == every[:1]


def test_region_and_dates_narrow_events(graph: Path) -> None:
    every = answers("events-in-region", graph, region="belgorod")
    late = answers("events-in-region", graph, region="belgorod", since="2024-01-01", until="2024-12-31")
    assert late
    assert len(late) < len(every)
    early = answers("events-in-region", graph, until="2022-04-30")
    assert early
    assert all(row["time"] < "2022-05" for row in early if row["time"])


def test_the_world_of_one_without_what_another_also_claims(graph: Path) -> None:
    speaker, other = two_that_agree(graph)
    whole = triples(ask("world-according-to", graph, {"who": speaker, "other": f"{BASE}actor/nobody"}, "turtle"))
    less = triples(ask("world-according-to", graph, {"who": speaker, "other": other}, "turtle"))
    assert less < whole


def test_what_any_of_several_others_claims_is_left_out(graph: Path) -> None:
    speaker, other = two_that_agree(graph)
    one = triples(ask("world-according-to", graph, {"who": speaker, "other": other}, "turtle"))
    anybody = triples(ask("world-according-to", graph, {"who": speaker, "other": "a"}, "turtle"))
    assert anybody <= one


def two_that_agree(graph: Path) -> tuple[str, str]:
    query = """SELECT ?a ?b { ?c kg:claimant ?a ; kg:hasProposition ?p ; kg:stance kg:claimedStance .
      ?d kg:claimant ?b ; kg:hasProposition ?p ; kg:stance kg:claimedStance . ?p rdf:object ?value . FILTER(?a != ?b) }"""
    speaker, other = oxigraph_rows(open_graph(graph), query)[0]
    return speaker, other


def triples(turtle: str) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("nope", {}, "no question 'nope'"),
        ("tols", {}, "did you mean tolls"),
        ("tolls", {"colour": "red"}, "has no parameter 'colour'; it has: about, who"),
        ("tolls", {"about": "zzzz"}, "nothing matches about 'zzzz'; there are, for example: "),
        ("tolls", {"who": " "}, "nothing matches who ' '"),
        ("tolls", {"who": "http://exa<mple"}, "is not an IRI"),
        ("exact-words", {"claim": "the first"}, "IRI of one claim"),
        ("events-in-region", {"since": "January"}, "date, as 2023-12-01"),
        ("events-in-region", {"until": "20240101"}, "date, as 2023-12-31"),
        ("review-first", {"below": "low"}, "highest confidence, as 0.75"),
        ("review-first", {"below": "0.5) } #"}, "highest confidence, as 0.75"),
    ],
)
def test_what_cannot_be_asked_is_said(name: str, parameters: dict[str, str], message: str, graph: Path) -> None:
    with pytest.raises(UsageError) as error:
        ask(name, graph, parameters)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_the_listing_has_a_line_for_each_with_its_parameters() -> None:
    lines = listing().splitlines()
    assert [line.split()[0] for line in lines] == NAMES
    assert next(line for line in lines if line.startswith("tolls")).endswith("[about, who]")


def test_answers_come_in_the_same_order_each_time(graph: Path) -> None:
    once, again = (ask("contradictions", graph, {}, "json") for _ in range(2))
    assert once == again
    assert json.loads(once)["results"]["bindings"]
