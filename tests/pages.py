"""A browser for tests: opens pages, complains when they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from conftest import skip_unless

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHROMIUM = Path("/usr/bin/chromium")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


@contextmanager
def open_browser() -> Iterator[BrowserContext]:
    """Give a browser without a screen and with a profile of its own."""
    skip_unless(find_spec("playwright") is not None, "the Python package playwright")
    skip_unless(CHROMIUM.exists(), str(CHROMIUM))
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=str(CHROMIUM),
            args=list(_QUIET),
            viewport={"width": 1280, "height": 900},
        )
        yield context
        context.close()


@contextmanager
def open_page(browser: BrowserContext, path: Path, view: str = "") -> Iterator[Page]:
    """Give a page that must not complain: console, errors, dialogs and requests are counted."""
    address = path.as_uri()
    tab = browser.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: request.url == address or complaints.append(request.url))
    tab.goto(address + view)
    tab.wait_for_selector("main h1")
    yield tab
    tab.close()
    assert complaints == []


def go(tab: Page, view: str) -> None:
    """Go to another view of the page, as a link does, and wait until it is drawn."""
    tab.evaluate("view => { location.hash = view; }", view)
    wanted = "/".join(view.removeprefix("#/").split("/")[:2])
    tab.wait_for_function("wanted => [wanted, '?'].includes(current)", arg=wanted)
    tab.wait_for_timeout(60)


def words_of(tab: Page) -> str:
    """Return what the view says, folds open, white space folded."""
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    tab.wait_for_timeout(60)
    return re.sub(r"\s+", " ", tab.locator("body").inner_text())


def violations(tab: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA and its own best practices."""
    skip_unless(find_spec("axe_playwright_python") is not None, "axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = Axe().run(tab).response
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
