"""Workbooks: words stay words, money stays exact, formulas carry their values, and files are the same twice."""

import ast
import io
import re
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from PIL import Image

import groupkit.workbook
from groupkit.workbook import (
    Cell,
    Column,
    Formula,
    Line,
    Money,
    Picture,
    Row,
    Sheet,
    Total,
    column_letter,
    exactly,
    paragraphs,
    ref,
    safe_file_name,
    sheet_titles,
    workbook,
)
from tests.sweep import examples

from . import office
from .making import MADE_AT, opened, parts, written

pytestmark = pytest.mark.pure
QUICK = settings(max_examples=60, deadline=None)


def one_column(*values: Any, kind: Any = "text") -> Sheet:
    return Sheet("Sheet", [Column(kind=kind)], [[value] for value in values])


def cells_of(*values: Any, kind: Any = "text") -> list[Any]:
    page = opened(written(one_column(*values, kind=kind)))["Sheet"]
    return [page.cell(row=row, column=1) for row in range(1, len(values) + 1)]


def may_stand_in_xml(letter: str) -> bool:
    return letter in "\t\n" or " " <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd" or letter >= "\U00010000"


# Words


@QUICK
@given(st.text(st.characters()))
@example("\x00=1+1\x0b")
@example("a\r\nb\rc")
@example("\ud83d half of a smile")
@example(" kept \t spaces ")
@example("_x0041_ is not A")
@example("]]>&amp;<f>1</f>")
def test_any_words_come_back_as_words(words: str) -> None:
    assume("x005F_" not in words)
    cell = cells_of(words)[0]
    kept = "".join(filter(may_stand_in_xml, words.replace("\r\n", "\n").replace("\r", "\n")))
    assert (cell.value or "") == kept
    assert cell.data_type == "s" or not kept


