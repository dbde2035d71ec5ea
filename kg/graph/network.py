"""The corpus as a property graph: who said, denied or left open which proposition, where, and in whose words.

Nothing disputed is an edge between things of the world. Culprit, weapon and toll hang on propositions, and a
proposition is reached from a speaker only by an edge that says what the speaker did with it.

| edge                                | from        | to            | says                                        |
|-------------------------------------|-------------|---------------|---------------------------------------------|
| CLAIMED / DENIED / DID_NOT_CONFIRM  | actor       | proposition   | one edge a claim; `claim` is the claim node |
| SAID                                | actor       | claim         | the speaker of this utterance               |
| RELAYED                             | actor       | claim         | passed it on; `hop` 1 is nearest the reader |
| STATES                              | claim       | proposition   | with the claim's `stance`                   |
| ABOUT                               | claim, proposition | event  |                                             |
| CONTRADICTS                         | claim       | claim         | `conflict`, `rule`, `soft`, `between`       |
| IN_ARTICLE                          | claim       | article       |                                             |
| PUBLISHED                           | actor       | article       |                                             |
| ATTRIBUTED_TO                       | proposition | actor         | whom it blames, with `role`                 |
| NAMES_WEAPON / NAMES_PLACE / NAMES  | proposition | weapon, place | what else it speaks of                      |
| HAPPENED_IN / PART_OF               | event       | place / event |                                             |
| WITHIN                              | place       | place         |                                             |
| MEMBER_OF / BELONGS_TO              | actor       | actor         | office (`role`) / the state it belongs to   |

A node is `kind/HEX` with the slash as a dash (an XML NMTOKEN); the record's id is its `key`. A narrated claim belongs
to the article's publisher and carries `narrated`, so that it can be counted or left out. `kg.graph.properties` lists
all properties. There is no None and no empty text: what is not known is left out. Text is one line without control
characters; the exact words are the code points `spans` of the article `doc`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import KgError
from kg.graph.properties import Properties, clean, decimal, node_id
from kg.model import (
    Corpus,
    EntityType,
    Kind,
    LinkedArticle,
    LinkedClaim,
    LinkedEntity,
    LinkedEvent,
    LinkedProposition,
    Member,
    Stance,
    quotation,
)

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

SPOKE = {Stance.CLAIMED: "CLAIMED", Stance.DENIED: "DENIED", Stance.UNCONFIRMED: "DID_NOT_CONFIRM"}
NAMED = {Kind.ATTRIBUTED_TO: "ATTRIBUTED_TO", Kind.WEAPON: "NAMES_WEAPON"}
KIND_OF = {EntityType.PLACE: "Place", EntityType.FACILITY: "Place", EntityType.WEAPON: "Weapon"}
LABEL_LENGTH = 120  # code points; longer labels cover the picture in a graph viewer
LIST = " | "  # between the parts of a property that holds several


def network(corpus: Corpus, *, base: str | None = None) -> Graph:
    """The property graph of a corpus; with `base`, nodes carry the `iri` that they have in the RDF exports.

    Nodes come by kind and id, edges by what they start from, so the same corpus gives the same graph in the same order.
    Every edge has its own key, made of what it connects, and a `rel`. Raises `KgError` for an id that the corpus
    does not hold, or that two records share.
    """
    graph: Graph = nx.MultiDiGraph()
    for kind, key, properties in _nodes(corpus):
        node = node_id(key)
        if node in graph:
            raise KgError(f"{key}: two records of the corpus have this id")
        iri = base + key if base else None
        graph.add_node(node, **clean({"kind": kind, "label": key, "key": key, "iri": iri} | properties))
    for rel, start, end, properties in _edges(corpus):
        source, target = _known(graph, start), _known(graph, end)
        if base and "record" in properties:
            properties["iri"] = base + properties["record"]
        told_apart_by = properties.get("record") or properties.get("claim") or properties.get("hop") or ""
        graph.add_edge(source, target, key=_edge_id(rel, source, target, told_apart_by), rel=rel, **clean(properties))
    return graph


# ---- nodes -----------------------------------------------------------------------------------------------------------
def _nodes(corpus: Corpus) -> Iterator[tuple[str, str, Properties]]:
    articles = {a.id: a for a in corpus.articles}
    entities = {e.id: e for e in corpus.entities}
    merges: dict[str, list[str]] = {}
    for merge in sorted(corpus.merges, key=lambda m: m.id):
        merges.setdefault(merge.into, []).append(f"{merge.rule}: {merge.evidence}" if merge.evidence else merge.rule)
    for article in _by_id(corpus.articles):
        yield "Article", article.id, _article(article, entities)
    for entity in _by_id(corpus.entities):
        yield KIND_OF.get(entity.type, "Actor"), entity.id, _entity(entity, merges.get(entity.id, []))
    for event in _by_id(corpus.events):
        yield "Event", event.id, _event(event, merges.get(event.id, []))
    for proposition in _by_id(corpus.propositions):
        yield "Proposition", proposition.id, _proposition(proposition, entities)
    for claim in _by_id(corpus.claims):
        yield "Claim", claim.id, _claim(claim, articles, entities)


def _article(linked: LinkedArticle, entities: dict[str, LinkedEntity]) -> Properties:
    article = linked.article
    return {
        "label": article.title or article.doc,
        "doc": article.doc,
        "title": article.title,
        "publisher": _publisher(linked, entities),
        "published": article.published,
        "url": article.url,
        "sha256": article.sha256,
        "inferred": LIST.join(article.inferred),
    }


def _entity(entity: LinkedEntity, merged_by: list[str]) -> Properties:
    properties: Properties = {
        "label": entity.name or entity.id,
        "type": entity.type.value,
        "subtype": entity.subtype,
        "aliases": LIST.join(entity.aliases),
        "roles": LIST.join(entity.roles),
        "anonymous": entity.anonymous,
        "members": _members(entity.members),
        "merged_by": LIST.join(merged_by),
    }
    if entity.type in (EntityType.PLACE, EntityType.FACILITY):
        properties["latitude"] = decimal(entity.latitude, entity.id)
        properties["longitude"] = decimal(entity.longitude, entity.id)
        properties["disputed"] = entity.disputed
    return properties


def _event(event: LinkedEvent, merged_by: list[str]) -> Properties:
    return {
        "label": event.label or event.type,
        "type": event.type,
        "time": event.time,
        "earliest": event.earliest,
        "latest": event.latest,
        "members": _members(event.members),
        "merged_by": LIST.join(merged_by),
    }


def _proposition(proposition: LinkedProposition, entities: dict[str, LinkedEntity]) -> Properties:
    place = entities.get(proposition.place) if proposition.place else None
    return {
        "label": proposition.label or proposition.kind.value,
        "type": proposition.kind.value,
        "role": proposition.role,
        "low": proposition.low,
        "high": proposition.high,
        "qualifier": proposition.qualifier,
        "population": proposition.population,
        "place": place.name if place else proposition.place,
        "time": proposition.time,
    }


def _claim(claim: LinkedClaim, articles: dict[str, LinkedArticle], entities: dict[str, LinkedEntity]) -> Properties:
    if claim.article not in articles:
        raise KgError(f"{claim.id}: its article {claim.article} is not in the corpus")
    linked = articles[claim.article]
    text, speakers = linked.article.text, speakers_of(claim, linked)
    names = LIST.join(entities[s].name if s in entities else s for s in speakers)
    quote = quotation(text, claim.content)
    return {
        "label": _shortened(f"{names or 'nobody named'} {SPOKE[claim.stance].lower().replace('_', ' ')}: {quote}"),
        "stance": claim.stance.value,
        "narrated": claim.narrated,
        "speakers": names,
        "quote": quote,
        "cue": quotation(text, (claim.cue,)) if claim.cue else None,
        "source_words": quotation(text, (claim.source_span,)) if claim.source_span else None,
        "spans": " ".join(f"{start}-{end}" for start, end in claim.content),
        "said_on": claim.said_on,
        "published": linked.article.published,
        "publisher": _publisher(linked, entities),
        "url": linked.article.url,
        "doc": linked.article.doc,
        "rule": claim.rule,
        "confidence": decimal(claim.confidence, claim.id),
        "tags": LIST.join(claim.tags),
    }


# ---- edges -----------------------------------------------------------------------------------------------------------
def _edges(corpus: Corpus) -> Iterator[tuple[str, str, str, Properties]]:
    articles = {a.id: a for a in corpus.articles}
    entities = {e.id for e in corpus.entities}
    for article in _by_id(corpus.articles):
        if article.publisher:
            yield "PUBLISHED", article.publisher, article.id, {}
    for entity in _by_id(corpus.entities):
        if entity.state:
            yield "BELONGS_TO", entity.id, entity.state, {}
        if entity.within:
            yield "WITHIN", entity.id, entity.within, {}
    for membership in _by_id(corpus.memberships):
        yield (
            "MEMBER_OF",
            membership.member,
            membership.organization,
            {"role": membership.role, "record": membership.id},
        )
    for event in _by_id(corpus.events):
        for place in event.places:
            yield "HAPPENED_IN", event.id, place, {}
        if event.part_of:
            yield "PART_OF", event.id, event.part_of, {}
    for proposition in _by_id(corpus.propositions):
        if proposition.event:
            yield "ABOUT", proposition.id, proposition.event, {}
        if proposition.object:
            role = {"role": proposition.role} if proposition.kind is Kind.ATTRIBUTED_TO else {}
            yield NAMED.get(proposition.kind, "NAMES"), proposition.id, proposition.object, role
        if proposition.place in entities:
            yield "NAMES_PLACE", proposition.id, proposition.place or "", {}
    for claim in _by_id(corpus.claims):
        yield from _claim_edges(claim, articles[claim.article])
    for clash in _by_id(corpus.contradictions):
        first, second = clash.claims
        between = LIST.join(node_id(p) for p in clash.propositions)
        yield (
            "CONTRADICTS",
            first,
            second,
            {"record": clash.id, "conflict": clash.kind, "rule": clash.rule, "soft": clash.soft}
            | {"event": node_id(clash.event), "between": between},
        )


def _claim_edges(claim: LinkedClaim, article: LinkedArticle) -> Iterator[tuple[str, str, str, Properties]]:
    yield "IN_ARTICLE", claim.id, claim.article, {}
    for event in claim.events:
        yield "ABOUT", claim.id, event, {}
    for proposition in claim.propositions:
        yield "STATES", claim.id, proposition, {"stance": claim.stance.value}
    for speaker in speakers_of(claim, article):
        yield "SAID", speaker, claim.id, {}
        for proposition in claim.propositions:
            uttered = {"claim": node_id(claim.id), "said_on": claim.said_on, "narrated": claim.narrated}
            confidence = decimal(claim.confidence, claim.id)
            yield SPOKE[claim.stance], speaker, proposition, uttered | {"confidence": confidence}
    for hop, relay in enumerate(claim.relays, 1):
        yield "RELAYED", relay, claim.id, {"hop": hop}


def speakers_of(claim: LinkedClaim, article: LinkedArticle) -> tuple[str, ...]:
    """Who speaks: the named sources, and the publisher where the article speaks in its own voice."""
    if claim.narrated and not claim.speakers and article.publisher:
        return (article.publisher,)
    return claim.speakers


# ---- small things ----------------------------------------------------------------------------------------------------
def _by_id(records: Iterable[Any]) -> list[Any]:
    return sorted(records, key=lambda record: record.id)


def _known(graph: Graph, key: str) -> str:
    node = node_id(key)
    if node not in graph:
        raise KgError(f"{key}: is referred to, but is not in the corpus")
    return node


def _edge_id(rel: str, source: str, target: str, told_apart_by: object) -> str:
    """Content-derived, so that loading a grown corpus again finds the edges that are already there."""
    digest = hashlib.sha256("\t".join((rel, source, target, str(told_apart_by))).encode("utf-8")).hexdigest()
    return f"e-{digest[:20]}"


def _publisher(linked: LinkedArticle, entities: dict[str, LinkedEntity]) -> str | None:
    entity = entities.get(linked.publisher) if linked.publisher else None
    return entity.name if entity else linked.article.publisher


def _members(members: tuple[Member, ...]) -> str:
    return LIST.join(f"{m.doc}#{m.local}" for m in sorted(members))


def _shortened(text: str) -> str:
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1].rstrip() + "…"
