"""Taking a name out of what accounts, funds, headings and categories are called. Amounts, days and keys stay."""

from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.history import TheProgram, record
from groupkit.ledger.models import Account, Category, Fund, Heading
from groupkit.names_in import Names
from groupkit.people.members.naming import free_name, in_what_it_is_called

_CALLED: tuple[Any, ...] = (Account, Fund, Heading, Category)
_ROOM = 60


def take_out(names: Names) -> int:
    """Take a name out of what things in the book are called; says of how many."""
    called = in_what_it_is_called(names)
    return sum(_take_out_of(model, called) for model in _CALLED)


def _take_out_of(model: Any, called: Names) -> int:
    rows = list(db.session.scalars(select(model).order_by(model.id)))
    taken, found = {row.name.casefold() for row in rows}, 0
    for row in rows:
        if called.are_in(row.name):
            row.name = free_name(called.replaced(row.name), taken, _ROOM)
            taken.add(row.name.casefold())
            record(TheProgram(), "changed a name in the book", row.name, key=(row.key, row.key), name=(None, row.name))
            found += 1
    db.session.flush()
    return found
