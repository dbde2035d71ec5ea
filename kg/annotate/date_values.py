"""EDTF values from calendar facts, and back: the arithmetic that the date resolver needs.

Values are EDTF level 1 (https://www.loc.gov/standards/datetime/): days, months, years, seasons, intervals with open
ends, `~` for approximate and `?` for uncertain.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.edtf import parse

ONE_DAY = timedelta(days=1)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?[?~%]?$")


def day(value: date) -> str:
    """One calendar day."""
    return value.isoformat()


def month(year: int, number: int) -> str:
    """One month; `number` 21 to 24 is a season."""
    return f"{year:04}-{number:02}"


def between(first: str, last: str) -> str:
    """The interval from one value to another, the value itself where both are the same.

    >>> between("2023-12-29", "2023-12-30")
    '2023-12-29/2023-12-30'
    """
    return first if first == last else f"{first}/{last}"


def about(value: str) -> str:
    """The value as an approximate one."""
    return value.rstrip("?~%") + "~"


def perhaps(value: str) -> str:
    """The value as an uncertain one; an approximate one stays as it is."""
    return value if value[-1] in "?~%" else value + "?"


def plain(value: str) -> str:
    """The value without its trailing qualifier."""
    return value.rstrip("?~%")


def as_day(value: str | None) -> date | None:
    """The day that a value names, or None where it is less precise than a day or no date.

    >>> as_day("2022-10-13?"), as_day("2022-10")
    (datetime.date(2022, 10, 13), None)
    """
    match = _PART.match(value or "")
    return _date(int(match[1]), int(match[2]), int(match[3])) if match and match[3] else None


def as_year(value: str | None) -> int | None:
    """The year that a value begins with."""
    match = re.match(r"\d{4}", value or "")
    return int(match[0]) if match else None


def overlap(a: str, b: str) -> bool:
    """Whether two values can name the same day."""
    (a_first, a_last), (b_first, b_last) = parse(a), parse(b)
    return not ((a_last and b_first and a_last < b_first) or (b_last and a_first and b_last < a_first))


def inside(a: str, b: str) -> bool:
    """Whether value `a` lies within value `b`."""
    (a_first, a_last), (b_first, b_last) = parse(a), parse(b)
    starts = b_first is None or (a_first is not None and a_first >= b_first)
    ends = b_last is None or (a_last is not None and a_last <= b_last)
    return starts and ends


def length(value: str) -> int:
    """The days that a value covers; a very large number where an end is open."""
    first, last = parse(value)
    return (last - first).days + 1 if first and last else 10**6


def real_date(year: int, number: int, of_month: int) -> date | None:
    """The calendar day, or None where there is none (31 June, month 13)."""
    return _date(year, number, of_month)


def easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian computus, Nature 1876; Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    correction = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * correction) // 451
    number, of_month = divmod(h + correction - 7 * m + 114, 31)
    return date(year, number, of_month + 1)


def _date(year: int, number: int, of_month: int) -> date | None:
    try:
        return date(year, number, of_month)
    except ValueError:
        return None
