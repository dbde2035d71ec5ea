"""What part of the page a line is, and where quotations begin and end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.draft import Draft, ZoneKind
from kg.annotate.parse import lines, load
from kg.annotate.zones import find_zones, zones
from kg.model import Article


def kinds(text: str) -> list[tuple[str, str]]:
    return [(z.kind.value, text[slice(*z.span)]) for z in find_zones(Article("case", text))]


def quotes(text: str) -> list[list[str]]:
    draft = zones(Draft(Article("case", text), load().make_doc(text)))
    return [[text[slice(*span)] for span in q.spans] for q in draft.quotations]


def test_unfinished_first_lines_are_headlines_and_the_rest_is_body() -> None:
    assert kinds("Ship sinks off Yemen\n\nA ship sank on Monday.") == [
        ("headline", "Ship sinks off Yemen"),
        ("body", "A ship sank on Monday."),
    ]


def test_a_glued_agency_credit_makes_a_caption() -> None:
    text = "ReutersA view shows the damaged port"

    (zone,) = find_zones(Article("case", text))

    assert zone.kind is ZoneKind.CAPTION
    assert zone.credit is not None and text[slice(*zone.credit)] == "Reuters"


def test_marked_boilerplate_keeps_its_place_and_carries_nothing() -> None:
    text = "Subscribe now. The port burned."

    found = find_zones(Article("case", text, boilerplate=((0, 14),)))

    assert [(z.kind.value, text[slice(*z.span)]) for z in found] == [
        ("boilerplate", "Subscribe now."),
        ("body", "The port burned."),
    ]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph_that_opens_one() -> None:
    assert quotes("He said: “One.\n“Two.”") == [["One.", "Two."]]


def test_straight_marks_open_and_close_in_turn() -> None:
    assert quotes('"One," he said, "two."') == [["One,"], ["two."]]


@given(st.text(alphabet='ab .\n\u00a0“”"', max_size=80))
def test_lines_and_quotations_lie_inside_the_text_and_never_overlap(text: str) -> None:
    spans = lines(text)

    assert all(0 <= a < b <= len(text) and text[a:b].strip() == text[a:b] for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert all("“" not in piece and "”" not in piece for q in quotes(text) for piece in q)
