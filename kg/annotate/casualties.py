"""Who was killed or injured, and how many: the tolls that a stretch of text states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg.annotate import clauses
from kg.annotate.counts import Count, counts
from kg.lexicons import table, words
from kg.model import Kind, Span

REACH = 9  # tokens between a count and the word that says what became of the counted, where the parse is silent
TO_HOSPITAL = frozenset({
    "take", "rush", "bring", "admit", "transport", "carry", "evacuate", "deliver", "treat", "be", "remain",
    "send",
})  # fmt: skip
HAVING = frozenset({"suffer", "sustain", "receive", "have", "get"})
TAKING_LIVES = frozenset({"claim", "cost", "take", "lose"})


@dataclass(frozen=True, slots=True)
class Casualty:
    """One toll. `value` None with a `qualifier` is a vague toll, without one an uncounted victim; `at` is its place."""

    kind: Kind
    value: int | None
    qualifier: str | None
    who: str | None
    at: int


def casualties(doc: Doc, spans: tuple[Span, ...]) -> list[Casualty]:
    """The tolls stated in `spans`, in text order; subgroups ("including 15 children") are tolls of their own."""
    return _Reading(doc, spans).read()


@dataclass(frozen=True, slots=True)
class _Trigger:
    token: Token
    kind: Kind
    form: str


class _Reading:
    """One pass over the tokens; each count is given to one trigger only."""

    def __init__(self, doc: Doc, spans: tuple[Span, ...]) -> None:
        self.doc = doc
        self.text = doc.text  # spaCy builds it anew each time
        self.tokens = clauses.tokens_in(doc, spans)
        self.inside = {t.i for t in self.tokens}
        self.counts = [c for span in spans for c in counts(doc, span)]
        self.positions = {c: self._find(c) for c in self.counts}
        self.nouns = {c: None if c.noun is None else clauses.tokens_in(doc, (c.noun,))[-1] for c in self.counts}
        self.used: set[int] = set()
        self.found: list[Casualty] = []
        self.triggers = [found for t in self.tokens if (found := _trigger(t)) is not None]
        self.marks = frozenset(trigger.token.i for trigger in self.triggers)

    def read(self) -> list[Casualty]:
        for trigger in self.triggers:
            if trigger.form == "verb" and (clauses.unreal(trigger.token) or clauses.negated(trigger.token)):
                continue
            before = len(self.found)
            self._read_trigger(trigger)
            if len(self.found) > before:
                self._subgroups(trigger)
        for token in self.tokens:
            self._toll(token)
            self._lives(token)
            self._hospital(token)
        return sorted(self.found, key=lambda c: (c.at, c.kind))

    # ---- one trigger -------------------------------------------------------------------------------------------------
    def _read_trigger(self, trigger: _Trigger) -> None:
        token = trigger.token
        victims, backwards = self._victims(trigger)
        if self._take_counts(victims, trigger.kind):
            return
        active = trigger.form == "verb" and not clauses.is_passive(token)
        if self._take_nearest(trigger, backwards) or (active and self._take_nearest(trigger, not backwards)):
            return
        if trigger.form == "noun":
            self._shared_zero(trigger)
        elif trigger.form in ("verb", "fate") and token.i in self.inside:
            self._uncounted(victims, trigger.kind)

    def _victims(self, trigger: _Trigger) -> tuple[list[Token], bool]:
        """The heads that name the victims, and whether they stand before the trigger."""
        token = trigger.token
        if trigger.form == "verb":
            victims = [] if clauses.is_passive(token) else clauses.objects(token)
            if victims or token.tag_ in ("VBG", "VBZ", "VBP", "VB"):
                return victims, False
            return clauses.subjects(token), True  # also "24 killed and more than 100 injured", parsed as active
        if trigger.form == "fate":
            return clauses.subjects(token), True
        if trigger.form == "state":
            if token.dep_ == "amod":
                return [token.head], False
            return (clauses.subjects(token.head) if token.head.pos_ in ("VERB", "AUX") else []), True
        return [token, *clauses.preposition_objects(token, "of")], False

    def _take_counts(self, heads: list[Token], kind: Kind) -> bool:
        """Whether a count inside one of the noun phrases was taken."""
        taken = False
        for head in heads:
            positions = {t.i for t in clauses.phrase(head)} | {head.i}
            for index, count in enumerate(self.counts):
                at = self._token_of(count)
                noun = self._noun_of(count)
                if index in self.used or not (at & positions) or (noun is not None and head.i not in (noun.i, *at)):
                    continue
                self._add(index, kind, head)
                taken = True
        return taken

    def _take_nearest(self, trigger: _Trigger, backwards: bool) -> bool:
        """The nearest count on the right side of the trigger, and what is coordinated with it."""
        order = reversed(range(len(self.counts))) if backwards else iter(range(len(self.counts)))
        for index in order:
            count = self.counts[index]
            at = self._token_of(count)
            gap = trigger.token.i - max(at) - 1 if backwards else min(at) - trigger.token.i - 1
            if gap < 0:
                continue
            if (
                index in self.used
                or gap > REACH
                or not self._clear(at, trigger.token)
                or not _countable(self._noun_of(count))
            ):
                return False
            if trigger.form == "noun" and not self._linked(trigger.token, min(at)):
                return False
            self._add(index, trigger.kind, self._noun_of(count))
            if backwards:
                self._coordinated(index, trigger.kind)
            return True
        return False

    def _clear(self, at: frozenset[int], token: Token) -> bool:
        """Whether no other trigger, verb or sentence end stands between a count and its trigger."""
        low, high = sorted((min(at), token.i))
        between = [t for t in self.doc[low + 1 : high] if t.i not in at]
        if self.doc[low].sent != self.doc[high].sent or any(t.i not in self.inside for t in between):
            return False
        return not any(
            t.i in self.marks or (t.pos_ == "VERB" and t.lemma_ not in ("leave", "report", "confirm")) for t in between
        )

    def _linked(self, token: Token, at: int) -> bool:
        """Whether only "of" and the like stands between a casualty noun and a count behind it."""
        return all(t.lower_ in ("of", "the", "some", "to", "at", ":") for t in self.doc[token.i + 1 : at])

    def _coordinated(self, index: int, kind: Kind) -> None:
        """Counts joined to the one at `index` by "and" or a comma: "14 adults and two children dead"."""
        while index > 0 and index - 1 not in self.used:
            left, right = self.counts[index - 1], self.counts[index]
            between = self.text[(left.noun or left.span)[1] : right.span[0]].strip().casefold()
            if between not in ("and", ",", ", and") or not _countable(self._noun_of(left)):
                return
            index -= 1
            self._add(index, kind, self._noun_of(left))

    def _shared_zero(self, trigger: _Trigger) -> None:
        """`injuries` in "no casualties or injuries"."""
        head = trigger.token.head
        if trigger.token.dep_ == "conj" and any(c.value == 0 and head.i in self._token_of(c) for c in self.counts):
            self.found.append(Casualty(trigger.kind, 0, None, self._among(trigger.token), trigger.token.idx))

    def _uncounted(self, victims: list[Token], kind: Kind) -> None:
        """Victims without a number: "a journalist" is one, plural or named people stay uncounted."""
        for head in victims:
            if head.i not in self.inside or not _is_person(head) or any(c.dep_ == "nummod" for c in head.children):
                continue
            single = any(c.lower_ in ("a", "an", "another") for c in head.children if c.dep_ == "det")
            self.found.append(Casualty(kind, 1 if single else None, None, _text(clauses.phrase(head)), head.idx))

    def _subgroups(self, trigger: _Trigger) -> None:
        """`including 15 children`, `among them a journalist`: counted again as a part of the toll before."""
        first, end = min(trigger.token.i, self._last_at()), trigger.token.sent.end
        after = [t for t in self.tokens if first < t.i < end]
        later = [x.token.i for x in self.triggers if x.token.i > trigger.token.i]
        for token in after:
            if later and token.i > later[0]:
                return
            if token.lower_ != "including" and not (token.lower_ == "among" and token.nbor(1).lower_ == "them"):
                continue
            for index, count in enumerate(self.counts):
                gap = min(self._token_of(count)) - token.i
                if index not in self.used and 0 < gap <= 3 and _countable(self._noun_of(count)):
                    self._add(index, trigger.kind, self._noun_of(count), note=" (included)")
            for head in self.tokens:
                if (
                    0 < head.i - token.i <= 4
                    and _is_person(head)
                    and any(c.lower_ in ("a", "an") for c in head.children)
                ):
                    who = _text(clauses.phrase(head)) + " (included)"
                    self.found.append(Casualty(trigger.kind, 1, None, who, head.idx))

    def _last_at(self) -> int:
        last = self.found[-1].at
        return max(t.i for t in self.tokens if t.idx <= last)

    # ---- idioms ------------------------------------------------------------------------------------------------------
    def _toll(self, token: Token) -> None:
        """`the death toll rose to at least 45`."""
        if token.lemma_ != "toll":
            return
        for index, count in enumerate(self.counts):
            at = self._token_of(count)
            if 0 < min(at) - token.i <= REACH and self.doc[min(at)].sent == token.sent:
                between = self.doc[token.i + 1 : min(at)]
                verb = max((t.i for t in between if t.pos_ in ("VERB", "AUX")), default=token.i)
                if index not in self.used and not any(
                    t.pos_ in ("NOUN", "PROPN", "NUM") for t in between if t.i > verb
                ):
                    self._add(index, Kind.KILLED, self._noun_of(count))
                return

    def _lives(self, token: Token) -> None:
        """`claimed the lives of 12 people`, `cost 12 lives`, `12 people lost their lives`, `lost 74 sailors`."""
        if token.lemma_ not in TAKING_LIVES or token.pos_ != "VERB" or clauses.unreal(token):
            return
        taken = clauses.objects(token)
        lives = [t for t in taken if t.lemma_ in ("life", "live")]
        if token.lemma_ == "lose":
            people = [t for t in taken if _is_person(t)]
            self._take_counts(
                clauses.subjects(token) if lives and not self._counted(lives) else lives + people, Kind.KILLED
            )
        elif lives:
            self._take_counts(
                [*lives, *(t for life in lives for t in clauses.preposition_objects(life, "of"))], Kind.KILLED
            )

    def _hospital(self, token: Token) -> None:
        """`two civilians were taken to hospital with injuries`, `five suffered burns`."""
        verb = next((t for t in clauses.ancestors(token) if t.pos_ in ("VERB", "AUX")), None)
        if verb is None or clauses.unreal(verb) or clauses.negated(verb):
            return
        if (token.lemma_ in ("hospital", "clinic") and verb.lemma_ in TO_HOSPITAL and token.dep_ == "pobj") or (
            token.lemma_ in ("injury", "wound", "burn") and (verb.lemma_ in HAVING or token.dep_ == "pobj")
        ):
            self._take_counts(clauses.subjects(verb), Kind.INJURED)

    # ---- small helpers -----------------------------------------------------------------------------------------------
    def _counted(self, heads: list[Token]) -> bool:
        positions = {t.i for head in heads for t in clauses.phrase(head)}
        return any(self._token_of(c) & positions for c in self.counts)

    def _token_of(self, count: Count) -> frozenset[int]:
        return self.positions[count]

    def _find(self, count: Count) -> frozenset[int]:
        ends = (count.span[0], (count.noun or count.span)[1])
        return frozenset(t.i for t in clauses.tokens_in(self.doc, (ends,)))

    def _noun_of(self, count: Count) -> Token | None:
        return self.nouns[count]

    def _add(self, index: int, kind: Kind, head: Token | None, note: str = "") -> None:
        count = self.counts[index]
        self.used.add(index)
        who = self._who(count, head)
        self.found.append(Casualty(kind, count.value, count.qualifier, who + note if who else None, count.span[0]))

    def _who(self, count: Count, head: Token | None) -> str | None:
        noun = self._noun_of(count)
        if noun is None or _trigger(noun) is not None:
            return self._among(head) if head is not None else None
        text = self.text[count.span[1] : noun.idx + len(noun)].strip()
        return text.removeprefix("of ").removeprefix("the ")

    def _among(self, token: Token) -> str | None:
        """`residents` of "no casualties among the residents"."""
        for head in (token, token.head):
            for group in clauses.preposition_objects(head, "among", "amongst"):
                return _text(clauses.phrase(group)).removeprefix("the ")
        return None


def _trigger(token: Token) -> _Trigger | None:
    for lemma in (token.lemma_.casefold(), token.lower_):
        for form, kind in _lexicon().get(lemma, ()):
            if _fits(token, form):
                return _Trigger(token, kind, form)
    return None


def _fits(token: Token, form: str) -> bool:
    if form in ("verb", "fate"):
        return token.pos_ == "VERB"
    if form == "state":
        return token.pos_ == "ADJ" or (
            token.pos_ in ("NOUN", "VERB") and token.lower_ in ("dead", "injured", "wounded", "hurt")
        )
    return token.pos_ == "NOUN" and token.tag_ != "VBG"


@cache
def _lexicon() -> dict[str, tuple[tuple[str, Kind], ...]]:
    found: dict[str, tuple[tuple[str, Kind], ...]] = {}
    for row in table("casualty_words"):
        found[row["lemma"]] = (*found.get(row["lemma"], ()), (row["form"], Kind(row["kind"])))
    return found


def _countable(noun: Token | None) -> bool:
    return noun is None or _is_person(noun) or _trigger(noun) is not None


def _is_person(token: Token) -> bool:
    people = words("people_nouns")
    if token.lemma_.casefold() in people or token.lower_ in people:
        return True
    return token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "NORP")


def _text(tokens: list[Token]) -> str:
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text
