"""The five seed articles are read with the text, the ids and the metadata of their reference annotations."""

from __future__ import annotations

from pathlib import Path

from kg.annotation import read_annotations
from kg.model import Article
from kg.read import read

SEEDS = Path(__file__).parents[2] / "seeds"


def test_a_folder_of_seeds_is_five_articles() -> None:
    found = list(read([str(SEEDS)]))

    assert sorted(item.doc if isinstance(item, Article) else str(item) for item in found) == [
        f"seed-00{number}" for number in range(5)
    ]


def test_text_and_metadata_are_those_of_the_reference() -> None:
    read_articles = {item.doc: item for item in read([str(SEEDS)]) if isinstance(item, Article)}
    reference = {a.article.doc: a.article for a in read_annotations(SEEDS / "reference")}

    def fields(article: Article) -> tuple[str | None, ...]:
        return article.text, article.title, article.publisher, article.published, article.url

    assert {doc: fields(a) for doc, a in read_articles.items()} == {doc: fields(a) for doc, a in reference.items()}
