"""Hypothesis strategies: small corpora whose references hold, in the canonical order that linking gives them.

Names and labels are what a reader leaves of any text (NFC, no control characters); the text of an article is anything
that UTF-8 can hold. `corpora()` is the entry point.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from kg.model import (
    Article,
    Contradiction,
    Corpus,
    EntityType,
    Kind,
    LinkedArticle,
    LinkedClaim,
    LinkedEntity,
    LinkedEvent,
    LinkedProposition,
    Member,
    Membership,
    Merge,
    Span,
    Stance,
)

EVENT_TYPES = ("missile_strike", "shelling", "explosion", "arrest", "other", "invented type")
CONFLICTS = ("stance", "actor", "weapon", "count", "target", "place", "time", "occurrence")
EDTF = ("2023-12-31", "2022-10-13?", "2024-01-04/2024-01-05", "../2023-12-30", "2023", "2023-05", "not a date")
URLS = ("https://example.org/news/1?q=ü", "http://example.org/a", "javascript:alert(1)", "https://exa mple/<x>", "")

_words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)
_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=8, max_size=60)
_decimals = st.integers(0, 10_000).map(lambda n: f"{n / 10_000:.4f}".rstrip("0").rstrip("."))
_days = st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(date.isoformat)


def identifier(kind: str, number: int) -> str:
    """A stable id of a linked record."""
    return f"{kind}/{hashlib.sha256(f'{kind} {number}'.encode()).hexdigest()[:16]}"


def _maybe(values: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | values


def _some(values: Sequence[str], limit: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """A sorted subset."""
    if not values:
        return st.just(())
    return st.sets(st.sampled_from(values), max_size=limit).map(lambda chosen: tuple(sorted(chosen)))


def _one(values: Sequence[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values) if values else st.none()


def _chains(actors: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some actors in the order of the text."""
    return st.lists(st.sampled_from(actors), max_size=3, unique=True).map(tuple) if actors else st.just(())


def _word_sets() -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(_words, max_size=3).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of one character or more."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


def _span_sets(text: str, least: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.sets(spans(text), min_size=least, max_size=3).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def articles(draw: st.DrawFn, number: int) -> Article:
    """An article of a few characters with any metadata."""
    text = draw(_texts)
    return Article(
        doc=f"doc-{number}",
        text=text,
        title=draw(_maybe(_words)),
        publisher=draw(_maybe(_words)),
        published=draw(_maybe(st.sampled_from(EDTF))),
        url=draw(_maybe(st.sampled_from(URLS))),
        inferred=draw(_some(("published", "publisher", "title"))),
        boilerplate=draw(_span_sets(text)),
    )


@st.composite
def _entities(draw: st.DrawFn, docs: Sequence[str]) -> tuple[LinkedEntity, ...]:
    kinds = {"actor": ("person", "organization"), "place": ("place", "facility"), "weapon": ("weapon",)}
    planned = [(kind, n) for kind in kinds for n in range(draw(st.integers(0, 3)))]
    ids = {kind: [identifier(kind, n) for one, n in planned if one == kind] for kind in kinds}
    made = []
    for kind, number in planned:
        located = kind == "place" and draw(st.booleans())
        made.append(
            LinkedEntity(
                id=identifier(kind, number),
                type=EntityType(draw(st.sampled_from(kinds[kind]))),
                subtype=draw(_maybe(st.sampled_from(("ministry", "media", "rocket artillery", "city", "odd\u200b")))),
                name=draw(_words),
                aliases=draw(_word_sets()),
                roles=draw(_word_sets()),
                anonymous=kind == "actor" and draw(st.booleans()),
                state=draw(_one(ids["actor"])),
                within=draw(_one(ids["place"])),
                latitude=draw(_decimals) if located else None,
                longitude=draw(_decimals) if located else None,
                disputed=kind == "place" and draw(st.booleans()),
                members=draw(_members(docs, "n")),
            )
        )
    return tuple(sorted(made, key=lambda e: e.id))


def _members(docs: Sequence[str], letter: str) -> st.SearchStrategy[tuple[Member, ...]]:
    if not docs:
        return st.just(())
    one = st.builds(Member, st.sampled_from(docs), st.integers(1, 4).map(lambda n: f"{letter}{n}"))
    return st.sets(one, max_size=3).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def _events(draw: st.DrawFn, docs: Sequence[str], places: Sequence[str]) -> tuple[LinkedEvent, ...]:
    ids = [identifier("event", n) for n in range(draw(st.integers(1, 2)))]
    return tuple(
        LinkedEvent(
            id=one,
            type=draw(st.sampled_from(EVENT_TYPES)),
            label=draw(_words),
            places=draw(_some(places)),
            time=draw(_maybe(st.sampled_from(EDTF))),
            earliest=draw(_maybe(_days)),
            latest=draw(_maybe(_days)),
            part_of=draw(_one(ids)),
            members=draw(_members(docs, "e")),
        )
        for one in sorted(ids)
    )


@st.composite
def _propositions(
    draw: st.DrawFn, events: Sequence[str], entities: Sequence[LinkedEntity]
) -> tuple[LinkedProposition, ...]:
    actors = [e.id for e in entities if e.id.startswith("actor/")]
    weapons = [e.id for e in entities if e.type is EntityType.WEAPON]
    places = [e.id for e in entities if e.id.startswith("place/")]
    made = []
    for number in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(Kind))
        objects = actors if kind is Kind.ATTRIBUTED_TO else weapons if kind is Kind.WEAPON else []
        made.append(
            LinkedProposition(
                id=identifier("proposition", number),
                kind=kind,
                event=draw(_one(events)),
                label=draw(_words),
                object=draw(_one(objects)),
                role=draw(_maybe(st.sampled_from(("carried_out", "ordered", "to_blame")))),
                low=draw(st.none() | st.integers(0, 10**6)),
                high=draw(st.none() | st.integers(0, 10**6)),
                qualifier=draw(_maybe(_words)),
                population=draw(_maybe(_words)),
                place=draw(_one(places)),
                time=draw(_maybe(st.sampled_from(EDTF))),
            )
        )
    return tuple(sorted(made, key=lambda p: p.id))


