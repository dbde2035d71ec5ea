"""From the words of one article to who says what: a pipeline of steps, pure, offline, one article at a time."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from spacy.about import __version__ as spacy_version

from kg.annotate.attribution import attributions
from kg.annotate.draft import Draft, Step
from kg.annotate.entities import entities
from kg.annotate.events import about, events
from kg.annotate.learned.reader import learned
from kg.annotate.narration import narration
from kg.annotate.parse import DEFAULT_MODEL, load, parse
from kg.annotate.propositions import propositions
from kg.annotate.versions import versions
from kg.annotate.zones import find_zones, sentence_starts, zones
from kg.model import Annotation, Article

STEPS: tuple[Step, ...] = (zones, learned, entities, events, attributions, versions, about, propositions, narration)


def annotate(article: Article, model: str = DEFAULT_MODEL) -> Annotation:
    """What the article says and who says it. The conflicts between its claims are found by linking.

    Raises `kg.annotate.parse.ModelError` when the language model is missing.
    """
    draft = Draft(article, parse(article.text, sentence_starts(find_zones(article)), load(model)))
    for step in STEPS:
        draft = step(draft)
    return Annotation(article, draft.entities, draft.events, draft.claims, draft.narrated)


@cache
def fingerprint(model: str = DEFAULT_MODEL) -> str:
    """A hash of everything that decides an annotation: this package, its lexicons, the records, the language model."""
    digest = hashlib.sha256(f"{spacy_version} {model} {load(model).meta['version']}".encode())
    package = files("kg")
    roots = (package / "annotate", package / "lexicons", package / "model.py", package / "intervals.py")
    for file in sorted((f for root in roots for f in _sources(root)), key=str):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _sources(root: Traversable) -> list[Traversable]:
    if root.is_file():
        return [] if root.name.endswith(".pyc") else [root]
    return [f for child in root.iterdir() if child.name != "__pycache__" for f in _sources(child)]
