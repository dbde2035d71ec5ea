"""What the attribution network finds in PolNeAR's documents, for the scorer of that benchmark.

python -m benchmarks.polnear WEIGHTS DOCUMENTS.jsonl > predicted.jsonl

The corpus has no licence: neither its text nor weights trained on it are part of this project.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from kg.annotate.learned.decode import Thresholds, decode
from kg.annotate.learned.network import load


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--cue", type=float, default=0.7)
    args = parser.parse_args()
    network, start, words = load(args.weights), time.process_time(), 0
    for line in args.documents.read_text("utf-8").splitlines():
        row = json.loads(line)
        words += len(row["text"].split())
        found = [
            {"source": [a.source] if a.source else [], "cue": [a.cue] if a.cue else [], "content": list(a.content)}
            for a in decode(network, row["text"], Thresholds(cue=args.cue)).said
        ]
        print(json.dumps({"doc": row["doc"], "attributions": found}))
    print(f"{words / (time.process_time() - start):.0f} words per CPU second", file=sys.stderr)


if __name__ == "__main__":
    main()
