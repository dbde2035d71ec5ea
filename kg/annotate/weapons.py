"""Weapons: named types as entities, generic nouns for the step that makes weapon propositions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc

from kg.annotate.gazetteer import Hit, Word, fold, hits, split
from kg.annotate.mention import Mention, tokens
from kg.lexicons import table, words
from kg.model import EntityType, Span

# Designations: letters, a hyphen, figures (Kh-101, FAB-500, S-300, M142, 9K720), optionally a version letter.
DESIGNATION = re.compile(
    r"(?<![\w-])(?:[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Z]{0,3}\d?(?:-[A-Z0-9]{1,3})?s?|[A-Z]{1,3}\d{2,4}[A-Z]?\d?|\d[A-Z]\d{1,3}[A-Z]?)(?![\w-])"
)
NOT_WEAPONS = re.compile(r"^(?:[GM]-?\d{1,2}|COVID-19|[A-Z]-?\d|[AEMB]\d{1,3}|Article-\d+|U-\d+)$")
SURE = 265  # a weapon's weight against other readings where the word is no ordinary one, or names its class
NEAR = 60  # code points either side in which a weapon word must stand for an ordinary word to be a weapon


def named(text: str, doc: Doc, found: Iterable[Hit]) -> list[Mention]:
    """Named weapons: entries of the lexicon where the words around allow it, and designations of unlisted ones."""
    result: list[Mention] = []
    for hit in found:
        entry = hit.entry
        if entry.kind != "weapon":
            continue
        word = text[slice(*hit.span)]
        ordinary = (word.isalpha() and not word.isupper()) or (word.isupper() and len(word) < 4) or entry.form.isalpha()
        if ordinary and not _weapon_near(text, hit.span):
            continue
        beside = _noun_beside(text, hit.span)
        if ordinary and not beside and _person_or_place(doc, hit.span):
            continue
        weight = 60 if ordinary and not beside else SURE
        result.append(Mention(hit.span, EntityType.WEAPON, entry.subtype, entry.key, f"weapon:{entry.key}", weight))
    known = [m.span for m in result]
    for match in DESIGNATION.finditer(text):
        span, name = match.span(), match.group()
        if NOT_WEAPONS.match(name) or any(a < span[1] and span[0] < b for a, b in known):
            continue
        beside = _noun_beside(text, span)
        kind = (beside or _weapon_near(text, span)) if "-" in name else beside
        if kind:
            name = name.removesuffix("s")
            result.append(Mention(span, EntityType.WEAPON, kind, name, f"weapon:{name}", SURE if beside else 55))
    return [_with_designation(text, m) for m in result]


def weapons_in(doc: Doc, span: Span) -> list[tuple[Span, str, str]]:
    """The weapons inside a span, named and generic, in text order: (span, canonical name, class).

    Generic names end in "(unspecified)" and share it across a document; longer nouns win ("ballistic missile" is not
    also "missile"), and a generic noun that only heads a named weapon ("Storm Shadow missile") is left out.
    """
    text = doc.text
    start, end = span
    inside = list(hits(text[start:end], split(text[start:end])))
    moved = [Hit((h.span[0] + start, h.span[1] + start), h.entry, h.first, h.last) for h in inside]
    found = [(m.span, m.name, m.subtype or "") for m in named(text, doc, moved) if start <= m.span[0] < end]
    for noun, name, kind in _generic(text, start, end):
        directly_after = any(0 <= noun[0] - s[1] <= 2 for s, _, _ in found)
        overlaps = any(s[0] < noun[1] and noun[0] < s[1] for s, _, _ in found)
        if not directly_after and not overlaps and _is_noun(doc, noun):
            found.append((noun, name, kind))
    return sorted(found)


def _generic(text: str, start: int, end: int) -> list[tuple[Span, str, str]]:
    found = []
    for match in _noun_pattern().finditer(text, start, end):
        noun = match.group().casefold()
        row = _nouns().get(noun) or _nouns().get(noun.removesuffix("s")) or _nouns().get(noun.removesuffix("es"))
        if noun == "knives":
            row = _nouns().get("knife")
        if row:
            found.append((match.span(), row[1], row[0]))
    return found


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    return {row["noun"].casefold(): (row["class"], row["name"]) for row in table("weapon_nouns")}


@cache
def _noun_pattern() -> re.Pattern[str]:
    nouns = sorted(_nouns(), key=lambda n: (-len(n), n))
    body = "|".join(re.escape(n) for n in nouns)
    return re.compile(rf"(?<![\w-])(?:{body}|knives)(?:e?s)?(?!\w)", re.IGNORECASE)


def _is_noun(doc: Doc, span: Span) -> bool:
    """Rules out "to bomb", "were shelling" and "mine" as a pronoun; a modifying noun ("missile strike") stays."""
    last = tokens(doc, span)[-1]
    return last.pos_ in ("NOUN", "PROPN", "ADJ", "X", "NUM")


def _weapon_near(text: str, span: Span) -> str | None:
    """The class of the weapon noun in the same line near a span, "weapon" for a weapon verb, None for neither."""
    left = max(text.rfind("\n", 0, span[0]) + 1, span[0] - NEAR)
    cut = text.find("\n", span[1])
    right = min(len(text) if cut < 0 else cut, span[1] + NEAR)
    nouns = _generic(text, span[1], right) or _generic(text, left, span[0])
    if nouns:
        return nouns[0][2]
    around = {fold(w.text) for w in (*split(text[left : span[0]]), *split(text[span[1] : right]))}
    return "weapon" if around & words("weapon_context") else None


def _noun_beside(text: str, span: Span) -> str | None:
    """The class of a weapon noun directly behind a name ("Smerch launchers"), or directly before it."""
    for noun, _, kind in _generic(text, max(0, span[0] - 24), span[1] + 40):
        if text[span[1] : noun[0]] in {" ", "\u00a0", "-"} or text[noun[1] : span[0]] in {" ", "\u00a0"}:
            return kind
    following = split(text[span[1] : span[1] + 20])
    if following and following[0].start == 1 and following[0].folded in words("weapon_platforms"):
        return "weapon"
    return None


def _person_or_place(doc: Doc, span: Span) -> bool:
    found = tokens(doc, span)
    labels = {t.ent_type_ for t in found}
    names = [t for t in found[0].lefts if t.pos_ == "PROPN"] if len(found) == 1 else []
    in_full_name = any(t.ent_type_ == "PERSON" for t in found) and any(
        e.label_ == "PERSON" and len(e) > 1
        for e in doc[found.start : found.end].ents or found.sent.ents
        if e.start <= found.start < e.end
    )
    return in_full_name or bool(labels & {"DATE", "MONEY"}) or len(names) > 2


def _with_designation(text: str, mention: Mention) -> Mention:
    """A designation directly before the name belongs to it: "OTR-21 Tochka-U", "RM-70 Vampire"."""
    match = re.search(
        r"(?:(?<=\s)|^)([A-Z0-9][\w]*-?\d+[\w-]*) $", text[max(0, mention.span[0] - 16) : mention.span[0]]
    )
    if not match or not re.search(r"[A-Z]", match.group(1)) or not re.search(r"\d", match.group(1)):
        return mention
    start = mention.span[0] - len(match.group(1)) - 1
    return Mention((start, mention.span[1]), mention.type, mention.subtype, mention.name, mention.key, mention.weight)


__all__ = ["Word", "named", "weapons_in"]
