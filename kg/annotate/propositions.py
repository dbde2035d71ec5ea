"""What each claim says about an event, as checkable propositions. Nothing beyond the words of its content is stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.annotate import clauses
from kg.annotate.actors import Cast
from kg.annotate.arms import arsenal, uses
from kg.annotate.assertions import blended, said_of
from kg.annotate.blame import responsibilities
from kg.annotate.casualties import casualties
from kg.annotate.draft import Draft
from kg.annotate.effects import effects
from kg.annotate.reading import Reading
from kg.lexicons import words
from kg.model import Claim, EntityType, Event, Kind, Proposition, Span, Stance

HAPPENING = frozenset({"happen", "occur", "take", "hear", "see", "rock"})
REMEMBERED = 5  # claims back to which "these statements" can point
PEACEFUL = frozenset({"diplomatic", "negotiation", "investigation", "evacuation", "arrest"})
STAGING = frozenset({
    "declare", "announce", "hold", "call", "launch", "open", "begin", "start", "conduct", "carry", "convene", "impose",
    "sign", "order", "summon",
})  # fmt: skip


def propositions(draft: Draft) -> Draft:
    """Fill `propositions` of every claim, and add the states and generic weapons that they name to the entities."""
    cast, weapons = Cast(draft), arsenal(draft.doc)
    done: list[Claim] = []
    for claim in draft.claims:
        tokens = tuple(clauses.tokens_in(draft.doc, claim.content))
        reading = Reading(
            tokens=tokens,
            cast=cast,
            speaker=claim.source[0] if claim.source else None,
            stance=claim.stance,
            cue=() if claim.cue is None else tuple(clauses.tokens_in(draft.doc, (claim.cue,))),
            quoted=_quoted(draft, claim),
            weapons=weapons,
        )
        found = read(draft, reading, claim.content, claim.about)
        said = said_of(draft, claim)
        if said is not None:
            found = blended(draft, reading, said, found, _event_at(draft, claim.about))
        if not found and claim.stance is Stance.DENIED:
            found = _denied_before(claim, done, tokens)
        done.append(replace(claim, propositions=found))
    return replace(draft, entities=tuple(cast.entities), claims=tuple(done))


def read(draft: Draft, reading: Reading, content: tuple[Span, ...], about: tuple[str, ...]) -> tuple[Proposition, ...]:
    """The propositions of one content, in the order of the kinds; the same function reads claims and narration."""
    events = [e for e in draft.events if e.id in about]
    event = _event_at(draft, about)
    found = [
        *_attributions(reading, event),
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
    told = {p.event for p in found if not p.optional}
    found += [p for p in _occurrences(reading, events) if p.event not in told or p.place is not None]
    return tuple(dict.fromkeys(found))


def _event_at(draft: Draft, about: tuple[str, ...]) -> Callable[[int], str | None]:
    """Which event of a claim a place in the text speaks of: violence before what follows it."""
    harmful = [e for e in draft.events if e.id in about and e.type not in PEACEFUL]
    harmful = harmful or [e for e in draft.events if e.id in about[:1]]
    return lambda at: _nearest(harmful, at, about)


def _attributions(reading: Reading, event: Callable[[int], str | None]) -> list[Proposition]:
    """The responsibilities as propositions, each actor once an event."""
    found: dict[tuple[str | None, str], Proposition] = {}
    for r in responsibilities(reading):
        known = event(r.at)
        found.setdefault(
            (known, r.actor),
            Proposition(Kind.ATTRIBUTED_TO, known, r.actor, r.role, what=r.what, optional=r.optional),
        )
    return list(found.values())


def _quoted(draft: Draft, claim: Claim) -> bool:
    """Whether the content is direct speech, in which "it" and "they" are not the speaker."""
    return any(a <= start and end <= b for start, end in claim.content for q in draft.quotations for a, b in q.spans)


def _occurrences(reading: Reading, events: list[Event]) -> list[Proposition]:
    """That events happened, where that is what the content says.

    The trigger is the main verb, the subject of "took place" and the like (then with its place), or what is announced,
    held or launched.
    """
    found: dict[str, Proposition] = {}
    for token in reading.tokens:
        for event in events:
            if event.id in found or not any(
                start < token.idx + len(token) and token.idx < end for start, end in event.mentions
            ):
                continue
            if (verb := _happening(token)) is not None:
                if _asserted(verb, reading):
                    found[event.id] = Proposition(Kind.OCCURRED, event.id, place=_place(reading, verb))
            elif (verb := _main_verb(token)) is not None and _is_main(verb, reading):
                found[event.id] = Proposition(Kind.OCCURRED, event.id, place=_fell_at(reading, verb))
    return list(found.values())


def _happening(token: Token) -> Token | None:
    """The verb that says of an event noun that it happened: "took place", "was heard", "there was"."""
    verb = token.head
    if token.pos_ not in ("NOUN", "PROPN") or verb.pos_ not in ("VERB", "AUX"):
        return None
    if token.dep_ == "attr" and verb.lemma_ == "be" and any(c.dep_ == "expl" for c in verb.children):
        return verb
    if token.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ not in HAPPENING:
        return None
    if verb.lemma_ == "take" and not any(c.lower_ == "place" for c in verb.children):
        return None
    return verb


def _main_verb(token: Token) -> Token | None:
    """A trigger verb itself, or the verb that announces or holds the event that a noun names."""
    if token.pos_ == "VERB":
        return token
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NOUN":
        token = token.head.head  # "a day of mourning"
    staged = token.dep_ in ("dobj", "oprd", "attr", "npadvmod", "nsubjpass") and token.head.lemma_ in STAGING
    return token.head if staged else None


def _asserted(verb: Token, reading: Reading) -> bool:
    return reading.stance is Stance.DENIED or not (clauses.negated(verb) or clauses.unreal(verb))


def _is_main(verb: Token, reading: Reading) -> bool:
    """Whether a verb is the main predicate of the content, or hangs on it as a complement or conjunct."""
    if clauses.negated(verb) and reading.stance is not Stance.DENIED:
        return False
    above = [t for t in (verb, *verb.ancestors) if t.i in reading.inside]
    return all(
        t == verb or (t.pos_ in ("VERB", "AUX") and _step(above, t) in ("xcomp", "conj", "ccomp")) for t in above
    )


def _fell_at(reading: Reading, verb: Token) -> str | None:
    """The place of an intransitive happening ("a projectile fell on the territory of X"), which then is the point."""
    if clauses.objects(verb) or clauses.is_passive(verb):
        return None
    where = ("in", "on", "at", "near", "outside", "inside", "over", "close", "into")
    near = [t for head in clauses.preposition_objects(verb, *where) for t in head.subtree]
    found = [e for t in near if t.i in reading.inside and (e := reading.cast.entity_at(t)) is not None]
    return next((e.id for e in found if e.type in (EntityType.PLACE, EntityType.FACILITY)), None)


def _step(above: list[Token], head: Token) -> str:
    """The label by which the chain of tokens arrives at `head`."""
    return next((t.dep_ for t in above if t.head == head), "")


def _place(reading: Reading, verb: Token) -> str | None:
    """The place that a clause names; a relative clause is at what it hangs on ("the street where it happened")."""
    group = [*([verb.head] if verb.dep_ == "relcl" else []), *verb.subtree]
    for part in group:
        entity = reading.cast.entity_at(part)
        if entity is not None and entity.type in (EntityType.PLACE, EntityType.FACILITY) and part.i in reading.inside:
            return entity.id
    return None


def _denied_before(claim: Claim, before: Iterable[Claim], tokens: tuple[Token, ...]) -> tuple[Proposition, ...]:
    """What "these accusations are unfounded" denies: the nearest charge before, else what was last said of the event."""
    if not any(_points_back(t, tokens) for t in tokens):
        return ()
    others = [c for c in list(before)[: -REMEMBERED - 1 : -1] if c.stance is not Stance.DENIED]
    is_charge = any(t.lemma_.casefold() in ("accusation", "allegation", "charge", "blame") for t in tokens)
    for other in others:
        charges = [p for p in _said(other) if p.kind is Kind.ATTRIBUTED_TO]
        if charges and (is_charge or not claim.about or any(p.event in claim.about for p in charges)):
            return tuple(charges)
    return next((said for c in others if (said := _said(c, claim.about))), ())


def _said(claim: Claim, about: tuple[str, ...] | None = None) -> tuple[Proposition, ...]:
    return tuple(p for p in claim.propositions if not p.optional and (about is None or p.event in about))


def _points_back(token: Token, tokens: tuple[Token, ...]) -> bool:
    """`this`, `these accusations`, `the claim` without a clause that would say which; `it` where nothing else is named."""
    if token.lower_ in ("this", "these", "such", "those") and token.pos_ in ("PRON", "DET"):
        return True
    if token.lower_ in ("it", "that") and token.pos_ == "PRON":
        return not any(t.pos_ == "PROPN" or (t.pos_ == "VERB" and t.tag_ != "VBG") for t in tokens)
    spelled_out = any(c.dep_ in ("acl", "relcl", "ccomp") or c.lower_ == "of" for c in token.children)
    return token.lemma_.casefold() in words("pointing_nouns") and not spelled_out


def _nearest(events: list[Event], at: int, about: tuple[str, ...]) -> str | None:
    """The event of the claim whose mention is nearest to a place in the text; the first named where none is near."""
    ranked = [
        (min(max(start - at, at - end, 0) for start, end in event.mentions), about.index(event.id), event.id)
        for event in events
        if event.mentions
    ]
    return min(ranked)[2] if ranked else (about[0] if about else None)
