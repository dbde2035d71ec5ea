"""Attributions without a reporting verb and its clause: "according to", hedges, nouns of speech, refusals, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kg.annotate.attribution.cues import Attribution, cue_span, negation, reporting_verb
from kg.annotate.attribution.subjects import agent, subject
from kg.annotate.draft import Draft, ZoneKind
from kg.annotate.spans import content_span, merge, token_span, tokens_in
from kg.lexicons import table, words
from kg.model import Span, Stance

SILENT = {"comment", "respond", "reply", "answer", "react"}
WITHHELD = {
    "confirm",
    "say",
    "comment",
    "explain",
    "give",
    "provide",
    "discuss",
    "disclose",
    "specify",
    "shed",
    "answer",
    "elaborate",
    "name",
    "speculate",
    "reveal",
    "identify",
    "clarify",
    "verify",
    "acknowledge",
    "respond",
    "detail",
}
REFUSALS = {"refuse", "decline"}


def according_to(draft: Draft, tokens: list[Token]) -> Iterator[Attribution]:
    """ "According to X, A" and "A, according to X"; also "as per X" and "in the words of X"."""
    for token in tokens:
        cue, pivot = _according(token)
        if cue is None or pivot is None:
            continue
        source = next((c for c in pivot.children if c.dep_ in {"pobj", "dobj"} and c.i > pivot.i), None)
        if source is None:
            source = next(
                (t for t in token.doc[pivot.i + 1 : pivot.i + 8] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None
            )
        if source is None:
            continue
        head = token.head if token.head.pos_ in {"VERB", "AUX"} else None
        entry = reporting_verb(head) if head is not None else None
        if entry is not None and head is not None and any(c.dep_ == "ccomp" for c in head.children):
            yield Attribution("according to", cue, (), relay=source, verb=head)  # "X said A, according to Y": Y relays
            continue
        spans = _sentence_without(draft, token, (cue[0], _phrase_end(source)), head)
        if spans:
            yield Attribution("according to", cue, spans, head=source)


def _according(token: Token) -> tuple[Span | None, Token | None]:
    doc = token.doc
    if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        return (token.idx, doc[token.i + 1].idx + 2), doc[token.i + 1]
    return None, None


def _phrase_end(source: Token) -> int:
    tokens = [t for t in source.subtree if t.i >= source.left_edge.i]
    for token in tokens:
        if token.i > source.i and (token.dep_ in {"relcl", "advcl"} or token.text in {";"}):
            return token.doc[token.left_edge.i - 1].idx
    return token_span(tokens)[1]


def _sentence_without(draft: Draft, token: Token, phrase: Span, head: Token | None) -> tuple[Span, ...]:
    """The sentence around an "according to" phrase, as one or two spans; a cue's own clause is not touched."""
    sentence = token.sent
    start, end = sentence.start_char, sentence.end_char
    text = draft.article.text
    conjunct = _clause_of(token)
    if conjunct is not None:
        start, end = conjunct
    quoted = [q for q in draft.quotations for a, b in q.outer if a < end and b > start and b > end]
    if quoted:
        end = max(b for q in quoted for a, b in q.outer if a < end)
    parts = ((start, phrase[0]), (phrase[1], end))
    return merge(text, (s for s in (content_span(text, p) for p in parts) if s and len(text[s[0] : s[1]].split()) > 1))


def _clause_of(token: Token) -> Span | None:
    """The coordinated clause that holds a token, where its sentence has several with subjects of their own."""
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if verb.dep_ == "conj" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return token_span(t for t in verb.subtree if not t.is_space)
    return None


def hedges(draft: Draft, tokens: list[Token]) -> Iterator[Attribution]:
    """ "Reportedly", "allegedly": somebody unnamed; the content is the clause without the adverb."""
    for token in tokens:
        if token.lower_ not in words("hedges"):
            continue
        verb = token.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        while verb.dep_ in {"acl", "amod"} and verb.tag_ in {"VBN", "VBG"} and _main_verb(verb.head) is not None:
            verb = (
                _main_verb(verb.head) or verb
            )  # "a missile reportedly aimed at A hit B": the hedge covers the sentence
        clause = [t for t in verb.subtree if not t.is_space] if verb.pos_ in {"VERB", "AUX"} else list(token.sent)
        if verb.dep_ in {"relcl", "acl"}:
            clause += [t for t in verb.head.subtree if t.i <= verb.head.i]
        elif verb.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            clause += [t for t in verb.head.subtree if t.i < verb.i]
        start, end = token_span(clause)
        text = draft.article.text
        parts = ((start, token.idx), (token.idx + len(token), end))
        spans = tuple(s for s in (content_span(text, p) for p in parts) if s)
        if spans:
            yield Attribution("hedge", (token.idx, token.idx + len(token)), spans, tags=("hedge",))


