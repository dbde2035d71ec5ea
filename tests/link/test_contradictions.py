"""What contradicts what: the rules, and everything that looks like a contradiction and is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.link import conflicts_within, link
from kg.model import Annotation, Claim, Event, Kind, Narrated, Proposition, Stance
from tests.link.build import article, blames, city, claim, entity, killed, state, strike

ENTITIES = (
    city("n1", "Kharkiv"),
    state("n2", "Russia"),
    state("n3", "Ukraine"),
    state("n4", "the United Kingdom"),
    entity("n5", "organization", "Russian Armed Forces", subtype="armed_forces"),
    entity("n6", "organization", "Reuters", subtype="media"),
    entity("n7", "weapon", "Storm Shadow", subtype="missile"),
    entity("n8", "weapon", "Iskander", subtype="missile"),
    entity("n9", "weapon", "drone (unspecified)", subtype="drone"),
    entity("n10", "weapon", "missile (unspecified)", subtype="missile"),
    city("n11", "Odesa"),
)
DENIED, UNCONFIRMED = Stance.DENIED, Stance.UNCONFIRMED
ACCUSED = (0, 7)
TEXT = "accused " + "word " * 60


def annotation(*claims: Claim, events: tuple[Event, ...] = (strike("e1", "n1"),), doc: str = "d") -> Annotation:
    return article(doc, entities=ENTITIES, events=events, claims=claims, text=TEXT)


def found(*claims: Claim, events: tuple[Event, ...] = (strike("e1", "n1"),)) -> list[tuple[str, bool]]:
    """Kind and softness of every contradiction among claims of one article."""
    corpus = link([annotation(*claims, events=events)])
    return sorted((c.kind, c.soft) for c in corpus.contradictions)


def weapon(id_: str, count: int | None = 1) -> Proposition:
    return Proposition(Kind.WEAPON, "e1", weapon=id_, count=count)


def about(kind: Kind, what: str, event: str = "e1") -> Proposition:
    return Proposition(kind, event, what=what)


def occurred(place: str | None = None, time: str | None = None) -> Proposition:
    return Proposition(Kind.OCCURRED, "e1", place=place, time=time)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(
            claim("c1", "n2", blames("n3")),
            claim("c2", "n3", blames("n3"), stance=DENIED),
            ("stance", False),
            id="denial",
        ),
        pytest.param(
            claim("c1", "n3", blames("n5")),
            claim("c2", "n2", blames("n2"), stance=DENIED),
            ("stance", False),
            id="denial of what a part of one's own side did",
        ),
        pytest.param(
            claim("c1", "n2", occurred()),
            claim("c2", "n3", occurred(), stance=DENIED),
            ("occurrence", False),
            id="whether it happened",
        ),
        pytest.param(
            claim("c1", "n2", blames("n3")), claim("c2", "n3", blames("n2")), ("actor", False), id="rival culprits"
        ),
        pytest.param(
            claim("c1", "n2", blames("n3"), cue=ACCUSED),
            claim("c2", "n3", blames("n5", what="the deaths")),
            ("actor", False),
            id="an accusation against the blame for the deaths",
        ),
        pytest.param(claim("c1", "n2", killed(24)), claim("c2", "n3", killed(16)), ("count", False), id="two tolls"),
        pytest.param(
            claim("c1", "n2", killed(24, "at least")),
            claim("c2", "n3", killed(16)),
            ("count", False),
            id="a toll below a lower bound",
        ),
        pytest.param(
            claim("c1", "n2", killed(14, "at least")),
            claim("c2", "n3", killed(16)),
            ("count", True),
            id="a toll above a lower bound",
        ),
        pytest.param(
            claim("c1", "n2", killed(None, "dozens")), claim("c2", "n3", killed(5)), ("count", False), id="dozens, five"
        ),
        pytest.param(
            claim("c1", "n2", killed(1)),
            claim("c2", "n3", killed(74, who="sailors")),
            ("count", False),
            id="more sailors than people",
        ),
        pytest.param(
            claim("c1", "n2", killed(24)),
            claim("c2", "n3", killed(14, who="adults"), killed(2, who="children")),
            ("count", False),
            id="parts that do not add up",
        ),
        pytest.param(
            claim("c1", "n2", killed(100)), claim("c2", "n3", killed(108)), ("count", True), id="a round figure"
        ),
        pytest.param(
            claim("c1", "n2", weapon("n7")), claim("c2", "n3", weapon("n8")), ("weapon", False), id="named weapons"
        ),
        pytest.param(
            claim("c1", "n2", weapon("n9")), claim("c2", "n3", weapon("n8")), ("weapon", True), id="drone or missile"
        ),
        pytest.param(
            claim("c1", "n2", about(Kind.TARGET, "military depots")),
            claim("c2", "n3", about(Kind.DAMAGED, "a school")),
            ("target", False),
            id="military target, school hit",
        ),
        pytest.param(
            claim("c1", "n2", occurred(time="2024-05-01")),
            claim("c2", "n3", occurred(time="2024-05-03")),
            ("time", False),
            id="days apart",
        ),
        pytest.param(
            claim("c1", "n2", occurred("n1")), claim("c2", "n3", occurred("n11")), ("place", False), id="towns"
        ),
    ],
)
def test_contradictions(a: Claim, b: Claim, expected: tuple[str, bool]) -> None:
    assert found(a, b) == [expected]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            claim("c1", "n2", blames("n3")), claim("c2", "n3", blames("n3"), stance=UNCONFIRMED), id="no comment"
        ),
        pytest.param(
            claim("c1", "n2", blames("n2"), stance=DENIED),
            claim("c2", "n3", blames("n3"), stance=DENIED),
            id="both deny",
        ),
        pytest.param(claim("c1", "n3", blames("n5")), claim("c2", "n6", blames("n2")), id="an army and its state"),
        pytest.param(
            claim("c1", "n2", blames("n3"), blames("n4")), claim("c2", "n6", blames("n3")), id="one of two accused"
        ),
        pytest.param(
            claim("c1", "n2", blames("n4", "ordered")), claim("c2", "n6", blames("n3")), id="who ordered, who did"
        ),
        pytest.param(
            claim("c1", "n6", blames("n3")), claim("c2", "n3", blames("n2", what="the deaths")), id="mention, blame"
        ),
        pytest.param(claim("c1", "n2", killed(24)), claim("c2", "n2", killed(16)), id="one speaker's update"),
        pytest.param(claim("c1", "n2", killed(110, "nearly")), claim("c2", "n3", killed(108)), id="nearly"),
        pytest.param(
            claim("c1", "n2", killed(0, who="residents")), claim("c2", "n3", killed(4, who="soldiers")), id="others"
        ),
        pytest.param(
            claim("c1", "n2", killed(24)), claim("c2", "n3", killed(2, who="children")), id="a part of the toll"
        ),
        pytest.param(claim("c1", "n2", weapon("n10", 2)), claim("c2", "n3", weapon("n8", 2)), id="class and name"),
        pytest.param(claim("c1", "n2", weapon("n7", 2)), claim("c2", "n3", weapon("n8", 3)), id="several weapons"),
        pytest.param(
            claim("c1", "n2", about(Kind.DAMAGED, "a depot")),
            claim("c2", "n3", about(Kind.DAMAGED, "a school")),
            id="both can be hit",
        ),
        pytest.param(
            claim("c1", "n2", about(Kind.TARGET, "barracks"), blames("n3", what="the damage")),
            claim("c2", "n6", about(Kind.DAMAGED, "a school")),
            id="the damage is explained",
        ),
    ],
)
def test_no_contradictions(a: Claim, b: Claim) -> None:
    assert found(a, b) == []


def test_sides_that_somebody_accuses_together_are_no_rivals() -> None:
    together = claim("c3", "n2", blames("n3"), blames("n4"))
    assert found(claim("c1", "n2", blames("n3")), claim("c2", "n6", blames("n4")), together) == []


def test_different_events_never_contradict() -> None:
    other = replace(killed(16), event="e2")
    events = (strike("e1", "n1"), strike("e2", "n11"))
    assert found(claim("c1", "n2", killed(24)), claim("c2", "n3", other), events=events) == []


def test_the_targets_of_a_whole_are_those_of_its_parts() -> None:
    events = (strike("e1", "n1"), replace(strike("e2", "n11"), part_of="e1"))
    hit = about(Kind.DAMAGED, "a hospital", "e2")
    assert found(claim("c1", "n2", about(Kind.TARGET, "barracks")), claim("c2", "n3", hit), events=events) == [
        ("target", False)
    ]


def test_an_optional_proposition_contradicts_nothing() -> None:
    doubtful = replace(blames("n2"), optional=True)
    assert found(claim("c1", "n2", blames("n3")), claim("c2", "n3", doubtful)) == []


def test_claims_of_two_articles_contradict_in_one_event() -> None:
    corpus = link(
        [
            annotation(claim("c1", "n2", killed(24)), doc="a"),
            annotation(claim("c1", "n3", killed(16)), doc="b"),
        ]
    )
    [found_] = corpus.contradictions
    assert found_.event == corpus.events[0].id
    assert set(found_.claims) == {c.id for c in corpus.claims}


def test_conflicts_within_an_article_name_its_claims_in_order_and_why() -> None:
    conflicts = conflicts_within(annotation(claim("c2", "n3", killed(16)), claim("c10", "n2", killed(24))))
    assert [(c.a, c.b, c.reason) for c in conflicts] == [
        ("c2", "c10", "count: 16 killed in Strike against 24 killed in Strike")
    ]


def test_conflicts_within_an_article_leave_out_its_own_voice() -> None:
    told = annotation(claim("c1", "n3", killed(16)))
    told = replace(told, narrated=(Narrated("a1", ((50, 54),), ("e1",), (killed(24),)),))
    assert conflicts_within(told) == ()
    assert len(link([told]).contradictions) == 1
