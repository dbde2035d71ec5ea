"""The words of an article that tell happenings, each with what the grammar around it says: where, when, who, which one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Token

from kg.annotate import date_values as values
from kg.annotate.actors import Cast, is_act_noun, is_weapon_noun
from kg.annotate.clauses import agents, objects, preposition_objects, subjects
from kg.annotate.dates import dates
from kg.annotate.draft import Draft, ZoneKind
from kg.annotate.event_lexicon import KINETIC, NOUNS, Entry, Match, context, match, means
from kg.annotate.event_places import Atlas, Place
from kg.annotate.event_reality import STAGING, fits, is_real
from kg.annotate.event_times import times
from kg.lexicons import table
from kg.model import Span

LONG = 4  # days from which plural attacks are a row of attacks
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
PARTITIVE = frozenset(
    {"series", "wave", "round", "string", "spate", "number", "campaign", "day", "night", "one", "kind"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger in its clause.

    `certain` triggers stand for a happening by themselves; the others (killed, damaged) only where nothing else does.
    `definite` points back, `fresh` says that another one is meant, `series` that many are told as one, `blamed` that it
    is named as the cause of what is being told: one side's reading of the same happening.
    """

    token: Token
    span: Span
    lemma: str
    entry: Entry
    zone: int
    headline: bool
    type: str
    certain: bool = True
    definite: bool = False
    indefinite: bool = False
    fresh: bool = False
    series: bool = False
    plural: bool = False
    blamed: bool = False
    actor: str | None = None
    places: tuple[Place, ...] = ()
    around: tuple[Place, ...] = ()
    times: tuple[tuple[str, float], ...] = field(default=())

    @property
    def group(self) -> str:
        """The kind of happening."""
        return self.entry.group

    @property
    def firm(self) -> list[str]:
        """The values that the grammar ties to it."""
        return [value for value, weight in self.times if weight >= 2.0]

    @property
    def named(self) -> bool:
        """Whether a place is named, not only hinted at."""
        return any(not p.implied for p in self.places)

    @property
    def at(self) -> int:
        """Where the trigger begins in the text."""
        return self.span[0]


def triggers(draft: Draft) -> list[Trigger]:
    """Every trigger of the readable zones that the clause means as a fact, in the order of the text."""
    found = _without_consequences(list(_candidates(draft)))
    stops = frozenset(t.token.i for t in found)
    atlas, cast = Atlas(draft), Cast(draft)
    dated = times(draft.doc, [t.token for t in found], dates(draft))
    described = [
        replace(
            t,
            places=atlas.attached(t.token, stops - {t.token.i}),
            around=atlas.around(t.token),
            times=tuple(dated[t.token.i]),
            actor=_actor(t.token, cast),
        )
        for t in found
    ]
    standing = [t for t in described if _stands(t)]
    return [_as_series(_without_others(t, standing)) for t in standing]


def _candidates(draft: Draft) -> Iterator[Trigger]:
    for number, zone in enumerate(draft.zones):
        if zone.kind is ZoneKind.BOILERPLATE:
            continue
        inside = draft.doc.char_span(*zone.span, alignment_mode="contract")
        narrative = zone.kind is not ZoneKind.BODY
        for token in inside if inside is not None else ():
            matched = match(token)
            entry = _entry(matched, narrative) if matched is not None else None
            if matched is not None and entry is not None and not _describes(token):
                yield _trigger(matched, entry, number, zone.kind is ZoneKind.HEADLINE)


def _without_others(trigger: Trigger, found: list[Trigger]) -> Trigger:
    """The places around it less those that its sentence ties to another trigger."""
    taken = {p for t in found if t is not trigger and t.token.sent == trigger.token.sent for p in t.places}
    free = tuple(p for p in trigger.around if p not in taken)
    return replace(trigger, around=free if free or trigger.group in (KINETIC, "any") else trigger.around)


