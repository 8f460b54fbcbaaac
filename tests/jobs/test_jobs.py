"""Jobs taken on, shared, handed over and ended: refusals, the access that hangs on them, and what the history says."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from groupkit import checks, dates, tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.jobs import electing, operations, queries, signing
from groupkit.jobs.models import GroupJob, Tenure
from groupkit.refusal import Conflict, Refused
from tests.builders import AGroup, in_books_of, sign_in_as, text_of

YEAR = timedelta(days=365)


def person(group: AGroup, who: str) -> Person:
    found = people.person_numbered(group.people[who].number)
    assert found is not None
    return found


def job(name: str) -> GroupJob:
    return db.session.scalars(select(GroupJob).where(GroupJob.name == name)).one()


def running(name: str) -> list[Tenure]:
    return queries.tenures_of(job(name).id)


def whole() -> None:
    db.session.flush()
    assert list(checks.check_group()) == []


def test_a_new_group_has_the_jobs_of_those_who_have_access(group: AGroup):
    with in_books_of(group):
        assert [one.name for one in queries.jobs()] == ["coordinator", "second signatory", "secretary", "treasurer"]
        assert {one.held.name for one in queries.times()} == {"Carys", "Tamsin", "Sol", "Bea"}
        whole()


def test_anything_is_a_job_and_opens_nothing(group: AGroup):
    by = group.sol.actor
    with in_books_of(group):
        milk = operations.write_down("brings the milk", "", by)
        operations.take_on(milk, person(group, "mo"), by, from_day=date(2025, 1, 1), how="volunteered")
        whole()
    assert not group.mo.actor.jobs


def test_a_card_brings_its_lines(group: AGroup):
    with in_books_of(group):
        tea = operations.write_down("tea and room", "tea_and_room", group.sol.actor)
        assert {note.kind for note in queries.notes_of(tea.id)} == {"task", "kept"}


def test_a_task_is_given_a_title_without_losing_its_past(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        money = operations.write_down("collects the tea money", "", by)
        began = operations.take_on(money, person(group, "mo"), by, from_day=date(2025, 3, 1))
        operations.end_tenure(running("treasurer")[0], "ended", by)
        operations.put_away(job("treasurer"), by)
        operations.change_job(money, "holds the purse", "treasurer", money.version, by)
        assert running("holds the purse") == [began]
        assert began.from_day == date(2025, 3, 1)
        whole()
    assert Can.KEEP_LEDGER in group.mo.actor.may
    with in_books_of(group):
        operations.change_job(job("holds the purse"), "collects the tea money", "", 2, by)
        whole()
    assert Can.KEEP_LEDGER not in group.mo.actor.may


def test_the_last_who_lets_people_in_keeps_the_job(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        mine = running("coordinator")[0]
        with pytest.raises(Refused, match="Nobody else can let people in"):
            operations.end_tenure(mine, "stepped_down", by)
    with in_books_of(group), pytest.raises(Refused, match="Nobody else can let people in"):
        operations.change_job(job("coordinator"), "coordinator", "", 1, by)


def test_a_handover_begins_before_it_ends(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        operations.take_on(job("coordinator"), person(group, "mo"), by, instead_of=running("coordinator")[0])
        assert [people.person(one.person_id).name for one in running("coordinator")] == ["Mo"]
        [before] = queries.times(job("coordinator").id, running=False)
        assert (before.held.name, before.ended_why) == ("Carys", "successor")
        whole()
    assert Can.LET_IN in group.mo.actor.may
    assert Can.LET_IN not in group.carys.actor.may


def test_a_term_that_is_over_ends_nothing(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        operations.change_term(running("treasurer")[0], "elected", tenancy.today() + YEAR, "yearly meeting", by)
    with dates.clock_at(dates.now() + 2 * YEAR):
        assert Can.KEEP_LEDGER in group.tamsin.actor.may
        with in_books_of(group):
            assert queries.times(job("treasurer").id)[0].over
            assert any("until the group chooses again" in look.sentence for look in queries.looks())


def test_a_deputy_has_no_access_until_they_step_in(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        deputy = operations.take_on(job("treasurer"), person(group, "mo"), by, role="deputy").id
    assert Can.KEEP_LEDGER not in group.mo.actor.may
    with in_books_of(group):
        operations.step_in(queries.tenure(deputy), by)
        whole()
    assert Can.KEEP_LEDGER in group.mo.actor.may
    assert Can.KEEP_LEDGER in group.tamsin.actor.may


def test_stepping_down_is_for_whoever_has_the_job(group: AGroup):
    with in_books_of(group):
        with pytest.raises(Refused, match="Ask somebody who lets people in"):
            operations.end_tenure(running("secretary")[0], "stepped_down", group.tamsin.actor)
        operations.end_tenure(running("treasurer")[0], "stepped_down", group.tamsin.actor)
        whole()
    assert Can.KEEP_LEDGER not in group.tamsin.actor.may


def test_who_leaves_leaves_every_job(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        milk = operations.write_down("brings the milk", "", by)
        operations.take_on(milk, person(group, "tamsin"), by)
        access.person_leaves(person(group, "tamsin"), by)
        assert {one.ended_why for one in queries.times(running=False)} == {"left"}
        whole()


@pytest.mark.parametrize(
    ("values", "says", "field"),
    [
        ({"from_day": date(2090, 1, 1)}, "Write it down on the day", "from_day"),
        ({"until": date(2020, 1, 1)}, "ends after it began", "until"),
        ({"role": "boss"}, "Choose one of these", "role"),
        ({"how": "seized"}, "Choose one of these", "how"),
    ],
)
def test_what_is_refused(group: AGroup, values: dict, says: str, field: str):
    with in_books_of(group):
        milk = operations.write_down("brings the milk", "", group.sol.actor)
        with pytest.raises(Refused, match=says) as refused:
            operations.take_on(milk, person(group, "mo"), group.sol.actor, **values)
        assert refused.value.field == field


def test_more_that_is_refused(group: AGroup):
    by = group.sol.actor
    with in_books_of(group):
        milk = operations.write_down("brings the milk", "", by)
        operations.take_on(milk, person(group, "mo"), by)
        for what, says in (
            (lambda: operations.take_on(milk, person(group, "mo"), by), "already"),
            (lambda: operations.take_on(milk, person(group, "femi"), by), "critical friend"),
            (lambda: operations.take_on(job("treasurer"), person(group, "mo"), by), "lets people in"),
            (lambda: operations.write_down("Brings the Milk", "", by), "already"),
            (lambda: operations.put_away(milk, by), "Somebody has this job"),
            (lambda: operations.change_job(milk, "milk", "treasurer", milk.version, by), "lets people in"),
            (lambda: operations.end_tenure(running("treasurer")[0], "ended", by), "lets people in"),
            (lambda: operations.add_note(job("treasurer"), "task", "x", group.mo.actor), "Whoever does this job"),
            (lambda: operations.add_note(milk, "diagnosis", "x", by), "Choose what"),
        ):
            with pytest.raises(Refused, match=says):
                what()
        with pytest.raises(Conflict):
            operations.change_job(milk, "milk", "", 99, by)


def test_whoever_has_the_job_writes_about_it_and_the_history_keeps_no_words(group: AGroup):
    with in_books_of(group):
        milk = operations.write_down("brings the milk", "", group.sol.actor)
        operations.take_on(milk, person(group, "mo"), group.sol.actor)
        note = operations.add_note(milk, "wish", "The dairy closes at four", group.mo.actor)
        assert "dairy" not in json.dumps([line.body for line in db.session.scalars(select(HistoryLine))])
        operations.take_out_note(note, group.mo.actor)
        assert (note.words, queries.notes_of(milk.id)) == ("", [])


def test_a_decision_stands_in_the_history_by_its_digest(group: AGroup):
    with in_books_of(group):
        operations.change_term(running("treasurer")[0], "elected", None, "Nan Roe counted", group.carys.actor)
        assert "Roe" not in json.dumps([line.body for line in db.session.scalars(select(HistoryLine))])


# --- choosing ---


def choosing(group: AGroup, *who: str) -> tuple[int, list[int]]:
    election = electing.begin(tenancy.today(), "yearly meeting", group.sol.actor)
    rows = [electing.stand(election, job("treasurer"), person(group, one), group.sol.actor) for one in who]
    return election.id, [row.id for row in rows]


def test_a_new_treasurer_is_chosen_and_the_old_one_hands_over(group: AGroup):
    with in_books_of(group):
        election_id, [_tamsin, mo] = choosing(group, "tamsin", "mo")
        electing.close(electing.election(election_id), {mo: 7}, group.carys.actor)
        [now] = queries.times(job("treasurer").id)
        today = tenancy.today()
        assert (now.held.name, now.held.how) == ("Mo", "elected")
        assert now.held.until == dates.months_after(today, 12)
        whole()
    assert Can.KEEP_LEDGER in group.mo.actor.may
    assert Can.KEEP_LEDGER not in group.tamsin.actor.may


def test_who_is_chosen_again_goes_on_with_a_new_term(group: AGroup):
    with in_books_of(group):
        before = running("treasurer")[0]
        election_id, [tamsin] = choosing(group, "tamsin")
        electing.close(electing.election(election_id), {tamsin: None}, group.carys.actor)
        assert running("treasurer") == [before]
        assert before.until == dates.months_after(tenancy.today(), 12)


def test_a_choosing_that_is_refused_changes_nothing(group: AGroup):
    with in_books_of(group):
        election_id, [mo] = choosing(group, "mo")
        election = electing.election(election_id)
        with pytest.raises(Refused, match="lets people in"):
            electing.close(election, {mo: 1}, group.sol.actor)
        db.session.rollback()
    with in_books_of(group):
        election_id, [mo] = choosing(group, "mo")
        election = electing.election(election_id)
        with pytest.raises(Refused, match="no longer stand"):
            electing.close(election, {999: 1}, group.carys.actor)
        with pytest.raises(Refused, match="already"):
            electing.stand(election, job("treasurer"), person(group, "mo"), group.sol.actor)
        with pytest.raises(Refused, match="Only somebody in the group"):
            electing.stand(election, job("treasurer"), person(group, "femi"), group.sol.actor)
        electing.close(election, {}, group.carys.actor)
        with pytest.raises(Refused, match="written down already"):
            electing.close(election, {}, group.carys.actor)
        later = electing.begin(tenancy.today() + YEAR, "next yearly meeting", group.sol.actor)
        with pytest.raises(Refused, match="on the day of the meeting"):
            electing.close(later, {}, group.carys.actor)


def test_who_is_due_to_stand_again(group: AGroup):
    with in_books_of(group):
        today = tenancy.today()
        operations.change_term(running("treasurer")[0], "elected", today + YEAR, "", group.carys.actor)
        assert electing.due_to_stand(today) == []
        assert [one.held.name for one in electing.due_to_stand(today + YEAR)] == ["Tamsin"]


# --- who signs at the bank ---


def test_who_signs_stays_on_the_list_until_the_bank_says_otherwise(group: AGroup):
    by, today = group.sol.actor, dates.today()
    with in_books_of(group):
        row = signing.add(person(group, "tamsin"), today, False, by)
        with pytest.raises(Refused, match="on the list already"):
            signing.add(person(group, "tamsin"), today, False, by)
        with pytest.raises(Refused, match="Only somebody"):
            signing.add(person(group, "femi"), today, False, by)
        access.person_leaves(person(group, "tamsin"), group.carys.actor)
        assert [one.left for one in signing.who_signs()] == [True]
        assert any("can no longer sign" in look for look in signing.worth_a_look())
        with pytest.raises(Refused, match="not before they began"):
            signing.change(row, False, today, today - YEAR, row.version, by)
        signing.change(row, False, today, today, row.version, by)
        assert signing.who_signs() == []
        with pytest.raises(Refused, match="no longer sign"):
            signing.change(row, False, None, None, row.version, by)
        whole()


def test_a_critical_friend_reads_no_job_called_after_somebody(client, group: AGroup):
    with in_books_of(group):
        by = group.sol.actor
        person(group, "mo").name = "Ann Quirke"
        operations.write_down("ANN’s milk round", "", by)
        operations.write_down("keys", "", by)
    shown = text_of(sign_in_as(client, group.femi).get(group.url("/jobs/by-name")))
    assert "Keys" in shown and "A job that is called after somebody" in shown and "milk round" not in shown
