"""What somebody said they would do: written down, changed, done, let go."""

from datetime import date

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.history import By, digest_only, record
from groupkit.jobs.models import GroupJob
from groupkit.meetings.models import AgendaItem, Meeting, told_as
from groupkit.minutes.models import ActionPoint
from groupkit.minutes.operations.room import WORDLESS, here
from groupkit.minutes.queries import acting
from groupkit.minutes.queries.room import takes_words
from groupkit.refusal import Conflict, Refused


def told(row: ActionPoint) -> str:
    """How an action stands in the history: by its row, since its words may name somebody."""
    return f"action {row.id}"


def write_action(
    meeting: Meeting, item: AgendaItem | None, words: str, doer: str, due_on: date | None, by: By
) -> ActionPoint:
    """Somebody, or better a job, said they would do something. Raises Refused for somebody who left."""
    here(meeting)
    if item is not None and not takes_words(item):
        raise Refused(WORDLESS, "words")
    job_id, person_id = whose(doer)
    _check(words, due_on, meeting.day)
    row = ActionPoint(
        meeting_id=meeting.id,
        item_id=item.id if item else None,
        words=words,
        job_id=job_id,
        person_id=person_id,
        due_on=due_on,
        standing="open",
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "wrote down what somebody does",
        told(row),
        meeting=(None, told_as(meeting)),
        words=(None, digest_only(words)),
        who=(None, _who(row)),
        by_day=(None, due_on),
    )
    return row


def change_action(row: ActionPoint, version: int, words: str, doer: str, due_on: date | None, by: By) -> None:
    """Other words, somebody else or another day for what is open. Raises Conflict for the second of two to save."""
    if row.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it as it stands now, then press once more")
    if row.standing != "open":
        raise Refused("This is not open any more. Open it again first")
    job_id, person_id = whose(doer) if doer != acting.key_of(row) else (row.job_id, row.person_id)
    _check(words, due_on, None)
    before = (digest_only(row.words), _who(row), row.due_on)
    same = (row.words, row.job_id, row.person_id, row.due_on) == (words, job_id, person_id, due_on)
    if same:
        return
    row.words, row.job_id, row.person_id, row.due_on = words, job_id, person_id, due_on
    db.session.flush()
    record(
        by,
        "changed what somebody does",
        told(row),
        words=(before[0], digest_only(words)),
        who=(before[1], _who(row)),
        by_day=(before[2], due_on),
    )


def close(row: ActionPoint, standing: str, by: Actor, at: Meeting | None = None) -> None:
    """It is done, or let go, or open again after all; `at` is the meeting that heard so.

    Whoever has it may say so, and whoever keeps the minutes. Raises Refused for anybody else.
    """
    if standing not in ("open", "done", "let_go"):
        raise Refused("Choose one of these")
    if not by.can(Can.KEEP_MEETINGS) and not mine(row, by):
        raise Refused("Somebody else has this. They can say when it is done, or whoever takes the minutes")
    before = row.standing
    if before == standing:
        return
    row.standing = standing
    row.closed_on = None if standing == "open" else tenancy.today()
    row.closed_at_id = at.id if at is not None and standing != "open" else None
    db.session.flush()
    record(by, "said how an action stands", told(row), standing=(before, standing))


def mine(row: ActionPoint, by: Actor) -> bool:
    """Whether somebody has an action themselves, or does the job that has it."""
    return acting.named([row], by.person_no)[0].mine


def whose(doer: str) -> tuple[int | None, int | None]:
    """A job or a person, as a form names it: rows of both. Raises Refused for nobody, and for somebody who left."""
    sort, _, number = doer.partition(" ")
    row = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
    if sort == "job":
        job = db.session.scalar(select(GroupJob).where(GroupJob.id == row))
        if job is None or job.stopped_on is not None:
            raise Refused("Nobody does this job any more. Choose another, or a person", "doer")
        return job.id, None
    person = db.session.scalar(select(Person).where(Person.id == row)) if sort == "person" else None
    if person is None or person.friend:
        raise Refused("Choose who does it: a job, or somebody who is here", "doer")
    if person.left_on is not None and person.left_on <= tenancy.today():
        raise Refused(f"{person.name} has left the group. Choose somebody who is here", "doer")
    return None, person.id


def _check(words: str, due_on: date | None, met: date | None) -> None:
    if not words:
        raise Refused("Write what is to be done", "words")
    if due_on is not None and met is not None and due_on < met:
        raise Refused("That day was before the meeting. Choose a later one, or none", "due_on")


def _who(row: ActionPoint) -> str:
    """Whose it is, for the history: a job or a person by row, never a name."""
    return acting.key_of(row) or "nobody"
