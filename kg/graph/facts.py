"""A graph file as facts by subject, to read records from. Errors name the file, and the line or the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import InputError
from kg.vocabulary import term

Value = ox.NamedNode | ox.Literal
T = TypeVar("T")


def triples_of(source: Path | bytes) -> Iterator[ox.Triple]:
    """The statements of a file, whatever graph they are in; Turtle unless its ending says otherwise.

    Raises `InputError` for a file that cannot be read, or is damaged (with the line).
    """
    where, form = "graph", ox.RdfFormat.TURTLE
    if isinstance(source, Path):
        where, form = str(source), ox.RdfFormat.from_extension(source.suffix.lstrip(".")) or form
    try:
        data = source.read_bytes() if isinstance(source, Path) else source
        for quad in ox.parse(data, format=form):
            yield quad.triple
    except OSError as error:
        raise InputError(where, f"cannot be read ({error.strerror})") from error
    except SyntaxError as error:
        raise InputError(where, f"line {error.lineno}: is not {form.name} ({_first(error)})") from error


def _first(error: SyntaxError) -> str:
    return str(error.msg).split(": ", 1)[-1]


class Facts:
    """The statements of a graph of ours. `base` starts the IRI of each record; ids are what follows it."""

    def __init__(self, source: Path | bytes) -> None:
        self.where = str(source) if isinstance(source, Path) else "graph"
        self._values: dict[str, dict[str, list[Value]]] = defaultdict(dict)
        self._classes: dict[str, list[str]] = defaultdict(list)
        kind = term("rdf:type").value
        for triple in triples_of(source):
            subject, target = triple.subject, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(target, ox.NamedNode | ox.Literal):
                continue  # blank nodes and triple terms are never ours
            predicate = triple.predicate.value
            self._values[subject.value].setdefault(predicate, []).append(target)
            if predicate == kind:
                self._classes[target.value].append(subject.value)
        self.base = self._base()

    def _base(self) -> str:
        for iri in self._classes[term("void:Dataset").value]:
            for space in self._values[iri].get(term("void:uriSpace").value, ()):
                return space.value
        raise InputError(self.where, "is no graph of claimgraph (nothing in it has a void:uriSpace)")

    def those(self, *classes: str) -> list[Node]:
        """The nodes of any of the classes, by id."""
        found = {iri for one in classes for iri in self._classes[term(one).value]}
        return [self.node(iri) for iri in sorted(found)]

    def node(self, iri: str) -> Node:
        """What is said of an IRI."""
        return Node(self, iri, self._values.get(iri, {}))

    def describes(self, iri: str) -> bool:
        """Whether anything is said of an IRI."""
        return iri in self._values

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Subject, property and object of every statement that leads to an IRI under the base."""
        for subject, values in self._values.items():
            for predicate, objects in values.items():
                for value in objects:
                    if isinstance(value, ox.NamedNode) and value.value.startswith(self.base):
                        yield subject, predicate, value.value

    def id(self, iri: str) -> str:
        """The id of a record by its IRI."""
        if not iri.startswith(self.base):
            raise InputError(self.where, f"<{iri}> is not under the base <{self.base}>")
        return iri[len(self.base) :]


@dataclass(frozen=True, slots=True)
class Node:
    """A subject and what is said of it."""

    facts: Facts
    iri: str
    values: dict[str, list[Value]]

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.facts.id(self.iri)

    def all(self, curie: str) -> list[Value]:
        """Every value of a property."""
        return self.values.get(term(curie).value, [])

    def one(self, curie: str) -> Value | None:
        """The value of a property that has one at most."""
        values = self.all(curie)
        if len(values) > 1:
            raise self.wrong(f"has {len(values)} values of {curie} where one is allowed")
        return values[0] if values else None

    def text(self, curie: str) -> str | None:
        """A literal's (or an IRI's) characters."""
        value = self.one(curie)
        return None if value is None else value.value

    def need(self, curie: str) -> str:
        """The same where it must be given."""
        value = self.text(curie)
        if value is None:
            raise self.wrong(f"has no {curie}")
        return value

    def texts(self, curie: str) -> tuple[str, ...]:
        """All values as characters, sorted."""
        return tuple(sorted(value.value for value in self.all(curie)))

    def ref(self, curie: str) -> str | None:
        """The id of the record that a property names."""
        value = self.text(curie)
        return None if value is None else self.facts.id(value)

    def need_ref(self, curie: str) -> str:
        """The same where it must be given."""
        return self.facts.id(self.need(curie))

    def refs(self, curie: str) -> tuple[str, ...]:
        """The ids of all records that a property names, sorted."""
        return tuple(sorted(self.facts.id(value.value) for value in self.all(curie)))

    def parts(self, curie: str) -> list[Node]:
        """The nodes that a property leads to."""
        return [self.facts.node(value.value) for value in self.all(curie)]

    def number(self, curie: str) -> int | None:
        """A whole number."""
        value = self.text(curie)
        try:
            return None if value is None else int(value)
        except ValueError:
            raise self.wrong(f"has {value!r} as {curie}, which is no whole number") from None

    def truth(self, curie: str) -> bool:
        """Whether a flag is set."""
        return self.text(curie) in ("true", "1")

    def is_resource(self, curie: str) -> bool:
        """Whether the value of a property is a record and not a literal."""
        return isinstance(self.one(curie), ox.NamedNode)

    def has_class(self, curie: str) -> bool:
        """Whether the node is of a class."""
        return term(curie) in self.all("rdf:type")

    def key(self, curie: str, keys: dict[str, T]) -> T:
        """What a vocabulary term stands for in our records."""
        value = self.need(curie)
        if value not in keys:
            raise self.wrong(f"has <{value}> as {curie}, which this version does not know")
        return keys[value]

    def wrong(self, problem: str) -> InputError:
        """An error about this node."""
        return InputError(self.facts.where, f"<{self.iri}> {problem}")
