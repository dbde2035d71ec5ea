"""Annotations of single articles to one corpus, which depends on the set of annotations only, not on their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.link import ids, local
from kg.link.contradictions import contradictions
from kg.link.entities import link_entities
from kg.link.events import link_events
from kg.link.memberships import memberships
from kg.link.propositions import Context, link_proposition, with_sums
from kg.link.statements import Told, told
from kg.model import (
    Annotation,
    Claim,
    Conflict,
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
    claims, propositions = link_claims(documents, context)
    return Corpus(
        articles=tuple(sorted((_article(id_, a, context) for id_, a in documents), key=lambda a: a.id)),
        entities=entities.linked,
        memberships=memberships(entities.linked),
        events=events.linked,
        propositions=propositions,
        claims=tuple(sorted((c.claim for c in claims), key=lambda c: c.id)),
        contradictions=contradictions(claims, context.events, by_id),
        merges=tuple(sorted((*entities.merges, *events.merges), key=lambda m: m.id)),
    )


def conflicts_within(annotation: Annotation) -> tuple[Conflict, ...]:
    """The contradictions between the claims of one article, by their local ids, in the order of the text's claims.

    The article's own voice is left out, as in the reference annotations.
    """
    corpus = link([replace(annotation, conflicts=())])
    order = {c.id: n for n, c in reversed(list(enumerate(annotation.claims)))}
    local_ids = {c.id: c.local for c in corpus.claims if not c.narrated}
    labels = {p.id: p.label for p in corpus.propositions}
    found: dict[tuple[int, int, str, str], str] = {}
    for c in corpus.contradictions:
        if all(claim in local_ids for claim in c.claims):
            ends = sorted(
                (order[local_ids[claim]], local_ids[claim], labels[p])
                for claim, p in zip(c.claims, c.propositions, strict=True)
            )
            reason = f"{'soft: ' if c.soft else ''}{c.kind}: {ends[0][2]} against {ends[1][2]}"
            key = (ends[0][0], ends[1][0], ends[0][1], ends[1][1])
            found[key] = min((r for r in (found.get(key), reason) if r), key=lambda r: (r.startswith("soft"), r))
    return tuple(Conflict(key[2], key[3], reason) for key, reason in sorted(found.items()))


def link_claims(
    documents: Iterable[tuple[str, Annotation]], context: Context
) -> tuple[list[Told], tuple[LinkedProposition, ...]]:
    """The claims of all articles and their propositions; the article's own voice is a claim of its publisher."""
    propositions: dict[str, LinkedProposition] = {}
    claims = []
    for article, annotation in documents:
        found: list[Claim | Narrated] = [*annotation.claims, *annotation.narrated]
        minted = ids.distinct(
            "claim",
            {n: (article, *ids.claim_key(c)) for n, c in enumerate(found)},
            tie=lambda n, found=found: (found[n].id,),  # type: ignore[misc]
        )
        for n, claim in enumerate(found):
            stated = with_sums([link_proposition(p, article, context) for p in claim.propositions], context)
            for p in stated:
                # a generic weapon is each article's own; the smallest id stands for all, in any order
                propositions[p.id] = min(p, propositions.get(p.id, p), key=lambda q: (q.object or "", q.label))
            linked = _claim(minted[n], article, claim, stated, context)
            cue = claim.cue if isinstance(claim, Claim) else None
            words = annotation.article.text[cue[0] : cue[1]] if cue else ""
            claims.append(told(claim, linked, stated, words))
    return claims, tuple(p for _, p in sorted(propositions.items()))


def _claim(
    id_: str, article: str, claim: Claim | Narrated, propositions: list[LinkedProposition], context: Context
) -> LinkedClaim:
    events = (context.event_of.get((article, local_id)) for local_id in claim.about)
    linked = LinkedClaim(
        id=id_,
        article=article,
        local=claim.id,
        stance=Stance.CLAIMED,
        narrated=True,
        speakers=_known(article, (local.PUBLISHER,), context),
        relays=(),
        propositions=ids.by_id(p.id for p in propositions),
        events=ids.by_id(e for e in (*events, *(p.event for p in propositions)) if e),
        content=claim.content,
    )
    if isinstance(claim, Narrated):
        return linked
    return replace(
        linked,
        stance=claim.stance,
        narrated=False,
        speakers=_known(article, claim.source, context),
        relays=_known(article, claim.via, context),
        cue=claim.cue,
        source_span=claim.source_span,
        said_on=claim.said_on,
        rule=claim.rule,
        confidence=None if claim.confidence is None else f"{claim.confidence:.4f}".rstrip("0").rstrip("."),
        tags=tuple(sorted(set(claim.tags))),
    )


def _known(article: str, local_ids: Iterable[str], context: Context) -> tuple[str, ...]:
    """Linked ids in the text's order, each once; ids that the annotation does not define are nobody."""
    return tuple(dict.fromkeys(e for i in local_ids if (e := context.entity_of.get((article, i)))))


def _article(id_: str, annotation: Annotation, context: Context) -> LinkedArticle:
    return LinkedArticle(id_, annotation.article, context.entity_of.get((id_, local.PUBLISHER)))
