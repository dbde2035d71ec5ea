"""The same corpus gives the same bytes in another process with another hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export import BASE, FORMATS
from tests.export.samples import hostile

WRITE = """
import sys
from pathlib import Path
from kg.export import BASE, FORMATS
from tests.export.samples import hostile
FORMATS[sys.argv[1]].writer()(hostile(), Path(sys.argv[2]), base=BASE)
"""


def digests(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.mark.parametrize("name", ["graphml", "gexf", "neo4j", "cypher"])
def test_another_hash_seed_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    folders = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", WRITE, name, str(folder)], env=environment, check=True)
        folders.append(digests(folder))

    assert folders[0] == folders[1] != {}


@pytest.mark.parametrize("name", ["graphml", "gexf", "neo4j", "cypher"])
def test_a_writer_reports_exactly_the_files_it_wrote(name: str, tmp_path: Path) -> None:
    written = FORMATS[name].writer()(hostile(), tmp_path, base=BASE)

    assert sorted(written) == sorted(p for p in tmp_path.rglob("*") if p.is_file())
