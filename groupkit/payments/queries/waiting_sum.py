"""What waits for somebody's yes, as a sum: for a report, which names nobody."""

from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.payments.models import Authorisation, PaymentException, PaymentRequest, PaymentWording
from groupkit.payments.queries.asked import has_ended
from groupkit.payments.queries.circle import needed_now, people_here
from groupkit.payments.queries.waiting import as_last_worded
from groupkit.payments.rules import Circle


def waiting_sum() -> tuple[int, int]:
    """How many payments and claims wait for a yes, and what they come to in pence, as last worded.

    A claim that the treasurer has not looked at yet waits for that first.
    """
    rows = _open()
    found = {row.wording_id: (row.pence, row.claimant_id) for row in rows}
    said: dict[int, set[int]] = {}
    for row in rows:
        if row.person_id is not None:
            said.setdefault(row.wording_id, set()).add(row.person_id)
    if said:
        people, needed = people_here(), needed_now().people
        for wording_id, who in said.items():
            circle = Circle(people.here, people.on_paper, people.pairs, found[wording_id][1])
            if circle.votes(who) >= needed:
                del found[wording_id]
    return len(found), sum(pence for pence, _ in found.values())


def _open() -> list[Any]:
    """The last wording of each request that has not ended and has no exception, once for each yes that it has."""
    excepted = select(PaymentException.id).where(PaymentException.wording_id == PaymentWording.id).exists()
    wanted = as_last_worded(
        PaymentWording.id.label("wording_id"),
        PaymentWording.pence,
        PaymentRequest.claimant_id,
        Authorisation.person_id,
    )
    wanted = wanted.outerjoin(Authorisation, Authorisation.wording_id == PaymentWording.id)
    return list(db.session.execute(wanted.where(~has_ended(), ~excepted, PaymentWording.account_id.is_not(None))))
