"""Taking a name out of what was written about jobs and agreements."""

from typing import Any

from sqlalchemy import select

from groupkit.access.models import Agreement
from groupkit.db import db
from groupkit.jobs.models import Election, GroupJob, JobNote, Tenure
from groupkit.names_in import Names

_HELD: tuple[tuple[Any, dict[str, int]], ...] = (
    (GroupJob, {"name": 60}),
    (JobNote, {"words": 300}),
    (Tenure, {"decision": 200}),
    (Election, {"meeting": 120}),
    (Agreement, {"bounds": 500, "decision": 200, "post": 120}),
)
"""Where the words are, and how many characters there is room for."""


def take_out(names: Names) -> int:
    """Take a name out of jobs and lines about them, how people were chosen and what was agreed; says of how many."""
    found = 0
    for model, fields in _HELD:
        for row in db.session.scalars(select(model)):
            for field, room in fields.items():
                words = getattr(row, field)
                if words and names.are_in(words):
                    # What stands instead may be longer than the name was.
                    setattr(row, field, names.replaced(words)[:room])
                    found += 1
    db.session.flush()
    return found
