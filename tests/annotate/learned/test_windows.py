"""An article as the network sees it: nothing of the text is lost between the windows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.learned.windows import units, windows

texts = st.text(alphabet="ab1 .,“”\nй’-", max_size=400)
lengths = st.integers(8, 64)


def encode(words: list[str]) -> list[list[int]]:
    """One made-up wordpiece for each two letters."""
    return [[7] * (1 + len(word) // 2) for word in words]


@given(texts)
def test_units_are_the_words_and_marks_of_a_text_in_order(text: str) -> None:
    spans = units(text, encode).spans

    assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
    assert list(spans) == sorted(spans)


@given(texts)
def test_a_unit_knows_whether_a_line_break_stands_before_it(text: str) -> None:
    u = units(text, encode)

    for n in range(1, len(u.spans)):
        assert u.breaks[n] == ("\n" in text[u.spans[n - 1][1] : u.spans[n][0]])


@given(texts, lengths)
def test_windows_hold_every_unit_and_keep_their_length(text: str, length: int) -> None:
    u = units(text, encode)
    cut = windows(u, length, length // 3)

    assert {n for w in cut for n in range(w.first, w.last)} == set(range(len(u.spans)))
    assert all(len(w.ids) <= length for w in cut)


@given(texts, lengths)
def test_the_position_of_a_unit_is_that_of_its_first_piece(text: str, length: int) -> None:
    u = units(text, encode)

    for w in windows(u, length, length // 3):
        for n, position in zip(range(w.first, w.last), w.positions, strict=True):
            assert w.ids[position] == u.pieces[n][0]


def test_a_word_longer_than_a_window_is_cut_and_the_text_goes_on() -> None:
    u = units("a" * 500 + " b", encode)

    assert windows(u, 16, 4)[-1].last == 2
