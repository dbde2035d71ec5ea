"""Real readers of the property-graph files: the official XML schemas, and two embedded graph databases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"


class _Local(etree.Resolver):
    """Answers the addresses inside the schemas from the folder beside this file."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # stubs lack it
        file = SCHEMAS / "graphml" / system_url.rsplit("/", 1)[-1]
        return self.resolve_filename(str(file), context)  # type: ignore[attr-defined]


@cache
def graphml_schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "graphml" / "graphml.xsd"), parser))


@cache
def gexf_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "gexf" / "gexf.xsd"), etree.XMLParser(no_network=True)))


def content(graph: Any) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, str, str], dict[str, Any]]]:
    """Nodes and edges of a graph with their properties, without what a viewer is told about colours."""
    nodes = {node: {k: v for k, v in data.items() if k != "viz"} for node, data in graph.nodes(data=True)}
    if graph.is_multigraph():
        return nodes, {(a, b, key): data for a, b, key, data in graph.edges(keys=True, data=True)}
    return nodes, {(a, b, data["id"]): data for a, b, data in graph.edges(data=True)}
