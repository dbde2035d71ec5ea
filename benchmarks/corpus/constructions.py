"""How a claim is attributed: the constructions that recall is reported by (GUIDELINES.md, part 6)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

BY_HAND = (
    "blame",
    "accuse",
    "passive-blame",
    "traded-blame",
    "caption",
    "negated-cue",
    "negative-assertion",
    "rejection",
    "refusal",
    "back-reference",
    "two-stances",
    "nested",
    "inherited",
    "document",
    "evidence",
)
BY_PROGRAM = (
    "direct",
    "mixed",
    "indirect",
    "split-quote",
    "multi-paragraph",
    "pronoun",
    "nominal",
    "unnamed",
    "relay",
    "hedge",
    "headline",
    "according-to",
    "cueless",
)
_PRONOUNS = {"he", "she", "they", "it", "we", "i", "both", "neither", "who", "which", "him", "her", "them"}
_OPENING, _MARKS = "“\"„«‘'", '“”"„«»'


def constructions(text: str, claim: dict[str, Any], entities: list[dict[str, Any]]) -> set[str]:
    """The tags that follow from the spans of a claim."""
    found = {_quotation(text, claim["content"])}
    source, cue = claim["source_span"], claim["cue"]
    unnamed = {e["id"] for e in entities if e["subtype"] == "unnamed"}
    words = text[source[0] : source[1]] if source else ""
    if unnamed & set(claim["source"]):
        found.add("unnamed")
    elif words.casefold() in _PRONOUNS:
        found.add("pronoun")
    elif words[:1].islower() and claim["source"]:
        found.add("nominal")
    if claim["via"]:
        found.add("relay")
    if not claim["source"] and source is None and cue is not None:
        found.add("hedge")
    if cue is None:
        found.add("cueless")
    elif text[cue[0] : cue[1]].casefold() in ("according to", "in the words of", "per"):
        found.add("according-to")
    first_line = len(text) if "\n" not in text else text.index("\n")
    if claim["content"][0][1] <= first_line:
        found.add("headline")
    return found


def _quotation(text: str, spans: list[list[int]]) -> str:
    if any(mark in text[a:b] for a, b in spans for mark in _MARKS):
        marked = "mixed"
    elif all(text[a - 1 : a] and text[a - 1] in _OPENING for a, _ in spans):
        marked = "direct"
    else:
        return "indirect"
    if marked == "direct" and len(spans) > 1:
        return "multi-paragraph" if any("\n" in text[a[1] : b[0]] for a, b in pairwise(spans)) else "split-quote"
    if "\n\n" in text[spans[0][0] : spans[-1][1]] and text[spans[0][0] - 1 : spans[0][0]] in tuple(_OPENING):
        return "multi-paragraph"
    return marked
