"""Everything that the pack shows but the lines of the cash book, read in one go."""

from collections.abc import Iterator
from dataclasses import dataclass

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.accounts import closings, tied_sheets
from groupkit.accounts import queries as accounts
from groupkit.accounts.closings import BookYears
from groupkit.accounts.making import YearAccounts, budget_on
from groupkit.accounts.owed import DebtCard
from groupkit.accounts.queries import AssetCard
from groupkit.accounts.tied_sheets import Ties
from groupkit.budgets.making import Compared
from groupkit.dates import FinancialYear, long_day
from groupkit.ledger.queries import FundSum, HeadingSum
from groupkit.payments import queries as payments
from groupkit.payments.queries import Counted
from groupkit.tenancy import scope
from groupkit.yearend import pack, pack_statements
from groupkit.yearend.sampling import Chosen, sample

COVER, SAMPLE, CHANGES, STATEMENTS, COUNTS = (
    "Cover",
    "Lines to look at",
    "Changes and exceptions",
    "Statements",
    "Counts of cash",
)
FUNDS, REGISTER, RECEIPTS, CHECKLIST = "Funds", "Owned and owed", "Receipts", "Checklist"
BUDGET = "Budget"

KINDS = {
    "payment": "Money out",
    "receipt": "Money in",
    "refund": "Refund",
    "move": "Between accounts",
    "fund_move": "Between funds",
    "opening": "At the start",
}


@dataclass(frozen=True)
class Taken:
    """Everything but the lines of the cash book, read in one go."""

    accounts: YearAccounts
    ties: Ties
    status: list[str]
    sample: list[Chosen]
    payees: dict[int, str]
    """Who was paid or paid us, of the lines to look at, by entry."""
    statements: list[pack_statements.Held]
    uncleared: list[pack_statements.Uncleared]
    counts: list[Counted]
    changes: list[pack.Change]
    exceptions: list[pack.ExceptionMade]
    funds: list[FundSum]
    headings: list[tuple[str, HeadingSum]]
    assets: list[AssetCard]
    debts: list[DebtCard]
    receipts: list[pack.ReceiptFile]
    budget: Compared | None
    """The agreed budget of the year beside what was; None when none was agreed."""


def take(year: FinancialYear, actor: Actor, years: BookYears) -> Taken:
    """Read what the pack is made of."""
    made = years.accounts_of(year, actor)
    register = accounts.register(made.on)
    ties = tied_sheets.take(year.first, made.on, made.fund_columns, made.known)
    funds, statements = made.funds, pack_statements.statements(year)
    chosen = pack.with_what_for(sample(pack.lines_to_choose_from(year, ties.up_to)), ties.labels)
    return Taken(
        accounts=made,
        ties=ties,
        status=list(_status(made)),
        sample=chosen,
        payees=pack.payees([one.line.entry_id for one in chosen]),
        statements=statements,
        uncleared=pack_statements.uncleared(statements, year),
        counts=[one for one in payments.counts() if year.first <= one.day <= year.last],
        changes=pack.changes(year),
        exceptions=pack.exceptions(year),
        funds=[one for one in funds if one.opening or one.received or one.paid or one.moved],
        headings=pack.headings([one for one in funds if one.kind == "restricted"], made.on),
        assets=register.assets,
        debts=register.debts,
        receipts=pack.receipts(year),
        budget=budget_on(made.on),
    )


def _status(made: YearAccounts) -> Iterator[str]:
    row = made.closing
    if row is None:
        yield "This year is not closed yet: its figures can still change."
        return
    day = dates.day_of(row.closed_at, scope().zone)
    yield f"The year was closed on {long_day(day)}, and nothing in it has changed since."
    yield from (f"Left open then: {one}." for one in closings.left_open(row))
    if why := closings.why_closed(row):
        yield f"Why it was closed all the same: {why}."
