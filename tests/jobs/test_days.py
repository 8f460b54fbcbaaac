"""Terms and choosings begin and end on the right day where the group is, to the second."""

from datetime import date

import pytest
from flask import Flask

from groupkit import dates
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.jobs import electing, operations, queries
from groupkit.jobs.models import GroupJob, Tenure
from groupkit.refusal import Refused
from tests.builders import AGroup, in_books_of, sign_in_as, text_of
from tests.zones import DAYS, Day, group_in

each_day = pytest.mark.parametrize("day", DAYS, ids=str)


def person(group: AGroup, who: str) -> Person:
    found = people.person_numbered(group.people[who].number)
    assert found is not None
    return found


def job(name: str) -> GroupJob:
    return next(one for one in queries.jobs() if one.name == name)


def treasurers() -> list[Tenure]:
    return queries.tenures_of(job("treasurer").id)


@each_day
def test_a_term_is_over_on_the_day_after_its_last(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    with in_books_of(group):
        operations.change_term(treasurers()[0], "elected", day.day, "", by)
    for clock, over in ((day.begins, False), (day.ends, False), (day.after(1).begins, True)):
        with dates.clock_at(clock):
            with in_books_of(group):
                [term] = queries.times(job("treasurer").id)
                assert term.over == over
                assert any("until the group chooses again" in look.sentence for look in queries.looks()) == over
                job_id = term.job_id
            page = text_of(sign_in_as(app.test_client(), group.mo).get(group.url(f"/jobs/{job_id}/")))
            assert dates.long_day(day.day) in page
            assert ("the group has not chosen since" in page) == over
            assert group.tamsin.actor.jobs, "a term that is over takes no access away"


@each_day
def test_a_job_is_taken_on_and_ended_on_the_day_of_the_place(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.sol)
    for number, clock in enumerate((day.begins, day.ends)):
        with dates.clock_at(clock), in_books_of(group):
            milk = operations.write_down(f"milk {number}", "", by)
            with pytest.raises(Refused, match="on the day"):
                operations.take_on(milk, person(group, "mo"), by, from_day=day.after(1).day)
            with pytest.raises(Refused, match="after it began"):
                operations.take_on(milk, person(group, "mo"), by, until=day.day)
            held = operations.take_on(milk, person(group, "mo"), by, until=day.after(1).day)
            assert held.from_day == day.day
            operations.end_tenure(held, "ended", by)
            operations.put_away(milk, by)
            assert (held.ended_on, milk.stopped_on) == (day.day, day.day)


@each_day
def test_a_result_is_written_down_on_the_day_of_the_meeting_and_no_second_before(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    with in_books_of(group):
        election = electing.begin(day.day, "Yearly meeting", by)
        row = electing.stand(election, job("treasurer"), person(group, "mo"), by)
        election_id, row_id = election.id, row.id
    with dates.clock_at(day.after(-1).ends), in_books_of(group):
        again = electing.election(election_id)
        assert again is not None
        with pytest.raises(Refused, match="on the day of the meeting"):
            electing.close(again, {row_id: None}, by)
        db.session.rollback()
    with dates.clock_at(day.begins):
        with in_books_of(group):
            again = electing.election(election_id)
            assert again is not None
            [began] = electing.close(again, {row_id: None}, by)
            assert (began.from_day, began.until) == (day.day, electing.serves_until(day.day))
        assert group.mo.actor.jobs and not group.tamsin.actor.jobs


def test_a_term_from_a_leap_day_ends_at_the_end_of_february(group: AGroup) -> None:
    with in_books_of(group):
        assert electing.serves_until(date(2028, 2, 29)) == date(2029, 2, 28)
        assert electing.serves_until(date(2027, 5, 12)) == date(2028, 5, 12)
