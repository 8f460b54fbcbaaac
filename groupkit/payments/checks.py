"""Proving that payments are whole: what was paid stands in the book, and enough people had said yes."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from groupkit.db import db, sum_of
from groupkit.history import HistoryLine
from groupkit.ledger.models import Entry, MoneyLeg, Transaction
from groupkit.payments.models import (
    Authorisation,
    PaymentEnd,
    PaymentException,
    PaymentRequest,
    PaymentWording,
)
from groupkit.payments.queries import people_here, title_of


def check() -> Iterator[str]:
    """A sentence for each payment that is not as it should be, and each yes that the history does not tell of."""
    yield from _ends()
    yield from _yeses()


def _ends() -> Iterator[str]:
    rows = db.session.execute(
        select(PaymentEnd, PaymentRequest, PaymentWording)
        .join(PaymentRequest, PaymentRequest.id == PaymentEnd.request_id)
        .join(PaymentWording, PaymentWording.id == PaymentEnd.wording_id)
        .where(PaymentEnd.how == "paid")
        .order_by(PaymentEnd.id)
    ).all()
    seen: Counter[int | None] = Counter(end.entry_id for end, _, _ in rows)
    for end, request, wording in rows:
        title = title_of(request.claim, request.number)
        if end.entry_id is None or _written(end.entry_id) != -wording.pence:
            yield f"{title} was paid, and the line of the book that it points at does not say that sum"
        if seen[end.entry_id] > 1:
            yield f"{title} points at a line of the book that another payment points at too"
        yield from _enough(title, end, request)


def _written(entry_id: int) -> int | None:
    """Pence that an entry moved when it was first written; what was put right since stands beside it."""
    row = db.session.execute(
        select(Entry.kind, sum_of(MoneyLeg.pence).label("pence"))
        .join(Transaction, Transaction.entry_id == Entry.id)
        .join(MoneyLeg, MoneyLeg.transaction_id == Transaction.id)
        .where(Entry.id == entry_id, Transaction.revision == 0)
        .group_by(Entry.kind)
    ).one_or_none()
    return int(row.pence) if row is not None and row.kind == "payment" else None


def _enough(title: str, end: PaymentEnd, request: PaymentRequest) -> Iterator[str]:
    said = set(db.session.scalars(select(Authorisation.person_id).where(Authorisation.wording_id == end.wording_id)))
    if request.claimant_id in said:
        yield f"{title} was agreed to by the one who got the money"
    excepted = select(PaymentException.id).where(PaymentException.wording_id == end.wording_id)
    if len(said - {request.claimant_id}) < (end.needed or 0) and db.session.scalar(excepted) is None:
        yield f"{title} was paid with too few people who said yes, and there is no exception"


def _yeses() -> Iterator[str]:
    """Every yes stands in the history too: by whom, to what, in which wording."""
    people = people_here()
    rows = db.session.execute(
        select(Authorisation, PaymentRequest, PaymentWording.number, PaymentWording.pence)
        .join(PaymentRequest, PaymentRequest.id == Authorisation.request_id)
        .join(PaymentWording, PaymentWording.id == Authorisation.wording_id)
    )
    kept: dict[str, set[Any]] = {}
    for row, request, number, pence in rows:
        who = f"Member {people.numbers.get(row.person_id, 0):03d}"
        kept.setdefault(title_of(request.claim, request.number), set()).add((who, number, pence))
    told = _told()
    for title in sorted(kept.keys() | told.keys()):
        if kept.get(title, set()) != told.get(title, set()):
            yield f"Who said yes to {title} is not what the history tells"


def _told() -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    lines = db.session.scalars(
        select(HistoryLine)
        .where(HistoryLine.what.in_(("said yes to a payment", "wrote down who signed on paper")))
        .order_by(HistoryLine.number)
    )
    for line in lines:
        for one in _told_by(line):
            found.setdefault(line.subject, set()).add(one)
    return found


def _told_by(line: HistoryLine) -> list[Any]:
    try:
        body = json.loads(line.body)
        number, pence = body["wording"][1], body["amount"][1]
        who = body["signed"][1] if "signed" in body else [f"Member {line.by_no:03d}"]
        return [(str(one), number, pence) for one in who]
    except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
        return []
