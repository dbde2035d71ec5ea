"""Which persons of different articles are one: by full names, then initials, bare surnames and misspellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from kg.lexicons import table, words
from kg.link.clusters import Clusters
from kg.link.countries import split
from kg.link.local import Key, LocalEntity
from kg.link.names import fold, sound

MIN_RATIO = 85.7  # of transliteration keys: one letter in seven; measured on press spellings of Slavic surnames
MIN_LENGTH = 6  # shorter surnames that differ in a letter are usually two families


@cache
def given_names() -> dict[str, str]:
    """Transliteration keys of given names, each with the key under which its variants meet."""
    found: dict[str, str] = {}
    for row in table("given_names"):
        canonical = sound(fold(row["name"]))
        for variant in (row["name"], *row["variants"].split("|")):
            found.setdefault(sound(fold(variant)), canonical)
    return found


def name_key(name: str) -> tuple[str, str]:
    """Given-name key (empty where there is none) and surname key of a person's name.

    >>> name_key("President Vladimir Zelensky") == name_key("Volodymyr Zelenskyy")
    True
    """
    parts = fold(name).split()
    while len(parts) > 1 and parts[0] in words("person_titles"):
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in words("name_suffixes"):
        parts = parts[:-1]
    parts = [p for i, p in enumerate(parts) if p not in words("name_particles") or len(parts) == 1 or i == 0] or parts
    if len(parts) > 1 and parts[0] in words("name_particles"):
        parts = parts[1:]
    if not parts:
        return "", ""
    if len(parts) > 1 and parts[0] in words("family_names_first"):
        parts = [*parts[1:], parts[0]]
        given = "".join(sound(p) for p in parts[:-1])
        return given, sound(parts[-1])
    if len(parts) == 1:
        return "", sound(parts[0])
    given = parts[0] if len(parts[0]) == 1 else sound(parts[0])
    return given_names().get(given, given), sound(parts[-1])


@cache
def role_key(role: str | None) -> frozenset[str]:
    """The words of a role that two tellings of one office share: countries and nouns, without titles of courtesy."""
    countries, rest = split(role or "")
    meaning = {row["word"]: row["means"] for row in table("office_words")}
    return frozenset(countries) | frozenset(meaning.get(w, w) for w in rest) - {""}


def compatible(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two roles can be one person's: one is not given, or they share a word."""
    return not a or not b or bool(a & b)


def join_persons(local: Mapping[Key, LocalEntity], sets: Clusters) -> None:
    """Join the persons of `local` in `sets`."""
    full: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    short: defaultdict[str, list[tuple[str, Key]]] = defaultdict(list)
    for key, e in sorted(local.items()):
        given, surname = name_key(e.entity.name)
        if len(given) > 1:
            full[(given, surname)].append(key)
        elif surname:
            short[surname].append((given, key))
    for keys in full.values():
        sets.join(keys, rule="same name", evidence=local[keys[0]].entity.name)
    roles = {name: _roles(local, keys) for name, keys in full.items()}
    _join_misspelt(local, sets, full, roles)
    by_surname: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(full):
        by_surname[name[1]].append(name)
    for surname, keyed in sorted(short.items()):
        _join_short(local, sets, full, roles, by_surname[surname], keyed)


def _roles(local: Mapping[Key, LocalEntity], keys: Iterable[Key]) -> frozenset[str]:
    return frozenset().union(*(role_key(local[k].entity.role) for k in keys))


def _join_short(
    local: Mapping[Key, LocalEntity],
    sets: Clusters,
    full: Mapping[tuple[str, str], list[Key]],
    roles: Mapping[tuple[str, str], frozenset[str]],
    candidates: list[tuple[str, str]],
    keyed: list[tuple[str, Key]],
) -> None:
    """A bare surname or an initial joins the one full name that it can stand for; else those of one office meet."""
    left: defaultdict[str, list[Key]] = defaultdict(list)
    for initial, key in keyed:
        role = role_key(local[key].entity.role)
        fits = [n for n in candidates if n[0].startswith(initial) and compatible(role, roles[n])]
        people = {sets.find(full[n][0]) for n in fits}
        if len(people) == 1:
            evidence = f"{local[key].entity.name} = {local[full[fits[0]][0]].entity.name}"
            sets.join([full[fits[0]][0], key], rule="surname and initial" if initial else "surname", evidence=evidence)
        elif not candidates:
            left[initial].append(key)
    for _, keys in sorted(left.items()):
        if all(compatible(role_key(local[a].entity.role), role_key(local[b].entity.role)) for a, b in pairwise(keys)):
            sets.join(keys, rule="same name", evidence=local[keys[0]].entity.name)


def _join_misspelt(
    local: Mapping[Key, LocalEntity],
    sets: Clusters,
    full: Mapping[tuple[str, str], list[Key]],
    roles: Mapping[tuple[str, str], frozenset[str]],
) -> None:
    """Surnames a letter apart with one given name and one office; blocked by the surname less a letter."""
    blocks: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for given, surname in full:
        if len(surname) >= MIN_LENGTH:
            for i in range(len(surname)):
                blocks[(given, surname[:i] + surname[i + 1 :])].add((given, surname))
            blocks[(given, surname)].add((given, surname))
    for _, names in sorted(blocks.items()):
        ordered = sorted(names)
        for a, b in pairwise(ordered):
            if roles[a] & roles[b] and fuzz.ratio(a[1], b[1]) >= MIN_RATIO:
                evidence = f"{local[full[a][0]].entity.name} ~ {local[full[b][0]].entity.name}"
                sets.join([full[a][0], full[b][0]], rule="misspelt surname", evidence=evidence)
