"""A real browser without a network, and the pages that it opens."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from kg.explore import write
from kg.model import Corpus

BASE = "https://example.org/id/"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Visit:
    """An open page with all that it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)  # requests that the policy let through and the test stopped

    @property
    def network(self) -> list[str]:
        """Requests that left the file."""
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]

    def drawn(self) -> list[dict[str, Any]]:
        """What stands on the canvas."""
        return list(self.page.evaluate("claimgraph.drawn()"))

    def lines(self) -> list[dict[str, Any]]:
        """The edges on the canvas."""
        return list(self.page.evaluate("claimgraph.lines()"))

    def click(self, key: str) -> None:
        """Click a thing on the canvas at the place where it is drawn."""
        self.page.evaluate("key => claimgraph.centre(key)", key)
        at = next(thing for thing in self.drawn() if thing["key"] == key)
        self.page.mouse.click(at["x"], at["y"])

    def marks(self) -> list[str]:
        """The highlighted words of the panel."""
        return list(self.page.evaluate("[...document.querySelectorAll('#panel mark')].map(m => m.textContent)"))

    def hash(self) -> str:
        """The state in the address."""
        return str(self.page.evaluate("decodeURIComponent(location.hash.replace(/\\+/g, ' '))"))


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "these tests need the chromium browser on the PATH"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a page with the network cut; every attempt to use it is written down."""
    contexts = []

    def open_page(file: Path, address: str = "", *, width: int = 1440, height: int = 900, dark: bool = False) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            offline=True,
            accept_downloads=True,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        seen = Visit(page)

        def abort(route: Route) -> None:
            seen.stopped.append(route.request.url)
            route.abort()

        page.route(re.compile(r"^(https?|wss?|ftp):"), abort)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("console", lambda m: seen.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.goto(file.as_uri() + address)
        page.wait_for_function("window.claimgraph")
        return seen

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Corpus], Path]:
    """Write a corpus as a page and return the file."""

    def build(corpus: Corpus) -> Path:
        return write(corpus, tmp_path_factory.mktemp("page"), base=BASE)[0]

    return build


@pytest.fixture(scope="session")
def seeds_page(linked: Corpus, page_of: Callable[[Corpus], Path]) -> Path:
    return page_of(linked)


def block(file: Path, name: str = "payload") -> Any:
    """A JSON block of a page."""
    found = re.search(
        rf'<script type="application/json" id="{name}">(.*?)</script>', file.read_text("utf-8"), re.DOTALL
    )
    assert found
    return json.loads(found.group(1))
