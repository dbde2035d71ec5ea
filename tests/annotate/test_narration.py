"""The article's own voice: what is narrated, and what is left to its speakers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.annotate.draft import Draft, Zone, ZoneKind
from kg.annotate.narration import narration
from kg.annotate.parse import lines, load, parse
from kg.model import Article, Claim, Entity, EntityType, Event, Kind, Stance
from tests.annotate.build import mentions, states_in


def draft_of(text: str, *, triggers: tuple[str, ...] = ("attack", "strike"), kinds: tuple[ZoneKind, ...] = ()) -> Draft:
    """A draft with one event, its triggers wherever they stand, and a zone a line."""
    spans = lines(text)
    doc = parse(text, frozenset(a for a, _ in spans), load())
    zones = tuple(Zone(kind, span) for kind, span in zip(kinds or (ZoneKind.BODY,) * len(spans), spans, strict=True))
    entities = tuple(
        Entity(f"n{i}", EntityType.ORGANIZATION, "state", name, None, mentions(text, word))
        for i, (word, name) in enumerate(sorted(states_in(text).items()), 1)
    )
    found = tuple(sorted(m for t in triggers for m in mentions(text, t)))
    return Draft(
        Article("case", text), doc, zones, entities=entities, events=(Event("e1", "air_strike", "it", (), None, found),)
    )


def narrated(draft: Draft) -> list[str]:
    text = draft.article.text
    return [text[n.content[0][0] : n.content[-1][1]] for n in narration(draft).narrated]


def test_a_toll_in_the_articles_own_voice_is_narrated() -> None:
    draft = narration(draft_of("The attack killed 12 people and injured 30."))
    assert [n.id for n in draft.narrated] == ["a1"]
    assert [(p.kind, p.count) for p in draft.narrated[0].propositions] == [(Kind.KILLED, 12), (Kind.INJURED, 30)]
    assert draft.narrated[0].about == ("e1",)


def test_a_headline_that_repeats_is_narrated_once() -> None:
    text = "Israeli strike kills 12 in Syria\n\nIsraeli strike kills 12 in Syria\n\nNothing else is known."
    kinds = (ZoneKind.HEADLINE, ZoneKind.HEADLINE, ZoneKind.BODY)
    assert narrated(draft_of(text, kinds=kinds)) == ["Israeli strike kills 12 in Syria"]


def test_a_toll_without_a_trigger_belongs_to_the_event_named_before() -> None:
    text = "Rescuers worked through the night after the attack. They left 39 dead and 139 injured."
    assert narrated(draft_of(text))[-1] == "They left 39 dead and 139 injured"


def test_what_a_claim_covers_is_not_narrated() -> None:
    text = "The attack killed 12 people, the mayor said."
    draft = draft_of(text)
    claim = Claim("c1", (), (29, 38), (39, 43), ((0, 27),), Stance.CLAIMED, about=("e1",))
    assert narrated(replace(draft, claims=(claim,))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Could the attack have killed 12 people?",
        "If the attack killed 12 people, it would be the worst this year.",
        "The attack could kill 12 people.",
        "The attack was shameful.",
        "Nobody expected the attack.",
    ],
)
def test_questions_conditions_and_opinions_are_left_out(text: str) -> None:
    assert narrated(draft_of(text)) == []


@pytest.mark.parametrize("kind", [ZoneKind.BOILERPLATE, ZoneKind.CAPTION])
def test_boilerplate_and_captions_are_left_out(kind: ZoneKind) -> None:
    assert narrated(draft_of("The attack killed 12 people.", kinds=(kind,))) == []


def test_who_did_it_is_narrated_and_the_state_joins_the_entities() -> None:
    draft = narration(draft_of("Ethiopian troops carried out the attack at dawn."))
    actor = draft.narrated[0].propositions[0].actor
    assert next(e.name for e in draft.entities if e.id == actor) == "Government of Ethiopia"


def test_a_sentence_without_a_proposition_adds_no_entity() -> None:
    draft = narration(draft_of("The Ethiopian minister saw the attack."))
    assert draft.narrated == ()
    assert draft.entities == ()