@pytest.mark.parametrize(
    "words",
    ['=HYPERLINK("http://x","y")', "+1", "-1", "@x", "=", "=1+1\n=2", "'tis", "07700900123", "12-34-56", "000123"],
)
def test_words_that_a_program_would_turn_into_something_else_stay_words_when_edited(words: str) -> None:
    content = written(one_column(words))
    cell = opened(content)["Sheet"]["A1"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (words, "s", True)
    assert "<f>" not in parts(content)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("words", ["\t=1+1", "Tea and biscuits", "🙂 thank you", "שלום =1", "\u202eevil", "<f>1</f>"])
def test_other_words_are_left_as_they_are(words: str) -> None:
    cell = cells_of(words)[0]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (words, "s", False)


def test_control_characters_do_not_hide_a_formula() -> None:
    cell = cells_of("\x00\x1f=1+1")[0]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == ("=1+1", "s", True)


@pytest.mark.parametrize(("letter", "kept"), [("x", 32_767 - 7), ("🙂", (32_767 - 7) // 2)])
def test_words_too_long_for_a_cell_are_cut_where_one_sees_it(letter: str, kept: int) -> None:
    assert cells_of(letter * 40_000)[0].value == letter * kept + "… (cut)"


def test_the_longest_words_are_not_cut() -> None:
    assert cells_of("x" * 32_767)[0].value == "x" * 32_767


def test_words_are_kept_in_the_table_of_texts_because_phones_do_not_see_them_in_the_cells() -> None:
    content = written(one_column("Room hire", "Tea", "Room hire"))
    assert "inlineStr" not in parts(content)["xl/worksheets/sheet1.xml"]
    assert parts(content, "xl/sharedStrings")["xl/sharedStrings.xml"].count("Room hire") == 1
    assert "sharedStrings.xml" in parts(content, "xl/_rels/")["xl/_rels/workbook.xml.rels"]
    assert "/xl/sharedStrings.xml" in parts(content, "[Content_Types]")["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("_x0041_", "<t>_x005F_x0041_</t>"),
        ("a\r\nb\rc", "<t>a\nb\nc</t>"),
        (" a", '<t xml:space="preserve"> a</t>'),
        ("a < b & c", "<t>a &lt; b &amp; c</t>"),
    ],
)
def test_words_as_they_stand_in_the_file(words: str, stands: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(one_column(words)))) as archive:
        assert stands.encode() in archive.read("xl/sharedStrings.xml")


def test_more_different_words_than_are_remembered() -> None:
    many = [f"Payment {number}" for number in range(6_000)]
    assert [cell.value for cell in cells_of(*many, *many[::-1])] == many + many[::-1]


# Money, dates, numbers


@QUICK
@given(st.integers(-(10**15) + 1, 10**15 - 1))
@example(0)
@example(-5)
@example(101_250)
@example(99_999_999_99)
@example(10**15 - 1)
def test_money_is_exact(pence: int) -> None:
    content = written(one_column(Money(pence), kind="money"))
    stored = re.search(r"<v>(.*)</v>", parts(content)["xl/worksheets/sheet1.xml"])
    assert stored and stored[1] == f"{'-' * (pence < 0)}{abs(pence) // 100}.{abs(pence) % 100:02d}"
    cell = opened(content)["Sheet"]["A1"]
    assert (cell.data_type, cell.number_format) == ("n", "#,##0.00;-#,##0.00")
    assert round(cell.value * 100) == pence


def test_more_money_than_a_spreadsheet_can_hold_exactly_is_written_out() -> None:
    assert cells_of(Money(10**15), Money(-(10**17) - 1))[0].value == "10,000,000,000,000.00"
    assert cells_of(10**15)[0].value == "1000000000000000"


@QUICK
@given(st.dates(min_value=date(1900, 3, 1)))
def test_dates_are_dates(day: date) -> None:
    cell = cells_of(day)[0]
    assert cell.is_date and cell.number_format == "d mmm yyyy"
    assert cell.value == datetime.combine(day, time())


def test_a_day_before_spreadsheets_begin_is_written_out() -> None:
    assert cells_of(date(1888, 5, 3))[0].value == "3 May 1888"


def test_whole_numbers_and_empty_cells() -> None:
    assert [(cell.value, cell.data_type) for cell in cells_of(12, -3, None, "")] == [
        (12, "n"),
        (-3, "n"),
        (None, "n"),
        (None, "n"),
    ]


@pytest.mark.parametrize("value", [True, 1.5, MADE_AT, b"x", object(), ["x"]])
def test_what_a_cell_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        written(one_column(value))


def test_pence_without_money_around_them_are_refused_in_a_column_of_money() -> None:
    with pytest.raises(TypeError, match=r"say Money\(pence\)"):
        written(one_column(1250, kind="money"))


def test_words_in_a_kind_of_string_of_its_own_are_words() -> None:
    class Markup(str):
        pass

    assert cells_of(Markup("=1<b>"))[0].value == "=1<b>"


def test_a_bare_string_is_no_row() -> None:
    with pytest.raises(TypeError, match="a row is"):
        written(Sheet("Sheet", [Column()] * 3, ["abc"]))


@pytest.mark.parametrize("row", [["a", "b", "c"], [Cell("a", across=3)], [Cell("a", across=0)]])
def test_a_row_that_does_not_fit_its_columns_is_refused(row: list[Any]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        written(Sheet("Sheet", [Column(), Column()], [row]))


# Formulas


def test_a_formula_is_live_and_carries_its_value() -> None:
    content = written(
        one_column(
            Formula("SUM(1,2)", 3),
            Formula("=10/4", Money(250)),
            Formula('IF(1<2,"agrees & <well>","look again")', "agrees & <well>"),
            Formula("DATE(2026,5,3)", date(2026, 5, 3)),
            Total("SUM(A2:A2)", -250),
        )
    )
    live, stored = opened(content)["Sheet"], opened(content, data_only=True)["Sheet"]
    assert [live.cell(row, 1).value for row in range(1, 6)] == [
        "=SUM(1,2)",
        "=10/4",
        '=IF(1<2,"agrees & <well>","look again")',
        "=DATE(2026,5,3)",
        "=SUM(A2:A2)",
    ]
    assert [stored.cell(row, 1).value for row in range(1, 6)] == [
        3,
        2.5,
        "agrees & <well>",
        datetime.fromisoformat("2026-05-03"),
        -2.5,
    ]


@QUICK
@given(st.lists(st.text() | st.sampled_from(["=1", "</v><f>1</f>"]) | st.builds(Formula, st.just("1+1"), st.text())))
def test_only_the_programs_own_formulas_become_formulas(values: list[str | Formula]) -> None:
    content = written(one_column("first", *values))
    ours = sum(isinstance(value, Formula) for value in values)
    assert parts(content)["xl/worksheets/sheet1.xml"].count("<f>") == ours
    cells = [row[0] for row in opened(content)["Sheet"].iter_rows(min_row=2)]
    assert [cell.data_type == "f" for cell in cells] == [isinstance(value, Formula) for value in values]


def test_a_formula_that_points_at_no_sheet_is_refused() -> None:
    for formula in ("SUM('Bank'!$E$5:$E$9)", "1+'It''s gone'!$A$1"):
        with pytest.raises(ValueError, match="no such sheet"):
            written(one_column(Formula(formula, 1)))


def test_a_formula_may_point_at_any_sheet_and_speak_of_any_other() -> None:
    title = """Olu's "tin" """
    words = "\"'Gone'!\""
    content = written(one_column(Formula(f"{ref(title, 'A', 1)}&{words}", "x")), Sheet(title, [Column()], [["x"]]))
    assert opened(content)["Sheet"]["A1"].value == f"""='Olu''s "tin"'!$A$1&{words}"""


def test_a_formula_longer_than_any_program_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="8,192"):
        written(one_column(Formula("+".join(["1"] * 5_000), 5_000)))


def test_references() -> None:
    assert ref("Bank", "E", 5, 104) == "'Bank'!$E$5:$E$104"
    assert ref("Bank", "E", 5) == ref("Bank", "E", 5, 5) == "'Bank'!$E$5"
    assert ref("Bank", "AB") == "'Bank'!$AB:$AB"
    assert ref("Olu's tin", "A", 1) == "'Olu''s tin'!$A$1"
    assert ref("Bank/tin", "A", 1) == "'Bank tin'!$A$1"
    for first, last in ((0, 1), (5, 4), (1, 1_048_577)):
        with pytest.raises(ValueError, match="no rows"):
            ref("Bank", "E", first, last)
    for column in ("", "e", "E5", "XFE", "Ä"):
        with pytest.raises(ValueError, match="no column"):
            ref("Bank", column, 1)


def test_column_letters() -> None:
    assert [column_letter(number) for number in (1, 26, 27, 52, 703, 16_384)] == ["A", "Z", "AA", "AZ", "AAA", "XFD"]
    for number in (0, -1, 16_385):
        with pytest.raises(ValueError, match="no column"):
            column_letter(number)


def test_a_persons_words_in_a_formula() -> None:
    assert exactly('Tea & "cake"?') == '"=Tea & ""cake""~?"'
    assert exactly("*~") == '"=~*~~"'
    with pytest.raises(ValueError, match="255"):
        exactly("x" * 255)


# Sheets


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (["Bank", "bank", "BANK"], ["Bank", "bank (2)", "BANK (3)"]),
        (["Tea/cake: [2026]?*\\"], ["Tea cake 2026"]),
        (["'Olu's'", "''", "", " \x00\n "], ["Olu's", "Sheet", "Sheet (2)", "Sheet (3)"]),
        (["History", "history"], ["History (1)", "history (1) (2)"]),
        (["x" * 40, "x" * 31], ["x" * 31, "x" * 27 + " (2)"]),
        (["🙂" * 20], ["🙂" * 15]),
        (["x" * 26 + " yyyyy"] * 2, ["x" * 26 + " yyyy", "x" * 26 + " (2)"]),
        (["x" * 30 + "'s"], ["x" * 30]),
    ],
)
def test_sheet_titles_are_safe(names: list[str], titles: list[str]) -> None:
    assert sheet_titles(names) == titles


