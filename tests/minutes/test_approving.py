"""Draft, sent round, approved at a later meeting of the same body; never changed after that."""

import pytest
from sqlalchemy import select, update

from groupkit.db import db
from groupkit.files import digest_of
from groupkit.history import HistoryLine
from groupkit.history import digest_of as salted
from groupkit.meetings import noticing
from groupkit.minutes import checks, making
from groupkit.minutes.models import ApprovedMinutes, ConfidentialPart
from groupkit.minutes.operations import acting, approving, confidential
from groupkit.minutes.queries import standing
from groupkit.refusal import Conflict, Refused
from tests.minutes.conftest import Table
from tests.minutes.meeting import approve, hold, item_of, note, sent


def test_the_way_of_minutes(table: Table) -> None:
    meeting = sent(table.sol, 30)
    at = hold(table.sol)
    confidential.write(meeting, "A complaint", 0, table.sol)
    row = approve(meeting, at, table.sol)
    kept = standing.stored(row.file_id)
    assert kept is not None and kept.data is not None and digest_of(kept.data) == kept.digest
    assert [one.what for one in standing.steps_of(meeting.id)] == ["sent", "approved"]
    paper = standing.paper_of(row)
    assert (paper.standing, paper.signed_by, paper.approved_on) == ("approved", "Carys", at.day)
    part = standing.confidential(meeting.id)
    assert part is not None and row.confidential_digest == salted(part.salt, "A complaint")
    assert row.confidential_digest != digest_of(b"A complaint"), "short words could be guessed and proved"
    assert "complaint" not in row.content
    assert list(checks.check()) == []


def test_what_went_round_is_what_is_approved_whatever_changes_meanwhile(table: Table) -> None:
    meeting = hold(table.sol, 30)
    item = note(meeting, "The bus", table.sol)
    action = acting.write_action(meeting, item, "Book it", _doer("Bea"), None, table.sol)
    approving.send_round(meeting, table.sol)
    round_, version = making.paper_of(meeting, table.sol.group_name), action.version
    acting.change_action(action, version, "Never book it", _doer("Mo"), None, table.sol)
    assert making.paper_of(meeting, table.sol.group_name) == round_
    row = approve(meeting, hold(table.sol), table.sol)
    assert standing.paper_of(row).items == round_.items
    with pytest.raises(Refused, match="approved"):
        noticing.give(meeting, meeting.day, ["text"], table.sol)


def test_minutes_taken_back_are_made_anew(table: Table) -> None:
    meeting = sent(table.sol, 30)
    approving.take_back(meeting, "a slip", table.sol)
    assert standing.sent(meeting.id) is None
    note(meeting, "Another bus", table.sol)
    approving.send_round(meeting, table.sol)
    assert any(one.notes == "Another bus" for one in making.paper_of(meeting, "G").items)


def test_approved_minutes_are_what_was_approved_whatever_changes_after(table: Table) -> None:
    meeting = hold(table.sol, 30)
    item = note(meeting, "The bus", table.sol)
    acting.write_action(meeting, item, "Book it", _doer("Bea"), None, table.sol)
    approving.send_round(meeting, table.sol)
    approve(meeting, hold(table.sol), table.sol)
    before = making.paper_of(meeting, "G")
    item.notes = "Another bus"
    db.session.flush()
    assert making.paper_of(meeting, "Another name") == before


def _doer(name: str) -> str:
    from groupkit.minutes.queries import acting as found

    return next(one.key for one in found.doers() if one.name == name)


KINDS = [
    ("committee", "ordinary"),
    ("ordinary", "committee"),
    ("yearly", "ordinary"),
    ("yearly", "special"),
    ("ordinary", "own"),
]


@pytest.mark.parametrize(("kind", "other"), KINDS)
def test_a_meeting_of_another_body_cannot_approve(table: Table, kind: str, other: str) -> None:
    meeting = sent(table.sol, 30, kind=kind)
    at = hold(table.sol, kind=other, called="Gardeners" if other == "own" else "")
    with pytest.raises(Refused, match="of another body") as refused:
        approve(meeting, at, table.sol)
    assert refused.value.field == "approved_at"
    assert standing.can_approve(meeting) == []


@pytest.mark.parametrize(("kind", "other"), [("ordinary", "yearly"), ("special", "ordinary"), ("yearly", "yearly")])
def test_a_later_meeting_of_the_same_body_can(table: Table, kind: str, other: str) -> None:
    meeting = sent(table.sol, 30, kind=kind)
    at = hold(table.sol, kind=other)
    assert standing.can_approve(meeting) == [at]
    assert standing.waiting_at(at) == [meeting]
    approve(meeting, at, table.sol)


