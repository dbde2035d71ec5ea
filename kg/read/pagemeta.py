"""What an HTML page says of itself: headline, publisher, day of publication, address.

Read from JSON-LD (https://schema.org/NewsArticle) first, because publishers keep it for search engines, then from
`<meta>` and `<link>`. A page's word that is malformed says nothing: it is not the user's mistake. The day is the one
written there, in the publisher's own zone. No date is guessed from the text, and the clock is never asked.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from lxml import html

from kg import edtf
from kg.read.decode import clean
from kg.read.metadata import MAX_FIELD, Metadata, is_web_address

_DAY = re.compile(r"\s*(\d{4})([-/]?)(\d{2})\2(\d{2})(?!\d)", re.ASCII)
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "headline")
_PUBLISHER_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher")
_ARTICLE_TYPES = re.compile(r".*Article|.*BlogPosting|Report", re.ASCII)


def page_metadata(tree: html.HtmlElement) -> Metadata:
    """The metadata of a parsed page; None for what it does not say in one of the usual places."""
    linked = next(_linked_articles(tree), {})
    meta = _meta(tree)
    return Metadata(
        title=_first(
            [
                linked.get("headline"),
                *(meta.get(name) for name in _TITLE_NAMES),
                *(h1.text_content() for h1 in tree.iter("h1")),
                *(title.text_content() for title in tree.iter("title")),
            ]
        ),
        publisher=_first([_name(linked.get("publisher")), *(meta.get(name) for name in _PUBLISHER_NAMES)]),
        published=next(
            (
                day
                for value in [linked.get("datePublished"), *(meta.get(name) for name in _DATE_NAMES), *_times(tree)]
                if (day := _day(value))
            ),
            None,
        ),
        url=next(
            (
                value.strip()
                for value in [*_canonical(tree), meta.get("og:url"), linked.get("url")]
                if isinstance(value, str) and is_web_address(value.strip())
            ),
            None,
        ),
    )


def _linked_articles(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that are articles, outermost first."""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            waiting = deque([json.loads(script.text or "", strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.popleft()
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                types = node.get("@type")
                if any(isinstance(t, str) and _ARTICLE_TYPES.fullmatch(t) for t in _list(types)):
                    yield node
                waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    """The `<meta>` values by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name:
            found.setdefault(name.strip().lower(), element.get("content") or "")
    return found


def _times(tree: html.HtmlElement) -> Iterator[str | None]:
    for element in tree.iter("time"):
        if (element.get("itemprop") or "").lower() == "datepublished" or "pubdate" in element.attrib:
            yield element.get("datetime")


def _canonical(tree: html.HtmlElement) -> Iterator[str | None]:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield element.get("href")


def _first(values: list[object]) -> str | None:
    """The first that is a text of a field's length, white space unified."""
    lines = (" ".join(clean(value).split()) for value in values if isinstance(value, str))
    return next((line for line in lines if 0 < len(line) <= MAX_FIELD), None)


def _day(value: object) -> str | None:
    match = _DAY.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    day = f"{match[1]}-{match[3]}-{match[4]}"
    return day if edtf.is_valid(day) else None


def _name(value: object) -> object:
    return next((v.get("name") if isinstance(v, dict) else v for v in _list(value)), None)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
