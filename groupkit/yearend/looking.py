"""Looking a year over before it is closed: everything that the other books know, in a fixed number of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.accounts import closings
from groupkit.accounts.closings import BookYears, Closing
from groupkit.accounts.making import YearAccounts
from groupkit.accounts.queries import AccountSum
from groupkit.bank import reconciling
from groupkit.bank.queries import counting_open
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


def look(year: FinancialYear, actor: Actor, years: BookYears | None = None) -> Looked:
    """Everything that is worth a look before a year is closed; first of all what stands in the way.

    `years` are those of the book, where they have just been read.
    """
    years = closings.book_years() if years is None else years
    made = years.open_accounts_of(year, actor)
    return Looked(made, [*_in_the_way(year, made, years), *_found(year, made)])


def _in_the_way(year: FinancialYear, made: YearAccounts, years: BookYears) -> Iterable[Finding]:
    done = years.closed_until or date.min
    if year.last >= tenancy.today():
        yield Finding("", STOPPED["running"], stops=True)
    elif year.first <= done:
        yield Finding("", STOPPED["closed"], stops=True)
    else:
        earlier = [one for one in years.all if done < one.last < year.first]
        if earlier:
            yield Finding("years", STOPPED["earlier"].format(year=earlier[-1].label), stops=True)
    if not made.agrees:
        yield Finding("", STOPPED["apart"], stops=True)


def _found(year: FinancialYear, made: YearAccounts) -> list[Finding]:
    known, counted = _known_of_accounts(year), _counted(year)
    return rules.findings(
        held=[_held(one, known[one.account_id]) for one in made.accounts],
        funds=[(one.name, one.kind, one.closing) for one in made.funds],
        bank_lines=counted.bank_lines,
        missing=(counted.missing, counted.missing_pence),
        waiting=(counted.waiting, counted.waiting_pence),
        differences=counted.differences,
        exceptions=counted.exceptions,
        unseen=sum(one.unseen or 0 for one in known.values()),
        last=year.last,
    )


def _counted(year: FinancialYear) -> Any:
    """What each book counts as left open, one row of each, laid side by side: one question."""
    first, *others = (
        ledger.counting_without_receipt(ledger.PaidIn(year.first, year.last)).subquery(),
        payments.counting_left_open(year.first, year.last).subquery(),
        counting_open(year.last).subquery(),
    )
    beside: Any = first
    for one in others:
        # One row each: whatever stands there, they belong side by side.
        mine, theirs = next(iter(first.c)), next(iter(one.c))
        beside = beside.join(one, func.coalesce(mine, 0) * 0 == func.coalesce(theirs, 0) * 0)
    return db.session.execute(select(first, *others).select_from(beside)).one()


def _held(one: AccountSum, known: Any) -> Held:
    """An account at the year's end, with how far it was proved: by statements, or of a tin by counting."""
    tin = one.kind == "tin"
    return Held(one.name, tin, one.closing, known.newest, (known.counted if tin else known.until))


def _known_of_accounts(year: FinancialYear) -> dict[int, Any]:
    """Of each account its newest line of the year or before it, statements and counts, by its row: one question."""
    last = year.last
    newest = select(func.max(MoneyLeg.day)).where(MoneyLeg.account_id == Account.id, MoneyLeg.day <= last)
    statements = reconciling.statements_reached(year.first, last).subquery()
    near = CashCount.day.between(last - rules.COUNT_WITHIN, last + rules.COUNT_WITHIN)
    counts = (
        select(CashCount.account_id, func.max(CashCount.day).label("counted"))
        .where(near, CashCount.pence.is_not(None))
        .group_by(CashCount.account_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Account.id,
            newest.correlate(Account).scalar_subquery().label("newest"),
            statements.c.until,
            statements.c.unseen,
            counts.c.counted,
        )
        .outerjoin(statements, statements.c.account_id == Account.id)
        .outerjoin(counts, counts.c.account_id == Account.id)
    )
    return {row.id: row for row in rows}


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