def test_neither_itself_nor_an_earlier_one_nor_one_to_come(table: Table) -> None:
    meeting = sent(table.sol, 30)
    earlier = hold(table.sol, 60)
    with pytest.raises(Refused, match="its own minutes"):
        approve(meeting, meeting, table.sol)
    with pytest.raises(Refused, match="before this one"):
        approve(meeting, earlier, table.sol)
    planned = hold(table.sol, 10)
    planned.standing = "planned"
    with pytest.raises(Refused, match="not been held"):
        approve(meeting, planned, table.sol)
    with pytest.raises(Refused, match="Choose the meeting"):
        approving.prepare(meeting, None, "Carys", "G")
    with pytest.raises(Refused, match="who signed"):
        approving.prepare(meeting, hold(table.sol), "", "G")


def test_on_one_day_the_hour_tells_which_was_later(table: Table) -> None:
    evening = sent(table.sol, 3, starts="19:00")
    morning = hold(table.sol, 3, starts="10:00")
    with pytest.raises(Refused, match="before this one"):
        approve(evening, morning, table.sol)


def test_a_draft_is_not_approved_unread(table: Table) -> None:
    with pytest.raises(Refused, match="Send the minutes round first"):
        approve(hold(table.sol, 30), hold(table.sol), table.sol)


def test_they_are_taken_back_with_a_reason_and_never_after_approval(table: Table) -> None:
    meeting = sent(table.sol, 30)
    with pytest.raises(Refused, match="why"):
        approving.take_back(meeting, "", table.sol)
    approving.take_back(meeting, "The sum was wrong", table.sol)
    assert (meeting.minutes, meeting.sent_on) == ("draft", None)
    assert standing.steps_of(meeting.id)[-1].why == "The sum was wrong"
    with pytest.raises(Refused, match="draft already"):
        approving.take_back(meeting, "Again", table.sol)
    approving.send_round(meeting, table.sol)
    with pytest.raises(Refused, match="already"):
        approving.send_round(meeting, table.sol)
    approve(meeting, hold(table.sol), table.sol)
    with pytest.raises(Refused, match="stay as they are"):
        approving.take_back(meeting, "Too late", table.sol)
    with pytest.raises(Refused, match="already"):
        approve(meeting, hold(table.sol), table.sol)


def test_corrections_are_settled_first_and_stand_in_what_is_approved(table: Table) -> None:
    meeting = sent(table.sol, 30)
    item = item_of(meeting)
    taken = approving.propose_correction(meeting, item, "It was £12", table.mo)
    other = approving.propose_correction(meeting, None, "Mo was there too", table.mo)
    at = hold(table.sol)
    with pytest.raises(Refused, match="whether it is taken up"):
        approve(meeting, at, table.sol)
    approving.settle(meeting, taken, "taken", table.sol)
    approving.settle(meeting, other, "not_taken", table.sol)
    with pytest.raises(Refused):
        approving.settle(meeting, other, "perhaps", table.sol)
    row = approve(meeting, at, table.sol)
    assert standing.paper_of(row).corrections == ("The summer outing: It was £12",)
    with pytest.raises(Refused, match="stay as they are"):
        approving.settle(meeting, other, "taken", table.sol)
    with pytest.raises(Refused, match="before they are approved"):
        approving.propose_correction(meeting, None, "One more", table.mo)


def test_a_correction_that_was_written_into_a_draft_needs_no_line_at_approval(table: Table) -> None:
    meeting = sent(table.sol, 30)
    row = approving.propose_correction(meeting, item_of(meeting), "It was £12", table.mo)
    with pytest.raises(Refused, match="back to draft first"):
        approving.settle(meeting, row, "written", table.sol)
    approving.take_back(meeting, "The sum was wrong", table.sol)
    note(meeting, "It was £12", table.sol)
    approving.settle(meeting, row, "written", table.sol)
    approving.send_round(meeting, table.sol)
    paper = standing.paper_of(approve(meeting, hold(table.sol), table.sol))
    assert paper.corrections == () and any(item.notes == "It was £12" for item in paper.items)


def test_a_correction_to_a_draft_is_a_sentence(table: Table) -> None:
    with pytest.raises(Refused, match="once minutes were sent round"):
        approving.propose_correction(hold(table.sol), None, "It was £12", table.mo)


