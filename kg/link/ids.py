"""Content-derived ids: the same content gives the same id, whatever else is in the corpus and in whatever order.

An id is `kind/HEX16`, the first 16 hexadecimal digits of SHA-256 over a JSON array, so that no separator inside a part
can make two different contents look alike.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from kg.model import Article, Claim, Narrated, Span

Part = str | int | None | Span | tuple[Span, ...] | tuple[str, ...]
Key = TypeVar("Key", bound=Hashable)


def mint(prefix: str, *parts: Part) -> str:
    """An id of the content `parts` under `prefix`.

    >>> mint("claim", "a", None) == mint("claim", "a", None) != mint("claim", None, "a")
    True
    """
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    # surrogates may stand alone in hostile text
    return f"{prefix}/{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def article_id(article: Article) -> str:
    """The id of an article: its `doc` and the hash of its text."""
    return mint("article", article.doc, article.sha256)


def claim_key(claim: Claim | Narrated) -> tuple[Part, ...]:
    """What tells one claim of an article from another: its stance and the words it stands in."""
    if isinstance(claim, Narrated):
        return ("narrated", None, None, claim.content)
    return (claim.stance.value, claim.source_span, claim.cue, claim.content)


def distinct(
    prefix: str, keys: Mapping[Key, tuple[Part, ...]], tie: Callable[[Key], tuple[Part, ...]]
) -> dict[Key, str]:
    """An id for each thing from its key; things that share a key are told apart by `tie` (all of them, so that neither
    is favoured by the order of the input), and, should that not suffice, by their order under `tie`.
    """
    sharing: defaultdict[tuple[Part, ...], list[Key]] = defaultdict(list)
    for thing, key in keys.items():
        sharing[key].append(thing)
    ids: dict[Key, str] = {}
    for key, things in sharing.items():
        if len(things) == 1:
            ids[things[0]] = mint(prefix, *key)
            continue
        seen: defaultdict[tuple[Part, ...], int] = defaultdict(int)
        for thing in sorted(things, key=lambda t: json.dumps(tie(t))):
            mark = tie(thing)
            ids[thing] = mint(prefix, *key, *mark, *([seen[mark]] if seen[mark] else []))
            seen[mark] += 1
    return ids


def by_id(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids without repetition, sorted."""
    return tuple(sorted(set(ids)))
