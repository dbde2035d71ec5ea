"""Two corpora: the reference articles, and one made by hand with every kind of edge and text that breaks writers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.annotation import read_annotations
from kg.link import link
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
    Stance,
)

# Each would end a string, an element, a field, a statement or a cell early, or run as code, if it were not escaped.
HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> <!-- & &amp; &#0; <data key='d0'>",
    "a 'single', a \"double\", a `back` quote; and a semicolon;",
    "'}) DETACH DELETE n; //",
    "back\\slash \\u0027 \\n \\",
    '=HYPERLINK("http://example.org")',
    "tab\there",
    "two\r\n\r\nparagraphs\u2028and a line separator",
    "nul\x00 bell\x07 escape\x1b[31m delete\x7f noncharacter\uffff",
    "emoji 🚀 and 𝒲, Arabic حلب, nfd e\u0301, joiner \u200d, override \u202e",
    "$param {map: 1} %s %(x)s \x85 next line",
    "long " * 5_000,
)
TEXT = "Ministry said the missile hit. " + " | ".join(HOSTILE)


def hostile() -> Corpus:
    """The corpus. The first claim quotes all of the hostile text."""
    start = TEXT.index(HOSTILE[0])
    article = Article(
        doc="doc-1",
        text=TEXT,
        title=HOSTILE[0],
        publisher="Paper",
        published="2023-12-31",
        url="https://example.org/?a=1&b='",
    )
    entities = (
        LinkedEntity(
            "actor/a1", EntityType.ORGANIZATION, "ministry", HOSTILE[2], aliases=HOSTILE[3:6], state="actor/a2"
        ),
        LinkedEntity("actor/a2", EntityType.ORGANIZATION, "state", HOSTILE[4], members=(Member("doc-1", "n1"),)),
        LinkedEntity("actor/a3", EntityType.PERSON, None, HOSTILE[9], roles=(HOSTILE[5],), anonymous=True),
        LinkedEntity("actor/a4", EntityType.ORGANIZATION, "media", "Paper"),
        LinkedEntity(
            "place/p1", EntityType.PLACE, "city", "Город", latitude="50.60", longitude="-7", within="place/p2"
        ),
        LinkedEntity("place/p2", EntityType.FACILITY, None, HOSTILE[10], disputed=True),
        LinkedEntity("weapon/w1", EntityType.WEAPON, "missile", HOSTILE[6]),
    )
    propositions = (
        LinkedProposition(
            "proposition/q1", Kind.ATTRIBUTED_TO, "event/e1", HOSTILE[1], object="actor/a2", role="ordered"
        ),
        LinkedProposition("proposition/q2", Kind.KILLED, "event/e1", "at least 24 died", low=24, qualifier="at least"),
        LinkedProposition("proposition/q3", Kind.WEAPON, "event/e1", HOSTILE[7], object="weapon/w1", place="place/p1"),
        LinkedProposition("proposition/q4", Kind.KILLED, "event/e1", "more than can be held", low=10**30, high=0),
    )
    everything = tuple(p.id for p in propositions)
    claims = (
        LinkedClaim(
            "claim/c1",
            "article/t1",
            "c1",
            Stance.CLAIMED,
            False,
            ("actor/a1",),
            ("actor/a4", "actor/a3"),
            everything,
            ("event/e1",),
            ((start, len(TEXT)),),
            (9, 13),
            (0, 8),
            "2023-12-31",
            "rule",
            "0.90",
            ("hedge", "caption"),
        ),
        LinkedClaim(
            "claim/c2",
            "article/t1",
            "c2",
            Stance.DENIED,
            False,
            ("actor/a2", "actor/a3"),
            (),
            everything[:1],
            ("event/e1",),
            ((0, 8), (9, 13)),
        ),
        LinkedClaim(
            "claim/c3", "article/t1", "c3", Stance.UNCONFIRMED, False, ("actor/a2",), (), everything[:1], (), ((0, 8),)
        ),
        LinkedClaim(
            "claim/c4", "article/t1", "a1", Stance.CLAIMED, True, (), (), everything[1:2], ("event/e1",), ((14, 29),)
        ),
        LinkedClaim(
            "claim/c5", "article/t1", "c5", Stance.CLAIMED, False, ("actor/a1",), (), everything[:1], (), ((0, 8),)
        ),
    )
    return Corpus(
        articles=(LinkedArticle("article/t1", article, "actor/a4"),),
        entities=entities,
        memberships=(Membership("membership/m1", "actor/a3", "actor/a1", HOSTILE[8]),),
        events=(
            LinkedEvent("event/e1", "missile_strike", HOSTILE[8], ("place/p1",), "2023-12-30", part_of="event/e2"),
            LinkedEvent("event/e2", "other", "the whole attack", members=(Member("doc-1", "e2"),)),
        ),
        propositions=propositions,
        claims=claims,
        contradictions=(
            Contradiction(
                "contradiction/k1",
                "stance",
                "opposite stances",
                ("claim/c1", "claim/c2"),
                ("proposition/q1", "proposition/q1"),
                "event/e1",
            ),
            Contradiction(
                "contradiction/k2",
                "count",
                HOSTILE[3],
                ("claim/c1", "claim/c4"),
                ("proposition/q4", "proposition/q2"),
                "event/e1",
                True,
            ),
        ),
        merges=(
            Merge("merge/g1", "actor/a2", (Member("doc-1", "n1"), Member("doc-1", "n2")), "same name", HOSTILE[4]),
        ),
    )


@cache
def reference() -> Corpus:
    """The reference annotations of the seed articles, linked."""
    return link(list(read_annotations(Path(__file__).parents[2] / "seeds" / "reference")))
