"""Annotation sheets to annotations: what people write (see GUIDELINES.md, part 5) as stand-off JSON.

python -m benchmarks.corpus.sheets SHEET... [--out FOLDER] [--quiet]

Prints what was understood of each sheet, a line a claim, so that a wrong reading is seen at once.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpus.constructions import constructions
from benchmarks.corpus.locate import SheetError, Span, Wanted, fold, nearest, occurrences, passages

Json = dict[str, Any]

STANCES = {"+": "claimed", "-": "denied", "?": "unconfirmed"}
KINDS = {"attributed": "attributed_to"} | {
    kind: kind for kind in ("weapon", "killed", "injured", "intercepted", "damaged", "target", "occurred")
}
HEADERS = ("doc", "title", "publisher", "published", "genre", "noise", "conflict", "incident", "writer", "skip")
PARTS = ("text", "entities", "events", "claims", "narrated", "disputes")


def read_sheet(sheet: str) -> tuple[Json, list[str]]:
    """The annotation on a sheet and warnings about readings that may be wrong. Raises `SheetError` with all problems."""
    return _Sheet(sheet).annotation()


class _Sheet:
    def __init__(self, sheet: str) -> None:
        head, *parts = re.split(r"^=== *(\w+)[^\n]*\n", sheet, flags=re.MULTILINE)
        self.parts = dict(zip(parts[::2], parts[1::2], strict=True))
        unknown = set(self.parts) - set(PARTS)
        if unknown or "text" not in self.parts:
            raise SheetError(f"parts must be {', '.join(PARTS)}; found {', '.join(self.parts) or 'none'}")
        self.head: dict[str, list[str]] = {}
        for line in filter(None, map(str.strip, head.splitlines())):
            key, colon, value = line.partition(":")
            if not colon or key not in HEADERS:
                raise SheetError(f"not a header: {line}")
            self.head.setdefault(key, []).append(value.strip())
        self.text = self.parts["text"].strip("\n")
        self.folded = fold(self.text)
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.skipped: list[Span] = []

    def annotation(self) -> tuple[Json, list[str]]:
        for raw in self.head.get("skip", []):
            with self._noting("skip"):
                self.skipped += [span for spans in passages(self.folded, raw) for span in spans]
        entities = list(self._entities())
        events = list(self._events())
        known = {"n": {e["id"] for e in entities}, "e": {e["id"] for e in events}}
        claims = list(self._blocks("claims", self._claim, known))
        narrated = list(self._blocks("narrated", self._narrated, known))
        for claim in claims:
            claim["tags"] = sorted(set(claim["tags"]) | constructions(self.text, claim, entities)) or None
        places = {e["id"] for e in entities}
        for event in events:
            self._check_ids(event["id"], set(event["places"]) - places)
        self._check_ids("part_of", {e["part_of"] for e in events if e.get("part_of")} - known["e"])
        disputes = self._disputes({c["id"] for c in claims})
        if self.problems:
            raise SheetError("\n".join(self.problems))
        one = {key: values[0] for key, values in self.head.items()}
        return (
            {
                "doc": one.get("doc"),
                "title": one.get("title"),
                "publisher": one.get("publisher"),
                "published": one.get("published"),
                "source_url": None,
                "invented": True,
                "conflict": one.get("conflict"),
                "incident": one.get("incident"),
                "writer": one.get("writer"),
                "genre": one.get("genre"),
                "noise": [w.strip() for w in one.get("noise", "").split(",") if w.strip(" -")],
                "boilerplate": sorted(map(list, self.skipped)),
                "text": self.text,
                "entities": entities,
                "events": events,
                "claims": [_without_none(c, keep=("source_span", "cue")) for c in claims],
                "narrated": narrated,
                "conflicts": disputes,
            },
            self.warnings,
        )

    # ---- things ----------------------------------------------------------------------------------------------------
    def _entities(self) -> Iterator[Json]:
        rows: list[Json] = []
        wanted: list[tuple[Json, Wanted]] = []
        for line in self._lines("entities"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) != 5 or "/" not in cells[1]:
                self.problems.append(f"an entity is 'id | type/subtype | name | role | mentions': {line}")
                continue
            type_, subtype = cells[1].split("/", 1)
            if type_ not in ("person", "organization", "place", "facility", "weapon"):
                self.problems.append(f"no such entity type: {line}")
            role = None if cells[3] in ("", "-") else cells[3]
            row: Json = {
                "id": cells[0],
                "type": type_,
                "subtype": subtype,
                "name": cells[2],
                "role": role,
                "mentions": [],
            }
            rows.append(row)
            wanted += [(row, Wanted.parse(raw)) for raw in cells[4].split(";") if raw.strip()]
        self._unique("entity", [row["id"] for row in rows])
        taken: list[Span] = []
        # What is picked by number goes first, then the longest words: "Kyiv" must not take letters from "Kyiv Post".
        for row, want in sorted(wanted, key=lambda pair: (not pair[1].picks, -len(pair[1].words))):
            with self._noting(f"entity {row['id']}"):
                self._take(row, want, taken)
        for row in rows:
            row["mentions"] = sorted(row["mentions"])
            if not row["mentions"]:
                self.problems.append(f"entity {row['id']} ({row['name']}) has no mention left")
            yield row

    def _take(self, row: Json, want: Wanted, taken: list[Span]) -> None:
        found = want.chosen(self._outside(occurrences(self.folded, want.words)))
        if not found:
            raise SheetError(f"mention not found: {want.words}")
        free = found if want.picks else [s for s in found if not any(s[0] < b and a < s[1] for a, b in taken)]
        taken += free
        row["mentions"] += [list(span) for span in free if list(span) not in row["mentions"]]

    def _events(self) -> Iterator[Json]:
        rows: list[Json] = []
        for line in self._lines("events"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) not in (6, 7):
                self.problems.append(f"an event is 'id | type | label | places | time | triggers | options': {line}")
                continue
            options = dict(
                pair.split("=", 1) for pair in re.split(r"[,\s]+", cells[6] if len(cells) == 7 else "") if "=" in pair
            )
            mentions: set[Span] = set()
            for raw in filter(str.strip, cells[5].split(";")):
                with self._noting(f"event {cells[0]}"):
                    mentions.update(self._trigger(raw))
            if not mentions:
                self.problems.append(f"event {cells[0]} has no trigger")
            row = {
                "id": cells[0],
                "type": cells[1],
                "label": cells[2],
                "places": [p for p in re.split(r"[,\s]+", cells[3]) if p not in ("", "-", "0")],
                "time": None if cells[4] in ("", "-", "null", "0") else cells[4],
                "mentions": sorted(map(list, mentions)),
                "part_of": options.get("part_of"),
                "key": options.get("key"),
            }
            rows.append(row)
        self._unique("event", [row["id"] for row in rows])
        yield from (_without_none(row, keep=("time",)) for row in rows)

    def _trigger(self, raw: str) -> list[Span]:
        want = Wanted.parse(raw)
        found = want.chosen(self._outside(occurrences(self.folded, want.words)))
        if not found:
            raise SheetError(f"trigger not found: {want.words}")
        return found

    # ---- what is asserted --------------------------------------------------------------------------------------------
    def _blocks(self, part: str, start: Callable[[str], Json], known: dict[str, set[str]]) -> Iterator[Json]:
        rows: list[Json] = []
        current: Json | None = None
        for raw in self.parts.get(part, "").splitlines():
            line = raw.strip()
            if not line or line.startswith("//"):
                continue
            if "::" in line:
                current = None
                try:
                    current = start(line)
                    rows.append(current)
                except SheetError as error:
                    self.problems.append(f"{part} '{line[:60]}': {error}")
            elif current is not None:
                with self._noting(f"{current['id']} '{line}'"):
                    self._detail(current, line, known)
        self._unique(part, [row["id"] for row in rows])
        for row in rows:
            named = [p["event"] for p in row["propositions"]]
            row["about"] = list(dict.fromkeys(named + row["about"]))
            self._check_ids(row["id"], (set(row.get("source", [])) | set(row.get("via", []))) - known["n"])
            self._check_ids(row["id"], set(row["about"]) - known["e"])
        yield from rows

    def _claim(self, line: str) -> Json:
        match = re.fullmatch(r"(\w+)\s+([+?-])(!?)\s+([\w, ]+?)\s*::(.*?)::(.*?)::(.*)", line)
        if match is None:
            raise SheetError("a claim is 'c1 + n1 :: source words :: cue :: content'")
        id_, stance, optional, source, words, cue, content = (part.strip() for part in match.groups())
        spans, cue_span, source_span, tie = nearest(
            self.folded, passages(self.folded, content), self._places(cue), self._places(words)
        )
        if tie:
            self.warnings.append(f"{id_}: two readings are nearly as good; check the words or add #n")
        if cue_span and any(a < cue_span[1] and cue_span[0] < b for a, b in spans):
            self.warnings.append(f"{id_}: the cue '{cue}' stands inside the content")
        return {
            "id": id_,
            "source": [] if source == "0" else re.split(r"[,\s]+", source),
            "source_span": list(source_span) if source_span else None,
            "cue": list(cue_span) if cue_span else None,
            "content": [list(span) for span in spans],
            "stance": STANCES[stance],
            "via": [],
            "about": [],
            "propositions": [],
            "tags": [],
            "optional": True if optional else None,
        }

    def _places(self, raw: str) -> list[Span]:
        if raw in ("0", "", "-"):
            return []
        want = Wanted.parse(raw)
        found = want.chosen(occurrences(self.folded, want.words))
        if not found:
            raise SheetError(f"not found: {raw}")
        return found

    def _narrated(self, line: str) -> Json:
        id_, _, content = line.partition("::")
        optional = id_.strip().endswith("!")
        return _without_none(
            {
                "id": id_.strip(" !"),
                "content": [list(span) for span in passages(self.folded, content.strip())[0]],
                "about": [],
                "propositions": [],
                "optional": True if optional else None,
            }
        )

    def _detail(self, row: Json, line: str, known: dict[str, set[str]]) -> None:
        key, _, rest = line.partition(" ")
        if key in ("about", "via"):
            row[key] = [word for word in re.split(r"[,\s]+", rest) if word]
        elif key == "tags":
            row["tags"] = [word for word in re.split(r"[,\s]+", rest) if word]
        elif key == "note":
            row["note"] = rest.strip()
        elif key in KINDS:
            row["propositions"].append(_proposition(KINDS[key], rest, known))
        else:
            raise SheetError("no such line in a claim")

    # ---- disputes ----------------------------------------------------------------------------------------------------
    def _disputes(self, claims: set[str]) -> list[list[str]]:
        pairs: list[list[str]] = []
        for line in self._lines("disputes"):
            try:
                pairs += dispute_pairs(line)
            except SheetError as error:
                self.problems.append(str(error))
        self._check_ids("disputes", {id_ for pair in pairs for id_ in pair[:2]} - claims)
        return pairs

    # ---- helpers -----------------------------------------------------------------------------------------------------
    def _lines(self, part: str) -> list[str]:
        lines = [line.strip() for line in self.parts.get(part, "").splitlines()]
        return [line for line in lines if line and not line.startswith("//")]

    def _outside(self, spans: list[Span]) -> list[Span]:
        return [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in self.skipped)]

    @contextmanager
    def _noting(self, where: str) -> Iterator[None]:
        try:
            yield
        except SheetError as error:
            self.problems.append(f"{where}: {error}")

    def _unique(self, what: str, ids: list[str]) -> None:
        twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
        if twice:
            self.problems.append(f"{what} id used twice: {', '.join(twice)}")

    def _check_ids(self, where: str, unknown: set[str]) -> None:
        if unknown:
            self.problems.append(f"{where}: unknown id {', '.join(sorted(unknown))}")


def dispute_pairs(line: str) -> list[list[str]]:
    """Conflicts from `x c1 c2 reason` or from a question with its rival answers, `q who: A c1 c4 / B c2`."""
    key, _, rest = line.partition(" ")
    if key == "x" and len(rest.split(None, 2)) == 3:
        return [rest.split(None, 2)]
    if key == "q" and ":" in rest:
        question, _, answers = rest.partition(":")
        sides = [side.split()[1:] for side in re.split(r"\s/\s", answers)]
        return [[a, b, question.strip()] for one, two in combinations(sides, 2) for a in one for b in two if a != b]
    raise SheetError(f"a dispute is 'x c1 c2 reason' or 'q question: A c1 / B c2': {line}")


def _proposition(kind: str, rest: str, known: dict[str, set[str]]) -> Json:
    optional = rest.rstrip().endswith("!")
    head, *more = [cell.strip() for cell in rest.rstrip(" !").split("|")]
    words = head.split()
    if not words or words[0] not in known["e"]:
        raise SheetError("a proposition names its event first")
    row: Json = {"kind": kind, "event": words[0]}
    values = words[1:]
    if kind in ("attributed_to", "weapon"):
        if not values or values[0] not in known["n"]:
            raise SheetError(f"{kind} needs an entity id")
        row["actor" if kind == "attributed_to" else "weapon"] = values[0]
        values = values[1:]
    if kind == "attributed_to":
        row["role"] = values[0] if values else "carried_out"
    elif values and values[0] not in ("-", "0?"):
        if not values[0].isdigit():
            raise SheetError(f"a count is digits or '-': {values[0]}")
        row["count"] = int(values[0])
    if more and more[0] not in ("", "-"):
        row["qualifier"] = more[0].replace("-", " ")
    if len(more) > 1 and more[1] not in ("", "-"):
        row["what" if kind in ("damaged", "target", "intercepted") else "who"] = more[1]
    if kind in ("damaged", "target") and "what" not in row:
        raise SheetError(f"{kind} needs what: '{kind} e1 - | | the bridge'")
    if optional:
        row["optional"] = True
    return row


def _without_none(row: Json, keep: tuple[str, ...] = ()) -> Json:
    return {key: value for key, value in row.items() if value is not None or key in keep}


def described(annotation: Json) -> Iterator[str]:
    """What was understood, a line a mention list, event and claim."""
    text = annotation["text"]

    def words(span: list[int] | None) -> str:
        return text[span[0] : span[1]].replace("\n", "⏎") if span else "∅"

    for e in annotation["entities"]:
        yield f"  {e['id']} {e['type']} {e['name']}: " + "; ".join(f"{words(m)}" for m in e["mentions"])
    for e in annotation["events"]:
        yield f"  {e['id']} {e['type']} {e['time']}: " + "; ".join(words(m) for m in e["mentions"])
    for c in annotation["claims"]:
        content = " || ".join(_short(words(span)) for span in c["content"])
        yield f"  {c['id']} {c['stance']} [{words(c['source_span'])}] ({words(c['cue'])}) {content} <{', '.join(c.get('tags', ()))}>"


def _short(words: str) -> str:
    return words if len(words) < 70 else f"{words[:32]} … {words[-32:]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sheets", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="write the annotations there, one JSON file a sheet")
    parser.add_argument("--quiet", action="store_true", help="print problems and warnings only")
    args = parser.parse_args()
    failed = 0
    for path in args.sheets:
        try:
            annotation, warnings = read_sheet(path.read_text("utf-8"))
        except SheetError as error:
            failed += 1
            print(f"{path.name}: NOT UNDERSTOOD\n  " + str(error).replace("\n", "\n  "))
            continue
        print(f"{path.name}: {len(annotation['text'].split())} words, {len(annotation['claims'])} claims")
        print("".join(f"  ! {warning}\n" for warning in warnings), end="")
        if not args.quiet:
            print("\n".join(described(annotation)))
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            (args.out / f"{annotation['doc']}.json").write_text(dumps(annotation), "utf-8")
    return 1 if failed else 0


def dumps(annotation: Json) -> str:
    """The annotation as JSON with one record a line, so that a change is seen in a diff."""
    lines = []
    for key, value in annotation.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
