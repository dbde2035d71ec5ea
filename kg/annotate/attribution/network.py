"""The network's attributions of an article, in the form in which the rules give theirs."""

from __future__ import annotations

from spacy.tokens import Token

from kg.annotate.attribution.cues import Attribution
from kg.annotate.attribution.subjects import addressee
from kg.annotate.draft import Draft, ZoneKind
from kg.annotate.learned.decode import Said
from kg.model import Span

RULE = "network"


def learned_speech(draft: Draft) -> list[Attribution]:
    """What the network finds outside boilerplate, in text order."""
    return [_attribution(draft, one) for one in draft.learned.said if _readable(draft, one)]


def _readable(draft: Draft, one: Said) -> bool:
    zone = draft.zone_at((one.cue or one.content[0])[0])
    return zone is not None and zone.kind is not ZoneKind.BOILERPLATE


def _attribution(draft: Draft, one: Said) -> Attribution:
    verb = _root(draft, one.cue)
    hedge = one.source is None and one.cue is not None
    return Attribution(
        RULE,
        one.cue,
        one.content,
        one.stance,
        head=_root(draft, one.source),
        source=one.source,
        verb=verb,
        relay=addressee(verb) if verb is not None else None,
        tags=("hedge",) if hedge else (),
        probability=one.probability * max(one.stances),
    )


def _root(draft: Draft, span: Span | None) -> Token | None:
    found = draft.doc.char_span(*span, alignment_mode="expand") if span is not None else None
    return found.root if found is not None else None
