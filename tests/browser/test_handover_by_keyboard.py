"""A handover by keyboard: a choosing, the new treasurer comes in, the old one no longer writes, the pack is printed."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests import builders
from tests.browser.conftest import PHONE, axe, open_browser, serving, too_wide
from tests.browser.keyboard import pick, press, reach, write
from tests.browser.test_every_page import sign_in


@pytest.mark.timeout(200)
def test_a_handover_by_keyboard(app: Flask, chromium: Browser) -> None:
    builders.use(app)
    group = builders.a_group()
    with serving(app) as where:
        context, page, watcher = open_browser(chromium, PHONE)
        sign_in(app, context, where, group.carys)
        page.goto(where + group.url("/jobs/choosing/"))
        press(page, "We choose at a meeting")
        write(page, "At which meeting?", "Yearly meeting")
        press(page, "Begin")
        for name in ("Tamsin", "Mo"):
            press(page, "Somebody stands")
            pick(page, "For which job?", "Treasurer")
            pick(page, "Who stands?", name)
            press(page, "Write it down")
        look(page)
        press(page, "What came of it")
        reach(page, "Mo is treasurer")
        page.keyboard.press("Space")
        press(page, "Look at it first")
        look(page)
        press(page, "Yes, write this down")
        assert "chosen" in page.inner_text("main")
        look(page)
        assert watcher.complaints == []
        context.close()

        context, page, watcher = open_browser(chromium, PHONE)
        sign_in(app, context, where, group.mo)
        assert page.goto(where + group.url("/money/payments/new")).status == 200
        page.goto(where + group.url("/jobs/"))
        press(page, "Treasurer")
        press(page, "Handover pack")
        printed = page.pdf(prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
        assert "no passwords" in page.inner_text("main")
        look(page)
        context.close()

        context, page, watcher = open_browser(chromium, PHONE)
        sign_in(app, context, where, group.tamsin)
        assert page.goto(where + group.url("/money/payments/new")).status == 403
        context.close()


def look(page: Page) -> None:
    assert (axe(page), too_wide(page) <= 0) == ([], True)
