"""Annotation sheets: what a person writes is found in the article, or a line says what is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus.locate import SheetError, fold, occurrences, passages
from benchmarks.corpus.sheets import dispute_pairs, read_sheet

TEXT = """Shells hit Sake market, governor says

At least 14 people died when shells fell on the market at Sake on Thursday, Governor Jean Example said, adding that “the shells
came from across the border”. Kigali burned its papers, he said.

Kigali rejected any role in the shelling. "There is no truth," a spokesman said, "in this story."

EPAFirefighters work at the market in Sake after the shelling."""

ENTITIES = """n1 | person/official | Jean Example | governor | Jean Example
n2 | organization/state | Government of Rwanda | - | Kigali#2
n3 | place/city | Kigali | - | Kigali
n4 | organization/media | EPA | - | EPA
n5 | organization/unnamed | spokesman (unnamed) | - | spokesman"""
EVENTS = "e1 | shelling | Shelling of Sake | - | 2024-05-02 | shelling; hit | key=sake"


def sheet(claims: str = "", entities: str = ENTITIES, events: str = EVENTS, head: str = "", disputes: str = "") -> str:
    return (
        f"doc: sake-a\ntitle: T\npublisher: P\npublished: 2024-05-03\ngenre: wire\nconflict: kivu\nincident: sake\nwriter: W\n{head}"
        f"=== text\n{TEXT}\n=== entities\n{entities}\n=== events\n{events}\n=== claims\n{claims}\n=== disputes\n{disputes}\n"
    )


def claim(line: str) -> dict[str, Any]:
    annotation, _ = read_sheet(sheet(line))
    found: dict[str, Any] = annotation["claims"][0]
    return found


def words(span: list[int] | None) -> str | None:
    return None if span is None else TEXT[span[0] : span[1]]


def test_source_cue_and_content_are_found_near_each_other() -> None:
    found = claim("c1 + n1 :: he :: said :: Kigali burned its papers")

    assert (words(found["source_span"]), words(found["cue"])) == ("he", "said")
    assert found["cue"][0] > TEXT.index("papers")  # not the governor's "said" before it


def test_a_content_may_jump_from_its_first_to_its_last_words_over_a_line_break() -> None:
    found = claim("c1 + n1 :: Jean Example :: adding :: the shells ~ across the border")

    assert words(found["content"][0]) == "the shells\ncame from across the border"


def test_a_split_quotation_has_two_contents_and_its_construction() -> None:
    found = claim("c1 - n5 :: spokesman :: said :: There is no truth || in this story")

    assert [words(s) for s in found["content"]] == ["There is no truth", "in this story"]
    assert {"split-quote", "unnamed"} <= set(found["tags"])


def test_what_one_entity_has_picked_is_not_taken_by_another() -> None:
    annotation, _ = read_sheet(sheet())
    state, city = annotation["entities"][1:3]

    assert [TEXT[: m[0]].count("Kigali") for m in state["mentions"]] == [1]
    assert [TEXT[: m[0]].count("Kigali") for m in city["mentions"]] == [0]


def test_a_credit_glued_to_its_caption_is_found() -> None:
    annotation, _ = read_sheet(sheet())

    assert TEXT[annotation["entities"][3]["mentions"][0][1] :].startswith("Firefighters")


def test_boilerplate_carries_no_mention() -> None:
    annotation, _ = read_sheet(
        sheet(
            head="skip: EPAFirefighters ~ shelling.\n",
            entities=ENTITIES.replace("EPA\n", "EPA#1\n").replace("n4 | organization/media | EPA | - | EPA#1\n", ""),
        )
    )

    assert all(m[1] <= TEXT.index("EPA") for e in annotation["events"] for m in e["mentions"])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("c1 + n1 :: he :: said :: words that are not there", "content not found"),
        ("c1 + n9 :: he :: said :: Kigali burned its papers", "unknown id n9"),
        ("c1 + n1 :: he :: whispered :: Kigali burned its papers", "not found: whispered"),
        ("c1 + n1 :: he :: said :: Kigali burned its papers\n  killed e7 3", "names its event first"),
        ("c1 + n1 :: he :: said :: Kigali burned its papers\n  killed e1 many", "a count is digits"),
        ("c1 = n1 :: he :: said :: Kigali burned its papers", "a claim is"),
    ],
)
def test_what_is_not_understood_is_named(line: str, problem: str) -> None:
    with pytest.raises(SheetError, match=problem):
        read_sheet(sheet(line))


def test_all_problems_of_a_sheet_are_told_at_once() -> None:
    with pytest.raises(SheetError) as error:
        read_sheet(sheet("c1 + n8 :: he :: said :: nowhere\nc2 + n9 :: he :: said :: Kigali burned its papers"))

    assert len(str(error.value).splitlines()) == 2


def test_rival_answers_to_a_question_conflict_pairwise() -> None:
    assert [pair[:2] for pair in dispute_pairs("q who: A a/c1 b/c4 / B b/c2 / C c/c3")] == [
        ["a/c1", "b/c2"], ["b/c4", "b/c2"], ["a/c1", "c/c3"], ["b/c4", "c/c3"], ["b/c2", "c/c3"],
    ]  # fmt: skip


@given(
    st.lists(st.sampled_from(["shell", "fell", "on", "“Sake”", "it’s", "–", "market."]), min_size=2, max_size=30),
    st.data(),
)
def test_any_stretch_of_a_text_is_found_where_it_stands(parts: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([" ", "\n", "  "])).join(parts)
    start = data.draw(st.integers(0, len(parts) - 1))
    stretch = " ".join(parts[start : data.draw(st.integers(start + 1, len(parts)))])

    found = [text[a:b] for reading in passages(fold(text), stretch) for a, b in reading]

    assert found
    assert all(one.split() == stretch.split() for one in found)


@given(st.text(alphabet="ab “”'’–\n", max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_word_is_not_found_inside_another() -> None:
    assert occurrences("Oman and Omani waters off Oman", "Oman") == [(0, 4), (26, 30)]
