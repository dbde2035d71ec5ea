"""Files in, articles out: the first room of the house.

`read` is all that the rest needs. A bad input is one `InputError` among the articles, and the others still come.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.html import MAX_PAGE, read_page
from kg.read.jsonl import raw_lines, read_lines
from kg.read.metadata import Metadata, read_sidecar
from kg.read.sources import LINES, PAGES, Source, expand, shown
from kg.read.text import MAX_BYTES, read_text

__all__ = ["read"]


def read(sources: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Article | InputError]:
    """The articles of files, folders and standard input (`-`), in a fixed order.

    Parameters
    ----------
    sources : files (.txt .md .html .htm .jsonl), folders, or `-`: plain text, or JSON Lines when it begins with `{`
    stdin : the stream behind `-`; by default the process's own

    Yields
    ------
    An `Article` for each one that can be read, and an `InputError` for each input that cannot. The `doc` of an article
    is its `id`, else the file's stem, and unique: a second one with the same `doc` is an error.
    """
    seen: dict[str, str] = {}
    for source in expand(sources):
        if isinstance(source, InputError):
            yield source
            continue
        for where, item in _read_source(source, stdin):
            if isinstance(item, Article) and item.doc in seen:
                problem = f"has the id {item.doc!r} of {seen[item.doc]}; give one of them another 'id'"
                yield InputError(where, problem)
                continue
            if isinstance(item, Article):
                seen[item.doc] = where
            yield item


def _read_source(source: Source, stdin: BinaryIO | None) -> Iterator[tuple[str, Article | InputError]]:
    try:
        if source.path is None:
            yield from _read_stream(stdin or sys.stdin.buffer, source)
        elif source.suffix in LINES:
            yield from _read_json_lines(source.path, source)
        else:
            yield source.where, _read_file(source.path, source)
    except InputError as error:
        yield error.where, error
    except OSError as error:
        yield source.where, InputError(source.where, f"cannot be read ({error.strerror})")


def _read_file(path: Path, source: Source) -> Article:
    metadata = Metadata()
    if source.sidecar is not None:
        metadata = read_sidecar(source.sidecar, shown(Path(source.where).with_name(source.sidecar.name)))
    page = source.suffix in PAGES
    limit = MAX_PAGE if page else MAX_BYTES
    with path.open("rb") as stream:
        raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(source.where, f"is longer than {limit:,} bytes; split it into articles")
    return (read_page if page else read_text)(raw, source.where, source.stem, metadata)


def _read_json_lines(path: Path, source: Source) -> Iterator[tuple[str, Article | InputError]]:
    if source.sidecar is not None:
        where = shown(Path(source.where).with_name(source.sidecar.name))
        yield where, InputError(where, f"belongs to no single article; put the fields into the lines of {source.where}")
    with path.open("rb") as stream:
        yield from read_lines(raw_lines(stream), source.where, source.stem)


def _read_stream(stream: BinaryIO, source: Source) -> Iterator[tuple[str, Article | InputError]]:
    """Standard input: JSON Lines when its first character that is not blank is `{`, else one plain text."""
    lines = raw_lines(stream)
    head: list[bytes] = []
    for line in lines:
        head.append(line)
        if line.strip(b"\xef\xbb\xbf \t\r\n") or sum(map(len, head)) > MAX_BYTES:
            break
    if head and head[-1].lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        yield from read_lines(chain(head, lines), source.where, source.stem)
        return
    raw = b"".join(head) + stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise InputError(source.where, f"is longer than {MAX_BYTES:,} bytes; split it into articles")
    yield source.where, read_text(raw, source.where, source.stem, Metadata())
