"""Who does what: the jobs of the group, who has them, and how the work is shared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import literal, select, union_all

from groupkit import tenancy
from groupkit.access import queries as access
from groupkit.access import veil
from groupkit.access.models import Appointment, Person
from groupkit.db import db
from groupkit.jobs.models import Election, GroupJob, JobNote, Tenure
from groupkit.jobs.rules import (
    DEPUTY,
    HOLDS,
    NOTES,
    SHADOWS,
    Held,
    Look,
    term_in_words,
    term_over,
    worth_a_look,
)
from groupkit.refusal import Refused

_TOLD_AS = re.compile("(job|choosing) ([0-9]{1,18})", re.ASCII)


def jobs() -> list[GroupJob]:
    """Every job that is not put away, those that open pages first, then by name."""
    rows = db.session.scalars(select(GroupJob).where(GroupJob.stopped_on.is_(None)))
    return sorted(rows, key=lambda job: (not job.gives, job.name.casefold(), job.id))


def put_away() -> list[GroupJob]:
    """The jobs that were put away, by name."""
    rows = db.session.scalars(select(GroupJob).where(GroupJob.stopped_on.is_not(None)))
    return sorted(rows, key=lambda job: (job.name.casefold(), job.id))


def job(row_id: int) -> GroupJob | None:
    """One job by row, put away or not."""
    return db.session.scalar(select(GroupJob).where(GroupJob.id == row_id))


def job_by_row(row_id: int) -> GroupJob:
    """One job by row; Refused when there is none in this group."""
    found = job(row_id)
    if found is None:
        raise Refused("There is no such job in this group")
    return found


def called_today(told: Iterable[str]) -> dict[str, str]:
    """What each job and choosing that the history tells of by its row (`models.told_as`) is called today."""
    found = [match for words in set(told) if (match := _TOLD_AS.fullmatch(words))]
    ids = {sort: [int(match[2]) for match in found if match[1] == sort] for sort in ("job", "choosing")}
    rows = db.session.execute(
        union_all(
            select(literal("job").label("sort"), GroupJob.id, GroupJob.name.label("called")).where(
                GroupJob.id.in_(ids["job"])
            ),
            select(literal("choosing"), Election.id, Election.meeting).where(Election.id.in_(ids["choosing"])),
        )
    )
    return {f"{row.sort} {row.id}": row.called for row in rows}


def note(row_id: int) -> JobNote | None:
    """One line about a job, by row, unless it was taken out."""
    return db.session.scalar(select(JobNote).where(JobNote.id == row_id, JobNote.taken_out_at.is_(None)))


def notes_of(job_id: int) -> list[JobNote]:
    """The lines about a job, as they were written."""
    wanted = select(JobNote).where(JobNote.job_id == job_id, JobNote.taken_out_at.is_(None)).order_by(JobNote.id)
    return list(db.session.scalars(wanted))


def notes_by_kind(job_id: int) -> dict[str, list[JobNote]]:
    """The lines about a job under each heading that has any, in reading order."""
    lines = notes_of(job_id)
    found = {kind: [line for line in lines if line.kind == kind] for kind in NOTES}
    return {kind: those for kind, those in found.items() if those}


def tenure(row_id: int) -> Tenure | None:
    """Somebody's time in a job, by row."""
    return db.session.scalar(select(Tenure).where(Tenure.id == row_id))


def tenures_of(job_id: int) -> list[Tenure]:
    """The times in a job that run today."""
    return list(
        db.session.scalars(select(Tenure).where(Tenure.job_id == job_id, Tenure.ended_on.is_(None)).order_by(Tenure.id))
    )


def has_job(person_no: int, job_id: int) -> bool:
    """Whether somebody has a job today, as holder, deputy or to learn it."""
    wanted = (
        select(Tenure.id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Tenure.job_id == job_id, Tenure.ended_on.is_(None), Person.number == person_no)
    )
    return db.session.scalar(wanted.limit(1)) is not None


@dataclass(frozen=True)
class Time:
    """Somebody's time in a job, for a page."""

    id: int
    job_id: int
    held: Held
    ended_on: date | None
    ended_why: str
    alone: bool
    """Whether they recorded it themselves as the group's only officer."""
    decision: str
    key: str
    """What the row is called wherever the group moves."""

    @property
    def over(self) -> bool:
        """Whether the term has run out while they still have the job."""
        return self.ended_on is None and term_over(self.held, tenancy.today())

    @property
    def term(self) -> str:
        """The term in words."""
        return term_in_words(self.held, tenancy.today())


def times(job_id: int | None = None, *, running: bool = True) -> list[Time]:
    """Who has which job today, or with `running=False` who had it before; of one job or of all."""
    wanted = (
        select(Tenure, GroupJob.name, GroupJob.gives, Person.number, Person.name.label("person"), Appointment.alone)
        .join(GroupJob, GroupJob.id == Tenure.job_id)
        .join(Person, Person.id == Tenure.person_id)
        .outerjoin(Appointment, (Appointment.id == Tenure.appointment_id) & (Appointment.group_id == Tenure.group_id))
        .where(Tenure.ended_on.is_(None) if running else Tenure.ended_on.is_not(None))
        .order_by(Tenure.id if running else Tenure.ended_on.desc(), Tenure.id)
    )
    if job_id is not None:
        wanted = wanted.where(Tenure.job_id == job_id)
    return [_time(row) for row in db.session.execute(wanted)]


