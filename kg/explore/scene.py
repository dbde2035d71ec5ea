"""What a dossier or the overview shows and where: sizes from the words, places from `layout`."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from kg.explore import layout
from kg.explore.dossier import Dossier, Question, Version
from kg.explore.index import Index
from kg.explore.layout import COLUMN, Band, Box, Column, wrap
from kg.model import EntityType, Kind, LinkedClaim, Stance, quotation

MOST_DRAWN = 150
CROWD = 5  # claims of one version from which on a third lane is worth its width
_INSIDE = COLUMN - 28
_TEXT, _SMALL = 13.0, 11.5
_LINE, _PAD = 17, 11
_FIGURE_ROWS = 10

Json = dict[str, Any]


# ---- claims ----------------------------------------------------------------------------------------------------------
def claim_box(index: Index, claim: LinkedClaim) -> Json:
    """A claim as the lines of a box (who takes which stance, the quotation, where it stands) and its height."""
    linked = index.articles[claim.article]
    head = wrap(f"{speaker(index, claim)} {_VERB[claim.stance]}", _INSIDE - 26, _TEXT * 1.08, 2)
    words = quotation(linked.article.text, claim.content)
    quote = wrap(f"“{words.strip('“”')}”", _INSIDE, _TEXT, 6)
    source = " · ".join(filter(None, (index.publisher(linked), linked.article.published)))
    foot = wrap(source, _INSIDE, _SMALL, 1)
    height = _PAD * 2 + _LINE * (len(head) + len(quote)) + 8 + _LINE * len(foot)
    return {"head": head, "quote": quote, "foot": foot, "height": height}


_VERB = {Stance.CLAIMED: "claims", Stance.DENIED: "denies", Stance.UNCONFIRMED: "does not confirm"}


def speaker(index: Index, claim: LinkedClaim) -> str:
    """Who speaks: the named speakers, the publisher's own voice, or nobody whom the article names."""
    if claim.narrated:
        return f"{index.publisher(index.articles[claim.article])}, in its own voice,"
    return ", ".join(index.name(id) for id in claim.speakers) or "Someone unnamed"


# ---- dossier -----------------------------------------------------------------------------------------------------------
def dossier_scene(index: Index, dossier: Dossier, number: dict[str, int], heights: dict[str, int]) -> Json:
    """The boxes of a dossier with their places. `number` are the positions of claims in the payload."""
    event = index.events[dossier.event]
    title = wrap(event.label, COLUMN * 1.9, 19, 2)
    head = Box("event", _PAD * 2 + 24 * len(title) + 22)
    bands: list[Band] = []
    nodes: dict[str, Json] = {head.key: {"kind": "event", "title": title, "under": _under(index, dossier)}}
    answers = max([len(question.versions) for question in dossier.questions], default=1)
    crowded = any(len(version.claims) > CROWD for question in dossier.questions for version in question.versions)
    lanes = max(answers, 3 if crowded else 2)
    for q, question in enumerate(dossier.questions):
        band = Box(f"q{q}", 26)
        nodes[band.key] = {"kind": "band", "title": question.title}
        columns = []
        for v, version in enumerate(question.versions):
            node, height = _version(index, question, version, [number[id] for id in version.claims])
            nodes[f"q{q}v{v}"] = node
            nodes |= {f"q{q}c{number[id]}": {"kind": "claim", "claim": number[id]} for id in version.claims}
            boxes = tuple(Box(f"q{q}c{number[id]}", heights[id]) for id in version.claims)
            columns.append(Column(boxes, Box(f"q{q}v{v}", height)))
        bands.append(Band(band, layout.spread(columns, lanes)))
    if dossier.tolls:
        nodes["tolls"] = {"kind": "band", "title": "How many?"}
        charts = []
        for toll in dossier.tolls:
            rows = [
                {
                    "low": f.low,
                    "high": f.high,
                    "label": wrap(f.label, _INSIDE, _TEXT * 1.08, 1),
                    "by": wrap("; ".join(_speakers(index, f.claims)), _INSIDE, _SMALL, 1),
                    "claims": [number[id] for id in f.claims],
                }
                for f in toll.figures[:_FIGURE_ROWS]
            ]
            key = f"t-{toll.kind}"
            nodes[key] = {"kind": "toll", "title": toll.kind, "rows": rows}
            charts.append(Box(key, 40 + 50 * len(rows)))
        bands.append(Band(Box("tolls", 26), tuple(Column((chart,)) for chart in charts)))
    if dossier.rest:
        nodes["rest"] = {"kind": "band", "title": "Also said about it"}
        others = [Box(f"rc{number[id]}", heights[id]) for id in dossier.rest]
        nodes |= {f"rc{number[id]}": {"kind": "claim", "claim": number[id]} for id in dossier.rest}
        if dossier.left_out:
            nodes["more"] = {"kind": "more", "title": f"{dossier.left_out} more claims in the table"}
            others.append(Box("more", 44))
        bands.append(Band(Box("rest", 26), (Column(tuple(others), lanes=lanes),)))
    places = layout.dossier(head, bands)
    drawn = [{"key": key, "x": p.x, "y": p.y, "w": p.width, "h": p.height} | nodes[key] for key, p in places.items()]
    clashes = [
        {"a": f"q{q}v{c.versions[0]}", "b": f"q{q}v{c.versions[1]}", "hard": c.hard, "soft": c.soft}
        for q, question in enumerate(dossier.questions)
        for c in question.clashes
    ]
    return {"nodes": drawn, "clashes": clashes}


