"""The word lists of event triggers: which token may tell a happening, and the words around it that make it something else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.lexicons import table
from kg.model import Span

NOUNS = frozenset({"NOUN", "PROPN"})
KINETIC = "kinetic"


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger of the lexicon; the meaning of `type`, `group` and `needs` is told at the head of event_triggers.tsv."""

    lemma: str
    pos: str
    type: str
    group: str
    needs: str


@dataclass(frozen=True, slots=True)
class Match:
    """A token that bears a trigger, the words of the trigger, and the entry. `lemma` joins triggers of one word."""

    token: Token
    span: Span
    entries: tuple[Entry, ...]
    lemma: str


def match(token: Token) -> Match | None:
    """The trigger that a token heads, the longest form first ("missile strike" before "strike")."""
    if token.pos_ in NOUNS:
        return _noun(token)
    return _verb(token) if token.pos_ == "VERB" else None


def means(word: str) -> str | None:
    """The event type that a word beside an attack makes of it ("drone"), None where it makes none."""
    folded = word.casefold()
    return _means().get(folded) or _means().get(folded.removesuffix("s"))


def context(word: str, kind: str) -> bool:
    """Whether a word changes what a trigger beside it means; kinds as in event_contexts.tsv."""
    return word.casefold() in _by_kind("event_contexts").get(kind, frozenset())


def takes_part(token: Token, kind: str) -> bool:
    """Whether a noun is of a kind of event_participants.tsv."""
    members = _by_kind("event_participants").get(kind, frozenset())
    return token.lemma_.casefold() in members or token.lower_ in members


def _noun(token: Token) -> Match | None:
    doc = token.doc
    lemma = _singular(token)
    for length in (3, 2, 1):
        first = token.i - length + 1
        if first < doc[token.i].sent.start:
            continue
        form = (
            "".join(t.text_with_ws for t in doc[first : token.i]).casefold() + lemma
        )  # doc.text walks the whole article
        entries = _entries().get((form.replace("\n", " "), "n"))
        if entries and not (length == 1 and lemma == "talk" and token.lower_ != "talks"):
            return Match(token, (doc[first].idx, token.idx + len(token)), entries, lemma)
    phrase = _of_phrase(token, lemma)
    if phrase is not None:
        entries = _entries().get((phrase[0], "n"))
        if entries:
            return Match(token, (token.idx, phrase[1]), entries, lemma)
    return None


def _of_phrase(token: Token, lemma: str) -> tuple[str, int] | None:
    """ "day of mourning", "exchange of prisoners": the noun with its of-phrase."""
    if token.i + 2 >= len(token.doc) or token.nbor(1).lower_ != "of":
        return None
    last = token.nbor(2)
    return f"{lemma} of {last.lower_}", last.idx + len(last)


def _verb(token: Token) -> Match | None:
    lemma = token.lemma_.casefold()
    particles = [c for c in token.children if c.dep_ in {"prt", "advmod"} and c.i > token.i and c.i - token.i <= 4]
    for particle in particles:
        entries = _entries().get((f"{lemma} {particle.lower_}", "v"))
        if entries:
            end = particle.idx + len(particle) if particle.i == token.i + 1 else token.idx + len(token)
            return Match(token, (token.idx, end), entries, lemma)
    entries = _entries().get((lemma, "v"))
    return Match(token, (token.idx, token.idx + len(token)), entries, lemma) if entries else None


def _singular(token: Token) -> str:
    """The lemma; the tagger leaves plural proper nouns ("Explosions" in a headline) as they are."""
    lemma = token.lemma_.casefold()
    if token.pos_ == "PROPN" and (lemma, "n") not in _entries() and (lemma.removesuffix("s"), "n") in _entries():
        return lemma.removesuffix("s")
    return lemma


@cache
def _entries() -> dict[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for row in table("event_triggers"):
        entry = Entry(row["lemma"], row["pos"], row["type"], row["group"], row["needs"])
        found[entry.lemma, entry.pos] = (*found.get((entry.lemma, entry.pos), ()), entry)
    return found


@cache
def _means() -> dict[str, str]:
    return {row["word"]: row["type"] for row in table("event_means")}


@cache
def _by_kind(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table(name):
        found.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(members) for kind, members in found.items()}
