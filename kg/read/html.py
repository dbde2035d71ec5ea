"""One HTML page as an article: all visible text in the order of the document, and a mark on what is not the article.

trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15/) says what the main text is; nothing it leaves
out is lost, so a reader can check it. Nothing is ever fetched and no script runs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import trafilatura
from lxml import etree, html

from kg.errors import InputError
from kg.model import Article, Span
from kg.read.boilerplate import merge, site_phrases
from kg.read.decode import DecodeError, clean, decode_page
from kg.read.metadata import Metadata
from kg.read.pagemeta import page_metadata
from kg.read.text import check_length, is_blank

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot use is no news to the user

MAX_PAGE = 10_000_000  # bytes

_INVISIBLE = """script style noscript template head svg math iframe object embed canvas audio video select datalist
    textarea input map area col colgroup"""
_INLINE = """a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark meter nobr output
    progress q ruby rb rt rp s samp small span strike strong sub sup time tt u var wbr img picture source"""
_INVISIBLE_TAGS, _INLINE_TAGS = frozenset(_INVISIBLE.split()), frozenset(_INLINE.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ALIKE = 40  # letters from which a block inside the main text is the same words, not the same word
_STANDFIRST = 8  # words; bylines, dates and buttons under a headline have fewer


@dataclass(frozen=True, slots=True)
class _Block:
    """One line of visible text. `key` is its letters and digits, by which it is compared."""

    text: str
    key: str
    caption: bool
    headline: bool


def read_page(raw: bytes, where: str, doc: str, metadata: Metadata) -> Article:
    """The article in the bytes of an HTML page; `metadata` (a sidecar's) goes before what the page says of itself.

    Raises `InputError` for what is no page or holds no visible text.
    """
    try:
        source = decode_page(raw)
    except DecodeError as error:
        raise InputError(where, str(error)) from error
    tree = _parse(source)
    blocks = [] if tree is None else list(_blocks(tree))
    if tree is None or is_blank("".join(block.text for block in blocks)):
        raise InputError(where, "holds no visible text")
    text = "\n".join(block.text for block in blocks)
    check_length(text, where)
    said = metadata.over(page_metadata(tree))
    return Article(
        doc=said.id or doc,
        text=text,
        title=said.title,
        publisher=said.publisher,
        published=said.published,
        url=said.url,
        inferred=said.inferred,
        boilerplate=merge([*_outside(blocks, _main_text(source)), *site_phrases(text)], text),
    )


def _parse(source: str) -> html.HtmlElement | None:
    # As bytes, because lxml refuses a string that declares an encoding. A charset in <meta> does not override ours.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _blocks(tree: html.HtmlElement) -> Iterator[_Block]:
    """The visible text, a block a line, white space unified as a browser does (no-break spaces stay)."""
    words: list[str] = []
    captions = headlines = 0

    def flush() -> Iterator[_Block]:
        line = re.sub(r"[ \t\n\r\f]+", " ", clean("".join(words))).strip(" ")
        words.clear()
        if line.strip():
            yield _Block(line, _key(line), captions > 0, headlines > 0)

    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            if _invisible(tag, element):
                walker.skip_subtree()
                continue
            if tag not in _INLINE_TAGS:
                yield from flush()
            captions += _is_caption(tag, element)
            headlines += tag == "h1"
            words.append(element.text or "")
        else:
            visible = not _invisible(tag, element)
            if visible and tag not in _INLINE_TAGS:
                yield from flush()
            captions -= visible and _is_caption(tag, element)
            headlines -= visible and tag == "h1"
            words.append(element.tail or "")
    yield from flush()


def _invisible(tag: str, element: etree._Element) -> bool:
    return tag in _INVISIBLE_TAGS or "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_caption(tag: str, element: etree._Element) -> bool:
    return tag == "figcaption" or "caption" in element.get("class", "").lower()


def _main_text(source: str) -> list[str]:
    """The lines that trafilatura takes for the article; no line when it finds none."""
    found = trafilatura.extract(source, include_comments=False, include_tables=True, output_format="txt")
    return [line for line in (found or "").split("\n") if line.strip()]


def _outside(blocks: Sequence[_Block], main: Sequence[str]) -> list[Span]:
    """The spans of the blocks that are not the main text; none when no block is, as then nothing is known.

    The headline and a standfirst under it stay, and so do captions between the headline and the last paragraph.
    """
    lines = {_key(line) for line in main} - {""}
    by_start = {line[:_ALIKE]: line for line in sorted(lines) if len(line) >= _ALIKE}
    whole = "\n".join(_key(line) for line in main)
    inside = [_is_main(block.key, lines, by_start, whole) for block in blocks]
    if not any(inside):
        return []
    first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
    headline = max((i for i in range(first + 1) if blocks[i].headline), default=first)
    spans, start = [], 0
    for index, block in enumerate(blocks):
        standfirst = headline < index < first and len(block.text.split()) >= _STANDFIRST
        own = index == headline or standfirst or (block.caption and headline < index < last)
        if not inside[index] and not own:
            spans.append((start, start + len(block.text)))
        start += len(block.text) + 1
    return spans


def _is_main(key: str, lines: set[str], by_start: dict[str, str], whole: str) -> bool:
    """Whether a block is a line of the main text, a long part of one, or mostly made of its long lines."""
    if key in lines or (len(key) >= _ALIKE and key in whole):
        return True
    covered = start = 0
    while start + _ALIKE <= len(key):
        line = by_start.get(key[start : start + _ALIKE], "")
        found = line != "" and key.startswith(line, start)
        covered += len(line) if found else 0
        start += len(line) if found else 1
    return covered * 2 > len(key)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
