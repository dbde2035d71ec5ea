"""What linking reads: the records of single articles, each with its place in the corpus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import annotation as codec
from kg.link import ids, names
from kg.model import Annotation, Article, Entity, EntityType, Event, Member

# (article id, local id): sorts and hashes; two versions of one `doc` stay apart
Key = tuple[str, str]
PUBLISHER = "\0publisher"  # the local id of an article's publisher, which no annotation uses


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity as one article names it; `texts` are the words of its mentions."""

    key: Key
    member: Member
    entity: Entity
    texts: tuple[str, ...]

    @property
    def article(self) -> str:
        """The id of the article that names it."""
        return self.key[0]


@dataclass(frozen=True, slots=True)
class LocalEvent:
    """An event as one article tells it."""

    key: Key
    member: Member
    event: Event
    triggers: tuple[str, ...]


def in_order(annotations: Iterable[Annotation]) -> list[tuple[str, Annotation]]:
    """Annotations with the ids of their articles, in an order that does not depend on the input's.

    Of several annotations of one article (same `doc`, same text) one is kept, the same in any order.
    """
    kept: dict[str, Annotation] = {}
    for annotation in annotations:
        key = ids.article_id(annotation.article)
        other = kept.get(key)
        if other is None or (other != annotation and codec.dumps(annotation) < codec.dumps(other)):
            kept[key] = annotation
    return sorted(kept.items(), key=lambda item: (item[1].article.doc, item[0]))


def local_entities(article: str, annotation: Annotation) -> list[LocalEntity]:
    """The entities of one annotation; of two with one local id the first counts."""
    text = annotation.article.text
    return [
        LocalEntity((article, e.id), Member(annotation.article.doc, e.id), e, _words(text, e.mentions))
        for e in {e.id: e for e in reversed(annotation.entities)}.values()
    ]


def local_events(article: str, annotation: Annotation) -> list[LocalEvent]:
    """The events of one annotation; of two with one local id the first counts."""
    text = annotation.article.text
    return [
        LocalEvent((article, e.id), Member(annotation.article.doc, e.id), e, _words(text, e.mentions))
        for e in {e.id: e for e in reversed(annotation.events)}.values()
    ]


def publisher(article: str, source: Article) -> LocalEntity | None:
    """The publisher as an entity of its article that no annotation lists, or None where nobody knows it."""
    name = names.clean(source.publisher or "")
    if not names.fold(name):
        return None
    entity = Entity("publisher", EntityType.ORGANIZATION, "media", name)
    return LocalEntity((article, PUBLISHER), Member(source.doc, "publisher"), entity, ())


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    words = (names.clean(text[start:end]) for start, end in spans)
    return tuple(word for word in words if word)
