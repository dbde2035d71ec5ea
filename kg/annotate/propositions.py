"""What each claim says about an event, as checkable propositions. Nothing beyond the words of its content is stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.annotate import clauses
from kg.annotate.actors import Cast
from kg.annotate.arms import uses
from kg.annotate.blame import Reading, responsibilities
from kg.annotate.casualties import casualties
from kg.annotate.draft import Draft
from kg.annotate.effects import effects
from kg.lexicons import words
from kg.model import Claim, Event, Kind, Proposition, Span, Stance

HAPPENING = frozenset({"happen", "occur", "take", "hear", "see", "report", "rock", "be"})


def propositions(draft: Draft) -> Draft:
    """Fill `propositions` of every claim, and add the states and generic weapons that they name to the entities."""
    cast = Cast(draft)
    done: list[Claim] = []
    for claim in draft.claims:
        cue = () if claim.cue is None else tuple(clauses.tokens_in(draft.doc, (claim.cue,)))
        speaker = claim.source[0] if claim.source else None
        tokens = tuple(clauses.tokens_in(draft.doc, claim.content))
        reading = Reading(tokens, cast, speaker, claim.stance, cue)
        found = read(draft, reading, claim.content, claim.about)
        if not found and claim.stance is Stance.DENIED:
            found = _denied_before(claim, done, tokens)
        done.append(replace(claim, propositions=found))
    return replace(draft, entities=tuple(cast.entities), claims=tuple(done))


def read(draft: Draft, reading: Reading, content: tuple[Span, ...], about: tuple[str, ...]) -> tuple[Proposition, ...]:
    """The propositions of one content, in the order of the kinds; the same function reads claims and narration."""
    events = [e for e in draft.events if e.id in about]

    def event(at: int) -> str | None:
        return _nearest(events, at, about)

    found = [
        *(
            Proposition(Kind.ATTRIBUTED_TO, event(r.at), r.actor, r.role, what=r.what, optional=r.optional)
            for r in responsibilities(reading)
        ),
        *(
            Proposition(Kind.WEAPON, event(u.at), weapon=u.weapon, count=u.count, qualifier=u.qualifier)
            for u in uses(reading)
        ),
        *(
            Proposition(c.kind, event(c.at), count=c.value, qualifier=c.qualifier, who=c.who)
            for c in casualties(draft.doc, content)
        ),
        *(
            Proposition(e.kind, event(e.at), count=e.count, qualifier=e.qualifier, what=e.what)
            for e in effects(reading)
        ),
    ]
    occurred = _occurrence(reading, events)
    if occurred is not None and (not found or occurred.place is not None):
        found.append(occurred)
    return tuple(dict.fromkeys(found))


def _occurrence(reading: Reading, events: list[Event]) -> Proposition | None:
    """That an event happened, where that is what the content says: its main predicate is the event."""
    for token in reading.tokens:
        for event in events:
            if not any(start < token.idx + len(token) and token.idx < end for start, end in event.mentions):
                continue
            if not _is_main(token, reading):
                continue
            place = _place(reading, token, event)
            return Proposition(Kind.OCCURRED, event.id, place=place)
    return None


def _is_main(token: Token, reading: Reading) -> bool:
    """Whether a trigger is the main verb of the content, or the subject of "took place" and the like."""
    verb = token
    if token.pos_ in ("NOUN", "PROPN"):
        if token.dep_ not in ("nsubj", "nsubjpass", "attr") or token.head.lemma_ not in HAPPENING:
            return False
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            return False
        verb = token.head
    elif token.pos_ != "VERB":
        return False
    if clauses.negated(verb) and reading.stance is not Stance.DENIED:
        return False
    above = [t for t in (verb, *verb.ancestors) if t.i in reading.inside]
    return all(
        t is verb or (t.pos_ in ("VERB", "AUX") and _step(above, t) in ("xcomp", "conj", "ccomp")) for t in above
    )


def _step(above: list[Token], head: Token) -> str:
    """The label by which the chain of tokens arrives at `head`."""
    return next((t.dep_ for t in above if t.head is head), "")


def _place(reading: Reading, token: Token, event: Event) -> str | None:
    """The place that the clause of a trigger names."""
    verb = token if token.pos_ == "VERB" else token.head
    for part in verb.subtree:
        entity = reading.cast.entity_at(part)
        if entity is not None and entity.type.value in ("place", "facility") and part.i in reading.inside:
            return entity.id
    return None


def _denied_before(claim: Claim, before: Iterable[Claim], tokens: tuple[Token, ...]) -> tuple[Proposition, ...]:
    """What "these accusations are unfounded" denies: what the nearest claim before says of the same event."""
    pointing = any(t.lemma_.casefold() in words("pointing_nouns") or t.lower_ in ("this", "it", "that") for t in tokens)
    if not pointing:
        return ()
    for other in reversed(list(before)):
        shared = set(other.about) & set(claim.about)
        if other.stance is not Stance.DENIED and other.propositions and shared:
            return tuple(p for p in other.propositions if p.event in shared and not p.optional)
    return ()


def _nearest(events: list[Event], at: int, about: tuple[str, ...]) -> str | None:
    """The event of the claim whose mention is nearest to a place in the text; the first named where none is near."""
    ranked = [
        (min(max(start - at, at - end, 0) for start, end in event.mentions), about.index(event.id), event.id)
        for event in events
        if event.mentions
    ]
    return min(ranked)[2] if ranked else (about[0] if about else None)
