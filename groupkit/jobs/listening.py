"""What the book of jobs writes down by itself when access begins or ends elsewhere."""

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Appointment, Person
from groupkit.db import db
from groupkit.history import record
from groupkit.jobs import operations
from groupkit.jobs.giving import writing_down
from groupkit.jobs.models import GroupJob, Tenure, told_as


def begun(held: Appointment, by: Actor) -> None:
    if writing_down.get():
        return
    job = _job_that_gives(held.job, by)
    _end_other_roles(job, held, by)
    db.session.add(
        Tenure(
            job_id=job.id,
            person_id=held.person_id,
            from_day=held.from_day,
            appointment_id=held.id,
            given_by_no=held.given_by_no,
        )
    )
    db.session.flush()


def _job_that_gives(access: str, by: Actor) -> GroupJob:
    """The job that this access goes with: one on the list, or else one that was put away, or else a new one."""
    wanted = select(GroupJob).where(GroupJob.gives == access)
    rows = sorted(db.session.scalars(wanted), key=lambda job: (job.stopped_on is not None, job.id))
    if not rows:
        job = operations.write_down(_free_name(access), access.replace(" ", "_"), by)
        job.gives = access
        return job
    if rows[0].stopped_on is not None:
        operations.bring_back(rows[0], by)
    return rows[0]


def _free_name(access: str) -> str:
    """The name of the access, unless a job of another kind is called so."""
    taken = {name.casefold() for name in db.session.scalars(select(GroupJob.name))}
    names = (access, *(f"{access} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)


def _end_other_roles(job: GroupJob, held: Appointment, by: Actor) -> None:
    """Whoever stepped in for a job, or came along to learn it, has it itself from now on."""
    wanted = select(Tenure).where(
        Tenure.job_id == job.id, Tenure.person_id == held.person_id, Tenure.ended_on.is_(None)
    )
    label = people.label(people.person(held.person_id))
    for tenure in db.session.scalars(wanted):
        tenure.ended_on, tenure.ended_why = tenancy.today(), "successor"
        record(
            by,
            "wrote down that a job ended",
            label,
            job=(told_as(job), told_as(job)),
            role=(tenure.role, tenure.role),
            why=(None, "successor"),
        )


def ended(held: Appointment, why: str, by: Actor) -> None:
    tenure = db.session.scalars(
        select(Tenure).where(Tenure.appointment_id == held.id, Tenure.ended_on.is_(None))
    ).one_or_none()
    if tenure is not None:
        tenure.ended_on, tenure.ended_why = tenancy.today(), why


def left(person: Person, by: Actor) -> None:
    for tenure in db.session.scalars(select(Tenure).where(Tenure.person_id == person.id, Tenure.ended_on.is_(None))):
        tenure.ended_on, tenure.ended_why = tenancy.today(), "left"
