"""Time expressions: labelled cases, anchors of articles and quotations, and what holds for any text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.date_values import day
from kg.annotate.dates import anchor_of, dates, find_dates
from kg.annotate.draft import Draft
from kg.annotate.parse import load, parse
from kg.annotate.zones import find_zones, sentence_starts, zones
from kg.edtf import is_valid
from kg.model import Article

WORDS = st.sampled_from([
    "on", "in", "last", "next", "since", "until", "Friday", "Saturday's", "May", "March", "Dec.", "30", "7", "2023",
    "overnight", "yesterday,", "a", "day", "after", "the", "past", "week", "two", "weeks", "ago", "midnight", "New",
    "Year’s", "Eve", "00", "99", "4-5", "99999999999", "years", "days", "attack",
])  # fmt: skip


def cases() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "date_cases.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [tuple(row) for row in rows[1:]]


def draft_of(text: str, published: str | None = None, url: str | None = None) -> Draft:
    article = Article("case", text, published=published, url=url)
    return zones(Draft(article, parse(text, sentence_starts(find_zones(article)), load())))


def values(draft: Draft) -> list[tuple[str, str | None]]:
    return [(draft.article.text[slice(*m.span)], m.edtf) for m in dates(draft)]


@pytest.mark.parametrize(("text", "anchor", "future", "expected", "note"), cases())
def test_a_time_expression_means(text: str, anchor: str, future: str, expected: str, note: str) -> None:
    found = find_dates(text, anchor or None, future=lambda _: future == "future")

    assert [m.edtf or "-" for m in found] == expected.split(), note


def test_there_are_enough_cases_to_mean_something() -> None:
    assert len(cases()) >= 60


def test_a_future_clause_is_seen_in_the_parse() -> None:
    draft = draft_of("Negotiations are expected to resume on Wednesday. Shelling resumed on Wednesday.", "2022-03-28")

    assert [v for _, v in values(draft)] == ["2022-03-30", "2022-03-23"]


def test_inside_a_quotation_the_day_it_was_said_counts() -> None:
    draft = draft_of("“We still clear the rubble of yesterday’s attack,” the mayor said on Friday.", "2023-12-31")

    assert values(draft) == [("yesterday", "2023-12-28"), ("Friday", "2023-12-29")]


def test_outside_quotations_the_day_of_publication_counts() -> None:
    draft = draft_of("The mayor said on Friday that yesterday’s attack was over.", "2023-12-31")

    assert values(draft) == [("Friday", "2023-12-29"), ("yesterday", "2023-12-30")]


def test_without_publication_date_a_dateline_is_the_anchor() -> None:
    assert (
        anchor_of(draft_of("4 Jan, 2024 21:27\n\nShells hit a market\n\nShells hit a market on Friday."))
        == "2024-01-04"
    )


def test_a_past_date_in_the_running_text_is_no_anchor() -> None:
    text = "Shells hit a market on Friday, the worst attack since the war began on 24 February 2022, officials said."

    assert values(draft_of(text))[0] == ("Friday", None)


def test_the_address_of_a_page_can_be_the_anchor() -> None:
    assert (
        anchor_of(draft_of("Shells hit a market.", url="https://example.org/world/2023/10/17/market")) == "2023-10-17"
    )


def test_boilerplate_has_no_dates() -> None:
    text = "Shells hit a market.\n\nSign up today\n"
    draft = draft_of(text, "2023-10-17")
    marked = zones(replace(draft, article=replace(draft.article, boilerplate=((22, 35),))))

    assert dates(marked) == ()


@given(st.lists(WORDS, max_size=12).map(" ".join), st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.booleans())
def test_any_text_gives_valid_values_in_order(text: str, anchor: date, ahead: bool) -> None:
    found = find_dates(text, day(anchor), future=lambda _: ahead)

    assert all(m.edtf is None or is_valid(m.edtf) for m in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))
    assert all(0 <= m.span[0] < m.span[1] <= len(text) for m in found)


@given(st.text(max_size=80))
def test_hostile_text_is_survived(text: str) -> None:
    assert all(text[slice(*m.span)].strip() for m in find_dates(text, "2024-01-01"))
