"""What the book of jobs writes down by itself when access begins or ends elsewhere."""

from contextvars import ContextVar

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.models import Appointment, Person
from groupkit.db import db
from groupkit.jobs.models import GroupJob, Tenure

writing_down: ContextVar[bool] = ContextVar("groupkit_jobs_writing_down", default=False)
"""Whether the book of jobs is giving the access itself, and so has written the tenure already."""


def begun(held: Appointment, by: Actor) -> None:
    if writing_down.get():
        return
    job = db.session.scalars(
        select(GroupJob).where(GroupJob.gives == held.job, GroupJob.stopped_on.is_(None)).order_by(GroupJob.id).limit(1)
    ).one_or_none()
    if job is None:
        from groupkit.jobs.operations import write_down

        job = write_down(held.job, held.job.replace(" ", "_"), by)
        job.gives = held.job
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


def ended(held: Appointment, why: str, by: Actor) -> None:
    tenure = db.session.scalars(
        select(Tenure).where(Tenure.appointment_id == held.id, Tenure.ended_on.is_(None))
    ).one_or_none()
    if tenure is not None:
        tenure.ended_on, tenure.ended_why = tenancy.today(), why


def left(person: Person, by: Actor) -> None:
    for tenure in db.session.scalars(select(Tenure).where(Tenure.person_id == person.id, Tenure.ended_on.is_(None))):
        tenure.ended_on, tenure.ended_why = tenancy.today(), "left"
