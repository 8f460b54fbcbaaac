"""The figures of the accounts are those of the book, whatever was written in it; a report is the difference."""

from datetime import date, timedelta

import pytest

from groupkit.accounts import making, queries, rules
from groupkit.accounts.rules import CHARITY, ONE_PAGE, SCOTTISH, Layout
from groupkit.dates import FinancialYear, Period
from groupkit.ledger import queries as ledger
from tests.accounts import any_book
from tests.builders import AGroup
from tests.ledger import books
from tests.sweep import examples

YEARS = [FinancialYear(date(year, 4, 1), date(year + 1, 3, 31)) for year in (2024, 2025, 2026)]
SEEDS = range(examples(6, 12))


def without_noughts(found: dict[object, int]) -> dict[object, int]:
    return {key: pence for key, pence in found.items() if pence}


@pytest.mark.sweep
@pytest.mark.parametrize("seed", SEEDS)
def test_any_book_comes_to_the_same_the_slow_way(group: AGroup, seed: int) -> None:
    any_book.write(group, seed)
    with books.reading(group):
        for year in YEARS:
            for layout in (CHARITY, SCOTTISH, ONE_PAGE):
                _compare(year, layout)


def _compare(year: FinancialYear, layout: Layout) -> None:
    place = queries.sorted_for(layout)
    start, [flow] = ledger.before_and_flows(year.period)
    figures = queries.figures(place, flow, flow.by_fund(place.known, start.funds))
    slow = any_book.slowly(year.first, year.last, place.columns)
    quick = {(one.category_id, one.column): one.pence for one in figures.sums}
    assert without_noughts(dict(quick)) == without_noughts(dict(slow["sums"]))
    assert without_noughts(dict(figures.opening)) == without_noughts(dict(slow["opening"]))
    assert without_noughts(dict(figures.moved)) == without_noughts(dict(slow["moved"]))
    accounts = queries.by_account(flow, place.known, start.accounts)
    assert {one.account_id: one.closing for one in accounts if one.closing} == without_noughts(dict(slow["accounts"]))
    lines = {line.name: line for line in rules.account(figures, figures, layout)}
    assert lines["closing"].total == sum(one.closing for one in accounts)
    assert lines["moved"].total == 0
    assert lines["opening"].total == sum(one.opening for one in accounts)


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_of_several_periods_are_those_of_each(group: AGroup, seed: int) -> None:
    any_book.write(group, seed)
    periods = [Period(date(2025, 9, 1), date(2026, 2, 28)), *(year.period for year in YEARS)]
    with books.reading(group):
        known = ledger.choices()
        start, flows = ledger.before_and_flows(*periods)
        assert without_noughts(dict(start.funds)) == without_noughts(dict(ledger.before(periods[0].first).funds))
        for period, flow in zip(periods, flows, strict=True):
            before = ledger.before(period.first)
            assert flow.by_fund(known, before.funds) == ledger.by_fund(period.first, period.last)
            assert flow.by_category(known) == ledger.by_category(period.first, period.last)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_ends_with_what_the_next_begins_with(group: AGroup, seed: int) -> None:
    any_book.write(group, seed)
    actor = group.tamsin.actor
    with books.reading(group):
        for year in YEARS:
            accounts = making.make_year(year, actor)
            assert accounts.agrees
            assert accounts.line("closing").last == sum(accounts.before.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_is_the_difference_of_two_balances(group: AGroup, seed: int) -> None:
    any_book.write(group, seed)
    actor = group.tamsin.actor
    with books.reading(group):
        for first, last in ((date(2025, 1, 1), date(2025, 6, 30)), (date(2026, 4, 1), date(2026, 11, 18))):
            report = making.make_report(Period(first, last), actor)
            before, after = ledger.balances(first - timedelta(days=1)), ledger.balances(last)
            begun = report.opening - before.total
            assert report.received - report.paid + begun == after.total - before.total
            assert report.closing == after.total == sum(one.closing for one in report.funds)


def test_a_report_by_example(group: AGroup) -> None:
    named = books.a_year(group)
    actor = group.tamsin.actor
    with books.reading(group):
        report = making.make_report(Period(date(2025, 1, 1), date(2026, 11, 18)), actor)
    missing = {one.reference: one.pence for one in report.missing}
    assert missing[named["wrong"]] == 1_520 and named["void"] not in missing and named["refund"] not in missing
    assert missing[named["split"]] == 2_495
    assert "below nothing" in report.sentence or "is for Starter grant" in report.sentence


def test_months_of_a_year() -> None:
    months = making.months_until(date(2026, 3, 5))
    assert (months[0], months[-1], len(months)) == (
        (date(2025, 4, 1), date(2025, 4, 30)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        12,
    )


def test_money_by_month_adds_up_to_the_categories(group: AGroup) -> None:
    any_book.write(group, 3)
    months = making.months_until(date(2026, 11, 18))
    with books.reading(group):
        sums = queries.by_month(months)
        wanted = ledger.by_category(months[0][0], months[-1][1])
    for at, way in enumerate(("in", "out")):
        assert sum(pair[at] for pair in sums) == sum(one.pence for one in wanted if one.direction == way)


def test_one_total_says_what_of_it_was_given_for_one_purpose(group: AGroup) -> None:
    books.with_grant(group)
    books.take_in(group, any_book.FIRST_DAY, 40_000, "Foundation", "Grants", fund="Starter grant")
    books.take_in(group, any_book.FIRST_DAY, 1_000, "Everybody", "Subs")
    with books.reading(group):
        made = making.make_year(making.years()[-1], group.tamsin.actor)
        assert made.bound == "Of this, £400.00 can only be spent on what it was given for."
        assert "£" not in making.make_year(making.years()[-1].before(making.years()[-1].end), group.tamsin.actor).bound
