"""How many: labelled count phrases, and what holds of every text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.counts import Count, counts, total
from kg.annotate.parse import load
from tests.annotate.cases import rows

CASES = rows(Path(__file__).parent / "count_cases.tsv")


def written(text: str, count: Count) -> str:
    value = "?" if count.value is None else str(count.value)
    whole = f":{count.whole}" if count.whole is not None else ""
    noun = text[slice(*count.noun)] if count.noun else "-"
    return f"{value}{whole}/{count.qualifier or '-'}/{noun}"


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_counts_of_a_phrase(case: dict[str, str]) -> None:
    doc = load()(case["text"])
    found = [written(case["text"], c) for c in counts(doc, (0, len(case["text"])))]
    assert (";".join(found) or "-") == case["expected"]


def test_coordinated_counts_add_up() -> None:
    text = "14 adults and two children"
    assert total(counts(load()(text), (0, len(text)))) == 16


def test_a_vague_part_has_no_total() -> None:
    text = "14 adults and several children"
    assert total(counts(load()(text), (0, len(text)))) is None


def test_only_the_span_is_read() -> None:
    text = "Two died on Monday, three on Tuesday."
    assert [c.value for c in counts(load()(text), (20, len(text)))] == [3]


NUMBERS = st.sampled_from(
    ["2", "1,000", "two", "dozens", "no", "at least", "of", "people", "and", "to", "-", "more", "a"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(NUMBERS, max_size=12))
def test_spans_lie_inside_the_text_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    found = counts(load()(text), (0, len(text)))
    ends = [0, *(c.span[1] for c in found)]
    assert all(ends[i] <= c.span[0] < c.span[1] <= len(text) for i, c in enumerate(found))
    assert all(c.value is None or c.value >= 0 for c in found)
