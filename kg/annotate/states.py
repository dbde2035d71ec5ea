"""Whether the name of a country or capital means a government that acts or a place where something lies."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.lexicons import table, words

STILL = frozenset({"border", "lie", "see", "become", "remain", "neighbour", "neighbor", "suffer", "share", "stretch"})
OWNED_LAND = frozenset(
    {"population", "border", "coast", "coastline", "area", "climate", "history", "economy", "people"}
)
# What a state can be said to be: "is responsible", "is behind", not "is large" or "is part of".
STANDING = frozenset(
    {
        *("responsible", "guilty", "complicit", "involved", "ready", "willing", "prepared", "aware", "committed"),
        *("determined", "open", "concerned", "unable", "unwilling", "blame", "behind", "aggressor", "culprit"),
    }
)
MEETINGS = frozenset({"talk", "negotiation", "agreement", "truce", "ceasefire", "deal", "exchange", "summit", "accord"})
SENT = frozenset({"missile", "rocket", "drone", "shell", "attack", "strike", "fire", "shelling", "pressure", "threat"})
RULE = frozenset(
    {"regime", "government", "authorities", "officials", "leadership", "side", "administration", "forces", "cronies"}
)
GIVEN = frozenset(
    {"donate", "give", "supply", "sell", "send", "deliver", "provide", "loyal", "close", "hand", "transfer"}
)


def acts(token: Token, *, capital: bool) -> bool:
    """Whether a country's or capital's name stands for its government: it acts, speaks, is accused, or owns an act.

    `token` is the head token of the name. A name that only locates ("in Syria", "Ukraine's cities") does not act.
    """
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if behind is not None and behind.lower_ in RULE and token.dep_ in {"compound", "amod", "nmod", "poss"}:
        return True
    dep, head = token.dep_, token.head
    if behind is not None and token.is_sent_start and behind.tag_ == "VBZ" and behind.lemma_ not in {"be", "have"}:
        return behind.lemma_ not in STILL  # headlines, whose verbs the parser takes for nouns
    if _addressed(token):
        return True
    if dep in {"conj", "appos"} and head.ent_type_ in {"GPE", "ORG", "NORP"} and acts(head, capital=capital):
        return True
    if dep == "nsubj":
        return _active(token, head)
    if dep == "attr" and head.lemma_ == "be":
        return any(c.dep_ in {"prep", "advmod"} and c.lower_ == "behind" for c in head.children)
    if dep in {"dobj", "nsubjpass", "dative"}:
        return head.lemma_ in words("verbs_at_states")
    if dep == "pobj":
        return _governed(head, capital)
    if dep == "poss":
        return _owns_act(head)
    if dep in {"compound", "nmod"} and capital:
        return head.lemma_.lower() in _acts_nouns()
    # Where the parser lost the subject: the name directly before a finite verb that is no form of "be".
    lost = dep in {"ROOT", "dep", "compound", "nmod", "npadvmod", "appos", "conj"}
    return (
        lost
        and behind is not None
        and behind.pos_ == "VERB"
        and behind.tag_ in {"VBZ", "VBD", "VBP"}
        and (behind.lemma_ not in STILL)
    )


def _addressed(token: Token) -> bool:
    """Whether the name is the object of accusing, urging or the like, read off the words before it."""
    i = token.left_edge.i if token.left_edge.pos_ in {"DET", "PROPN"} else token.i
    while i > 0 and (token.doc[i - 1].is_punct and token.doc[i - 1].text not in {".", ",", ";", ":"}):
        i -= 1
    before = token.doc[i - 1] if i > 0 else None
    modifies = token.dep_ in {"compound", "nmod", "amod"} and token.head.ent_type_ not in {"GPE", "ORG", "NORP"}
    return (
        before is not None
        and before.sent == token.sent
        and before.pos_ == "VERB"
        and before.lemma_ in words("verbs_at_states")
        and token.dep_ != "poss"
        and not (modifies and token.head.pos_ == "NOUN" and token.head.i == token.i + 1)
    )


def _active(token: Token, verb: Token) -> bool:
    if verb.lemma_ == "be":
        told = {c.lemma_.lower() for c in verb.children if c.dep_ in {"acomp", "attr", "prep", "xcomp", "advmod"}}
        return bool(told & STANDING)
    if verb.lemma_ == "have" and any(c.dep_ == "dobj" and c.lemma_ in OWNED_LAND for c in verb.children):
        return False
    if verb.lemma_ in STILL:
        return False
    return verb.pos_ in {"VERB", "AUX"} and not any(c.dep_ == "auxpass" for c in verb.children)


@cache
def _acts_nouns() -> frozenset[str]:
    return frozenset(n["noun"] for n in table("act_nouns") if n["act"])


def _governed(preposition: Token, capital: bool) -> bool:
    over = preposition.head
    word = preposition.lower_
    if word == "by":
        return preposition.dep_ == "agent" or (over.pos_ == "NOUN" and over.lemma_.lower() in words("speech_acts"))
    if word == "to" and over.lower_ == "according":
        return True
    if word == "to" and capital:
        return over.lemma_ in GIVEN
    if word == "on":
        return over.lemma_ == "blame"
    if word == "between":
        return over.lemma_.lower() in MEETINGS
    if word == "from" and capital and over.lemma_.lower() in SENT:
        return True
    if word == "from":
        return over.lemma_.lower() in {
            "help",
            "support",
            "aid",
            "response",
            "comment",
            "reaction",
            "statement",
            "step",
            "assistance",
        }
    return word in {"of", "against", "with"} and over.lemma_.lower() in {
        "accuse",
        "coordination",
        "accusation",
        "sanction",
        "talks",
    }


def _owns_act(owned: Token) -> bool:
    lemma = owned.lemma_.lower()
    return lemma in words("state_nouns") or lemma in _acts_nouns()
