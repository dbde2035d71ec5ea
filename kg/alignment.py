"""Two annotations of one article side by side: which claim, entity and event of one stands for which of the other.

The records here are what scoring needs and no more, read leniently, so that the output of any system can be scored.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Kind

Chars = frozenset[int]  # code points of the text that spans cover
Aligned = Mapping[str, set[str]]  # predicted entity id -> the reference entities it may stand for

PAIRED = 0.5  # overlap from which two spans are the same
PAIRED_BY_CUE = 0.2  # the same, where the cues overlap too
UNIMPORTANT = {"the", "a", "an", "of", "government", "s"}  # words that do not tell names apart
COUNTED = {Kind.KILLED, Kind.INJURED, Kind.INTERCEPTED}
DESCRIBED = {Kind.DAMAGED, Kind.TARGET}
LONGEST = 1_000_000  # code points; no article is longer, and a wild offset must not exhaust the memory


# ---- documents -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Entity:
    """An entity with its folded name."""

    id: str
    type: str
    name: str
    mentions: tuple[Chars, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its triggers; `time` is EDTF or empty."""

    id: str
    mentions: tuple[Chars, ...]
    time: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a claim states; `what` is folded."""

    kind: str
    actor: str | None
    weapon: str | None
    count: object
    what: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with the code points that it covers."""

    id: str
    source: tuple[str, ...]
    source_span: Chars
    cue: Chars
    content: Chars
    stance: str
    propositions: tuple[Proposition, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Document:
    """What was found in one article."""

    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()


EMPTY = Document()


def read_documents(path: Path) -> dict[str, Document]:
    """Annotations of a folder of `*.json` files or of a JSON Lines file, by `doc`; JSON without `claims` is left out.

    Raises `InputError` naming the file (and line) that is missing or is not an annotation.
    """
    documents = {}
    for where, text in _files(path):
        try:
            row = json.loads(text)
            if isinstance(row, dict) and "claims" in row:
                documents[str(row["doc"])] = _document(row)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
            raise InputError(where, f"is not an annotation ({type(error).__name__}: {error})") from error
    return documents


def _files(path: Path) -> Iterator[tuple[str, str]]:
    try:
        if path.is_dir():
            for file in sorted(path.glob("*.json")):
                yield str(file), file.read_text("utf-8")
        else:
            # not splitlines: an article can hold U+2028, which JSON leaves as it is
            for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
                if line.strip():
                    yield f"{path}, line {number}", line
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8") from error


def _document(row: Mapping[str, Any]) -> Document:
    return Document(
        entities=tuple(
            Entity(str(e["id"]), str(e["type"]), _folded(e["name"]), _each(e.get("mentions")))
            for e in row.get("entities") or ()
        ),
        events=tuple(
            Event(str(e["id"]), _each(e["mentions"]), str(e.get("time") or ""), _ids(e.get("places")))
            for e in row.get("events") or ()
        ),
        claims=tuple(_claim(c) for c in row["claims"]),
        conflicts=tuple((str(c[0]), str(c[1])) for c in row.get("conflicts") or ()),
    )


def _claim(row: Mapping[str, Any]) -> Claim:
    return Claim(
        id=str(row["id"]),
        source=_ids(row.get("source")),
        source_span=_chars(row.get("source_span")),
        cue=_chars(row.get("cue")),
        content=_chars(row.get("content")),
        stance=str(row.get("stance")),
        propositions=tuple(
            Proposition(
                str(p["kind"]),
                _text(p.get("actor")),
                _text(p.get("weapon")),
                p.get("count"),
                _folded(p.get("what")),
                bool(p.get("optional")),
            )
            for p in row.get("propositions") or ()
        ),
        optional=bool(row.get("optional")),
    )


def _ids(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _each(spans: Iterable[Any] | None) -> tuple[Chars, ...]:
    return tuple(_chars(span) for span in spans or ())


def _chars(spans: Any) -> Chars:
    """The code points of a span or of a list of spans."""
    if not spans:
        return frozenset()
    several = [spans] if isinstance(spans[0], int) else spans
    if any(end - start > LONGEST for start, end in several):
        raise ValueError("a span is longer than any article")
    return frozenset(position for start, end in several for position in range(start, end))


def _folded(name: str | None) -> str:
    """A name without case, accents, punctuation and the words that do not tell names apart."""
    text = unicodedata.normalize("NFKD", name or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return " ".join(word for word in words if word not in UNIMPORTANT)


# ---- alignment -------------------------------------------------------------------------------------------------------
def overlap(a: Chars, b: Chars) -> float:
    """F1 of two sets of code points, 0 where one is empty."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def align_entities(gold: Document, predicted: Document) -> Aligned:
    """By overlapping mentions (every owner of half as many code points as the best), and by name."""
    owners: defaultdict[int, set[str]] = defaultdict(set)
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for entity in gold.entities:
        by_name[entity.name].add(entity.id)
        for position in frozenset().union(*entity.mentions):
            owners[position].add(entity.id)
    aligned = {}
    for entity in predicted.entities:
        positions = frozenset().union(*entity.mentions)
        votes = Counter(owner for position in positions for owner in owners.get(position, ()))
        best = {owner for owner, n in votes.items() if n * 2 >= max(votes.values())}
        aligned[entity.id] = best | by_name.get(entity.name, set())
    return aligned


def pair_claims(gold: Document, predicted: Document) -> list[tuple[Claim, Claim]]:
    """One to one, best overlap first; ties go by cue, source span, and id."""
    candidates = []
    for g in gold.claims:
        for p in predicted.claims:
            content, same_cue = overlap(g.content, p.content), bool(g.cue & p.cue)
            if content >= PAIRED or (same_cue and (content > PAIRED_BY_CUE or not g.content)):
                tie = 0.3 * same_cue + 0.2 * bool(g.source_span & p.source_span)
                candidates.append((content + tie, g, p))
    candidates.sort(key=lambda c: (-c[0], c[1].id, c[2].id))
    used_gold: set[str] = set()
    used_predicted: set[str] = set()
    pairs = []
    for _, g, p in candidates:
        if g.id not in used_gold and p.id not in used_predicted:
            used_gold.add(g.id)
            used_predicted.add(p.id)
            pairs.append((g, p))
    return pairs


def pair_events(gold: Document, predicted: Document) -> dict[str, str]:
    """Predicted event id -> reference event id, one to one, those with the most shared triggers first."""
    candidates = []
    for g in gold.events:
        for p in predicted.events:
            shared = sum(bool(m & n) for m in g.mentions for n in p.mentions)
            if shared:
                candidates.append((-shared, g.id, p.id))
    pairs: dict[str, str] = {}
    for _, gold_id, predicted_id in sorted(candidates):
        if gold_id not in pairs.values() and predicted_id not in pairs:
            pairs[predicted_id] = gold_id
    return pairs


def same_proposition(g: Proposition, p: Proposition, aligned: Aligned) -> bool:
    """Whether they state the same, given who stands for whom."""
    if g.kind != p.kind:
        return False
    if g.kind == Kind.ATTRIBUTED_TO:
        return g.actor in aligned.get(p.actor or "", ())
    if g.kind == Kind.WEAPON:
        return g.weapon in aligned.get(p.weapon or "", ())
    if g.kind in COUNTED:
        return g.count == p.count
    if g.kind in DESCRIBED:
        if g.what and p.what:
            return bool(set(g.what.split()) & set(p.what.split()))
        return g.count is not None and g.count == p.count
    return True  # that it occurred
