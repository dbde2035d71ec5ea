"""Later mentions of what an article has named once: acronyms given in brackets, and the same name missed elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.annotate.mention import Mention
from kg.lexicons import words
from kg.model import EntityType

ACRONYM = re.compile(r"[ \u00a0]\(([A-Z][A-Za-z]?[A-Z]{1,6}s?)\)")
SHORTEST = 4
NAMED = frozenset({EntityType.PLACE, EntityType.ORGANIZATION, EntityType.FACILITY})


def again(text: str, found: list[Mention]) -> list[Mention]:
    """Mentions that are not among `found`: "the FDLR" after "… Forces (FDLR)", and a name that occurs again."""
    taken = {position for m in found for position in range(*m.span)}
    result: list[Mention] = []
    for form, mention in sorted(_forms(text, found).items()):
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?!\w)", text):
            positions = set(range(*match.span()))
            if positions & taken:
                continue
            taken |= positions
            result.append(replace(mention, span=match.span(), role=None))
    return result


def spelled_out(text: str, found: list[Mention]) -> list[Mention]:
    """Acronyms joined to the organization whose initials they are where the article names it in full.

    The Environmental Protection Agency and the European Pressphoto Agency are both "EPA"; the article decides.
    """
    initials: dict[str, Mention] = {}
    for mention in found:
        name = text[slice(*mention.span)]
        capitals = "".join(w[0] for w in re.findall(r"\w+", name) if w[0].isupper())
        if mention.type is EntityType.ORGANIZATION and len(capitals) > 1 and not name.isupper():
            initials.setdefault(capitals, mention)
    result = []
    for mention in found:
        full = initials.get(text[slice(*mention.span)])
        joins = full is not None and mention.type is EntityType.ORGANIZATION
        result.append(replace(full, span=mention.span, role=None) if full and joins else mention)
    return result


def _forms(text: str, found: list[Mention]) -> dict[str, Mention]:
    forms: dict[str, Mention] = {}
    for mention in found:
        behind = ACRONYM.match(text, mention.span[1])
        if behind and mention.type is EntityType.ORGANIZATION:
            forms.setdefault(behind.group(1), mention)
        form = text[slice(*mention.span)]
        own = form[:1].isupper() and len(form) >= SHORTEST and form.casefold() not in words("lowercase_words")
        # A country or capital is a state here and a place there: its other mentions were judged one by one.
        by_use = mention.key.startswith(("country:", "capital:")) or mention.subtype == "state"
        if mention.type in NAMED and own and not by_use:
            forms.setdefault(form, mention)
    return forms
