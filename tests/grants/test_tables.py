"""The tables of a return: what stands in them, how they add up, and how they come back from what was filed."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.grants import grid
from groupkit.grants.facts import (
    Beside,
    Bill,
    Consent,
    Count,
    Counted,
    Facts,
    Instalment,
    Measured,
    Outcome,
    People,
    Spending,
    Tally,
    Voice,
)
from groupkit.grants.spans import grant_years, shared_out
from groupkit.grants.tables import TABLES
from groupkit.workbook import Sheet, workbook
from tests.grants.giving import NOON
from tests.grants.test_paper import FACTS_NOW
from tests.sweep import examples

pytestmark = pytest.mark.pure

DAY = date(2026, 3, 5)
HIDDEN = Count(None, hidden=True)
FULL = replace(
    FACTS_NOW,
    spending=(
        Spending("Wool", 16_000, 14_835, (10_000, 4_835), "Dearer than we thought", 1),
        Spending("Room hire", 14_000, 15_200, (7_000, 8_200), "", 2),
        Spending("Under no heading", None, 500, (500, 0)),
    ),
    years=("Year 1", "Year 2"),
    received_years=(30_000, 10_000),
    instalments=(Instalment(DAY, 30_000, 30_000), Instalment(DAY, 10_000, 10_000, "the first year's report")),
    beside=(
        Beside("match", "From the council", "Town Council", 5_000, DAY),
        Beside("kind", "The room at Easter", "St Mary's", None, None),
        Beside("thing", "An urn", "Hall Supplies", 4_500, DAY, "Tea, in the cupboard"),
    ),
    outcomes=(Outcome("People feel less alone", "They say so", "people", 3, 10, 12, True, "Slips", DAY, True),),
    consents=(Consent(DAY, "Wool instead of paint"),),
    bills=(Bill("2026/P001", DAY, "Wool shop", "Materials", "Wool", 30_535, "yes"),),
    paid_lines=1,
    tally=Tally(
        sums=(
            Counted("attendances", "Attendances", Count(120)),
            Counted("moved_on", "Moved on", HIDDEN),
        ),
        kinds=(Counted("1", "Tuesdays", Count(110, about=True), Count(20), Count(21)),),
        months=(Counted("2026-03", "March 2026", HIDDEN, Count(2), Count(2)),),
        heard=(Counted("heard_gp", "A GP", Count(0)),),
        barriers=(Counted("way_cost", "The cost", Count(7)),),
        people=(People(DAY, date(2026, 6, 1), Count(14, about=True), "We know each other"),),
        measures=(Measured("How it went", "Valley Fund", DAY, "7.25"),),
    ),
    voices=(Voice("voice-1", "quotation", "It is warm", "a member"),),
)


def rows_of(name: str, facts: Facts = FULL) -> list[tuple[object, ...]]:
    return list(TABLES[name].make(facts).rows)


def test_money_stands_beside_what_was_agreed_with_the_reason() -> None:
    table = TABLES["money_by_heading"].make(FULL)
    assert [column.title for column in table.columns] == ["Heading", "Agreed", "Spent", "Left", "Why"]
    assert rows_of("money_by_heading")[0] == ("Wool", 16_000, 14_835, 1_165, "Dearer than we thought")
    assert rows_of("money_by_heading")[2][:4] == ("Under no heading", None, 500, -500)
    assert table.sums()[:4] == ("Together", 30_000, 30_535, -535)
    bare = TABLES["money_by_heading"].make(replace(FULL, spending=(Spending("Wool", None, 100),)))
    assert [column.title for column in bare.columns] == ["Heading", "Spent"]


def test_years_add_up_to_the_whole() -> None:
    table = TABLES["money_by_year"].make(FULL)
    assert table.sums() == ("Together", 17_500, 13_035, 30_535)
    assert table.note == "Received: Year 1: £300 · Year 2: £100."
    assert TABLES["money_by_year"].make(FACTS_NOW).rows == ()


def test_what_is_not_shown_is_no_number_and_makes_no_sum() -> None:
    assert rows_of("attendance_by_month") == [("March 2026", Count(2), HIDDEN)]
    assert [row[0] for row in rows_of("other_counts")] == ["Attendances", "Moved on"]
    hidden = replace(FULL, tally=replace(FULL.tally, kinds=(*FULL.tally.kinds, Counted("2", "Walks", HIDDEN))))
    assert all(value is None for value in TABLES["activities"].make(hidden).sums()[1:])


def test_a_target_stands_only_where_the_funder_set_one() -> None:
    assert "Funder’s target" in [column.title for column in TABLES["indicators"].make(FULL).columns]
    mine = replace(FULL, outcomes=(replace(FULL.outcomes[0], target=None, theirs=False),))
    assert "Funder’s target" not in [column.title for column in TABLES["indicators"].make(mine).columns]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_words_when_there_is_nothing(name: str) -> None:
    table = TABLES[name].make(replace(FACTS_NOW, spending=()))
    assert table.rows == () and table.empty.endswith(".")
    full = TABLES[name].make(FULL)
    assert all(len(row) == len(full.columns) for row in full.rows)


def test_facts_come_back_from_what_was_filed_and_from_older_files() -> None:
    plain = json.loads(json.dumps(FULL.to_dict()))
    assert Facts.from_dict(plain) == FULL
    older = {name: plain[name] for name in ("group_name", "funder", "reference", "amount", "purpose", "starts", "ends")}
    older |= {name: plain[name] for name in ("received", "received_on", "own_money", "spending", "as_of")}
    again = Facts.from_dict({**older, "something_else": 1})
    assert (again.spent, again.until, again.tally, again.covers) == (30_535, None, Tally(), FULL.as_of)


money = st.integers(-(10**9), 10**9)
lines = st.lists(st.builds(Spending, st.text(max_size=20), st.none() | money, money), max_size=8)


@settings(max_examples=examples(15, 300), deadline=None)
@given(spending=lines)
def test_formulas_on_the_sheet_stand_beside_the_very_sums(spending: list[Spending]) -> None:
    table = TABLES["money_by_heading"].make(replace(FACTS_NOW, spending=tuple(spending)))
    with workbook([Sheet("T", grid.columns(), grid.set_down(table, 1))], title="T", author="G", made_at=NOON) as file:
        content = BytesIO(file.read())
    values, formulas = (openpyxl.load_workbook(content, data_only=only).active for only in (True, False))
    assert values is not None and formulas is not None
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                assert _worked_out(str(cell.value), values) == round(values[cell.coordinate].value * 100)


def _worked_out(formula: str, sheet: openpyxl.worksheet.worksheet.Worksheet) -> int:
    """The sum or difference that a formula stands for, in pence, from the values beside it."""
    inside = formula.removeprefix("=")
    if inside.startswith("SUM("):
        cells = sheet[inside[4:-1]]
        return sum(round((cell.value or 0) * 100) for row in cells for cell in row)
    more, less = inside.split("-")
    return round(((sheet[more].value or 0) - (sheet[less].value or 0)) * 100)


@settings(max_examples=examples(40, 1_000))
@given(st.lists(st.integers(0, 10**9), max_size=6), st.integers(-(10**9), 10**10))
def test_what_came_fills_the_instalments_in_their_order(parts: list[int], received: int) -> None:
    came = shared_out(parts, received)
    assert sum(came) == min(max(received, 0), sum(parts))
    short = [place for place, (got, part) in enumerate(zip(came, parts, strict=True)) if got < part]
    assert came == parts or not any(came[short[0] + 1 :])


@pytest.mark.parametrize(
    ("starts", "until", "begins"),
    [
        (None, date(2026, 1, 1), []),
        (date(2026, 2, 1), date(2026, 1, 1), []),
        (date(2026, 1, 1), date(2026, 12, 31), [date(2026, 1, 1)]),
        (date(2024, 2, 29), date(2026, 3, 1), [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)]),
    ],
)
def test_years_of_a_grant(starts: date | None, until: date, begins: list[date]) -> None:
    assert [begin for begin, _ in grant_years(starts, until)] == begins
