"""Who is counted in a toll: two figures can only disagree if they count the same people, or a part and its whole."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache

from kg.lexicons import table
from kg.link.names import fold

# populations that together are everybody
COMPLEMENTS = (frozenset({"adults", "children"}), frozenset({"men", "women"}), frozenset({"civilians", "military"}))


class Relation(Enum):
    """How two populations lie to each other."""

    SAME = auto()
    PART = auto()  # the first is a part of the second
    WHOLE = auto()  # the second is a part of the first
    OTHER = auto()


def population(text: str | None) -> str | None:
    """The folded words for who is counted, without words for people in general; None for everybody.

    What is only said to be included ("people, including a child") is left out.

    >>> population("other people, including a reporter"), population("children (included in the 108)")
    (None, 'children')
    """
    words: list[str] = []
    for word in fold(text or "").split():
        if word in {"including", "included", "among"}:
            break
        if _means().get(word, word):
            words.append(word)
    return " ".join(words) or None


@cache
def classes(text: str | None) -> frozenset[str]:
    """The classes of people that a folded population names."""
    return frozenset(m for word in (text or "").split() if (m := _means().get(word)))


def relation(a: str | None, b: str | None) -> Relation:
    """How two folded populations lie to each other; `OTHER` where that is not known.

    >>> relation("sailors", None), relation("residents", "servicemen")
    (<Relation.PART: 2>, <Relation.OTHER: 4>)
    """
    if a == b:
        return Relation.SAME
    if b is None:
        return Relation.PART if classes(a) else Relation.OTHER
    if a is None:
        return Relation.WHOLE if classes(b) else Relation.OTHER
    rest = [{w for w in text.split() if w not in _means()} for text in (a, b)]
    if classes(a) == classes(b) != frozenset() and (rest[0] == rest[1] or not (rest[0] and rest[1])):
        return Relation.SAME
    return Relation.OTHER


@cache
def _means() -> dict[str, str]:
    return {row["word"]: row["means"] for row in table("population_words")}
