"""Where things stand. Everything is placed here, once, so that the page opens without a simulation and always the same.

Only +, -, *, / and square roots of doubles are used on the way to whole pixels: they are exactly rounded on every
machine, so that the bytes of a page do not depend on the processor. Coordinates are pixels, y grows downwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

COLUMN = 276  # width of a column of claims
GUTTER = 104  # between columns: room for the word on a contradiction
GAP = 14  # between boxes of a column
BAND_GAP = 44

_NARROW = frozenset("fijlrtI.,:;'|!()[]{}-‘’“”/\\ ")
_WIDE = frozenset("mwMW@%—…&")


def text_width(text: str, size: float) -> float:
    """Width of a text at a font size, in pixels, on the safe side: DejaVu Sans, the widest of the usual fonts.

    >>> text_width("ill", 10) < text_width("WWW", 10)
    True
    """
    return sum(_em(ch) for ch in text) * size


def _em(ch: str) -> float:
    if ch in _NARROW:
        return 0.37
    if ch in _WIDE:
        return 0.99
    if ch < "\x7f":
        return 0.68 if ch.isupper() or ch.isdigit() else 0.6
    if unicodedata.combining(ch):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(ch) in "WF" else 0.72


def wrap(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Lines of a text that fit a width; the last of `most` lines ends with an ellipsis where text is left out.

    White space and control characters become single spaces: these lines are for looking at, not for quoting.

    >>> wrap("one two three", 50, 10, 9)
    ('one two', 'three')
    >>> wrap("one two three", 50, 10, 1)
    ('one…',)
    """
    words = "".join(" " if unicodedata.category(ch) in ("Cc", "Cs") else ch for ch in text).split()
    lines: list[str] = []
    line = ""
    for word in words:
        while text_width(word, size) > width and len(word) > 1:  # a word longer than a line is cut
            room = next(i for i in range(len(word), 0, -1) if i == 1 or text_width(word[:i], size) <= width)
            if line:
                lines.append(line)
            lines.append(word[:room])
            line, word = "", word[room:]
        joined = f"{line} {word}" if line else word
        if line and text_width(joined, size) > width:
            lines.append(line)
            line = word
        else:
            line = joined
        if len(lines) > most:
            break
    if line:
        lines.append(line)
    if len(lines) > most:
        lines = lines[:most]
        last = lines[-1]
        while last and text_width(last + "…", size) > width:
            last = last[:-1]
        lines[-1] = (last.rsplit(" ", 1)[0] if " " in last else last).rstrip(" ,;:") + "…"
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Box:
    """Something to place: its key, and its height in pixels."""

    key: str
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """A placed box: its centre, width and height."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Column:
    """Boxes under each other in reading order, dealt into one or several lanes, under an optional head across them."""

    boxes: tuple[Box, ...]
    head: Box | None = None
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """A row of columns under a heading."""

    head: Box
    columns: tuple[Column, ...]

    @property
    def lanes(self) -> int:
        """How many lanes the band is wide."""
        return sum(column.lanes for column in self.columns)


def spread(columns: Sequence[Column], lanes: int) -> tuple[Column, ...]:
    """Give the lanes that are left over, one by one, to the column that is the longest."""
    wide = [column.lanes for column in columns]

    def length(i: int) -> float:
        return sum(box.height + GAP for box in columns[i].boxes) / wide[i]

    while columns and sum(wide) < lanes:
        longest = max(range(len(columns)), key=length)
        if len(columns[longest].boxes) <= 2 * wide[longest]:
            break
        wide[longest] += 1
    return tuple(Column(c.boxes, c.head, n) for c, n in zip(columns, wide, strict=True))


def dossier(head: Box, bands: Sequence[Band]) -> dict[str, Place]:
    """Places for the header of a dossier and its bands below each other; no two of them overlap."""
    total = _width(max([1, *(band.lanes for band in bands)]))
    places = {head.key: Place(total // 2, head.height // 2, total, head.height)}
    top = head.height + GAP
    for band in bands:
        places[band.head.key] = Place(total // 2, top + band.head.height // 2, total, band.head.height)
        bottom = start = top + band.head.height + GAP
        lane = 0
        for column in band.columns:
            left, width, y = lane * (COLUMN + GUTTER), _width(column.lanes), start
            if column.head:
                places[column.head.key] = Place(
                    left + width // 2, y + column.head.height // 2, width, column.head.height
                )
                y += column.head.height + GAP
            ends = [y] * column.lanes
            for box in column.boxes:
                shortest = min(range(column.lanes), key=lambda i: ends[i])
                x = left + shortest * (COLUMN + GUTTER) + COLUMN // 2
                places[box.key] = Place(x, ends[shortest] + box.height // 2, COLUMN, box.height)
                ends[shortest] += box.height + GAP
            bottom = max(bottom, max(ends) - GAP)
            lane += column.lanes
        top = bottom + BAND_GAP
    return places


def _width(lanes: int) -> int:
    return lanes * COLUMN + (lanes - 1) * GUTTER


def network(sizes: Sequence[tuple[int, int]], edges: Sequence[tuple[int, int]], rounds: int = 240) -> list[Place]:
    """Places for a graph of labelled nodes: springs along edges, repulsion, then labels pushed off each other.

    `sizes` are the width and height of each node with its label. After T. Fruchterman and E. Reingold, Graph Drawing by
    Force-directed Placement (1991), stretched sideways because labels and screens are wide.
    """
    count = len(sizes)
    if not count:
        return []
    length = 92.0
    xs, ys = _start(count, length)
    links = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    heat = length * 2
    for turn in range(rounds):
        fx, fy = [0.0] * count, [0.0] * count
        for i in range(count):
            xi, yi = xs[i], ys[i]
            for j in range(i):
                dx, dy = xi - xs[j], yi - ys[j]
                square = dx * dx + dy * dy + 0.01
                push = length * length / square
                fx[i] += dx * push
                fy[i] += dy * push
                fx[j] -= dx * push
                fy[j] -= dy * push
        for a, b in links:
            dx, dy = xs[a] - xs[b], ys[a] - ys[b]
            pull = sqrt(dx * dx + dy * dy) / length
            fx[a] -= dx * pull
            fy[a] -= dy * pull
            fx[b] += dx * pull
            fy[b] += dy * pull
        step = heat * (1 - turn / rounds) + 1
        for i in range(count):
            # Gravity keeps parts that no edge joins from drifting out of sight.
            gx, gy = fx[i] - xs[i] * 0.35, fy[i] - ys[i] * 0.6
            size = sqrt(gx * gx + gy * gy) + 0.01
            xs[i] += gx / size * min(size, step)
            ys[i] += gy / size * min(size, step)
    xs = [x * 1.35 for x in xs]
    _separate(xs, ys, sizes)
    return [Place(round(x), round(y), w, h) for x, y, (w, h) in zip(xs, ys, sizes, strict=True)]


def _start(count: int, length: float) -> tuple[list[float], list[float]]:
    """A square spiral, a little skewed so that nothing stands exactly in line."""
    xs, ys = [], []
    x = y = 0
    dx, dy = 1, 0
    for i in range(count):
        xs.append(x * length + (i * 7) % 11)
        ys.append(y * length + (i * 5) % 13)
        if (abs(x) == abs(y) and (dx, dy) != (1, 0)) or (x > 0 and y == 1 - x):
            dx, dy = -dy, dx
        x, y = x + dx, y + dy
    return xs, ys


def _separate(xs: list[float], ys: list[float], sizes: Sequence[tuple[int, int]], most: int = 400) -> None:
    """Push overlapping rectangles apart along the shorter way until none overlap."""
    for _ in range(most):
        moved = False
        for i in range(len(sizes)):
            for j in range(i):
                dx, dy = xs[i] - xs[j], ys[i] - ys[j]
                over_x = (sizes[i][0] + sizes[j][0]) / 2 + 10 - abs(dx)
                over_y = (sizes[i][1] + sizes[j][1]) / 2 + 8 - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                if over_x < over_y * 1.5:
                    shift = (over_x / 2 + 0.5) * (1 if dx >= 0 else -1)
                    xs[i] += shift
                    xs[j] -= shift
                else:
                    shift = (over_y / 2 + 0.5) * (1 if dy >= 0 else -1)
                    ys[i] += shift
                    ys[j] -= shift
        if not moved:
            return
