"""What a person or a program says about an article beside its text: checked field by field, never guessed.

The same fields come in a sidecar `NAME.yaml` beside `NAME.txt` and in a line of JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from kg import edtf
from kg.errors import InputError
from kg.read.decode import DecodeError, clean, decode

MAX_FIELD = 2_000  # characters; longer "metadata" is a mistake
MAX_SIDECAR = 65_536  # bytes
MAX_ID = 200  # characters


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of an article that are not its text; None where nothing is said."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    inferred: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """These fields, and the other's where nothing is said here."""
        return Metadata(
            self.id or other.id,
            self.title or other.title,
            self.publisher or other.publisher,
            self.published or other.published,
            self.url or other.url,
            self.inferred or other.inferred,
        )


FIELDS = tuple(f.name for f in fields(Metadata))


def check(row: Mapping[str, Any], where: str) -> Metadata:
    """The metadata in a mapping, with white space unified; other keys are not looked at.

    A field that is absent, None or blank says nothing. Raises `InputError` naming `where` and the field that is wrong.
    """
    values = {name: _text(row.get(name), name, where) for name in FIELDS if name != "inferred"}
    if values["id"] and len(values["id"]) > MAX_ID:
        raise InputError(where, f"'id' is longer than {MAX_ID} characters")
    if values["published"] and not edtf.is_valid(values["published"]):
        raise InputError(where, f"'published' is {_shown(values['published'])}; expected {edtf.EXPECTED}")
    if values["url"] and not is_web_address(values["url"]):
        raise InputError(where, f"'url' is {_shown(values['url'])}; expected an http or https address")
    return Metadata(**values, inferred=_inferred(row.get("inferred"), where))


def is_web_address(url: str) -> bool:
    """Whether a string is an absolute http or https address without white space.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    if any(c.isspace() or c in '<>"{}|\\^`\ufffd' for c in url) or len(url) > MAX_FIELD:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def read_sidecar(path: Path, where: str) -> Metadata:
    """The metadata of a sidecar file. Raises `InputError` naming it and what is wrong in it."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_SIDECAR + 1)
    except OSError as error:
        raise InputError(where, f"cannot be read ({error.strerror})") from error
    if len(raw) > MAX_SIDECAR:
        raise InputError(where, f"is longer than {MAX_SIDECAR} bytes; it is to hold only {', '.join(FIELDS)}")
    try:
        row = yaml.load(decode(raw), Loader=_TextLoader)
    except DecodeError as error:
        raise InputError(where, str(error)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(where, f"is not YAML{_line_of(error)}; expected lines such as 'title: …'") from error
    if row is None:
        return Metadata()
    if not isinstance(row, dict):
        raise InputError(where, "is not a mapping; expected lines such as 'title: …'")
    unknown = [key for key in row if key not in FIELDS]
    if unknown:
        raise InputError(where, f"{_shown(unknown[0])} is not a field; known are {', '.join(FIELDS)}")
    return check(row, where)


class _TextLoader(yaml.SafeLoader):
    """The safe loader, except that plain scalars stay text: `2024-01-04`, `007` and `No` are what a person wrote."""


_TextLoader.yaml_implicit_resolvers = {
    first: kept
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if (kept := [r for r in resolvers if r[0] == "tag:yaml.org,2002:null"])
}


def _text(value: object, name: str, where: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(where, f"{name!r} is {_kind(value)}; expected text")
    if len(value) > MAX_FIELD:
        raise InputError(where, f"{name!r} is longer than {MAX_FIELD} characters")
    return " ".join(clean(value).split()) or None


def _inferred(value: object, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) and name in FIELDS[:-1] for name in value):
        raise InputError(where, f"'inferred' is to be a list of field names out of {', '.join(FIELDS[:-1])}")
    return tuple(sorted(set(value)))


def _kind(value: object) -> str:
    kinds = ((bool, "a truth value"), (int | float, "a number"), (list, "a list"), (dict, "a mapping"))
    return next((name for kind, name in kinds if isinstance(value, kind)), f"a {type(value).__name__}")


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else str(type(value).__name__)
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _line_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return "" if mark is None else f" (line {mark.line + 1})"
