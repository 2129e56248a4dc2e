"""How large is a report's page, and how soon does a reader see it?

    python benchmarks/paint.py PAGE.html [PAGE.html ...] [--rounds 5] [--chromium /usr/bin/chromium]

Each page is opened in headless Chromium with a fresh profile: milliseconds until something is
painted, until the stories are drawn, and from the click on the largest story until its articles
are. The median of the rounds counts; only pages of one run compare.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
_WATCH = """
new MutationObserver((_, watch) => {
  if (document.querySelector('.card, .member')) {
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = performance.now() }));
  }
}).observe(document, {subtree: true, childList: true})
"""
_PAINTED = (
    "performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint').startTime"
)
_OPEN_LARGEST = """
async () => {
  const id = overview.stories[0].id;
  location.hash = '#/';
  await new Promise(done => setTimeout(done, 100));
  const started = performance.now();
  location.hash = '#/' + encodeURIComponent(id);
  while (!document.querySelector('.member')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - started;
}
"""
_TEXTS = re.compile(r'<script type="application/json" id="texts[^>]*>(.*?)</script>', re.DOTALL)


def open_once(page: Path, chromium: str) -> tuple[float, float, float]:
    """Return the milliseconds until paint, until stories, and for opening the largest story."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        browser = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            args=_FLAGS,
            viewport={"width": 1280, "height": 900},
        )
        tab: Page = browser.new_page()
        tab.add_init_script(_WATCH)
        tab.goto(page.resolve().as_uri())
        while not tab.evaluate("!!window.drawn"):
            tab.wait_for_timeout(50)
        tab.wait_for_timeout(200)
        found = tuple(float(tab.evaluate(asked)) for asked in (_PAINTED, "window.drawn"))
        opened = float(tab.evaluate(_OPEN_LARGEST))
        browser.close()
    return found[0], found[1], opened


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    print("| page | kB | beside packed texts | first paint | stories drawn | largest story |")
    print("| --- | --- | --- | --- | --- | --- |")
    for page in asked.pages:
        content = page.read_bytes()
        texts = sum(len(part) for part in _TEXTS.findall(content.decode("utf-8")))
        rounds = [open_once(page, asked.chromium) for _ in range(asked.rounds)]
        paint, drawn, opened = (f"{median(times):.0f} ms" for times in zip(*rounds, strict=True))
        sizes = f"{len(content) / 1000:.0f} | {(len(content) - texts) / 1000:.0f}"
        print(f"| {page.name} | {sizes} | {paint} | {drawn} | {opened} |", flush=True)


if __name__ == "__main__":
    main()
