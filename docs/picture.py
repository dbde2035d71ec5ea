"""Make the README's picture from the committed page: `python docs/picture.py`."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def main() -> None:
    """Photograph the dossier of the most disputed event, in the light theme."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto((ROOT / "exports" / "claimgraph.html").as_uri())
        page.wait_for_timeout(1500)
        page.screenshot(path=ROOT / "docs" / "dossier.png")
        browser.close()


if __name__ == "__main__":
    main()
