"""The first page asks few questions, whoever looks, with something to tell in every book."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import builders
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.ledger.books import counted
from tests.minutes.laden import laden, rule_book
from tests.payments.desk import Table
from tests.restoring import widest


@pytest.fixture(scope=widest)
def laden_group(app: Flask) -> AGroup:
    builders.use(app)
    group = builders.a_group()
    table = Table(group)
    with in_books_of(group):
        rule_book(group.sol.actor)
        laden(table.sit())
    return group


MOST = {"carys": 43, "tamsin": 42, "sol": 41, "bea": 34, "mo": 28, "femi": 16}
"""How many questions it asks of each; whoever may see more is told of more."""


@pytest.mark.parametrize("who", MOST)
def test_the_first_page_asks_few_questions(app: Flask, client: FlaskClient, laden_group: AGroup, who: str) -> None:
    sign_in_as(client, laden_group.people[who])
    client.get(laden_group.url("/"))
    with counted(app) as questions:
        answer = client.get(laden_group.url("/"))
    assert answer.status_code == 200
    told = [one[one.find("FROM") :][:90] for one in questions]
    assert len(questions) <= MOST[who], f"{len(questions)}\n" + "\n".join(told)
    rules = [one for one in told if one.startswith("FROM rules_in_force")]
    assert len(rules) == 1, "what the rules say is read once for the whole page"
