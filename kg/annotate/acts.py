"""Verbs by which somebody does harm or has a part in it, and whether a clause means them."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.annotate import clauses
from kg.annotate.actors import is_act_noun
from kg.annotate.reading import Reading
from kg.lexicons import table

FIRING = frozenset({
    "launch", "fire", "drop", "use", "employ", "unleash", "lob", "hurl", "plant", "detonate", "deliver", "misfire", "shoot",
})  # fmt: skip


def act_verb(token: Token) -> dict[str, str] | None:
    """The row of `act_verbs.tsv` for a verb, with its particle or object where the row names one ("open fire")."""
    if token.pos_ not in ("VERB", "NOUN") or (token.pos_ == "NOUN" and token.tag_ != "VBG"):
        return None
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    object_ = next((c.lower_ for c in token.children if c.dep_ == "dobj"), None)
    for key in (f"{token.lemma_} {particle}", f"{token.lemma_} {object_}"):
        if key in _act_verbs():
            return _act_verbs()[key]
    return _act_verbs().get(token.lemma_.casefold())


@cache
def _act_verbs() -> dict[str, dict[str, str]]:
    return {row["lemma"]: row for row in table("act_verbs")}


def meets(reading: Reading, needs: str, verb: Token, things: list[Token]) -> bool:
    """Whether the object is what the verb needs to be an act: a weapon, or an act, also in a clause or phrase."""
    arms = [*things, *clauses.preposition_objects(verb, "with", "on", "of")]
    if any(reading.is_weapon(t) for t in arms):
        return True
    if needs == "weapon":
        return False
    if any(is_act_noun(t) or t.lower_ in ("it", "this", "that") for t in arms):
        return True
    return any(c.dep_ in ("xcomp", "ccomp") and any(is_act_noun(t) for t in c.subtree) for c in verb.children)


def fires(verb: Token) -> bool:
    """Whether a verb sends weapons off, so that its object is not what was attacked."""
    return verb.lemma_ in FIRING


def only_possible(verb: Token) -> bool:
    """Whether the act is not said to have been done; wanting to hit and hitting are one act here."""
    if (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ in ("want", "try", "attempt", "aim", "intend")
        and verb.head.tag_ == "VBD"
    ):
        return False
    if any(c.dep_ == "mark" and c.lower_ == "since" for c in verb.children):
        return True  # "since X invaded …": background
    return clauses.unreal(verb) and verb.head.lemma_ not in ("help", "continue", "incite", "encourage", "order")


def built_or_delivered(noun: Token) -> bool:
    """Whether the weapon is only given, sold or made: no act."""
    verbs = [t for t in (noun.head, *noun.children) if t.pos_ == "VERB"]
    return any(
        v.lemma_ in ("supply", "donate", "deliver", "sell", "make", "build", "send", "provide", "buy") for v in verbs
    )
