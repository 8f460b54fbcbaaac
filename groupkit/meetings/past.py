"""The meetings that were: when, how many came, whether enough did, and how far their minutes are. No prose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select

from groupkit import tenancy
from groupkit.db import db
from groupkit.decisions import bodies
from groupkit.meetings import rules
from groupkit.meetings.models import Meeting
from groupkit.rulebook.arithmetic import quorum
from groupkit.rulebook.queries import at_any_day

MINUTES = {"draft": "not sent round yet", "sent": "sent round", "approved": "approved"}
"""How far minutes are, in words."""


@dataclass(frozen=True)
class Past:
    """A meeting that was held or called off, in figures."""

    meeting_id: int
    kind: str
    called: str
    day: date
    standing: str
    present: int | None
    enough: bool | None
    """Whether enough were there to decide; None where nobody counted, or no rule asks."""
    minutes: str

    @property
    def title(self) -> str:
        """`Committee meeting`, or what the group calls it."""
        return rules.title_of(self.kind, self.called)


def by_year() -> list[tuple[int, list[Past]]]:
    """Every meeting that was held, or called off and its day has passed, the latest year and day first."""
    columns = (Meeting.id, Meeting.kind, Meeting.called, Meeting.body, Meeting.day, Meeting.standing, Meeting.present)
    over = or_(Meeting.standing == "held", (Meeting.standing == "called_off") & (Meeting.day < tenancy.today()))
    wanted = select(*columns, Meeting.minutes).where(over)
    rows = db.session.execute(wanted.order_by(Meeting.day.desc(), Meeting.starts.desc(), Meeting.id.desc())).all()
    enough = _judged(rows)
    found = [
        Past(row.id, row.kind, row.called, row.day, row.standing, row.present, enough.get(row.id), row.minutes)
        for row in rows
    ]
    return [(year, list(those)) for year, those in groupby(found, lambda one: one.day.year)]


def _judged(rows: Iterable[Any]) -> dict[int, bool]:
    """Of each meeting at which somebody counted whether enough were there, by the rules and the members of its day."""
    counted = [row for row in rows if row.present is not None and row.body in rules.QUORUM_RULES]
    if not counted:
        return {}
    answer = at_any_day([name for names in rules.QUORUM_RULES.values() for name in names])
    size = bodies.sizes_at_any_day()
    found = {}
    for row in counted:
        number, share = (answer(name, row.day).value for name in rules.QUORUM_RULES[row.body])
        asked = quorum(int(number), Fraction(share) if share else None, size(row.body, row.day))
        found[row.id] = row.present >= asked
    return found
