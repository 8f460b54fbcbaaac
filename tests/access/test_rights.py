"""Who may do what: jobs carry rights, nobody raises their own, and somebody can always let people in."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from groupkit import dates, tenancy
from groupkit.access import operations, queries
from groupkit.access.models import Appointment, Look, Person
from groupkit.access.permissions import CRITICAL_FRIEND, JOBS, MEMBER, Can, Job, as_table, may_do
from groupkit.db import GuardBroken, db
from groupkit.refusal import Refused
from tests.browsing import links_of, post, text_of
from tests.builders import AGroup, a_group, agreement_of, count, in_books_of, say_yes, sign_in_as


def person(group: AGroup, who: str) -> Person:
    found = queries.person_numbered(group.people[who].number)
    assert found is not None
    return found


def jobs(group: AGroup, who: str) -> list[Appointment]:
    return queries.jobs_held(person(group, who).id)


OF_EVERY_MEMBER = {Can.KEEP_OWN_JOBS, Can.KEEP_CLAIMS, Can.KEEP_PROPOSALS, Can.KEEP_CALENDAR}
OF_EVERY_OFFICER = OF_EVERY_MEMBER | {Can.KEEP_AUTHORISING, Can.KEEP_SEEN}
OF_MEETINGS = {Can.KEEP_MEETINGS, Can.KEEP_CONFIDENTIAL, Can.KEEP_TALLIES}


class TestTheTable:
    def test_a_critical_friend_only_sees(self):
        assert not [can for can in CRITICAL_FRIEND if can.changes]
        assert not CRITICAL_FRIEND & {Can.SEE_PAYEES, Can.SEE_RECEIPTS, Can.SEE_PEOPLE, Can.SEE_HISTORY, Can.SEE_LOOKS}
        assert Can.SEE_WHOLE_TALLIES not in CRITICAL_FRIEND

    def test_a_critical_friend_has_no_more_for_holding_a_job(self):
        assert may_do(frozenset(Job), friend=True) == CRITICAL_FRIEND

    def test_a_member_sees_no_payees_and_writes_only_about_their_own_jobs(self):
        assert {can for can in MEMBER if can.changes} == OF_EVERY_MEMBER
        assert Can.SEE_ENTRIES not in MEMBER

    @pytest.mark.parametrize(
        ("job", "writes"),
        [
            (
                Job.COORDINATOR,
                {Can.KEEP_RULES, Can.KEEP_JOBS, Can.KEEP_COPIES, Can.KEEP_MEMBERS, Can.LET_IN} | OF_MEETINGS,
            ),
            (Job.TREASURER, {Can.KEEP_LEDGER, Can.KEEP_GRANTS, Can.KEEP_TALLIES}),
            (Job.SECRETARY, {Can.KEEP_RULES, Can.KEEP_JOBS, Can.KEEP_COPIES, Can.KEEP_MEMBERS} | OF_MEETINGS),
            (Job.SECOND_SIGNATORY, set()),
        ],
    )
    def test_each_job_writes_what_is_its_own(self, job: Job, writes: set[Can]):
        assert {can for can in may_do(frozenset({job})) if can.changes} == writes | OF_EVERY_OFFICER

    def test_every_permission_belongs_to_somebody(self):
        assert all(holders for _can, holders in as_table())
        assert set(Job) == set(JOBS)


class TestJobs:
    def test_what_a_job_allowed_ends_with_it_at_once(self, client: FlaskClient, group: AGroup):
        treasurer = sign_in_as(client.application.test_client(), group.tamsin)
        assert Can.KEEP_LEDGER in group.tamsin.actor.may
        by = group.carys.actor
        with in_books_of(group):
            operations.end_job(jobs(group, "tamsin")[0], by)
        assert Can.KEEP_LEDGER not in group.tamsin.actor.may
        assert treasurer.get(group.url()).status_code == 200

    def test_nobody_gives_themselves_a_job_while_another_officer_could(self, group: AGroup):
        by = group.carys.actor
        with in_books_of(group):
            operations.give_job(person(group, "sol"), Job.COORDINATOR, by)
            with pytest.raises(Refused, match="Ask another officer"):
                operations.give_job(person(group, "carys"), Job.TREASURER, by)

    def test_the_only_officer_may_and_it_is_shown(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        post(client, group.url(f"/people/{group.carys.number}/job"), job="treasurer")
        shown = text_of(sign_in_as(client.application.test_client(), group.mo).get(group.url("/people/")))
        assert "written down when the group began" in shown
        with in_books_of(group):
            assert jobs(group, "carys")[-1].alone

    def test_an_officer_who_cannot_sign_in_is_no_other_officer(self, group: AGroup):
        by = group.carys.actor
        with in_books_of(group):
            paper = operations.add_person("Pat", by)
            operations.give_job(paper, Job.COORDINATOR, by)
            operations.give_job(person(group, "carys"), Job.SECRETARY, by)

    @pytest.mark.parametrize("job", list(Job))
    def test_nobody_without_that_right_gives_a_job(self, client: FlaskClient, group: AGroup, job: Job):
        for who in ("tamsin", "sol", "bea", "mo", "femi"):
            browser = sign_in_as(client.application.test_client(), group.people[who])
            url = group.url(f"/people/{group.people[who].number}/job")
            assert browser.get(url).status_code == 403
            assert browser.post(url, data={"job": job.value}).status_code == 403
        assert count(Appointment, group=group) == 4

    def test_the_last_who_lets_people_in_cannot_go(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        page = client.get(group.url(f"/people/{group.carys.number}"))
        end = next(link for link in links_of(page) if link.endswith("/end"))
        assert "Nobody else can let people in" in text_of(post(client, end))
        assert "Nobody else can let people in" in text_of(
            post(client, group.url(f"/people/{group.carys.number}/leaves"))
        )
        assert Can.LET_IN in group.carys.actor.may

    def test_with_a_second_one_the_first_can_go(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        post(client, group.url(f"/people/{group.sol.number}/job"), job="coordinator")
        assert post(client, group.url(f"/people/{group.carys.number}/leaves")).status_code == 302
        assert client.get(group.url()).status_code == 404
        assert Can.LET_IN in group.sol.actor.may

    def test_a_critical_friend_holds_no_job(self, group: AGroup):
        by = group.carys.actor
        with in_books_of(group), pytest.raises(Refused, match="looks in"):
            operations.give_job(person(group, "femi"), Job.TREASURER, by)

    def test_the_same_job_is_not_given_twice(self, group: AGroup):
        by = group.carys.actor
        with in_books_of(group), pytest.raises(Refused, match="already"):
            operations.give_job(person(group, "tamsin"), Job.TREASURER, by)

    def test_a_job_of_another_group_cannot_be_ended(self, client: FlaskClient, group: AGroup):
        other = a_group()
        with in_books_of(other):
            theirs = jobs(other, "tamsin")[0].id
        sign_in_as(client, group.carys)
        assert client.get(group.url(f"/people/jobs/{theirs}/end")).status_code == 404
        assert client.post(group.url(f"/people/jobs/{theirs}/end")).status_code == 404
        assert Can.KEEP_LEDGER in other.tamsin.actor.may


class TestTheCriticalFriend:
    def test_every_page_they_open_is_written_down_for_the_members(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.femi)
        client.get(group.url())
        client.get(group.url("/rules/"))
        told = text_of(sign_in_as(client.application.test_client(), group.mo).get(group.url("/people/looks")))
        assert "Femi our rules" in told
        assert "Femi the first page" in told
        assert count(Look, group=group) == 2

    def test_a_page_that_cannot_be_written_down_is_not_shown(self, client: FlaskClient, group: AGroup, monkeypatch):
        from sqlalchemy.exc import OperationalError

        from groupkit.access import gate

        def full(*_: object) -> None:
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))

        monkeypatch.setattr(gate, "_note_look", full)
        sign_in_as(client, group.femi)
        answer = client.get(group.url("/rules/"))
        assert answer.status_code == 507
        assert "31 March" not in text_of(answer)

    def test_pages_that_were_refused_are_not_written_down(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.femi)
        assert client.get(group.url("/people/")).status_code == 403
        assert count(Look, group=group) == 0

    def test_the_agreement_ends_by_itself(self, client: FlaskClient):
        group = a_group(friend_until=dates.today() + timedelta(days=10))
        last, after = (dates.now() + timedelta(days=days) for days in (10, 11))
        with dates.clock_at(last):
            assert sign_in_as(client, group.femi).get(group.url()).status_code == 200
        with dates.clock_at(after):
            assert sign_in_as(client, group.femi).get(group.url()).status_code == 404
            assert "Femi" not in text_of(
                sign_in_as(client.application.test_client(), group.mo).get(group.url("/people/"))
            )

    def test_it_can_be_ended_any_day(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.femi)
        officer = sign_in_as(client.application.test_client(), group.carys)
        assert post(officer, group.url(f"/people/{group.femi.number}/agreement/end")).status_code == 302
        assert client.get(group.url()).status_code == 404

    def test_it_can_be_agreed_again(self, client: FlaskClient, group: AGroup):
        officer = sign_in_as(client, group.carys)
        post(officer, group.url(f"/people/{group.femi.number}/agreement/end"))
        until = dates.short_day(dates.today() + timedelta(days=30))
        answer = post(
            officer,
            group.url(f"/people/{group.femi.number}/agreement"),
            until=until,
            part="co-educator",
            decision="May",
        )
        assert answer.status_code == 302
        with in_books_of(group):
            say_yes(person(group, "femi"))
        assert sign_in_as(client.application.test_client(), group.femi).get(group.url()).status_code == 200
        with in_books_of(group):
            assert agreement_of(group, group.femi).part == "co-educator"

    @pytest.mark.parametrize(
        ("until", "told"),
        [
            (0, "after today"),
            (-3, "after today"),
            (367, "A year is the longest"),
        ],
    )
    def test_it_runs_from_tomorrow_to_a_year(self, group: AGroup, until: int, told: str):
        by = group.carys.actor
        with in_books_of(group), pytest.raises(Refused, match=told):
            operations.invite_friend("Noor", "Nurse", "facilitator", tenancy.today() + timedelta(days=until), by)

    def test_a_friends_page_cannot_write_even_by_mistake(self, group: AGroup):
        with group_reading(group):
            db.session.add(Person(number=99, name="x", joined_on=dates.today()))
            with pytest.raises(GuardBroken):
                db.session.flush()


def group_reading(group: AGroup):
    from contextlib import ExitStack

    from tests.builders import the_app

    stack = ExitStack()
    stack.enter_context(the_app().app_context())
    stack.enter_context(tenancy.in_group(group.scope, db.session))
    return stack
