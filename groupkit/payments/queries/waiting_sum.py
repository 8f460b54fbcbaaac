"""What waits for somebody's yes, as a sum: for a report, which names nobody."""

from typing import Any

from sqlalchemy import literal, null, select, union_all

from groupkit.db import db
from groupkit.jobs.models import Signatory
from groupkit.payments.models import Authorisation, PaymentException, PaymentRequest, PaymentWording
from groupkit.payments.queries.asked import has_ended
from groupkit.payments.queries.circle import needed_now
from groupkit.payments.queries.waiting import as_last_worded
from groupkit.payments.rules import Circle, pairs_of


def waiting_sum(needed: int | None = None) -> tuple[int, int]:
    """How many payments and claims wait for a yes, and what they come to in pence, as last worded: one question.

    `needed` is how many people say yes to a payment, where a page has read its rules already. A claim that the
    treasurer has not looked at yet waits for that first.
    """
    rows = db.session.execute(union_all(_open(), _who_signs())).all()
    asked = [row for row in rows if row.wording_id is not None]
    pairs = pairs_of({row.person_id: bool(row.related) for row in rows if row.wording_id is None})
    found = {row.wording_id: (row.pence, row.claimant_id) for row in asked}
    said: dict[int, set[int]] = {}
    for row in asked:
        if row.person_id is not None:
            said.setdefault(row.wording_id, set()).add(row.person_id)
    enough = needed_now().people if said and needed is None else needed or 0
    for wording_id, who in said.items():
        # Whoever said yes may have left their job since: their yes still counts, so nobody else need be known.
        if Circle(frozenset(), frozenset(), pairs, found[wording_id][1]).votes(who) >= enough:
            del found[wording_id]
    return len(found), sum(pence for pence, _ in found.values())


def _open() -> Any:
    """The last wording of each request that has not ended and has no exception, once for each yes that it has."""
    excepted = select(PaymentException.id).where(PaymentException.wording_id == PaymentWording.id).exists()
    wanted = as_last_worded(
        PaymentWording.id.label("wording_id"),
        PaymentWording.pence,
        PaymentRequest.claimant_id,
        Authorisation.person_id.label("person_id"),
        literal(False).label("related"),
    )
    wanted = wanted.outerjoin(Authorisation, Authorisation.wording_id == PaymentWording.id)
    return wanted.where(~has_ended(), ~excepted, PaymentWording.account_id.is_not(None))


def _who_signs() -> Any:
    """Everybody who signs at the bank, and whether they may be related to another who does."""
    return select(null(), null(), null(), Signatory.person_id, Signatory.related).where(Signatory.off_on.is_(None))
