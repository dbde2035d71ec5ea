"""Whether the name of a country or capital means a government that acts or a place where something lies."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicons import table, words

STILL = frozenset(
    {"be", "have", "border", "lie", "see", "become", "remain", "neighbour", "neighbor", "suffer", "share"}
)
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
    if behind is not None and token.is_sent_start and behind.tag_ == "VBZ":
        return behind.lemma_ not in STILL  # headlines, whose verbs the parser takes for nouns
    if dep in {"conj", "appos"} and head.pos_ in {"PROPN", "NOUN"}:
        return head.ent_type_ in {"GPE", "ORG", "NORP"} and acts(head, capital=capital)
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
        return head.lemma_.lower() in {n["noun"] for n in table("act_nouns") if n["act"]}
    return False


def _active(token: Token, verb: Token) -> bool:
    if verb.pos_ == "AUX" or verb.lemma_ in STILL:
        return verb.lemma_ == "be" and any(c.dep_ == "prep" and c.lower_ == "behind" for c in verb.children)
    return verb.pos_ == "VERB" and not any(c.dep_ == "auxpass" for c in verb.children)


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
    return lemma in words("state_nouns") or lemma in {n["noun"] for n in table("act_nouns") if n["act"]}
