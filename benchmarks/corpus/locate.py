"""Where the words of a sheet stand in the article: strings in, code-point spans out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

Span = tuple[int, int]

_FOLD = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "`": "'"} | dict.fromkeys("–—‑−", "-")
)
_PICK = re.compile(r"(.*?)\s*#(-?\d+(?:,-?\d+)*)\s*", re.DOTALL)
_NEW_PARAGRAPH = 150  # what crossing a paragraph costs beside plain distance, in code points
_OVERLAP = 60
_TIE = 12


class SheetError(ValueError):
    """A line of a sheet that cannot be understood or found in the article."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A string to be found and which of its occurrences count (1-based; empty: all; negative: all but these)."""

    words: str
    picks: tuple[int, ...] = ()

    @classmethod
    def parse(cls, raw: str) -> Wanted:
        """The string and its picks from `words#1,3`."""
        match = _PICK.fullmatch(raw)
        if match is None:
            return cls(raw.strip())
        return cls(match[1].strip(), tuple(int(n) for n in match[2].split(",")))

    def chosen(self, found: list[Span]) -> list[Span]:
        """The occurrences that are picked; raises `SheetError` when there are fewer than that."""
        if not self.picks:
            return found
        if any(abs(n) > len(found) or n == 0 for n in self.picks):
            raise SheetError(f"'{self.words}' stands only {len(found)} times, #{self.picks} was asked for")
        if self.picks[0] < 0:
            return [span for n, span in enumerate(found, 1) if -n not in self.picks]
        return [found[n - 1] for n in self.picks]


def fold(text: str) -> str:
    """The text with one kind of quotation mark and dash; as long as before."""
    return text.translate(_FOLD)


def occurrences(folded: str, words: str, start: int = 0) -> list[Span]:
    """Every place of the words in folded text from `start` on, as whole words where there are such places."""
    pattern = r"\s+".join(re.escape(word) for word in fold(words).split())
    if not pattern:
        raise SheetError("an empty string was to be found")
    glued = rf"(?m:^){pattern}(?=[A-Z][a-z])"  # a credit that lost its space: "EPAFirefighters work"
    whole = [m.span() for m in re.compile(rf"(?<!\w){pattern}(?!\w)|{glued}").finditer(folded, start)]
    return whole or [m.span() for m in re.compile(pattern).finditer(folded, start)]


def passages(folded: str, raw: str) -> list[tuple[Span, ...]]:
    """Every reading of a content: parts divided by `||`, each whole or `first words ~ last words`."""
    wanted = Wanted.parse(raw)
    first, *others = [part.strip() for part in wanted.words.split("||")]
    readings = []
    for span in _stretches(folded, first, 0):
        spans = [span]
        for part in others:
            following = next(_stretches(folded, part, spans[-1][1]), None)
            if following is None:
                break
            spans.append(following)
        if len(spans) == len(others) + 1:
            readings.append(tuple(spans))
    if not readings:
        raise SheetError(f"content not found: {raw}")
    if wanted.picks:
        if max(wanted.picks) > len(readings):
            raise SheetError(f"content stands only {len(readings)} times: {raw}")
        return [readings[n - 1] for n in wanted.picks]
    return readings


def _stretches(folded: str, part: str, start: int) -> Iterator[Span]:
    head, jump, tail = part.partition("~")
    for begin, end in occurrences(folded, head.strip(), start):
        if not jump:
            yield begin, end
            continue
        last = occurrences(folded, tail.strip(), end)
        if last:
            yield begin, last[0][1]


def nearest(
    folded: str, content: list[tuple[Span, ...]], cue: list[Span], source: list[Span]
) -> tuple[tuple[Span, ...], Span | None, Span | None, bool]:
    """The reading in which content, cue and source stand closest together, and whether another is as good."""
    scored = []
    cues: list[Span | None] = [*cue] or [None]
    sources: list[Span | None] = [*source] or [None]
    for spans, c, s in product(content, cues, sources):
        cost = 0
        if c is not None:
            cost += _distance(folded, spans, c)
        if s is not None:
            cost += _distance(folded, (c,) if c is not None else spans, s)
            if c is not None and any(a <= s[0] and s[1] <= b for a, b in spans):
                cost += _OVERLAP
        scored.append((cost, spans, c, s))
    scored.sort(key=lambda row: row[0])
    tie = len(scored) > 1 and scored[1][0] - scored[0][0] < _TIE
    return *scored[0][1:], tie


def _distance(folded: str, spans: Iterable[Span], other: Span) -> int:
    return min(_gap(folded, span, other) for span in spans)


def _gap(folded: str, a: Span, b: Span) -> int:
    if a[0] < b[1] and b[0] < a[1]:
        return _OVERLAP
    between = folded[min(a[1], b[1]) : max(a[0], b[0])]
    return len(between) + _NEW_PARAGRAPH * between.count("\n\n")
