"""The first page asks few questions, whoever looks, with something to tell in every book."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from groupkit import coming_up, tenancy
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.coming_up import Coming
from groupkit.db import db
from tests import builders
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.doors.filled import filled_group
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


MOST = {"carys": 5, "tamsin": 5, "sol": 5, "bea": 5, "mo": 5, "femi": 7}
"""How many questions it asks of each: who they are, what they may do here, the rules, and two rounds for all books.

That a critical friend looked is written down too, and names are read, so that none shows in what an account is called.
"""
HOUSE = 12
"""How many questions a page of ours asks at most."""


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


@pytest.fixture(scope=widest)
def filled(app: Flask) -> AGroup:
    builders.use(app)
    return filled_group().group


@pytest.mark.parametrize("who", MOST)
def test_it_asks_few_where_there_is_one_of_everything(
    app: Flask, client: FlaskClient, filled: AGroup, who: str
) -> None:
    sign_in_as(client, filled.people[who])
    client.get(filled.url("/"))
    with counted(app) as questions:
        assert client.get(filled.url("/")).status_code == 200
    assert len(questions) <= HOUSE


@pytest.mark.parametrize("who", MOST)
def test_what_somebody_may_not_see_is_not_even_asked(app: Flask, laden_group: AGroup, who: str) -> None:
    actor = replace(laden_group.people[who].actor, may=frozenset())
    with app.test_request_context(), tenancy.in_group(laden_group.scope, db.session), counted(app) as questions:
        assert coming_up.coming_up(actor) == [] and coming_up.steps(actor) == []
    assert all("FROM rules_in_force" in one for one in questions)


def test_a_critical_friend_has_no_prose_of_ours_asked_for(app: Flask, laden_group: AGroup) -> None:
    actor = laden_group.people["femi"].actor
    with app.test_request_context(), tenancy.in_group(laden_group.scope, db.session), counted(app) as questions:
        coming_up.coming_up(actor)
    asked = "\n".join(questions)
    assert "FROM meetings" in asked
    for table in ("private_texts", "payment_requests", "action_points", "corrections", "people", "tenures", "debts"):
        assert table not in asked, table


def test_books_that_ask_and_books_that_only_tell(app: Flask, group: AGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2026, 5, 1)

    def asks(_actor: Actor) -> coming_up.Telling:
        yield Coming(day, "before anything is asked")
        rows = yield {"people": select(Person.number)}
        more = yield {"first": select(Person.name).where(Person.number == min(row.number for row in rows["people"]))}
        yield Coming(day, f"{more['first'][0].name} of {len(rows['people'])}")

    def tells(_actor: Actor) -> Iterator[Coming]:
        yield Coming(day - timedelta(days=1), "told without asking")

    monkeypatch.setattr(coming_up, "_coming", [asks, tells, asks, lambda _actor: [Coming(day, "a list")]])
    with app.test_request_context(), tenancy.in_group(group.scope, db.session), counted(app) as questions:
        told = [one.sentence for one in coming_up.coming_up(None)]
    twice = ["before anything is asked", "Carys of 6"] * 2
    assert told == ["told without asking", *twice, "a list"]
    assert len(questions) == 2, "one for each round, however many books ask"
