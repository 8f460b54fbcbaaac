"""The report of a period and the accounts of a year, put together from the books for whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.accounts import balances, queries, report, rules
from groupkit.accounts.balances import Part
from groupkit.accounts.models import YearClosing
from groupkit.accounts.queries import AccountSum, Settings
from groupkit.accounts.rules import Figures, Layout, Line
from groupkit.bank import reconciling
from groupkit.budgets import making as budgets
from groupkit.budgets import queries as agreed_budgets
from groupkit.budgets.making import Compared
from groupkit.dates import FinancialYear, Period
from groupkit.grants import queries as grants
from groupkit.grants.queries import GrantCard
from groupkit.ledger import queries as ledger
from groupkit.ledger.queries import CategorySum, FundSum
from groupkit.money import pounds
from groupkit.payments import queries as payments
from groupkit.rulebook.queries import year_end
from groupkit.words import and_list


@dataclass(frozen=True)
class Report:
    """A treasurer's report: figures of a period in pence, and no names."""

    group: str
    period: Period
    accounts: list[AccountSum]
    categories: list[CategorySum]
    funds: list[FundSum]
    grants: list[GrantCard]
    missing: list[ledger.WithoutReceipt]
    owed: dict[str, int]
    """What is owed on the last day, in pence, by its way: `to_us`, `by_us`."""
    sentence: str
    budget: Compared | None = None
    """The budget of the year that the last day is in, beside what was up to that day; None when none was agreed."""
    reconciled: dict[int, date] = field(default_factory=dict)
    """Up to which day each account was held against its statement, as it is today."""
    waiting: tuple[int, int] = (0, 0)
    """How many payments wait for somebody's yes today, and what they come to in pence."""

    @property
    def reconciled_words(self) -> str:
        """Up to when the accounts were reconciled, in a sentence; empty while none was."""
        if not self.reconciled:
            return ""
        said = [
            f"{one.name} to {dates.long_day(self.reconciled[one.account_id])}"
            for one in self.accounts
            if one.account_id in self.reconciled
        ]
        return f"Reconciled with the bank’s statement: {and_list(said)}." if said else ""

    @property
    def waiting_words(self) -> str:
        """What waits for a yes, in a sentence; empty where nothing does."""
        many, pence = self.waiting
        if not many:
            return ""
        return f"{'One payment waits' if many == 1 else f'{many} payments wait'} for a yes: {pounds(pence)}."

    @property
    def came_in(self) -> list[CategorySum]:
        return [one for one in self.categories if one.direction == "in"]

    @property
    def went_out(self) -> list[CategorySum]:
        return [one for one in self.categories if one.direction == "out"]

    @property
    def owed_words(self) -> str:
        """What is still to be paid, in a sentence; empty where nothing is."""
        ours, theirs = self.owed.get("by_us", 0), self.owed.get("to_us", 0)
        said = [f"we owe {pounds(ours)}"] if ours else []
        said += [f"{pounds(theirs)} is owed to us"] if theirs else []
        return f"Still to be paid: {and_list(said)}." if said else ""

    @property
    def opening(self) -> int:
        """What was in all accounts at the start, in pence."""
        return sum(one.opening for one in self.accounts)

    @property
    def received(self) -> int:
        return sum(one.pence for one in self.came_in)

    @property
    def paid(self) -> int:
        return sum(one.pence for one in self.went_out)

    @property
    def closing(self) -> int:
        """What is in all accounts at the end, in pence."""
        return sum(one.closing for one in self.accounts)


def make_report(period: Period, actor: Actor) -> Report:
    """The report of a period; grants only for somebody who may see them."""
    first, last = period.first, period.last
    start = ledger.before(first)
    accounts = [one for one in queries.by_account(first, last, start.accounts) if one.is_shown]
    funds = [
        one
        for one in ledger.by_fund(first, last, held=start.funds)
        if one.opening or one.received or one.paid or one.moved
    ]
    restricted = [(one.name, one.closing) for one in funds if one.kind == "restricted"]
    days = ledger.first_and_last_day()
    pace, months = report.pace_period(last, days[0] if days else None)
    paid = sum(one.pence for one in ledger.by_category(pace.first, pace.last) if one.direction == "out")
    return Report(
        group=actor.group_name,
        period=period,
        accounts=accounts,
        categories=ledger.by_category(first, last),
        funds=funds,
        grants=_grants(period) if actor.can(Can.SEE_GRANTS) else [],
        missing=ledger.without_receipt(ledger.PaidIn(first, last)),
        owed=_owed(last),
        sentence=report.sentence(sum(one.closing for one in accounts), restricted, paid, months),
        budget=budget_on(last),
        reconciled=reconciling.reconciled_to(),
        waiting=payments.waiting_sum(),
    )


def budget_on(day: date) -> Compared | None:
    """The agreed budget of the year that a day is in, beside what was up to that day."""
    found = agreed_budgets.agreed_for(day)
    return budgets.compare(found.year, found, day) if found is not None else None


