"""Direct speech: which cue a quotation belongs to, over paragraphs and over both sides of the cue."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.annotate.attribution.cues import Attribution, cue_span, reporting_verb
from kg.annotate.attribution.subjects import addressee, subject
from kg.annotate.draft import Draft, Quotation, ZoneKind
from kg.annotate.spans import content_span, tokens_in
from kg.model import Span

REACH = 40  # tokens between a quotation and its cue: a subject with title and appositive
STANDING_AFTER = ":,.?!—–;([”\"’'-"


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation with the reporting verb it belongs to."""

    quotation: Quotation
    verb: Token


def standing(draft: Draft) -> list[Quotation]:
    """Quotations that are utterances of their own, not words quoted inside a clause ("will not “go unpunished”")."""
    return [q for q in draft.quotations if _stands(draft, q)]


def direct_speech(draft: Draft) -> list[Attribution]:
    """One attribution for each cue with all the quotations it governs.

    A quotation takes the cue before it (behind a colon or comma) or behind it. One without a cue of its own goes on with
    the speaker of the quotation before, if that stands in the same paragraph or the one before.
    """
    found: list[Attribution] = []
    last_zone: int | None = None
    taken: dict[int, int] = {}  # verb -> index in found
    for quotation in standing(draft):
        contents = tuple(s for s in (content_span(draft.article.text, p) for p in quotation.spans) if s)
        if not contents:
            continue
        first, last = _zone_index(draft, quotation.outer[0][0]), _zone_index(draft, quotation.outer[-1][0])
        verb = _cue_before(draft, quotation) or _cue_behind(draft, quotation)
        if verb is not None and verb.i in taken:
            at = taken[verb.i]
            found[at] = replace(found[at], content=found[at].content + contents)
        elif verb is not None:
            entry = reporting_verb(verb)
            assert entry is not None
            taken[verb.i] = len(found)
            found.append(
                Attribution(
                    "quotation", cue_span(verb), contents, entry.stance, subject(verb), verb=verb, relay=addressee(verb)
                )
            )
        elif (
            found and last_zone is not None and first - last_zone <= 1 and _goes_on(draft, quotation, first, last_zone)
        ):
            found[-1] = replace(found[-1], content=found[-1].content + contents)
        else:
            continue
        last_zone = last
    return found


def _stands(draft: Draft, quotation: Quotation) -> bool:
    text = draft.article.text
    start, end = quotation.spans[0]
    if draft.zone_at(start) is None or not text[start:end].strip():
        return False
    words = text[start:end].split()
    if len(quotation.spans) > 1:
        return True
    before = text[: quotation.outer[0][0]].rstrip(" \u00a0")
    zone = draft.zone_at(quotation.outer[0][0])
    at_start = zone is None or len(before) <= zone.span[0] or before.endswith("\n")
    letter = next((c for c in text[start:end] if c.isalnum()), "")
    if not (letter.isupper() or letter.isdigit()):
        return False
    return len(words) >= 3 and (at_start or before[-1:] in STANDING_AFTER or _follows_cue(draft, quotation))


def _follows_cue(draft: Draft, quotation: Quotation) -> bool:
    before = [
        t for t in tokens_in(draft.doc, (max(0, quotation.outer[0][0] - 30), quotation.outer[0][0])) if not t.is_space
    ]
    before = [t for t in before if t.idx < quotation.outer[0][0]]
    entry = reporting_verb(before[-1]) if before else None
    return entry is not None and "q" in entry.frames


def _cue_before(draft: Draft, quotation: Quotation) -> Token | None:
    """The last reporting verb of the sentence that leads up to a quotation with a colon, a comma or nothing between."""
    start = quotation.outer[0][0]
    text = draft.article.text
    lead = text[:start].rstrip()
    if not lead or not (lead[-1] in ":,–—" or _follows_cue(draft, quotation)):
        return None
    line = text[:start].count("\n", len(lead))
    if line and lead[-1] != ":":
        return None  # a comma does not reach over a paragraph
    here = [t for t in draft.doc if t.idx + len(t) <= len(lead) and t.idx >= len(lead) - 400]
    for steps, token in enumerate(reversed(here)):
        if steps > REACH or (steps and _ends_sentence(token)):
            return None
        entry = reporting_verb(token)
        if entry and "q" in entry.frames and not _inside_other(draft, token, quotation):
            return token
    return None


def _cue_behind(draft: Draft, quotation: Quotation) -> Token | None:
    """The first reporting verb behind a quotation that ends as unfinished (comma, question or exclamation mark)."""
    text = draft.article.text
    inner_end, outer_end = quotation.spans[-1][1], quotation.outer[-1][1]
    following = text[outer_end : outer_end + 2].lstrip()
    if text[inner_end - 1] not in ",?!—–-" and not following.startswith((",", "–", "—")):
        return None
    zone = draft.zone_at(quotation.outer[-1][0])
    limit = zone.span[1] if zone else len(text)
    steps = 0
    for token in draft.doc:
        if token.idx < outer_end:
            continue
        if token.idx >= limit or steps > REACH:
            return None
        steps += 1
        entry = reporting_verb(token)
        if entry and "q" in entry.frames:
            return token
        if _ends_sentence(token) or token.text in {"“", '"', ";"}:
            return None
    return None


def _goes_on(draft: Draft, quotation: Quotation, zone: int, last_zone: int) -> bool:
    """Whether a quotation without a cue continues the one before: nothing but the cue's own sentence lies between."""
    text = draft.article.text
    if zone == last_zone:
        return True
    start = draft.zones[zone].span[0]
    return not text[start : quotation.outer[0][0]].strip()


def _inside_other(draft: Draft, token: Token, quotation: Quotation) -> bool:
    return any(
        start <= token.idx < end for other in draft.quotations if other is not quotation for start, end in other.spans
    )


def _ends_sentence(token: Token) -> bool:
    return token.text in {".", "!", "?"} or (token.is_space and "\n" in token.text)


def _zone_index(draft: Draft, position: int) -> int:
    readable = [z for z in draft.zones if z.kind is not ZoneKind.BOILERPLATE]
    return next((i for i, z in enumerate(draft.zones) if z.span[0] <= position < z.span[1]), len(readable))


def quoted_speech(draft: Draft) -> tuple[Span, ...]:
    """The words inside standing quotations, in which cues belong to the speaker and are not looked for."""
    return tuple(span for q in standing(draft) for span in q.spans)
