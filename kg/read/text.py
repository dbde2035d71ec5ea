"""One plain text file as an article. Markdown is read as it stands: its marks are part of the text."""

from __future__ import annotations

from kg.errors import InputError
from kg.model import Article
from kg.read.boilerplate import boilerplate
from kg.read.decode import MAX_CHARACTERS, DecodeError, decode
from kg.read.metadata import Metadata

MAX_BYTES = 4 * MAX_CHARACTERS + 3  # the longest UTF-8 and UTF-16, and a byte order mark


def read_text(raw: bytes, where: str, doc: str, metadata: Metadata) -> Article:
    """The article in the bytes of a plain text. Raises `InputError` for what is no text or too long."""
    try:
        text = decode(raw)
    except DecodeError as error:
        raise InputError(where, str(error)) from error
    return article(text, where, doc, metadata)


def article(text: str, where: str, doc: str, metadata: Metadata) -> Article:
    """An article of a cleaned plain text, its boilerplate marked. Raises `InputError` when it is blank or too long."""
    check_length(text, where)
    return Article(
        doc=metadata.id or doc,
        text=text,
        title=metadata.title,
        publisher=metadata.publisher,
        published=metadata.published,
        url=metadata.url,
        inferred=metadata.inferred,
        boilerplate=boilerplate(text),
    )


def check_length(text: str, where: str) -> None:
    """Raise `InputError` unless the text holds something and is not longer than `MAX_CHARACTERS`."""
    if is_blank(text):
        raise InputError(where, "is empty")
    if len(text) > MAX_CHARACTERS:
        raise InputError(where, f"is longer than {MAX_CHARACTERS:,} characters; split it into articles")


def is_blank(text: str) -> bool:
    """Whether a cleaned text holds nothing but white space and replaced characters."""
    return not text.replace("\ufffd", " ").strip()
