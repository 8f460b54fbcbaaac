"""Taking a name out of what forms are called and of words typed for a cell. What was filled in stays as it was kept."""

from sqlalchemy import select

from groupkit.db import db
from groupkit.funderforms.models import FormMapping, FunderForm
from groupkit.names_in import Names
from groupkit.people.members.naming import take_out_of


def take_out(names: Names) -> int:
    """Take a name out; says of how many forms and cells."""
    found = sum(take_out_of(row, ("name",), names) for row in db.session.scalars(select(FunderForm)))
    for row in db.session.scalars(select(FormMapping).where(FormMapping.words != "")):
        if names.are_in(row.words):
            row.words = names.replaced(row.words)
            found += 1
    db.session.flush()
    return found
