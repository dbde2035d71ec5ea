"""GEXF 1.3 (https://gexf.net), for Gephi.

Version 1.3 because it gives parallel edges a `kind`: Gephi merges parallel edges of one kind, and with 1.2 it would
melt a claim and a denial of the same proposition into one edge. The official schema places `color` in the GEXF
namespace, and Gephi goes by local names, so the colours are written there and not as `viz:color`.
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

NAMESPACE = "http://gexf.net/1.3"
TYPES = {Type.STRING: "string", Type.INTEGER: "long", Type.BOOLEAN: "boolean", Type.DECIMAL: "double"}

# Okabe and Ito's palette, which colour-blind readers can tell apart (https://jfly.uni-koeln.de/color/).
NODE_COLORS = {
    "Article": (153, 153, 153),
    "Actor": (0, 114, 178),
    "Place": (0, 158, 115),
    "Weapon": (0, 0, 0),
    "Event": (213, 94, 0),
    "Proposition": (240, 228, 66),
    "Claim": (86, 180, 233),
}
EDGE_COLORS = {
    "CLAIMED": (0, 114, 178),
    "DENIED": (213, 94, 0),
    "DID_NOT_CONFIRM": (153, 153, 153),
    "CONTRADICTS": (204, 121, 167),
}


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `claimgraph.gexf` into the folder."""
    path = folder / f"{STEM}.gexf"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines(network(corpus, base=base)))
    return [path]


def lines(graph: Graph) -> Iterator[str]:
    """The document of a property graph, line by line. `label` is the element's own, everything else an attribute."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<gexf xmlns="{NAMESPACE}" version="1.3">'
    yield "<meta><creator>claimgraph</creator><description>Who says what happened</description></meta>"
    yield '<graph defaultedgetype="directed" idtype="string" mode="static">'
    yield from _attributes("node", merged(NODES.values()))
    yield from _attributes("edge", {"rel": Type.STRING} | merged(EDGES.values()))
    yield f'<nodes count="{graph.number_of_nodes()}">'
    for node, properties in graph.nodes(data=True):
        color = _color(NODE_COLORS.get(properties["kind"]))
        yield f'<node id="{node}" label={_quoted(properties["label"])}>{_values(properties)}{color}</node>'
    yield "</nodes>"
    yield f'<edges count="{graph.number_of_edges()}">'
    for source, target, key, properties in graph.edges(keys=True, data=True):
        rel = properties["rel"]
        start = f'<edge id="{key}" source="{source}" target="{target}" type="directed" label="{rel}" kind="{rel}">'
        yield f"{start}{_values(properties)}{_color(EDGE_COLORS.get(rel))}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _attributes(scope: str, table: Mapping[str, Type]) -> Iterator[str]:
    yield f'<attributes class="{scope}" mode="static">'
    for name, kind in table.items():
        if name != "label":
            yield f'<attribute id="{name}" title="{name}" type="{TYPES[kind]}"/>'
    yield "</attributes>"


def _values(properties: Mapping[str, Value]) -> str:
    values = "".join(
        f'<attvalue for="{name}" value={_quoted(value)}/>' for name, value in properties.items() if name != "label"
    )
    return f"<attvalues>{values}</attvalues>"


def _color(channels: tuple[int, int, int] | None) -> str:
    return "" if channels is None else '<color r="{}" g="{}" b="{}"/>'.format(*channels)


def _quoted(value: Value) -> str:
    """An attribute value in quotes. A tab is written as a reference, or the parser would make it a space."""
    plain = str(value).lower() if isinstance(value, bool) else str(value)
    return '"' + escape(plain, {'"': "&quot;", "\t": "&#9;"}) + '"'
