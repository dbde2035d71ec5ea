"""SPARQL over a graph file, on pyoxigraph: read-only, and without a way to the network."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.export import STEM
from kg.vocabulary import prefixes

Result = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

# What stands in IRIs, strings, comments, local names and variables is no keyword; a "#" inside <> is part of an IRI.
QUOTED = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>|'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"{3}(?:"{0,2}(?:[^"\\]|\\.))*\"{3}
    |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*"|\#[^\n\r]*|[?$]\w+|:[\w.-]+""",
    re.DOTALL | re.VERBOSE,
)
UPDATES = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)


def open_graph(graph: Path) -> ox.Store:
    """The store over a Turtle file or a folder written by `kg build`. Raises `InputError` naming file and line."""
    path = graph / f"{STEM}.ttl" if graph.is_dir() else graph
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise InputError(
            str(graph), f"holds no graph ({error.strerror}); make one with `kg build SOURCE --out FOLDER`"
        ) from error
    return _load(path, stamp)


@lru_cache(maxsize=2)
def _load(path: Path, stamp: int) -> ox.Store:
    store = ox.Store()
    form = ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE
    try:
        store.bulk_load(path=str(path), format=form)
    except SyntaxError as error:
        raise InputError(str(path), f"line {error.lineno}: is not {form.name} ({error.msg})") from error
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read ({error})") from error
    return store


def run(store: ox.Store, query: str) -> Result:
    """The result of a query, with the prefixes of the ontology known.

    Raises `UsageError` for an update, for SERVICE (nothing is asked of the network) and, with line and column, for a
    syntax error.
    """
    bare = QUOTED.sub(" ", query)
    if "service" in bare.lower():
        raise UsageError("SERVICE is not allowed: a query never leaves this machine")
    if UPDATES.search(bare) and not re.search(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", bare, re.IGNORECASE):
        raise UsageError("only SELECT, ASK, CONSTRUCT and DESCRIBE are allowed: the graph is never changed by a query")
    try:
        return store.query(query, prefixes=dict(prefixes()))
    except SyntaxError as error:
        where = f" in line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise UsageError(f"the query is not SPARQL{where}: {error.msg}") from error
    except (ValueError, RuntimeError, OSError) as error:
        raise UsageError(f"the query cannot be run: {error}") from error
