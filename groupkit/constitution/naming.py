"""Taking a name out of drafts of our rules. What was put to a meeting or adopted stays as it was."""

from typing import Any

from sqlalchemy import select

from groupkit.constitution.models import DraftAnswer, DraftClause, TextDraft
from groupkit.db import db
from groupkit.names_in import Names
from groupkit.people.members.naming import take_out_of

WORDS: list[tuple[Any, tuple[str, ...]]] = [
    (TextDraft, ("reason",)),
    (DraftAnswer, ("decided",)),
    (DraftClause, ("words",)),
]
"""Where a draft holds people's own words."""


def take_out(names: Names) -> int:
    """Take a name out of why, how it was decided and the group's own words; says out of how many."""
    found = sum(
        take_out_of(row, columns, names) for model, columns in WORDS for row in db.session.scalars(select(model))
    )
    db.session.flush()
    return found
