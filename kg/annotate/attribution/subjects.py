"""Who speaks: from a reporting verb to the head of its source phrase, through the ways in which the parse hides it."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = {"nsubj", "csubj", "expl"}
INHERITING = {"conj", "advcl", "xcomp", "acl", "dep", "ccomp", "parataxis", "pcomp", "prep"}

_SAYING = {
    "say",
    "tell",
    "state",
    "write",
    "claim",
    "announce",
    "report",
    "insist",
    "confirm",
    "warn",
    "declare",
    "stress",
}


def subject(verb: Token) -> Token | None:
    """The head token of whoever utters what `verb` reports, or None.

    Two subject children are an apposition that the parser split ("Russian news agency TASS reported"): the name wins.
    A verb without a subject of its own takes that of the verb it hangs on ("said … adding that"). After a quotation the
    subject may follow the verb, where the parser calls it an object.
    """
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "expl"]
    after = inverted(verb)
    if after is not None and (not own or all(c.i > verb.i for c in own) or _bracketed(verb, after)):
        return after
    if own:
        return _resolve_relative(_best_of(own), verb)
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if passive:
        return agent(verb)
    if verb.dep_ == "relcl":
        return verb.head
    if verb.tag_ == "VBG" or (verb.dep_ == "conj" and verb.head.lemma_ not in _SAYING):
        leading = _leading_cue(verb)
        if leading is not None:
            return subject(leading)
    return _inherited(verb)


def agent(verb: Token) -> Token | None:
    """The head of the by-phrase of a passive."""
    for child in verb.children:
        if child.dep_ in {"agent", "prep"} and child.lower_ == "by":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def inverted(verb: Token) -> Token | None:
    """The subject behind a verb that itself stands behind a quotation or a comma (", adds the ministry")."""
    before = verb.nbor(-1) if verb.i > verb.doc[0].i else None
    if before is None or before.text not in {",", "”", '"', "’", "'", "?", "!", "–", "—"}:
        return None
    at = verb.i + 1
    while at < len(verb.doc) and verb.doc[at].pos_ == "ADV":
        at += 1
    if at >= len(verb.doc) or verb.doc[at].pos_ not in {"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"}:
        return None
    head = _phrase_head(verb.doc[at])
    return head if head is not None and head.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _bracketed(verb: Token, source: Token) -> bool:
    """Whether verb and subject behind it stand between punctuation (", adds the ministry,")."""
    behind = source.i + 1
    return behind >= len(verb.doc) or verb.doc[behind].text in {",", ".", "”", '"', "–", "—"}


def _phrase_head(first: Token) -> Token | None:
    """The head of the flat noun phrase that starts at a token; a name at its end wins over a role."""
    last = None
    for token in first.doc[first.i : min(first.i + 10, len(first.doc))]:
        if token.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"} or token.tag_ in {"POS", "HYPH"}:
            last = token
            if token.pos_ == "PRON":
                break
        else:
            break
    return last


def _best_of(subjects: list[Token]) -> Token:
    names = [s for s in subjects if s.pos_ == "PROPN"]
    return (names or subjects)[-1]


def _resolve_relative(head: Token, verb: Token) -> Token:
    """ "which", "who" and "that" stand for the noun their clause hangs on."""
    if head.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        return verb.head
    return head


def _leading_cue(verb: Token) -> Token | None:
    """The reporting verb before ", adding" or ", saying" in the same sentence: its subject goes on speaking."""
    if verb.i == verb.sent.start or verb.nbor(-1).text not in {",", "and", "”", '"'}:
        return None
    earlier = [t for t in verb.sent if t.i < verb.i and t.tag_ in {"VBD", "VBZ", "VBP"} and t.lemma_ in _SAYING]
    return earlier[-1] if earlier else None


def _inherited(verb: Token) -> Token | None:
    at = verb
    for _ in range(4):
        if at.dep_ not in INHERITING or at.head == at:
            return None
        if at.dep_ == "acl" and at.head.pos_ in {"NOUN", "PROPN"}:
            return at.head
        at = at.head
        own = [c for c in at.children if c.dep_ in SUBJECTS and c.dep_ != "expl"]
        if own:
            return _resolve_relative(_best_of(own), at)
        after = inverted(at)
        if after is not None:
            return after
        passive = [c for c in at.children if c.dep_ == "nsubjpass"]
        if passive:
            return _resolve_relative(passive[0], at)
        if at.dep_ == "relcl":
            return at.head
    return None


def addressee(verb: Token) -> Token | None:
    """Whoever was told, if that could be an agency that relays ("a source told TASS")."""
    if verb.lemma_ not in {"tell", "inform", "notify"}:
        return None
    return next((c for c in verb.children if c.dep_ in {"dobj", "dative", "npadvmod"} and c.i > verb.i), None)
