"""HTML pages: all visible text in order, what is not the article marked, metadata as the page says it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article
from kg.read.html import read_page
from kg.read.metadata import Metadata

FIRST = "A missile hit a landing ship in the port on Tuesday, the air force said, and a fire was seen from the town."
SECOND = "The defence ministry confirmed that the ship was damaged, and said that two aircraft had been shot down."
THIRD = "The claims could not be verified. Satellite images taken on Wednesday showed a burnt wreck, analysts said."
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Strike hits port - Daily Example</title>
<meta property="og:title" content="Strike hits port | Daily Example"><meta property="og:site_name" content="Example">
<link rel="canonical" href="https://example.org/news/strike"><style>p {{ color: red }}</style>
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "x"}},
 {{"@type": ["NewsArticle"], "headline": "Strike hits port", "datePublished": "2023-12-26T23:14:00+02:00",
   "publisher": {{"@type": "Organization", "name": "Daily Example"}}}}]}}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news section of the site</a></li></ul></nav>
<header><h1>Strike hits <em>port</em></h1><p>Officials on both sides gave different tolls on Tuesday</p>
<p>By A. Writer</p></header>
<article><figure><img src="x.jpg"><figcaption>Smoke over the port. Photograph: Agency</figcaption></figure>
<p>{FIRST}</p><div class="newsletter"><p>Sign up to our daily newsletter</p></div><p>{SECOND}</p>
<p>READ MORE: Ten ships of the fleet</p><!-- a comment --><p hidden>kept from readers</p>
<p style="DISPLAY : none">also kept from readers</p><p>{THIRD}</p></article>
<aside><h2>Most read</h2><ul><li><a href="/f">Another story about a football match in the capital</a></li></ul></aside>
<footer>Contact | Imprint</footer><script>evil()</script></body></html>"""


def page(source: str | bytes, metadata: Metadata | None = None) -> Article:
    raw = source.encode() if isinstance(source, str) else source
    return read_page(raw, "strike.html", "strike", metadata or Metadata())


def marked(article: Article) -> list[str]:
    return [line for start, end in article.boilerplate for line in article.text[start:end].split("\n")]


def body(html: str) -> str:
    return page(f"<html><body>{html}</body></html>").text


# ---- text ------------------------------------------------------------------------------------------------------------
def test_the_text_is_what_a_reader_sees_in_order() -> None:
    assert page(PAGE).text.split("\n") == [
        "Home",
        "World news section of the site",
        "Strike hits port",
        "Officials on both sides gave different tolls on Tuesday",
        "By A. Writer",
        "Smoke over the port. Photograph: Agency",
        FIRST,
        "Sign up to our daily newsletter",
        SECOND,
        "READ MORE: Ten ships of the fleet",
        THIRD,
        "Most read",
        "Another story about a football match in the capital",
        "Contact | Imprint",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n  <b>two</b>\tthree</p>four", "One two three\nfour"),
        ("<p>One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>One<li>two</ul>", "One\ntwo"),
        ("<table><tr><td>Killed<td>24</table>", "Killed\n24"),
        ("<p>Fish &amp; chips &lt;b&gt; &#8220;so&#8221;&nbsp;he", "Fish & chips <b> “so”\u00a0he"),
        ("<p>a<!-- x -->b<?php y ?>c", "abc"),
        ("<p>a<script>x</script>b<svg><text>c</text></svg>d", "abd"),
        ("<p>a<span hidden>b</span>c<i style='visibility:hidden'>d</i>e", "ace"),
        ("<div>a<p>b</p>c</div>d", "a\nb\nc\nd"),
        ("<noscript><p>a</noscript><template>b</template><p>c", "c"),
        ("<strike-card>a</strike-card>", "a"),
        ("plain words", "plain words"),
        ("<p>a\x07b", "a\ufffdb"),
        ("<p>a&#7;&#xFFFE;&#xD800;b", "a\ufffd\ufffd\ufffdb"),
    ],
)
def test_blocks_are_lines_and_what_is_hidden_is_left_out(html: str, text: str) -> None:
    assert body(html) == text


def test_a_declared_charset() -> None:
    raw = '<html><head><meta charset="iso-8859-1"></head><body><p>le chargé d’affaires'.encode("cp1252")

    assert page(raw).text == "le chargé d’affaires"


def test_an_xhtml_page_that_declares_its_encoding_in_xml() -> None:
    raw = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>Киев</p></body></html>'.encode("cp1251")

    assert page(raw).text == "Киев"


