"""Who says what, with which stance: the step from a parsed article with entities to its claims."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.annotate.attribution.clauses import indirect_speech
from kg.annotate.attribution.cues import Attribution, reporting_verb
from kg.annotate.attribution.network import learned_speech
from kg.annotate.attribution.patterns import (
    according_to,
    captions,
    closing_nouns,
    earlier_content,
    hedges,
    refusals,
    speech_nouns,
    what_they_say,
)
from kg.annotate.attribution.quotes import direct_speech, quoted_speech
from kg.annotate.attribution.sources import Resolver, Sourced
from kg.annotate.attribution.stance import stance
from kg.annotate.draft import Draft, ZoneKind
from kg.annotate.spans import content_span, covered, overlap
from kg.model import Claim, Span, Stance

# How far each rule is to be believed, before anything is calibrated: clear constructions high, repairs of the parse low.
CONFIDENCE = {
    "quotation": 0.95, "clause": 0.9, "clause before": 0.9, "parenthesis": 0.85, "clause without link": 0.75,
    "noun phrase": 0.7, "gerund": 0.8, "accusation": 0.85, "passive": 0.75, "passive, earlier content": 0.7,
    "earlier content": 0.65, "hedged passive": 0.7, "according to": 0.9, "hedge": 0.85, "noun of speech": 0.75, "closing cue": 0.8,
    "what they say": 0.7, "refusal": 0.8, "no comment": 0.9, "caption": 0.7,
}  # fmt: skip

# Rules whose finds are kept where the network saw nothing.
SUPPLEMENT = frozenset({"caption"})


def attributions(draft: Draft) -> Draft:
    """Fill `claims` (without events and propositions) and add unnamed sources to `entities`."""
    found = find(draft)
    resolver = Resolver(draft)
    claims: list[Claim] = []
    for attribution in found:
        sourced = resolver.resolve(_with_earlier_content(draft, attribution, claims))
        claim = _claim(draft, sourced, len(claims) + 1)
        if claim is not None:
            claims.append(claim)
    return replace(draft, entities=tuple(resolver.entities), claims=tuple(claims))


def find(draft: Draft) -> list[Attribution]:
    """All attributions in text order, one for each cue: the network's, with the relays and the leftovers of the rules."""
    ruled = by_rules(draft)
    if not draft.learned.said:
        return ruled
    found = [_with_relay(a, ruled) for a in learned_speech(draft)]
    left = [r for r in ruled if r.rule in SUPPLEMENT and not any(_alike(r, a) for a in found)]
    return sorted([*found, *left], key=_place)


def _with_relay(attribution: Attribution, ruled: list[Attribution]) -> Attribution:
    """The relay that a rule has found for the same cue."""
    same = [r for r in ruled if r.relay is not None and r.cue and attribution.cue and overlap(r.cue, attribution.cue)]
    return replace(attribution, relay=same[0].relay) if same else attribution


def _alike(a: Attribution, b: Attribution) -> bool:
    """Whether two attributions share their cue or most of their content."""
    if a.cue and b.cue and overlap(a.cue, b.cue):
        return True
    shared = sum(overlap(s, t) for s in a.content for t in b.content)
    return 2 * shared > sum(end - start for start, end in a.content)


def by_rules(draft: Draft) -> list[Attribution]:
    """What the rules alone find, in text order, one for each cue."""
    speech = quoted_speech(draft)
    direct = direct_speech(draft)
    used = {a.verb.i for a in direct if a.verb is not None}
    free = [t for t in draft.doc if not t.is_space and _outside(draft, t, speech)]
    verbs = [t for t in free if t.i not in used and reporting_verb(t) is not None]
    found = [
        *direct,
        *according_to(draft, free),
        *refusals(draft, free),
        *earlier_content(draft, verbs + [t for t in free if t.lemma_ == "make"]),
        *indirect_speech(draft, verbs),
        *hedges(draft, free),
        *speech_nouns(draft, free),
        *what_they_say(draft, free),
        *closing_nouns(draft, free),
        *captions(draft),
    ]
    return sorted(_distinct(_with_relays(found)), key=_place)


def _outside(draft: Draft, token: Token, speech: tuple[Span, ...]) -> bool:
    zone = draft.zone_at(token.idx)
    if zone is None or zone.kind is ZoneKind.BOILERPLATE or covered(speech, token.idx):
        return False
    return zone.credit is None or not overlap(zone.credit, (token.idx, token.idx + len(token)))


def _with_relays(found: list[Attribution]) -> list[Attribution]:
    """Fold "…, X said, according to Interfax" into X's attribution, with the agency as relay."""
    relays = {
        a.verb.i: a.relay for a in found if a.rule == "according to" and a.relay is not None and a.verb is not None
    }
    kept = [a for a in found if not (a.rule == "according to" and a.relay is not None)]
    return [replace(a, relay=relays[a.verb.i]) if a.verb is not None and a.verb.i in relays else a for a in kept]


def _distinct(found: list[Attribution]) -> list[Attribution]:
    """The first attribution of each cue; later rules only fill what earlier ones left."""
    kept: list[Attribution] = []
    for attribution in found:
        clash = [k for k in kept if attribution.cue and k.cue and overlap(attribution.cue, k.cue)]
        if not clash:
            kept.append(attribution)
    return kept


def _place(attribution: Attribution) -> tuple[int, int]:
    anchors = [s[0] for s in attribution.content]
    if attribution.cue:
        anchors.append(attribution.cue[0])
    at = attribution.cue[0] if attribution.cue else min(anchors)
    return at, min(anchors, default=at)


def _with_earlier_content(draft: Draft, attribution: Attribution, claims: list[Claim]) -> Attribution:
    """Give an attribution that points back the content it points to: the last claim's, else the sentence before."""
    if not attribution.anaphoric or attribution.cue is None:
        return attribution
    if claims and attribution.cue[0] - max(end for _, end in claims[-1].content) < 600:
        inherited = claims[-1].stance if attribution.stance is Stance.CLAIMED else attribution.stance
        return replace(attribution, content=claims[-1].content, stance=inherited)
    verb = attribution.verb
    if verb is None or verb.sent.start == 0:
        return attribution
    before = verb.doc[verb.sent.start - 1].sent
    zone = draft.zone_at(before.start_char)
    if zone is None or zone.kind is ZoneKind.BOILERPLATE:
        return attribution
    span = content_span(draft.article.text, (before.start_char, before.end_char))
    return replace(attribution, content=(span,) if span else ())


def _claim(draft: Draft, sourced: Sourced, number: int) -> Claim | None:
    attribution = sourced.attribution
    if not attribution.content:
        return None
    return Claim(
        id=f"c{number}",
        source=sourced.source,
        source_span=sourced.span,
        cue=attribution.cue,
        content=attribution.content,
        stance=stance(attribution, draft.article.text),
        via=sourced.via,
        rule=attribution.rule,
        confidence=attribution.probability or CONFIDENCE[attribution.rule],
        tags=attribution.tags,
    )
