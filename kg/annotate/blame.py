"""Who is said to have done, ordered, incited, helped or caused a harmful act: the propositions of responsibility."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.annotate import clauses
from kg.annotate.accusations import accused
from kg.annotate.actors import is_act_noun, is_weapon_noun, stands_for_weapon
from kg.annotate.acts import act_verb, built_or_delivered, fires, meets, only_possible
from kg.annotate.reading import CARRIED_OUT, INVOLVED, TO_BLAME, Reading, Responsibility
from kg.lexicons import table
from kg.model import Stance

CAUSING = frozenset({"cause", "result", "stem", "arise"})


def responsibilities(reading: Reading) -> list[Responsibility]:
    """Everyone to whom the content attributes an act, the most telling words first; an actor may come twice."""
    rules = (accused, _verbs, _behind, _causes, _helpers, _incited, _owners, _origins, _own)
    found = [item for rule in rules for item in rule(reading)]
    return sorted(found, key=lambda item: item.optional)


# ---- rules -----------------------------------------------------------------------------------------------------------
def _verbs(reading: Reading) -> Iterator[Responsibility]:
    """Subjects of acting verbs and by-agents of passive ones."""
    for verb in reading.tokens:
        row = act_verb(verb)
        if row is None or only_possible(verb) or (clauses.negated(verb) and reading.stance is not Stance.DENIED):
            continue
        passive = clauses.is_passive(verb)
        things = clauses.subjects(verb) if passive else clauses.objects(verb)
        if any(t.lower_.endswith(("self", "selves")) for t in things):
            continue  # "killed himself"
        if row["needs"] and not meets(reading, row["needs"], verb, things):
            continue
        if row["role"] == CARRIED_OUT and any(reading.is_weapon(t) for t in things) and not fires(verb):
            continue  # "destroyed 21 drones": an interception
        by = clauses.agents(verb) if passive or (verb.tag_ == "VBG" and not things) else []  # "shelling by X"
        for doer in by or ([] if passive else clauses.subjects(verb) or _just_before(verb)):
            if doer.i in reading.inside or doer.pos_ == "PRON":
                yield from _as_doer(reading, doer, row["role"], verb)


def _just_before(verb: Token) -> list[Token]:
    """The name directly before a finite verb that the parser left without a subject, as it does in headlines."""
    if verb.tag_ not in ("VBZ", "VBD", "VBP") or verb.i == 0 or verb.nbor(-1).pos_ not in ("PROPN", "NOUN"):
        return []
    return [verb.nbor(-1)]


def _behind(reading: Reading) -> Iterator[Responsibility]:
    """`X is behind the attack`, `Behind the attack are X and Y`, `X was responsible for`, `X is to blame`."""
    for token in reading.tokens:
        verb = token.head
        if token.lower_ == "behind" and verb.lemma_ in ("be", "stand", "lie"):
            others = [c for c in verb.children if c.dep_ in ("nsubj", "attr") and c.i > verb.i]
            heads = others if token.i < verb.i and others else clauses.subjects(verb)
            role = CARRIED_OUT
        elif _is_guilty(token):
            judging = verb.lemma_ in ("find", "hold", "declare", "deem") and not clauses.is_passive(verb)
            heads, role = clauses.objects(verb) if judging else clauses.subjects(verb), TO_BLAME
        elif _is_involved(token):
            verb = token if token.pos_ == "VERB" else verb
            heads, role = clauses.subjects(verb), INVOLVED
        else:
            continue
        negative = clauses.negated(verb) or any(c.lower_ in ("no", "nothing") for c in (*token.children, token))
        if negative and reading.stance is not Stance.DENIED:
            continue
        for head in heads:
            for doer in clauses.with_conjuncts(head):
                yield from _as_doer(reading, doer, role, token)


def _is_guilty(token: Token) -> bool:
    """`responsible for the attack`, `guilty of murder`, `to blame`."""
    if token.lemma_ == "blame":
        return token.i > 0 and token.nbor(-1).lower_ == "to" and token.head.lemma_ == "be"
    if token.lower_ not in ("responsible", "guilty", "accountable", "culpable") or token.head.pos_ not in (
        "VERB",
        "AUX",
    ):
        return False
    after = [t for t in token.subtree if t.i > token.i]
    return any(act_verb(t) or is_act_noun(t) or t.lower_ in ("it", "this", "that") for t in after)


def _is_involved(token: Token) -> bool:
    """`was involved in the killing`, `had no role in it`, `had nothing to do with the crash`."""
    if token.lemma_ in ("involve", "involved"):
        return any(c.lower_ == "in" for c in token.children)
    if token.lemma_ in ("role", "part", "hand", "involvement", "connection") and token.head.lemma_ in (
        "have",
        "play",
        "take",
    ):
        return token.dep_ == "dobj"
    if token.lower_ in ("nothing", "anything", "something") and token.head.lemma_ == "have":
        return any(c.lemma_ == "do" for c in token.children)
    return False


def _causes(reading: Reading) -> Iterator[Responsibility]:
    """`due to negligence on the part of X`, `caused by a Russian missile`, `as a result of X's shelling`."""
    for token in reading.tokens:
        if token.lower_ in ("due", "because", "owing", "thanks"):
            causes = [t for t in reading.tokens if 0 < t.i - token.i <= 8 and t.pos_ == "NOUN"][:1]
        elif token.lemma_ in ("result", "consequence", "fault", "work", "hand", "handiwork") and token.pos_ == "NOUN":
            causes = clauses.preposition_objects(token, "of")
        elif token.lemma_ in CAUSING and token.pos_ == "VERB":
            causes = clauses.agents(token) + clauses.preposition_objects(token, "from")
        else:
            continue
        for cause in causes:
            if cause.i in reading.inside:
                yield from _blamed(reading, cause, token)


def _blamed(reading: Reading, cause: Token, token: Token) -> Iterator[Responsibility]:
    noun = _blame_nouns().get(cause.lemma_.casefold())
    what = _subject_text(token)
    if noun is None:
        actor = reading.cast.actor(cause, reading.speaker)
        role = CARRIED_OUT if is_weapon_noun(cause) or is_act_noun(cause) else TO_BLAME
        if actor is not None:
            yield Responsibility(actor, role, cause.idx, what if role == TO_BLAME else None)
        return
    near = [t for t in reading.tokens if 0 < t.i - cause.i <= 9]
    heads = [t for t in clauses.preposition_objects(cause, "of", "by") for t in [t]]
    candidates = [*heads, *near]
    owner = reading.cast.owner(cause, reading.speaker)
    found = owner or next((a for t in candidates if (a := _organization(reading, t)) is not None), None)
    if found is not None:
        yield Responsibility(found, noun, cause.idx, what)


def _helpers(reading: Reading) -> Iterator[Responsibility]:
    """`with the involvement of X`, `in coordination with X`, `on the orders of X`."""
    for token in reading.tokens:
        role = _blame_nouns().get(token.lemma_.casefold()) if token.pos_ == "NOUN" else None
        if role is None or role == TO_BLAME or token.dep_ != "pobj":
            continue
        if token.head.lower_ not in _blame_prepositions()[token.lemma_.casefold()]:
            continue
        for head in clauses.preposition_objects(token, "of", "from", "with"):
            yield from _as_doer(reading, head, role, token)


def _incited(reading: Reading) -> Iterator[Responsibility]:
    """Whoever is incited, ordered or helped to do it carries it out."""
    for verb in reading.tokens:
        row = act_verb(verb)
        if row is None or row["role"] not in ("incited", "ordered", "helped") or clauses.is_passive(verb):
            continue
        has_charge = any(
            (c.dep_ in ("xcomp", "ccomp") or (c.dep_ == "prep" and c.lower_ in ("to", "into")))
            and any(act_verb(t) or is_act_noun(t) or t.lemma_ == "action" for t in c.subtree)
            for c in verb.children
        ) or any(c.dep_ == "ccomp" for c in verb.children)
        if has_charge:
            heads = clauses.objects(verb) or [
                t for c in verb.children if c.dep_ in ("ccomp", "xcomp") for t in clauses.subjects(c, inherit=False)
            ]
            for head in heads:
                yield from _as_doer(reading, head, CARRIED_OUT, verb)


def _owners(reading: Reading) -> Iterator[Responsibility]:
    """`a Russian missile`, `Ukraine's shelling`, `shelling by X`, `it was Russian`."""
    for noun in reading.tokens:
        if stands_for_weapon(noun) or is_act_noun(noun, doer=True):
            if built_or_delivered(noun):
                continue
            if (actor := reading.cast.owner(noun, reading.speaker)) is not None and _modifier_inside(noun, reading):
                yield Responsibility(actor, CARRIED_OUT, noun.idx)
            elif noun.dep_ == "compound" and is_act_noun(noun.head):
                pass  # "missile attack": the adjective hangs on the attack
            for by in clauses.agents(noun):
                yield from _as_doer(reading, by, CARRIED_OUT, noun)
        elif noun.dep_ in ("acomp", "attr") and noun.pos_ == "ADJ" and noun.head.lemma_ == "be":
            subject = clauses.subjects(noun.head)
            state = reading.cast.demonym(noun)
            if state and any(is_weapon_noun(s) or s.lower_ == "it" for s in subject):
                yield Responsibility(state, CARRIED_OUT, noun.idx)


def _origins(reading: Reading) -> Iterator[Responsibility]:
    """`a missile from Moscow`; `launched from Ukrainian territory`, which says less and is optional."""
    for noun in reading.tokens:
        if reading.is_weapon(noun):
            belonging = [c for c in noun.children if c.lemma_ == "belong"]
            owners = [t for c in belonging for t in clauses.preposition_objects(c, "to")]
            for origin in (*clauses.preposition_objects(noun, "from"), *owners):
                yield from _as_doer(reading, origin, CARRIED_OUT, noun)
        if noun.lower_ in ("territory", "soil") and noun.dep_ == "pobj" and noun.head.lower_ == "from":
            verb = noun.head.head
            state = reading.cast.owner(noun, None)
            if state is not None and verb.lemma_ in ("launch", "fire", "come", "shoot"):
                yield Responsibility(state, CARRIED_OUT, noun.idx, optional=True)


def _own(reading: Reading) -> Iterator[Responsibility]:
    """`[denied] any involvement in the attack`, `[claimed] responsibility for it`: the speaker's own part."""
    speaker = reading.cast.voice(reading.speaker)
    if speaker is None or not reading.tokens:
        return
    for token in reading.tokens[:4]:
        is_part = (
            token.lemma_ in ("responsibility", "involvement", "role", "part", "complicity") and token.pos_ == "NOUN"
        )
        if not is_part or reading.cast.owner(token, None) is not None:
            continue
        if any(c.lower_ in ("for", "in") for c in token.children) or len(reading.tokens) <= 3:
            yield Responsibility(speaker, CARRIED_OUT, token.idx)


