"""Where the things told happened: the places that the grammar ties to a trigger, and how two places lie to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from spacy.tokens import Token

from kg.annotate.clauses import is_passive, phrase, subjects, tokens_in
from kg.annotate.draft import Draft
from kg.annotate.event_lexicon import NOUNS, takes_part
from kg.lexicons import table
from kg.lexicons.places import find, fold
from kg.model import Entity, EntityType

WHERE = frozenset({
    "on", "in", "at", "near", "against", "across", "over", "outside", "inside", "of", "to", "into", "onto", "around",
    "along", "throughout", "within", "above", "off", "towards", "toward", "through", "upon", "via", "beside", "under",
})  # fmt: skip
ABSTRACT = frozenset({
    "response", "retaliation", "revenge", "connection", "addition", "coordination", "case", "attempt", "bid", "support",
    "protest", "exchange", "return", "reply", "reaction", "relation", "front", "war", "conflict", "statement", "post",
})  # fmt: skip
GROUND = frozenset({"territory", "soil", "airspace", "land", "waters", "city", "town", "village", "coast", "border"})
UNDERGOING = frozenset({"come", "suffer", "experience", "see", "endure", "face", "witness", "be"})
LEVELS = ("spot", "city", "region", "country")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as far as it is known. `level` is spot, city, region or country; `implied` places are only hinted at
    ("Russian territory")."""

    entity: str | None
    name: str
    level: str
    country: str = ""
    admin1: str = ""
    subtype: str = ""
    implied: bool = False


class Lie(Enum):
    """How one place lies to another."""

    SAME = "same"
    WITHIN = "within"
    CONTAINS = "contains"
    APART = "apart"
    UNKNOWN = "unknown"


def lie(a: Place, b: Place) -> Lie:
    """How `a` lies to `b`, as far as the gazetteer knows."""
    if (a.entity is not None and a.entity == b.entity) or fold(a.name) == fold(b.name):
        return Lie.SAME
    if a.country and b.country and a.country != b.country:
        return Lie.APART
    if a.level == b.level:
        if a.level == "spot" and a.subtype != b.subtype:
            return Lie.UNKNOWN
        return Lie.APART
    if "spot" in (a.level, b.level):
        return Lie.UNKNOWN
    wider, narrower = (a, b) if LEVELS.index(a.level) > LEVELS.index(b.level) else (b, a)
    inside = Lie.CONTAINS if wider is a else Lie.WITHIN
    if wider.level == "country":
        return inside if narrower.country else Lie.UNKNOWN
    if wider.admin1 and narrower.admin1:
        return inside if wider.admin1 == narrower.admin1 else Lie.APART
    return Lie.UNKNOWN


class Atlas:
    """The places of a draft by token, with the nominals that stand for one ("the city", "Russian territory")."""

    def __init__(self, draft: Draft) -> None:
        self._at: dict[int, Place] = {}
        self.all: dict[str, Place] = {}
        for entity in draft.entities:
            if entity.type not in (EntityType.PLACE, EntityType.FACILITY):
                continue
            place = _located(entity)
            self.all[entity.id] = place
            for token in tokens_in(draft.doc, entity.mentions):
                self._at.setdefault(token.i, place)
        self._named = sorted(self._at)
        for token in draft.doc:
            if token.i not in self._at and (meant := self._meant(token)) is not None:
                self._at[token.i] = meant

    def at(self, token: Token) -> Place | None:
        """The place that a token names or stands for."""
        return self._at.get(token.i)

    def attached(self, trigger: Token, stops: frozenset[int]) -> tuple[Place, ...]:
        """The places that prepositions, objects, subjects and compounds tie to a trigger, nearest first.

        `stops` are the tokens of other triggers, whose own places are not taken.
        """
        found = list(self._below(trigger, stops))
        if trigger.dep_ == "relcl" and any(c.lower_ == "where" for c in trigger.children):
            found += self._noun(trigger.head, stops)
        if trigger.dep_ in ("conj", "xcomp") and not found and is_passive(trigger):
            found += [p for s in subjects(trigger) for p in self._noun(s, stops)]
        if trigger.pos_ in NOUNS:
            for verb in _verbs_of(trigger):
                found += self._below(verb, stops | {trigger.i})
                if verb.lemma_ in UNDERGOING or trigger.dep_ == "attr":
                    found += [p for s in verb.children if s.dep_ == "nsubj" for p in self._noun(s, stops)]
        return _unique(found)

    def around(self, trigger: Token) -> tuple[Place, ...]:
        """The places named in the sentence of a trigger, the nearest first; those of speakers only where no others are."""
        inside = [t for t in trigger.sent if t.i in self._at]
        inside = [t for t in inside if not _of_a_role(t)] or inside
        inside.sort(key=lambda t: (abs(t.i - trigger.i), t.i))
        return _unique(self._at[t.i] for t in inside)

    def _below(self, head: Token, stops: frozenset[int]) -> Iterator[Place]:
        noun = head.pos_ in NOUNS
        for child in head.children:
            if child.i in stops:
                continue
            if child.dep_ in ("prep", "agent") and child.lower_ in WHERE:
                for thing in child.children:
                    if thing.dep_ == "pobj" and thing.lemma_.casefold() not in ABSTRACT and thing.i not in stops:
                        yield from self._noun(thing, stops)
                    elif thing.dep_ == "prep":  # "close to X", "out of X"
                        yield from self._below(child, stops)
            elif noun and child.dep_ in ("compound", "nmod", "poss", "appos"):
                yield from self._noun(child, stops)
            elif not noun and child.dep_ in ("dobj", "nsubjpass", "npadvmod", "advmod", "oprd"):
                yield from self._noun(child, stops)
                if child.dep_ == "advmod":  # "close to X"
                    yield from self._below(child, stops)
            elif (
                not noun and child.dep_ == "xcomp" and head.lemma_ in ("appear", "seem", "manage", "continue", "begin")
            ):
                yield from self._below(child, stops)

    def _noun(self, noun: Token, stops: frozenset[int]) -> Iterator[Place]:
        here = self._at.get(noun.i)
        if here is not None:
            yield here
        for child in noun.children:
            if child.i in stops:
                continue
            if child.dep_ in ("compound", "nmod", "appos", "conj", "poss", "amod") and child.pos_ not in ("VERB",):
                yield from self._noun(child, stops)
            elif child.dep_ == "prep" and child.lower_ in WHERE:
                for thing in child.children:
                    if thing.dep_ == "pobj" and thing.lemma_.casefold() not in ABSTRACT:
                        yield from self._noun(thing, stops)

    def _meant(self, token: Token) -> Place | None:
        """What a nominal stands for: "Polish airspace" a country, "the city" the last city, "the capital" the last one."""
        if token.pos_ not in NOUNS:
            return None
        lemma = token.lemma_.casefold()
        country = next((c for child in token.children if (c := _country_of_adjective(child.lower_))), None)
        if country is not None and lemma in GROUND:
            code, name = country
            entity = next((p.entity for p in self.all.values() if p.level == "country" and p.country == code), None)
            return Place(entity, name, "country", code, implied=lemma != "airspace")
        if not any(c.lower_ in ("the", "this", "that") for c in token.children):
            return None
        if any(self._at.get(t.i) is not None for t in phrase(token)):
            return None
        before = [self._at[i] for i in reversed(self._named) if i < token.i and token.doc[i].idx > token.idx - 900]
        if lemma == "capital":
            return next((p for p in before if fold(p.name) in _capitals()), None)
        level = {"city": "city", "town": "city", "village": "city", "port": "city", "country": "country"}.get(lemma)
        if not takes_part(token, "holder"):
            return next((p for p in before if p.level == "spot" and p.subtype == lemma), None)
        wanted = level or ("region" if lemma in ("region", "province") else "")
        return next((p for p in before if p.level == wanted), None) if wanted else None


