"""What the annotator knows about one article so far. Every step takes a draft and returns a fuller one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc

from kg.annotate.learned.decode import NOTHING_LEARNED, Learned
from kg.model import Article, Claim, Entity, Event, Narrated, Span


class ZoneKind(StrEnum):
    """What part of the page a paragraph is."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Zone:
    """One paragraph (line of text without its surrounding white space). `credit` is a caption's agency, where named."""

    kind: ZoneKind
    span: Span
    credit: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, possibly over several paragraphs: `spans` are the words inside the marks, one span a paragraph."""

    spans: tuple[Span, ...]
    outer: tuple[Span, ...]  # the same with the marks
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """The article, its parse, and what the steps have found so far.

    `doc` is a spaCy parse over a text of equal length (white space unified), so `token.idx` are offsets into
    `article.text`; sentences never cross a zone. Boilerplate is parsed too, and every step must leave it alone.
    """

    article: Article
    doc: Doc
    zones: tuple[Zone, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    narrated: tuple[Narrated, ...] = ()
    learned: Learned = NOTHING_LEARNED

    def zone_at(self, position: int) -> Zone | None:
        """The zone that holds an offset, or None between zones."""
        at = bisect_right(self.zones, position, key=lambda zone: zone.span[0]) - 1
        return self.zones[at] if at >= 0 and position < self.zones[at].span[1] else None

    def readable(self, position: int) -> bool:
        """Whether an offset lies in a zone that may carry annotation."""
        zone = self.zone_at(position)
        return zone is not None and zone.kind is not ZoneKind.BOILERPLATE


Step = Callable[[Draft], Draft]
