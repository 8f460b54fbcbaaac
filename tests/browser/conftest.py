"""A real Chromium against a real server on this computer, with axe on every page that a test asks about."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress.server import create_server
from waitress.wasyncore import close_all

from tests.conftest import make_app
from tests.needs import axe_script, needs

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    needs("chromium", install="apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Site:
    """A running installation: its address, its app and its folder."""

    address: str
    app: Flask
    folder: Path


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Site]:
    """An installation that nobody has set up yet, served on a free port."""
    app = make_app(tmp_path / "instance", "browser", installed=False, TESTING=False)
    with serving(app) as address:
        yield Site(address, app, tmp_path / "instance")


class serving:  # noqa: N801 (reads as a word after `with`)
    """Serve an app on this computer only, for the length of a block."""

    def __init__(self, app: Flask) -> None:
        self.server = create_server(app, host="127.0.0.1", port=0, threads=4)
        self.closing = False

    def __enter__(self) -> str:
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        return f"http://127.0.0.1:{self.server.effective_port}"

    def _run(self) -> None:
        try:
            self.server.run()
        except OSError:  # it may be looking at a connection in the moment in which that is closed
            if not self.closing:
                raise

    def __exit__(self, *_: object) -> None:
        self.closing = True
        self.server.task_dispatcher.shutdown()
        close_all(self.server._map, ignore_all=True)  # a browser keeps its connections open
        self.thread.join(timeout=5)


@dataclass
class Watcher:
    """Notes every request that a page makes and every complaint in its console."""

    addresses: list[str]
    complaints: list[str]


def open_browser(chromium: Browser, viewport: dict[str, int], **options: Any) -> tuple[BrowserContext, Page, Watcher]:
    """A fresh browser that watches what its pages do."""
    context = chromium.new_context(viewport=viewport, locale="en-GB", **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    watcher = Watcher([], [])
    page.on("request", lambda request: watcher.addresses.append(request.url))
    page.on("console", lambda message: watcher.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: watcher.complaints.append(str(error)))
    return context, page, watcher


RUN_AXE = """only => Promise.race([
    axe.run(document, {runOnly: only, resultTypes: ['violations']}),
    new Promise((_, late) => setTimeout(() => late('axe took more than a minute'), 60_000)),
])"""


def axe(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page as it stands, a line each; nothing when it is right. Every rule, or only these."""
    page.evaluate(axe_script())
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    found = page.evaluate(RUN_AXE, only)
    return [f"{page.url}: {rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def too_wide(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
