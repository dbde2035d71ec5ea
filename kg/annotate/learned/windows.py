"""An article as the network sees it: words, their wordpieces, and overlapping windows over them.

A word (unit) is a run of letters and digits or one other character; its vector is that of its first wordpiece. A line
break becomes a piece of its own, so that the network sees paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.model import Span

LENGTH = 384  # wordpieces in a window, the two borders included
OVERLAP = 160  # wordpieces that two neighbouring windows share

_UNIT = re.compile(r"\w+|[^\w\s]")
_START, _END, _UNKNOWN, _BREAK = 101, 102, 100, 1064  # [CLS], [SEP], [UNK] and "|" of the BERT vocabulary

Encode = Callable[[list[str]], list[list[int]]]


@dataclass(frozen=True, slots=True)
class Units:
    """The words of a text: spans (code points), wordpiece ids, and whether a line break stands before each."""

    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]
    breaks: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Units `first` to `last` (half open), their piece ids with borders, and the position of each unit in them."""

    first: int
    last: int
    ids: tuple[int, ...]
    positions: tuple[int, ...]


def units(text: str, encode: Encode) -> Units:
    """Cut a text into units; `encode` gives the wordpiece ids of each of a list of words."""
    spans = tuple(m.span() for m in _UNIT.finditer(text))
    pieces = tuple(tuple(ids) or (_UNKNOWN,) for ids in encode([text[a:b] for a, b in spans]))
    ends = (0, *(b for _, b in spans))
    breaks = tuple(
        "\n" in text[before:a] and n > 0 for n, ((a, _), before) in enumerate(zip(spans, ends, strict=False))
    )
    return Units(spans, pieces, breaks)


def windows(u: Units, length: int = LENGTH, overlap: int = OVERLAP) -> list[Window]:
    """Windows of at most `length` pieces that cover all units, neighbours sharing about `overlap` pieces."""
    found: list[Window] = []
    first = 0
    while first < len(u.spans):
        window = _window(u, first, length)
        found.append(window)
        if window.last >= len(u.spans):
            break
        first = _next_start(u.pieces, window, overlap)
    return found


def _window(u: Units, first: int, length: int) -> Window:
    ids, positions, at = [_START], [], first
    while at < len(u.spans):
        pieces = u.pieces[at][: length - 3]  # a "word" longer than a window is cut
        if len(ids) + u.breaks[at] + len(pieces) + 1 > length:
            break
        if u.breaks[at]:
            ids.append(_BREAK)
        positions.append(len(ids))
        ids += pieces
        at += 1
    return Window(first, at, (*ids, _END), tuple(positions))


def _next_start(pieces: Sequence[Sequence[int]], window: Window, overlap: int) -> int:
    start, shared = window.last, 0
    while start > window.first + 1 and shared < overlap:
        start -= 1
        shared += len(pieces[start])
    return start
