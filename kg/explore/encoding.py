"""The one table of how things look: what a shape, a line, a head and a word stand for, in light and in dark.

Legend, canvas, SVG export and style sheet all read this table, so that none of them can say something else. Every
meaning has at least three channels (shape or line, head or border, word) besides colour, because colours are lost on
paper and on one reader in twelve. Actors all have one colour: the page does not sort anybody into camps.

The hues start from Okabe and Ito (https://jfly.uni-koeln.de/color/) and were darkened until each reaches a contrast of
3:1 on its ground, as WCAG 2.2 asks of graphics, and stays apart from the others in simulated colour blindness.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ink:
    """One colour on the light ground and on the dark one."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How a kind of node is drawn. `dash` is a pattern of strokes and gaps in pixels; empty is a solid border."""

    word: str
    shape: str
    fill: Ink
    border: Ink
    dash: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How a kind of edge is drawn. `head` is an arrow type of vis-network, or empty; `both` puts it on both ends."""

    word: str
    ink: Ink
    width: float
    dash: tuple[int, ...]
    head: str
    both: bool = False


SURFACE: dict[str, Ink] = {
    "ground": Ink("#ffffff", "#14171c"),
    "panel": Ink("#f6f7f9", "#1b2027"),
    "card": Ink("#ffffff", "#222831"),
    "line": Ink("#d5dae1", "#39414d"),
    "text": Ink("#1b1f24", "#e8eaed"),
    "muted": Ink("#57606a", "#a3abb5"),
    "accent": Ink("#0064a8", "#6bb6f0"),
    "on-accent": Ink("#ffffff", "#10141a"),
    "mark": Ink("#ffe08a", "#6b5300"),
    "chosen": Ink("#fff6d6", "#3a3418"),
    "warn": Ink("#8a4b00", "#ffc46b"),
}

_ACTOR_FILL, _ACTOR_BORDER = Ink("#56b4e9", "#2f86bd"), Ink("#0b4f79", "#dbeeff")

NODES: dict[str, NodeStyle] = {
    "event": NodeStyle("event", "diamond", Ink("#f0b429", "#e69f00"), Ink("#6b4a00", "#ffe2a6")),
    "person": NodeStyle("person", "dot", _ACTOR_FILL, _ACTOR_BORDER),
    "organization": NodeStyle("organization, state, media", "square", _ACTOR_FILL, _ACTOR_BORDER),
    "accused": NodeStyle("version: who or what is named", "square", SURFACE["ground"], _ACTOR_BORDER, (4, 3)),
    "claim": NodeStyle("claim, in its own words", "box", SURFACE["card"], SURFACE["line"]),
}

EDGES: dict[str, EdgeStyle] = {
    "claimed": EdgeStyle("claims", Ink("#0072b2", "#6bb6f0"), 2.5, (), "arrow"),
    "denied": EdgeStyle("denies", Ink("#b84a00", "#ff9f5a"), 2.5, (10, 6), "bar"),
    "unconfirmed": EdgeStyle("does not confirm", Ink("#666666", "#bdbdbd"), 2.0, (2, 6), "circle"),
    "blamed": EdgeStyle("is blamed", Ink("#6a0f6a", "#d65db1"), 2.0, (14, 4, 3, 4), "vee"),
    "contradicts": EdgeStyle("contradicts", Ink("#111111", "#ffffff"), 3.0, (), "inv_triangle", both=True),
    "tension": EdgeStyle("may contradict", Ink("#5a5148", "#c9bfae"), 1.5, (6, 5), "inv_triangle", both=True),
}

STANCES = ("claimed", "denied", "unconfirmed")


def as_json() -> dict[str, Any]:
    """The table for the page."""
    return {
        "surface": {name: asdict(ink) for name, ink in SURFACE.items()},
        "nodes": {name: asdict(style) for name, style in NODES.items()},
        "edges": {name: asdict(style) for name, style in EDGES.items()},
    }


def css() -> str:
    """The colours as custom properties of the style sheet, for both grounds."""

    def block(ground: str) -> str:
        inks = dict(SURFACE)
        inks |= {name: style.ink for name, style in EDGES.items()}
        return "".join(f"--{name}:{getattr(ink, ground)};" for name, ink in inks.items())

    light, dark = block("light"), block("dark")
    return f":root{{{light}color-scheme:light}}:root[data-theme=dark]{{{dark}color-scheme:dark}}"
