"""The dossier of one event: the questions on which its claims part, and the versions that answer each of them.

A version of "who is to blame" is a group of actors that somebody blames together or that belong to one state, as long
as no contradiction was found between them. Other questions appear only where claims contradict each other; their claims
are sorted so that no two claims of one version contradict each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations

from kg.explore.index import Index
from kg.model import Contradiction, Kind, LinkedClaim, Stance

MOST_VERSIONS = 4
MOST_CLAIMS = 60

_TITLES = {
    "who": "Who is to blame?",
    "happened": "Did it happen?",
    "weapon": "With what?",
    "target": "What was the target?",
    "damaged": "What was hit?",
    "intercepted": "What was intercepted?",
    "toll": "How many?",
    "rest": "Also said about it",
}
_QUESTION = {
    Kind.ATTRIBUTED_TO: "who",
    Kind.OCCURRED: "happened",
    Kind.WEAPON: "weapon",
    Kind.TARGET: "target",
    Kind.DAMAGED: "damaged",
    Kind.INTERCEPTED: "intercepted",
    Kind.KILLED: "toll",
    Kind.INJURED: "toll",
}
_BY_CONFLICT = {"actor": "who", "weapon": "weapon", "target": "target", "occurrence": "happened"}


@dataclass(frozen=True, slots=True)
class Version:
    """One answer to a question. `manner` is the stance its claims take towards what the title says."""

    title: str
    manner: Stance
    claims: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """How many pairs of claims of two versions contradict each other, outright (`hard`) or perhaps (`soft`)."""

    versions: tuple[int, int]
    hard: int
    soft: int


@dataclass(frozen=True, slots=True)
class Question:
    """Something about the event that its claims answer differently."""

    key: str
    title: str
    versions: tuple[Version, ...]
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that one or several claims give: [low, high], None where unbounded."""

    low: int | None
    high: int | None
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """All figures of one kind (killed, injured, intercepted) for an event."""

    kind: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is said about one event, sorted for reading. `rest` are claims outside every dispute."""

    event: str
    questions: tuple[Question, ...]
    tolls: tuple[Toll, ...]
    rest: tuple[str, ...]
    left_out: int = 0


def dossier(index: Index, event: str, *, narrated: bool) -> Dossier:
    """The dossier of an event; `narrated` includes what articles assert in their own voice."""
    every = [c for c in index.claims_of_event.get(event, ()) if narrated or not c.narrated]
    order = _order(index)
    every.sort(key=order)
    claims, left_out = every[:MOST_CLAIMS], max(0, len(every) - MOST_CLAIMS)
    known = {c.id for c in claims}
    conflicts = [c for c in index.contradictions_of_event.get(event, ()) if known.issuperset(c.claims)]
    questions = [_who(index, event, claims, conflicts)]
    by_question: dict[str, list[Contradiction]] = defaultdict(list)
    for conflict in conflicts:
        by_question[_question_of(index, conflict)].append(conflict)
    for key in ("happened", "weapon", "target", "damaged", "intercepted"):
        if any(not c.soft for c in by_question[key]):
            questions.append(_split(index, key, claims, by_question[key]))
    shown = [q for q in questions if q.versions]
    # The most contradicted question is read first; "who" wins a tie because it comes first.
    shown.sort(key=lambda q: -sum(c.hard for c in q.clashes))
    placed = {id for q in shown for v in q.versions for id in v.claims}
    rest = tuple(c.id for c in claims if c.id not in placed)
    return Dossier(event, tuple(shown), _tolls(index, event, claims), rest, left_out)


def _order(index: Index) -> Callable[[LinkedClaim], tuple[bool, int, bool, str, str]]:
    """Reading order: people before the narrator, the contradicted first, named speakers first, then by date."""

    def key(claim: LinkedClaim) -> tuple[bool, int, bool, str, str]:
        article = index.articles[claim.article].article
        return (claim.narrated, -index.hard.get(claim.id, 0), not claim.speakers, article.published or "~", claim.id)

    return key


def _question_of(index: Index, conflict: Contradiction) -> str:
    propositions = [index.propositions[id] for id in conflict.propositions if id in index.propositions]
    if len({p.kind for p in propositions}) == 1:
        return _QUESTION[propositions[0].kind]
    if conflict.kind in _BY_CONFLICT:
        return _BY_CONFLICT[conflict.kind]
    return _QUESTION[propositions[0].kind] if propositions else "happened"


# ---- who is to blame -------------------------------------------------------------------------------------------------
def _who(index: Index, event: str, claims: list[LinkedClaim], conflicts: list[Contradiction]) -> Question:
    blaming = [(c, index.blamed(c, event)) for c in claims]
    blaming = [(c, who) for c, who in blaming if who]
    group = _parties(index, blaming, conflicts)
    home = _homes(blaming, group, conflicts)
    columns: dict[tuple[str, Stance], list[LinkedClaim]] = defaultdict(list)
    for claim, _ in blaming:
        party = "" if claim.stance is Stance.UNCONFIRMED else home[claim.id]
        columns[party, claim.stance].append(claim)
    size = Counter(home.values())

    def place(key: tuple[str, Stance]) -> tuple[bool, int, str, str]:
        return (key[1] is Stance.UNCONFIRMED, -size[key[0]], key[0], key[1].value)

    mentions = Counter(actor for _, who in blaming for actor in who)
    versions = []
    for key in sorted(columns, key=place):
        ids = tuple(c.id for c in columns[key])
        if key[1] is Stance.UNCONFIRMED:
            versions.append(Version("Leaves it open", key[1], ids))
        else:
            members = [a for a in sorted(mentions, key=lambda a: (-mentions[a], a)) if group[a] == key[0]]
            also = [index.name(a) for a in members[1:]]
            versions.append(Version(index.name(members[0]), key[1], ids, f"with {_list(also)}" if also else ""))
    return _question("who", _fold(versions), conflicts)


def _homes(
    blaming: list[tuple[LinkedClaim, list[str]]], group: dict[str, str], conflicts: list[Contradiction]
) -> dict[str, str]:
    """The party under which each claim stands. One that blames two parties stands where it contradicts the least."""
    parties = {claim.id: sorted({group[actor] for actor in who}) for claim, who in blaming}
    home = {id: found[0] for id, found in parties.items()}
    for id, found in parties.items():
        if len(found) > 1:
            against = Counter(
                home[other] for c in conflicts if id in c.claims and not c.soft for other in c.claims if other in home
            )
            home[id] = min(found, key=lambda party: (against[party], party))
    return home


def _parties(
    index: Index, blaming: list[tuple[LinkedClaim, list[str]]], conflicts: list[Contradiction]
) -> dict[str, str]:
    """Each blamed actor's party, named by one of its actors."""
    party = {actor: actor for _, who in blaming for actor in who}
    apart = {
        frozenset((index.propositions[a].object, index.propositions[b].object))
        for c in conflicts
        if not c.soft and c.kind == "actor"
        for a, b in [c.propositions]
        if a in index.propositions and b in index.propositions
    }

    def join(a: str, b: str) -> None:
        left, right = party[a], party[b]
        ones, others = ([x for x in party if party[x] == side] for side in (left, right))
        if left != right and not any(frozenset((x, y)) in apart for x in ones for y in others):
            for x in party:
                if party[x] == max(left, right):
                    party[x] = min(left, right)

    together = Counter(
        pair for c, who in blaming if c.stance is Stance.CLAIMED for pair in combinations(sorted(who), 2)
    )
    belongs = {(m.member, m.organization) for m in index.corpus.memberships}
    belongs |= {(e.id, e.state) for e in (index.entities[actor] for actor in party) if e.state}
    for actor, whole in sorted(belongs):
        if actor in party and whole in party:
            join(actor, whole)
    for (a, b), _ in sorted(together.items(), key=lambda item: (-item[1], item[0])):
        join(a, b)
    return party


