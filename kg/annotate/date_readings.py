"""What a time expression means: one reading a kind, from the words matched and what is known at that point.

A reading gets the match and what is known (`Known`) and gives an EDTF value, or None where the words are a time that
cannot be resolved. The patterns that call them are in `date_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.annotate import date_values as values
from kg.annotate.date_values import ONE_DAY, about, between, day, month, real_date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
NUMBERS = {w: n for n, w in enumerate(_CARDINALS)} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}
ORDINALS = {w: n for n, w in enumerate(_ORDINALS)}
MONTH = (
    r"(?:January|Jan\.?|February|Feb\.?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|August|Aug\.?"
    r"|September|Sept?\.?|October|Oct\.?|November|Nov\.?|December|Dec\.?)"
)
WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
YEAR = r"(?:19|20)\d\d"
ORDINAL_END = r"(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Known:
    """What a reading may use: the anchor's day and year, whether the clause looks ahead, the last value read."""

    anchor: date | None
    year: int | None
    future: bool = False
    last: str | None = None


Reading = Callable[[re.Match[str], Known], str | None]


def month_number(name: str) -> int:
    """1 for "January", "Jan." or "Jan"."""
    return next(n for n, full in enumerate(MONTHS, 1) if full.startswith(name.rstrip(".")[:3]))


def _digits(text: str) -> int:
    found = re.match(r"\d+", text)
    return int(found[0]) if found else 0


def number(text: str) -> int | None:
    """The number a word or figure stands for.

    >>> number("two"), number("14"), number("an"), number("dozens")
    (2, 14, 1, None)
    """
    folded = text.lower()
    if folded.isdigit():
        return int(folded)
    return NUMBERS.get(folded)


def _nearest_year(number_of_month: int, of_month: int, known: Known, weekday: str | None = None) -> date | None:
    """The day in the year that the context wants: the past unless the clause is about the future."""
    if known.year is None:
        return None
    years = (known.year, known.year - 1, known.year + 1)
    days = [d for y in years if (d := real_date(y, number_of_month, of_month))]
    if weekday:
        days = [d for d in days if d.weekday() == WEEKDAYS.index(weekday)] or days
    if not days:
        return None
    if known.anchor is None:
        return days[0]
    anchor = known.anchor
    if known.future:
        return min((d for d in days if d >= anchor), default=days[0])
    return max((d for d in days if d <= anchor + ONE_DAY), default=days[0])


def _day_of(text: str, known: Known, year: str | None = None) -> date | None:
    """A day and a month in either order, with or without a year."""
    found_month = re.search(MONTH, text)
    found_day = re.search(rf"\b\d{{1,2}}{ORDINAL_END}\b", text)
    if not found_month or not found_day:
        return None
    numbers = month_number(found_month[0]), _digits(found_day[0])
    if year:
        return real_date(int(year), *numbers)
    weekday = re.search(WEEKDAY, text)
    return _nearest_year(*numbers, known, weekday[0] if weekday else None)


def whole_day(match: re.Match[str], known: Known) -> str | None:
    """ "30 December 2023", "Dec. 30", "Saturday, December 30"."""
    year = re.search(YEAR, match[0])
    found = _day_of(match[0], known, year[0] if year else None)
    return day(found) if found else None


def range_of_days(match: re.Match[str], known: Known) -> str | None:
    """ "29-30 December 2023", "October 7 to 9", "from October 7 to November 3"."""
    text, year = match[0], re.search(YEAR, match[0])
    months = re.findall(MONTH, text)
    days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)
    if len(days) < 2 or not months:
        return None
    given = year[0] if year else None
    last = _day_of(f"{days[1]} {months[-1]}", known, given)
    first = _day_of(f"{days[0]} {months[0]}", known, str(last.year) if last else given)
    if first and last and first > last:  # across New Year's Eve
        first = real_date(first.year - 1, first.month, first.day)
    return between(day(first), day(last)) if first and last else None


def iso(match: re.Match[str], known: Known) -> str | None:
    """ "2023-12-30"."""
    found = real_date(int(match[1]), int(match[2]), int(match[3]))
    return day(found) if found else None


