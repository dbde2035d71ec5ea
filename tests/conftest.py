"""What the tests of the command line, of queries and of bad input share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.annotation import read_annotations
from kg.export import export
from kg.link import link
from kg.model import Corpus

SEEDS = Path(__file__).parents[1] / "seeds"
Kg = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five real articles."""
    return SEEDS


@pytest.fixture(scope="session")
def linked() -> Corpus:
    """The corpus of the five annotations made by hand."""
    return link(read_annotations(SEEDS / "reference"))


@pytest.fixture(scope="session")
def graph(linked: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Turtle of that corpus."""
    folder = tmp_path_factory.mktemp("graph")
    export(linked, folder, ["turtle"])
    return folder


@pytest.fixture(scope="session")
def kg() -> Kg:
    """The installed `kg` command: arguments in, a finished process out."""
    script = Path(sys.executable).with_name("kg")
    assert script.exists(), "install the project (pip install -e .), these tests run its command"

    def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [script, *map(str, arguments)], input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=240
        )

    return run
