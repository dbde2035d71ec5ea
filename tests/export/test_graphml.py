"""GraphML holds against its own schema, and networkx reads back the graph that was written."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kg.export import BASE
from kg.export.graphml import write
from kg.graph.network import network
from kg.model import Corpus
from tests.export.consumers import content, graphml_schema
from tests.export.samples import hostile, reference
from tests.strategies import corpora


def read(path: Path) -> Any:
    return nx.read_graphml(path, force_multigraph=True)


def test_the_file_is_valid_against_the_graphml_schema(tmp_path: Path) -> None:
    [file] = write(hostile(), tmp_path, base=BASE)

    graphml_schema().assertValid(etree.parse(str(file)))


def test_networkx_reads_back_the_same_graph(tmp_path: Path) -> None:
    [file] = write(hostile(), tmp_path, base=BASE)

    assert content(read(file)) == content(network(hostile(), base=BASE))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(corpora())
def test_any_corpus_is_valid_and_comes_back(corpus: Corpus) -> None:
    with tempfile.TemporaryDirectory() as folder:
        [file] = write(corpus, Path(folder), base=BASE)
        document, back = etree.parse(str(file)), read(file)

    graphml_schema().assertValid(document)
    assert content(back) == content(network(corpus, base=BASE))


def test_the_reference_articles_are_valid_and_come_back(tmp_path: Path) -> None:
    [file] = write(reference(), tmp_path, base=BASE)

    graphml_schema().assertValid(etree.parse(str(file)))
    assert content(read(file)) == content(network(reference(), base=BASE))


def test_an_empty_corpus_is_an_empty_graph(tmp_path: Path) -> None:
    [file] = write(Corpus(), tmp_path, base=BASE)

    graphml_schema().assertValid(etree.parse(str(file)))
    assert read(file).number_of_nodes() == 0
