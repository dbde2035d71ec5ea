"""CSV files for `neo4j-admin database import`, in a folder `neo4j/`: one file a kind of node and of relationship.

Header fields follow https://neo4j.com/docs/operations-manual/current/import/ : `id:ID(node)`, `:LABEL`, `name:type`,
`:START_ID(node)`, `:END_ID(node)`, `:TYPE`; ids are unique in the one id space `node`. Quotes are doubled (RFC 4180)
and no field holds a line break, so that a reader needs no special switches. All files are always there, if need be with
a header only: the import command is the same for every corpus, and no stale file of an earlier run is left.

The files are for a machine: text stands in them as it is in the graph. A spreadsheet may take text that starts with
`=` for a formula, so do not open them in one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.graph.network import network
from kg.graph.properties import EDGES, NODES, Type, Value, labels
from kg.model import Corpus

FOLDER = "neo4j"
TYPES = {Type.STRING: "string", Type.INTEGER: "long", Type.BOOLEAN: "boolean", Type.DECIMAL: "double"}
README = """\
CSV files for Neo4j 5 or later. Import them into a new database, from inside this folder (the server must not run it):

neo4j-admin database import full claimgraph \\
{options}

The files are for a machine. Text stands in them as articles have it and can start with "=": do not open them in a
spreadsheet. Nothing in them is asserted about the world: a culprit, weapon or toll hangs on a Proposition, and an Actor
reaches a Proposition by CLAIMED, DENIED or DID_NOT_CONFIRM only.
"""


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `neo4j/nodes-*.csv`, `neo4j/relationships-*.csv` and `neo4j/README.txt` into the folder."""
    graph = network(corpus, base=base)
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    nodes: dict[str, list[list[str]]] = {kind: [] for kind in NODES}
    for node, properties in graph.nodes(data=True):
        kind = properties["kind"]
        nodes[kind].append([node, *_fields(_columns(kind), properties), ";".join(labels(properties))])
    relationships: dict[str, list[list[str]]] = {rel: [] for rel in EDGES}
    for source, target, key, properties in graph.edges(keys=True, data=True):
        rel = properties["rel"]
        relationships[rel].append([source, key, *_fields(EDGES[rel], properties), target, rel])
    written = [
        _table(place / nodes_file(kind), ["id:ID(node)", *_header(_columns(kind)), ":LABEL"], rows)
        for kind, rows in nodes.items()
    ]
    written += [
        _table(
            place / relationships_file(rel),
            [":START_ID(node)", "id:string", *_header(EDGES[rel]), ":END_ID(node)", ":TYPE"],
            rows,
        )
        for rel, rows in relationships.items()
    ]
    options = [f"  --nodes={nodes_file(kind)}" for kind in NODES]
    options += [f"  --relationships={relationships_file(rel)}" for rel in EDGES]
    readme = place / "README.txt"
    readme.write_text(README.format(options=" \\\n".join(options)), "utf-8", newline="\n")
    return [*written, readme]


def nodes_file(kind: str) -> str:
    """The file of a kind of node.

    >>> nodes_file("Actor"), relationships_file("DID_NOT_CONFIRM")
    ('nodes-actor.csv', 'relationships-did-not-confirm.csv')
    """
    return f"nodes-{kind.lower()}.csv"


def relationships_file(rel: str) -> str:
    """The file of a kind of relationship."""
    return f"relationships-{rel.lower().replace('_', '-')}.csv"


def _columns(kind: str) -> dict[str, Type]:
    return {name: type_ for name, type_ in NODES[kind].items() if name != "kind"}  # the label says the kind


def _header(table: Mapping[str, Type]) -> list[str]:
    return [f"{name}:{TYPES[type_]}" for name, type_ in table.items()]


def _fields(table: Mapping[str, Type], properties: Mapping[str, Value]) -> list[str]:
    return [_field(properties.get(name)) for name in table]


def _field(value: Value | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _table(path: Path, header: list[str], rows: Iterable[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path
