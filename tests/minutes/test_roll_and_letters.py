"""The business roll, kept apart and dropped; and the letters log."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.copies import papers
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.minutes import rules, telling
from groupkit.minutes.models import RollEntry
from groupkit.minutes.operations import approving, letters, roll
from groupkit.minutes.operations import room as operations
from groupkit.minutes.queries import letters as found
from groupkit.minutes.queries import standing
from groupkit.minutes.queries.room import roll_of
from groupkit.people.members import erasing
from groupkit.pictures import Prepared
from groupkit.refusal import Asks, Conflict, Refused
from tests.minutes.conftest import Table
from tests.minutes.meeting import approve, hold, item_of, note, plan
from tests.minutes.test_room import lines


def rows(table: Table, *names: str) -> list[int]:
    known = {one.name: one.id for one in roll.who_can_stand(tenancy.today())}
    return [known[name] for name in names]


def test_no_name_is_written_unless_the_group_says_that_its_quorum_needs_names(table: Table) -> None:
    meeting = hold(table.sol)
    with pytest.raises(Asks) as refused:
        roll.write_roll(meeting, rows(table, "Mo"), [], "", table.sol, needed=False)
    assert refused.value.field == "needed"
    roll.write_roll(meeting, rows(table, "Mo", "Bea"), rows(table, "Tamsin"), "", table.sol, needed=True)
    assert sorted(roll_of(meeting.id).values()) == ["here", "here", "sorry"]
    told = lines("wrote the roll of a meeting")[0]
    assert '"here":[0,2]' in told and "Mo" not in told
    roll.write_roll(meeting, rows(table, "Mo"), [], roll.mark_of(meeting), table.sol, needed=False)
    assert len(roll_of(meeting.id)) == 1


def test_a_critical_friend_stands_on_no_roll(table: Table) -> None:
    meeting = hold(table.sol)
    femi = people.person_numbered(table.group.femi.number)
    assert femi is not None
    with pytest.raises(Refused, match="those in the list"):
        roll.write_roll(meeting, [femi.id], [], "", table.sol, needed=True)


def test_somebody_ticked_twice_and_somebody_else_writing_are_sentences(table: Table) -> None:
    meeting = hold(table.sol)
    mo = rows(table, "Mo")
    with pytest.raises(Refused, match="both as here and as sorry"):
        roll.write_roll(meeting, mo, mo, "", table.sol, needed=True)
    roll.write_roll(meeting, mo, [], "", table.sol, needed=True)
    with pytest.raises(Conflict):
        roll.write_roll(meeting, rows(table, "Bea"), [], "", table.carys, needed=True)


def test_there_is_no_reason_field_anywhere() -> None:
    columns = {column.name for column in RollEntry.__mapper__.columns}
    assert columns == {"id", "key", "group_id", "meeting_id", "person_id", "part"}


def test_rolls_are_dropped_after_their_time_and_the_number_stays(table: Table) -> None:
    long_ago, lately = hold(table.sol, 500), hold(table.sol, 30)
    for meeting in (long_ago, lately):
        roll.write_roll(meeting, rows(table, "Mo"), [], "", table.sol, needed=True)
    last = roll.dropped_on(lately)
    assert last == dates.months_after(lately.day, rules.ROLL_MONTHS)
    assert roll.drop_old(tenancy.today()) == 1
    assert (roll_of(long_ago.id), len(roll_of(lately.id))) == ({}, 1)
    assert long_ago.present == 4
    assert roll.drop_old(last - timedelta(days=1)) == 0
    assert roll.drop_old(last) == 1, "on the day that the page promised"
    assert len(lines("dropped the roll of a meeting")) == 2


def test_whoever_is_taken_out_leaves_every_roll_and_every_draft(table: Table) -> None:
    person = people.person_numbered(table.group.bea.number)
    assert person is not None
    person.name = "Beatrix Ptarmigan"
    kept = hold(table.sol, 30)
    note(kept, "Beatrix Ptarmigan read the report", table.sol)
    approving.send_round(kept, table.sol)
    draft = hold(table.sol, 10)
    approve(kept, draft, table.sol)
    note(draft, "Beatrix Ptarmigan read the report", table.sol)
    operations.add_guest(draft, "Beatrix Ptarmigan’s nurse", table.sol)
    operations.add_conflict(draft, item_of(draft), "Beatrix Ptarmigan", "left", table.sol)
    said = {"began": "19:00", "chair": "Beatrix Ptarmigan", "taker": "", "ended": "", "next_words": ""}
    operations.write_facts(draft, operations.mark_of(draft), table.sol, **said)
    roll.write_roll(draft, [person.id], [], "", table.sol, needed=True)
    letter = letters.write_letter(
        table.sol,
        came=False,
        day=tenancy.today(),
        who="Beatrix Ptarmigan",
        about="Thanks",
        picture=None,
        reported_at=None,
    )
    access.person_leaves(person, table.carys)
    erasing.erase(person, "asked", table.carys)
    assert roll_of(draft.id) == {}
    for words in (item_of(draft).notes, draft.chair, letter.who):
        assert "Ptarmigan" not in words and "(left)" in words
    row = standing.approved(kept.id)
    assert row is not None and "Beatrix Ptarmigan" in row.content, "the group's record stays as it was approved"
    assert not any("Ptarmigan" in body for body in db.session.scalars(select(HistoryLine.body)))


def test_people_read_what_is_kept_about_them(table: Table) -> None:
    meeting = hold(table.sol)
    roll.write_roll(meeting, rows(table, "Mo"), [], "", table.sol, needed=True)
    said = "\n".join(telling.own(rows(table, "Mo")[0]))
    assert "Meetings with a roll" in said and "here. The name is dropped again" in said
    assert list(telling.own(rows(table, "Bea")[0])) == []


def letter_of(table: Table, **more: object) -> dict[str, object]:
    said = {"came": True, "day": tenancy.today(), "who": "the council", "about": "Grants"}
    return {**said, "picture": None, "reported_at": None, **more}


def test_a_letter_waits_until_a_meeting_heard_of_it(table: Table) -> None:
    row = letters.write_letter(table.sol, **letter_of(table))  # type: ignore[arg-type]
    assert found.not_reported() == [row]
    meeting = hold(table.sol)
    letters.report([row], meeting, table.sol)
    assert (found.not_reported(), found.reported_at(meeting.id)) == ([], [row])


def test_days_of_letters_that_cannot_be(table: Table) -> None:
    with pytest.raises(Refused, match="not come yet"):
        letters.write_letter(table.sol, **letter_of(table, day=tenancy.today() + timedelta(days=1)))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="before the letter"):
        letters.write_letter(table.sol, **letter_of(table, reported_at=hold(table.sol, 10)))  # type: ignore[arg-type]


def test_the_second_of_two_to_change_a_letter_is_told_and_a_photo_is_kept(table: Table) -> None:
    row = letters.write_letter(table.sol, **letter_of(table))  # type: ignore[arg-type]
    version = row.version
    photo = Prepared(b"\xff\xd8 photo", "image/jpeg", 1, 1, "letter.jpg")
    letters.change_letter(row, version, table.sol, **letter_of(table, who="Persimmon", picture=photo))  # type: ignore[arg-type]
    stored = standing.stored(row.file_id)
    assert stored is not None and stored.data == photo.data
    with pytest.raises(Conflict):
        letters.change_letter(row, version, table.carys, **letter_of(table))  # type: ignore[arg-type]
    assert "Persimmon" not in lines("changed a letter")[0]


def test_the_pack_of_a_yearly_meeting_has_the_last_minutes(table: Table) -> None:
    last = hold(table.sol, 365, kind="yearly")
    coming = plan(table.sol, tenancy.today() + timedelta(days=20), kind="yearly")
    assert list(telling.last_yearly_minutes(table.sol, coming)) == []
    approving.send_round(last, table.sol)
    (sent,) = telling.last_yearly_minutes(table.sol, coming)
    assert "approved at this meeting" in sent.words and sent.make is not None and sent.make()
    this = hold(table.sol, 1, kind="yearly")
    row = approve(last, this, table.sol)
    this.standing = "planned"
    (kept,) = telling.last_yearly_minutes(table.sol, coming)
    stored = standing.stored(row.file_id)
    assert stored is not None and kept.make is not None and kept.make() == stored.data
    assert list(telling.last_yearly_minutes(table.sol, hold(table.sol))) == []


def test_a_copy_can_be_made_of_approved_minutes_and_of_no_draft(table: Table) -> None:
    meeting = hold(table.sol, 30)
    note(meeting, "The kettle was mended", table.sol)
    approving.send_round(meeting, table.sol)
    key = f"minutes {meeting.id} 1"
    assert papers.words_of(key) is None and key not in {one.key for one in papers.papers()}
    approve(meeting, hold(table.sol), table.sol)
    assert "The kettle was mended" in (papers.words_of(key) or "")
    assert key in {one.key for one in papers.papers()}
    assert papers.words_of("minutes x 1") is None
