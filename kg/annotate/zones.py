"""What part of the page each line is, and where quotations begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.annotate.draft import Draft, Quotation, Zone, ZoneKind
from kg.annotate.parse import lines
from kg.lexicons import words
from kg.model import Article, Span

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
LONGEST_HEADLINE = 220
CAPTION_END = re.compile(r"\s*\[/caption\]\s*$")
CREDIT_LABEL = re.compile(r"^(?:photo(?:graph)?|image|picture|credit|source)(?: credit| source)?:\s*", re.IGNORECASE)


def zones(draft: Draft) -> Draft:
    """Fill `zones` and `quotations`. Boilerplate is what reading marked; it keeps its place and carries nothing."""
    found = find_zones(draft.article)
    return replace(draft, zones=found, quotations=tuple(_quotations(draft.article.text, found)))


def find_zones(article: Article) -> tuple[Zone, ...]:
    """The lines of an article as headline, body, caption or boilerplate."""
    found: list[Zone] = []
    in_head = True
    for start, end in lines(article.text):
        for piece in _outside(article.text, start, end, article.boilerplate):
            kind, span, credit = _kind(article, piece, in_head)
            in_head = in_head and kind is ZoneKind.HEADLINE
            found.append(Zone(kind, span, credit))
        found += [Zone(ZoneKind.BOILERPLATE, mark) for mark in _inside(start, end, article.boilerplate)]
    return tuple(sorted(found, key=lambda zone: zone.span))


def sentence_starts(zones: tuple[Zone, ...]) -> frozenset[int]:
    """Offsets at which a sentence must begin: each zone, and each caption behind its credit."""
    return frozenset(z.span[0] for z in zones) | {z.credit[1] for z in zones if z.credit and z.credit[0] == z.span[0]}


def _kind(article: Article, span: Span, in_head: bool) -> tuple[ZoneKind, Span, Span | None]:
    start, end = span
    line = article.text[start:end]
    marker = CAPTION_END.search(line)
    credit = _credit(line)
    if marker or credit:
        end = start + (marker.start() if marker else len(line))
        return ZoneKind.CAPTION, (start, end), credit and (start + credit[0], start + credit[1])
    is_title = article.title is not None and _plain(line) == _plain(article.title)
    if is_title or (in_head and _unfinished(line) and len(line) <= LONGEST_HEADLINE):
        return ZoneKind.HEADLINE, span, None
    return ZoneKind.BODY, span, None


def _unfinished(line: str) -> bool:
    """Whether a line lacks the full stop that running text ends with, as headlines and standfirsts do."""
    return not line.rstrip("”\"’')").endswith((".", "!", ":", ";", "…"))


def _plain(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def _credit(line: str) -> Span | None:
    """The agency glued to the front of a caption ("EPARussian firefighters …"), as offsets in the line."""
    for credit in sorted(words("photo_credits"), key=len, reverse=True):
        if len(credit) > 1 and line.startswith(credit) and re.match(r"[A-Z](?:[a-z]| [a-z])", line[len(credit) :]):
            return 0, len(credit)
    labelled = CREDIT_LABEL.match(line)
    if labelled and line[labelled.end() :].strip(" .") in words("photo_credits"):
        return (labelled.end(), labelled.end() + len(line[labelled.end() :].rstrip(" .")))
    behind = re.search(r"[\[(]([^()\[\]]{2,40})[\])]$", line)
    if behind and re.split(r"[/,]", behind.group(1))[0].strip() in words("photo_credits"):
        return behind.span(1)
    return None


def _inside(start: int, end: int, marks: tuple[Span, ...]) -> list[Span]:
    return [(max(start, a), min(end, b)) for a, b in marks if a < end and b > start]


def _outside(text: str, start: int, end: int, marks: tuple[Span, ...]) -> Iterator[Span]:
    """The parts of a line that are not marked, without white space at their ends."""
    at = start
    for a, b in [*sorted(_inside(start, end, marks)), (end, end)]:
        piece = text[at:a]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield at + lead, at + len(piece.rstrip())
        at = max(at, b)


# ---- quotations --------------------------------------------------------------------------------------------------------
def _quotations(text: str, zones: tuple[Zone, ...]) -> Iterator[Quotation]:
    """Quotations of each zone; one left open goes on in the next body zone if that begins with a mark.

    A second opening mark before a closing one restarts the same quotation: news copy often loses the closing mark.
    """
    carried: list[tuple[Span, Span]] = []
    for zone in zones:
        if zone.kind is ZoneKind.BOILERPLATE:
            continue
        if carried and not _opens(text, zone.span[0], zone.span):
            yield _quotation(carried, closed=False)
            carried = []
        for pieces, closed in _in_zone(text, zone.span):
            carried += pieces
            if closed:
                yield _quotation(carried, closed=True)
                carried = []
    if carried:
        yield _quotation(carried, closed=False)


def _in_zone(text: str, zone: Span) -> Iterator[tuple[list[tuple[Span, Span]], bool]]:
    start: int | None = None
    pieces: list[tuple[Span, Span]] = []
    for at in range(*zone):
        if text[at] not in OPENING + CLOSING + STRAIGHT:
            continue
        if _opens(text, at, zone) and not (text[at] == STRAIGHT and start is not None):
            if start is not None:
                pieces.append(_trim(text, start, at, at))
            start = at
        elif start is not None:
            pieces.append(_trim(text, start, at, at + 1))
            yield pieces, True
            start, pieces = None, []
    if start is not None:
        pieces.append(_trim(text, start, zone[1], zone[1]))
        yield pieces, False


def _opens(text: str, at: int, zone: Span) -> bool:
    """Whether the character at an offset is a mark that begins a quotation."""
    if text[at] in OPENING:
        return True
    before = text[at - 1] if at > zone[0] else " "
    after = text[at + 1] if at + 1 < zone[1] else " "
    return text[at] == STRAIGHT and (before.isspace() or before in "([—–-:") and not after.isspace()


def _trim(text: str, opened: int, inner_end: int, outer_end: int) -> tuple[Span, Span]:
    """Inner and outer span of one piece, white space at the inside ends left out."""
    inner_start = opened + 1
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return (inner_start, inner_end), (opened, max(outer_end, inner_end))


def _quotation(pieces: list[tuple[Span, Span]], *, closed: bool) -> Quotation:
    kept = [(inner, outer) for inner, outer in pieces if inner[0] < inner[1]] or pieces
    return Quotation(tuple(inner for inner, _ in kept), tuple(outer for _, outer in kept), closed)
