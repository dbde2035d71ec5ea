"""Places and facilities: countries, regions, towns, streets, bridges, airports."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz
from spacy.tokens import Doc

from kg.annotate.bodies import body_nouns
from kg.annotate.gazetteer import Hit, bars, fold
from kg.annotate.mention import Mention, after, before, tokens
from kg.lexicons import places, table
from kg.model import EntityType, Span

REGION_NOUN = re.compile(
    r"[ \u00a0]+(?:[Oo]blast|[Rr]egion|[Pp]rovince|[Gg]overnorate|[Ss]tate|[Tt]erritory|[Kk]rai|[Rr]epublic|[Pp]eninsula)(?!\w)"
)
TOWN_NAME = re.compile(r"(?<![\w’'-])(?:[AE]l-|al-|el-)?[A-Z][a-z][\w’'-]*(?:[ \u00a0-][A-Z][\w’'-]*){0,2}")
BEFORE_TOWNS = frozenset({"in", "near", "at", "from", "around", "outside", "over", "towards"})
TOWN = 20_000  # people, for a name that nothing but the gazetteer vouches for
FAR_GREATER = 100  # times the people: New York is not the Ukrainian town of that name
LONG_NAME = 5  # letters, likewise
LARGE = 200_000  # people; smaller towns count only in countries that the article speaks of
SAME_SPELLING = 80  # per cent of letters in common, above which an article's spelling of a town is kept
# Common nouns that a place name before does not turn into a name ("a Gaza hospital", "Feodosia port").
PLAIN_SITES = frozenset(
    {
        *(
            "hospital",
            "school",
            "church",
            "mosque",
            "market",
            "hotel",
            "prison",
            "jail",
            "factory",
            "theatre",
            "theater",
        ),
        *(
            "station",
            "stadium",
            "mall",
            "museum",
            "port",
            "seaport",
            "clinic",
            "base",
            "camp",
            "harbour",
        ),
        *("temple", "synagogue", "cemetery", "coast", "city", "town", "village", "area", "suburb", "river", "barracks"),
    }
)
SHIP = re.compile(
    r"\b(?:(?i:warship|landing ship|missile cruiser|cruiser|frigate|destroyer|corvette|submarine|tanker|oil tanker|cargo ship"
    r"|container ship|aircraft carrier|ferry|flagship|patrol boat|vessel|yacht|trawler|bulk carrier)[ \u00a0]+"
    r"(?P<name>(?:the[ \u00a0]+)?[A-Z][\w-]+(?:[ \u00a0][A-Z][\w-]+){0,2})"
    r"|(?P<prefixed>(?:USS|HMS|INS|MV|MT|RFS|USNS|HMAS|HMCS|TCG|KRI|BRP)[ \u00a0][A-Z][\w-]+(?:[ \u00a0][A-Z][\w-]+){0,2}))"
)
LOCATING = frozenset(
    {"in", "near", "at", "from", "to", "across", "outside", "around", "of", "on", "into", "over", "towards", "toward"}
)
SETTLEMENT = re.compile(r"\b(?:village|town|city|settlement|port|suburb|district) of[ \u00a0]+$")
NAME = (
    r"(?:(?:[Aa]l|[Ee]l|[Aa]s|[Aa]n|[Aa]z|[Aa]r|[Aa]t)-)?(?:[A-Z][\w’'-]*)(?:[ \u00a0](?:al-|el-)?[A-Z][\w’'-]*){0,3}"
)
GOVERNOR_OF = re.compile(rf"\b(?:[Gg]overnor|(?:regional|military) administration) of[ \u00a0]+({NAME})")


def localities(text: str, doc: Doc, hits: list[Hit]) -> list[Mention]:
    """Regions, towns and facilities (countries and capitals are settled by use elsewhere)."""
    return [*_regions(text, doc, hits), *_towns(text, doc, hits), *_facilities(text, hits)]


def spoken_of(hits: list[Hit]) -> frozenset[str]:
    """The countries that an article speaks of, as ISO codes; they tell Donetsk in Ukraine from that in Russia."""
    return frozenset(h.entry.country for h in hits if h.entry.kind != "weapon" and h.entry.country)


def _regions(text: str, doc: Doc, hits: list[Hit]) -> list[Mention]:
    found = [
        Mention(h.span, EntityType.PLACE, "region", h.entry.key, f"region:{h.entry.key}", 210, country=h.entry.country)
        for h in hits
        if h.entry.kind == "region"
    ]
    listed = {h.span[1]: h for h in hits if h.entry.kind == "region"}
    for end, hit in sorted(listed.items()):
        noun = REGION_NOUN.match(text, end)
        if noun and noun.group().islower():  # "the Donbas region": the noun adds nothing to a name of its own
            span = (hit.span[0], noun.end())
            found.append(Mention(span, EntityType.PLACE, "region", hit.entry.key, f"region:{hit.entry.key}", 212))
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
    for match in GOVERNOR_OF.finditer(text):
        span = _bare(text, match.span(1))
        named = _seats().get(fold(text[slice(*span)]))
        if named:  # the region, though the city has the same name
            found.append(Mention(span, EntityType.PLACE, "region", named, f"region:{named}", 220))
    return found


def _towns(text: str, doc: Doc, hits: list[Hit]) -> list[Mention]:
    countries = spoken_of(hits)
    by_use = {h.span[0]: h.span[1] for h in hits if h.entry.kind in {"country", "capital"}}
    found = [*_unseen(text, doc, countries)]
    for ent in doc.ents:
        if ent.label_ not in {"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"}:
            continue
        span = _bare(text, (ent.start_char, ent.end_char))
        word = text[slice(*span)]
        if (
            not word
            or span[1] <= by_use.get(span[0], 0)
            or not word[0].isupper()
            or "\n" in word
            or re.search(r"[a-z][A-Z]", word)
        ):
            continue
        clause = re.search(r"[ \u00a0](?:in|near|at)[ \u00a0](?=[A-Z])", word)
        if clause:  # "COP28 in Dubai"
            span = (span[0] + clause.end(), span[1])
            word = text[slice(*span)]
        if word.casefold() in body_nouns():
            continue  # "Junta"
        here = _place(word, countries)
        located = here is not None and _locates(text, doc, span)
        if ent.label_ in {"GPE", "LOC", "FAC"} or located or SETTLEMENT.search(text[max(0, span[0] - 20) : span[0]]):
            subtype = "city" if here else ("region" if ent.label_ == "LOC" else "settlement")
            weight = 180 if ent.label_ in {"GPE", "LOC"} else 160
            # "in Khan Younis" is no person, though the recogniser takes it for one.
            sure = located and here is not None and here.country in countries
            found.append(_town(text, span, subtype, here, 195 if sure else weight))
    for match in re.finditer(rf"\b(?:village|town|city|settlement|suburb) of[ \u00a0]+({NAME})", text):
        span = _bare(text, match.span(1))
        here = _place(text[slice(*span)], countries)
        found.append(_town(text, span, match.group().split()[0], here, 195))
    return found


def _unseen(text: str, doc: Doc, countries: frozenset[str]) -> list[Mention]:
    """Towns that the recogniser passed over, which the gazetteer knows: behind "in" or "near" or beside another town;
    alone only where the article speaks of the country and the word is no part of a longer name.
    """
    found: list[Mention] = []
    for match in TOWN_NAME.finditer(text):
        for kept in range(len(match.group().split()), 0, -1):
            span = (match.start(), match.start() + _width(match.group(), kept))
            here = _place(text[slice(*span)], countries)
            if here is None or not (here.country in countries or here.population >= LARGE):
                continue
            name, left, right = tokens(doc, span), before(doc, span), after(doc, span)
            if left is None or not len(name) or any(t.ent_type_ for t in name) or name[0].pos_ != "PROPN":
                break
            beside = left.lower_ in {"and", ","} and left.i > 0 and left.nbor(-1).ent_type_ in {"GPE", "LOC"}
            alone = (
                left.pos_ != "PROPN"
                and (right is None or right.pos_ != "PROPN")
                and here.country in countries
                and here.population >= TOWN
                and span[1] - span[0] >= LONG_NAME
            )
            if left.lower_ in BEFORE_TOWNS or beside or alone:
                found.append(_town(text, span, "city", here, 170))
            break
    return found


def _width(name: str, kept: int) -> int:
    """The length of the first words of a name."""
    matches = list(re.finditer(r"\S+", name))
    return matches[kept - 1].end()


def _place(name: str, countries: frozenset[str]) -> places.Place | None:
    """The place that a name means here: in a country the article speaks of, unless a far greater city bears it."""
    here = places.find(name)
    near = next((p for p in here if p.country in countries), None)
    if near is None or here[0].population > FAR_GREATER * near.population:
        return here[0] if here else None
    return near


def _town(text: str, span: Span, subtype: str, here: places.Place | None, weight: int) -> Mention:
    """A town under its English name: a capital's or seat's usual spelling, else the article's if it is a mere variant."""
    shown = " ".join(text[slice(*span)].split())
    if here is None:
        return Mention(span, EntityType.PLACE, subtype, shown, f"town:{fold(shown)}", weight)
    usual = _usual_spelling().get(here.geonames)
    near = fuzz.ratio(fold(shown), fold(here.name)) >= SAME_SPELLING
    name = usual or (shown if near or not here.name.isascii() else here.name)
    return Mention(span, EntityType.PLACE, subtype, name, f"town:{here.geonames}", weight, country=here.country)


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


