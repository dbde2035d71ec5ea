"""A name in the text that may become a mention of an entity, and how rival readings of the same words are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.model import EntityType, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A reading of a span. `key` is what mentions of one entity share; `weight` settles equal lengths, higher wins."""

    span: Span
    type: EntityType
    subtype: str | None
    name: str
    key: str
    weight: int = 0
    role: str | None = None
    country: str = ""

    @property
    def length(self) -> int:
        """Code points."""
        return self.span[1] - self.span[0]


def settle(readings: Iterable[Mention]) -> list[Mention]:
    """Readings that do not overlap: heavier classes first, then the longer, then the earlier one."""
    taken: list[Mention] = []
    covered: set[int] = set()
    for m in sorted(readings, key=lambda m: (-(m.weight // 100), -m.length, -m.weight, m.span, m.key)):
        positions = range(*m.span)
        if m.length > 0 and covered.isdisjoint(positions):
            covered.update(positions)
            taken.append(m)
    return sorted(taken, key=lambda m: m.span)


def tokens(doc: Doc, span: Span) -> Tokens:
    """The tokens that a span touches."""
    found = doc.char_span(*span, alignment_mode="expand")
    if found is None:  # between tokens: cannot be for words of the same text, but an empty answer is safe
        return doc[0:0]
    return found


def before(doc: Doc, span: Span) -> Token | None:
    """The token before a span in the same sentence, spaces skipped."""
    first = tokens(doc, span)
    i = first.start - 1 if len(first) else -1
    while i >= 0 and doc[i].is_space:
        i -= 1
    return doc[i] if i >= 0 and doc[i].sent == first[0].sent else None


def after(doc: Doc, span: Span) -> Token | None:
    """The token after a span in the same sentence, spaces skipped."""
    last = tokens(doc, span)
    i = last.end if len(last) else len(doc)
    while i < len(doc) and doc[i].is_space:
        i += 1
    return doc[i] if i < len(doc) and len(last) and doc[i].sent == last[-1].sent else None
