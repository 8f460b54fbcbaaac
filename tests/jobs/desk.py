"""Jobs in tests: who is who, which job is which, and whether the books are whole."""

from datetime import timedelta

from sqlalchemy import select

from groupkit import checks
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.jobs import queries
from groupkit.jobs.models import GroupJob, Tenure
from tests.builders import AGroup

YEAR = timedelta(days=365)


def person(group: AGroup, who: str) -> Person:
    """Somebody of the group."""
    found = people.person_numbered(group.people[who].number)
    assert found is not None
    return found


def job(name: str) -> GroupJob:
    """The job of this name."""
    return db.session.scalars(select(GroupJob).where(GroupJob.name == name)).one()


def running(name: str) -> list[Tenure]:
    """The times in a job that run today."""
    return queries.tenures_of(job(name).id)


def whole() -> None:
    """Every check of the books says that they are whole."""
    db.session.flush()
    assert list(checks.check_group()) == []


def on_paper(group: AGroup, name: str = "Pat") -> Person:
    """Somebody who belongs to the group and does not sign in."""
    return access.add_person(name, group.carys.actor)
