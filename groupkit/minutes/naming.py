"""Taking a name out of what is not the group's record yet: drafts, actions and letters. Approved minutes stay."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.history import canonical
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.minutes.models import (
    ActionPoint,
    ConfidentialPart,
    Conflict,
    Correction,
    InAttendance,
    Letter,
    MinutesStep,
    SentMinutes,
)
from groupkit.names_in import Names
from groupkit.people.members.naming import in_what_it_is_called, take_out_of

OF_DRAFTS: list[tuple[Any, tuple[str, ...]]] = [
    (AgendaItem, ("notes", "title", "lead", "words")),
    (InAttendance, ("words",)),
    (Conflict, ("who",)),
    (ConfidentialPart, ("words",)),
    (Correction, ("words",)),
]
"""What belongs to a meeting, and may name somebody while its minutes are not approved."""
SAY_WHO = (InAttendance, Conflict)
"""Where a first name alone says who it was."""
ALWAYS: list[tuple[Any, tuple[str, ...]]] = [
    (ActionPoint, ("words",)),
    (Letter, ("who", "about")),
    (MinutesStep, ("why",)),
]


def take_out(names: Names) -> int:
    """Take a name out of drafts, actions and letters; says out of how many."""
    closer = in_what_it_is_called(names)
    drafts = list(db.session.scalars(select(Meeting).where(Meeting.minutes != "approved")))
    found = _in_rows(closer, drafts, ("chair", "taker")) + _in_rows(names, drafts, ("next_words",))
    rows = {one.id for one in drafts}
    for model, columns in OF_DRAFTS:
        those = [row for row in db.session.scalars(select(model)) if row.meeting_id in rows]
        found += _in_rows(closer if model in SAY_WHO else names, those, columns)
    found += _in_papers(names)
    for model, columns in ALWAYS:
        found += _in_rows(names, db.session.scalars(select(model)), columns)
    db.session.flush()
    return found


def _in_papers(names: Names) -> int:
    """Out of minutes that were sent round, and are not approved."""
    found = 0
    wanted = select(SentMinutes).join(Meeting, Meeting.id == SentMinutes.meeting_id)
    for row in db.session.scalars(wanted.where(Meeting.minutes != "approved")):
        data = _replaced(names, json.loads(row.content))
        if data != json.loads(row.content):
            row.content = canonical(data)
            found += 1
    return found


def _replaced(names: Names, value: Any) -> Any:
    if isinstance(value, str):
        return names.replaced(value) if names.are_in(value) else value
    if isinstance(value, list):
        return [_replaced(names, one) for one in value]
    return {key: _replaced(names, one) for key, one in value.items()} if isinstance(value, dict) else value


def _in_rows(names: Names, rows: Iterable[Any], columns: tuple[str, ...]) -> int:
    return sum(take_out_of(row, columns, names) for row in rows)
