"""What the address of a page names, or 404; and the ways back into the room."""

from typing import Any

from flask import abort, flash, g, redirect, url_for

from groupkit.forms import GroupForm
from groupkit.meetings import queries as meetings
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.minutes.models import ActionPoint, Conflict, Correction, InAttendance, Letter
from groupkit.minutes.queries import acting, letters, room, standing

TOLD = {
    "done": "Done. Thank you",
    "let_go": "Let go. That is fine",
    "open": "It is open again",
    "reported": "Written down: this meeting heard of them",
    "approved": "Approved. They are kept just as they are now",
}
"""What is said once something was done, by a word that an address can carry."""


def meeting_here(meeting_id: int) -> Meeting:
    """The meeting of this address."""
    return meetings.meeting(meeting_id) or abort(404)


def item_here(meeting_id: int, item_id: int) -> AgendaItem:
    """The item of this address, which is the meeting's own."""
    return room.item_of(meeting_id, item_id) or abort(404)


def guest_here(meeting_id: int, guest_id: int) -> InAttendance:
    """The one in attendance of this address."""
    return room.guest(meeting_id, guest_id) or abort(404)


def conflict_here(meeting_id: int, conflict_id: int) -> Conflict:
    """The conflict of interest of this address."""
    return room.conflict(meeting_id, conflict_id) or abort(404)


def correction_here(meeting_id: int, correction_id: int) -> Correction:
    """The correction of this address."""
    return standing.correction(meeting_id, correction_id) or abort(404)


def letter_here(letter_id: int) -> Letter:
    """The letter of this address."""
    return letters.letter(letter_id) or abort(404)


def action_here(action_id: int) -> ActionPoint:
    """The action of this address."""
    return acting.action(action_id) or abort(404)


def to_room(meeting_id: int, item_id: int | None = None) -> Any:
    """Back into the room, at the item."""
    return redirect(
        url_for("minutes.hold_meeting", meeting_id=meeting_id, _anchor=f"item-{item_id}" if item_id else "")
    )


def told_in_room(meeting_id: int, kind: str, told: str) -> Any:
    """Back into the room at the item of a kind, where a sentence (a key of `TOLD`) says what was done.

    A page that opens at an item hides what stands above it, so the sentence stands under the item itself.
    """
    item_id = next((one.id for one in meetings.items_of(meeting_id) if one.kind == kind), None)
    if item_id is None:
        flash(TOLD[told])
        return to_room(meeting_id)
    return redirect(
        url_for("minutes.hold_meeting", meeting_id=meeting_id, at=item_id, told=told, _anchor=f"item-{item_id}")
    )


def to_minutes(meeting_id: int, words: str = "") -> Any:
    """Back to the minutes, with a sentence."""
    if words:
        flash(words)
    return redirect(url_for("minutes.show_minutes", meeting_id=meeting_id))


def refused(form: GroupForm) -> None:
    """Say what was refused where a page is only a button."""
    flash(" ".join(form.general) or "Nothing was changed", "heed")


def group_name() -> str:
    """What the group is called, for a paper."""
    return str(g.actor.group_name)
