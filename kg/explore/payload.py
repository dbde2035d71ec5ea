"""The corpus as the JSON that the page reads. Article text enters it only here, by the code-point spans of claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from kg.explore import encoding
from kg.explore.dossier import dossier
from kg.explore.index import Index
from kg.explore.scene import claim_box, dossier_scene, folds, overview_scene
from kg.model import Article, LinkedClaim, Span

Json = dict[str, Any]

REACH = 700  # code points of a long paragraph shown on each side of the words


def payload(index: Index, *, base: str) -> Json:
    """Everything the page shows, records by number instead of by id to keep the file small."""
    corpus = index.corpus
    article_number = {a.id: i for i, a in enumerate(corpus.articles)}
    entity_number = {e.id: i for i, e in enumerate(corpus.entities)}
    event_number = {e.id: i for i, e in enumerate(corpus.events)}
    proposition_number = {p.id: i for i, p in enumerate(corpus.propositions)}
    claims = [c for c in corpus.claims if c.article in article_number]
    claim_number = {c.id: i for i, c in enumerate(claims)}
    contexts = [_context(index.articles[c.article].article, c) for c in claims]
    runs: list[list[Span]] = [[] for _ in corpus.articles]
    for claim, context in zip(claims, contexts, strict=True):
        runs[article_number[claim.article]].extend(context)
    boxes = {c.id: claim_box(index, c) for c in claims}
    heights = {id: box["height"] for id, box in boxes.items()}
    folded = folds(index)
    merges: dict[str, list[Json]] = {}
    for merge in corpus.merges:
        merges.setdefault(merge.into, []).append(
            {"rule": merge.rule, "evidence": merge.evidence, "members": len(merge.members)}
        )
    return {
        "base": base,
        "encoding": encoding.as_json(),
        "articles": [
            {
                "id": a.id,
                "doc": a.article.doc,
                "title": a.article.title,
                "publisher": index.publisher(a),
                "published": a.article.published,
                "inferred": list(a.article.inferred),
                "url": web_address(a.article.url),
                "runs": [[start, a.article.text[start:end]] for start, end in _merged(spans)],
            }
            for a, spans in zip(corpus.articles, runs, strict=True)
        ],
        "entities": [
            {
                "id": e.id,
                "type": e.type.value,
                "subtype": e.subtype,
                "name": e.name,
                "aliases": list(e.aliases),
                "roles": list(e.roles),
                "anonymous": e.anonymous,
                "state": entity_number.get(e.state or ""),
                "disputed": e.disputed,
                "merges": merges.get(e.id, []),
            }
            for e in corpus.entities
        ],
        "offices": [
            {
                "member": entity_number[m.member],
                "organization": entity_number[m.organization],
                "role": m.role,
            }
            for m in corpus.memberships
            if m.member in entity_number and m.organization in entity_number
        ],
        "events": [_event(index, e.id, entity_number, event_number, merges) for e in corpus.events],
        "ranked": [event_number[e.id] for e in index.ranked_events if index.claims_of_event.get(e.id)],
        "propositions": [
            {
                "kind": p.kind.value,
                "label": index.statement(p),
                "event": event_number.get(p.event or ""),
                "object": entity_number.get(p.object or ""),
            }
            for p in corpus.propositions
        ],
        "claims": [
            {
                "id": c.id,
                "article": article_number[c.article],
                "stance": c.stance.value,
                "narrated": c.narrated,
                "speakers": _numbers(c.speakers, entity_number),
                "relays": _numbers(c.relays, entity_number),
                "propositions": _numbers(c.propositions, proposition_number),
                "events": _numbers(sorted(_about(index, c)), event_number),
                "content": _inside(index.articles[c.article].article, c.content),
                "cue": c.cue,
                "source": c.source_span,
                "context": context,
                "on": c.said_on,
                "rule": c.rule,
                "confidence": c.confidence,
                "tags": list(c.tags),
                "box": boxes[c.id],
            }
            for c, context in zip(claims, contexts, strict=True)
        ],
        "contradictions": [
            {
                "id": c.id,
                "kind": c.kind,
                "rule": c.rule,
                "claims": [claim_number[id] for id in c.claims],
                "propositions": [proposition_number.get(id) for id in c.propositions],
                "event": event_number.get(c.event),
                "soft": c.soft,
            }
            for c in corpus.contradictions
            if all(id in claim_number for id in c.claims)
        ],
        "folds": [
            [entity_number[f.actor], event_number[f.event], f.kind, [claim_number[id] for id in f.claims]]
            for f in folded
            if f.event in event_number
        ],
        "overview": {
            "disputed": overview_scene(index, folded, everything=False),
            "everything": overview_scene(index, folded, everything=True),
        },
        "dossiers": {
            str(event_number[e.id]): _dossiers(index, e.id, claim_number, heights)
            for e in corpus.events
            if index.claims_of_event.get(e.id)
        },
    }


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it: http or https with a host, and nothing invisible in it.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("https://a b")
    ('https://example.org/a', None, None)
    """
    if not url or any(ch <= " " or ch in "\x7f\\" for ch in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _about(index: Index, claim: LinkedClaim) -> set[str]:
    return set(claim.events) | {p.event for p in index.said(claim) if p.event}


def _event(
    index: Index,
    id: str,
    entity_number: dict[str, int],
    event_number: dict[str, int],
    merges: dict[str, list[Json]],
) -> Json:
    event = index.events[id]
    return {
        "id": event.id,
        "type": event.type,
        "label": event.label,
        "places": _numbers(event.places, entity_number),
        "time": event.time,
        "part": event_number.get(event.part_of or ""),
        "articles": len({m.doc for m in event.members}),
        "hard": index.dispute(event.id),
        "merges": merges.get(event.id, []),
    }


def _dossiers(index: Index, event: str, claim_number: dict[str, int], heights: dict[str, int]) -> Json:
    """The scene without and, where it differs, with the articles' own voice."""
    quiet = dossier_scene(index, dossier(index, event, narrated=False), claim_number, heights)
    if not any(c.narrated for c in index.claims_of_event[event]):
        return {"quiet": quiet}
    return {
        "quiet": quiet,
        "full": dossier_scene(index, dossier(index, event, narrated=True), claim_number, heights),
    }


def _numbers(ids: Iterable[str], numbers: dict[str, int]) -> list[int]:
    return [numbers[id] for id in ids if id in numbers]


def _inside(article: Article, spans: Iterable[Span]) -> list[Span]:
    return [(max(0, a), min(len(article.text), b)) for a, b in spans if a < b]


def _context(article: Article, claim: LinkedClaim) -> list[Span]:
    """The paragraphs around the words of a claim, its cue and its source's name, merged where they meet."""
    spans = [*claim.content, *filter(None, (claim.cue, claim.source_span))]
    return _merged(_paragraphs(article.text, span) for span in _inside(article, spans))


def _paragraphs(text: str, span: Span) -> Span:
    start, end = span
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return max(before, start - REACH), min(len(text) if after < 0 else after, end + REACH)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
