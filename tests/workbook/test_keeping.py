"""Where the pages of a printed sheet end, and that figures, their headings and good guesses stand where they should."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupkit.workbook import About, AnyRow, Cell, Chart, Column, Formula, Line, Row, Sheet, ref
from groupkit.workbook.keeping import Part, page_ends
from tests.workbook.making import opened, parts, written

pytestmark = pytest.mark.pure

ROOM = 100.0
ROWS = st.lists(st.tuples(st.floats(1, 60), st.sampled_from(["gap", "head", "rest", "rest", "rest"])), max_size=40)


def pages(rows: Sequence[tuple[float, Part]], ends: Sequence[int]) -> list[Sequence[tuple[float, Part]]]:
    return [rows[begin:end] for begin, end in zip([0, *ends], [*ends, len(rows)], strict=True)]


@given(ROWS)
def test_every_page_holds_something_and_no_more_than_it_has_room_for(rows: list[tuple[float, Part]]) -> None:
    found = pages(rows, page_ends(rows, ROOM))
    assert [row for page in found for row in page] == rows
    assert all(page for page in found) or not rows
    assert all(len(page) == 1 or sum(tall for tall, _ in page) <= ROOM for page in found)


@given(ROWS)
def test_a_page_ends_with_a_heading_only_where_there_is_nothing_else_on_it(rows: list[tuple[float, Part]]) -> None:
    for page in pages(rows, page_ends(rows, ROOM))[:-1]:
        if page[-1][1] == "head":
            assert "rest" not in [part for _, part in page[1:]]


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        ([(60, "rest"), (10, "gap"), (20, "head"), (20, "rest")], [2]),
        ([(20, "rest"), (10, "gap"), (20, "head"), (40, "rest"), (40, "rest")], [4]),
        ([(40, "rest"), (40, "rest"), (20, "head"), (10, "rest")], [2]),
        ([(200, "rest"), (10, "rest")], [1]),
        ([], []),
    ],
)
def test_what_belongs_together_stays_together(rows: list[tuple[float, Part]], ends: list[int]) -> None:
    """A piece goes to the next page whole, unless that would leave half of the page empty."""
    assert page_ends(rows, ROOM) == ends


def test_a_kept_sheet_ends_its_pages_by_hand_at_a_size_of_its_own() -> None:
    rows: list[AnyRow] = []
    for number in range(12):
        rows += [Line(f"Part {number}", "bold"), *(Row([f"Line {n}", "words"]) for n in range(8)), ()]
    columns = [Column(width=60), Column(width=60)]
    content = written(Sheet("Kept", columns, rows, kept=True), Sheet("Usual", columns, rows))
    kept, usual = opened(content).worksheets
    assert not usual.row_breaks.brk and usual.sheet_properties.pageSetUpPr.fitToPage
    assert not kept.sheet_properties.pageSetUpPr.fitToPage and 60 < kept.page_setup.scale < 100
    ends = [one.id for one in kept.row_breaks.brk]
    assert len(ends) >= 2
    assert all(kept.cell(end, 1).value is None and kept.cell(end + 1, 1).font.b for end in ends)


def test_a_heading_stands_over_the_end_of_its_figures() -> None:
    row = Row([Cell("Name", "heading"), Cell("Sum", "heading", kind="money"), Cell("When", "heading", kind="date")])
    words = Row([Cell("Cake"), Cell("not shown", kind="number"), Cell("1 May")])
    sheet = opened(written(Sheet("S", [Column(), Column(), Column(kind="money")], [row, words]))).active
    assert [cell.alignment.horizontal for cell in sheet[1]] == ["left", "right", "left"]
    assert [cell.alignment.horizontal for cell in sheet[2]] == ["left", "right", "left"]


def test_a_good_guess_is_a_number_that_says_so() -> None:
    rows: list[AnyRow] = [("Tea", About(14)), ("Cake", 2), ("Both", Formula("=SUM(B1:B2)", About(16)))]
    chart = Chart("column", "How many", ref("S", "A", 1, 2), [("Many", ref("S", "B", 1, 2))], "How many", axis="Many")
    content = written(Sheet("S", [Column(), Column()], [*rows, chart]))
    sheet = opened(content, data_only=True).active
    assert [sheet[f"B{row}"].value for row in (1, 2, 3)] == [14, 2, 16]
    assert [sheet[f"B{row}"].number_format for row in (1, 2, 3)] == ['"about "0', "0", '"about "0']
    assert "<c:v>14</c:v>" in "".join(parts(content, "xl/charts/").values())
    large = opened(written(Sheet("S", [Column()], [(About(10**16),)]))).active
    assert large["A1"].value == f"about {10**16}"
