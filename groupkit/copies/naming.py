"""Taking a name out of copies that were shared before somebody asked to be taken out."""

from sqlalchemy import select

from groupkit.copies.models import Copy
from groupkit.db import db
from groupkit.names_in import Names


def take_out(names: Names) -> int:
    """Take a name out of shared copies: nicknames that an officer overlooked may be names elsewhere."""
    held = [row for row in db.session.scalars(select(Copy)) if names.are_in(row.words) or names.are_in(row.title)]
    for row in held:
        row.words, row.title = names.replaced(row.words), names.replaced(row.title)[:120]
    db.session.flush()
    return len(held)
