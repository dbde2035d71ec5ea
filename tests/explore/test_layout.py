"""Nothing is ever drawn over something else."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.explore import layout
from kg.explore.layout import Band, Box, Column, Place, spread, text_width, wrap


def overlap(a: Place, b: Place) -> bool:
    return abs(a.x - b.x) * 2 < a.width + b.width and abs(a.y - b.y) * 2 < a.height + b.height


@st.composite
def bands(draw: st.DrawFn) -> list[Band]:
    """One to forty claims in some columns of some bands."""
    made: list[Band] = []
    left, lanes = draw(st.integers(1, 40)), draw(st.integers(1, 4))
    while left > 0:
        columns = []
        for i in range(draw(st.integers(1, lanes))):
            count = draw(st.integers(1, 12))
            boxes = tuple(Box(f"{len(made)}.{i}.{j}", draw(st.integers(40, 190))) for j in range(min(count, left)))
            left -= len(boxes)
            head = Box(f"{len(made)}.{i}", draw(st.integers(60, 120))) if draw(st.booleans()) else None
            columns.append(Column(boxes, head))
        made.append(Band(Box(str(len(made)), 26), spread(columns, lanes)))
    return made


@given(bands())
def test_a_dossier_of_one_to_forty_claims_never_overlaps(some: list[Band]) -> None:
    places = layout.dossier(Box("head", 90), some)
    assert not [(a, b) for a, b in combinations(places, 2) if overlap(places[a], places[b])]


@given(bands())
def test_a_dossier_places_every_box_once(some: list[Band]) -> None:
    keys = {"head"} | {band.head.key for band in some}
    for column in (column for band in some for column in band.columns):
        keys |= {box.key for box in column.boxes} | ({column.head.key} if column.head else set())
    assert set(layout.dossier(Box("head", 90), some)) == keys


@given(st.integers(1, 60), st.data())
def test_names_of_the_overview_never_overlap(count: int, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.tuples(st.integers(30, 200), st.integers(40, 110)), min_size=count, max_size=count))
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    places = layout.network(sizes, data.draw(st.lists(pair, max_size=80)), rounds=20)
    assert not [(a, b) for a, b in combinations(places, 2) if overlap(a, b)]


def test_the_same_graph_always_stands_the_same_way() -> None:
    sizes, edges = [(100, 60)] * 30, [(i, i * 7 % 30) for i in range(30)]
    assert layout.network(sizes, edges) == layout.network(sizes, list(reversed(edges)))


@given(st.text(max_size=200), st.integers(30, 300), st.integers(1, 6))
def test_lines_fit_their_box(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, 13, most)
    assert len(lines) <= most
    assert all(text_width(line, 13) <= width or len(line) <= 2 for line in lines)


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=60))
def test_a_word_that_fits_is_not_changed(word: str) -> None:
    assert "".join(wrap(word, 10_000, 13, 3)) == word
