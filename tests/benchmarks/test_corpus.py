"""The corpus of disputed events: how sheets become a split, and what the validator lets through."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus.assemble import CORPUS, SPLITS, assemble, judgements, read_cross, read_split
from benchmarks.corpus.locate import SheetError
from benchmarks.corpus.validate import problems
from tests.benchmarks.test_sheets import sheet

CLAIM = "c1 - n2 :: Kigali#2 :: rejected :: any role in the shelling\n  attributed e1 n2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    (sheets / "sake-a.sheet").write_text(sheet(CLAIM), "utf-8")
    (sheets / "sake-b.sheet").write_text(
        sheet(CLAIM + "\nc2 + n1 :: Jean Example :: adding :: the shells ~ border").replace("sake-a", "sake-b"), "utf-8"
    )
    (sheets / "sake.cross").write_text(
        "q who fired: A sake-b/c2 / B sake-a/c1 sake-b/c1\nfine sake-a/c1 sake-b/c1 the same denial\n", "utf-8"
    )
    return sheets


def test_sheets_become_articles_with_identities_and_conflicts_across(folder: Path, tmp_path: Path) -> None:
    assert assemble([folder], "dev", tmp_path) == []

    cross = read_cross("dev", tmp_path)
    assert {e["name"] for e in cross["entities"]} == {"Jean Example", "Government of Rwanda", "Kigali", "EPA"}
    assert [e["members"] for e in cross["events"]] == [["sake-a/e1", "sake-b/e1"]]
    assert cross["conflicts"] == [["sake-b/c2", "sake-a/c1", "who fired"]]
    assert [row["conflicts"] for row in read_split("dev", tmp_path)] == [[], [["c2", "c1", "who fired"]]]


def test_nothing_is_written_when_a_sheet_is_not_understood(folder: Path, tmp_path: Path) -> None:
    (folder / "sake-c.sheet").write_text(sheet("c1 + n1 :: he :: said :: nowhere"), "utf-8")

    found = assemble([folder], "dev", tmp_path)

    assert len(found) == 1
    assert "sake-c" in found[0]
    assert not (tmp_path / "dev").exists()


def test_articles_that_the_sheets_do_not_name_stay(folder: Path, tmp_path: Path) -> None:
    assemble([folder], "dev", tmp_path)
    (folder / "sake-b.sheet").unlink()
    (folder / "sake.cross").unlink()

    assemble([folder], "dev", tmp_path)

    assert [row["doc"] for row in read_split("dev", tmp_path)] == ["sake-a", "sake-b"]


def test_a_line_of_a_cross_file_that_means_nothing_is_named() -> None:
    with pytest.raises(SheetError, match="perhaps"):
        judgements(["perhaps sake-a/c1 sake-b/c1"])


def articles() -> list[Path]:
    return [p for split in SPLITS for p in sorted((CORPUS / split).glob("*.json")) if p.name != "cross.json"]


def broken(tmp_path: Path, change: Any) -> str:
    """What the validator says of one article of the corpus after a change to its JSON."""
    (tmp_path / "dev").mkdir()
    path = sorted(p for p in (CORPUS / "dev").glob("*.json") if p.name != "cross.json")[0]
    row = json.loads(path.read_text("utf-8"))
    change(row)
    (tmp_path / "dev" / path.name).write_text(json.dumps(row), "utf-8")
    return "\n".join(line for line in problems(tmp_path, []) if line.startswith(row["doc"]))


def test_an_untouched_article_has_no_problem(tmp_path: Path) -> None:
    assert broken(tmp_path, lambda row: None) == ""


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda row: row["claims"][0]["content"].insert(0, [0, 10**6]), "bad span"),
        (lambda row: row["claims"][0].update(source=["n999"]), "unknown n999"),
        (lambda row: row["claims"][1].update(id=row["claims"][0]["id"]), "an id stands twice"),
        (lambda row: row.update(text=row["text"][:300]), "words"),
        (lambda row: row["events"][0].update(time="last Tuesday"), "not EDTF"),
        (lambda row: row["claims"][0].update(tags=[]), "its spans say"),
        (lambda row: row.update(genre="poem"), "unknown genre"),
    ],
)
def test_a_damaged_article_is_found(tmp_path: Path, change: Any, problem: str) -> None:
    assert re.search(problem, broken(tmp_path, change))


def test_an_article_in_two_splits_and_a_near_copy_are_found(tmp_path: Path) -> None:
    one = articles()[0]
    for split in ("train", "test"):
        (tmp_path / split).mkdir()
    shutil.copy(one, tmp_path / "train")
    row = json.loads(one.read_text("utf-8"))
    row["doc"] = "copied"
    (tmp_path / "test" / "copied.json").write_text(json.dumps(row), "utf-8")

    found = "\n".join(problems(tmp_path, []))

    assert f"conflict {row['conflict']} is in test and train" in found
    assert "copied shares" in found
