"""Labelled case files: tab-separated, a header row, comments behind #."""

from __future__ import annotations

from pathlib import Path


def rows(file: Path) -> list[dict[str, str]]:
    """The cases of a file as column to value."""
    header, *lines = [x for x in file.read_text("utf-8").split("\n") if x.strip() and not x.startswith("#")]
    columns = header.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
