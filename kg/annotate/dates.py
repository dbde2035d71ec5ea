"""Time expressions of news English resolved to EDTF, each against the day it was said or written.

An article says "on Saturday" or "yesterday"; the value depends on the anchor (publication, or the utterance for words
inside a quotation) and on whether the clause looks back or ahead. Values are only as precise as the text. An
expression that cannot be resolved is still a mention, with the value None, so that nobody invents a day for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg.annotate import date_values as values
from kg.annotate.date_readings import Known
from kg.annotate.date_rules import RULES, Rule
from kg.annotate.draft import Draft, ZoneKind
from kg.lexicons import table, words
from kg.model import Article, Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression. `edtf` is None where it cannot be resolved.

    `kind` is absolute, weekday, relative or chained; `after_midnight` marks the first minutes of a day, when what is
    told began on the day before.
    """

    span: Span
    edtf: str | None
    kind: str
    after_midnight: bool = False


def never(_: int) -> bool:
    """No clause is about the future."""
    return False


def find_dates(
    text: str, anchor: str | None, *, span: Span | None = None, future: Callable[[int], bool] = never
) -> tuple[DateMention, ...]:
    """The time expressions of a text (or of one span of it), in order, without overlaps.

    `anchor` is the EDTF day the words were written or said (a month or year gives only the year of "on 7 October");
    `future` tells whether the clause around an offset looks ahead.

    >>> [m.edtf for m in find_dates("An attack on Saturday, after Friday's raid", "2023-12-31")]
    ['2023-12-30', '2023-12-29']
    """
    start, end = span or (0, len(text))
    text = re.sub(r"[^\S\n]", " ", text)  # no-break and thin spaces
    mentions: list[DateMention] = []
    last: str | None = None
    for rule, match in _matches(text, start, end):
        known = Known(values.as_day(anchor), values.as_year(anchor), future(match.start()), last)
        try:
            value = rule.read(match, known)
        except OverflowError:  # "ten million days ago" leaves the calendar
            value = None
        if value:
            last = value
        mentions.append(_mention(text, match, rule, _open_ended(text, match.start(), value)))
    return tuple(mentions)


def dates(draft: Draft) -> tuple[DateMention, ...]:
    """All time expressions of the readable zones, those inside a quotation against the day of the utterance."""
    text, anchor = draft.article.text, anchor_of(draft)
    ahead = future_clauses(draft.doc)
    found: list[DateMention] = []
    for zone in draft.zones:
        if zone.kind is ZoneKind.BOILERPLATE:
            continue
        mentions = find_dates(text, anchor, span=zone.span, future=ahead)
        quoted = [span for quotation in draft.quotations for span in quotation.spans if _within(span, zone.span)]
        for span in quoted:
            said = _said_on(draft.doc, mentions, span, quoted)
            if said and said != anchor:
                inside = find_dates(text, said, span=span, future=ahead)
                mentions = tuple(sorted([m for m in mentions if not _within(m.span, span)] + list(inside), key=_start))
        found.extend(mentions)
    return tuple(found)


def anchor_of(draft: Draft) -> str | None:
    """The day the article was written: its publication date, else a dateline, else a date in its address."""
    article = draft.article
    if values.as_year(article.published) is not None:
        return article.published
    return _dateline(article, draft) or _address(article.url)


def future_clauses(doc: Doc) -> Callable[[int], bool]:
    """A test whether the clause around an offset looks ahead: "will", "is expected to", "plans to", "ahead of"."""
    ends = {token.idx: token for token in doc}

    def ahead(position: int) -> bool:
        token = ends.get(position) or next((t for t in doc if t.idx <= position < t.idx + len(t)), None)
        return token is not None and _looks_ahead(token)

    return ahead


def _looks_ahead(token: Token) -> bool:
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return bool(verb.i > 0 and verb.nbor(-1).lower_ in {"until", "till"})
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & {"will", "’ll", "'ll", "shall"}:
        return True
    if (
        verb.dep_ in {"xcomp", "ccomp", "advcl"}
        and "to" in helpers
        and verb.head.lemma_.lower() in words("future_verbs")
    ):
        return True
    # "is to speak on Friday", "the talks, due on Friday"
    return verb.lemma_ == "be" and any(c.dep_ == "acomp" and c.lower_ in {"due", "set"} for c in verb.children)


