"""What the graph says, and what it never says."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from kg.errors import UsageError
from kg.graph.rdf import rdflib_graph
from kg.graph.statements import statements
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
    Stance,
)
from kg.vocabulary import ontology_text, prologue
from tests.strategies import corpora

BASE = "https://example.org/id/"
PREFIXES = prologue() + f"PREFIX : <{BASE}>\n"


def store(corpus: Corpus) -> ox.Store:
    found = ox.Store()
    found.extend(ox.Quad(*quad.triple) for quad in statements(corpus, BASE))
    return found


def holds(corpus: Corpus, pattern: str) -> bool:
    return bool(store(corpus).query(f"{PREFIXES} ASK {{ {pattern} }}"))


def claim(
    number: int, stance: Stance, *, narrated: bool = False, speakers: tuple[str, ...] = ("actor/1",)
) -> LinkedClaim:
    return LinkedClaim(
        f"claim/{number}",
        "article/1",
        f"c{number}",
        stance,
        narrated,
        speakers,
        (),
        ("proposition/1",),
        ("event/1",),
        ((0, 3),),
    )


def corpus(*claims: LinkedClaim, url: str | None = None, soft: bool | None = None) -> Corpus:
    """One article, one event, the proposition that actor 2 is behind it, and the claims."""
    clash = Contradiction(
        "contradiction/1", "stance", "r", ("claim/1", "claim/2"), ("proposition/1",) * 2, "event/1", bool(soft)
    )
    return Corpus(
        articles=(LinkedArticle("article/1", Article("d", "Yes, no.", url=url, published="2024-01-02")),),
        entities=(
            LinkedEntity("actor/1", EntityType.ORGANIZATION, None, "A"),
            LinkedEntity("actor/2", EntityType.ORGANIZATION, "state", "B"),
        ),
        events=(LinkedEvent("event/1", "shelling", "Shelling", time="2024-01"),),
        propositions=(
            LinkedProposition(
                "proposition/1", Kind.ATTRIBUTED_TO, "event/1", "B did it", object="actor/2", role="ordered"
            ),
        ),
        claims=claims,
        contradictions=() if soft is None else (clash,),
    )


@pytest.mark.parametrize(
    ("stance", "edge"),
    [(Stance.CLAIMED, "kg:claimed"), (Stance.DENIED, "kg:denied"), (Stance.UNCONFIRMED, "kg:leftOpen")],
)
def test_a_claim_gives_its_speaker_an_edge_to_what_it_speaks_of(stance: Stance, edge: str) -> None:
    assert holds(corpus(claim(1, stance)), f"<{BASE}actor/1> {edge} <{BASE}proposition/1>")


def test_the_article_s_own_voice_gives_no_edge() -> None:
    assert not holds(corpus(claim(1, Stance.CLAIMED, narrated=True)), "?actor kg:claimed ?what")


def test_the_culprit_is_on_the_proposition_and_not_on_the_event() -> None:
    graph = corpus(claim(1, Stance.CLAIMED))
    assert holds(graph, f"<{BASE}proposition/1> kg:attributedTo <{BASE}actor/2> ; rdf:object <{BASE}actor/2>")
    assert not holds(graph, f"<{BASE}event/1> ?any <{BASE}actor/2>")


def test_contradicting_claims_are_joined_in_both_directions_and_the_denial_disputes() -> None:
    graph = corpus(claim(1, Stance.CLAIMED), claim(2, Stance.DENIED, speakers=("actor/2",)), soft=False)
    assert holds(
        graph, f"<{BASE}claim/1> kg:contradicts <{BASE}claim/2> . <{BASE}claim/2> kg:contradicts <{BASE}claim/1>"
    )
    assert holds(graph, f"<{BASE}claim/2> cito:disputes <{BASE}claim/1>")
    assert not holds(graph, f"<{BASE}claim/1> cito:disputes ?any")


def test_a_soft_contradiction_is_told_but_joins_no_claims() -> None:
    graph = corpus(claim(1, Stance.CLAIMED), claim(2, Stance.DENIED), soft=True)
    assert holds(graph, "?k a kg:Contradiction ; kg:soft true")
    assert not holds(graph, "?a kg:contradicts ?b")


def test_an_exact_day_is_a_date_beside_the_edtf() -> None:
    pattern = '?a schema:datePublished "2024-01-02"^^xsd:date ; kg:time "2024-01-02"^^edtf:EDTF'
    assert holds(corpus(), pattern)
    assert not holds(corpus(), f"<{BASE}event/1> sem:hasTimeStamp ?day")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://exa mple.org/<x>", "no address", "//example.org"])
def test_an_address_that_is_no_web_iri_stays_a_text(url: str) -> None:
    assert holds(corpus(url=url), "?a schema:url ?url FILTER(isLiteral(?url))")


def test_a_web_address_is_an_iri() -> None:
    assert holds(corpus(url="https://example.org/a?b=ü"), "?a schema:url <https://example.org/a?b=ü>")


@pytest.mark.parametrize("base", ["", "relative/", "https://exa mple.org/", "https://example.org/id"])
def test_a_base_that_cannot_start_an_iri_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        list(statements(Corpus(), base))


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_statements_come_in_one_order_each_once(corpus: Corpus) -> None:
    quads = list(statements(corpus, BASE))
    subjects = [str(getattr(quad.subject, "value", "")) for quad in quads]
    assert subjects == sorted(subjects)
    assert len({quad.triple for quad in quads}) == len(quads)


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_no_corpus_makes_a_graph_that_asserts_what_is_disputed(corpus: Corpus) -> None:
    assert not store(corpus).query(ontology_text("guard.rq"))


@settings(max_examples=20, deadline=None)
@given(corpora())
def test_the_rdflib_graph_has_as_many_statements(corpus: Corpus) -> None:
    assert len(rdflib_graph(corpus, BASE)) == len(list(statements(corpus, BASE)))
