"""What an article names: labelled sentences, then properties that hold for any text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.draft import Draft, Zone, ZoneKind
from kg.annotate.entities import entities
from kg.annotate.parse import lines, load, parse
from kg.model import Article, Entity
from tests.annotate.cases import rows

CASES = rows(Path(__file__).with_name("entity_cases.tsv"))


def annotated(text: str) -> Draft:
    spans = lines(text)
    doc = parse(text, frozenset(start for start, _ in spans), load())
    return entities(Draft(Article("case", text), doc, tuple(Zone(ZoneKind.BODY, span) for span in spans)))


def surfaces(draft: Draft, entity: Entity) -> list[str]:
    return [draft.article.text[slice(*span)] for span in entity.mentions]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_labelled_sentence(case: dict[str, str]) -> None:
    draft = annotated(case["text"])

    found = {(word, e.type.value, e.name) for e in draft.entities for word in surfaces(draft, e)}

    for wanted in filter(None, case["wanted"].split("|")):
        surface, _, told = wanted.partition("=")
        kind, _, name = told.partition(":")
        assert any(w == surface and k == kind and name in ("", n) for w, k, n in found), (wanted, sorted(found))
    for unwanted in filter(None, case["unwanted"].split("|")):
        assert unwanted not in {word for word, _, _ in found}


def test_persons_who_share_a_surname_stay_apart() -> None:
    draft = annotated("Hillary Clinton spoke in Ohio. Bill Clinton was in Texas. Clinton lost in Ohio.")

    names = [e.name for e in draft.entities if e.type == "person"]

    assert names == ["Hillary Clinton", "Bill Clinton"]


def test_a_nickname_of_the_lexicon_joins_its_person() -> None:
    draft = annotated("Mohamed Hamdan Dagalo, better known as Hemedti, left Khartoum.")

    assert [surfaces(draft, e) for e in draft.entities if e.type == "person"] == [["Mohamed Hamdan Dagalo", "Hemedti"]]


def test_an_office_becomes_the_role() -> None:
    draft = annotated("Willy Ngoma, the spokesman for the rebels, denied it.")

    assert [(e.role, e.subtype) for e in draft.entities if e.type == "person"] == [
        ("spokesman for the rebels", "spokesperson")
    ]


def test_a_bare_ministry_is_that_of_its_spokeswoman() -> None:
    draft = annotated("Britain protested. Foreign Ministry spokeswoman Maria Zakharova rejected this.")

    assert "Ministry of Foreign Affairs of Russia" in [e.name for e in draft.entities]


def test_the_credit_of_a_caption_is_a_medium() -> None:
    text = "EPARescuers search the ruins in Aleppo"
    doc = parse(text, frozenset({0, 3}), load())
    zone = Zone(ZoneKind.CAPTION, (0, len(text)), credit=(0, 3))

    draft = entities(Draft(Article("case", text), doc, (zone,)))

    first = draft.entities[0]
    assert (first.subtype, first.name, first.mentions) == ("media", "European Pressphoto Agency (EPA)", ((0, 3),))


def test_boilerplate_carries_no_mention() -> None:
    draft = annotated("Iran denied the report.\nSyria denied the report.")
    zones = (draft.zones[0], replace(draft.zones[1], kind=ZoneKind.BOILERPLATE))

    again = entities(replace(draft, zones=zones, entities=()))

    assert [e.name for e in again.entities] == ["Government of Iran"]


HOSTILE = ["<b>", "(RSF)", "’s", "“", "”", "\n", "\u00a0", "\u202e", "=1+1"]
NAMES = ["Iran", "Kyiv", "forces", "the Ministry of Defence", "Tochka-U", "Vladimir Putin", "Khan Younis", "al-Assad"]
OTHERS = ["denied", "said", "missile", "in", "near", "NATO", "19th brigade", "USS", "S-300", "EPA", "street", "region"]
WORDS = st.sampled_from([*HOSTILE, *NAMES, *OTHERS])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_mentions_are_disjoint_names_in_text_order(text: str) -> None:
    draft = annotated(text)

    spans = sorted(span for e in draft.entities for span in e.mentions)

    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [e.id for e in draft.entities] == [f"n{i}" for i in range(1, len(draft.entities) + 1)]
    assert [e.mentions[0] for e in draft.entities] == sorted(e.mentions[0] for e in draft.entities)
    assert entities(replace(draft, entities=())).entities == draft.entities