def times_by_person() -> dict[int, list[Time]]:
    """Who has which job today, by the person's number."""
    found: dict[int, list[Time]] = {}
    for one in times():
        found.setdefault(one.held.number, []).append(one)
    return found


def _time(row: Any) -> Time:
    tenure: Tenure = row.Tenure
    held = Held(row.name, row.number, row.person, tenure.role, tenure.from_day, tenure.until, row.gives, tenure.how)
    alone, ended = bool(row.alone), (tenure.ended_on, tenure.ended_why)
    return Time(tenure.id, tenure.job_id, held, *ended, alone, tenure.decision, tenure.key)


@dataclass(frozen=True)
class JobCard:
    """One job on the page of who does what."""

    id: int
    name: str
    gives: str
    times: list[Time] = field(default_factory=list)

    def of(self, role: str) -> list[Time]:
        """Those who have it in one way: doing it, stepping in, or learning it."""
        return [one for one in self.times if one.held.role == role]

    @property
    def holders(self) -> list[Time]:
        """Whoever does it."""
        return self.of(HOLDS)

    @property
    def deputies(self) -> list[Time]:
        """Whoever steps in when needed."""
        return self.of(DEPUTY)

    @property
    def learners(self) -> list[Time]:
        """Whoever comes along to learn it."""
        return self.of(SHADOWS)


def who_does_what() -> list[JobCard]:
    """Every job with those who have it: those that open pages first, then by name."""
    held: dict[int, list[Time]] = {}
    for one in times():
        held.setdefault(one.job_id, []).append(one)
    return [JobCard(job.id, job.name, job.gives, held.get(job.id, [])) for job in jobs()]


@dataclass(frozen=True)
class JobAlone:
    """A job without any name: whether it opens pages, somebody does it, and somebody could step in."""

    name: str
    gives: str
    done: bool
    helped: bool


def jobs_by_name() -> list[JobAlone]:
    """Every job without anybody's name: those that open pages first, then by name.

    A job that is called after somebody (“Ann's milk round”) is shown without what it is called.
    """
    names = veil.words_of_names()
    return [
        JobAlone(
            veil.INSTEAD["job"] if names.are_in(one.name) else one.name,
            one.gives,
            bool(one.holders),
            bool(one.deputies),
        )
        for one in who_does_what()
    ]


@dataclass(frozen=True)
class Load:
    """What one person carries."""

    name: str
    number: int
    does: list[str]
    steps_in: list[str]
    keys: int


def who_carries_what() -> list[Load]:
    """Everybody with a job, in the order of the member numbers: never a ranking."""
    running = times()
    keys = _keys()
    loads = []
    for number in sorted({one.held.number for one in running}):
        theirs = [one for one in running if one.held.number == number]
        does = [one for one in theirs if one.held.role == HOLDS]
        loads.append(
            Load(
                name=theirs[0].held.name,
                number=number,
                does=sorted(one.held.job for one in does),
                steps_in=sorted(one.held.job for one in theirs if one.held.role != HOLDS),
                keys=sum(keys.get(one.job_id, 0) for one in does),
            )
        )
    return loads


def _keys() -> dict[int, int]:
    found: dict[int, int] = {}
    wanted = select(JobNote.job_id).where(JobNote.kind == "key", JobNote.taken_out_at.is_(None))
    for job_id in db.session.scalars(wanted):
        found[job_id] = found.get(job_id, 0) + 1
    return found


def looks() -> list[Look]:
    """What about sharing the work is worth a look today."""
    return worth_a_look([one.held for one in times()], access.who_let_in(), tenancy.today())


def members() -> list[Person]:
    """Everybody who can have a job: members who have not left, by name."""
    rows = db.session.scalars(select(Person).where(Person.left_on.is_(None), Person.friend.is_(False)))
    return sorted(rows, key=lambda person: (person.name.casefold(), person.number))


def check() -> Iterator[str]:
    """A sentence for each job that opens pages and does not agree with the access that was given."""
    open_access = set(db.session.scalars(select(Appointment.id).where(Appointment.ended_at.is_(None))))
    wanted = select(Tenure.id, Tenure.appointment_id, Tenure.role, Tenure.ended_on, GroupJob.name, GroupJob.gives).join(
        GroupJob, GroupJob.id == Tenure.job_id
    )
    told: list[int] = []
    for row in db.session.execute(wanted):
        if row.ended_on is None and row.appointment_id is not None:
            told.append(row.appointment_id)
        if row.ended_on is None and row.role == HOLDS and bool(row.gives) != (row.appointment_id is not None):
            yield f"The job {row.name} does not agree with the access that goes with it"
        if row.ended_on is not None and row.appointment_id in open_access:
            yield f"The job {row.name} has ended, and its access has not"
    if sorted(told) != sorted(open_access):
        yield "Somebody has access that no job goes with, or a job whose access has ended"
