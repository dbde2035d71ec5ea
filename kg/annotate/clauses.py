"""Who does what to whom in a parsed clause: subjects, objects, agents, and whether the clause is meant as real.

Labels are those of spaCy's English models (ClearNLP style dependencies, https://github.com/clir/clearnlp-guidelines).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from kg.model import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
UNREAL_MODALS = frozenset({"would", "could", "might", "may", "should", "can", "must", "wo", "ca"})
UNREAL_GOVERNORS = frozenset({
    "want", "try", "attempt", "plan", "threaten", "intend", "hope", "vow", "pledge", "seek", "prepare",
    "refuse", "fail", "aim", "continue", "need", "expect", "avoid", "prevent", "risk", "urge", "ask", "call",
    "demand", "like", "decide",
})  # fmt: skip
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor"})
RELATIVES = frozenset({"that", "which", "who", "whom"})


def tokens_in(doc: Doc, spans: Iterable[Span]) -> list[Token]:
    """The tokens of the spans, in text order; a token that a span cuts through belongs to it."""
    found: dict[int, Token] = {}
    for start, end in spans:
        run = doc.char_span(start, end, alignment_mode="expand") if start < end else None
        found.update((t.i, t) for t in run or () if not t.is_space)
    return [found[i] for i in sorted(found)]


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive, or a past participle that modifies a noun ("people killed in …")."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    if any(c.dep_ == "nsubj" for c in verb.children) and verb.dep_ not in ("acl", "conj"):
        return False
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not _own_subject(verb):
        return is_passive(verb.head)
    if any(c.lemma_ == "get" and c.dep_ in ("aux", "auxpass") for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and not any(c.dep_ == "aux" for c in verb.children)


def subjects(verb: Token, *, inherit: bool = True) -> list[Token]:
    """The heads of the subject with their conjuncts; a relative pronoun is replaced by what it stands for.

    With `inherit` also that of a coordinated or participial clause, from the clause it hangs on.
    """
    own = _own_subject(verb)
    if own:
        return [t for s in own for t in with_conjuncts(_antecedent(s, verb))]
    if verb.dep_ in ("acl", "amod", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        passive = verb.tag_ == "VBN"
        return with_conjuncts(verb.head) if passive or verb.tag_ == "VBG" else []
    if not inherit or verb.head == verb:
        return []
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp") and verb.head.pos_ in ("VERB", "AUX"):
        if verb.dep_ == "xcomp" and (controlled := objects(verb.head)) and verb.head.lemma_ not in ("promise", "use"):
            return controlled
        return subjects(verb.head)
    if verb.dep_ == "pcomp":
        return (objects(verb.head.head) if _turns_to_object(verb.head.head) else []) or subjects(verb.head.head)
    return []


def objects(verb: Token) -> list[Token]:
    """The heads of the direct object with their conjuncts; of coordinated verbs the last one's object is shared."""
    own = [c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i > verb.i]
    relative = [c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i < verb.i]
    if own or relative:
        return [t for o in own for t in with_conjuncts(o)] + [
            t for o in relative for t in with_conjuncts(_antecedent(o, verb))
        ]
    for other in verb.children:
        if other.dep_ == "conj" and other.pos_ == "VERB" and not _own_subject(other) and not is_passive(other):
            return objects(other)
    return []


def agents(verb: Token) -> list[Token]:
    """The heads of the by-phrase of a passive or of a nominal act."""
    found = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
    return [t for by in found for p in by.children if p.dep_ == "pobj" for t in with_conjuncts(p)]


def with_conjuncts(token: Token) -> list[Token]:
    """A noun and what is coordinated with it ("Ukraine and Britain"), in text order."""
    found, queue = [token], [token]
    while queue:
        for child in queue.pop().children:
            if child.dep_ in ("conj", "appos") and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                listed = any(c.dep_ in ("conj", "cc") for c in child.children)  # "a school, a hospital and 12 homes"
                if child.dep_ == "conj" or listed:
                    found.append(child)
                queue.append(child)
    return sorted(set(found), key=lambda t: t.i)


def phrase(
    head: Token, stop: frozenset[str] = frozenset(("relcl", "acl", "appos", "conj", "cc", "punct"))
) -> list[Token]:
    """The tokens of a noun phrase without what follows it as a clause of its own."""
    kept = [head]
    for child in head.children:
        if child.dep_ in stop and child.i > head.i:
            continue
        kept += child.subtree
    return sorted(kept, key=lambda t: t.i)


def preposition_objects(head: Token, *prepositions: str) -> list[Token]:
    """The nouns that one of the prepositions links to a head, with their conjuncts."""
    return [
        t
        for c in head.children
        if c.dep_ in ("prep", "agent") and c.lower_ in prepositions
        for p in c.children
        if p.dep_ == "pobj"
        for t in with_conjuncts(p)
    ]


def negated(verb: Token) -> bool:
    """Whether the clause says that it did not happen."""
    return any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in verb.children)


def unreal(verb: Token) -> bool:
    """Whether a verb is only possible, wanted, threatened or conditional ("could have killed", "wanted to hit")."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in UNREAL_MODALS:
            return True
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest"):
            return True
    governor = verb.head
    if verb.dep_ == "pcomp" and governor.head.lemma_ in ("prevent", "stop", "keep", "deter", "refrain", "abstain"):
        return True
    if governor != verb and verb.dep_ in ("xcomp", "conj", "acl", "advcl", "pcomp"):
        to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        if verb.dep_ in ("xcomp", "pcomp") and governor.lemma_ in UNREAL_GOVERNORS:
            return True
        if to and (verb.dep_ in ("advcl", "acl") or governor.lemma_ in UNREAL_GOVERNORS):
            return True
        if verb.dep_ == "conj" and governor.pos_ == "VERB" and not _own_subject(verb):
            return unreal(governor)
    return False


def ancestors(token: Token) -> Iterator[Token]:
    """The heads above a token, nearest first."""
    yield from token.ancestors


def _turns_to_object(verb: Token) -> bool:
    """Whether what follows "of" or "from" is done by the object: "accused X of shelling"."""
    return verb.lemma_ in ("accuse", "suspect", "convict", "prevent", "stop", "keep", "deter", "blame", "charge")


def _own_subject(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in SUBJECTS]


def _antecedent(subject: Token, verb: Token) -> Token:
    """What a relative pronoun stands for: the noun its clause hangs on."""
    if subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return verb.head
    if (
        subject.tag_ in ("WDT", "WP") and subject.i
    ):  # parsed as an adverbial clause: the noun or comma before it decides
        before = [t for t in subject.doc[subject.sent.start : subject.i] if t.pos_ in ("NOUN", "PROPN")]
        if (before and subject.nbor(-1) in (before[-1], *before[-1].rights)) or subject.nbor(-1).text == ",":
            return before[-1] if before else subject
    return subject
