"""One function a kind of record: what the graph says of it, as rows of subject id, property curie and object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph import parts
from kg.graph.parts import Row
from kg.graph.values import (
    Object,
    Ref,
    address,
    day,
    decimal,
    exact,
    interval,
    moment,
    number,
    place_on_earth,
    truth,
    words,
)
from kg.model import (
    Contradiction,
    EntityType,
    Kind,
    LinkedArticle,
    LinkedClaim,
    LinkedEntity,
    LinkedEvent,
    LinkedProposition,
    Member,
    Membership,
    Merge,
    Stance,
    quotation,
)
from kg.vocabulary import concept, prefixes, term


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of proposition is written: its class and the property that it names."""

    kind: str
    predicate: str


FORMS = {
    Kind.ATTRIBUTED_TO: Form("kg:ResponsibilityProposition", "kg:responsibleParty"),
    Kind.WEAPON: Form("kg:WeaponProposition", "kg:weapon"),
    Kind.KILLED: Form("kg:CasualtyProposition", "kg:killed"),
    Kind.INJURED: Form("kg:CasualtyProposition", "kg:injured"),
    Kind.INTERCEPTED: Form("kg:InterceptionProposition", "kg:intercepted"),
    Kind.DAMAGED: Form("kg:DamageProposition", "kg:damaged"),
    Kind.TARGET: Form("kg:TargetProposition", "kg:target"),
    Kind.OCCURRED: Form("kg:OccurrenceProposition", "kg:occurred"),
}
BLAMING = frozenset({Kind.ATTRIBUTED_TO})
ABOUT_THINGS = frozenset({Kind.DAMAGED, Kind.TARGET})

STANCES = {
    Stance.CLAIMED: "kg:claimedStance",
    Stance.DENIED: "kg:deniedStance",
    Stance.UNCONFIRMED: "kg:unconfirmedStance",
}
CONFLICTS = {
    "stance": "kg:stanceConflict",
    "actor": "kg:actorConflict",
    "weapon": "kg:weaponConflict",
    "count": "kg:countConflict",
    "target": "kg:targetConflict",
    "place": "kg:placeConflict",
    "time": "kg:timeConflict",
    "occurrence": "kg:occurrenceConflict",
}
ENTITY_CLASSES = {
    EntityType.PERSON: "schema:Person",
    EntityType.ORGANIZATION: "schema:Organization",
    EntityType.PLACE: "sem:Place",
    EntityType.FACILITY: "kg:Facility",
    EntityType.WEAPON: "kg:Weapon",
}
# More exact classes of schema.org for subtypes in common use; a subtype that is not here adds no class.
SUBTYPE_CLASSES = {
    "media": "schema:NewsMediaOrganization",
    "state": "schema:GovernmentOrganization",
    "ministry": "schema:GovernmentOrganization",
    "government_agency": "schema:GovernmentOrganization",
    "local_authorities": "schema:GovernmentOrganization",
    "country": "schema:Country",
    "city": "schema:City",
    "region": "schema:AdministrativeArea",
}


def dataset(base: str) -> Iterator[Row]:
    """The graph as a whole: whose vocabulary it follows and where its ids start."""
    yield from parts.types("", "void:Dataset", "schema:Dataset")
    yield "", "void:uriSpace", exact(base)
    yield "", "dcterms:conformsTo", term_iri("kg")


def term_iri(prefix: str) -> Object:
    """The IRI of a vocabulary as a whole."""
    return address(prefixes()[prefix].rstrip("#"))


def article(linked: LinkedArticle) -> Iterator[Row]:
    """An article with its whole text and what is known about it."""
    me, one = linked.id, linked.article
    yield from parts.types(me, "schema:NewsArticle")
    yield me, "dcterms:identifier", words(one.doc)
    yield me, "schema:articleBody", exact(one.text)
    yield me, "schema:sha256", exact(one.sha256)
    yield from parts.optional(me, "schema:headline", one.title)
    yield from parts.optional(me, "kg:publisherName", one.publisher)
    yield from parts.dated(me, "schema:datePublished", one.published)
    if one.url is not None:
        yield me, "schema:url", address(one.url)
    for name in one.inferred:
        yield me, "kg:inferred", words(name)
    for position, span in enumerate(one.boilerplate, 1):
        yield from parts.span(me, "kg:boilerplateSpan", f"boilerplate-{position}", me, span, None)
    yield from parts.reference(me, "schema:publisher", linked.publisher)


