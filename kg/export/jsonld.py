"""JSON-LD 1.1: a node for each record with its parts inside it, and the context in the file, so it expands offline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.export import STEM
from kg.graph.statements import statements
from kg.model import Corpus
from kg.vocabulary import curie, ontology_text, term

Json = dict[str, Any]


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `claimgraph.jsonld`, a record at a time."""
    file = folder / f"{STEM}.jsonld"
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{\n"@context": {_json(_context(base))},\n"@graph": [')
        for position, node in enumerate(_nodes(statements(corpus, base), base)):
            stream.write((",\n" if position else "\n") + _json(node))
        stream.write("\n]\n}\n")
    return [file]


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


@cache
def _terms() -> Json:
    context: Json = json.loads(ontology_text("context.jsonld"))["@context"]
    return context


@cache
def _names() -> dict[str, tuple[str, str | None]]:
    """Property IRI to its name in the context and the type that the context gives its values."""
    names: dict[str, tuple[str, str | None]] = {}
    for name, meaning in _terms().items():
        if isinstance(meaning, dict):
            names[term(meaning["@id"]).value] = name, meaning["@type"]
        elif not name.startswith("@") and not meaning.startswith(("@", "http")):
            names[term(meaning).value] = name, None
    return names


def _context(base: str) -> Json:
    """The context of the ontology, with the base where ids may be written relative to it."""
    return {**_terms(), "@base": base} if _resolves(base) else _terms()


def _resolves(base: str) -> bool:
    """Whether a relative id, resolved as RFC 3986 tells, lands where we append it."""
    return base.startswith(("https://", "http://")) and urljoin(base, "claim/0") == f"{base}claim/0"


def _nodes(quads: Iterable[ox.Quad], base: str) -> Iterator[Json]:
    """The records in order, each with its parts (`ID-…`) nested where they are first named."""
    shown = _Shown(base)
    for record, group in groupby(quads, key=lambda quad: _record(quad, base)):
        parts: dict[str, Json] = {}
        for subject, about in groupby(group, key=lambda quad: quad.subject):
            parts[_iri(subject)] = shown.node(_iri(subject), list(about))
        whole = parts.pop(record)
        _nest(whole, {shown.id(iri): part for iri, part in parts.items()})
        yield whole


def _record(quad: ox.Quad, base: str) -> str:
    """The IRI of the record that a statement describes, itself or by a part."""
    iri = _iri(quad.subject)
    return base + iri[len(base) :].partition("-")[0]


def _iri(node: object) -> str:
    assert isinstance(node, ox.NamedNode)  # no statement of ours starts from anything else
    return node.value


def _nest(node: Json, parts: dict[str, Json]) -> None:
    """Put each part in the place of its id. A text that looks like an id stays a text."""
    for name, value in node.items():
        if _kind(name) != "@id":
            continue
        values = value if isinstance(value, list) else [value]
        nested = [parts.pop(one, one) if isinstance(one, str) else one for one in values]
        for one in nested:
            if isinstance(one, dict) and "id" in one:
                _nest(one, parts)
        node[name] = nested if isinstance(value, list) else nested[0]


def _kind(name: str) -> str | None:
    meaning = _terms().get(name)
    return meaning["@type"] if isinstance(meaning, dict) else None


class _Shown:
    """How IRIs and literals are written under one base."""

    def __init__(self, base: str) -> None:
        self.base, self.relative = base, _resolves(base)

    def node(self, iri: str, quads: list[ox.Quad]) -> Json:
        node: Json = {"id": self.id(iri)}
        for predicate, about in groupby(quads, key=lambda quad: quad.predicate):
            objects = [quad.object for quad in about]
            if predicate == term("rdf:type"):
                name, values = "type", [curie(_iri(one)) for one in objects]
            else:
                name, kind = _names()[predicate.value]
                values = [self.value(one, kind) for one in objects]
            node[name] = values if len(values) > 1 else values[0]
        return node

    def id(self, iri: str) -> str:
        """Relative where the base allows; the base itself stays whole."""
        if self.relative and iri.startswith(self.base) and iri != self.base:
            return iri[len(self.base) :]
        return curie(iri) or iri

    def value(self, node: object, kind: str | None) -> Any:
        """A value under a name whose values are of `kind` when nothing more is said."""
        if isinstance(node, ox.NamedNode):
            return self.id(node.value) if kind == "@id" else {"@id": self.id(node.value)}
        assert isinstance(node, ox.Literal)
        datatype = curie(node.datatype.value)
        if datatype == kind:
            return _native(node.value, datatype)
        if datatype == "xsd:string":
            return node.value if kind is None else {"@value": node.value}
        return {"@value": node.value, "@type": datatype}


def _native(text: str, datatype: str | None) -> Any:
    """JSON's own value where it means the same; a number that JSON readers round stays a text."""
    if datatype == "xsd:boolean":
        return text == "true"
    if datatype == "xsd:integer" and abs(int(text)) < 2**53:
        return int(text)
    return text
