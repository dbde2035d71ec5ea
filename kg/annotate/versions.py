"""Rival descriptions of one happening: what one side calls a misfire and the other shelling is one event."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.draft import Draft
from kg.annotate.spans import covered
from kg.model import Event, Span

# Types over which the sides of a dispute may differ for one happening.
RIVAL = frozenset(
    {
        "missile_strike",
        "shelling",
        "drone_attack",
        "air_strike",
        "bombing",
        "explosion",
        "misfire",
        "interception",
        "other",
    }
)


def versions(draft: Draft) -> Draft:
    """Give an act that a speaker names to the event of the same place and day that the article tells about.

    Only what stands inside a claim moves, and only where both events have the same places and the same date, so that
    nothing in the text tells them apart but who did it, which is the dispute. An event without a mention left is dropped.
    """
    said = [span for claim in draft.claims for span in claim.content]
    events = list(draft.events)
    for own in draft.events:
        inside = [m for m in own.mentions if covered(said, m[0])]
        fits = [e for e in events if e.id != own.id and _one(own, e)]
        if not inside or not fits:
            continue
        told = max(fits, key=lambda e: (len(e.mentions), -e.mentions[0][0]))
        if len(told.mentions) > len(own.mentions):
            events = _moved(events, own.id, told.id, inside)
    kept = {e.id for e in events if e.mentions}
    return replace(
        draft,
        events=tuple(replace(e, part_of=e.part_of if e.part_of in kept else None) for e in events if e.mentions),
    )


def _one(a: Event, b: Event) -> bool:
    alike = a.type in RIVAL and b.type in RIVAL and "other" not in {a.type} & {b.type}
    whole = a.part_of != b.id and b.part_of != a.id
    return (
        alike
        and whole
        and bool(b.mentions)
        and a.time is not None
        and a.time == b.time
        and a.places[:1] == b.places[:1] != ()
    )


def _moved(events: list[Event], source: str, target: str, mentions: list[Span]) -> list[Event]:
    moved = set(mentions)
    found = []
    for event in events:
        if event.id == source:
            event = replace(event, mentions=tuple(m for m in event.mentions if m not in moved))
        elif event.id == target:
            event = replace(event, mentions=tuple(sorted({*event.mentions, *moved})))
        found.append(event)
    return found
