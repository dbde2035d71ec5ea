"""Annotations of single articles to one corpus. The output depends on the set of annotations only, not on their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.link import ids, local, names
from kg.link.entities import Entities, link_entities
from kg.link.events import link_events
from kg.link.propositions import Context, link_proposition
from kg.model import (
    Annotation,
    Claim,
    Corpus,
    LinkedArticle,
    LinkedClaim,
    LinkedProposition,
    Narrated,
    Stance,
)


def link(annotations: Iterable[Annotation]) -> Corpus:
    """The corpus of these annotations: every tuple sorted by id, every id derived from content."""
    documents = local.in_order(annotations)
    publishers = [p for id_, a in documents if (p := local.publisher(id_, a.article))]
    entities = link_entities([*publishers, *(e for id_, a in documents for e in local.local_entities(id_, a))])
    by_id = {e.id: e for e in entities.linked}
    events = link_events((e for id_, a in documents for e in local.local_events(id_, a)), entities.of, by_id)
    context = Context(entities.of, events.of, by_id, {e.id: e for e in events.linked})
    claims, propositions = link_claims(documents, entities, context)
    return Corpus(
        articles=tuple(sorted((_article(id_, a, entities) for id_, a in documents), key=lambda a: a.id)),
        entities=entities.linked,
        events=events.linked,
        propositions=propositions,
        claims=claims,
        merges=tuple(sorted((*entities.merges, *events.merges), key=lambda m: m.id)),
    )


def link_claims(
    documents: Iterable[tuple[str, Annotation]], entities: Entities, context: Context
) -> tuple[tuple[LinkedClaim, ...], tuple[LinkedProposition, ...]]:
    """The claims of all articles, the article's own voice among them as claims of its publisher, and their propositions."""
    propositions: dict[str, LinkedProposition] = {}
    claims = []
    for article, annotation in documents:
        told: dict[str, Claim | Narrated] = {
            f"{type(c).__name__} {c.id}": c for c in (*annotation.claims, *annotation.narrated)
        }
        minted = ids.distinct("claim", {k: (article, *ids.claim_key(c)) for k, c in told.items()}, tie=lambda k: (k,))
        for key, claim in told.items():
            found = [link_proposition(p, article, context) for p in claim.propositions]
            for p in found:
                other = propositions.setdefault(p.id, p)
                # a generic weapon is each article's own; the smallest id stands for all, in any order
                propositions[p.id] = min(p, other, key=lambda q: (q.object or "", q.label))
            claims.append(_claim(minted[key], article, claim, found, entities, context))
    return (
        tuple(sorted(claims, key=lambda c: c.id)),
        tuple(p for _, p in sorted(propositions.items())),
    )


def _claim(
    id_: str,
    article: str,
    claim: Claim | Narrated,
    propositions: list[LinkedProposition],
    entities: Entities,
    context: Context,
) -> LinkedClaim:
    linked = LinkedClaim(
        id=id_,
        article=article,
        local=claim.id,
        stance=Stance.CLAIMED,
        narrated=True,
        speakers=tuple(_known(article, ("\0publisher",), entities)),
        relays=(),
        propositions=ids.by_id(p.id for p in propositions),
        events=ids.by_id(
            e
            for a in (*claim.about, *(p.event for p in claim.propositions))
            if (e := context.event_of.get((article, a or "")))
        ),
        content=claim.content,
    )
    if isinstance(claim, Narrated):
        return linked
    return replace(
        linked,
        stance=claim.stance,
        narrated=False,
        speakers=tuple(_known(article, claim.source, entities)),
        relays=tuple(_known(article, claim.via, entities)),
        cue=claim.cue,
        source_span=claim.source_span,
        said_on=claim.said_on,
        rule=claim.rule,
        confidence=None if claim.confidence is None else f"{claim.confidence:.4f}".rstrip("0").rstrip("."),
        tags=claim.tags,
    )


def _known(article: str, local_ids: Iterable[str], entities: Entities) -> Iterator[str]:
    """Linked ids in the text's order, each once; ids that the annotation does not define are nobody."""
    yield from dict.fromkeys(e for i in local_ids if (e := entities.of.get((article, i))))


def _article(id_: str, annotation: Annotation, entities: Entities) -> LinkedArticle:
    return LinkedArticle(id_, annotation.article, entities.of.get((id_, "\0publisher")))