def ships(text: str) -> list[Mention]:
    """Ships by the noun before the name ("the cruiser Moskva") or the prefix of a navy ("USS Ross")."""
    found = []
    for match in SHIP.finditer(text):
        span = match.span("prefixed") if match.group("prefixed") else match.span("name")
        name = " ".join(text[slice(*span)].removeprefix("the ").split())
        start = span[1] - len(text[slice(*span)].removeprefix("the ").lstrip())
        found.append(Mention((start, span[1]), EntityType.FACILITY, "ship", name, f"ship:{fold(name)}", 255))
    return found


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
        stem = text[match.start() : name_end]
        if row["noun"] in PLAIN_SITES and match.group("noun").islower() and places.known(stem):
            continue
        if row["subtype"] == "region":
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
            *bars(row["aliases"]),
            re.sub(r" (?:Oblast|Region|Province|Governorate|State|Territory|Krai)$", "", row["name"]),
        ):
            if form:
                found.setdefault(fold(form), row["name"])
                for place in places.find(form)[:1]:
                    found.setdefault(fold(place.name), row["name"])
    return found


@cache
def _usual_spelling() -> dict[str, str]:
    """GeoNames id to the spelling in English news, for seats of regions."""
    found: dict[str, str] = {}
    for row in table("regions"):
        for place in places.find(row["seat"]) if row["seat"] else ():
            if place.country == row["country"]:
                found.setdefault(place.geonames, row["seat"])
                break
    return found
