"""Writing new lines in the book."""

from collections.abc import Sequence
from datetime import date

from groupkit.access.actor import Actor
from groupkit.ledger import queries, rules
from groupkit.ledger.models import Entry
from groupkit.ledger.operations.receipts import attach_receipt
from groupkit.ledger.operations.writing import UNASKED, Answers, enter
from groupkit.ledger.rules import Part
from groupkit.pictures import Prepared
from groupkit.refusal import Refused


def record_payment(
    *,
    day: date,
    account: int,
    amount: int,
    parts: Sequence[Part],
    payee: str,
    by: Actor,
    note: str = "",
    picture: Prepared | None = None,
    answers: Answers = UNASKED,
) -> Entry:
    """Money going out of one account (pence), for one or several purposes."""
    entry = enter("payment", day, rules.payment_legs(account, amount, parts), payee, note, answers, by)
    return _with_picture(entry, picture, by)


def record_receipt(
    *,
    day: date,
    account: int,
    amount: int,
    parts: Sequence[Part],
    payee: str,
    by: Actor,
    note: str = "",
    charge: Part | None = None,
    picture: Prepared | None = None,
    answers: Answers = UNASKED,
) -> Entry:
    """Money coming into one account (pence); with a charge, the parts are the takings before it was taken off."""
    legs = rules.receipt_legs(account, amount, parts, charge)
    return _with_picture(enter("receipt", day, legs, payee, note, answers, by), picture, by)


def record_refund(
    *,
    day: date,
    account: int,
    amount: int,
    parts: Sequence[Part],
    payee: str,
    by: Actor,
    note: str = "",
    picture: Prepared | None = None,
    answers: Answers = UNASKED,
) -> Entry:
    """Money back for something we had paid: against the same category and heading, so that what was spent goes down."""
    legs = rules.receipt_legs(account, amount, parts)
    return _with_picture(enter("refund", day, legs, payee, note, answers, by), picture, by)


def record_move(
    *,
    day: date,
    from_account: int,
    to_account: int,
    amount: int,
    by: Actor,
    note: str = "",
    answers: Answers = UNASKED,
) -> Entry:
    """Money moved between two of our own accounts (pence)."""
    return enter("move", day, rules.move_legs(from_account, to_account, amount), "", note, answers, by)


def record_fund_move(
    *,
    day: date,
    from_fund: int,
    to_fund: int,
    amount: int,
    note: str,
    by: Actor,
    answers: Answers = UNASKED,
) -> Entry:
    """Money moved between two funds (pence), with a note that says why or who allowed it."""
    if not note:
        raise Refused("Write why, or who agreed to it", "note")
    return enter("fund_move", day, rules.fund_move_legs(from_fund, to_fund, amount), "", note, answers, by)


def record_opening(
    *,
    day: date,
    account: int,
    parts: Sequence[tuple[int, int]],
    by: Actor,
    note: str = "",
    answers: Answers = UNASKED,
) -> Entry:
    """What was in an account when the book began: (fund, pence) for each fund that it belongs to."""
    if account in queries.opened_accounts():
        raise Refused("What was in it stands in the book already. Put that line right instead", "account")
    return enter("opening", day, rules.opening_legs(account, parts), "", note, answers, by)


def _with_picture(entry: Entry, picture: Prepared | None, by: Actor) -> Entry:
    if picture is not None:
        attach_receipt(entry, picture, by)
    return entry
