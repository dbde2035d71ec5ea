"""From probabilities to spans: the cue, the one run of words that is the source, the runs that are the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.annotate.learned.network import KINDS, PARTS, STANCES, TYPES, Candidate, Floats, Network
from kg.annotate.learned.windows import Units
from kg.model import EntityType, Kind, Span, Stance

SOURCE, CONTENT = 1, 2


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a probability is high enough; chosen on development data."""

    cue: float = 0.5
    anchor: float = 0.5
    source: float = 0.3
    content: float = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution in code points.

    `stances` are the probabilities of claimed, denied, unconfirmed; `kinds` those of the kinds of proposition in it; `parts`
    the words that name an actor, a weapon, a thing or a figure of one.
    """

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    stance: Stance
    stances: tuple[float, ...]
    kinds: dict[Kind, float]
    parts: tuple[tuple[str, Span, float], ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name an entity of a type, and how sure the network is."""

    span: Span
    type: EntityType
    probability: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What the network finds in one article, each in text order."""

    said: tuple[Said, ...]
    named: tuple[Named, ...]
    triggers: tuple[tuple[Span, float], ...]


NOTHING_LEARNED = Learned((), (), ())


def decode(network: Network, text: str, thresholds: Thresholds | None = None) -> Learned:
    """Attributions, names and event triggers of a text."""
    limits = thresholds or Thresholds()
    reading = network.read(text)
    u = reading.units
    quoted = _quotations(text, u)
    said = []
    cue_end = -1
    for candidate in reading.candidates:
        limit = limits.cue if candidate.cue else limits.anchor
        if candidate.probability < limit or (candidate.cue and candidate.cue.start < cue_end):
            continue
        cue_end = max(cue_end, candidate.cue.stop)
        one = _said(network, candidate, text, u, quoted, limits)
        if one is not None:
            said.append(one)
    names = [Named(span, TYPES[kind], p) for kind, span, p in _tagged(u, reading.names)]
    triggers = [(span, p) for _, span, p in _tagged(u, reading.triggers)]
    return Learned(tuple(said), tuple(names), tuple(triggers))


def _said(
    network: Network, candidate: Candidate, text: str, u: Units, quoted: list[range], limits: Thresholds
) -> Said | None:
    source = _source(candidate, limits)
    content = _content(candidate, source, limits, quoted)
    spans = _spans(text, u, content)
    if not spans:
        return None
    stances, kinds = network.stances(candidate, content), network.kinds(candidate, content)
    return Said(
        (u.spans[candidate.cue.start][0], u.spans[candidate.cue.stop - 1][1]) if candidate.cue else None,
        (u.spans[min(source)][0], u.spans[max(source)][1]) if source else None,
        spans,
        STANCES[int(np.argmax(stances))],
        tuple(float(p) for p in stances),
        {kind: float(p) for kind, p in zip(KINDS, kinds, strict=True)},
        tuple(_parts(candidate, u, content)),
        candidate.probability * _sureness(candidate, content),
    )


def _parts(candidate: Candidate, u: Units, content: set[int]) -> Iterator[tuple[str, Span, float]]:
    """Runs of content words that most likely play one part."""
    best = candidate.parts.argmax(1)
    inside = [n for n in sorted(content) if 0 <= n - candidate.first < len(best) and best[n - candidate.first]]
    for run in _runs(inside, 0):
        start = 0
        for k in range(1, len(run) + 1):
            if k == len(run) or best[run[k] - candidate.first] != best[run[start] - candidate.first]:
                part = int(best[run[start] - candidate.first])
                rows = [n - candidate.first for n in run[start:k]]
                yield (
                    PARTS[part],
                    (u.spans[run[start]][0], u.spans[run[k - 1]][1]),
                    float(candidate.parts[rows, part].mean()),
                )
                start = k


def _tagged(u: Units, tags: Floats) -> Iterator[tuple[int, Span, float]]:
    """Runs of begin and inside tags of one type, as type, span and mean probability; no run crosses a line break."""
    best = tags.argmax(1) if len(tags) else np.zeros(0, int)
    at = 0
    while at < len(best):
        end = at + 1
        if best[at]:
            kind = (int(best[at]) - 1) // 2
            while end < len(best) and best[end] == 2 + 2 * kind and not u.breaks[end]:
                end += 1
            sure = float(tags[at:end, 1 + 2 * kind : 3 + 2 * kind].sum(1).mean())
            yield kind, (u.spans[at][0], u.spans[end - 1][1]), sure
        at = end


def _source(candidate: Candidate, limits: Thresholds) -> set[int]:
    """The run of likely source words with the highest peak, near the cue on ties."""
    roles, first, cue = candidate.roles, candidate.first, candidate.cue
    likely = (roles[:, SOURCE] >= limits.source) & (roles[:, SOURCE] > roles[:, CONTENT])
    runs = _runs([n for n in np.flatnonzero(likely).tolist() if n + first not in cue], 1)
    if not runs:
        return set()

    def value(run: list[int]) -> float:
        apart = min(abs(run[0] + first - candidate.anchor), abs(run[-1] + first - candidate.anchor))
        return float(roles[run[0] : run[-1] + 1, SOURCE].max()) - 0.004 * apart

    best = max(runs, key=value)
    return set(range(best[0] + first, best[-1] + first + 1)) - set(cue)


def _content(candidate: Candidate, source: set[int], limits: Thresholds, quoted: list[range]) -> set[int]:
    """Runs of likely content words, small holes closed, stray words dropped, quotations that are mostly in taken whole."""
    roles, first = candidate.roles, candidate.first
    taken = {n - first for n in (*candidate.cue, *source)}
    likely = [n for n in np.flatnonzero(roles[:, CONTENT] >= limits.content).tolist() if n not in taken]
    runs = _runs(likely, 3, taken)
    if not runs:
        return set()
    mass = [float(roles[run, CONTENT].sum()) for run in runs]
    kept = [run for run, m in zip(runs, mass, strict=True) if m >= 0.2 * max(mass) or m >= 4]
    content = {n + first for run in kept for n in range(run[0], run[-1] + 1) if n not in taken}
    for quotation in quoted:
        inside = content.intersection(quotation)
        if 2 * len(inside) > len(quotation) and not any(n in quotation for n in (*candidate.cue, *source)):
            content |= set(quotation)
    return content


def _runs(ordered: list[int], hole: int, wall: set[int] | None = None) -> list[list[int]]:
    """Runs of ascending numbers; holes of at most `hole` are closed unless one of `wall` stands in them."""
    runs: list[list[int]] = []
    for n in ordered:
        if runs and n - runs[-1][-1] <= hole + 1 and not any(k in (wall or ()) for k in range(runs[-1][-1] + 1, n)):
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _sureness(candidate: Candidate, content: set[int]) -> float:
    rows = [n - candidate.first for n in content if 0 <= n - candidate.first < len(candidate.roles)]
    return float(candidate.roles[rows, CONTENT].mean()) if rows else 0.0


def _quotations(text: str, u: Units) -> list[range]:
    """Units inside double quotation marks; a straight mark that is still open at a paragraph's end is dropped."""
    found, start = [], -1
    for n, (a, _) in enumerate(u.spans):
        mark = text[a]
        if start >= 0 and u.breaks[n] and text[u.spans[start][0]] == '"':
            start = -1
        if mark in '"“' and start < 0:
            start = n
        elif mark in '"”' and start >= 0:
            if n > start + 1:
                found.append(range(start + 1, n))
            start = -1
    return found


