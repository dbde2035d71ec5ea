"""N-Triples, sorted: one statement a line, byte for byte the canonical form of the graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.export import STEM
from kg.graph.statements import statements
from kg.model import Corpus


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write `claimgraph.nt`, its lines sorted by code point as `LC_ALL=C sort` does."""
    file = folder / f"{STEM}.nt"
    data = ox.serialize((quad.triple for quad in statements(corpus, base)), format=ox.RdfFormat.N_TRIPLES)
    lines = (data or b"").split(b"\n")[:-1]
    with file.open("wb") as stream:
        stream.writelines(line + b"\n" for line in sorted(lines))
    return [file]