def _under(index: Index, dossier: Dossier) -> str:
    event = index.events[dossier.event]
    places = [index.name(id) for id in event.places[:2]]
    versions = sum(q.key == "who" and len(q.versions) for q in dossier.questions)
    count = index.dispute(dossier.event)
    state = f"disputed: {count} contradiction{'s' * (count != 1)}" if count else "no contradiction found"
    if versions > 1:
        state += f" · {versions} answers to who is to blame"
    return " · ".join([event.type.replace("_", " "), *places, event.time or "date unknown", state])


_CAPTION = {
    ("who", Stance.CLAIMED): "Blamed",
    ("who", Stance.DENIED): "Not to blame",
    ("who", Stance.UNCONFIRMED): "Not confirmed",
}
_CAPTIONS = {Stance.CLAIMED: "Says", Stance.DENIED: "Denies", Stance.UNCONFIRMED: "Does not confirm"}


def _version(index: Index, question: Question, version: Version, numbers: list[int]) -> tuple[Json, int]:
    title = wrap(version.title, _INSIDE, _TEXT * 1.2, 3)
    note = wrap(version.note, _INSIDE, _SMALL * 1.05, 2) if version.note else ()
    claims, speakers = len(version.claims), len(set(_speakers(index, version.claims)))
    count = f"{claims} claim{'s' * (claims != 1)} · {speakers} source{'s' * (speakers != 1)}"
    node: Json = {
        "kind": "version",
        "caption": _CAPTION.get((question.key, version.manner), _CAPTIONS[version.manner]),
        "manner": version.manner.value,
        "title": title,
        "note": note,
        "count": count,
        "claims": numbers,
    }
    return node, _PAD * 2 + 16 + 19 * len(title) + 16 * len(note) + 18


def _speakers(index: Index, claims: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(speaker(index, index.claims[id]).rstrip(",") for id in claims))


# ---- overview --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Fold:
    """All claims of one stance that lead from an actor to an event, or that blame an actor for it (kind `blamed`)."""

    actor: str
    event: str
    kind: str
    claims: tuple[str, ...]


def folds(index: Index) -> list[Fold]:
    """The claims of a corpus folded into edges between actors and events, sorted."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for event, claims in sorted(index.claims_of_event.items()):
        for claim in claims:
            for actor in sorted(set(claim.speakers)):
                found[actor, event, claim.stance.value].append(claim.id)
            if claim.stance is Stance.CLAIMED:
                for actor in index.blamed(claim, event):
                    found[actor, event, "blamed"].append(claim.id)
    return [Fold(*key, tuple(claims)) for key, claims in sorted(found.items()) if key[0] in index.entities and key[1]]


def overview_scene(index: Index, folded: list[Fold], *, everything: bool) -> list[Json]:
    """The nodes of the overview with their places: disputed events and their actors, or (`everything`) all that fit.

    At most `MOST_DRAWN` nodes, the most disputed events first; whatever is left out is found by search.
    """
    of_event: dict[str, list[Fold]] = defaultdict(list)
    for fold in folded:
        if everything or any(not index.claims[id].narrated for id in fold.claims):
            of_event[fold.event].append(fold)
    chosen: dict[str, None] = {}
    for event in index.ranked_events:
        disputed = index.dispute(event.id, narrated=everything) > 0
        if not of_event[event.id] or not (disputed or everything):
            continue
        new = [id for id in (event.id, *(f.actor for f in of_event[event.id])) if id not in chosen]
        if len(chosen) + len(set(new)) <= MOST_DRAWN:
            chosen |= dict.fromkeys(new)
    weight = Counter[str]()
    for event_id, edges in of_event.items():
        for fold in edges:
            if event_id in chosen:
                weight[fold.actor] += len(fold.claims)
    nodes = [_overview_node(index, id, weight[id]) for id in chosen]
    position = {id: i for i, id in enumerate(chosen)}
    links = [(position[f.actor], position[f.event]) for f in folded if f.actor in position and f.event in position]
    sizes = [(node["w"], node["h"]) for node in nodes]
    places = layout.network(sizes, links)
    # The layout keeps symbol and label apart from all others as one rectangle; vis-network wants the symbol's centre.
    return [node | {"x": p.x, "y": p.y - p.height // 2 + node["r"] + 4} for node, p in zip(nodes, places, strict=True)]


def _overview_node(index: Index, id: str, weight: int) -> Json:
    if id in index.events:
        count = index.dispute(id) or index.dispute(id, narrated=True)
        label = wrap(index.events[id].label, 190, 13.5, 3)
        tag = f"⚠ {count} contradiction{'s' * (count != 1)}" if count else ""
        radius = 15 + min(15, round((4 * count) ** 0.5))
        kind = "event"
    else:
        entity = index.entities[id]
        label, tag = wrap(entity.name, 150, 13, 2), ""
        radius = 8 + min(14, round((4 * weight) ** 0.5))
        kind = "person" if entity.type is EntityType.PERSON else "organization"
    lines = [*label, tag] if tag else list(label)
    width = max([2 * radius, *(round(layout.text_width(line, 13)) for line in lines)]) + 8
    return {
        "key": id,
        "kind": kind,
        "label": label,
        "tag": tag,
        "r": radius,
        "w": width,
        "h": 2 * radius + 10 + 17 * len(lines),
    }


def blames(index: Index, claim: LinkedClaim) -> list[str]:
    """The names of all whom a claim holds responsible for something, for the table."""
    objects = [p.object for p in index.said(claim) if p.kind is Kind.ATTRIBUTED_TO and p.object]
    return [index.name(id) for id in dict.fromkeys(objects)]
