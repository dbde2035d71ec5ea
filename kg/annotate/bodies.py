"""Ministries, forces and authorities named by a common noun with a country ("Russia's defence ministry")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.annotate.gazetteer import Hit, bars
from kg.annotate.mention import Mention
from kg.lexicons import table
from kg.model import EntityType, Span

BEHIND = re.compile(r"[ \u00a0]+(?:of|for|in)[ \u00a0]+(?:the[ \u00a0]+)?")
STATE = "state"
SPEAKER_WITHIN = 40  # code points between a ministry and the name of who speaks for it
UNIT = re.compile(
    r"(?<!\w)\d{1,3}(?:st|nd|rd|th)(?:[ \u00a0][\w-]+){0,4}?[ \u00a0](?:brigade|regiment|battalion|division|corps|squadron)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body: its subtype, the template of its canonical name, and whether the noun alone names it."""

    subtype: str
    name: str
    bare: bool


def bodies(text: str, hits: list[Hit], body_of_text: str) -> list[Mention]:
    """Mentions of bodies. A country stands before (adjective, possessive, capital) or behind ("of X") the noun; a
    noun that names a body alone takes the country that the text last spoke of, else `body_of_text` (ISO code).
    """
    countries = [h for h in hits if h.entry.kind in {"country", "adjective", "capital"} and h.entry.country]
    ending: dict[int, Hit] = {}
    starting: dict[int, Hit] = {}
    for hit in countries:
        ending.setdefault(hit.span[1], hit)
        starting.setdefault(hit.span[0], hit)
    found = []
    for match in _pattern().finditer(text):
        body = _bodies()[re.sub(r"\s+", " ", match.group().casefold().replace("\u00a0", " "))]
        before = _country_before(text, match.start(), ending)
        behind = _country_behind(text, match.end(), starting)
        if before is not None:
            span: Span = (before.span[0], match.end())
            country = before.entry.country
            if before.entry.kind == "capital" and body.subtype == STATE and match.group().islower():
                span = before.span  # "Kyiv regime": the capital alone is the name
        elif behind is not None:
            span, country = (match.start(), behind.span[1]), behind.entry.country
        elif body.bare and (match.group()[0].isupper() or text[: match.start()].rstrip().lower().endswith("the")):
            span, country = match.span(), _country_of_bare(match.span(), hits, countries) or body_of_text
        else:
            continue
        name = _name(body.name, country)
        if name is not None:
            weight = 300 + (5 if before or behind else 0)
            found.append(
                Mention(span, EntityType.ORGANIZATION, body.subtype, name, f"org:{name}", weight, country=country)
            )
    return found


def _country_of_bare(span: Span, hits: list[Hit], countries: list[Hit]) -> str | None:
    """Whose "the Foreign Ministry" is: that of its spokeswoman where she is known, else the country last spoken of."""
    beside = [h for h in hits if h.entry.kind == "person" and 0 <= h.span[0] - span[1] <= SPEAKER_WITHIN]
    if beside and beside[0].entry.country:
        return beside[0].entry.country
    earlier = [h for h in countries if h.span[1] <= span[0]]
    return earlier[-1].entry.country if earlier else None


def units(text: str, hits: list[Hit]) -> list[Mention]:
    """Numbered military units ("the Ukrainian 19th missile brigade"), with the country where it stands before."""
    ending = {h.span[1]: h for h in hits if h.entry.kind in {"country", "adjective"} and h.entry.country}
    found = []
    for match in UNIT.finditer(text):
        before = _country_before(text, match.start(), ending)
        start = before.span[0] if before else match.start()
        name = " ".join(match.group().split()).title()
        name = re.sub(r"(\d)(St|Nd|Rd|Th)\b", lambda m: m.group(1) + m.group(2).lower(), name)
        found.append(Mention((start, match.end()), EntityType.ORGANIZATION, "military_unit", name, f"org:{name}", 310))
    return found


def _country_before(text: str, start: int, ending: dict[int, Hit]) -> Hit | None:
    gap = re.search(r"(?:[’']s?)?[ \u00a0]+$", text[max(0, start - 6) : start])
    return ending.get(start - len(gap.group())) if gap else None


def _country_behind(text: str, end: int, starting: dict[int, Hit]) -> Hit | None:
    gap = BEHIND.match(text, end)
    hit = starting.get(gap.end()) if gap else None
    return hit if hit is not None and hit.entry.kind == "country" else None


def _name(template: str, country: str) -> str | None:
    row = _countries().get(country)
    if row is None:
        return None
    government = row["government"]
    return template.format(
        of=government.removeprefix("Government "), adj=bars(row["adjectives"])[0], gov=government, forces=row["forces"]
    )


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("countries") if bars(row["adjectives"])}


@cache
def _bodies() -> dict[str, Body]:
    return {
        noun.casefold(): Body(row["subtype"], row["name"], row["bare"] == "yes")
        for row in table("org_nouns")
        for noun in bars(row["noun"])
    }


@cache
def _pattern() -> re.Pattern[str]:
    nouns = sorted(_bodies(), key=lambda n: (-len(n), n))
    alternatives = "|".join(re.escape(n).replace(r"\ ", r"[ \u00a0]+") for n in nouns)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def body_nouns() -> frozenset[str]:
    """The common nouns of bodies, lower case; alone they name no place."""
    return frozenset(_bodies())


def government(country: str) -> str | None:
    """`Government of X` for an ISO code, or None."""
    row = _rows().get(country)
    return row["government"] if row else None


def forces(country: str) -> str | None:
    """The name of a country's armed forces."""
    row = _rows().get(country)
    return row["forces"] or None if row else None


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("countries")}
