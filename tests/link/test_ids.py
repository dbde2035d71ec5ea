"""Ids are made of content alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.link import ids
from kg.model import Article

parts = st.lists(st.none() | st.text(st.characters(codec=None)) | st.integers(), max_size=4)


@given(parts, parts)
def test_different_content_gives_different_ids(a: list[str | int | None], b: list[str | int | None]) -> None:
    assert (ids.mint("x", *a) == ids.mint("x", *b)) == (a == b)


@given(parts)
def test_an_id_is_its_kind_and_sixteen_digits(content: list[str | int | None]) -> None:
    assert re.fullmatch(r"x/[0-9a-f]{16}", ids.mint("x", *content))


@given(st.dictionaries(st.text(max_size=3), st.sampled_from(["a", "b"]), max_size=6), st.randoms())
def test_things_of_one_key_are_told_apart_in_any_order(keys: dict[str, str], random: st.DataObject) -> None:
    shuffled = list(keys.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = ids.distinct("x", {thing: (key,) for thing, key in keys.items()}, tie=lambda thing: (thing,))
    assert len(set(found.values())) == len(keys)
    assert found == ids.distinct("x", {thing: (key,) for thing, key in shuffled}, tie=lambda thing: (thing,))


def test_an_article_is_its_name_and_its_text() -> None:
    assert len({ids.article_id(Article(doc, text)) for doc in "ab" for text in "cd"}) == 4