def entity(one: LinkedEntity, acts: bool) -> Iterator[Row]:
    """An actor, place or weapon. `acts` says that it speaks, relays, publishes or is blamed somewhere."""
    me = one.id
    yield from parts.types(me, ENTITY_CLASSES[one.type])
    if one.type is EntityType.FACILITY:
        yield from parts.types(me, "sem:Place")
    if one.type in (EntityType.PERSON, EntityType.ORGANIZATION) or acts:
        yield from parts.types(me, "sem:Actor")
    if one.subtype is not None:
        yield me, "kg:subtype", words(one.subtype)
        if one.subtype in SUBTYPE_CLASSES:
            yield from parts.types(me, SUBTYPE_CLASSES[one.subtype])
        kind = concept("wpn", one.subtype) if one.type is EntityType.WEAPON else None
        if kind:
            yield me, "kg:weaponClass", term(kind)
    if one.anonymous:
        yield from parts.types(me, "kg:AnonymousSource")
    yield me, "rdfs:label", words(one.name)
    for alias in one.aliases:
        yield me, "skos:altLabel", words(alias)
    for role in one.roles:
        yield me, "kg:roleName", words(role)
    yield from parts.reference(me, "kg:ofState", one.state)
    yield from parts.reference(me, "schema:containedInPlace", one.within)
    if one.disputed:
        yield me, "kg:disputedPlace", truth(True)
    if one.latitude is not None and one.longitude is not None:
        point = f"{me}-geometry"
        yield me, "geo:hasGeometry", Ref(point)
        yield from parts.types(point, "sf:Point")
        yield point, "geo:asWKT", place_on_earth(one.longitude, one.latitude)
    yield from parts.members(me, "kg:standsFor", one.members)


def membership(one: Membership) -> Iterator[Row]:
    """A person's office."""
    yield from parts.types(one.id, "org:Membership")
    yield one.id, "org:member", Ref(one.member)
    yield one.id, "org:organization", Ref(one.organization)
    yield one.id, "kg:roleName", words(one.role)


def event(one: LinkedEvent) -> Iterator[Row]:
    """A happening with its type, places and time, and nothing that anybody disputes."""
    me = one.id
    yield from parts.types(me, "sem:Event")
    kind = concept("evt", one.type)
    yield me, "sem:eventType", term(kind or "evt:other")
    yield me, "kg:subtype", words(one.type)
    yield me, "rdfs:label", words(one.label)
    for place in one.places:
        yield me, "sem:hasPlace", Ref(place)
    if one.time is not None:
        yield me, "kg:time", moment(one.time)
    if one.earliest is not None:
        yield me, "kg:earliest", day(one.earliest)
    if one.latest is not None:
        yield me, "kg:latest", day(one.latest)
    if one.earliest is not None and one.earliest == one.latest:
        yield me, "sem:hasTimeStamp", day(one.earliest)
    yield from parts.reference(me, "sem:subEventOf", one.part_of)
    yield from parts.members(me, "kg:standsFor", one.members)


def proposition(one: LinkedProposition, known: frozenset[str]) -> Iterator[Row]:
    """A statement about an event, as data. `known` are the ids of entities."""
    me, form = one.id, FORMS[one.kind]
    yield from parts.types(me, "kg:Proposition", "rdf:Statement", form.kind)
    yield me, "rdf:predicate", term(form.predicate)
    yield from parts.reference(me, "rdf:subject", one.event)
    yield from parts.reference(me, "kg:aboutEvent", one.event)
    filler = _filler(one)
    if filler is not None:
        yield me, "rdf:object", filler
    if one.kind in BLAMING:
        yield from parts.reference(me, "kg:attributedTo", one.object)
    yield me, "rdfs:label", words(one.label)
    yield from parts.optional(me, "kg:actorRole", one.role)
    if one.low is not None:
        yield me, "kg:minCount", number(one.low)
    if one.high is not None:
        yield me, "kg:maxCount", number(one.high)
    yield from parts.optional(me, "kg:qualifier", one.qualifier)
    yield from parts.optional(me, "kg:population", one.population)
    if one.place is not None:
        yield me, "kg:statedPlace", Ref(one.place) if one.place in known else words(one.place)
    if one.time is not None:
        yield me, "kg:time", moment(one.time)


