"""Who says what, with which stance, in sentences of many constructions and conflicts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from kg.annotate.attribution import attributions
from kg.annotate.draft import Draft
from kg.annotate.entities import entities
from kg.annotate.parse import load, parse
from kg.annotate.zones import find_zones, sentence_starts, zones
from kg.model import Article, quotation

Said = tuple[str, str, str]
CASES = Path(__file__).with_name("attribution_cases.tsv")


def read_cases() -> list[tuple[str, str, list[Said]]]:
    lines = [line for line in CASES.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(r["construction"], r["text"].replace("\\n", "\n"), expected(r["claims"])) for r in rows]


def expected(cell: str) -> list[Said]:
    if cell == "-":
        return []
    claims = [tuple(part.strip() for part in claim.split(" | ")) for claim in cell.split(" || ")]
    return [
        (c[0].removesuffix(" |").strip("| "), c[-2], c[-1]) if len(c) > 2 else ("", c[0].strip("| "), c[1])
        for c in claims
    ]


@cache
def said(text: str) -> list[Said]:
    article = Article("case", text)
    draft = zones(Draft(article, parse(text, sentence_starts(find_zones(article)), load())))
    claims = attributions(entities(draft)).claims
    return [
        (text[slice(*c.source_span)] if c.source_span else "", c.stance.value, quotation(text, c.content))
        for c in claims
    ]


@pytest.mark.parametrize(("construction", "text", "claims"), read_cases(), ids=[c[0] for c in read_cases()])
def test_a_sentence_gives_the_claims_of_a_careful_reader(construction: str, text: str, claims: list[Said]) -> None:
    assert said(text) == claims, construction


def test_a_relay_is_kept_apart_from_the_source() -> None:
    text = "A hospital source told AFP that twelve bodies had arrived."
    article = Article("case", text)
    draft = attributions(entities(zones(Draft(article, parse(text, frozenset({0}), load())))))

    (claim,) = draft.claims

    names = {e.id: e.name for e in draft.entities}
    assert [names[i] for i in claim.via] != []
    assert not set(claim.via) & set(claim.source)


def test_every_claim_names_the_rule_that_found_it() -> None:
    article = Article("case", "The army said it fired. Kabul denied the claim.")
    draft = zones(Draft(article, parse(article.text, frozenset({0}), load())))

    claims = attributions(entities(draft)).claims

    assert claims and all(c.rule and c.confidence is not None and 0 < c.confidence <= 1 for c in claims)
