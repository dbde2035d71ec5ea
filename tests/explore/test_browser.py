"""What a reader can do with the page of the seeds, in a real browser with the network cut."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from kg.explore.index import Index
from kg.explore.scene import speaker
from kg.model import Article, Corpus, LinkedArticle, LinkedClaim, LinkedEvent, Stance
from tests.explore.conftest import Open, block


# ---- opening ---------------------------------------------------------------------------------------------------------
def test_opens_offline_without_a_request_or_a_complaint(visit: Open, seeds_page: Path) -> None:
    seen = visit(seeds_page)
    for view in ("overview", "table", "dossier"):
        seen.page.click(f"#to-{view}")
    assert (seen.network, seen.complaints) == ([], [])


def test_opens_where_the_network_swallows_every_packet(browser: Browser, seeds_page: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile("^https?:"), lambda route: None)  # never answered
    page.goto(seeds_page.as_uri(), wait_until="commit")
    page.wait_for_function("window.claimgraph && claimgraph.drawn().length", timeout=5000)
    context.close()


def test_is_a_standards_page_with_title_language_and_viewport(visit: Open, seeds_page: Path) -> None:
    page = visit(seeds_page).page
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.title()
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("meta[name=viewport]", "content")


def test_first_sight_is_the_most_disputed_event_with_its_versions_apart(
    visit: Open, linked: Corpus, seeds_page: Path
) -> None:
    index = Index(linked)
    most = max(linked.events, key=lambda event: index.dispute(event.id))
    seen = visit(seeds_page)
    things = seen.drawn()
    versions = [thing for thing in things if thing["kind"] == "version" and 0 < thing["y"] < 900]
    assert f"event={most.id}" in seen.hash()
    assert len(versions) >= 2
    assert any(line["kind"] == "contradicts" for line in seen.lines())


# ---- claims and their words --------------------------------------------------------------------------------------------
def test_every_claim_box_opens_its_exact_words(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    articles = {a.id: a.article for a in linked.articles}
    claims = {c.id: c for c in linked.claims}
    seen = visit(seeds_page, "#narrated=1")
    clicked: set[str] = set()
    for event in [*linked.events]:
        seen.page.evaluate("hash => { location.hash = hash }", f"#view=dossier&narrated=1&event={event.id}")
        seen.page.wait_for_timeout(30)
        for thing in seen.drawn():
            if not thing["claim"] or thing["claim"] in clicked:
                continue
            seen.click(thing["key"])
            claim = claims[thing["claim"]]
            text = articles[claim.article].text
            assert seen.marks() == [text[a:b] for a, b in sorted(claim.content)], claim.id
            clicked.add(claim.id)
    about = {c.id for claims in Index(linked).claims_of_event.values() for c in claims}
    assert clicked == about


def test_claims_about_no_event_open_their_exact_words_from_their_address(
    visit: Open, linked: Corpus, seeds_page: Path
) -> None:
    articles = {a.id: a.article for a in linked.articles}
    seen = visit(seeds_page, "#view=table&narrated=1")
    about = {c.id for claims in Index(linked).claims_of_event.values() for c in claims}
    for claim in (c for c in linked.claims if c.id not in about):
        seen.page.evaluate("id => { location.hash = '#view=table&narrated=1&sel=' + id }", claim.id)
        seen.page.wait_for_function("id => decodeURIComponent(location.hash).includes(id)", arg=claim.id)
        text = articles[claim.article].text
        expected = [text[a:b] for a, b in sorted(claim.content)]
        seen.page.wait_for_function(
            "words => JSON.stringify([...document.querySelectorAll('#panel mark')].map(m => m.textContent)) === words",
            arg=seen.page.evaluate("words => JSON.stringify(words)", expected),
            timeout=3000,
        )


def test_words_behind_characters_of_two_utf16_units_are_marked_exactly(
    visit: Open, page_of: Callable[[Corpus], Path]
) -> None:
    text = "🚀🚀 Ms A\u00a0said 👩‍🚀 “the 𝒷ridge 🌉 fell”, twice.\n🚀 “Yes”."
    words = "the 𝒷ridge 🌉 fell"
    start, yes = text.index(words), text.index("Yes")
    claim = LinkedClaim(
        "claim/1", "article/1", "c1", Stance.CLAIMED, False, (), (), (), ("event/1",),
        ((start, start + len(words)), (yes, yes + 3)), cue=(text.index("said"), text.index("said") + 4),
    )  # fmt: skip
    corpus = Corpus(
        articles=(LinkedArticle("article/1", Article("one", text)),),
        events=(LinkedEvent("event/1", "other", "A bridge"),),
        claims=(claim,),
    )
    seen = visit(page_of(corpus), "#sel=claim/1")
    assert seen.marks() == [words, "Yes"]
    assert seen.page.text_content("#panel .cue") == "said"


def test_the_panel_of_a_claim_names_what_contradicts_it_and_why(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    index = Index(linked)
    conflict = next(
        c for c in linked.contradictions if not c.soft and not any(index.claims[id].narrated for id in c.claims)
    )
    seen = visit(seeds_page, f"#sel={conflict.claims[0]}")
    panel = seen.page.inner_text("#panel")
    other = index.claims[conflict.claims[1]]
    assert speaker(index, other) in panel
    assert conflict.rule in panel


def test_an_actor_shows_what_it_claims_denies_and_is_blamed_for(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    index = Index(linked)
    spoken = Counter(s for c in linked.claims if not c.narrated for s in c.speakers)
    actor = max(spoken, key=lambda id: (spoken[id], id))
    counts = Counter(c.stance for c in linked.claims if actor in c.speakers and not c.narrated)
    panel = visit(seeds_page, f"#view=overview&sel={actor}").page.inner_text("#panel")
    assert index.name(actor) in panel
    assert f"Claims ({counts[Stance.CLAIMED]})" in panel


# ---- the overview --------------------------------------------------------------------------------------------------------
def test_parallel_relations_of_one_pair_are_drawn_apart(visit: Open, seeds_page: Path) -> None:
    seen = visit(seeds_page, "#view=overview&settled=1&narrated=1")
    pairs: dict[frozenset[str], list[tuple[float, float]]] = {}
    for line in seen.lines():
        pairs.setdefault(frozenset((line["from"], line["to"])), []).append((line["x"], line["y"]))
    parallel = [places for places in pairs.values() if len(places) > 1]
    assert parallel
    for places in parallel:
        assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 3 for i, a in enumerate(places) for b in places[:i])


def test_an_edge_opens_the_claims_folded_into_it(visit: Open, seeds_page: Path) -> None:
    seen = visit(seeds_page, "#view=overview&sel=fold 0")
    actor, _, _, claims = block(seeds_page)["folds"][0]
    assert block(seeds_page)["entities"][actor]["name"] in seen.page.inner_text("#panel h2")
    assert seen.page.locator("#panel .card").count() <= len(claims)


def test_a_double_click_on_an_event_opens_its_dossier(visit: Open, seeds_page: Path) -> None:
    seen = visit(seeds_page, "#view=overview")
    event = next(thing for thing in seen.drawn() if thing["kind"] == "event")
    seen.page.mouse.dblclick(event["x"], event["y"])
    seen.page.wait_for_function("document.body.dataset.view === 'dossier'")
    assert f"event={event['key']}" in seen.hash()


# ---- filters, search, state ----------------------------------------------------------------------------------------------
def test_the_legend_counts_what_python_counts(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    page = visit(seeds_page).page
    expected = Counter(c.stance.value for c in linked.claims if not c.narrated)
    shown = {stance: int(page.locator(f'li:has([data-key="s.{stance}"]) .count').inner_text()) for stance in expected}
    assert shown == dict(expected)


def test_a_hidden_stance_is_counted_nowhere_else(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    page = visit(seeds_page, "#view=table").page
    page.click('[data-key="s.claimed"]')
    index = Index(linked)
    left = [c for c in linked.claims if not c.narrated and c.stance is not Stance.CLAIMED]
    publishers = Counter(index.publisher(index.articles[c.article]) for c in left)
    assert page.locator("#table tbody tr").count() == len(left)
    for name, count in publishers.items():
        row = page.locator("ul.legend li", has=page.get_by_text(name, exact=True))
        assert row.locator(".count").inner_text() == str(count)
    assert page.locator('li:has([data-key="e.contradicts"]) .count').inner_text() == str(
        sum(all(index.claims[id] in left for id in c.claims) and not c.soft for c in linked.contradictions)
    )


def test_every_kind_of_edge_in_the_data_is_in_the_legend(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    seen = visit(seeds_page, "#view=overview&settled=1&narrated=1")
    kinds = {line["kind"] for line in seen.lines()} | {
        "tension" if c.soft else "contradicts" for c in linked.contradictions
    }
    keys = set(seen.page.evaluate("[...document.querySelectorAll('[data-key]')].map(e => e.dataset.key.slice(2))"))
    assert kinds <= keys


def test_search_works_by_keyboard_alone(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    index = Index(linked)
    person = next(e for e in linked.entities if e.type == "person" and any(e.id in c.speakers for c in linked.claims))
    page = visit(seeds_page).page
    page.keyboard.press("/")
    page.keyboard.type(index.name(person.id))
    page.keyboard.press("Enter")
    assert index.name(person.id) in page.inner_text("#panel h2")
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")


def test_search_finds_words_of_a_quotation_whatever_the_accents(visit: Open, seeds_page: Path) -> None:
    page = visit(seeds_page).page
    page.fill("#query", "ABSOLUTE liés")
    assert "absolute lies" in page.inner_text("#results li >> nth=0")


def test_the_address_restores_everything(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    first = visit(seeds_page, "#view=table")
    first.page.click('[data-key="s.unconfirmed"]')
    first.page.click("#narrated")
    first.page.click("#theme")
    first.page.fill("#words", "belgorod")
    first.page.click('[data-sort="date"]')
    first.page.click("#table tbody tr >> nth=1 >> [data-claim]")
    second = visit(seeds_page, first.page.evaluate("location.hash"))
    state = "[document.body.dataset.view, document.documentElement.dataset.theme, document.querySelector('#panel').innerText, document.querySelector('#table').innerText, document.querySelector('#legend').innerText]"
    assert second.page.evaluate(state) == first.page.evaluate(state)


def test_the_back_button_goes_one_step_back(visit: Open, seeds_page: Path) -> None:
    seen = visit(seeds_page)
    before = seen.hash()
    claim = next(thing for thing in seen.drawn() if thing["claim"])
    seen.click(claim["key"])
    assert seen.hash() != before
    seen.page.go_back()
    seen.page.wait_for_function("document.querySelector('#panel').hidden")
    assert seen.hash() == before


@pytest.mark.parametrize(
    "address",
    [
        "#theme=__proto__&view=constructor",
        "#sel=<img src=x onerror=window.__x=1>",
        "#sel=fold 9999999&event=__proto__",
        "#sel=clash q9v9 q0v0",
        "#off=s.claimed s.nothing __proto__&sort=__proto__&words=%00%FF",
        "#%%%&&&===",
    ],
)
def test_hostile_addresses_do_nothing(visit: Open, seeds_page: Path, address: str) -> None:
    seen = visit(seeds_page, address)
    assert seen.page.evaluate("window.__x") is None
    assert seen.complaints == []
    assert seen.page.evaluate("['light', 'dark'].includes(document.documentElement.dataset.theme)")


# ---- taking away ---------------------------------------------------------------------------------------------------------
def save(seen: object, button: str) -> bytes:
    page = seen.page  # type: ignore[attr-defined]
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("view", ["dossier", "overview"])
def test_a_saved_drawing_is_xml_with_every_box_and_line(visit: Open, seeds_page: Path, view: str) -> None:
    seen = visit(seeds_page, f"#view={view}")
    drawing = ElementTree.fromstring(save(seen, "#save-svg").decode("utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    words = " ".join("".join(text.itertext()) for text in drawing.iter(f"{space}text"))
    assert len(list(drawing.iter(f"{space}path"))) >= len(seen.drawn()) + len(seen.lines())
    assert "contradict" in words


def test_a_saved_picture_is_not_empty(visit: Open, seeds_page: Path) -> None:
    seen = visit(seeds_page, "#view=overview")
    picture = save(seen, "#save-png")
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000


def test_the_saved_table_is_the_table_on_the_screen(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    seen = visit(seeds_page, "#view=table")
    rows = list(csv.reader(io.StringIO(save(seen, "#save-csv").decode("utf-8-sig"))))
    shown = seen.page.evaluate("[...document.querySelectorAll('#table tbody [data-claim]')].map(e => e.dataset.claim)")
    assert [row[-1] for row in rows[1:]] == shown
    assert len(shown) == sum(not c.narrated for c in linked.claims)


# ---- screens -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", ["dossier", "overview", "table"])
def test_a_narrow_screen_never_scrolls_sideways(visit: Open, seeds_page: Path, view: str) -> None:
    page = visit(seeds_page, f"#view={view}", width=390, height=844).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_narrow_screen_reads_the_dossier_in_words(visit: Open, linked: Corpus, seeds_page: Path) -> None:
    page = visit(seeds_page, width=390, height=844).page
    assert page.locator("#panel .version").count() >= 2
    page.click("#panel .quote >> nth=0")
    assert page.locator("#panel mark").count() >= 1


def test_dark_and_light_follow_the_reader(visit: Open, seeds_page: Path) -> None:
    assert visit(seeds_page, dark=True).page.get_attribute("html", "data-theme") == "dark"
    assert visit(seeds_page).page.get_attribute("html", "data-theme") == "light"


def test_tab_reaches_every_control_in_sight(visit: Open, seeds_page: Path) -> None:
    page = visit(seeds_page).page
    wanted = page.evaluate(
        "[...document.querySelectorAll('button, input, summary, a')]"
        ".filter(e => e.checkVisibility() && !e.disabled).length"
    )
    page.evaluate("document.body.focus()")
    seen = set()
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(seen) >= wanted
