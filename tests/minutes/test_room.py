"""In the room: who is there, what is minuted, and two people who type at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.decisions.operations import Held
from groupkit.history import HistoryLine
from groupkit.minutes import making
from groupkit.minutes.operations import approving, deciding, room
from groupkit.minutes.queries import room as queries
from groupkit.refusal import Asks, Conflict, Refused
from tests.minutes.conftest import Table
from tests.minutes.meeting import decision, hold, item_of, note, plan


def lines(what: str) -> list[str]:
    """What the history says of something that was done."""
    wanted = select(HistoryLine.body).where(HistoryLine.what == what).order_by(HistoryLine.number)
    return list(db.session.scalars(wanted))


def test_a_meeting_of_tomorrow_cannot_begin(table: Table) -> None:
    meeting = plan(table.sol, tenancy.today() + timedelta(days=1))
    with pytest.raises(Refused, match="still to come") as refused:
        room.begin(meeting, "19:00", table.sol)
    assert refused.value.field == "began"
    with pytest.raises(Refused, match="has not begun"):
        room.count(meeting, "present", 3, table.sol)


def test_one_that_was_called_off_cannot_begin(table: Table) -> None:
    meeting = plan(table.sol, tenancy.today())
    meeting.standing = "called_off"
    with pytest.raises(Refused, match="called off"):
        room.begin(meeting, "19:00", table.sol)


def test_heads_are_counted_and_the_history_tells_the_numbers(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    room.count_on(meeting, "present", table.sol, more=True)
    room.count_on(meeting, "apologies", table.sol, more=True)
    room.count_on(meeting, "apologies", table.sol, more=False)
    room.count_on(meeting, "apologies", table.sol, more=False)
    assert (meeting.present, meeting.apologies) == (5, 0)
    assert '"present":[4,5]' in lines("counted who was at a meeting")[1]
    with pytest.raises(Refused, match="more than 5,000"):
        room.count(meeting, "present", 5_001, table.sol)
    with pytest.raises(Refused):
        room.count(meeting, "reason", 1, table.sol)


def test_who_came_late_counts_from_their_item_on(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    outing, other = item_of(meeting), item_of(meeting, "any_other")
    room.change_count(meeting, outing, 6, table.sol)
    assert queries.present_at(meeting, item_of(meeting, "welcome")) == 4
    assert queries.present_at(meeting, other) == 6
    assert queries.room(meeting).now_here == 6
    room.change_count(meeting, outing, 3, table.sol)
    room.change_count(meeting, outing, None, table.sol)
    assert queries.present_at(meeting, other) == 4


@pytest.mark.parametrize("kind", ["sharing", "break"])
def test_nothing_is_ever_written_under_sharing_time_or_a_break(table: Table, kind: str) -> None:
    meeting = hold(table.sol)
    item = item_of(meeting, kind)
    for write in (
        lambda: room.write_notes(meeting, item, "", "Ann told of her illness", item.version, table.sol),
        lambda: room.change_count(meeting, item, 3, table.sol),
        lambda: room.add_conflict(meeting, item, "Ann", "left", table.sol),
    ):
        with pytest.raises(Refused, match="stays there"):
            write()
    assert item.notes == ""


def test_two_people_who_touch_different_lines_are_both_kept(table: Table) -> None:
    meeting = hold(table.sol)
    item = note(meeting, "The bus\nThe cake", table.sol)
    version = item.version
    first = room.write_notes(meeting, item, item.notes, "The bus is booked\nThe cake", version, table.sol)
    assert not first.merged
    second = room.write_notes(meeting, item, "The bus\nThe cake", "The bus\nThe cake is Bea’s", version, table.carys)
    assert second.merged
    assert item.notes == "The bus is booked\nThe cake is Bea’s"


def test_two_people_who_change_the_same_line_lose_nothing(table: Table) -> None:
    meeting = hold(table.sol)
    item = note(meeting, "The bus", table.sol)
    version = item.version
    room.write_notes(meeting, item, "The bus", "The bus costs £240", version, table.sol)
    with pytest.raises(Conflict, match="same lines"):
        room.write_notes(meeting, item, "The bus", "The bus costs £260", version, table.carys)
    assert item.notes == "The bus costs £240"


def test_saving_the_same_again_changes_nothing(table: Table) -> None:
    meeting = hold(table.sol)
    item = note(meeting, "The bus", table.sol)
    noted = room.write_notes(meeting, item, "", "The bus", 1, table.sol)
    assert (noted.version, noted.merged, item.notes) == (item.version, False, "The bus")


def test_notes_that_are_too_long_are_a_sentence(table: Table) -> None:
    meeting = hold(table.sol)
    item = item_of(meeting)
    with pytest.raises(Refused, match="too long"):
        room.write_notes(meeting, item, "", "x" * 20_001, item.version, table.sol)


def test_the_history_tells_who_wrote_and_never_what(table: Table) -> None:
    meeting = hold(table.sol)
    item = note(meeting, "Persimmon is ill", table.sol)
    for words in ("Persimmon is ill.", "Persimmon is ill again"):
        room.write_notes(meeting, item, item.notes, words, item.version, table.sol)
    room.write_notes(meeting, item, item.notes, "The boiler is mended", item.version, table.carys)
    told = lines("wrote in the minutes")
    assert len(told) == 2, "whoever goes on typing is told of once"
    assert not any("Persimmon" in one or "boiler" in one for one in told)


def test_facts_are_kept_apart_from_the_head_count(table: Table) -> None:
    meeting = hold(table.sol)
    seen = room.mark_of(meeting)
    room.count_on(meeting, "present", table.carys, more=True)
    said = {"began": "19:05", "chair": "Carys", "taker": "Sol", "ended": "20:30", "next_words": ""}
    room.write_facts(meeting, seen, table.sol, **said)
    assert (meeting.chair, meeting.ended) == ("Carys", "20:30")
    assert "Carys" not in lines("wrote down how a meeting went")[0]
    with pytest.raises(Conflict, match="Somebody else"):
        room.write_facts(meeting, seen, table.carys, **said)


def test_a_meeting_that_ends_before_it_began_is_a_sentence(table: Table) -> None:
    meeting = hold(table.sol)
    said = {"began": "19:00", "chair": "", "taker": "", "ended": "06:59", "next_words": ""}
    room.write_facts(meeting, room.mark_of(meeting), table.sol, **said)
    for ended in ("19:00", "18:00"):
        with pytest.raises(Refused, match="before it began") as refused:
            room.write_facts(meeting, room.mark_of(meeting), table.sol, **said | {"ended": ended})
        assert refused.value.field == "ended"


def test_guests_and_interests_are_written_and_taken_out(table: Table) -> None:
    meeting = hold(table.sol)
    guest = room.add_guest(meeting, "A nurse", table.sol)
    conflict = room.add_conflict(meeting, item_of(meeting), "Bea", "left", table.sol)
    assert queries.said(conflict) == "Bea left the room for it"
    assert meeting.present == 4, "a guest is in no count"
    for words, did, field in (("", "left", "who"), ("Bea", "sang", "did")):
        with pytest.raises(Refused) as refused:
            room.add_conflict(meeting, item_of(meeting), words, did, table.sol)
        assert refused.value.field == field
    with pytest.raises(Refused):
        room.add_guest(meeting, "", table.sol)
    room.remove_guest(meeting, guest, table.sol)
    room.remove_conflict(meeting, conflict, table.sol)
    assert queries.room(meeting).attending == [] and not queries.room(meeting).conflicts.get(item_of(meeting).id)


@pytest.mark.parametrize(("did", "out"), [("left", 1), ("no_part", 1), ("stayed", 0)])
def test_whoever_leaves_for_an_item_counts_in_all_the_others(table: Table, did: str, out: int) -> None:
    meeting = hold(table.sol, present=4)
    outing, other = item_of(meeting), item_of(meeting, "any_other")
    room.add_conflict(meeting, outing, "Bea", did, table.sol)
    assert (queries.present_at(meeting, outing), queries.present_at(meeting, other)) == (4 - out, 4)
    found = queries.room(meeting)
    assert (found.counts_at(outing.id), found.counts_at(other.id), found.now_here) == (4 - out, 4, 4)
    said = "Without them 3 with a vote count for this item" if out else ""
    assert found.said_at(outing.id) == said and found.said_at(other.id) == ""
    told = {item.title: item.here for item in making.paper_of(meeting, "G").items}
    assert told[outing.title] == said and told[other.title] == ""


def test_whoever_is_in_attendance_is_not_counted_out(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    room.add_guest(meeting, "Femi Adeyémi, council for voluntary service", table.sol)
    room.add_conflict(meeting, item_of(meeting), "Femi Adeyemi", "left", table.sol)
    assert queries.present_at(meeting, item_of(meeting)) == 4


def test_nobody_is_counted_out_under_votes(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    held = Held("all", meeting.day, "", "We go", 4)
    deciding.hold(meeting, item_of(meeting), decision(table.sol), held, table.sol, all_the_same=False)
    room.add_conflict(meeting, item_of(meeting, "any_other"), "Bea", "left", table.sol)
    with pytest.raises(Refused, match="4 were counted for decision 1") as refused:
        room.add_conflict(meeting, item_of(meeting), "Bea", "left", table.sol)
    assert refused.value.field == "did"


def test_more_heads_than_members_are_asked_about_and_kept(table: Table) -> None:
    meeting = hold(table.sol, present=5)
    with pytest.raises(Asks, match=r"more than the 5 members we know of\. Guests and practitioners") as asked:
        room.ask_about_many(meeting, 5, 6, False)
    assert asked.value.field == "all_the_same"
    for before, present, meant in ((5, 6, True), (6, 6, False), (4, 5, False), (5, None, False)):
        room.ask_about_many(meeting, before, present, meant)
    committee = hold(table.sol, kind="committee", present=4)
    with pytest.raises(Asks, match="more than the 4 on the committee we know of"):
        room.ask_about_many(committee, 4, 5, False)


def test_a_group_that_writes_down_only_its_officers_is_not_asked(table: Table) -> None:
    meeting = hold(table.sol, present=5)
    person = db.session.scalar(select(Person).where(Person.number == table.group.mo.number))
    assert person is not None
    person.left_on = meeting.day
    db.session.flush()
    room.ask_about_many(meeting, 5, 12, False)


def test_what_was_sent_round_stays_as_it_is(table: Table) -> None:
    meeting = hold(table.sol)
    item = note(meeting, "The bus", table.sol)
    approving.send_round(meeting, table.sol)
    for write in (
        lambda: room.write_notes(meeting, item, item.notes, "Another bus", item.version, table.sol),
        lambda: room.count(meeting, "present", 9, table.sol),
        lambda: room.add_guest(meeting, "A nurse", table.sol),
    ):
        with pytest.raises(Refused, match="Take them back to draft"):
            write()
