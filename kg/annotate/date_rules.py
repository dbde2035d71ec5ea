"""The grammar of time expressions in news English: one pattern a rule, each with its reading.

Of two matches that begin at one place the longer wins, then the earlier rule. Weekdays and months must be capitalised
("march", "may" and "sat" are ordinary words).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.annotate import date_readings as readings
from kg.annotate.date_readings import MONTH, MONTHS, NUMBERS, ORDINAL_END, ORDINALS, WEEKDAY, YEAR, Reading
from kg.lexicons import table


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of time expression. `kind` is absolute, weekday, relative or chained (needs an earlier value)."""

    kind: str
    pattern: re.Pattern[str]
    read: Reading


_LONG = "(?:" + "|".join(MONTHS) + ")"
_DAY = rf"(?:0?[1-9]|[12]\d|3[01]){ORDINAL_END}(?!\d|[.,:]\d|%)"
_TO = r"\s?(?:-|–|—|/|\bto\b|\band\b|\bthrough\b|\binto\b)\s?(?:the )?"
_N = r"(?:\d{1,3}|(?:a )?couple of|an?|" + "|".join(w for w in NUMBERS if " " not in w and len(w) > 2) + ")"
_UNIT = r"(?:day|week|month|year|hour|night)s?"


def _rule(kind: str, pattern: str, read: Reading, flags: int = 0) -> Rule:
    return Rule(kind, re.compile(rf"(?<![\w-]){pattern}(?!\w)", flags), read)


_CLOCK = (
    r"(?:(?:shortly|just|soon|right|immediately|hours|minutes|moments|around|about|towards?|early|late|after|before|at"
    r"|past) )+midnight (?:on |of )?(?:the )?"
)
_EARLY = (
    r"(?:(?:early|late|later|earlier|overnight|dawn"
    r"|the (?:early )?(?:hours|morning|evening|afternoon|night) of) (?:on |in )?)"
)
_PARTS = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|lunchtime|noon))?"