@QUICK
@given(st.lists(st.text(st.characters()) | st.sampled_from(["a", "A", "a'" * 20, "a (2)"]), min_size=1, max_size=6))
def test_any_sheet_titles_are_safe_and_used(names: list[str]) -> None:
    titles = sheet_titles(names)
    assert len({title.casefold() for title in titles}) == len(names)
    for title in titles:
        assert 1 <= len(title.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\\n\r\t") & set(title)
        assert title.strip("'") == title and title.casefold() != "history"
    assert sheet_titles(titles) == titles
    sheets = [Sheet(name, [Column()], [[Formula(ref(titles[0], "A", 2), "x")]]) for name in names]
    assert opened(written(*sheets)).sheetnames == titles


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (("Cash book", "2026-27"), "cash-book-2026-27.xlsx"),
        (("Café Zoë's / ../etc",), "cafe-zoes-etc.xlsx"),
        (("🙂",), "workbook.xlsx"),
        (("CON",), "workbook-con.xlsx"),
        (("x" * 300,), "x" * 80 + ".xlsx"),
        (("a\r\nSet-Cookie: b",), "a-set-cookie-b.xlsx"),
    ],
)
def test_file_names_are_safe(said: tuple[str, ...], name: str) -> None:
    assert safe_file_name(*said) == name


