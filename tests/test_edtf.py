"""EDTF dates: what is accepted, and which days they cover."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import edtf

REFERENCE = Path(__file__).parent.parent / "seeds" / "reference"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-01-04", "2024-01-04", "2024-01-04"),
        ("2022-10-13?", "2022-10-13", "2022-10-13"),
        ("2022-10~", "2022-10-01", "2022-10-31"),
        ("2022%", "2022-01-01", "2022-12-31"),
        ("2024-01-04/2024-01-05", "2024-01-04", "2024-01-05"),
        ("2023-12-23~/2023-12-29", "2023-12-23", "2023-12-29"),
        ("../2023-12-30", None, "2023-12-30"),
        ("2022-03-29/..", "2022-03-29", None),
        ("/2022-03", None, "2022-03-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2022-02-XX", "2022-02-01", "2022-02-28"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2024-01-04T21:27:00Z", "2024-01-04", "2024-01-04"),
        ("2024-01-04T21:27:00+03:00", "2024-01-04", "2024-01-04"),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    expected = tuple(day and date.fromisoformat(day) for day in (earliest, latest))

    assert edtf.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2024-02-31",
        "2023-02-29",
        "2024-13",
        "2024-00-10",
        "0000",
        "24-01-04",
        "2024-1-4",
        "2024/01/04",
        "4 Jan 2024",
        " 2024",
        "2024-01-04\n",
        "٢٠٢٤",
        "2024-01-05/2024-01-04",
        "../..",
        "/",
        "2024-XX-04",
        "202X-05",
        "2024-01-04T25:00:00",
        "2024-01-04T21:27:00/2024-01-05",
        "2024??",
        "2024-01-04/2024-01-05/2024-01-06",
    ],
)
def test_not_a_date(text: str) -> None:
    assert not edtf.is_valid(text)


@given(st.dates())
def test_every_calendar_day_is_its_own_bounds(day: date) -> None:
    assert edtf.parse(day.isoformat()) == (day, day)


@given(st.text(alphabet="0123456789-/.X?~%TZ:+ ", max_size=24))
def test_no_text_breaks_the_parser(text: str) -> None:
    if edtf.is_valid(text):
        earliest, latest = edtf.parse(text)
        assert earliest is None or latest is None or earliest <= latest


def test_every_date_of_the_reference_annotations_is_valid() -> None:
    times = set()
    for file in sorted(REFERENCE.glob("seed-*.json")):
        row = json.loads(file.read_text("utf-8"))
        times |= {row["published"]} | {event.get("time") for event in row["events"]}
        times |= {p.get("time") for c in row["claims"] + row["narrated"] for p in c.get("propositions", ())}

    assert [t for t in sorted(times - {None}) if not edtf.is_valid(t)] == []
    assert len(times) > 10
