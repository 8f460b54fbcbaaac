"""Taking a name out of what was written about grants. What was filed stays as it was sent."""

import json
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.grants.models import Grant, Return
from groupkit.history import canonical
from groupkit.names_in import Names


def take_out(names: Names) -> int:
    """Take a name out of what grants are for and out of returns that are being written; says of how many."""
    found = 0
    for grant in db.session.scalars(select(Grant)):
        if names.are_in(grant.purpose):
            grant.purpose = names.replaced(grant.purpose)
            found += 1
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
