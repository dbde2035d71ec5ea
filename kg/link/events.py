"""One happening, one node, whoever tells it: same kind of event, same place, same days.

Events are brought together by equal keys (type group, place, day), never by comparing all with all. Two events that one
article keeps apart stay apart, whatever other articles say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from kg import edtf
from kg.lexicons import table
from kg.link import ids, names
from kg.link.local import Key, LocalEvent
from kg.link.things import LEVELS
from kg.model import LinkedEntity, LinkedEvent, Merge

# descriptions of one happening over which the sides may differ
ATTACK = frozenset(
    {
        "missile_strike",
        "shelling",
        "drone_attack",
        "air_strike",
        "bombing",
        "explosion",
        "misfire",
        "ship_attack",
    }
)
# types that say little: two such events are one only if they share a trigger word
VAGUE = frozenset({"other", "diplomatic", "investigation"})
LONGEST = 3  # days; an interval that is longer is a period, and no single day is the same event


@dataclass(frozen=True, slots=True)
class Events:
    """Linked events and which of them each local event is."""

    linked: tuple[LinkedEvent, ...]
    of: dict[Key, str]
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What identity of an event is judged by. `settled` are its finest places, `sites` streets and buildings."""

    local: LocalEvent
    group: str
    settled: frozenset[str]
    sites: frozenset[str]
    places: frozenset[str]
    days: tuple[date | None, date | None]


@dataclass(slots=True)
class _Cluster:
    sights: list[Sight] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)


