"""The step in which the network reads the article, before the rules refine what it finds."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens
from spacy.util import filter_spans

from kg.annotate.draft import Draft
from kg.annotate.learned.decode import Named, decode
from kg.annotate.learned.network import available, load
from kg.model import EntityType

LABELS = {
    EntityType.PERSON: "PERSON",
    EntityType.ORGANIZATION: "ORG",
    EntityType.PLACE: "GPE",
    EntityType.FACILITY: "FAC",
}
REPLACED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})


def learned(draft: Draft) -> Draft:
    """Fill `learned`, and let the parse carry the network's names in place of the language model's.

    Without trained weights in the package the draft stays as it is, and the rules read alone.
    """
    if not available():
        return draft
    found = decode(load(), draft.article.text)
    draft.doc.set_ents(_names(draft.doc, found.named))
    return replace(draft, learned=found)


def _names(doc: Doc, named: tuple[Named, ...]) -> list[Tokens]:
    """The network's names, and the language model's dates, peoples, figures and the like where they do not overlap."""
    ours = filter_spans([span for name in named if (span := _name(doc, name)) is not None])  # glued words share a token
    taken = {token.i for span in ours for token in span}
    kept = [e for e in doc.ents if e.label_ not in REPLACED and taken.isdisjoint(t.i for t in e)]
    return [*ours, *kept]


def _name(doc: Doc, name: Named) -> Tokens | None:
    """A name as tokens; nominals ("a trader at the market") and weapons are not for the parse."""
    label = LABELS.get(name.type)
    span = doc.char_span(*name.span, label=label or "", alignment_mode="expand")
    proper = span is not None and any(t.text[0].isupper() for t in span)
    return span if label and proper else None
