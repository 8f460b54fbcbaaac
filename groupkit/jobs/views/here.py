"""What the address of a page names, or 404."""

from flask import abort

from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.jobs import electing, queries, signing
from groupkit.jobs.models import Election, GroupJob, JobNote, Nomination, Signatory, Tenure


def job_here(job_id: int) -> GroupJob:
    """The job of this address."""
    return queries.job(job_id) or abort(404)


def note_here(note_id: int) -> JobNote:
    """The line of this address."""
    return queries.note(note_id) or abort(404)


def time_here(tenure_id: int) -> Tenure:
    """The time in a job of this address, while it runs."""
    found = queries.tenure(tenure_id)
    return found if found is not None and found.ended_on is None else abort(404)


def election_here(election_id: int) -> Election:
    """The choosing of this address."""
    return electing.election(election_id) or abort(404)


def nomination_here(nomination_id: int) -> Nomination:
    """The one who stands of this address."""
    return electing.nomination(nomination_id) or abort(404)


def signatory_here(signatory_id: int) -> Signatory:
    """The one who signs of this address."""
    return signing.signatory(signatory_id) or abort(404)


def person_chosen(number: int) -> Person:
    """The person who was chosen in a form that offered only people of the group."""
    return people.person_numbered(number) or abort(404)
