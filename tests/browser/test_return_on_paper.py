"""A return printed from a real browser: one side of A4, however much stands on it."""

import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from groupkit.grants import operations, queries
from groupkit.ledger import operations as ledger
from tests import builders
from tests.browser.conftest import DESK, PHONE, axe, open_browser, serving, too_wide
from tests.grants.giving import ANSWERS, Saved, picture, saved_grant
from tests.sweep import some

LONGEST = {"what_we_did": 600, "who_came": 400, "difference": 800, "learned_or_next": 600, "thank_you": 200}


@pytest.fixture
def saved(app: Flask) -> Saved:
    return saved_grant()


def write(saved: Saved, headings: int, words: dict[str, Any], purpose: str = "") -> None:
    with builders.in_books_of(saved.group):
        given = saved.giving()
        for number in range(headings):
            ledger.add_heading(queries.fund_of(given.row), f"Another part of it, number {number}", 100, given.by)
        if purpose:
            values = {
                name: getattr(given.row, name) for name in ("funder", "reference", "amount", "starts", "ends", "due")
            }
            operations.change_grant(given.row, given.row.version, by=given.by, **values, purpose=purpose)
        given.write(ANSWERS | words, photo=picture("teal", size=(1200, 1600)))


@pytest.mark.parametrize(("headings", "long"), some([(0, False), (4, True), (27, False), (27, True)], 1))
def test_a_return_prints_on_one_side(app: Flask, chromium: Browser, saved: Saved, headings: int, long: bool) -> None:
    words = {key: ("Wir mögen Wolle. " * 60)[:most] for key, most in LONGEST.items()} if long else {}
    write(saved, headings, words, "For wool and a warm room. " * 38 if long else "")
    client = builders.sign_in_as(app.test_client(), saved.group.tamsin)
    cookie = next(iter(client._cookies.values()))  # type: ignore[attr-defined]
    with serving(app) as address:
        for viewport in (DESK, PHONE):
            context, page, watcher = open_browser(chromium, viewport)
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
            page.goto(f"{address}{saved.url('/return/paper/')}")
            assert (axe(page), too_wide(page), watcher.complaints) == ([], 0, [])
            assert page.evaluate("document.querySelector('.photo').naturalWidth") > 0
            printed = page.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
            context.close()
