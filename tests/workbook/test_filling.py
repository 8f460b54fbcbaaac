"""Comments, places to fill in and tabs; and the same values by another reader."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from groupkit.workbook import Cell, Column, Formula, Money, Row, Sheet, Tab, Total, Validation, ref
from tests.sweep import examples

from . import office
from .making import opened, parts, written

pytestmark = pytest.mark.pure

COUNT = Cell(None, expects=Validation("number", hint="How many came. A guess is fine."))
WELL = ("Well", "Not so well", 'Too "early" to say')


def asked_of(*cells: Any) -> Any:
    """The page of a sheet with these cells below each other, as openpyxl reads it."""
    words = Sheet("Olu's words", [Column()], [["one, two"], ["three"]])
    return opened(written(Sheet("Fill", [Column()], [[cell] for cell in cells]), words))["Fill"]


def asked(page: Any) -> dict[str, tuple[str, str, str | None]]:
    return {
        str(one.sqref): (one.type, one.formula1, one.operator) for one in page.data_validations.dataValidation
    }  # fmt: skip


# Places to fill in


def test_each_kind_of_place_to_fill_in_survives_a_read() -> None:
    page = asked_of(
        Cell(None, expects=Validation("choice", WELL)),
        Cell(None, expects=Validation("choice", ref("Olu's words", "A", 1, 2))),
        Cell(None, expects=Validation("number")),
        Cell(None, expects=Validation("money")),
        Cell(None, expects=Validation("date")),
    )
    assert asked(page) == {
        "A1": ("list", '"Well,Not so well,Too ""early"" to say"', None),
        "A2": ("list", "'Olu''s words'!$A$1:$A$2", None),
        "A3": ("whole", "0", "greaterThanOrEqual"),
        "A4": ("decimal", "0", "greaterThanOrEqual"),
        "A5": ("date", "1", "greaterThanOrEqual"),
    }
    shown = [page.cell(row, 1).number_format for row in range(1, 6)]
    assert shown == ["General", "General", "0", "#,##0.00;-#,##0.00", "d mmm yyyy"]
    assert page.column_dimensions["A"].width >= 12.5


def test_something_else_is_asked_about_and_never_refused() -> None:
    page = asked_of(
        COUNT, Cell(None, expects=Validation("date")), Cell(None, expects=Validation("number", hint="x" * 300))
    )
    counted, day, long = page.data_validations.dataValidation
    assert {one.errorStyle for one in (counted, day, long)} == {"warning"}
    assert all(one.allowBlank and one.showErrorMessage and one.errorTitle == "Worth a look" for one in (counted, day))
    assert (counted.showInputMessage, counted.prompt, counted.error) == (True, *["How many came. A guess is fine."] * 2)
    assert (day.showInputMessage, day.prompt, day.error) == (False, None, "A day, such as 3 May 2026")
    assert long.prompt == "x" * 254 + "…"


def test_cells_that_expect_the_same_are_one_rule_for_as_few_stretches_as_can_be() -> None:
    columns = [Column("Month"), Column("Came"), Column("New")]
    rows = [("January", COUNT, COUNT), ("February", COUNT, None), ("March", COUNT, COUNT)]
    page = opened(written(Sheet("Fill", columns, rows)))["Fill"]
    assert list(asked(page)) == ["B2:B4 C2 C4"]


def test_a_place_to_fill_in_looks_like_one_also_when_something_stands_there() -> None:
    said = Cell("Well", expects=Validation("choice", WELL))
    wide = Row([Cell(date(2026, 5, 3), across=2, expects=Validation("date"), comment="The first day.")], lines=2)
    page = opened(written(Sheet("Fill", [Column(), Column()], [[said, COUNT], wide, ["no", None]])))["Fill"]
    looks = [page[cell].fill.fgColor.rgb for cell in ("A1", "B1", "A2", "A3")]
    assert looks == ["00FFF6DC"] * 3 + ["00000000"]
    assert page["A1"].value == "Well" and page["A2"].value == datetime.fromisoformat("2026-05-03")
    assert page["A1"].border.left.style == "thin" and sorted(map(str, page.merged_cells)) == ["A2:B2"]
    assert page["A2"].comment.text == "The first day." and list(asked(page)) == ["A1", "B1", "A2"]
    kept = opened(written(Sheet("Fill", [Column()], [[Cell("x", "answer", expects=Validation("choice", WELL))]])))
    assert kept["Fill"]["A1"].fill.fgColor.rgb == "00000000"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((), "do not fit a list"),
        (("a, b",), "do not fit a list"),
        ((" a",), "do not fit a list"),
        (("",), "do not fit a list"),
        (("a\nb",), "do not fit a list"),
        (("x" * 256,), "do not fit a list"),
        ("A1:A3", "no stretch"),
        (ref("Gone", "A", 1, 3), "no such sheet"),
    ],
)
def test_choices_that_no_list_can_hold_are_refused(options: tuple[str, ...] | str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        asked_of(Cell(None, expects=Validation("choice", options)))


# Comments


@settings(max_examples=examples(40, 300), deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_"), min_size=1))
@example("Read from the cash book.\nNever typed.")
@example("]]><&>\"'")
def test_a_comment_survives_a_read(words: str) -> None:
    content = written(Sheet("Sheet", [Column("Spent", comment=words)], [[Cell(5, comment="x")], [6]]))
    page = opened(content)["Sheet"]
    assert (page["A2"].comment.text, page["A2"].comment.author, page["A2"].value) == ("x", "groupkit", 5)
    found = page["A1"].comment
    assert (found.text if found else "") == words.strip()
    assert page["A3"].comment is None


def test_a_comment_has_a_box_as_tall_as_its_words() -> None:
    page = opened(
        written(Sheet("Sheet", [Column()], [[Cell(5, comment="word " * 60)], [Cell(6, comment="a\x00word")]]))
    )
    drawn = parts(written(Sheet("Sheet", [Column()], [[Cell(5, comment="word " * 60)]])), "xl/drawings/")
    assert "height:168px" in drawn["xl/drawings/commentsDrawing1.vml"].replace(" ", "")
    assert page["Sheet"]["A2"].comment.text == "aword"


def test_comments_of_several_sheets_keep_apart_and_bytes_are_the_same_twice() -> None:
    sheets = [Sheet(name, [Column(name, comment=f"What {name} is")], [[1]]) for name in ("Agreed", "Spent")]
    content = written(*sheets, Sheet("None", [Column()], [[1]]))
    assert written(*sheets, Sheet("None", [Column()], [[1]])) == content
    assert [opened(content)[name]["A1"].comment.text for name in ("Agreed", "Spent")] == [
        "What Agreed is",
        "What Spent is",
    ]
    assert opened(content)["None"]["A1"].comment is None


# Tabs


def test_the_colour_of_a_tab_says_what_its_sheet_is_for() -> None:
    book = opened(written(*(Sheet(tab.name, [Column()], [["x"]], tab=tab) for tab in Tab)))
    assert {page.title: page.sheet_properties.tabColor.rgb for page in book} == {
        "READ": "0035659A",
        "FILL": "00D08A16",
        "BOOK": "001D5C57",
        "WORDS": "007D867F",
    }
    assert [tab.meaning for tab in Tab] == [
        "Blue tab: to read first",
        "Amber tab: for you to fill in",
        "Green tab: straight from the book",
        "Grey tab: what the words mean",
    ]


# Another reader, and a real office program


value = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_"), max_size=20)
    | st.integers(-(10**9), 10**9)
    | st.dates(date(1950, 1, 1), date(2100, 1, 1))
    | st.builds(Money, st.integers(-(10**9), 10**9))
    | st.builds(Total, st.just("SUM(1,2)"), st.integers(-(10**9), 10**9))
    | st.builds(Formula, st.just('"a"&"b"'), st.text("ab<>& ", min_size=1))
)


@settings(max_examples=examples(30, 300), deadline=None)
@given(st.lists(st.lists(value, min_size=3, max_size=3), min_size=1))
def test_a_second_reader_finds_the_same_values_as_the_first(rows: list[list[Any]]) -> None:
    columns, last = [Column("A", comment="x"), Column("B"), Column("C")], ["the", "last", "row"]
    content = written(Sheet("Olu's", columns, [*rows, last]), Sheet("B", [Column()]))
    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert found.sheet_names == ["Olu's", "B"]
    first = opened(content, data_only=True)["Olu's"].iter_rows(values_only=True)
    second = found.get_sheet_by_name("Olu's").to_python(skip_empty_area=False)
    read = [[plain(cell) for cell in row] for row in second]
    assert read == [[plain(cell) for cell in row] for row in first]
    assert read[1:-1] == [[as_read(cell) for cell in row] for row in rows]


def plain(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.date()
    return float(cell) if isinstance(cell, int | float) else cell or ""


def as_read(cell: Any) -> object:
    if isinstance(cell, Money | Total):
        return cell.pence / 100
    return plain(cell.value if isinstance(cell, Formula) else cell)


@pytest.mark.office
def test_libreoffice_opens_a_sheet_to_fill_in_with_its_comments(tmp_path: Path) -> None:
    office.needed()
    rows = [("How did it go?", Cell("Well", expects=Validation("choice", WELL))), ("January", COUNT)]
    sheet = Sheet(
        "Fill in", [Column("Question", 30, comment="Yours to word."), Column("Answer", 20)], rows, tab=Tab.FILL
    )
    (tmp_path / "fill.xlsx").write_bytes(written(sheet))
    assert office.recalculated(tmp_path / "fill.xlsx")["Fill in"][:2] == [
        ["Question", "Answer"],
        ["How did it go?", "Well"],
    ]
