"""Writing agendas: beginning one, its items, their order. What is minuted under an item is another book's."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.decisions.models import Decision
from groupkit.decisions.rules import OPEN
from groupkit.history import By, digest_only, record
from groupkit.meetings import agenda, queries, rules, starting
from groupkit.meetings.models import AgendaItem, Meeting, told_as
from groupkit.meetings.operations import still_draft, unchanged
from groupkit.refusal import Refused

GAP = 10
"""Between the positions of two items when an agenda is put in order."""
PRIVATE = ("title", "lead", "words")
"""What people wrote themselves, of which the history keeps only digests."""
LAST, EMPTY = "last", "empty"
"""Ways to begin that are no ready-made agenda."""


def begin(meeting: Meeting, begin_with: str, by: By) -> list[AgendaItem]:
    """An agenda begins from a ready-made one (by its key), from the last of this kind, or empty. Raises Refused."""
    check_open(meeting)
    if queries.items_of(meeting.id):
        raise Refused("There is an agenda already. Change it, or take items out")
    items = _beginning(meeting, begin_with)
    for at, said in enumerate(items, start=1):
        db.session.add(AgendaItem(meeting_id=meeting.id, position=at * GAP, **said))
    db.session.flush()
    record(by, "began an agenda", told_as(meeting), items=(None, len(items)))
    return queries.items_of(meeting.id)


def _beginning(meeting: Meeting, begin_with: str) -> list[dict[str, Any]]:
    if begin_with == EMPTY:
        return []
    if begin_with == LAST:
        before = last_of_kind(meeting)
        if before is None:
            raise Refused("There is no earlier meeting of this kind to begin from", "begin_with")
        return [_again(one) for one in queries.items_of(before.id) if _stands_again(one)]
    ready = starting.agendas().get(begin_with)
    if ready is None:
        raise Refused("Choose one of these", "begin_with")
    return [
        {"kind": one.kind, "title": one.title, "purpose": one.purpose, "takes": one.takes, "words": one.words}
        for one in ready.items
    ]


def _stands_again(item: AgendaItem) -> bool:
    """Whether an item comes every time: it fills itself, or a ready-made agenda has one of that title."""
    if item.decision_id:
        return False
    ready = (one.title.casefold() for made in starting.agendas().values() for one in made.items)
    return item.kind != "item" or item.title.casefold() in ready


def _again(item: AgendaItem) -> dict[str, Any]:
    """A standing item as it stood; nothing that was written for one meeting alone."""
    return {name: getattr(item, name) for name in ("kind", "title", "purpose", "takes", "lead", "words")}


def last_of_kind(meeting: Meeting) -> Meeting | None:
    """The last meeting before this one that is called the same and has an agenda."""
    has_items = select(AgendaItem.id).where(AgendaItem.meeting_id == Meeting.id).exists()
    wanted = select(Meeting).where(
        Meeting.kind == meeting.kind, Meeting.called == meeting.called, Meeting.id != meeting.id, has_items
    )
    earlier = wanted.where(Meeting.day <= meeting.day).order_by(Meeting.day.desc(), Meeting.id.desc())
    return db.session.scalar(earlier.limit(1))


def check_open(meeting: Meeting) -> None:
    """Raises Refused where the agenda can no longer be changed: called off, or the minutes have gone round."""
    if meeting.standing == "called_off":
        raise Refused("This meeting was called off. Plan another one")
    still_draft(meeting)


def add(meeting: Meeting, by: By, *, kind: str = "item", title: str = "", **said: Any) -> AgendaItem:
    """One more item, before any other business and what follows it. Raises Refused; 200 items are too many.

    `said` are purpose, takes, lead, words and decision_id.
    """
    row = _add(meeting, kind, title, said)
    record(by, "added to an agenda", told_as(meeting), item=(None, row.id), title=(None, digest_only(row.title)))
    return row


def _add(meeting: Meeting, kind: str, title: str, said: dict[str, Any]) -> AgendaItem:
    check_open(meeting)
    _check(kind, title, said)
    items = queries.items_of(meeting.id)
    agenda.check_room(len(items))
    place = agenda.place_for([one.kind for one in items])
    row = AgendaItem(meeting_id=meeting.id, kind=kind, title=title or agenda.KINDS[kind], position=0, **said)
    db.session.add(row)
    _put_in_order([*items[:place], row, *items[place:]])
    db.session.flush()
    return row


def _check(kind: str, title: str, said: dict[str, Any]) -> None:
    if kind not in agenda.KINDS:
        raise Refused("Choose one of these", "kind")
    if kind == "item" and not title:
        raise Refused("Write what it is about", "title")
    if said.get("takes", 0) > agenda.LONGEST_ITEM:
        raise Refused("That is more than four hours. Write how many minutes it takes", "takes")
    if said.get("purpose") and said["purpose"] not in rules.PURPOSES:
        raise Refused("Choose one of these", "purpose")
    if kind in agenda.WORDLESS and (said.get("words") or said.get("lead")):
        raise Refused("Nothing is written under a break or sharing time. Leave this empty", "words")


def _put_in_order(items: Sequence[AgendaItem]) -> None:
    for at, one in enumerate(items, start=1):
        if one.position != at * GAP:
            one.position = at * GAP


def propose(meeting: Meeting, title: str, words: str, by: Actor) -> AgendaItem:
    """A member asks for something to be talked about: it stands at the end, and whoever keeps the agenda decides."""
    if meeting.standing != "planned":
        raise Refused("This meeting is over. Propose it for the next one")
    row = _add(meeting, "item", title, {"words": words, "purpose": "discuss"})
    record(by, "proposed something for an agenda", told_as(meeting), item=(None, row.id))
    return row


def put_decision(meeting: Meeting, decision: Decision, purpose: str, takes: int, by: By) -> AgendaItem:
    """A decision that is still being talked about becomes an item. Raises Refused where it is one already, or over."""
    if decision.standing not in OPEN:
        raise Refused("This decision is no longer being talked about", "decision")
    if any(one.decision_id == decision.id for one in queries.items_of(meeting.id)):
        raise Refused("It stands on this agenda already", "decision")
    said = {"purpose": purpose, "takes": takes, "decision_id": decision.id}
    return _in_place(meeting, decision, said, by) or add(meeting, by, kind="talking", title=decision.title, **said)


def _in_place(meeting: Meeting, decision: Decision, said: dict[str, Any], by: By) -> AgendaItem | None:
    """An item for decisions that still stands without one becomes this one's; none where there is no such item."""
    check_open(meeting)
    _check("talking", decision.title, said)
    items = queries.items_of(meeting.id)
    row = next((one for one in items if one.kind == "talking" and one.decision_id is None and not one.notes), None)
    if row is not None:
        row.title = decision.title
        for name, value in said.items():
            setattr(row, name, value)
        db.session.flush()
        record(by, "added to an agenda", told_as(meeting), item=(None, row.id), title=(None, digest_only(row.title)))
    return row


