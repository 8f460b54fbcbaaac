"""What is coming up about jobs: terms that run out, and choosings that were announced."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, soon
from groupkit.jobs import electing, queries

SOON = timedelta(days=60)


def terms(actor: Actor) -> Iterator[Coming]:
    """Terms that run out soon or ran out, and choosings that are still to come."""
    if not actor.can(Can.SEE_PEOPLE):
        return
    today = tenancy.today()
    for one in queries.times():
        if one.held.until is not None and one.held.until - today <= soon(SOON):
            words = "They keep it until the group chooses again." if one.over else "Who would like to do it after that?"
            where = url_for("jobs.show_job", group=actor.slug, job_id=one.job_id)
            yield Coming(
                one.held.until,
                f"The term of {one.held.name} as {one.held.job}",
                where,
                words=words,
                called="A term ends",
                key=f"term {one.key}",
            )
    for election in electing.elections():
        if election.closed_at is None:
            where = url_for("jobs.show_election", group=actor.slug, election_id=election.id)
            yield Coming(
                election.held_on,
                "We choose who does what",
                where,
                words=f"{election.meeting}.",
                called="We choose who does what",
                key=f"election {election.key}",
            )