def _main_verb(noun: Token) -> Token | None:
    """The finite verb that a noun is the subject of."""
    return noun.head if noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.pos_ in {"VERB", "AUX"} else None


def speech_nouns(draft: Draft, tokens: list[Token]) -> Iterator[Attribution]:
    """ "Russia's claim of one dead", "the ministry's denial that …": the possessor speaks."""
    stances = {row["lemma"]: Stance(row["stance"]) for row in table("speech_nouns")}
    for token in tokens:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in stances:
            continue
        owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ in {"PROPN", "NOUN", "PRON"}), None)
        clause = next((c for c in token.children if c.dep_ in {"acl", "ccomp", "relcl"} and _that(c)), None)
        phrase = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "about"}), None)
        by = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in {"by", "from"}), None)
        source = owner or (next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None)
        body = clause if clause is not None else phrase
        if body is None or source is None:
            continue
        inner = [
            t for t in body.subtree if not t.is_space and t != phrase and not (t.dep_ == "mark" and t.head == clause)
        ]
        while inner and inner[-1].i + 1 < token.sent.end and not inner[-1].nbor().is_punct and body == phrase:
            inner.append(inner[-1].nbor())  # "one dead and six wounded": the parser cuts verbless counts
        span = content_span(draft.article.text, token_span(inner)) if inner else None
        if span is not None:
            yield Attribution(
                "noun of speech", (token.idx, token.idx + len(token)), (span,), stances[token.lemma_.lower()], source
            )


def _that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def closing_nouns(draft: Draft, tokens: list[Token]) -> Iterator[Attribution]:
    """ "…, state media reports.": a closing reporting verb that the tagger took for a noun."""
    for token in tokens:
        behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if token.lower_ not in {"reports", "claims", "says", "states"} or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        if behind is not None and not (behind.is_punct or behind.is_space):
            continue
        comma = next((t for t in reversed(token.doc[token.sent.start : token.i]) if t.text in {",", "”", '"'}), None)
        if comma is None or not 0 < token.i - comma.i - 1 <= 6 or comma.i - token.sent.start < 4:
            continue
        span = content_span(draft.article.text, (token.sent.start_char, comma.idx + len(comma)))
        if span is not None and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in tokens_in(draft.doc, span)):
            source = token_span(t for t in token.doc[comma.i + 1 : token.i] if t.pos_ != "DET")
            yield Attribution(
                "closing cue", (token.idx, token.idx + len(token)), (span,), head=token.nbor(-1), source=source
            )


def what_they_say(draft: Draft, tokens: list[Token]) -> Iterator[Attribution]:
    """ "What Moscow says is indiscriminate shelling": the speaker's description inside the article's own sentence."""
    text = draft.article.text
    for token in tokens:
        if token.lower_ != "what" or token.i + 3 >= len(token.doc):
            continue
        window = token.doc[token.i + 1 : min(token.i + 12, token.sent.end)]
        verb = next((t for t in window if t.lemma_ in {"say", "claim", "describe", "call", "insist", "allege"}), None)
        if verb is None or verb.i == token.i + 1:
            continue
        link = verb.i + 1
        if link < len(token.doc) and token.doc[link].lemma_ in {"be", "as"}:
            link += 1
        elif verb.lemma_ != "call":
            continue
        tokens_behind = [t for t in token.doc[link : token.sent.end] if not t.is_space]
        source = subject(verb) or token.doc[verb.i - 1]
        span = content_span(text, token_span(tokens_behind)) if tokens_behind else None
        if span is not None:
            yield Attribution("what they say", cue_span(verb), (span,), head=source, verb=verb)


def refusals(draft: Draft, tokens: list[Token]) -> Iterator[Attribution]:
    """ "Refused to shed light on A", "declined to comment", "had no comment", "has not responded": unconfirmed."""
    for token in tokens:
        if token.lemma_ in REFUSALS and token.pos_ == "VERB":
            yield from _withheld(draft, token, next((c for c in token.children if c.dep_ == "xcomp"), None))
        elif token.lemma_ in SILENT | {"confirm"} and token.pos_ == "VERB" and _negated(token):
            if token.lemma_ != "confirm" or not any(c.dep_ in {"nsubjpass", "auxpass"} for c in token.children):
                yield from _withheld(draft, token, token)
        elif (
            token.lower_ == "comment"
            and token.pos_ == "NOUN"
            and token.head.lemma_ in {"have", "offer", "make", "give"}
        ):
            negative = next((c for c in token.children if c.lower_ == "no"), None)
            source = subject(token.head)
            if negative is not None and source is not None and source.lower_ not in {"there", "i", "we"}:
                span = token_span(t for t in token.subtree if t.i <= token.i)
                yield Attribution("no comment", (token.head.idx, span[1]), (span,), Stance.UNCONFIRMED, source)


