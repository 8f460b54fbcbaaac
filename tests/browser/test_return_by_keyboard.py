"""A large grant by keyboard: the award, its return, two names, what became of it, and the file with its receipts."""

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from groupkit.grants import queries
from groupkit.ledger import operations as ledger
from tests import builders
from tests.browser.conftest import DESK, PHONE, axe, open_browser, serving, too_wide
from tests.browser.keyboard import press, reach, write
from tests.browser.test_every_page import sign_in
from tests.grants.giving import Giving, picture
from tests.sweep import some

WORDS = {
    "What did you plan to do": "To meet every other Tuesday.",
    "What did you do?": "We met as planned.",
    "What difference did it make": "People say that nobody has to explain.",
    "What did you learn": "Shorter walks.",
}


@pytest.mark.timeout(200)
@pytest.mark.parametrize("viewport", some([PHONE, DESK], 1))
def test_a_large_grant_by_keyboard(app: Flask, chromium: Browser, viewport: dict[str, int]) -> None:
    builders.use(app)
    group = builders.a_group()
    with serving(app) as where:
        context, page, watcher = open_browser(chromium, viewport, accept_downloads=True)
        sign_in(app, context, where, group.tamsin)
        page.goto(where + group.url("/grants/"))
        award(page)
        spend(group)
        page.reload()
        write_return(page)
        file_it(page)
        note_that_it_was_sent(page)
        take_it_with_receipts(page)
        assert watcher.complaints == []
        context.close()


def award(page: Page) -> None:
    press(page, "Write down a grant")
    write(page, "Who gave it?", "Community Lottery")
    write(page, "How much did they give?", "9800")
    write(page, "When does it start?", "1/1/2026")
    write(page, "What is the money for?", "Room hire")
    write(page, "How much?", "9800")
    look(page)
    press(page, "Save the grant")
    look(page)
    assert "£9,800: full return" in page.inner_text("main")


def spend(group: builders.AGroup) -> None:
    """The money comes, and a payment of it has a receipt."""
    with builders.in_books_of(group):
        given = Giving.__new__(Giving)
        given.group, given.by, given.other = group, group.tamsin.actor, group.carys.actor
        row = queries.grant(queries.grants()[0].id)
        assert row is not None
        given.row = row
        given.receive(980_000, date(2026, 1, 5))
        entry = given.spend(12_000, "Room hire", date(2026, 2, 1), "Room hire")
        ledger.attach_receipt(entry, picture(), given.by)


def write_return(page: Page) -> None:
    press(page, "Write the return")
    look(page)
    for question, answer in WORDS.items():
        write(page, question, answer)
    press(page, "Save and see it on paper")
    look(page)
    assert "£120.00" in page.inner_text("main") and "Still to write" not in page.inner_text("main")


def file_it(page: Page) -> None:
    press(page, "On to filing")
    look(page)
    write(page, "Who signs it?", "Tamsin Reed")
    write(page, "Who else signs it?", "Carys Bevan")
    press(page, "File it")
    assert "not related" in page.inner_text("main"), "the two are asked to be unrelated"
    reach(page, "The two are not related")
    page.keyboard.press("Space")
    press(page, "File it")
    look(page)
    assert "Carys Bevan" in page.inner_text(".paper")


def note_that_it_was_sent(page: Page) -> None:
    press(page, "Write down what happened")
    look(page)
    reach(page, "We sent it")
    page.keyboard.press("Space")
    write(page, "On which day?", "today")
    press(page, "Write it down")
    assert "We sent it" in page.inner_text("main")


def take_it_with_receipts(page: Page) -> None:
    press(page, "With receipts, as one file")
    look(page)
    assert "1 receipt named by number" in page.inner_text("main")
    reach(page, "Make the file")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    with ZipFile(io.BytesIO(Path(coming.value.path()).read_bytes())) as zipped:
        assert len([name for name in zipped.namelist() if name.startswith("receipts/")]) == 1
        book = openpyxl.load_workbook(io.BytesIO(zipped.read("return.xlsx")), data_only=True)
    assert book.sheetnames[:2] == ["Return", "Money"]
    money = {row[0]: row[1:] for row in book["Money"].iter_rows(values_only=True)}
    assert money["Together"][1] == 120.0


def look(page: Page) -> None:
    assert (axe(page), too_wide(page) <= 0) == ([], True)
