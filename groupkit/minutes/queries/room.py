"""A meeting with everything that was written down in the room."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from groupkit.db import db
from groupkit.decisions.bodies import Sizes
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.queries import stands
from groupkit.meetings import queries as meetings
from groupkit.meetings.agenda import WORDLESS
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.meetings.rules import DID, Quorum
from groupkit.minutes import rules
from groupkit.minutes.models import ActionPoint, Conflict, CountChange, DecisionAtMeeting, InAttendance, RollEntry
from groupkit.minutes.queries import acting, deciding


@dataclass(frozen=True)
class AtItem:
    """A round of a decision under an item, held there or only reported."""

    link: DecisionAtMeeting
    round: DecisionRound
    decision: Decision


@dataclass(frozen=True)
class Room:
    """One meeting with its agenda, and what was written down at each item; by the row of the item."""

    meeting: Meeting
    items: list[AgendaItem]
    attending: list[InAttendance]
    changes: dict[int, int]
    conflicts: dict[int, list[Conflict]]
    decided: dict[int, list[AtItem]]
    actions: dict[int, list[ActionPoint]]
    in_room: dict[int, int | None] = field(default_factory=dict)
    """How many with a vote were in the room at each item, those with an interest of their own in it among them."""
    out_source: str = ""
    """Where it stands that somebody with an interest of their own does not count."""
    promised: Sequence[ActionPoint] = ()
    """What was taken on at it, and what is open of all meetings where that was asked for."""

    @property
    def now_here(self) -> int | None:
        """How many are here now: the last number that was written down."""
        return self.in_room[self.items[-1].id] if self.items else self.meeting.present

    def out_at(self, item_id: int) -> int:
        """How many of them do not count at an item, for an interest of their own."""
        return _out(self.conflicts.get(item_id, ()), self.attending)

    def counts_at(self, item_id: int) -> int | None:
        """How many with a vote count at an item."""
        return rules.still_here(self.in_room.get(item_id), self.out_at(item_id))

    def said_at(self, item_id: int) -> str:
        """What there is to say of how many count at an item; empty where all who are in the room do."""
        return rules.say_still_here(self.in_room.get(item_id), self.out_at(item_id), self.out_source)


def _out(conflicts: Iterable[Conflict], attending: Iterable[InAttendance]) -> int:
    return rules.counted_out([(one.who, one.did) for one in conflicts], [one.words for one in attending])


def room(meeting: Meeting, and_open: bool = False) -> Room:
    """Everything about a meeting, `and_open` with what is open of all meetings: three questions.

    One more where somebody has no vote at an item.
    """
    return rooms([meeting], and_open)[meeting.id]


def rooms(found: Sequence[Meeting], and_open: bool = False) -> dict[int, Room]:
    """The same of several meetings, with no more questions than for one."""
    rows = [one.id for one in found]
    written, attending = _written(rows), _attending(rows)
    actions: dict[int, dict[int, list[ActionPoint]]] = defaultdict(lambda: defaultdict(list))
    promised = acting.of_meetings(rows, and_open)
    for action in promised:
        actions[action.meeting_id][action.item_id or 0].append(action)
    return {one.id: _room(one, written[one.id], attending[one.id], actions[one.id], promised) for one in found}


@dataclass(frozen=True)
class _Written:
    """What stands at the items of one meeting; by the row of the item."""

    items: dict[int, AgendaItem] = field(default_factory=dict)
    changes: dict[int, int] = field(default_factory=dict)
    conflicts: dict[int, dict[int, Conflict]] = field(default_factory=lambda: defaultdict(dict))
    decided: dict[int, dict[int, AtItem]] = field(default_factory=lambda: defaultdict(dict))


def _written(meeting_ids: Sequence[int]) -> dict[int, _Written]:
    """The items of some meetings with what was written down at each, in one question."""
    at_item = {
        model: (model.item_id == AgendaItem.id) & (model.group_id == AgendaItem.group_id)
        for model in (CountChange, Conflict, DecisionAtMeeting)
    }
    held = (DecisionRound.id == DecisionAtMeeting.round_id) & (DecisionRound.group_id == DecisionAtMeeting.group_id)
    about = (Decision.id == DecisionRound.decision_id) & (Decision.group_id == DecisionRound.group_id)
    wanted = (
        select(AgendaItem, CountChange.present, Conflict, DecisionAtMeeting, DecisionRound, Decision, stands())
        .outerjoin(CountChange, at_item[CountChange])
        .outerjoin(Conflict, at_item[Conflict])
        .outerjoin(DecisionAtMeeting, at_item[DecisionAtMeeting])
        .outerjoin(DecisionRound, held)
        .outerjoin(Decision, about)
        .where(AgendaItem.meeting_id.in_(meeting_ids))
        .order_by(AgendaItem.position, AgendaItem.id, Conflict.id, DecisionAtMeeting.id)
    )
    found: dict[int, _Written] = defaultdict(_Written)
    for item, present, conflict, link, round_, decision, counts in db.session.execute(wanted):
        one = found[item.meeting_id]
        one.items[item.id] = item
        if present is not None:
            one.changes[item.id] = present
        if conflict is not None:
            one.conflicts[item.id][conflict.id] = conflict
        if link is not None and counts:
            one.decided[item.id][link.id] = AtItem(link, round_, decision)
    return found


def _attending(meeting_ids: Sequence[int]) -> dict[int, list[InAttendance]]:
    found: dict[int, list[InAttendance]] = defaultdict(list)
    wanted = select(InAttendance).where(InAttendance.meeting_id.in_(meeting_ids)).order_by(InAttendance.id)
    for guest in db.session.scalars(wanted):
        found[guest.meeting_id].append(guest)
    return found


def _room(
    meeting: Meeting,
    written: _Written,
    attending: list[InAttendance],
    actions: dict[int, list[ActionPoint]],
    promised: Sequence[ActionPoint],
) -> Room:
    conflicts = {item_id: list(those.values()) for item_id, those in written.conflicts.items()}
    return Room(
        meeting,
        list(written.items.values()),
        attending,
        written.changes,
        conflicts,
        {item_id: list(those.values()) for item_id, those in written.decided.items()},
        actions,
        rules.present_from(list(written.items), written.changes, meeting.present),
        deciding.out_source(meeting.day) if _somebody_is_out(conflicts.values()) else "",
        promised,
    )


def _somebody_is_out(conflicts: Iterable[Sequence[Conflict]]) -> bool:
    return any(one.did in rules.NO_VOTE for those in conflicts for one in those)


def item_of(meeting_id: int, item_id: int) -> AgendaItem | None:
    """One item of a meeting; None where it is another meeting's."""
    wanted = select(AgendaItem).where(AgendaItem.id == item_id, AgendaItem.meeting_id == meeting_id)
    return db.session.scalar(wanted)


