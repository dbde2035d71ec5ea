"""What contradictions are read from: claims about one event with what each of them says, prepared for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.lexicons import table
from kg.link.names import fold
from kg.link.sides import side
from kg.model import Claim, Kind, LinkedClaim, LinkedEntity, LinkedProposition, Narrated, Stance

ACCUSING = frozenset({"accuse", "blame", "condemn", "denounce", "fault"})


@dataclass(frozen=True, slots=True)
class Told:
    """A linked claim with its required propositions and whether its cue accuses ("blamed", "accused")."""

    claim: LinkedClaim
    propositions: tuple[LinkedProposition, ...]
    accusing: bool = False


@dataclass(frozen=True)
class Statement:
    """What one claim says about one event."""

    claim: LinkedClaim
    propositions: tuple[LinkedProposition, ...]
    accusing: bool
    entities: Mapping[str, LinkedEntity]

    def of(self, *kinds: Kind) -> Iterator[LinkedProposition]:
        """Its propositions of these kinds."""
        return (p for p in self.propositions if p.kind in kinds)

    @cached_property
    def accused(self) -> dict[str, LinkedProposition]:
        """Whoever did, ordered, incited or helped the act, by side."""
        return self._by_side(p for p in self.of(Kind.ATTRIBUTED_TO) if p.population is None)

    @cached_property
    def perpetrators(self) -> dict[str, LinkedProposition]:
        """Those of the accused who did it with their own hands."""
        others = {"ordered", "incited", "helped"}
        return self._by_side(p for p in self.of(Kind.ATTRIBUTED_TO) if p.population is None and p.role not in others)

    @cached_property
    def blamed(self) -> dict[str, LinkedProposition]:
        """Whoever is to blame for what the act led to ("the death toll"), by side."""
        return self._by_side(p for p in self.of(Kind.ATTRIBUTED_TO) if p.population is not None)

    @cached_property
    def accuses(self) -> bool:
        """Whether it makes an accusation, rather than mention who did it."""
        parts = {p.role for p in self.of(Kind.ATTRIBUTED_TO)}
        return self.accusing or bool(parts & {"ordered", "incited", "helped", "to_blame"})

    @cached_property
    def natures(self) -> dict[str, LinkedProposition]:
        """`military` and `civilian`, each with what it says was aimed at or hit; nothing where one mixes both."""
        found: dict[str, LinkedProposition] = {}
        for p in self.of(Kind.TARGET, Kind.DAMAGED):
            nature = target_nature(p.population)
            if nature is not None:
                found.setdefault(f"{p.kind.value} {nature}", p)
        return found

    def same_speaker(self, other: Statement) -> bool:
        """Whether both are the words of the same known speakers, who may correct themselves."""
        return bool(self.claim.speakers) and set(self.claim.speakers) == set(other.claim.speakers)

    def _by_side(self, found: Iterable[LinkedProposition]) -> dict[str, LinkedProposition]:
        sides: dict[str, LinkedProposition] = {}
        for p in found:
            actor = self.entities.get(p.object or "")
            if actor is not None:
                sides.setdefault(side(actor), p)
        return sides


def told(claim: Claim | Narrated, linked: LinkedClaim, found: Iterable[LinkedProposition], cue: str) -> Told:
    """A claim as contradictions are read from it; propositions marked optional do not count.

    `found` are the linked propositions in the order of the claim's own, then those derived from them.
    """
    linked_propositions = list(found)
    own = [q for p, q in zip(claim.propositions, linked_propositions, strict=False) if not p.optional]
    derived = linked_propositions[len(claim.propositions) :]
    return Told(linked, tuple(sorted({q.id: q for q in (*own, *derived)}.values(), key=lambda q: q.id)), _accuses(cue))


def by_event(found: Iterable[Told], entities: Mapping[str, LinkedEntity]) -> dict[str, list[Statement]]:
    """The statements about each event, sorted by claim."""
    events: dict[str, list[Statement]] = {}
    for item in sorted(found, key=lambda t: t.claim.id):
        if item.claim.stance is Stance.UNCONFIRMED:
            continue
        for event in sorted({p.event for p in item.propositions if p.event}):
            about = tuple(p for p in item.propositions if p.event == event)
            events.setdefault(event, []).append(Statement(item.claim, about, item.accusing, entities))
    return events


def target_nature(text: str | None) -> str | None:
    """Whether words for a target make it `military` or `civilian`; None where they say neither or both.

    >>> target_nature("military installations"), target_nature("schools near barracks")
    ('military', None)
    """
    natures = {row["word"]: row["nature"] for row in table("target_words")}
    found = {natures.get(w) or natures.get(w.removesuffix("s")) for w in fold(text or "").split()} - {None}
    return found.pop() if len(found) == 1 else None


def _accuses(cue: str) -> bool:
    """Whether the cue is a form of an accusing verb."""
    stems = [verb.removesuffix("e") for verb in ACCUSING]
    return any(word.startswith(stem) for word in fold(cue).split() for stem in stems)
