"""The page: a pyvis network with a template of our own, in one file that asks nothing of any network.

pyvis gives the graph, the options and the vis-network library; its own template does not work offline and runs scripts
from the data, so it is not used. Data enter the page only as JSON blocks, and the content security policy names the
hash of every script and style, so that nothing an article says can run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyvis.network
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from kg.explore import encoding
from kg.explore.index import Index
from kg.explore.payload import payload
from kg.explore.scene import MOST_DRAWN, folds, overview_scene
from kg.model import Corpus

SCRIPTS = tuple(
    f"{part}.js" for part in ("core", "filter", "pen", "draw", "graph", "panel", "table", "search", "export", "main")
)
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; connect-src 'none'; "
    "form-action 'none'; base-uri 'none'"
)
_ARROW = {"arrow": 0.8, "bar": 1.0, "circle": 0.6, "vee": 0.9, "inv_triangle": 0.6}

Json = dict[str, Any]


class ClaimNetwork(pyvis.network.Network):  # type: ignore[misc]
    """A pyvis network that is written with the explorer's template."""

    def __init__(self, data: Json) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.templateEnv = Environment(loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined)
        self.templateEnv.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
        self.templateEnv.filters["fromjson"] = json.loads
        self.templateEnv.globals.update(payload=data, script=_script, style=_style)
        self.path = "explorer.html"

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text, its policy computed over the scripts and styles as they finally stand."""
        html: str = super().generate_html(name=name, local=local, notebook=False)
        policy = _POLICY.format(scripts=_hashes("script", html), styles=_hashes("style", html))
        self.html = html.replace("%POLICY%", policy, 1)
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page as UTF-8 whatever the locale."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")


def page(corpus: Corpus, *, base: str) -> ClaimNetwork:
    """The explorer of a corpus."""
    index = Index(corpus)
    data = payload(index, base=base)
    net = ClaimNetwork(data)
    _fill(net, index, data["overview"]["disputed"] or data["overview"]["everything"])
    return net


def plain(corpus: Corpus) -> pyvis.network.Network:
    """The overview as a plain pyvis network with fixed places, for notebooks (`net.show("graph.html")`).

    Nodes carry no hover titles: pyvis puts those into the page as HTML.
    """
    index = Index(corpus)
    net = pyvis.network.Network(height="720px", width="100%", directed=True, cdn_resources="in_line")
    folded = folds(index)
    _fill(net, index, overview_scene(index, folded, everything=False) or overview_scene(index, folded, everything=True))
    return net


def _fill(net: pyvis.network.Network, index: Index, nodes: list[Json]) -> None:
    """Put the overview's nodes and folded edges into a pyvis network, in the colours, lines and heads of the table."""
    net.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"labelHighlightBold": False, "borderWidth": 2},
        "edges": {"labelHighlightBold": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
        "interaction": {"hover": True, "tooltipDelay": 200, "keyboard": False, "selectConnectedEdges": False},
    }
    for node in nodes[:MOST_DRAWN]:
        style = encoding.NODES[node["kind"]]
        net.add_node(
            node["key"],
            label="\n".join(node["label"]) or " ",
            shape=style.shape,
            x=node["x"],
            y=node["y"],
            size=node["r"],
            color={"background": style.fill.light, "border": style.border.light},
        )
    known = {node["key"] for node in nodes}
    lanes: dict[tuple[str, str], int] = {}
    for fold in folds(index):
        if fold.actor not in known or fold.event not in known:
            continue
        style_ = encoding.EDGES[fold.kind]
        ends = (fold.event, fold.actor) if fold.kind == "blamed" else (fold.actor, fold.event)
        lane = lanes.setdefault((fold.actor, fold.event), 0)
        lanes[fold.actor, fold.event] += 1
        # Several relations of one pair bend apart; one that runs the other way bends to its own left, so it counts on.
        bend = 0.1 + 0.14 * lane
        options: Json = {
            "id": f"{fold.kind} {fold.actor} {fold.event}",
            "kind": fold.kind,
            "color": style_.ink.light,
            "width": style_.width,
            "arrows": {"to": {"enabled": True, "type": style_.head, "scaleFactor": _ARROW[style_.head]}},
            "smooth": {
                "enabled": True,
                "type": "curvedCW" if fold.kind != "blamed" else "curvedCCW",
                "roundness": bend,
            },
        }
        if style_.dash:
            options["dashes"] = list(style_.dash)
        net.add_edge(*ends, **options)


def _template(name: str) -> str:
    return (files(__package__) / "template" / name).read_text("utf-8")


@cache
def _script(name: str) -> Markup:
    """A script by name, or vis-network as pyvis ships it, or all of ours as one function that leaks nothing."""
    if name == "vis-network":
        folder = Path(pyvis.network.__file__).parent / "templates" / "lib" / "vis-9.1.2"
        text = (folder / "vis-network.min.js").read_text("utf-8")
    else:
        text = '"use strict";(function () {\n' + "".join(_template(part) for part in SCRIPTS) + "})();\n"
    if "</script" in text.lower() or "<!--" in text:
        raise AssertionError(f"{name} cannot be put into a page")  # pragma: no cover - guards an upgrade of pyvis
    return Markup(text)


@cache
def _style() -> Markup:
    return Markup(encoding.css() + "\n" + _template("style.css"))


def _hashes(tag: str, html: str) -> str:
    """The CSP sources of every inline script or style (JSON blocks have a type and are no scripts)."""
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in found)
    return " ".join(f"'sha256-{base64.b64encode(d).decode('ascii')}'" for d in digests)