def bounds(time: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an EDTF date; open for what is no date."""
    if time is None:
        return None, None
    try:
        return edtf.parse(time)
    except ValueError:
        return None, None


def group_of(event: LocalEvent) -> str:
    """The group of types that may describe one happening; an attack told without its means belongs to the attacks."""
    kind = event.event.type
    if kind in ATTACK:
        return "attack"
    told = {names.fold(word).removesuffix("s") for word in event.triggers}
    return "attack" if kind == "other" and told & _attacks() else kind


@cache
def _attacks() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("event_triggers") if row["type"] == "attack")


def link_events(
    events: Iterable[LocalEvent], entity_of: Mapping[Key, str], entities: Mapping[str, LinkedEntity]
) -> Events:
    """Events of all articles to one node each."""
    sights = [_sight(e, entity_of, entities) for e in events]
    sights.sort(key=lambda s: (any(rank(entities[p]) == "region" for p in s.settled), *_order(s)))
    clusters: list[_Cluster] = []
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for sight in sights:
        keys = _keys(sight)
        candidates = sorted({n for key in keys for n in index[key]})
        fits = [n for n in candidates if _fits(sight, clusters[n])]
        fits = fits or _only_inside(sight, clusters, index, entities)
        if fits:
            chosen = min(fits, key=lambda n: (_distance(sight, clusters[n]), n))
        else:
            chosen = len(clusters)
            clusters.append(_Cluster())
        clusters[chosen].sights.append(sight)
        clusters[chosen].articles.add(sight.local.key[0])
        for key in (*keys, *_inside(sight, entities)):
            if chosen not in index[key]:
                index[key].append(chosen)
    return _linked(clusters, entities)


def _sight(e: LocalEvent, entity_of: Mapping[Key, str], entities: Mapping[str, LinkedEntity]) -> Sight:
    places = [entities[entity_of[key]] for p in e.event.places if (key := (e.key[0], p)) in entity_of]
    ranked = defaultdict(set)
    for place in places:
        ranked[rank(place)].add(place.id)
    settled = next((ranked[r] for r in ("settlement", "region", "country") if ranked[r]), ranked["site"])
    return Sight(
        e,
        group_of(e),
        frozenset(settled),
        frozenset(ranked["site"]),
        frozenset(p.id for p in places),
        bounds(e.event.time),
    )


def rank(place: LinkedEntity) -> str:
    """How fine a place is: `site` (street, building), `settlement`, `region` or `country`."""
    if place.type.value == "facility":
        return "site"
    return LEVELS.get(
        (place.subtype or "").casefold(), "site" if place.subtype in {"street", "square"} else "settlement"
    )


def _order(sight: Sight) -> tuple[bool, int, str, Key]:
    """Events of a known day first, so that vaguer ones join them."""
    first, last = sight.days
    span = (last - first).days if first and last else 10**6
    return not sight.settled, span, sight.local.event.time or "", sight.local.key


def _keys(sight: Sight) -> list[tuple[str, ...]]:
    """The keys under which an event can meet another; none where place or date is unknown."""
    first, last = sight.days
    if not sight.settled or (first is None and last is None):
        return []
    if first is None or last is None or (last - first).days >= LONGEST:
        days = [f"{first}/{last}"]
    else:
        days = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
    return [(sight.group, place, day) for place in sorted(sight.settled | sight.sites) for day in days]


def _inside(sight: Sight, entities: Mapping[str, LinkedEntity]) -> list[tuple[str, ...]]:
    """The keys of the regions around the towns of an event, under which tellings that name only the region look."""
    first, last = sight.days
    if first is None or first != last:
        return []
    around = {entities[p].within for p in sight.settled if rank(entities[p]) == "settlement"} - {None}
    return [("inside", sight.group, region, first.isoformat()) for region in sorted(r for r in around if r)]


def _only_inside(
    sight: Sight,
    clusters: list[_Cluster],
    index: Mapping[tuple[str, ...], list[int]],
    entities: Mapping[str, LinkedEntity],
) -> list[int]:
    """The one event in a town of the region that a telling without a town means: same day, same type, same words."""
    first, last = sight.days
    regions = [p for p in sorted(sight.settled) if rank(entities[p]) == "region"]
    if first is None or first != last or len(regions) != 1 or sight.sites:
        return []
    found = index.get(("inside", sight.group, regions[0], first.isoformat()), [])
    if len(found) != 1 or sight.local.key[0] in clusters[found[0]].articles:
        return []
    head = clusters[found[0]].sights[0]
    alike = sight.local.event.type == head.local.event.type and _words(sight) & _words(head)
    return found if alike else []


def _fits(sight: Sight, cluster: _Cluster) -> bool:
    if sight.local.key[0] in cluster.articles:
        return False
    head = cluster.sights[0]
    same = sight.settled & head.settled
    if 2 * len(same) < len(sight.settled | head.settled):
        return False
    if sight.sites and head.sites and not sight.sites & head.sites:
        return False
    return sight.group not in VAGUE or bool(_words(sight) & _words(head))


def _distance(sight: Sight, cluster: _Cluster) -> tuple[int, int, int, int]:
    """How badly an event fits, where it fits several: same building, same date, same type, shared trigger words."""
    head = cluster.sights[0]
    return (
        -len(sight.sites & head.sites),
        -int(sight.days == head.days),
        -int(sight.local.event.type == head.local.event.type),
        -len(_words(sight) & _words(head)),
    )


def _words(sight: Sight) -> frozenset[str]:
    return frozenset(w for t in sight.local.triggers for w in names.fold(t).split() if len(w) > 3)


def _linked(clusters: list[_Cluster], entities: Mapping[str, LinkedEntity]) -> Events:
    minted = ids.distinct(
        "event",
        {n: _identity(c, entities) for n, c in enumerate(clusters)},
        tie=lambda n: min(_own_key(s) for s in clusters[n].sights),
    )
    of = {s.local.key: minted[n] for n, c in enumerate(clusters) for s in c.sights}
    wholes = _wholes(clusters, minted, of)
    linked, merges = [], []
    for n, cluster in enumerate(clusters):
        linked.append(_event(minted[n], cluster, wholes.get(minted[n])))
        if len(cluster.sights) > 1:
            members = tuple(sorted(s.local.member for s in cluster.sights))
            evidence = "; ".join([cluster.sights[0].group, *_names(cluster, entities), linked[-1].time or ""])
            flat = tuple(f"{m.doc}\0{m.local}" for m in members)
            rule = "same type, place and date"
            merges.append(Merge(ids.mint("merge", minted[n], rule, flat), minted[n], members, rule, evidence))
    return Events(tuple(sorted(linked, key=lambda e: e.id)), of, tuple(sorted(merges, key=lambda m: m.id)))


def _names(cluster: _Cluster, entities: Mapping[str, LinkedEntity]) -> list[str]:
    return sorted({entities[p].name for p in cluster.sights[0].settled})


def _own_key(sight: Sight) -> tuple[str, ...]:
    """What tells an event from all others without its place and date: its article and its first trigger."""
    e = sight.local.event
    first = min(e.mentions, default=(0, 0))
    return (sight.local.key[0], f"{first[0]:09d}-{first[1]:09d}", e.label)


def _identity(cluster: _Cluster, entities: Mapping[str, LinkedEntity]) -> tuple[ids.Part, ...]:
    """Type group, places and days of the surest telling, so that another article about it changes nothing."""
    head = cluster.sights[0]
    if not _keys(head):
        return (head.group, *_own_key(head))
    first, last = head.days
    return (head.group, tuple(sorted(head.settled)), f"{first}/{last}")


def _event(id_: str, cluster: _Cluster, whole: str | None) -> LinkedEvent:
    told = [s.local.event for s in cluster.sights]
    types, labels = Counter(e.type for e in told), Counter(names.clean(e.label) for e in told)
    times = Counter(e.time for e in told if e.time is not None)
    time = min(times, key=lambda t: (-times[t], _span(t), t)) if times else None
    first, last = bounds(time)
    return LinkedEvent(
        id=id_,
        type=min(types, key=lambda t: (-types[t], t)),
        label=min(labels, key=lambda t: (-labels[t], len(t), t)),
        places=ids.by_id(p for s in cluster.sights for p in s.places),
        time=time,
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        part_of=whole,
        members=tuple(sorted(s.local.member for s in cluster.sights)),
    )


def _span(time: str) -> int:
    first, last = bounds(time)
    return (last - first).days if first and last else 10**6


def _wholes(clusters: list[_Cluster], minted: Mapping[int, str], of: Mapping[Key, str]) -> dict[str, str]:
    """The containing event of each event that has one, without circles: an article may see the parts otherwise."""
    votes: dict[str, Counter[str]] = {}
    for n, cluster in enumerate(clusters):
        found = Counter(
            of[key]
            for s in cluster.sights
            if s.local.event.part_of and (key := (s.local.key[0], s.local.event.part_of)) in of
        )
        found.pop(minted[n], None)
        if found:
            votes[minted[n]] = found
    wholes: dict[str, str] = {}
    for part, found in sorted(votes.items()):
        for whole in sorted(found, key=lambda w: (-found[w], w)):
            above: str | None = whole
            while above is not None and above != part:
                above = wholes.get(above)
            if above is None:
                wholes[part] = whole
                break
    return wholes
