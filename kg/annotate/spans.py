"""Small arithmetic on spans of text and tokens."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.model import Span

EDGE = " \t\n\r\u00a0,;:.!?–—-…"
CLOSERS = {"“": "”", '"': '"', "„": "“", "«": "»"}


def token_span(tokens: Iterable[Token]) -> Span:
    """From the first to the last of some tokens."""
    kept = list(tokens)
    return min(t.idx for t in kept), max(t.idx + len(t) for t in kept)


def trim(text: str, span: Span) -> Span:
    """A span without white space and punctuation at its ends; a closing mark stays with a quotation inside."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in EDGE + "”’)]"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGE + "“([„«"):
        end -= 1
    return start, end


def content_span(text: str, span: Span) -> Span | None:
    """A span of content by the rules of annotation: no outer quotation marks, no final stop, None if no word is left."""
    start, end = trim(text, span)
    opening = text[start : start + 1]
    if opening in CLOSERS and text[end - 1 : end] == CLOSERS[opening]:
        inner = text[start + 1 : end - 1]
        if CLOSERS[opening] not in inner:
            start, end = trim(text, (start + 1, end - 1))
    elif opening in CLOSERS and CLOSERS[opening] not in text[start + 1 : end]:
        start, end = trim(text, (start + 1, end))
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def merge(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans, those joined that only white space or a comma separates or that overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def overlap(a: Span, b: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def covered(spans: Iterable[Span], position: int) -> bool:
    """Whether one of the spans holds an offset."""
    return any(start <= position < end for start, end in spans)


def tokens_in(doc: Doc, span: Span) -> list[Token]:
    """The tokens that lie wholly or partly in a span of text."""
    found = doc.char_span(span[0], span[1], alignment_mode="expand")
    return list(found) if found is not None else []
