"""RDF back to the corpus it was written from: the inverse of `kg.graph.statements`."""

from __future__ import annotations

import re
from pathlib import Path

from kg.graph.facts import Facts, Node
from kg.graph.records import CONFLICTS, ENTITY_CLASSES, FORMS, STANCES
from kg.model import (
    Article,
    Contradiction,
    Corpus,
    EntityType,
    LinkedArticle,
    LinkedClaim,
    LinkedEntity,
    LinkedEvent,
    LinkedProposition,
    Member,
    Membership,
    Merge,
    Span,
)
from kg.vocabulary import term

_POINT = re.compile(r"POINT\((\S+) (\S+)\)")
_KINDS = {term(form.predicate).value: kind for kind, form in FORMS.items()}
_STANCES = {term(curie).value: stance for stance, curie in STANCES.items()}
_CONFLICTS = {term(curie).value: kind for kind, curie in CONFLICTS.items()}


def corpus_from(source: Path | bytes) -> tuple[Corpus, str]:
    """The corpus and the base of a graph in Turtle (or, by its ending, N-Triples, N-Quads or TriG).

    Raises `InputError` for a file that cannot be read, is damaged (with the line), or is not a graph of ours.
    """
    facts = Facts(source)
    members = {node.iri: Member(node.need("dcterms:identifier"), node.need("kg:localId")) for node in _locals(facts)}
    corpus = Corpus(
        articles=tuple(_article(node) for node in facts.those("schema:NewsArticle")),
        entities=tuple(_entity(node, members) for node in facts.those(*ENTITY_CLASSES.values())),
        memberships=tuple(_membership(node) for node in facts.those("org:Membership")),
        events=tuple(_event(node, members) for node in facts.those("sem:Event")),
        propositions=tuple(_proposition(node) for node in facts.those("kg:Proposition")),
        claims=tuple(_claim(node) for node in facts.those("kg:Claim")),
        contradictions=tuple(_contradiction(node) for node in facts.those("kg:Contradiction")),
        merges=tuple(_merge(node, members) for node in facts.those("kg:Merge")),
    )
    return corpus, facts.base


Members = dict[str, Member]


def _locals(facts: Facts) -> list[Node]:
    return facts.those("kg:LocalRecord")


def _members(node: Node, curie: str, members: Members) -> tuple[Member, ...]:
    for value in node.all(curie):
        if value.value not in members:
            raise node.wrong(f"names <{value.value}> as {curie}, which the graph does not describe")
    return tuple(sorted(members[value.value] for value in node.all(curie)))


def _article(node: Node) -> LinkedArticle:
    return LinkedArticle(
        id=node.id,
        article=Article(
            doc=node.need("dcterms:identifier"),
            text=node.need("schema:articleBody"),
            title=node.text("schema:headline"),
            publisher=node.text("kg:publisherName"),
            published=node.text("kg:time"),
            url=node.text("schema:url"),
            inferred=node.texts("kg:inferred"),
            boilerplate=_spans(node, "kg:boilerplateSpan"),
        ),
        publisher=node.ref("schema:publisher"),
    )


def _entity(node: Node, members: Members) -> LinkedEntity:
    longitude, latitude = _point(node)
    return LinkedEntity(
        id=node.id,
        type=_entity_type(node),
        subtype=node.text("kg:subtype"),
        name=node.need("rdfs:label"),
        aliases=node.texts("skos:altLabel"),
        roles=node.texts("kg:roleName"),
        anonymous=node.has_class("kg:AnonymousSource"),
        state=node.ref("kg:ofState"),
        within=node.ref("schema:containedInPlace"),
        latitude=latitude,
        longitude=longitude,
        disputed=node.truth("kg:disputedPlace"),
        members=_members(node, "kg:standsFor", members),
    )


def _entity_type(node: Node) -> EntityType:
    """A facility is written as a place too, so it is asked for first."""
    first: tuple[EntityType, ...] = (EntityType.FACILITY, *EntityType)
    return next(kind for kind in first if node.has_class(ENTITY_CLASSES[kind]))


def _point(node: Node) -> tuple[str | None, str | None]:
    for geometry in node.parts("geo:hasGeometry"):
        match = _POINT.fullmatch(geometry.need("geo:asWKT"))
        if match is None:
            raise geometry.wrong("is not a point")
        return match[1], match[2]
    return None, None


