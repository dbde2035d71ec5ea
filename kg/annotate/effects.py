"""What an act hit, was meant to hit, or failed to hit because it was stopped: damaged, target, intercepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.annotate import clauses
from kg.annotate.actors import STATE, is_act_noun, weapon_behind
from kg.annotate.counts import Count, counts
from kg.annotate.reading import Reading
from kg.lexicons import table, words
from kg.model import EntityType, Kind, Stance

FLYING = frozenset({
    "target", "object", "device", "aircraft", "jet", "warplane", "helicopter", "balloon", "projectile",
})  # fmt: skip
VAGUE_OBJECTS = frozenset({
    "attack", "strike", "it", "them", "that", "which", "what", "who", "whom", "blow", "nerve",
    "hardest", "headline", "part", "behalf", "basis", "scale", "occasion", "day", "night",
})  # fmt: skip
SETTLEMENT_NOUNS = frozenset({
    "city", "town", "village", "region", "oblast", "country", "area", "district", "capital", "territory", "turf",
    "soil", "land", "side", "centre", "center", "outskirt", "suburb", "part", "coast", "border",
})  # fmt: skip
MEANING = frozenset({"want", "try", "attempt", "aim", "intend", "plan", "seek"})


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that was damaged, targeted or intercepted, with its count where the text gives one."""

    kind: Kind
    what: str | None
    count: int | None
    qualifier: str | None
    at: int


def effects(reading: Reading) -> list[Effect]:
    """The effects that a content states, in text order."""
    found: dict[tuple[Kind, str | None], Effect] = {}
    for rule in (_verbs, _nominal, _targets):
        for effect in rule(reading):
            found.setdefault((effect.kind, effect.what), effect)
    return sorted(found.values(), key=lambda e: (e.at, e.kind, e.what or ""))


def _verbs(reading: Reading) -> Iterator[Effect]:
    for verb in reading.tokens:
        kinds = _kinds(verb)
        if not kinds or (clauses.negated(verb) and reading.stance is not Stance.DENIED):
            continue
        meant = verb.dep_ == "xcomp" and verb.head.lemma_ in MEANING
        if clauses.unreal(verb) and not meant and Kind.TARGET not in kinds:
            continue
        passive = clauses.is_passive(verb)
        things = clauses.subjects(verb) if passive else clauses.objects(verb)
        if not passive and verb.lemma_ == "aim":
            things = clauses.preposition_objects(verb, "at")
        elif passive and verb.lemma_ == "aim":
            things = clauses.preposition_objects(verb, "at") or []
        following = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
        if not things and following in ("through", "into"):  # "ripped through the market"
            things = clauses.preposition_objects(verb, following)
        if not things and not passive and (verb.tag_ == "VBN" or (verb.lemma_ in _undergone() and verb.dep_ != "amod")):
            things = clauses.subjects(verb)
        for thing in [named for group in things for named in _among(group)]:
            if thing.i in reading.inside:
                yield from _effect(reading, verb, thing, kinds, meant)


def _effect(reading: Reading, verb: Token, thing: Token, kinds: frozenset[Kind], meant: bool) -> Iterator[Effect]:
    flying = reading.is_weapon(thing) or (thing.lemma_ in FLYING and Kind.INTERCEPTED in kinds)
    if flying:
        if Kind.INTERCEPTED in kinds and verb.lemma_ != "strike":
            yield _make(reading, Kind.INTERCEPTED, thing)
        return
    if _is_nobody(thing):
        return
    if meant or verb.lemma_ == "aim":
        yield _make(reading, Kind.TARGET, thing)
    elif _is_settlement(reading, thing):
        return
    elif Kind.TARGET in kinds:
        yield _make(reading, Kind.TARGET, thing)
    elif Kind.DAMAGED in kinds and thing.lemma_ not in words("people_nouns"):
        yield _make(reading, Kind.DAMAGED, thing)


