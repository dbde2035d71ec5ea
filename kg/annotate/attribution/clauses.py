"""Indirect speech: reporting verbs with a clause, a noun phrase, an accusation or a charge as their content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from kg.annotate.attribution.cues import Attribution, ReportingVerb, cue_span, negation, reporting_verb
from kg.annotate.attribution.subjects import addressee, agent, inverted, subject
from kg.annotate.draft import Draft
from kg.annotate.spans import content_span, merge, token_span
from kg.lexicons import words
from kg.model import Span, Stance

MODALS = {"would", "could", "may", "might", "should", "must", "shall", "will", "'d", "’d"}
LINKS = {"and", "but", "while", "whereas", "although", "though", "however", "as", "before", "after", "when", "which"}


def indirect_speech(draft: Draft, verbs: Iterator[Token] | list[Token]) -> list[Attribution]:
    """Attributions of reporting verbs that have their content in the same sentence."""
    found = []
    for verb in verbs:
        entry = reporting_verb(verb)
        if entry is None or not _asserts(verb):
            continue
        attribution = _attribution(draft, verb, entry)
        if attribution is not None:
            found.append(attribution)
    return found


def _attribution(draft: Draft, verb: Token, entry: ReportingVerb) -> Attribution | None:
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
    if "a" in entry.frames or "o" in entry.frames:
        charge = _accusation(draft, verb, entry, passive)
        if charge is not None or not entry.frames & {"c", "n"}:
            return charge
    if passive:
        return _passive(draft, verb, entry)
    source = subject(verb)
    if source is None:
        return None
    nobody = source.lower_ in {"i", "we", "you", "it", "there", "one"} and "e" not in entry.frames
    body = source.lower_ == "it" and entry.lemma in {"say", "add", "insist", "claim", "report", "deny"}
    if nobody and not body:
        return None
    if not _speaks(source, entry):
        return None
    spans, rule = _content(draft, verb, entry, source)
    if not spans:
        return None
    tags = ("evidence",) if _is_evidence(source) else ()
    if tags and "e" not in entry.frames:
        tags = ()
    return Attribution(rule, cue_span(verb), spans, entry.stance, source, verb=verb, relay=addressee(verb), tags=tags)


def _asserts(verb: Token) -> bool:
    """Whether the reporting verb stands for an utterance that was made: no wish, condition, question or plan."""
    auxiliaries = [c for c in verb.children if c.dep_ == "aux"]
    if any(a.lower_ in MODALS for a in auxiliaries) and negation(verb) is None:
        return False
    if any(a.lower_ == "to" for a in auxiliaries):
        return verb.head.lemma_ in {"go", "continue", "proceed"} and verb.head != verb
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children):
        return False
    if negation(verb) is not None:
        entry = reporting_verb(verb)
        return entry is not None and entry.lemma in {"confirm", "deny", "acknowledge", "admit", "dispute", "reject"}
    return verb.tag_ != "VB" or any(c.lower_ in {"did", "does", "do", "not"} for c in auxiliaries)


def _speaks(source: Token, entry: ReportingVerb) -> bool:
    """Whether a subject can utter what the verb reports; things only show, indicate or reveal."""
    if "e" not in entry.frames or source.pos_ in {"PROPN", "PRON"}:
        return source.lemma_.lower() not in {"reason", "question", "idea", "problem", "thing", "fact", "answer", "rule"}
    known = words("document_nouns") | words("source_nouns")
    return source.lemma_.lower() in known or source.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}


def _is_evidence(source: Token) -> bool:
    return source.lemma_.lower() in words("evidence_nouns")


# ---- where the content is -------------------------------------------------------------------------------------------
def _content(draft: Draft, verb: Token, entry: ReportingVerb, source: Token) -> tuple[tuple[Span, ...], str]:
    complement = _complement(verb, entry)
    sentence = verb.sent
    if complement is not None and "c" in entry.frames:
        if complement.i > verb.i:
            before = _before(draft, verb, source, sentence)
            spans = _behind(draft, verb, complement, sentence)
            if spans and before and _parenthetical(verb, source):
                return merge(draft.article.text, (*before, *spans)), "parenthesis"
            return spans, "clause"
        before = _before(draft, verb, source, sentence)
        behind = _rest_of_parenthesis(draft, verb, sentence) if _parenthetical(verb, source) else ()
        return (merge(draft.article.text, (*before, *behind)), "clause before") if before else ((), "")
    if "c" in entry.frames or "q" in entry.frames:
        rest = _finite_rest(draft, verb, entry, sentence)
        if rest:
            return rest, "clause without link"
    noun = next((c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.i > verb.i), None)
    if noun is not None and noun != source and ("n" in entry.frames or ("e" in entry.frames and _is_evidence(source))):
        span = content_span(draft.article.text, _noun_content(noun, sentence))
        return ((span,), "noun phrase") if span and noun.lower_ not in {"it", "this", "that", "them"} else ((), "")
    gerund = next((c for c in verb.children if c.dep_ in {"xcomp", "pcomp"} and c.i > verb.i), None)
    if gerund is not None and "g" in entry.frames:
        span = content_span(draft.article.text, token_span(gerund.subtree))
        return ((span,), "gerund") if span else ((), "")
    if _parenthetical(verb, source):
        around = (*_before(draft, verb, source, sentence), *_rest_of_parenthesis(draft, verb, sentence))
        if len(around) > 1:
            return merge(draft.article.text, around), "parenthesis"
    if _closes_sentence(verb, source, sentence):
        behind = _rest_of_parenthesis(draft, verb, sentence) if _parenthetical(verb, source) else ()
        return merge(draft.article.text, (*_before(draft, verb, source, sentence), *behind)), "clause before"
    return (), ""


def _complement(verb: Token, entry: ReportingVerb) -> Token | None:
    behind = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    before = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i]
    loose = [c for c in verb.children if c.dep_ in {"xcomp", "acl", "advcl"} and c.i > verb.i and _has_that(c)]
    return next(iter(behind or loose or before), None)


def _has_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _behind(draft: Draft, verb: Token, complement: Token, sentence: TokenSpan) -> tuple[Span, ...]:
    """The complement behind the verb, without its "that", cut where another cue of the same speaker begins."""
    tokens = sorted((t for t in complement.subtree if t.i > verb.i), key=lambda t: t.i)
    tokens = _cut_at_next_cue(tokens, verb, complement)
    for conj in complement.conjuncts:  # "that A, and that B": the parser sometimes hangs B on the verb
        if conj.head == verb:
            tokens += [t for t in conj.subtree if t.i > verb.i]
    tokens = [t for t in tokens if not t.is_space]
    while tokens and (
        (tokens[0].dep_ == "mark" and tokens[0].lower_ == "that") or (tokens[0].is_punct and not tokens[0].is_quote)
    ):
        tokens.pop(0)
    if not tokens:
        return ()
    span = _with_quotations(draft, token_span(tokens), sentence)
    kept = content_span(draft.article.text, span)
    return (kept,) if kept else ()


def _cut_at_next_cue(tokens: list[Token], verb: Token, complement: Token) -> list[Token]:
    """Leave out a coordinated clause with a cue of its own ("… and added", ", while the ministry warned", ", adding")."""
    for token in tokens:
        entry = reporting_verb(token)
        if _breaks_tense(token, complement):
            tokens = [t for t in tokens if t.i < token.i - 1]
            continue
        if token == complement or entry is None or token.dep_ not in {"conj", "advcl", "ccomp", "xcomp", "dep"}:
            continue
        if token.dep_ == "conj" and not any(c.dep_ in {"ccomp", "xcomp"} for c in token.children):
            continue
        if token.dep_ in {"ccomp", "xcomp", "dep"} and token.head != verb:
            continue
        if token.dep_ == "advcl" and token.tag_ != "VBG" and not any(c.dep_ == "ccomp" for c in token.children):
            continue
        left = min(t.i for t in token.subtree)
        while left - 1 > verb.i and (verb.doc[left - 1].lower_ in LINKS or verb.doc[left - 1].text == ","):
            left -= 1
        tokens = [t for t in tokens if t.i < left]
    return tokens


def _breaks_tense(token: Token, complement: Token) -> bool:
    """Whether a past tense is coordinated with "would" or "will": the article's own voice has taken over again."""
    if token.head != complement or token.dep_ != "conj" or token.tag_ != "VBD":
        return False
    return any(c.tag_ == "MD" for c in complement.children) and not any(c.dep_ == "nsubj" for c in token.children)


