"""The jobs of the filled group: one that Mo does, with a line, a choosing, and somebody who signs."""

from datetime import date
from typing import Any

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.calendar.rules import uid_of
from groupkit.copies import operations as copies
from groupkit.jobs import electing, operations, signing

LINE = "The Marigold key hangs behind the blue door"


def fill_jobs(by: Any, number: int, another: int) -> dict[str, Any]:
    """Write them down; gives back what their addresses need."""
    person, second = people.person_numbered(number), people.person_numbered(another)
    assert person is not None and second is not None
    job = operations.write_down("brings the milk", "", by)
    note = operations.add_note(job, "key", LINE, by)
    tenure = operations.take_on(job, person, by)
    operations.take_on(job, second, by, role="deputy")
    election = electing.begin(date(2026, 5, 12), "Yearly meeting", by)
    nomination = electing.stand(election, job, person, by)
    return {
        "job_id": job.id,
        "note_id": note.id,
        "tenure_id": tenure.id,
        "election_id": election.id,
        "date_uid": uid_of(tenancy.scope().key, f"election {election.key}"),
        "nomination_id": nomination.id,
        "signatory_id": signing.add(person, date(2026, 5, 1), False, by).id,
    }


def fill_copy(by: Any, grant_id: int) -> dict[str, Any]:
    """Share a copy of the filed return; gives back what its addresses need."""
    copy = copies.share(f"return {grant_id} 1", "A return", "We had a good year", by)
    return {"copy_id": copy.id, "kind": "return", "about": str(grant_id)}