# ---- every other question ---------------------------------------------------------------------------------------------
def _split(index: Index, key: str, claims: list[LinkedClaim], conflicts: list[Contradiction]) -> Question:
    """Sort the claims in these conflicts, and those that say the same, into versions without conflict inside."""
    at_issue = {id for c in conflicts for id in c.propositions}
    groups: dict[tuple[str, Stance], list[str]] = defaultdict(list)
    label: dict[tuple[str, Stance], str] = {}
    for claim in claims:
        for proposition in index.said(claim):
            if proposition.id not in at_issue or _QUESTION[proposition.kind] != key:
                continue
            group = (proposition.object or proposition.id, claim.stance)
            named = proposition.object in index.entities
            name = index.name(proposition.object or "") if named else index.statement(proposition)
            label.setdefault(group, name[:1].upper() + name[1:])
            if not any(claim.id in ids for ids in groups.values()):
                groups[group].append(claim.id)
    pairs = {frozenset(c.claims) for c in conflicts}
    columns: list[list[tuple[str, Stance]]] = []
    for group in sorted((g for g in groups if groups[g]), key=lambda g: (-len(groups[g]), g[1].value, g[0])):
        for column in columns:
            same = column[0][1] is group[1]
            if same and not any(frozenset((a, b)) in pairs for g in column for a in groups[g] for b in groups[group]):
                column.append(group)
                break
        else:
            columns.append([group])
    versions = [
        Version(
            label[column[0]],
            column[0][1],
            tuple(id for g in column for id in groups[g]),
            f"and {_list([label[g] for g in column[1:]])}" if len(column) > 1 else "",
        )
        for column in columns
    ]
    return _question(key, _fold(versions), conflicts)