def _with_quotations(draft: Draft, span: Span, sentence: TokenSpan) -> Span:
    """Widen a span to the end of a quotation that it cuts, as far as the sentence's paragraph goes."""
    start, end = span
    for quotation in draft.quotations:
        for outer_start, outer_end in quotation.outer:
            if start <= outer_start < end < outer_end:
                end = outer_end
            elif outer_start < start < outer_end <= end + 1 and outer_start >= sentence.start_char:
                start = outer_start
    return start, end


def _before(draft: Draft, verb: Token, source: Token, sentence: TokenSpan) -> tuple[Span, ...]:
    """What stands before the cue and its subject: the content of "A, the governor said"."""
    source_start = min((t.idx for t in _source_tokens(source, verb)), default=source.idx)
    end = min(verb.idx, source_start)
    start = sentence.start_char
    for token in sentence:  # an earlier cue of the sentence keeps its own part
        if token.idx >= end:
            break
        if token.text in {";", "–", "—"} and any(reporting_verb(t) for t in sentence if t.i < token.i):
            start = token.idx + len(token)
    span = content_span(draft.article.text, (start, end))
    if span is None or not re.search(r"\w+\W+\w+", draft.article.text[span[0] : span[1]]):
        return ()
    return (span,)


def _source_tokens(source: Token, verb: Token) -> list[Token]:
    if verb in source.subtree:
        return [t for t in source.subtree if t not in set(verb.subtree)]
    return list(source.subtree)


