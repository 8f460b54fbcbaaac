"""What a decision can lead to in the books below: somebody's time in a job, an agreement with a critical friend."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.access.models import Agreement, Person
from groupkit.access.permissions import Can
from groupkit.dates import short_day
from groupkit.db import db
from groupkit.decisions.results import NEWEST, Thing
from groupkit.jobs.models import GroupJob, Tenure


def offered_tenures(actor: Actor) -> list[Thing]:
    """The newest times in a job."""
    return list(_tenures(actor, _times().order_by(Tenure.id.desc()).limit(NEWEST)).values())


def found_tenures(actor: Actor, keys: Sequence[str]) -> dict[str, Thing]:
    """Times in a job by their keys."""
    return _tenures(actor, _times().where(Tenure.key.in_(keys)))


def _times() -> Any:
    return (
        select(Tenure.key, Tenure.from_day, Tenure.job_id, GroupJob.name, Person.name.label("person"))
        .join(GroupJob, GroupJob.id == Tenure.job_id)
        .join(Person, Person.id == Tenure.person_id)
    )


def _tenures(actor: Actor, wanted: Any) -> dict[str, Thing]:
    if not actor.can(Can.SEE_PEOPLE):
        return {}
    return {
        row.key: Thing(
            row.key,
            f"{row.person}: {row.name}, from {short_day(row.from_day)}",
            url_for("jobs.show_job", group=actor.slug, job_id=row.job_id),
        )
        for row in db.session.execute(wanted)
    }


def offered_agreements(actor: Actor) -> list[Thing]:
    """The newest agreements with critical friends."""
    return list(_agreements(actor, _agreed().order_by(Agreement.id.desc()).limit(NEWEST)).values())


def found_agreements(actor: Actor, keys: Sequence[str]) -> dict[str, Thing]:
    """Agreements with critical friends by their keys."""
    return _agreements(actor, _agreed().where(Agreement.key.in_(keys)))


def _agreed() -> Any:
    return select(Agreement.key, Agreement.from_day, Agreement.until, Person.name, Person.number).join(
        Person, Person.id == Agreement.person_id
    )


def _agreements(actor: Actor, wanted: Any) -> dict[str, Thing]:
    if not actor.can(Can.SEE_PEOPLE):
        return {}
    return {
        row.key: Thing(
            row.key,
            f"{row.name} looks in, from {short_day(row.from_day)} until {short_day(row.until)}",
            url_for("people.show_agreement", group=actor.slug, number=row.number),
        )
        for row in db.session.execute(wanted)
    }
