"""What the article says happened: events with their places and days, and which event a piece of text is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.annotate import date_values as values
from kg.annotate.actors import is_weapon_noun
from kg.annotate.dates import anchor_of
from kg.annotate.draft import Draft
from kg.annotate.event_clusters import HARM, Cluster, clusters
from kg.annotate.event_labels import label
from kg.annotate.event_lexicon import KINETIC, means
from kg.annotate.event_places import Lie, Place, lie
from kg.annotate.event_triggers import merged, triggers
from kg.annotate.spans import overlap
from kg.model import Event, Span

VAGUE = frozenset({"attack", "any", "other", "misfire", "explosion"})
AFTERMATH = frozenset({"interception", "trains", "evacuation", "airspace"})
MOST_PLACES = 3
LEAD = 4  # zones of the top of an article that tell what it is about


def events(draft: Draft) -> Draft:
    """Fill `events`, e1, e2 … in the order in which they are first told."""
    found = [c for c in clusters(triggers(draft)) if _told(c)]
    if not found:
        return replace(draft, events=())
    main = _main(found)
    story = _places_of(main, ())
    anchor = anchor_of(draft)
    records: list[tuple[Event, list[Place]]] = []
    for number, cluster in enumerate(found, 1):
        cause = _cause(cluster, found)
        places = _places_of(cluster, _places_of(cause, ()) if cause else story if cluster.group in HARM else ())
        time = cluster.time() or _after(cluster, found, anchor)
        time = time or _continued(cluster, found) or _assumed(cluster, main, anchor)
        kind = _type(cluster)
        mentions = tuple(sorted({t.span for t in cluster.members}))
        ids = tuple(dict.fromkeys(p.entity for p in places if p.entity is not None))[:MOST_PLACES]
        text = label(kind, cluster.group, _word(cluster), [p.name for p in places if not p.implied][:1], time)
        records.append((Event(f"e{number}", kind, text, ids, time, mentions), places))
    return replace(draft, events=tuple(_with_parts(records, found)))


def about(draft: Draft) -> Draft:
    """Fill `about` of every claim: the events that its content names, else the one it speaks of."""
    return replace(draft, claims=tuple(replace(c, about=_about(draft, c.content)) for c in draft.claims))


def event_near(draft: Draft, span: Span) -> str | None:
    """The event that a piece of text is about, None where there is none.

    A trigger inside the span; else in its sentence; else the one last told in its paragraph, or in the one before; else
    the main event of the article.
    """
    inside = [e for e in draft.events if any(overlap(m, span) for m in e.mentions)]
    if inside:
        return _most(inside, span)
    sentence = draft.doc.char_span(*span, alignment_mode="expand")
    if sentence is not None:
        whole = (sentence[0].sent.start_char, sentence[-1].sent.end_char)
        inside = [e for e in draft.events if any(overlap(m, whole) for m in e.mentions)]
        if inside:
            return min(inside, key=lambda e: min(abs(m[0] - span[0]) for m in e.mentions)).id
    number = next((n for n, z in enumerate(draft.zones) if z.span[0] <= span[0] < z.span[1]), None)
    if number is not None:
        for back in (0, 1):
            if number - back < 0:
                break
            zone = draft.zones[number - back].span
            before = [(m[0], e.id) for e in draft.events for m in e.mentions if zone[0] <= m[0] < min(zone[1], span[0])]
            if before:
                return max(before)[1]
    return main_event(draft)


def main_event(draft: Draft) -> str | None:
    """The event that the article is about: told in the top of it, and most often."""
    if not draft.events:
        return None
    end = draft.zones[min(LEAD, len(draft.zones)) - 1].span[1] if draft.zones else 0
    return max(draft.events, key=lambda e: (any(m[0] < end for m in e.mentions), len(e.mentions), -e.mentions[0][0])).id


def _about(draft: Draft, content: Sequence[Span]) -> tuple[str, ...]:
    named = [e.id for e in draft.events if any(overlap(m, span) for m in e.mentions for span in content)]
    if named:
        return tuple(named)
    near = event_near(draft, content[0]) if content else None
    return (near,) if near else ()


def _most(inside: list[Event], span: Span) -> str:
    def rank(event: Event) -> tuple[int, int]:
        within = [m for m in event.mentions if overlap(m, span)]
        return -len(within), within[0][0]

    return min(inside, key=rank).id


def _told(cluster: Cluster) -> bool:
    """Whether a cluster is an event: a violent plural without place, day, doer or article is talk in general."""
    first = cluster.members[0]
    pinned = any(t.places or t.times or t.headline for t in cluster.members)
    if len(cluster.members) > 1 or pinned:
        return True
    return (
        first.definite or first.indefinite or first.token.pos_ == "VERB" or first.actor is not None or not first.plural
    )


def _word(cluster: Cluster) -> str:
    """The noun that names it first, else nothing."""
    return next((t.lemma for t in cluster.members if t.token.pos_ != "VERB"), "")


def _main(found: Sequence[Cluster]) -> Cluster:
    """The happening of the headline, else the one told most often."""
    return max(found, key=lambda c: (c.headline, len(c.members), -c.members[0].at))


def _type(cluster: Cluster) -> str:
    """The commonest precise type; a plain attack takes the means named in its sentences."""
    found = Counter(t.type for t in cluster.members)
    precise = {k: n for k, n in found.items() if k not in VAGUE}
    if found["explosion"] > found["attack"] + sum(precise.values()):
        return "explosion"
    if precise:
        return min(precise, key=lambda k: (-precise[k], k))
    if cluster.group == KINETIC and not found["other"]:
        arms = {
            k for t in cluster.members for word in t.token.sent if is_weapon_noun(word) and (k := means(word.lemma_))
        }
        if arms:
            return merged(arms)
    return "explosion" if found["explosion"] else "misfire" if found["misfire"] else "other"


def _places_of(cluster: Cluster, story: Sequence[Place]) -> list[Place]:
    """The places tied to the triggers, else those of its sentences, else the story's."""
    tied = cluster.places()
    named = [p for p in tied if p.entity is not None and not p.implied]
    if named:
        finest = [p for p in named if not any(lie(p, q) is Lie.CONTAINS for q in named)]
        return [*finest, *(p for p in named if p not in finest)]
    hinted = [p for p in tied if p.implied]
    near = [p for t in cluster.members for p in t.around if p.entity is not None and not p.implied]
    own = {a for a in cluster.actors() if cluster.group == KINETIC}  # nobody is taken to attack himself unsaid
    implied = [p for t in cluster.members for p in t.around if p.entity is not None and p.implied]
    if cluster.group == "meeting":
        return hinted
    for place in (*dict.fromkeys(near), *implied, *story[:1]):
        if place.country not in own and all(lie(place, h) is not Lie.APART for h in hinted):
            finer = place.level == "country" and story and lie(story[0], place) is Lie.WITHIN
            return [story[0]] if finer else [place]
    return hinted


