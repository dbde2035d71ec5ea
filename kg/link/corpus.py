"""Annotations of single articles to one corpus, which depends on the set of annotations only, not on their order."""

from __future__ import annotations

from collections.abc import Iterable

from kg.link import local
from kg.link.claims import link_records
from kg.link.contradictions import contradictions
from kg.link.memberships import memberships
from kg.link.propositions import Context
from kg.model import Annotation, Corpus, LinkedArticle


def link(annotations: Iterable[Annotation]) -> Corpus:
    """The corpus of these annotations: every tuple sorted by id, every id derived from content."""
    documents = local.in_order(annotations)
    linked = link_records(documents)
    context = linked.context
    return Corpus(
        articles=tuple(sorted((_article(id_, a, context) for id_, a in documents), key=lambda a: a.id)),
        entities=linked.entities.linked,
        memberships=memberships(linked.entities.linked),
        events=linked.events.linked,
        propositions=linked.propositions,
        claims=tuple(sorted((c.claim for c in linked.claims), key=lambda c: c.id)),
        contradictions=contradictions(linked.claims, context.events, context.entities),
        merges=tuple(sorted((*linked.entities.merges, *linked.events.merges), key=lambda m: m.id)),
    )


def _article(id_: str, annotation: Annotation, context: Context) -> LinkedArticle:
    return LinkedArticle(id_, annotation.article, context.entity_of.get((id_, local.PUBLISHER)))