def _negated(verb: Token) -> bool:
    return negation(verb) is not None and not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _withheld(draft: Draft, verb: Token, act: Token | None) -> Iterator[Attribution]:
    source = subject(verb)
    if source is None or act is None or act.lemma_ not in WITHHELD | SILENT or source.lower_ in {"i", "we", "it"}:
        return
    text = draft.article.text
    start = verb.idx
    if act == verb:
        auxiliaries = [c.idx for c in verb.children if c.dep_ in {"aux", "neg"} and c.i < verb.i]
        start = min([start, *auxiliaries])
    objects = [c for c in act.children if c.dep_ in {"dobj", "prep", "ccomp", "advcl", "dative"} and c.i > act.i]
    light = act.lemma_ in {"shed", "give", "provide", "offer"} and objects and objects[0].dep_ == "dobj"
    end = act.idx + len(act)
    if light:
        end = objects[0].idx + len(objects[0])
        objects = [c for c in objects[0].children if c.dep_ == "prep"] + [c for c in objects[1:] if c.dep_ == "prep"]
    inner = [t for o in objects[:1] for t in o.subtree if not (t == o and o.dep_ == "prep") and not t.is_space]
    span = content_span(text, token_span(inner)) if inner else None
    if span is not None and _pointing(text, span):
        yield Attribution("refusal", (start, end), (), Stance.UNCONFIRMED, source, verb=verb, anaphoric=True)
    else:
        yield Attribution("refusal", (start, end), (span or (start, end),), Stance.UNCONFIRMED, source, verb=verb)


def _pointing(text: str, span: Span) -> bool:
    """Whether a content only points back ("the reports", "this", "the allegation")."""
    found = [w.lower() for w in re.findall(r"\w+", text[span[0] : span[1]])]
    kept = [w for w in found if w not in {"the", "a", "an", "any", "these", "those", "such", "all", "its", "their"}]
    pointing = words("pointing_nouns") | {"this", "that", "it", "them"}
    return bool(found) and all(w in pointing or w.rstrip("s") in pointing for w in kept)


def earlier_content(draft: Draft, tokens: list[Token]) -> Iterator[Attribution]:
    """ "X denied the allegation", "the announcement was made by X", "X rejected this": the content was said before."""
    text = draft.article.text
    for token in tokens:
        entry = reporting_verb(token)
        if entry is not None and "n" in entry.frames and negation(token) is None:
            noun = next((c for c in token.children if c.dep_ == "dobj" and c.i > token.i), None)
            source = subject(token)
            if noun is None or source is None or noun == source or any(c.dep_ == "acl" for c in noun.children):
                continue
            if not any(c.dep_ in {"prep", "ccomp"} for c in noun.children) and _pointing(
                text, token_span(noun.subtree)
            ):
                yield Attribution(
                    "earlier content", cue_span(token), (), entry.stance, source, verb=token, anaphoric=True
                )
        elif token.lemma_ == "make" and agent(token) is not None:
            patient = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
            if patient is not None and patient.lemma_.lower() in words("pointing_nouns"):
                cue = (patient.idx, token.idx + len(token))
                yield Attribution("earlier content", cue, (), head=agent(token), verb=token, anaphoric=True)


def captions(draft: Draft) -> Iterator[Attribution]:
    """A photo caption with an agency's credit is the agency's statement."""
    text = draft.article.text
    for zone in draft.zones:
        if zone.kind is not ZoneKind.CAPTION or zone.credit is None:
            continue
        start, end = zone.span
        body = (zone.credit[1], end) if zone.credit[0] - start < end - zone.credit[1] else (start, zone.credit[0])
        span = content_span(text, body)
        verbs = [t for t in tokens_in(draft.doc, body) if t.pos_ in {"VERB", "AUX"}]
        if span is None or not verbs:
            continue
        shows = re.match(
            r"(?:An?|The|This)?\s*(?:\w+\s)?(?:view|photo|image|picture|still|video)\s(shows?)\s",
            text[span[0] : span[1]],
        )
        cue = None
        if shows:
            cue = (span[0] + shows.start(1), span[0] + shows.end(1))
            span = content_span(text, (span[0] + shows.end(), span[1])) or span
        yield Attribution("caption", cue, (span,), source=zone.credit, tags=("caption",))
