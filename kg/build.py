"""The main job: sources in, one linked corpus and its exports out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from kg import annotate
from kg.annotate.parse import DEFAULT_MODEL
from kg.annotation import from_json, to_json
from kg.errors import InputError, OutputError
from kg.export import BASE, FORMATS, staging
from kg.link import link
from kg.link.contradictions import conflicts_within
from kg.model import Annotation, Article, Corpus
from kg.read import read

ANNOTATIONS = "annotations.jsonl"

Progress = Callable[[Article], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the corpus, the inputs it had to skip, the files it wrote, how many annotations it reused."""

    corpus: Corpus
    skipped: tuple[InputError, ...]
    files: tuple[Path, ...]
    reused: int


def read_all(sources: Sequence[str], stdin: BinaryIO | None = None) -> tuple[list[Article], list[InputError]]:
    """The articles that can be read and the inputs that cannot."""
    articles: list[Article] = []
    skipped: list[InputError] = []
    for found in read(sources, stdin):
        if isinstance(found, InputError):
            skipped.append(found)
        else:
            articles.append(found)
    return articles, skipped


def extract(article: Article, model: str = DEFAULT_MODEL) -> Annotation:
    """The full annotation of one article, with the conflicts between its own claims."""
    annotation = annotate.annotate(article, model)
    return replace(annotation, conflicts=conflicts_within(annotation))


def build(
    sources: Sequence[str],
    out: Path,
    *,
    base: str = BASE,
    formats: Iterable[str] = tuple(FORMATS),
    model: str = DEFAULT_MODEL,
    stdin: BinaryIO | None = None,
    progress: Progress = lambda _: None,
) -> Built:
    """Read, annotate, link and write all exports into `out`.

    Unchanged articles are not annotated again: their annotations are taken from `annotations.jsonl` of the last build,
    as long as the annotator that made them is the same. Raises `InputError` when no article is left (nothing is
    written) and `OutputError` when `out` cannot be written (what was there is intact).
    """
    articles, skipped = read_all(sources, stdin)
    if not articles:
        raise skipped[0] if skipped else InputError(" ".join(sources), "holds no article")
    with staging(out) as stage:
        known = _known(out / ANNOTATIONS, annotate.fingerprint(model))
        annotations: list[Annotation] = []
        reused = 0
        for article in articles:
            progress(article)
            before = known.get(article.doc)
            if before is not None and before.article == article:
                annotations.append(before)
                reused += 1
            else:
                annotations.append(extract(article, model))
        corpus = link(annotations)
        try:
            _write_annotations(stage.path / ANNOTATIONS, annotations, annotate.fingerprint(model))
            for name in formats:
                FORMATS[name].writer()(corpus, stage.path, base=base)
        except OSError as error:
            raise OutputError(f"{out}: cannot be written ({error.strerror}); choose another folder") from error
        return Built(corpus, tuple(skipped), tuple(stage.publish()), reused)


def _known(path: Path, fingerprint: str) -> dict[str, Annotation]:
    """Annotations of an earlier build by the same annotator; a file that is damaged or older counts as none."""
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        return {row["doc"]: from_json(row) for row in rows if row.get("annotator") == fingerprint}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return {}


def _write_annotations(path: Path, annotations: Iterable[Annotation], fingerprint: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for annotation in sorted(annotations, key=lambda a: a.article.doc):
            file.write(json.dumps(to_json(annotation) | {"annotator": fingerprint}, ensure_ascii=False) + "\n")
