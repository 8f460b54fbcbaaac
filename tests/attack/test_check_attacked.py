"""What `groupkit check` must notice when somebody has been at the database behind the program's back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from groupkit import checks, dates, files, tenancy
from groupkit.access.actor import Actor
from groupkit.access.models import Agreement, Appointment
from groupkit.db import db
from groupkit.history import record
from groupkit.ledger import operations, queries
from groupkit.ledger.models import Receipt
from groupkit.ledger.rules import Part
from groupkit.rulebook.models import RuleInForce
from tests.attack.test_book_attacked import DAY
from tests.builders import AGroup, in_books_of


class Undo(Exception):
    """Nothing of it stays."""


def a_payment(by: Actor) -> int:
    ids = {(choice.sort, choice.name): choice.id for choice in queries.choices().all}
    parts = [Part(100, ids["category", "Room hire"], ids["fund", "General"])]
    return operations.record_payment(
        day=DAY, account=ids["account", "Bank"], amount=100, parts=parts, payee="", by=by
    ).id


def a_job_slipped_in(by: Actor) -> None:
    row = db.session.scalars(select(Appointment).order_by(Appointment.id)).first()
    assert row is not None
    db.session.add(Appointment(person_id=row.person_id, job="treasurer", from_day=DAY, given_by_no=1))


def a_job_brought_back(_by: Actor) -> None:
    row = db.session.scalars(select(Appointment).where(Appointment.job == "secretary")).one()
    row.ended_at = dates.now()


def an_agreement_made_longer(_by: Actor) -> None:
    row = db.session.scalars(select(Agreement)).one()
    row.until += timedelta(days=400)


def a_rule_slipped_in(_by: Actor) -> None:
    values = {"name": "financial_year_end", "value": "12-31", "from_day": DAY, "source": "x", "set_by_no": 1}
    db.session.add(RuleInForce(**values, set_at=dates.now()))


def a_receipt_slipped_in(by: Actor) -> None:
    stored = files.store(by, "x.pdf", "application/pdf", b"%PDF-")
    db.session.add(Receipt(entry_id=a_payment(by), file_id=stored.id))


def a_receipt_gone(by: Actor) -> None:
    a_payment(by)
    record(by, "attached a receipt", "2026-27/P001", digest=(None, "a" * 64))


def a_picture_emptied(by: Actor) -> None:
    stored = files.store(by, "x.pdf", "application/pdf", b"%PDF-")
    stored.data, stored.gone_at = None, dates.now()


def a_filed_return_gone(by: Actor) -> None:
    record(by, "filed a return", "Outing, return 1", key=(None, tenancy.new_key()))


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (a_job_slipped_in, "has the job of treasurer of which the history does not tell"),
        (a_job_brought_back, "has the job of secretary in the history, and not now"),
        (an_agreement_made_longer, "The agreement with friend 006 is not as the history tells it"),
        (a_rule_slipped_in, "The rules in force are not those"),
        (a_receipt_slipped_in, "The receipts of 2026-27/P001 are not those"),
        (a_receipt_gone, "The receipts of 2026-27/P001 are not those"),
        (a_picture_emptied, "The file x.pdf is gone"),
        (a_filed_return_gone, "The return that the history calls “Outing, return 1” is gone"),
    ],
)
def test_what_was_done_behind_its_back_is_noticed(tamper: Callable[[Actor], None], says: str, group: AGroup):
    by = group.tamsin.actor
    with pytest.raises(Undo), in_books_of(group):
        assert list(checks.check_group()) == []
        tamper(by)
        db.session.flush()
        assert says in "\n".join(checks.check_group())
        raise Undo


def test_an_entry_under_a_new_number_takes_its_receipts_along(group: AGroup):
    from groupkit.ledger import rules

    by = group.tamsin.actor
    with in_books_of(group):
        a_payment(by)
        entry = queries.entry_called("2026-27", "P001")
        assert entry is not None
        picture = files.Prepared(b"%PDF-", "application/pdf", 0, 0, "x.pdf")
        receipt = operations.attach_receipt(entry, picture, by)
        legs = queries.legs_of(queries.latest_transaction(entry.id).id)
        earlier = DAY - timedelta(days=60)
        new = operations.correct_entry(
            entry, 0, day=earlier, legs=rules.Legs(legs.money, legs.purpose), reason="x", by=by
        )
        assert new.year == "2025-26"
        operations.cover_receipt(new, receipt, picture, "an address", by)
        assert list(checks.check_group()) == []