_EDGE_BEFORE = " \n\t\u00a0,;:.–—-”"
_EDGE_AFTER = " \n\t\u00a0,;:.–—-“"


def _spans(text: str, u: Units, content: set[int]) -> tuple[Span, ...]:
    """Code-point spans of units, cut at paragraph breaks, without the punctuation at their edges."""
    spans: list[list[int]] = []
    last = -2
    for n in sorted(content):
        a, b = u.spans[n]
        if n == last + 1 and not u.breaks[n]:
            spans[-1][1] = b
        else:
            spans.append([a, b])
        last = n
    return tuple(span for span in (_trimmed(text, a, b) for a, b in spans) if span is not None)


def _trimmed(text: str, a: int, b: int) -> Span | None:
    while True:
        before = (a, b)
        while a < b and text[a] in _EDGE_BEFORE:
            a += 1
        while a < b and text[b - 1] in _EDGE_AFTER:
            b -= 1
        # quotation marks around the whole, or one that has lost its partner, are no part of the content
        if a < b and text[a] in '"“' and not any(m in text[a + 1 : b - 1] for m in '"”“') and text[b - 1] in '"”':
            a, b = a + 1, b - 1
        elif a < b and text[a] in '"“' and not any(m in text[a + 1 : b] for m in '"”'):
            a += 1
        elif a < b and text[b - 1] in '"”' and not any(m in text[a : b - 1] for m in '"“'):
            b -= 1
        if (a, b) == before:
            return (a, b) if a < b and any(c.isalnum() for c in text[a:b]) else None
