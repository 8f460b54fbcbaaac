"""Taking a name out of decisions that are open. What was agreed, and every round, stays as the group's record."""

from sqlalchemy import select

from groupkit.db import db
from groupkit.decisions.models import Decision
from groupkit.decisions.operations import WORDS
from groupkit.decisions.rules import ENDED
from groupkit.names_in import Names
from groupkit.people.members.naming import take_out_of


def take_out(names: Names) -> int:
    """Take a name out of what is not decided: title, words, options and who was asked; says out of how many."""
    rows = db.session.scalars(select(Decision).where(Decision.standing.not_in(ENDED)))
    found = sum(take_out_of(row, WORDS, names) for row in rows)
    db.session.flush()
    return found