# ---- helpers ---------------------------------------------------------------------------------------------------------
def _as_doer(reading: Reading, head: Token, role: str, verb: Token) -> Iterator[Responsibility]:
    """The responsibility of what a head stands for; a weapon or an attack stands for its owner."""
    if head.pos_ == "PRON" and _is_expletive(head):
        return
    speaker = reading.speaker
    if head.lower_ in ("it", "they", "he", "she"):  # inside a quotation, or after another subject, not the speaker
        before = [t for t in reading.tokens if t.i < head.i and t.dep_ in ("nsubj", "nsubjpass") and t.pos_ != "PRON"]
        named = [a for t in before if (a := reading.cast.actor(t, None)) is not None]
        speaker = named[-1] if named else None if reading.quoted else speaker
    actor = reading.cast.actor(head, speaker)
    if actor is not None:
        yield Responsibility(actor, role, verb.idx)


def _is_expletive(head: Token) -> bool:
    return head.lower_ == "it" and head.dep_ == "nsubjpass"


def _organization(reading: Reading, token: Token) -> str | None:
    entity = reading.cast.entity_at(token)
    return reading.cast.actor(token, None) if entity is not None else None


@cache
def _blame_nouns() -> dict[str, str]:
    return {row["noun"]: row["role"] for row in table("blame_nouns")}


@cache
def _blame_prepositions() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: tuple(row["after"].split()) for row in table("blame_nouns")}


def _modifier_inside(noun: Token, reading: Reading) -> bool:
    return any(c.i in reading.inside for c in noun.children if c.dep_ in ("amod", "compound", "poss", "nmod"))


def _subject_text(token: Token) -> str | None:
    verb = (
        token
        if token.pos_ in ("VERB", "AUX")
        else next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    )
    heads = clauses.subjects(verb) if verb is not None else []
    if not heads:
        return None
    group = clauses.phrase(heads[0])
    return token.doc[group[0].i : group[-1].i + 1].text
