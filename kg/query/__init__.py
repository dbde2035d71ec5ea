"""SPARQL over a built graph, and the prepared questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import InputError
from kg.query.engine import open_graph, run
from kg.query.parameters import terms
from kg.query.questions import question, questions
from kg.query.tables import render

__all__ = ["answer", "ask", "listing", "show_question"]


def answer(query: str, graph: Path, style: str = "table") -> str:
    """The result of a query, given as text or as the path of a .rq file, over a graph file or built folder."""
    text = _text(query)
    return render(run(open_graph(graph), text), style)


def ask(name: str, graph: Path, parameters: Mapping[str, str], style: str = "table") -> str:
    """The answer to a prepared question, narrowed by its parameters (words that name a record, an IRI, or a value)."""
    wanted = question(name)
    store = open_graph(graph)
    bound = {
        p.variable: terms(store, p, value) for p, value in ((wanted.parameter(n), v) for n, v in parameters.items())
    }
    return render(run(store, wanted.bound(bound)), style)


def listing() -> str:
    """The questions, a line each, with their parameters."""
    width = max(len(name) for name in questions())
    lines = []
    for q in questions().values():
        options = ", ".join(p.name for p in q.parameters)
        lines.append(f"{q.name.ljust(width)}  {q.title}" + (f"  [{options}]" if options else ""))
    return "\n".join(lines) + "\n"


def show_question(name: str) -> str:
    """The SPARQL of a question."""
    return question(name).sparql


def _text(query: str) -> str:
    if not query.endswith((".rq", ".sparql")):
        return query
    try:
        return Path(query).read_text("utf-8")
    except OSError as error:
        raise InputError(query, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(query, "is not UTF-8") from error
