"""A graph is read back as the corpus it was written from, and a damaged one is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from kg.errors import InputError
from kg.graph.reading import corpus_from
from kg.graph.statements import statements
from kg.model import Article, Corpus, LinkedArticle, LinkedClaim, Stance
from tests.strategies import corpora

BASE = "https://example.org/id/"


def turtle(corpus: Corpus, base: str = BASE) -> bytes:
    data = ox.serialize((quad.triple for quad in statements(corpus, base)), format=ox.RdfFormat.TURTLE)
    assert data is not None
    return data


@settings(max_examples=150, deadline=None)
@given(corpora())
def test_reading_is_the_inverse_of_writing(corpus: Corpus) -> None:
    assert corpus_from(turtle(corpus)) == (corpus, BASE)


@settings(max_examples=20, deadline=None)
@given(corpora())
def test_reading_does_not_depend_on_the_order_of_statements(corpus: Corpus) -> None:
    lines = turtle(corpus)
    shuffled = sorted((quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.TURTLE)), key=lambda t: str(t)[::-1])
    data = ox.serialize(shuffled, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    assert corpus_from(data)[0] == corpus


@pytest.mark.parametrize("base", ["https://example.org/data#", "urn:example:", "http://example.org/ü/"])
def test_any_base_that_starts_an_iri_is_kept(base: str) -> None:
    assert corpus_from(turtle(Corpus(), base)) == (Corpus(), base)


def test_damaged_turtle_names_the_file_and_the_line(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_bytes(turtle(Corpus()) + b"\n<broken")
    with pytest.raises(InputError, match=r"graph\.ttl: line \d+: is not Turtle"):
        corpus_from(file)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="line 1: is not Turtle"):
        corpus_from(file)


def test_turtle_of_somebody_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<http://example.org/a> <http://example.org/b> 1 .", "utf-8")
    with pytest.raises(InputError, match="is no graph of claimgraph"):
        corpus_from(file)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        corpus_from(tmp_path / "none.ttl")


def test_a_record_without_a_needed_property_names_the_record() -> None:
    lines = [line for line in _one_claim() if b"stance" not in line or b"Stance" not in line]
    with pytest.raises(InputError, match=r"<https://example\.org/id/claim/1> has no kg:stance"):
        corpus_from(b"\n".join(lines))


def _one_claim() -> list[bytes]:
    claim = LinkedClaim("claim/1", "article/1", "c1", Stance.DENIED, False, (), (), (), (), ((0, 2),))
    corpus = Corpus(articles=(LinkedArticle("article/1", Article("d", "No.")),), claims=(claim,))
    data = ox.serialize((quad.triple for quad in statements(corpus, BASE)), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return data.splitlines()
