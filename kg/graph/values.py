"""Values of statements: literals that every store keeps as they are, and references to records."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pyoxigraph as ox

from kg import edtf
from kg.vocabulary import term


@dataclass(frozen=True, slots=True)
class Ref:
    """A record (or part of one) as the object of a statement: its id, to be put under the base."""

    id: str


Object = Ref | ox.NamedNode | ox.Literal

_WHITE = re.compile(r"[\t\n\r]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def clean(text: str) -> str:
    """A label as every store keeps it: NFC, no control characters, no lone surrogates.

    >>> clean("Kyiv\\x00 \\ud800said")
    'Kyiv said'
    """
    spaced = _WHITE.sub(" ", text)
    if not spaced.isprintable():  # most text is, and needs no look at each character
        spaced = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", spaced)


def words(text: str) -> ox.Literal:
    """A label or other free text, cleaned."""
    return ox.Literal(clean(text))


def exact(text: str) -> ox.Literal:
    """Text that must stay as it is, because spans are measured on it."""
    return ox.Literal(text)


def number(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=term("xsd:integer"))


def truth(value: bool) -> ox.Literal:
    """True or false."""
    return ox.Literal("true" if value else "false", datatype=term("xsd:boolean"))


def decimal(text: str) -> ox.Literal:
    """A decimal as written; `xsd:double` would lose digits in some writers."""
    return ox.Literal(text, datatype=term("xsd:decimal"))


def day(text: str) -> ox.Literal:
    """A calendar day without a zone."""
    return ox.Literal(text, datatype=term("xsd:date"))


def moment(text: str) -> ox.Literal:
    """A date as typed EDTF, or as plain words where it is none."""
    return ox.Literal(text, datatype=term("edtf:EDTF")) if edtf.is_valid(text) else words(text)


def exact_day(text: str | None) -> str | None:
    """The very day that an EDTF date names, None where it names another length of time or is uncertain.

    >>> exact_day("2024-02-03"), exact_day("2024-02-03T10:00:00Z"), exact_day("2024-02-03?"), exact_day("2024")
    ('2024-02-03', '2024-02-03', None, None)
    """
    if text is None or not edtf.is_valid(text):
        return None
    date = text.split("T")[0]
    return date if _DAY.fullmatch(date) else None


def address(url: str) -> Object:
    """A web address as an IRI, where it is one; anything else from outside stays a string."""
    try:
        node = ox.NamedNode(url)
    except ValueError:
        return words(url)
    return node if url.startswith(("https://", "http://")) else words(url)


def place_on_earth(longitude: str, latitude: str) -> ox.Literal:
    """A point in decimal degrees of WGS 84, without the name of the reference system, which some stores refuse."""
    return ox.Literal(f"POINT({longitude} {latitude})", datatype=term("geo:wktLiteral"))


def interval(low: int | None, high: int | None) -> Object | None:
    """A count for people: the number itself where it is exact, else both ends around two dots.

    >>> interval(2, 2).value, interval(24, None).value, interval(None, 110).value
    ('2', '24..', '..110')
    """
    if low is None and high is None:
        return None
    if low == high and low is not None:
        return number(low)
    return words(f"{'' if low is None else low}..{'' if high is None else high}")
