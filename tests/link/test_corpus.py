"""What holds of every corpus: any order, references that hold, the reference judgements, time that grows with size."""

from __future__ import annotations

import json
import time
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import linking
from kg.annotation import read_annotations
from kg.link import link
from kg.model import Annotation, Claim, Corpus, Narrated, Stance
from tests.link.build import article, blames, city, claim, entity, killed, state, strike

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
CROSS = json.loads((REFERENCE / "cross.json").read_text("utf-8"))


@cache
def reference() -> tuple[Annotation, ...]:
    return tuple(read_annotations(REFERENCE))


@cache
def corpus() -> Corpus:
    return link(reference())


# ---- the reference judgements ----------------------------------------------------------------------------------------
def test_entities_of_the_reference() -> None:
    assert linking.identity(CROSS, corpus(), "entities").f1 >= 0.95


def test_events_of_the_reference() -> None:
    assert linking.identity(CROSS, corpus(), "events").f1 >= 0.85


def test_distinct_events_stay_apart() -> None:
    assert linking.merged_against_judgement(CROSS, corpus()) == []


def test_contradictions_across_articles() -> None:
    assert linking.across(CROSS, corpus(), list(reference())).f1 >= 0.80


def test_contradictions_within_articles() -> None:
    assert linking.within(reference()).f1 >= 0.80


def test_what_does_not_conflict_is_not_reported() -> None:
    assert linking.forbidden(CROSS, corpus()) == []


# ---- properties ------------------------------------------------------------------------------------------------------
@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_articles_does_not_matter(order: list[int]) -> None:
    assert link(reference()[n] for n in order) == corpus()


def test_an_article_given_twice_counts_once() -> None:
    assert link([*reference(), *reference()]) == corpus()


def test_every_tuple_is_sorted_by_id_without_repetition() -> None:
    for field in fields(Corpus):
        found = [record.id for record in getattr(corpus(), field.name)]
        assert found == sorted(set(found)), field.name


def test_no_reference_dangles() -> None:
    assert dangling(corpus()) == set()


def test_another_article_leaves_what_it_does_not_touch_as_it_is() -> None:
    before = link(reference()[:4])
    assert {c.id for c in before.claims} <= {c.id for c in corpus().claims}
    assert {e.id for e in before.events} <= {e.id for e in corpus().events}


def test_the_articles_own_voice_is_a_claim_of_its_publisher() -> None:
    told = article("a", publisher="The Sun", narrated=(Narrated("a1", ((0, 4),)),))
    linked = link([told])
    [voice] = linked.claims
    assert (voice.narrated, voice.stance, voice.speakers) == (True, Stance.CLAIMED, (linked.articles[0].publisher,))


def test_relays_keep_their_order_and_never_name_the_publisher() -> None:
    people = (
        entity("n1", "person", "Ann Lee"),
        entity("n2", "organization", "TASS"),
        entity("n3", "organization", "BBC"),
    )
    said = replace(claim("c1", "n1"), via=("n3", "n2"))
    linked = link([article("a", entities=people, claims=(said,), publisher="The Sun")])
    names = {e.id: e.name for e in linked.entities}
    assert [names[r] for r in linked.claims[0].relays] == ["BBC", "TASS"]


def test_local_ids_that_nobody_defines_are_left_out() -> None:
    said = replace(claim("c1", "nobody", blames("nobody")), via=("nobody",), about=("nothing",))
    linked = link([article("a", claims=(said,), events=(strike("e1", "nowhere"),))])
    assert dangling(linked) == set()


def test_claims_that_stand_in_the_same_words_stay_two() -> None:
    twins = (claim("c1", "n1"), replace(claim("c1", "n2"), id="c2"))
    people = (entity("n1", "person", "Ann Lee"), entity("n2", "person", "Bob Ray"))
    assert len(link([article("a", entities=people, claims=twins)]).claims) == 2


def test_hostile_names_are_text_without_control_characters() -> None:
    bad = entity("n1", "organization", "A\x00B\u202e</script>\ud800\n=1+1", role="x\x07")
    [linked] = link([article("a", entities=(bad,))]).entities
    linked.name.encode("utf-8")
    assert linked.name == "A B </script> =1+1"


def test_nothing_gives_nothing() -> None:
    assert link([]) == Corpus()


# ---- growth ----------------------------------------------------------------------------------------------------------
def test_time_grows_with_the_number_of_articles_not_with_its_square() -> None:
    link(synthetic(50))  # lexicons are read once
    small, large = seconds(500), seconds(4000)
    assert large < 20 * small + 1


def test_many_claims_about_one_event_do_not_make_their_square_of_contradictions() -> None:
    people = (city("n1", "Kharkiv"), state("n2", "Russia"), state("n3", "Ukraine"))
    told = []
    for n in range(1200):
        mayor = entity(
            "n4", "person", f"Ann {chr(97 + n % 26) * 3}x{chr(97 + n // 26 % 26) * 3}y{chr(97 + n // 676) * 3}"
        )
        said = (claim("c1", "n4", killed(n % 4)), claim("c2", "n2", blames("n3")))
        told.append(article(f"d{n}", entities=(*people, mayor), events=(strike("e1", "n1"),), claims=said))
    linked = link(told)
    assert len(linked.events) == 1
    assert {
        tuple(sorted((p.low or 0) for p in linked.propositions if p.id in c.propositions))
        for c in linked.contradictions
    } == {(a, b) for b in range(4) for a in range(b)}
    assert len(linked.contradictions) < 100


def synthetic(number: int) -> list[Annotation]:
    """Articles about a few hundred towns on as many days, with speakers who are named alike."""
    found = []
    for n in range(number):
        entities = (
            city("n1", f"Town {n % 331}"),
            state("n2", "Russia"),
            entity("n3", "person", f"Ivan Petrov{'abcdefghij'[n % 10] * (n % 7)}sky", role="mayor"),
            entity("n4", "person", f"Petrov{'abcdefghij'[n % 10] * (n % 7)}sky"),
        )
        said: tuple[Claim, ...] = (
            claim("c1", "n2", blames("n2")),
            claim("c2", "n3", killed(n % 5)),
            claim("c3", "n4", blames("n2"), stance=Stance.DENIED),
        )
        day = f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        found.append(article(f"d{n}", entities=entities, events=(strike("e1", "n1", time=day),), claims=said))
    return found


def seconds(number: int) -> float:
    told = synthetic(number)
    start = time.process_time()
    link(told)
    return time.process_time() - start


def dangling(linked: Corpus) -> set[str]:
    """Ids that records name and the corpus lacks."""
    known = {r.id for f in fields(Corpus) for r in getattr(linked, f.name)}
    named: set[str | None] = {a.publisher for a in linked.articles}
    named |= {i for e in linked.entities for i in (e.state, e.within)}
    named |= {i for m in linked.memberships for i in (m.member, m.organization)}
    named |= {i for e in linked.events for i in (*e.places, e.part_of)}
    named |= {i for p in linked.propositions for i in (p.event, p.object, p.place)}
    named |= {i for c in linked.claims for i in (c.article, *c.speakers, *c.relays, *c.propositions, *c.events)}
    named |= {i for c in linked.contradictions for i in (*c.claims, *c.propositions, c.event)}
    named |= {m.into for m in linked.merges}
    return {i for i in named if i} - known
