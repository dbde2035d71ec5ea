"""Whether a trigger tells something that happened (or is announced), and not a wish, threat, habit or figure of speech."""

from __future__ import annotations

from spacy.tokens import Token

from kg.annotate.actors import is_weapon_noun
from kg.annotate.clauses import agents, negated, objects, preposition_objects, subjects
from kg.annotate.event_lexicon import KINETIC, NOUNS, Entry, context, match, takes_part
from kg.lexicons import words

MODALS = frozenset({"would", "could", "may", "might", "should", "can", "must", "ca", "wo", "'d", "’d"})
PLANNED = frozenset({"expect", "plan", "propose", "discuss", "support", "oppose", "call", "demand", "urge", "allow"})
HABIT = frozenset({"only", "always", "usually", "often", "never", "sometimes", "typically", "routinely"})
LOOSE = frozenset({"of", "for", "against", "from", "about"})
STAGING = frozenset({
    "launch", "carry", "conduct", "commit", "mount", "stage", "make", "perpetrate", "order", "open", "start", "hold",
    "begin", "undertake", "do", "continue", "resume", "repeat", "perform", "execute",
})  # fmt: skip
PLACES = frozenset({"GPE", "LOC", "FAC"})
WOUNDS = frozenset({
    "kill", "die", "death", "dead", "wound", "injure", "injury", "hospital", "casualty", "victim", "stab", "shoot", "gunman",
    "knife", "gun", "bullet", "blood", "terrorist", "bomb", "troop", "soldier", "civilian",
})  # fmt: skip
FALLING = frozenset({"fall", "land", "plummet", "crash", "slam", "rain", "smash", "plough", "plow", "rip", "tear"})
STAGED = frozenset({"launch", "fire"})


def is_real(token: Token, entry: Entry, narrative_present: bool) -> bool:
    """Whether the clause means the trigger as a fact. `narrative_present` allows the present tense of headlines and captions.

    Announced acts count where they are not violent ("will be withdrawn"); threats and fears never.
    """
    violent = entry.group == KINETIC
    if token.pos_ == "VERB":
        if violent and not narrative_present and token.tag_ in {"VBZ", "VBP"} and _habitual(token):
            return False
        return not _unreal_verb(token, violent)
    if any(_spoils(child) for child in token.children if child.i < token.i):
        return False
    if violent and any(_is_name(t) for t in preposition_objects(token, "on", "against")) and not _bloody(token):
        return False  # an "attack on Senator X" is made of words
    if token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i:
        after = token.head
        if context(after.lemma_, "head") or context(after.lower_, "head"):
            return False
    elif _hyphened(token):
        return False
    return not _unreal_noun(token, violent)


def _hyphened(token: Token) -> bool:
    """A part of a longer word: "get-out-the-vote", "strike-ready"."""
    after = token.i + 1 < len(token.doc) and token.nbor(1).text == "-" and not token.whitespace_
    found = match(token)
    first = token
    while found is not None and first.idx > found.span[0]:
        first = first.nbor(-1)
    if after or first.i < 2:
        return after
    dash, before = first.nbor(-1), first.nbor(-2)
    return dash.text == "-" and not dash.whitespace_ and not before.whitespace_ and before.text[-1].isalnum()


