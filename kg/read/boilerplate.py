"""Which parts of a page are not the article: consent notices, teasers, comment forms, share buttons.

They are marked and never deleted, so offsets stay. To leave a teaser unmarked costs less than to lose a sentence of the
article: a line is marked when it is made of words of `lexicons/boilerplate.tsv`, or lies in a run of headlines, and for
no softer reason. Headlines at the top, cross-heads and captions are the article's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicons import table
from kg.model import Span

_LONGEST_RULE = (
    1_000  # characters; longer lines are prose (or an icon run), and long inputs must not slow a pattern down
)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    kind: str
    reach: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds anything; `block` counts the blank-line-separated blocks of the text."""

    span: Span
    text: str
    block: int


def boilerplate(text: str) -> tuple[Span, ...]:
    """The boilerplate of a plain text, as sorted spans that do not touch. Pure.

    Marks what `site_phrases` marks, runs of headlines about other stories, and what follows a heading such as
    "Related articles" or a comment form.

    >>> text = "A bridge was hit.\\n\\nREAD MORE: Ten bridges\\n\\nNobody was hurt, police said."
    >>> [text[start:end] for start, end in boilerplate(text)]
    ['READ MORE: Ten bridges']
    """
    lines = list(_lines(text))
    matches = list(_matches(lines))
    marked = {index for index, _ in matches}
    prose = [index for index, line in enumerate(lines) if index not in marked and _is_prose(line)]
    for index, rule in matches:
        if not prose or index < prose[0]:
            continue  # at the top of a page such a line is a link to what comes far below
        end = index
        if rule.reach == "end":
            end = len(lines)
        elif rule.reach == "list":
            end = _end_of_list(len(lines), prose, index)
        marked.update(range(index, end))
        if end == len(lines):
            break
    marked.update(_headline_runs(lines, prose))
    return merge([lines[index].span for index in sorted(marked)] + _parts(lines), text)


def site_phrases(text: str) -> tuple[Span, ...]:
    """Only the lines and words that by themselves are boilerplate, whatever surrounds them. Pure."""
    lines = list(_lines(text))
    return merge([lines[index].span for index, _ in _matches(lines)] + _parts(lines), text)


@cache
def _rules() -> tuple[_Rule, ...]:
    rows = table("boilerplate")
    return tuple(_Rule(re.compile(r["pattern"], re.IGNORECASE), r["kind"], r["reach"]) for r in rows)


def _lines(text: str) -> Iterator[_Line]:
    block, end_of_last = 0, 0
    for match in re.finditer(r"[^\r\n]+", text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped)
        block += len(re.findall(r"\r\n|\r|\n", text[end_of_last : match.start()])) > 1
        yield _Line((start, start + len(stripped)), stripped, block)
        end_of_last = match.end()


def _matches(lines: Sequence[_Line]) -> Iterator[tuple[int, _Rule]]:
    for index, line in enumerate(lines):
        if len(line.text) > _LONGEST_RULE and not line.text.startswith("icon"):
            continue
        for rule in _rules():
            if rule.reach == "part" or (rule.reach == "link" and index == 0):
                continue
            if rule.pattern.fullmatch(line.text):
                yield index, rule
                break


def _parts(lines: Sequence[_Line]) -> list[Span]:
    rules = [rule for rule in _rules() if rule.reach == "part"]
    return [
        (line.span[0] + match.start(), line.span[0] + match.end())
        for line in lines
        if "[" in line.text
        for rule in rules
        for match in rule.pattern.finditer(line.text)
    ]


def _is_headline(line: _Line) -> bool:
    """A line of headline length that begins like a sentence and does not end like one."""
    words = line.text.split()
    return (
        4 <= len(words) <= 22
        and line.text[-1] not in '.!?…:;,”"*)'
        and (line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in "‘'“\"")
        and not re.search(r"[.!?]\s+[A-Z]|\s\d{1,3}$|\bphoto\b|\bpicture\b|/caption", line.text)
    )


def _is_prose(line: _Line) -> bool:
    """A paragraph: a sentence of some length that ends as sentences do, or a text longer than any teaser."""
    words = len(line.text.split())
    if line.text.endswith(("...", "…")):
        return False
    return words >= 30 or (words >= 10 and bool(re.search(r"[.!?][”’\"')\]]*$", line.text)))


def _headline_runs(lines: Sequence[_Line], prose: Sequence[int]) -> Iterator[int]:
    """Lines of runs of headlines after the first paragraph (`prose` are the indexes of the paragraphs).

    Where blank lines part the paragraphs, a run is a block of two lines or more; where they do not, three lines or more
    at the end of the text. A list that the article announces with a colon is its own.
    """
    blocks = len({line.block for line in lines})
    parted = blocks * 2 > len(lines)
    start = prose[0] + 1 if prose else len(lines)
    while start < len(lines):
        end = start
        while end < len(lines) and _is_headline(lines[end]) and (not parted or lines[end].block == lines[start].block):
            end += 1
        alone = lines[start - 1].block != lines[start].block and (
            end == len(lines) or lines[end].block != lines[start].block
        )
        enough = end - start >= 2 and alone if parted else end - start >= 3 and end == len(lines)
        if enough and not lines[start - 1].text.endswith(":"):
            yield from range(start, end)
        start = max(end, start + 1)


def _end_of_list(count: int, prose: Sequence[int], heading: int) -> int:
    """Where the teasers after a heading end: at the end of the text when it is a list, else at the next paragraph.

    A list of other stories has at least as many headlines and cut-off teasers as paragraphs. `count` is the number of
    lines, `prose` the indexes of the paragraphs.
    """
    following = bisect_right(prose, heading)
    if 2 * (len(prose) - following) <= count - heading - 1:
        return count
    return prose[following]


def merge(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The spans in order, those with nothing but white space between them joined."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
