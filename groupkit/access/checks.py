"""Proving that nobody holds a job, or looks in, of which the history does not tell."""

import json
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from groupkit.access.models import Agreement, Appointment, Person
from groupkit.db import db
from groupkit.history import HistoryLine

_SOMEBODY = re.compile(r"(?:Member|Friend) ([0-9]{3,9})", re.ASCII)
_GAVE, _ENDED = "gave the job of ", "ended the job of "
_AGREED = ("agreed with a critical friend", "agreed again with a critical friend")


def check() -> Iterator[str]:
    """A sentence for each job and each agreement that is not as the history tells it."""
    jobs, agreed = _as_told()
    held = {(row.number, row.job) for row in db.session.execute(_jobs_held())}
    for number, job in sorted(held ^ jobs):
        known = "of which the history does not tell" if (number, job) in held else "in the history, and not now"
        yield f"Member {number:03d} has the job of {job} {known}"
    running = {row.number: (row.until.isoformat(), row.shares) for row in db.session.execute(_agreements())}
    for number in sorted(running.keys() | agreed.keys()):
        if running.get(number) != agreed.get(number):
            yield f"The agreement with friend {number:03d} is not as the history tells it"


def _jobs_held() -> Any:
    return (
        select(Person.number, Appointment.job)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.ended_at.is_(None))
    )


def _agreements() -> Any:
    return (
        select(Person.number, Agreement.until, Agreement.shares)
        .join(Agreement, Agreement.person_id == Person.id)
        .where(Agreement.ended_at.is_(None))
    )


def _as_told() -> tuple[set[tuple[int, str]], dict[int, tuple[str, str]]]:
    """Who holds which job, and until when each friend looks in, by everything that the history tells."""
    jobs: set[tuple[int, str]] = set()
    agreed: dict[int, tuple[str, str]] = {}
    lines = select(HistoryLine.what, HistoryLine.subject, HistoryLine.body).order_by(HistoryLine.number)
    for line in db.session.execute(lines):
        somebody = _SOMEBODY.fullmatch(line.subject)
        number = int(somebody[1]) if somebody else 0
        if line.what == "began this group's books":
            jobs |= {(1, str(job)) for job in _new(line.body, "jobs") or []}
        elif line.what.startswith(_GAVE):
            jobs.add((number, line.what.removeprefix(_GAVE)))
        elif line.what.startswith(_ENDED):
            jobs.discard((number, line.what.removeprefix(_ENDED)))
        elif line.what in _AGREED:
            agreed[number] = str(_new(line.body, "until")), _parts(_new(line.body, "shares"))
        elif line.what == "ended the agreement with a critical friend":
            agreed.pop(number, None)
    return jobs, agreed


def _parts(told: Any) -> str:
    """The parts that an agreement shares; one from before parts were ticked shared all there were."""
    return " ".join(map(str, told)) if isinstance(told, list) else "rules money book grants"


def _new(body: str, name: str) -> Any:
    """What a line says something became; a line that was tampered with may hold anything."""
    try:
        match json.loads(body):
            case {**changes} if isinstance(pair := changes.get(name), list) and len(pair) == 2:
                return pair[1]
    except ValueError:
        pass
    return None
