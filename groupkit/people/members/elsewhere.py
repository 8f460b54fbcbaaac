"""Taking a name out of what was written about jobs and agreements."""

from typing import Any

from sqlalchemy import select

from groupkit.access.models import Agreement
from groupkit.db import db
from groupkit.jobs.models import Election, GroupJob, JobNote, Tenure
from groupkit.names_in import Names
from groupkit.people.members.naming import in_what_it_is_called

_HELD: tuple[tuple[Any, dict[str, int]], ...] = (
    (GroupJob, {"name": 60}),
    (JobNote, {"words": 300}),
    (Tenure, {"decision": 200}),
    (Election, {"meeting": 120}),
    (Agreement, {"bounds": 500, "decision": 200, "post": 120}),
)
"""Where the words are, and how many characters there is room for."""
_CALLED = ((GroupJob, "name"), (Election, "meeting"))
"""What friends and members read as a name of a thing: here a first name alone goes too."""


def take_out(names: Names) -> int:
    """Take a name out of jobs and lines about them, how people were chosen and what was agreed; says of how many."""
    found, called = 0, in_what_it_is_called(names)
    for model, fields in _HELD:
        for row in db.session.scalars(select(model)):
            for field, room in fields.items():
                words, sought = getattr(row, field), called if (model, field) in _CALLED else names
                if words and sought.are_in(words):
                    # What stands instead may be longer than the name was.
                    setattr(row, field, sought.replaced(words)[:room])
                    found += 1
    db.session.flush()
    return found
