"""What the first page says about minutes: to each member their own, to officers what waits for them, and no more."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates, tenancy
from groupkit.coming_up import told_by
from groupkit.db import db
from groupkit.meetings import queries as calling
from groupkit.minutes import on_home
from groupkit.minutes.operations import approving
from groupkit.minutes.operations.acting import close, write_action
from groupkit.minutes.queries import acting
from tests.builders import AGroup, in_books_of, links_of, sign_in_as, text_of
from tests.ledger.books import counted
from tests.minutes import meeting as meetings


def home(app: Flask, group: AGroup, who: str) -> str:
    return text_of(sign_in_as(app.test_client(), group.people[who]).get(group.url()))


def test_everybody_sees_what_they_said_they_would_do_and_nobody_else_does(app: Flask, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = meetings.hold(by, 40)
        known = {one.name: one.key for one in acting.doers()}
        today = tenancy.today()
        for words, who, due in (
            ("Bring the urn back", "Mo", today + timedelta(days=9)),
            ("Ring the library", "Mo", None),
            ("Paint the hall", "Mo", today + timedelta(days=200)),
            ("Send the letter", "secretary", today + timedelta(days=3)),
            ("Water the fern", "Bea", None),
        ):
            action = write_action(row, None, words, known[who], due, by)
            action.due_on = action.due_on and action.due_on - timedelta(days=12) if words == "Send the letter" else due
        done = write_action(row, None, "Buy milk", known["Mo"], None, by)
        close(done, "done", by, row)
    mo, sol = home(app, group, "mo"), home(app, group, "sol")
    assert "You said you would: Bring the urn back" in mo and "You said you would: Ring the library" in mo
    for words in ("Paint the hall", "Send the letter", "Water the fern", "Buy milk"):
        assert words not in mo
    assert "You said you would: Send the letter" in sol and "Meant for" in sol and "urn" not in sol
    assert "You said you would" not in home(app, group, "femi")


def test_many_are_told_in_short(app: Flask, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = meetings.hold(by, 40)
        key = next(one.key for one in acting.doers() if one.name == "Mo")
        for number in range(7):
            write_action(row, None, f"Thing {number}", key, None, by)
    page = home(app, group, "mo")
    assert page.count("You said you would: Thing") == 4 and "And 3 more that you said you would do" in page


def test_minutes_are_news_for_a_fortnight(app: Flask, client: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        first, second = meetings.sent(by, 30), meetings.hold(by, 20)
        meetings.approve(first, second, by)
        third = meetings.sent(by, 10)
        meetings.hold(by, 5)
        names = [calling.called(one) for one in (first, third, second)]
        where = group.url(f"/minutes/{third.id}/")
    page = home(app, group, "mo")
    assert "New to read" in page and f"Minutes were approved: {names[0]}" in page
    assert f"Minutes went round: {names[1]}" in page and page.index("New to read") < page.index("Coming up")
    assert where in links_of(sign_in_as(client, group.mo).get(group.url()))
    assert names[2] not in page, "a draft is its writers' own"
    dates_page = text_of(client.get(group.url("/dates/")))
    assert "Minutes went round" not in dates_page
    for who in ("sol", "femi"):
        assert "Minutes went round" not in home(app, group, who)
    with dates.clock_at(dates.now() + timedelta(days=15)):
        later = home(app, group, "mo")
    assert "New to read" not in later


def test_a_correction_waits_for_those_who_keep_the_minutes(app: Flask, group: AGroup) -> None:
    sol, mo = group.sol.actor, group.mo.actor
    with in_books_of(group):
        row = meetings.sent(sol, 10)
        name, row_id = calling.called(row), row.id
        approving.propose_correction(row, None, "It was Zebulon", mo)
    said = f"A correction was proposed to minutes: {name}"
    assert said in home(app, group, "sol") and "Zebulon" not in home(app, group, "sol")
    assert "correction was proposed" not in home(app, group, "mo")
    with in_books_of(group):
        approving.propose_correction(meetings.meetings.meeting(row_id), None, "It was Ann", mo)
    assert f"2 corrections were proposed to minutes: {name}" in home(app, group, "sol")
    with in_books_of(group):
        for waiting in approving.standing.corrections_of(row_id):
            approving.settle(meetings.meetings.meeting(row_id), waiting, "taken", sol)
    assert "proposed to minutes" not in home(app, group, "sol")


@pytest.mark.parametrize(("who", "most"), [("mo", 2), ("sol", 2), ("femi", 0)])
def test_it_asks_few_questions_however_much_there_is(app: Flask, group: AGroup, who: str, most: int) -> None:
    by, actor = group.sol.actor, group.people[who].actor
    with in_books_of(group):
        for days in (30, 20, 10):
            row = meetings.sent(by, days)
            approving.propose_correction(row, None, "It was another day", by)
            key = next(one.key for one in acting.doers() if one.name == "Mo")
            write_action(meetings.hold(by, 5), None, "Buy milk", key, None, by)
    with app.test_request_context(), tenancy.in_group(group.scope, db.session), counted(app) as questions:
        tellers = (on_home.promised, on_home.to_read, on_home.corrections)
        told = [one for teller in tellers for one in told_by(teller, actor)]
    assert bool(told) == (who != "femi")
    assert len(questions) <= most, "\n".join(questions)
