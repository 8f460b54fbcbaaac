"""What the address of a page names, or 404; and how a form says that somebody else saved first."""

from datetime import date
from typing import Any

from flask import abort

from groupkit.dates import EARLIEST, LATEST
from groupkit.forms import GroupForm
from groupkit.meetings import queries
from groupkit.meetings.models import AgendaItem, Meeting, MeetingSeries


def meeting_here(meeting_id: int) -> Meeting:
    """The meeting of this address."""
    return queries.meeting(meeting_id) or abort(404)


def item_here(item_id: int) -> tuple[AgendaItem, Meeting]:
    """The item of this address, and the meeting on whose agenda it stands."""
    item = queries.item(item_id) or abort(404)
    return item, meeting_here(item.meeting_id)


def series_here(series_id: int) -> MeetingSeries:
    """The series of this address."""
    return queries.series(series_id) or abort(404)


def day_here(text: str) -> date:
    """The day of this address, as `2026-03-10`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return day if day.isoformat() == text and EARLIEST <= day <= LATEST else abort(404)


def stands_at(form: GroupForm, row: Any) -> bool:
    """Whether somebody else saved since the form was opened; the next press then goes by what stands now."""
    version: Any = form["version"]
    return bool(version.changed_meanwhile(row.version))