def _cause(cluster: Cluster, found: Sequence[Cluster]) -> Cluster | None:
    """The violent act that an investigation or arrest is about: told in its sentence, under it or beside it."""
    if cluster.group not in ("investigation", "arrest", "evacuation"):
        return None
    for trigger in cluster.members:
        for other in found:
            if other.group in HARM and any(t.token.sent == trigger.token.sent for t in other.members):
                return other
    return None


def _after(cluster: Cluster, found: Sequence[Cluster], anchor: str | None) -> str | None:
    """What follows an act and has no day of its own: an inquiry is open from then on, arrests came before publication."""
    cause = _cause(cluster, found)
    began = values.as_day(cause.time()) if cause is not None else None
    if began is None:
        return None
    if cluster.group == "investigation":
        return f"{values.day(began)}/.."
    end = values.as_day(anchor)
    return values.between(values.day(began), values.day(end)) if end and end >= began else None


def _continued(cluster: Cluster, found: Sequence[Cluster]) -> str | None:
    """Violence without a day is taken to be of the day of the violence told just before in its paragraph, as uncertain."""
    first = cluster.members[0]
    if cluster.group not in HARM or cluster.series:
        return None
    before = [
        (t.at, time)
        for other in found
        if other is not cluster and other.group in HARM and not other.series and (time := other.time())
        for t in other.members
        if t.zone == first.zone and t.at < first.at and t.token.sent != first.token.sent
    ]
    return values.perhaps(max(before)[1]) if before else None


def _assumed(cluster: Cluster, main: Cluster, anchor: str | None) -> str | None:
    """News of the day without a date is taken to be of the day of publication, marked as uncertain."""
    if anchor is None or values.as_day(anchor) is None:
        return None
    if cluster.series:
        return f"../{values.plain(anchor)}" if any(_perfect(t.token) for t in cluster.members) else None
    first = cluster.members[0]
    beside = any(abs(first.zone - t.zone) <= 4 for t in main.members)
    recent = cluster is main or first.zone < LEAD + 2 or (beside and cluster.group in HARM | AFTERMATH)
    return values.perhaps(values.plain(anchor)) if recent and not _pluperfect(first.token) else None


def _perfect(token: Token) -> bool:
    return token.pos_ == "VERB" and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in token.children)


def _pluperfect(token: Token) -> bool:
    verb = token if token.pos_ == "VERB" else token.head
    return any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def _with_parts(records: Sequence[tuple[Event, list[Place]]], found: Sequence[Cluster]) -> list[Event]:
    """An attack on a city is a part of the attack on its country on the same day by the same hand."""
    result: list[Event] = []
    for (event, places), cluster in zip(records, found, strict=True):
        whole = None
        for (other, wider), around in zip(records, found, strict=True):
            if other is event or not places or not wider or cluster.group != around.group:
                continue
            same_day = event.time is not None and other.time is not None and values.inside(event.time, other.time)
            hands = cluster.actors(), around.actors()
            one_hand = not hands[0] or not hands[1] or bool(hands[0] & hands[1])
            if same_day and one_hand and lie(places[0], wider[0]) is Lie.WITHIN and wider[0].level == "country":
                whole = whole or other.id
        result.append(replace(event, part_of=whole))
    return result
