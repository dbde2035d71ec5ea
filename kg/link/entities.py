"""One thing in the world, one node: entities of single articles to linked entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.link import ids, names, organizations, persons, things
from kg.link.clusters import Clusters
from kg.link.countries import country_of, governments
from kg.link.local import PUBLISHER, Key, LocalEntity
from kg.model import EntityType, LinkedEntity, Merge

PREFIX = {EntityType.PLACE: "place", EntityType.FACILITY: "place", EntityType.WEAPON: "weapon"}
UNNAMED = frozenset({"unnamed_source", "local_authorities", "political_leadership"})
_PARTICLES = frozenset({"al", "el", "de", "van", "von", "bin", "the", "an", "as", "ash"})


@dataclass(frozen=True, slots=True)
class Entities:
    """Linked entities, which of them each local entity is, and the country whose side each is on, where known."""

    linked: tuple[LinkedEntity, ...]
    of: dict[Key, str]
    merges: tuple[Merge, ...]


def is_anonymous(e: LocalEntity) -> bool:
    """Whether an entity is only described, so that nothing says that another article means the same one.

    Unnamed sources, nominals ("local officials in X"), generic weapons and facilities.
    """
    name, kind = e.entity.name, e.entity.type
    if kind is EntityType.WEAPON:
        return things.is_generic(name)
    if kind is EntityType.FACILITY:
        return things.is_generic_facility(name)
    if kind is EntityType.PLACE:
        return False
    if e.entity.subtype in UNNAMED or "(unnamed" in name or name.startswith("unnamed"):
        return True
    return name[:1].islower() and names.fold(name).split()[:1] != [] and names.fold(name).split()[0] not in _PARTICLES


def link_entities(entities: Iterable[LocalEntity]) -> Entities:
    """Entities of all articles to one node each; every union of named ones is recorded as a merge."""
    local = {e.key: e for e in entities}
    sets = Clusters(local)
    kinds: defaultdict[EntityType, dict[Key, LocalEntity]] = defaultdict(dict)
    for key, e in local.items():
        if not is_anonymous(e):
            kinds[e.entity.type][key] = e
    persons.join_persons(kinds[EntityType.PERSON], sets)
    organizations.join_organizations(kinds[EntityType.ORGANIZATION], sets)
    things.join_places(kinds[EntityType.PLACE], sets)
    things.join_named(kinds[EntityType.FACILITY], sets)
    things.join_named(kinds[EntityType.WEAPON], sets)

    groups = {keys[0]: [local[k] for k in keys] for keys in sets.groups()}
    minted = _mint(groups)
    of = {e.key: minted[first] for first, group in groups.items() for e in group}
    linked = [_entity(minted[first], group, of, local) for first, group in groups.items()]
    states = {names.fold(e.name): e.id for e in linked if e.subtype == "state"}
    linked = [_with_state(e, states) for e in linked]
    merges = {
        m.id: m
        for j in sets.judgements
        for m in [_merge(of[j.keys[0]], j.rule, j.evidence, [local[k] for k in j.keys])]
    }
    return Entities(tuple(sorted(linked, key=lambda e: e.id)), of, tuple(m for _, m in sorted(merges.items())))


def canonical(group: list[LocalEntity]) -> LocalEntity:
    """The entity whose name stands for the group: a full name, the most frequent, the first of the alphabet."""
    counts = Counter(e.entity.name for e in group)

    def rank(e: LocalEntity) -> tuple[bool, int, str, Key]:
        name = e.entity.name
        bare = organizations.is_acronym(name) if e.entity.type is EntityType.ORGANIZATION else " " not in name
        return bare and e.entity.type in (EntityType.PERSON, EntityType.ORGANIZATION), -counts[name], name, e.key

    return min(group, key=rank)


def _mint(groups: Mapping[Key, list[LocalEntity]]) -> dict[Key, str]:
    by_prefix: defaultdict[str, dict[Key, tuple[ids.Part, ...]]] = defaultdict(dict)
    for first, group in groups.items():
        head = canonical(group)
        by_prefix[PREFIX.get(head.entity.type, "actor")][first] = _identity(head)
    minted: dict[Key, str] = {}
    for prefix, keys in by_prefix.items():
        minted |= ids.distinct(prefix, keys, tie=lambda first: first)
    return minted


def _identity(head: LocalEntity) -> tuple[ids.Part, ...]:
    """What an entity's id is made of: its type and the key of its name, and its article if it is only described."""
    name, kind = head.entity.name, head.entity.type
    if is_anonymous(head):
        return (kind.value, names.fold(name), head.article)
    if kind is EntityType.PERSON:
        return (kind.value, *persons.name_key(name))
    if kind is EntityType.ORGANIZATION:
        return (kind.value, *organizations.name_key(name))
    if kind is EntityType.WEAPON:
        return (kind.value, things.weapon_key(name))
    return (kind.value, things.place_key(name), things.level(head))


def _entity(
    id_: str, group: list[LocalEntity], of: Mapping[Key, str], local: Mapping[Key, LocalEntity]
) -> LinkedEntity:
    head = canonical(group)
    name = names.clean(head.entity.name)
    other = {names.clean(e.entity.name) for e in group} | {text for e in group for text in e.texts}
    subtypes = Counter(e.entity.subtype for e in group if e.entity.subtype)
    return LinkedEntity(
        id=id_,
        type=head.entity.type,
        subtype=min(subtypes, key=lambda s: (-subtypes[s], s)) if subtypes else None,
        name=name,
        aliases=tuple(sorted(other - {name})),
        roles=tuple(sorted({names.clean(e.entity.role) for e in group if e.entity.role})),
        anonymous=is_anonymous(head),
        members=tuple(sorted(e.member for e in group if e.key[1] != PUBLISHER)),
    )


def _with_state(e: LinkedEntity, states: Mapping[str, str]) -> LinkedEntity:
    country = country_of(e.name) if e.type is EntityType.ORGANIZATION and e.subtype != "state" else None
    state = states.get(names.fold(governments().get(country, ""))) if country else None
    if state is None:
        return e
    return replace(e, state=state)


def _merge(into: str, rule: str, evidence: str, group: list[LocalEntity]) -> Merge:
    members = tuple(sorted(e.member for e in group))
    flat = tuple(f"{m.doc}\0{m.local}" for m in members)
    return Merge(ids.mint("merge", into, rule, flat), into, members, rule, names.clean(evidence))
