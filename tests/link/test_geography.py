"""Where places lie, and that nobody is given what is disputed."""

from __future__ import annotations

from kg.link import link
from kg.model import Entity, LinkedEntity
from tests.link.build import article, city, entity, strike

UKRAINE = entity("n8", "place", "Ukraine", subtype="country")
RUSSIA = entity("n9", "place", "Russia", subtype="country")


def placed(*entities: Entity, beside: tuple[str, ...] = ()) -> dict[str, LinkedEntity]:
    """The linked places of one article by name; `beside` are the places of an event of it."""
    events = (strike("e1", *beside),) if beside else ()
    return {e.name: e for e in link([article("a", entities=entities, events=events)]).entities}


def test_a_city_lies_in_its_country_with_coordinates() -> None:
    found = placed(city("n1", "Odesa"), UKRAINE)
    assert found["Odesa"].within == found["Ukraine"].id
    assert (found["Odesa"].latitude or "")[:2] == "46"


def test_a_city_lies_in_the_region_that_the_corpus_knows() -> None:
    found = placed(city("n1", "Izium"), entity("n2", "place", "Kharkiv Oblast", subtype="region"), UKRAINE)
    assert found["Izium"].within == found["Kharkiv Oblast"].id
    assert found["Kharkiv Oblast"].within == found["Ukraine"].id


def test_a_village_lies_in_the_region_beside_it() -> None:
    region = entity("n2", "place", "Belgorod Oblast", subtype="region")
    found = placed(city("n1", "Nowhereville"), region, RUSSIA, beside=("n1", "n2"))
    assert found["Nowhereville"].within == found["Belgorod Oblast"].id
    assert found["Nowhereville"].latitude is None


def test_a_disputed_territory_and_its_towns_lie_in_no_country() -> None:
    found = placed(entity("n1", "place", "Crimea", subtype="region"), city("n2", "Kerch"), UKRAINE, RUSSIA)
    assert (found["Crimea"].disputed, found["Crimea"].within) == (True, None)
    assert (found["Kerch"].disputed, found["Kerch"].within) == (True, found["Crimea"].id)


def test_a_town_of_a_disputed_territory_lies_nowhere_when_only_countries_are_known() -> None:
    assert placed(city("n2", "Kerch"), UKRAINE, RUSSIA)["Kerch"].within is None


def test_the_countries_of_an_article_tell_namesakes_apart() -> None:
    libya = entity("n2", "place", "Libya", subtype="country")
    lebanon = entity("n2", "place", "Lebanon", subtype="country")
    in_libya, in_lebanon = (placed(city("n1", "Tripoli"), c)["Tripoli"] for c in (libya, lebanon))
    assert (in_libya.longitude or "")[:2] == "13"
    assert (in_lebanon.longitude or "")[:2] == "35"
