"""Colours that everybody can tell apart, on both grounds, and more than colour for those who cannot."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.explore.encoding import EDGES, NODES, STANCES, SURFACE, Ink, css

Rgb = tuple[float, float, float]
GROUNDS = ("light", "dark")
# Severity 1.0 of G. Machado, M. Oliveira, L. Fernandes, A Physiologically-based Model for Simulation of Color Vision
# Deficiency (2009), applied to linear RGB.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> Rgb:
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))

    def one(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return one(r), one(g), one(b)


def contrast(a: str, b: str) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(a), linear(b))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Rgb) -> Rgb:
    """CIE L*a*b* of linear RGB under D65."""
    r, g, b = (min(1.0, max(0.0, value)) for value in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(a: str, b: str, kind: str) -> float:
    """Colour difference (CIE76) as somebody with this colour vision sees it."""
    first, second = (
        lab(tuple(sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in BLINDNESS[kind]))  # type: ignore[arg-type]
        for colour in (a, b)
    )
    return float(sum((p - q) ** 2 for p, q in zip(first, second, strict=True)) ** 0.5)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("kind", EDGES)
def test_lines_stand_out_from_every_ground(kind: str, ground: str) -> None:
    for surface in ("ground", "card", "panel"):
        assert contrast(getattr(EDGES[kind].ink, ground), getattr(SURFACE[surface], ground)) >= 3


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "warn"])
def test_words_are_legible_on_every_ground(ink: str, ground: str) -> None:
    for surface in ("ground", "card", "panel"):
        assert contrast(getattr(SURFACE[ink], ground), getattr(SURFACE[surface], ground)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("stance", STANCES)
def test_stances_are_legible_as_words(stance: str, ground: str) -> None:
    assert contrast(getattr(EDGES[stance].ink, ground), getattr(SURFACE["panel"], ground)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("kind", NODES)
def test_shapes_stand_out_by_border_or_fill(kind: str, ground: str) -> None:
    if kind != "claim":  # a claim's border is the line of its stance
        assert (
            contrast(
                getattr(NODES[kind].border, ground),
                SURFACE["ground"].light if ground == "light" else SURFACE["ground"].dark,
            )
            >= 3
        )


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("kind", BLINDNESS)
def test_relations_stay_apart_in_colour_blindness(kind: str, ground: str) -> None:
    relations = [*STANCES, "blamed", "contradicts"]
    inks = {name: getattr(EDGES[name].ink, ground) for name in relations}
    assert not [(a, b) for a, b in combinations(relations, 2) if apart(inks[a], inks[b], kind) < 15]


def test_relations_differ_in_line_or_head_and_in_word() -> None:
    assert len({(style.dash, style.head) for style in EDGES.values()}) == len(EDGES)
    assert len({style.word for style in EDGES.values()}) == len(EDGES)


def test_all_actors_have_one_colour() -> None:
    assert NODES["person"].fill == NODES["organization"].fill
    assert NODES["person"].shape != NODES["organization"].shape


def test_the_style_sheet_has_every_colour_of_the_table() -> None:
    sheet = css()
    inks: list[Ink] = [*SURFACE.values(), *(style.ink for style in EDGES.values())]
    assert all(ink.light in sheet and ink.dark in sheet for ink in inks)
