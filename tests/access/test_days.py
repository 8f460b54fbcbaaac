"""Agreements, invitations and jobs begin and end on the right day where the group is, to the second."""

from datetime import timedelta

import pytest
from flask import Flask

from groupkit import dates, tenancy
from groupkit.access import actor as actors
from groupkit.access import invitations, operations, queries
from groupkit.access.models import Group, Person
from groupkit.access.permissions import Can, Job
from groupkit.db import db
from groupkit.refusal import Refused
from tests import builders
from tests.builders import AGroup, agreement_of, in_books_of, sign_in_as, text_of
from tests.zones import DAYS, EVERY_DAY, Day, group_in

each_day = pytest.mark.parametrize("day", DAYS, ids=str)


def person(group: AGroup, who: str) -> Person:
    found = queries.person_numbered(group.people[who].number)
    assert found is not None
    return found


def looks_in(group: AGroup) -> bool:
    """Whether Femi looks in now: the door, the people's page and the invitation give the same answer."""
    with builders.the_app().app_context():
        actor = actors.find(group.femi.user_id, group.slug)
    with in_books_of(group):
        now = queries.looks_in_now(person(group, "femi").id)
        running = [one.number for _, one in queries.running_agreements()]
    assert now == (actor is not None) == (group.femi.number in running)
    return now


def opens(app: Flask, words: str) -> bool:
    """Whether an invitation leads anywhere now."""
    with app.app_context():
        return invitations.behind(words) is not None


def test_the_days_are_those_that_they_claim_to_be() -> None:
    hours = {(one.ends - one.begins + timedelta(seconds=1)).total_seconds() / 3600 for one in EVERY_DAY}
    assert hours == {23, 24, 25}


@each_day
def test_a_friend_looks_in_until_the_last_second_of_the_last_day(app: Flask, day: Day) -> None:
    group = group_in(day)
    with in_books_of(group):
        agreement_of(group, group.femi).until = day.day
    with dates.clock_at(day.begins):
        assert looks_in(group)
    with dates.clock_at(day.ends):
        assert looks_in(group)
        assert sign_in_as(app.test_client(), group.femi).get(group.url()).status_code == 200
    with dates.clock_at(day.after(1).begins):
        assert not looks_in(group)
        assert sign_in_as(app.test_client(), group.femi).get(group.url()).status_code == 404


