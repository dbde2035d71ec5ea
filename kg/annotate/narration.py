"""What the article asserts in its own voice: headline, tolls, who did it. Nobody but the publisher stands for it."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span as Sentence

from kg.annotate import clauses
from kg.annotate.actors import Cast
from kg.annotate.arms import arsenal
from kg.annotate.draft import Draft, ZoneKind
from kg.annotate.propositions import PEACEFUL, read
from kg.annotate.reading import Reading, Weapon
from kg.model import Kind, Narrated, Span

NEAR = 400  # code points before a sentence without a trigger of its own in which its event must have been named
COUNTED = frozenset({Kind.KILLED, Kind.INJURED})


def narration(draft: Draft) -> Draft:
    """Fill `narrated` with the sentences outside all claims that carry a checkable proposition about an event.

    Captions, boilerplate, questions, wishes and conditionals are left out; a sentence or headline that repeats is taken
    once. New states and weapons that the narration names join the entities.
    """
    cast, weapons = Cast(draft), arsenal(draft.doc)
    taken = [span for c in draft.claims for span in (*c.content, c.cue, c.source_span) if span is not None]
    seen: set[str] = set()
    found: list[Narrated] = []
    for sentence in _units(draft):
        span = _trimmed(draft, sentence)
        if span is None or any(start < span[1] and span[0] < end for start, end in taken):
            continue
        words = re.sub(r"\W+", " ", draft.article.text[span[0] : span[1]]).casefold().strip()
        if words in seen or not _asserts(sentence):
            continue
        seen.add(words)
        narrated = _narrated(draft, cast, weapons, span, f"a{len(found) + 1}")
        if narrated is not None:
            found.append(narrated)
    return replace(draft, entities=tuple(cast.entities), narrated=tuple(found))


def _narrated(draft: Draft, cast: Cast, weapons: tuple[Weapon, ...], span: Span, name: str) -> Narrated | None:
    named = tuple(e.id for e in draft.events if any(a < span[1] and span[0] < b for a, b in e.mentions))
    about = named or _named_before(draft, span)
    if not about:
        return None
    known = list(cast.entities)
    tokens = tuple(clauses.tokens_in(draft.doc, (span,)))
    reading = Reading(tokens, cast, narrated=True, weapons=weapons)
    propositions = read(draft, reading, (span,), about)
    if not named:  # without a trigger of its own a sentence can only tell the toll
        propositions = tuple(p for p in propositions if p.kind in COUNTED and (p.count is not None or p.qualifier))
    peaceful = {e.id for e in draft.events if e.type in PEACEFUL}
    propositions = tuple(p for p in propositions if p.kind is Kind.OCCURRED or p.event not in peaceful)
    if not propositions:
        cast.entities = known  # what an unused sentence named does not stay
        return None
    return Narrated(name, (span,), about, propositions)


def _units(draft: Draft) -> list[Sentence]:
    """Headlines whole, since the parser cuts them in pieces, and the sentences of the running text."""
    heads = [z.span for z in draft.zones if z.kind is ZoneKind.HEADLINE]
    whole = [draft.doc.char_span(*span, alignment_mode="contract") for span in heads]
    inside = [s for s in draft.doc.sents if not any(a <= s.start_char < b for a, b in heads)]
    return sorted([*(s for s in whole if s is not None), *inside], key=lambda s: s.start)


def _named_before(draft: Draft, span: Span) -> tuple[str, ...]:
    """The event that was named last before a sentence."""
    before = [(b, e.id) for e in draft.events for _, b in e.mentions if 0 <= span[0] - b <= NEAR]
    return (max(before)[1],) if before else ()


def _trimmed(draft: Draft, sentence: Sentence) -> Span | None:
    """The sentence without white space and final punctuation, None outside headline and running text."""
    text = draft.article.text[sentence.start_char : sentence.end_char]
    body = text.strip().rstrip(".!…")
    if len(body.split()) < 3 or body.endswith("?"):
        return None
    start = sentence.start_char + text.index(body)
    zone = draft.zone_at(start)
    if zone is None or zone.kind not in (ZoneKind.HEADLINE, ZoneKind.BODY):
        return None
    return (start, start + len(body))


def _asserts(sentence: Sentence) -> bool:
    """Whether the main clause is meant as a fact: not conditional, not only possible, not an instruction."""
    root = sentence.root
    if clauses.unreal(root) and root.pos_ in ("VERB", "AUX"):
        return False
    if root.tag_ == "VB" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in root.children):
        return False
    return not any(t.dep_ == "mark" and t.lower_ in ("if", "unless") for t in sentence)
