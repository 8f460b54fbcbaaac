"""What is coming up about jobs: terms that run out, and choosings that were announced."""

from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.jobs.models import Election, GroupJob, Tenure
from groupkit.together import Part

SOON = timedelta(days=60)


def terms(actor: Actor) -> Telling:
    """Terms that run out soon or ran out, and choosings that are still to come."""
    if not actor.can(Can.SEE_PEOPLE):
        return
    today = tenancy.today()
    rows = yield {"terms": _ending(today + soon(SOON)), "elections": _to_come()}
    for one in sorted(rows["terms"], key=lambda row: row.id):
        over = one.until < today
        words = "They keep it until the group chooses again." if over else "Who would like to do it after that?"
        where = url_for("jobs.show_job", group=actor.slug, job_id=one.job_id)
        yield Coming(
            one.until,
            f"The term of {one.name} as {one.job}",
            where,
            words=words,
            called="A term ends",
            key=f"term {one.key}",
        )
    for election in sorted(rows["elections"], key=lambda row: row.id, reverse=True):
        where = url_for("jobs.show_election", group=actor.slug, election_id=election.id)
        yield Coming(
            election.held_on,
            "We choose who does what",
            where,
            words=f"{election.meeting}.",
            called="We choose who does what",
            key=f"election {election.key}",
        )


def _ending(until: date) -> Part:
    """Terms of those who have a job today that run out by a day, or ran out."""
    return (
        select(Tenure.id, Tenure.key, Tenure.job_id, Tenure.until, Person.name, GroupJob.name.label("job"))
        .join(GroupJob, GroupJob.id == Tenure.job_id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Tenure.ended_on.is_(None), Tenure.until <= until)
    )


def _to_come() -> Part:
    """Choosings of which nobody has written down what they came to."""
    wanted = select(Election.id, Election.key, Election.held_on, Election.meeting)
    return wanted.where(Election.closed_at.is_(None))