# ---- what is not the article -----------------------------------------------------------------------------------------
def test_the_furniture_of_the_page_is_marked_and_nothing_else() -> None:
    assert marked(page(PAGE)) == [
        "Home",
        "World news section of the site",
        "By A. Writer",
        "Sign up to our daily newsletter",
        "READ MORE: Ten ships of the fleet",
        "Most read",
        "Another story about a football match in the capital",
        "Contact | Imprint",
    ]


def test_a_page_without_a_main_text_is_marked_by_words_only() -> None:
    assert marked(page("<p>A bridge was hit.</p><p>Advertisement</p>")) == ["Advertisement"]


def test_unpunctuated_list_items_of_the_article_are_kept() -> None:
    items = "<li>Four soldiers were hurt in the blast</li><li>Nine houses lost their roofs in the storm of fire</li>"
    source = (
        f"<html><body><article><h1>Strike</h1><p>{FIRST}</p><ul>{items}</ul><p>{SECOND}</p></article></body></html>"
    )

    assert marked(page(source)) == []


# ---- metadata --------------------------------------------------------------------------------------------------------
def test_the_page_says_its_metadata() -> None:
    found = page(PAGE)

    assert (found.doc, found.title, found.publisher) == ("strike", "Strike hits port", "Daily Example")
    assert (found.published, found.url) == ("2023-12-26", "https://example.org/news/strike")


def test_a_sidecar_goes_before_the_page() -> None:
    found = page(PAGE, Metadata(id="s1", publisher="Another", inferred=("publisher",)))

    assert (found.doc, found.title, found.publisher, found.inferred) == (
        "s1",
        "Strike hits port",
        "Another",
        ("publisher",),
    )


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-01-04T21:27:00Z">', "2024-01-04"),
        ('<meta name="pubdate" content="2016/09/12 10:00:00">', "2016-09-12"),
        ('<meta name="pubdate" content="20160912">', "2016-09-12"),
        ('<meta itemprop="datePublished" content=" 2024-01-04 ">', "2024-01-04"),
        ('<meta name="date" content="2024-02-31">', None),
        ('<meta name="date" content="yesterday">', None),
        ('<meta name="date" content="yesterday"><meta name="dc.date" content="2024-01-04">', "2024-01-04"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 5}</script>', None),
        ('<script type="application/ld+json">{not json</script>', None),
        ('<script type="application/ld+json">[{"@type": "ReportageNewsArticle", "datePublished": "2024-01-04"}]</script>',
         "2024-01-04"),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2024-01-04"}</script>', None),
    ],
)  # fmt: skip
def test_the_day_of_publication(head: str, published: str | None) -> None:
    found = page(f"<html><head>{head}</head><body><p>A bridge was hit on 3 January 2020.</p></body></html>")

    assert found.published == published


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("/news/a", None),
        ("javascript:alert(1)", None),
        ('https://example.org/&quot;&gt;&lt;script&gt;', None),
    ],
)  # fmt: skip
def test_the_canonical_address_is_a_web_address_or_nothing(address: str, url: str | None) -> None:
    assert page(f'<html><head><link rel="canonical" href="{address}"></head><body><p>a').url == url


def test_a_title_without_any_markup_for_machines() -> None:
    assert page("<title>Bridge\n hit</title><body><p>a").title == "Bridge hit"


# ---- bad pages -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "holds no visible text"),
        (
            b"<html><head><title>Only a title</title></head><body><script>x</script> </body></html>",
            "holds no visible text",
        ),
        (b"<!-- nothing -->", "holds no visible text"),
        (b"<p>caf\xe9", "is not UTF-8 (byte 7); save it as UTF-8 or declare its encoding in <meta charset>"),
        (b"<p>a\x00b", "is a binary file"),
        (b"<p>" + b"a " * 500_001, "is longer than 1,000,000 characters"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_bad_page_is_one_clear_line(raw: bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        page(raw)

    assert caught.value.where == "strike.html"
    assert caught.value.problem.startswith(problem)


tags = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<article>", "<h1>", "</h1>", "<li>", "<b>", "</b>", "<table>", "<td>", "<script>",
     "</script>", "<!--", "-->", "<figcaption>", "&amp;", "&#0;", "&#xFFFE;", "&", "<", FIRST, SECOND, " ", "<br>",
     '<script type="application/ld+json">', "{", "[", '<meta name="date" content="', '">', "<p hidden>"]
)  # fmt: skip


@given(st.lists(tags | st.text(max_size=8), max_size=25))
@settings(deadline=None, max_examples=60)
def test_no_markup_breaks_the_reader(pieces: list[str]) -> None:
    try:
        found = page("".join(pieces).replace("\0", "").encode("utf-8", "replace"))
    except InputError:
        return
    assert found.text.strip()
    assert all(0 <= start < end <= len(found.text) for start, end in found.boilerplate)
    assert not any(c in found.text for c in "\0\ufffe\x0b")
