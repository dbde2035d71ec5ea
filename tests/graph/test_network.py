"""The property graph says who said what, and nothing about the world."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from kg.errors import KgError
from kg.graph.network import network, speakers_of
from kg.graph.properties import EDGES, NODES, Type, merged
from kg.model import Corpus, LinkedClaim
from tests.export.samples import HOSTILE, TEXT, hostile
from tests.strategies import corpora

PYTHON = {Type.STRING: str, Type.DECIMAL: str, Type.INTEGER: int, Type.BOOLEAN: bool}


def edges(corpus: Corpus, rel: str) -> list[tuple[str, str, dict[str, Any]]]:
    graph = network(corpus)
    return [(a, b, data) for a, b, data in graph.edges(data=True) if data["rel"] == rel]


def pairs(corpus: Corpus, rel: str) -> set[tuple[str, str]]:
    return {(a, b) for a, b, _ in edges(corpus, rel)}


def test_a_speaker_reaches_a_proposition_by_what_was_done_with_it() -> None:
    corpus = hostile()

    assert ("actor-a1", "proposition-q1") in pairs(corpus, "CLAIMED")
    assert pairs(corpus, "DENIED") == {("actor-a2", "proposition-q1"), ("actor-a3", "proposition-q1")}
    assert pairs(corpus, "DID_NOT_CONFIRM") == {("actor-a2", "proposition-q1")}


def test_saying_a_thing_twice_gives_an_edge_for_each_claim() -> None:
    said = [d["claim"] for a, b, d in edges(hostile(), "CLAIMED") if (a, b) == ("actor-a1", "proposition-q1")]

    assert sorted(said) == ["claim-c1", "claim-c5"]


def test_blame_hangs_on_a_proposition_and_never_on_an_event() -> None:
    assert [(a, b, d["role"]) for a, b, d in edges(hostile(), "ATTRIBUTED_TO")] == [
        ("proposition-q1", "actor-a2", "ordered")
    ]


@given(corpora())
def test_no_edge_joins_an_event_with_an_actor_or_a_weapon(corpus: Corpus) -> None:
    graph = network(corpus)

    joined = {frozenset((graph.nodes[a]["kind"], graph.nodes[b]["kind"])) for a, b in graph.edges()}

    assert not joined & {frozenset(("Event", other)) for other in ("Actor", "Weapon", "Article")}


@given(corpora())
def test_events_carry_no_toll(corpus: Corpus) -> None:
    graph = network(corpus)

    counted = [node for node, data in graph.nodes(data=True) if {"low", "high", "qualifier"} & set(data)]

    assert all(graph.nodes[node]["kind"] == "Proposition" for node in counted)


def test_relays_are_counted_from_the_reader() -> None:
    assert {(a, d["hop"]) for a, b, d in edges(hostile(), "RELAYED") if b == "claim-c1"} == {
        ("actor-a4", 1),
        ("actor-a3", 2),
    }


def test_a_narrated_claim_is_the_publishers_and_marked() -> None:
    corpus = hostile()

    assert ("actor-a4", "claim-c4") in pairs(corpus, "SAID")
    assert [d["narrated"] for a, _, d in edges(corpus, "CLAIMED") if a == "actor-a4"] == [True]
    assert network(corpus).nodes["claim-c4"]["narrated"] is True


def test_a_contradiction_names_its_kind_and_rule_and_whether_it_is_soft() -> None:
    found = [(a, b, d["conflict"], d["rule"], d["soft"]) for a, b, d in edges(hostile(), "CONTRADICTS")]

    assert found == [
        ("claim-c1", "claim-c2", "stance", "opposite stances", False),
        ("claim-c1", "claim-c4", "count", HOSTILE[3], True),
    ]


def test_a_claim_quotes_its_words() -> None:
    claim = network(hostile()).nodes["claim-c2"]

    assert (claim["quote"], claim["spans"]) == ("Ministry … said", "0-8 9-13")
    assert TEXT[0:8] + " … " + TEXT[9:13] == claim["quote"]


def test_what_is_not_known_is_left_out() -> None:
    graph = network(hostile())

    values = [v for _, data in graph.nodes(data=True) for v in data.values()]
    values += [v for *_, data in graph.edges(data=True) for v in data.values()]

    assert None not in values
    assert "" not in values


def test_a_count_beyond_64_bits_leaves_the_interval_open() -> None:
    toll = network(hostile()).nodes["proposition-q4"]

    assert "low" not in toll
    assert toll["high"] == 0


@given(corpora())
def test_every_property_is_in_the_schema_with_its_type(corpus: Corpus) -> None:
    graph = network(corpus, base="https://example.org/id/")

    tables = [(NODES[data["kind"]], data) for _, data in graph.nodes(data=True)]
    tables += [({"rel": Type.STRING, **EDGES[data["rel"]]}, data) for *_, data in graph.edges(data=True)]

    for table, data in tables:
        assert {name: type(value) for name, value in data.items()} == {name: PYTHON[table[name]] for name in data}


def test_a_property_name_has_one_type_wherever_it_stands() -> None:
    for tables in (NODES, EDGES):
        every = merged(tables.values())
        for table in tables.values():
            assert {name: every[name] for name in table} == dict(table)


@given(corpora())
def test_text_is_one_line_that_xml_can_hold(corpus: Corpus) -> None:
    graph = network(corpus)

    texts = [v for _, data in graph.nodes(data=True) for v in data.values() if isinstance(v, str)]

    forbidden = re.compile("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
    assert [t for t in texts if forbidden.search(t)] == []


@given(corpora())
def test_ids_are_nmtokens_and_edge_keys_unique(corpus: Corpus) -> None:
    graph = network(corpus)

    keys = [key for *_, key in graph.edges(keys=True)]

    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", one) for one in [*graph, *keys])


@given(corpora())
def test_every_record_has_its_node_and_every_statement_its_edge(corpus: Corpus) -> None:
    graph = network(corpus)
    homes = {a.id: a for a in corpus.articles}

    def statements(claim: LinkedClaim) -> int:
        return len(claim.propositions) * len(speakers_of(claim, homes[claim.article]))

    records = (corpus.articles, corpus.entities, corpus.events, corpus.propositions, corpus.claims)
    assert graph.number_of_nodes() == sum(map(len, records))
    uttered = [d for *_, d in graph.edges(data=True) if d["rel"] in {"CLAIMED", "DENIED", "DID_NOT_CONFIRM"}]
    assert len(uttered) == sum(map(statements, corpus.claims))


def test_the_base_gives_nodes_the_iri_of_the_rdf_exports() -> None:
    graph = network(hostile(), base="https://example.org/id/")

    assert graph.nodes["claim-c1"]["iri"] == "https://example.org/id/claim/c1"


def test_the_order_of_the_records_does_not_matter() -> None:
    corpus = hostile()
    turned = replace(corpus, claims=corpus.claims[::-1], entities=corpus.entities[::-1], events=corpus.events[::-1])

    assert list(network(turned).edges(keys=True)) == list(network(corpus).edges(keys=True))


def test_an_id_that_nobody_has_is_an_error_that_names_it() -> None:
    corpus = hostile()

    with pytest.raises(KgError, match="weapon/w1: is referred to"):
        network(replace(corpus, entities=corpus.entities[:-1]))


def test_two_records_cannot_share_an_id() -> None:
    corpus = hostile()

    with pytest.raises(KgError, match="event/e1: two records"):
        network(replace(corpus, events=(*corpus.events, corpus.events[0])))


def test_a_confidence_that_is_no_number_is_an_error() -> None:
    corpus = hostile()

    with pytest.raises(KgError, match="not a decimal"):
        network(replace(corpus, claims=(replace(corpus.claims[0], confidence="1}) //"), *corpus.claims[1:])))


DUMP = "from tests.export.samples import hostile as h; from kg.graph.network import network as n; print(n(h()).adj)"


def test_the_hash_seed_does_not_matter() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", DUMP], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1
