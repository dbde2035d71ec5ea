"""A graph that we wrote holds, and each kind of damage is found and named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.errors import InputError
from kg.export import BASE, turtle
from kg.graph.statements import statements
from kg.model import Corpus
from kg.verify import verify
from kg.vocabulary import ontology_text, prologue, term
from tests.export.samples import reference

RDF_TYPE = term("rdf:type")


@cache
def whole() -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in statements(reference(), BASE))


def problems(tmp_path: Path, update: str) -> set[str]:
    """The kinds of problem in the reference graph after a SPARQL update."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in whole())
    before = set(store)
    store.update(prologue() + update)
    after = set(store)
    assert after != before, "the update damaged nothing"
    file = tmp_path / "graph.ttl"
    ox.serialize((quad.triple for quad in after), file, format=ox.RdfFormat.TURTLE)
    return {problem.what for problem in verify(file)}


def test_the_graph_of_the_reference_annotations_holds(tmp_path: Path) -> None:
    [file] = turtle.write(reference(), tmp_path, base=BASE)
    assert verify(file) == []


def test_an_empty_graph_holds(tmp_path: Path) -> None:
    [file] = turtle.write(Corpus(), tmp_path, base=BASE)
    assert verify(file) == []


@pytest.mark.parametrize(
    ("what", "update"),
    [
        (
            "hash",
            "DELETE { ?a schema:sha256 ?h } INSERT { ?a schema:sha256 ?wrong } WHERE "
            "{ { SELECT ?a ?h { ?a schema:sha256 ?h } ORDER BY ?a LIMIT 1 } BIND(SHA256(?h) AS ?wrong) }",
        ),
        (
            "span",
            "DELETE { ?s oa:start ?n } INSERT { ?s oa:start ?m } WHERE "
            "{ { SELECT ?s ?n { ?s oa:start ?n } ORDER BY ?s LIMIT 1 } BIND(?n + 1 AS ?m) }",
        ),
        (
            "span",
            "DELETE { ?s oa:exact ?x } INSERT { ?s oa:exact 'words that nobody wrote' } WHERE "
            "{ SELECT ?s ?x { ?s oa:exact ?x } ORDER BY ?s LIMIT 1 }",
        ),
        (
            "span",
            "DELETE { ?s oa:end ?n } INSERT { ?s oa:end 999999 } WHERE "
            "{ SELECT ?s ?n { ?s oa:end ?n } ORDER BY ?s LIMIT 1 }",
        ),
        (
            "words",
            "DELETE { ?c kg:contentSpan ?s } WHERE "
            "{ { SELECT ?c { ?c kg:contentSpan [] } ORDER BY ?c LIMIT 1 } ?c kg:contentSpan ?s }",
        ),
        (
            "reference",
            "DELETE { ?e ?p ?o } WHERE { { SELECT ?e { ?c kg:aboutEvent ?e } ORDER BY ?e LIMIT 1 } ?e ?p ?o }",
        ),
        (
            "event",
            "DELETE { ?c kg:aboutEvent ?e } WHERE "
            "{ { SELECT ?c { ?k kg:firstClaim ?c } ORDER BY ?c LIMIT 1 } ?c kg:aboutEvent ?e }",
        ),
        (
            "speech",
            "INSERT { ?a kg:claimed ?p } WHERE "
            "{ SELECT ?a ?p { ?a kg:denied ?p FILTER NOT EXISTS { ?a kg:claimed ?p } } ORDER BY ?a ?p LIMIT 1 }",
        ),
        ("speech", "DELETE WHERE { ?a kg:denied ?p }"),
        (
            "fact",
            "INSERT { ?e kg:responsibleParty ?a } WHERE "
            "{ SELECT ?e ?a { ?p rdf:subject ?e ; rdf:predicate kg:responsibleParty ; rdf:object ?a } LIMIT 1 }",
        ),
        ("fact", "INSERT { ?e kg:killed 24 } WHERE { SELECT ?e { ?e a sem:Event } ORDER BY ?e LIMIT 1 }"),
        ("fact", "INSERT { ?e kg:minCount 24 } WHERE { SELECT ?e { ?e a sem:Event } ORDER BY ?e LIMIT 1 }"),
        ("shape", "DELETE { ?c kg:stance ?s } WHERE { SELECT ?c ?s { ?c kg:stance ?s } ORDER BY ?c LIMIT 1 }"),
        (
            "shape",
            "INSERT { ?c kg:confidence 1.5 } WHERE { SELECT ?c { ?c a kg:Claim } ORDER BY ?c LIMIT 1 }",
        ),
        (
            "shape",
            "INSERT { ?e kg:latest '2024-02-31'^^xsd:date } WHERE { SELECT ?e { ?e a sem:Event } ORDER BY ?e LIMIT 1 }",
        ),
        (
            "shape",
            "INSERT { ?a kg:claimed ?e } WHERE { SELECT ?a ?e { ?e a sem:Event . ?a a sem:Actor } LIMIT 1 }",
        ),
        (
            "shape",
            "INSERT { ?e kg:attributedTo ?a } WHERE { SELECT ?a ?e { ?e a sem:Event . ?a a sem:Actor } LIMIT 1 }",
        ),
    ],
)
def test_damage_is_found(what: str, update: str, tmp_path: Path) -> None:
    assert what in problems(tmp_path, update)


def test_an_asserted_culprit_fails_the_shapes_as_well_as_the_guard(tmp_path: Path) -> None:
    update = "INSERT { ?e kg:responsibleParty ?a } WHERE { SELECT ?a ?e { ?e a sem:Event . ?a a sem:Actor } LIMIT 1 }"
    assert problems(tmp_path, update) == {"fact", "shape"}


def test_a_problem_says_where_and_what(tmp_path: Path) -> None:
    corpus = reference()
    first = corpus.articles[0]
    odd = replace(first, article=replace(first.article, text="X" + first.article.text))
    [file] = turtle.write(replace(corpus, articles=(odd, *corpus.articles[1:])), tmp_path, base=BASE)
    text = file.read_text("utf-8").replace(odd.article.sha256, first.article.sha256)
    file.write_text(text, "utf-8")
    assert [str(problem) for problem in verify(file, shapes=False)] == [
        f"hash: {BASE}{first.id} has a text whose SHA-256 is not {first.article.sha256}"
    ]


def test_a_file_that_is_no_graph_of_ours_is_an_input_error(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<http://example.org/a> a <http://example.org/B> .", "utf-8")
    with pytest.raises(InputError, match="is no graph of claimgraph"):
        verify(file)


def test_the_shapes_are_shacl_themselves() -> None:
    shapes = rdflib.Graph().parse(data=ontology_text("shapes.ttl"), format="turtle")
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_the_shapes_keep_to_shacl_core() -> None:
    shapes = rdflib.Graph().parse(data=ontology_text("shapes.ttl"), format="turtle")
    used = {str(predicate) for predicate in shapes.predicates()}
    assert not used & {str(rdflib.SH[name]) for name in ("sparql", "js", "rule", "target", "parameter", "expression")}
