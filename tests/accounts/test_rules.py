"""The accounts by example and by property: columns add across and down, and rounding is owned up to."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.accounts import balances, report, rules
from groupkit.accounts.balances import Held, Owing
from groupkit.accounts.rules import CHARITY, ONE_PAGE, SCOTTISH, CategorySum, Figures, Line
from groupkit.dates import FinancialYear, Period
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

LAYOUTS = [CHARITY, SCOTTISH, ONE_PAGE]


def a_year() -> Figures:
    return Figures(
        (
            CategorySum(1, "Subs", "in", "unrestricted", 25_050),
            CategorySum(2, "Grants", "in", "restricted", 40_000),
            CategorySum(3, "Sale of the urn", "in", "unrestricted", 1_000, asset=True),
            CategorySum(4, "Room hire", "out", "unrestricted", 13_200),
            CategorySum(4, "Room hire", "out", "restricted", 13_200),
            CategorySum(5, "Equipment", "out", "restricted", 9_999, asset=True),
        ),
        opening={"unrestricted": 20_775, "restricted": 0},
        moved={"unrestricted": -500, "restricted": 500},
    )


def by_name(lines: list[Line]) -> dict[str, Line]:
    return {line.name: line for line in lines}


def test_a_charity_in_england_and_wales_by_example() -> None:
    found = by_name(rules.account(a_year(), Figures(opening={"unrestricted": 100}), CHARITY))
    assert found["A1 together"].amounts == (25_050, 40_000, 0)
    assert found["A2 3"].label == "Sale of the urn" and found["A2 together"].total == 1_000
    assert found["receipts"].total == 66_050
    assert found["A3 4"].amounts == (13_200, 13_200, 0)
    assert found["A4 together"].total == 9_999
    assert found["net"].amounts == (12_850, 16_801, 0)
    assert found["moved"].amounts == (-500, 500, 0) and found["moved"].total == 0
    assert found["closing"].amounts == (33_125, 17_301, 0)
    assert found["opening"].last == found["closing"].last == 100


def test_what_is_called_what_on_paper() -> None:
    def words(layout: rules.Layout) -> list[str]:
        return [line.label for line in rules.for_paper(rules.account(a_year(), Figures(), layout), layout)]

    assert words(CHARITY)[0] == "A1 Receipts" and words(CHARITY)[-1] == "Cash funds this year end"
    assert {"A2 Asset and investment sales", "A5 Transfers between funds"} <= set(words(CHARITY))
    assert words(SCOTTISH)[-1] == "Surplus/(deficit) for the year"
    plain = Figures((CategorySum(1, "Subs", "in", "all", 5),))
    paper = rules.for_paper(rules.account(plain, Figures(), ONE_PAGE), ONE_PAGE)
    assert [line.label for line in paper] == [
        "Money in",
        "Subs",
        "Money in, together",
        "Money out, together",
        "In less out",
        "At the start of the year",
        "At the end of the year",
    ]


def test_the_layout_follows_the_nation_once_it_is_a_charity() -> None:
    assert rules.layout_for("none", "scotland") is ONE_PAGE
    assert rules.layout_for("charity", "scotland") is SCOTTISH
    assert rules.layout_for("cio", "northern-ireland") is CHARITY
    assert rules.column_of("designated", "", CHARITY) == "unrestricted"
    assert rules.column_of("restricted", "permanent", CHARITY) == "endowment"
    assert rules.column_of("restricted", "permanent", SCOTTISH) == "permanent"


def test_gross_income_leaves_out_what_was_sold() -> None:
    assert a_year().gross_income == 65_050


PENCE = st.integers(-99_999, 999_999)


@st.composite
def figures(draw: st.DrawFn, layout: rules.Layout) -> Figures:
    column = st.sampled_from(layout.columns)
    keys = draw(st.lists(st.tuples(st.integers(1, 8), column), max_size=16, unique=True))
    sums = tuple(
        CategorySum(row, f"Kind {row}", "in" if row < 5 else "out", where, draw(PENCE), asset=row % 4 == 0)
        for row, where in keys
    )
    opening = {where: draw(PENCE) for where in layout.columns}
    moved = {where: draw(PENCE) for where in layout.columns}
    first = layout.columns[0]
    moved[first] -= sum(moved.values())
    return Figures(sums, opening, moved)


@pytest.mark.sweep
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: str(layout.key))
@settings(max_examples=examples(60, 1_000), deadline=None)
@given(data=st.data())
def test_every_column_adds_up_and_across(layout: rules.Layout, data: st.DataObject) -> None:
    this, last = data.draw(figures(layout)), data.draw(figures(layout))
    found = by_name(rules.account(this, last, layout))
    for line in found.values():
        if line.adds:
            parts = [(found[name], sign) for name, sign in line.adds]
            for at, amount in enumerate(line.amounts):
                assert amount == sum(sign * part.amounts[at] for part, sign in parts)
            assert line.total == sum(sign * part.total for part, sign in parts)
    closing = this.closing
    assert found["closing"].amounts == tuple(closing.get(column, 0) for column in layout.columns)
    assert found["closing"].last == sum(last.closing.values())
    assert found["moved"].total == 0
    if not rules.needs_rounding_note(list(found.values()), "pounds"):
        shown = found["receipts"]
        added = sum(rules.in_pounds(found[name].total) for name, _ in shown.adds)
        assert added == rules.in_pounds(shown.total)


def test_rounding_is_told_only_where_it_shows() -> None:
    even = Figures((CategorySum(1, "Subs", "in", "all", 100), CategorySum(2, "Raffle", "in", "all", 300)))
    odd = Figures((CategorySum(1, "Subs", "in", "all", 150), CategorySum(2, "Raffle", "in", "all", 150)))
    for found, said in ((even, False), (odd, True)):
        lines = rules.account(found, Figures(), ONE_PAGE)
        assert rules.needs_rounding_note(lines, "pounds") is said
        assert rules.needs_rounding_note(lines, "pence") is False


@pytest.mark.parametrize(
    ("pence", "whole", "exact"),
    [(0, "–", "–"), (49, "–", "0.49"), (50, "1", "0.50"), (-150, "-2", "-1.50"), (123_456, "1,235", "1,234.56")],
)
def test_how_an_amount_is_shown(pence: int, whole: str, exact: str) -> None:
    assert (rules.show(pence, "pounds"), rules.show(pence, "pence")) == (whole, exact)


@pytest.mark.parametrize(
    ("pence", "paid", "months", "said"),
    [
        (41_230, 27_000, 6, "about nine months"),
        (100, 600, 6, "about a month"),
        (99, 600, 6, "less than a month"),
        (1_000_000, 600, 6, "more than two years"),
        (100, 0, 6, ""),
        (-5, 600, 6, ""),
    ],
)
def test_how_long_it_lasts(pence: int, paid: int, months: int, said: str) -> None:
    assert rules.lasts(pence, paid, months) == said


def test_the_one_plain_sentence() -> None:
    assert report.sentence(41_230, [("the walking grant", 18_000)], 27_000, 6) == (
        "We have £412.30. £180.00 of it is for the walking grant. "
        "At the pace of the last six months it lasts about nine months."
    )
    assert report.sentence(0, [], 0, 6) == "We have £0.00."
    assert "Starter grant is £5.00 below nothing" in report.sentence(100, [("Starter grant", -500)], 0, 1)


def test_the_quick_choices() -> None:
    today = date(2026, 3, 31)
    year, before = FinancialYear(date(2025, 4, 1), today), FinancialYear(date(2024, 4, 1), date(2025, 3, 31))
    found = {one.key: one.period for one in report.spans(today, year, before, date(2026, 2, 10))}
    assert next(iter(found)) == "since"
    assert found["since"] == Period(date(2026, 2, 11), today)
    assert found["last-month"] == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert found["year"] == Period(date(2025, 4, 1), today)
    assert report.spans(today, year, before, None)[0].key == "month"
    assert report.spans(today, year, before, today)[0].key == "month"


def test_the_pace_of_a_young_book_goes_by_its_own_months() -> None:
    until = date(2026, 6, 30)
    assert report.pace_period(until, date(2020, 1, 1)) == (Period(date(2025, 12, 31), until), 6)
    assert report.pace_period(until, date(2026, 4, 15))[1] == 2
    assert report.pace_period(until, date(2026, 6, 29))[1] == 1


HELD = [Held("Urn", "use", "General", "unrestricted", 5_900, date(2026, 1, 2))]
OWED = [
    Owing("Hall", "by_us", "General", "unrestricted", 4_500, date(2026, 4, 1)),
    Owing("Promised", "to_us", "Grant", "restricted", 1_000, None),
    Owing("May go back", "maybe", "Grant", "restricted", 700, None),
]


def test_what_is_owned_and_owed_by_layout() -> None:
    england = {part.name: part for part in balances.parts(HELD, OWED, CHARITY)}
    assert list(england) == [
        "B2 Other monetary assets",
        "B3 Investment assets",
        "B4 Assets kept for our own use",
        "B5 Liabilities",
        "Might be owed one day",
    ]
    assert england["B5 Liabilities"].items[0].label == "Hall (General, by 1 Apr 2026)"
    scotland = {part.name: part.pence for part in balances.parts(HELD, OWED, SCOTTISH)}
    assert scotland["B3 Other assets"] == 6_900 and scotland["B5 Contingent liabilities"] == 700
    assert [part.name for part in balances.parts(HELD, [], ONE_PAGE)] == ["Things we own"]
    assert [part.in_column("restricted") for part in balances.parts([], OWED[1:2], CHARITY)] == [1_000, 0, 0, 0]


def test_without_words_they_are_only_counted() -> None:
    silent = [Held("", "use", "General", "unrestricted", pence, date(2026, 1, 2)) for pence in (5_900, 100)]
    part = next(part for part in balances.parts(silent, [], CHARITY) if part.items)
    assert [(item.label, item.pence) for item in part.items] == [("General: 2 in all", 6_000)]


def test_days_in_their_order() -> None:
    today = date(2026, 3, 1)
    balances.check_days(date(2026, 1, 1), date(2026, 2, 1), today, "settled_on")
    for began, ended in ((date(2026, 2, 2), date(2026, 2, 1)), (date(2026, 1, 1), date(2026, 3, 2))):
        with pytest.raises(Refused):
            balances.check_days(began, ended, today, "settled_on")
    with pytest.raises(Refused):
        balances.check_began(date(2026, 3, 2), today, "since")
