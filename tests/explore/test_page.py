"""The file: one, small, the same every time, with every word in its place and nothing that points elsewhere."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pyvis.network import Network

from kg.explore import network, write
from kg.explore.index import Index
from kg.explore.payload import payload
from kg.explore.scene import MOST_DRAWN
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
from tests.explore.conftest import BASE, block
from tests.strategies import corpora

ROOT = Path(__file__).parents[2]


def words(data: Any, article: int, start: int, end: int) -> str:
    """What the page's script cuts out of an article."""
    at, text = next(run for run in reversed(data["articles"][article]["runs"]) if run[0] <= start)
    return str(text[start - at : end - at])


# ---- the file --------------------------------------------------------------------------------------------------------
def test_nothing_in_the_page_points_to_a_network(seeds_page: Path) -> None:
    html = seeds_page.read_text("utf-8")
    frame = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert html.startswith("<!doctype html>")
    assert "://" not in frame
    assert not re.search(r"<(script|link|img|iframe)[^>]*\s(src|href)=", html[: html.index("<script>")])


def test_the_policy_names_every_script_and_style_and_allows_no_other(seeds_page: Path) -> None:
    html = seeds_page.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    hashes = {f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}" for text in inline}
    assert set(re.findall(r"'(sha256-[^']*)'", policy.group(1))) == hashes
    assert "unsafe" not in policy.group(1)
    assert "default-src 'none'" in policy.group(1)


def test_the_page_of_the_seeds_is_less_than_a_megabyte(seeds_page: Path) -> None:
    assert seeds_page.stat().st_size < 1_000_000


def test_the_file_is_drawn_by_pyvis(seeds_page: Path) -> None:
    drawn = block(seeds_page, "vis-data")
    assert {node["id"] for node in drawn["nodes"]} == {n["key"] for n in block(seeds_page)["overview"]["disputed"]}
    assert block(seeds_page, "vis-options")["physics"] == {"enabled": False}


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "de_DE.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "2"},
    ],
    ids=["C", "latin-1"],
)
def test_the_bytes_depend_neither_on_the_locale_nor_on_the_run(
    locale: dict[str, str], seeds_page: Path, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.annotation import read_annotations; from kg.link import link; "
        "from kg.explore import write; "
        "write(link(list(read_annotations(Path(sys.argv[1])))), Path(sys.argv[2]), base=sys.argv[3])"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "seeds" / "reference"), str(tmp_path), BASE],
        env=os.environ | locale,
        cwd=ROOT,
        check=True,
    )
    assert (tmp_path / "claimgraph.html").read_bytes() == seeds_page.read_bytes()


def test_an_empty_corpus_makes_a_page_too(tmp_path: Path) -> None:
    assert write(Corpus(), tmp_path, base=BASE)[0].stat().st_size > 0


def test_the_network_for_notebooks_is_plain_pyvis(linked: Corpus) -> None:
    net = network(linked)
    assert type(net) is Network
    assert len(net.nodes) <= MOST_DRAWN
    assert {edge["kind"] for edge in net.edges} >= {"claimed", "denied", "blamed"}
    assert not any("title" in node for node in net.nodes)  # pyvis shows titles as HTML


# ---- the payload -----------------------------------------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(corpora())
def test_the_words_of_any_claim_are_cut_from_the_untouched_text(corpus: Corpus) -> None:
    data = payload(Index(corpus), base=BASE)
    for claim, row in zip(corpus.claims, data["claims"], strict=True):
        text = corpus.articles[row["article"]].article.text
        spans = [(a, b) for a, b in claim.content if a < b]
        assert [words(data, row["article"], a, b) for a, b in row["content"]] == [text[a:b] for a, b in spans]


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_no_two_boxes_of_any_dossier_overlap(corpus: Corpus) -> None:
    for scenes in payload(Index(corpus), base=BASE)["dossiers"].values():
        for scene in scenes.values():
            for a, b in combinations(scene["nodes"], 2):
                beside = abs(a["x"] - b["x"]) * 2 >= a["w"] + b["w"]
                below = abs(a["y"] - b["y"]) * 2 >= a["h"] + b["h"]
                assert beside or below, (a["key"], b["key"])


def test_no_two_boxes_of_the_seed_dossiers_overlap(seeds_page: Path) -> None:
    for scenes in block(seeds_page)["dossiers"].values():
        for scene in scenes.values():
            for a, b in combinations(scene["nodes"], 2):
                assert abs(a["x"] - b["x"]) * 2 >= a["w"] + b["w"] or abs(a["y"] - b["y"]) * 2 >= a["h"] + b["h"]


# ---- size ------------------------------------------------------------------------------------------------------------
def large(claims: int, events: int, actors: int) -> Corpus:
    """A corpus with local casts and a few actors who are everywhere."""
    text = "Somebody said that the bridge was hit by a missile of the other side, killing 24 people.\n" * 20
    per_article = 12
    articles = tuple(
        LinkedArticle(f"article/{n:06}", Article(f"doc{n}", text, f"Title {n}", "Paper", "2024-01-01"))
        for n in range(claims // per_article + 1)
    )
    entities = tuple(
        LinkedEntity(f"actor/{n:06}", EntityType.ORGANIZATION, "state", f"Actor {n}") for n in range(actors)
    )
    happened = tuple(LinkedEvent(f"event/{n:06}", "shelling", f"Shelling of place {n}") for n in range(events))
    blame = tuple(
        LinkedProposition(f"proposition/{n:06}", Kind.ATTRIBUTED_TO, f"event/{n // 2:06}", "by", f"actor/{n % 40:06}")
        for n in range(events * 2)
    )
    said = tuple(
        LinkedClaim(
            f"claim/{n:06}",
            f"article/{n // per_article:06}",
            f"c{n}",
            Stance.DENIED if n % 7 == 0 else Stance.CLAIMED,
            False,
            (f"actor/{n * 31 % actors:06}",),
            (),
            (f"proposition/{2 * (n % events) + n % 2:06}",),
            (f"event/{n % events:06}",),
            ((14, 80),),
        )
        for n in range(claims)
    )
    conflicts = tuple(
        Contradiction(
            f"contradiction/{n:06}",
            "actor",
            "rule",
            (f"claim/{n:06}", f"claim/{n + events:06}"),
            (f"proposition/{2 * n:06}", f"proposition/{2 * n + 1:06}"),
            f"event/{n:06}",
        )
        for n in range(0, events, 3)
    )
    return Corpus(articles, entities, (), happened, blame, said, conflicts)


def test_twenty_thousand_nodes_are_written_within_ten_seconds_and_open(
    tmp_path: Path, visit: Callable[..., Any]
) -> None:
    corpus = large(claims=13_000, events=2_500, actors=4_500)
    start = time.process_time()
    file = write(corpus, tmp_path, base=BASE)[0]
    assert time.process_time() - start <= 10
    assert len(block(file)["overview"]["everything"]) <= MOST_DRAWN
    seen = visit(file, "#view=overview")
    assert 0 < len(seen.drawn()) <= MOST_DRAWN
    assert seen.complaints == []


def test_an_article_without_line_breaks_gives_only_what_surrounds_the_words(linked: Corpus) -> None:
    text = "word " * 20_000
    corpus = Corpus(
        articles=(LinkedArticle("article/1", Article("one", text)),),
        claims=(
            replace(linked.claims[0], article="article/1", content=((50_000, 50_004),), cue=None, source_span=None),
        ),
    )
    assert sum(len(run[1]) for run in payload(Index(corpus), base=BASE)["articles"][0]["runs"]) < 2_000
