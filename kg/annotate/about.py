"""Which events a claim is about."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.draft import Draft
from kg.annotate.events import event_near
from kg.annotate.spans import overlap
from kg.model import Claim


def about(draft: Draft) -> Draft:
    """Fill `about` of every claim: the events whose triggers its content holds, else the one it stands nearest to."""
    return replace(draft, claims=tuple(_with_events(draft, claim) for claim in draft.claims))


def _with_events(draft: Draft, claim: Claim) -> Claim:
    inside = [
        event.id
        for event in draft.events
        if any(overlap(mention, span) for mention in event.mentions for span in claim.content)
    ]
    if not inside:
        near = event_near(draft, claim.content[0])
        inside = [near] if near is not None else []
    return replace(claim, about=tuple(inside))
