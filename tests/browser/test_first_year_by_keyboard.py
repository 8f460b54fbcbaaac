"""The whole job by keyboard alone: set up, sign in, a grant, ten payments, the return, the download."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, Site, Watcher, axe, open_browser, too_wide
from tests.browser.keyboard import choose, pick, press, reach, write

Look = Callable[[], None]
PASSPHRASE = "copper kettle walks slowly"
PAYMENTS = [
    ("1/5/26", "22.00", "Library back room", "Room hire", "Room"),
    ("3 May 2026", "12.40", "Wool shop", "Materials", "Wool"),
    ("2026-05-09", "£8.60", "Wool shop", "Materials", "Wool"),
    ("1/6/26", "22.00", "Library back room", "Room hire", "Room"),
    ("12/6/26", "31.25", "Craft barn", "Materials", "Wool"),
    ("1/7/26", "22.00", "Library back room", "Room hire", "Room"),
    ("2 July 2026", "17.85", "Craft barn", "Materials", "Wool"),
    ("1/8/26", "22.00", "Library back room", "Room hire", "Room"),
    ("8 Aug 2026", "40.10", "Wool shop", "Materials", "Wool"),
    ("1/9/26", "22.00", "Library back room", "Room hire", "Room"),
]
WOOL, ROOM = 11_020, 11_000


@pytest.mark.timeout(180)
def test_first_year_by_keyboard(chromium: Browser, new_site: Site) -> None:
    context, page, watcher = open_browser(chromium, DESK, accept_downloads=True)
    found: list[str] = []

    def look() -> None:
        found.extend(axe(page))
        assert too_wide(page) <= 0, page.url

    set_up(page, new_site, look)
    sign_out_and_in(page, look)
    opening(page, look)
    grant(page, look)
    receive_grant(page, look)
    for day, amount, payee, category, heading in PAYMENTS:
        pay(page, day, amount, payee, category, heading)
    look()
    content = return_and_download(page, look)
    check_workbook(content)
    assert found == []
    quiet(watcher, new_site)
    context.close()


def set_up(page: Page, site: Site, look: Look) -> None:
    page.goto(site.address)
    assert "/kit/set-up" in page.url
    look()
    write(page, "set-up code", (Path(site.folder) / "setup-code.txt").read_text())
    write(page, "Your name", "Tamsin")
    write(page, "Username", "tamsin")
    write(page, "Passphrase", PASSPHRASE)
    write(page, "The group's name", "Hill Street Mornings")
    write(page, "A short name", "hill-street")
    choose(page, "Where the group is", "England or Wales")
    reach(page, "Your year ends on")
    choose(page, "Where the money is", "Both")
    reach(page, "I look after the money too")
    if not page.evaluate("document.activeElement.checked"):
        page.keyboard.press("Space")
    press(page, "Begin")
    assert page.get_by_role("heading", name="Your books have begun").is_visible()
    look()


def sign_out_and_in(page: Page, look: Look) -> None:
    press(page, "Sign out")
    page.goto(page.url.split("/kit")[0] + "/hill-street/money/book")
    look()
    write(page, "Username", "tamsin")
    write(page, "Passphrase", PASSPHRASE)
    press(page, "Sign in")
    assert page.get_by_role("heading", name="Cash book").is_visible()
    look()


def opening(page: Page, look: Look) -> None:
    press(page, "Write what is in the bank or the tin")
    look()
    write(page, "From which day?", "1/4/26")
    choose(page, "Where is it?", "Bank")
    write(page, "How much was in it?", "184.60")
    press(page, "Save what was there")
    assert page.get_by_role("status").is_visible()
    look()


def grant(page: Page, look: Look) -> None:
    press(page, "Grants")
    look()
    press(page, "Write down a grant")
    look()
    write(page, "Who gave it?", "Community Chest")
    write(page, "Their reference", "CC/118")
    write(page, "How much did they give?", "400")
    write(page, "What did they give it for?", "Wool, and a room to knit in")
    write(page, "When does it start?", "1/4/2026")
    write(page, "When does it end?", "31/3/2027")
    write(page, "When would they like to hear", "30/4/2027")
    for heading, budget in (("Wool and materials", "250"), ("Room hire", "150")):
        write(page, "What is the money for?", heading)
        write(page, "How much?", budget)
    press(page, "Save the grant")
    assert page.get_by_role("heading", name="Community Chest").is_visible()
    look()


def receive_grant(page: Page, look: Look) -> None:
    page.goto(page.url.split("/hill-street")[0] + "/hill-street/money/receipts/new")
    look()
    write(page, "When did it come in?", "20 April 2026")
    write(page, "How much?", "400")
    write(page, "Who was it from?", "Community Chest")
    choose(page, "Where did it go?", "Bank")
    pick(page, "What is it?", "Grants")
    choose(page, "Which fund does it belong to?", "Community Chest")
    press(page, "Save")
    look()


def return_and_download(page: Page, look: Look) -> bytes:
    """Write the six lines, look at them on paper, file them, and download what the funder gets."""
    page.goto(page.url.split("/hill-street")[0] + "/hill-street/grants/")
    press(page, "Community Chest")
    press(page, "Write the return")
    look()
    write(page, "What did you do with the grant", "Met ten times, and went to the canal museum in June.")
    write(page, "About how many different people came?", "14")
    reach(page, "This is about right")
    page.keyboard.press("Space")
    write(page, "What difference did it make?", "“It is the one evening I don’t have to explain myself.”")
    write(page, "What is one thing you learned", "Paying the bus fare on the night matters.")
    press(page, "Save and see it on paper")
    look()
    press(page, "On to filing")
    look()
    press(page, "File it")
    look()
    reach(page, "Excel")
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    file = downloading.value
    assert file.suggested_filename == "hill-street-return-1.xlsx"
    return Path(file.path()).read_bytes()


def pay(page: Page, day: str, amount: str, payee: str, category: str, heading: str) -> None:
    page.goto(page.url.split("/hill-street")[0] + "/hill-street/money/payments/new")
    write(page, "When was it paid?", day)
    write(page, "How much?", amount)
    write(page, "Who was paid?", payee)
    choose(page, "Where did it come from?", "Bank")
    pick(page, "What was it for?", category)
    choose(page, "Which fund is it from?", "Community Chest")
    pick(page, "Which budget heading?", heading)
    press(page, "Save payment")
    assert page.get_by_role("status").is_visible()


def quiet(watcher: Watcher, site: Site) -> None:
    """Nothing was asked of any other computer, and no page complained."""
    assert [url for url in watcher.addresses if not url.startswith((site.address, "data:", "blob:"))] == []
    assert [said for said in watcher.complaints if "favicon" not in said] == []


def check_workbook(content: bytes) -> None:
    """The workbook that the funder gets says what the book says."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    text = " ".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    )
    figures = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)
    ]
    assert "Hill Street Mornings" in text and "Community Chest" in text
    for pence in (WOOL, ROOM, WOOL + ROOM, 40_000 - WOOL - ROOM):
        assert pence / 100 in figures, (pence, figures)
    assert re.search("canal museum", text)