def _verbs_of(noun: Token) -> list[Token]:
    """The verbs that say of an event noun where it was: "took place in X", "ripped through X", "launched … on X"."""
    found = [c for c in noun.children if c.dep_ in ("relcl", "acl")]
    top = noun
    while top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.pos_ in NOUNS:
        top = top.head.head  # "a series of attacks"
    while top.dep_ == "conj" and top.head.pos_ in NOUNS:
        top = top.head
    verb = top.head
    if top.dep_ == "pobj" and (top.head.dep_ == "agent" or verb.lower_ == "under"):
        verb = top.head.head
    if verb.pos_ in ("VERB", "AUX") and verb.lemma_ not in _reporting() and top.dep_ != "npadvmod":
        found.append(verb)
    return found


def _of_a_role(token: Token) -> bool:
    """Whether a place only tells who speaks: "the governor of X", "X's interior ministry", a speaker's title."""
    for above in (token, *token.ancestors):
        if above.dep_ == "nsubj" and above.head.lemma_ in _reporting():
            return True
        if above.pos_ in ("VERB", "AUX"):
            return False
    return False


def _located(entity: Entity) -> Place:
    """An entity with what the gazetteer knows of its name."""
    key = fold(entity.name)
    if entity.type is EntityType.FACILITY or entity.subtype in ("street", "square", "road"):
        return Place(entity.id, entity.name, "spot", subtype=entity.subtype or "")
    if key in _countries():
        return Place(entity.id, entity.name, "country", _countries()[key])
    if key in _regions():
        country, admin1 = _regions()[key]
        return Place(entity.id, entity.name, "region", country, admin1)
    known = find(entity.name)
    level = "city" if entity.subtype not in ("region", "country", "continent", "sea") else "region"
    if known:
        return Place(entity.id, entity.name, level, known[0].country, known[0].admin1)
    return Place(entity.id, entity.name, level)


def _unique(found: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(found))


def _country_of_adjective(word: str) -> tuple[str, str] | None:
    return _adjectives().get(word)


@cache
def _countries() -> dict[str, str]:
    return {
        fold(name): row["code"]
        for row in table("countries")
        for name in (row["name"], *row["aliases"].split("|"))
        if name
    }


@cache
def _capitals() -> frozenset[str]:
    return frozenset(fold(name) for row in table("countries") for name in row["capitals"].split("|") if name)


@cache
def _adjectives() -> dict[str, tuple[str, str]]:
    return {
        word.casefold(): (row["code"], row["name"])
        for row in table("countries")
        for word in row["adjectives"].split("|")
        if word
    }


@cache
def _regions() -> dict[str, tuple[str, str]]:
    """Country and first-level code of each region, the code taken from its seat."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("regions"):
        seat = next((p for p in find(row["seat"]) if p.country == row["country"]), None) if row["seat"] else None
        for name in (row["name"], *row["aliases"].split("|")):
            if name:
                found.setdefault(fold(name), (row["country"], seat.admin1 if seat else ""))
    return found


@cache
def _reporting() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("reporting_verbs"))
