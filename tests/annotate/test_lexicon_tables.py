"""The tables of names hold together: columns full, codes known, no name twice where it would be ambiguous."""

from __future__ import annotations

import pytest

from kg.annotate.bodies import forces, government
from kg.lexicons import places, table

TABLES = {
    "countries": "code name government adjectives demonyms aliases capitals forces",
    "regions": "name country kind seat disputed aliases",
    "organizations": "name subtype country aliases",
    "media": "name kind country state aliases",
    "people": "name country aliases",
    "weapons": "name class origin aliases",
    "weapon_nouns": "noun class name",
    "facilities": "noun type subtype side lower",
    "org_nouns": "noun subtype name bare",
    "roles": "role subtype",
}
CODES = {row["code"] for row in table("countries")}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_row_has_the_columns_and_a_name(name: str) -> None:
    columns = TABLES[name].split()

    for row in table(name):
        assert list(row) == columns
        assert row[columns[0]].strip() == row[columns[0]] != ""


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("regions", "country"),
        ("organizations", "country"),
        ("media", "country"),
        ("people", "country"),
        ("weapons", "origin"),
    ],
)
def test_countries_are_codes_of_the_country_table(name: str, column: str) -> None:
    assert {row[column] for row in table(name)} - CODES <= {""}


@pytest.mark.parametrize("name", ["countries", "organizations", "media", "people", "weapons"])
def test_canonical_names_are_unique(name: str) -> None:
    names = [row["name"] for row in table(name)]

    assert sorted(set(names)) == sorted(names)


def test_a_state_and_its_army_have_usual_names() -> None:
    assert (government("US"), forces("UA")) == ("Government of the United States", "Armed Forces of Ukraine")


@pytest.mark.parametrize(
    ("spelling", "name", "country"),
    [("Kharkov", "Kharkiv", "UA"), ("Khan Younis", "Khān Yūnis", "PS"), ("New York", "New York City", "US")],
)
def test_the_gazetteer_knows_spellings(spelling: str, name: str, country: str) -> None:
    best = places.find(spelling)[0]

    assert (best.name, best.country) == (name, country)
