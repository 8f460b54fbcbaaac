"""What ends when somebody leaves, and what the others then have to see to."""

from dataclasses import dataclass

from groupkit.access.models import Person
from groupkit.jobs import queries as jobs
from groupkit.jobs import signing
from groupkit.jobs.queries import Time
from groupkit.jobs.rules import HOLDS


@dataclass(frozen=True)
class Leaving:
    """What somebody has, or had on the day they left: their jobs, those nobody else does, what they hold, the bank."""

    roles: list[Time]
    alone: list[Time]
    """The jobs that nobody does without them."""
    keys: list[str]
    signs: bool

    @property
    def anything(self) -> bool:
        """Whether there is something to see to."""
        return bool(self.alone or self.keys or self.signs)


def before(person: Person) -> Leaving:
    """What ends on the day somebody leaves."""
    return _leaving(person, [one for one in jobs.times() if one.held.number == person.number])


def after(person: Person) -> Leaving:
    """What is still to do after somebody left: a job that somebody took on since is seen to."""
    ended = [one for one in jobs.times(running=False) if one.held.number == person.number and one.ended_why == "left"]
    return _leaving(person, ended)


def _leaving(person: Person, roles: list[Time]) -> Leaving:
    others = {one.job_id for one in jobs.times() if one.held.role == HOLDS and one.held.number != person.number}
    open_jobs = {job.id for job in jobs.jobs()}
    does = [one for one in roles if one.held.role == HOLDS and one.job_id in open_jobs]
    alone = [one for one in does if one.job_id not in others]
    keys = [note.words for one in does for note in jobs.notes_by_kind(one.job_id).get("key", [])]
    return Leaving(roles, alone, keys, any(one.number == person.number for one in signing.who_signs()))