def _membership(node: Node) -> Membership:
    return Membership(node.id, node.need_ref("org:member"), node.need_ref("org:organization"), node.need("kg:roleName"))


def _event(node: Node, members: Members) -> LinkedEvent:
    return LinkedEvent(
        id=node.id,
        type=node.need("kg:subtype"),
        label=node.need("rdfs:label"),
        places=node.refs("sem:hasPlace"),
        time=node.text("kg:time"),
        earliest=node.text("kg:earliest"),
        latest=node.text("kg:latest"),
        part_of=node.ref("sem:subEventOf"),
        members=_members(node, "kg:standsFor", members),
    )


def _proposition(node: Node) -> LinkedProposition:
    return LinkedProposition(
        id=node.id,
        kind=node.key("rdf:predicate", _KINDS),
        event=node.ref("rdf:subject"),
        label=node.need("rdfs:label"),
        object=node.ref("rdf:object") if node.is_resource("rdf:object") else None,
        role=node.text("kg:actorRole"),
        low=node.number("kg:minCount"),
        high=node.number("kg:maxCount"),
        qualifier=node.text("kg:qualifier"),
        population=node.text("kg:population"),
        place=node.ref("kg:statedPlace") if node.is_resource("kg:statedPlace") else node.text("kg:statedPlace"),
        time=node.text("kg:time"),
    )


def _claim(node: Node) -> LinkedClaim:
    return LinkedClaim(
        id=node.id,
        article=node.need_ref("schema:appearance"),
        local=node.need("kg:localId"),
        stance=node.key("kg:stance", _STANCES),
        narrated=node.truth("kg:narrated"),
        speakers=_chain(node, "kg:originatorRole"),
        relays=_chain(node, "kg:relayRole"),
        propositions=node.refs("kg:hasProposition"),
        events=node.refs("kg:aboutEvent"),
        content=_spans(node, "kg:contentSpan"),
        cue=next(iter(_spans(node, "kg:cueSpan")), None),
        source_span=next(iter(_spans(node, "kg:sourceSpan")), None),
        said_on=node.text("kg:time"),
        rule=node.text("kg:rule"),
        confidence=node.text("kg:confidence"),
        tags=node.texts("kg:tag"),
    )


def _chain(node: Node, role: str) -> tuple[str, ...]:
    """The actors of one role: the nearest to the reader first, then in the order of the text."""
    parts = [part for part in node.parts("prov:qualifiedAttribution") if part.need("prov:hadRole") == term(role).value]
    return tuple(part.need_ref("prov:agent") for part in sorted(parts, key=_hop))


def _hop(attribution: Node) -> tuple[int, int]:
    """How far from the reader, and the number that the attribution's own IRI ends in."""
    last = attribution.iri.rpartition("-")[2]
    return attribution.number("kg:hop") or 0, int(last) if last.isdecimal() else 0


def _spans(node: Node, curie: str) -> tuple[Span, ...]:
    """The positions of spans, in the order of the text."""
    found = []
    for span in node.parts(curie):
        for selector in span.parts("oa:hasSelector"):
            if selector.has_class("oa:TextPositionSelector"):
                start, end = selector.number("oa:start"), selector.number("oa:end")
                if start is None or end is None:
                    raise selector.wrong("has no oa:start or no oa:end")
                found.append((start, end))
    if len(found) != len(node.all(curie)):
        raise node.wrong(f"has a {curie} without a position")
    return tuple(sorted(found))


def _contradiction(node: Node) -> Contradiction:
    return Contradiction(
        id=node.id,
        kind=node.key("kg:contradictionKind", _CONFLICTS),
        rule=node.need("kg:rule"),
        claims=(node.need_ref("kg:firstClaim"), node.need_ref("kg:secondClaim")),
        propositions=(node.need_ref("kg:firstProposition"), node.need_ref("kg:secondProposition")),
        event=node.need_ref("kg:aboutEvent"),
        soft=node.truth("kg:soft"),
    )


def _merge(node: Node, members: Members) -> Merge:
    return Merge(
        id=node.id,
        into=node.need_ref("kg:mergedInto"),
        members=_members(node, "kg:mergedRecord", members),
        rule=node.need("kg:rule"),
        evidence=node.need("kg:evidence"),
    )
