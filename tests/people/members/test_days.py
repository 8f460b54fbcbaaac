"""A yes, a no and the clock that runs after leaving go by the group's own day, to the second."""

from datetime import date, timedelta

import pytest
from flask import Flask

from groupkit import dates, tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.people.members import erasing, operations, queries, rules
from groupkit.people.members.operations import Card, Yes
from groupkit.refusal import Refused
from tests.builders import AGroup, in_books_of
from tests.zones import DAYS, Day, group_in

each_day = pytest.mark.parametrize("day", DAYS, ids=str)


def person(group: AGroup, who: str) -> Person:
    found = people.person_numbered(group.people[who].number)
    assert found is not None
    return found


def take_out_who_left(app: Flask) -> None:
    """The chore, as it runs after somebody saves something."""
    with app.app_context():
        erasing.take_out_who_left(dates.now())


@each_day
def test_a_yes_is_of_today_and_never_of_tomorrow(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.sol)
    for who, clock in (("mo", day.begins), ("bea", day.ends)):
        with dates.clock_at(clock), in_books_of(group):
            somebody, card = person(group, who), Card("person")
            with pytest.raises(Refused, match="a day that has come"):
                operations.write_card(somebody, card, Yes(day.after(1).day, "May we?", "in person"), 0, by)
            operations.write_card(somebody, card, Yes(tenancy.today(), "May we?", "in person"), 0, by)
            given = queries.consent_of(somebody.id)
            assert given is not None and given.given_on == day.day
            operations.withdraw_consent(somebody, by)
            assert given.withdrawn_on == day.day
            assert queries.card_of(somebody.id) is None


@each_day
@pytest.mark.parametrize("last_second", [False, True], ids=["at midnight", "in the last second"])
def test_somebody_who_left_is_taken_out_on_the_day_and_no_second_before(
    app: Flask, day: Day, last_second: bool
) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    with dates.clock_at(day.ends if last_second else day.begins), in_books_of(group):
        access.person_leaves(person(group, "mo"), by)
    goes_on = rules.goes_on(day.day, 12)
    goes = Day(day.zone, goes_on)
    with dates.clock_at(goes.begins - timedelta(seconds=1)):
        take_out_who_left(app)
        with in_books_of(group):
            assert person(group, "mo").name == "Mo"
    with dates.clock_at(goes.begins):
        take_out_who_left(app)
        with in_books_of(group):
            assert person(group, "mo").name == f"Member {group.mo.number:03d} (left)"


@pytest.mark.pure
@pytest.mark.parametrize("months", [1, 3, 6, 11, 12, 24, 60])
def test_what_the_page_promises_is_the_day_that_the_chore_goes_by(months: int) -> None:
    """Left on 31 August and kept for six months: gone on 28 February, not on 1 March."""
    left = date(2023, 1, 1)
    while left < date(2025, 1, 1):
        goes = rules.goes_on(left, months)
        assert left <= rules.left_before(goes, months), left
        assert left > rules.left_before(goes - timedelta(days=1), months), left
        left += timedelta(days=1)