def numeric(match: re.Match[str], known: Known) -> str | None:
    """Day first with dots; with slashes only where one number cannot be a month."""
    a, b, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "/" and a <= 12 and b <= 12 and a != b:
        return None
    found = real_date(year, b, a) or real_date(year, a, b)
    return day(found) if found else None


def _month_year(name: str, year: str | None, known: Known, modifier: str = "") -> str | None:
    wanted = month_number(name)
    if year:
        return month(int(year), wanted)
    if known.year is None:
        return None
    if known.anchor is None:
        return month(known.year, wanted)
    later, earlier = wanted > known.anchor.month, wanted < known.anchor.month
    ahead = modifier == "next" or (known.future and modifier != "last")
    if ahead:
        return month(known.year + (1 if earlier or (modifier == "next" and not later) else 0), wanted)
    return month(known.year - (1 if later or (modifier == "last" and not earlier) else 0), wanted)


def part_of_month(match: re.Match[str], known: Known) -> str | None:
    """ "late February": the month, approximate."""
    value = _month_year(match["month"], match["year"], known)
    return about(value) if value else None


def whole_month(match: re.Match[str], known: Known) -> str | None:
    """ "November 2022", "in February", "last October"."""
    return _month_year(match["month"], match["year"], known, (match["modifier"] or "").lower())


def season(match: re.Match[str], known: Known) -> str | None:
    """ "summer of 2022"."""
    return month(int(match["year"]), values.SEASONS[match["season"].lower()])


def whole_year(match: re.Match[str], known: Known) -> str | None:
    """ "in 2014", "early 2022"."""
    value = match["year"]
    return about(value) if match["part"] else value


def resolve_weekday(name: str, known: Known, modifier: str = "") -> date | None:
    """The day a weekday means: within a day of the anchor first, else back, or forward where the clause looks ahead.

    A weekday one day after the anchor is common where the dateline is in another time zone.
    """
    if known.anchor is None:
        return None
    ahead = (WEEKDAYS.index(name) - known.anchor.weekday()) % 7
    if modifier == "last":
        return known.anchor - timedelta(days=7 - ahead)
    if modifier == "next":
        return known.anchor + timedelta(days=ahead or 7)
    if known.future or modifier == "coming" or (modifier == "this" and ahead <= 3):
        return known.anchor + timedelta(days=ahead)
    return known.anchor + timedelta(days=ahead if ahead <= 1 else ahead - 7)


def weekday(match: re.Match[str], known: Known) -> str | None:
    """ "on Saturday", "last Friday", "around midnight on Friday" (which may be the day after)."""
    found = resolve_weekday(match["weekday"], known, (match["modifier"] or "").lower())
    if found is None:
        return None
    clock = (match["clock"] or "").lower()
    if re.search(r"around|about|toward", clock):
        return between(day(found), day(found + ONE_DAY))
    return day(found)


def into_weekday(match: re.Match[str], known: Known) -> str | None:
    """ "overnight into Saturday", "the night of Friday to Saturday": the two days of one night."""
    found = resolve_weekday(match["weekday"], known)
    return between(day(found - ONE_DAY), day(found)) if found else None


def span_of_weekdays(match: re.Match[str], known: Known) -> str | None:
    """ "from Friday to Sunday"."""
    last = resolve_weekday(match["last"], known)
    if last is None:
        return None
    back = (last.weekday() - WEEKDAYS.index(match["weekday"])) % 7
    return between(day(last - timedelta(days=back)), day(last))


def shift(days: int) -> Reading:
    """So many days from the anchor."""
    return lambda match, known: day(known.anchor + timedelta(days=days)) if known.anchor else None


def overnight(match: re.Match[str], known: Known) -> str | None:
    """The night before the anchor, as two days."""
    return between(day(known.anchor - ONE_DAY), day(known.anchor)) if known.anchor else None


def weekend(match: re.Match[str], known: Known) -> str | None:
    """The last Saturday and Sunday that began before the anchor; after it for "next" or a future clause."""
    if known.anchor is None:
        return None
    saturday = known.anchor - timedelta(days=(known.anchor.weekday() - 5) % 7)
    word = match[0].lower()
    if word.startswith("last") and known.anchor.weekday() >= 5:
        saturday -= timedelta(days=7)
    elif word.startswith(("next", "coming")) or (known.future and known.anchor.weekday() < 5):
        saturday += timedelta(days=7)
    return between(day(saturday), day(saturday + ONE_DAY))


