"""Which triggers the grammar of one sentence makes one happening, and which it sets against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.annotate.actors import is_weapon_noun
from kg.annotate.clauses import agents, preposition_objects, subjects
from kg.annotate.event_triggers import Trigger


def linked(found: Sequence[Trigger]) -> dict[int, int]:
    """Triggers that grammar makes one happening: later one to earlier one, by their place in the list.

    "an explosion ripped through", "rocked by a blast", "misfired and hit", "this is an attack", "hit in the attack".
    """
    number = {t.token.i: n for n, t in enumerate(found)}
    joined: dict[int, int] = {}
    for n, trigger in enumerate(found):
        for other in _one_with(trigger.token):
            if other.i in number and number[other.i] != n:
                a, b = sorted((n, number[other.i]))
                joined.setdefault(b, a)
    return joined


def _one_with(token: Token) -> Iterator[Token]:
    if token.pos_ == "VERB":
        yield from subjects(token)
        yield from agents(token)
        yield from preposition_objects(token, "in", "during", "with")
        if token.dep_ in ("acl", "relcl") and is_weapon_noun(token.head):  # "hit by a missile fired by …"
            yield from token.head.ancestors
        if token.dep_ == "conj" and token.head.pos_ == "VERB" and not any(c.dep_ == "nsubj" for c in token.children):
            yield token.head
        for part in preposition_objects(token, "as"):
            yield from (part, *preposition_objects(part, "of"))
    elif token.dep_ == "attr":
        yield from (c for c in token.head.children if c.dep_ == "nsubj")
    elif token.dep_ == "appos":
        yield token.head
    else:
        yield from preposition_objects(token, "during")


def apart(a: Trigger, b: Trigger) -> bool:
    """Whether the sentence sets two triggers against each other: after, since, in response to, in retaliation for.

    "Since the blast, …, the causes of the detonation": a bare definite points back all the same.
    """
    one, other = a.token, b.token
    if one.sent != other.sent or any(t.definite and not t.places and not t.actor for t in (a, b)):
        return False
    return _link_above(one, other) != _link_above(other, one)


def _link_above(token: Token, other: Token) -> bool:
    """Whether a word of sequence stands above a trigger and not above the other."""
    for above in token.ancestors:
        if other.i == above.i or other in above.subtree:
            return _sequence_between(token, above)
    return False


def _sequence_between(token: Token, top: Token) -> bool:
    current = token
    while current != top:
        helpers = {c.lower_ for c in current.children if c.dep_ in ("mark", "prep") and c.i < current.i}
        if current.pos_ in ("VERB", "AUX") and helpers & {"after", "since", "before", "until", "following"}:
            return True
        if current.dep_ == "prep" and current.lower_ in ("after", "since", "before", "following", "until"):
            return True
        if current.lemma_.casefold() in ("response", "retaliation", "revenge", "reprisal", "vengeance", "reply"):
            return True
        answers = current.head.lemma_ in ("retaliate", "avenge", "respond", "reply", "react")
        if current.dep_ == "prep" and current.lower_ in ("for", "to") and answers:
            return True
        current = current.head
    return False
