"""Counts as intervals: what a reader of "nearly 110" may conclude."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.intervals import Interval, disjoint, interval
from kg.lexicons import table

INTERVALS = [
    (24, None, (24, 24)),
    (0, None, (0, 0)),
    (24, "at least", (24, None)),
    (24, "no fewer than", (24, None)),
    (24, "At Least", (24, None)),
    (30, "more than", (31, None)),
    (30, "over", (31, None)),
    (20, "up to", (None, 20)),
    (20, "as many as", (None, 20)),
    (20, "no more than", (None, 20)),
    (20, "fewer than", (None, 19)),
    (110, "nearly", (101, 110)),
    (100, "nearly", (91, 100)),
    (1000, "almost", (901, 1000)),
    (125, "nearly", (120, 125)),
    (7, "nearly", (7, 7)),
    (50, "about", (40, 60)),
    (27, "another", (27, 27)),
    (27, "at least another", (27, None)),
    (3, "more", (3, 3)),
    (None, "dozens", (24, 99)),
    (None, "hundreds", (200, 999)),
    (None, "tens of thousands", (20000, 99999)),
    (None, "several", (2, 19)),
    (None, "at least several dozens", (24, None)),
    (None, "20-30", (20, 30)),
    (None, "between 1,200 and 1,500", (1200, 1500)),
    (None, "most", (None, None)),
    (None, None, (None, None)),
    (12, "dozen", (11, 13)),
    (12, "burnt", (12, 12)),
]


@pytest.mark.parametrize(("count", "qualifier", "expected"), INTERVALS)
def test_a_count_and_its_qualifier_allow_an_interval(
    count: int | None, qualifier: str | None, expected: Interval
) -> None:
    assert interval(count, qualifier) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (interval(24, "at least"), interval(16, None), True),
        (interval(24, "at least"), interval(45, "at least"), False),
        (interval(110, "nearly"), interval(108, None), False),
        (interval(None, "hundreds"), interval(108, None), True),
        (interval(None, "dozens"), interval(16, None), True),
        (interval(20, "up to"), interval(21, "at least"), True),
        (interval(None, "most"), interval(3, None), False),
    ],
)
def test_tolls_contradict_when_no_number_satisfies_both(a: Interval, b: Interval, expected: bool) -> None:
    assert disjoint(a, b) is expected


QUALIFIERS = st.sampled_from([None, *(row["phrase"] for row in table("quantities"))])


@given(st.integers(0, 10**7), QUALIFIERS)
def test_bounds_are_ordered_and_never_negative(count: int, qualifier: str | None) -> None:
    low, high = interval(count, qualifier)
    assert (low is None or low >= 0) and (high is None or high >= 0)
    assert low is None or high is None or low <= high


@given(st.integers(0, 10**6), QUALIFIERS, st.integers(0, 10**6), QUALIFIERS)
def test_disjoint_is_symmetric_and_no_interval_is_disjoint_from_itself(
    n: int, q: str | None, m: int, r: str | None
) -> None:
    a, b = interval(n, q), interval(m, r)
    assert disjoint(a, b) == disjoint(b, a)
    assert not disjoint(a, a)
