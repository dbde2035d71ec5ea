"""SOURCE arguments: files, folders and standard input become articles, and each bad one becomes one clear line."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article
from kg.read import read
from kg.read.decode import MAX_CHARACTERS, clean


def docs(found: list[Article | InputError]) -> list[str]:
    return [item.doc for item in found if isinstance(item, Article)]


def errors(found: list[Article | InputError]) -> list[str]:
    return [str(item) for item in found if isinstance(item, InputError)]


def write(folder: Path, **files: str) -> None:
    """Files by name, `__` for the dot and `_in_` for a folder, each holding its words."""
    for name, content in files.items():
        path = folder / name.replace("_in_", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---- what is read, in which order ------------------------------------------------------------------------------------
def test_a_file_is_an_article_called_after_its_stem(here: Path) -> None:
    write(here, strike__txt="A bridge was hit.\n")

    assert list(read(["strike.txt"])) == [Article("strike", "A bridge was hit.\n")]


def test_the_arguments_are_read_in_their_order(here: Path) -> None:
    write(here, b__txt="B.", a__md="A.", C__TXT="C.")

    assert docs(list(read(["b.txt", "C.TXT", "a.md"]))) == ["b", "C", "a"]


def test_a_folder_is_walked_by_name_and_what_is_no_article_is_passed_over(here: Path) -> None:
    write(
        here,
        news_in_b__txt="B.",
        news_in_a_in_z__txt="Z.",
        news_in_a_in_y__md="Y.",
        news_in_c__html="<p>C.</p>",
        news_in_b__yaml="title: The B",
        news_in_table__csv="not,an,article",
        news_in_README__md="What this folder is.",
        news_in___hidden__txt="hidden",
        news_in___git_in_x__txt="hidden",
    )

    found = list(read(["news"]))

    assert docs(found) == ["y", "z", "b", "c"]
    assert [item.title for item in found if isinstance(item, Article)] == [None, None, "The B", None]
    assert errors(found) == []


def test_a_loop_of_links_ends(here: Path) -> None:
    write(here, news_in_a__txt="A.")
    (here / "news" / "again").symlink_to(here / "news", target_is_directory=True)

    assert docs(list(read(["news"]))) == ["a"]


def test_a_readme_that_is_named_is_an_article(here: Path) -> None:
    write(here, README__md="A bridge was hit.")

    assert docs(list(read(["README.md"]))) == ["README"]


def test_a_sidecar_says_what_the_text_does_not(here: Path) -> None:
    write(
        here,
        strike__txt="A bridge was hit.",
        strike__yaml="id: s1\ntitle: Bridge\npublisher: P\npublished: 2024-01?\nurl: https://example.org/\n"
        "inferred: [published]\n",
    )

    assert list(read(["strike.txt"])) == [
        Article("s1", "A bridge was hit.", "Bridge", "P", "2024-01?", "https://example.org/", ("published",))
    ]


# ---- the text is the file's ------------------------------------------------------------------------------------------
def test_offsets_hold_against_the_decoded_file(here: Path) -> None:
    raw = "First line.\r\nThe ship\u00a0sank, he said.\r\r\n".encode()
    (here / "a.txt").write_bytes(raw)

    (found,) = read(["a.txt"])

    assert isinstance(found, Article)
    assert found.text == raw.decode()
    assert found.text[13:21] == "The ship"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_comes_back_character_by_character(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())  # with a mark, so that a text that begins with one keeps it

    (found,) = read([str(path)])

    if clean(text).replace("\ufffd", "").strip():
        assert isinstance(found, Article) and found.text == clean(text)
        assert len(found.text) == len(text)
        assert all(0 <= start < end <= len(text) for start, end in found.boilerplate)
    else:
        assert str(found).endswith("is empty")


# ---- bad inputs, each one line, the others still come ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.txt", b"", "empty.txt: is empty"),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t", "blank.txt: is empty"),
        ("binary.txt", b"\x7fELF\x00\x01", "binary.txt: is a binary file, not text; save the article as"),
        ("latin.txt", b"charg\xe9", "latin.txt: is not UTF-8 (byte 6); save it as UTF-8"),
        ("long.txt", b"a" * (MAX_CHARACTERS + 1), "long.txt: is longer than 1,000,000 characters; split it"),
        ("huge.txt", b"a" * (4 * MAX_CHARACTERS + 4), "huge.txt: is longer than 4,000,003 bytes; split it"),
        ("huge.html", b"a" * 10_000_001, "huge.html: is longer than 10,000,000 bytes; split it"),
        ("void.html", b"<html><script>x()</script></html>", "void.html: holds no visible text"),
        ("report.pdf", b"%PDF-1.7", "report.pdf: has the suffix '.pdf'; known are .txt .md .html .htm .jsonl"),
        ("report", b"text", "report: has a name without suffix; known are .txt .md .html .htm .jsonl"),
        ("a.yaml", b"title: x", "a.yaml: holds metadata, not an article; name the article beside it"),
        ("line\nend.pdf", b"", "line\ufffdend.pdf: has the suffix '.pdf'"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_bad_file(here: Path, name: str, content: bytes, problem: str) -> None:
    write(here, good__txt="A bridge was hit.")
    (here / name).write_bytes(content)

    found = list(read([name, "good.txt"]))

    assert errors(found)[0].startswith(problem)
    assert "\n" not in errors(found)[0]
    assert docs(found) == ["good"]


@pytest.mark.parametrize("name", ["nowhere.txt", "no/such/folder", "nul\0name.txt"])
def test_what_is_not_there(here: Path, name: str) -> None:
    (error,) = errors(list(read([name])))

    assert error.endswith("does not exist; name a file, a folder or - for standard input")


def test_a_name_too_long_for_a_file(here: Path) -> None:
    (error,) = errors(list(read(["x" * 5000])))

    assert "cannot be read" in error


def test_a_folder_without_articles(here: Path) -> None:
    write(here, news_in_table__csv="a,b")

    assert errors(list(read(["news"]))) == [
        "news: holds no article; expected files ending in .txt .md .html .htm .jsonl"
    ]


def test_something_that_is_no_regular_file(here: Path) -> None:
    os.mkfifo(here / "pipe.txt")

    assert errors(list(read(["pipe.txt"]))) == ["pipe.txt: is not a regular file"]


def test_a_sidecar_with_a_wrong_date_leaves_its_article_out(here: Path) -> None:
    write(here, a__txt="A.", a__yaml="published: 2024-02-31", b__txt="B.")

    found = list(read(["."]))

    (error,) = errors(found)
    assert error.startswith("a.yaml: 'published' is '2024-02-31'; expected a date such as 2024")
    assert docs(found) == ["b"]


def test_a_second_article_with_the_same_id_is_refused(here: Path) -> None:
    write(here, a_in_strike__txt="A.", b_in_strike__txt="B.", c__txt="C.", c__yaml="id: strike")

    found = list(read(["."]))

    assert docs(found) == ["strike"]
    assert errors(found) == [
        "b/strike.txt: has the id 'strike' of a/strike.txt; give one of them another 'id'",
        "c.txt: has the id 'strike' of a/strike.txt; give one of them another 'id'",
    ]


def test_a_file_name_that_is_not_text_can_still_be_shown(here: Path) -> None:
    raw = os.fsencode(here) + b"/caf\xe9.txt"
    Path(os.fsdecode(raw)).write_text("A bridge was hit.")

    (found,) = read(["."])

    assert isinstance(found, Article)
    assert found.doc == "caf\ufffd"


# ---- standard input --------------------------------------------------------------------------------------------------
def test_standard_input_is_a_plain_text() -> None:
    found = list(read(["-"], io.BytesIO(b"\n A bridge was hit.\n{not json}\n")))

    assert found == [Article("stdin", "\n A bridge was hit.\n{not json}\n")]


@pytest.mark.parametrize("before", [b"", b"\n  \n\t", b"\xef\xbb\xbf"])
def test_standard_input_that_begins_with_a_brace_is_json_lines(before: bytes) -> None:
    stream = io.BytesIO(before + b'{"id": "a", "text": "A."}\n{"text": 5}\n')

    found = list(read(["-"], stream))

    assert docs(found) == ["a"]
    (error,) = errors(found)
    assert error.startswith("standard input, line ")
    assert error.endswith("'text' is not text")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"caf\xe9", "is not UTF-8 (byte 4); save it as UTF-8"),
        (b"a\n" * 3_000_000, "is longer than 4,000,003 bytes; split it into articles"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_bad_standard_input(content: bytes, problem: str) -> None:
    assert errors(list(read(["-"], io.BytesIO(content)))) == [f"standard input: {problem}"]


def test_the_same_input_gives_the_same_articles(here: Path) -> None:
    write(here, b__txt="B.", a__html="<p>A.</p>", c__jsonl='{"text": "C."}')

    assert list(read(["."])) == list(read(["."]))
