"""What the corpus holds, as the tables of `STATISTICS.md`.

python -m benchmarks.corpus.statistics [--beside NAME=FILE.jsonl ...] > benchmarks/corpus/STATISTICS.md

FILE holds {text, attributions: [{cue, content}]} a line (PolNeAR); its words and cues are counted beside ours.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus.assemble import SPLITS, read_cross, read_split
from benchmarks.corpus.quotas import CONSTRUCTIONS, GENRES, NOISE, construction_counts, shares
from benchmarks.corpus.validate import conflicts

Json = dict[str, Any]
RUN = 1000  # words over which types are counted, so that collections of different size compare


@dataclass(frozen=True, slots=True)
class Wording:
    """How varied the words and the cues of a collection are."""

    name: str
    texts: tuple[str, ...]
    cues: Counter[str]
    contents: tuple[int, ...]

    def row(self) -> list[str]:
        """The figures: words, types a thousand words, different cues, share of say, the commonest cues, content length."""
        words = [w for text in self.texts for w in re.findall(r"\w+", text.casefold())]
        runs = [words[k : k + RUN] for k in range(0, len(words) - RUN + 1, RUN)]
        types = sum(len(set(run)) for run in runs) / max(1, len(runs))
        once = {cue for cue, n in self.cues.items() if n == 1}
        total = max(1, sum(self.cues.values()))
        said = sum(n for cue, n in self.cues.items() if cue in ("said", "says", "say", "saying"))
        ordered = sorted(self.contents)
        sentences = [s for text in self.texts for s in re.split(r"[.!?]\s+|\n+", text) if s.strip()]
        openings = Counter(" ".join(s.split()[:2]).casefold() for s in sentences if len(s.split()) > 3)
        top = sum(n for _, n in openings.most_common(20)) / max(1, sum(openings.values()))
        return [
            self.name, str(len(words)), f"{types:.0f}", str(len(self.cues)), f"{len(once) / max(1, len(self.cues)):.0%}", f"{said / total:.0%}",
            str(ordered[len(ordered) // 2] if ordered else 0), f"{top:.1%}",
        ]  # fmt: skip


def ours(name: str, rows: Iterable[Json]) -> Wording:
    """The wording of annotated articles."""
    kept = list(rows)
    cues = Counter(_cue(r["text"], [c["cue"]]) for r in kept for c in r["claims"] if c["cue"])
    lengths = tuple(sum(len(r["text"][a:b].split()) for a, b in c["content"]) for r in kept for c in r["claims"])
    return Wording(name, tuple(r["text"] for r in kept), cues, lengths)


def theirs(name: str, path: Path) -> Wording:
    """The wording of a file of attributions."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    cues = Counter(_cue(r["text"], a["cue"]) for r in rows for a in r["attributions"] if a["cue"])
    lengths = tuple(sum(len(r["text"][a:b].split()) for a, b in x["content"]) for r in rows for x in r["attributions"])
    return Wording(name, tuple(r["text"] for r in rows), cues, lengths)


def _cue(text: str, spans: list[list[int]]) -> str:
    return " ".join(" ".join(text[a:b] for a, b in spans).casefold().split())


def tables(beside: list[Wording]) -> Iterator[str]:
    """The page, a line at a time."""
    parts = {split: read_split(split) for split in SPLITS}
    rows = [r for part in parts.values() for r in part]
    yield "# What the corpus holds\n"
    yield "Made by `python -m benchmarks.corpus.statistics`.\n"
    yield from _table(
        ("", *SPLITS, "all"), [(name, *(str(f(p)) for p in (*parts.values(), rows))) for name, f in _COUNTS]
    )
    incidents = {split: Counter(r["incident"] for r in part) for split, part in parts.items()}
    yield f"Incidents told by two to six articles: {sum(2 <= n <= 6 for c in incidents.values() for n in c.values())}.\n"
    crossed = {split: read_cross(split) for split in SPLITS}
    yield from _table(
        ("across articles", *SPLITS),
        [(name.replace("_", " "), *(str(len(crossed[s][name])) for s in SPLITS)) for name in crossed["train"]],
    )
    yield "## Genres and noise (articles)\n"
    counts = {s: Counter(r["genre"] for r in part) for s, part in parts.items()}
    noise = {s: Counter(n for r in part for n in r["noise"]) for s, part in parts.items()}
    yield from _table(("genre", *SPLITS), [(g, *(str(counts[s][g]) for s in SPLITS)) for g in GENRES])
    yield from _table(("noise", *SPLITS), [(g, *(str(noise[s][g]) for s in SPLITS)) for g in NOISE])
    yield "## Constructions (claims that are not optional)\n"
    tagged = {s: construction_counts(part) for s, part in parts.items()}
    yield from _table(("construction", *SPLITS), [(c, *(str(tagged[s][c]) for s in SPLITS)) for c in CONSTRUCTIONS])
    held = {s: shares(part) for s, part in parts.items()} | {"all": shares(rows)}
    yield from _table(("share of claims", *held), [(n, *(f"{held[s][n]:.1%}" for s in held)) for n in held["all"]])
    yield "## Wording\n"
    yield "Types are counted over runs of a thousand words; `top openings` is the share of sentences that begin with one of the twenty commonest pairs of words.\n"
    header = (
        "collection",
        "words",
        "types / 1000 words",
        "different cues",
        "cues seen once",
        "say",
        "words in a content (median)",
        "top openings",
    )
    yield from _table(header, [w.row() for w in (ours("this corpus", rows), *beside)])
    common = ours("", rows).cues.most_common(40)
    yield "Commonest cues: " + ", ".join(f"{cue} {n}" for cue, n in common) + ".\n"
    yield "## Conflicts\n"
    homes = {r["conflict"]: s for s, part in parts.items() for r in part}
    articles = Counter(r["conflict"] for r in rows)
    yield from _table(
        ("conflict", "region", "war", "split", "articles", "about"),
        [
            (c["conflict"], c["region"], c["war"], homes[c["conflict"]], str(articles[c["conflict"]]), c["about"])
            for c in conflicts()
            if c["conflict"] in homes
        ],
    )


_COUNTS = (
    ("articles", len),
    ("words", lambda rows: sum(len(r["text"].split()) for r in rows)),
    ("claims", lambda rows: sum(len(r["claims"]) for r in rows)),
    ("of them optional", lambda rows: sum(bool(c.get("optional")) for r in rows for c in r["claims"])),
    ("propositions", lambda rows: sum(len(c["propositions"]) for r in rows for c in r["claims"])),
    ("entities", lambda rows: sum(len(r["entities"]) for r in rows)),
    ("events", lambda rows: sum(len(r["events"]) for r in rows)),
    ("narrated assertions", lambda rows: sum(len(r["narrated"]) for r in rows)),
    ("conflicts inside articles", lambda rows: sum(len(r["conflicts"]) for r in rows)),
    ("conflicts (wars and disputes)", lambda rows: len({r["conflict"] for r in rows})),
)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    cells = list(header)
    yield "| " + " | ".join(cells) + " |"
    yield "|" + "---|" * len(cells)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=FILE.jsonl")
    args = parser.parse_args()
    beside = [theirs(name, Path(file)) for name, _, file in (pair.partition("=") for pair in args.beside)]
    print("\n".join(tables(beside)), end="")


if __name__ == "__main__":
    main()
