"""Taking a name out of what kinds are called, of people's words, and of funders' measures."""

from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.history import TheProgram, record
from groupkit.names_in import Names
from groupkit.people.members.naming import free_name, in_what_it_is_called, take_out_of
from groupkit.tallies.models import Measure, SessionKind, Voice, told_as

ROOM = 60


def take_out(names: Names) -> int:
    """Take a name out of the book of what was done; says out of how many places."""
    closer = in_what_it_is_called(names)
    found = _take_out_of(Measure, ("name", "source"), names)
    found += _take_out_of(Voice, ("signed",), closer) + _out_of_words(names) + _out_of_kinds(closer)
    db.session.flush()
    return found


def _take_out_of(model: Any, columns: tuple[str, ...], names: Names) -> int:
    return sum(take_out_of(row, columns, names) for row in db.session.scalars(select(model).order_by(model.id)))


def _out_of_words(names: Names) -> int:
    rows = [row for row in db.session.scalars(select(Voice).order_by(Voice.id)) if names.are_in(row.words)]
    for row in rows:
        row.words = names.replaced(row.words)
    return len(rows)


def _out_of_kinds(names: Names) -> int:
    """Kinds have a name each, so a figure follows where another is called so already."""
    rows = list(db.session.scalars(select(SessionKind).order_by(SessionKind.id)))
    taken, found = {row.name.casefold() for row in rows}, 0
    for row in rows:
        if names.are_in(row.name):
            row.name = free_name(names.replaced(row.name), taken, ROOM)
            taken.add(row.name.casefold())
            record(TheProgram(), "changed a kind of session", told_as(row), renamed=(False, True))
            found += 1
    return found
