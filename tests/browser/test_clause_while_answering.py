"""The clause on the page of a question: while somebody answers it says just what the saved text says afterwards."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests import builders
from tests.browser.conftest import PHONE, open_browser, serving
from tests.browser.test_every_page import sign_in
from tests.constitution.drafts import saved_draft
from tests.sweep import LONG

LEAF = "[data-preview]"


def fill(words: str) -> Callable[[Page], None]:
    return lambda page: page.fill("[name='answer']", words)


def tick(*options: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        for box in page.locator("[name='answer']").all():
            box.set_checked(box.get_attribute("value") in options)

    return act


def choose(option: str) -> Callable[[Page], None]:
    return lambda page: page.check(f"[name='answer'][value='{option}']")


ANSWERS = {
    "name": [fill("  The   Café  Pelicans ")],
    "aims": [fill("To meet & <b>walk</b>.\nTo eat together.")],
    "area": [fill("Leeds"), fill("")],
    "quorum_number": [fill("12"), fill("10"), fill("3"), fill("1,0 0"), fill("0200")],
    "quorum_share": [choose("a third of the members")],
    "term_limit": [fill("1"), fill(""), fill("6")],
    "appeal": [choose("no"), choose("yes")],
    "officers": [tick("treasurer"), tick("chair", "secretary", "treasurer", "welcome lead"), tick()],
    "subscription": [choose("a sum that the yearly general meeting sets"), choose("nothing")],
}


IN_SHORT = ("quorum_number", "officers", "term_limit")
"""The kinds that the slice tries; the sweep tries them all."""
TRIED = {key: answers for key, answers in ANSWERS.items() if LONG or key in IN_SHORT}


def reads(page: Page) -> str:
    return " ".join(page.inner_text(LEAF).split())


@pytest.mark.timeout(300)
def test_what_is_seen_while_answering_is_what_is_saved(app: Flask, chromium: Browser) -> None:
    builders.use(app)
    draft = saved_draft()
    with serving(app) as where:
        context, page, watcher = open_browser(chromium, PHONE)
        sign_in(app, context, where, draft.group.sol)
        for question, answers in TRIED.items():
            for answer in answers:
                page.goto(where + draft.question(question))
                before = reads(page)
                answer(page)
                seen = reads(page)
                with page.expect_navigation():
                    page.get_by_role("button", name="Save and go on").click()
                refused = page.locator("#worth-another-look").count()
                page.goto(where + draft.question(question))
                assert reads(page) == (before if refused else seen), question
        assert watcher.complaints == []
        context.close()


@pytest.mark.timeout(300)
def test_without_a_script_the_saved_clause_stands_there(app: Flask, chromium: Browser) -> None:
    builders.use(app)
    draft = saved_draft()
    with serving(app) as where:
        context, page, _ = open_browser(chromium, PHONE, java_script_enabled=False)
        sign_in(app, context, where, draft.group.sol)
        page.goto(where + draft.question("quorum_number"))
        page.fill("[name='answer']", "12")
        page.get_by_role("button", name="Save and see how it reads").click()
        assert page.url.endswith("/questions/quorum_number")
        assert "at least 12 members must be there" in reads(page)
        context.close()
