"""The versions of a dispute are those of its claims."""

from __future__ import annotations

from hypothesis import given, settings

from kg.explore.dossier import Dossier, dossier
from kg.explore.index import Index
from kg.model import Corpus, LinkedEvent, Stance
from tests.strategies import corpora


def event_of(corpus: Corpus, words: str) -> LinkedEvent:
    return next(event for event in corpus.events if words in event.label)


def versions(found: Dossier, key: str) -> set[tuple[str, Stance]]:
    return {(v.title, v.manner) for q in found.questions if q.key == key for v in q.versions}


def test_the_versions_of_a_dispute_about_blame_are_the_parties_blamed(linked: Corpus) -> None:
    strike = event_of(linked, "Gubkin street")
    found = dossier(Index(linked), strike.id, narrated=False)
    assert versions(found, "who") == {
        ("Government of Ukraine", Stance.CLAIMED),
        ("Government of Russia", Stance.CLAIMED),
    }


def test_a_denial_stands_apart_from_what_it_denies(linked: Corpus) -> None:
    reduction = event_of(linked, "Announced reduction")
    found = dossier(Index(linked), reduction.id, narrated=False)
    assert {manner for _, manner in versions(found, "happened")} == {Stance.CLAIMED, Stance.DENIED}


def test_a_claim_that_names_two_parties_stands_where_it_is_not_contradicted(linked: Corpus) -> None:
    index = Index(linked)
    for event in linked.events:
        for question in dossier(index, event.id, narrated=True).questions:
            where = {id: i for i, version in enumerate(question.versions) for id in version.claims}
            against = [
                c
                for c in index.contradictions_of_event.get(event.id, ())
                if not c.soft and c.kind == "actor" and question.key == "who" and set(c.claims) <= where.keys()
            ]
            assert not [c.rule for c in against if where[c.claims[0]] == where[c.claims[1]]]


def test_tolls_are_ranges_with_who_gives_them(linked: Corpus) -> None:
    attack = event_of(linked, "attack on Belgorod on 30 December")
    found = dossier(Index(linked), attack.id, narrated=False)
    killed = next(toll for toll in found.tolls if toll.kind == "killed")
    assert any(figure.low == 24 and figure.high is None and figure.claims for figure in killed.figures)


def test_the_articles_own_voice_is_left_out_unless_asked_for(linked: Corpus) -> None:
    index = Index(linked)
    for event in linked.events:
        quiet = dossier(index, event.id, narrated=False)
        claims = {id for q in quiet.questions for v in q.versions for id in v.claims} | set(quiet.rest)
        assert not any(index.claims[id].narrated for id in claims)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_every_claim_about_an_event_is_in_its_dossier(corpus: Corpus) -> None:
    index = Index(corpus)
    for event, claims in index.claims_of_event.items():
        found = dossier(index, event, narrated=True)
        shown = {id for q in found.questions for v in q.versions for id in v.claims} | set(found.rest)
        assert shown == {claim.id for claim in claims}


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_no_version_has_more_columns_than_a_screen(corpus: Corpus) -> None:
    index = Index(corpus)
    for event in index.claims_of_event:
        assert all(len(q.versions) <= 4 for q in dossier(index, event, narrated=True).questions)
