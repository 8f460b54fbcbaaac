"""The meetings that were: whether enough came is judged as one by one, by the rules and the people of each day."""

from datetime import date, timedelta

import pytest
from flask import Flask

from groupkit import tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.db import db
from groupkit.decisions import bodies
from groupkit.jobs import operations as jobs
from groupkit.meetings import agendas, noticing, past, queries, series
from groupkit.meetings.models import Meeting
from groupkit.rulebook import operations as rulebook
from groupkit.rulebook.queries import all_in_force, at_any_day
from groupkit.rulebook.rules import RULES
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.ledger.books import counted
from tests.meetings.desk import days, plan

NAMES = ["quorum_general_number", "quorum_general_share", "quorum_committee_number", "quorum_committee_share"]


def _people_come_and_go(group: AGroup) -> None:
    """Members of several days, a committee that changed, and rules that changed with it."""
    carys = group.carys.actor
    with in_books_of(group):
        today = tenancy.today()
        for count in range(9):
            person = access.add_person(f"Pat {count}", carys)
            person.joined_on = today - timedelta(days=40 * count)
            person.left_on = today - timedelta(days=10 * count) if count % 3 == 1 else None
        person = people.person_numbered(group.mo.number)
        assert person is not None
        job = jobs.write_down("brings the milk", "", carys)
        jobs.take_on(job, person, carys, from_day=today - timedelta(days=100), how="elected")
        for name, value in zip(NAMES, ("4", "1/3", "2", "1/2"), strict=True):
            rulebook.agree_rule(RULES[name], value, "our meeting", carys, today - timedelta(days=60))


def test_many_days_at_once_are_the_same_as_one_by_one(group: AGroup) -> None:
    _people_come_and_go(group)
    with in_books_of(group):
        size, answer = bodies.sizes_at_any_day(), at_any_day(NAMES)
        for back in range(0, 400, 7):
            day = days(-back)
            for body in ("general", "committee"):
                assert size(body, day) == bodies.size_of(body, day)
            alone = all_in_force(day)
            assert {name: answer(name, day) for name in NAMES} == {name: alone[name] for name in NAMES}


def test_enough_is_what_the_quorum_of_the_day_says(group: AGroup) -> None:
    _people_come_and_go(group)
    by = group.sol.actor
    with in_books_of(group):
        for back in range(5, 300, 11):
            kind = ("ordinary", "committee", "own")[back % 3]
            row = plan(by, days(-back), kind, called="Walk" if kind == "own" else "")
            row.standing, row.present = "held", back % 9
        for _, those in past.by_year():
            for one in those:
                row = queries.meeting(one.meeting_id)
                assert row is not None and row.present is not None
                quorum = queries.asks(row.day).quorum(row.body)
                assert one.enough == (quorum.met(row.present) if quorum else None)


def test_nobody_counted_is_no_judgement(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        plan(by, days(-3)).standing = "held"
        [(_, [one])] = past.by_year()
        assert one.enough is None and one.present is None


@pytest.fixture
def long_past(group: AGroup) -> AGroup:
    """300 meetings that were, and one to come with a full agenda."""
    by = group.sol.actor
    with in_books_of(group):
        rows = [
            Meeting(
                kind="ordinary",
                body="general",
                day=date(2026, 1, 1) - timedelta(days=9 * count),
                starts="19:00",
                ends="21:00",
                standing="held",
                present=count % 12,
                minutes="approved" if count > 1 else "draft",
            )
            for count in range(300)
        ]
        db.session.add_all(rows)
        plan(by, days(20), "yearly")
    return group


@pytest.mark.parametrize("ready", ["ordinary", "yearly"])
def test_fifteen_questions_are_enough_with_three_hundred_meetings(app: Flask, long_past: AGroup, ready: str) -> None:
    """Together with what actions and letters ask."""
    group, by = long_past, long_past.sol.actor
    with in_books_of(group):
        [row] = queries.to_come()
        agendas.begin(row, ready, by)
        noticing.give(row, days(0), ["post", "email"], by)
        series.begin(by, kind="ordinary", every="week 1", first_on=days(1), last_on=None, starts="10:00", ends="11:00")
        where = f"/meetings/{row.id}/"
    browser = sign_in_as(app.test_client(), group.sol)
    asked = {}
    for page in ("/meetings/", where, *(f"{where}{page}" for page in PAGES)):
        assert browser.get(group.url(page)).status_code == 200
        with counted(app) as seen:
            browser.get(group.url(page))
        asked[page] = len(seen)
    assert max(asked.values()) <= 15, asked


PAGES = ("agenda", "agenda/edit", "notice", "timetable", "pack", "message", "papers/notice", "papers/slips")