def fits(token: Token, entry: Entry) -> bool:
    """Whether the words around a verb bear out what the lexicon says it needs; `fixed`, `defined` and `weak` are judged later."""
    needs = entry.needs
    if entry.type == "attack" and not needs:
        return not _of_words(token)
    if needs == "service":
        stopped = [*objects(token), *(s for s in subjects(token) if _suffers(token))]
        return any(takes_part(t, "service") or takes_part(t, "craft") for t in stopped)
    if needs == "arms":
        return _armed(token)
    suffering = [*objects(token), *(s for s in subjects(token) if _suffers(token))]
    if needs == "person":
        return any(_is_person(t) for t in suffering)
    if needs == "forces":
        moved = [*suffering, *subjects(token)]
        if any(takes_part(t, "forces") or _military(t) for t in moved):
            return True
        return any(t.ent_type_ in {"GPE", "LOC"} for t in suffering)
    if needs == "envoy":
        return any(takes_part(part, "envoy") for t in suffering for part in t.subtree)
    if needs == "airspace":
        return any(t.lemma_.casefold() == "airspace" for t in [*suffering, *preposition_objects(token, "into", "to")])
    if needs == "craft":
        craft = [*suffering, *(subjects(token) if not objects(token) else [])]
        return any(takes_part(t, "craft") for t in craft)
    if needs == "weapon":
        return any(is_weapon_noun(t) for t in suffering)
    if needs == "ties":
        return any(t.lemma_.casefold() in ("tie", "relation", "relations") for t in suffering)
    return True


def _of_words(verb: Token) -> bool:
    """ "Trump attacked Clinton", "attacked loopholes": no force, no place and no people who are hurt."""
    if verb.pos_ != "VERB" or _bloody(verb):
        return False
    suffering = [*objects(verb), *(s for s in subjects(verb) if _suffers(verb))]
    if not suffering:
        return any(_is_name(t) for t in subjects(verb))
    if any(_is_name(t) for t in suffering):
        return True
    bodily = any(
        _is_person(t) or takes_part(t, "building") or takes_part(t, "craft") or t.ent_type_ in PLACES for t in suffering
    )
    return not bodily and any(_is_name(t) or t.pos_ == "PRON" for t in [*subjects(verb), *agents(verb)])


def _bloody(token: Token) -> bool:
    """Whether the sentence tells of weapons, deaths or wounds."""
    return any(is_weapon_noun(t) or t.lemma_.casefold() in WOUNDS for t in token.sent if t != token)


def _is_name(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in token.children)


def _armed(verb: Token) -> bool:
    """A weapon, a force or a state hits, or a place or building is hit, and no idiom."""
    doers, hit = [*subjects(verb), *agents(verb)], objects(verb)
    if verb.dep_ == "amod":  # "when Ukraine blitzed warship X", parsed as a participle
        doers, hit = [c for c in verb.children if c.dep_ == "nsubj"], [verb.head]
    if _suffers(verb):
        doers, hit = agents(verb), subjects(verb)
    if any(context(t.lemma_, "object") or t.like_num or t.ent_type_ in {"MONEY", "PERCENT"} for t in hit):
        return False
    if verb.lemma_ == "hit" and any(c.dep_ == "prt" for c in verb.children):
        return False
    weapons = [t for t in [*doers, *preposition_objects(verb, "with")] if is_weapon_noun(t) or t.ent_type_ == "PRODUCT"]
    if verb.lemma_ in STAGED:
        return any(is_weapon_noun(t) for t in hit) or bool(_suffers(verb) and weapons)
    if verb.lemma_ in FALLING:
        return bool(weapons)
    if weapons or any(_is_act(t) for t in doers):
        return True
    places = [t for t in hit if t.ent_type_ in {"GPE", "LOC", "FAC"} or takes_part(t, "building")]
    forces = [t for t in doers if takes_part(t, "forces") or t.ent_type_ in {"GPE", "NORP"}]
    return bool(places and (forces or not doers)) or bool(
        forces and hit and any(is_weapon_noun(t) or takes_part(t, "forces") for t in hit)
    )


def _suffers(verb: Token) -> bool:
    """A passive verb, or a participle of a headline ("Arms depot hit by missile")."""
    passive = any(c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in verb.children)
    if passive:
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ == "VERB":
        return _suffers(verb.head)
    return verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children)


def _is_act(token: Token) -> bool:
    found = match(token) if token.pos_ in NOUNS else None
    return found is not None and any(e.group == KINETIC for e in found.entries)


def _is_person(token: Token) -> bool:
    if token.ent_type_ == "PERSON" or takes_part(token, "forces"):
        return True
    lemma = token.lemma_.casefold()
    if lemma in words("people_nouns") or lemma in {"suspect", "person", "people", "man", "woman", "child"}:
        return True
    return token.lower_ in {"him", "her", "them", "he", "she", "they", "who"} or token.like_num


