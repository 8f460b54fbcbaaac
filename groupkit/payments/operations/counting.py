"""Counting the cash: the takings of a meeting, the tin at any time, what is over or short, and floats."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import private, record
from groupkit.ledger import operations as book
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Account, Entry
from groupkit.ledger.rules import Part
from groupkit.payments import queries, rules
from groupkit.payments.models import CashCount, CashDifference, PettyFloat
from groupkit.payments.queries.counting import in_account
from groupkit.refusal import Refused


@dataclass(frozen=True)
class Counting:
    """Who counted which tin, on which day: two people of the group, by number."""

    day: date
    account: int
    first: int
    second: int


@dataclass(frozen=True)
class Meeting:
    """What came in at a meeting, in pence and as what; how many came and how many did not pay, without names."""

    taken: int
    category: int
    fund: int
    came: int | None = None
    waived: int | None = None


def after_meeting(counting: Counting, meeting: Meeting, in_tin: int | None, by: Actor) -> CashCount:
    """The takings go into the book as one line, and the count stands beside it. Raises Refused with the field."""
    _check_day(counting.day)
    two = _two_people(counting)
    if meeting.came is not None and meeting.waived is not None and meeting.waived > meeting.came:
        raise Refused("That is more than came", "waived")
    entry = None
    if meeting.taken:
        entry = book.record_receipt(
            day=counting.day,
            account=_tin(counting.account).id,
            amount=meeting.taken,
            parts=[Part(meeting.taken, meeting.category, meeting.fund)],
            payee="",
            note="Counted by two of us after the meeting",
            by=by,
        )
    return _write(counting, two, in_tin, by, meeting, entry)


def count_cash(counting: Counting, in_tin: int, by: Actor) -> CashCount:
    """A tin is counted between meetings."""
    _check_day(counting.day)
    return _write(counting, _two_people(counting), in_tin, by)


def write_difference(count_id: int, category: int, fund: int, why: str, by: Actor) -> Entry:
    """What was over or short goes into the book as what it is, once, with why."""
    found = queries.count(count_id)
    if found is None:
        raise Refused("There is no such count here")
    if not found.open:
        raise Refused("There is nothing to write down: it agrees, or it was written already")
    if not why:
        raise Refused("Write in a few words how it may have come about", "why")
    rules.check_no_card(why, "why")
    now = found.pence - in_account(found.account_id, found.day) if found.pence is not None else 0
    if now == 0:
        raise Refused("What was written in the book since makes it agree, so there is nothing to write down")
    pence, settled = abs(now), book.closed_until()
    deed = book.record_receipt if now > 0 else book.record_payment
    late = settled is not None and found.day <= settled
    entry = deed(
        day=tenancy.today() if late else found.day,
        account=found.account_id,
        amount=pence,
        parts=[Part(pence, category, fund)],
        payee="",
        note=f"Cash count {found.number}: {found.said}. {why}"[:500],
        by=by,
    )
    text = private(why)
    row = CashDifference(count_id=found.id, entry_id=entry.id, why_id=text.id, at=dates.now(), by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    told: dict[str, Any] = {"amount": (None, now), "line": (None, entry.reference), "why": (None, text)}
    record(by, "wrote down what was over or short", f"Cash count {found.number}", **told)
    return entry


def set_float(account_id: int, pence: int, by: Actor) -> None:
    """A tin is topped up to a fixed sum from today on; nothing for a tin that is a float no longer."""
    tin, before = _tin(account_id), queries.standing_float(account_id)
    if (before.pence if before else 0) == pence:
        return
    today = tenancy.today()
    db.session.add(PettyFloat(account_id=tin.id, pence=pence, since=today, at=dates.now(), by_no=by.person_no))
    db.session.flush()
    record(by, "set the float of a petty cash tin", tin.name, amount=(before.pence if before else None, pence))


def _check_day(day: date) -> None:
    if day > tenancy.today():
        raise Refused("That day has not come yet", "day")


def _tin(account_id: int) -> Account:
    row = ledger.row_of("account", account_id)
    if not isinstance(row, Account) or row.kind != "tin" or row.closed_on is not None:
        raise Refused("Choose a tin that is still in use", "account")
    return row


def _two_people(counting: Counting) -> tuple[int, int]:
    """The rows of two different people who are here."""
    if counting.first == counting.second:
        raise Refused("Two different people count", "second")
    rows = []
    for number, field in ((counting.first, "first"), (counting.second, "second")):
        person = people.person_numbered(number)
        if person is None or person.friend or person.left_on is not None:
            raise Refused("Choose somebody of the group", field)
        rows.append(person.id)
    return rows[0], rows[1]


def _write(
    counting: Counting,
    two: tuple[int, int],
    in_tin: int | None,
    by: Actor,
    meeting: Meeting | None = None,
    entry: Entry | None = None,
) -> CashCount:
    tin = _tin(counting.account)
    row = CashCount(
        number=(db.session.scalar(select(func.max(CashCount.number))) or 0) + 1,
        account_id=tin.id,
        day=counting.day,
        pence=in_tin,
        book_pence=in_account(tin.id, counting.day),
        taken=meeting.taken if meeting else None,
        came=meeting.came if meeting else None,
        waived=meeting.waived if meeting else None,
        first_id=two[0],
        second_id=two[1],
        entry_id=entry.id if entry else None,
        at=dates.now(),
        by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    told: dict[str, Any] = {
        "day": row.day,
        "counted": row.pence,
        "book": row.book_pence,
        "taken": row.taken,
        "came": row.came,
    }
    told |= {"waived": row.waived, "line": entry.reference if entry else None}
    by_two = [people.label(people.person(one)) for one in two]
    changes = {name: (None, value) for name, value in told.items() if value is not None}
    record(by, "counted the cash", f"Cash count {row.number}", counted_by=(None, by_two), **changes)
    return row
