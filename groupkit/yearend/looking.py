"""Looking a year over before it is closed: everything that the other books know, in a fixed number of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.accounts import closings
from groupkit.accounts.closings import Closing
from groupkit.accounts.making import YearAccounts
from groupkit.bank import reconciling
from groupkit.bank.models import BankLine, Reconciliation
from groupkit.bank.queries import open_lines
from groupkit.dates import FinancialYear
from groupkit.db import db
from groupkit.files import digest_of
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Account, MoneyLeg
from groupkit.payments import queries as payments
from groupkit.payments.models import CashCount
from groupkit.yearend import rules
from groupkit.yearend.rules import Finding, Held

STOPPED = {
    "running": "This year is not over yet. It can be closed from the day after its end",
    "earlier": "Close {year} first: each year begins with what the one before ended with",
    "closed": "This year is closed already",
    "apart": "The accounts and the funds do not come to the same. Show this to whoever looks after this site",
}


@dataclass(frozen=True)
class Looked:
    """A year before it is closed: its accounts, what is worth a look, and a digest of both."""

    accounts: YearAccounts
    findings: list[Finding]

    @property
    def stopped(self) -> Finding | None:
        """Why it cannot be closed at all, if it cannot."""
        return next((one for one in self.findings if one.stops), None)

    @cached_property
    def figures(self) -> str:
        """The accounts as they are kept when the year is closed."""
        return closings.frozen(self.accounts)

    @cached_property
    def seen(self) -> int:
        """A number for what somebody sees who closes the year: it must still be so when they do."""
        words = [one.sentence for one in self.findings]
        return int(digest_of("\n".join([self.figures, *words]).encode())[:12], 16)


def look(year: FinancialYear, actor: Actor) -> Looked:
    """Everything that is worth a look before a year is closed; first of all what stands in the way."""
    made = closings.open_accounts_of(year, actor)
    return Looked(made, [*_in_the_way(year, made), *_found(year, made)])


def _in_the_way(year: FinancialYear, made: YearAccounts) -> Iterable[Finding]:
    done = closings.closed_until() or date.min
    if year.last >= tenancy.today():
        yield Finding("", STOPPED["running"], stops=True)
    elif year.first <= done:
        yield Finding("", STOPPED["closed"], stops=True)
    else:
        earlier = [one for one in closings.years() if done < one.last < year.first]
        if earlier:
            yield Finding("years", STOPPED["earlier"].format(year=earlier[-1].label), stops=True)
    if not made.agrees:
        yield Finding("", STOPPED["apart"], stops=True)


def _found(year: FinancialYear, made: YearAccounts) -> list[Finding]:
    first, last = year.first, year.last
    return rules.findings(
        held=_held(made, last),
        funds=[(one.name, one.kind, one.closing) for one in made.funds],
        bank_lines=db.session.scalar(open_lines().with_only_columns(func.count()).where(BankLine.day <= last)) or 0,
        missing=ledger.count_without_receipt(ledger.PaidIn(first, last)),
        waiting=payments.waiting_on(last),
        differences=payments.differences_open(first, last),
        exceptions=payments.exceptions_not_shown(last),
        unseen=reconciling.many_unseen(first, last),
        last=last,
    )


def _held(made: YearAccounts, last: date) -> list[Held]:
    """Each account that was ever used, with how far it was proved: by statements, or of a tin by counting."""
    statements = _last_days(
        select(Reconciliation.account_id, func.max(Reconciliation.until))
        .where(Reconciliation.finished_at.is_not(None))
        .group_by(Reconciliation.account_id)
    )
    newest = select(func.max(MoneyLeg.day)).where(MoneyLeg.account_id == Account.id, MoneyLeg.day <= last)
    lines = _last_days(select(Account.id, newest.correlate(Account).scalar_subquery()))
    counted = _nearest_counts(last)
    return [
        Held(
            one.name,
            one.kind == "tin",
            one.closing,
            lines.get(one.account_id),
            (counted if one.kind == "tin" else statements).get(one.account_id),
        )
        for one in made.accounts
    ]


def _last_days(query: object) -> dict[int, date]:
    return {row[0]: row[1] for row in db.session.execute(query)}  # type: ignore[call-overload]


def _nearest_counts(last: date) -> dict[int, date]:
    """The day on which each tin was counted that is nearest to the end of the year."""
    found: dict[int, date] = {}
    near = (CashCount.day >= last - rules.COUNT_WITHIN) & (CashCount.day <= last + rules.COUNT_WITHIN)
    for row in db.session.execute(
        select(CashCount.account_id, CashCount.day).where(near, CashCount.pence.is_not(None))
    ):
        before = found.get(row.account_id)
        if before is None or abs(row.day - last) < abs(before - last):
            found[row.account_id] = row.day
    return found


@dataclass(frozen=True)
class YearCard:
    """A financial year as the list of years shows it."""

    year: FinancialYear
    closing: Closing | None
    """The last closing of this year, also when the year was opened again."""
    running: bool
    examined: bool

    @property
    def closed(self) -> bool:
        return self.closing is not None and self.closing.stands


def year_cards() -> list[YearCard]:
    """Every year that the book has lines in, the latest first."""
    known: dict[date, Closing] = {}
    for one in closings.closings():
        known.setdefault(one.row.last, one)
    examined = closings.examined_closings()
    today = tenancy.today()
    return [
        YearCard(
            year,
            known.get(year.last),
            year.last >= today,
            year.last in known and known[year.last].row.id in examined,
        )
        for year in closings.years()
    ]


def closed_on(closing: Closing) -> date:
    """The day on which a year was closed, where the group is."""
    return dates.day_of(closing.row.closed_at, tenancy.scope().zone)
