"""A grant of three years, with many payments and gatherings: its pages ask no more often than those of a short one."""

from datetime import date, timedelta

import pytest
from flask import Flask

from groupkit.grants import queries
from groupkit.tallies import operations as tallies
from groupkit.tallies.operations import Came
from tests import builders
from tests.grants.giving import ANSWERS, NOON, Saved, saved_grant
from tests.ledger.books import counted
from tests.sweep import examples

PAYMENTS, GATHERINGS = examples(40, 1_500), examples(12, 150)
FIRST = date(2023, 12, 1)
DAYS = (NOON.date() - FIRST).days
MOST = 19
"""Under twenty questions, the session's two among them (issue: full return)."""


@pytest.fixture(scope="module")
def long_grant(app: Flask) -> Saved:
    builders.use(app)
    saved = saved_grant()
    with builders.in_books_of(saved.group):
        given = saved.giving()
        given.row.starts = FIRST
        for number in range(PAYMENTS):
            given.spend(100 + number, day=FIRST + timedelta(days=number * DAYS // PAYMENTS))
        kind = tallies.kind_names()[0]
        for number in range(GATHERINGS):
            day = FIRST + timedelta(days=number * DAYS // GATHERINGS)
            tallies.write_session(Came(day, kind, attendances=number % 15, first_timers=number % 3), given.by)
        given.write(ANSWERS)
    return saved


@pytest.mark.timeout(400)
@pytest.mark.parametrize("path", ["/return?format=full_return", "/return/paper/", "/return/file", "/return/kinds"])
def test_pages_stay_under_twenty_questions(app: Flask, long_grant: Saved, path: str) -> None:
    client = builders.sign_in_as(app.test_client(), long_grant.group.tamsin)
    client.get(long_grant.url(path))
    with counted(app) as asked:
        assert client.get(long_grant.url(path)).status_code == 200
    assert len([one for one in asked if not one.startswith("BEGIN")]) <= MOST, asked


def test_every_payment_is_listed_and_they_add_up(long_grant: Saved) -> None:
    with builders.in_books_of(long_grant.group):
        row = long_grant.giving().row
        facts = queries.facts_of(row)
        bills = queries.bills_of(row, facts.covers)
        assert len(bills) == facts.paid_lines == PAYMENTS + 1
        assert sum(one.pence for one in bills) == facts.spent == sum(sum(one.years) for one in facts.spending)
        assert len(facts.years) == 3
        draft = queries.draft_of(row, "full_return")
        tally = queries.facts_for(row, draft).tally
        assert tally.sum_of("sessions").number == GATHERINGS
