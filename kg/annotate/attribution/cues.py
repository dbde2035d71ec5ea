"""Which words signal an attribution: reporting verbs with what they govern, and the record of one that was found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.lexicons import table
from kg.model import Span, Stance


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A reporting verb and its frames: c clause, q quotation, n noun phrase, g gerund, a accusation, o blame, e evidence."""

    lemma: str
    stance: Stance
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with the words of its source and of its content, before the source is an entity and the stance decided.

    `head` is the head token of the source phrase, `verb` the cue's main token (None without cue); `rule` names what found
    it. `relay` is the head of a named relay ("told TASS", "according to Interfax").
    """

    rule: str
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance = Stance.CLAIMED
    head: Token | None = None
    source: Span | None = None
    verb: Token | None = None
    relay: Token | None = None
    tags: tuple[str, ...] = ()
    anaphoric: bool = False  # the content is what was said before
    probability: float | None = None  # where the network found it, which settles the stance too


@cache
def reporting_verbs() -> dict[str, ReportingVerb]:
    """The lexicon of reporting verbs by lemma."""
    return {
        row["lemma"]: ReportingVerb(row["lemma"], Stance(row["stance"]), frozenset(row["frames"].split()))
        for row in table("reporting_verbs")
    }


def reporting_verb(token: Token) -> ReportingVerb | None:
    """The lexicon's entry for a token used as a verb, or None."""
    if token.pos_ not in {"VERB", "AUX"} and token.tag_ not in {"VBD", "VBZ", "VBP", "VBG"}:
        return None
    return reporting_verbs().get(token.lemma_.lower()) or reporting_verbs().get(token.lower_)


def negation(verb: Token) -> Token | None:
    """The word that negates a verb, its auxiliary or the verb it is a complement of ("refused to confirm" is no negation)."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "neither", "nor"}:
            return child
    return None


def cue_span(verb: Token) -> Span:
    """The reporting words alone: the verb with its particle, and with negation and auxiliaries where it is negated."""
    parts = [verb, *(c for c in verb.children if c.dep_ == "prt")]
    negative = negation(verb)
    if negative is not None:
        parts += [negative, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i)]
    start = min(parts, key=lambda t: t.i)
    end = max(parts, key=lambda t: t.i)
    return start.idx, end.idx + len(end)
