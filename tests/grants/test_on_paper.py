"""A return as a funder holds it: figures under their headings, room to sign, nothing left alone on a page."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from groupkit.grants import grid, return_document, return_workbook
from groupkit.grants.facts import Count, Counted, Facts, Spending
from groupkit.grants.paper import Added, Paper, Signature, lay_out
from groupkit.grants.saying import FACTS
from groupkit.grants.tables import MOST_YEARS, TABLES
from tests.grants.giving import NOON
from tests.grants.test_every_format import SIGNED, answers_to
from tests.grants.test_proposing import FORMATS
from tests.grants.test_tables import FULL

pytestmark = pytest.mark.pure

FIGURE = re.compile(r"−?£[\d,]+\.\d\d|(about )?\d[\d,]*|not shown")
ASKED = {"six_lines": 1, "one_page": 1, "creative": 1, "short_form": 2, "full_return": 2, "booklet": 2}
"""How many sign which return (DOMAIN 6.3): one is enough for a small sum."""


def paper(key: str, facts: Facts = FULL, signed: tuple[Signature, ...] = SIGNED) -> Paper:
    made = FORMATS[key]
    return lay_out(made, facts, answers_to(key), Added({"line_1": "A word"}, signed[: made.signatures]))


def word(key: str, facts: Facts = FULL, signed: tuple[Signature, ...] = SIGNED) -> Any:
    return docx.Document(BytesIO(return_document.make(paper(key, facts, signed), {})))


def sheets(key: str, facts: Facts = FULL) -> Any:
    return openpyxl.load_workbook(BytesIO(return_workbook.make(paper(key, facts), {}, NOON)))


def column_below(sheet: Any, head: Any) -> list[Any]:
    """The cells under a heading, down to the first row that is empty there or has a look of its own."""
    found = []
    for row in range(head.row + 1, sheet.max_row + 1):
        cell = sheet.cell(row, head.column)
        if cell.value is None or cell.fill.fgColor.rgb == head.fill.fgColor.rgb or not cell.border.bottom:
            break
        found.append(cell)
    return found


@pytest.mark.parametrize("key", FORMATS)
def test_every_heading_on_a_sheet_stands_where_its_figures_do(key: str) -> None:
    looked = 0
    for sheet in sheets(key):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.fill.fgColor.rgb == "00DCEBE6":
                    below = {one.alignment.horizontal for one in column_below(sheet, cell)}
                    assert below <= {cell.alignment.horizontal}, (sheet.title, cell.coordinate)
                    looked += bool(below)
    assert looked >= 4


@pytest.mark.parametrize("key", FORMATS)
def test_every_figure_in_word_stands_at_the_right_under_its_heading(key: str) -> None:
    looked = 0
    for table in word(key).tables[:-1]:
        for column in table.columns:
            head, *cells = column.cells
            right = {one.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT for one in column.cells}
            assert len(right) == 1, head.text
            figures = [one.text for one in cells if FIGURE.fullmatch(one.text)]
            assert right == {bool(figures)} or (right == {True} and not any(one.text for one in cells)), head.text
            looked += bool(figures)
    assert looked


def test_a_sum_is_never_broken_over_two_lines() -> None:
    """A column of figures is as wide as its longest, also where much stands beside it."""
    why = "The hall put its prices up in April, and the library could not have us on two of the evenings"
    rows = tuple(Spending("A heading of some length", 99_999_900, 99_999_900, (), why, n) for n in range(1, 4))
    table = word("one_page", replace(FULL, spending=rows, years=())).tables[0]
    for place in (1, 2, 3):
        longest = max(len(cell.text) for cell in table.columns[place].cells)
        assert table.columns[place].width >= Mm(2.1 * longest + 3.5)


@pytest.mark.parametrize("key", FORMATS)
def test_as_many_sign_as_are_asked_whoever_has_been_named(key: str) -> None:
    assert FORMATS[key].signatures == ASKED[key]
    for named in ((), SIGNED[:1], SIGNED):
        assert len(paper(key, signed=named).signatures) == ASKED[key]
        cells = [cell.text for row in word(key, signed=named).tables[-1].rows for cell in row.cells]
        assert [cells.count(label) for label in ("Signed", "Date", "Name", "Role")] == [ASKED[key]] * 4
        for one in named[: ASKED[key]]:
            assert one.name in cells and one.office in cells


@pytest.mark.parametrize("key", FORMATS)
def test_there_is_room_to_sign_by_hand(key: str) -> None:
    assert all(row.height >= Mm(12) for row in word(key).tables[-1].rows)
    sheet = sheets(key)["Return"]
    boxes = [cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Signed"]
    assert len(boxes) == ASKED[key]
    for row in boxes:
        assert sheet.row_dimensions[row].height * 25.4 / 72 >= 16
        told = [cell.value for cell in sheet[row + 1] if cell.value]
        assert told[0].startswith("Name: ") and told[1].startswith("Role: ")


@pytest.mark.parametrize("key", FORMATS)
def test_where_the_figures_come_from_stands_at_the_head_and_signing_is_kept_together(key: str) -> None:
    said = FULL.from_the_book
    made = word(key)
    words = [paragraph.text for paragraph in made.paragraphs]
    assert said in words[1:4] and words.count(said) == 1
    sheet = sheets(key)["Return"]
    assert said in [sheet.cell(row, 1).value for row in range(1, 6)]
    declared = [one for one in made.paragraphs if one.text in paper(key).declared]
    assert all(one.paragraph_format.keep_with_next for one in declared)
    to_sign = made.tables[-1]
    assert all(p.paragraph_format.keep_with_next for row in to_sign.rows for c in row.cells for p in c.paragraphs)


@pytest.mark.parametrize("years", [2, MOST_YEARS, MOST_YEARS + 1, 12])
def test_a_long_grant_has_its_first_years_in_one_column(years: int) -> None:
    names = tuple(f"Year {number}, to 31 March {2020 + number}" for number in range(1, years + 1))
    sums = tuple(range(100, 100 + years))
    facts = replace(FULL, years=names, spending=(Spending("Wool", None, sum(sums), sums),), received_years=sums)
    table = TABLES["money_by_year"].make(facts)
    assert len(table.columns) == min(years, MOST_YEARS) + 2
    assert sum(table.rows[0][1:-1]) == table.rows[0][-1] == sum(sums)  # type: ignore[arg-type]
    first = table.columns[1].title
    assert first == (names[0] if years <= MOST_YEARS else f"Years 1 to {years - 3}, to 31 March {2020 + years - 3}")
    assert grid.starts(table.columns)[-1] <= grid.COLUMNS
    assert {"Year by year", "Receipts"} <= set(sheets("full_return", facts).sheetnames)


def test_a_good_guess_says_so_in_the_workbook_too() -> None:
    sheet = sheets("full_return")["What we did"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == '"about "0']
    assert {cell.value for cell in found} >= {110, 14}


def test_what_helpers_hours_are_worth_stands_after_them() -> None:
    tally = replace(FULL.tally, sums=(Counted("helper_hours", "Hours", Count(63)),))
    facts = replace(FULL, tally=tally, hour_pence=1_260)
    assert FACTS["helper_hours"].in_sentence(facts) == "63 hours given by volunteers (at £12.60 an hour: £793.80)"
    assert FACTS["helper_hours"].say(facts) == "63 (at £12.60 an hour: £793.80)"
    assert FACTS["helper_hours"].in_sentence(replace(facts, hour_pence=None)) == "63 hours given by volunteers"
