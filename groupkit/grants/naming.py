"""Taking a name out of what was written about grants. What was filed stays as it was sent."""

import json
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.grants.models import Grant, GrantExtra, GrantInstalment, GrantOutcome, Return
from groupkit.history import canonical
from groupkit.names_in import Names
from groupkit.people.members.naming import take_out_of

WRITTEN: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Grant, ("purpose", "conditions", "publicity", "contact", "programme", "title")),
    (GrantInstalment, ("after",)),
    (GrantExtra, ("what", "source", "place")),
    (GrantOutcome, ("words", "how", "indicator", "source")),
)
"""Where somebody may have written a name: the words of a funder, and our own."""


def take_out(names: Names) -> int:
    """Take a name out of what was written about grants and out of returns that are being written; says of how many."""
    found = sum(
        take_out_of(row, columns, names) for model, columns in WRITTEN for row in db.session.scalars(select(model))
    )
    for draft in db.session.scalars(select(Return)):
        without = canonical(_without(json.loads(draft.answers), names))
        if without != draft.answers:
            draft.answers = without
            found += 1
    db.session.flush()
    return found


def _without(value: Any, names: Names) -> Any:
    """An answer, whatever its shape, with the name replaced in its words."""
    if isinstance(value, str):
        return names.replaced(value)
    if isinstance(value, list):
        return [_without(one, names) for one in value]
    if isinstance(value, dict):
        return {key: _without(one, names) for key, one in value.items()}
    return value
