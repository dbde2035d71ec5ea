"""Which events are one happening."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.link import link
from kg.link.events import bounds
from kg.model import Corpus, Entity, Event, LinkedEvent
from tests.link.build import article, city, entity, strike

KHARKIV, REGION = city("n1", "Kharkiv"), entity("n2", "place", "Kharkiv Oblast", subtype="region")
PLACES = (KHARKIV, REGION, city("n3", "Odesa"), entity("n4", "facility", "Palace Hotel"))


def events(*told: Event | tuple[Event, ...], entities: tuple[Entity, ...] = PLACES) -> tuple[LinkedEvent, ...]:
    """The linked events of articles that tell one event, or several, each."""
    groups = [(e,) if isinstance(e, Event) else e for e in told]
    return link(article(f"d{n}", entities=entities, events=group) for n, group in enumerate(groups)).events


def test_rival_descriptions_of_one_day_and_town_are_one_event() -> None:
    assert (
        len(events(strike("e1", "n1"), strike("e1", "n1", type_="shelling"), strike("e1", "n1", type_="misfire"))) == 1
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(strike("e1", "n1"), strike("e1", "n3"), id="another town"),
        pytest.param(strike("e1", "n1"), strike("e1", "n1", time="2024-05-02"), id="another day"),
        pytest.param(strike("e1", "n1"), strike("e1", "n1", type_="evacuation"), id="another kind of event"),
        pytest.param(
            strike("e1", "n1"), strike("e1", "n1", time="2024-04-28/2024-05-04"), id="a week that holds the day"
        ),
        pytest.param(strike("e1", "n1"), strike("e1", "n1", time="../2024-05-01"), id="an open period"),
        pytest.param(strike("e1", "n1", time=None), strike("e1", "n1", time=None), id="no date"),
        pytest.param(strike("e1"), strike("e1"), id="no place"),
        pytest.param(strike("e1", "n1"), strike("e1", "n1", "n3", "n5", "n6"), id="one of several towns"),
    ],
)
def test_kept_apart(a: Event, b: Event) -> None:
    places = (*PLACES, city("n5", "Mykolaiv"), city("n6", "Kherson"))
    assert len(events(a, b, entities=places)) == 2


def test_an_attack_around_midnight_is_that_of_either_day() -> None:
    assert len(events(strike("e1", "n1", time="2024-05-01/2024-05-02"), strike("e1", "n1", time="2024-05-02"))) == 1


def test_events_that_one_article_keeps_apart_stay_apart() -> None:
    [first, second] = events((strike("e1", "n1"), strike("e2", "n1")), strike("e1", "n1"))
    assert {len(first.members), len(second.members)} == {1, 2}


def test_buildings_tell_two_strikes_on_one_town_apart() -> None:
    hotel = strike("e1", "n1", "n4")
    places = (*PLACES, entity("n5", "facility", "Drama Theatre"))
    assert len(events(hotel, strike("e1", "n1", "n5"), entities=places)) == 2


def test_a_telling_of_the_building_joins_the_same_building() -> None:
    told = (strike("e1", "n1", "n4"), strike("e2", "n1"))
    linked = events(told, strike("e1", "n1", "n4"))
    assert {tuple(m.local for m in e.members) for e in linked} == {("e1", "e1"), ("e2",)}


def test_a_telling_of_the_region_alone_means_the_only_town_struck_in_it() -> None:
    text = "strike here"
    town = replace(strike("e1", "n1", "n2"), mentions=((0, 6),))
    region = replace(strike("e1", "n2"), mentions=((0, 6),))
    corpus = link(
        article(doc, entities=PLACES, events=(event,), text=text) for doc, event in (("a", town), ("b", region))
    )
    assert len(corpus.events) == 1


def test_part_of_survives_and_never_turns_in_a_circle() -> None:
    part = replace(strike("e2", "n3"), part_of="e1")
    turned = replace(strike("e1", "n1"), part_of="e2")
    linked = {e.id: e for e in events((strike("e1", "n1"), part), (turned, strike("e2", "n3")))}
    wholes = [e.part_of for e in linked.values() if e.part_of]
    assert len(linked) == 2 and len(wholes) == 1


def test_an_event_has_the_days_of_its_most_frequent_date() -> None:
    [event] = events(*(strike("e1", "n1", time=t) for t in ("2024-05-01", "2024-05-01", "2024-05-01/2024-05-02")))
    assert (event.time, event.earliest, event.latest) == ("2024-05-01", "2024-05-01", "2024-05-01")


def test_another_article_leaves_ids_as_they_are() -> None:
    before = ids_of(link([article("a", entities=PLACES, events=(strike("e1", "n1"),))]))
    told = [article(d, entities=PLACES, events=(e,)) for d, e in (("a", strike("e1", "n1")), ("b", strike("e1", "n3")))]
    assert before <= ids_of(link(told))


def ids_of(corpus: Corpus) -> set[str]:
    return {a.id for a in corpus.articles} | {e.id for e in corpus.entities} | {e.id for e in corpus.events}


def test_what_is_no_date_has_no_bounds() -> None:
    assert bounds("yesterday") == bounds(None) == (None, None)