def _matches(text: str, start: int, end: int) -> list[tuple[Rule, re.Match[str]]]:
    """Leftmost, longest, earliest rule; what a chosen match covers is gone."""
    candidates = [
        (match.start(), -match.end(), number, rule, match)
        for number, rule in enumerate(RULES)
        for match in rule.pattern.finditer(text, start, end)
        if match.end() > match.start()
    ]
    candidates.sort(key=lambda c: c[:3])
    chosen: list[tuple[Rule, re.Match[str]]] = []
    reached = start
    for first, minus_end, _, rule, match in candidates:
        if first >= reached and not _habitual(text, match, rule):
            chosen.append((rule, match))
            reached = -minus_end
    return chosen


def _habitual(text: str, match: re.Match[str], rule: Rule) -> bool:
    """ "every Friday", "each day": no day at all."""
    return rule.kind == "weekday" and bool(re.search(r"\b(?:every|each|most)\s$", text[: match.start()], re.I))


def _open_ended(text: str, start: int, value: str | None) -> str | None:
    """ "since Friday" and "until Friday" are intervals with an open end."""
    if value is None or "/" in value:
        return value
    before = text[max(0, start - 12) : start].lower()
    if re.search(r"\bsince (?:the )?$", before):
        return f"{values.plain(value)}/.."
    if re.search(r"\b(?:until|till|before) (?:the )?$", before):
        return f"../{values.plain(value)}"
    return value


def _mention(text: str, match: re.Match[str], rule: Rule, value: str | None) -> DateMention:
    start, end = match.span()
    while text[start].isspace():
        start += 1
    midnight = bool(re.search(r"\b(?:after|past) midnight", match[0], re.I))
    return DateMention((start, end), value, rule.kind, midnight)


def _said_on(doc: Doc, mentions: tuple[DateMention, ...], span: Span, quoted: list[Span]) -> str | None:
    """The day in the sentence around a quotation that dates the saying: "…", he said on Friday."""
    for mention in mentions:
        if any(_within(mention.span, q) for q in quoted) or values.as_day(mention.edtf) is None:
            continue
        if min(abs(mention.span[0] - span[1]), abs(span[0] - mention.span[1])) > 200:
            continue
        token = next((t for t in doc if t.idx <= mention.span[0] < t.idx + len(t)), None)
        while token is not None and token.pos_ != "VERB" and token.head != token:
            token = token.head
        if token is not None and token.lemma_.lower() in _reporting():
            return mention.edtf
    return None


def _dateline(article: Article, draft: Draft) -> str | None:
    """A full date that stands alone near the top, after "Published", or in a "CITY, date (Agency) -"."""
    top = [zone for zone in draft.zones if zone.span[1] - zone.span[0] > 3][:6]
    for zone in top:
        for mention in find_dates(article.text, None, span=zone.span):
            if mention.kind != "absolute" or values.as_day(mention.edtf) is None:
                continue
            before = article.text[zone.span[0] : mention.span[0]]
            short = zone.span[1] - zone.span[0] <= mention.span[1] - mention.span[0] + 40
            label = re.search(r"(?:published|updated|posted|issued|dated?)\W*(?:on|at)?\W*$", before, re.I)
            city = re.fullmatch(r"[A-Z][\w ./'’-]{2,30}[,:(—–-]\s*", before)
            if short or label or city:
                return mention.edtf
    return None


def _address(url: str | None) -> str | None:
    """The day in an address such as https://example.org/news/2023/12/30/headline."""
    match = re.search(r"(?<!\d)(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d)", url or "")
    found = values.real_date(int(match[1]), int(match[2]), int(match[3])) if match else None
    return values.day(found) if found else None


@cache
def _reporting() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("reporting_verbs"))


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _start(mention: DateMention) -> int:
    return mention.span[0]
