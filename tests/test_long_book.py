"""Twenty years of a busy group: no page of the money book, nor the first page, asks more than a dozen questions."""

import pytest
from flask import Flask

from tests import builders, long_book
from tests.doors.filled import filled_group
from tests.ledger.books import counted
from tests.sweep import examples

pytestmark = pytest.mark.sweep

MOST = 12
"""How many questions a page asks at most; as many in a book of any length."""


def test_every_page_of_the_money_book_asks_a_dozen_questions(app: Flask) -> None:
    group = builders.a_group()
    long_book.fill(group, examples(800, 4_000), funds=examples(60, 100), statements=24, waiting=200)
    assert not {page: many for page, many in _asked_by_page(app, group).items() if many > MOST}


def test_no_page_asks_more_where_every_book_has_something_in_it(app: Flask) -> None:
    group = filled_group().group
    assert not {page: many for page, many in _asked_by_page(app, group).items() if many > MOST}


def _asked_by_page(app: Flask, group: builders.AGroup) -> dict[str, int]:
    """How many questions each page of the treasurer's books asks that needs nothing in its address but the group."""
    client = builders.sign_in_as(app.test_client(), group.tamsin)
    client.get(group.url("/money/book"))  # a session says once a while that it is there
    asked = {}
    for address in long_book.addresses(app, group):
        with counted(app) as seen:
            answer = client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            asked[address.removeprefix(f"/{group.slug}/")] = len(seen)
    assert len(asked) > 30 and "" in asked, "the first page is among them"
    assert {"money/accounts/report", "money/accounts/year", "money/year-end/close", "money/year-end/pack"} <= set(asked)
    return asked