BANK = Sheet(
    "Bank",
    [Column("Date", kind="date"), Column("What it was", 30), Column("Amount", 5, "money")],
    [(date(2026, 5, 3), "Room", Money(123_456_789)), (date(2026, 5, 4), "Tea", Money(250))],
    above=[Line("Cash book", "title"), Line("Hill Street", "quiet")],
    below=lambda first, last: [("", "Total", Total(f"SUM(C{first}:C{last})", 123_457_039))],
    filtered=True,
    landscape=True,
    one_page=True,
    gridlines=True,
    tab="1D5C57",
    margin=2.54,
)


def test_a_table_on_paper_and_on_the_screen() -> None:
    page = opened(written(BANK))["Bank"]
    assert BANK.first_row == 4
    assert [cell.value for cell in page[3]] == ["Date", "What it was", "Amount"]
    assert page["C6"].value == "=SUM(C4:C5)"
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A4", "A3:C5", "$3:$3")
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_margins.left == pytest.approx(1)
    assert (page.oddFooter.left.text, page.oddFooter.right.text) == ("&A", "Page &P of &N")
    assert page.sheet_properties.tabColor.rgb == "001D5C57"
    assert page.sheet_view.showGridLines
    assert sorted(map(str, page.merged_cells)) == ["A1:C1", "A2:C2"]
    assert page["C3"].alignment.horizontal == page["C4"].alignment.horizontal == "right"
    assert page["C3"].alignment.wrap_text and not page["C4"].alignment.wrap_text
    assert page["A4"].border.bottom.style == page["C4"].border.bottom.style == "hair"
    assert page["A6"].border.bottom is None or page["A6"].border.bottom.style is None
    assert page["A1"].font.bold and page["C6"].font.bold and not page["C4"].font.bold


