"""Deciding in the room: over those who are there, with the quorum, and what was decided in between."""

import pytest

from groupkit.decisions import operations as decisions
from groupkit.decisions.operations import Held
from groupkit.minutes import making, telling
from groupkit.minutes.operations import approving, deciding, room
from groupkit.minutes.queries import deciding as waiting
from groupkit.refusal import Asks, Refused
from tests.minutes.conftest import Table
from tests.minutes.meeting import decision, hold, item_of


def vote(present: int | None = 4, votes: tuple[int, int, int] = (3, 1, 0), way: str = "vote") -> Held:
    """A vote as a form gives it."""
    from groupkit import tenancy

    return Held(way, tenancy.today(), "", "We go to the sea by bus", present, votes if way == "vote" else None)


def test_a_vote_stands_in_the_minutes_in_its_exact_words(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    row = decision(table.sol)
    link = deciding.hold(meeting, item_of(meeting), row, vote(), table.sol, all_the_same=False)
    assert row.standing == "agreed"
    paper = making.paper_of(meeting, "G")
    (one,) = next(item for item in paper.items if item.decisions).decisions
    assert (one.number, one.words, one.came, one.quorum) == (1, "We go to the sea by bus", "agreed", "")
    assert one.count.startswith("3 for, 1 against, 0 abstained: agreed")
    assert telling.places([link.round_id])[link.round_id].label.startswith("Members’ meeting")
    assert telling.reported([link.round_id]) == {link.round_id}


def test_more_votes_than_were_there_are_a_sentence(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    row = decision(table.sol)
    with pytest.raises(Refused, match="4 votes together, and 3") as refused:
        deciding.hold(meeting, item_of(meeting), row, vote(3, (3, 1, 0)), table.sol, all_the_same=True)
    assert refused.value.field == "for_"
    with pytest.raises(Refused, match="more than the 4 with a vote who are here") as refused:
        deciding.hold(meeting, item_of(meeting), row, vote(5), table.sol, all_the_same=True)
    assert refused.value.field == "present"
    room.change_count(meeting, item_of(meeting), 5, table.sol)
    deciding.hold(meeting, item_of(meeting), row, vote(5), table.sol, all_the_same=True)


def test_with_too_few_there_it_asks_and_the_record_says_so(table: Table) -> None:
    meeting = hold(table.sol, present=2)
    row = decision(table.sol)
    with pytest.raises(Asks, match="Too few are here") as refused:
        deciding.hold(meeting, item_of(meeting), row, vote(2, (2, 0, 0)), table.sol, all_the_same=False)
    assert refused.value.field == "all_the_same"
    deciding.hold(meeting, item_of(meeting), row, vote(2, (2, 0, 0)), table.sol, all_the_same=True)
    paper = making.paper_of(meeting, "G")
    (one,) = next(item for item in paper.items if item.decisions).decisions
    assert "2 of 5 here; 3 are needed" in one.quorum and "all the same" in one.quorum


def test_talking_needs_nobody_counted(table: Table) -> None:
    meeting = hold(table.sol, present=1)
    row = decision(table.sol)
    deciding.hold(meeting, item_of(meeting), row, vote(None, way="talk"), table.sol, all_the_same=False)
    assert row.standing == "talking"


def test_a_committee_does_not_decide_for_the_members(table: Table) -> None:
    meeting = hold(table.sol, kind="committee", present=3)
    row = decision(table.sol)
    with pytest.raises(Refused, match="The members decide this"):
        deciding.hold(meeting, item_of(meeting), row, vote(3, (3, 0, 0)), table.sol, all_the_same=True)
    own = decision(table.sol, "The kettle", body="committee")
    deciding.hold(meeting, item_of(meeting), own, vote(3, (3, 0, 0)), table.sol, all_the_same=True)


@pytest.mark.parametrize("way", ["between", "shouting"])
def test_ways_that_are_not_of_a_room(table: Table, way: str) -> None:
    meeting = hold(table.sol)
    with pytest.raises(Refused):
        deciding.hold(meeting, item_of(meeting), decision(table.sol), vote(way=way), table.sol, all_the_same=True)


def test_nothing_is_decided_in_sharing_time(table: Table) -> None:
    meeting = hold(table.sol)
    item = item_of(meeting, "sharing")
    with pytest.raises(Refused, match="stays there"):
        deciding.hold(meeting, item, decision(table.sol), vote(), table.sol, all_the_same=True)


def test_what_was_decided_in_between_is_reported_once(table: Table) -> None:
    from groupkit import tenancy

    row = decision(table.sol)
    made = decisions.hold_round(
        row, Held("between", tenancy.today(), "by phone", "We go to the sea", 5, (4, 0, 0)), table.sol
    )
    meeting = hold(table.sol)
    assert [held.id for held, _ in waiting.to_report(meeting)] == [made.id]
    assert telling.reported([made.id]) == set()
    deciding.report(meeting, item_of(meeting), made, row, table.sol)
    assert waiting.to_report(meeting) == []
    with pytest.raises(Refused, match="already"):
        deciding.report(meeting, item_of(meeting), made, row, table.sol)
    (one,) = next(item for item in making.paper_of(meeting, "G").items if item.decisions).decisions
    assert one.reported


def test_only_what_was_decided_in_between_is_reported(table: Table) -> None:
    meeting = hold(table.sol)
    row = decision(table.sol)
    link = deciding.hold(meeting, item_of(meeting), row, vote(), table.sol, all_the_same=False)
    from groupkit.decisions.queries import round_by_row

    held = round_by_row(link.round_id)
    assert held is not None
    with pytest.raises(Refused, match="reached before this meeting"):
        deciding.report(meeting, item_of(meeting), held, row, table.sol)


def test_a_meeting_of_our_own_kind_decides_nothing(table: Table) -> None:
    meeting = hold(table.sol, kind="own", called="Tea", present=1)
    row = decision(table.sol)
    with pytest.raises(Refused, match="decide nothing by your rules"):
        deciding.hold(meeting, item_of(meeting), row, vote(1, way="all"), table.sol, all_the_same=True)
    deciding.hold(meeting, item_of(meeting), row, vote(None, way="talk"), table.sol, all_the_same=False)


def test_whoever_left_for_it_is_missing_from_the_quorum_and_the_votes(table: Table) -> None:
    meeting = hold(table.sol, present=3)
    room.add_conflict(meeting, item_of(meeting), "Bea", "left", table.sol)
    row = decision(table.sol)
    with pytest.raises(Refused, match="more than the 2 with a vote who are here at this item"):
        deciding.hold(meeting, item_of(meeting), row, vote(3, (3, 0, 0)), table.sol, all_the_same=True)
    with pytest.raises(Asks, match="Too few are here"):
        deciding.hold(meeting, item_of(meeting), row, vote(2, (2, 0, 0)), table.sol, all_the_same=False)
    other = item_of(meeting, "any_other")
    deciding.hold(meeting, other, row, vote(3, (3, 0, 0)), table.sol, all_the_same=False)


def test_heads_are_not_counted_down_under_votes(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    row = decision(table.sol)
    deciding.hold(meeting, item_of(meeting), row, vote(), table.sol, all_the_same=False)
    with pytest.raises(Refused, match="4 were counted for decision 1") as refused:
        room.count(meeting, "present", 3, table.sol)
    assert refused.value.field == "number"


def test_a_vote_written_down_wrongly_leaves_the_draft_and_never_what_went_round(table: Table) -> None:
    meeting = hold(table.sol, present=4)
    row = decision(table.sol)
    deciding.hold(meeting, item_of(meeting), row, vote(), table.sol, all_the_same=False)
    decisions.take_back_round(row, "turned round", table.sol)
    assert not any(item.decisions for item in making.paper_of(meeting, "G").items)
    deciding.hold(meeting, item_of(meeting), row, vote(4, (1, 3, 0)), table.sol, all_the_same=False)
    (one,) = next(item for item in making.paper_of(meeting, "G").items if item.decisions).decisions
    assert one.came == "not agreed"
    approving.send_round(meeting, table.sol)
    with pytest.raises(Refused, match="went round"):
        decisions.take_back_round(row, "again", table.sol)
