"""The register of what is owned and owed laid beside the history: the same lines, and the amounts last told."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from groupkit.accounts.models import Asset, Debt
from groupkit.accounts.operations import OWED, THINGS
from groupkit.db import db
from groupkit.history import HistoryLine


def check() -> Iterator[str]:
    """A sentence for each list that is not as the history tells it."""
    for model, subject in ((Asset, THINGS), (Debt, OWED)):
        kept = {row.key: row.amount for row in db.session.execute(select(model.key, model.amount))}
        if kept != _told(subject):
            yield f"The list of {subject} is not as the history tells it"


def _told(subject: str) -> dict[str, int]:
    """The amount that was last told of each line, in pence, by its key."""
    lines = select(HistoryLine.body).where(HistoryLine.subject == subject).order_by(HistoryLine.number)
    found: dict[str, int] = {}
    for body in map(json.loads, db.session.scalars(lines)):
        if "key" in body and "amount" in body:
            found[body["key"][1]] = body["amount"][1]
    return found
