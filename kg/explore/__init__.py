"""The explorer: one page that shows who claims, denies and leaves open what, and opens offline in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Corpus

if TYPE_CHECKING:
    from pyvis.network import Network

FILE = "claimgraph.html"


def write(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
    """Write the page of a corpus into a folder; the same corpus gives the same bytes."""
    from kg.explore.page import page  # pyvis takes a second to import

    path = folder / FILE
    page(corpus, base=base).write_html(str(path))
    return [path]


def network(corpus: Corpus) -> Network:
    """The overview (disputed events, their actors, claims folded into edges) as a plain pyvis network for notebooks."""
    from kg.explore.page import plain

    return plain(corpus)
