"""Small annotations by hand: records whose words do not matter, only what they state."""

from __future__ import annotations

from kg.model import Annotation, Article, Claim, Entity, EntityType, Event, Kind, Narrated, Proposition, Stance

TEXT = "word " * 200


def entity(id_: str, type_: str, name: str, *, subtype: str | None = None, role: str | None = None) -> Entity:
    return Entity(id_, EntityType(type_), subtype, name, role, ((0, 4),))


def state(id_: str, country: str) -> Entity:
    return entity(id_, "organization", f"Government of {country}", subtype="state")


def city(id_: str, name: str) -> Entity:
    return entity(id_, "place", name, subtype="city")


def strike(id_: str = "e1", *places: str, time: str | None = "2024-05-01", type_: str = "missile_strike") -> Event:
    return Event(id_, type_, "Strike", places, time, ((0, 4),))


def claim(
    id_: str,
    source: str | None,
    *propositions: Proposition,
    stance: Stance = Stance.CLAIMED,
    cue: tuple[int, int] | None = None,
) -> Claim:
    at = int("".join(c for c in id_ if c.isdigit()) or 0) * 5
    sources = (source,) if source else ()
    about = tuple(dict.fromkeys(p.event for p in propositions if p.event))
    return Claim(id_, sources, None, cue, ((at, at + 4),), stance, about=about, propositions=propositions)


def killed(count: int | None, qualifier: str | None = None, who: str | None = None) -> Proposition:
    return Proposition(Kind.KILLED, "e1", count=count, qualifier=qualifier, who=who)


def blames(actor: str, role: str | None = None, what: str | None = None) -> Proposition:
    return Proposition(Kind.ATTRIBUTED_TO, "e1", actor=actor, role=role, what=what)


def article(
    doc: str,
    *,
    entities: tuple[Entity, ...] = (),
    events: tuple[Event, ...] = (),
    claims: tuple[Claim, ...] = (),
    narrated: tuple[Narrated, ...] = (),
    text: str = TEXT,
    publisher: str | None = None,
) -> Annotation:
    return Annotation(Article(doc, text, publisher=publisher), entities, events, claims, narrated)