def unit_of_calendar(match: re.Match[str], known: Known) -> str | None:
    """ "last week", "this month", "next year": the calendar unit, weeks from Monday."""
    if known.anchor is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[match["modifier"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = known.anchor - timedelta(days=known.anchor.weekday()) + timedelta(days=7 * step)
        return between(day(monday), day(monday + timedelta(days=6)))
    if unit == "month":
        index = known.anchor.year * 12 + known.anchor.month - 1 + step
        return month(index // 12, index % 12 + 1)
    return f"{known.anchor.year + step:04}"


def ago(match: re.Match[str], known: Known) -> str | None:
    """ "two weeks ago"."""
    count = number(match["n"])
    return _moved(known.anchor, match["unit"], -count) if count is not None and known.anchor else None


def from_now(match: re.Match[str], known: Known) -> str | None:
    """ "in three days' time"."""
    count = number(match["n"])
    return _moved(known.anchor, match["unit"], count) if count is not None and known.anchor else None


def _moved(start: date | None, unit: str, count: int) -> str | None:
    """As precise as the unit: days to the day, weeks about the day, months to the month, years to the year."""
    if start is None:
        return None
    unit = unit.lower().rstrip("s")
    if unit in {"day", "night"}:
        return day(start + timedelta(days=count))
    if unit == "week":
        return about(day(start + timedelta(days=7 * count)))
    if unit == "month":
        index = start.year * 12 + start.month - 1 + count
        return about(month(index // 12, index % 12 + 1))
    if unit == "year":
        return about(f"{start.year + count:04}")
    return day(start) if count <= 0 else None


def past_stretch(match: re.Match[str], known: Known) -> str | None:
    """ "over the past week", "in the last three days", "in recent days": about that long, up to the anchor."""
    if known.anchor is None:
        return None
    count = number(match["n"] or "one") or 1
    unit = match["unit"].lower().rstrip("s")
    days = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "hour": 0}[unit] * count
    if unit == "hour":
        days = max(1, count // 24)
    return about(between(day(known.anchor - timedelta(days=days)), day(known.anchor)))


def recent(match: re.Match[str], known: Known) -> str | None:
    """ "recent days": a few days, some weeks, about three months up to the anchor."""
    if known.anchor is None:
        return None
    days = {"day": 3, "week": 21, "month": 90}[match["unit"].lower().rstrip("s")]
    return about(between(day(known.anchor - timedelta(days=days)), day(known.anchor)))


def consecutive(match: re.Match[str], known: Known) -> str | None:
    """ "the seventh consecutive day": that many days up to the last day named, else to the anchor."""
    word = match["n"].lower()
    count = ORDINALS.get(word) or _digits(word)
    end = values.as_day(known.last) or known.anchor
    if not count or end is None:
        return None
    return between(day(end - timedelta(days=count - 1)), day(end))


def chained(sign: int) -> Reading:
    """Relative to the last value read: "two days later", "the previous day"."""

    def read(match: re.Match[str], known: Known) -> str | None:
        start = values.as_day(known.last)
        count = number(match.groupdict().get("n") or "one")
        return _moved(start, match.groupdict().get("unit") or "day", sign * count) if start and count else None

    return read


def same_day(match: re.Match[str], known: Known) -> str | None:
    """ "that day", "hours later": the last value read."""
    return known.last if values.as_day(known.last) else None


def holiday(of_month: int, of_day: int, from_easter: int | None) -> Reading:
    """A named day of the year, by month and day or by its distance from Easter."""

    def read(match: re.Match[str], known: Known) -> str | None:
        year = re.search(YEAR, match[0])
        if year:
            exact = _holiday_in(int(year[0]))
            return day(exact) if exact else None
        if known.anchor is None:
            return None
        days = [d for y in (-1, 0, 1) if (d := _holiday_in(known.anchor.year + y))]
        if known.future:
            return day(min(d for d in days if d >= known.anchor))
        return day(max(d for d in days if d <= known.anchor + ONE_DAY))

    def _holiday_in(year: int) -> date | None:
        if from_easter is not None:
            return values.easter(year) + timedelta(days=from_easter)
        return real_date(year, of_month, of_day)

    return read
