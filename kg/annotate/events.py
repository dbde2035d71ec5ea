"""What the article says happened: events with their places and days, and which event a piece of text is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.annotate import date_values as values
from kg.annotate.dates import anchor_of
from kg.annotate.draft import Draft
from kg.annotate.event_clusters import HARM, Cluster, clusters
from kg.annotate.event_labels import label
from kg.annotate.event_places import Lie, Place, lie
from kg.annotate.event_triggers import Trigger, merged, triggers
from kg.annotate.spans import overlap
from kg.model import Event, Span

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
        places = _places_of(cluster, story if cluster.group in HARM else ())
        time = cluster.time() or _assumed(cluster, main, anchor)
        kind = _type(cluster)
        mentions = tuple(sorted({t.span for t in cluster.members}))
        ids = tuple(dict.fromkeys(p.entity for p in places if p.entity is not None))[:MOST_PLACES]
        text = label(kind, cluster.members[0].lemma, [p.name for p in places if not p.implied][:1], time)
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


def _main(found: Sequence[Cluster]) -> Cluster:
    """The happening of the headline, else the one told most often."""
    return max(found, key=lambda c: (c.headline, len(c.members), -c.members[0].at))


def _type(cluster: Cluster) -> str:
    """The commonest precise type; a plain attack takes the means named in its sentences."""
    precise = Counter(t.type for t in cluster.members if t.type not in ("attack", "any"))
    vague = {"explosion", "other", "misfire"} if any(t.type == "attack" for t in cluster.members) else set()
    for kinds in ({k: n for k, n in precise.items() if k not in vague}, precise):
        if kinds:
            return min(kinds, key=lambda k: (-kinds[k], k))
    beside = {t.type for t in cluster.members} - {"attack", "any"}
    return merged(beside) if beside else "other"


def _places_of(cluster: Cluster, story: Sequence[Place]) -> list[Place]:
    """The places tied to the triggers, else those of its sentences, else the story's."""
    tied = cluster.places()
    named = [p for p in tied if p.entity is not None and not p.implied]
    if named:
        finest = [p for p in named if not any(lie(p, q) is Lie.CONTAINS for q in named)]
        return [*finest, *(p for p in named if p not in finest)]
    hinted = [p for p in tied if p.implied]
    near = [p for t in cluster.members for p in t.around if p.entity is not None and not p.implied]
    fitting = [p for p in dict.fromkeys(near) if all(lie(p, h) is not Lie.APART for h in hinted)]
    if fitting:
        return [fitting[0]]
    if story and all(lie(story[0], h) is not Lie.APART for h in hinted):
        return [story[0]]
    return hinted


def _assumed(cluster: Cluster, main: Cluster, anchor: str | None) -> str | None:
    """News of the day without a date is taken to be of the day of publication, marked as uncertain."""
    if anchor is None or values.as_day(anchor) is None or cluster.series:
        return None
    return values.perhaps(values.plain(anchor)) if cluster is main or _in_lead(cluster) else None


def _in_lead(cluster: Cluster) -> bool:
    return cluster.members[0].zone < LEAD + 2


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


__all__ = ["Trigger", "about", "event_near", "events", "main_event"]