def present_at(meeting: Meeting, item: AgendaItem) -> int | None:
    """How many with a vote count at an item: without those who left for it, or take no part in it."""
    out = select(Conflict).where(Conflict.meeting_id == meeting.id, Conflict.item_id == item.id)
    guests = select(InAttendance).where(InAttendance.meeting_id == meeting.id)
    return rules.still_here(in_room(meeting).get(item.id), _out(db.session.scalars(out), db.session.scalars(guests)))


def in_room(meeting: Meeting) -> dict[int, int | None]:
    """How many with a vote were in the room at each item."""
    items = [one.id for one in meetings.items_of(meeting.id)]
    wanted = select(CountChange).where(CountChange.meeting_id == meeting.id)
    changes = {one.item_id: one.present for one in db.session.scalars(wanted)}
    return rules.present_from(items, changes, meeting.present)


def quorum_of(meeting: Meeting, sizes: Sizes | None = None) -> Quorum | None:
    """What the rules asked on the day of a meeting; None where no rule speaks of such a meeting. Two questions.

    One where how many have a vote on that day is handed on.
    """
    if meeting.body == "own":
        return None
    return meetings.asks(meeting.day).quorum(meeting.body, sizes)


def conflict(meeting_id: int, row_id: int) -> Conflict | None:
    """One conflict of interest of a meeting."""
    return db.session.scalar(select(Conflict).where(Conflict.id == row_id, Conflict.meeting_id == meeting_id))


def guest(meeting_id: int, row_id: int) -> InAttendance | None:
    """One guest of a meeting."""
    return db.session.scalar(
        select(InAttendance).where(InAttendance.id == row_id, InAttendance.meeting_id == meeting_id)
    )


def roll_of(meeting_id: int) -> dict[int, str]:
    """Who stands on the roll of a meeting, by the row of the person: `here` or `sorry`."""
    wanted = select(RollEntry.person_id, RollEntry.part).where(RollEntry.meeting_id == meeting_id)
    return {row.person_id: row.part for row in db.session.execute(wanted)}


def said(conflict: Conflict) -> str:
    """`Ann Smith left the room for it`."""
    return f"{conflict.who} {DID[conflict.did]}"


def takes_words(item: AgendaItem) -> bool:
    """Whether anything can be written under an item: never under a break or sharing time."""
    return item.kind not in WORDLESS
