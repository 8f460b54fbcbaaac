"""Jobs taken on, shared, handed over and ended: refusals, the access that hangs on them, and what the history says."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.jobs import operations, queries
from groupkit.refusal import Conflict, Refused
from tests.browsing import post, text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.jobs.desk import YEAR, job, on_paper, person, running, whole


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


def test_a_job_that_ended_earlier_the_same_day_keeps_why(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        milk = operations.write_down("brings the milk", "", by)
        operations.end_tenure(operations.take_on(milk, person(group, "tamsin"), by), "ended", by)
        access.person_leaves(person(group, "tamsin"), by)
        assert {one.held.job: one.ended_why for one in queries.times(running=False)} == {
            "brings the milk": "ended",
            "treasurer": "left",
        }
        whole()


def test_only_whoever_lets_people_in_hands_the_door_on(group: AGroup):
    with in_books_of(group), pytest.raises(Refused, match="Ask somebody who lets people in"):
        operations.hand_over(running("coordinator")[0], group.sol.actor)


def test_in_somebodys_place_before_they_can_sign_in(client, group: AGroup):
    with in_books_of(group):
        number, job_id, old = on_paper(group).number, job("coordinator").id, running("coordinator")[0].id
    carys = sign_in_as(client, group.carys)
    answer = post(carys, group.url(f"/jobs/{job_id}/take-on"), person=number, role="holds", instead_of=old)
    assert "The one before keeps the job as well for now" in text_of(carys.get(answer.location))
    with in_books_of(group):
        assert len(running("coordinator")) == 2
        whole()


def test_two_of_one_name_who_let_people_in_are_two(group: AGroup):
    with in_books_of(group):
        operations.take_on(job("coordinator"), person(group, "mo"), group.carys.actor)
        person(group, "mo").name = "Carys"
        db.session.flush()
        assert people.who_let_in() == ["Carys", "Carys"]


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


def test_a_critical_friend_reads_no_job_called_after_somebody(client, group: AGroup):
    with in_books_of(group):
        by = group.sol.actor
        person(group, "mo").name = "Ann Quirke"
        operations.write_down("ANN’s milk round", "", by)
        operations.write_down("keys", "", by)
    shown = text_of(sign_in_as(client, group.femi).get(group.url("/jobs/by-name")))
    assert "Keys" in shown and "A job that is called after somebody" in shown and "milk round" not in shown
