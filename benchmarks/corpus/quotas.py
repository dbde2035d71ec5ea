"""What a batch of sheets or annotations holds, and what it lacks against its quotas.

python -m benchmarks.corpus.quotas FOLDER [--each N]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.corpus.constructions import BY_HAND, BY_PROGRAM
from benchmarks.corpus.locate import SheetError
from benchmarks.corpus.sheets import read_sheet

Json = dict[str, Any]

GENRES = [
    "wire",
    "tabloid",
    "state_media_a",
    "state_media_b",
    "broadcaster",
    "local_paper",
    "live_blog",
    "flash",
    "ngo_report",
    "think_tank",
    "press_release",
    "interview",
    "tv_transcript",
    "captions",
    "mt_russian",
    "mt_ukrainian",
    "mt_arabic",
    "mt_spanish",
    "mt_polish",
]
NOISE = ["boilerplate", "teaser", "glued_credit", "misspelling", "transliteration", "unclosed_quote", "hard_breaks"]
CONSTRUCTIONS = tuple(c for c in (*BY_HAND, *BY_PROGRAM) if c != "evidence")
SHARES = {"denied": 0.20, "unconfirmed": 0.08, "relayed": 0.15, "unnamed source": 0.10, "pronoun or nominal": 0.15}


def read_folder(folder: Path) -> tuple[list[Json], list[str]]:
    """The annotations of a folder of sheets or JSON files, and the files that are not understood."""
    rows, broken = [], []
    for path in sorted(folder.glob("*.sheet")):
        try:
            rows.append(read_sheet(path.read_text("utf-8"))[0])
        except SheetError as error:
            broken.append(f"{path.name}: {str(error).splitlines()[0]}")
    rows += [json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json")) if p.name != "cross.json"]
    return rows, broken


def shares(rows: Iterable[Json]) -> dict[str, float]:
    """The shares of claims that the corpus has quotas for, between 0 and 1."""
    claims = [c for row in rows for c in row["claims"]]
    tags = [set(c.get("tags") or ()) for c in claims]
    found = {
        "denied": sum(c["stance"] == "denied" for c in claims),
        "unconfirmed": sum(c["stance"] == "unconfirmed" for c in claims),
        "relayed": sum("relay" in t for t in tags),
        "unnamed source": sum("unnamed" in t for t in tags),
        "pronoun or nominal": sum(bool(t & {"pronoun", "nominal"}) for t in tags),
    }
    return {name: n / max(1, len(claims)) for name, n in found.items()}


def construction_counts(rows: Iterable[Json]) -> Counter[str]:
    """How many claims that are not optional carry each construction."""
    return Counter(t for row in rows for c in row["claims"] if not c.get("optional") for t in c.get("tags") or ())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=5, help="how many claims of each construction are wanted")
    args = parser.parse_args()
    rows, broken = read_folder(args.folder)
    claims = sum(len(r["claims"]) for r in rows)
    words = [len(r["text"].split()) for r in rows]
    print(
        f"{len(rows)} articles, {claims} claims ({claims / max(1, len(rows)):.1f} an article), {sum(words) / max(1, len(rows)):.0f} words on average"
    )
    for line in broken:
        print("not understood:", line)
    for row, n in zip(rows, words, strict=True):
        if not 80 <= n <= 600:
            print(f"{row['doc']}: {n} words")
        if row["genre"] not in GENRES or set(row["noise"]) - set(NOISE):
            print(f"{row['doc']}: unknown genre or noise: {row['genre']} {row['noise']}")
    genres = Counter(r["genre"] for r in rows)
    print("genres:", ", ".join(f"{g} {genres[g]}" for g in GENRES))
    noisy = sum(bool(r["noise"]) for r in rows)
    print(f"noise in {noisy} articles:", dict(Counter(n for r in rows for n in r["noise"])))
    print("shares:", ", ".join(f"{k} {v:.0%} (at least {SHARES[k]:.0%})" for k, v in shares(rows).items()))
    counts = construction_counts(rows)
    print("constructions:", ", ".join(f"{c} {counts[c]}" for c in CONSTRUCTIONS))
    lacking = [f"{c} {counts[c]}" for c in CONSTRUCTIONS if counts[c] < args.each]
    print("still lacking:", ", ".join(lacking) or "nothing")
    print("unknown tags:", sorted(set(counts) - {*CONSTRUCTIONS, "evidence"}) or "none")


if __name__ == "__main__":
    main()
