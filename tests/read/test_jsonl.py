"""JSON Lines: each line is an article or one error that names file and line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article
from kg.read import read
from kg.read.decode import MAX_CHARACTERS, clean
from kg.read.jsonl import MAX_LINE, raw_lines, read_lines


def lines(*rows: Any) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def items(content: bytes) -> list[Article | InputError]:
    return [item for _, item in read_lines(raw_lines(io.BytesIO(content)), "news.jsonl", "news")]


def test_every_field() -> None:
    row = {
        "id": "a",
        "text": "A bridge was hit.\r\nNobody was hurt.",
        "title": "Bridge hit",
        "publisher": "Daily Example",
        "published": "2024-01-04?",
        "url": "https://example.org/a",
        "section": "world",
    }

    assert items(lines(row)) == [
        Article(
            "a",
            "A bridge was hit.\r\nNobody was hurt.",
            "Bridge hit",
            "Daily Example",
            "2024-01-04?",
            "https://example.org/a",
        )
    ]


def test_a_line_without_id_is_called_after_file_and_line() -> None:
    found = items(b"\n" + lines({"text": "One."}) + b"  \r\n" + lines({"text": "Two."}))

    assert [item.doc for item in found if isinstance(item, Article)] == ["news-2", "news-4"]


def test_a_byte_order_mark_and_a_missing_last_line_end_do_no_harm() -> None:
    found = items(b"\xef\xbb\xbf" + lines({"text": "One."}).rstrip())

    assert [item.text for item in found if isinstance(item, Article)] == ["One."]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"title": "no text"}, "has no 'text'"),
        ({"text": None}, "has no 'text'"),
        ({"text": ["a"]}, "'text' is not text"),
        ({"text": " \n"}, "'text' is empty"),
        ({"text": "a", "id": 5}, "'id' is a number; expected text"),
        ({"text": "a", "title": True}, "'title' is a truth value; expected text"),
        ({"text": "a", "publisher": {"name": "b"}}, "'publisher' is a mapping; expected text"),
        ({"text": "a", "published": "2024-02-31"}, "'published' is '2024-02-31'; expected"),
        ({"text": "a", "url": "file:///etc/passwd"}, "'url' is 'file:///etc/passwd'; expected"),
        (["text"], "is not a JSON object"),
        (b'{"text": "a"', "is not JSON (Expecting ',' delimiter, column 13)"),
        (b"text", "is not JSON"),
        (b"[" * 100_000, "is not JSON that can be read"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "is not JSON that can be read"),
        (b'{"text": "caf\xe9"}', "is not UTF-8 (byte 14)"),
        ({"text": "a" * (MAX_CHARACTERS + 1)}, "is longer than 1,000,000 characters"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_bad_line_is_named_and_the_others_still_come(row: Any, problem: str) -> None:
    found = items(lines({"text": "Before."}, row, {"text": "After."}))

    assert [item.text for item in found if isinstance(item, Article)] == ["Before.", "After."]
    (error,) = [item for item in found if isinstance(item, InputError)]
    assert error.where == "news.jsonl, line 2"
    assert error.problem.startswith(problem)


def test_a_line_of_twenty_megabytes_is_refused_without_being_held() -> None:
    content = lines({"text": "a" * 20_000_000}, {"text": "After."})

    pieces = list(raw_lines(io.BytesIO(content)))
    found = items(content)

    assert max(map(len, pieces)) <= MAX_LINE + 1
    assert str(found[0]) == f"news.jsonl, line 1: is longer than {MAX_LINE:,} bytes; split it into articles"
    assert isinstance(found[1], Article)
    assert found[1].doc == "news-2"


def test_the_longest_text_fits_with_every_character_escaped() -> None:
    text = "💥" * MAX_CHARACTERS

    (found,) = items(lines({"text": text}))

    assert isinstance(found, Article)
    assert found.text == text


def test_escapes_that_no_graph_can_hold_are_replaced_one_for_one() -> None:
    (found,) = items(rb'{"text": "a\u0000b\ud800c\ufffed\tend"}' + b"\n")

    assert isinstance(found, Article)
    assert found.text == "a\ufffdb\ufffdc\ufffdd\tend"
    assert len(found.sha256) == 64


@given(st.lists(st.text(alphabet=st.characters(), min_size=1), max_size=5))
def test_any_texts_come_back_in_order(texts: list[str]) -> None:
    found = items(lines(*({"text": text} for text in texts)))

    expected = [clean(text) if clean(text).replace("\ufffd", "").strip() else None for text in texts]
    assert [item.text if isinstance(item, Article) else None for item in found] == (expected or [None])


@given(st.lists(st.binary(max_size=60), max_size=4))
def test_no_bytes_stop_the_reading(pieces: list[bytes]) -> None:
    found = items(b"\n".join(pieces) + b"\n" + lines({"id": "last", "text": "The end."}))

    assert isinstance(found[-1], Article)
    assert found[-1].doc == "last"


def test_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(lines({"text": "One."}, {"text": "Two."}))

    found = list(read([str(tmp_path / "news.jsonl")]))

    assert [item.doc for item in found if isinstance(item, Article)] == ["news-1", "news-2"]


def test_a_sidecar_belongs_to_no_single_line(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(lines({"text": "One."}))
    (tmp_path / "news.yaml").write_text("title: All of them")

    error, found = read([str(tmp_path / "news.jsonl")])

    assert "news.yaml: belongs to no single article" in str(error)
    assert isinstance(found, Article)


def test_a_file_without_lines_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(b"\n \n")

    (found,) = read([str(tmp_path / "news.jsonl")])

    assert str(found) == f"{tmp_path / 'news.jsonl'}: is empty"
