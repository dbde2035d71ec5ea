"""Files that other programs load: one module a format, each writing the same corpus.

A format is a function that writes its files into a folder; `export` gives it a staging folder and moves the finished
files into place, so that a failure leaves what was there before.
"""

from __future__ import annotations

import importlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from kg.errors import OutputError, UsageError
from kg.model import Corpus

BASE = "https://w3id.org/claimgraph/id/"
STEM = "claimgraph"


class Write(Protocol):
    """Writes a corpus into a folder (which exists) and returns the files it made. `base` starts every instance IRI."""

    def __call__(self, corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
        """Write into `folder`."""


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: its name on the command line, the module that writes it and what it is for."""

    name: str
    module: str
    about: str

    def writer(self) -> Write:
        """The module's `write`, imported only when it is needed."""
        return cast(Write, importlib.import_module(self.module).write)


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("turtle", "kg.export.turtle", "RDF 1.1 Turtle, the canonical graph, for any RDF store"),
        Format("ntriples", "kg.export.ntriples", "N-Triples, sorted, one statement a line"),
        Format("trig", "kg.export.trig", "TriG, a named graph for each article"),
        Format("jsonld", "kg.export.jsonld", "JSON-LD 1.1 with an inline context"),
        Format("graphml", "kg.export.graphml", "GraphML, for networkx, yEd, Cytoscape, Gephi"),
        Format("gexf", "kg.export.gexf", "GEXF 1.3, for Gephi"),
        Format("neo4j", "kg.export.neo4j", "CSV files for neo4j-admin database import"),
        Format("cypher", "kg.export.cypher", "openCypher script, idempotent, constraints first"),
        Format("html", "kg.explore", "the explorer: one page that opens offline in a browser"),
    )
}


def export(corpus: Corpus, folder: Path, formats: Sequence[str], *, base: str = BASE) -> list[Path]:
    """Write the named formats into `folder`; all of them appear, or none and an `OutputError`.

    Raises `UsageError` for an unknown format.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(f"unknown format {unknown[0]!r}; known are {', '.join(FORMATS)}")
    with staging(folder) as stage:
        for name in formats:
            FORMATS[name].writer()(corpus, stage.path, base=base)
        return stage.publish()


class staging:
    """A folder beside `target` whose files are moved into it by `publish`, and which is gone afterwards."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __enter__(self) -> staging:
        try:
            self.target.mkdir(parents=True, exist_ok=True)
            self.path = Path(tempfile.mkdtemp(prefix=".kg-", dir=self.target))
        except OSError as error:
            raise OutputError(f"{self.target}: cannot be written ({error.strerror}); choose another folder") from error
        return self

    def publish(self) -> list[Path]:
        """Move every file into place (a rename, so a reader sees the old file or the new one, never half of one)."""
        published = []
        try:
            for file in sorted(p for p in self.path.rglob("*") if p.is_file()):
                place = self.target / file.relative_to(self.path)
                place.parent.mkdir(parents=True, exist_ok=True)
                file.chmod(0o644)
                file.replace(place)
                published.append(place)
        except OSError as error:
            raise OutputError(f"{self.target}: cannot be written ({error.strerror}); choose another folder") from error
        return published

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
