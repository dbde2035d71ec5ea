"""Numbers in words and figures, ranges, zeros and vague quantities, as they stand in a row of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.lexicons import table

DASHES = frozenset({"-", "–", "—"})
_DIGITS = re.compile(r"(\d{1,3}(?:[,. ]\d{3})+|\d+)(k)?", re.IGNORECASE)
_JOINED_RANGE = re.compile(r"(\d+)[-–—](\d+)")
_NONE = frozenset(("nobody", "none", "no-one"))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number (`value`) or vague words (`vague`) of `length` tokens."""

    length: int
    value: int | None
    vague: str | None = None


def numeral(tokens: list[Token], i: int) -> Numeral | None:
    """The number, range, zero or vague quantity that begins at i, None where none does."""
    return _range(tokens, i) or _zero(tokens, i) or _number(tokens, i) or _vague(tokens, i)


def _range(tokens: list[Token], i: int) -> Numeral | None:
    """`20 to 30`, `20-30`, `between 20 and 30`, `two or three`."""
    joined = _JOINED_RANGE.fullmatch(tokens[i].text)
    if joined and int(joined[1]) < int(joined[2]) and not (1900 < int(joined[1]) < 2100):
        return Numeral(1, None, f"{joined[1]}-{joined[2]}")
    between = tokens[i].lower_ in ("between", "from")
    start = i + 1 if between else i
    first = _number(tokens, start)
    if first is None or first.value is None or start + first.length + 1 >= len(tokens):
        return None
    link = tokens[start + first.length].lower_
    if link not in (("and", "to") if between else ("to", "or", *DASHES)):
        return None
    second = _number(tokens, start + first.length + 1)
    if second is None or second.value is None or second.value <= first.value:
        return None
    return Numeral(start - i + first.length + 1 + second.length, None, f"{first.value}-{second.value}")


def _zero(tokens: list[Token], i: int) -> Numeral | None:
    word = tokens[i].lower_
    if word == "no" and i + 1 < len(tokens) and tokens[i + 1].lower_ == "one":
        return Numeral(2, 0)
    if word in _NONE:
        return Numeral(1, 0)
    if word == "no" and tokens[i].pos_ == "DET" and (i + 1 >= len(tokens) or tokens[i + 1].lower_ not in _never_zero()):
        return Numeral(1, 0)
    if word == "without" and i + 1 < len(tokens) and tokens[i + 1].lemma_ in ("casualty", "injury", "loss", "fatality"):
        return Numeral(1, 0)
    return None


def _never_zero() -> frozenset[str]:
    """What after "no" makes a bound or an idiom of it."""
    return frozenset(("fewer", "less", "more", "longer", "doubt", "comment", "matter"))


def _number(tokens: list[Token], i: int) -> Numeral | None:
    """Digits with separators, number words ("twenty-five", "one hundred and ten"), "a dozen", "20k", "1.5 million"."""
    if i >= len(tokens):
        return None
    if tokens[i].lower_ == "half" and [t.lower_ for t in tokens[i + 1 : i + 3]] == ["a", "dozen"]:
        return Numeral(3, 6, "dozen")
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
    return Numeral(j - i, int(whole), "dozen" if dozen else None)


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
    word = word.partition("[")[0]  # a footnote mark or page markup glued to the figure
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


def _vague(tokens: list[Token], i: int) -> Numeral | None:
    """The longest vague phrase of the lexicon at i, without a following "of"."""
    for length in (4, 3, 2, 1):
        phrase = " ".join(t.lower_ for t in tokens[i : i + length])
        if len(tokens) >= i + length and phrase in phrases("vague") and _quantifies(tokens, i, length):
            scale = _scale_after(tokens, i + length)
            return Numeral(length + len(scale), None, " ".join([phrase, *scale[-1:]]))
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
def phrases(*senses: str) -> frozenset[str]:
    """The phrases of the quantity lexicon with one of the senses."""
    return frozenset(row["phrase"] for row in table("quantities") if row["sense"] in senses)
