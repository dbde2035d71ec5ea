"""GraphML (http://graphml.graphdrawing.org/specification.html), for networkx, igraph, yEd, Cytoscape and Gephi.

Written as a stream, one node or edge a line. Node ids are NMTOKENs, every edge has an id of its own, and every key one
type, so that the file holds against the GraphML schema and networkx reads back the graph that `network` makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.export import STEM
from kg.graph.network import network
from kg.graph.properties import EDGES, NODES, Type, Value, merged
from kg.model import Corpus

if TYPE_CHECKING:
    from kg.graph.network import Graph

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES = {Type.STRING: "string", Type.INTEGER: "long", Type.BOOLEAN: "boolean", Type.DECIMAL: "string"}


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `claimgraph.graphml` into the folder."""
    path = folder / f"{STEM}.graphml"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines(network(corpus, base=base)))
    return [path]


def lines(graph: Graph) -> Iterator[str]:
    """The document of a property graph, line by line."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.1/graphml.xsd">'
    )
    yield from _keys("node", merged(NODES.values()))
    yield from _keys("edge", {"rel": Type.STRING} | merged(EDGES.values()))
    yield '<graph edgedefault="directed">'
    for node, properties in graph.nodes(data=True):
        yield f'<node id="{node}">{_data("node", properties)}</node>'
    for source, target, key, properties in graph.edges(keys=True, data=True):
        yield f'<edge id="{key}" source="{source}" target="{target}">{_data("edge", properties)}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _keys(scope: str, table: Mapping[str, Type]) -> Iterator[str]:
    for name, kind in table.items():
        yield f'<key id="{scope}.{name}" for="{scope}" attr.name="{name}" attr.type="{TYPES[kind]}"/>'


def _data(scope: str, properties: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{scope}.{name}">{text(value)}</data>' for name, value in properties.items())


def text(value: Value) -> str:
    """A property value as XML text; booleans are `true` and `false` in XML Schema.

    >>> text(True), text(24), text("a < b & c")
    ('true', '24', 'a &lt; b &amp; c')
    """
    return str(value).lower() if isinstance(value, bool) else escape(str(value))
