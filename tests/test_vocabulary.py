"""The ontology is complete, aligned and used, and its reference is current."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.annotation import read_annotations
from kg.graph.statements import statements
from kg.lexicons import table
from kg.vocabulary import OWN, SCHEMAS, UnknownTerm, concept, curie, ontology_text, prefixes, reference, term, terms
from tests.export.samples import hostile
from tests.export.samples import reference as linked

ROOT = Path(__file__).resolve().parents[1]
ALL = [name for prefix in OWN for name in terms(prefix)]
NEEDED = ("rdfs:label", "skos:definition", "skos:example", "rdfs:isDefinedBy")
NAMED = re.compile(r"(?<![\w:])(?:kg|evt|wpn):[A-Za-z_]\w*")


@cache
def graph() -> frozenset[ox.Triple]:
    return frozenset(
        quad.triple for name in SCHEMAS for quad in ox.parse(ontology_text(name), format=ox.RdfFormat.TURTLE)
    )


@cache
def alignment() -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(ontology_text("alignment.ttl"), format=ox.RdfFormat.TURTLE))


def named_in(paths: list[Path]) -> set[str]:
    return {name for path in paths for name in NAMED.findall(path.read_text("utf-8"))}


def code() -> set[str]:
    return named_in(sorted((ROOT / "kg").rglob("*.py")))


def queries() -> set[str]:
    folder = ROOT / "ontology"
    return named_in([folder / "shapes.ttl", folder / "guard.rq", *sorted(folder.rglob("questions/*.rq"))])


@pytest.mark.parametrize("needed", NEEDED)
def test_every_term_has(needed: str) -> None:
    having = {triple.subject for triple in graph() if triple.predicate == term(needed)}
    assert [name for name in ALL if term(name) not in having] == []


def test_every_term_that_code_or_queries_name_is_declared() -> None:
    namespaces = {"kg:ontology"}  # the name of a folder in a docstring would read like a term
    assert sorted((code() | queries()) - set(ALL) - namespaces - {"kg:culprit"}) == []


def test_every_term_is_used_in_code_or_queries_or_sorts_other_terms() -> None:
    used = code() | queries()
    # a class or scheme whose members are other terms of the ontology is there to sort them
    sorting = {term("rdf:type"), term("skos:inScheme"), term("rdfs:domain"), term("rdfs:range")}
    used |= {curie(str(getattr(t.object, "value", ""))) or "" for t in graph() if t.predicate in sorting}
    assert [name for name in terms("kg") if name not in used] == []


@pytest.mark.parametrize("name", ALL)
def test_every_term_is_aligned_or_says_why_not(name: str) -> None:
    relations = {term(f"skos:{kind}Match") for kind in ("exact", "close", "broad", "narrow", "related")}
    told = {triple.predicate for triple in alignment() if triple.subject == term(name)}
    assert told & (relations | {term("skos:note")})


def test_the_alignment_speaks_of_our_terms_only_and_leads_to_others() -> None:
    assert {curie(str(getattr(triple.subject, "value", ""))) for triple in alignment()} <= set(ALL)
    for triple in alignment():
        if isinstance(triple.object, ox.NamedNode):
            assert not triple.object.value.startswith(tuple(prefixes()[prefix] for prefix in OWN))


def test_what_only_propositions_say_is_the_same_list_everywhere() -> None:
    kinds = {t.subject for t in graph() if t.predicate == term("rdf:type") and t.object == term("kg:DisputedProperty")}
    disputed = {curie(str(getattr(kind, "value", ""))) for kind in kinds}
    guard = set(NAMED.findall(ontology_text("guard.rq").partition("?disputed {")[2].partition("}")[0]))
    shapes = set(re.findall(r"sh:path (kg:\w+) ; sh:maxCount 0", ontology_text("shapes.ttl")))
    assert guard == disputed == shapes


def test_a_graph_uses_no_disputed_property_as_a_predicate() -> None:
    disputed = {
        t.subject for t in graph() if t.predicate == term("rdf:type") and t.object == term("kg:DisputedProperty")
    }
    for corpus in (linked(), hostile()):
        assert not disputed & {quad.predicate for quad in statements(corpus, "https://example.org/")}


def test_properties_follow_their_domain_and_range() -> None:
    """In the reference graph; a class counts with what it is a subclass of."""
    triples = [quad.triple for quad in statements(linked(), "https://example.org/")]
    above: dict[object, set[object]] = {}
    for t in graph():
        if t.predicate == term("rdfs:subClassOf"):
            above.setdefault(t.subject, set()).add(t.object)
    classes: dict[object, set[object]] = {}
    for t in triples:
        if t.predicate == term("rdf:type"):
            classes.setdefault(t.subject, set()).update({t.object} | above.get(t.object, set()))
    for t in graph():
        if t.predicate == term("rdf:type"):
            classes.setdefault(t.subject, set()).add(t.object)
    for which, end in (("rdfs:domain", "subject"), ("rdfs:range", "object")):
        expected = {t.subject: t.object for t in graph() if t.predicate == term(which)}
        for t in triples:
            node, wanted = getattr(t, end), expected.get(t.predicate)
            if wanted is None or (isinstance(node, ox.Literal) and node.datatype == wanted):
                continue
            assert wanted in classes.get(node, set()), f"{t} should have {wanted} as its {end}"


def test_concepts_have_one_broader_concept_or_are_on_top() -> None:
    for prefix in ("evt", "wpn"):
        for name in terms(prefix):
            about = [t for t in graph() if t.subject == term(name)]
            broader = [t.object for t in about if t.predicate == term("skos:broader")]
            top = [t.object for t in about if t.predicate == term("skos:topConceptOf")]
            assert len(broader) + len(top) == 1, name
            assert all(curie(str(getattr(one, "value", ""))) in terms(prefix) for one in broader)


def test_every_weapon_class_of_the_lexicons_is_a_concept() -> None:
    classes = {row["class"] for name in ("weapons", "weapon_nouns") for row in table(name)}
    assert sorted(one for one in classes if one and concept("wpn", one) is None) == []


def test_every_event_type_of_the_reference_annotations_is_a_concept() -> None:
    types = {event.type for one in read_annotations(ROOT / "seeds" / "reference") for event in one.events}
    assert {f"evt:{one}" for one in types} <= set(terms("evt"))


@pytest.mark.parametrize("wrong", ["kg:perpetrator", "evt:war", "foaf:name", "stance", "kg:"])
def test_an_unknown_term_is_refused(wrong: str) -> None:
    with pytest.raises(UnknownTerm):
        term(wrong)


def test_the_reference_is_current() -> None:
    assert (ROOT / "docs" / "ontology.md").read_text("utf-8") == reference(), "run python -m kg.vocabulary"


@pytest.mark.parametrize("name", [*SCHEMAS, "alignment.ttl", "shapes.ttl"])
def test_rdflib_and_oxigraph_read_the_same_ontology(name: str) -> None:
    text = ontology_text(name)
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(set(ox.parse(text, format=ox.RdfFormat.TURTLE)))
