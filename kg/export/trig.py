"""TriG: the claims and spans of each article in a graph named after it, all else in the default graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.export import STEM
from kg.export.prefixes import graph_prefixes, sort_prefixes
from kg.graph.statements import statements
from kg.model import Corpus


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `claimgraph.trig`: the default graph first, then the articles' graphs by name."""
    file = folder / f"{STEM}.trig"
    quads = sorted(statements(corpus, base), key=_home)  # a stable sort keeps the order within each graph
    ox.serialize(quads, file, format=ox.RdfFormat.TRIG, prefixes=graph_prefixes(base))
    sort_prefixes(file)
    return [file]


def _home(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
