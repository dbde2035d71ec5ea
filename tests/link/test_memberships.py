"""Offices that roles name."""

from __future__ import annotations

import pytest

from kg.link import link
from tests.link.build import article, entity, state

BODIES = (
    state("n2", "Russia"),
    entity("n3", "organization", "Ministry of Foreign Affairs of Russia", subtype="ministry"),
    entity("n4", "organization", "Ministry of Defence of Russia", subtype="ministry"),
    state("n5", "Ukraine"),
)


@pytest.mark.parametrize(
    ("role", "organizations"),
    [
        ("Russian Foreign Ministry spokeswoman", ["Ministry of Foreign Affairs of Russia"]),
        ("spokesperson for the Ministry of Foreign Affairs of Russia", ["Ministry of Foreign Affairs of Russia"]),
        ("Deputy Minister of Defence of Russia", ["Ministry of Defence of Russia"]),
        ("Russian President", ["Government of Russia"]),
        ("Ukrainian Defence Minister", ["Government of Ukraine"]),
        ("Ukrainian journalist", []),
        ("mayor of Kyiv", []),
        (None, []),
    ],
)
def test_a_role_names_its_organization(role: str | None, organizations: list[str]) -> None:
    person = entity("n1", "person", "Ann Lee", role=role)
    corpus = link([article("a", entities=(person, *BODIES))])
    names = {e.id: e.name for e in corpus.entities}
    assert sorted(names[m.organization] for m in corpus.memberships) == organizations
