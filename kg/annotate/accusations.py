"""Accusations: the accused at the head of the content, and the part that the charge gives them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.annotate.actors import is_act_noun, is_weapon_noun
from kg.annotate.acts import act_verb
from kg.annotate.reading import CARRIED_OUT, TO_BLAME, Reading, Responsibility

ACCUSING = frozenset({"accuse", "blame", "charge", "suspect", "fault", "condemn", "hold"})


def accused(reading: Reading) -> Iterator[Responsibility]:
    """`[accused] Ukraine of having attacked …`, `[blamed] Britain for the strikes`."""
    verbs = {t.lemma_ for t in reading.cue}
    named = _leading_actors(reading)
    if not named or not (verbs & ACCUSING or _charge_follows(reading, named[-1][0])):
        return
    rest = [t for t in reading.tokens if t.i > named[-1][0].i]
    acts = [t for t in rest if act_verb(t) or is_act_noun(t) or is_weapon_noun(t)]
    blamed = bool(verbs & {"blame", "fault"}) or any(t.lower_ == "for" for t in rest[:1])
    if not acts:
        return
    role = TO_BLAME if blamed else next((row["role"] for t in acts if (row := act_verb(t))), CARRIED_OUT)
    for token, actor in named:
        yield Responsibility(actor, role, token.idx)


def _leading_actors(reading: Reading) -> list[tuple[Token, str]]:
    """The coordinated actors with which a content begins: the accused."""
    found: list[tuple[Token, str]] = []
    for token in reading.tokens:
        entity = reading.cast.entity_at(token)
        actor = reading.cast.actor(token, None) if entity is not None else None
        if actor is not None:
            if not found or found[-1][1] != actor:
                found.append((token, actor))
            else:
                found[-1] = (token, actor)
        elif (
            token.lower_ in ("of", "for")
            or token.pos_ in ("VERB", "AUX", "SCONJ")
            or (not found and token.i - reading.tokens[0].i > 6)
        ):
            break
    return found


def _charge_follows(reading: Reading, last: Token) -> bool:
    """Whether the accused stand at the head of the content and "of …ing" follows, whatever the cue was."""
    following = [t for t in reading.tokens if t.i > last.i][:6]
    link = next((k for k, t in enumerate(following) if t.lower_ == "of"), None)
    return link is not None and any(t.tag_ == "VBG" for t in following[link + 1 : link + 3])
