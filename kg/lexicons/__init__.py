"""Word lists and tables as data files, each with its one home here.

A `.txt` file is a list of words, a `.tsv` file a table whose first row names the columns; lines that start with `#` are
comments and say where the entries come from.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The entries of `name`.txt."""
    return frozenset(_lines(f"{name}.txt"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv, in their order, each as column to value (empty string where nothing is given)."""
    header, *rows = _lines(f"{name}.tsv")
    columns = header.split("\t")
    return tuple(dict(zip(columns, row.split("\t") + [""] * len(columns), strict=False)) for row in rows)


def _lines(file: str) -> list[str]:
    text = (files(__package__) / file).read_text("utf-8")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
