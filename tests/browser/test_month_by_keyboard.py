"""A month by keyboard: the bank's file, its lines, the statement, the report, the end of the year, the pack."""

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from groupkit.ledger import operations, queries
from tests import builders
from tests.browser.conftest import DESK, axe, open_browser, serving, too_wide
from tests.browser.keyboard import pick, press, reach, write
from tests.browser.test_every_page import sign_in

BANK = """Date,Description,Type,Money In,Money Out,Balance
2026-03-27,LANTERN LIBRARY,DD,,22.00,98.00
2026-03-20,TEA AND RAFFLE,CR,30.00,,120.00
2026-03-12,CASH PAID IN,CR,15.00,,90.00
2026-03-06,COMMUNITY INSURE,DD,,25.00,75.00
"""
WRITTEN = {"6 Mar": "Insurance", "12 Mar": "Moved here from Cash tin", "20 Mar": "Raffle", "27 Mar": "Room hire"}


@pytest.mark.timeout(200)
def test_a_month_by_keyboard(app: Flask, chromium: Browser) -> None:
    builders.use(app)
    group = builders.a_group()
    with builders.in_books_of(group):
        ids = {(one.sort, one.name): one.id for one in queries.choices().all}
        for name, pence in (("Bank", 10_000), ("Cash tin", 2_000)):
            operations.record_opening(
                day=date(2026, 3, 1),
                account=ids["account", name],
                parts=[(ids["fund", "General"], pence)],
                by=group.tamsin.actor,
            )
    with serving(app) as where:
        context, page, watcher = open_browser(chromium, DESK, accept_downloads=True)
        sign_in(app, context, where, group.tamsin)
        page.goto(where + group.url("/money/bank/"))
        bring_in(page)
        write_down(page)
        reconcile(page)
        report(page, where + group.url("/money/accounts/report?from=2026-03-01&to=2026-03-31"))
        close(page, where + group.url("/money/year-end/"))
        pack(page)
        assert watcher.complaints == []
        context.close()


def bring_in(page: Page) -> None:
    press(page, "Bring in a file")
    page.set_input_files("input[type=file]", {"name": "march.csv", "mimeType": "text/csv", "buffer": BANK.encode()})
    press(page, "Look at it first")
    look(page)
    assert "4 new lines" in page.inner_text("main") and "Co-operative" in page.inner_text("main")
    press(page, "Bring in 4 lines")


def write_down(page: Page) -> None:
    page.goto(page.url.rpartition("/money/")[0] + "/money/bank/")
    press(page, "Write them down")
    look(page)
    for day, what in WRITTEN.items():
        pick(page, f"What is it? {day}", what)
    press(page, "Save these")
    assert "4 lines written down" in page.inner_text("body").lower() or "Nothing is waiting" in page.inner_text("main")


def reconcile(page: Page) -> None:
    page.goto(page.url.rpartition("/money/")[0] + "/money/bank/")
    press(page, "Reconcile")
    write(page, "The last day of the statement", "31/3/2026")
    write(page, "The balance it says", "98.00")
    press(page, "Begin to tick off")
    look(page)
    reach(page, "B001")
    page.keyboard.press("Space")
    assert page.inner_text("[data-left]").strip() in ("£0.00", "nothing")
    press(page, "Nothing is left over: finish")
    look(page)
    assert "Reconciled by Tamsin" in page.inner_text("main")


def report(page: Page, address: str) -> None:
    page.goto(address)
    look(page)
    words = page.inner_text("main")
    assert "We have £103.00" in words and "98.00" in words


def close(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Look it over and close it")
    look(page)
    words = page.inner_text("main")
    assert "2 payments have no receipt" in words and "Not counted by two" in words
    assert "Not held against a statement" not in words
    write(page, "Why is it closed", "The receipts are in the red folder")
    press(page, "Close 2025-26")
    look(page)
    assert "2025-26 is closed" in page.inner_text("body")


def pack(page: Page) -> None:
    press(page, "For whoever looks them over")
    look(page)
    reach(page, "Excel")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    book = openpyxl.load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()), data_only=True)
    assert book.sheetnames[0] == "Cover" and book.sheetnames[-1] == "Cash book"
    account = [row for row in book["Receipts and payments"].iter_rows(values_only=True) if row[0]]
    assert next(row for row in account if row[0] == "At the end of the year")[1] == 103.0
    reach(page, "ZIP")
    with page.expect_download() as zipped:
        page.keyboard.press("Enter")
    assert "what-is-here.txt" in ZipFile(io.BytesIO(Path(zipped.value.path()).read_bytes())).namelist()


def look(page: Page) -> None:
    assert (axe(page), too_wide(page) <= 0) == ([], True)
