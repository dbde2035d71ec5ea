"""Boilerplate: what is around an article is marked, what is the article's never is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotation import read_annotations
from kg.model import Annotation, Span
from kg.read.boilerplate import boilerplate, site_phrases

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
ANNOTATIONS = list(read_annotations(REFERENCE))

HEADLINE = "Two villages in the Aleppo countryside shelled"
BODY = (
    "Government forces shelled two villages in the Aleppo countryside on Monday, a monitoring group said.",
    "The army denied the report and said that its positions had come under fire from the other side first.",
    "Hospitals in the area received nine wounded people, according to a doctor who spoke by telephone.",
)


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate(text)]


def between(*lines: str) -> str:
    """An article with some lines after its second paragraph, as one block."""
    return "\n\n".join((HEADLINE, BODY[0], BODY[1], "\n".join(lines), BODY[2]))


# ---- what is marked --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: What we know about the ceasefire",
        "Read more on Sudan",
        "Also read: How the airport fell",
        "Watch: Drone footage of the dam",
        "Rebels call for talks in Geneva [VIDEO]",
        "Sign up for our free morning newsletter",
        "You can unsubscribe at any time.",
        "By signing up, you agree to our terms of use and privacy policy.",
        "We use cookies to give you the best experience on our website.",
        "Enter your email address",
        "Subscribe",
        "Advertisement",
        "Story continues below",
        "Article continues after this advertisement",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Follow us on Telegram",
        "Follow our live coverage @dailyexample",
        "Download our app for breaking news",
        "© 2024 Daily Example. All rights reserved.",
        "Copyright 2024 The Daily Example",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "(Reporting by A. Writer; Editing by B. Editor)",
        "The post Two villages shelled appeared first on Daily Example.",
        "Do you have a story for our news desk?",
        "Email us at news@example.org or call 0123 456.",
        "Source: Read Full Article",
        "Click here to read the whole report",
        "Tags: Syria, Aleppo",
        "icon clockicon closeicon fbicon mailicon menuicon searchicon shareicon twicon user",
    ],
)
def test_a_line_that_is_no_part_of_the_article(line: str) -> None:
    assert marked(between(line)) == [line]


def test_headlines_of_other_stories_in_the_middle() -> None:
    run = ("Flood leaves thousands homeless in the north", "Minister resigns over the missing grain shipments")

    assert marked(between(*run)) == ["\n".join(run)]


def test_headlines_at_the_end_where_no_blank_line_parts_the_paragraphs() -> None:
    run = "Flood leaves thousands homeless\nMinister resigns over missing grain\nCup final moved to another city"

    assert marked("\n".join((HEADLINE, *BODY, run))) == [run]


def test_related_articles_and_all_after() -> None:
    teasers = (
        "Related articles\n\nFlood leaves thousands homeless in...\n\nThe river rose on Sunday and by the evening..."
    )

    assert marked("\n\n".join((HEADLINE, *BODY, teasers))) == [teasers]


def test_a_box_of_related_stories_ends_where_the_article_goes_on() -> None:
    box = "Related stories\n\nFlood leaves thousands homeless"

    assert marked("\n\n".join((HEADLINE, BODY[0], box, BODY[1], BODY[2], BODY[0]))) == [box]


def test_a_comment_form_and_the_comments_of_readers() -> None:
    form = "Leave a comment\n\nThis is an outrage, and everybody in the region knows who did it, I say.\n\nAgreed."

    assert marked("\n\n".join((HEADLINE, *BODY, form))) == [form]


def test_a_link_to_the_comments_at_the_top_does_not_end_the_article() -> None:
    assert marked("\n\n".join((HEADLINE, "Leave a comment", *BODY))) == ["Leave a comment"]


def test_a_caption_marker_is_marked_and_the_caption_is_not() -> None:
    assert marked(between("Smoke over the village of Tal Rifaat[/caption]")) == ["[/caption]"]


# ---- what is the article's own ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "line",
    [
        "Read more than one account of the raid and you find three death tolls.",
        "Share prices in Khartoum fell after the attack on the refinery.",
        "Subscribe to that view and the war never ends, the envoy said.",
        "Follow the money, the prosecutor told the court, and the trail leads to the ministry.",
        "Related attacks in the neighbouring district killed three people.",
        "Advertisement of the tender was halted after the strike, the ministry said.",
        "The ministry used cookies to track the hackers, the security service said.",
        "“Contact us if you hear from him,” the family of the missing pilot said.",
        "Copyright law does not protect the leaked letters, the judge said.",
        "A crosshead of some words",
        "Smoke rises over the village of Tal Rifaat on Monday. Photograph: An Agency",
        "Comments by the governor were met with anger in the capital.",
        "No comment",
        "1,200 comments were deleted by the moderators, the network said.",
        "More: that was all the witness could say before the line went dead, according to his brother in the city.",
        "Copyright Office staff were evacuated after the blast, a spokesman said.",
        "Leave a comment, the officer had told them, and you will regret it.",
    ],
)
def test_a_line_of_the_article(line: str) -> None:
    assert marked(between(line)) == []


def test_a_headline_and_its_repetition() -> None:
    assert marked("\n\n".join((HEADLINE, "A standfirst without a full stop", HEADLINE, *BODY))) == []


def test_a_headline_that_looks_like_a_link() -> None:
    assert marked("\n\n".join(("Moment the bridge collapses under fire – VIDEO", *BODY))) == []


def test_captions_in_blocks_of_their_own() -> None:
    text = "\n\n".join((HEADLINE, BODY[0], "The dam before the strike on Monday", "The dam after the strike", BODY[1]))

    assert marked(text) == []


def test_a_list_that_the_article_announces() -> None:
    text = between(
        "The dead were named as:", "Amina Osman, a nurse at the hospital", "Yusuf Adam, a driver from the town"
    )

    assert marked(text) == []


def test_only_words_count_where_the_structure_is_known() -> None:
    text = between("READ MORE: Talks", "Flood leaves thousands homeless", "Minister resigns over the grain")

    assert [text[start:end] for start, end in site_phrases(text)] == ["READ MORE: Talks"]


# ---- the seeds, read by a person -------------------------------------------------------------------------------------
def annotated_spans(annotation: Annotation) -> Iterator[tuple[str, Span]]:
    for claim in annotation.claims:
        if "teaser" not in claim.tags:
            spans = (*claim.content, claim.cue, claim.source_span)
            yield from ((claim.id, span) for span in spans if span is not None)
    for narrated in annotation.narrated:
        yield from ((narrated.id, span) for span in narrated.content)
    for entity in annotation.entities:
        yield from ((entity.id, span) for span in entity.mentions)
    for event in annotation.events:
        yield from ((event.id, span) for span in event.mentions)


@pytest.mark.parametrize("annotation", ANNOTATIONS, ids=lambda a: a.article.doc)
def test_nothing_that_a_person_annotated_is_marked(annotation: Annotation) -> None:
    spans = boilerplate(annotation.article.text)

    lost = [
        (name, annotation.article.text[start:end])
        for name, (start, end) in annotated_spans(annotation)
        if any(first < end and start < last for first, last in spans)
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("doc", "words"),
    [
        ("seed-000", "We use your sign-up to provide content"),
        ("seed-000", "NATO bombers simulate"),
        ("seed-000", "Putin faced with mass desertion after 150 troops killed"),
        ("seed-000", "Source: Read Full Article"),
        ("seed-001", "icon bookmark-bicon"),
        ("seed-002", "[/caption]"),
        ("seed-002", "Your email address will not be published"),
        ("seed-003", "Related articles"),
        ("seed-003", "to announce their line of keto..."),
        ("seed-004", "Read More on Ukraine"),
        ("seed-004", "READ MORE SUN STORIES"),
        ("seed-004", "Email us at exclusive@"),
    ],
)
def test_what_a_person_skipped_is_marked(doc: str, words: str) -> None:
    text = next(a.article.text for a in ANNOTATIONS if a.article.doc == doc)
    start = text.index(words)

    assert any(first <= start and start + len(words) <= last for first, last in boilerplate(text))


# ---- any text --------------------------------------------------------------------------------------------------------
odd_lines = st.sampled_from(
    [
        "",
        " ",
        "\u00a0",
        HEADLINE,
        *BODY,
        "Related articles",
        "Leave a comment",
        "Advertisement",
        "a [/caption] b",
        "[caption",
    ]
)


@given(st.lists(odd_lines | st.text(max_size=30), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_spans_are_sorted_apart_inside_and_begin_and_end_with_words(lines: list[str], end_of_line: str) -> None:
    text = end_of_line.join(lines)

    spans = boilerplate(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
