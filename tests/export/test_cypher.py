"""The script runs, whole and twice, on an engine that speaks openCypher (ArcadeDB), and makes the graph."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import arcadedb_embedded  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings

from kg.export import BASE
from kg.export.cypher import BATCH, string, write
from kg.graph.network import network
from kg.graph.properties import EDGES, NODES, Type, labels, merged
from kg.model import Corpus
from tests.export.samples import HOSTILE, hostile, reference
from tests.strategies import corpora

DECIMALS = {name for tables in (NODES, EDGES) for name, t in merged(tables.values()).items() if t is Type.DECIMAL}


class Engine:
    """An empty database of its own for one test."""

    def __init__(self, folder: Path) -> None:
        self.database: Any = arcadedb_embedded.create_database(str(folder / "database"))

    def run(self, script: Path) -> None:
        for statement in script.read_text("utf-8").split(";\n")[:-1]:
            with self.database.transaction():
                self.database.command("opencypher", statement)

    def ask(self, query: str) -> list[dict[str, Any]]:
        return [row.to_dict() for row in self.database.query("opencypher", query)]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = Engine(tmp_path)
    yield engine
    engine.database.drop()


def expected(properties: dict[str, Any], without: str) -> dict[str, Any]:
    return {k: float(v) if k in DECIMALS else v for k, v in properties.items() if k != without}


def nodes(engine: Engine) -> dict[str, Any]:
    rows = engine.ask("MATCH (n) RETURN n.id AS id, labels(n) AS labels, properties(n) AS p")
    return {r["id"]: (sorted(r["labels"]), {k: v for k, v in dict(r["p"]).items() if k != "id"}) for r in rows}


def edges(engine: Engine) -> dict[str, Any]:
    rows = engine.ask("MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS rel, properties(r) AS p")
    return {
        r["p"]["id"]: (r["a"], r["rel"], r["b"], {k: v for k, v in dict(r["p"]).items() if k != "id"}) for r in rows
    }


def expected_nodes(corpus: Corpus) -> dict[str, Any]:
    graph = network(corpus, base=BASE)
    return {n: (sorted(labels(data)), expected(data, "kind")) for n, data in graph.nodes(data=True)}


def expected_edges(corpus: Corpus) -> dict[str, Any]:
    graph = network(corpus, base=BASE)
    return {key: (a, d["rel"], b, expected(d, "rel")) for a, b, key, d in graph.edges(keys=True, data=True)}


def test_the_script_makes_the_nodes_with_labels_and_properties(engine: Engine, tmp_path: Path) -> None:
    [script] = write(hostile(), tmp_path, base=BASE)

    engine.run(script)

    assert nodes(engine) == expected_nodes(hostile())


def test_the_script_makes_the_relationships_with_properties(engine: Engine, tmp_path: Path) -> None:
    [script] = write(hostile(), tmp_path, base=BASE)

    engine.run(script)

    assert edges(engine) == expected_edges(hostile())


def test_the_reference_articles_arrive_whole(engine: Engine, tmp_path: Path) -> None:
    [script] = write(reference(), tmp_path, base=BASE)

    engine.run(script)

    assert nodes(engine) == expected_nodes(reference())
    assert edges(engine) == expected_edges(reference())


def test_running_it_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    [script] = write(hostile(), tmp_path, base=BASE)

    engine.run(script)
    engine.run(script)

    assert len(nodes(engine)) == engine.ask("MATCH (n) RETURN count(n) AS n")[0]["n"] == len(expected_nodes(hostile()))
    assert engine.ask("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"] == len(expected_edges(hostile()))


def test_the_constraints_come_first_and_keep_a_second_node_of_an_id_out(engine: Engine, tmp_path: Path) -> None:
    [script] = write(hostile(), tmp_path, base=BASE)
    statements = script.read_text("utf-8").split(";\n")

    engine.run(script)

    assert all(s.startswith("CREATE CONSTRAINT") and "IF NOT EXISTS" in s for s in statements[: len(NODES)])
    with pytest.raises(arcadedb_embedded.ArcadeDBError), engine.database.transaction():
        engine.database.command("opencypher", "CREATE (n:Claim {id: 'claim-c1'})")


@pytest.mark.parametrize("text", [t for t in HOSTILE if not re.search("[\x00-\x08\x0a-\x1f]", t)])
def test_a_string_literal_is_the_text(engine: Engine, text: str) -> None:
    assert engine.ask(f"RETURN {string(text)} AS text") == [{"text": text}]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(corpora())
def test_no_statement_is_larger_than_a_batch(corpus: Corpus) -> None:
    with tempfile.TemporaryDirectory() as folder:
        [script] = write(corpus, Path(folder), base=BASE)
        statements = script.read_text("utf-8").split(";\n")

    rows = [sum(line.startswith("{id: '") for line in statement.split("\n")) for statement in statements]

    assert max(rows) <= BATCH
    assert sum(rows) == network(corpus).number_of_nodes() + network(corpus).number_of_edges()
