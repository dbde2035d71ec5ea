"""Where the names of the lexicons stand in a text: countries, regions, organizations, media, people, weapons."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.lexicons import places, table, words
from kg.model import EntityType, Span

WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"[ \u00a0]?[-‐‑–.'’&/]?[ \u00a0]?\.?")  # what may stand between two words of one name
LONGEST = 8
TOWN = 20_000  # people, from which a region's bare alias is taken for the town
EXACT_CAPITALS = 4  # an acronym as long as this may also be written as a name (Tass, Nato)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a lexicon under one of its names.

    `kind` is country, adjective, capital, region, organization, media, person or weapon; `key` the canonical name.
    """

    kind: str
    key: str
    type: EntityType
    subtype: str
    country: str
    form: str


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits."""

    start: int
    end: int
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at a span; `first` and `last` are numbers of words, `last` exclusive."""

    span: Span
    entry: Entry
    first: int
    last: int


def split(text: str) -> tuple[Word, ...]:
    """The words of a text with their offsets."""
    return tuple(Word(m.start(), m.end(), m.group(), fold(m.group())) for m in WORD.finditer(text))


def fold(word: str) -> str:
    """A word without case and accents.

    >>> fold("Élysée")
    'elysee'
    """
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.casefold()


def joined(text: str, a: Word, b: Word) -> bool:
    """Whether two neighbouring words can belong to one name."""
    return GAP.fullmatch(text, a.end, b.start) is not None


def hits(text: str, found: tuple[Word, ...]) -> list[Hit]:
    """Every entry in the text, the longest at each word; several where a name has several entries."""
    index = _index()
    result: list[Hit] = []
    for first, word in enumerate(found):
        candidates = index.get(word.folded)
        if candidates is None:
            continue
        longest = 0
        here: list[Hit] = []
        for pattern, entry in candidates:
            last = first + len(pattern)
            if last > len(found) or len(pattern) < longest or not _matches(text, found, first, pattern, entry):
                continue
            end = found[last - 1].end
            if entry.form.endswith(".") and text[end : end + 1] == ".":
                end += 1
            if len(pattern) > longest:
                longest, here = len(pattern), []
            here.append(Hit((word.start, end), entry, first, last))
        result += here
    return result


def _matches(text: str, found: tuple[Word, ...], first: int, pattern: tuple[str, ...], entry: Entry) -> bool:
    for offset, wanted in enumerate(pattern):
        word = found[first + offset]
        if word.folded != fold(wanted):
            return False
        if offset and not joined(text, found[first + offset - 1], word):
            return False
        if not _same_case(wanted, word.text, entry):
            return False
    return True


def _same_case(wanted: str, word: str, entry: Entry) -> bool:
    if wanted.isupper() and len(wanted) > 1:
        if word.isupper():
            return True
        as_name = len(wanted) >= EXACT_CAPITALS and word.istitle() and word not in words("ambiguous_names")
        return as_name and entry.kind in ("organization", "media")
    if wanted[0].isupper() and not word[0].isupper():
        # Translated and hurried articles write capitals of countries in lower case ("kyiv forces").
        return entry.kind in ("country", "capital") and len(word) > 3 and word not in words("lowercase_words")
    return True


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in _entries():
        pattern = tuple(WORD.findall(entry.form))
        if pattern and len(pattern) <= LONGEST:
            found.setdefault(fold(pattern[0]), []).append((pattern, entry))
    return {word: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[1].kind, r[1].key))) for word, rows in found.items()}


def _entries() -> list[Entry]:
    place, body = EntityType.PLACE, EntityType.ORGANIZATION
    rows: list[Entry] = []
    for c in table("countries"):
        names = [c["name"], *bars(c["aliases"])]
        rows += [Entry("country", c["name"], place, "country", c["code"], form) for form in names]
        rows += [Entry("adjective", c["name"], place, "country", c["code"], form) for form in bars(c["adjectives"])]
        capitals = bars(c["capitals"])
        for form in capitals:
            name = canonical_capital(capitals, form)
            rows.append(Entry("capital", name, place, "city", c["code"], form))
    for r in table("regions"):
        for form in [r["name"], *(a for a in bars(r["aliases"]) if not _is_town(a, r))]:
            rows.append(Entry("region", r["name"], place, "region", r["country"], form))
    for o in table("organizations"):
        for form in [_plain(o["name"]), *bars(o["aliases"])]:
            rows.append(Entry("organization", o["name"], body, o["subtype"], o["country"], form))
    for m in table("media"):
        for form in [_plain(m["name"]), *bars(m["aliases"])]:
            rows.append(Entry("media", m["name"], body, "media", m["country"], form))
    for p in table("people"):
        for form in [p["name"], *bars(p["aliases"])]:
            rows.append(Entry("person", p["name"], EntityType.PERSON, "official", p["country"], form))
    for w in table("weapons"):
        for form in [_plain(w["name"]), *bars(w["aliases"])]:
            rows.append(Entry("weapon", w["name"], EntityType.WEAPON, w["class"], w["origin"], form))
    return rows


def _is_town(alias: str, region: dict[str, str]) -> bool:
    """Whether a region's bare alias is rather the town of that name (Hodeidah): the region then needs its head noun."""
    headed = region["name"].casefold().endswith(region["kind"]) and not alias.casefold().endswith(region["kind"])
    return headed and any(p.country == region["country"] and p.population >= TOWN for p in places.find(alias))


def canonical_capital(capitals: list[str], form: str) -> str:
    """The canonical name of a capital: countries with two seats (La Paz, Sucre) keep both, spellings are joined.

    >>> canonical_capital(["Kyiv", "Kiev"], "Kiev"), canonical_capital(["La Paz", "Sucre"], "Sucre")
    ('Kyiv', 'Sucre')
    """
    for name in capitals:
        if fold(name)[:1] == fold(form)[:1]:
            return name
    return form


def bars(cell: str) -> list[str]:
    """The items of a cell that lists several.

    >>> bars("Kyiv|Kiev"), bars("")
    (['Kyiv', 'Kiev'], [])
    """
    return [item for item in cell.split("|") if item]


def _plain(name: str) -> str:
    """A canonical name without the bracket that tells it apart."""
    return re.sub(r" \([^)]*\)", "", name)
