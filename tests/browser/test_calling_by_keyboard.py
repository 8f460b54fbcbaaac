"""Calling a meeting on a phone by keyboard alone, with scripts and without: plan, agenda, notice, message, papers."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from groupkit import dates
from tests import builders
from tests.browser.conftest import PHONE, axe, open_browser, serving, too_wide
from tests.browser.keyboard import choose, here, pick, press, reach, write
from tests.browser.test_every_page import sign_in


def look(page: Page) -> None:
    assert (axe(page), too_wide(page) <= 0) == ([], True), page.url


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_plan_to_papers_by_keyboard(app: Flask, chromium: Browser, scripts: bool) -> None:
    builders.use(app)
    group = builders.a_group()
    day = dates.short_day(dates.today() + timedelta(days=40))
    with serving(app) as where:
        context, page, watcher = open_browser(chromium, PHONE, java_script_enabled=scripts)
        sign_in(app, context, where, group.sol)
        seen = look if scripts else lambda _page: None  # axe is a script itself
        page.goto(where + group.url("/meetings/"))
        press(page, "Plan a meeting")
        press(page, "Yearly general meeting")
        write(page, "On which day?", day)
        write(page, "When does it start?", "7 pm")
        write(page, "When does it end", "6 pm")
        press(page, "Plan it")
        assert "It would end before it starts" in page.inner_text("main")
        seen(page)
        write(page, "When does it end", "9 pm")
        press(page, "Plan it")
        press(page, "Begin the agenda")
        choose(page, "Begin from", "A yearly general meeting")
        press(page, "Begin")
        press(page, "Add something")
        pick(page, "What is it?", "An item")
        write(page, "What is it called?", "The outing")
        choose(page, "What is it for?", "To discuss")
        write(page, "How many minutes?", "10")
        seen(page)
        press(page, "Add it")
        reach(page, "Up")  # the page opens where the item is
        assert "The outing" in here(page)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        order = page.inner_text("main")
        assert order.index("The outing") < order.index("Who does what")
        seen(page)
        press(page, "Done")
        seen(page)
        press(page, "Telling people")
        press(page, "People were told")
        reach(page, "By post")
        page.keyboard.press("Space")
        press(page, "Write it down")
        assert "In time: 21 clear days" in page.inner_text("main")
        seen(page)
        press(page, "As a message")
        assert page.input_value("#subject").startswith("Our meeting on ")
        seen(page)
        press(page, "Timetable")
        seen(page)
        press(page, "Papers")
        seen(page)
        press(page, "A sheet for who is here")
        seen(page)
        if scripts:
            assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
        page.goto(where + group.url("/meetings/"))
        seen(page)
        assert watcher.complaints == []
        context.close()


@pytest.mark.timeout(200)
def test_every_form_and_list_is_sound_on_a_phone(app: Flask, chromium: Browser) -> None:
    builders.use(app)
    group = builders.a_group()
    with serving(app) as where:
        context, page, _ = open_browser(chromium, PHONE)
        sign_in(app, context, where, group.sol)
        page.goto(where + group.url("/meetings/series/new"))
        pick(page, "How often?", "every two weeks")
        write(page, "The first one is on", dates.short_day(dates.today() + timedelta(days=3)))
        write(page, "When does it start?", "19:00")
        write(page, "When does it end", "21:00")
        look(page)
        press(page, "Begin it")
        look(page)
        press(page, "Begin its agenda, or leave it out")
        look(page)
        press(page, "Begin it")
        for link in ("Begin the agenda", "Another day, hour or place", "It does not take place", "Propose something"):
            back = page.url
            press(page, link)
            look(page)
            page.goto(back)
        press(page, "All meetings of this series")
        for link in ("Change these meetings", "End this series"):
            back = page.url
            press(page, link)
            look(page)
            page.goto(back)
        context.close()
