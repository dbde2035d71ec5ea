"""Results as text: a table for people, the standard formats for programs."""

from __future__ import annotations

import shutil
import textwrap

import pyoxigraph as ox

from kg.errors import UsageError
from kg.export import BASE
from kg.query.engine import Result
from kg.vocabulary import prefixes

FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
NARROWEST, GAP = 8, "  "


def render(result: Result, style: str) -> str:
    """A result in a style: table, csv, tsv, json, xml, turtle.

    The standard formats are written as the standard has them: a CSV cell that begins with = is not altered. Raises
    `UsageError` where result and style do not go together.
    """
    if isinstance(result, ox.QueryTriples):
        if style not in {"table", "turtle"}:
            raise UsageError(f"CONSTRUCT and DESCRIBE give a graph: use --format turtle instead of {style}")
        triples = sorted(result, key=str)
        return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes())) or b"").decode()
    if style == "turtle":
        raise UsageError("SELECT and ASK give a table: use --format table, csv, tsv, json or xml")
    if isinstance(result, ox.QueryBoolean) and style in {"table", "csv", "tsv"}:
        return "yes\n" if result else "no\n"
    if style == "table":
        assert isinstance(result, ox.QuerySolutions)
        return _table(result)
    return (result.serialize(format=FORMATS[style]) or b"").decode()


def _table(result: ox.QuerySolutions) -> str:
    columns = [variable.value for variable in result.variables]
    rows = [[_cell(row[variable]) for variable in columns] for row in result]
    if not rows:
        return "no rows\n"
    kept = [i for i, _ in enumerate(columns) if any(row[i] for row in rows)]
    table = [[columns[i] for i in kept], *([row[i] for i in kept] for row in rows)]
    natural = [max(len(row[i]) for row in table) for i in range(len(kept))]
    if sum(natural) > 2 * _terminal():
        return _blocks(table)
    widths = _widths(natural)
    lines = [_line(row, widths) for row in table]
    lines.insert(1, GAP.join("─" * width for width in widths))
    return "\n".join([*lines, f"{len(rows)} rows" if len(rows) != 1 else "1 row"]) + "\n"


def _blocks(table: list[list[str]]) -> str:
    """A paragraph for each row, a line for each value: long quotations stay whole."""
    names, *rows = table
    width = max(len(name) for name in names)
    lines = []
    for number, row in enumerate(rows, 1):
        lines.append(f"── {number} ──")
        for name, value in zip(names, row, strict=True):
            if value:
                indent = " " * (width + 2)
                lines += textwrap.wrap(
                    value, _terminal(), initial_indent=name.ljust(width) + GAP, subsequent_indent=indent
                )
    return "\n".join([*lines, f"{len(rows)} rows" if len(rows) != 1 else "1 row"]) + "\n"


def _terminal() -> int:
    return shutil.get_terminal_size((160, 40)).columns


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, ox.NamedNode):
        return _short(value.value)
    text = value.value if isinstance(value, ox.Literal) else str(value)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _short(iri: str) -> str:
    if iri.startswith(BASE):
        return iri[len(BASE) :]
    for prefix, namespace in prefixes().items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _widths(natural: list[int]) -> list[int]:
    """Widths that fit the terminal: the widest columns give way first."""
    room = _terminal() - len(GAP) * (len(natural) - 1)
    widths = list(natural)
    while sum(widths) > room and max(widths) > NARROWEST:
        at = widths.index(max(widths))
        second = max([w for w in widths if w < widths[at]], default=NARROWEST)
        many = widths.count(widths[at])
        cut = max(1, min(widths[at] - max(second, NARROWEST), (sum(widths) - room + many - 1) // many))
        widths = [w - cut if w == widths[at] else w for w in widths]
    return widths


def _line(row: list[str], widths: list[int]) -> str:
    cells = [cell if len(cell) <= w else cell[: w - 1] + "…" for cell, w in zip(row, widths, strict=True)]
    return GAP.join(cell.ljust(w) for cell, w in zip(cells, widths, strict=True)).rstrip()
