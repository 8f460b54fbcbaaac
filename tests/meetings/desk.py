"""Meetings in tests: an evening to plan, and short ways to plan it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from groupkit import checks, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.meetings import operations
from groupkit.meetings.models import Meeting
from tests.browsing import post
from tests.builders import AGroup

EVENING = {"starts": "19:00", "ends": "21:00"}
TYPED = {"starts": "7 pm", "ends": "9 pm"}
"""The same as somebody types it."""


def days(count: int) -> date:
    """The day so many days from today; call it inside the books."""
    return tenancy.today() + timedelta(days=count)


def plan(by: Actor, day: date, kind: str = "ordinary", **more: Any) -> Meeting:
    """A meeting in the evening; call it inside the books."""
    return operations.plan(by, kind=kind, day=day, **{**EVENING, **more})


def told() -> list[tuple[str, str]]:
    """What the history tells of meetings: what was done, and the whole of what was written down about it."""
    lines = db.session.scalars(select(HistoryLine).order_by(HistoryLine.number))
    return [(line.what, f"{line.subject} {line.body}") for line in lines]


def whole() -> None:
    """Every check of the books says that they are whole."""
    db.session.flush()
    assert list(checks.check_group()) == []


def planned_at(browser: Any, group: AGroup, day: str, kind: str = "ordinary", **more: Any) -> str:
    """Plan a meeting on its page; gives back its address."""
    answer = post(browser, group.url("/meetings/new"), kind=kind, day=day, **{**TYPED, **more})
    assert answer.status_code == 302, answer.text
    return str(answer.location)
