"""Notice as it is written down: what was asked, what it was worth, and a meeting that moved afterwards."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.meetings import notice, noticing, operations, queries
from groupkit.meetings.models import Meeting
from groupkit.refusal import Refused
from tests.builders import AGroup, in_books_of
from tests.meetings.desk import days, plan, told, whole


@pytest.fixture
def sol(group: AGroup) -> Iterator[Actor]:
    """The secretary, in the books."""
    by = group.sol.actor
    with in_books_of(group):
        yield by


def stands(meeting: Meeting) -> notice.Standing:
    return noticing.standing(meeting, queries.notices_of(meeting.id))


def test_fourteen_clear_days_are_asked_of_a_members_meeting(sol: Actor) -> None:
    meeting = plan(sol, days(20))
    found = stands(meeting)
    assert (found.last_day, found.last_by_post) == (meeting.day - timedelta(15), meeting.day - timedelta(17))
    assert found.waits and not found.late and found.days_left == 5


def test_in_time_and_short_are_kept_as_they_were_said(sol: Actor) -> None:
    meeting = plan(sol, days(16))
    made = noticing.give(meeting, days(0), ["email", "post"], sol)
    assert made[0].told.startswith("In time: 14 clear days")
    assert made[1].told.startswith("1 day too late: 14 clear days")
    assert stands(meeting).given and stands(meeting).short == 0, "the earliest way counts"
    assert told()[-1][0] == "wrote down notice of a meeting" and '"short_by":[null,1]' in told()[-1][1]
    whole()


def test_short_notice_is_said_and_never_refused(sol: Actor) -> None:
    meeting = plan(sol, days(3))
    assert stands(meeting).late
    noticing.give(meeting, days(0), ["phone"], sol)
    found = stands(meeting)
    assert found.given and found.short == 12 and not found.late


def test_notice_of_another_day_is_no_notice_of_this_one(sol: Actor) -> None:
    meeting = plan(sol, days(40))
    noticing.give(meeting, days(0), ["poster"], sol)
    same = {name: getattr(meeting, name) for name in ("kind", "starts", "ends", "place", "online", "purpose")}
    operations.change(meeting, sol, day=days(47), **same)
    found = stands(meeting)
    assert found.moved and found.waits and not found.given
    noticing.give(meeting, days(0), ["poster"], sol)
    assert stands(meeting).given and not stands(meeting).moved


def test_no_rule_speaks_of_a_kind_of_our_own(sol: Actor) -> None:
    meeting = plan(sol, days(3), "own", called="Walk")
    assert stands(meeting).asked is None and not stands(meeting).waits
    [made] = noticing.give(meeting, days(0), ["text"], sol)
    assert made.told == "No rule speaks of this: another kind of meeting"


def test_what_cannot_be_is_refused_beside_its_field(sol: Actor) -> None:
    meeting = plan(sol, days(20))
    cases = [(days(1), ["post"], "day"), (days(0), [], "ways"), (days(0), ["pigeon"], "ways")]
    for day, ways, field in cases:
        with pytest.raises(Refused) as refused:
            noticing.give(meeting, day, ways, sol)
        assert refused.value.field == field
    past = plan(sol, days(-10))
    with pytest.raises(Refused, match="after the meeting"):
        noticing.give(past, days(-9), ["post"], sol)
    assert queries.notices_of(meeting.id) == []


def test_the_same_is_written_down_once(sol: Actor) -> None:
    meeting = plan(sol, days(20))
    noticing.give(meeting, days(0), ["post"], sol)
    with pytest.raises(Refused, match="already"):
        noticing.give(meeting, days(0), ["post"], sol)
    assert [one.way for one in noticing.give(meeting, days(0), ["post", "email", "email"], sol)] == ["email"]


def test_a_meeting_that_was_called_off_needs_none(sol: Actor) -> None:
    meeting = plan(sol, days(20))
    operations.call_off(meeting, sol)
    with pytest.raises(Refused, match="called off"):
        noticing.give(meeting, days(0), ["post"], sol)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (0, "today is the last day"),
        (1, "1 day left"),
        (5, "5 days left"),
        (-1, "that was yesterday"),
        (-3, "that was 3 days ago"),
    ],
)
def test_days_left_in_words(left: int, words: str) -> None:
    assert notice.days_left_words(left) == words


def test_today_counts_in_the_groups_own_zone(sol: Actor) -> None:
    meeting = plan(sol, days(15))
    assert stands(meeting).today == tenancy.today() and stands(meeting).days_left == 0
