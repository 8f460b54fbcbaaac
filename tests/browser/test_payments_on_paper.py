"""The sheets of payments printed from a real browser: one side of A4 each, however many payments wait."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests import builders
from tests.browser.conftest import DESK, open_browser, serving
from tests.browser.test_every_page import sign_in
from tests.payments.desk import Table


@pytest.mark.timeout(120)
def test_each_sheet_prints_on_one_side(app: Flask, chromium: Browser) -> None:
    group = builders.a_group(name="A group with rather a long name that meets on Tuesdays")
    table = Table(group)
    with builders.in_books_of(group):
        table.sit()
        for number in range(15):
            table.ask(1_000 + number, purpose="Wool and needles for the winter scarves " * 3, payee="A shop " * 8)
    with serving(app) as where:
        context, page, _ = open_browser(chromium, DESK)
        sign_in(app, context, where, group.tamsin)
        for sheet in ("claim", "voucher", "count", "to-sign"):
            page.goto(where + group.url(f"/payments/paper/{sheet}"))
            sides = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
            assert len(sides) == 1, sheet
        context.close()
