"""Persons: names without titles, their offices, and later mentions by surname."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.annotate.gazetteer import Hit, fold
from kg.annotate.mention import Mention, tokens
from kg.lexicons import places, table, words
from kg.model import EntityType, Span

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
    for span in full:
        name = text[slice(*span)]
        if len(name.split()) > 1:
            surnames.setdefault(fold(name.split()[-1]), name)
    found = []
    for span in full:
        name = " ".join(text[slice(*span)].split())
        if len(name.split()) == 1 and fold(name) not in surnames and not _alone(doc, span, name, canonical):
            continue
        last = fold(name.split()[-1])
        shown = canonical.get(fold(name), surnames.get(last, name) if len(name.split()) == 1 else name)
        weight = 190 if len(name.split()) > 1 else 150
        found.append(
            Mention(
                span,
                EntityType.PERSON,
                "official",
                " ".join(shown.split()),
                f"person:{last}",
                weight,
                office(doc, span),
            )
        )
    return found + list(_later(text, surnames, {m.span for m in found}))


def _later(text: str, surnames: dict[str, str], known: Iterable[Span]) -> Iterable[Mention]:
    taken = list(known)
    for surname, name in sorted(surnames.items()):
        if len(surname) < 3 or surname in words("lowercase_words"):
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name.split()[-1])}(?!\w)", text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                yield Mention(
                    match.span(),
                    EntityType.PERSON,
                    "official",
                    " ".join(name.split()),
                    f"person:{surname}",
                    140 if places.known(surname) else 185,
                )


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
    found = (start + parts[0].start(), start + parts[-1].end())
    word = text[slice(*found)]
    fused = re.search(r"[a-z][A-Z][a-z]{2,}", word) and not re.search(r"\b(?:Mac|Mc|De|Di|La|Le|Van|O)[A-Z]", word)
    return [] if fused or len(word) < 3 or not re.search(r"[a-z]", word) else [found]


def office(doc: Doc, span: Span) -> str | None:
    """The office beside a name: "Deputy Defence Minister X", "X, the governor of Y", "the mayor of Y, X"."""
    name = tokens(doc, span)
    if not len(name):
        return None
    before: list[Token] = []
    for token in reversed(doc[max(name.sent.start, name.start - 8) : name.start]):
        if token.is_punct or token.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "DET", "PRON", "SCONJ"} or token.is_space:
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


def _roles() -> frozenset[str]:
    return frozenset(row["role"] for row in table("roles") if " " not in row["role"])
