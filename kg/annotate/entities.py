"""The persons, organizations, places, facilities and weapons of one article, each with all its mentions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from spacy.tokens import Span as Tokens

from kg.annotate.again import again, spelled_out
from kg.annotate.bodies import bodies, forces, government, units
from kg.annotate.draft import Draft, ZoneKind
from kg.annotate.gazetteer import Hit, hits, split
from kg.annotate.localities import localities, ships
from kg.annotate.mention import Mention, settle, tokens
from kg.annotate.people import persons
from kg.annotate.states import acts
from kg.annotate.weapons import named
from kg.lexicons import table, words
from kg.model import Entity, EntityType, Span

FORCES = re.compile(r"[ \u00a0]+(?:armed forces|forces|army|military|troops|soldiers)(?!\w)", re.IGNORECASE)
WHOLE_NAME = 249  # "OSCE Minsk Group", whose head says what it is, goes before the OSCE and Minsk inside it
SHORT = 3  # letters of US, UK, UAE, DRC
ARMIES = frozenset({"forces", "army", "military"})


def entities(draft: Draft) -> Draft:
    """Fill `entities`, n1, n2 … in the order of their first mentions. Boilerplate carries none."""
    text = draft.article.text
    found = split(text)
    listed = hits(text, found)
    home = Counter(h.entry.country for h in listed if h.entry.country).most_common(1)
    readings = [
        *_credits(draft),
        *bodies(text, listed, home[0][0] if home else ""),
        *units(text, listed),
        *_countries(draft, listed),
        *_organizations(draft, listed),
        *localities(text, draft.doc, listed),
        *ships(text),
        *persons(text, draft.doc, listed),
        *named(text, draft.doc, listed),
    ]
    settled = settle(m for m in readings if _allowed(draft, m.span))
    more = [m for m in again(text, settled) if _allowed(draft, m.span)]
    return replace(draft, entities=_grouped(spelled_out(text, settle([*settled, *more]))))


def _allowed(draft: Draft, span: Span) -> bool:
    return draft.readable(span[0])


def _credits(draft: Draft) -> list[Mention]:
    names = {form: row["name"] for row in table("media") for form in (row["name"], *row["aliases"].split("|"))}
    found = []
    for zone in draft.zones:
        if zone.kind is ZoneKind.CAPTION and zone.credit is not None:
            word = draft.article.text[slice(*zone.credit)]
            if word not in words("platforms"):
                name = names.get(word, word)
                found.append(Mention(zone.credit, EntityType.ORGANIZATION, "media", name, f"org:{name}", 400))
    return found


def _countries(draft: Draft, listed: list[Hit]) -> list[Mention]:
    """Countries and capitals: a government where they act, a place where they locate. Armies by "X forces"."""
    text = draft.article.text
    found = []
    for hit in listed:
        entry = hit.entry
        if entry.kind in {"country", "adjective", "capital"}:
            army = FORCES.match(text, hit.span[1])
            name = forces(entry.country)
            if army and name and army.group().strip().lower().split()[-1] in ARMIES and _heads(draft, army.end() - 1):
                span = (hit.span[0], army.end())
                found.append(Mention(span, EntityType.ORGANIZATION, "armed_forces", name, f"org:{name}", 290))
        if entry.kind not in {"country", "capital"}:
            continue
        token = tokens(draft.doc, hit.span)
        ruling = government(entry.country)
        if len(token) and ruling and acts(token.root, capital=entry.kind == "capital"):
            found.append(Mention(hit.span, EntityType.ORGANIZATION, "state", ruling, f"org:{ruling}", 240))
        elif not _as_adjective(token):
            found.append(
                Mention(hit.span, EntityType.PLACE, entry.subtype, entry.key, f"{entry.kind}:{entry.key}", 200)
            )
    return found


def _as_adjective(name: Tokens) -> bool:
    """Whether an abbreviation modifies a noun as "American" would ("a US strike"): a demonym, no mention."""
    last = name[-1]
    noun = last.nbor(1) if last.i + 1 < len(last.doc) else None
    short = name.text.replace(".", "").isupper() and len(name.text.replace(".", "")) <= SHORT
    return (
        short
        and noun is not None
        and noun.pos_ in {"NOUN", "PROPN", "ADJ"}
        and last.dep_ in {"compound", "nmod", "amod"}
    )


def _heads(draft: Draft, position: int) -> bool:
    """Whether the word at an offset is a noun of its own, not part of another ("military industry")."""
    word = draft.doc.char_span(position, position + 1, alignment_mode="expand")
    return word is None or word[0].dep_ not in {"amod", "compound", "nmod"}


def _organizations(draft: Draft, listed: list[Hit]) -> list[Mention]:
    found = []
    for hit in listed:
        if hit.entry.kind not in {"organization", "media"}:
            continue
        if draft.article.text[slice(*hit.span)] in words("platforms"):
            continue
        word = draft.article.text[slice(*hit.span)]
        sure = word not in words("ambiguous_names") or any(t.ent_type_ == "ORG" for t in tokens(draft.doc, hit.span))
        if sure:
            e = hit.entry
            found.append(
                Mention(hit.span, EntityType.ORGANIZATION, e.subtype, e.key, f"org:{e.key}", 250, country=e.country)
            )
    for ent in draft.doc.ents:
        bare = re.sub(
            r"^(?:(?:the|The|[a-z]{4,})\s+)+|[’']s?$", "", ent.text
        )  # "the paramilitary Rapid Support Forces"
        word = " ".join(bare.split())
        if ent.label_ != "ORG" or "\n" in ent.text or not _looks_like_name(word):
            continue
        if len(word.split()) == 1 and not word.isupper() and (word in words("platforms") or _weak(ent)):
            continue
        if word.isupper() and len(word.split()) > 2:
            continue  # a line in capitals
        if all(part in _role_words() for part in word.casefold().split()):
            continue  # "Rear Admiral" is an office
        start = ent.start_char + ent.text.index(bare)
        end = start + len(bare.rstrip())
        if start < end:
            subtype = _heads_of_names().get(word.split()[-1].casefold())
            weight = WHOLE_NAME if subtype and len(word.split()) > 1 else 120
            found.append(Mention((start, end), EntityType.ORGANIZATION, subtype, word, f"org:{word}", weight))
    return found


@cache
def _role_words() -> frozenset[str]:
    return frozenset(word for row in table("roles") for word in row["role"].split())


@cache
def _heads_of_names() -> dict[str, str]:
    return {row["noun"]: row["subtype"] for row in table("org_heads")}


def _weak(ent: Tokens) -> bool:
    """Whether a single word is no name for sure: it begins a sentence, or is part of an office ("Defence Secretary")."""
    behind = ent.doc[ent.end] if ent.end < len(ent.doc) else None
    return ent.start == ent.sent.start or ent.root.tag_ == "NNS" or (behind is not None and behind.pos_ == "PROPN")


def _looks_like_name(word: str) -> bool:
    """Whether a recognised organization is a name: an acronym, or capitalised words of which one is not a plain noun."""
    parts = [p for p in re.split(r"[\s-]+", word) if p]
    if (
        not parts
        or not any(p[0].isupper() for p in parts)
        or re.search(r"[a-z][A-Z][a-z]", word)
        or any(c in word for c in "[]<>{}|")
    ):
        return False
    return (
        len(parts) > 1
        or (word.isupper() and len(word) > 1)
        or (len(word) > 3 and word.casefold() not in words("lowercase_words"))
    )


def _grouped(mentions: list[Mention]) -> tuple[Entity, ...]:
    """One entity for each key, the fullest name first, the first office that is told as its role."""
    groups: dict[tuple[str, EntityType], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.key, mention.type), []).append(mention)
    found = []
    for number, ((_, kind), group) in enumerate(groups.items(), 1):
        best = max(group, key=lambda m: (len(m.name.split()), -m.span[0]))
        role = next((m.role for m in group if m.role), None)
        found.append(Entity(f"n{number}", kind, best.subtype, best.name, role, tuple(m.span for m in group)))
    return tuple(found)
