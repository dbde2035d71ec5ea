"""When the things told happened: which time expression the grammar ties to which trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

from spacy.tokens import Doc, Token

from kg.annotate import date_values as values
from kg.annotate.clauses import preposition_objects, tokens_in
from kg.annotate.dates import DateMention
from kg.lexicons import table

OWN, CLAUSE, SENTENCE = 3.0, 2.0, 1.0
MIDNIGHT = 4.0  # the interval across midnight is the more careful of two readings
CLIMB = 7
FORTNIGHT = 14
STAGED = frozenset({"nsubj", "dobj", "oprd", "nsubjpass", "attr", "npadvmod"})
SEQUENCE = frozenset({"since", "before", "until", "after", "when", "as"})
OCCURRING = frozenset({
    "occur", "happen", "take", "kill", "injure", "wound", "hit", "strike", "leave", "start", "begin", "destroy", "damage",
    "claim", "cause", "target", "rock", "shake",
})  # fmt: skip


def times(doc: Doc, triggers: Sequence[Token], mentions: Sequence[DateMention]) -> dict[int, list[tuple[str, float]]]:
    """For each trigger (by token number) the EDTF values that date it, each with how firmly it does.

    A date that belongs to a verb of saying dates no event, unless it is just after midnight: what is reported then began
    on the day before, so that the night's interval dates it.
    """
    found: dict[int, list[tuple[str, float]]] = {t.i: [] for t in triggers}
    by_number = {t.i: t for t in triggers}
    loose: dict[int, list[tuple[str, bool, list[int]]]] = {}
    for mention in mentions:
        if mention.edtf is None:
            continue
        tokens = tokens_in(doc, (mention.span,))
        if not tokens:
            continue
        open_ended = ".." in mention.edtf
        owner, sure, said = _owner(tokens, by_number)
        if said and mention.after_midnight and (day := values.as_day(mention.edtf)):
            night = values.between(values.day(day - timedelta(days=1)), values.day(day))
            for number, trigger in by_number.items():
                if trigger.sent == tokens[0].sent:
                    found[number].append((night, MIDNIGHT))
            continue
        if said:
            continue
        ahead = any(_looks_ahead(by_number[n]) for n in owner)
        if not ahead and not _inside_name(tokens, by_number) and values.length(mention.edtf) <= FORTNIGHT:
            loose.setdefault(tokens[0].sent.start, []).append((mention.edtf, open_ended, owner))
        bonus = 0.5 if mention.kind == "absolute" else 0.0
        for number in owner:
            found[number].append((mention.edtf, (OWN if sure else CLAUSE) + bonus - (2.5 if open_ended else 0.0)))
    _fill(found, by_number, loose)
    return found


def _fill(
    found: dict[int, list[tuple[str, float]]],
    triggers: Mapping[int, Token],
    loose: Mapping[int, list[tuple[str, bool, list[int]]]],
) -> None:
    """A sentence with one date gives it, weakly, to its triggers that have none, but not out of a relative clause."""
    for number, trigger in triggers.items():
        in_sentence = loose.get(trigger.sent.start, [])
        if found[number] or len(in_sentence) != 1:
            continue
        value, open_ended, owners = in_sentence[0]
        if not open_ended and not any(_aside(triggers[n], trigger) for n in owners):
            found[number].append((value, SENTENCE))


def _aside(owner: Token, other: Token) -> bool:
    """Whether a trigger stands in a relative clause that the other is not in."""
    return any(t.dep_ == "relcl" and other not in t.subtree for t in (owner, *owner.ancestors))


def _owner(tokens: list[Token], triggers: Mapping[int, Token]) -> tuple[list[int], bool, bool]:
    """The triggers that a date belongs to, whether surely, and whether a verb of saying has it."""
    inside = {t.i for t in tokens}
    current = next((t for t in tokens if t.head.i not in inside), tokens[0])
    following = tokens[-1].nbor(1) if tokens[-1].i + 1 < len(tokens[-1].doc) else None
    if tokens[-1].lower_ in ("after", "before") and following is not None:
        return _behind(tokens[-1], triggers), True, False
    counted = [t.i for d in tokens for t in preposition_objects(d, "of") if t.i in triggers]
    if counted:  # "the seventh day of attacks"
        return counted, True, False
    for _ in range(CLIMB):
        if current.i in triggers:
            return [current.i], True, False
        if current.pos_ in ("VERB", "AUX"):
            arguments = _arguments(current, triggers)
            if current.lemma_.casefold() in _reporting():
                staged = [i for i in arguments if triggers[i].head == current and triggers[i].dep_ in STAGED]
                if (
                    not staged and "c" not in _reporting()[current.lemma_.casefold()]
                ):  # "blamed X for the blast on Friday"
                    before = [i for i in arguments if i < tokens[0].i]
                    return before[-1:], False, not before
                return staged, bool(staged), not staged
            if not arguments and any(c.dep_ == "mark" and c.lower_ in SEQUENCE for c in current.children):
                break
            if not arguments and current.dep_ == "relcl" and current.lemma_ not in OCCURRING:
                break
            if arguments:
                return arguments, len(arguments) == 1, False
        if current.head == current:
            break
        current = current.head
    return [], False, False


def _inside_name(tokens: list[Token], triggers: Mapping[int, Token]) -> bool:
    """ "Saturday's explosion", "the December 30 attack": the date of that noun alone."""
    return any(t.dep_ in ("poss", "compound", "nmod", "nummod", "amod") and t.head.i in triggers for t in tokens)


def _looks_ahead(trigger: Token) -> bool:
    """Whether the clause of a trigger is about what is still to come ("to guard X on New Year's Eve")."""
    verb = trigger if trigger.pos_ == "VERB" else trigger.head
    return any(c.dep_ == "aux" and c.lower_ in ("to", "will", "shall") for c in verb.children)


def _behind(link: Token, triggers: Mapping[int, Token]) -> list[int]:
    """The first trigger behind "a day after"."""
    return [i for i in sorted(triggers) if i > link.i and triggers[i].sent == link.sent][:1]


def _arguments(verb: Token, triggers: Mapping[int, Token]) -> list[int]:
    """The triggers among the subjects, objects and adjuncts of a verb, not those of its subordinate clauses."""
    found: list[int] = []
    queue = [verb]
    while queue:
        for child in queue.pop(0).children:
            if child.dep_ in ("advcl", "relcl", "ccomp", "parataxis", "conj") and child.pos_ in ("VERB", "AUX"):
                continue
            if child.dep_ == "prep" and child.lower_ in (
                "after",
                "since",
                "before",
                "following",
                "amid",
                "despite",
                "during",
            ):
                continue
            if child.i in triggers:
                found.append(child.i)
            queue.append(child)
    return sorted(found)


@cache
def _reporting() -> dict[str, list[str]]:
    """The verbs of saying, each with the frames it takes ("c" is a clause)."""
    return {row["lemma"]: row["frames"].split() for row in table("reporting_verbs")}
