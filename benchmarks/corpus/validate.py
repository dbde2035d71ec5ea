"""Whether the corpus is what it says: offsets, ids, quotas, splits, duplicates and near-copies.

python -m benchmarks.corpus.validate [--public FOLDER...] [--growing]

FOLDER holds public texts that the writers have read (default: seeds/); no article may share much of its wording with
one, or with another article. Exit status 1 when something does not hold.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.corpus.assemble import CORPUS, SPLITS, read_cross, read_split
from benchmarks.corpus.constructions import constructions
from benchmarks.corpus.quotas import CONSTRUCTIONS, GENRES, NOISE, SHARES, construction_counts, shares
from kg.annotation import from_json
from kg.edtf import is_valid
from kg.model import Claim, Narrated
from kg.vocabulary import concept

Json = dict[str, Any]

PARTS = {"train": (0.62, 0.78), "dev": (0.11, 0.19), "test": (0.11, 0.19)}
ARTICLES, CLAIMS, INCIDENTS, CONFLICTS, OUTSIDE_WAR, CUES = 500, 6000, 70, 25, 0.15, 150
EACH = {"train": 40, "dev": 15, "test": 15}
WORDS = (80, 600)
MEGABYTES = 10
SHINGLE, COPIED = 8, 0.08


def conflicts() -> list[dict[str, str]]:
    """The conflicts of the corpus with region, whether they are wars, and what they are about."""
    with (CORPUS / "conflicts.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def problems(corpus: Path, public: Iterable[Path], growing: bool = False) -> Iterator[str]:
    """Everything that does not hold, a line each; of a `growing` corpus the quotas are not asked."""
    splits = {split: read_split(split, corpus) for split in SPLITS}
    rows = [row for split in SPLITS for row in splits[split]]
    for row in rows:
        yield from (f"{row['doc']}: {problem}" for problem in _article(row))
    for split in SPLITS:
        yield from (f"{split}: {problem}" for problem in _cross(splits[split], read_cross(split, corpus)))
    if not growing:
        yield from _quotas(splits)
    yield from _separate(splits)
    yield from _copies(rows, public)
    size = sum(path.stat().st_size for path in corpus.rglob("*") if path.is_file() and path.suffix != ".pyc") / 1e6
    if size > MEGABYTES:
        yield f"the corpus takes {size:.1f} MB, more than {MEGABYTES}"


def _article(row: Json) -> Iterator[str]:
    text = row["text"]
    words = len(text.split())
    if not WORDS[0] <= words <= WORDS[1]:
        yield f"{words} words"
    if row["genre"] not in GENRES or set(row["noise"]) - set(NOISE):
        yield f"unknown genre or noise: {row['genre']}, {row['noise']}"
    try:
        annotation = from_json(row)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        yield f"not in the annotation format ({error!r})"
        return
    spans = [m for e in annotation.entities for m in e.mentions] + [m for e in annotation.events for m in e.mentions]
    spans += [s for c in annotation.claims for s in (*c.content, c.cue, c.source_span) if s is not None]
    spans += [s for n in annotation.narrated for s in n.content]
    for a, b in spans:
        if not 0 <= a < b <= len(text) or text[a].isspace() or text[b - 1].isspace():
            yield f"bad span {a}-{b}: {text[a:b]!r}"
    entities, events = {e.id: e.type.value for e in annotation.entities}, {e.id for e in annotation.events}
    for c in annotation.claims:
        if any(x[1] > y[0] for x, y in pairwise(c.content)):
            yield f"{c.id}: parts of the content overlap or are out of order"
        if set(c.source) & set(c.via):
            yield f"{c.id}: a relay of itself"
        unknown = {*c.source, *c.via} - set(entities) | set(c.about) - events
        if unknown:
            yield f"{c.id}: unknown {', '.join(sorted(unknown))}"
        if any(entities.get(s) in ("place", "weapon") for s in (*c.source, *c.via)):
            yield f"{c.id}: a place or weapon speaks"
    said: list[Claim | Narrated] = [*annotation.claims, *annotation.narrated]
    for one in said:
        for p in one.propositions:
            wrong = {p.actor, p.weapon} - {None} - set(entities) or {p.event} - events
            if wrong:
                yield f"{one.id}: unknown {wrong}"
            if p.weapon and entities[p.weapon] != "weapon":
                yield f"{one.id}: {p.weapon} is no weapon"
            if p.actor and entities[p.actor] in ("place", "weapon"):
                yield f"{one.id}: {p.actor} is no actor"
    for e in annotation.events:
        if set(e.places) - set(entities) or {e.part_of} - {None} - events:
            yield f"{e.id}: unknown place or whole"
        if concept("evt", e.type) is None:
            yield f"{e.id}: no such event type: {e.type}"
        if e.time and not is_valid(e.time):
            yield f"{e.id}: not EDTF: {e.time}"
    ids = [x["id"] for part in ("entities", "events", "claims", "narrated") for x in row[part]]
    if len(set(ids)) < len(ids):
        yield "an id stands twice"
    for claim in row["claims"]:
        missing = constructions(text, claim, row["entities"]) - set(claim.get("tags") or ())
        if missing:
            yield f"{claim['id']}: its spans say {', '.join(sorted(missing))}"


def _cross(rows: list[Json], cross: Json) -> Iterator[str]:
    known = {
        f"{r['doc']}/{x['id']}" for r in rows for part in ("entities", "events", "claims", "narrated") for x in r[part]
    }
    named = [m for name in ("entities", "events") for group in cross[name] for m in group["members"]]
    for name in ("conflicts", "same_statements", "not_conflicts"):
        named += [m for row in cross[name] for m in row[:2]]
    for name in ("distinct_events", "related_events"):
        named += [m for row in cross[name] for m in row[:-1]]
    for member in sorted(set(named) - known):
        yield f"cross.json names {member}, which is not there"
    hard = {frozenset(r[:2]) for r in cross["conflicts"] if not r[2].startswith("soft")}
    for row in cross["not_conflicts"]:
        if frozenset(row[:2]) in hard:
            yield f"cross.json says of {row[0]} and {row[1]} both that they conflict and that they do not"
    same = [set(group["members"]) for group in cross["events"]]
    for row in cross["distinct_events"]:
        if any(len(group & set(row[:-1])) > 1 for group in same):
            yield f"cross.json calls {', '.join(row[:-1])} distinct and one"


def _quotas(splits: dict[str, list[Json]]) -> Iterator[str]:
    rows = [row for part in splits.values() for row in part]
    claims = sum(len(r["claims"]) for r in rows)
    told = Counter(r["incident"] for r in rows)
    several = [n for n in told.values() if 2 <= n <= 6]
    peaceful = {c["conflict"] for c in conflicts() if c["war"] == "no"}
    outside = sum(r["conflict"] in peaceful for r in rows) / max(1, len(rows))
    cues = {r["text"][slice(*c["cue"])].casefold() for r in rows for c in r["claims"] if c["cue"]}
    for name, found, wanted in (
        ("articles", len(rows), ARTICLES),
        ("claims", claims, CLAIMS),
        ("incidents told several times", len(several), INCIDENTS),
        ("conflicts", len({r["conflict"] for r in rows}), CONFLICTS),
        ("share outside war", outside, OUTSIDE_WAR),
        ("different cues", len(cues), CUES),
    ):
        if found < wanted:
            yield f"{name}: {found:.3g}, wanted {wanted}"
    for name, share in shares(rows).items():
        if share < SHARES[name]:
            yield f"share of claims {name}: {share:.3f}, wanted {SHARES[name]}"
    for split, part in splits.items():
        low, high = PARTS[split]
        if not low <= len(part) / max(1, len(rows)) <= high:
            yield f"{split} has {len(part)} of {len(rows)} articles"
        counts = construction_counts(part)
        for name in CONSTRUCTIONS:
            if counts[name] < EACH[split]:
                yield f"{split}: {name} {counts[name]} times, wanted {EACH[split]}"
        for genre in GENRES:
            if not any(r["genre"] == genre for r in part):
                yield f"{split} has no {genre}"
        for unlisted in sorted({r["conflict"] for r in part} - {c["conflict"] for c in conflicts()}):
            yield f"conflicts.tsv lacks {unlisted}"
    if not any(not r["claims"] for r in rows):
        yield "no text without a claim"


def _separate(splits: dict[str, list[Json]]) -> Iterator[str]:
    for key in ("conflict", "incident", "writer", "doc"):
        homes: dict[str, set[str]] = defaultdict(set)
        for split, rows in splits.items():
            for row in rows:
                homes[row[key]].add(split)
        for value, found in sorted(homes.items()):
            if len(found) > 1:
                yield f"{key} {value} is in {' and '.join(sorted(found))}"


def _copies(rows: list[Json], public: Iterable[Path]) -> Iterator[str]:
    texts = {row["doc"]: _shingles(row["text"]) for row in rows}
    outside = {
        path.name: _shingles(path.read_text("utf-8")) for folder in public for path in sorted(folder.glob("*.txt"))
    }
    owners: dict[str, list[str]] = defaultdict(list)
    for name, shingles in (*texts.items(), *outside.items()):
        for shingle in shingles:
            owners[shingle].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in owners.values():
        shared.update((a, b) for a in names for b in names if a < b or (a in texts and b in outside))
    for (a, b), n in sorted(shared.items()):
        for one, other in ((a, b), (b, a)):
            if one in texts and n > COPIED * len(texts[one]):
                yield f"{one} shares {n} of {len(texts[one])} runs of {SHINGLE} words with {other}"


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--public", nargs="*", type=Path, default=[CORPUS.parents[1] / "seeds"])
    parser.add_argument("--growing", action="store_true")
    args = parser.parse_args()
    found = list(problems(CORPUS, args.public, args.growing))
    print("\n".join(found) or "the corpus holds what it promises")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
