"""Which triggers tell one happening: coreference of events inside an article.

A greedy pass in the order of the text: each trigger joins the cluster that fits it best, or begins one. Two triggers can
be one happening only if their kind, day and place can be; "another", "earlier" and "in retaliation for" keep apart.
Rival descriptions (a misfire, a shelling) are one happening, so type alone never separates violent acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotate import date_values as values
from kg.annotate.event_lexicon import KINETIC
from kg.annotate.event_links import apart, linked
from kg.annotate.event_places import Lie, Place, lie
from kg.annotate.event_triggers import Trigger

HARM = frozenset({KINETIC, "killing", "crash", "fire", "sabotage", "quake", "flood", "any"})
POINTED_AT = HARM | {"airspace", "cyber", "poisoning", "capture", "interception"}
SWEEPING = frozenset({"onslaught", "barrage", "blitz", "bombardment", "salvo", "assault"})
SAME_PLACE, SAME_DAY, NESTED = 3.0, 2.5, 1.0
JOIN = 1.2
OPEN = 10**6
NEAR = 900  # code points within which a bare "the attack" still points back


@dataclass(eq=False, slots=True)
class Cluster:
    """The triggers of one happening so far."""

    members: list[Trigger] = field(default_factory=list)

    @property
    def last(self) -> Trigger:
        """The trigger named last."""
        return self.members[-1]

    @property
    def group(self) -> str:
        """The kind of happening, by its commonest word."""
        named = Counter(t.entry.group for t in self.members if t.entry.group != "any")
        return min(named, key=lambda g: (-named[g], g)) if named else "any"

    @property
    def headline(self) -> bool:
        """Whether the headline tells it."""
        return any(t.headline for t in self.members)

    @property
    def series(self) -> bool:
        """Whether it is a row of happenings told as one."""
        return any(t.series for t in self.members)

    def time(self) -> str | None:
        """The day best supported by the words; of equal ones the more precise, then the first."""
        votes: dict[str, float] = {}
        for trigger in self.members:
            for value, weight in trigger.times:
                votes[value] = votes.get(value, 0.0) + weight
        order = list(votes)
        if self.series:
            return max(votes, key=lambda v: (values.length(v) < OPEN, values.length(v), order.index(v)), default=None)
        return min(votes, key=lambda v: (-votes[v], values.length(v), order.index(v))) if votes else None

    def firm_times(self) -> list[str]:
        """The values that the grammar ties to one of its triggers."""
        return [value for trigger in self.members for value, weight in trigger.times if weight >= 2.0]

    def places(self) -> list[Place]:
        """The places tied to its triggers, the commonest first; those only hinted at last."""
        votes = Counter(p for t in self.members for p in t.places)
        return sorted(votes, key=lambda p: (p.implied, -votes[p], next(iter(self._first(p)))))

    def _first(self, place: Place) -> list[int]:
        return [n for n, t in enumerate(self.members) if place in t.places]

    def actors(self) -> set[str]:
        """Who is said to have done it, in the words next to its triggers."""
        return {t.actor for t in self.members if t.actor}


def clusters(found: Sequence[Trigger]) -> list[Cluster]:
    """The happenings of an article in the order in which they are first told."""
    result: list[Cluster] = []
    home: dict[int, Cluster] = {}
    joined = linked(found)
    for number, trigger in enumerate(found):
        target: Cluster | None = None
        earlier = joined.get(number)
        if (
            earlier is not None
            and earlier in home
            and _kindred(trigger, home[earlier])
            and not _clash(trigger, home[earlier])
        ):
            target = home[earlier]
        if target is None:
            target = _repeated(trigger, found[:number], home)
        if target is None and not _told_already(trigger, found, result):
            ranked = sorted(
                ((score, -order) for order, c in enumerate(result) if (score := fit(trigger, c)) is not None),
                reverse=True,
            )
            if ranked and ranked[0][0] >= JOIN:
                target = result[-ranked[0][1]]
            elif _founds(trigger):
                target = Cluster()
                result.append(target)
        if target is not None:
            target.members.append(trigger)
            home[number] = target
    return result


def _repeated(trigger: Trigger, before: Sequence[Trigger], home: dict[int, Cluster]) -> Cluster | None:
    """The cluster of the same word in the same sentence told before: news pages print their headline twice."""
    words = trigger.token.sent.text
    for number, other in enumerate(before):
        same = other.lemma == trigger.lemma and other.zone != trigger.zone and number in home
        if same and other.headline and other.token.sent.text == words:
            return home[number]
    return None


def fit(trigger: Trigger, cluster: Cluster) -> float | None:
    """How well a trigger fits a cluster, None where they cannot be one happening."""
    if not _kindred(trigger, cluster):
        return None
    if any(apart(trigger, other) for other in cluster.members):
        return None
    if _clash(trigger, cluster):
        return None
    days, place = _same_day(trigger, cluster), _place(trigger, cluster)
    if place is Lie.APART:
        return None
    if trigger.series != cluster.series and not (trigger.plural and trigger.definite and cluster.series):
        return None
    if place in (Lie.WITHIN, Lie.CONTAINS) and _whole_country(trigger, cluster):
        return None
    actors = cluster.actors()
    rivals = bool(trigger.actor and actors and trigger.actor not in actors and not trigger.blamed)
    if (
        rivals
        and _states(trigger, actors)
        and any(t.token.sent == trigger.token.sent and t.actor for t in cluster.members)
    ):
        return None
    if trigger.fresh and not (days is True and place is Lie.SAME):
        return None
    score = {Lie.SAME: SAME_PLACE, Lie.WITHIN: NESTED, Lie.CONTAINS: NESTED}.get(place, 0.0)
    score += SAME_DAY if days else (0.0 if days is None else -4.0)
    if trigger.actor and actors and not trigger.blamed:
        score += (-3.0 if _states(trigger, actors) else -1.0) if rivals else 1.0
    if not (trigger.places or trigger.firm or trigger.series) and (trigger.blamed or not trigger.actor):
        score += 2.0  # nothing of its own: it speaks of what is being told
    elif place is Lie.UNKNOWN and trigger.named and any(not p.implied for p in cluster.places()):
        score -= 1.0 if trigger.definite else 2.0
    elif trigger.named and not cluster.places() and not days:
        score -= 0.5
    if trigger.group == cluster.group and trigger.group not in HARM:
        score += 2.0  # an article seldom tells two rounds of talks
    if trigger.firm and not cluster.firm_times() and place not in (Lie.SAME, Lie.WITHIN):
        score -= 1.0
    score += 1.5 if trigger.definite else (-1.0 if trigger.indefinite else 0.0)
    score += _closeness(trigger, cluster)
    score += 0.5 if cluster.headline else 0.0
    if trigger.group not in (cluster.group, "any") and cluster.group != "any":
        score -= 1.5
    kinds = {t.type for t in cluster.members} - {
        "attack",
        "explosion",
        "misfire",
        "any",
        "other",
        "shelling",
        "bombing",
    }
    if trigger.type in kinds:
        score += 0.5
    elif kinds and trigger.type in ("drone_attack", "ship_attack", "missile_strike"):
        score -= 1.0 if trigger.definite else 3.0
    return score


def _kindred(trigger: Trigger, cluster: Cluster) -> bool:
    """Whether the kinds of happening can be one."""
    group, other = trigger.entry.group, cluster.group
    if group == other:
        return True
    if "any" in (group, other):
        return (other if group == "any" else group) in POINTED_AT
    if trigger.type == "attack" and trigger.definite and not trigger.named and other in POINTED_AT:
        return True
    return group in HARM and other in HARM and (trigger.definite or trigger.type == "explosion" or not trigger.certain)


def _clash(trigger: Trigger, cluster: Cluster) -> bool:
    """Whether their days exclude each other."""
    theirs = cluster.firm_times()
    if not trigger.firm or not theirs:
        return False
    return not any(values.overlap(a, b) for a in trigger.firm for b in theirs)


def _states(trigger: Trigger, actors: set[str]) -> bool:
    """Whether two states are named as doers; a state and a group that fights in it may be one hand."""
    return all(len(a) <= 2 for a in (trigger.actor or "", *actors))


def _same_day(trigger: Trigger, cluster: Cluster) -> bool | None:
    theirs = [value for t in cluster.members for value, weight in t.times if weight >= 1.0]
    mine = [value for value, weight in trigger.times if weight >= 1.0]
    if not mine or not theirs:
        return None
    shared = [(a, b) for a in mine for b in theirs if values.overlap(a, b)]
    if not shared:
        return False
    return True if any(max(values.length(a), values.length(b)) <= 3 for a, b in shared) else None


def _place(trigger: Trigger, cluster: Cluster) -> Lie:
    """How the places lie: the closest relation of any two; apart only where every pair is."""
    theirs = cluster.places()
    if not trigger.places or not theirs:
        return Lie.UNKNOWN
    found = {lie(a, b) for a in trigger.places for b in theirs}
    for best in (Lie.SAME, Lie.WITHIN, Lie.CONTAINS, Lie.UNKNOWN):
        if best in found:
            return best
    return Lie.APART


def _whole_country(trigger: Trigger, cluster: Cluster) -> bool:
    """A city beside an attack on the whole country is a part of it, told apart; the other way round too."""
    theirs = [p for p in cluster.places() if not p.implied]
    mine = [p for p in trigger.places if not p.implied]
    if not mine or not theirs or trigger.group not in HARM:
        return False
    if (mine[0].level == "country") == (theirs[0].level == "country"):
        return False
    wide = [trigger] if mine[0].level == "country" else cluster.members
    return any(t.plural or t.lemma in SWEEPING for t in wide)  # not "a blast in Sudan" for one in a town of it


def _closeness(trigger: Trigger, cluster: Cluster) -> float:
    """Triggers without a place or day of their own speak of what was told last."""
    distance = min(trigger.at - other.at for other in cluster.members)
    if any(other.token.sent == trigger.token.sent for other in cluster.members):
        return 2.0
    if trigger.zone - cluster.last.zone <= 1:
        return 1.25 if trigger.zone == cluster.last.zone else 1.0
    return 0.5 if distance <= NEAR else 0.0


def _told_already(trigger: Trigger, found: Sequence[Trigger], result: Sequence[Cluster]) -> bool:
    """A death or damage tells no happening where its sentence names one, or where one of its place is known."""
    if trigger.certain and trigger.entry.group != "interception":
        return False
    if any(
        t is not trigger and t.certain and t.token.sent == trigger.token.sent and t.entry.group in HARM for t in found
    ):
        return True
    own = [p for p in trigger.places if not p.implied]
    for cluster in result:
        if cluster.group not in HARM or _clash(trigger, cluster):
            continue
        if not own or any(lie(a, b) is Lie.SAME for a in own for b in cluster.places()):
            return True
        near = trigger.zone - cluster.last.zone <= 1
        if near and all(p.level == "spot" and lie(p, q) is not Lie.APART for p in own for q in cluster.places()):
            return True  # "killed at the hospital" behind a strike on a hospital
    return False


def _founds(trigger: Trigger) -> bool:
    """Whether a trigger may begin a cluster: not a bare pointer back ("the incident") with nothing to point at."""
    if trigger.entry.group != "any":
        return True
    return bool(trigger.places or any(weight >= 2.0 for _, weight in trigger.times))
