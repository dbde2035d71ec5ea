"""The compact gazetteer: places of the world by any of their Latin-script names.

Data: GeoNames (https://www.geonames.org), CC BY 4.0; built by `build_places.py`.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place. Coordinates are decimal degrees (WGS 84) as written in the source."""

    geonames: str
    name: str
    country: str
    admin1: str
    latitude: str
    longitude: str
    population: int


def find(name: str) -> tuple[Place, ...]:
    """The places that bear a name, in any spelling that folds to the same, the most populous first.

    >>> find("Kharkov")[0].name
    'Kharkiv'
    """
    lines = _index().get(fold(name), ())
    return tuple(sorted((_place(_lines()[n]) for n in lines), key=lambda p: (-p.population, int(p.geonames))))


def known(name: str) -> bool:
    """Whether any place bears the name."""
    return fold(name) in _index()


def fold(name: str) -> str:
    """A name without accents, apostrophes, case and kind of hyphen.

    >>> fold("Khān Yūnis"), fold("Deir ez-Zor")
    ('khan yunis', 'deir ez zor')
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9 ]", "", name.casefold().replace("-", " ").replace("–", " "))


@cache
def _lines() -> tuple[str, ...]:
    data = lzma.decompress((files(__package__) / "places.tsv.xz").read_bytes()).decode("utf-8")
    rows = [line for line in data.split("\n") if line and not line.startswith("#")]
    return tuple(rows[1:])


@cache
def _index() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(_lines()):
        fields = line.split("\t")
        for key in {fold(name) for name in (fields[1], *fields[7].split("|"))} - {""}:
            found[key] = (*found.get(key, ()), number)
    return found


def _place(line: str) -> Place:
    geonames, name, country, admin1, latitude, longitude, population, _ = line.split("\t")
    return Place(geonames, name, country, admin1, latitude, longitude, int(population))
