"""Claims of single articles, and the articles' own voices, to linked claims: linking short of comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.link import ids, local
from kg.link.entities import Entities, link_entities
from kg.link.events import Events, link_events
from kg.link.geography import locate
from kg.link.propositions import Context, link_proposition, with_sums
from kg.link.statements import Told, told
from kg.model import Annotation, Claim, LinkedClaim, LinkedProposition, Narrated, Stance


@dataclass(frozen=True, slots=True)
class Linked:
    """The linked records of some annotations, before claims are compared."""

    entities: Entities
    events: Events
    claims: list[Told]
    propositions: tuple[LinkedProposition, ...]
    context: Context


def link_records(documents: Sequence[tuple[str, Annotation]]) -> Linked:
    """Entities, events, claims and propositions of annotations, each with the id of its article."""
    publishers = [p for id_, a in documents if (p := local.publisher(id_, a.article))]
    entities = link_entities([*publishers, *(e for id_, a in documents for e in local.local_entities(id_, a))])
    told_events = [e for id_, a in documents for e in local.local_events(id_, a)]
    entities = replace(entities, linked=locate(entities, told_events))
    by_id = {e.id: e for e in entities.linked}
    events = link_events(told_events, entities.of, by_id)
    context = Context(entities.of, events.of, by_id, {e.id: e for e in events.linked})
    claims, propositions = link_claims(documents, context)
    return Linked(entities, events, claims, propositions, context)


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