def _parenthetical(verb: Token, source: Token) -> bool:
    """Whether cue and subject stand between two commas ("This is an attack, Moscow stated, that …")."""
    doc = verb.doc
    left, right = min(verb.i, source.left_edge.i if verb not in source.subtree else source.i), max(verb.i, source.i)
    if inverted(verb) == source:
        right = max(right, source.i)
    before = doc[left - 1].text if left else ""
    behind = doc[right + 1].text if right + 1 < len(doc) else ""
    return before in {",", "”", '"', "–", "—"} and behind == ","


def _rest_of_parenthesis(draft: Draft, verb: Token, sentence: TokenSpan) -> tuple[Span, ...]:
    right = max([verb.i] + [c.i for c in verb.children if c.dep_ in {"nsubj", "dobj", "nsubjpass"}])
    last = inverted(verb)
    right = max(right, last.i if last is not None else 0)
    if right + 2 >= sentence.end:
        return ()
    start = draft.doc[right + 1].idx
    span = content_span(draft.article.text, _with_quotations(draft, (start, sentence.end_char), sentence))
    if span is None or reporting_verb(draft.doc[right + 2]) is not None:
        return ()
    return (span,)


def _finite_rest(draft: Draft, verb: Token, entry: ReportingVerb, sentence: TokenSpan) -> tuple[Span, ...]:
    """A clause right behind the verb that the parser did not hang on it ("confirmed powers lines were damaged")."""
    rest = [t for t in sentence if t.i > verb.i and not t.is_space]
    while rest and rest[0].pos_ == "ADV" and rest[0].dep_ == "advmod":
        rest.pop(0)
    explicit = bool(rest) and rest[0].lower_ == "that" and rest[0].dep_ in {"mark", "nsubj", "nsubjpass", "det"}
    if not explicit and (not rest or rest[0].pos_ not in {"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"}):
        return ()
    if rest[0].dep_ in {"dobj", "npadvmod", "dative"} and not explicit:
        return ()
    finite = next((t for t in rest if t.tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    if finite is None or (not explicit and finite.i - verb.i > 12):
        return ()
    if not explicit and (finite.dep_ == "relcl" or any(t.text in {",", ";", ":"} for t in rest if t.i < finite.i)):
        return ()
    kept: list[Token] = []
    for token in rest[1:] if explicit and rest[0].dep_ == "mark" else rest:
        if kept and reporting_verb(token) is not None and token.dep_ in {"conj", "advcl"} and token.head.i <= verb.i:
            break
        kept.append(token)
    while kept and (kept[-1].lower_ in LINKS or kept[-1].is_punct):
        kept.pop()
    if not kept:
        return ()
    span = content_span(draft.article.text, _with_quotations(draft, token_span(kept), sentence))
    return (span,) if span else ()


def _closes_sentence(verb: Token, source: Token, sentence: TokenSpan) -> bool:
    """Whether "…, the governor said" ends its clause: only adverbials follow, and a clause stands before."""
    head = min(verb.i, source.i)
    before = [t for t in sentence if t.i < head and not t.is_space]
    if len(before) < 3 or not any(t.text in {",", "”", '"', "–", "—"} for t in before[-12:]):
        return False
    return (
        any(t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"} for t in before)
        and "q" in (reporting_verb(verb) or _NONE).frames
    )


_NONE = ReportingVerb("", Stance.CLAIMED, frozenset())


def _noun_content(noun: Token, sentence: TokenSpan) -> Span:
    """A noun phrase with what follows it in the sentence, up to a new cue, a participle or a coordinated clause."""
    kept = [t for t in noun.subtree if not t.is_space]
    for token in sentence.doc[max(t.i for t in kept) + 1 : sentence.end]:
        clause_begins = (
            token.lower_ in LINKS - {"when", "which"} or token.text == ";" or reporting_verb(token) is not None
        )
        if clause_begins or (token.tag_ == "VBG" and token.nbor(-1).text == ","):
            break
        if not token.is_space:
            kept.append(token)
    return token_span(kept)


# ---- passives, accusations -------------------------------------------------------------------------------------------
def _passive(draft: Draft, verb: Token, entry: ReportingVerb) -> Attribution | None:
    """ "X is said to have …", "it was reported that …" (nobody named), "A was confirmed by B" (B speaks)."""
    who = agent(verb)
    patient = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i), None)
    if patient is None or entry.lemma in {
        "warn",
        "tell",
        "advise",
        "inform",
        "notify",
        "urge",
        "find",
        "show",
        "record",
    }:
        return None
    text = draft.article.text
    if clause is not None and who is None and patient.lower_ != "it":
        if entry.lemma not in {"say", "report", "believe", "think", "allege", "claim", "suspect", "estimate"}:
            return None
        parts = (token_span(patient.subtree), token_span(clause.subtree))
        spans = tuple(s for s in (content_span(text, p) for p in parts) if s)
        return Attribution("hedged passive", cue_span(verb), spans, entry.stance, verb=verb, tags=("hedge",))
    if clause is not None and clause.dep_ == "ccomp":
        spans = _behind(draft, verb, clause, verb.sent)
        return Attribution("passive", cue_span(verb), spans, entry.stance, who, verb=verb) if spans else None
    if who is None:
        return None
    phrase = content_span(text, token_span(patient.subtree))
    pointing = patient.lower_ in {"this", "that", "it", "which"} or patient.lemma_.lower() in words("pointing_nouns")
    cue = (
        min([verb.idx, *(c.idx for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"})]),
        verb.idx + len(verb),
    )
    if negation(verb) is None:
        cue = cue_span(verb)
    if pointing:
        return Attribution("passive, earlier content", cue, (), entry.stance, who, verb=verb, anaphoric=True)
    return Attribution("passive", cue, (phrase,), entry.stance, who, verb=verb) if phrase else None


def _accusation(draft: Draft, verb: Token, entry: ReportingVerb, passive: bool) -> Attribution | None:
    """Accused and charge: "accused X of Y", "blamed X for Y", "blamed Y on X", "X was blamed for Y (by Z)"."""
    links = {"of", "over"} if "a" in entry.frames else {"for", "on", "over"}
    pattern = [c for c in verb.children if c.dep_ in {"prep", "agent"} and c.lower_ in links]
    if passive:
        accused = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        who = agent(verb)
        if accused is None or not pattern:
            return None
        parts = [token_span(accused.subtree), token_span(pattern[0].subtree)]
    else:
        accused = next((c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i), None)
        who = subject(verb)
        if who is None or accused is None or who.lower_ in {"i", "we"}:
            return None
        if not pattern:  # the parser hangs the charge on the accused
            pattern = [c for c in accused.subtree if c.dep_ == "prep" and c.lower_ in links and c.i > accused.i][:1]
        if not pattern and "a" in entry.frames:
            return None
        end = max([accused.right_edge.i] + [p.right_edge.i for p in pattern])
        tokens = [t for t in draft.doc[verb.i + 1 : end + 1] if not t.is_space]
        tokens = _cut_at_next_cue(tokens, verb, accused)
        parts = [token_span(tokens)] if tokens else []
    text = draft.article.text
    widened = [_with_quotations(draft, p, verb.sent) for p in parts]
    spans = merge(text, (s for s in (content_span(text, p) for p in widened) if s))
    if not spans:
        return None
    return Attribution("accusation", cue_span(verb), spans, entry.stance, who, verb=verb)
