"""What a name means in the gazetteers: the settlement, region or country that bears it."""

from __future__ import annotations

from functools import cache

from kg.lexicons import places, table
from kg.link.names import fold

DOMINANT = 10  # a place this many times as populous as its namesakes is meant where nothing else tells


@cache
def settlement(name: str, near: frozenset[str] = frozenset()) -> places.Place | None:
    """The place that a name means beside these countries: in one of them, else by far the largest, else none."""
    found = list(places.find(name))
    beside = [p for p in found if country_names().get(p.country) in near]
    for candidates in (beside, found):
        exact = [p for p in candidates if fold(p.name) == fold(name)] or candidates
        if len(exact) == 1 or (exact and exact[0].population >= DOMINANT * exact[1].population):
            return exact[0]
    return None


@cache
def identity(name: str, level: str) -> str | None:
    """What tells the bearer of a name at a level (`country`, `region`, `settlement`) from all others; None if unknown.

    >>> identity("Kiev", "settlement") == identity("Kyiv", "settlement") != None
    True
    """
    if level == "settlement":
        place = settlement(name)
        return place.geonames if place else None
    if level == "region":
        row = region_of_name().get(fold(name))
        return row["name"] if row else None
    return _country_of_name().get(fold(name)) if level == "country" else None


@cache
def region_of_name() -> dict[str, dict[str, str]]:
    """Rows of the table of regions by each of their folded names."""
    found: dict[str, dict[str, str]] = {}
    for row in table("regions"):
        for name in (row["name"], *row["aliases"].split("|")):
            if fold(name):
                found.setdefault(fold(name), row)
    return found


@cache
def area_of_code() -> dict[tuple[str, str], dict[str, str]]:
    """Regions by country and GeoNames code of the first level, which the region's seat tells."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in table("regions"):
        for seat in places.find(row["seat"])[:8] if row["seat"] else ():
            if seat.country == row["country"]:
                found.setdefault((seat.country, seat.admin1), row)
                break
    return found


@cache
def country_names() -> dict[str, str]:
    """Country codes, each with the country's name."""
    return {row["code"]: row["name"] for row in table("countries")}


@cache
def _country_of_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("countries"):
        for name in (row["name"], *row["aliases"].split("|")):
            if fold(name):
                found.setdefault(fold(name), row["name"])
    return found
