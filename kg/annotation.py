"""Annotations to and from JSON, in the format of the reference annotations (stand-off, code-point offsets)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import (
    Annotation,
    Article,
    Claim,
    Conflict,
    Entity,
    EntityType,
    Event,
    Kind,
    Narrated,
    Proposition,
    Span,
    Stance,
)

Json = Mapping[str, Any]


def to_json(annotation: Annotation) -> dict[str, Any]:
    """One annotation as a JSON object with a fixed order of keys."""
    article = annotation.article
    return {
        "doc": article.doc,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "source_url": article.url,
        "inferred": list(article.inferred),
        "boilerplate": [list(span) for span in article.boilerplate],
        "text": article.text,
        "entities": [
            {
                "id": e.id,
                "type": e.type.value,
                "subtype": e.subtype,
                "name": e.name,
                "role": e.role,
                "mentions": [list(span) for span in e.mentions],
            }
            for e in annotation.entities
        ],
        "events": [_without_none(_event(e), keep=("time",)) for e in annotation.events],
        "claims": [_claim(c) for c in annotation.claims],
        "narrated": [_narrated(n) for n in annotation.narrated],
        "conflicts": [[c.a, c.b, c.reason] for c in annotation.conflicts],
    }


def from_json(row: Json) -> Annotation:
    """The inverse of `to_json`; unknown keys are ignored, so hand-made reference files can be read too."""
    article = Article(
        doc=row["doc"],
        text=row["text"],
        title=row.get("title"),
        publisher=row.get("publisher"),
        published=row.get("published"),
        url=row.get("source_url"),
        inferred=tuple(row.get("inferred", ())),
        boilerplate=_spans(row.get("boilerplate", ())),
    )
    return Annotation(
        article=article,
        entities=tuple(
            Entity(e["id"], EntityType(e["type"]), e.get("subtype"), e["name"], e.get("role"), _spans(e["mentions"]))
            for e in row["entities"]
        ),
        events=tuple(
            Event(
                e["id"],
                e["type"],
                e.get("label") or e["type"],
                tuple(e.get("places", ())),
                e.get("time"),
                _spans(e["mentions"]),
                e.get("part_of"),
            )
            for e in row["events"]
        ),
        claims=tuple(
            Claim(
                id=c["id"],
                source=tuple(c["source"]),
                source_span=_span(c.get("source_span")),
                cue=_span(c.get("cue")),
                content=_spans(c["content"]),
                stance=Stance(c["stance"]),
                via=tuple(c.get("via", ())),
                about=tuple(c.get("about", ())),
                propositions=_propositions(c),
                said_on=c.get("said_on"),
                rule=c.get("rule"),
                confidence=c.get("confidence"),
                tags=tuple(c.get("tags") or ()),
                optional=bool(c.get("optional")),
            )
            for c in row["claims"]
        ),
        narrated=tuple(
            Narrated(
                n["id"], _spans(n["content"]), tuple(n.get("about", ())), _propositions(n), bool(n.get("optional"))
            )
            for n in row.get("narrated", ())
        ),
        conflicts=tuple(Conflict(c[0], c[1], c[2]) for c in row.get("conflicts", ())),
    )


def dumps(annotation: Annotation) -> str:
    """One line of JSON; the same annotation gives the same bytes."""
    return json.dumps(to_json(annotation), ensure_ascii=False)


def read_annotations(path: Path) -> Iterator[Annotation]:
    """Annotations of a folder of `*.json` files or of one JSON Lines file, in the order of the names or lines.

    Raises `InputError` naming the file (and line) that is not an annotation.
    """
    for where, text in _documents(path):
        try:
            row = json.loads(text)
            if isinstance(row, dict) and "claims" in row:
                yield from_json(row)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise InputError(where, f"is not an annotation ({error})") from error


def _documents(path: Path) -> Iterator[tuple[str, str]]:
    try:
        if path.is_dir():
            for file in sorted(path.glob("*.json")):
                yield str(file), file.read_text("utf-8")
        else:
            for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
                if line.strip():
                    yield f"{path}, line {number}", line
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8") from error


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "label": event.label,
        "places": list(event.places),
        "time": event.time,
        "mentions": [list(span) for span in event.mentions],
        "part_of": event.part_of,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    row = {
        "id": claim.id,
        "source": list(claim.source),
        "source_span": _list(claim.source_span),
        "cue": _list(claim.cue),
        "content": [list(span) for span in claim.content],
        "stance": claim.stance.value,
        "via": list(claim.via),
        "about": list(claim.about),
        "propositions": [_proposition(p) for p in claim.propositions],
        "said_on": claim.said_on,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "tags": list(claim.tags) or None,
        "optional": claim.optional or None,
    }
    return _without_none(row, keep=("source_span", "cue"))


def _narrated(narrated: Narrated) -> dict[str, Any]:
    row = {
        "id": narrated.id,
        "content": [list(span) for span in narrated.content],
        "about": list(narrated.about),
        "propositions": [_proposition(p) for p in narrated.propositions],
        "optional": narrated.optional or None,
    }
    return _without_none(row)


_PROPOSITION_FIELDS = ("event", "actor", "role", "weapon", "count", "qualifier", "who", "what", "place", "time")


def _proposition(p: Proposition) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": p.kind.value}
    row |= {name: getattr(p, name) for name in _PROPOSITION_FIELDS}
    return _without_none(row | {"optional": p.optional or None})


def _propositions(row: Json) -> tuple[Proposition, ...]:
    return tuple(
        Proposition(
            Kind(p["kind"]), **{name: p.get(name) for name in _PROPOSITION_FIELDS}, optional=bool(p.get("optional"))
        )
        for p in row.get("propositions", ())
    )


def _without_none(row: dict[str, Any], keep: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None or key in keep}


def _span(value: Any) -> Span | None:
    return None if value is None else (value[0], value[1])


def _spans(values: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in values)


def _list(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
