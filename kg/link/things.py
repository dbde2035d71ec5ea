"""Which places, facilities and weapons of different articles are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from kg.lexicons import table, words
from kg.link import gazetteer
from kg.link.clusters import Clusters
from kg.link.local import Key, LocalEntity
from kg.link.names import fold, sounds
from kg.link.organizations import parts
from kg.model import EntityType

# what a place is, coarsely: a city, its region and a country of one name are three places
LEVELS = {
    "country": "country",
    "state": "region",
    "region": "region",
    "oblast": "region",
    "province": "region",
    "governorate": "region",
    "district": "region",
    "peninsula": "region",
    "territory": "region",
    "republic": "region",
    "krai": "region",
    "department": "region",
    "voivodeship": "region",
    "prefecture": "region",
    "area": "region",
    "entity": "region",
    "city": "settlement",
    "town": "settlement",
    "village": "settlement",
    "settlement": "settlement",
    "capital": "settlement",
    "suburb": "settlement",
    "camp": "settlement",
}
REGION_WORDS = frozenset({"oblast", "region", "province", "governorate", "district", "raion", "area", "krai"})


def level_of(subtype: str | None) -> str:
    """`country`, `region`, `settlement` or, for streets, seas and what is not known, the empty string."""
    return LEVELS.get((subtype or "").casefold(), "")


def level(e: LocalEntity) -> str:
    """The level of a place as its article has it."""
    return level_of(e.entity.subtype)


def place_key(name: str) -> str:
    """The key of a place's name; the words oblast, region and province mean one thing in it.

    >>> place_key("Belgorod region") == place_key("Belgorod Oblast") != place_key("Belgorod")
    True
    """
    outer, _ = parts(name)
    found = [w for w in fold(outer).split() if w not in {"the", "of"}]
    regional = len(found) > 1 and any(w in REGION_WORDS for w in found)
    found = [w for w in found if not (regional and w in REGION_WORDS)]
    return " ".join([*(sounds(w, "place") for w in found if w not in {"al", "el"}), *(["region"] if regional else [])])


def is_generic(name: str) -> bool:
    """Whether a name is a common noun ("missile (unspecified)", "rocket artillery"): no capital, no digit."""
    return "unspecified" in name or not any(c.isupper() or c.isdigit() for c in name)


@cache
def weapon_names() -> dict[str, tuple[str, str]]:
    """Folded names of known weapons, each with its canonical name and class."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("weapons"):
        for name in (row["name"], *row["aliases"].split("|")):
            if fold(name):
                found.setdefault(fold(name), (row["name"], row["class"]))
    return found


def weapon_key(name: str) -> str:
    """The key of a named weapon.

    >>> weapon_key("Tochka-U missile") == weapon_key("OTR-21 Tochka-U")
    True
    """
    known = weapon_names()
    folded = fold(parts(name)[0])
    if folded in known:
        return fold(known[folded][0])
    bare = " ".join(w for w in folded.split() if w.removesuffix("s") not in _weapon_nouns())
    return fold(known[bare][0]) if bare in known else (bare or folded)


def join_places(local: Mapping[Key, LocalEntity], sets: Clusters) -> None:
    """Join places of one name and one level; a place of unknown level joins where only one level bears the name."""
    named: defaultdict[str, defaultdict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for key, e in sorted(local.items()):
        named[place_key(e.entity.name)][level(e)].append(key)
    borne: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for levels in named.values():
        for name, keys in levels.items():
            meant = gazetteer.identity(parts(local[keys[0]].entity.name)[0], name)
            if meant is not None:
                borne[(name, meant)].append(keys[0])
        for keys in levels.values():
            sets.join(keys, rule="same name", evidence=local[keys[0]].entity.name)
        known = [keys for name, keys in sorted(levels.items()) if name]
        if levels.get("") and len(known) == 1:
            sets.join(
                [known[0][0], levels[""][0]], rule="same name, kind not given", evidence=local[known[0][0]].entity.name
            )
    for _, keys in sorted(borne.items()):
        names = sorted({local[k].entity.name for k in keys})
        sets.join(keys, rule="one place of the gazetteer", evidence=" = ".join(names))


def join_named(local: Mapping[Key, LocalEntity], sets: Clusters) -> None:
    """Join facilities and weapons of one name."""
    named: defaultdict[str, list[Key]] = defaultdict(list)
    for key, e in sorted(local.items()):
        name = e.entity.name
        named[weapon_key(name) if e.entity.type is EntityType.WEAPON else place_key(name)].append(key)
    for keys in named.values():
        sets.join(keys, rule="same name", evidence=local[keys[0]].entity.name)


def is_generic_facility(name: str) -> bool:
    """Whether a facility's name would fit many ("central hospital", "Shopping Mall")."""
    return all(w in words("facility_words") for w in fold(name).split())


@cache
def _weapon_nouns() -> frozenset[str]:
    return frozenset(word for row in table("weapon_nouns") for word in fold(row["noun"]).split())
