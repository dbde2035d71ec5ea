"""From the words that name a source to the entity that speaks: names, nominals, pronouns, unnamed sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg.annotate.attribution.cues import Attribution
from kg.annotate.draft import Draft
from kg.annotate.spans import overlap, token_span
from kg.lexicons import words
from kg.model import Entity, EntityType, Span

NAMING = {"compound", "appos", "nmod", "flat", "amod", "nn"}
PERSONAL = {"he", "she", "him", "her", "i"}
PLURAL = {"they", "them", "we"}
CONTINUING = {"add", "continue", "reiterate", "stress", "conclude", "repeat", "note"}
BODIES = {
    "ministry",
    "agency",
    "department",
    "office",
    "service",
    "government",
    "company",
    "group",
    "organisation",
    "organization",
    "military",
    "army",
    "police",
    "outlet",
    "newspaper",
    "broadcaster",
    "channel",
    "regulator",
    "firm",
    "airline",
    "operator",
    "kremlin",
    "union",
    "party",
    "court",
    "committee",
    "commission",
    "council",
    "command",
}
PEOPLE = {"official", "politician", "man", "woman", "leader", "diplomat", "lawmaker", "officer"}
COLLECTIVE = {
    "authority",
    "police",
    "military",
    "army",
    "government",
    "media",
    "leadership",
    "press",
    "opposition",
} | BODIES


@dataclass(frozen=True, slots=True)
class Sourced:
    """An attribution with its source: entity ids (empty for nobody), the naming span and the relays."""

    attribution: Attribution
    source: tuple[str, ...]
    span: Span | None
    via: tuple[str, ...] = ()


@dataclass(slots=True)
class Resolver:
    """Walks through the attributions of an article in text order and remembers who spoke last."""

    draft: Draft
    entities: list[Entity] = field(init=False)
    history: list[Sourced] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entities = list(self.draft.entities)

    def resolve(self, attribution: Attribution) -> Sourced:
        """The attribution with source and relays; unnamed sources are added to `entities`."""
        span = attribution.source
        if span is None and attribution.head is not None:
            span = self.naming_span(attribution.head)
        source = self._speaker(attribution, span)
        if attribution.rule in {"hedge", "hedged passive"} or "evidence" in attribution.tags:
            source, span = (), span if "evidence" in attribution.tags else None
        result = Sourced(attribution, source, span, self._relays(attribution, source))
        self.history.append(result)
        return result

    # ---- which words name the source ---------------------------------------------------------------------------------
    def naming_span(self, head: Token) -> Span:
        """The shortest naming words: a proper name, else the nominal without its article, else the pronoun."""
        if head.pos_ == "PRON":
            return token_span([head])
        person = self._name_in_phrase(head)
        if person is not None:
            return person
        mention = self._mention_at(head.idx, head.idx + len(head))
        if mention is not None:
            return mention
        if head.lemma_.lower() in words("document_nouns") | {"spokesman", "spokeswoman", "spokesperson"}:
            owner = self._owner(head) if head.lemma_.lower() in words("document_nouns") else None
            if owner is not None:
                return owner
        return self._nominal(head)

    def _name_in_phrase(self, head: Token) -> Span | None:
        """A person's name that is the head, stands before or behind it in apposition, or behind a comma after a role."""
        for entity in self.entities:
            if entity.type is not EntityType.PERSON:
                continue
            for mention in entity.mentions:
                if mention[0] <= head.idx < mention[1]:
                    return mention
                token = next((t for t in head.subtree if t.idx == mention[0] or mention[0] <= t.idx < mention[1]), None)
                if token is not None and self._names(token, head):
                    return mention
        doc, at = head.doc, head.i + 1
        while at < len(doc) and at < head.i + 9 and doc[at].text != ",":
            if doc[at].pos_ in {"VERB", "PUNCT"}:
                return None
            at += 1
        if at + 1 < len(doc) and doc[at].text == ",":
            behind = self._mention_at(doc[at + 1].idx, doc[at + 1].idx + 1, EntityType.PERSON)
            if behind is not None and not any(t.dep_ == "nsubj" and t.head.i > t.i for t in doc[at + 1 : at + 3]):
                return behind
        return None

    def _names(self, token: Token, head: Token) -> bool:
        at = token
        for _ in range(6):
            if at == head:
                return True
            if at.dep_ not in NAMING:
                return False
            at = at.head
        return False

    def _mention_at(self, start: int, end: int, kind: EntityType | None = None) -> Span | None:
        best: Span | None = None
        for entity in self.entities:
            if (kind is not None and entity.type is not kind) or entity.type is EntityType.WEAPON:
                continue
            for mention in entity.mentions:
                if overlap(mention, (start, end)) and (best is None or mention[1] - mention[0] > best[1] - best[0]):
                    best = mention
        return best

    def _owner(self, head: Token) -> Span | None:
        """Whose statement it is: "a statement from the ministry", "the ministry's statement"."""
        for child in head.children:
            if child.dep_ == "poss" or child.dep_ == "compound":
                mention = self._mention_at(child.idx, child.idx + len(child))
                if mention is not None:
                    return mention
            if child.dep_ == "prep" and child.lower_ in {"from", "by", "of"}:
                owner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if owner is not None:
                    return self.naming_span(owner)
        return None

    def _nominal(self, head: Token) -> Span:
        kept = [head]
        for token in head.doc[head.left_edge.i : head.i]:
            if token.pos_ in {"DET", "PUNCT", "CCONJ", "ADV", "SPACE", "SCONJ", "ADP", "VERB"} or token.tag_ in {
                "PRP$"
            }:
                kept = [head]
                continue
            kept.append(token)
        start = min(t.idx for t in kept)
        end = head.idx + len(head)
        for child in head.children:
            if (
                child.dep_ == "prep"
                and child.i > head.i
                and child.lower_ in {"of", "for", "in", "at", "to", "on", "from", "with"}
            ):
                tail = [t for t in child.subtree if t.i >= child.i]
                if not any(t.text in {",", ";", "“", '"'} or t.dep_ in {"relcl", "advcl"} for t in tail):
                    end = max(end, token_span(tail)[1])
                break
        return start, end

    # ---- which entity it is ------------------------------------------------------------------------------------------
    def _speaker(self, attribution: Attribution, span: Span | None) -> tuple[str, ...]:
        if span is None:
            return ()
        text = self.draft.article.text[span[0] : span[1]].lower()
        head = attribution.head
        if text in PERSONAL | PLURAL | {"it", "this", "that", "who", "which"}:
            return self._pronoun(text, attribution, span)
        known = self._entity_at(span)
        if known is not None and not (known.type is EntityType.PLACE and self._is_nominal(span, known)):
            return (known.id,)
        if attribution.rule == "caption":
            return self._credit(span)
        if head is None:
            return ()
        lemma = self._head_lemma(head, span)
        if self._definite(head):
            earlier = self._definite_source(lemma, span)
            if earlier:
                return earlier
        if lemma in words("source_nouns") or head.ent_type_ in {"NORP", "PERSON", "ORG"}:
            return (self._unnamed(span, lemma, head),)
        return ()

    def _entity_at(self, span: Span) -> Entity | None:
        best, most = None, 0
        for entity in self.entities:
            for mention in entity.mentions:
                shared = overlap(mention, span)
                if shared > most and entity.type is not EntityType.WEAPON:
                    best, most = entity, shared
        return best

    def _is_nominal(self, span: Span, entity: Entity) -> bool:
        """Whether a place is only part of a nominal ("residents of Homs"), not the speaker itself."""
        return any(m[0] > span[0] or m[1] < span[1] for m in entity.mentions if overlap(m, span))

    def _pronoun(self, word: str, attribution: Attribution, span: Span) -> tuple[str, ...]:
        before = [s for s in self.history if s.source and s.span is not None]
        verb = attribution.verb
        if before and verb is not None and verb.lemma_ in CONTINUING and word != "it":
            return before[-1].source
        by_id = {e.id: e for e in self.entities}
        wanted = {EntityType.PERSON} if word in PERSONAL else {EntityType.ORGANIZATION}
        for sourced in reversed(before[-6:]):
            if all(by_id[i].type in wanted for i in sourced.source):
                return sourced.source
        mentions = [(m, e) for e in self.entities for m in e.mentions if e.type in wanted and m[1] <= span[0]]
        if word in PERSONAL and mentions:
            return (max(mentions, key=lambda pair: pair[0])[1].id,)
        return before[-1].source if before and word in PLURAL else ()

    def _definite(self, head: Token) -> bool:
        determiner = next((c for c in head.children if c.dep_ == "det"), None)
        if determiner is None:
            return head.i == head.left_edge.i and head.tag_ in {"NN", "NNP"}
        return determiner.lower_ in {"the", "this", "that", "these", "those"}

    def _definite_source(self, lemma: str, span: Span) -> tuple[str, ...]:
        """Whom "the governor", "the ministry", "the official" means: by role or name first, then whoever spoke last."""
        by_id = {e.id: e for e in self.entities}
        earlier = [e for e in self.entities if any(m[0] < span[0] for m in e.mentions)]
        spoken = [s.source for s in self.history if s.source]
        named = [e for e in earlier if lemma in (e.role or "").lower().split() or lemma in e.name.lower().split()]
        if lemma in BODIES:
            named = [e for e in named if e.type is EntityType.ORGANIZATION] or [
                e for e in earlier if (e.subtype or "") in {lemma, _SUBTYPES.get(lemma, "")}
            ]
        if named:
            recent = [i for ids in spoken for i in ids if i in {e.id for e in named}]
            return (recent[-1] if recent else max(named, key=lambda e: _last_before(e, span)).id,)
        if lemma in PEOPLE | {"spokesman", "spokeswoman", "spokesperson", "minister", "governor", "mayor", "president"}:
            people = [ids for ids in spoken if all(by_id[i].type is EntityType.PERSON for i in ids)]
            return people[-1] if people and self.history and self.history[-1].source == people[-1] else ()
        if lemma in {"report", "statement", "source"} and spoken and self.history[-1].source:
            return self.history[-1].source
        return ()

    def _head_lemma(self, head: Token, span: Span) -> str:
        if span[0] <= head.idx < span[1]:
            return head.lemma_.lower()
        return re.split(r"\W+", self.draft.article.text[span[0] : span[1]])[-1].lower()

    def _unnamed(self, span: Span, lemma: str, head: Token) -> str:
        words_ = " ".join(self.draft.article.text[span[0] : span[1]].split())
        name = f"unnamed {words_}"
        same = next((e for e in self.entities if e.name == name), None)
        if same is not None and self._definite(head):
            self.entities[self.entities.index(same)] = replace(same, mentions=(*same.mentions, span))
            return same.id
        many = head.tag_ in {"NNS", "NNPS"} or lemma in COLLECTIVE
        kind = EntityType.ORGANIZATION if many and lemma in COLLECTIVE | {"official"} else EntityType.PERSON
        entity = Entity(f"n{len(self.entities) + 1}", kind, "unnamed_source", name, words_, (span,))
        self.entities.append(entity)
        return entity.id

    def _credit(self, span: Span) -> tuple[str, ...]:
        name = self.draft.article.text[span[0] : span[1]]
        if name in words("platforms"):
            return ()
        entity = Entity(f"n{len(self.entities) + 1}", EntityType.ORGANIZATION, "media", name, None, (span,))
        self.entities.append(entity)
        return (entity.id,)

    # ---- relays --------------------------------------------------------------------------------------------------------
    def _relays(self, attribution: Attribution, source: tuple[str, ...]) -> tuple[str, ...]:
        relay = attribution.relay
        if relay is None:
            same = self.history[-1] if self.history else None
            pronoun = attribution.head is not None and attribution.head.pos_ == "PRON"
            return same.via if same is not None and pronoun and same.source == source else ()
        span = self.naming_span(relay)
        entity = self._entity_at(span)
        if entity is None and relay.lemma_.lower() in {"agency", "outlet", "newspaper", "broadcaster", "channel"}:
            media = [e for e in self.entities if e.subtype == "media" and any(m[0] < span[0] for m in e.mentions)]
            entity = max(media, key=lambda e: _last_before(e, span)) if media else None
        if entity is None or entity.id in source or entity.type is not EntityType.ORGANIZATION:
            return ()
        publisher = (self.draft.article.publisher or "").casefold()
        is_publisher = bool(publisher) and (entity.name.casefold() == publisher)
        return () if is_publisher or entity.subtype == "state" else (entity.id,)


_SUBTYPES = {
    "agency": "media",
    "outlet": "media",
    "newspaper": "media",
    "broadcaster": "media",
    "channel": "media",
    "military": "armed_forces",
    "army": "armed_forces",
    "ministry": "ministry",
    "government": "state",
}


def _last_before(entity: Entity, span: Span) -> int:
    return max((m[0] for m in entity.mentions if m[0] < span[0]), default=-1)
