"""Writing several lines in the book at once: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.ledger.models import Category, Entry
from groupkit.ledger.operations.recording import record_payment, record_receipt, record_refund
from groupkit.ledger.operations.writing import UNASKED, Answers
from groupkit.ledger.rules import Part
from groupkit.refusal import Refused

ASKED = ("future_ok", "below_zero")
"""What a rule may ask: one answer for all lines."""


@dataclass(frozen=True)
class Row:
    """One of several lines, by its place on the page: pence in or pence out, never both."""

    number: int
    day: date
    account: int
    category: int
    fund: int
    heading: int | None
    came: int | None
    went: int | None
    payee: str = ""


def record_many(rows: Sequence[Row], by: Actor, answers: Answers = UNASKED) -> list[Entry]:
    """Write each line in the order of the page. What a rule refuses names the line in its field, `account_3`.

    Money in under a category for money out is money that came back. Raises Refused, or Asks for an answer that then
    holds for all lines.
    """
    found = []
    for row in rows:
        try:
            found.append(_record(row, by, answers))
        except Refused as refused:
            if refused.field in ASKED:
                raise type(refused)(f"Line {row.number}: {refused.sentence}", refused.field) from None
            raise type(refused)(refused.sentence, f"{_FIELDS.get(refused.field or '', 'what')}_{row.number}") from None
    return found


_FIELDS = {"day": "day", "account": "account", "amount": "in", "parts": "what", "payee": "payee"}


def _record(row: Row, by: Actor, answers: Answers) -> Entry:
    category = db.session.get(Category, row.category)
    if category is None:
        raise Refused("Choose what it was for", "parts")
    pence = row.came or row.went or 0
    parts = [Part(pence, row.category, row.fund, row.heading)]
    came = record_refund if category.direction == "out" else record_receipt
    deed = record_payment if row.went else came
    return deed(day=row.day, account=row.account, amount=pence, parts=parts, payee=row.payee, by=by, answers=answers)
