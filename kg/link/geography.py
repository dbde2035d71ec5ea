"""Where places lie: coordinates, the place around them, and whether that is disputed.

A disputed territory, and what lies in one, is assigned to no country. Data: kg/lexicons/regions.tsv and GeoNames.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.link.countries import split
from kg.link.entities import Entities
from kg.link.gazetteer import area_of_code, country_names, region_of_name, settlement
from kg.link.local import Key, LocalEvent
from kg.link.names import fold
from kg.link.things import level_of
from kg.model import EntityType, LinkedEntity


def locate(entities: Entities, events: Iterable[LocalEvent]) -> tuple[LinkedEntity, ...]:
    """The entities, places among them with what the gazetteer knows of them, in the same order."""
    by_id = {e.id: e for e in entities.linked}
    around = _neighbours(events, entities.of, by_id)
    countries = _countries(entities)
    known = {fold(name): e.id for e in reversed(entities.linked) if _is_area(e) for name in (*e.aliases, e.name)}
    return tuple(
        _located(e, known, countries.get(e.id, frozenset()), around.get(e.id))
        if e.type is EntityType.PLACE and level_of(e.subtype) != "country"
        else e
        for e in entities.linked
    )


def _is_area(e: LinkedEntity) -> bool:
    return e.type is EntityType.PLACE and level_of(e.subtype) in ("region", "country")


def _located(e: LinkedEntity, known: Mapping[str, str], near: frozenset[str], region: str | None) -> LinkedEntity:
    row = region_of_name().get(fold(e.name))
    if row is not None and level_of(e.subtype) != "settlement":
        country = country_names().get(row["country"], "")
        within = None if row["disputed"] else known.get(fold(country))
        return replace(e, disputed=row["disputed"] == "yes", within=within)
    if level_of(e.subtype) != "settlement":
        return e
    found = settlement(e.name, near)
    if found is None:
        return replace(e, within=region)
    area = area_of_code().get((found.country, found.admin1))
    disputed = area is not None and area["disputed"] == "yes"
    inside = known.get(fold(area["name"])) if area else None
    country_id = None if disputed else known.get(fold(country_names().get(found.country, "")))
    return replace(
        e,
        latitude=found.latitude,
        longitude=found.longitude,
        disputed=disputed,
        within=next((w for w in (inside, region, country_id) if w and w != e.id), None),
    )


def _neighbours(
    events: Iterable[LocalEvent], of: Mapping[Key, str], by_id: Mapping[str, LinkedEntity]
) -> dict[str, str]:
    """The region that stands beside a settlement in the places of an event, the most frequent one."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for e in events:
        found = [by_id[of[key]] for p in e.event.places if (key := (e.key[0], p)) in of]
        regions = {p.id for p in found if p.type is EntityType.PLACE and level_of(p.subtype) == "region"}
        towns = {p.id for p in found if p.type is EntityType.PLACE and level_of(p.subtype) == "settlement"}
        if len(regions) == 1 and len(towns) == 1:
            votes[min(towns)][min(regions)] += 1
    return {town: min(found, key=lambda r: (-found[r], r)) for town, found in votes.items()}


def _countries(entities: Entities) -> dict[str, frozenset[str]]:
    """The countries that the articles of an entity name."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    by_id = {e.id: e for e in entities.linked}
    for (article, _), id_ in entities.of.items():
        articles[id_].add(article)
        named[article] |= set(split(by_id[id_].name)[0]) if by_id[id_].type is not EntityType.PERSON else set()
    places_ = (e.id for e in entities.linked if e.type is EntityType.PLACE)
    return {id_: frozenset().union(*(named[a] for a in articles[id_])) for id_ in places_}
