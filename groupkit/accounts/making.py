"""The report of a period and the accounts of a year, put together from the books for whoever looks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.accounts import balances, for_report, owed, queries, report, rules
from groupkit.accounts.balances import Part
from groupkit.accounts.models import YearClosing
from groupkit.accounts.queries import AccountSum, Register, Settings
from groupkit.accounts.rules import Figures, Layout, Line
from groupkit.budgets import making as budgets
from groupkit.budgets import queries as agreed_budgets
from groupkit.budgets.making import Compared
from groupkit.dates import FinancialYear, Period, YearEnd
from groupkit.grants import queries as grants
from groupkit.grants.queries import GrantCard
from groupkit.ledger import queries as ledger
from groupkit.ledger.queries import CategorySum, Choices, Flow, FundSum
from groupkit.money import pounds
from groupkit.payments import queries as payments
from groupkit.rulebook import queries as rulebook
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, RULES
from groupkit.words import and_list

ONE_DAY = timedelta(days=1)
SIGNATORIES = RULES["signatories_needed"]


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


@dataclass(frozen=True)
class Begun:
    """What a report begins with: two of the group's rules, the first day of the book, what was reported last."""

    year_end: YearEnd
    needed: int
    """How many people say yes to a payment."""
    first_day: date | None
    reported: date | None
    """The last day of the report that a meeting saw last."""

    @property
    def spans(self) -> list[report.Span]:
        """The quick choices of a report's period, the usual one first."""
        today = tenancy.today()
        year = FinancialYear.holding(today, self.year_end)
        return report.spans(today, year, year.before(self.year_end), self.reported)


def begin() -> Begun:
    """The same, in two questions."""
    said = rulebook.at_any_day((FINANCIAL_YEAR_END.name, SIGNATORIES.name))
    end, needed = (said(rule.name, tenancy.today()).value for rule in (FINANCIAL_YEAR_END, SIGNATORIES))
    return Begun(YearEnd.read(end), int(needed), *for_report.first_day_and_reported())


def make_report(period: Period, actor: Actor, begun: Begun | None = None) -> Report:
    """The report of a period; grants only for somebody who may see them.

    `begun` is what was read to choose the period from, where that has just been done.
    """
    begun = begin() if begun is None else begun
    first, last = period.first, period.last
    pace, months = report.pace_period(last, begun.first_day)
    known, held = ledger.choices_and_settled(first - ONE_DAY)
    agreed = agreed_budgets.agreed_for(last)
    year = budgets.months_begun(agreed.year, last) if agreed else []
    start, (flow, lately, *by_month) = ledger.before_and_flows(period, pace, *year, start=held)
    owed, reconciled = for_report.owed_and_reconciled(last)
    accounts = [one for one in queries.by_account(flow, known, start.accounts) if one.is_shown]
    funds = [one for one in flow.by_fund(known, start.funds) if one.opening or one.received or one.paid or one.moved]
    restricted = [(one.name, one.closing) for one in funds if one.kind == "restricted"]
    paid = sum(one.pence for one in lately.by_category(known) if one.direction == "out")
    return Report(
        group=actor.group_name,
        period=period,
        accounts=accounts,
        categories=flow.by_category(known),
        funds=funds,
        grants=_grants(period) if actor.can(Can.SEE_GRANTS) else [],
        missing=ledger.without_receipt(ledger.PaidIn(first, last)),
        owed=owed,
        sentence=report.sentence(sum(one.closing for one in accounts), restricted, paid, months),
        budget=budgets.compare(agreed.year, agreed, last, _read_of(begun, known, by_month)) if agreed else None,
        reconciled=reconciled,
        waiting=payments.waiting_sum(begun.needed),
    )


def _read_of(begun: Begun, known: Choices, by_month: Sequence[Flow]) -> budgets.Read:
    """What the budget is held against, of what was read for the report."""
    sums: dict[int, list[int]] = {}
    for at, flow in enumerate(by_month):
        for one in flow.by_category(known):
            sums.setdefault(one.category_id, [0] * len(by_month))[at] = one.pence
    return budgets.Read(begun.first_day, known, {row_id: tuple(found) for row_id, found in sums.items()})


def budget_on(day: date) -> Compared | None:
    """The agreed budget of the year that a day is in, beside what was up to that day."""
    found = agreed_budgets.agreed_for(day)
    return budgets.compare(found.year, found, day) if found is not None else None


def _grants(period: Period) -> list[GrantCard]:
    """The grants that run in a period or still have money, as they stand today."""
    ours = [one for one in grants.grants() if one.given]
    return [one for one in ours if one.left or one.to_come or one.ends is None or one.ends >= period.first]


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
    known: Choices
    """Every account, fund and category, as they are called now."""
    register: Register
    """What is owned and owed on that day, as it is written down now; not read for a year whose statement was kept."""
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
    def bound(self) -> str:
        """What of it was given for one purpose, in a sentence: one column of a total does not show it. Else empty."""
        held = sum(one.closing for one in self.funds if one.kind == "restricted")
        if self.layout.has_columns or held <= 0:
            return ""
        return f"Of this, {pounds(held)} can only be spent on what it was given for."

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


def make_year(
    year: FinancialYear, actor: Actor, before: FinancialYear | None = None, register: Register | None = None
) -> YearAccounts:
    """The accounts of a year as the book has them; without words about assets and debts for a critical friend.

    `before` is the year that stands beside it, where that is not the one that the end of the year makes; `register`
    is what is owned and owed, where that need not be read.
    """
    chosen, sorting = queries.settings_and_places()
    layout = rules.layout_for(chosen.standing, actor.nation)
    before, on = before or year.before(year.end), max(year.first, min(year.last, tenancy.today()))
    known, settled = ledger.choices_and_settled(year.first - ONE_DAY)
    words, place = not actor.friend, queries.sorted_for(layout, sorting, known)
    start, (flow, earlier) = ledger.before_and_flows(Period(year.first, on), before.period, start=settled)
    accounts = queries.by_account(flow, known, start.accounts)
    funds, register = flow.by_fund(known, start.funds), queries.register(on) if register is None else register
    held, owing = queries.held(register.assets, place, words), owed.owing(register.debts, place.columns, words)
    return YearAccounts(
        group=actor.group_name,
        year=year,
        on=on,
        settings=chosen,
        layout=layout,
        this=queries.figures(place, flow, funds),
        last=queries.figures(place, earlier, _ending_with(start.funds, earlier.by_fund(known, {}))),
        accounts=accounts,
        before={one.account_id: one.before for one in accounts},
        parts=balances.parts(held, owing, layout),
        fund_columns=place.columns,
        funds=funds,
        known=known,
        register=register,
    )


def _ending_with(held: Mapping[int, int], found: Iterable[FundSum]) -> list[FundSum]:
    """The funds of a period that ended with these pence: what they began with is worked out backwards."""
    return [replace(one, opening=one.opening + held.get(one.fund_id, 0) - one.closing) for one in found]


def years() -> list[FinancialYear]:
    """The financial years in which the book has lines, and the present one; the latest first."""
    return years_between(ledger.first_and_last_day())


def years_between(days: tuple[date, date] | None) -> list[FinancialYear]:
    """The same, where the first and last day of the book were read already; None for an empty book."""
    end, today = rulebook.year_end(), tenancy.today()
    first, last = days or (today, today)
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
