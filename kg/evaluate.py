"""Score predicted annotations against references: mentions, claims, sources, stances, propositions, events, conflicts.

Claims are paired one to one by the overlap of their content (F1 over code points of at least 0.5; cue and source span
break ties). Entities are aligned by overlapping mentions, then by name, events by shared triggers. A reference item
that is `optional` counts neither as a miss when absent nor as a false alarm when present. Works on plain JSON in the
annotation format, so that the output of any system can be scored; a document without a prediction counts as empty.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.alignment import (
    EMPTY,
    PAIRED,
    Aligned,
    Claim,
    Document,
    align_entities,
    overlap,
    pair_claims,
    pair_events,
    read_documents,
    same_proposition,
)
from kg.errors import UsageError
from kg.model import EntityType

STRICTEST = "claim+source+stance"


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: rates rounded to four digits, and the counts they come from."""

    precision: float
    recall: float
    f1: float
    tp: int
    fp: int
    fn: int


def evaluate(gold: Path, predicted: Path) -> dict[str, Row]:
    """Scores over all reference documents, by measure. Each path is a folder of `*.json` files or a JSON Lines file.

    Raises `InputError` naming the file that is missing or is not an annotation.
    """
    references, predictions = read_documents(gold), read_documents(predicted)
    return _rows((reference, predictions.get(doc, EMPTY)) for doc, reference in references.items())


def per_document(gold: Path, predicted: Path) -> dict[str, dict[str, Row]]:
    """The scores of each reference document. Raises `InputError` as `evaluate` does."""
    references, predictions = read_documents(gold), read_documents(predicted)
    return {doc: _rows([(reference, predictions.get(doc, EMPTY))]) for doc, reference in references.items()}


def coverage(gold: Path, predicted: Path) -> str:
    """One line: how many documents there are, and which of them have no prediction."""
    documents, predictions = read_documents(gold), read_documents(predicted)
    missing = sorted(set(documents) - set(predictions))
    return f"{len(documents)} documents, {len(missing)} without a prediction {missing if missing else ''}".rstrip()


def table(rows: Mapping[str, Row]) -> str:
    """The scores as text, a line a measure."""
    return "\n".join(
        f"{measure:26} P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}   tp {row.tp} fp {row.fp} fn {row.fn}"
        for measure, row in rows.items()
    )


def per_document_table(gold: Path, predicted: Path) -> str:
    """The strictest claim score of each document as text, a line a document."""
    documents = per_document(gold, predicted)
    found = {doc: rows[STRICTEST].f1 if STRICTEST in rows else 0.0 for doc, rows in documents.items()}
    return "\n".join(f"  {doc:40} {STRICTEST} F1 {f1:.3f}" for doc, f1 in found.items())


def as_json(rows: Mapping[str, Row]) -> str:
    """The scores as a JSON object by measure."""
    return json.dumps({measure: asdict(row) for measure, row in rows.items()}, indent=1)


def below(rows: Mapping[str, Row], least: Mapping[str, float | str]) -> list[str]:
    """A line for each measure whose F1 is lower than wanted; a measure that nothing was counted for has 0.

    Raises `UsageError` where the wanted value is not a number.
    """
    lines = []
    for measure, wanted in least.items():
        try:
            value = float(wanted)
        except ValueError as error:
            raise UsageError(f"{measure}: {wanted!r} is not a number between 0 and 1") from error
        f1 = rows[measure].f1 if measure in rows else 0.0
        if not f1 >= value:
            lines.append(f"below: {measure} F1 {f1:.3f} < {wanted}")
    return lines


