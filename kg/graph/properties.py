"""The property graph's own schema: which properties a node or an edge can carry, in which order and of which type.

Every property-graph export takes its headers, keys and types from here, so that a file has the same columns whatever
the corpus holds. A property name has one type everywhere. What each node and edge means is told in `kg.graph.network`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from kg.errors import KgError

Value = str | int | bool
Properties = dict[str, Any]


class Type(StrEnum):
    """Types of a property. A decimal is kept as text (`"0.9"`), so that no float rounding leaks into a file."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"


S, I, B, D = Type.STRING, Type.INTEGER, Type.BOOLEAN, Type.DECIMAL  # noqa: E741 - the table below reads by these

_EVERY = {"kind": S, "label": S, "key": S, "iri": S}
_ENTITY = {"type": S, "subtype": S, "aliases": S, "roles": S, "anonymous": B, "members": S, "merged_by": S}

NODES: Mapping[str, Mapping[str, Type]] = {
    "Article": {**_EVERY, "doc": S, "title": S, "publisher": S, "published": S, "url": S, "sha256": S, "inferred": S},
    "Actor": {**_EVERY, **_ENTITY},
    "Place": {**_EVERY, **_ENTITY, "latitude": D, "longitude": D, "disputed": B},
    "Weapon": {**_EVERY, **_ENTITY},
    "Event": {**_EVERY, "type": S, "time": S, "earliest": S, "latest": S, "members": S, "merged_by": S},
    "Proposition": {
        **_EVERY,
        "type": S,
        "role": S,
        "low": I,
        "high": I,
        "qualifier": S,
        "population": S,
        "place": S,
        "time": S,
    },
    "Claim": {
        **_EVERY,
        "stance": S,
        "narrated": B,
        "speakers": S,
        "quote": S,
        "cue": S,
        "source_words": S,
        "spans": S,
        "said_on": S,
        "published": S,
        "publisher": S,
        "url": S,
        "doc": S,
        "rule": S,
        "confidence": D,
        "tags": S,
    },
}

_UTTERED = {"claim": S, "said_on": S, "narrated": B, "confidence": D}
EDGES: Mapping[str, Mapping[str, Type]] = {
    "PUBLISHED": {},
    "SAID": {},
    "RELAYED": {"hop": I},
    "CLAIMED": _UTTERED,
    "DENIED": _UTTERED,
    "DID_NOT_CONFIRM": _UTTERED,
    "IN_ARTICLE": {},
    "STATES": {"stance": S},
    "ABOUT": {},
    "CONTRADICTS": {"record": S, "iri": S, "conflict": S, "rule": S, "soft": B, "event": S, "between": S},
    "ATTRIBUTED_TO": {"role": S},
    "NAMES_WEAPON": {},
    "NAMES_PLACE": {},
    "NAMES": {},
    "HAPPENED_IN": {},
    "PART_OF": {},
    "WITHIN": {},
    "BELONGS_TO": {},
    "MEMBER_OF": {"role": S, "record": S, "iri": S},
}


def merged(tables: Iterable[Mapping[str, Type]]) -> dict[str, Type]:
    """All properties of some tables as one, in order of first appearance.

    >>> list(merged([{"a": Type.STRING}, {"b": Type.INTEGER, "a": Type.STRING}]))
    ['a', 'b']
    """
    return {name: kind for table in tables for name, kind in table.items()}


def labels(properties: Mapping[str, Value]) -> list[str]:
    """The labels of a node: its kind, and for an entity also its type.

    >>> labels({"kind": "Actor", "type": "person"}), labels({"kind": "Event", "type": "shelling"})
    (['Actor', 'Person'], ['Event'])
    """
    kind = str(properties["kind"])
    finer = str(properties["type"]).capitalize() if kind in ("Actor", "Place", "Weapon") else kind
    return [kind] if finer == kind else [kind, finer]


# ---- values ----------------------------------------------------------------------------------------------------------
INT64 = range(-(2**63), 2**63)
_BREAKS = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029][\s\x1c-\x1e\x85]*")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


def node_id(key: str) -> str:
    """A record's id as a node id, which is an XML NMTOKEN.

    >>> node_id("claim/0a1b"), node_id("place/São Paulo")
    ('claim-0a1b', 'place-S_e3_o_20_Paulo')
    """
    return _UNSAFE.sub(lambda match: f"_{ord(match[0]):x}_", key.replace("/", "-"))


def clean(properties: Properties) -> dict[str, Value]:
    """Properties as every format can hold them: no None, no empty text, one line, no characters that XML forbids.

    A number beyond 64 bits is left out: as the bound of an interval it then says less, but nothing false.

    >>> clean({"a": "two\\n  lines", "b": None, "c": "", "d": 3, "e": "bell\\x07", "f": 10**30})
    {'a': 'two lines', 'd': 3, 'e': 'bell\ufffd'}
    """
    kept: dict[str, Value] = {}
    for name, value in properties.items():
        if isinstance(value, str):
            value = _UNWRITABLE.sub("\ufffd", _BREAKS.sub(" ", value))
        if value is None or value == "" or (isinstance(value, int) and value not in INT64):
            continue
        kept[name] = value
    return kept


def decimal(value: str | None, where: str) -> str | None:
    """A decimal number as plain digits, checked because formats write it as a bare number. `where` is for the error.

    >>> decimal("0.90", "claim/1")
    '0.90'
    """
    if value is None:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise KgError(f"{where}: {value!r} is not a decimal number")
    return format(number, "f")
