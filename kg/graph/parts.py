"""Pieces that several kinds of record share: spans, members, dates, optional texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg.graph.values import Object, Ref, day, exact, exact_day, moment, number, words
from kg.model import Member, Span
from kg.vocabulary import term

Row = tuple[str, str, Object]


def record_id(member: Member) -> str:
    """The id of a local record in the graph.

    >>> record_id(Member("seed-002", "n7"))
    'record/6d398bb5f618f032'
    """
    return "record/" + hashlib.sha256(f"{member.doc}\x00{member.local}".encode()).hexdigest()[:16]


def span(me: str, predicate: str, part: str, home: str, where: Span, text: str | None) -> Iterator[Row]:
    """A span as a Web Annotation resource with its position and, given the text, its words."""
    node = f"{me}-{part}"
    yield me, predicate, Ref(node)
    yield from types(node, "oa:SpecificResource")
    yield node, "oa:hasSource", Ref(home)
    yield node, "oa:hasSelector", Ref(f"{node}-position")
    yield from types(f"{node}-position", "oa:TextPositionSelector")
    yield f"{node}-position", "oa:start", number(where[0])
    yield f"{node}-position", "oa:end", number(where[1])
    if text is not None:
        yield node, "oa:hasSelector", Ref(f"{node}-words")
        yield from types(f"{node}-words", "oa:TextQuoteSelector")
        yield f"{node}-words", "oa:exact", exact(text[where[0] : where[1]])


def types(me: str, *curies: str) -> Iterator[Row]:
    """The classes of a node."""
    for one in curies:
        yield me, "rdf:type", term(one)


def optional(me: str, predicate: str, text: str | None) -> Iterator[Row]:
    """A text, if there is one."""
    if text is not None:
        yield me, predicate, words(text)


def reference(me: str, predicate: str, target: str | None) -> Iterator[Row]:
    """Another record, if there is one."""
    if target is not None:
        yield me, predicate, Ref(target)


def dated(me: str, predicate: str, time: str | None) -> Iterator[Row]:
    """The date as EDTF, and as a day where it names one."""
    if time is not None:
        yield me, "kg:time", moment(time)
    exactly = exact_day(time)
    if exactly is not None:
        yield me, predicate, day(exactly)


def members(me: str, predicate: str, those: tuple[Member, ...]) -> Iterator[Row]:
    """The local records that a linked record stands for."""
    for member in those:
        yield me, predicate, Ref(record_id(member))
