"""Inputs that cannot be used: one clear line each, and everything else is done all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.query import answer
from tests.conftest import Kg

ARTICLE = """Drone attack injures three in Port Sudan

A drone attack injured three people in Port Sudan on 4 May 2025, the Sudanese army said.

The Rapid Support Forces denied that they had carried out the attack.
"""
LONG_LINE = 20_000_000

# Each bad input with what the line about it must say.
BAD: dict[str, tuple[bytes, str]] = {
    "binary.txt": (bytes(range(256)) * 40, "binary.txt"),
    "blank.txt": (b" \n\t\n", "blank.txt"),
    "empty.txt": (b"", "empty.txt"),
    "long.txt": (b"war " * (LONG_LINE // 4), "is longer than"),
    "picture.html": (b"<html><body><img src='a.png'><script>alert(1)</script></body></html>", "picture.html"),
    "wrong.txt": (b"The minister said: \x81\x8d\x8f\x90\x9d \xc3\x28 \xff\xfe\x00\x01", "wrong.txt"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Good and bad inputs, mixed."""
    folder = tmp_path_factory.mktemp("news")
    (folder / "good.txt").write_text(ARTICLE, "utf-8")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    lines = [{"id": "line-one", "text": ARTICLE.replace("three", "four")}, {"id": "line-two", "title": "No text"}]
    texts = [*map(json.dumps, lines), "{not JSON", json.dumps(["a list"]), json.dumps({"text": 5})]
    (folder / "lines.jsonl").write_text("\n".join(texts), "utf-8")
    (folder / "dated.txt").write_text(ARTICLE.replace("three", "nine"), "utf-8")
    (folder / "dated.yaml").write_text("published: yesterday\n", "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture(scope="module")
def outcome(kg: Kg, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, list[str], Path]:
    """Exit status, lines on standard error and output folder of one build over all of them."""
    out = tmp_path_factory.mktemp("out")
    done = kg("build", folder, "--out", out)
    return done.returncode, done.stderr.splitlines(), out


def test_a_build_with_skipped_inputs_is_status_1(outcome: tuple[int, list[str], Path]) -> None:
    assert outcome[0] == 1


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_has_one_line_that_names_it(name: str, outcome: tuple[int, list[str], Path]) -> None:
    lines = [line for line in outcome[1] if f"{name}:" in line]
    assert len(lines) == 1
    assert lines[0].startswith("kg: skipped ")
    assert BAD[name][1] in lines[0]
    assert len(lines[0]) < 400


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_a_bad_json_line_is_named_by_its_number(number: int, outcome: tuple[int, list[str], Path]) -> None:
    lines = [line for line in outcome[1] if "lines.jsonl" in line]
    assert len(lines) == 4
    assert f"{number}" in lines[number - 2]


def test_a_sidecar_with_a_wrong_date_is_named(outcome: tuple[int, list[str], Path]) -> None:
    (line,) = [line for line in outcome[1] if "dated" in line]
    assert "dated.yaml" in line
    assert "yesterday" in line


def test_nothing_else_is_complained_of(outcome: tuple[int, list[str], Path]) -> None:
    skipped = [line for line in outcome[1] if line.startswith("kg: skipped ")]
    assert len(skipped) == len(BAD) + 4 + 1
    assert outcome[1] == [*skipped, outcome[1][-1]]


def test_the_good_articles_are_built(outcome: tuple[int, list[str], Path]) -> None:
    rows = answer("SELECT ?words { ?c kg:stance kg:claimedStance ; schema:text ?words }", outcome[2], "csv")
    assert "injured three people" in rows
    assert "injured four people" in rows
    assert "injured nine people" not in rows
    assert outcome[1][-1].startswith("2 articles")


def test_no_usable_input_is_status_3_and_writes_nothing(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = kg("build", tmp_path / "empty.txt", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_without_articles_is_status_3(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    done = kg("build", tmp_path / "news", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "news" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_missing_folder_is_status_3(kg: Kg, tmp_path: Path) -> None:
    done = kg("build", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "nowhere" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("below", ["file.txt", "file.txt/out"])
def test_an_output_folder_that_cannot_be_is_refused_before_the_work(below: str, kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text(ARTICLE, "utf-8")
    done = kg("build", tmp_path / "file.txt", "--out", tmp_path / below)
    assert done.returncode in {2, 3}  # click itself refuses a file (2)
    assert "Traceback" not in done.stderr
    assert (tmp_path / "file.txt").read_text("utf-8") == ARTICLE


def test_a_path_below_a_file_is_status_3_in_one_line(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text(ARTICLE, "utf-8")
    done = kg("build", tmp_path / "file.txt", "--out", tmp_path / "file.txt" / "out")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_hostile_text_stays_text(kg: Kg, tmp_path: Path) -> None:
    hostile = ARTICLE.replace("Rapid", "<script>alert(1)</script> Rapid").replace("army said", "army \x1b[31msaid\x07")
    (tmp_path / "hostile.txt").write_text(hostile, "utf-8")
    out = tmp_path / "out"
    done = kg("build", tmp_path / "hostile.txt", "--out", out)
    assert done.returncode == 0
    assert "<script>alert(1)" not in (out / "claimgraph.html").read_text("utf-8")
    assert "\x1b" not in done.stdout + done.stderr
    assert kg("verify", out).returncode == 0
