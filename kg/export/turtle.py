"""RDF 1.1 Turtle: the canonical graph, which `kg` itself reads back."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.export import STEM
from kg.export.prefixes import graph_prefixes, sort_prefixes
from kg.graph.statements import statements
from kg.model import Corpus


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `claimgraph.ttl`, grouped by record and sorted, as a stream."""
    file = folder / f"{STEM}.ttl"
    triples = (quad.triple for quad in statements(corpus, base))
    ox.serialize(triples, file, format=ox.RdfFormat.TURTLE, prefixes=graph_prefixes(base))
    sort_prefixes(file)
    return [file]
