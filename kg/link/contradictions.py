"""Claims that cannot both hold of one event, by rules over what they state; never by the likeness of their words.

Claims are compared within one event only (for targets, within an event and its parts), and only propositions of one
kind. A claim against "not confirmed" never conflicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.link import ids, rules
from kg.link.claims import link_records
from kg.link.statements import Statement, Told, by_event
from kg.model import Annotation, Conflict, Contradiction, LinkedEntity, LinkedEvent

CROWDED = 300  # claims about one event, from which on what a speaker repeats is compared once
SWAMPED = 500  # … from which on what anybody repeats is compared once


def contradictions(
    claims: Iterable[Told], events: Mapping[str, LinkedEvent], entities: Mapping[str, LinkedEntity]
) -> tuple[Contradiction, ...]:
    """All contradictions, sorted by id; of several of one kind between two claims the hardest."""
    statements = {event: _without_repetitions(told) for event, told in by_event(claims, entities).items()}
    best: dict[str, Contradiction] = {}
    for found in (*_within(statements, events, entities), *_across_parts(statements, events, entities)):
        known = best.get(found.id)
        if known is None or _rank(found) < _rank(known):
            best[found.id] = found
    return tuple(c for _, c in sorted(best.items()))


def conflicts_within(annotation: Annotation) -> tuple[Conflict, ...]:
    """The contradictions between the claims of one article, by their local ids, in the order of the text's claims.

    The article's own voice is left out, as in the reference annotations.
    """
    linked = link_records([(ids.article_id(annotation.article), annotation)])
    order = {c.id: n for n, c in reversed(list(enumerate(annotation.claims)))}
    local_ids = {c.claim.id: c.claim.local for c in linked.claims if not c.claim.narrated}
    labels = {p.id: p.label for p in linked.propositions}
    found: dict[tuple[int, int, str, str], str] = {}
    for c in contradictions(linked.claims, linked.context.events, linked.context.entities):
        if all(claim in local_ids for claim in c.claims):
            ends = sorted(
                (order[local_ids[claim]], local_ids[claim], labels[p])
                for claim, p in zip(c.claims, c.propositions, strict=True)
            )
            reason = f"{'soft: ' if c.soft else ''}{c.kind}: {ends[0][2]} against {ends[1][2]}"
            key = (ends[0][0], ends[1][0], ends[0][1], ends[1][1])
            found[key] = min((r for r in (found.get(key), reason) if r), key=lambda r: (r.startswith("soft"), r))
    return tuple(Conflict(key[2], key[3], reason) for key, reason in sorted(found.items()))


def _within(
    statements: Mapping[str, Sequence[Statement]],
    events: Mapping[str, LinkedEvent],
    entities: Mapping[str, LinkedEntity],
) -> Iterator[Contradiction]:
    for event, told in statements.items():
        scene = rules.Scene(events[event], entities, rules.allies(told))
        for a, b in combinations(told, 2):
            if a.claim.id != b.claim.id:
                for rule in rules.RULES:
                    yield from (_record(a, b, clash, event) for clash in rule(a, b, scene))


def _across_parts(
    statements: Mapping[str, Sequence[Statement]],
    events: Mapping[str, LinkedEvent],
    entities: Mapping[str, LinkedEntity],
) -> Iterator[Contradiction]:
    """What is said of the targets of a whole holds of its parts too."""
    for part, told in statements.items():
        for whole in _wholes(part, events):
            scene = rules.Scene(events[whole], entities)
            for b in told:
                for a in statements.get(whole, ()):
                    if a.claim.id != b.claim.id and a.natures and b.natures:
                        yield from (_record(a, b, clash, whole) for clash in rules.rival_targets(a, b, scene))


def _wholes(part: str, events: Mapping[str, LinkedEvent]) -> Iterator[str]:
    whole = events[part].part_of
    while whole is not None and whole in events:  # link_events leaves no circles
        yield whole
        whole = events[whole].part_of


def _without_repetitions(told: Sequence[Statement]) -> Sequence[Statement]:
    """The statements to compare: where very many are about one event, one of those that say the same.

    Pairs grow with the square of the claims, and the hundredth repetition of a figure tells nobody anything.
    """
    if len(told) >= CROWDED:
        told = _first_of_each(told, lambda s: s.claim.speakers)
    if len(told) >= SWAMPED:
        told = _first_of_each(told, lambda s: ())
    return told


def _first_of_each(told: Sequence[Statement], who: Callable[[Statement], tuple[str, ...]]) -> Sequence[Statement]:
    first: dict[tuple[object, ...], Statement] = {}
    for s in told:
        first.setdefault((who(s), s.claim.stance, s.accusing, tuple(p.id for p in s.propositions)), s)
    return list(first.values())


def _record(a: Statement, b: Statement, clash: rules.Clash, event: str) -> Contradiction:
    ends = sorted(((a.claim.id, clash.a.id), (b.claim.id, clash.b.id)))
    claims, propositions = (ends[0][0], ends[1][0]), (ends[0][1], ends[1][1])
    id_ = ids.mint("contradiction", clash.kind, event, *claims)
    return Contradiction(id_, clash.kind, clash.rule, claims, propositions, event, clash.soft)


def _rank(c: Contradiction) -> tuple[bool, tuple[str, str], str]:
    return c.soft, c.propositions, c.rule