@each_day
def test_an_agreement_begins_on_the_day_it_is_made_and_runs_past_it(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    for clock in (day.begins, day.ends):
        with dates.clock_at(clock), in_books_of(group):
            with pytest.raises(Refused, match="after today"):
                operations.invite_friend("Wren", "Nurse", "facilitator", day.day, by)
            with pytest.raises(Refused, match="A year is the longest"):
                operations.invite_friend("Wren", "Nurse", "facilitator", day.after(367).day, by)
            friend = operations.invite_friend("Wren", "Nurse", "facilitator", day.after(1).day, by)
            number, made = friend.number, queries.agreement_with(friend.id)
            assert made is not None and (made.from_day, friend.joined_on) == (day.day, day.day)
            assert queries.looks_in_now(friend.id)
    with dates.clock_at(day.after(-1).ends), in_books_of(group):
        wren = queries.person_numbered(number)
        assert wren is not None and not queries.looks_in_now(wren.id)


@each_day
def test_what_is_ended_has_ended_at_once_and_what_is_renewed_goes_on(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    with in_books_of(group):
        agreement_of(group, group.femi).until = day.day
    with dates.clock_at(day.ends), in_books_of(group):
        operations.agree_again(person(group, "femi"), "Nurse", "facilitator", day.after(1).day, by)
        builders.say_yes(person(group, "femi"))
    with dates.clock_at(day.after(1).ends):
        assert looks_in(group)
    with dates.clock_at(day.after(2).begins):
        assert not looks_in(group)
    with dates.clock_at(day.after(1).begins):
        with in_books_of(group):
            operations.end_agreement(agreement_of(group, group.femi), by)
        assert not looks_in(group)


@each_day
def test_an_invitation_lives_for_seven_days_to_the_second(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    with in_books_of(group):
        person(group, "mo").user_id = None
    with dates.clock_at(day.begins), in_books_of(group):
        link = invitations.invite(person(group, "mo"), False, by)
        assert link.until == day.begins + invitations.LINK_LIVES
    ends = day.begins + timedelta(days=7)
    with dates.clock_at(ends - timedelta(seconds=1)):
        assert opens(app, link.words)
    with dates.clock_at(ends):
        assert not opens(app, link.words)


@pytest.mark.parametrize("hour", [0, 1, 2], ids=["before", "the hour that comes twice", "after"])
def test_a_code_lives_for_a_quarter_of_an_hour_also_while_the_clocks_go_back(app: Flask, hour: int) -> None:
    day = EVERY_DAY[4]
    group = group_in(day)
    by = day.actor(group.carys)
    with in_books_of(group):
        person(group, "mo").user_id = None
    for minutes, opens in ((14, True), (16, False)):
        made = day.begins + timedelta(hours=hour, minutes=55)
        with dates.clock_at(made), in_books_of(group):
            code = invitations.invite(person(group, "mo"), True, by)
        with app.test_request_context("/"), dates.clock_at(made + timedelta(minutes=minutes)):
            if opens:
                token = invitations.open_code(code.words)
                assert invitations.behind(token) is not None
            else:
                with pytest.raises(Refused):
                    invitations.open_code(code.words)


@each_day
def test_an_invitation_for_a_friend_dies_with_the_agreement(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    with in_books_of(group):
        person(group, "femi").user_id = None
        agreement_of(group, group.femi).until = day.day
    with dates.clock_at(day.begins), in_books_of(group):
        link = invitations.invite(person(group, "femi"), False, by)
    with dates.clock_at(day.ends):
        assert opens(app, link.words)
    with dates.clock_at(day.after(1).begins):
        assert not opens(app, link.words)
        with in_books_of(group), pytest.raises(Refused, match="no place"):
            invitations.invite(person(group, "femi"), False, by)


@each_day
def test_a_job_opens_its_pages_from_the_second_it_is_given_and_bears_the_day_of_the_place(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    for clock in (day.begins, day.ends):
        with dates.clock_at(clock):
            with in_books_of(group):
                held = operations.give_job(person(group, "mo"), Job.TREASURER, by)
                assert held.from_day == day.day
            assert group.mo.actor.can(Can.KEEP_LEDGER)
            with in_books_of(group):
                operations.end_job(queries.jobs_held(person(group, "mo").id)[0], by)
            assert not group.mo.actor.can(Can.KEEP_LEDGER)


@each_day
def test_leaving_is_of_the_day_of_the_place_and_ends_a_friends_agreement_too(app: Flask, day: Day) -> None:
    group = group_in(day)
    by = day.actor(group.carys)
    with dates.clock_at(day.ends):
        with in_books_of(group):
            for who in ("mo", "femi"):
                operations.person_leaves(person(group, who), by)
                assert person(group, who).left_on == day.day
        with app.app_context():
            assert actors.find(group.mo.user_id, group.slug) is None
        assert not looks_in(group)


@each_day
def test_the_keeper_reads_the_day_on_which_a_group_began_as_the_group_does(app: Flask, day: Day) -> None:
    group = group_in(day)
    for clock in (day.begins, day.ends):
        with app.app_context(), builders.writing():
            row = db.session.get(Group, group.scope.id)
            assert row is not None
            row.since = clock
        with app.app_context():
            [size] = [one for one in queries.sizes() if one.short_name == group.slug]
            assert size.since == day.day


@each_day
def test_the_page_says_the_last_day_and_the_moment_as_the_group_has_them(app: Flask, day: Day) -> None:
    group = group_in(day)
    with in_books_of(group):
        agreement_of(group, group.femi).until = day.day
    with dates.clock_at(day.ends):
        sign_in_as(app.test_client(), group.femi).get(group.url())
        carys = sign_in_as(app.test_client(), group.carys)
        assert f"until {dates.short_day(day.day)}" in text_of(carys.get(group.url("/people/")))
        assert f"{dates.short_day(day.day)}, 11.59 pm" in text_of(carys.get(group.url("/people/looks")))
        with in_books_of(group):
            assert tenancy.today() == day.day
