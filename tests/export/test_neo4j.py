"""The CSV files keep Neo4j's header grammar, refer to ids that exist, and load into a graph database (Ladybug)."""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path
from typing import Any

import ladybug
from hypothesis import HealthCheck, given, settings

from kg.export import BASE
from kg.export.neo4j import nodes_file, relationships_file, write
from kg.graph.network import network
from kg.graph.properties import EDGES, NODES, Type, labels
from kg.model import Corpus
from tests.export.samples import hostile, reference
from tests.strategies import corpora

# https://neo4j.com/docs/operations-manual/current/import/ : header formats, property types
FIELD = re.compile(
    r"(?P<name>[A-Za-z_]\w*)?:(?P<type>ID\(\w+\)|START_ID\(\w+\)|END_ID\(\w+\)|LABEL|TYPE|string|long|boolean|double)"
)
LADYBUG_TYPES = {"string": "STRING", "long": "INT64", "boolean": "BOOLEAN", "double": "DOUBLE"}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def typed(kind: Type, value: Any) -> Any:
    return float(value) if kind is Type.DECIMAL and value is not None else value


def expected_nodes(corpus: Corpus) -> dict[str, list[Any]]:
    """Id -> its properties and labels, in the order of the schema, as a database types them."""
    return {
        node: [typed(t, data.get(n)) for n, t in NODES[data["kind"]].items() if n != "kind"] + [";".join(labels(data))]
        for node, data in network(corpus, base=BASE).nodes(data=True)
    }


def expected_edges(corpus: Corpus) -> dict[str, list[Any]]:
    return {
        key: [a, b, data["rel"], *(typed(t, data.get(n)) for n, t in EDGES[data["rel"]].items())]
        for a, b, key, data in network(corpus, base=BASE).edges(keys=True, data=True)
    }


def quoted(*names: str) -> str:
    return ", ".join(f"`{name}`" for name in names)


class Database:
    """Ladybug, loaded by COPY from the files, with a table for each."""

    def __init__(self, folder: Path) -> None:
        self.connection = ladybug.Connection(ladybug.Database(":memory:", buffer_pool_size=2**28, max_db_size=2**30))
        self.folder = folder
        self.run("CREATE NODE TABLE Node(id STRING PRIMARY KEY)")
        for kind in NODES:
            names, columns, source = self.source(nodes_file(kind))
            self.run(f"CREATE NODE TABLE {kind}({columns}, PRIMARY KEY(id))")
            self.run(f"COPY {kind} FROM ({source} RETURN {quoted(*names)})")
            self.run(f"COPY Node FROM ({source} RETURN id)")
        for rel in EDGES:
            names, columns, source = self.source(relationships_file(rel))
            inner = [name for name in names if name not in ("csv_START_ID", "csv_END_ID")]
            kept = ", ".join(part for part in columns.split(", ") if "_ID`" not in part)
            self.run(f"CREATE REL TABLE {rel}(FROM Node TO Node, {kept})")
            self.run(f"COPY {rel} FROM ({source} RETURN {quoted('csv_START_ID', 'csv_END_ID', *inner)})")

    def source(self, name: str) -> tuple[list[str], str, str]:
        """Names and column definitions of a file from its header, and the clause that reads it."""
        header = (self.folder / name).read_text("utf-8").split("\n", 1)[0].split(",")
        fields = [re.fullmatch(r"(\w*):(\w+).*", field) for field in header]
        pairs = [(f[1] or f"csv_{f[2]}", LADYBUG_TYPES.get(f[2], "STRING")) for f in fields if f]
        columns = ", ".join(f"`{n}` {t}" for n, t in pairs)
        source = f"LOAD WITH HEADERS ({columns}) FROM '{self.folder / name}' (HEADER=true, PARALLEL=false)"
        return [n for n, _ in pairs], columns, source

    def run(self, query: str) -> list[list[Any]]:
        result: Any = self.connection.execute(query)
        found: list[list[Any]] = result.get_all()
        return found

    def nodes(self) -> dict[str, list[Any]]:
        return {row[0]: row[1:] for kind in NODES for row in self.run(f"MATCH (n:{kind}) RETURN n.*")}

    def edges(self) -> dict[str, list[Any]]:
        found = {}
        for rel in EDGES:
            for start, end, relationship in self.run(f"MATCH (a)-[r:{rel}]->(b) RETURN a.id, b.id, r"):
                values = [relationship[name] for name in EDGES[rel]]
                found[relationship["id"]] = [start, end, relationship["csv_TYPE"], *values]
        return found


def test_headers_keep_the_grammar_of_the_importer(tmp_path: Path) -> None:
    files = [file for file in write(hostile(), tmp_path, base=BASE) if file.suffix == ".csv"]

    fields = [field for file in files for field in file.read_text("utf-8").split("\n", 1)[0].split(",")]

    assert [field for field in fields if not FIELD.fullmatch(field)] == []


def test_there_is_a_file_for_every_kind_even_if_it_is_empty(tmp_path: Path) -> None:
    full = write(hostile(), tmp_path, base=BASE)
    empty = write(Corpus(), tmp_path, base=BASE)

    assert full == empty
    assert {file.name for file in full} == {
        "README.txt", *map(nodes_file, NODES), *map(relationships_file, EDGES)
    }  # fmt: skip


def test_the_readme_names_every_file(tmp_path: Path) -> None:
    *tables, readme = write(hostile(), tmp_path, base=BASE)

    named = re.findall(r"--(?:nodes|relationships)=(\S+)", readme.read_text("utf-8"))

    assert named == [file.name for file in tables]


def test_a_row_is_a_line(tmp_path: Path) -> None:
    for file in write(hostile(), tmp_path, base=BASE)[:-1]:
        assert len(file.read_text("utf-8").splitlines()) == 1 + len(rows(file))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(corpora())
def test_relationships_only_name_nodes_that_exist_and_ids_are_unique(corpus: Corpus) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tables = [rows(file) for file in write(corpus, Path(folder), base=BASE)[:-1]]

    ids = [row["id:ID(node)"] for table in tables for row in table if "id:ID(node)" in row]
    relationships = [row for table in tables for row in table if ":TYPE" in row]
    ends = {row[end] for row in relationships for end in (":START_ID(node)", ":END_ID(node)")}

    assert len(ids) == len(set(ids)) == network(corpus).number_of_nodes()
    assert len(relationships) == network(corpus).number_of_edges()
    assert ends <= set(ids)


def test_a_database_loads_every_node_with_its_properties(tmp_path: Path) -> None:
    write(hostile(), tmp_path, base=BASE)

    assert Database(tmp_path / "neo4j").nodes() == expected_nodes(hostile())


def test_a_database_loads_every_relationship_with_its_properties(tmp_path: Path) -> None:
    write(hostile(), tmp_path, base=BASE)

    assert Database(tmp_path / "neo4j").edges() == expected_edges(hostile())


def test_a_database_loads_the_reference_articles(tmp_path: Path) -> None:
    write(reference(), tmp_path, base=BASE)

    database = Database(tmp_path / "neo4j")

    assert database.nodes() == expected_nodes(reference())
    assert database.edges() == expected_edges(reference())
