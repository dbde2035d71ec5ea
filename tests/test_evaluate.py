"""Scores are those of the frozen reference scorer, perfect for a reference against itself, and errors are named."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, UsageError
from kg.evaluate import Row, as_json, below, coverage, evaluate, per_document, per_document_table, table

SCORES = Path(__file__).parent / "scores"
GOLD, PREDICTED = SCORES / "gold.jsonl", SCORES / "predicted.jsonl"
REFERENCE = Path(__file__).parent.parent / "seeds" / "reference"


def frozen() -> dict[str, Any]:
    rows: dict[str, Any] = json.loads((SCORES / "expected.json").read_text("utf-8"))
    return rows


def written(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def claim(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"id": f"c{number}", "source": [], "content": [[0, 10]], "stance": "claimed", **changes}


def document(*claims: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"doc": "d", "entities": [], "events": [], "claims": list(claims), "conflicts": [], **changes}


def scored(folder: Path, gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, Row]:
    return evaluate(written(folder / "gold.jsonl", gold), written(folder / "predicted.jsonl", predicted))


def test_every_measure_equals_the_frozen_scorer() -> None:
    assert {measure: asdict(row) for measure, row in evaluate(GOLD, PREDICTED).items()} == frozen()["all"]


def test_every_measure_of_each_document_equals_the_frozen_scorer() -> None:
    expected = {doc: rows for doc, rows in frozen().items() if doc != "all"}

    assert {d: {m: asdict(r) for m, r in rows.items()} for d, rows in per_document(GOLD, PREDICTED).items()} == expected


def test_the_text_is_that_of_the_frozen_scorer() -> None:
    rows = evaluate(GOLD, PREDICTED)

    parts = coverage(GOLD, PREDICTED), table(rows), per_document_table(GOLD, PREDICTED)

    assert "\n".join(parts) + "\n" == (SCORES / "expected.txt").read_text("utf-8")


def test_the_json_is_that_of_the_frozen_scorer() -> None:
    assert json.loads(as_json(evaluate(GOLD, PREDICTED))) == frozen()["all"]


def test_a_reference_scores_one_against_itself() -> None:
    rows = evaluate(REFERENCE, REFERENCE)

    assert {measure: row.f1 for measure, row in rows.items() if row.tp + row.fn} == dict.fromkeys(rows, 1.0)


_SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: [pair[0], pair[0] + pair[1]])


@given(st.lists(st.tuples(_SPANS, st.sampled_from(("claimed", "denied", "unconfirmed"))), max_size=6))
def test_any_annotation_finds_all_its_claims_in_itself(claims: list[tuple[list[int], str]]) -> None:
    row = document(*(claim(n, content=[span], stance=stance) for n, (span, stance) in enumerate(claims)))

    with tempfile.TemporaryDirectory() as folder:
        rows = scored(Path(folder), row, row)

    assert (rows["claim"].fp, rows["claim"].fn) == (0, 0) if claims else rows["claim"].tp == 0


def test_an_optional_claim_is_no_miss_when_absent(tmp_path: Path) -> None:
    rows = scored(tmp_path, document(claim(optional=True)), document())

    assert rows["claim"] == Row(0.0, 0.0, 0.0, 0, 0, 0)


def test_an_optional_claim_is_no_false_alarm_when_present(tmp_path: Path) -> None:
    rows = scored(tmp_path, document(claim(optional=True)), document(claim()))

    assert rows["claim"].fp == 0


def test_a_denial_taken_for_a_claim_is_wrong_in_both_stances(tmp_path: Path) -> None:
    rows = scored(tmp_path, document(claim(stance="denied")), document(claim()))

    assert (rows["stance denied"].fn, rows["stance claimed"].fp, rows["claim"].tp) == (1, 1, 1)


def test_a_claim_without_a_source_must_have_none(tmp_path: Path) -> None:
    entity = {"id": "n1", "type": "person", "name": "Ann", "mentions": [[20, 23]]}

    rows = scored(tmp_path, document(claim(), entities=[entity]), document(claim(source=["n1"]), entities=[entity]))

    assert rows["claim+source"].tp == 0


def test_a_document_without_a_prediction_counts_as_empty(tmp_path: Path) -> None:
    rows = evaluate(GOLD, written(tmp_path / "nothing.jsonl"))

    assert rows["claim"].recall == 0.0
    assert rows["claim"].fn == sum(not c.get("optional") for d in GOLD.open() for c in json.loads(d)["claims"])


def test_lines_end_at_line_feeds_only(tmp_path: Path) -> None:
    row = document(claim(), text="a\u2028b\x85c")

    assert scored(tmp_path, row, row)["claim"].f1 == 1.0


def test_below_names_what_is_too_low() -> None:
    rows = {"claim": Row(0.5, 0.5, 0.5, 1, 1, 1)}

    assert below(rows, {"claim": "0.4", "event": 0.1}) == ["below: event F1 0.000 < 0.1"]


def test_a_minimum_that_is_no_number_is_a_wrong_use() -> None:
    with pytest.raises(UsageError, match="high"):
        below({}, {"claim": "high"})


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"claims": []}',
        '{"doc": "d", "claims": 3}',
        '{"doc": "d", "claims": [{"stance": "claimed"}]}',
        '{"doc": "d", "claims": [{"id": "c1", "content": [[0, "x"]]}]}',
        '{"doc": "d", "claims": [{"id": "c1", "content": [[0, 1000000000000]]}]}',
        '{"doc": "d", "claims": [], "entities": [{"id": "n1"}]}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_annotation_is_named_with_its_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text("\n" + text, "utf-8")

    with pytest.raises(InputError, match=r"broken.jsonl, line 2: is not an annotation"):
        evaluate(GOLD, file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jsonl: cannot be read"):
        evaluate(GOLD, tmp_path / "nowhere.jsonl")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe{")

    with pytest.raises(InputError, match=r"bytes\.jsonl: is not UTF-8"):
        evaluate(GOLD, tmp_path / "bytes.jsonl")
