"""A corpus with the look-ups that the page needs, built once and never changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from kg.model import (
    Contradiction,
    Corpus,
    Kind,
    LinkedArticle,
    LinkedClaim,
    LinkedEntity,
    LinkedEvent,
    LinkedProposition,
    Stance,
)


@dataclass(frozen=True)
class Index:
    """Records of a corpus by their ids and by what they are about."""

    corpus: Corpus

    @cached_property
    def articles(self) -> dict[str, LinkedArticle]:
        """Articles by id."""
        return {a.id: a for a in self.corpus.articles}

    @cached_property
    def entities(self) -> dict[str, LinkedEntity]:
        """Entities by id."""
        return {e.id: e for e in self.corpus.entities}

    @cached_property
    def events(self) -> dict[str, LinkedEvent]:
        """Events by id."""
        return {e.id: e for e in self.corpus.events}

    @cached_property
    def propositions(self) -> dict[str, LinkedProposition]:
        """Propositions by id."""
        return {p.id: p for p in self.corpus.propositions}

    @cached_property
    def claims(self) -> dict[str, LinkedClaim]:
        """Claims by id."""
        return {c.id: c for c in self.corpus.claims}

    @cached_property
    def claims_of_event(self) -> dict[str, list[LinkedClaim]]:
        """The claims about an event, said or implied by one of their propositions, in the order of their ids."""
        found: dict[str, list[LinkedClaim]] = defaultdict(list)
        for claim in self.corpus.claims:
            about = {p.event for p in self.said(claim) if p.event} | set(claim.events)
            for event in sorted(about):
                found[event].append(claim)
        return found

    @cached_property
    def contradictions_of_event(self) -> dict[str, list[Contradiction]]:
        """The contradictions about an event, in the order of their ids."""
        found: dict[str, list[Contradiction]] = defaultdict(list)
        for contradiction in self.corpus.contradictions:
            if all(id in self.claims for id in contradiction.claims):
                found[contradiction.event].append(contradiction)
        return found

    @cached_property
    def hard(self) -> dict[str, int]:
        """How many claims each claim contradicts outright."""
        found: dict[str, set[str]] = defaultdict(set)
        for c in self.corpus.contradictions:
            if not c.soft:
                found[c.claims[0]].add(c.claims[1])
                found[c.claims[1]].add(c.claims[0])
        return {claim: len(others) for claim, others in found.items()}

    def said(self, claim: LinkedClaim) -> list[LinkedProposition]:
        """The propositions of a claim."""
        return [self.propositions[id] for id in claim.propositions if id in self.propositions]

    def statement(self, proposition: LinkedProposition) -> str:
        """What a proposition says of its event, without the event's own name in front."""
        event = self.events.get(proposition.event or "")
        if proposition.kind is Kind.OCCURRED and not (proposition.place or proposition.time):
            return "it happened"
        label = proposition.label
        return label.removeprefix(event.label).lstrip(" :,") or label if event else label

    def name(self, id: str) -> str:
        """The name of an entity, or its id where the corpus has none."""
        entity = self.entities.get(id)
        return entity.name if entity else id

    def publisher(self, article: LinkedArticle) -> str:
        """Who published an article, as a reader would say it."""
        if article.publisher in self.entities:
            return self.name(article.publisher or "")
        return article.article.publisher or "unknown publisher"

    def blamed(self, claim: LinkedClaim, event: str) -> list[str]:
        """Whom a claim names, in any stance, as responsible for an event."""
        blame = (p for p in self.said(claim) if p.kind is Kind.ATTRIBUTED_TO and p.event == event)
        return sorted({p.object for p in blame if p.object and p.object in self.entities})

    def dispute(self, event: str, *, narrated: bool = False) -> int:
        """How many outright contradictions there are about an event; those with the article's own voice on demand."""
        return sum(
            not c.soft and (narrated or not any(self.claims[id].narrated for id in c.claims))
            for c in self.contradictions_of_event.get(event, ())
        )

    @cached_property
    def ranked_events(self) -> list[LinkedEvent]:
        """Events, the most disputed first, then the most talked about."""

        def rank(event: LinkedEvent) -> tuple[int, int, int, str]:
            claims = [c for c in self.claims_of_event.get(event.id, ()) if not c.narrated]
            denials = sum(c.stance is not Stance.CLAIMED for c in claims)
            return (-self.dispute(event.id), -denials, -len(claims), event.id)

        return sorted(self.corpus.events, key=rank)
