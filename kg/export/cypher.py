"""An openCypher script, for `cypher-shell` and other Cypher engines: constraints, then nodes, then relationships.

It can be run again and again: constraints say IF NOT EXISTS, and everything else is merged by id. A statement ends with
a semicolon at the end of a line, and no string holds a line end, so the script can be split without a parser. Rows go
in batches, because one statement a row is slow and one statement for all exhausts a server's memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export import STEM
from kg.graph.network import network
from kg.graph.properties import EDGES, NODES, Type, Value, labels
from kg.model import Corpus

if TYPE_CHECKING:
    from kg.graph.network import Graph

BATCH = 250  # rows a statement

_ESCAPED = {"\\": "\\\\", "'": "\\'", "\t": "\\t"}
_SPECIAL = re.compile(r"[\\'\t\x7f-\x9f]")


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `claimgraph.cypher` into the folder."""
    path = folder / f"{STEM}.cypher"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{statement};\n" for statement in statements(network(corpus, base=base)))
    return [path]


def statements(graph: Graph) -> Iterator[str]:
    """The statements that make a property graph, in the order in which they have to run, without their semicolons."""
    for kind in NODES:
        yield (f"CREATE CONSTRAINT claimgraph_{kind.lower()} IF NOT EXISTS\nFOR (n:{kind}) REQUIRE n.id IS UNIQUE")
    nodes: dict[str, list[str]] = {}
    for node, properties in graph.nodes(data=True):
        table = {name: type_ for name, type_ in NODES[properties["kind"]].items() if name != "kind"}
        row = f"{{id: {string(node)}, p: {_map(table, properties)}}}"
        nodes.setdefault(":".join(labels(properties)), []).append(row)
    for label, rows in sorted(nodes.items()):
        for batch in _batches(rows):
            yield f"UNWIND [\n{batch}\n] AS row\nMERGE (n:{label} {{id: row.id}})\nSET n += row.p"

    edges: dict[tuple[str, str, str], list[str]] = {}
    for source, target, key, properties in graph.edges(keys=True, data=True):
        rel = properties["rel"]
        ends = f"a: {string(source)}, b: {string(target)}"
        row = f"{{id: {string(key)}, {ends}, p: {_map(EDGES[rel], properties)}}}"
        edges.setdefault((rel, graph.nodes[source]["kind"], graph.nodes[target]["kind"]), []).append(row)
    for (rel, start, end), rows in sorted(edges.items()):
        for batch in _batches(rows):
            yield (
                f"UNWIND [\n{batch}\n] AS row\nMATCH (a:{start} {{id: row.a}})\nMATCH (b:{end} {{id: row.b}})\n"
                f"MERGE (a)-[r:{rel} {{id: row.id}}]->(b)\nSET r += row.p"
            )


def string(text: str) -> str:
    """A Cypher string literal.

    A backslash is doubled, which also keeps engines that resolve `\\u0027` before they parse from seeing a quote.

    >>> print(string("don't"), string("C:\\\\u0027"))
    'don\\'t' 'C:\\\\u0027'
    """
    return "'" + _SPECIAL.sub(lambda m: _ESCAPED.get(m[0]) or f"\\u{ord(m[0]):04x}", text) + "'"


def _map(table: Mapping[str, Type], properties: Mapping[str, Value]) -> str:
    """A map literal of the properties that a node or edge has, in the order of the table."""
    pairs = (f"{name}: {_literal(properties[name], table[name])}" for name in table if name in properties)
    return "{" + ", ".join(pairs) + "}"


def _literal(value: Value, kind: Type) -> str:
    if kind is Type.DECIMAL:  # checked by `network` to be digits; a float literal needs its point
        return str(value) if "." in str(value) else f"{value}.0"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else string(value)


def _batches(rows: Iterable[str]) -> Iterator[str]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield ",\n".join(batch)
