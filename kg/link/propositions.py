"""One checkable statement, one node, whoever says it: propositions of single articles to linked propositions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.intervals import interval
from kg.lexicons import table
from kg.link import ids, names, things
from kg.link.local import Key
from kg.model import Kind, LinkedEntity, LinkedEvent, LinkedProposition, Proposition

COUNTED = frozenset({Kind.KILLED, Kind.INJURED, Kind.INTERCEPTED})


@dataclass(frozen=True, slots=True)
class Context:
    """What a local proposition's ids mean in the corpus."""

    entity_of: Mapping[Key, str]
    event_of: Mapping[Key, str]
    entities: Mapping[str, LinkedEntity]
    events: Mapping[str, LinkedEvent]


def link_proposition(p: Proposition, article: str, context: Context) -> LinkedProposition:
    """The linked proposition of a local one; equal statements of different articles give equal records but for `object`
    of a generic weapon, which is each article's own.
    """
    event = context.event_of.get((article, p.event or ""))
    local_object = p.actor if p.kind is Kind.ATTRIBUTED_TO else p.weapon if p.kind is Kind.WEAPON else None
    object_ = context.entity_of.get((article, local_object or ""))
    low, high = interval(p.count, p.qualifier) if p.count is not None or p.qualifier else (None, None)
    linked = LinkedProposition(
        id="",
        kind=p.kind,
        event=event,
        label="",
        object=object_,
        role=role(p.role) if p.kind is Kind.ATTRIBUTED_TO else names.clean(p.role) if p.role else None,
        low=low,
        high=high,
        qualifier=names.clean(p.qualifier) if p.qualifier else None,
        population=population(p),
        place=context.entity_of.get((article, p.place or "")),
        time=p.time,
    )
    return replace(linked, id=_mint(linked, context), label=label(linked, context))


def role(text: str | None) -> str:
    """The part that an accused is said to have played: `carried_out`, `ordered`, `incited`, `assisted`, `to_blame`, or the
    folded words where they are none of these.

    >>> role("behind it, incites"), role(None)
    ('incited', 'carried_out')
    """
    folded = names.fold((text or "").replace("_", " "))
    for row in table("blame_roles"):
        if not folded or f" {row['phrase']} " in f" {folded} ":
            return row["role"] if folded else "carried_out"
    return folded


def population(p: Proposition) -> str | None:
    """Who or what is counted or hit, folded; None for people in general.

    >>> population(Proposition(Kind.KILLED, who="other people")), population(Proposition(Kind.KILLED, who="Two children"))
    (None, 'two children')
    """
    dropped = {row["word"] for row in table("population_words") if not row["means"]}
    words = names.fold(p.who or p.what or "").split()
    if p.kind in (Kind.KILLED, Kind.INJURED):
        words = [w for w in words if w not in dropped]
    elif words and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words) or None


def _mint(p: LinkedProposition, context: Context) -> str:
    return ids.mint(
        "proposition",
        p.event,
        p.kind.value,
        object_key(p.object, context.entities),
        p.role,
        p.low,
        p.high,
        None if p.low is not None or p.high is not None else p.qualifier,
        p.population,
        p.place,
        p.time,
    )


def object_key(object_: str | None, entities: Mapping[str, LinkedEntity]) -> str | None:
    """The id of an actor or weapon; for a generic weapon its class name, so that "a missile" is one statement."""
    found = entities.get(object_ or "")
    if found and found.anonymous and found.type.value == "weapon":
        return things.weapon_key(found.name)
    return object_


def number(p: LinkedProposition) -> str:
    """The count of a proposition in words, empty where nothing is said."""
    if p.low is None and p.high is None:
        return p.qualifier or ""
    if p.low == p.high:
        return str(p.low)
    if p.high is None:
        return f"at least {p.low}"
    if p.low is None:
        return f"at most {p.high}"
    return f"{p.low} to {p.high}"


def label(p: LinkedProposition, context: Context) -> str:
    """A proposition as words for people."""
    where = names.clean(context.events[p.event].label) if p.event in context.events else "an event not named"
    entities = context.entities
    name = entities[p.object].name if p.object in entities else "somebody not named"
    words = [number(p), p.population or ""]
    counted = " ".join(w for w in words if w)
    match p.kind:
        case Kind.ATTRIBUTED_TO:
            return f"{where}: {_ROLES.get(p.role or '', f'attributed ({p.role}) to')} {name}"
        case Kind.WEAPON:
            name = entities[p.object].name if p.object in entities else "a weapon not named"
            return f"{where}: with {number(p)} {name}".replace("  ", " ")
        case Kind.KILLED | Kind.INJURED | Kind.INTERCEPTED | Kind.DAMAGED:
            return f"{counted or 'somebody' if p.kind in (Kind.KILLED, Kind.INJURED) else counted or 'something'} {p.kind.value} in {where}"
        case Kind.TARGET:
            return f"{where}: aimed at {counted or 'something not named'}"
        case Kind.OCCURRED:
            details = [f"in {entities[p.place].name}" if p.place in entities else "", f"on {p.time}" if p.time else ""]
            return " ".join([where, "occurred", *(d for d in details if d)])


_ROLES = {
    "carried_out": "carried out by",
    "ordered": "ordered by",
    "incited": "incited by",
    "assisted": "with the help of",
    "to_blame": "the blame lies with",
}
