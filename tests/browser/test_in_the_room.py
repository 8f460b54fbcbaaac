"""The page in the room, in a real browser on a phone: it saves as somebody types, and loses nothing without a line."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests import builders
from tests.browser.conftest import PHONE, axe, open_browser, serving, too_wide
from tests.browser.test_every_page import sign_in
from tests.builders import AGroup, in_books_of
from tests.minutes import meeting as meetings


@pytest.fixture
def room(app: Flask) -> Iterator[tuple[str, AGroup, int, int]]:
    """Where it is served, the group, the meeting and one of its items."""
    builders.use(app)
    group = builders.a_group()
    by = group.sol.actor
    with in_books_of(group):
        row = meetings.hold(by)
        item = meetings.item_of(row)
        ids = (row.id, item.id)
    with serving(app) as where:
        yield where, group, *ids


def saved(group: AGroup, item: int) -> str:
    """What stands in the books."""
    with in_books_of(group):
        found = meetings.meetings.item(item)
        return found.notes if found else ""


def told(page: Page, item: int) -> str:
    return f"#item-{item} .kept"


@pytest.mark.timeout(300)
def test_what_is_typed_saves_itself_and_survives_a_lost_connection(
    app: Flask, chromium: Browser, room: tuple[str, AGroup, int, int]
) -> None:
    where, group, meeting, item = room
    context, page, watcher = open_browser(chromium, PHONE)
    sign_in(app, context, where, group.sol)
    page.goto(where + group.url(f"/minutes/{meeting}/room"))
    assert too_wide(page) <= 0 and axe(page) == []
    box, status = f"#notes-{item}", told(page, item)
    page.fill(box, "The bus costs £240")
    expect(page.locator(status)).to_contain_text("Saved")
    assert saved(group, item) == "The bus costs £240"
    assert page.evaluate("window.sessionStorage.length") == 0, "what is saved is kept on the page no longer"

    context.set_offline(True)
    page.fill(box, "The bus costs £240\nWe thanked Mo")
    expect(page.locator(status)).to_contain_text("no connection. What you typed is kept on this page")
    assert saved(group, item) == "The bus costs £240"
    assert page.evaluate("window.sessionStorage.length") == 1
    context.set_offline(False)
    expect(page.locator(status)).to_contain_text("Saved", timeout=20_000)
    assert saved(group, item) == "The bus costs £240\nWe thanked Mo"

    context.set_offline(True)
    page.fill(box, "The bus costs £240\nWe thanked Mo and Bea")
    expect(page.locator(status)).to_contain_text("no connection")
    context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(status)).to_contain_text("Saved", timeout=20_000)
    assert page.input_value(box) == "The bus costs £240\nWe thanked Mo and Bea"
    assert saved(group, item) == "The bus costs £240\nWe thanked Mo and Bea"
    assert [one for one in watcher.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []
    context.close()


@pytest.mark.timeout(300)
def test_an_answer_that_was_lost_on_the_way_makes_nothing_twice(
    app: Flask, chromium: Browser, room: tuple[str, AGroup, int, int]
) -> None:
    where, group, meeting, item = room
    context, page, _ = open_browser(chromium, PHONE)
    sign_in(app, context, where, group.sol)
    page.goto(where + group.url(f"/minutes/{meeting}/room"))
    lost: list[str] = []

    def lose(route: object) -> None:
        """Let the first try arrive, and lose its answer."""
        if lost:
            route.continue_()  # type: ignore[attr-defined]
            return
        lost.append("once")
        route.fetch()  # type: ignore[attr-defined]
        route.abort("connectionreset")  # type: ignore[attr-defined]

    page.route("**/notes", lose)
    page.fill(f"#notes-{item}", "The bus")
    expect(page.locator(told(page, item))).to_contain_text("no connection")
    assert saved(group, item) == "The bus", "it did arrive"
    page.fill(f"#notes-{item}", "Another bus, and the cake")
    expect(page.locator(told(page, item))).to_contain_text("Saved", timeout=20_000)
    assert saved(group, item) == "Another bus, and the cake"
    context.close()


@pytest.mark.timeout(300)
def test_two_people_type_under_one_item_at_once(
    app: Flask, chromium: Browser, room: tuple[str, AGroup, int, int]
) -> None:
    where, group, meeting, item = room
    url = where + group.url(f"/minutes/{meeting}/room")
    sols, sol, _ = open_browser(chromium, PHONE)
    caryss, carys, _ = open_browser(chromium, PHONE)
    sign_in(app, sols, where, group.sol)
    sign_in(app, caryss, where, group.carys)
    for page in (sol, carys):
        page.goto(url)
    box = f"#notes-{item}"
    sol.fill(box, "The bus costs £240")
    expect(sol.locator(told(sol, item))).to_contain_text("Saved")
    carys.fill(box, "We thanked Mo")
    expect(carys.locator(told(carys, item))).to_contain_text("Saved")
    assert saved(group, item).splitlines() == ["The bus costs £240", "We thanked Mo"]
    carys.locator(f"#title-{item}").click()
    expect(carys.locator(box)).to_have_value("The bus costs £240\nWe thanked Mo")

    sol.reload()
    sol.fill(box, "The bus costs £250\nWe thanked Mo")
    expect(sol.locator(told(sol, item))).to_contain_text("Saved")
    carys.fill(box, "The bus costs £260\nWe thanked Mo")
    expect(carys.locator(told(carys, item))).to_contain_text("Press Save")
    assert saved(group, item) == "The bus costs £250\nWe thanked Mo", "nothing is written over"
    carys.locator(f"#item-{item}").get_by_role("button", name="Save").click()
    expect(carys.get_by_text("The bus costs £250")).to_be_visible()
    assert carys.input_value("textarea") == "The bus costs £260\nWe thanked Mo"
    assert axe(carys) == []
    for context in (sols, caryss):
        context.close()


@pytest.mark.timeout(300)
def test_without_a_script_each_item_has_its_button(
    app: Flask, chromium: Browser, room: tuple[str, AGroup, int, int]
) -> None:
    where, group, meeting, item = room
    context, page, _ = open_browser(chromium, PHONE, java_script_enabled=False)
    sign_in(app, context, where, group.sol)
    page.goto(where + group.url(f"/minutes/{meeting}/room"))
    page.get_by_role("button", name="One more: With a vote, when it began").click()
    page.fill(f"#notes-{item}", "The bus costs £240")
    page.locator(f"#item-{item}").get_by_role("button", name="Save").click()
    assert page.url.endswith(f"#item-{item}")
    assert saved(group, item) == "The bus costs £240"
    page.locator(f"#item-{item}").get_by_role("button", name="To do").click()
    assert page.url.endswith("/action")
    with in_books_of(group):
        found = meetings.meetings.meeting(meeting)
        assert found is not None and found.present == 5
    context.close()