RULES: tuple[Rule, ...] = (
    _rule("absolute", r"(\d{4})-(\d\d)-(\d\d)", readings.iso),
    _rule("absolute", r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", readings.numeric),
    _rule("absolute", rf"(?:{WEEKDAY},? )?{_DAY}{_TO}{_DAY} (?:of )?{MONTH}(?:,? {YEAR})?", readings.range_of_days),
    _rule("absolute", rf"(?:{WEEKDAY},? )?{MONTH} {_DAY}{_TO}{_DAY}(?:,? {YEAR})?", readings.range_of_days),
    _rule("absolute", rf"{MONTH} {_DAY}{_TO}{MONTH} {_DAY}(?:,? {YEAR})?", readings.range_of_days),
    _rule("absolute", rf"{_DAY} {MONTH}{_TO}{_DAY} {MONTH}(?:,? {YEAR})?", readings.range_of_days),
    _rule(
        "absolute", rf"(?:{_EARLY})?(?:{WEEKDAY},? )?(?:the )?{_DAY} (?:of )?{MONTH}(?:,? {YEAR})?", readings.whole_day
    ),
    _rule("absolute", rf"(?:{_EARLY})?(?:{WEEKDAY},? )?{MONTH} {_DAY}(?:,? {YEAR})?", readings.whole_day),
    _rule(
        "absolute",
        r"(?i:early|late|mid|the (?:end|beginning|start|middle) of)[ -]"
        rf"(?P<month>{_LONG})(?:,? (?:of )?(?P<year>{YEAR}))?",
        readings.part_of_month,
    ),
    _rule("absolute", rf"(?P<modifier>)(?P<month>{MONTH}),? (?:of )?(?P<year>{YEAR})", readings.whole_month),
    _rule(
        "absolute",
        rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bduring )|(?<=\bof )|(?<=\bfrom )|(?<=\bbefore )"
        rf"|(?=(?:[Ll]ast|[Nn]ext|[Tt]his) ))(?:(?P<modifier>[Ll]ast|[Nn]ext|[Tt]his) )?"
        rf"(?P<month>{_LONG})(?P<year>)(?! \d)",
        readings.whole_month,
    ),
    _rule("absolute", rf"(?P<season>(?i:spring|summer|autumn|fall|winter)) (?:of )?(?P<year>{YEAR})", readings.season),
    _rule(
        "absolute",
        rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bduring )|(?<=\bfrom )|(?<=\bof )|(?<=\bbefore )|(?<=\bby )"
        rf"|(?=(?:early|late|mid)[ -]))(?P<part>(?:early|late|mid)[ -])?(?P<year>{YEAR})(?![-/]\d|\.\d|,\d)",
        readings.whole_year,
    ),
    _rule(
        "weekday",
        rf"(?:(?:overnight|the night|late|early) )?(?:from |of |between |on )?{WEEKDAY} (?:night|evening) "
        rf"(?:to|into|and|through) "
        rf"(?:the (?:early )?(?:hours|morning) of |early )?(?P<weekday>{WEEKDAY})(?: morning)?",
        readings.into_weekday,
    ),
    _rule(
        "weekday",
        rf"(?:overnight|the night) (?:from |of |between |on )?{WEEKDAY} (?:to|into|and) (?P<weekday>{WEEKDAY})",
        readings.into_weekday,
    ),
    _rule("weekday", rf"(?:from )?{WEEKDAY} (?:in)?to (?P<weekday>{WEEKDAY}) night", readings.into_weekday),
    _rule("weekday", rf"overnight (?:in)?to (?P<weekday>{WEEKDAY})", readings.into_weekday),
    _rule(
        "weekday",
        rf"(?:from )?(?P<weekday>{WEEKDAY}) (?:to|through|until) (?P<last>{WEEKDAY})",
        readings.span_of_weekdays,
    ),
    _rule(
        "weekday",
        rf"(?P<clock>{_CLOCK})?(?:{_EARLY})?(?:(?P<modifier>(?i:last|next|this|coming)) )?"
        rf"(?P<weekday>{WEEKDAY}){_PARTS}",
        readings.weekday,
    ),
    _rule("relative", r"(?:the )?day before yesterday", readings.shift(-2), re.I),
    _rule("relative", r"(?:the )?day after tomorrow", readings.shift(2), re.I),
    _rule(
        "relative",
        r"(?:early |late |earlier |later )?(?:on )?yesterday(?: morning| afternoon| evening| night)?",
        readings.shift(-1),
        re.I,
    ),
    _rule("relative", r"(?:early |late )?last (?:night|evening)", readings.shift(-1), re.I),
    _rule("relative", r"(?:early |late |earlier |later )?today", readings.shift(0), re.I),
    _rule(
        "relative",
        r"tonight|(?:early |late )?this (?:morning|afternoon|evening|lunchtime)|early this morning",
        readings.shift(0),
        re.I,
    ),
    _rule("relative", r"tomorrow(?: morning| afternoon| evening| night)?", readings.shift(1), re.I),
    _rule("relative", r"overnight", readings.overnight, re.I),
    _rule(
        "relative",
        r"(?:last |this |next |coming |(?<=over the )|(?<=at the )|(?<=during the )|(?<=on the )|(?<=the past ))"
        r"weekend",
        readings.weekend,
        re.I,
    ),
    _rule("relative", r"(?P<modifier>last|this|next) (?P<unit>week|month|year)", readings.unit_of_calendar, re.I),
    _rule(
        "relative",
        rf"(?:(?:about|around|nearly|almost|just|some|over|more than) )?(?P<n>{_N}) (?P<unit>{_UNIT}) ago",
        readings.ago,
        re.I,
    ),
    _rule("relative", rf"in (?P<n>{_N}) (?P<unit>(?:day|week|month|year)s?)[’']? time", readings.from_now, re.I),
    _rule(
        "relative",
        rf"(?:the |these )?(?:past|last|previous|preceding) (?:(?P<n>{_N}) )?"
        r"(?P<unit>(?<=past )(?:day|week|month|year)|(?:day|week|month|year|hour|night)s)",
        readings.past_stretch,
        re.I,
    ),
    _rule("relative", r"recent (?P<unit>days|weeks|months)", readings.recent, re.I),
    _rule(
        "relative",
        rf"(?P<n>{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th)) "
        r"(?:(?:consecutive|successive|straight) (?:day|night)|(?:day|night) (?:in a row|running))",
        readings.consecutive,
        re.I,
    ),
    _rule(
        "chained",
        rf"(?P<n>{_N}) (?P<unit>(?:day|week|month|year|night)s?) (?:later|afterwards?)",
        readings.chained(1),
        re.I,
    ),
    _rule(
        "chained",
        rf"(?P<n>{_N}) (?P<unit>(?:day|week|month|year|night)s?) (?:earlier|previously|beforehand)",
        readings.chained(-1),
        re.I,
    ),
    # "X, a day after Y": the value is Y's, so it goes the other way
    _rule("chained", rf"(?P<n>{_N}) (?P<unit>(?:day|week|month|year)s?) after", readings.chained(-1), re.I),
    _rule("chained", rf"(?P<n>{_N}) (?P<unit>(?:day|week|month|year)s?) before", readings.chained(1), re.I),
    _rule("chained", r"the (?:following|next) (?:day|morning|night)", readings.chained(1), re.I),
    _rule(
        "chained",
        r"the (?:previous|preceding) (?:day|evening|night)|the (?:day|night|evening) before",
        readings.chained(-1),
        re.I,
    ),
    _rule(
        "chained", r"(?:the same|that) (?:day|night|evening|morning)|hours (?:later|earlier)", readings.same_day, re.I
    ),
    *(
        _rule(
            "relative",
            f"{row['pattern'].replace(chr(39), '[’' + chr(39) + ']')}(?: {YEAR})?",
            readings.holiday(
                int(row["month"] or 0), int(row["day"] or 0), int(row["easter"]) if row["easter"] else None
            ),
            re.I,
        )
        for row in table("holidays")
    ),
)
