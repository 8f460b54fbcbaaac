"""The pictures of the README, taken of the example group as it is: `make pictures`."""

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from groupkit import create_app, demo
from tests.browser.conftest import FLAGS, serving

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIGN_IN = re.compile(r"^\s+(?P<name>[a-z]+)\s+(?P<words>[a-z]+(?: [a-z]+){3})\s", re.MULTILINE)


def cash_book(page: Page, group: str) -> None:
    """The book, as the treasurer sees it."""
    page.goto(f"{group}/money/book")


def question(page: Page, group: str) -> None:
    """A question of a change to the rules that has just been begun, and the clause beside it."""
    page.goto(f"{group}/constitution/change")
    page.get_by_label("Why should it change?").fill("On wet evenings fewer of us come.")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin the change").click()
    page.goto(f"{page.url.partition('?')[0].rstrip('/')}/questions/quorum_number")


def grant_return(page: Page, group: str) -> None:
    """Six lines for a small grant."""
    page.goto(f"{group}/grants/")
    page.get_by_role("link", name="Community Chest").first.click()
    page.goto(f"{page.url.rstrip('/')}/return/paper/")


def meetings(page: Page, group: str) -> None:
    """When the next one is."""
    page.goto(f"{group}/meetings/")


PICTURES: list[tuple[str, str, Callable[[Page, str], None], tuple[int, int], bool]] = [
    ("cash-book", "tamsin", cash_book, (1280, 1150), False),
    ("return", "tamsin", grant_return, (1180, 900), True),
    ("phone", "sol", meetings, (390, 844), False),
    ("question", "sol", question, (1180, 820), False),
]
"""Name, who looks, how they get there, width and height, and whether all of a long page is shown."""


def main() -> None:
    """Take each picture anew, in an installation that is thrown away."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = create_app(Path(folder))
        words = {found["name"]: found["words"] for found in SIGN_IN.finditer(demo.begin(app, Path(folder)))}
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with serving(app) as address:
            for name, who, go, (width, height), whole in PICTURES:
                page = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB").new_page()
                page.goto(f"{address}/kit/sign-in")
                page.fill("[name='username']", who)
                page.fill("[type='password']", words[who])
                with page.expect_navigation():
                    page.keyboard.press("Enter")
                go(page, "/".join(page.url.split("/")[:4]))
                page.screenshot(path=FOLDER / f"{name}.png", full_page=whole)
                print(FOLDER.name, name)
        browser.close()


if __name__ == "__main__":
    main()
