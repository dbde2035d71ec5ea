"""Countries inside names and roles: "Russian Foreign Ministry" and "Ministry of Foreign Affairs of Russia" name one."""

from __future__ import annotations

from functools import cache

from kg.lexicons import table
from kg.link.names import fold

LONGEST = 6  # words in the longest name of a country


@cache
def by_phrase() -> dict[str, str]:
    """Folded names, aliases, adjectives and demonyms of countries, each with the country's name."""
    found: dict[str, str] = {}
    for row in table("countries"):
        phrases = [row["name"], *row["aliases"].split("|"), *row["adjectives"].split("|"), *row["demonyms"].split("|")]
        for phrase in phrases:
            if fold(phrase):
                found.setdefault(fold(phrase), row["name"])
    return found


@cache
def governments() -> dict[str, str]:
    """Country to the canonical name of its government."""
    return {row["name"]: row["government"] for row in table("countries")}


@cache
def split(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries that a text names (in its order) and its other words, folded.

    >>> split("Russian Foreign Ministry")
    (('Russia',), ('foreign', 'ministry'))
    """
    phrases, words = by_phrase(), fold(text).split()
    countries, rest, at = [], [], 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            country = phrases.get(" ".join(words[at : at + length]))
            if country:
                countries.append(country)
                at += length
                break
        else:
            rest.append(words[at])
            at += 1
    return tuple(dict.fromkeys(countries)), tuple(rest)


def country_of(text: str | None) -> str | None:
    """The only country that a text names, or None."""
    countries, _ = split(text or "")
    return countries[0] if len(countries) == 1 else None