def test_what_changed_while_somebody_looked_is_looked_at_again(table: Table) -> None:
    meeting = sent(table.sol, 30)
    at = hold(table.sol)
    ready = approving.prepare(meeting, at, "Carys", "G")
    seen = ready.mark
    confidential.write(meeting, "A complaint", 0, table.sol)
    with pytest.raises(Conflict, match="while you were looking"):
        approving.approve(meeting, at, "Carys", ready, seen, table.sol)


def test_what_a_later_meeting_put_right_stands_beside(table: Table) -> None:
    meeting = sent(table.sol, 30)
    at = hold(table.sol, 10)
    with pytest.raises(Refused, match="not approved yet"):
        approving.note_later_correction(meeting, at, "It was £12", table.sol)
    row = approve(meeting, at, table.sol)
    for minuted_at, words, said in (
        (None, "x", "Choose"),
        (hold(table.sol, 60), "x", "after"),
        (at, "", "as it was minuted"),
    ):
        with pytest.raises(Refused, match=said):
            approving.note_later_correction(meeting, minuted_at, words, table.sol)
    approving.note_later_correction(meeting, at, "It was £12", table.sol)
    assert [one.words for one, _ in standing.later_corrections(meeting.id)] == ["It was £12"]
    assert digest_of(row.content.encode()) == row.digest


def test_a_confidential_part_is_locked_with_the_minutes(table: Table) -> None:
    meeting = sent(table.sol, 30)
    row = confidential.write(meeting, "A complaint", 0, table.sol)
    assert row is not None
    with pytest.raises(Conflict, match="Theirs stands below"):
        confidential.write(meeting, "Another", 0, table.carys)
    with pytest.raises(Refused, match="too long"):
        confidential.write(meeting, "x" * 40_001, row.version, table.sol)
    assert confidential.write(meeting, "", row.version, table.sol) is None
    approve(meeting, hold(table.sol), table.sol)
    with pytest.raises(Refused, match="approved"):
        confidential.write(meeting, "Too late", 0, table.sol)


def test_the_history_holds_no_word_of_it(table: Table) -> None:
    meeting = sent(table.sol, 30)
    approving.propose_correction(meeting, None, "Persimmon was there", table.mo)
    confidential.write(meeting, "Persimmon complained", 0, table.sol)
    approving.take_back(meeting, "Persimmon asked", table.sol)
    assert not any("Persimmon" in body for body in db.session.scalars(select(HistoryLine.body)))


TAMPERED = [
    (ApprovedMinutes, {"content": "{}"}, "not as they were approved"),
    (ConfidentialPart, {"words": "Nothing happened"}, "confidential part"),
]


@pytest.mark.parametrize(("model", "values", "said"), TAMPERED)
def test_the_check_finds_what_was_tampered_with(
    table: Table, model: type, values: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = sent(table.sol, 30)
    confidential.write(meeting, "A complaint", 0, table.sol)
    row = approve(meeting, hold(table.sol), table.sol)
    if model is ApprovedMinutes:
        # The guard and the database let nobody change such a row: the digest of what is there is made to differ.
        assert row.digest
        monkeypatch.setattr("groupkit.minutes.checks.digest_of", lambda data: "0" * 64)
    else:
        db.session.execute(update(model).values(**values))
    assert any(said in sentence for sentence in checks.check())


def test_the_check_finds_a_standing_that_nobody_gave(table: Table) -> None:
    meeting = hold(table.sol, 30)
    meeting.minutes = "approved"
    db.session.flush()
    assert any("and there are none" in sentence for sentence in checks.check())
    room_of = sent(table.sol, 20)
    approve(room_of, hold(table.sol), table.sol)
    room_of.minutes = "sent"
    db.session.flush()
    assert any("stand as if they were not" in sentence for sentence in checks.check())


def test_yearly_minutes_are_approved_however_many_meetings_lie_between(table: Table) -> None:
    meeting = sent(table.sol, 370, kind="yearly")
    for week in range(50):
        hold(table.sol, 360 - 7 * week)
    at = hold(table.sol, 0, kind="yearly")
    assert [one.id for one in standing.can_approve(meeting)] == [at.id]
    assert meeting.id in [one.id for one in standing.waiting_at(at)]


def test_another_body_puts_nothing_right(table: Table) -> None:
    meeting = sent(table.sol, 30)
    approve(meeting, hold(table.sol, 10), table.sol)
    with pytest.raises(Refused, match="another body"):
        approving.note_later_correction(meeting, hold(table.sol, 5, kind="committee"), "It was £12", table.sol)
    at = hold(table.sol, 2)
    approving.note_later_correction(meeting, at, "It was £12", table.sol)
    assert "It was £12" in making.put_right_later([meeting.id])[meeting.id][0]
