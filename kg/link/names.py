"""Names to keys under which the spellings of one name meet.

The keys are for grouping, never for show. A key is equal or it is not: nothing here is a similarity.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kg import lexicons

# letters that NFKD does not take apart
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_SILENT = re.compile(r"['’‘ʼʿʾ`´]")


def clean(text: str) -> str:
    """A name as text for people: NFC, one space between words, no control characters."""
    text = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", text).split())


@cache
def fold(text: str) -> str:
    """Lower case without accents, apostrophes and punctuation, words separated by one space.

    >>> fold("Władysław  O’Neil-Sanaʿa")
    'wladyslaw oneil sanaa'
    """
    text = unicodedata.normalize("NFKD", _SILENT.sub("", text))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


@cache
def sound(word: str, scope: str = "person") -> str:
    """The transliteration key of one folded word: spellings of one Slavic, Arabic or Hebrew name meet in it.

    >>> sound("zakharova") == sound("zajarova"), sound("kherson") == sound("kharkiv")
    (True, False)
    """
    for row in lexicons.table("transliteration"):
        if not row["scope"] or row["scope"] == scope:
            word = word.replace(row["from"], row["to"])
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("h") else word


def sounds(text: str, scope: str) -> str:
    """The transliteration key of each word of a text, in order."""
    return " ".join(sound(word, scope) for word in fold(text).split())
