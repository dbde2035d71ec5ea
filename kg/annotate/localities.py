"""Places and facilities: countries, regions, towns, streets, bridges, airports."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc

from kg.annotate.gazetteer import Hit, fold
from kg.annotate.mention import Mention, before
from kg.lexicons import places, table
from kg.model import EntityType, Span

REGION_NOUN = re.compile(
    r"[ \u00a0]+(?:[Oo]blast|[Rr]egion|[Pp]rovince|[Gg]overnorate|[Ss]tate|[Tt]erritory|[Kk]rai|[Rr]epublic|[Pp]eninsula)(?!\w)"
)
GOVERNED = frozenset({"governor", "governorate", "administration", "head"})
LOCATING = frozenset(
    {"in", "near", "at", "from", "to", "across", "outside", "around", "of", "on", "into", "over", "towards", "toward"}
)
SETTLEMENT = re.compile(r"\b(?:village|town|city|settlement|port|suburb|district) of[ \u00a0]+$")
NAME = r"(?:[A-Z][\w’'-]*)(?:[ \u00a0](?:al-|el-)?[A-Z][\w’'-]*){0,3}"


def localities(text: str, doc: Doc, hits: list[Hit]) -> list[Mention]:
    """Regions, towns and facilities (countries and capitals are settled by use elsewhere)."""
    return [*_regions(text, doc, hits), *_towns(text, doc), *_facilities(text, hits)]


def _regions(text: str, doc: Doc, hits: list[Hit]) -> list[Mention]:
    found = [
        Mention(h.span, EntityType.PLACE, "region", h.entry.key, f"region:{h.entry.key}", 210, country=h.entry.country)
        for h in hits
        if h.entry.kind == "region"
    ]
    for ent in [e for e in doc.ents if e.label_ in {"GPE", "LOC", "ORG", "PERSON", "FAC"}]:
        span = _bare(text, (ent.start_char, ent.end_char))
        word = text[slice(*span)]
        noun = REGION_NOUN.match(text, span[1])
        inside = re.search(REGION_NOUN.pattern + r"$", word)
        kind = inside or noun
        if kind is not None:
            name = word[: inside.start()] if inside else word
            canonical = _seats().get(fold(name), f"{name}{kind.group().title()}")
            end = span[1] if inside else kind.end()
            key = f"region:{canonical}"
            found.append(Mention((span[0], end), EntityType.PLACE, "region", " ".join(canonical.split()), key, 205))
        elif _governs(doc, span) and fold(word) in _seats():
            canonical = _seats()[fold(word)]
            found.append(Mention(span, EntityType.PLACE, "region", canonical, f"region:{canonical}", 220))
    return found


def _governs(doc: Doc, span: Span) -> bool:
    """Whether the name stands in "governor of X": then it is the region, though the city has the same name."""
    of = before(doc, span)
    office = before(doc, (of.idx, of.idx + len(of))) if of is not None and of.lower_ == "of" else None
    return office is not None and office.lower_ in GOVERNED


def _towns(text: str, doc: Doc) -> list[Mention]:
    found = []
    for ent in doc.ents:
        if ent.label_ not in {"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"}:
            continue
        span = _bare(text, (ent.start_char, ent.end_char))
        word = text[slice(*span)]
        if not word or not word[0].isupper() or "\n" in word or re.search(r"[a-z][A-Z]", word):
            continue
        here = places.find(word)
        if (
            ent.label_ in {"GPE", "LOC", "FAC"}
            or (here and _locates(text, doc, span))
            or SETTLEMENT.search(text[: span[0]])
        ):
            name = here[0].name if here else " ".join(word.split())
            subtype = "city" if here else ("region" if ent.label_ == "LOC" else "settlement")
            weight = 180 if ent.label_ in {"GPE", "LOC"} else 160
            found.append(Mention(span, EntityType.PLACE, subtype, name, f"town:{name}", weight))
    for match in re.finditer(rf"\b(?:village|town|city|settlement|suburb) of[ \u00a0]+({NAME})", text):
        span = _bare(text, match.span(1))
        here = places.find(text[slice(*span)])
        name = here[0].name if here else " ".join(text[slice(*span)].split())
        found.append(Mention(span, EntityType.PLACE, match.group().split()[0], name, f"town:{name}", 195))
    return found


def _locates(text: str, doc: Doc, span: Span) -> bool:
    token = before(doc, span)
    return token is not None and token.lower_ in LOCATING


def _bare(text: str, span: Span) -> Span:
    """A name without article, possessive and trailing marks."""
    start, end = span
    lead = re.match(r"(?:the|The)[ \u00a0]+|[^\w]+", text[start:end])
    start += lead.end() if lead else 0
    tail = re.search(r"(?:[’']s?|[^\w])+$", text[start:end])
    return start, start + tail.start() if tail else end


def _facilities(text: str, hits: list[Hit]) -> list[Mention]:
    adjectives = {h.span for h in hits if h.entry.kind in {"adjective", "country"}}
    found = []
    for match in _pattern().finditer(text):
        name_end = match.start() + len(match.group()[: match.start("noun") - match.start()].rstrip(" \u00a0"))
        if (match.start(), name_end) in adjectives or re.search(r"[’']s\b", match.group()):
            continue  # "a Russian city", "Iran's capital" name nothing of their own
        row = _facility_nouns()[match.group("noun").casefold().replace("\u00a0", " ")]
        if match.group("noun")[0].islower() and row["lower"] != "yes":
            continue
        name = " ".join(match.group().split())
        kind = EntityType(row["type"])
        found.append(Mention(match.span(), kind, row["subtype"], name, f"facility:{fold(name)}", 260))
    return found


@cache
def _facility_nouns() -> dict[str, dict[str, str]]:
    return {row["noun"]: row for row in table("facilities") if row["side"] in {"after", "both"}}


@cache
def _pattern() -> re.Pattern[str]:
    nouns = sorted(_facility_nouns(), key=lambda n: (-len(n), n))
    alternatives = "|".join(re.escape(n).replace(r"\ ", r"[ \u00a0]") for n in nouns)
    return re.compile(
        rf"(?<![\w.’'])(?!(?:The|A|An|In|At|On|This|That|While|As|When|And|But|For|From|Its|Their|His|Her|Our|Two|Three)\b){NAME}[ \u00a0](?P<noun>(?i:{alternatives}))(?!\w)"
    )


@cache
def _seats() -> dict[str, str]:
    """Name of a seat, or bare name of a region, to the canonical region."""
    found: dict[str, str] = {}
    for row in table("regions"):
        for form in (
            row["seat"],
            re.sub(r" (?:Oblast|Region|Province|Governorate|State|Territory|Krai)$", "", row["name"]),
        ):
            if form:
                found.setdefault(fold(form), row["name"])
                for place in places.find(form)[:1]:
                    found.setdefault(fold(place.name), row["name"])
    return found
