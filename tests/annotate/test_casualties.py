"""Tolls: who was killed or injured, and how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate.casualties import casualties
from kg.annotate.parse import load
from tests.annotate.cases import rows

CASES = rows(Path(__file__).parent / "casualty_cases.tsv")


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_tolls_of_a_sentence(case: dict[str, str]) -> None:
    doc = load()(case["text"])
    found = [
        f"{c.kind.value}:{'?' if c.value is None else c.value}/{c.qualifier or '-'}"
        for c in casualties(doc, ((0, len(case["text"])),))
    ]
    assert (";".join(found) or "-") == case["expected"]


def test_the_population_is_the_noun_that_is_counted() -> None:
    text = "No Russian civilians were injured and four servicemen were killed"
    assert [c.who for c in casualties(load()(text), ((0, len(text)),))] == ["Russian civilians", "servicemen"]


def test_a_subgroup_says_that_it_is_included() -> None:
    text = "Another 108 people, including 15 children, were injured"
    assert [c.who for c in casualties(load()(text), ((0, len(text)),))] == ["people", "children (included)"]
