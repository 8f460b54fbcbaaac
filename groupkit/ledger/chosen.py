"""Payments that a decision can have led to, for whoever may see who was paid."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.decisions.results import NEWEST, Thing
from groupkit.ledger.models import Entry
from groupkit.ledger.queries.entries import wordings_of


def offered(actor: Actor) -> list[Thing]:
    """The newest payments."""
    return list(_things(actor, _payments().order_by(Entry.id.desc()).limit(NEWEST)).values())


def found(actor: Actor, keys: Sequence[str]) -> dict[str, Thing]:
    """Payments by their keys."""
    return _things(actor, _payments().where(Entry.key.in_(keys)))


def _payments() -> Any:
    return select(Entry).where(Entry.kind == "payment")


def _things(actor: Actor, wanted: Any) -> dict[str, Thing]:
    if not actor.can(Can.SEE_PAYEES):
        return {}
    rows = list(db.session.scalars(wanted))
    words = wordings_of([row.id for row in rows])
    return {row.key: _thing(actor, row, words[row.id][-1].payee if row.id in words else "") for row in rows}


def _thing(actor: Actor, row: Entry, payee: str) -> Thing:
    code = f"{row.series}{row.number:03d}"
    where = url_for("ledger.show_entry", group=actor.slug, year=row.year, code=code)
    return Thing(row.key, f"{row.reference} to {payee}" if payee else row.reference, where)
