"""What is coming up about the bank: statements that wait for a second pair of eyes."""

from flask import url_for
from sqlalchemy import or_, select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.bank.models import Reconciliation
from groupkit.coming_up import Coming, Telling
from groupkit.dates import short_day
from groupkit.ledger.models import Account
from groupkit.together import Part


def statements_to_see(actor: Actor) -> Telling:
    """The oldest statement that somebody else finished and nobody has looked at."""
    if not actor.can(Can.KEEP_SEEN):
        return
    rows = yield {"waiting": _oldest_to_see(actor.person_no)}
    for row in rows["waiting"]:
        day = dates.day_of(row.finished_at, tenancy.scope().zone)
        where = url_for("bank.show_statement", group=actor.slug, statement_id=row.id)
        yield Coming(day, f"The statement of {row.name} to {short_day(row.until)} waits for a second look", where)


def _oldest_to_see(person_no: int) -> Part:
    """The oldest statement that was finished by anybody but this person and was not seen by a second."""
    by_another = or_(Reconciliation.finished_by_no.is_(None), Reconciliation.finished_by_no != person_no)
    return (
        select(Reconciliation.id, Reconciliation.until, Reconciliation.finished_at, Account.name)
        .join(Account, Account.id == Reconciliation.account_id)
        .where(Reconciliation.finished_at.is_not(None), Reconciliation.seen_at.is_(None), by_another)
        .order_by(Reconciliation.until, Reconciliation.id)
        .limit(1)
    )