def _military(token: Token) -> bool:
    return any(c.lower_ == "military" for c in token.children) or token.lower_.endswith("000") or token.like_num


def _spoils(modifier: Token) -> bool:
    if modifier.dep_ not in {"amod", "compound", "det", "nmod", "neg", "nummod"}:
        return False
    return context(modifier.lower_, "before") or context(modifier.lemma_, "before")


def _habitual(verb: Token) -> bool:
    """A plain present in running text: what somebody does in general."""
    return not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _unreal_verb(verb: Token, violent: bool, depth: int = 0) -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if helpers & MODALS or negated(verb) or any(c.lower_ in HABIT for c in verb.children if c.dep_ == "advmod"):
        return True
    if violent and helpers & {"will", "shall", "'ll", "’ll"}:
        return True
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "lest"} for c in verb.children):
        return True
    governor = verb.head
    if governor == verb or depth > 3:
        return False
    to = "to" in helpers
    if verb.dep_ in {"xcomp", "ccomp"} and (to or verb.tag_ == "VBG"):
        if context(governor.lemma_, "unreal") and (violent or governor.lemma_ not in PLANNED | {"decide"}):
            return True
        return governor.pos_ in {"VERB", "AUX"} and _unreal_verb(governor, violent, depth + 1)
    if to and violent and verb.dep_ in {"advcl", "acl", "relcl"}:
        return True
    if to and verb.dep_ == "acl" and context(governor.lemma_, "unreal"):
        return True
    if verb.dep_ == "pcomp":
        above = governor.head
        return context(above.lemma_, "unreal") or (above.pos_ == "VERB" and _unreal_verb(above, violent, depth + 1))
    if verb.dep_ == "conj" and governor.pos_ == "VERB" and not any(c.dep_ == "nsubj" for c in verb.children):
        return _unreal_verb(governor, violent, depth + 1)
    return False


def _unreal_noun(noun: Token, violent: bool) -> bool:
    """The noun hangs on a verb or noun that only wants, fears or forbids it, or on an unreal clause."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in NOUNS:
        top = top.head
    while (
        top.dep_ == "pobj"
        and top.head.lower_ == "of"
        and top.head.head.lemma_ in {"series", "wave", "round", "string", "spate"}
    ):
        top = top.head.head
    above = top.head
    if above == top:
        return False
    if top.dep_ == "pobj":
        if (
            above.lower_ in LOOSE
            and context(above.head.lemma_, "unreal")
            and (violent or above.head.lemma_ not in PLANNED)
        ):
            return True
        return above.lower_ in {"for", "against"} and above.head.lemma_ in {"call", "warn", "plan", "prepare", "urge"}
    if above.pos_ not in {"VERB", "AUX"}:
        return False
    if (
        top.dep_ in {"dobj", "nsubjpass"}
        and context(above.lemma_, "unreal")
        and (violent or above.lemma_ not in PLANNED)
    ):
        return True
    staging = top.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"} or above.lemma_ == "be"
    if not staging:
        return False
    if negated(above) and above.lemma_ in {"be", "carry", "launch", "conduct", "happen", "occur", "order", "commit"}:
        return True
    future = any(c.dep_ == "aux" and c.lower_ in {"will", "shall"} for c in above.children)
    if above.lemma_ == "be" and any(c.dep_ == "expl" for c in above.children) and future:
        return True
    if top.dep_ == "nsubj" and above.lemma_ != "be":  # "the attack could lead to …" presupposes the attack
        definite = any(c.lower_ in {"the", "this", "that"} or c.dep_ == "poss" for c in top.children)
        return not definite and _unreal_verb(above, violent) and any(c.lower_ in MODALS for c in above.children)
    return top.dep_ == "dobj" and above.lemma_ in STAGING and _unreal_verb(above, violent)