def _owed(on: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for card in queries.debts(on):
        found[card.row.way] = found.get(card.row.way, 0) + card.row.amount
    return found


def _grants(period: Period) -> list[GrantCard]:
    """The grants that run in a period or still have money, as they stand today."""
    return [one for one in grants.grants() if one.left or one.to_come or one.ends is None or one.ends >= period.first]


def spans() -> list[report.Span]:
    """The quick choices of a report's period, the usual one first."""
    end, today = year_end(), tenancy.today()
    year = FinancialYear.holding(today, end)
    given = queries.last_report()
    return report.spans(today, year, year.before(end), given.last if given else None)


@dataclass(frozen=True)
class YearAccounts:
    """The accounts of a financial year, in pence."""

    group: str
    year: FinancialYear
    on: date
    """The day of which the statement speaks: the last of the year, or today while it runs."""
    settings: Settings
    layout: Layout
    this: Figures
    last: Figures
    accounts: list[AccountSum]
    before: dict[int, int]
    """What was in each account when the year before ended."""
    parts: list[Part]
    fund_columns: dict[int, str]
    """The column in which each fund stands."""
    funds: list[FundSum]
    """What each fund began and ended with, as the book has it now."""
    closing: YearClosing | None = None
    """How the year was closed, while that stands: then everything here is as it was on that day."""

    @cached_property
    def lines(self) -> list[Line]:
        """Every row of the receipts and payments account, also those that this layout does not show."""
        return rules.account(self.this, self.last, self.layout)

    @cached_property
    def shown(self) -> list[Line]:
        """The rows as they stand on paper."""
        return rules.for_paper(self.lines, self.layout)

    def line(self, name: str) -> Line:
        """One row by its name: `net`, `closing`."""
        return next(line for line in self.lines if line.name == name)

    @property
    def cash(self) -> int:
        """What is in all accounts at the end, in pence."""
        return sum(one.closing for one in self.accounts)

    @property
    def agrees(self) -> bool:
        """Whether cash funds at the year's end come to the sum of all accounts."""
        return self.line("closing").total == self.cash

    @property
    def needs_note(self) -> bool:
        """Whether figures as shown do not add, for the rounding."""
        return rules.needs_rounding_note(self.lines, self.settings.shown)

    @property
    def is_over(self) -> bool:
        return self.on >= self.year.last

    @property
    def columns(self) -> list[str]:
        """What stands above the columns of funds; none where only the total is shown."""
        if not self.layout.has_columns:
            return []
        return [rules.COLUMN_WORDS[column] for column in self.layout.columns]


def make_year(year: FinancialYear, actor: Actor, before: FinancialYear | None = None) -> YearAccounts:
    """The accounts of a year as the book has them; without words about assets and debts for a critical friend.

    `before` is the year that stands beside it, where that is not the one that the end of the year makes.
    """
    chosen, sorting = queries.settings_and_places()
    layout = rules.layout_for(chosen.standing, actor.nation)
    before, on = before or year.before(year.end), max(year.first, min(year.last, tenancy.today()))
    words, known = not actor.friend, queries.sorted_for(layout, sorting)
    start = ledger.before(year.first)
    accounts = queries.by_account(year.first, on, start.accounts)
    funds = ledger.by_fund(year.first, on, held=start.funds)
    return YearAccounts(
        group=actor.group_name,
        year=year,
        on=on,
        settings=chosen,
        layout=layout,
        this=queries.figures(year.first, on, known, funds),
        last=queries.figures(before.first, before.last, known, _ending_with(start.funds, before.first, before.last)),
        accounts=accounts,
        before={one.account_id: one.before for one in accounts},
        parts=balances.parts(queries.held(on, known, words), queries.owing(on, known, words), layout),
        fund_columns=known.columns,
        funds=funds,
    )


def _ending_with(held: Mapping[int, int], first: date, last: date) -> list[FundSum]:
    """The funds of a period that ended with these pence: what they began with is worked out backwards."""
    found = ledger.by_fund(first, last, held={})
    return [replace(one, opening=one.opening + held.get(one.fund_id, 0) - one.closing) for one in found]


def years() -> list[FinancialYear]:
    """The financial years in which the book has lines, and the present one; the latest first."""
    end, today = year_end(), tenancy.today()
    first, last = ledger.first_and_last_day() or (today, today)
    year, found = FinancialYear.holding(max(last, today), end), []
    while year.last >= first:
        found.append(year)
        year = year.before(end)
    return found


def usual_year(found: list[FinancialYear]) -> FinancialYear:
    """The year whose accounts are wanted first: the last that is over, or the present one."""
    return next((one for one in found if one.last < tenancy.today()), found[0])


def months_until(last: date, many: int = 12) -> list[tuple[date, date]]:
    """The first and last day of each of the last months, the one that a day is in among them."""
    first = dates.months_after(last.replace(day=1), 1 - many)
    begins = [dates.months_after(first, number) for number in range(many)]
    return [(day, dates.months_after(day, 1) - timedelta(days=1)) for day in begins]