@st.composite
def _claims(
    draw: st.DrawFn,
    linked: Sequence[LinkedArticle],
    actors: Sequence[str],
    propositions: Sequence[str],
    events: Sequence[str],
) -> tuple[LinkedClaim, ...]:
    made = []
    for number in range(draw(st.integers(0, 3)) if linked else 0):
        home = draw(st.sampled_from(linked))
        text = home.article.text
        made.append(
            LinkedClaim(
                id=identifier("claim", number),
                article=home.id,
                local=f"c{number}",
                stance=draw(st.sampled_from(Stance)),
                narrated=draw(st.booleans()),
                speakers=draw(_chains(actors)),
                relays=draw(_chains(actors)),
                propositions=draw(_some(propositions)),
                events=draw(_some(events)),
                content=draw(_span_sets(text, least=1)),
                cue=draw(st.none() | spans(text)),
                source_span=draw(st.none() | spans(text)),
                said_on=draw(_maybe(st.sampled_from(EDTF))),
                rule=draw(_maybe(_words)),
                confidence=draw(_maybe(_decimals)),
                tags=draw(_some(("caption", "hedge", "nested"))),
            )
        )
    return tuple(sorted(made, key=lambda c: c.id))


@st.composite
def _contradictions(
    draw: st.DrawFn, claims: Sequence[str], propositions: Sequence[str], events: Sequence[str]
) -> tuple[Contradiction, ...]:
    if len(claims) < 2 or not propositions:
        return ()
    made = []
    for number in range(draw(st.integers(0, 2))):
        first, second = sorted(draw(st.sets(st.sampled_from(claims), min_size=2, max_size=2)))
        made.append(
            Contradiction(
                id=identifier("contradiction", number),
                kind=draw(st.sampled_from(CONFLICTS)),
                rule=draw(_words),
                claims=(first, second),
                propositions=(draw(st.sampled_from(propositions)), draw(st.sampled_from(propositions))),
                event=draw(st.sampled_from(events)),
                soft=draw(st.booleans()),
            )
        )
    return tuple(sorted(made, key=lambda k: k.id))


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """A corpus of up to two articles; every id that a record names belongs to a record."""
    texts = [draw(articles(n)) for n in range(draw(st.integers(0, 2)))]
    docs = [article.doc for article in texts]
    entities = draw(_entities(docs))
    actors = [e.id for e in entities if e.id.startswith("actor/")]
    places = [e.id for e in entities if e.id.startswith("place/")]
    linked = tuple(
        sorted(
            (LinkedArticle(identifier("article", n), one, draw(_one(actors))) for n, one in enumerate(texts)),
            key=lambda a: a.id,
        )
    )
    events = draw(_events(docs, places))
    happenings = [event.id for event in events]
    propositions = draw(_propositions(happenings, entities))
    statements = [p.id for p in propositions]
    claims = draw(_claims(linked, actors, statements, happenings))
    things = actors + places + happenings
    offices: tuple[Membership, ...] = ()
    if actors:
        offices = (Membership(identifier("membership", 0), draw(st.sampled_from(actors)), actors[0], draw(_words)),)
    merge = Merge(identifier("merge", 0), draw(st.sampled_from(things)), draw(_members(docs, "n")), "rule", "words")
    return Corpus(
        articles=linked,
        entities=entities,
        memberships=offices,
        events=events,
        propositions=propositions,
        claims=claims,
        contradictions=draw(_contradictions([c.id for c in claims], statements, happenings)),
        merges=(merge,) if merge.members else (),
    )
