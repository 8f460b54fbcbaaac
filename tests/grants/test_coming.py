"""What grants tell the first page: their last day, parts that are due, and records that may be let go."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from groupkit.access.permissions import CRITICAL_FRIEND, MEMBER
from groupkit.coming_up import Coming, told_by
from groupkit.grants import operations, queries
from tests import builders
from tests.grants.giving import TODAY, Giving


@pytest.fixture
def told(giving: Giving) -> Iterator[Giving]:
    """The grant, while somebody opens a page, since what is told leads to pages."""
    with builders.the_app().test_request_context():
        yield giving


def change(giving: Giving, **new: object) -> None:
    operations.change_grant(giving.row, giving.row.version, by=giving.by, **new)


def ends(giving: Giving) -> list[Coming]:
    return told_by(queries.ends_coming_up, giving.by)


def due(giving: Giving) -> list[tuple[date, str]]:
    return [(one.day, one.sentence) for one in told_by(queries.instalments_coming_up, giving.by)]


@pytest.mark.parametrize(("days", "tells"), [(-1, False), (0, True), (56, True), (57, False)])
def test_the_last_day_is_told_from_eight_weeks_before(told: Giving, days: int, tells: bool) -> None:
    change(told, ends=TODAY + timedelta(days=days))
    assert [one.called for one in ends(told)] == (["A grant ends"] if tells else [])


def test_the_last_day_of_what_is_only_asked_for_is_not_told(told: Giving) -> None:
    change(told, ends=TODAY, stage="applied")
    assert ends(told) == []


def test_an_instalment_is_told_only_while_less_has_come_than_should_have(told: Giving) -> None:
    told.receive(15_000)
    first, second = TODAY - timedelta(days=100), TODAY + timedelta(days=50)
    for day in (first, second):
        operations.add_instalment(told.row, due_on=day, pence=20_000, after="the return", by=told.by)
    assert due(told) == [
        (first, "£50 from Community Chest has not come yet"),
        (second, "£200 from Community Chest is due"),
    ]
    told.receive(5_000)
    assert due(told) == [(second, "£200 from Community Chest is due")]
    told.receive(20_000)
    assert due(told) == []


def test_an_instalment_far_away_or_dropped_is_not_told(told: Giving) -> None:
    one = operations.add_instalment(told.row, due_on=TODAY + timedelta(days=57), pence=100, by=told.by)
    assert due(told) == []
    new = {"due_on": TODAY, "pence": 100, "after": "", "dropped": True}
    operations.change_instalment(told.row, one, one.version, by=told.by, **new)
    assert due(told) == []


def test_what_it_waits_for_is_told_to_members_alone(told: Giving) -> None:
    operations.add_instalment(told.row, due_on=TODAY, pence=100, after="the return", by=told.by)
    assert [one.words for one in told_by(queries.instalments_coming_up, told.by)] == ["It waits for this: the return."]
    friend = replace(told.by, may=CRITICAL_FRIEND)
    assert [one.words for one in told_by(queries.instalments_coming_up, friend)] == [""]


@pytest.mark.parametrize(("days", "tells"), [(0, False), (1, True), (56, True), (57, False)])
def test_records_may_be_let_go_for_eight_weeks_after_their_day(told: Giving, days: int, tells: bool) -> None:
    change(told, keep_until=TODAY - timedelta(days=days))
    found = told_by(queries.records_coming_up, told.by)
    assert [one.called for one in found] == ([""] if tells else []), "quietly: it stands in no calendar"


def test_without_a_day_records_are_kept_seven_years_after_the_end(told: Giving) -> None:
    change(told, starts=date(2019, 1, 1), ends=date(2019, 11, 1))
    [one] = told_by(queries.records_coming_up, told.by)
    assert one.day == date(2026, 11, 1)
    assert told_by(queries.records_coming_up, replace(told.by, may=MEMBER)) == []
