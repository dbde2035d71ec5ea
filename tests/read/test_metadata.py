"""Sidecars: what a person may say about an article, and which line tells them what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read.metadata import Metadata, check, is_web_address, read_sidecar


def sidecar(folder: Path, content: str | bytes) -> Path:
    path = folder / "strike.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_field(tmp_path: Path) -> None:
    path = sidecar(
        tmp_path,
        "id: strike-1\ntitle: 'Strike:  a port\n  is hit'\npublisher: Daily Example\npublished: 2024-01-04\n"
        "url: https://example.org/strike?a=1\ninferred: [url, published]\n",
    )

    found = read_sidecar(path, "strike.yaml")

    assert found == Metadata(
        id="strike-1",
        title="Strike: a port is hit",
        publisher="Daily Example",
        published="2024-01-04",
        url="https://example.org/strike?a=1",
        inferred=("published", "url"),
    )


def test_plain_words_stay_what_a_person_wrote(tmp_path: Path) -> None:
    path = sidecar(tmp_path, "id: 007\ntitle: No\npublisher: 1.50\npublished: 2024\n")

    found = read_sidecar(path, "strike.yaml")

    assert (found.id, found.title, found.publisher, found.published) == ("007", "No", "1.50", "2024")


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "title:\npublisher: ~\nurl: ''\ninferred:\n"])
def test_nothing_said_is_nothing_known(tmp_path: Path, content: str) -> None:
    assert read_sidecar(sidecar(tmp_path, content), "strike.yaml") == Metadata()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("published: 2024-02-31", "'published' is '2024-02-31'; expected a date such as 2024"),
        ("published: yesterday", "'published' is 'yesterday'; expected a date such as 2024"),
        ("published: 4 Jan 2024", "'published' is '4 Jan 2024'; expected"),
        ("published: !!timestamp 2024-02-31", "is not YAML"),
        ("url: javascript:alert(1)", "'url' is 'javascript:alert(1)'; expected an http or https address"),
        ("url: example.org", "'url' is 'example.org'; expected an http or https address"),
        ("author: A. Writer", "'author' is not a field; known are id, title, publisher"),
        ("title: [a, b]", "'title' is a list; expected text"),
        ("title: {a: b}", "'title' is a mapping; expected text"),
        ("title: !!int 5", "'title' is a number; expected text"),
        ("inferred: published", "'inferred' is to be a list of field names"),
        ("inferred: [text]", "'inferred' is to be a list of field names"),
        ("- title", "is not a mapping"),
        ("title", "is not a mapping"),
        ("title: 'open\n", "is not YAML (line 2)"),
        ("title: !!python/object/apply:os.getcwd []", "is not YAML (line 1)"),
        ("? [a]\n: b", "is not YAML"),
        ("[" * 20_000, "is not YAML"),
        (b"title: caf\xe9", "is not UTF-8 (byte 11)"),
        ("id: " + "x" * 201, "'id' is longer than 200 characters"),
        ("title: " + "x" * 2001, "'title' is longer than 2000 characters"),
        ("title: x\n" * 20_000, "is longer than 65536 bytes"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, content: str | bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read_sidecar(sidecar(tmp_path, content), "strike.yaml")

    assert caught.value.where == "strike.yaml"
    assert caught.value.problem.startswith(problem)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org", True),
        ("HTTP://example.org:8080/a/b?c=d#e", True),
        ("https://пример.рф/новости", True),
        ("ftp://example.org/", False),
        ("https://", False),
        ("/news/strike", False),
        ("https://example.org/a b", False),
        ('https://example.org/"><script>', False),
        ("https://example.org:port/", False),
        ("https://[::1", False),
        ("data:text/html,hello", False),
    ],
)
def test_web_addresses(url: str, good: bool) -> None:
    assert is_web_address(url) is good


scalars = st.none() | st.booleans() | st.integers() | st.sampled_from(["", " a\tb ", "2024-01", "https://a.org", "x\0"])
values = scalars | st.lists(scalars | st.sampled_from(["title", "url"]), max_size=3)


@given(st.dictionaries(st.sampled_from(["id", "title", "publisher", "published", "url", "inferred"]), values))
def test_any_row_is_metadata_or_an_input_error(row: dict[str, object]) -> None:
    try:
        found = check(row, "line 1")
    except InputError as error:
        assert error.where == "line 1"
    else:
        assert found.title is None or found.title == " ".join(found.title.split())