# ---- counting --------------------------------------------------------------------------------------------------------
class _Tallies:
    """True positives, false positives and false negatives of each measure."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, measure: str, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        counts = self.counts[measure]
        counts[0] += tp
        counts[1] += fp
        counts[2] += fn

    def judge(self, measure: str, right: bool) -> None:
        """A thing that both have, rightly or wrongly: a wrong one is a miss and a false alarm."""
        self.add(measure, tp=right, fp=not right, fn=not right)

    def rows(self) -> dict[str, Row]:
        return {measure: _row(*self.counts[measure]) for measure in sorted(self.counts)}


def _row(tp: int, fp: int, fn: int) -> Row:
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Row(round(precision, 4), round(recall, 4), round(f1, 4), tp, fp, fn)


def _rows(documents: Iterable[tuple[Document, Document]]) -> dict[str, Row]:
    tallies = _Tallies()
    for gold, predicted in documents:
        aligned, pairs = align_entities(gold, predicted), pair_claims(gold, predicted)
        _score_mentions(gold, predicted, tallies)
        _score_claims(gold, predicted, pairs, aligned, tallies)
        _score_propositions(gold, predicted, pairs, aligned, tallies)
        _score_events(gold, predicted, aligned, tallies)
        _score_conflicts(gold, predicted, pairs, tallies)
    return tallies.rows()


def _score_mentions(gold: Document, predicted: Document, tallies: _Tallies) -> None:
    for kind in EntityType:
        wanted = [m for e in gold.entities if e.type == kind for m in e.mentions]
        got = [m for e in predicted.entities if e.type == kind for m in e.mentions]
        found = sum(any(overlap(g, p) >= PAIRED for p in got) for g in wanted)
        wrong = sum(not any(overlap(g, p) >= PAIRED for g in wanted) for p in got)
        for measure in (f"mention {kind.value}", "mention"):
            tallies.add(measure, tp=found, fn=len(wanted) - found, fp=wrong)


def _score_claims(
    gold: Document, predicted: Document, pairs: list[tuple[Claim, Claim]], aligned: Aligned, tallies: _Tallies
) -> None:
    found = {g.id: p for g, p in pairs}
    for g in gold.claims:
        if g.optional:
            continue
        p = found.get(g.id)
        tallies.add("claim", tp=p is not None, fn=p is None)
        if p is None:  # a missed claim misses its source and stance too
            for measure in ("claim+source", "claim+source+stance", f"stance {g.stance}"):
                tallies.add(measure, fn=1)
            continue
        source, stance = _same_source(g, p, aligned), g.stance == p.stance
        tallies.judge("source accuracy", source)
        tallies.judge("stance accuracy", stance)
        tallies.judge("claim+source", source)
        tallies.judge("claim+source+stance", source and stance)
        tallies.add(f"stance {g.stance}", tp=stance, fn=not stance)
        if not stance:
            tallies.add(f"stance {p.stance}", fp=1)
    paired = {p.id for _, p in pairs}
    extra = [p for p in predicted.claims if p.id not in paired]
    for measure in ("claim", "claim+source", "claim+source+stance"):
        tallies.add(measure, fp=len(extra))
    for p in extra:
        tallies.add(f"stance {p.stance}", fp=1)


def _same_source(g: Claim, p: Claim, aligned: Aligned) -> bool:
    if not g.source:
        return not p.source
    same_entity = any(wanted in aligned.get(got, ()) for wanted in g.source for got in p.source)
    return same_entity or overlap(g.source_span, p.source_span) >= PAIRED


def _score_propositions(
    gold: Document, predicted: Document, pairs: list[tuple[Claim, Claim]], aligned: Aligned, tallies: _Tallies
) -> None:
    """A proposition is right on a claim that was paired or overlaps, with the same stance."""
    found = {g.id: p.id for g, p in pairs}

    def carries(g: Claim, p: Claim) -> bool:
        return g.stance == p.stance and (found.get(g.id) == p.id or overlap(g.content, p.content) >= PAIRED)

    for g in gold.claims:
        carriers = [p for p in predicted.claims if carries(g, p)]
        for wanted in g.propositions:
            if not (g.optional or wanted.optional):
                hit = any(same_proposition(wanted, got, aligned) for p in carriers for got in p.propositions)
                for measure in ("proposition", f"proposition {wanted.kind}"):
                    tallies.add(measure, tp=hit, fn=not hit)
    for p in predicted.claims:
        carriers = [g for g in gold.claims if carries(g, p)]
        for got in p.propositions:
            if not any(same_proposition(wanted, got, aligned) for g in carriers for wanted in g.propositions):
                for measure in ("proposition", f"proposition {got.kind}"):
                    tallies.add(measure, fp=1)


def _score_events(gold: Document, predicted: Document, aligned: Aligned, tallies: _Tallies) -> None:
    """Triggers, then date and place of the events that were found."""
    pairs = pair_events(gold, predicted)
    found = len(pairs)
    tallies.add("event", tp=found, fn=len(gold.events) - found, fp=len(predicted.events) - found)
    wanted, got = {e.id: e for e in gold.events}, {e.id: e for e in predicted.events}
    for predicted_id, gold_id in pairs.items():
        g, p = wanted[gold_id], got[predicted_id]
        if g.time:
            tallies.judge("event date", g.time.rstrip("?~") == p.time.rstrip("?~"))
        if g.places:
            tallies.judge("event place", any(a in aligned.get(b, ()) for a in g.places for b in p.places))


def _score_conflicts(gold: Document, predicted: Document, pairs: list[tuple[Claim, Claim]], tallies: _Tallies) -> None:
    to_gold = {p.id: g.id for g, p in pairs}
    wanted = {frozenset(pair) for pair in gold.conflicts}
    got = {frozenset(to_gold.get(one, f"?{one}") for one in pair) for pair in predicted.conflicts}
    tallies.add("contradiction", tp=len(wanted & got), fn=len(wanted - got), fp=len(got - wanted))