def change(item: AgendaItem, meeting: Meeting, version: int, by: By, **new: Any) -> None:
    """Another title, purpose, length, lead or line for an item. Raises Refused, Conflict where somebody else did."""
    check_open(meeting)
    unchanged(item, version)
    _check(item.kind, new["title"], new)
    new["title"] = new["title"] or agenda.KINDS[item.kind]
    changes = {}
    for name, value in new.items():
        old = getattr(item, name)
        if old != value:
            changes[name] = (digest_only(old), digest_only(value)) if name in PRIVATE else (old, value)
            setattr(item, name, value)
    if changes:
        db.session.flush()
        record(by, "changed an agenda", told_as(meeting), item=(item.id, item.id), **changes)


def move(item: AgendaItem, meeting: Meeting, up: bool, by: By) -> None:
    """An item goes one place up or down; the first goes no further up, nor the last down."""
    check_open(meeting)
    items = queries.items_of(meeting.id)
    at = next(index for index, one in enumerate(items) if one.id == item.id)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(items):
        return
    items[at], items[to] = items[to], items[at]
    _put_in_order(items)
    db.session.flush()
    record(by, "changed the order of an agenda", told_as(meeting), item=(item.id, item.id), place=(at + 1, to + 1))


def take_out(item: AgendaItem, meeting: Meeting, by: By) -> None:
    """An item is taken out. Raises Refused where something was minuted under it."""
    check_open(meeting)
    if item.notes:
        raise Refused("Something was minuted under this item, so it stays")
    if meeting.standing == "held":
        raise Refused("The meeting was held, so its items stay")
    item_id = item.id
    db.session.delete(item)
    db.session.flush()
    record(by, "took something off an agenda", told_as(meeting), item=(item_id, None))
