"""How many: every count phrase in a stretch of text, with its qualifier and the noun that is counted.

Vague words ("dozens", "several") go to the qualifier and never become a number; dates, ages, distances, money and model
numbers are no counts. What a count allows as an interval is said in `kg.intervals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicons import table, words
from kg.model import Span

_DIGITS = re.compile(r"(\d{1,3}(?:[,. ]\d{3})+|\d+)(k)?", re.IGNORECASE)
_JOINED_RANGE = re.compile(r"(\d+)[-–—](\d+)")
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
_DASHES = frozenset({"-", "–", "—"})
_NONE = frozenset(("nobody", "none", "no-one"))


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
    tokens = [t for t in doc if t.idx >= span[0] and t.idx + len(t) <= span[1]]
    found: list[Count] = []
    i = 0
    while i < len(tokens):
        size = _core(tokens, i)
        if size is None or _is_label(tokens, i, size.length):
            i += 1
            continue
        found.append(_count(doc, tokens, i, size))
        i += size.length
    return _with_wholes(found, doc)


def total(parts: Iterable[Count]) -> int | None:
    """The sum of coordinated counts ("14 adults and two children" is 16), None where one of them is vague."""
    values = [part.value for part in parts]
    return sum(v for v in values if v is not None) if values and None not in values else None


# ---- the number itself -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Core:
    """A number or vague word of `length` tokens."""

    length: int
    value: int | None
    vague: str | None = None


def _core(tokens: list[Token], i: int) -> _Core | None:
    return _range(tokens, i) or _zero(tokens, i) or _number(tokens, i) or _vague(tokens, i)


def _range(tokens: list[Token], i: int) -> _Core | None:
    """`20 to 30`, `20-30`, `between 20 and 30`, `two or three`."""
    joined = _JOINED_RANGE.fullmatch(tokens[i].text)
    if joined and int(joined[1]) < int(joined[2]) and not (1900 < int(joined[1]) < 2100):
        return _Core(1, None, f"{joined[1]}-{joined[2]}")
    between = tokens[i].lower_ in ("between", "from")
    start = i + 1 if between else i
    first = _number(tokens, start)
    if first is None or first.value is None or start + first.length + 1 >= len(tokens):
        return None
    link = tokens[start + first.length].lower_
    if link not in (("and", "to") if between else ("to", "or", *_DASHES)):
        return None
    second = _number(tokens, start + first.length + 1)
    if second is None or second.value is None or second.value <= first.value:
        return None
    return _Core(start - i + first.length + 1 + second.length, None, f"{first.value}-{second.value}")


def _zero(tokens: list[Token], i: int) -> _Core | None:
    word = tokens[i].lower_
    if word == "no" and i + 1 < len(tokens) and tokens[i + 1].lower_ == "one":
        return _Core(2, 0)
    if word in _NONE:
        return _Core(1, 0)
    if word == "no" and tokens[i].pos_ == "DET" and (i + 1 >= len(tokens) or tokens[i + 1].lower_ not in _never_zero()):
        return _Core(1, 0)
    if word == "without" and i + 1 < len(tokens) and tokens[i + 1].lemma_ in ("casualty", "injury", "loss", "fatality"):
        return _Core(1, 0)
    return None


def _never_zero() -> frozenset[str]:
    """What after "no" makes a bound or an idiom of it."""
    return frozenset(("fewer", "less", "more", "longer", "doubt", "comment", "matter"))


def _number(tokens: list[Token], i: int) -> _Core | None:
    """Digits with separators, number words ("twenty-five", "one hundred and ten"), "a dozen", "20k", "1.5 million"."""
    if i >= len(tokens):
        return None
    if tokens[i].lower_ == "half" and [t.lower_ for t in tokens[i + 1 : i + 3]] == ["a", "dozen"]:
        return _Core(3, 6, "dozen")
    table_ = _number_words()
    value: float | None = None
    group = 0.0
    j = i
    dozen = False
    if tokens[i].lower_ in ("a", "an"):
        if i + 1 >= len(tokens) or not table_.get(tokens[i + 1].lower_, (0, False))[1]:
            return None
        group, j = 1, i + 1
    while j < len(tokens):
        word = tokens[j].lower_
        digits = _digits(word) if j == i else None
        if digits is not None:
            group, value = digits, value or 0
        elif word in table_:
            number, scale = table_[word]
            if scale:
                if value is None and group == 0:
                    return None  # a bare scale word ("thousand") counts nothing
                dozen = dozen or word == "dozen"
                if number == 100 or number == 12:
                    group = (group or 1) * number
                else:
                    value, group = (value or 0) + (group or 1) * number, 0.0
                value = value or 0
            elif j == i or tokens[j - 1].lower_ in ("and", "hundred", "thousand", "-"):
                group, value = group + number, value or 0
            elif j > i and 20 <= group % 100 <= 90 and 0 < number < 10:
                group += number
            else:
                break
        elif word in ("-", "and") and j > i and j + 1 < len(tokens) and _continues(tokens, j):
            pass
        else:
            break
        j += 1
    if value is None:
        return None
    whole = value + group
    return _Core(j - i, int(whole), "dozen" if dozen else None)


def _continues(tokens: list[Token], j: int) -> bool:
    """Whether "-" or "and" at j goes on with the same number: "twenty-five", "one hundred and ten"."""
    following = _number_words().get(tokens[j + 1].lower_)
    if following is None or following[1]:
        return False
    before = tokens[j - 1].lower_
    if tokens[j].text == "-":
        return before.endswith("ty") and following[0] < 10
    return before == "hundred" and following[0] < 100


def _digits(word: str) -> float | None:
    match = _DIGITS.fullmatch(word)
    if match:
        return int(re.sub(r"[,. ]", "", match[1])) * (1000 if match[2] else 1)
    decimal = re.fullmatch(r"\d+\.\d{1,2}", word)
    return float(word) if decimal else None


@cache
def _number_words() -> dict[str, tuple[int, bool]]:
    rows = {row["word"]: (int(row["value"]), bool(row["scale"])) for row in table("number_words")}
    tens = {word: value for word, (value, _) in rows.items() if word.endswith("ty")}
    units = {word: value for word, (value, _) in rows.items() if 0 < value < 10}
    return rows | {f"{t}-{u}": (tv + uv, False) for t, tv in tens.items() for u, uv in units.items()}


def _vague(tokens: list[Token], i: int) -> _Core | None:
    """The longest vague phrase of the lexicon at i, without a following "of"."""
    for length in (4, 3, 2, 1):
        phrase = " ".join(t.lower_ for t in tokens[i : i + length])
        if len(tokens) >= i + length and phrase in _phrases("vague") and _quantifies(tokens, i, length):
            scale = _scale_after(tokens, i + length)
            return _Core(length + len(scale), None, " ".join([phrase, *scale[-1:]]))
    return None


def _scale_after(tokens: list[Token], at: int) -> list[str]:
    """`hundred` of "several hundred", `of dozen` of "a couple of dozen"."""
    following = [t.lower_ for t in tokens[at : at + 2]]
    scales = {word for word, (_, scale) in _number_words().items() if scale}
    if following[:1] and following[0] in scales:
        return following[:1]
    return following if len(following) == 2 and following[0] == "of" and following[1] in scales else []


def _quantifies(tokens: list[Token], i: int, length: int) -> bool:
    """Whether a vague word counts things here: not "half past", "part of the deal", "the most", "any time"."""
    word = tokens[i].lower_
    if word == "most":
        before = tokens[i - 1].lower_ if i else ""
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        return (
            before not in ("the", "at")
            and following is not None
            and (following.lower_ == "of" or following.pos_ == "NOUN")
        )
    if word in ("half", "part", "any") or (word == "many" and i and tokens[i - 1].lower_ in ("as", "how", "so", "too")):
        return False
    return tokens[i + length - 1].pos_ not in ("VERB", "AUX")


@cache
def _phrases(*senses: str) -> frozenset[str]:
    return frozenset(row["phrase"] for row in table("quantities") if row["sense"] in senses)


# ---- qualifier and noun ----------------------------------------------------------------------------------------------
def _count(doc: Doc, tokens: list[Token], i: int, core: _Core) -> Count:
    before, start = _qualifier_before(tokens, i)
    after, end = _qualifier_after(tokens, i + core.length)
    words_ = [*before, *([core.vague] if core.vague else []), *([] if before else after)]
    noun = _noun(tokens, end)
    return Count(
        span=(tokens[start].idx, tokens[end - 1].idx + len(tokens[end - 1])),
        value=core.value,
        qualifier=" ".join(words_) or None,
        noun=None if noun is None else (noun.idx, noun.idx + len(noun)),
    )


def _qualifier_before(tokens: list[Token], i: int) -> tuple[list[str], int]:
    """The bounding phrases directly before a number ("at least another"), and where they begin."""
    phrases = _phrases("from", "above", "upto", "below", "nearly", "about", "increment")
    found: list[str] = []
    start = i
    while True:
        at = start - 1 if start and tokens[start - 1].lower_ in ("the", "a", "an", "its") else start
        for length in (3, 2, 1):
            phrase = " ".join(t.lower_ for t in tokens[max(at - length, 0) : at])
            if (
                at >= length
                and phrase in phrases
                and not (length == 1 and tokens[at - 1].pos_ == "ADP" and at != start)
            ):
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
    if token.pos_ == "ADJ" or token.dep_ == "amod" or token.text in _DASHES or token.text in "’‘'\"“”":
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
        if before.text in _DASHES and not before.whitespace_ and i >= 2 and not tokens[i - 2].whitespace_:
            return True  # "S-300", "Covid-19", "2022-23"
    if token.text.isdigit() and length == 1 and 1900 <= int(token.text) <= 2099 and len(token.text) == 4:
        return after is None or after.pos_ not in ("NOUN", "ADJ")
    if after is None:
        return False
    if after.lower_ in _MONTHS and after.text[:1].isupper():
        return True
    if after.text in _DASHES and not last.whitespace_ and not after.whitespace_:
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
    result = list(found)
    for k in range(len(found) - 1):
        part, whole = found[k], found[k + 1]
        between = doc.text[part.span[1] : whole.span[0]].strip().casefold()
        if between in ("of", "of the", "out of", "out of the") and whole.value is not None:
            result[k] = Count(part.span, part.value, part.qualifier, whole.noun, whole.value)
    return result
