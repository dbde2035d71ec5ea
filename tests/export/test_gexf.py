"""GEXF holds against the official schema, and networkx reads back the graph that was written."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kg.export import BASE
from kg.export.gexf import NODE_COLORS, write
from kg.graph.network import network
from kg.graph.properties import NODES, Type, merged
from kg.model import Corpus
from tests.export.consumers import content, gexf_schema
from tests.export.samples import hostile, reference
from tests.strategies import corpora

DECIMALS = {name for name, kind in merged(NODES.values()).items() if kind is Type.DECIMAL}


def read(path: Path) -> Any:
    return nx.read_gexf(path, version="1.3")


def expected(corpus: Corpus) -> Any:
    """The graph as GEXF types it: decimals are doubles, an edge shows its `rel` as label and keeps its id."""
    graph = network(corpus, base=BASE)
    for _, data in graph.nodes(data=True):
        data |= {name: float(data[name]) for name in DECIMALS & set(data)}
    for *_, key, data in graph.edges(keys=True, data=True):
        data |= {name: float(data[name]) for name in DECIMALS & set(data)}
        data |= {"label": data["rel"], "id": key}
    return content(graph)


def test_the_file_is_valid_against_the_gexf_schema(tmp_path: Path) -> None:
    [file] = write(hostile(), tmp_path, base=BASE)

    gexf_schema().assertValid(etree.parse(str(file)))


def test_networkx_reads_back_the_same_graph(tmp_path: Path) -> None:
    [file] = write(hostile(), tmp_path, base=BASE)

    assert content(read(file)) == expected(hostile())


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(corpora())
def test_any_corpus_is_valid_and_comes_back(corpus: Corpus) -> None:
    with tempfile.TemporaryDirectory() as folder:
        [file] = write(corpus, Path(folder), base=BASE)
        document, back = etree.parse(str(file)), read(file)

    gexf_schema().assertValid(document)
    assert content(back) == expected(corpus)


def test_a_claim_and_a_denial_of_one_proposition_stay_two_kinds_of_edge(tmp_path: Path) -> None:
    [file] = write(hostile(), tmp_path, base=BASE)

    edges = etree.parse(str(file)).getroot().findall(".//{*}edge")
    between = {e.get("kind") for e in edges if (e.get("source"), e.get("target")) == ("actor-a2", "proposition-q1")}

    assert between == {"DENIED", "DID_NOT_CONFIRM"}


def test_every_kind_of_node_has_a_colour_of_its_own() -> None:
    assert set(NODE_COLORS) == set(NODES)
    assert len(set(NODE_COLORS.values())) == len(NODE_COLORS)


def test_the_reference_articles_are_valid_and_come_back(tmp_path: Path) -> None:
    [file] = write(reference(), tmp_path, base=BASE)

    gexf_schema().assertValid(etree.parse(str(file)))
    assert content(read(file)) == expected(reference())


def test_an_empty_corpus_is_an_empty_graph(tmp_path: Path) -> None:
    [file] = write(Corpus(), tmp_path, base=BASE)

    gexf_schema().assertValid(etree.parse(str(file)))
    assert read(file).number_of_nodes() == 0
