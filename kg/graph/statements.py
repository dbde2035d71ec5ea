"""Corpus to RDF statements: a stream in a fixed order, from which the corpus can be read back.

The ids of the records become IRIs under a base, their parts take a dash (`claim/ID-quote-1`), and there are no blank
nodes. What is disputed stays inside propositions; the edges `kg:claimed`, `kg:denied`, `kg:leftOpen`,
`kg:attributedTo`, `kg:contradicts` and `cito:disputes` are derived from the records and say what was said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import parts, records
from kg.graph.parts import Row
from kg.graph.values import Object, Ref
from kg.model import Corpus, LinkedClaim, LinkedEntity, LinkedEvent, Member, Merge, Stance
from kg.vocabulary import term

Graph = ox.NamedNode | ox.DefaultGraph
SHORTCUTS = {Stance.CLAIMED: "kg:claimed", Stance.DENIED: "kg:denied", Stance.UNCONFIRMED: "kg:leftOpen"}


def statements(corpus: Corpus, base: str) -> Iterator[ox.Quad]:
    """Every statement of the corpus, ordered by record, then part, then property.

    A claim and its spans are in the graph that its article names, all else in the default graph; a format without
    graphs takes `quad.triple`. Raises `UsageError` when `base` cannot start an IRI.
    """
    check_base(base)
    derived = _Derived.of(corpus)
    for record, rows, graph in sorted(_described(corpus, base), key=lambda one: one[0]):
        home: Graph = ox.NamedNode(base + graph) if graph else ox.DefaultGraph()
        placed: dict[Row, Graph] = dict.fromkeys(rows(), home) | dict.fromkeys(derived.rows(record), ox.DefaultGraph())
        for row in sorted(placed, key=_order):
            yield _quad(base, row, placed[row])


def check_base(base: str) -> None:
    """Raise `UsageError` unless `base` is an absolute IRI to which an id can be appended."""
    try:
        ox.NamedNode(base + "claim/0")
    except ValueError as error:
        raise UsageError(
            f"base {base!r} cannot start an IRI ({error}); give one like https://example.org/id/"
        ) from error
    if not base.endswith(("/", "#", ":")):
        raise UsageError(f"base {base!r} must end with a slash, a hash or a colon")


Described = tuple[str, Callable[[], Iterator[Row]], str | None]


def _described(corpus: Corpus, base: str) -> Iterator[Described]:
    """Each record's id, what describes it, and the article whose graph it belongs to."""
    homes = {article.article.doc: article.id for article in corpus.articles}
    known = frozenset(entity.id for entity in corpus.entities)
    speaking = _actors(corpus)
    texts = {article.id: article.article.text for article in corpus.articles}
    yield "", partial(records.dataset, base), None
    for article in corpus.articles:
        yield article.id, partial(records.article, article), None
    for entity in corpus.entities:
        yield entity.id, partial(records.entity, entity, entity.id in speaking), None
    for office in corpus.memberships:
        yield office.id, partial(records.membership, office), None
    for event in corpus.events:
        yield event.id, partial(records.event, event), None
    for proposition in corpus.propositions:
        yield proposition.id, partial(records.proposition, proposition, known), None
    for claim in corpus.claims:
        yield claim.id, partial(records.claim, claim, texts[claim.article]), claim.article
    for clash in corpus.contradictions:
        yield clash.id, partial(records.contradiction, clash), None
    for merge in corpus.merges:
        yield merge.id, partial(records.merge, merge), None
    for member in _members(corpus):
        yield parts.record_id(member), partial(records.local, member, homes.get(member.doc)), None


def _members(corpus: Corpus) -> set[Member]:
    holders: tuple[LinkedEntity | LinkedEvent | Merge, ...] = (*corpus.entities, *corpus.events, *corpus.merges)
    return {member for holder in holders for member in holder.members}


def _actors(corpus: Corpus) -> frozenset[str]:
    """Everything that speaks, relays, publishes or is blamed, whatever else it is."""
    found = {actor for claim in corpus.claims for actor in (*claim.speakers, *claim.relays)}
    found |= {article.publisher for article in corpus.articles if article.publisher}
    found |= {p.object for p in corpus.propositions if p.object and p.kind in records.BLAMING}
    found |= {entity.state for entity in corpus.entities if entity.state}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Derived:
    """Edges that follow from the claims, by the record they start from."""

    edges: dict[str, set[Row]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, corpus: Corpus) -> _Derived:
        derived = cls()
        claims = {claim.id: claim for claim in corpus.claims}
        for claim in corpus.claims:
            derived._said(claim)
        for clash in corpus.contradictions:
            one, other = clash.claims
            if not clash.soft:
                derived._edge(one, "kg:contradicts", Ref(other))
                derived._edge(other, "kg:contradicts", Ref(one))
            for denial, claimed in ((one, other), (other, one)):
                if (claims[denial].stance, claims[claimed].stance) == (Stance.DENIED, Stance.CLAIMED) and (
                    clash.kind == "stance"
                ):
                    derived._edge(denial, "cito:disputes", Ref(claimed))
        return derived

    def _said(self, claim: LinkedClaim) -> None:
        if claim.narrated:  # the edge always means an utterance that somebody reports
            return
        for speaker in claim.speakers:
            for proposition in claim.propositions:
                self._edge(speaker, SHORTCUTS[claim.stance], Ref(proposition))

    def _edge(self, subject: str, predicate: str, target: Object) -> None:
        self.edges[subject].add((subject, predicate, target))

    def rows(self, record: str) -> set[Row]:
        return self.edges.get(record, set())


def _quad(base: str, row: Row, graph: Graph) -> ox.Quad:
    subject, predicate, target = row
    node = ox.NamedNode(base + target.id) if isinstance(target, Ref) else target
    return ox.Quad(ox.NamedNode(base + subject), term(predicate), node, graph)


def _order(row: Row) -> tuple[str, bool, str, str]:
    """Subject, then property (the type first, as people expect), then object."""
    subject, predicate, target = row
    return subject, predicate != "rdf:type", term(predicate).value, str(target)
