"""Disjoint sets of local records with the reason for every union: identity is a judgement that can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.link.local import Key


@dataclass(frozen=True, slots=True)
class Judgement:
    """These records were taken for one thing, by this rule, because of this."""

    keys: tuple[Key, ...]
    rule: str
    evidence: str


class Clusters:
    """Union-find over the keys of local records; the smallest of a set stands for it.

    >>> sets = Clusters([("a", "1"), ("b", "1"), ("c", "1")])
    >>> sets.join([("a", "1"), ("c", "1")], rule="same name", evidence="X")
    >>> sets.groups()
    [(('a', '1'), ('c', '1')), (('b', '1'),)]
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {key: key for key in keys}
        self.judgements: list[Judgement] = []

    def find(self, key: Key) -> Key:
        """The key that stands for this one's set."""
        root = key
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, keys: Iterable[Key], *, rule: str, evidence: str) -> None:
        """Make one set of the sets of these keys."""
        members = sorted(set(keys))
        roots = sorted({self.find(m) for m in members})
        if len(roots) < 2:
            return
        self.judgements.append(Judgement(tuple(members), rule, evidence))
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def groups(self) -> list[tuple[Key, ...]]:
        """The sets, each sorted, in the order of their smallest members."""
        sets: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in sorted(self._parent):
            sets[self.find(key)].append(key)
        return [tuple(keys) for keys in sets.values()]
