"""When a yearly meeting is worth planning, whom it is told to, and when it is not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from groupkit import dates, tenancy
from groupkit.coming_up import told_by
from groupkit.db import db
from groupkit.meetings import series, yearly
from groupkit.meetings.timetable import next_due
from groupkit.rulebook import operations as rulebook
from groupkit.rulebook.rules import RULES
from tests.builders import AGroup, a_group, in_books_of, links_of, sign_in_as, text_of
from tests.ledger.books import counted
from tests.meetings.desk import EVENING, days, plan

SAID = "A yearly meeting is worth planning"


@pytest.mark.parametrize(
    ("last", "today", "due"),
    [
        (date(2026, 3, 10), date(2027, 1, 9), None),
        (date(2026, 3, 10), date(2027, 1, 10), date(2027, 6, 10)),
        (date(2026, 3, 10), date(2028, 1, 10), date(2027, 6, 10)),
        (date(2026, 4, 30), date(2027, 2, 28), date(2027, 7, 30)),
        (None, date(2026, 3, 31), None),
        (None, date(2026, 4, 1), date(2026, 6, 30)),
    ],
)
def test_from_ten_months_on_it_is_worth_a_look(last: date | None, today: date, due: date | None) -> None:
    assert next_due(last, date(2026, 3, 31), 15, today) == due


def home(app: Flask, group: AGroup, who: str = "sol") -> str:
    return text_of(sign_in_as(app.test_client(), group.people[who]).get(group.url()))


def agree(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        rulebook.set_rule(RULES["agm_gap_months"], "15", "agreed in May", by)


def test_it_is_suggested_where_the_groups_own_rules_have_one(app: Flask, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = plan(by, days(-330), "yearly")
        row.standing = "held"
    assert SAID not in home(app, group), "only what is usual says so"
    agree(group)
    page = home(app, group)
    assert SAID in page and "The last one was on" in page and "agreed in May" in page
    assert SAID not in home(app, group, "mo") and SAID not in home(app, group, "femi")
    assert group.url("/meetings/new?kind=yearly") in links_of(sign_in_as(app.test_client(), group.sol).get(group.url()))


@pytest.mark.parametrize("how", ["planned", "series", "lately"])
def test_it_is_not_suggested_where_there_is_one(app: Flask, group: AGroup, how: str) -> None:
    agree(group)
    by = group.sol.actor
    with in_books_of(group):
        plan(by, days(-330), "yearly").standing = "held"
        if how == "planned":
            plan(by, days(50), "yearly")
        elif how == "series":
            series.begin(by, kind="yearly", every="week 4", first_on=days(6), last_on=None, **EVENING)
        else:
            plan(by, days(-30), "yearly").standing = "held"
    assert SAID not in home(app, group)


def test_a_new_group_is_asked_once_its_first_year_is_over(app: Flask) -> None:
    with dates.clock_at(datetime(2027, 2, 10, 12, tzinfo=UTC)):
        group = a_group()
        agree(group)
        assert SAID not in home(app, group)
    with dates.clock_at(datetime(2027, 4, 1, 12, tzinfo=UTC)):
        page = home(app, group)
    assert SAID in page and "Our first year is over, and there was none yet." in page and "30 Jun 2027" in page
    with dates.clock_at(datetime(2029, 4, 1, 12, tzinfo=UTC)):
        page = home(app, group)
    assert f"1 Apr 2029 {SAID}" in page, "it never looks late"


def test_it_asks_two_questions_at_most(app: Flask, group: AGroup) -> None:
    agree(group)
    actor = group.sol.actor
    with in_books_of(group):
        plan(actor, days(-330), "yearly").standing = "held"
    with app.test_request_context(), tenancy.in_group(group.scope, db.session), counted(app) as questions:
        found = told_by(yearly.worth_planning, actor)
    assert len(found) == 1 and found[0].day - dates.today() < timedelta(days=200)
    assert len(questions) <= 2, "the rules, and everything else"
