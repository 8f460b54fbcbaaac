"""Twenty years of a busy group: every page of the money book asks the database no more than a dozen questions."""

import pytest
from flask import Flask

from tests import builders, long_book
from tests.ledger.books import counted
from tests.sweep import examples

pytestmark = pytest.mark.sweep

MOST, TOGETHER = 12, 40
"""How many questions a page asks, and one that puts everything together: the same in a book of any length."""


def test_every_page_of_the_money_book_asks_a_dozen_questions(app: Flask) -> None:
    group = builders.a_group()
    long_book.fill(group, examples(800, 4_000), funds=examples(60, 100), statements=24, waiting=200)
    client = builders.sign_in_as(app.test_client(), group.tamsin)
    asked = {}
    for address in long_book.addresses(app, group):
        client.get(address)
        with counted(app) as seen:
            answer = client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            asked[address] = len(seen)
    assert len(asked) > 30
    limits = {address: TOGETHER if address.endswith(long_book.TOGETHER) else MOST for address in asked}
    assert not {address: many for address, many in asked.items() if many > limits[address]}
