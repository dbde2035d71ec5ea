"""Scores linking against reference judgements: same entity, same event, contradictions across and within articles.

    python -m benchmarks.linking ANNOTATIONS [--cross FILE]

ANNOTATIONS is a folder with reference annotations, FILE its `cross.json` (default: in that folder). Identity is scored
over pairs of records of different articles. Pairs marked `soft`, and pairs with an optional claim, are not counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.annotation import read_annotations
from kg.link import conflicts_within, link
from kg.model import Annotation, Corpus, LinkedEntity, LinkedEvent, Stance

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs wanted and pairs found, without those that do not count."""

    wanted: frozenset[Pair]
    found: frozenset[Pair]

    @property
    def hits(self) -> frozenset[Pair]:
        return self.wanted & self.found

    @property
    def precision(self) -> float:
        return len(self.hits) / len(self.found) if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        return len(self.hits) / len(self.wanted) if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        wrong, missed = len(self.found - self.wanted), len(self.wanted - self.found)
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}   "
            f"tp {len(self.hits)} fp {wrong} fn {missed}"
        )


def identity(cross: dict[str, Any], corpus: Corpus, what: str) -> Score:
    """Pairs of records of different articles taken for one thing; `what` is `entities` or `events`."""
    linked: tuple[LinkedEntity, ...] | tuple[LinkedEvent, ...] = getattr(corpus, what)
    found = _pairs([f"{m.doc}/{m.local}" for m in record.members] for record in linked)
    return Score(_pairs(group["members"] for group in cross[what]), found)


def merged_against_judgement(cross: dict[str, Any], corpus: Corpus) -> list[Pair]:
    """Pairs of events that the reference calls distinct and the corpus takes for one."""
    found = identity(cross, corpus, "events").found
    groups = ([m for m in row if "/" in m and " " not in m] for row in cross["distinct_events"])
    return [pair for pair in _pairs(groups) if pair in found]


def across(cross: dict[str, Any], corpus: Corpus, annotations: list[Annotation], key: str = "conflicts") -> Score:
    """Contradictions between claims of different articles (`narrated_conflicts`: with the articles' own voices)."""
    optional = {f"{a.article.doc}/{c.id}" for a in annotations for c in a.claims if c.optional}
    optional |= {f"{a.article.doc}/{n.id}" for a in annotations for n in a.narrated if n.optional}
    rows = [(frozenset(row[:2]), row[2].startswith("soft")) for row in cross[key]]
    wanted = {pair for pair, soft in rows if not soft}
    ignored = {pair for pair, soft in rows if soft} - wanted
    names = claim_names(corpus)
    voices = {names[c.id] for c in corpus.claims if c.narrated}
    found = set()
    for c in corpus.contradictions:
        pair = frozenset(names[claim] for claim in c.claims)
        apart = len({name.split("/")[0] for name in pair}) == 2
        if apart and not c.soft and bool(pair & voices) == (key == "narrated_conflicts"):
            found.add(pair)
    found -= {pair for pair in found - wanted if pair & optional or pair in ignored}
    return Score(frozenset(wanted), frozenset(found))


def forbidden(cross: dict[str, Any], corpus: Corpus) -> list[Pair]:
    """Contradictions between claims that the reference says do not conflict."""
    names = claim_names(corpus)
    found = {frozenset(names[claim] for claim in c.claims) for c in corpus.contradictions if not c.soft}
    return [pair for pair in (frozenset(row[:2]) for row in cross["not_conflicts"]) if pair in found]


def same_statements(cross: dict[str, Any], corpus: Corpus) -> tuple[int, int]:
    """Of the pairs of claims that state the same, how many share a proposition; and how many have any."""
    names = {name: id_ for id_, name in claim_names(corpus).items()}
    said = {c.id: set(c.propositions) for c in corpus.claims if c.stance is Stance.CLAIMED}
    pairs = [[said.get(names[name], set()) for name in row[:2]] for row in cross["same_statements"]]
    return sum(bool(a & b) for a, b in pairs), sum(bool(a and b) for a, b in pairs)


def within(annotations: Iterable[Annotation]) -> Score:
    """Contradictions between the claims of one article, soft ones counted, as `kg evaluate` does."""
    wanted, found = set(), set()
    for annotation in annotations:
        doc = annotation.article.doc
        wanted |= {frozenset((f"{doc}/{c.a}", f"{doc}/{c.b}")) for c in annotation.conflicts}
        found |= {frozenset((f"{doc}/{c.a}", f"{doc}/{c.b}")) for c in conflicts_within(annotation)}
    return Score(frozenset(wanted), frozenset(found))


def claim_names(corpus: Corpus) -> dict[str, str]:
    """Linked claim ids to `doc/local`."""
    docs = {a.id: a.article.doc for a in corpus.articles}
    return {c.id: f"{docs[c.article]}/{c.local}" for c in corpus.claims}


def _pairs(groups: Iterable[list[str]]) -> frozenset[Pair]:
    return frozenset(pair for group in groups for pair in _across(group))


def _across(group: list[str]) -> Iterator[Pair]:
    return (frozenset(pair) for pair in combinations(group, 2) if pair[0].split("/")[0] != pair[1].split("/")[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--cross", type=Path)
    parser.add_argument("--pairs", action="store_true", help="list the pairs that are wrong or missed")
    args = parser.parse_args()
    annotations = list(read_annotations(args.annotations))
    cross = json.loads((args.cross or args.annotations / "cross.json").read_text("utf-8"))
    corpus = link(annotations)
    scores = {
        "entities": identity(cross, corpus, "entities"),
        "events": identity(cross, corpus, "events"),
        "contradictions across": across(cross, corpus, annotations),
        "… with narration": across(cross, corpus, annotations, "narrated_conflicts"),
        "contradictions within": within(annotations),
    }
    for name, score in scores.items():
        print(f"{name:24}{score}")
        if args.pairs:
            for word, pairs in (("wrong ", score.found - score.wanted), ("missed", score.wanted - score.found)):
                for pair in sorted(sorted(p) for p in pairs):
                    print("   ", word, *pair)
    shared, possible = same_statements(cross, corpus)
    print(f"distinct events merged  {[sorted(p) for p in merged_against_judgement(cross, corpus)]}")
    print(f"not conflicts reported  {[sorted(p) for p in forbidden(cross, corpus)]}")
    print(f"same statements that share a proposition: {shared} of {possible}")


if __name__ == "__main__":
    main()
