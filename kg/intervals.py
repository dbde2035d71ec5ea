"""Counts in news as closed intervals of whole numbers, so that two tolls can be compared.

An interval is `(low, high)`, both inclusive, `None` = unbounded. No count is negative, yet a missing lower bound stays
open, so that a reader can see that nothing was said.
"""

from __future__ import annotations

import re
from functools import cache

from kg.lexicons import table

Interval = tuple[int | None, int | None]

UNKNOWN: Interval = (None, None)

_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|to|and|or)\s*(\d+)")


def interval(count: int | None, qualifier: str | None) -> Interval:
    """What a count with its qualifier allows.

    `at least n` is [n, ∞); `more than n` [n+1, ∞); `up to n` (…, n]; `fewer than n` (…, n-1]; `nearly n` is above the
    round number before n, up to n; `about n` one such step to either side; `another n` and a bare n are n itself.
    Without a count the qualifier is a vague word, whose conventional bounds `kg/lexicons/quantities.tsv` states
    (`dozens` [24, 99]), or a range (`20-30`). Words that are not in the table change nothing.

    >>> interval(24, "at least"), interval(110, "nearly"), interval(20, "up to"), interval(None, "dozens")
    ((24, None), (101, 110), (None, 20), (24, 99))
    """
    text = " ".join((qualifier or "").casefold().split())
    if count is None:
        return _without_count(text)
    step = _step(count)
    match _sense(text):
        case "from":
            return (count, None)
        case "above":
            return (count + 1, None)
        case "upto":
            return (None, count)
        case "below":
            return (None, max(count - 1, 0))
        case "nearly":
            return (max(count - step + 1, 0), count)
        case "about":
            return (max(count - step, 0), count + step)
    return (count, count)


def disjoint(a: Interval, b: Interval) -> bool:
    """Whether no number lies in both intervals.

    >>> disjoint((24, None), (16, 16)), disjoint((101, 110), (108, 108))
    (True, False)
    """
    return _below(a, b) or _below(b, a)


def _below(a: Interval, b: Interval) -> bool:
    return a[1] is not None and b[0] is not None and a[1] < b[0]


def _without_count(text: str) -> Interval:
    if found := _RANGE.search(text.replace(",", "")):
        ends = sorted((int(found[1]), int(found[2])))
        return (ends[0], ends[1])
    vague = [_bounds(row) for row in _found(text, "vague")]
    if not vague:
        return UNKNOWN
    low, high = max(vague, key=lambda bounds: bounds[0] or 0)  # "several dozen", "tens of thousands": the larger word
    match _sense(text):
        case "from" | "above":
            return (low, None)
        case "upto" | "below" | "nearly":
            return (None, high)
    return (low, high)


def _step(count: int) -> int:
    """The round step below a number: 10 for 110, 100 for 1,000, and never under a twentieth of the number."""
    step = 1
    while count and count % (step * 10) == 0:
        step *= 10
    if step == count and step > 1:  # 10, 100, 1000: the step is the next smaller unit
        step //= 10
    return max(step, count // 20, 1)


def _sense(text: str) -> str | None:
    """The sense of the longest bounding phrase in the text, `increment` and `exact` only where there is no other."""
    for senses in (("from", "above", "upto", "below", "nearly", "about"), ("increment", "exact")):
        found = _found(text, *senses)
        if found:
            return max(found, key=lambda row: (len(row["phrase"]), row["phrase"]))["sense"]
    return None


@cache
def _found(text: str, *senses: str) -> tuple[dict[str, str], ...]:
    rows = table("quantities")
    return tuple(r for r in rows if r["sense"] in senses and re.search(rf"\b{re.escape(r['phrase'])}\b", text))


def _bounds(row: dict[str, str]) -> Interval:
    return (int(row["low"]) if row["low"] else None, int(row["high"]) if row["high"] else None)
