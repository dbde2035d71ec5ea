"""How many: every count phrase in a stretch of text, with its qualifier and the noun that is counted.

Vague words ("dozens", "several") go to the qualifier and never become a number; dates, ages, distances, money and model
numbers are no counts. What a count allows as an interval is said in `kg.intervals`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.annotate.clauses import tokens_in
from kg.annotate.numerals import DASHES, Numeral, numeral, phrases
from kg.lexicons import words
from kg.model import Span

_MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "jan.", "feb.", "mar.", "apr.", "aug.", "sept.", "oct.", "nov.", "dec.",
})  # fmt: skip
_BEFORE_LABEL = frozenset({
    "article", "chapter", "day", "flight", "highway", "no.", "number", "paragraph", "protocol", "resolution",
    "route",
})  # fmt: skip
_CURRENCY = frozenset({"$", "€", "£", "¥", "#"})


@dataclass(frozen=True, slots=True)
class Count:
    """One count phrase. `span` holds qualifier and number; `noun` the head noun, where one follows.

    `value` is None where the text only has a vague word or a range; `whole` is M in "N of M".
    """

    span: Span
    value: int | None
    qualifier: str | None = None
    noun: Span | None = None
    whole: int | None = None


def counts(doc: Doc, span: Span) -> list[Count]:
    """The counts inside `span` (code-point offsets), in text order.

    "21 of 49 drones" is two counts, 21 (of a whole of 49) and 49; "14 adults and two children" is two, see `total`.
    """
    inside = tokens_in(doc, (span,))
    tokens = [t for t in inside if t.idx >= span[0] and t.idx + len(t.text.partition("[")[0]) <= span[1]]
    found: list[Count] = []
    i = 0
    while i < len(tokens):
        size = numeral(tokens, i)
        if size is None or _is_label(tokens, i, size.length):
            i += 1
            continue
        count, i = _count(tokens, i, size, found[-1].span[1] if found else 0)
        found.append(count)
    return _with_wholes(found, doc)


def total(parts: Iterable[Count]) -> int | None:
    """The sum of coordinated counts ("14 adults and two children" is 16), None where one of them is vague."""
    values = [part.value for part in parts]
    return sum(v for v in values if v is not None) if values and None not in values else None


# ---- qualifier and noun ----------------------------------------------------------------------------------------------
def _count(tokens: list[Token], i: int, core: Numeral, free: int) -> tuple[Count, int]:
    """The count whose number stands at i, and where reading goes on; before the offset `free` all is taken."""
    before, start = _qualifier_before(tokens, i, free)
    after, end = _qualifier_after(tokens, i + core.length)
    qualifier = [*before, *([core.vague] if core.vague else []), *([] if before else after)]
    noun = _noun(tokens, end)
    count = Count(
        span=(tokens[start].idx, tokens[end - 1].idx + len(tokens[end - 1].text.partition("[")[0])),
        value=core.value,
        qualifier=" ".join(qualifier) or None,
        noun=None if noun is None else (noun.idx, noun.idx + len(noun)),
    )
    return count, end


def _qualifier_before(tokens: list[Token], i: int, free: int) -> tuple[list[str], int]:
    """The bounding phrases directly before a number ("at least another"), and where they begin."""
    bounds = phrases("from", "above", "upto", "below", "nearly", "about", "increment")
    found: list[str] = []
    start = i
    while True:
        skips = start and tokens[start - 1].lower_ in ("the", "a", "an", "its")
        at = start - 1 if skips else start
        for length in (3, 2, 1):
            phrase = " ".join(t.lower_ for t in tokens[max(at - length, 0) : at])
            if at < length or phrase not in bounds or tokens[at - length].idx < free:
                continue
            if not (length == 1 and tokens[at - 1].pos_ == "ADP" and skips):  # "over the two days"
                found.insert(0, phrase)
                start = at - length
                break
        else:
            return found, start


def _qualifier_after(tokens: list[Token], end: int) -> tuple[list[str], int]:
    """`or more`, `more` and the like directly after a number, and where they end."""
    two = " ".join(t.lower_ for t in tokens[end : end + 2])
    if two in ("or more", "or so"):
        return [two], end + 2
    if end < len(tokens) and tokens[end].lower_ in ("more", "plus", "+", "additional", "further"):
        if end + 1 < len(tokens) and tokens[end + 1].lower_ == "than":
            return [], end
        return [tokens[end].lower_.replace("+", "plus")], end + 1
    return [], end


def _noun(tokens: list[Token], at: int) -> Token | None:
    """The head of the noun group that begins at `at`; "of" and a determiner may stand between."""
    j = at
    if j < len(tokens) and tokens[j].lower_ == "of":
        j += 1
        while j < len(tokens) and tokens[j].pos_ in ("DET", "PRON", "NUM") and tokens[j].tag_ not in ("WP", "WDT"):
            j += 1
        if j < len(tokens) and tokens[j].lower_ in ("dead", "wounded", "injured", "missing"):
            return tokens[j]
    head: Token | None = None
    while j < len(tokens):
        token = tokens[j]
        is_noun = token.pos_ == "NOUN"
        if is_noun or token.pos_ == "PROPN":
            if head is not None and head.pos_ == "NOUN" and not is_noun:
                break  # "18 people Friday"
            head = token
        elif not _modifies(tokens, j):
            break
        j += 1
    return head


def _modifies(tokens: list[Token], j: int) -> bool:
    token = tokens[j]
    if token.pos_ == "ADJ" or token.dep_ == "amod" or token.text in DASHES or token.text in "’‘'\"“”":
        return j + 1 < len(tokens)
    if token.tag_ == "POS":
        return True
    return token.pos_ == "ADV" and j + 1 < len(tokens) and tokens[j + 1].pos_ == "ADJ"


# ---- numbers that count nothing --------------------------------------------------------------------------------------
def _is_label(tokens: list[Token], i: int, length: int) -> bool:
    """Whether the number is a date, age, measure, sum of money, clock time, model number or "one of the …"."""
    token, last = tokens[i], tokens[i + length - 1]
    before = tokens[i - 1] if i else None
    after = tokens[i + length] if i + length < len(tokens) else None
    if token.lower_ == "one" and length == 1 and _is_pronoun(before, after):
        return True
    if before is not None:
        if before.lower_ in _MONTHS or before.lower_ in _BEFORE_LABEL or before.text in _CURRENCY:
            return True
        if before.text in DASHES and not before.whitespace_ and i >= 2 and not tokens[i - 2].whitespace_:
            return True  # "S-300", "Covid-19", "2022-23"
    if token.text.isdigit() and length == 1 and 1900 <= int(token.text) <= 2099 and len(token.text) == 4:
        return after is None or after.pos_ not in ("NOUN", "ADJ")
    if after is None:
        return False
    if after.lower_ in _MONTHS and after.text[:1].isupper():
        return True
    if after.text in DASHES and not last.whitespace_ and not after.whitespace_:
        return True  # "16-storey", "14-year-old"
    measured = after
    if after.lower_ == "per" or after.text in ("%", "°", ":"):
        return True
    if after.pos_ in ("ADJ", "ADV") and i + length + 1 < len(tokens):
        measured = tokens[i + length + 1]  # "12 nautical miles"
    if after.lower_ == "of" and not last.text.isdigit() and i + length + 1 < len(tokens):
        measured = tokens[i + length + 1]  # "hundreds of miles"
    return after.lower_ in words("measure_nouns") or measured.lower_ in words("measure_nouns")


def _is_pronoun(before: Token | None, after: Token | None) -> bool:
    if before is not None and before.lower_ in (
        "this",
        "that",
        "the",
        "which",
        "another",
        "each",
        "every",
        "first",
        "only",
    ):
        return True
    if after is None:
        return False
    return after.lower_ in ("another", "day", "thing", "side", "way") or after.lower_ == "of"


def _with_wholes(found: list[Count], doc: Doc) -> list[Count]:
    """`whole` and the shared noun filled in for "N of M nouns" and "N out of M nouns"."""
    if len(found) < 2:
        return found
    result, text = list(found), doc.text
    for k in range(len(found) - 1):
        part, whole = found[k], found[k + 1]
        between = text[part.span[1] : whole.span[0]].strip().casefold()
        if between in ("of", "of the", "out of", "out of the") and whole.value is not None:
            result[k] = Count(part.span, part.value, part.qualifier, whole.noun, whole.value)
    return result