def _without_consequences(found: list[Trigger]) -> list[Trigger]:
    """Deaths and damage, and a fire, are told of the violent act that their sentence names, unless it came before."""
    acts = [t for t in found if t.certain and t.entry.group == KINETIC]
    return [
        t
        for t in found
        if not (not t.certain or t.entry.group == "fire")
        or not any(a.token.sent == t.token.sent and a is not t for a in acts)
    ]


def _entry(matched: Match, narrative: bool) -> Entry | None:
    """The first entry whose needs the clause meets and whose fact it states."""
    return next((e for e in matched.entries if fits(matched.token, e) and is_real(matched.token, e, narrative)), None)


def _describes(token: Token) -> bool:
    """A "hacked document", or the "crash" of a "crash landing": the head says what happened."""
    if token.pos_ == "VERB":
        return token.dep_ in ("amod", "compound") and (token.i == 0 or token.nbor(-1).pos_ not in ("PROPN", "PRON"))
    if token.dep_ not in ("compound", "nmod") or token.head.i <= token.i:
        return False
    above = match(token.head)
    return above is not None and above.span[0] <= token.idx


def _trigger(matched: Match, entry: Entry, zone: int, headline: bool) -> Trigger:
    token = matched.token
    noun = token.pos_ in NOUNS
    before = [c for c in token.children if c.i < token.i] if noun else []
    rows = list(_partitive(token))
    determiners = {c.lower_ for c in [*before, *rows] if c.dep_ in ("det", "poss", "nummod")}
    owned = any(c.dep_ == "poss" for c in before)
    modifiers = {c.lower_ for c in [*before, *rows]}
    span = matched.span
    points = token.dep_ == "attr" and any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in token.head.children)
    definite = bool(determiners & DEFINITE) or owned or any(c.tag_ == "JJS" for c in before) or points
    if not noun:
        definite = any(_known(t) for t in [*subjects(token), *agents(token)] if is_weapon_noun(t))
    return Trigger(
        token=token,
        span=_with_means(token, span) if noun and entry.group == KINETIC else span,
        lemma=matched.lemma if " of " not in entry.lemma else entry.lemma,
        entry=entry,
        zone=zone,
        headline=headline,
        type=_type(token, entry),
        certain=entry.needs != "weak",
        definite=definite,
        indefinite=noun and not definite and bool(determiners & {"a", "an", "one", "several", "some"}),
        fresh=not points and any(context(m, "new") for m in modifiers),
        series=any(context(m, "series") for m in modifiers) or _continues(token),
        plural=token.tag_ in ("NNS", "NNPS"),
        blamed=entry.type == "misfire" or _is_cause(token),
    )


def _is_cause(token: Token) -> bool:
    """ "damaged as a result of shelling", "caused by a misfire", "blamed the blast on an airstrike"."""
    if token.dep_ != "pobj":
        return False
    above = token.head.head if token.head.dep_ in ("prep", "agent", "pcomp") else token.head
    return above.lemma_.casefold() in (
        "cause",
        "blame",
        "result",
        "due",
        "attribute",
        "because",
        "ascribe",
        "consequence",
    )


def _known(noun: Token) -> bool:
    """ "the missile": one that was told before."""
    return any(c.lower_ in DEFINITE for c in noun.children)


def _as_series(trigger: Trigger) -> Trigger:
    """ "50 attacks over the past week" are told as one row."""
    long = any(weight >= 2.0 and LONG <= values.length(value) < 400 for value, weight in trigger.times)
    return replace(trigger, series=True) if long and trigger.plural else trigger


