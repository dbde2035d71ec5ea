"""With what it was done: the named weapons and generic weapon nouns of a content."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.annotate import clauses
from kg.annotate.actors import is_act_noun
from kg.annotate.acts import only_possible
from kg.annotate.counts import counts
from kg.annotate.reading import Reading, Weapon
from kg.annotate.weapons import weapons_in
from kg.model import EntityType

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


def arsenal(doc: Doc) -> tuple[Weapon, ...]:
    """Every weapon that an article names, in text order; found once, read by each content."""
    found = [
        Weapon(tuple(clauses.tokens_in(doc, (span,))), name, kind)
        for span, name, kind in weapons_in(doc, (0, len(doc.text)))
    ]
    named = frozenset(w.tokens[0].i for w in found if GENERIC not in w.name)
    return tuple(w for w in found if not (_labels(w) or _is_part(w) or _introduces(w, named)))


def uses(reading: Reading) -> list[Use]:
    """The weapons of a content, each once, in text order; adds weapons that the article's entities lack to the cast."""
    found: dict[str, Use] = {}
    for weapon in reading.weapons:
        head = weapon.tokens[-1]
        if head.i not in reading.inside or not _used(head):
            continue
        if weapon.kind in PLATFORMS and not _attacks(head):
            continue
        entity = _entity(reading, weapon)
        count = _number(head)
        known = found.get(entity)
        if known is None or (known.count is None and count[0] is not None):
            found[entity] = Use(entity, *count, weapon.tokens[0].idx)
    arms = [u for u in found.values() if reading.cast.get(u.weapon).subtype not in PLATFORMS]
    return sorted(arms or found.values(), key=lambda u: (u.at, u.weapon))


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


def _is_part(weapon: Weapon) -> bool:
    """`rocket` of "rocket-propelled"."""
    head = weapon.tokens[-1]
    return not head.whitespace_ and head.i + 1 < len(head.doc) and head.nbor(1).text == "-"


def _labels(weapon: Weapon) -> bool:
    """Whether what looks like a designation names a flight, road or the like: "flight MH17"."""
    first = weapon.tokens[0]
    return first.i > 0 and first.nbor(-1).lower_ in ("flight", "highway", "route", "road", "motorway", "resolution")


def _introduces(weapon: Weapon, named: frozenset[int]) -> bool:
    """Whether a generic noun only introduces a named weapon: "the nerve agent Novichok"."""
    return GENERIC in weapon.name and weapon.tokens[-1].i + 1 in named


def _attacks(head: Token) -> bool:
    """Whether a tank or jet is what attacks, not what was hit or owned: "tanks shelled", "by a helicopter", "tank fire"."""
    if head.dep_ == "nsubj":
        return head.head.pos_ == "VERB"
    if head.dep_ == "compound":
        return is_act_noun(head.head)
    return head.dep_ == "pobj" and head.head.lower_ in ("by", "with", "from", "using")


def _entity(reading: Reading, weapon: Weapon) -> str:
    """The entity of a weapon: the one whose mention this is, else the one of that name, else a new one."""
    cast = reading.cast
    at = cast.entity_at(weapon.tokens[-1])
    if at is not None and at.type is EntityType.WEAPON:
        return at.id
    span = (weapon.tokens[0].idx, weapon.tokens[-1].idx + len(weapon.tokens[-1]))
    known = next((e for e in cast.entities if e.type is EntityType.WEAPON and e.name == weapon.name), None)
    if known is None:
        return cast.add(EntityType.WEAPON, weapon.kind or None, weapon.name, (span,))
    if not reading.narrated:  # a generic weapon's mentions are the nouns in the claims that need it
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
