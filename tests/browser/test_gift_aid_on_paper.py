"""The blank declaration printed from a real browser: one side of A4, whatever the group is called."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests import builders
from tests.browser.conftest import DESK, open_browser, serving
from tests.browser.test_every_page import sign_in
from tests.giftaid.desk import Table


@pytest.mark.timeout(120)
def test_the_declaration_prints_on_one_side(app: Flask, chromium: Browser) -> None:
    group = builders.a_group(name="A group with rather a long name that meets on Tuesdays")
    table = Table(group)
    with builders.in_books_of(group):
        table.sit()
    with serving(app) as where:
        context, page, _ = open_browser(chromium, DESK)
        sign_in(app, context, where, group.tamsin)
        page.goto(where + group.url("/money/gift-aid/form"))
        sides = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
        assert len(sides) == 1
        context.close()
