"""Articles are hostile: whatever stands in any field is shown, and never run."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.model import Corpus
from tests.explore.conftest import Open, Visit, block
from tests.explore.test_browser import save

POISON = (
    '<img src=x onerror="window.__x=1">',
    "</script><script>window.__x=2</script>",
    "javascript:window.__x=3",
    '" onmouseover="window.__x=4" autofocus onfocus="window.__x=4',
    '<a href="javascript:window.__x=5">href</a>',
    "<!--<script>window.__x=6//",
    "{{ 7 * 7 }}{% include 'style.css' %}{# #}",
    "__proto__",
    "\x00\x07\x1b[31m\u202edetrevni\u2028\u2029\ufffe",
    '=HYPERLINK("http://evil.example","x")',
    "]]></style><svg onload=window.__x=7>",
    "`${window.__x=8}`",
)
URLS = (
    "javascript:window.__x=9",
    "data:text/html,<script>window.__x=10</script>",
    "https://evil.example/\n<script>",
    "  ",
)


def poisoned(corpus: Corpus) -> Corpus:
    """The corpus with poison in every field that is not an id, a stance or a type."""
    poison, urls = itertools.cycle(POISON), itertools.cycle(URLS)

    def some() -> tuple[str, ...]:
        return (next(poison), next(poison))

    first_claim = {c.article: c.id for c in reversed(corpus.claims)}
    ends = {a.id: len(a.article.text) for a in corpus.articles}
    venom = "\n" + " ".join(POISON)
    return replace(
        corpus,
        articles=tuple(
            replace(
                a,
                publisher=None,
                article=replace(
                    a.article,
                    doc=next(poison),
                    text=a.article.text + venom,
                    title=next(poison),
                    publisher=next(poison),
                    published=next(poison),
                    url=next(urls),
                ),
            )
            for a in corpus.articles
        ),
        entities=tuple(
            replace(e, name=next(poison), subtype=next(poison), aliases=some(), roles=some()) for e in corpus.entities
        ),
        memberships=tuple(replace(m, role=next(poison)) for m in corpus.memberships),
        events=tuple(replace(e, type=next(poison), label=next(poison), time=next(poison)) for e in corpus.events),
        propositions=tuple(
            replace(p, label=next(poison), role=next(poison), qualifier=next(poison), population=next(poison))
            for p in corpus.propositions
        ),
        claims=tuple(
            replace(
                c,
                # One claim of each article consists of poison alone.
                content=((ends[c.article] + 1, ends[c.article] + len(venom)),)
                if first_claim[c.article] == c.id
                else c.content,
                said_on=next(poison),
                rule=next(poison),
                confidence=next(poison),
                tags=some(),
            )
            for c in corpus.claims
        ),
        contradictions=tuple(replace(c, kind=next(poison), rule=next(poison)) for c in corpus.contradictions),
        merges=tuple(replace(m, rule=next(poison), evidence=next(poison)) for m in corpus.merges),
    )


@pytest.fixture(scope="module")
def evil(linked: Corpus) -> Corpus:
    return poisoned(linked)


@pytest.fixture(scope="module")
def evil_page(evil: Corpus, page_of: Callable[[Corpus], Path]) -> Path:
    return page_of(evil)


@pytest.fixture
def seen(visit: Open, evil_page: Path) -> Iterator[Visit]:
    yield visit(evil_page)


def harmless(seen: Visit) -> None:
    assert seen.page.evaluate("window.__x") is None
    assert seen.network == []
    assert seen.complaints == []
    assert seen.page.locator("img, iframe, object, embed, svg [onload], [onerror], [onmouseover]").count() == 0


def test_every_field_reaches_the_page_as_it_is(evil: Corpus, evil_page: Path) -> None:
    data: Any = block(evil_page)
    assert [e["name"] for e in data["entities"]] == [e.name for e in evil.entities]
    assert [e["label"] for e in data["events"]] == [e.label for e in evil.events]


def test_no_hostile_address_becomes_a_link(evil_page: Path) -> None:
    assert {a["url"] for a in block(evil_page)["articles"]} == {None}


def test_looking_at_every_view_runs_nothing(seen: Visit) -> None:
    for view in ("overview", "table", "dossier"):
        seen.page.click(f"#to-{view}")
        for box in ("#narrated", "#settled"):
            seen.page.click(box)
    harmless(seen)


def test_hovering_and_clicking_runs_nothing(seen: Visit) -> None:
    for view in ("overview", "dossier"):
        seen.page.click(f"#to-{view}")
        for thing in seen.drawn()[:12]:
            seen.page.mouse.move(thing["x"] + 2, thing["y"] + 2)
            seen.click(thing["key"])
        for line in seen.lines()[:8]:
            seen.page.mouse.move(line["x"], line["y"])
            seen.page.wait_for_timeout(250)  # a tooltip takes 200 ms
            seen.page.mouse.click(line["x"], line["y"])
    harmless(seen)


def test_reading_events_actors_and_claims_runs_nothing(seen: Visit, evil: Corpus) -> None:
    article = {a.id: a.article for a in evil.articles}
    records = (evil.claims[:40], evil.entities[:40], evil.events[:10], evil.contradictions[:10])
    for id in (record.id for some in records for record in some):
        seen.page.evaluate("id => { location.hash = '#view=overview&narrated=1&sel=' + encodeURIComponent(id) }", id)
        seen.page.wait_for_timeout(20)
    harmless(seen)
    poison = next(c for c in evil.claims if article[c.article].text[c.content[0][0] :].startswith(POISON[0]))
    seen.page.evaluate("id => { location.hash = '#view=overview&narrated=1&sel=' + id }", poison.id)
    seen.page.wait_for_function("document.querySelector('#panel mark')")
    assert seen.marks() == [article[poison.article].text[poison.content[0][0] : poison.content[0][1]]]


def test_searching_runs_nothing(seen: Visit) -> None:
    for words in ("img", "script", "href", "window.__x"):
        seen.page.fill("#query", words)
        seen.page.keyboard.press("ArrowDown")
        seen.page.keyboard.press("Enter")
    harmless(seen)


def test_a_saved_drawing_is_still_xml_and_holds_no_markup_of_the_data(seen: Visit) -> None:
    for view in ("dossier", "overview"):
        seen.page.click(f"#to-{view}")
        drawing = ElementTree.fromstring(save(seen, "#save-svg").decode("utf-8"))
        assert {node.tag.rsplit("}", 1)[-1] for node in drawing.iter()} <= {"svg", "path", "text", "g"}
        assert not any(name.startswith("on") for node in drawing.iter() for name in node.attrib)


def test_no_cell_of_a_saved_table_is_a_formula(seen: Visit) -> None:
    seen.page.click("#to-table")
    rows = list(csv.reader(io.StringIO(save(seen, "#save-csv").decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip("\0 \n\r\t")[:1] in ("=", "+", "-", "@")]


def test_the_policy_blocks_what_gets_in_all_the_same(seen: Visit) -> None:
    seen.page.evaluate(
        """() => {
          const div = document.createElement("div");
          div.innerHTML = '<img src="x" onerror="window.__x = 11">';
          document.body.append(div);
          const script = document.createElement("script");
          script.textContent = "window.__x = 12";
          document.body.append(script);
          fetch("https://evil.example/").catch(() => 0);
          new Image().src = "https://evil.example/beacon.png";
        }"""
    )
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate("window.__x") is None
    assert seen.stopped == []
    assert sum("Content Security Policy" in complaint for complaint in seen.complaints) >= 4