def test_a_form_has_no_headings_and_may_be_longer_than_a_page() -> None:
    page = opened(written(Sheet("Form", [Column(), Column()], [["a", "b"]])))["Form"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == (None, None, None)
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("portrait", 0)
    assert page["A1"].value == "a"


def test_columns_are_wide_enough_for_their_figures_and_headings() -> None:
    columns = [Column("Reconciled", 2), Column("In", 2, "money"), Column("On", 2, "date"), Column("No", 2, "number")]
    row = ("yes", Formula("1", Money(-123_456_789_01)), date(2026, 9, 30), 123_456)
    page = opened(written(Sheet("Sheet", columns, [row])))["Sheet"]
    widths = [page.column_dimensions[letter].width for letter in "ABCD"]
    needed = [len("Reconciled"), len("-123,456,789.01") + 2, len("30 Sep 2026"), len("123456") + 2]
    assert all(width >= need + 0.5 for width, need in zip(widths, needed, strict=True))


def test_a_figure_across_columns_does_not_widen_the_first() -> None:
    page = opened(written(Sheet("Form", [Column(width=5)] * 3, [[Cell(Money(10**12), across=3)]])))["Form"]
    assert page.column_dimensions["A"].width == 5


def test_an_empty_table_keeps_one_empty_row_so_that_totals_have_something_to_point_at() -> None:
    seen: list[tuple[int, int]] = []

    def below(first: int, last: int) -> list[tuple[Total]]:
        seen.append((first, last))
        return [(Total(f"SUM(A{first}:A{last})", 0),)]

    page = opened(written(Sheet("Sheet", [Column("In", kind="money")], iter(()), below=below)))["Sheet"]
    assert seen == [(2, 2)]
    assert (page["A2"].value, page["A3"].value) == (None, "=SUM(A2:A2)")


def test_words_across_columns_are_joined_and_as_tall_as_they_need() -> None:
    long = "We met every second Tuesday in the church hall. " * 10
    content = written(
        Sheet(
            "Form",
            [Column(width=20), Column(width=20), Column(width=20)],
            [
                Line(long, "answer"),
                Row([Cell("Name", "label"), Cell("Hill Street", "boxed", 2)], lines=3),
                Line("short"),
                ["narrow " * 20, "a few words that need two lines", None],
                [Cell("alone", across=2)],
            ],
        )
    )
    page = opened(content)["Form"]
    assert sorted(map(str, page.merged_cells)) == ["A1:C1", "A3:C3", "A5:B5", "B2:C2"]
    fixed = re.findall('<row r="(.)" ht="[0-9.]+" customHeight="1">', parts(content)["xl/worksheets/sheet1.xml"])
    assert fixed == ["1", "2", "3", "5"]
    heights = [page.row_dimensions[row].height for row in (1, 2, 3, 4)]
    assert 100 < heights[0] < 200 and heights[1] == 3 * 14.5 + 4 and heights[2] == 18.5 and heights[3] > 75
    assert page["A1"].alignment.wrap_text and page["C1"].border.right.style == "thin"


def test_no_row_is_taller_than_a_spreadsheet_allows() -> None:
    page = opened(written(one_column("word " * 6_000, "\n" * 200)))["Sheet"]
    assert [page.row_dimensions[row].height for row in (1, 2)] == [409, 409]


def test_a_long_text_falls_into_paragraphs_that_a_row_can_show() -> None:
    text = "One.\n\n" + "biscuit " * 700 + "\n" + "x" * 4_000
    lines = paragraphs(text, "answer")
    assert all(len(line.text) <= 1_500 and line.style == "answer" for line in lines)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert {word for line in lines[2:-3] for word in line.text.split()} == {"biscuit"}


def picture_of(kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 200), "green").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_stands_in_its_cell_with_its_words(kind: str) -> None:
    content = written(Sheet("Sheet", [Column()], [["a"], [Picture(picture_of(kind), 100, "The <banner>")]]))
    page = opened(content)["Sheet"]
    anchor = page._images[0].anchor
    assert (anchor._from.row, anchor._from.col) == (1, 0)
    assert (anchor.ext.width, anchor.ext.height) == (100 * 9_525, 50 * 9_525)
    assert page.row_dimensions[2].height >= 50 * 0.75
    assert 'descr="The &lt;banner&gt;"' in parts(content, "xl/drawings/d")["xl/drawings/drawing1.xml"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read(f"xl/media/image1.{kind.lower()}") == picture_of(kind)


def test_a_tall_picture_is_made_to_fit_its_row() -> None:
    out = io.BytesIO()
    Image.new("RGB", (100, 1_000)).save(out, "PNG")
    assert Picture(out.getvalue(), 100, "").size() == (52, 520)


@pytest.mark.parametrize("content", [b"", b"no picture", picture_of("GIF"), picture_of("PNG")[:20]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="PNG or JPEG"):
        written(one_column(Picture(content, 100, "")))


# The file


def test_the_same_sheets_and_moment_give_the_same_bytes() -> None:
    with_picture = Sheet("Sheet", [Column()], [[Picture(picture_of("PNG"), 50, "x")], Line("x")])
    first = written(BANK, with_picture)
    assert written(BANK, with_picture) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    properties = opened(first).properties
    assert properties.created == properties.modified == datetime.fromisoformat("2027-04-03 10:30")
    assert (properties.title, properties.creator) == ("Cash book", "Hill Street")


def test_moments_of_other_zones_are_told_in_utc() -> None:
    summer = datetime.fromisoformat("2026-07-01T10:00:00+01:00")
    with workbook([BANK], title="t\x00", author="a\x01", made_at=summer) as file:
        properties = opened(file.read()).properties
    assert (properties.created, properties.title) == (datetime.fromisoformat("2026-07-01 09:00"), "t")


def test_a_workbook_has_at_least_one_sheet() -> None:
    with pytest.raises(ValueError, match="at least one"):
        written()


def test_a_failure_half_way_is_passed_on() -> None:
    def rows() -> Any:
        yield ["a"]
        raise LookupError("the book is locked")

    with pytest.raises(LookupError, match="locked"):
        written(Sheet("Sheet", [Column()], rows()))


def test_a_full_disk_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("groupkit.workbook.writing.copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        written(BANK)


def test_rows_are_never_all_in_memory() -> None:
    def rows() -> Any:
        for number in range(examples(8_000, 100_000)):
            yield (f"{number} {'words ' * 20}", f"Payment number {number}", Money(number))

    written(BANK)
    tracemalloc.start()
    try:
        with workbook(
            [Sheet("Bank", [Column("A", 200), Column("B", 40), Column("C", 12, "money")], rows())],
            title="t",
            author="a",
            made_at=MADE_AT,
        ) as file:
            peak = tracemalloc.get_traced_memory()[1]
            file.seek(0, 2)
            assert file.tell() > 100_000
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000, peak


def test_nothing_heavy_is_loaded_before_a_workbook_is_made() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import groupkit.workbook, sys; print({'openpyxl', 'PIL', 'lxml'} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(groupkit.workbook.__file__).parents[2],
    )
    assert done.stdout.strip() == "set()"


def test_the_package_knows_nothing_of_pages_or_tables() -> None:
    for file in Path(groupkit.workbook.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not {"flask", "sqlalchemy", "wtforms", "werkzeug"} & {name.split(".")[0] for name in names}


# A real office program


CATEGORIES = ["Room hire", 'Tea & "cake"', "What*ever?", "~ <odds> 'n' ends", "=SUM(1)", "100", "_x0041_", "Été 🙂"]


def accounts(totals_wrong_by: int = 0) -> list[Sheet]:
    """A cash book with awkward category names, and a summary on another sheet that adds it up."""
    lines = [
        (date(2026, 4, 1 + place), category, Money((1_010 + 7_777 * place) * (-1) ** (place // 8)))
        for place, category in enumerate(CATEGORIES * 3)
    ]
    all_of_it = sum(money.pence for _, _, money in lines)
    spent = {name: Money(sum(money.pence for _, category, money in lines if category == name)) for name in CATEGORIES}

    def total(first: int, last: int) -> list[tuple[str, str, Total]]:
        return [("", "Total", Total(f"SUM(C{first}:C{last})", all_of_it + totals_wrong_by))]

    columns = [Column("Date", kind="date"), Column("Category", 20), Column("Amount", 12, "money")]
    book = Sheet("Olu's book", columns, lines, above=[Line("The book", "title")], below=total)
    first, last = book.first_row, book.first_row + len(lines) - 1
    where, what = ref(book.title, "B", first, last), ref(book.title, "C", first, last)
    rows = [(name, Formula(f"SUMIFS({what},{where},{exactly(name)})", spent[name])) for name in CATEGORIES]

    def checks(first: int, end: int) -> list[tuple[str, Formula | Total]]:
        same = f"ROUND(B{end + 1}-{ref(book.title, 'C', last + 1)},2)=0"
        whole = f"SUMIFS({ref(book.title, 'C')},{ref(book.title, 'B')},{exactly('Room hire')})"
        return [
            ("Total", Total(f"SUM(B{first}:B{end})", all_of_it)),
            ("Check", Formula(f'IF({same},"agrees","look again")', "agrees")),
            ("Whole column", Formula(whole, spent["Room hire"])),
        ]

    return [book, Sheet("Summary", [Column("Category", 20), Column("Amount", 12, "money")], rows, below=checks)]


def as_figures(rows: list[list[str]]) -> list[list[str | float]]:
    return [[float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell for cell in row] for row in rows]


def stored_in(content: bytes, title: str) -> list[list[str | float]]:
    rows = opened(content, data_only=True)[title].iter_rows(values_only=True)
    return as_figures([[as_libreoffice_says(cell) for cell in row] for row in rows])


def as_libreoffice_says(value: object) -> str:
    return f"{value:%m/%d/%Y}" if isinstance(value, datetime) else str(value or "")


@pytest.mark.office
def test_libreoffice_works_out_what_the_program_worked_out(tmp_path: Path) -> None:
    office.needed()
    content = written(*accounts())
    (tmp_path / "book.xlsx").write_bytes(content)
    afresh = office.recalculated(tmp_path / "book.xlsx")
    assert set(afresh) == {"Olu's book", "Summary"}
    for title, rows in afresh.items():
        assert as_figures(rows) == stored_in(content, title)
    assert [row[0] for row in afresh["Summary"][1:9]] == CATEGORIES
    assert afresh["Summary"][10] == ["Check", "agrees"]


@pytest.mark.office
def test_libreoffice_does_not_take_our_word_for_it(tmp_path: Path) -> None:
    office.needed()
    content = written(*accounts(totals_wrong_by=1))
    (tmp_path / "book.xlsx").write_bytes(content)
    assert as_figures(office.recalculated(tmp_path / "book.xlsx")["Olu's book"]) != stored_in(content, "Olu's book")


@pytest.mark.office
def test_libreoffice_prints_every_sheet(tmp_path: Path) -> None:
    office.needed()
    (tmp_path / "book.xlsx").write_bytes(written(*accounts(), one_column(Picture(picture_of("JPEG"), 200, "Green"))))
    pages = office.picture(tmp_path / "book.xlsx", tmp_path)
    assert len(pages) == 3
    with Image.open(pages[2]) as page:
        found: Any = page.convert("RGB").getcolors(100_000)
    assert any(red < 9 and 119 < green < 137 and blue < 9 for _, (red, green, blue) in found)


def test_without_an_office_program_the_tests_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install libreoffice-calc"):
        office.needed()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="install libreoffice-calc"):
        office.needed()
