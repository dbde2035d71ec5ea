"""Persons' offices in organizations, read from their roles: "Russian Foreign Ministry spokeswoman"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kg.lexicons import words
from kg.link import ids
from kg.link.persons import role_key
from kg.model import EntityType, LinkedEntity, Membership


def memberships(entities: Iterable[LinkedEntity]) -> tuple[Membership, ...]:
    """The memberships that the roles of persons name, in organizations of the corpus, sorted by id.

    A role belongs to the organizations all of whose words it names, the longest names first.
    """
    found = list(entities)
    states = {e.id for e in found if e.subtype == "state"}
    index: defaultdict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for body in found:
        named = _words(body.name)
        if body.type is EntityType.ORGANIZATION and not body.anonymous and named:
            index[min(named)].append((named, body.id))
    made = {}
    for person in found:
        if person.type is EntityType.PERSON and not person.anonymous:
            for role in person.roles:
                for organization in _organizations(role, index):
                    if organization in states and not role_key(role) & words("state_offices"):
                        continue  # a "Ukrainian journalist" is not of the government
                    id_ = ids.mint("membership", person.id, organization, role)
                    made[id_] = Membership(id_, person.id, organization, role)
    return tuple(m for _, m in sorted(made.items()))


def _organizations(role: str, index: dict[str, list[tuple[frozenset[str], str]]]) -> list[str]:
    said = role_key(role)
    fits = [(named, id_) for word in sorted(said) for named, id_ in index.get(word, ()) if named <= said]
    return sorted(id_ for named, id_ in fits if not any(named < other for other, _ in fits))


@cache
def _words(name: str) -> frozenset[str]:
    """The words by which a role names an organization; a government is named by its country alone."""
    return role_key(name) - {"government"}
