"""What was left open at the end of a day, counted: for a year end, which asks for it together with the other books."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from groupkit import tenancy
from groupkit.db import sum_of
from groupkit.payments.models import (
    CashCount,
    CashDifference,
    PaymentException,
    PaymentRequest,
    PaymentWording,
)
from groupkit.payments.queries.asked import has_ended


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


def counting_left_open(first: date, last: date) -> Any:
    """The question: what was left open at the end of a period, both days included; always one row.

    `waiting` requests that were asked for up to the last day and have not come to an end, and their `waiting_pence`;
    `differences`, the counts of the period that did not agree while nobody has said why; `exceptions`, those made up to
    the last day that no meeting has seen.
    """
    asked = as_last_worded(PaymentWording.pence).where(PaymentRequest.asked_at < _end_of(last), ~has_ended()).subquery()
    written = select(CashDifference.id).where(CashDifference.count_id == CashCount.id).exists()
    counts = select(func.count(CashCount.id)).where(
        CashCount.day >= first, CashCount.day <= last, CashCount.pence != CashCount.book_pence, ~written
    )
    exceptions = select(func.count(PaymentException.id)).where(
        PaymentException.shown_on.is_(None), PaymentException.at < _end_of(last)
    )
    return select(
        func.count().label("waiting"),
        sum_of(asked.c.pence).label("waiting_pence"),
        counts.scalar_subquery().label("differences"),
        exceptions.scalar_subquery().label("exceptions"),
    ).select_from(asked)


def _end_of(day: date) -> datetime:
    """The moment at which a day is over where the group is."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(tenancy.scope().zone))
