"""The network's reading of a claim's propositions, and how it and the rules make one answer.

The network says which kinds of proposition a content holds and which words name the actor, weapon, thing or figure; the
rules say what those words stand for. A kind that the network is sure is absent is dropped; one that it is sure of is
added where the rules saw nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.annotate.clauses import tokens_in
from kg.annotate.draft import Draft
from kg.annotate.learned.decode import Said
from kg.annotate.numerals import numeral
from kg.annotate.reading import CARRIED_OUT, Reading
from kg.lexicons import words
from kg.model import Claim, EntityType, Kind, Proposition, Span

ABSENT = 0.12  # below this a kind that the rules found is dropped
PRESENT = 0.5  # above this a kind that the rules missed is added
TOLLS = {"killed": Kind.KILLED, "injured": Kind.INJURED, "intercepted": Kind.INTERCEPTED}
THINGS = {"damaged": Kind.DAMAGED, "target": Kind.TARGET}

At = Callable[[int], str | None]


def said_of(draft: Draft, claim: Claim) -> Said | None:
    """The network's attribution that a claim was made from."""
    return next((s for s in draft.learned.said if s.cue == claim.cue and s.content == claim.content), None)


def blended(
    draft: Draft, reading: Reading, said: Said, ruled: tuple[Proposition, ...], event: At
) -> tuple[Proposition, ...]:
    """One answer from the network's and the rules' propositions of a content."""
    kept = [p for p in ruled if p.kind is not Kind.OCCURRED and said.kinds[p.kind] >= ABSENT]
    for p in _learned(draft, reading, said, event):
        if said.kinds[p.kind] >= PRESENT and not any(_same(p, k) for k in kept):
            kept.append(p)
    for kind in TOLLS.values():  # "no casualties", "dozens": a toll without a figure of its own
        if said.kinds[kind] >= PRESENT and not any(p.kind is kind for p in kept):
            none = any(t.lower_ in ("no", "none", "nobody", "without") for t in reading.tokens)
            kept.append(Proposition(kind, event(said.content[0][0]), count=0 if none else None))
    if not kept and said.kinds[Kind.OCCURRED] >= PRESENT:
        kept += [p for p in ruled if p.kind is Kind.OCCURRED][:1] or [
            Proposition(Kind.OCCURRED, event(said.content[0][0]))
        ]
    elif said.kinds[Kind.OCCURRED] >= ABSENT:
        told = {p.event for p in kept}
        kept += [p for p in ruled if p.kind is Kind.OCCURRED and p.event not in told]
    return tuple(p for p in kept if p.event is not None)


def _same(a: Proposition, b: Proposition) -> bool:
    if a.kind is not b.kind:
        return False
    if a.kind in THINGS.values():
        return bool(set((a.what or "").casefold().split()) & set((b.what or "").casefold().split()))
    return (a.actor, a.weapon, a.count) == (b.actor, b.weapon, b.count)


def _learned(draft: Draft, reading: Reading, said: Said, event: At) -> Iterator[Proposition]:
    for part, span, _ in said.parts:
        tokens = tokens_in(draft.doc, (span,))
        if not tokens:
            continue
        if part == "actor":
            actor = _actor(reading, tokens)
            if actor is not None and actor != reading.speaker:
                yield Proposition(Kind.ATTRIBUTED_TO, event(span[0]), actor=actor, role=CARRIED_OUT)
        elif part == "weapon":
            yield Proposition(Kind.WEAPON, event(span[0]), weapon=_weapon(reading, tokens, span))
        elif part in TOLLS:
            figure = numeral(tokens, 0)
            if figure is not None:
                yield Proposition(TOLLS[part], event(span[0]), count=figure.value, qualifier=figure.vague)
        elif part in THINGS:
            what = " ".join(draft.article.text[slice(*span)].split())
            yield Proposition(THINGS[part], event(span[0]), what=what)


def _actor(reading: Reading, tokens: list[Token]) -> str | None:
    root = next((t for t in tokens if t.head not in tokens), tokens[0])
    return reading.cast.actor(root, reading.speaker) or next(
        (
            e.id
            for t in tokens
            if (e := reading.cast.entity_at(t)) is not None and e.type in (EntityType.PERSON, EntityType.ORGANIZATION)
        ),
        None,
    )


def _weapon(reading: Reading, tokens: list[Token], span: Span) -> str:
    cast = reading.cast
    for token in tokens:
        entity = cast.entity_at(token)
        if entity is not None and entity.type is EntityType.WEAPON:
            return entity.id
    listed = next((w for w in reading.weapons if any(t in w.tokens for t in tokens)), None)
    lemma = tokens[-1].lemma_.casefold()
    name = (
        listed.name
        if listed is not None
        else f"{lemma} (unspecified)"
        if tokens[-1].text.islower()
        else tokens[-1].text
    )
    known = next((e for e in cast.entities if e.type is EntityType.WEAPON and e.name == name), None)
    if known is not None:
        cast.mention(known.id, span)
        return known.id
    subtype = (listed.kind or None) if listed is not None else lemma if lemma in words("weapon_context") else "other"
    return cast.add(EntityType.WEAPON, subtype, name, (span,))
