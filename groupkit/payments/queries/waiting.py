"""What was left open at the end of a day, counted: for a year end, in a question each."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from groupkit import tenancy
from groupkit.db import db
from groupkit.payments.models import (
    CashCount,
    CashDifference,
    PaymentException,
    PaymentRequest,
    PaymentWording,
)
from groupkit.payments.queries.asked import has_ended


def waiting_on(last: date) -> list[int]:
    """Pence of each request that was asked for up to a day, that day included, and has not come to an end."""
    wanted = as_last_worded(PaymentWording.pence).where(PaymentRequest.asked_at < _end_of(last), ~has_ended())
    return list(db.session.scalars(wanted.order_by(PaymentRequest.id)))


def as_last_worded(*columns: Any) -> Any:
    """A question about requests and the last wording of each."""
    newest = (
        select(PaymentWording.request_id, func.max(PaymentWording.number).label("number"))
        .group_by(PaymentWording.request_id)
        .subquery()
    )
    return (
        select(*columns)
        .select_from(PaymentWording)
        .join(PaymentRequest, PaymentRequest.id == PaymentWording.request_id)
        .join(newest, (newest.c.request_id == PaymentWording.request_id) & (newest.c.number == PaymentWording.number))
    )


def exceptions_not_shown(last: date) -> int:
    """How many exceptions were made up to a day and have been shown to no meeting."""
    wanted = select(func.count(PaymentException.id)).where(
        PaymentException.shown_on.is_(None), PaymentException.at < _end_of(last)
    )
    return db.session.scalar(wanted) or 0


def differences_open(first: date, last: date) -> int:
    """How many counts of a period, both days included, did not agree and are not written down as that."""
    written = select(CashDifference.id).where(CashDifference.count_id == CashCount.id).exists()
    wanted = select(func.count(CashCount.id)).where(
        CashCount.day >= first, CashCount.day <= last, CashCount.pence != CashCount.book_pence, ~written
    )
    return db.session.scalar(wanted) or 0


def _end_of(day: date) -> datetime:
    """The moment at which a day is over where the group is."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(tenancy.scope().zone))
