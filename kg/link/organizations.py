"""Which organizations of different articles are one: canonical names, ministries by their words, acronyms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from kg.lexicons import table
from kg.link.clusters import Clusters
from kg.link.countries import country_of, split
from kg.link.local import Key, LocalEntity
from kg.link.names import fold

NameKey = tuple[str, ...]

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")


@cache
def name_key(name: str) -> NameKey:
    """The key of an organization's name: equal for the ways in which English names one body.

    >>> name_key("Russian Defense Ministry") == name_key("Ministry of Defence of Russia")
    True
    """
    outer, inner = parts(name)
    outlet = _media().get(fold(outer))
    if outlet:
        return ("media", outlet)
    key = _words_key(f"{outer} {inner}" if inner and country_of(inner) else outer)
    return _state_bodies().get(key, key)


def _words_key(name: str) -> NameKey:
    countries, rest = split(name)
    meaning = {row["word"]: row["means"] for row in table("organization_words")}
    words = [w for word in rest if (w := meaning.get(word, word))] or list(rest)
    if countries and any(
        w in _heads() for w in words
    ):  # word order and adjective are style: "Russian Foreign Ministry"
        return ("body", *sorted(countries), *sorted(set(words)))
    return ("name", *(w for w in fold(name).split() if w not in {"the", "of", "and"}))


@cache
def _state_bodies() -> dict[NameKey, NameKey]:
    """The keys of names of governments and armed forces, each with what it is and its country."""
    found: dict[NameKey, NameKey] = {}
    for row in table("countries"):
        armies = (row["forces"], *(f"{row['name']} {noun}" for noun in ("Armed Forces", "Army", "Military", "Forces")))
        found.setdefault(_words_key(row["government"]), ("government", row["name"]))
        for army in armies:
            found.setdefault(_words_key(army), ("forces", row["name"]))
    return found


def parts(name: str) -> tuple[str, str]:
    """A name without its brackets, and what stands in the first of them."""
    match = _BRACKETS.search(name)
    return (_BRACKETS.sub("", name).strip() or name, match[1].strip() if match else "")


def acronyms(e: LocalEntity) -> frozenset[str]:
    """The acronyms by which an article calls an organization: in brackets, or as the words of a mention."""
    outer, inner = parts(e.entity.name)
    if is_acronym(outer):
        return frozenset()
    return frozenset(letters(t) for t in (inner, *e.texts) if is_acronym(t))


def is_acronym(text: str) -> bool:
    """Whether a text is nothing but two to six capitals."""
    return bool(_ACRONYM.fullmatch(text))


def letters(text: str) -> str:
    """An acronym without its full stops."""
    return text.replace(".", "")


def join_organizations(local: Mapping[Key, LocalEntity], sets: Clusters) -> None:
    """Join the organizations of `local` in `sets`."""
    named: defaultdict[NameKey, list[Key]] = defaultdict(list)
    for key, e in sorted(local.items()):
        named[name_key(e.entity.name)].append(key)
    for keys in named.values():
        sets.join(keys, rule="same name", evidence=local[keys[0]].entity.name)
    called: defaultdict[str, dict[NameKey, Key]] = defaultdict(dict)
    for name, keys in sorted(named.items()):
        for acronym in sorted(frozenset().union(*(acronyms(local[k]) for k in keys)) | _initials(local, keys)):
            called[acronym].setdefault(name, keys[0])
    for name, keys in sorted(named.items()):
        outer, inner = parts(local[keys[0]].entity.name)
        if is_acronym(outer):
            _join_one(sets, local, keys[0], called[letters(outer)], "acronym")
        elif inner and not is_acronym(inner) and inner[:1].isupper() and not country_of(inner):
            other = named.get(name_key(inner))
            if other and name_key(inner) != name:
                _join_one(sets, local, keys[0], {name_key(inner): other[0]}, "name in brackets")


def _initials(local: Mapping[Key, LocalEntity], keys: Iterable[Key]) -> frozenset[str]:
    """The initials of a name of three words and more ("Palestine Liberation Organization")."""
    found = set()
    for key in keys:
        words = [w for w in parts(local[key].entity.name)[0].split() if w[:1].isupper()]
        if len(words) >= 3:
            found.add("".join(w[0] for w in words))
    return frozenset(found)


def _join_one(
    sets: Clusters, local: Mapping[Key, LocalEntity], key: Key, found: Mapping[NameKey, Key], rule: str
) -> None:
    """Join with the only candidate; two candidates are a doubt, and a doubt joins nothing."""
    if len({sets.find(k) for k in found.values()}) == 1:
        other = next(iter(found.values()))
        sets.join([key, other], rule=rule, evidence=f"{local[key].entity.name} = {local[other].entity.name}")


@cache
def _heads() -> frozenset[str]:
    return frozenset(row["word"] for row in table("organization_words") if row["head"] == "yes")


@cache
def _media() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("media"):
        for name in (row["name"], *row["aliases"].split("|")):
            if fold(name):
                found.setdefault(fold(name), row["name"])
    return found
