"""Events: what counts as one, which words tell the same one, and what the reference annotations say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate import date_values as values
from kg.annotate.draft import Draft
from kg.annotate.entities import entities
from kg.annotate.events import about, event_near, events, main_event
from kg.annotate.parse import load, parse
from kg.annotate.zones import find_zones, sentence_starts, zones
from kg.annotation import read_annotations
from kg.edtf import is_valid
from kg.model import Annotation, Article, Claim, Event, Stance

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
TYPES = frozenset(
    {
        "missile_strike", "shelling", "drone_attack", "air_strike", "bombing", "explosion", "interception", "misfire",
        "ship_attack", "arrest", "investigation", "evacuation", "airspace_violation", "diplomatic", "troop_movement",
        "negotiation", "other",
    }
)  # fmt: skip
PIECES = st.sampled_from([
    "An attack on Gaza killed 12.", "The blast", "on Friday", "hit Kharkiv", "in retaliation for", "Moscow’s strikes",
    "\n\n", "“It was a misfire,”", "the mayor said.", "another explosion", "the city", "were arrested", "since 2014",
    "He denied the attack", "yesterday", "shot down", "the incident", "as part of", "peace talks", "\u00a0", ", which",
])  # fmt: skip


def draft_of(text: str, published: str | None = None) -> Draft:
    article = Article("case", text, published=published)
    draft = Draft(article, parse(text, sentence_starts(find_zones(article)), load()))
    return events(entities(zones(draft)))


def cases() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "event_cases.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [tuple(row) for row in rows[1:]]


def told(draft: Draft) -> list[tuple[str, list[str], str | None]]:
    names = {e.id: e.name for e in draft.entities}
    return [(e.type, [names[p] for p in e.places], e.time) for e in draft.events]


def words(draft: Draft, event: Event) -> list[str]:
    return [draft.article.text[slice(*m)] for m in event.mentions]


def span_of(draft: Draft, words: str) -> tuple[int, int]:
    start = draft.article.text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(("text", "published", "expected", "note"), cases())
def test_a_text_tells(text: str, published: str, expected: str, note: str) -> None:
    found = told(draft_of(text, published))

    wanted = [tuple(part.split("@")) for part in expected.split(" ; ") if part]
    assert len(found) == len(wanted), (note, found)
    for (kind, places, time), (want_kind, want_place, want_time) in zip(found, wanted, strict=True):
        assert want_kind in ("*", kind), (note, found)
        assert want_place == "*" or want_place in places, (note, found)
        assert want_time in ("*", time), (note, found)


def test_all_words_for_one_happening_are_its_mentions() -> None:
    draft = draft_of(
        "A missile hit a school in Kharkiv on Friday. The strike killed two. The blast broke windows.", "2023-05-06"
    )

    assert [words(draft, e) for e in draft.events] == [["hit", "strike", "blast"]]


def test_an_article_without_a_date_leaves_weekdays_open() -> None:
    assert [time for _, _, time in told(draft_of("A missile hit Kharkiv on Friday."))] == [None]


def test_news_without_a_day_is_of_the_day_of_publication_and_marked_uncertain() -> None:
    assert [time for _, _, time in told(draft_of("A missile hit Kharkiv.", "2023-05-06"))] == ["2023-05-06?"]


def test_an_attack_reported_just_after_midnight_spans_it() -> None:
    draft = draft_of("Rockets hit Belgorod, local authorities said shortly after midnight on Friday.", "2024-01-04")

    assert [time for _, _, time in told(draft)] == ["2024-01-04/2024-01-05"]


def test_an_attack_on_a_city_is_a_part_of_the_attack_on_the_country() -> None:
    draft = draft_of(
        "Russian missile attacks across Ukraine on Friday killed 45 people. The strikes on Kyiv on Friday killed 19.",
        "2023-12-31",
    )

    assert [(e.id, e.part_of) for e in draft.events] == [("e1", None), ("e2", "e1")]


def test_a_headline_told_twice_is_one_event() -> None:
    draft = draft_of(
        "Missile hits school in Kharkiv\n\nMissile hits school in Kharkiv\n\nA missile hit a school.", "2023-05-06"
    )

    assert len(draft.events) == 1


def test_boilerplate_tells_nothing() -> None:
    text = "The minister spoke about the budget.\n\nREAD MORE: Missile hits Kharkiv"
    article = Article("case", text, boilerplate=((text.index("READ"), len(text)),))
    draft = zones(Draft(article, parse(text, sentence_starts(find_zones(article)), load())))

    assert events(entities(draft)).events == ()


def test_a_label_is_short_english() -> None:
    draft = draft_of("An airstrike hit Gaza City on 17 October 2023.", "2023-10-18")

    assert [e.label for e in draft.events] == ["Air strike on Gaza City on 17 October 2023"]


# ---- which event a piece of text is about ------------------------------------------------------------------------------
TWO = (
    "A missile strike hit Kharkiv on Friday. Seven people were hurt.\n\n"
    "A bomb exploded in Baghdad on Monday. The governor called it a crime.\n\n"
    "Many questions remain."
)


@pytest.mark.parametrize(
    ("piece", "event"),
    [("A missile strike", "e1"), ("on Friday", "e1"), ("Seven people", "e1"), ("The governor", "e2"), ("Many", "e2")],
)
def test_the_event_near_a_piece_of_text(piece: str, event: str) -> None:
    draft = draft_of(TWO, "2023-05-09")

    assert event_near(draft, span_of(draft, piece)) == event


def test_no_event_is_near_where_none_is_told() -> None:
    draft = draft_of("The minister spoke about the budget.", "2023-05-09")

    assert (event_near(draft, (0, 12)), main_event(draft)) == (None, None)


def test_a_claim_is_about_what_its_content_names() -> None:
    draft = draft_of(TWO, "2023-05-09")
    claim = Claim("c1", (), None, None, (span_of(draft, "A bomb exploded"),), Stance.CLAIMED)

    assert about(replace(draft, claims=(claim,))).claims[0].about == ("e2",)


# ---- reference articles --------------------------------------------------------------------------------------------------
@cache
def reference() -> tuple[tuple[Annotation, Draft], ...]:
    found = []
    for gold in read_annotations(REFERENCE):
        article = gold.article
        draft = zones(Draft(article, parse(article.text, sentence_starts(find_zones(article)), load())))
        found.append((gold, events(replace(draft, entities=gold.entities))))
    return tuple(found)


def paired(gold: Annotation, draft: Draft) -> list[tuple[Event, Event]]:
    """Events paired one to one by overlapping triggers, most overlap first, as score.py pairs them."""

    def shared(g: Event, p: Event) -> int:
        return sum(1 for a, b in g.mentions for c, d in p.mentions if a < d and c < b)

    ranked = sorted(((-shared(g, p), g.id, p.id, g, p) for g in gold.events for p in draft.events), key=lambda r: r[:3])
    pairs: list[tuple[Event, Event]] = []
    for minus, _, _, g, p in ranked:
        if minus and all(g is not other and p is not mine for other, mine in pairs):
            pairs.append((g, p))
    return pairs


def test_the_events_of_the_reference_articles_are_found() -> None:
    right = sum(len(paired(gold, draft)) for gold, draft in reference())
    wanted = sum(len(gold.events) for gold, _ in reference())
    given_ = sum(len(draft.events) for _, draft in reference())

    assert 2 * right / (wanted + given_) >= 0.78


def test_their_days_and_places_are_right() -> None:
    days, places = [], []
    for gold, draft in reference():
        for g, p in paired(gold, draft):
            if g.time:
                days.append(p.time is not None and values.plain(p.time) == values.plain(g.time))
            if g.places:
                places.append(bool(set(g.places) & set(p.places)))

    assert sum(days) / len(days) >= 0.6
    assert sum(places) / len(places) >= 0.9


def test_every_event_of_an_article_is_well_formed() -> None:
    for _, draft in reference():
        known, ids = {e.id for e in draft.entities}, [e.id for e in draft.events]
        assert ids == [f"e{n}" for n in range(1, len(ids) + 1)]
        for event in draft.events:
            assert event.type in TYPES
            assert event.mentions and list(event.mentions) == sorted(set(event.mentions))
            assert set(event.places) <= known
            assert event.time is None or is_valid(event.time)
            assert event.part_of is None or (event.part_of in ids and event.part_of != event.id)


def test_no_trigger_tells_two_events() -> None:
    for _, draft in reference():
        mentions = [m for e in draft.events for m in e.mentions]
        assert len(mentions) == len(set(mentions))


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_any_text_gives_the_same_well_formed_events_twice(text: str) -> None:
    first, second = draft_of(text, "2024-01-04"), draft_of(text, "2024-01-04")

    assert first.events == second.events
    assert all(0 <= a < b <= len(text) for e in first.events for a, b in e.mentions)
    assert all(e.time is None or is_valid(e.time) for e in first.events)
