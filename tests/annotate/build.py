"""Drafts of single sentences: the states of the gazetteer and the names that a case gives."""

from __future__ import annotations

import re

from kg.annotate.draft import Draft, Zone, ZoneKind
from kg.annotate.parse import lines, load, parse
from kg.lexicons import table
from kg.model import Article, Claim, Entity, EntityType, Event, Span, Stance


def draft_of(
    text: str,
    *,
    speaker: str | None = None,
    names: tuple[str, ...] = (),
    stance: Stance = Stance.CLAIMED,
    cue: str = "",
) -> Draft:
    """A draft whose one claim has the whole text behind the cue as content, about one event."""
    article = Article("case", f"{cue} {text}".strip())
    spans = tuple(lines(article.text))
    doc = parse(article.text, frozenset(start for start, _ in spans), load())
    named = [*names, *([speaker] if speaker and speaker not in names else [])]
    known = {**{name: name for name in named}, **states_in(article.text)}
    entities = tuple(
        Entity(f"n{i}", EntityType.ORGANIZATION, None, name, None, mentions(article.text, word))
        for i, (word, name) in enumerate(sorted(known.items()), 1)
    )
    source = tuple(e.id for e in entities if e.name == speaker)[:1]
    start = len(article.text) - len(text)
    claim = Claim(
        id="c1",
        source=source,
        source_span=None,
        cue=(0, len(cue)) if cue else None,
        content=((start, len(article.text)),),
        stance=stance,
        about=("e1",),
    )
    zones = tuple(Zone(ZoneKind.BODY, span) for span in spans)
    return Draft(article, doc, zones, entities=entities, events=(Event("e1", "other", "it"),), claims=(claim,))


def states_in(text: str) -> dict[str, str]:
    """The countries and capitals of a text with the state each stands for."""
    rows = table("countries")
    names = {n: r["government"] for r in rows for n in (r["name"], *r["aliases"].split("|"), *r["capitals"].split("|"))}
    return {n: g for n, g in names.items() if n and mentions(text, n)}


def mentions(text: str, word: str) -> tuple[Span, ...]:
    """Where a word stands in a text, as a whole word."""
    return tuple(m.span() for m in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text))
