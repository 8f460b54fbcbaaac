"""Requests that have not come to an end, with no more than the first page says of them: no sums, no words, no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.payments import rules
from groupkit.payments.models import Authorisation, PaymentException, PaymentRequest, PaymentWording
from groupkit.payments.queries.asked import has_ended
from groupkit.payments.queries.waiting import as_last_worded
from groupkit.together import Part


@dataclass(frozen=True)
class OpenRequest:
    """A request that waits: when it was asked for, and who said yes to it as it is worded now."""

    id: int
    claim: bool
    claimant_id: int | None
    day: date
    ready: bool
    """Whether it says which money it is to come from."""
    excepted: bool
    said_yes: frozenset[int] = frozenset()

    @property
    def days(self) -> int:
        """For how many days it has waited."""
        return rules.days_waited(self.day, tenancy.today())

    def waits_for_a_yes(self, votes: int, needed: int) -> bool:
        """Whether fewer people have said yes than are needed, and somebody could."""
        return rules.state_of(False, self.ready, votes, needed, self.excepted) == "waiting"


def asks_open(yeses: bool) -> dict[str, Part]:
    """What `told_open` tells of, for whoever asks more at once; with who said yes where that counts."""
    worded, asked = PaymentWording, PaymentRequest
    excepted = select(PaymentException.id).where(PaymentException.wording_id == worded.id).exists()
    money = (worded.account_id, worded.category_id, worded.fund_id, worded.way)
    columns = (asked.id, asked.claim, asked.claimant_id, asked.asked_at, *money, excepted.label("excepted"))
    parts: dict[str, Part] = {"open": as_last_worded(*columns).where(~has_ended())}
    if yeses:
        said = as_last_worded(Authorisation.request_id, Authorisation.person_id)
        parts["yeses"] = said.join(Authorisation, Authorisation.wording_id == worded.id).where(~has_ended())
    return parts


def told_open(rows: Mapping[str, Sequence[Any]]) -> list[OpenRequest]:
    """Every request that has not come to an end, the one that waits longest first."""
    said: dict[int, set[int]] = {}
    for row in rows.get("yeses", ()):
        said.setdefault(row.request_id, set()).add(row.person_id)
    return [
        OpenRequest(
            id=row.id,
            claim=row.claim,
            claimant_id=row.claimant_id,
            day=dates.day_of(row.asked_at, tenancy.scope().zone),
            ready=bool(row.account_id and row.category_id and row.fund_id and row.way),
            excepted=row.excepted,
            said_yes=frozenset(said.get(row.id, ())),
        )
        for row in sorted(rows["open"], key=lambda row: row.id)
    ]


def asks_to_show() -> Part:
    """A row where there is an exception that no meeting has been shown yet."""
    return select(PaymentException.id).where(PaymentException.shown_on.is_(None)).limit(1)
