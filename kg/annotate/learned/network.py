"""The trained network at run time: an int8 encoder in onnxruntime, the heads as a few sums in numpy.

It finds cues and, for each, how likely every word near it belongs to its source or its content, and the stance. The
sums are those of `training.attribution`, which made the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.annotate.learned.windows import Units, Window, units, windows
from kg.model import EntityType, Kind, Stance

Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
STANCES = (Stance.CLAIMED, Stance.DENIED, Stance.UNCONFIRMED)
NOTHING, CUE, INSIDE, ANCHOR = range(4)
TYPES = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.FACILITY, EntityType.WEAPON)
KINDS = (
    Kind.ATTRIBUTED_TO, Kind.WEAPON, Kind.KILLED, Kind.INJURED, Kind.INTERCEPTED, Kind.DAMAGED, Kind.TARGET, Kind.OCCURRED,
)  # fmt: skip
PARTS = ("", "actor", "weapon", "killed", "injured", "intercepted", "damaged", "target")
_BATCH = 8
_FAR = 32
_POSSIBLE = 0.3  # a word less likely than this to begin an attribution is not looked at


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution: units of its cue (of its anchor where `cue` is empty), and what the network says of it.

    `roles` [T, 3] are probabilities (nothing, source, content) of the units from `first` on, `parts` [T, 8] of the parts
    they play in a proposition (`PARTS`); `words` are their vectors.
    """

    anchor: int
    cue: range
    probability: float
    first: int
    roles: Floats
    parts: Floats
    words: Floats
    vector: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the network read it; `names` [N, 11] and `triggers` [N, 3] are probabilities of tags for each unit."""

    units: Units
    candidates: tuple[Candidate, ...]
    names: Floats
    triggers: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """Encoder session, tokenizer and head weights by name."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    heads: dict[str, Floats]

    def read(self, text: str) -> Reading:
        """What the network makes of a text; each unit and candidate is taken from the window that shows most around it."""
        u = units(text, self._encode)
        names = np.zeros((len(u.spans), 1 + 2 * len(TYPES)), np.float32)
        triggers = np.zeros((len(u.spans), 3), np.float32)
        seen = np.full(len(u.spans), -1)
        best: dict[int, tuple[int, Candidate]] = {}
        cut = windows(u)
        for k in range(0, len(cut), _BATCH):
            batch = cut[k : k + _BATCH]
            for window, words in zip(batch, self._words(batch), strict=True):
                room = _room(window, len(u.spans))
                better = np.flatnonzero(room > seen[window.first : window.last])
                at = better + window.first
                seen[at] = room[better]
                names[at] = _softmax(self._linear("names", words[better]))
                triggers[at] = _softmax(self._linear("triggers", words[better]))
                for candidate in self._candidates(window, words):
                    known = best.get(candidate.anchor)
                    space = int(room[candidate.anchor - window.first])
                    if known is None or known[0] < space:
                        best[candidate.anchor] = space, candidate
        return Reading(u, tuple(best[anchor][1] for anchor in sorted(best)), names, triggers)

    def stances(self, candidate: Candidate, content: set[int]) -> Floats:
        """Probabilities of claimed, denied and unconfirmed, given the units of the content."""
        return _softmax(self._deep("stance", _said(candidate, content)))

    def kinds(self, candidate: Candidate, content: set[int]) -> Floats:
        """For each of `KINDS`, how likely the content holds such a proposition."""
        made = 1 / (1 + np.exp(-self._deep("kinds", _said(candidate, content))))
        return made.astype(np.float32)

    def _encode(self, words: list[str]) -> list[list[int]]:
        return [e.ids for e in self.tokenizer.encode_batch(words, add_special_tokens=False)]

    def _words(self, batch: list[Window]) -> list[Floats]:
        longest = max(len(w.ids) for w in batch)
        ids, mask = np.zeros((len(batch), longest), np.int64), np.zeros((len(batch), longest), np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = window.ids
            mask[row, : len(window.ids)] = 1
        hidden: Any = self.session.run(None, {"ids": ids, "mask": mask})[0]
        return [hidden[row, list(window.positions)] for row, window in enumerate(batch)]

    def _candidates(self, window: Window, words: Floats) -> list[Candidate]:
        tags = _softmax(self._linear("tag", words))
        cues = [(a, range(a, b), 1 - float(tags[a, NOTHING])) for a, b in _cue_runs(tags)]
        within = {unit for _, cue, _ in cues for unit in cue}
        anchors = np.flatnonzero((tags[:, ANCHOR] > _POSSIBLE) & (tags.argmax(1) == ANCHOR))
        cues += [(int(a), range(0), float(tags[a, ANCHOR])) for a in anchors if int(a) not in within]
        if not cues:
            return []
        roles, parts = self._roles(words, np.array([a for a, _, _ in cues]))
        return [
            Candidate(
                window.first + a,
                range(window.first + cue.start, window.first + cue.stop) if cue else range(0),
                probability,
                window.first,
                roles[row],
                parts[row],
                words,
                words[a],
            )
            for row, (a, cue, probability) in enumerate(cues)
        ]

    def _roles(self, words: Floats, anchors: NDArray[np.int64]) -> tuple[Floats, Floats]:
        one = _with_one(_gelu(self._linear("cue.0", words[anchors])))
        two = _with_one(_gelu(self._linear("word.0", words)))
        apart = np.arange(len(words))[None] - anchors[:, None]
        bucket = np.sign(apart) * np.minimum((np.log2(np.abs(apart) + 1) * 4).astype(int), _FAR) + _FAR
        roles = np.einsum("nd,kde,te->ntk", one, self.heads["biaffine"], two, optimize=True)
        parts = np.einsum("nd,kde,te->ntk", one, self.heads["arguments"], two, optimize=True)
        return _softmax(roles + self.heads["distance.weight"][bucket]), _softmax(parts)

    def _deep(self, name: str, x: Floats) -> Floats:
        return self._linear(f"{name}.2", _gelu(self._linear(f"{name}.0", x)))

    def _linear(self, name: str, x: Floats) -> Floats:
        made: Floats = x @ self.heads[f"{name}.weight"].T + self.heads[f"{name}.bias"]
        return made


@cache
def available(folder: Path = WEIGHTS) -> bool:
    """Whether a folder holds trained weights."""
    return all((folder / name).is_file() for name in ("encoder.onnx", "heads.npz", "tokenizer.json"))


@cache
def load(folder: Path = WEIGHTS) -> Network:
    """The network of a folder with `encoder.onnx`, `heads.npz` and `tokenizer.json`, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    with np.load(folder / "heads.npz") as heads:
        return Network(session, tokenizer, {name: heads[name] for name in heads.files})


def _room(window: Window, length: int) -> NDArray[np.int64]:
    """How many units stand on the shorter side of each unit of a window; a border of the text is no border."""
    at = np.arange(window.last - window.first)
    before = at if window.first else np.full(len(at), length)
    after = window.last - window.first - at if window.last < length else np.full(len(at), length)
    room: NDArray[np.int64] = np.minimum(before, after)
    return room


def _said(candidate: Candidate, content: set[int]) -> Floats:
    rows = [unit - candidate.first for unit in sorted(content) if 0 <= unit - candidate.first < len(candidate.words)]
    mean = candidate.words[rows].mean(0) if rows else np.zeros_like(candidate.vector)
    return np.concatenate([candidate.vector, mean])


def _cue_runs(tags: Floats) -> list[tuple[int, int]]:
    """Half-open runs of units that form a cue."""
    runs: list[tuple[int, int]] = []
    at, best = 0, tags.argmax(1)
    likely = 1 - tags[:, NOTHING] - tags[:, ANCHOR]
    while at < len(tags):
        begins = likely[at] > _POSSIBLE and (tags[at, CUE] >= tags[at, INSIDE] or not runs or runs[-1][1] != at)
        end = at + 1
        if begins:
            while end < len(tags) and best[end] == INSIDE:
                end += 1
            runs.append((at, end))
        at = end
    return runs


def _with_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones_like(x[..., :1])], -1)


def _gelu(x: Floats) -> Floats:
    made: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return made


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max(-1, keepdims=True))
    made: Floats = raised / raised.sum(-1, keepdims=True)
    return made