def _nominal(reading: Reading) -> Iterator[Effect]:
    """`damage to 12 blocks of flats`, `damage has occurred to the water supply`, `the building caught fire`."""
    for token in reading.tokens:
        if token.lemma_ in ("damage", "destruction") and token.pos_ == "NOUN":
            prepositions = ("to",) if token.lemma_ == "damage" else ("of",)
            things = clauses.preposition_objects(token, *prepositions)
            if token.dep_ in ("nsubj", "nsubjpass"):
                things += clauses.preposition_objects(token.head, *prepositions)
        elif (
            token.lower_ == "fire" and token.head.lemma_ in ("catch", "set") and token.dep_ in ("dobj", "pobj")
        ) or token.lower_ in ("ablaze", "alight"):
            things = clauses.subjects(token.head)
        else:
            continue
        for thing in things:
            if thing.i in reading.inside and not _is_nobody(thing) and not is_act_noun(thing):
                yield _make(reading, Kind.DAMAGED, thing)


def _targets(reading: Reading) -> Iterator[Effect]:
    """`strikes on military industry facilities`, `attacks against civilians`."""
    for noun in reading.tokens:
        if not is_act_noun(noun, doer=True):
            continue
        places = clauses.preposition_objects(noun, "on", "against", "at")
        if not places and noun.dep_ == "dobj":
            places = clauses.preposition_objects(noun.head, "on", "against")
        for thing in places:
            if thing.i in reading.inside and not _is_nobody(thing) and not _is_settlement(reading, thing):
                yield _make(reading, Kind.TARGET, thing)


def _among(thing: Token) -> list[Token]:
    """What "were among the buildings hit" names: the subject instead of "the buildings"."""
    if thing.dep_ == "pobj" and thing.head.lower_ == "among" and thing.head.head.lemma_ == "be":
        return clauses.subjects(thing.head.head)
    return [thing]


# ---- helpers ---------------------------------------------------------------------------------------------------------
def _make(reading: Reading, kind: Kind, thing: Token) -> Effect:
    group = [t for t in clauses.phrase(thing) if t.i in reading.inside]
    count = _count_of(thing)
    first = group[0].idx
    text = thing.doc[group[0].i : group[-1].i + 1].text
    if count is not None and count.noun is not None and count.span[1] > first:
        text = text[count.span[1] - first :]
    text = text.strip(" ,;“”\"'")
    what = text.removeprefix("of ") or None
    if (weapon := weapon_behind(thing)) is not None:
        what = weapon.text
    return Effect(kind, what, count.value if count else None, count.qualifier if count else None, thing.idx)


def _count_of(thing: Token) -> Count | None:
    """The count of a thing, also when the thing is itself the number ("21 of 49 drones")."""
    group = clauses.phrase(thing)
    for count in counts(thing.doc, (group[0].idx, group[-1].idx + len(group[-1]))):
        is_head = count.span[0] <= thing.idx < count.span[1]
        if is_head or (count.noun is not None and count.noun[0] == thing.idx):
            return count
    return None


def _is_nobody(thing: Token) -> bool:
    return thing.pos_ == "PRON" or thing.lemma_.casefold() in VAGUE_OBJECTS or thing.ent_type_ in ("DATE", "TIME")


def _is_settlement(reading: Reading, thing: Token) -> bool:
    """Whether a thing is only a place name or "the city": where it was, not what was hit."""
    entity = reading.cast.entity_at(thing)
    if entity is not None:
        return entity.type is EntityType.PLACE or entity.subtype == STATE or entity.name.startswith("Government of ")
    if thing.lemma_.casefold() in SETTLEMENT_NOUNS:
        return True
    return thing.ent_type_ in ("GPE", "LOC")


def _kinds(verb: Token) -> frozenset[Kind]:
    if verb.pos_ not in ("VERB", "ADJ") or (verb.pos_ == "ADJ" and verb.tag_ != "VBN"):
        return frozenset()
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), None)
    following = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    for key in (f"{verb.lemma_} {particle}", f"{verb.lemma_} {following}"):
        if key in _lexicon():
            return _lexicon()[key]
    return _lexicon().get(verb.lemma_.casefold(), frozenset())


@cache
def _undergone() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("effect_verbs") if row["subject"])


@cache
def _lexicon() -> dict[str, frozenset[Kind]]:
    found: dict[str, frozenset[Kind]] = {}
    for row in table("effect_verbs"):
        found[row["lemma"]] = found.get(row["lemma"], frozenset()) | {Kind(row["kind"])}
    return found
