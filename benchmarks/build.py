"""CPU and memory of `kg build` over a folder, in a process of its own: `python -m benchmarks.build seeds`.

Prints CPU seconds of the whole command, of a second build that reuses the annotations, of the bare language model on the
same text, and the peak resident memory. Ratios within one run are what can be compared.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

BARE = """
import sys
from kg.annotate.parse import load
from kg.build import read_all
nlp = load()
if len(sys.argv) > 2:
    for article in read_all([sys.argv[1]])[0]:
        nlp(article.text)
"""


def cpu(command: list[str]) -> float:
    """CPU seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(source: str) -> None:
    kg = str(Path(sys.executable).parent / "kg")
    with tempfile.TemporaryDirectory() as folder:
        first = cpu([kg, "build", source, "--out", folder])
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        second = cpu([kg, "build", source, "--out", folder])
    loading = cpu([sys.executable, "-c", BARE, source])
    bare = cpu([sys.executable, "-c", BARE, source, "parse"]) - loading
    print(f"build                 {first:6.1f} CPU s, peak {peak:.0f} MB")
    print(f"build, nothing new    {second:6.1f} CPU s")
    print(f"loading the model     {loading:6.1f} CPU s")
    print(f"bare model            {bare:6.1f} CPU s   (build without loading / bare: {(first - loading) / bare:.1f})")


if __name__ == "__main__":
    main(sys.argv[1])
