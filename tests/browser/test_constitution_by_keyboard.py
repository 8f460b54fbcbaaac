"""A constitution from its first question to its first change, by keyboard alone, with and without JavaScript."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from groupkit import dates, tenancy
from groupkit.constitution import queries
from groupkit.dates import short_day
from groupkit.db import db
from groupkit.rulebook import queries as rulebook
from tests import builders
from tests.browser.conftest import DESK, PHONE, axe, open_browser, serving, too_wide
from tests.browser.keyboard import choose, press, reach, write
from tests.browser.test_every_page import sign_in
from tests.sweep import LONG

OWN = {
    "name": "Lantern Street Tuesdays",
    "area": "Lantern Street",
    "aims": "to meet, make things and look after each other",
    "who_for": "people who live with long-term pain",
}


@pytest.mark.timeout(300)
@pytest.mark.sweep
@pytest.mark.parametrize(
    "scripts", [False, True] if LONG else [False], ids=lambda on: f"scripts {'on' if on else 'off'}"
)
def test_a_constitution_by_keyboard(app: Flask, chromium: Browser, scripts: bool) -> None:
    builders.use(app)
    group = builders.a_group(name="Lantern Street Tuesdays")
    found: list[str] = []
    with serving(app) as where:
        context, page, watcher = open_browser(chromium, DESK if scripts else PHONE, java_script_enabled=scripts)
        sign_in(app, context, where, group.sol)
        page.goto(where + group.url("/constitution/"))
        begin(page)
        answer_own_questions(page)
        settle_the_rest(page)
        put(page, "By text, and read out")
        adopt(page)
        look(page, found, scripts)
        change_quorum(page, where + group.url("/constitution/"))
        look(page, found, scripts)
        put(page, "By post")
        adopt(page, votes=("7", "1"))
        assert watcher.complaints == []
        context.close()
    assert found == []
    check_what_holds(group)


def look(page: Page, found: list[str], scripts: bool) -> None:
    found.extend(axe(page) if scripts else [])
    assert too_wide(page) <= 0, page.url


def begin(page: Page) -> None:
    press(page, "See how you could begin")
    press(page, ": Small association")
    assert page.locator("h1").inner_text().startswith("Constitution")


def answer_own_questions(page: Page) -> None:
    """The questions that only the group can answer come first, one after the other; one more waits among the rest."""
    press(page, "Talk through the next question")
    waiting = dict(OWN)
    while waiting:
        question = page.url.rsplit("/", 1)[-1]
        if question not in waiting:
            press(page, "Leave it open for now")
            continue
        reach(page, page.locator("label[for='answer']").inner_text())
        page.keyboard.press("Control+a")
        page.keyboard.type(waiting.pop(question))
        if question == "aims":
            write(page, "How we decided this", "On cards, over two evenings")
        press(page, "Save and go on")
    page.goto(page.url.rsplit("/", 1)[0] + "/signatories_related")
    choose(page, "Our answer", "no")
    press(page, "Save and go on")
    press(page, "See the whole draft")


def settle_the_rest(page: Page) -> None:
    press(page, "Use what is usual for everything still open")
    assert page.locator(".draft-text .blank").count() == 0
    assert "people who live with long-term pain" in page.inner_text(".draft-text")


def put(page: Page, how: str) -> None:
    today = dates.today()
    press(page, "Put it to a meeting")
    write(page, "When is the meeting?", short_day(today))
    write(page, "When does the wording go out?", short_day(today - timedelta(days=30)))
    write(page, "How does it reach people?", how)
    press(page, "Fix these words for the meeting")
    assert "This wording is with a meeting" in page.inner_text("main")


def adopt(page: Page, votes: tuple[str, str] | None = None) -> None:
    press(page, "It was adopted")
    write(page, "Which meeting was it?", "our meeting at the library")
    if votes:
        choose(page, "How was it decided?", "By a vote")
        write(page, "How many were for it?", votes[0])
        write(page, "How many were against?", votes[1])
    write(page, "Name", "Sol Whitlock")
    write(page, "What they do in the group", "secretary")
    press(page, "Keep it for good")
    assert "kept just as it was" in page.inner_text("main")
    assert "Sol Whitlock, secretary" in page.inner_text(".paper")


def change_quorum(page: Page, start: str) -> None:
    page.goto(start)
    press(page, "Propose a change")
    write(page, "Why should it change?", "Winter showed that it is too many.")
    press(page, "Begin the change")
    href = page.locator("a[href$='/questions/quorum_number']").first.get_attribute("href")
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + str(href))
    reach(page, page.locator("label[for='answer']").inner_text())
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    press(page, "Save and go on")
    page.goto(page.url.split("/questions/")[0] + "/changes" if "/questions/" in page.url else page.url + "changes")
    assert page.locator("ins").first.inner_text() and page.locator("del").first.inner_text()
    assert "four" in page.inner_text("main")
    press(page, "Back to the draft")


def check_what_holds(group: builders.AGroup) -> None:
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.session):
        answer = rulebook.all_in_force()["quorum_general_number"]
        assert (answer.value, bool(answer.clause)) == ("4", True)
        assert [row.number for row in queries.adopted()] == [2, 1]
        assert list(queries.check()) == []
