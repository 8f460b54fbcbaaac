"""Axe on every page there is, empty and filled, wide and narrow; nothing scrolls sideways or asks another computer."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from groupkit.access.gate import Needs
from groupkit.access.permissions import Can
from tests import builders
from tests.browser.conftest import DESK, PHONE, axe, open_browser, serving, too_wide
from tests.doors.filled import Filled, filled_group
from tests.doors.pages import JOBS, Door, address, doors
from tests.doors.test_every_page import HOLDS, may
from tests.sweep import LONG, some

PAGES_EACH = 6
"""How many pages each person opens in `make test`; a sweep opens every one."""
NARROW = {"width": 320, "height": 640}
EVERY_RULE: tuple[str, ...] = ()
LAYOUT, COLOURS = ("target-size", "scrollable-region-focusable"), ("color-contrast",)
"""What a wider page and other colours can break, once every rule was held on a phone."""
LOOKS = [(PHONE, "light", EVERY_RULE)]
LOOKS += [(DESK, "light", LAYOUT), (NARROW, "dark", COLOURS)] if LONG else []


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[tuple[str, Filled, builders.AGroup]]:
    builders.use(app)
    with serving(app) as where:
        yield where, filled_group(), builders.a_group()


def who_opens(needs: Can) -> str:
    """Somebody who may open a page: the member where that is enough, else whoever has the job."""
    return next(who for who in ("mo", *HOLDS) if needs in may(who))


def pages_of(app: Flask, filled: Filled, door: Door) -> str | None:
    if door.method != "GET":
        return None
    if door.of_a_group:
        return address(app, door, filled)
    shown = not door.rule.arguments and door.needs is not Needs.KEEPER and door.rule.rule != "/kit/set-up"
    return door.rule.rule if shown else None


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("viewport", "scheme", "rules"), LOOKS)
@pytest.mark.parametrize("who", JOBS)
def test_axe_finds_nothing_on_any_page(
    app: Flask,
    chromium: Browser,
    site: tuple[str, Filled, builders.AGroup],
    viewport: dict[str, int],
    scheme: str,
    rules: tuple[str, ...],
    who: str,
) -> None:
    where, filled, _ = site
    found: list[str] = []
    context, page, watcher = open_browser(chromium, viewport, color_scheme=scheme)
    client = sign_in(app, context, where, filled.group.people[who])
    urls = [url for door in doors(app) if first_to_open(door, who) and (url := pages_of(app, filled, door))]
    for url in some(urls, PAGES_EACH):
        if client.get(url).mimetype != "text/html":
            continue  # a file to take away, or a picture
        answer = page.goto(where + url)
        assert answer is not None and answer.status == 200, f"{who}: {url}"
        found += axe(page, rules)
        found += [f"{url} scrolls sideways"] if too_wide(page) > 0 else []
    assert [url for url in watcher.addresses if not url.startswith((where, "data:"))] == []
    assert watcher.complaints == []
    context.close()
    assert found == []
    assert len(urls) >= 2 or who in ("sol", "bea"), "what they may do, somebody before them may"


def first_to_open(door: Door, who: str) -> bool:
    """Whether this is the one through whom a page is looked at: the friend has pages of their own look."""
    if not isinstance(door.needs, Can):
        return who == "tamsin"
    if who == "femi":
        return door.needs in may("femi")
    return who == who_opens(door.needs)


def sign_in(app: Flask, context: object, where: str, someone: builders.Someone) -> FlaskClient:
    """A session for somebody, put into the browser as its cookie; gives back the client that has it too."""
    client = builders.sign_in_as(app.test_client(), someone)
    with app.test_request_context():
        name = app.session_interface.get_cookie_name(app)
    cookie = client.get_cookie(name)
    assert cookie is not None
    context.add_cookies([{"name": name, "value": cookie.value, "url": where}])  # type: ignore[attr-defined]
    return client


@pytest.mark.timeout(300)
def test_axe_finds_nothing_on_empty_books_and_strangers_pages(
    app: Flask, chromium: Browser, site: tuple[str, Filled, builders.AGroup]
) -> None:
    where, _, empty = site
    context, page, _watcher = open_browser(chromium, PHONE)
    found: list[str] = []
    for url in ("/kit/sign-in", "/kit/join", "/kit/help", "/kit/no-such-page"):
        page.goto(where + url)
        found += axe(page)
    sign_in(app, context, where, empty.tamsin)
    for path in (
        "/",
        "/money/book",
        "/money/balances",
        "/money/summary",
        "/grants/",
        "/rules/",
        "/constitution/",
        "/constitution/policies/",
        "/people/",
        "/history",
    ):
        page.goto(where + empty.url(path))
        found += axe(page)
        assert too_wide(page) <= 0, path
    assert found == []
    context.close()


@pytest.mark.timeout(300)
def test_axe_finds_nothing_on_a_form_that_was_refused(
    app: Flask, chromium: Browser, site: tuple[str, Filled, builders.AGroup]
) -> None:
    where, filled, _ = site
    context, page, _watcher = open_browser(chromium, PHONE)
    found: list[str] = []
    sign_in(app, context, where, filled.group.tamsin)
    for path, button in (
        ("/money/payments/new", "Save payment"),
        ("/money/receipts/new", "Save"),
        ("/money/moves/new", "Save"),
        ("/grants/new", "Save the grant"),
    ):
        page.goto(where + filled.group.url(path))
        page.get_by_role("button", name=button).first.click()
        page.wait_for_selector("[aria-invalid]")
        assert page.title().startswith("Error: ")
        assert page.evaluate("document.activeElement.getAttribute('role') || document.activeElement.className")
        found += axe(page)
        assert too_wide(page) <= 0, path
    assert found == []
    context.close()
