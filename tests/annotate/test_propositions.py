"""What contents state, and what they do not: labelled sentences of many conflicts, roles, denials."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.annotate.propositions import propositions
from kg.model import Claim, Entity, EntityType, Kind, Proposition, Stance
from tests.annotate.build import draft_of
from tests.annotate.cases import rows

CASES = rows(Path(__file__).parent / "proposition_cases.tsv")
COUNTED = (Kind.KILLED, Kind.INJURED, Kind.INTERCEPTED)
LOOSE = ("damaged", "target")  # the case names the head noun of the thing


def stated(
    text: str, *, speaker: str = "", names: str = "", stance: Stance = Stance.CLAIMED, cue: str = ""
) -> list[str]:
    """The propositions of a content as `kind:value`."""
    named = tuple(n for n in names.split("|") if n.strip("-"))
    draft = propositions(draft_of(text, speaker=speaker.strip("-") or None, names=named, stance=stance, cue=cue))
    by_id = {e.id: e.name for e in draft.entities}

    def value(p: Proposition) -> str:
        if p.kind in COUNTED:
            return "?" if p.count is None else str(p.count)
        return by_id[p.actor or p.weapon or ""] if p.actor or p.weapon else (p.what or "")

    return [f"{p.kind.value}:{value(p)}" for p in draft.claims[0].propositions]


def fits(expected: str, found: str) -> bool:
    kind, _, value = expected.partition(":")
    other, _, text = found.partition(":")
    return kind == other and (value in text if kind in LOOSE else value == text)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_a_content_states_just_these_propositions(case: dict[str, str]) -> None:
    expected = [] if case["expected"] == "-" else case["expected"].split(";")
    found = stated(case["text"], speaker=case["speaker"], names=case["names"])
    assert [e for e in expected if not any(fits(e, f) for f in found)] == []
    assert [f for f in found if not any(fits(e, f) for e in expected)] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Iran carried out the attack", "carried_out"),
        ("the president of Iran ordered the strike", None),
        ("Iran ordered the strike", "ordered"),
        ("Iran helped plan the attack", "helped"),
        ("Iran incited the rebels to attack the embassy", "incited"),
        ("the deaths were due to the negligence of Iran", "to_blame"),
        ("Iran was to blame for the deaths", "to_blame"),
    ],
)
def test_the_part_of_an_actor_is_its_role(text: str, role: str | None) -> None:
    draft = propositions(draft_of(text))
    actors = [p.role for p in draft.claims[0].propositions if p.kind is Kind.ATTRIBUTED_TO]
    assert actors == ([role] if role else [])


def test_the_accused_of_an_accusation_is_its_actor_and_the_blamed_is_to_blame() -> None:
    accused = propositions(draft_of("Ukraine of shelling the town", cue="Russia accused"))
    blamed = propositions(draft_of("Britain for the strikes", cue="Russia blamed"))
    assert [p.role for p in accused.claims[0].propositions] == ["carried_out"]
    assert [p.role for p in blamed.claims[0].propositions] == ["to_blame"]


def test_a_denied_content_keeps_the_proposition_that_is_denied() -> None:
    denied = stated("it had not bombed the hospital", speaker="Wagner Group", stance=Stance.DENIED)
    claimed = stated("it had not bombed the hospital", speaker="Wagner Group")
    assert "attributed_to:Wagner Group" in denied
    assert "attributed_to:Wagner Group" not in claimed


def test_a_demonym_adds_the_state_without_a_mention() -> None:
    draft = propositions(draft_of("a Syrian missile hit the embassy"))
    state = next(e for e in draft.entities if e.name == "Government of Syria")
    assert state.mentions == ()


def test_a_generic_weapon_is_one_entity_with_the_nouns_as_mentions() -> None:
    text = "two missiles hit the port and a missile struck a school"
    draft = propositions(draft_of(text))
    weapons = [e for e in draft.entities if e.type.value == "weapon"]
    assert [e.name for e in weapons] == ["missile (unspecified)"]
    assert {text[a:b] for a, b in weapons[0].mentions} == {"missiles", "missile"}


def test_who_built_a_weapon_did_not_use_it() -> None:
    assert stated("Czech-made rockets were used") == ["weapon:rocket (unspecified)"]


def test_the_same_draft_gives_the_same_propositions() -> None:
    draft = draft_of("Israel killed 12 people with two drones in Damascus")
    assert propositions(draft) == propositions(draft)


def test_these_accusations_are_what_was_charged_before() -> None:
    charge = draft_of("Ukraine of shelling the town", cue="Russia accused")
    text = charge.article.text + ". These accusations are unfounded"
    both = draft_of(text)
    start = len(charge.article.text) + 2
    accused = replace(both.claims[0], cue=charge.claims[0].cue, content=charge.claims[0].content)
    denial = Claim("c2", (), None, None, ((start, len(text)),), Stance.DENIED, about=("e1",))
    done = propositions(replace(both, claims=(accused, denial)))
    assert [p.actor for p in done.claims[1].propositions] == [p.actor for p in done.claims[0].propositions]
    assert done.claims[1].propositions[0].kind is Kind.ATTRIBUTED_TO


def test_a_rejection_that_spells_out_what_it_rejects_takes_up_nothing() -> None:
    text = "The army shelled the town. claims that it had armed the rebels"
    draft = draft_of(text, speaker="the Emirates")
    first = replace(draft.claims[0], content=((0, 25),))
    denial = Claim("c2", (), None, None, ((27, len(text)),), Stance.DENIED, about=("e1",))
    done = propositions(replace(draft, claims=(first, denial)))
    assert done.claims[1].propositions == ()


def test_the_only_army_of_an_article_is_the_army() -> None:
    draft = draft_of("army warplanes bombed the village")
    army = Entity("n9", EntityType.ORGANIZATION, "armed_forces", "Sudanese Armed Forces")
    done = propositions(replace(draft, entities=(*draft.entities, army)))
    assert [p.actor for p in done.claims[0].propositions if p.actor] == ["n9"]
    assert all(p.actor is None for p in propositions(draft).claims[0].propositions)


def test_an_official_denies_for_the_state_of_the_role() -> None:
    draft = draft_of("any involvement in the massacre", speaker="Ishaq Dar", stance=Stance.DENIED)
    official = Entity("n1", EntityType.PERSON, "official", "Ishaq Dar", "Pakistan's foreign minister")
    denied = replace(draft.claims[0], source=("n1",))
    done = propositions(replace(draft, entities=(official,), claims=(denied,)))
    names = {e.id: e.name for e in done.entities}
    assert [names[p.actor or ""] for p in done.claims[0].propositions] == ["Government of Pakistan"]
