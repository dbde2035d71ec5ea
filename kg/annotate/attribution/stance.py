"""The one place where claimed, denied or unconfirmed is decided."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.attribution.cues import Attribution, negation
from kg.lexicons import table
from kg.model import Stance


def stance(attribution: Attribution, text: str) -> Stance:
    """The stance of an attribution towards its content.

    The verb decides first ("denied"); a negated verb of saying leaves open ("has not confirmed", "did not deny"); then
    what is said may itself reject ("these accusations are unfounded") or withhold ("we will not give any explanation").
    """
    if attribution.probability is not None:
        return attribution.stance
    said = " ".join(text[start:end] for start, end in attribution.content)
    verb = attribution.verb
    if attribution.stance is not Stance.CLAIMED:
        negated = verb is not None and attribution.rule != "refusal" and negation(verb) is not None
        negated = negated and not attribution.anaphoric
        return Stance.UNCONFIRMED if negated else attribution.stance
    if verb is not None and negation(verb) is not None and attribution.rule != "quotation":
        return Stance.UNCONFIRMED
    if attribution.anaphoric:
        return attribution.stance
    for kind in (Stance.DENIED, Stance.UNCONFIRMED):
        if any(pattern.search(said) for pattern in _patterns()[kind]):
            return kind
    return Stance.CLAIMED


@cache
def _patterns() -> dict[Stance, tuple[re.Pattern[str], ...]]:
    rows = table("rejections")
    return {
        kind: tuple(re.compile(r["pattern"], re.IGNORECASE) for r in rows if r["kind"] == kind.value)
        for kind in (Stance.DENIED, Stance.UNCONFIRMED)
    }
