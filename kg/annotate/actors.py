"""Which actor a word stands for when somebody acts: a name, the state behind a demonym, the speaker behind "we"."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from kg.annotate.clauses import preposition_objects, tokens_in
from kg.annotate.draft import Draft
from kg.lexicons import table, words
from kg.model import Entity, EntityType, Span

ACTORS = (EntityType.PERSON, EntityType.ORGANIZATION)
STATE = "state"


class Cast:
    """The entities of a draft by token, and those that propositions add to it (states, generic weapons)."""

    def __init__(self, draft: Draft) -> None:
        self.entities: list[Entity] = list(draft.entities)
        self._at: dict[int, Entity] = {}
        for entity in draft.entities:
            for token in tokens_in(draft.doc, entity.mentions):
                known = self._at.get(token.i)
                if known is None or _rank(entity) < _rank(known):
                    self._at[token.i] = entity
        self._next = 1 + max((int(n[1]) for e in self.entities if (n := re.fullmatch(r"n(\d+)", e.id))), default=0)

    def entity_at(self, token: Token) -> Entity | None:
        """The entity whose mention covers a token; actors before places and weapons."""
        return self._at.get(token.i)

    def get(self, entity_id: str) -> Entity:
        """The entity with an id."""
        return next(e for e in self.entities if e.id == entity_id)

    def state(self, government: str) -> str:
        """The id of a state as an actor, added without mentions where the article never names it as one."""
        for entity in self.entities:
            if entity.type is EntityType.ORGANIZATION and entity.name == government:
                return entity.id
        return self.add(EntityType.ORGANIZATION, STATE, government, ())

    def add(self, kind: EntityType, subtype: str | None, name: str, mentions: tuple[Span, ...]) -> str:
        """A new entity; returns its id."""
        entity = Entity(f"n{self._next}", kind, subtype, name, None, mentions)
        self._next += 1
        self.entities.append(entity)
        return entity.id

    def mention(self, entity_id: str, span: Span) -> None:
        """One more mention of an entity that was added here."""
        for index, entity in enumerate(self.entities):
            if entity.id == entity_id and span not in entity.mentions:
                mentions = tuple(sorted((*entity.mentions, span)))
                self.entities[index] = Entity(
                    entity.id, entity.type, entity.subtype, entity.name, entity.role, mentions
                )

    # ---- who acts ----------------------------------------------------------------------------------------------------
    def actor(self, head: Token, speaker: str | None) -> str | None:
        """The actor that a noun or pronoun stands for, None where it is nobody's name.

        `speaker` is whoever "we" and the "it" of indirect speech mean.
        """
        if head.pos_ == "PRON":
            if head.lower_ in ("i", "he", "she"):
                return speaker
            return self.voice(speaker) if head.lower_ in ("it", "we", "they", "us") else None
        if (named := self._named(head) or self._only_army(head)) is not None:
            return named
        owner = self.owner(head, speaker)
        if owner is not None and (head.lower_ in words("group_nouns") or is_weapon_noun(head) or is_act_noun(head)):
            return owner
        return self._state_of(head.lower_, demonyms=True) if head.pos_ in ("NOUN", "PROPN") else None

    def voice(self, speaker: str | None) -> str | None:
        """Whom a speaker means by "we": the state whose official it is, where the role names one, else itself."""
        if speaker is None or self.get(speaker).type is not EntityType.PERSON:
            return speaker
        role = re.sub(r"['’]s?\b", "", self.get(speaker).role or "").casefold().split()
        words_ = [" ".join(role[i:j]) for i in range(len(role)) for j in range(i + 1, min(i + 3, len(role)) + 1)]
        for word in sorted(words_, key=len, reverse=True):
            state = self._state_of(word, demonyms=True) or self._state_of(word, demonyms=False)
            if state is not None:
                return state
        return speaker

    def owner(self, head: Token, speaker: str | None) -> str | None:
        """Whoever an adjective, possessive or name before a noun makes its doer: "Ukrainian", "Kyiv's", "Kraken"."""
        modifiers = [
            c for c in head.children if c.i < head.i and c.dep_ in ("amod", "compound", "poss", "nmod", "nummod")
        ]
        for child in modifiers:
            if (named := self._named(child) or self._only_army(child)) is not None:
                return named
            if child.dep_ == "poss" and child.pos_ == "PRON":
                return self.voice(speaker) if child.lower_ in ("its", "our", "their") else None
            if (state := self.demonym(child)) is not None:
                return state
        for child in head.children:
            if child.i > head.i and child.dep_ == "appos" and (named := self._named(child)) is not None:
                return named
        return None

    def demonym(self, token: Token) -> str | None:
        """The state of an adjective of origin ("Israeli"); None for "Czech-made", which says who built it."""
        if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("pro", "anti"):
            return None
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if following is not None and following.text == "-" and not token.whitespace_:
            return None
        if self._at.get(token.i) is not None and self._at[token.i].type is EntityType.PERSON:
            return None
        before = token.nbor(-1).lower_ if token.i else ""
        return self._state_of(f"{before} {token.lower_}", demonyms=True) or self._state_of(token.lower_, demonyms=True)

    def _only_army(self, token: Token) -> str | None:
        """The armed forces behind a bare "the army", where the article knows just one."""
        if token.lower_ not in ("army", "military") or any(
            c.dep_ in ("amod", "poss", "compound") for c in token.children
        ):
            return None
        armies = [e.id for e in self.entities if e.subtype == "armed_forces"]
        return armies[0] if len(armies) == 1 else None

    def _named(self, token: Token) -> str | None:
        entity = self._at.get(token.i)
        if entity is None:
            return None
        if entity.type in ACTORS:
            return entity.id
        if entity.type is EntityType.PLACE:
            return self._state_of(entity.name.casefold(), demonyms=False) or self._state_of(
                token.lower_, demonyms=False
            )
        return None

    def _state_of(self, word: str, *, demonyms: bool) -> str | None:
        government = (_adjectives() if demonyms else _names()).get(word)
        return None if government is None else self.state(government)


def _rank(entity: Entity) -> int:
    return list(EntityType).index(entity.type)


def is_weapon_noun(token: Token) -> bool:
    """Whether a noun is a generic weapon ("missiles")."""
    return token.pos_ in ("NOUN", "PROPN") and {token.lemma_.casefold(), token.lower_} & _weapon_heads() != set()


def stands_for_weapon(token: Token) -> bool:
    """Whether a word means weapons: the noun itself, or the number in "21 of 49 drones", "114 of them"."""
    return is_weapon_noun(token) or weapon_behind(token) is not None


def weapon_behind(token: Token) -> Token | None:
    """The weapon noun that a number or quantity is a part of."""
    for part in preposition_objects(token, "of"):
        if is_weapon_noun(part):
            return part
        if part.lower_ in ("them", "these", "those", "which"):
            before = [t for t in token.doc[token.sent.start : token.i] if is_weapon_noun(t)]
            if before and token.pos_ in ("NUM", "ADJ", "PRON", "NOUN"):
                return before[-1]
    return None


def is_act_noun(token: Token, *, doer: bool = False) -> bool:
    """Whether a noun is a harmful act; with `doer` only where the word before it names the doer, not the victim."""
    found = _act_nouns().get(token.lemma_.casefold(), _act_nouns().get(token.lower_))
    return token.pos_ in ("NOUN", "PROPN") and found is not None and (found or not doer)


@cache
def _weapon_heads() -> frozenset[str]:
    return frozenset(row["noun"].casefold() for row in table("weapon_nouns"))


@cache
def _act_nouns() -> dict[str, bool]:
    return {row["noun"]: bool(row["act"]) for row in table("act_nouns")}


@cache
def _adjectives() -> dict[str, str]:
    return _by_word("adjectives", "demonyms")


@cache
def _names() -> dict[str, str]:
    return _by_word("name", "aliases", "capitals")


def _by_word(*columns: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("countries"):
        for column in columns:
            for word in filter(None, row[column].split("|")):
                found.setdefault(word.casefold(), row["government"])
    return found
