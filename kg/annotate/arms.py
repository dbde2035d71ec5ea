"""With what it was done: the named weapons and generic weapon nouns of a content."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.annotate import clauses
from kg.annotate.actors import Cast
from kg.annotate.acts import only_possible
from kg.annotate.counts import counts
from kg.annotate.reading import Reading
from kg.annotate.weapons import weapons_in
from kg.model import EntityType, Span

NOT_USED = frozenset(
    ("supply", "donate", "sell", "buy", "deliver", "provide", "make", "build", "store", "produce", "send", "load")
)
STOCK_HEADS = frozenset({
    "defence", "defense", "system", "shield", "depot", "warehouse", "factory", "plant", "program", "programme", "site",
    "silo", "unit", "brigade", "base", "attempt",
})  # fmt: skip
PLATFORMS = frozenset({"aircraft", "helicopter", "tank", "armoured vehicle", "warship", "launcher"})
GENERIC = "(unspecified)"


@dataclass(frozen=True, slots=True)
class Use:
    """One weapon that a content says was used, with its number where given."""

    weapon: str
    count: int | None
    qualifier: str | None
    at: int


def uses(reading: Reading) -> list[Use]:
    """The weapons of a content, each once, in text order; adds weapons that the article's entities lack to the cast."""
    found: dict[str, Use] = {}
    for start, end in _runs(reading.tokens):
        for span, name, subtype in weapons_in(start.doc, (start.idx, end.idx + len(end))):
            head = clauses.tokens_in(start.doc, (span,))[-1]
            if not _used(head) or _labels(head, span) or _named_behind(head, name) or _is_part(head):
                continue
            if subtype in PLATFORMS and head.dep_ in ("dobj", "nsubjpass"):
                continue  # the jet that was shot down
            weapon = _entity(reading.cast, head, name, subtype, span)
            count = _number(head)
            known = found.get(weapon)
            if known is None or (known.count is None and count[0] is not None):
                found[weapon] = Use(weapon, *count, span[0])
    arms = [u for u in found.values() if reading.cast.get(u.weapon).subtype not in PLATFORMS]
    return sorted(arms or found.values(), key=lambda u: (u.at, u.weapon))


def armed(tokens: tuple[Token, ...]) -> frozenset[int]:
    """The positions of the tokens that name weapons."""
    spans = [
        span for start, end in _runs(tokens) for span, _, _ in weapons_in(start.doc, (start.idx, end.idx + len(end)))
    ]
    named = [clauses.tokens_in(tokens[0].doc, (span,)) for span in spans]
    return frozenset(
        t.i for group, span in zip(named, spans, strict=True) if not _labels(group[-1], span) for t in group
    )


def _runs(tokens: tuple[Token, ...]) -> list[tuple[Token, Token]]:
    """The first and last token of each unbroken stretch."""
    runs: list[tuple[Token, Token]] = []
    for token in tokens:
        if runs and runs[-1][1].i + 1 == token.i:
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    return runs


def _used(token: Token) -> bool:
    """Whether the noun is a weapon in use: not a depot of it, a defence against it, or a delivery."""
    if token.dep_ in ("compound", "nmod", "amod") and token.head.lemma_.casefold() in STOCK_HEADS:
        return False
    governor = token.head if token.head.pos_ == "VERB" else None
    if governor is None and token.head.lemma_ == "be" and any(c.dep_ == "acomp" for c in token.head.children):
        return token.dep_ != "nsubj" or any(c.dep_ in ("acl", "relcl") for c in token.children)  # "tanks are useless"
    verb = next((t for t in clauses.ancestors(token) if t.pos_ == "VERB"), None)
    if verb is not None and only_possible(verb) and verb.lemma_ not in ("prevent", "stop", "intercept"):
        return False
    own = next((c for c in token.children if c.dep_ == "acl"), None)
    return not any(v is not None and v.lemma_ in NOT_USED for v in (governor, own))


def _is_part(head: Token) -> bool:
    """`rocket` of "rocket-propelled"."""
    return not head.whitespace_ and head.i + 1 < len(head.doc) and head.nbor(1).text == "-"


def _labels(head: Token, span: Span) -> bool:
    """Whether what looks like a designation names a flight, road or the like: "flight MH17"."""
    first = clauses.tokens_in(head.doc, (span,))[0]
    return first.i > 0 and first.nbor(-1).lower_ in ("flight", "highway", "route", "road", "motorway", "resolution")


def _named_behind(head: Token, name: str) -> bool:
    """Whether a generic noun only introduces a named weapon: "the nerve agent Novichok"."""
    if GENERIC not in name or head.i + 1 >= len(head.doc):
        return False
    after = weapons_in(head.doc, (head.nbor(1).idx, head.nbor(1).idx + len(head.nbor(1))))
    return any(GENERIC not in other for _, other, _ in after)


def _entity(cast: Cast, head: Token, name: str, subtype: str, span: Span) -> str:
    """The entity of a weapon: the one whose mention this is, else the one of that name, else a new one."""
    at = cast.entity_at(head)
    if at is not None and at.type is EntityType.WEAPON:
        return at.id
    known = next((e for e in cast.entities if e.type is EntityType.WEAPON and e.name == name), None)
    if known is None:
        return cast.add(EntityType.WEAPON, subtype or None, name, (span,))
    cast.mention(known.id, span)
    return known.id


def _number(token: Token) -> tuple[int | None, str | None]:
    """The number of a weapon: 1 for "a missile", None for an attack named after it ("a missile strike")."""
    if token.dep_ == "compound":
        return None, None
    group = clauses.phrase(token)
    for count in counts(token.doc, (group[0].idx, group[-1].idx + len(group[-1]))):
        if count.noun is not None and count.noun[0] == token.idx:
            return count.value, count.qualifier
    single = any(c.lower_ in ("a", "an") for c in token.children if c.dep_ == "det") and token.tag_ in ("NN", "NNP")
    return (1, None) if single else (None, None)
