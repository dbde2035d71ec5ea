"""Statements that say the same are one node, and read as a sentence."""

from __future__ import annotations

import pytest

from kg.link import link
from kg.link.propositions import role
from kg.model import Corpus, Entity, Kind, Proposition
from tests.link.build import article, blames, city, claim, entity, killed, state, strike

ENTITIES = (
    city("n1", "Kharkiv"),
    state("n2", "Russia"),
    state("n3", "Ukraine"),
    entity("n4", "weapon", "missile (unspecified)", subtype="missile"),
)


def corpus(*said: tuple[Proposition, ...], entities: tuple[Entity, ...] = ENTITIES) -> Corpus:
    """Articles with one claim each."""
    return link(
        article(f"d{n}", entities=entities, events=(strike("e1", "n1"),), claims=(claim("c1", "n3", *propositions),))
        for n, propositions in enumerate(said)
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (killed(24, "at least"), killed(23, "more than")),
        (killed(5, who="people"), killed(5)),
        (killed(5, who="five children"), killed(5, who="Five children")),
        (blames("n2"), blames("n2", role="carried_out")),
        (blames("n2", role="behind it, incites"), blames("n2", role="incited")),
        (blames("n2", what="the death toll"), blames("n2", role="to_blame", what="death toll")),
        (Proposition(Kind.WEAPON, "e1", weapon="n4"), Proposition(Kind.WEAPON, "e1", weapon="n4")),
        (Proposition(Kind.DAMAGED, "e1", what="the school"), Proposition(Kind.DAMAGED, "e1", what="a school")),
    ],
)
def test_one_statement_in_two_articles_is_one_node(a: Proposition, b: Proposition) -> None:
    assert len(corpus((a,), (b,)).propositions) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (killed(24), killed(25)),
        (killed(24), killed(24, "at least")),
        (killed(2, who="children"), killed(2, who="soldiers")),
        (blames("n2"), blames("n3")),
        (blames("n2"), blames("n2", role="ordered")),
        (blames("n2"), blames("n2", what="the death toll")),
    ],
)
def test_different_statements_are_two_nodes(a: Proposition, b: Proposition) -> None:
    assert len(corpus((a,), (b,)).propositions) == 2


def test_fourteen_adults_and_two_children_are_sixteen() -> None:
    linked = corpus((killed(14, who="adults"), killed(2, who="children")))
    assert "16 killed in Strike" in {p.label for p in linked.propositions}


def test_parts_are_not_added_to_a_total_that_is_given() -> None:
    linked = corpus((killed(20), killed(14, who="adults"), killed(2, who="children")))
    assert len(linked.propositions) == 3


@pytest.mark.parametrize(
    ("proposition", "label"),
    [
        (killed(24, "at least"), "at least 24 killed in Strike"),
        (blames("n2"), "Strike: carried out by Government of Russia"),
        (blames("n2", what="the death toll"), "death toll in Strike: the blame lies with Government of Russia"),
        (Proposition(Kind.WEAPON, "e1", weapon="n4", count=2), "Strike: with 2 missile (unspecified)"),
        (Proposition(Kind.TARGET, "e1", what="the depot"), "Strike: aimed at depot"),
        (Proposition(Kind.OCCURRED, "e1", place="n1", time="2024-05-01"), "Strike occurred in Kharkiv on 2024-05-01"),
    ],
)
def test_labels(proposition: Proposition, label: str) -> None:
    assert [p.label for p in corpus((proposition,)).propositions] == [label]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, "carried_out"),
        ("carried out", "carried_out"),
        ("behind it", "incited"),
        ("helped plan", "helped"),
        ("to_blame", "to_blame"),
        ("was in the vicinity", "was in the vicinity"),
    ],
)
def test_roles(words: str | None, expected: str) -> None:
    assert role(words) == expected
