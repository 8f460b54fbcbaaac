"""Housekeeping after somebody has saved something: one due chore, once a day each, safe to kill.

A shared host runs nothing between two clicks, so the program tidies up when the answer has gone out.
What must be true at a moment is computed when asked and never left to a chore.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, Response, g
from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from groupkit import dates, db, files, tenancy
from groupkit.access import door
from groupkit.access import queries as people
from groupkit.access.door_models import HalfSignIn, SecondStep, WayBack
from groupkit.access.models import Attempt, Chore, Invitation, UserSession
from groupkit.tokens import TOKEN_HOURS, FormToken

EVERY = timedelta(days=1)
KEEP_SESSIONS, KEEP_ATTEMPTS, KEEP_INVITATIONS = timedelta(days=7), timedelta(days=2), timedelta(days=30)


def start(app: Flask) -> None:
    """Let a chore follow each answer that saved something."""

    def afterwards(response: Response) -> Response:
        if g.get("saved"):
            response.call_on_close(lambda: _in_peace(app))
        return response

    app.after_request(afterwards)


def _in_peace(app: Flask) -> None:
    """A chore that fails disturbs nobody: it comes round again."""
    try:
        with app.app_context():
            do_one()
    except DBAPIError as error:
        app.logger.warning("a chore was put off: %s", type(error.orig).__name__)


def do_one() -> str | None:
    """Do the first chore that is due; gives back its name. Where none is, that is one question."""
    now = dates.now()
    with db.door_reading() as records:
        due = {row.name: row.due_at for row in records.execute(select(Chore.name, Chore.due_at))}
    for name, chore in CHORES.items():
        if due.get(name, now) <= now and _claim(name, due.get(name), now):
            chore(now)
            return name
    return None


def _claim(name: str, due_at: datetime | None, now: datetime) -> bool:
    """Whether this worker is the one to do it: the row that says when it is due next is also the lock."""
    try:
        with db.door_writing() as records:
            if due_at is None:
                records.add(Chore(name=name, due_at=now + EVERY))
                return True
            claimed = records.execute(
                update(Chore).where(Chore.name == name, Chore.due_at == due_at).values(due_at=now + EVERY)
            )
            return bool(claimed.rowcount)  # type: ignore[attr-defined]
    except IntegrityError:
        return False


def tidy_the_door(now: datetime) -> None:
    """Take away what no longer opens or counts for anything: used forms, ended sessions, old wrong tries, and second
    steps that were begun and never finished."""
    with db.door_writing() as records:
        records.execute(delete(FormToken).where(FormToken.used_at < now - 2 * timedelta(hours=TOKEN_HOURS)))
        records.execute(delete(UserSession).where(UserSession.seen_at < now - door.LONGEST - KEEP_SESSIONS))
        records.execute(delete(Attempt).where(Attempt.last_at < now - KEEP_ATTEMPTS))
        records.execute(
            delete(Invitation).where(
                or_(Invitation.until < now - KEEP_INVITATIONS, Invitation.used_at < now - KEEP_INVITATIONS)
            )
        )
        records.execute(delete(HalfSignIn).where(HalfSignIn.began_at < now - EVERY))
        records.execute(delete(WayBack).where(WayBack.until < now - EVERY))
        records.execute(delete(SecondStep).where(SecondStep.on_since.is_(None), SecondStep.begun_at < now - EVERY))


def forget_held_pictures(_now: datetime) -> None:
    """Pictures of forms that were never sent again go after an hour, group by group."""
    for _, group in people.every_group():
        with tenancy.in_group(group, db.db.session), db.writing():
            files.forget_held()


CHORES: dict[str, Callable[[datetime], None]] = {
    "tidy the door": tidy_the_door,
    "forget held pictures": forget_held_pictures,
}
