"""The rules by which two statements about one event clash. Each is a function of two statements and their scene."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.intervals import Interval, disjoint
from kg.link import things
from kg.link.events import bounds, rank
from kg.link.names import fold
from kg.link.populations import Relation, relation
from kg.link.sides import side
from kg.link.statements import Statement
from kg.model import Kind, LinkedEntity, LinkedEvent, LinkedProposition, Stance

ROUND = 0.1  # two figures within a tenth of each other, one of them round, may be one figure rounded
PROJECTILES = frozenset({"projectile", "munition", "weapon", "explosive", "mixed", "cluster"})  # fit any weapon


@dataclass(frozen=True, slots=True)
class Clash:
    """Why two statements cannot both hold. `soft` ones may after all: lower bounds, rounded or growing figures."""

    kind: str
    rule: str
    a: LinkedProposition
    b: LinkedProposition
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """The event that is disputed, and which sides somebody accuses of it together (they are no rivals)."""

    event: LinkedEvent
    entities: Mapping[str, LinkedEntity]
    allies: frozenset[tuple[str, str]] = frozenset()


Rule = Callable[[Statement, Statement, Scene], Iterator[Clash]]


def allies(statements: Sequence[Statement]) -> frozenset[tuple[str, str]]:
    """Pairs of sides that one claim accuses together, each pair in both orders."""
    together = (sorted(s.accused) for s in statements if s.claim.stance is Stance.CLAIMED)
    return frozenset(pair for sides in together for a, b in combinations(sides, 2) for pair in ((a, b), (b, a)))


# ---- one affirms what the other denies -------------------------------------------------------------------------------
def opposite_stances(a: Statement, b: Statement, scene: Scene) -> Iterator[Clash]:
    """A proposition claimed by one and denied by the other."""
    if a.claim.stance is b.claim.stance:
        return
    for p in _at_issue(a):
        for q in _at_issue(b):
            if p.id == q.id or _equivalent(p, q, scene):
                kind = "occurrence" if p.kind is Kind.OCCURRED else "stance"
                yield Clash(kind, "claimed against denied", p, q)


def _at_issue(statement: Statement) -> tuple[LinkedProposition, ...]:
    """What a denial is about: of "denied that X hit a school with a rocket" the culprit, not the rocket."""
    culprits = tuple(statement.of(Kind.ATTRIBUTED_TO))
    return culprits if culprits and statement.claim.stance is Stance.DENIED else statement.propositions


def _equivalent(p: LinkedProposition, q: LinkedProposition, scene: Scene) -> bool:
    if p.kind is not q.kind:
        return False
    match p.kind:
        case Kind.ATTRIBUTED_TO:
            accused = [scene.entities.get(x.object or "") for x in (p, q)]
            return all(accused) and len({side(x) for x in accused if x}) == 1
        case Kind.WEAPON:
            return p.object is not None and p.object == q.object
        case Kind.KILLED | Kind.INJURED:
            return relation(p.population, q.population) is Relation.SAME and not disjoint(_count(p), _count(q))
        case Kind.OCCURRED:
            same_place = p.place is None or q.place is None or p.place == q.place
            return same_place and not _apart(p.time, q.time)
        case _:
            return p.population == q.population


# ---- rival accounts --------------------------------------------------------------------------------------------------
def rival_actors(a: Statement, b: Statement, scene: Scene) -> Iterator[Clash]:
    """Different sides did it; or one accuses a side of the act, the other another side of what it led to."""
    if not _both_claimed(a, b) or a.same_speaker(b):
        return
    if bool(a.blamed) != bool(b.blamed):
        plain = b if a.blamed else a
        if not plain.accuses:
            return  # to mention who attacked is no answer to who is to blame for the deaths
        sides = (a.blamed or a.accused, b.blamed or b.accused)
    elif a.blamed:
        sides = (a.blamed, b.blamed)
    else:
        sides = (a.perpetrators, b.perpetrators)
        if set(a.accused) & set(b.accused):
            return
    if not sides[0] or not sides[1] or set(sides[0]) & set(sides[1]):
        return
    if any((x, y) in scene.allies for x in sides[0] for y in sides[1]):
        return
    yield Clash("actor", "rival culprits", _first(sides[0]), _first(sides[1]))


def rival_weapons(a: Statement, b: Statement, scene: Scene) -> Iterator[Clash]:
    """One weapon each, and not the same; soft unless both are named."""
    ours, theirs = list(a.of(Kind.WEAPON)), list(b.of(Kind.WEAPON))
    if not _both_claimed(a, b) or a.same_speaker(b) or len(ours) != 1 or len(theirs) != 1:
        return
    p, q = ours[0], theirs[0]
    first, second = scene.entities.get(p.object or ""), scene.entities.get(q.object or "")
    if first is None or second is None or any(x.high not in (None, 1) for x in (p, q)):
        return
    ours_class, theirs_class = _weapon_class(first), _weapon_class(second)
    named = not first.anonymous and not second.anonymous
    if named and things.weapon_key(first.name) != things.weapon_key(second.name):
        yield Clash("weapon", "rival weapons", p, q)
    elif not named and ours_class and theirs_class and not ours_class & theirs_class:
        yield Clash("weapon", "rival kinds of weapon", p, q, soft=True)


def rival_counts(a: Statement, b: Statement, scene: Scene) -> Iterator[Clash]:
    """Tolls that no number satisfies; soft where one is a lower bound or both may be one rounded figure."""
    if not _both_claimed(a, b) or set(a.claim.speakers) & set(b.claim.speakers):
        return  # a later figure of one speaker is an update
    for kind in (Kind.KILLED, Kind.INJURED, Kind.INTERCEPTED):
        for p in a.of(kind):
            for q in b.of(kind):
                clash = _counts(p, q)
                if clash is not None:
                    yield clash


def rival_targets(a: Statement, b: Statement, scene: Scene) -> Iterator[Clash]:
    """One says that military targets were aimed at, the other that civilian ones were aimed at or hit."""
    if not _both_claimed(a, b) or a.same_speaker(b):
        return
    for one, other, turned in ((a, b, False), (b, a, True)):
        aimed = one.natures.get("target military")
        hit = other.natures.get("target civilian")
        if hit is None and not one.blamed:  # whoever names a culprit for the damage has explained it
            hit = other.natures.get("damaged civilian")
        if aimed and hit:
            yield Clash("target", "military against civilian target", *((hit, aimed) if turned else (aimed, hit)))


def rival_times_and_places(a: Statement, b: Statement, scene: Scene) -> Iterator[Clash]:
    """It occurred on days, or in towns, that exclude each other."""
    if not _both_claimed(a, b) or a.same_speaker(b):
        return
    for p in a.of(Kind.OCCURRED):
        for q in b.of(Kind.OCCURRED):
            if _apart(p.time, q.time):
                yield Clash("time", "days apart", p, q)
            first, second = scene.entities.get(p.place or ""), scene.entities.get(q.place or "")
            both = {p.place, q.place} <= set(scene.event.places)  # an attack on several towns
            towns = first and second and rank(first) == rank(second) == "settlement"
            if towns and p.place != q.place and not both:
                yield Clash("place", "different towns", p, q)


RULES: tuple[Rule, ...] = (
    opposite_stances,
    rival_actors,
    rival_weapons,
    rival_counts,
    rival_targets,
    rival_times_and_places,
)


# ---- parts of rules --------------------------------------------------------------------------------------------------
def _both_claimed(a: Statement, b: Statement) -> bool:
    return a.claim.stance is b.claim.stance is Stance.CLAIMED


def _first(sides: Mapping[str, LinkedProposition]) -> LinkedProposition:
    return min(sides.values(), key=lambda p: p.id)


def _count(p: LinkedProposition) -> Interval:
    return p.low, p.high


def _counts(p: LinkedProposition, q: LinkedProposition) -> Clash | None:
    how = relation(p.population, q.population)
    if p.kind is Kind.INTERCEPTED and p.population != q.population:
        return None
    if how is Relation.SAME:
        if disjoint(_count(p), _count(q)):
            return Clash("count", "disjoint counts", p, q, soft=_rounded(p, q))
        lower = [x for x in (p, q) if x.low is not None and x.high is None]
        if lower and None not in (p.low, q.low) and p.low != q.low:
            return Clash("count", "lower bound against another figure", p, q, soft=True)
    part, whole = (p, q) if how is Relation.PART else (q, p)
    nested = how in (Relation.PART, Relation.WHOLE)
    if nested and part.low is not None and whole.high is not None and part.low > whole.high:
        return Clash("count", "part larger than the whole", p, q)
    return None


def _rounded(p: LinkedProposition, q: LinkedProposition) -> bool:
    """Whether two disjoint figures may be one: a round number close to the other."""
    ends = sorted(((p.low, p.high), (q.low, q.high)), key=lambda bound: (bound[1] is None, bound[1] or 0))
    below, above = ends[0][1], ends[1][0]
    if below is None or above is None:
        return False
    exact = [x.low for x in (p, q) if x.low is not None and x.low == x.high]
    return any(n >= 20 and n % 10 == 0 for n in exact) and above - below <= ROUND * above


def _weapon_class(weapon: LinkedEntity) -> frozenset[str]:
    """The words of a weapon's class; empty where it is not known or fits every weapon."""
    known = things.weapon_names().get(fold(weapon.name))
    found = frozenset(fold(known[1] if known else (weapon.subtype or "").replace("_", " ")).split())
    if found & PROJECTILES:
        return frozenset()
    return found | ({"missile", "rocket"} if found & {"missile", "rocket"} else set())  # writers swap the two words


def _apart(a: str | None, b: str | None) -> bool:
    """Whether two dates have no day in common."""
    (first, last), (begin, end) = bounds(a), bounds(b)
    return bool((last and begin and last < begin) or (end and first and end < first))
