"""Sheets into the corpus: one JSON file an article, and what holds across articles in `cross.json`.

python -m benchmarks.corpus.assemble SHEETS... --split train|dev|test

SHEETS are folders of `DOC.sheet` and `INCIDENT.cross`. Articles of the split that the folders do not name stay as they
are. Nothing is written when a sheet is not understood.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.corpus.locate import SheetError
from benchmarks.corpus.sheets import dispute_pairs, dumps, read_sheet

Json = dict[str, Any]

CORPUS = Path(__file__).parent
SPLITS = ("train", "dev", "test")
JUDGED = {
    "same": "same_statements",
    "fine": "not_conflicts",
    "distinct": "distinct_events",
    "related": "related_events",
}
LISTS = ("related_events", "distinct_events", "conflicts", "same_statements", "not_conflicts")


def read_split(split: str, corpus: Path = CORPUS) -> list[Json]:
    """The annotations of a split, by name."""
    paths = sorted((corpus / split).glob("*.json"))
    return [json.loads(path.read_text("utf-8")) for path in paths if path.name != "cross.json"]


def read_cross(split: str, corpus: Path = CORPUS) -> Json:
    """What holds across the articles of a split."""
    path = corpus / split / "cross.json"
    made: Json = (
        json.loads(path.read_text("utf-8")) if path.exists() else {name: [] for name in ("entities", "events", *LISTS)}
    )
    return made


def judgements(lines: Iterable[str]) -> Json:
    """The lists that a `.cross` file says; pairs of one article are under `within`. Raises `SheetError`."""
    found: Json = {name: [] for name in (*LISTS, "within")}
    for line in filter(None, (raw.strip() for raw in lines)):
        key, _, rest = line.partition(" ")
        if key in ("q", "x"):
            for a, b, reason in dispute_pairs(line):
                name = "within" if a.split("/")[0] == b.split("/")[0] else "conflicts"
                found[name].append([a, b, reason])
        elif key in JUDGED:
            words = rest.split()
            members = [
                w for w in words if "/" in w and w.split("/")[-1][:1] in "cea" and w.split("/")[-1][1:].isdigit()
            ]
            reason = " ".join(words[len(members) :])
            if words[: len(members)] != members or len(members) < 2:
                raise SheetError(f"needs two or more of doc/c1, doc/e1 and then a reason: {line}")
            found[JUDGED[key]].append([*members, reason])
        elif not line.startswith(("//", "#")):
            raise SheetError(f"not a line of a cross file: {line}")
    return found


def cross(annotations: list[Json], judged: Json) -> Json:
    """Identities of entities (one type and canonical name) and of events (one incident and key), and the judgements."""
    entities, events = defaultdict(list), defaultdict(list)
    for row in annotations:
        for e in row["entities"]:
            if e["subtype"] != "unnamed" and not e["name"].endswith(("(unnamed)", "(unspecified)")):
                entities[e["type"], e["name"]].append(f"{row['doc']}/{e['id']}")
        for e in row["events"]:
            if e.get("key"):
                events[row["conflict"], e["key"]].append((f"{row['doc']}/{e['id']}", e))
    return {
        "entities": [{"name": name, "type": kind, "members": members} for (kind, name), members in sorted(entities.items()) if _several(members)],
        "events": [
            {"name": members[0][1]["label"], "time": members[0][1]["time"], "members": [name for name, _ in members]}
            for _, members in sorted(events.items())
            if _several([name for name, _ in members])
        ],
    } | {name: sorted(judged[name]) for name in LISTS}  # fmt: skip


def _several(members: list[str]) -> bool:
    return len({member.split("/")[0] for member in members}) > 1


def assemble(folders: list[Path], split: str, corpus: Path = CORPUS) -> list[str]:
    """Write the articles of some folders of sheets into a split; the problems, and nothing written, if there are any."""
    problems: list[str] = []
    new: dict[str, Json] = {}
    judged: Json = {name: [] for name in (*LISTS, "within")}
    for folder in folders:
        for path in sorted(folder.glob("*.sheet")):
            try:
                row, _ = read_sheet(path.read_text("utf-8"))
                new[row["doc"]] = row
                if row["doc"] != path.stem:
                    problems.append(f"{path.name}: its doc is {row['doc']}")
            except SheetError as error:
                problems.append(f"{folder.name}/{path.name}: {error}")
        for path in sorted(folder.glob("*.cross")):
            try:
                for name, rows in judgements(path.read_text("utf-8").splitlines()).items():
                    judged[name] += rows
            except SheetError as error:
                problems.append(f"{folder.name}/{path.name}: {error}")
    for a, b, reason in judged.pop("within"):
        doc = a.split("/")[0]
        if doc in new:
            new[doc]["conflicts"].append([a.split("/")[1], b.split("/")[1], reason])
    if problems:
        return problems
    for row in new.values():
        row["conflicts"] = _distinct(row["conflicts"])
    kept = [row for row in read_split(split, corpus) if row["doc"] not in new]
    fine = {
        frozenset(row[:2]) for row in judged["not_conflicts"]
    }  # a single judgement wins over the pairs of a question
    judged["conflicts"] = [row for row in judged["conflicts"] if frozenset(row[:2]) not in fine]
    old = read_cross(split, corpus)
    for name in LISTS:
        judged[name] += [row for row in old[name] if not any(m.split("/")[0] in new for m in row if "/" in m)]
    everything = sorted([*kept, *new.values()], key=lambda row: str(row["doc"]))
    (corpus / split).mkdir(exist_ok=True)
    for doc, row in new.items():
        (corpus / split / f"{doc}.json").write_text(dumps(row), "utf-8")
    (corpus / split / "cross.json").write_text(_lines(cross(everything, judged)), "utf-8")
    return []


def _distinct(pairs: list[list[str]]) -> list[list[str]]:
    seen: dict[frozenset[str], list[str]] = {}
    for pair in pairs:
        seen.setdefault(frozenset(pair[:2]), pair)
    return list(seen.values())


def _lines(row: Json) -> str:
    parts = []
    for key, values in row.items():
        inner = ",\n".join("  " + json.dumps(value, ensure_ascii=False) for value in values)
        parts.append(f" {json.dumps(key)}: [\n{inner}\n ]" if values else f" {json.dumps(key)}: []")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--split", choices=SPLITS, required=True)
    args = parser.parse_args()
    problems = assemble(args.folders, args.split)
    print("\n".join(problems) or f"{len(read_split(args.split))} articles in {args.split}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
