"""Weapons inside a span: named ones, generic nouns with their class, and words that are none."""

from __future__ import annotations

import pytest

from kg.annotate.parse import load, parse
from kg.annotate.weapons import weapons_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They fired ballistic missiles at the port.", [("ballistic missiles", "ballistic missile (unspecified)")]),
        ("It was hit by two drones.", [("drones", "drone (unspecified)")]),
        ("A Storm Shadow missile hit the port.", [("Storm Shadow", "Storm Shadow")]),
        ("Ukrainian rocket artillery opened fire.", [("rocket artillery", "rocket artillery (unspecified)")]),
        ("Grad rockets and mines were used.", [("Grad", "BM-21 Grad"), ("mines", "mine (unspecified)")]),
        ("They bombed the town.", []),
        ("They will bomb the town.", []),
    ],
)
def test_weapons_in_a_sentence(text: str, wanted: list[tuple[str, str]]) -> None:
    doc = parse(text, frozenset({0}), load())

    found = weapons_in(doc, (0, len(text)))

    assert [(text[slice(*span)], name) for span, name, _ in found] == wanted


def test_only_the_span_is_looked_at() -> None:
    text = "A rocket hit the house, not a drone."
    doc = parse(text, frozenset({0}), load())

    assert [name for _, name, _ in weapons_in(doc, (0, 22))] == ["rocket (unspecified)"]
