"""Persons: names without titles, their offices, and later mentions by surname."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Token

from kg.annotate.gazetteer import Hit, fold
from kg.annotate.mention import Mention, tokens
from kg.annotate.mention import before as left_of
from kg.lexicons import places, table, words
from kg.model import EntityType, Span

LOCATED = frozenset({"in", "near", "at", "from", "around", "outside", "to"})
ROLE_WINDOW = 14  # tokens of an apposition that are looked at for an office


def persons(text: str, doc: Doc, hits: list[Hit]) -> list[Mention]:
    """Full names that the recogniser or the lexicon finds, and every later surname of one of them."""
    spans = {
        span for ent in doc.ents if ent.label_ == "PERSON" for span in _clean(text, (ent.start_char, ent.end_char))
    }
    listed = {h.span: h.entry for h in hits if h.entry.kind == "person"}
    canonical = {fold(text[slice(*span)]): entry.key for span, entry in listed.items()}
    taken = [s for s in listed if not any(a <= s[0] and s[1] <= b and (a, b) != s for a, b in spans)]
    full = sorted(spans | set(taken))
    surnames: dict[str, str] = {}
    given: dict[str, set[str]] = {}
    for span in full:
        name = text[slice(*span)]
        if len(name.split()) > 1:
            shown = " ".join(canonical.get(fold(name), name).split())
            surnames.setdefault(_surname(name), shown)
            given.setdefault(_surname(shown), set()).add(fold(shown.split()[0]))
    shared = {surname for surname, names in given.items() if len(names) > 1}
    found = []
    for span in full:
        name = " ".join(text[slice(*span)].split())
        if len(name.split()) == 1 and _surname(name) not in surnames and not _alone(doc, span, name, canonical):
            continue
        last = _surname(name)
        single = len(name.split()) == 1
        # A surname alone is the person of the article who bears it, else the one whom the world press means by it.
        shown = surnames.get(last) or canonical.get(fold(name), name) if single else canonical.get(fold(name), name)
        same = fold(" ".join(shown.split())) if _surname(shown) in shared else _surname(shown)
        weight = 190 if len(name.split()) > 1 else 150
        found.append(
            Mention(
                span,
                EntityType.PERSON,
                _kind(office(doc, span)) or "official",
                " ".join(shown.split()),
                f"person:{same}",
                weight,
                office(doc, span),
            )
        )
    return found + list(_later(text, doc, surnames, shared, {m.span for m in found}))


def _surname(name: str) -> str:
    """The last word of a name, folded, without the article that Arabic names carry or drop (al-Burhan, Burhan)."""
    return re.sub(r"^(?:al|el|as|an|ar|ad|ash)-(?=\w{3})", "", fold(name.split()[-1]))


def _kind(role: str | None) -> str | None:
    """The subtype of a person that an office tells (spokesperson, journalist, military …); the longest role decides."""
    told = f" {' '.join((role or '').lower().split())} "
    return next((kind for name, kind in _kinds() if f" {name} " in told), None)


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    rows = [(row["role"], row["subtype"]) for row in table("roles") if row["subtype"]]
    return tuple(sorted(rows, key=lambda r: (-len(r[0].split()), -len(r[0]), r[0])))


def _later(text: str, doc: Doc, surnames: dict[str, str], shared: set[str], known: Iterable[Span]) -> Iterable[Mention]:
    taken = list(known)
    for surname, name in sorted(surnames.items()):
        if len(surname) < 3 or surname in words("lowercase_words"):
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name.split()[-1])}(?!\w)", text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                token = left_of(doc, match.span())
                place = token is not None and token.lower_ in LOCATED and places.known(surname)
                shown, weight = " ".join(name.split()), 140 if place else 188
                key = fold(shown) if surname in shared else _surname(shown)
                yield Mention(match.span(), EntityType.PERSON, "official", shown, f"person:{key}", weight)


def _alone(doc: Doc, span: Span, name: str, canonical: dict[str, str]) -> bool:
    """Whether a single word may be a person: listed, or behind an office ("President Duda"); never a known place."""
    if fold(name) in canonical:
        return True
    first = tokens(doc, span)
    before = doc[first.start - 1] if len(first) and first.start else None
    if before is not None and before.lower_ in _roles():
        return True
    return (
        not places.known(name)
        and name[0].isupper()
        and first[0].dep_ in {"nsubj", "pobj", "poss"}
        and first[0].i != first[0].sent.start
    )


def _clean(text: str, span: Span) -> list[Span]:
    """A recognised name without titles, possessives and glued words; nothing when no name is left."""
    start, end = span
    name = text[start:end]
    if "\n" in name:
        return []
    name = re.sub(r"[’']s?$", "", name)
    end = start + len(name)
    parts = list(re.finditer(r"[^\s\u00a0]+", name))
    while parts and (
        fold(parts[0].group().strip(".,")) in words("person_titles") | _roles() or not parts[0].group()[0].isupper()
    ):
        if fold(parts[0].group()) in words("name_particles") and len(parts) > 1:
            break
        parts.pop(0)
    while parts and not (parts[-1].group()[0].isupper() or parts[-1].group()[0].isdigit()):
        parts.pop()
    if not parts:
        return []
    if len(parts) > 2 and fold(parts[0].group()) in _known_surnames():
        # "Ukrainian President Zelensky Mikhail Podolyan": two persons whom a missing comma joined.
        return [(start + parts[0].start(), start + parts[0].end()), (start + parts[1].start(), start + parts[-1].end())]
    found = (start + parts[0].start(), start + parts[-1].end())
    arabic = re.match(r"[ \u00a0](?:al|el|bin|ibn|abu|de|van|von)[- ][A-Z][\w’'-]+", text[found[1] : found[1] + 30])
    if arabic and "’s" not in arabic.group() and "'s" not in arabic.group():
        found = (found[0], found[1] + arabic.end())
    word = text[slice(*found)]
    fused = re.search(r"[a-z][A-Z][a-z]{2,}", word) and not re.search(r"\b(?:Mac|Mc|De|Di|La|Le|Van|O)[A-Z]", word)
    return [] if fused or len(word) < 3 or not re.search(r"[a-z]", word) else [found]


@cache
def _known_surnames() -> frozenset[str]:
    return frozenset(
        fold(a)
        for row in table("people")
        for a in row["aliases"].split("|")
        if a and len(a.split()) == 1 and len(a) > 3
    )


def office(doc: Doc, span: Span) -> str | None:
    """The office beside a name: "Deputy Defence Minister X", "X, the governor of Y", "the mayor of Y, X"."""
    name = tokens(doc, span)
    if not len(name):
        return None
    before: list[Token] = []
    for token in reversed(doc[max(name.sent.start, name.start - 8) : name.start]):
        if (
            (token.is_punct and token.text != "-")
            or token.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "DET", "PRON", "SCONJ"}
            or token.is_space
        ):
            break
        before.insert(0, token)
    if any(t.lower_ in _roles() for t in before):
        return _role_text(before)
    if name.start - 1 > name.sent.start and doc[name.start - 1].text == ",":
        left: list[Token] = []
        for token in reversed(doc[max(name.sent.start, name.start - ROLE_WINDOW) : name.start - 1]):
            if token.is_punct or token.pos_ in {"VERB", "AUX"}:
                break
            left.insert(0, token)
        role = next((i for i, t in enumerate(left) if t.lower_ in _roles()), None)
        if (
            role is not None
            and len(left) - role <= 6
            and (role + 1 == len(left) or left[role + 1].lower_ in {"of", "for", "in", "to"})
        ):
            return _role_text(left)
    if name.end + 1 < len(doc) and doc[name.end].text == ",":
        right: list[Token] = []
        for token in doc[name.end + 1 : min(name.sent.end, name.end + ROLE_WINDOW)]:
            if (token.is_punct and token.text not in {"-", "’"}) or token.pos_ in {"VERB", "AUX"}:
                break
            right.append(token)
        if any(t.lower_ in _roles() for t in right[:6]):
            return _role_text(right)
    return None


def _role_text(found: list[Token]) -> str | None:
    kept = [t for t in found if not t.is_space]
    while kept and kept[0].pos_ in {"DET", "ADV"}:
        kept.pop(0)
    return " ".join("".join(t.text_with_ws for t in kept).split()) or None


@cache
def _roles() -> frozenset[str]:
    return frozenset(row["role"] for row in table("roles") if " " not in row["role"])
