"""What somebody said they would do: never lost, never a score."""

from datetime import date, timedelta
from typing import Any

import pytest

from groupkit import tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.jobs import handing_over
from groupkit.jobs import queries as jobs
from groupkit.meetings.live import filled
from groupkit.minutes.operations import acting as operations
from groupkit.minutes.operations import letters
from groupkit.minutes.operations.acting import write_action
from groupkit.minutes.queries import acting
from groupkit.minutes.rules import due_in_words
from groupkit.people.members import erasing
from groupkit.refusal import Conflict, Refused
from tests.minutes.conftest import Table
from tests.minutes.meeting import hold, item_of, plan
from tests.minutes.test_room import lines


def doer(name: str) -> str:
    return next(one.key for one in acting.doers() if one.name == name)


def promised(table: Table, who: str, words: str = "Book the bus", due: date | None = None) -> Any:
    meeting = hold(table.sol)
    return write_action(meeting, item_of(meeting), words, doer(who), due, table.sol)


def person(table: Table, who: str) -> Person:
    found = people.person_numbered(table.group.people[who].number)
    assert found is not None
    return found


def test_jobs_come_before_people_and_a_critical_friend_never(table: Table) -> None:
    names = [one.name for one in acting.doers()]
    assert names.index("secretary") < names.index("Bea")
    assert "Femi" not in names


def test_ones_own_come_first_by_name_or_by_job(table: Table) -> None:
    by_name, by_job, other = (promised(table, who) for who in ("Mo", "secretary", "Bea"))
    assert acting.open_for(table.mo.person_no)[0].row.id == by_name.id
    assert acting.open_for(table.sol.person_no)[0].row.id == by_job.id
    assert {one.row.id for one in acting.open_for()} == {by_name.id, by_job.id, other.id}


def test_an_action_for_somebody_who_left_is_a_sentence(table: Table) -> None:
    bea = doer("Bea")
    access.person_leaves(person(table, "bea"), table.carys)
    meeting = hold(table.sol)
    with pytest.raises(Refused, match="Bea has left the group") as refused:
        write_action(meeting, item_of(meeting), "Book the bus", bea, None, table.sol)
    assert refused.value.field == "doer"


def test_when_somebody_leaves_what_they_had_needs_somebody(table: Table) -> None:
    row = promised(table, "Bea")
    for_job = promised(table, "second signatory")
    access.person_leaves(person(table, "bea"), table.carys)
    found = {one.row.id: one for one in acting.open_for()}
    assert found[row.id].needs == acting.NEEDS_SOMEBODY
    assert found[for_job.id].needs == acting.NOBODY_DOES_IT
    operations.change_action(row, row.version, row.words, doer("Mo"), None, table.sol)
    assert not acting.named([row])[0].needs


@pytest.mark.parametrize("who", ["", "person 999999", "person x", "job 999999", "friend 1"])
def test_nobody_at_all_is_a_sentence(table: Table, who: str) -> None:
    meeting = hold(table.sol)
    with pytest.raises(Refused) as refused:
        write_action(meeting, item_of(meeting), "Book the bus", who, None, table.sol)
    assert refused.value.field == "doer"


def test_a_day_before_the_meeting_and_no_words_are_sentences(table: Table) -> None:
    meeting = hold(table.sol)
    for words, due, field in (("", None, "words"), ("Book", tenancy.today() - timedelta(days=1), "due_on")):
        with pytest.raises(Refused) as refused:
            write_action(meeting, item_of(meeting), words, doer("Mo"), due, table.sol)
        assert refused.value.field == field
    with pytest.raises(Refused, match="stays there"):
        write_action(meeting, item_of(meeting, "sharing"), "Book", doer("Mo"), None, table.sol)


def test_whoever_has_it_says_that_it_is_done_and_nobody_else_but_an_officer(table: Table) -> None:
    row = promised(table, "Mo")
    other = promised(table, "Bea")
    operations.close(row, "done", table.mo)
    assert (row.standing, row.closed_on) == ("done", tenancy.today())
    with pytest.raises(Refused, match="Somebody else has this"):
        operations.close(other, "done", table.mo)
    meeting = hold(table.sol)
    operations.close(other, "let_go", table.sol, at=meeting)
    assert (other.standing, other.closed_at_id) == ("let_go", meeting.id)
    operations.close(other, "open", table.sol)
    assert (other.standing, other.closed_on, other.closed_at_id) == ("open", None, None)
    with pytest.raises(Refused):
        operations.close(other, "failed", table.sol)


def test_the_second_of_two_to_change_it_is_told(table: Table) -> None:
    row = promised(table, "Mo")
    version = row.version
    operations.change_action(row, version, "Book a bus", doer("Mo"), None, table.sol)
    with pytest.raises(Conflict):
        operations.change_action(row, version, "Book a train", doer("Mo"), None, table.carys)
    operations.close(row, "done", table.sol)
    with pytest.raises(Refused, match="not open any more"):
        operations.change_action(row, row.version, "Book a train", doer("Mo"), None, table.sol)


def test_the_history_holds_neither_words_nor_names(table: Table) -> None:
    row = promised(table, "Mo", "Ring Persimmon")
    operations.change_action(row, row.version, "Ring Persimmon again", doer("Bea"), None, table.sol)
    for what in ("wrote down what somebody does", "changed what somebody does"):
        assert lines(what) and not any("Persimmon" in one or "Mo" in one for one in lines(what))


def test_what_is_open_comes_to_the_next_agenda_by_itself(table: Table) -> None:
    row = promised(table, "Mo", due=tenancy.today())
    letter = letters.write_letter(
        table.sol, came=True, day=tenancy.today(), who="the council", about="Grants", picture=None, reported_at=None
    )
    coming = plan(table.sol, tenancy.today() + timedelta(days=30))
    found = filled(["actions", "letters"], table.sol, coming)
    assert [one.words for one in found["actions"]] == ["Book the bus"]
    assert found["actions"][0].quiet.startswith("Mo, by ")
    assert [one.words for one in found["letters"]] == ["Grants"]
    operations.close(row, "done", table.sol)
    letters.report([letter], hold(table.sol), table.sol)
    assert not any(filled(["actions", "letters"], table.sol, coming).values())


def test_it_goes_along_when_a_job_is_handed_over(table: Table) -> None:
    promised(table, "secretary", "Write to the library")
    job = next(one for one in jobs.jobs() if one.name == "secretary")
    assert handing_over.pack(job, table.sol).more == [
        ("Promised at meetings, and still open", ["Write to the library"])
    ]


def test_somebody_who_is_taken_out_leaves_the_words_too(table: Table) -> None:
    bea = person(table, "bea")
    bea.name = "Beatrix Ptarmigan"
    row = promised(table, "Mo", "Ask Beatrix Ptarmigan for the key")
    access.person_leaves(bea, table.carys)
    erasing.erase(bea, "asked", table.carys)
    assert "Ptarmigan" not in row.words and "(left)" in row.words


def test_a_day_that_has_passed_is_no_reproach() -> None:
    today = date(2026, 5, 3)
    assert due_in_words(None, today) == ""
    assert due_in_words(today, today) == "by 3 May 2026"
    assert due_in_words(date(2026, 5, 2), today) == "meant for 2 May 2026"
