"""The terms of the graph, read from the Turtle in `ontology/`, which is their one home.

Code names a term by its curie (`term("kg:stance")`) and never spells out an IRI. A term of our own that the ontology
does not declare is refused, so a slip of the pen cannot reach a graph. `python -m kg.vocabulary` prints the reference
that `docs/ontology.md` holds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

SCHEMAS = ("claimgraph.ttl", "event-types.ttl", "weapon-types.ttl")
OWN = ("kg", "evt", "wpn")


class UnknownTerm(KeyError):
    """The code names a term that the ontology does not have: a mistake of ours, never of a user."""


def ontology_text(name: str) -> str:
    """A file of the ontology (`shapes.ttl`, `guard.rq`, `questions/…`), from the wheel or the checkout."""
    return (_root() / name).read_text("utf-8")


def question_texts() -> dict[str, str]:
    """The competency questions by file name."""
    folder = _root() / "questions"
    return {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".rq")}


def _root() -> Traversable:
    packaged = files("kg") / "ontology"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent / "ontology"


@cache
def _schema() -> tuple[tuple[ox.Triple, ...], dict[str, str]]:
    """All statements of the ontology, and its prefixes."""
    triples: list[ox.Triple] = []
    prefixes: dict[str, str] = {}
    for name in SCHEMAS:
        parser = ox.parse(ontology_text(name), format=ox.RdfFormat.TURTLE)
        triples.extend(quad.triple for quad in parser)
        prefixes |= parser.prefixes
    return tuple(triples), dict(sorted(prefixes.items()))


def prefixes() -> MappingProxyType[str, str]:
    """Prefix to namespace, in the order of the alphabet."""
    return MappingProxyType(_schema()[1])


def prologue() -> str:
    """The prefixes as the head of a SPARQL query."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes().items())


@cache
def _declared() -> frozenset[str]:
    """The IRIs of our own terms."""
    own = tuple(prefixes()[prefix] for prefix in OWN)
    return frozenset(
        t.subject.value for t in _schema()[0] if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(own)
    )


@cache
def term(curie: str) -> ox.NamedNode:
    """The IRI of a term, by its curie.

    Raises `UnknownTerm` when the prefix is not one of the ontology's, or the ontology does not declare the term.

    >>> term("kg:stance").value.rpartition("#")[2]
    'stance'
    >>> term("kg:culprit")
    Traceback (most recent call last):
    kg.vocabulary.UnknownTerm: 'kg:culprit is not declared in ontology/'
    """
    prefix, colon, name = curie.partition(":")
    if not colon or prefix not in prefixes():
        raise UnknownTerm(f"{curie} has a prefix that ontology/ does not declare")
    iri = prefixes()[prefix] + name
    if prefix in OWN and iri not in _declared():
        raise UnknownTerm(f"{curie} is not declared in ontology/")
    return ox.NamedNode(iri)


@cache
def curie(iri: str) -> str | None:
    """The curie of an IRI, or None where no prefix of the ontology fits.

    >>> curie(term("prov:agent").value)
    'prov:agent'
    """
    fitting = [(len(ns), prefix) for prefix, ns in prefixes().items() if iri.startswith(ns) and len(iri) > len(ns)]
    if not fitting:
        return None
    length, prefix = max(fitting)
    name = iri[length:]
    return f"{prefix}:{name}" if name.replace("-", "").replace("_", "").isalnum() else None


def terms(prefix: str = "kg") -> list[str]:
    """The curies of our own terms under one prefix, in the order of the alphabet."""
    namespace = prefixes()[prefix]
    return sorted(f"{prefix}:{iri[len(namespace) :]}" for iri in _declared() if iri.startswith(namespace))


def concept(prefix: str, word: str) -> str | None:
    """The curie of the concept that a free word names, by its id or one of its labels.

    >>> concept("wpn", "rocket artillery"), concept("wpn", "UAV"), concept("wpn", "bridge")
    ('wpn:rocket_artillery', 'wpn:drone', None)
    """
    return _concepts(prefix).get(_folded(word))


@cache
def _concepts(prefix: str) -> dict[str, str]:
    """Folded id or label to curie; where two concepts share a label, the id wins, then the first of the alphabet."""
    labels = {term("skos:prefLabel").value, term("skos:altLabel").value}
    names = {_folded(one.partition(":")[2]): one for one in terms(prefix)}
    for triple in sorted(_schema()[0], key=str):
        subject = curie(str(getattr(triple.subject, "value", "")))
        if subject and subject.startswith(prefix + ":") and triple.predicate.value in labels:
            names.setdefault(_folded(str(getattr(triple.object, "value", ""))), subject)
    return names


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


# ---- the reference for people ----------------------------------------------------------------------------------------
_SECTIONS = (
    ("Classes", "owl:Class"),
    ("Properties between things", "owl:ObjectProperty"),
    ("Properties with values", "owl:DatatypeProperty"),
    ("What only propositions say", "kg:DisputedProperty"),
    ("Concepts", "skos:Concept"),
    ("Event types", "kg:EventType"),
    ("Weapon types", "kg:WeaponType"),
)


def reference() -> str:
    """The ontology as Markdown: a table of the terms of each sort with their definitions and examples."""
    lines = [
        "# The vocabulary",
        "",
        "Generated from `ontology/` by `python -m kg.vocabulary`; do not edit by hand.",
        "",
    ]
    lines += ["| prefix | namespace |", "|---|---|"]
    lines += [f"| `{prefix}:` | `{namespace}` |" for prefix, namespace in prefixes().items()]
    described = _descriptions()
    for title, sort in _SECTIONS:
        lines += ["", f"## {title}", "", "| term | label | meaning | example | under | from | to |"]
        lines += ["|---|---|---|---|---|---|---|", *_rows(described, term(sort).value)]
    return "\n".join(lines) + "\n"


def _rows(described: dict[str, dict[str, list[str]]], sort: str) -> Iterator[str]:
    columns = ("rdfs:label", "skos:definition", "skos:example")
    above = ("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:broader")
    for name, facts in described.items():
        types = facts.get("rdf:type", [])
        if _shown(sort) in types and (sort != term("skos:Concept").value or name.startswith("kg:")):
            cells = [f"`{name}`"] + [_cell(facts.get(column, [])) for column in columns]
            cells.append(_code([one for column in above for one in facts.get(column, [])]))
            cells += [_code(facts.get(column, [])) for column in ("rdfs:domain", "rdfs:range")]
            yield "| " + " | ".join(cells) + " |"


def _descriptions() -> dict[str, dict[str, list[str]]]:
    described: dict[str, dict[str, list[str]]] = {one: {} for prefix in OWN for one in terms(prefix)}
    for triple in sorted(_schema()[0], key=str):
        subject = _shown(str(getattr(triple.subject, "value", "")))
        if subject in described:
            facts = described[subject].setdefault(_shown(triple.predicate.value), [])
            facts.append(_shown(str(getattr(triple.object, "value", ""))))
    concepts = ("kg:Stance", "kg:ContradictionKind", "kg:AttributionRole")
    for known in described.values():
        if set(concepts) & set(known.get("rdf:type", [])):
            known["rdf:type"].append("skos:Concept")
    return described


def _shown(value: str) -> str:
    return curie(value) or value


def _cell(values: list[str]) -> str:
    return "; ".join(values).replace("|", "\\|")


def _code(values: list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


if __name__ == "__main__":
    sys.stdout.write(reference())