def _partitive(token: Token) -> Iterator[Token]:
    """The words before "series of attacks", "seventh consecutive day of attacks"."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.casefold() in PARTITIVE:
        yield from (c for c in token.head.head.children if c.i < token.head.head.i)


def _continues(token: Token) -> bool:
    """ "continues strikes", "has been repeatedly attacked", "targeted for the 7th day in a row"."""
    verb = token if token.pos_ == "VERB" else token.head
    if verb.pos_ != "VERB":
        return False
    if token.dep_ == "nsubj" and verb.lemma_ in ("continue", "persist"):
        return True
    if token.pos_ in NOUNS and (token.dep_ != "dobj" or not context(verb.lemma_, "series")):
        return False
    if token.pos_ in NOUNS or any(c.dep_ == "advmod" and context(c.lower_, "series") for c in verb.children):
        return True
    words = {t.lower_ for t in verb.subtree if t.i > verb.i}
    return bool({"day", "night"} & words and ({"row", "consecutive", "straight", "running"} & words))


def _with_means(token: Token, span: Span) -> Span:
    """The trigger with the weapon right before it ("drone attack")."""
    before = token.nbor(-1) if token.i > token.sent.start else None
    if before is not None and before.idx < span[0] and before.head == token and means(before.lower_):
        return before.idx, span[1]
    return span


def _type(token: Token, entry: Entry) -> str:
    """The type of the entry, made precise for a plain attack by the weapons beside it."""
    if entry.type != "attack":
        return entry.type
    beside = [c for c in token.children if c.i < token.i and c.dep_ in ("compound", "amod", "nmod", "conj")]
    beside += [c for b in beside for c in b.children if c.dep_ in ("conj", "compound")]
    if token.dep_ == "dobj":
        beside += [p for s in subjects(token.head) for p in (s, *(c for c in s.children if c.dep_ == "compound"))]
    if token.pos_ == "VERB":
        beside = [*subjects(token), *agents(token), *preposition_objects(token, "with", "by")]
    beside += [t for t in preposition_objects(token, "with", "by", "from") if is_weapon_noun(t)]
    kinds = {kind for t in beside if (kind := means(t.lower_) or means(t.lemma_))}
    return merged(kinds) if kinds else "attack"


def merged(kinds: set[str]) -> str:
    """The type of an attack with several means: from the air where they differ (missiles and drones)."""
    if "cyber" in kinds:
        return "other"
    if kinds == {"missile_strike", "shelling"}:
        return "missile_strike"  # rocket artillery
    return next(iter(kinds)) if len(kinds) == 1 else "air_strike"


def _actor(token: Token, cast: Cast) -> str | None:
    """The state or body that does it, by the words next to the trigger, as a country code or a name."""
    if token.pos_ in NOUNS:
        found = cast.owner(token, None) if is_act_noun(token, doer=True) else None
        if found is None:
            found = next((a for t in preposition_objects(token, "by") if (a := cast.actor(t, None))), None)
        verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in ("with", "by") else token.head
        staged = verb.lemma_ in STAGING or verb.lemma_ in ("respond", "retaliate", "answer", "reply")
        if found is None and token.dep_ in ("dobj", "pobj") and staged and token.head.dep_ != "agent":
            found = next((a for t in subjects(verb) if (a := cast.actor(t, None))), None)
    else:
        passive = any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in token.children)
        doers = agents(token) if passive else [t for t in subjects(token) if t not in objects(token)]
        found = next((a for t in doers if (a := cast.actor(t, None))), None)
    if found is None:
        return None
    name = cast.get(found).name
    first = name.split(" ", 1)[0].casefold()  # "Israeli Air Force"
    return _states().get(name) or _states().get(first, name)


def _stands(trigger: Trigger) -> bool:
    """Whether the trigger has what its entry needs once its place and date are known."""
    pinned = bool(trigger.places or any(weight >= 1.5 for _, weight in trigger.times))
    if trigger.entry.needs == "fixed":
        return pinned or trigger.headline
    if trigger.entry.needs == "defined":
        return pinned or trigger.definite
    if trigger.entry.needs == "weak":
        return any(p.level in ("spot", "city") and not p.implied for p in trigger.places)
    generic = trigger.plural and not (trigger.definite or trigger.actor or trigger.headline)
    return not (generic and trigger.entry.group == KINETIC and not pinned and trigger.type != "explosion")


@cache
def _states() -> dict[str, str]:
    rows = table("countries")
    adjectives = {word.casefold(): row["code"] for row in rows for word in row["adjectives"].split("|") if word}
    bodies = {row[column]: row["code"] for row in rows for column in ("government", "forces") if row[column]}
    return adjectives | bodies
