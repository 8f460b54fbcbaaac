"""A meeting from notice to approved minutes, on a phone by keyboard alone, with the days that pass in between."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from groupkit import dates
from tests import builders
from tests.browser.conftest import PHONE, Watcher, axe, open_browser, serving, too_wide
from tests.browser.keyboard import choose, here, pick, press, reach, write
from tests.browser.test_every_page import sign_in

OUTING, TALKED = "The outing to the sea", "We talked about the bus and the ferry."
WORDS = "We go to the sea on 4 June"
WRONG, RIGHT = "The ferry is £6, not £8", "Corrected at approval"
AHEAD, APART = 20, 28
"""Days until the first meeting, and from it to the next."""


class Clock:
    """The clock of an app that is served: the threads that answer a browser see the day that a test has come to."""

    def __init__(self, app: Flask) -> None:
        self.app, self.now, self.answer = app, dates.now(), app.wsgi_app

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with dates.clock_at(self.now):
            return self.answer(environ, start_response)

    def day(self, ahead: int = 0) -> str:
        """The day so many days on, as somebody types it."""
        return dates.short_day(dates.day_of(self.now + timedelta(days=ahead)))

    def goes_on(self, days: int) -> None:
        """Some days pass."""
        self.now += timedelta(days=days)


@pytest.fixture
def clock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    made = Clock(app)
    monkeypatch.setattr(app, "wsgi_app", made)
    yield made


class AtHome:
    """One of the group with a phone of their own, and what its pages complained of."""

    def __init__(self, clock: Clock, chromium: Browser, where: str, group: builders.AGroup, who: str) -> None:
        self.site, self.group = where, group
        context, self.page, self.watcher = open_browser(chromium, PHONE, accept_downloads=True)
        with dates.clock_at(clock.now):
            sign_in(clock.app, context, where, group.people[who])

    def opens(self, path: str) -> Page:
        """Somebody comes to a page from the menu or a letter; everything further is by keyboard."""
        self.page.goto(self.site + self.group.url(path))
        return self.page

    def leaves(self) -> None:
        """The phone is put away; nothing was asked of any other computer, and no page complained."""
        seen: Watcher = self.watcher
        elsewhere = [url for url in seen.addresses if not url.startswith((self.site, "data:", "blob:"))]
        assert (elsewhere, seen.complaints) == ([], [])
        self.page.context.close()


def look(page: Page) -> None:
    assert (axe(page), too_wide(page) <= 0) == ([], True), page.url


def says(page: Page, *words: str) -> None:
    """The page says all of these."""
    text = " ".join(page.inner_text("body").split())
    for one in words:
        assert one in text, f"{page.url} does not say “{one}”: {text}"


@pytest.mark.timeout(400)
def test_from_notice_to_approved_minutes_by_keyboard(app: Flask, chromium: Browser, clock: Clock) -> None:
    builders.use(app)
    group = builders.a_group()
    with serving(app) as where:
        sol = AtHome(clock, chromium, where, group, "sol")
        bring_up(sol.opens("/decisions/"))
        plan(sol.opens("/meetings/"), clock.day(AHEAD))
        give_notice(sol.page)
        agenda(sol.page)
        sol.leaves()

        clock.goes_on(AHEAD)
        sol = AtHome(clock, chromium, where, group, "sol")
        sol.opens("/meetings/")
        hold(sol.page, dates.short_day(dates.day_of(clock.now + timedelta(days=14))))
        send_round(sol.page)
        minutes = sol.page.url.removeprefix(where + group.url(""))
        sol.leaves()

        clock.goes_on(1)
        mo = AtHome(clock, chromium, where, group, "mo")
        propose(mo.opens(minutes))
        mo.leaves()

        clock.goes_on(APART - 1)
        sol = AtHome(clock, chromium, where, group, "sol")
        take_up(sol.opens(minutes))
        plan(sol.opens("/meetings/"), clock.day())
        approve(sol.page, minutes)
        locked(sol.page, minutes)
        taken_away(sol.page)
        sol.leaves()


def bring_up(page: Page) -> None:
    """Something to decide, before there is a meeting for it."""
    press(page, "Write down something to decide")
    look(page)
    write(page, "What is it about?", OUTING)
    write(page, "What would we agree to?", WORDS)
    choose(page, "Who decides it?", "The members")
    press(page, "Write it down")
    says(page, OUTING, WORDS)
    look(page)


def plan(page: Page, day: str) -> None:
    """A members’ meeting with the agenda that is ready-made for it."""
    press(page, "Plan a meeting")
    look(page)
    write(page, "On which day?", day)
    write(page, "When does it start?", "7 pm")
    write(page, "When does it end", "9.15 pm")
    write(page, "Where?", "The library, back room")
    press(page, "Plan it")
    press(page, "Begin the agenda")
    look(page)
    choose(page, "Begin from", "A members’ meeting")
    press(page, "Begin")
    says(page, "Minutes of the last meeting", "Sharing time")


def give_notice(page: Page) -> None:
    """People are told, in the way that the group uses."""
    press(page, "Done")
    press(page, "Telling people")
    look(page)
    press(page, "People were told")
    look(page)
    reach(page, "Read out")
    page.keyboard.press("Space")
    press(page, "Write it down")
    says(page, "Read out")
    look(page)
    press(page, "The meeting")


def agenda(page: Page) -> None:
    """An item of its own, and what is still to be decided; then as it goes out."""
    press(page, "Change the agenda")
    press(page, "Add something")
    look(page)
    pick(page, "What is it?", "An item")
    write(page, "What is it called?", "The kettle")
    choose(page, "What is it for?", "To discuss")
    write(page, "How many minutes?", "5")
    press(page, "Add it")
    page.goto(page.url.partition("#")[0])  # it opens at the item; the buttons for more stand above
    press(page, "Put a decision on it")
    look(page)
    pick(page, "Which?", "1. The outing")
    choose(page, "What is it for this time?", "To decide")
    write(page, "How many minutes?", "15")
    press(page, "Put it on the agenda")
    says(page, "The kettle", OUTING)
    look(page)
    page.goto(page.url.partition("#")[0])
    press(page, "Done")
    press(page, "Agenda on paper")
    says(page, "The kettle", OUTING, "Sharing time")
    look(page)


def hold(page: Page, by_when: str) -> None:
    """In the room: who is here, what is minuted, a vote, something to do; no place for what is said in the circle."""
    press(page, "Look at the agenda")
    look(page)
    press(page, "In the room")
    look(page)
    write(page, "When did it begin?", "7.05 pm")
    press(page, "Begin")
    look(page)
    sharing = page.locator("section.in-room", has_text="Sharing time")
    assert sharing.count() == 1 and sharing.locator("textarea, input, button, a").count() == 0
    count(page)
    minuted(page)
    act(page, by_when)
    vote(page)
    press(page, "Write down when it ended")
    look(page)
    write(page, "Who was in the chair?", "Carys")
    write(page, "Who took the minutes?", "Sol")
    write(page, "When did it end?", "9 pm")
    press(page, "Save")
    says(page, "In the chair Carys")


def count(page: Page) -> None:
    """One after another comes in; then the number is written."""
    press(page, "One more: With a vote")
    says(page, "1 of 5 here; 3 are needed", "Too few are here to decide")
    press(page, "With a vote, when it began: 1")
    look(page)
    write(page, "How many with a vote were here", "4")
    press(page, "Save the number")
    says(page, "4 of 5 here", "That is enough to decide")
    press(page, "One more: Sent apologies")


def minuted(page: Page) -> None:
    """What is typed saves itself, and moving on by Tab takes nothing away."""
    reach(page, "What is minuted under The kettle")
    page.keyboard.type("It leaks.")
    reach(page, "Save what is minuted under The kettle")
    expect(page.locator("section.in-room", has_text="The kettle").locator(".kept").first).to_contain_text("Saved")


def noted(page: Page, item: str) -> str:
    """What stands in the box under an item."""
    return page.get_by_label(f"What is minuted under {item}").input_value()


def act(page: Page, by_when: str) -> None:
    press(page, "To do from The kettle")
    look(page)
    write(page, "What is to be done?", "Look for another kettle")
    pick(page, "Who does it?", "Secretary")
    write(page, "By when?", by_when)
    press(page, "Write it down")
    says(page, "To do: Look for another kettle")
    assert noted(page, "The kettle") == "It leaks."


def vote(page: Page) -> None:
    """What is typed first comes along to the page of the vote."""
    reach(page, f"What is minuted under {OUTING}")
    page.keyboard.type(TALKED)
    press(page, f"Decide something under {OUTING}")
    look(page)
    reach(page, "Which decision?")
    assert OUTING in page.evaluate("document.activeElement.selectedOptions[0].innerText"), "the agenda names it"
    choose(page, "How do you decide?", "By a vote")
    press(page, "Go on")
    look(page)
    reach(page, "The exact words")
    assert page.evaluate("document.activeElement.value") == WORDS
    write(page, "For", "4")
    write(page, "Against", "1")
    press(page, "Write it down")
    says(page, "That is 5 votes together, and 4 with a vote were there")
    assert page.get_by_label("The exact words").input_value() == WORDS
    look(page)
    write(page, "For", "3")
    write(page, "Against", "1")
    press(page, "Write it down")
    says(page, "Decision 1: agreed.", "3 for, 1 against")
    assert (noted(page, "The kettle"), noted(page, OUTING)) == ("It leaks.", TALKED)
    look(page)


def send_round(page: Page) -> None:
    press(page, "Read it as minutes")
    says(page, "DRAFT, not yet approved", "Decision 1: agreed.", "Look for another kettle", TALKED)
    press(page, "Send them round")
    look(page)
    press(page, "Let members read them")
    says(page, "Sent round, not approved yet", "DRAFT, not yet approved")
    look(page)


def propose(page: Page) -> None:
    """A member reads them and says what should read otherwise."""
    says(page, TALKED, "DRAFT, not yet approved")
    press(page, "Something should read otherwise")
    look(page)
    pick(page, "Where?", OUTING)
    write(page, "What should it say?", WRONG)
    press(page, "Propose it")
    says(page, WRONG, "Mo, proposed")


def take_up(page: Page) -> None:
    press(page, "Take it up")
    says(page, WRONG, "Mo, taken up")
    look(page)


def approve(page: Page, minutes: str) -> None:
    """At the next meeting of the members: its agenda names the minutes that wait, and what was promised is on it."""
    says(page, "Look for another kettle")
    press(page, "Done")
    press(page, "In the room")
    press(page, "Begin")
    says(page, "Look for another kettle")
    press(page, "Write down the chair")
    write(page, "Who was in the chair?", "Bea")
    press(page, "Save")
    press(page, "approve them")
    says(page, "Once they are approved they are kept just as they are")
    look(page)
    reach(page, "Who signed them?")
    assert page.evaluate("document.activeElement.value") == "Bea"
    press(page, "Keep them as approved")
    assert "/room" in page.url, "whoever came from the room goes on there"
    says(page, "Approved. They are kept just as they are now")
    page.goto(page.url.split("/minutes/")[0] + minutes)


def locked(page: Page, minutes: str) -> None:
    """The page says who approved them and when; there is no way left to write into them."""
    says(page, "Approved at", "and signed by Bea", RIGHT, WRONG)
    look(page)
    assert "DRAFT" not in page.inner_text("main")
    links = " ".join(page.locator("main a, main button").all_inner_texts())
    assert "Go on writing" not in links and "Take them back" not in links and "A later meeting put" in links
    at = page.url
    page.goto(at + "room")
    assert page.url == at, "the room leads to the minutes"


def taken_away(page: Page) -> None:
    """The Word file that was kept, with nothing of a draft on it."""
    reach(page, "Word file")
    assert "large" not in here(page)
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename.endswith(".docx") and "draft" not in coming.value.suggested_filename
    file = docx.Document(io.BytesIO(Path(coming.value.path()).read_bytes()))
    text = "\n".join(part.text for part in file.paragraphs)
    assert TALKED in text and WORDS in text and WRONG in text and "signed by Bea" in text
    assert "DRAFT" not in text
    assert not [part for part in file.sections[0].header.paragraphs if "DRAFT" in part.text]
