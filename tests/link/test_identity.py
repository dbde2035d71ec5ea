"""Which names are one thing: the labelled cases, and what linking does with doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.link import link
from kg.model import Corpus, LinkedEntity
from tests.link.build import article, city, entity

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "identity_cases.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def named(corpus: Corpus, name: str) -> LinkedEntity:
    return next(e for e in corpus.entities if name in (e.name, *e.aliases))


@pytest.mark.parametrize(("kind", "a", "b", "same"), CASES, ids=[f"{a} | {b}" for _, a, b, _ in CASES])
def test_labelled_pairs(kind: str, a: str, b: str, same: str) -> None:
    type_, subtype = kind.split()
    pair = []
    for doc, text in (("one", a), ("two", b)):
        name, _, role = text.partition("; ")
        pair.append(article(doc, entities=(entity("n1", type_, name, subtype=subtype, role=role or None),)))
    assert (len(link(pair).entities) == 1) == (same == "yes")


def test_a_bare_surname_that_fits_two_persons_joins_neither() -> None:
    corpus = link(
        [
            article("a", entities=(entity("n1", "person", "Mike Johnson"),)),
            article("b", entities=(entity("n1", "person", "Boris Johnson"),)),
            article("c", entities=(entity("n1", "person", "Johnson"),)),
        ]
    )
    assert len(corpus.entities) == 3


def test_an_office_tells_two_persons_of_one_surname_apart() -> None:
    corpus = link(
        [
            article("a", entities=(entity("n1", "person", "Mike Johnson", role="Speaker of the US House"),)),
            article("b", entities=(entity("n1", "person", "Boris Johnson", role="British Prime Minister"),)),
            article("c", entities=(entity("n1", "person", "Johnson", role="Prime Minister of Britain"),)),
        ]
    )
    assert [m.doc for m in named(corpus, "Boris Johnson").members] == ["b", "c"]


def test_the_fullest_of_the_most_frequent_names_is_shown() -> None:
    spellings = ["Zelensky", "Zelensky", "Vladimir Zelensky", "Volodymyr Zelensky", "Volodymyr Zelensky"]
    corpus = link(article(f"d{n}", entities=(entity("n1", "person", name),)) for n, name in enumerate(spellings))
    assert [e.name for e in corpus.entities] == ["Volodymyr Zelensky"]


def test_a_mention_tells_the_acronym_of_a_name() -> None:
    text = "FSB said"
    service = entity("n1", "organization", "Federal Security Service", subtype="government_agency")
    mentioned = article(
        "a",
        entities=(service.__class__(**{f: getattr(service, f) for f in service.__slots__} | {"mentions": ((0, 3),)}),),
        text=text,
    )
    corpus = link([mentioned, article("b", entities=(entity("n1", "organization", "FSB"),))])
    assert len(corpus.entities) == 1


def test_every_merge_says_which_records_by_which_rule_and_why() -> None:
    corpus = link(
        [
            article("a", entities=(entity("n1", "person", "Sergei Lavrov"),)),
            article("b", entities=(entity("n7", "person", "Lavrov"),)),
        ]
    )
    [merge] = corpus.merges
    assert (merge.rule, merge.evidence) == ("surname", "Lavrov = Sergei Lavrov")
    assert [(m.doc, m.local) for m in merge.members] == [("a", "n1"), ("b", "n7")]
    assert merge.into == corpus.entities[0].id


def test_unnamed_sources_stay_in_their_article() -> None:
    source = entity("n1", "person", "security source", subtype="unnamed_source")
    corpus = link([article("a", entities=(source,)), article("b", entities=(source,))])
    assert [e.anonymous for e in corpus.entities] == [True, True]


def test_a_city_and_its_country_of_one_name_are_two_places() -> None:
    country = entity("n1", "place", "Djibouti", subtype="country")
    corpus = link([article("a", entities=(country,)), article("b", entities=(city("n1", "Djibouti"),))])
    assert len(corpus.entities) == 2


def test_the_publisher_is_the_organization_of_its_name() -> None:
    tass = entity("n1", "organization", "TASS", subtype="media")
    corpus = link([article("a", entities=(tass,)), article("b", publisher="Tass")])
    assert {a.publisher for a in corpus.articles} == {None, corpus.entities[0].id}