def _filler(one: LinkedProposition) -> Object | None:
    """What the proposition says of the event: an actor, a weapon, a thing, a number or that it occurred."""
    if one.object is not None:
        return Ref(one.object)
    if one.kind is Kind.OCCURRED:
        return truth(True)
    if one.kind in ABOUT_THINGS and one.population is not None:
        return words(one.population)
    return interval(one.low, one.high)


def claim(one: LinkedClaim, text: str) -> Iterator[Row]:
    """An utterance: who, what stance, which words, through whom, when, by which rule."""
    me = one.id
    yield from parts.types(me, "kg:Claim", "schema:Claim")
    yield me, "schema:appearance", Ref(one.article)
    yield me, "schema:text", exact(quotation(text, one.content))
    yield me, "kg:localId", words(one.local)
    yield me, "kg:stance", term(STANCES[one.stance])
    yield me, "kg:narrated", truth(one.narrated)
    for about in one.events:
        yield me, "kg:aboutEvent", Ref(about)
    for said in one.propositions:
        yield me, "kg:hasProposition", Ref(said)
    yield from _attributions(one)
    for position, span in enumerate(one.content, 1):
        yield from parts.span(me, "kg:contentSpan", f"quote-{position}", one.article, span, text)
    if one.cue is not None:
        yield from parts.span(me, "kg:cueSpan", "cue", one.article, one.cue, text)
    if one.source_span is not None:
        yield from parts.span(me, "kg:sourceSpan", "source", one.article, one.source_span, text)
    yield from parts.dated(me, "kg:saidOn", one.said_on)
    yield from parts.optional(me, "kg:rule", one.rule)
    if one.confidence is not None:
        yield me, "kg:confidence", decimal(one.confidence)
    for tag in one.tags:
        yield me, "kg:tag", words(tag)


def _attributions(one: LinkedClaim) -> Iterator[Row]:
    """Speakers and relays; the hop counts from the reader, so the speakers come last."""
    me = one.id
    chain = [(actor, "kg:relayRole", hop) for hop, actor in enumerate(one.relays, 1)]
    chain += [(actor, "kg:originatorRole", len(one.relays) + 1) for actor in one.speakers]
    for position, (actor, role, hop) in enumerate(chain, 1):
        part = f"{me}-attribution-{position}"
        yield me, "prov:qualifiedAttribution", Ref(part)
        yield from parts.types(part, "prov:Attribution")
        yield part, "prov:agent", Ref(actor)
        yield part, "prov:hadRole", term(role)
        yield part, "kg:hop", number(hop)
    for speaker in one.speakers:
        yield me, "kg:claimant", Ref(speaker)
        yield me, "prov:wasAttributedTo", Ref(speaker)


def contradiction(one: Contradiction) -> Iterator[Row]:
    """Two claims that clash, over which propositions, in which way."""
    me = one.id
    yield from parts.types(me, "kg:Contradiction")
    yield me, "kg:contradictionKind", term(CONFLICTS[one.kind])
    yield me, "kg:rule", words(one.rule)
    yield me, "kg:aboutEvent", Ref(one.event)
    yield me, "kg:soft", truth(one.soft)
    sides = (("kg:firstClaim", "kg:firstProposition"), ("kg:secondClaim", "kg:secondProposition"))
    for side, said, about in zip(sides, one.claims, one.propositions, strict=True):
        yield me, "kg:between", Ref(said)
        yield me, "kg:onProposition", Ref(about)
        yield me, side[0], Ref(said)
        yield me, side[1], Ref(about)


def merge(one: Merge) -> Iterator[Row]:
    """Why records were taken for one thing."""
    yield from parts.types(one.id, "kg:Merge")
    yield one.id, "kg:mergedInto", Ref(one.into)
    yield one.id, "kg:rule", words(one.rule)
    yield one.id, "kg:evidence", words(one.evidence)
    yield from parts.members(one.id, "kg:mergedRecord", one.members)


def local(member: Member, home: str | None) -> Iterator[Row]:
    """A record of one article, as the annotation names it."""
    me = parts.record_id(member)
    yield from parts.types(me, "kg:LocalRecord")
    yield me, "kg:localId", words(member.local)
    yield me, "dcterms:identifier", words(member.doc)
    yield from parts.reference(me, "schema:isPartOf", home)
