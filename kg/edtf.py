"""Extended Date/Time Format: is a string a date, and which days does it cover.

Levels 0 and 1 of https://www.loc.gov/standards/datetime/ for the years 0001 to 9999: a day, month, year, season or
moment, unspecified digits (`2024-01-XX`), `?` uncertain, `~` approximate, `%` both, and intervals with open or
unknown ends. Checked against the calendar: 2024-02-31 is not a date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

EXPECTED = "a date such as 2024, 2024-01, 2024-01-04, 2024-01-04?, 2024-01~ or 2024-01-04/2024-01-05"

_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[?~%]?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}(?::\d{2})?)?", re.ASCII)
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}  # northern; winter is cut at the year's end

Bounds = tuple[date | None, date | None]


def parse(text: str) -> Bounds:
    """The first and the last day that a date may cover, None for an open or unknown end.

    The marks `?`, `~` and `%` do not widen the days: how wide they are is nowhere defined. A moment covers its day,
    in the zone it is written in. Raises `ValueError` for what is no EDTF date.

    >>> parse("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> parse("../2023-12-30")
    (None, datetime.date(2023, 12, 30))
    """
    if "/" in text:
        return _interval(text)
    if "T" in text:
        return _moment(text)
    return _date(text)


def is_valid(text: str) -> bool:
    """Whether `parse` accepts the text.

    >>> is_valid("2022-10-13?"), is_valid("2024-02-31"), is_valid("yesterday")
    (True, False, False)
    """
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _interval(text: str) -> Bounds:
    ends = text.split("/")
    if len(ends) != 2 or all(end in ("", "..") for end in ends):
        raise ValueError(f"{text!r} is not an interval with at least one date")
    open_ends: Bounds = (None, None)
    first, last = (open_ends if end in ("", "..") else _date(end) for end in ends)
    if first[0] and last[1] and first[0] > last[1]:
        raise ValueError(f"{text!r} ends before it begins")
    return first[0], last[1]


def _moment(text: str) -> Bounds:
    if not _MOMENT.fullmatch(text):
        raise ValueError(f"{text!r} is not {EXPECTED}")
    day = datetime.fromisoformat(text).date()
    return day, day


def _date(text: str) -> Bounds:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not {EXPECTED}")
    year, month, day = match["year"], match["month"], match["day"]
    if month is None or (month == "XX" and day in (None, "XX")):
        return date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31)
    if "X" in year or month == "XX":
        raise ValueError(f"{text!r} leaves open what its later part depends on")
    if day is None and month in _SEASONS:
        begin, end = _SEASONS[month]
        return date(int(year), begin, 1), date(int(year), end, monthrange(int(year), end)[1])
    if day is None or day == "XX":
        begin_day = date(int(year), int(month), 1)
        return begin_day, begin_day.replace(day=monthrange(int(year), int(month))[1])
    exact = date(int(year), int(month), int(day))
    return exact, exact
