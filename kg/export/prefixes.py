"""Prefixes of the Turtle and TriG files, in an order that does not change from run to run."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from kg.vocabulary import prefixes

# The kinds of record, as their ids begin. With a prefix each, a claim reads `claim:0f3a…`.
KINDS = (
    "actor",
    "article",
    "claim",
    "contradiction",
    "event",
    "membership",
    "merge",
    "place",
    "proposition",
    "record",
    "weapon",
)


def graph_prefixes(base: str) -> dict[str, str]:
    """The prefixes of the vocabulary and one for each kind of record under the base."""
    return {**prefixes(), **{kind: f"{base}{kind}/" for kind in KINDS}}


def sort_prefixes(file: Path) -> None:
    """Put the prefix lines at the head of a file into the order of the alphabet, in place.

    The serialiser takes them from a hash table, so they come in another order in each run; their length stays.
    """
    with file.open("r+b") as stream:
        head = list(takewhile(lambda line: line.startswith(b"@prefix "), stream))
        stream.seek(0)
        stream.write(b"".join(sorted(head)))
