"""JSON Lines: an article a line, read line by line so that the file may be larger than the memory."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.decode import MAX_CHARACTERS, clean
from kg.read.metadata import check
from kg.read.text import article, is_blank

MAX_LINE = 12 * MAX_CHARACTERS + 65_536
"""The longest line in bytes: an article of the longest text with every character escaped, and its metadata."""


def raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of a line that is too long only its first `MAX_LINE` + 1 bytes."""
    while line := stream.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):  # pass over the rest of it
            line = stream.readline(MAX_LINE + 1)


def read_lines(lines: Iterator[bytes], where: str, stem: str) -> Iterator[tuple[str, Article | InputError]]:
    """An article or an error for each line that is not blank, with the line's name.

    The object's `text` is required; `id`, `title`, `publisher`, `published`, `url` and `inferred` are metadata, other
    keys are passed over, as exports of other programs have many. Without `id` the article is called STEM-LINE.
    """
    found = False
    for number, raw in enumerate(lines, 1):
        content = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        if not content.strip():
            continue
        found = True
        name = f"{where}, line {number}"
        try:
            yield name, _read_line(content, name, f"{stem}-{number}")
        except InputError as error:
            yield name, error
    if not found:
        yield where, InputError(where, "is empty")


def _read_line(raw: bytes, where: str, doc: str) -> Article:
    if len(raw) > MAX_LINE:
        raise InputError(where, f"is longer than {MAX_LINE:,} bytes; split it into articles")
    try:
        row = json.loads(raw.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(where, f"is not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError(
            where, f"is not JSON ({error.msg}, column {error.colno}); each line is to be one object"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(where, "is not JSON that can be read (a number or a nesting without end)") from error
    if not isinstance(row, dict):
        raise InputError(where, 'is not a JSON object; expected {"text": …}')
    text = row.get("text")
    if text is None:
        raise InputError(where, "has no 'text'")
    if not isinstance(text, str):
        raise InputError(where, "'text' is not text")
    text = clean(text)
    if is_blank(text):
        raise InputError(where, "'text' is empty")
    return article(text, where, doc, check(row, where))
