"""A build from the inside: what it reuses, and what it leaves when it fails half way."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg import annotate
from kg.build import ANNOTATIONS, Built, build
from kg.errors import InputError, OutputError
from kg.export import gexf
from kg.model import Article, Corpus

TEXT = (
    "A shell hit a school in Kupwara on 9 May 2025, the police said.\n\nThe army denied that it had fired the shell.\n"
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, "utf-8")
    (folder / "two.txt").write_text(TEXT.replace("school", "clinic"), "utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def quick(news: Path, out: Path) -> Built:
    return build([str(news)], out, formats=["turtle", "gexf"])


def test_only_the_changed_article_is_annotated_again(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick(news, tmp_path / "out")
    (news / "two.txt").write_text(TEXT.replace("school", "bridge"), "utf-8")
    annotated: list[str] = []
    real = annotate.annotate

    def counted(article: Article, model: str) -> object:
        annotated.append(article.doc)
        return real(article, model)

    monkeypatch.setattr(annotate, "annotate", counted)
    assert quick(news, tmp_path / "out").reused == 1
    assert annotated == ["two"]


def test_reused_and_fresh_annotations_give_the_same_files(news: Path, tmp_path: Path) -> None:
    quick(news, tmp_path / "out")
    (news / "two.txt").write_text(TEXT.replace("school", "bridge"), "utf-8")
    quick(news, tmp_path / "out")
    quick(news, tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


@pytest.mark.parametrize("damage", [b"", b"{", b"[]\n", b"\xff\xfe", b'{"doc": "one"}\n', b"null\n"])
def test_a_damaged_memory_of_the_last_build_counts_as_none(damage: bytes, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    quick(news, out)
    whole = content(out)
    (out / ANNOTATIONS).write_bytes(damage)
    assert quick(news, out).reused == 0
    assert content(out) == whole


def test_annotations_of_another_annotator_are_not_reused(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick(news, tmp_path / "out")
    monkeypatch.setattr(annotate, "fingerprint", lambda _: "another")
    assert quick(news, tmp_path / "out").reused == 0


def test_the_order_of_the_sources_changes_nothing(news: Path, tmp_path: Path) -> None:
    one, two = str(news / "one.txt"), str(news / "two.txt")
    build([one, two], tmp_path / "a", formats=["turtle"])
    build([two, one], tmp_path / "b", formats=["turtle"])
    assert content(tmp_path / "a") == content(tmp_path / "b")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("a fault of ours")])
def test_a_build_that_fails_half_way_leaves_what_was_there(
    error: Exception, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    quick(news, out)
    before = content(out)
    (news / "three.txt").write_text(TEXT.replace("school", "market"), "utf-8")

    def broken(corpus: Corpus, folder: Path, *, base: str) -> list[Path]:
        (folder / "half.gexf").write_text("half", "utf-8")
        raise error

    monkeypatch.setattr(gexf, "write", broken)
    with pytest.raises(OutputError if isinstance(error, OSError) else RuntimeError, match=str(error.args[-1])):
        quick(news, out)
    assert content(out) == before


def test_files_of_others_in_the_output_folder_are_left_alone(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.md").write_text("mine", "utf-8")
    quick(news, out)
    assert (out / "notes.md").read_text("utf-8") == "mine"


def test_progress_tells_of_each_article(news: Path, tmp_path: Path) -> None:
    told: list[str] = []
    build([str(news)], tmp_path / "out", formats=["turtle"], progress=lambda article: told.append(article.doc))
    assert told == ["one", "two"]


def test_standard_input_can_be_handed_in(tmp_path: Path) -> None:
    built = build(["-"], tmp_path / "out", formats=["turtle"], stdin=io.BytesIO(TEXT.encode()))
    assert [a.article.text for a in built.corpus.articles] == [TEXT]


def test_no_article_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        build([str(tmp_path / "none.txt")], tmp_path / "out")
    assert not (tmp_path / "out").exists()
