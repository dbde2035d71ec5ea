"""One checkable statement, one node, whoever says it: propositions of single articles to linked propositions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg import lexicons
from kg.intervals import interval
from kg.lexicons import table
from kg.link import ids, names, populations, things
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
        role=_role(p),
        low=low,
        high=high,
        qualifier=names.clean(p.qualifier) if p.qualifier else None,
        population=population(p),
        place=context.entity_of.get((article, p.place or "")),
        time=p.time,
    )
    return replace(linked, id=_mint(linked, context), label=label(linked, context))


def with_sums(found: list[LinkedProposition], context: Context) -> list[LinkedProposition]:
    """The propositions of one claim, and after them the totals that their parts add up to.

    "14 adults and two children" is also 16 people, unless the claim gives a total itself.
    """
    totals = []
    for kind in (Kind.KILLED, Kind.INJURED):
        for event in sorted({p.event for p in found if p.kind is kind and p.event}):
            parts = [p for p in found if p.kind is kind and p.event == event]
            named = [populations.classes(p.population) for p in parts]
            all_exact = all(p.low is not None and p.low == p.high and p.population for p in parts)
            if all_exact and len(parts) == 2 and frozenset().union(*named) in populations.COMPLEMENTS:
                number_ = sum(p.low or 0 for p in parts)
                total = replace(parts[0], low=number_, high=number_, population=None, qualifier="in all")
                totals.append(replace(total, id=_mint(total, context), label=label(total, context)))
    return [*found, *totals]


def role(text: str | None) -> str:
    """The part of an accused: `carried_out`, `ordered`, `incited`, `helped`, `to_blame`, else the folded words.

    >>> role("behind it, incites"), role(None)
    ('incited', 'carried_out')
    """
    folded = names.fold((text or "").replace("_", " "))
    for row in table("blame_roles"):
        if not folded or f" {row['phrase']} " in f" {folded} ":
            return row["role"] if folded else "carried_out"
    return folded


def population(p: Proposition) -> str | None:
    """Who or what is counted, hit or blamed for, folded; None for people in general."""
    if p.kind in (Kind.KILLED, Kind.INJURED):
        return populations.population(p.who)
    if p.kind is Kind.ATTRIBUTED_TO and not is_consequence(p):
        return None
    words = names.fold(p.who or p.what or "").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words) or None


def _role(p: Proposition) -> str | None:
    if p.kind is not Kind.ATTRIBUTED_TO:
        return names.clean(p.role) if p.role else None
    return "to_blame" if is_consequence(p) and not p.role else role(p.role)


def is_consequence(p: Proposition) -> bool:
    """Whether somebody is blamed for what the act led to ("the death toll"), not for the act."""
    words = names.fold(p.what or "").split()
    return p.kind is Kind.ATTRIBUTED_TO and any(w in lexicons.words("consequence_words") for w in words)


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
    event = context.events.get(p.event or "")
    where = names.clean(event.label) if event else "an event not named"
    found = context.entities.get(p.object or "")
    name = found.name if found else "somebody not named" if p.kind is Kind.ATTRIBUTED_TO else "a weapon not named"
    counted = " ".join(w for w in (number(p), p.population or "") if w)
    match p.kind:
        case Kind.ATTRIBUTED_TO:
            part = _ROLES.get(p.role or "", f"attributed ({p.role}) to")
            return f"{p.population or ''} in {where}: {part} {name}" if p.population else f"{where}: {part} {name}"
        case Kind.WEAPON:
            return " ".join(f"{where}: with {number(p)} {name}".split())
        case Kind.KILLED | Kind.INJURED:
            return f"{counted or 'somebody'} {p.kind.value} in {where}"
        case Kind.INTERCEPTED | Kind.DAMAGED:
            return f"{counted or 'something'} {p.kind.value} in {where}"
        case Kind.TARGET:
            return f"{where}: aimed at {counted or 'something not named'}"
        case Kind.OCCURRED:
            place = context.entities.get(p.place or "")
            details = [f"in {place.name}" if place else "", f"on {p.time}" if p.time else ""]
            return " ".join([where, "occurred", *(d for d in details if d)])


_ROLES = {
    "carried_out": "carried out by",
    "ordered": "ordered by",
    "incited": "incited by",
    "helped": "with the help of",
    "to_blame": "the blame lies with",
}