def _question(key: str, versions: list[Version], conflicts: list[Contradiction]) -> Question:
    """The question with its versions in the order that puts those beside each other that contradict each other most."""
    clashes = _clashes(versions, conflicts)
    weight = {c.versions: 10 * c.hard + c.soft for c in clashes}

    def beside(order: tuple[int, ...]) -> int:
        return sum(weight.get((min(a, b), max(a, b)), 0) for a, b in pairwise(order))

    orders = [o for o in permutations(range(len(versions))) if _open_last(o, versions)]
    best = max(orders, key=beside, default=())  # the first of equals is the one that came in
    ordered = [versions[i] for i in best]
    return Question(key, _TITLES[key], tuple(ordered), _clashes(ordered, conflicts))


def _open_last(order: tuple[int, ...], versions: list[Version]) -> bool:
    """Whether columns that affirm or deny come before those that leave it open."""
    stances = [versions[i].manner is Stance.UNCONFIRMED for i in order]
    return stances == sorted(stances)


def _clashes(versions: list[Version], conflicts: list[Contradiction]) -> tuple[Clash, ...]:
    where = {id: i for i, version in enumerate(versions) for id in version.claims}
    hard, soft = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    seen: set[tuple[str, ...]] = set()
    for c in sorted(conflicts, key=lambda c: (c.soft, c.id)):
        a, b = (where.get(id) for id in c.claims)
        pair = tuple(sorted(c.claims))
        if a is None or b is None or a == b or pair in seen:
            continue
        seen.add(pair)
        (soft if c.soft else hard)[min(a, b), max(a, b)] += 1
    return tuple(Clash(pair, hard[pair], soft[pair]) for pair in sorted(hard | soft))


def _fold(versions: list[Version]) -> list[Version]:
    """At most `MOST_VERSIONS` columns: the smallest versions share the last one."""
    if len(versions) <= MOST_VERSIONS:
        return versions
    keep, others = versions[: MOST_VERSIONS - 1], versions[MOST_VERSIONS - 1 :]
    ids = tuple(dict.fromkeys(id for v in others for id in v.claims))
    return [*keep, Version("Other answers", Stance.CLAIMED, ids, _list([v.title for v in others]))]


def _list(names: Iterable[str]) -> str:
    first, *more = list(dict.fromkeys(names)) or [""]
    return first if not more else f"{first}, {more[0]}" if len(more) == 1 else f"{first} and {len(more)} others"


# ---- tolls -----------------------------------------------------------------------------------------------------------
def _tolls(index: Index, event: str, claims: list[LinkedClaim]) -> tuple[Toll, ...]:
    found: dict[Kind, dict[tuple[str, int, int], list[str]]] = defaultdict(lambda: defaultdict(list))
    bounds: dict[tuple[str, int, int], tuple[int | None, int | None, str]] = {}
    for claim in claims:
        for p in index.said(claim):
            counted = p.low is not None or p.high is not None
            if p.event != event or not counted or claim.stance is not Stance.CLAIMED:
                continue
            if p.kind in (Kind.KILLED, Kind.INJURED, Kind.INTERCEPTED):
                key = (p.population or "", -1 if p.low is None else p.low, -1 if p.high is None else p.high)
                bounds[key] = (p.low, p.high, p.population or "")
                if claim.id not in found[p.kind][key]:
                    found[p.kind][key].append(claim.id)
    return tuple(
        Toll(
            kind.value,
            tuple(
                Figure(*bounds[key][:2], _figure(*bounds[key]), tuple(ids))
                for key, ids in sorted(found[kind].items(), key=lambda item: (-max(item[0][1:]), item[0]))
            ),
        )
        for kind in (Kind.KILLED, Kind.INJURED, Kind.INTERCEPTED)
        if kind in found
    )


def _figure(low: int | None, high: int | None, population: str) -> str:
    """An interval in words.

    >>> _figure(24, None, "people"), _figure(101, 110, ""), _figure(0, 0, "civilians"), _figure(None, 5, "")
    ('at least 24 people', '101 to 110', 'no civilians', 'at most 5')
    """
    if low == high == 0:
        number = "no"
    elif low is not None and low == high:
        number = str(low)
    elif high is None:
        number = f"at least {low}"
    elif low is None:
        number = f"at most {high}"
    else:
        number = f"{low} to {high}"
    return f"{number} {population}".strip()
