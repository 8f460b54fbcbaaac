"""Filling five funders' forms, and forms made up at random: the chosen cells change, and nothing else."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from groupkit.workbook.cells import Money
from groupkit.workbook.form_filling import Filled, Put, fill
from groupkit.workbook.form_reading import Form
from groupkit.workbook.parts.answers import amount
from tests.sweep import examples
from tests.workbook import office
from tests.workbook.forms.comparing import cells_of, changed_parts, parts_of, skeleton_of, values_of, without_value
from tests.workbook.forms.making import AForm, every_form, merged_titles, named, packed, saved, two_languages

pytestmark = pytest.mark.pure

FORMS = every_form()
EACH = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def sheet_parts(data: bytes) -> dict[str, str]:
    """The part of each sheet by its name, as openpyxl finds it."""
    from zipfile import ZipFile

    from openpyxl.reader.workbook import WorkbookParser

    parser = WorkbookParser(ZipFile(BytesIO(data)), "xl/workbook.xml")
    parser.parse()
    return {sheet.name: rel.target for sheet, rel in parser.find_sheets()}


def check_nothing_else_changed(before: bytes, filled: Filled, chosen: set[tuple[str, str]]) -> None:
    """Part by part and cell by cell: only the chosen cells differ, and formulas that lean on them lost their answer."""
    later = set(filled.worked_out_later)
    parts = sheet_parts(before)
    may = {parts[sheet] for sheet, _ in chosen | later} | ({"xl/workbook.xml"} if later else set())
    assert changed_parts(before, filled.data) <= may
    for sheet, part in parts.items():
        old, new = cells_of(before, part), cells_of(filled.data, part)
        assert skeleton_of(before, part) == skeleton_of(filled.data, part), sheet
        assert list(new) == [cell for cell in new if cell in old or (sheet, cell) in chosen]
        for cell in old.keys() | new.keys():
            if (sheet, cell) in chosen:
                continue
            expected = without_value(old[cell]) if (sheet, cell) in later else old[cell]
            assert new[cell] == expected, f"{sheet}!{cell}"


def plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


@EACH
def test_only_the_chosen_cells_change(form: AForm) -> None:
    filled = fill(form.data, form.puts)
    check_nothing_else_changed(form.data, filled, set(form.stands))
    assert set(filled.worked_out_later) == form.later
    assert {(one.put.sheet, one.cell) for one in filled.placed} == set(form.stands)


@EACH
def test_what_was_placed_is_what_openpyxl_reads(form: AForm) -> None:
    filled = fill(form.data, form.puts)
    before, after = values_of(form.data, formulas=True), values_of(filled.data, formulas=True)
    for spot, value in form.stands.items():
        assert plain(after.pop(spot)) == value, spot
        before.pop(spot, None)
    assert before == after
    stale = values_of(filled.data, formulas=False)
    assert not [spot for spot in form.later if spot in stale]


@EACH
def test_what_could_not_be_placed_says_why(form: AForm) -> None:
    filled = fill(form.data, form.puts)
    told = {(one.put.sheet, one.put.cell): one.why for one in filled.not_placed}
    assert told.keys() == form.refused.keys()
    for spot, words in form.refused.items():
        assert words in told[spot], told[spot]
        assert "!" not in told[spot] and not told[spot].endswith(".")


@EACH
def test_excel_is_told_to_work_it_out_only_where_something_leans_on_it(form: AForm) -> None:
    filled = fill(form.data, form.puts)
    before, after = ({one[0]: one[3] for one in parts_of(data)}["xl/workbook.xml"] for data in (form.data, filled.data))
    assert b"fullCalcOnLoad" not in before
    assert (b'calcPr fullCalcOnLoad="1"/>' in after or b' fullCalcOnLoad="1"/>' in after) == bool(form.later)
    assert ("xl/workbook.xml" in changed_parts(form.data, filled.data)) == bool(form.later)


@EACH
def test_filling_nothing_changes_no_byte(form: AForm) -> None:
    assert fill(form.data, []).data == form.data
    again = fill(form.data, form.puts)
    assert fill(form.data, form.puts).data == again.data
    refill = fill(again.data, form.puts)
    assert changed_parts(again.data, refill.data) == set(), "filled once more with the same, it is the same"


@pytest.mark.office
def test_libreoffice_reads_what_was_placed_and_works_out_the_rest(tmp_path: Path) -> None:
    office.needed()
    paths = []
    for number, form in enumerate(FORMS):
        paths.append(tmp_path / f"form{number}x.xlsx")
        paths[-1].write_bytes(fill(form.data, form.puts).data)
    read = office.recalculated_each(paths)
    council, lottery, foundation, trust, welsh = read
    report, money = council["End of grant report"], council["Spending"]
    assert report[2][1] == "Hill Street Mornings" and report[3][1] == "CC/118" and report[4][1] == "400"
    assert report[8][0] == "=1+1 is what we did\nand <then> “tea” & toast"
    assert report[15][1] == "251.65" and money[6][2] == "148.35" and money[2][3] == "11.65" and money[1199][1] == "7"
    assert [row[1] for row in lottery["Form"][:6]] == ["Yes", "", "Loneliness", "South", "14", "148.35"]
    names = foundation["It's a form"]
    assert names[4][2] == "251.65" and names[9][2] == "503.3" and names[10][2] == "1"
    assert trust["Return"][3][1] == "148.35" and trust["Costs"][0][3] == "-5"
    assert welsh["Ffurflen Form"][0][1] == "Bore Da" and welsh["Cyfanswm"][0][0] == "42"
    assert welsh["Ffurflen Form"][8][1] == "_x0041_ stays as it is"
    assert welsh["Ffurflen Form"][1][2] == "11/18/2026" and welsh["Cyfanswm"][1][0] == "296.1"


# --- forms made up at random ------------------------------------------------------------------------

SHEETS = ["One", "Two's", "Three 3"]
PLACES = [f"{column}{row}" for column in "ABCDE" for row in (1, 2, 3, 5, 9)]
WORDS = st.text(st.characters(blacklist_categories=["Cs"], max_codepoint=0x2FFF), max_size=20)
ANSWERS = (
    WORDS
    | st.integers(-(10**9), 10**9)
    | st.integers(-(10**9), 10**9).map(Money)
    | st.dates(date(1990, 1, 1), date(2100, 1, 1))
)


@st.composite
def made_up(draw: st.DrawFn) -> tuple[bytes, dict[tuple[str, str], set[tuple[str, str]]]]:
    """A workbook of words, numbers and formulas, and which cells each formula reads by itself."""
    book = Workbook()
    reads: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for title in SHEETS:
        sheet = book.create_sheet(title)
        for cell in draw(st.lists(st.sampled_from(PLACES), max_size=12, unique=True)):
            kind = draw(st.sampled_from(["words", "number", "formula", "range"]))
            quoted = title.replace("'", "''")
            if kind == "words":
                sheet[cell] = draw(st.sampled_from(["Spent", "Name", "x < y & z"]))
            elif kind == "number":
                sheet[cell] = draw(st.integers(-5, 5))
            elif kind == "formula":
                there, other = draw(st.sampled_from(SHEETS)), draw(st.sampled_from(PLACES))
                sheet[cell] = f"='{there.replace(chr(39), chr(39) * 2)}'!{other}+1"
                reads[title, cell] = {(there, other)}
            else:
                row = draw(st.sampled_from([1, 2, 3]))
                sheet[cell] = f"=COUNTA('{quoted}'!A{row}:$B{row},C:C)"
                reads[title, cell] = {(title, one) for one in PLACES if one in (f"A{row}", f"B{row}") or one[0] == "C"}
    book.remove(book.worksheets[0])
    return saved(book), reads


def stale_by(reads: dict[tuple[str, str], set[tuple[str, str]]], filled: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What leans on the filled cells, found the slow way."""
    stale: set[tuple[str, str]] = set()
    while more := {one for one, seen in reads.items() if one not in stale and seen & (filled | stale)}:
        stale |= more
    return stale


@settings(max_examples=examples(24, 120))
@given(made_up(), st.dictionaries(st.tuples(st.sampled_from(SHEETS), st.sampled_from(PLACES)), ANSWERS, max_size=8))
def test_any_answers_in_any_form(made: tuple[bytes, Any], answers: dict[tuple[str, str], Any]) -> None:
    data, reads = made
    filled = fill(data, [Put(sheet, cell, answer) for (sheet, cell), answer in answers.items()])
    placed = {(one.put.sheet, one.cell): one.answer for one in filled.placed}
    assert {(one.put.sheet, one.put.cell) for one in filled.not_placed} | placed.keys() == answers.keys()
    assert all(spot not in placed for spot in reads)
    check_nothing_else_changed(data, filled, set(placed))
    assert set(filled.worked_out_later) == stale_by(reads, set(placed))
    read = values_of(filled.data, formulas=True)
    for spot, answer in placed.items():
        stands = answer if isinstance(answer, str) else float(amount(answer)) if not isinstance(answer, date) else None
        assert (read.get(spot) or "") == stands if isinstance(stands, str) else read[spot] == stands


@pytest.mark.office
@pytest.mark.long
def test_libreoffice_agrees_on_what_leans_on_what(tmp_path: Path) -> None:
    """Formulas that were not said to lean on an answer come to the same before and after."""
    office.needed()
    forms, paths = [], []
    for form in (merged_titles(), named(), two_languages()):
        for which in range(len(form.puts)):
            filled = fill(form.data, [form.puts[which]])
            for state, data in (("old", form.data), ("new", filled.data)):
                paths.append(tmp_path / f"{len(forms)}{state}x.xlsx")
                paths[-1].write_bytes(data)
            forms.append((form, filled))
    read = office.recalculated_each(paths)
    for number, (form, filled) in enumerate(forms):
        stale = set(filled.worked_out_later)
        for sheet, cell in (spot for spot, words in values_of(form.data, True).items() if str(words)[:1] == "="):
            if (sheet, cell) not in stale and not any(one.cell == cell for one in filled.placed):
                before, after = (at(read[2 * number + state][sheet], cell) for state in (0, 1))
                assert before == after, f"{form.name} {sheet}!{cell}"


def at(rows: list[list[str]], cell: str) -> str:
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(cell)
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""


# --- odd files ----------------------------------------------------------------------------------------


def one_sheet(rows: str, **more: str) -> bytes:
    """A workbook with one sheet whose rows are written by hand."""
    from tests.workbook.forms.making import MAIN, PACKAGE, RELS

    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
            f'Type="{RELS}/worksheet" Target="worksheets/s.xml"/></Relationships>',
            "xl/worksheets/s.xml": f'<worksheet xmlns="{MAIN}">{rows}</worksheet>',
            **more,
        }
    )


def sheet_after(data: bytes) -> str:
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        text = archive.read("xl/worksheets/s.xml").decode()
    return text[text.index(">") + 1 : text.rindex("<")]


IS = '<is><t xml:space="preserve">%s</t></is>'


@pytest.mark.parametrize(
    ("rows", "cell", "after"),
    [
        ("<sheetData/>", "B2", '<sheetData><row r="2"><c r="B2"><v>5</v></c></row></sheetData>'),
        ("<sheetData></sheetData>", "A1", '<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'),
        (
            '<sheetData><row r="3" spans="2:3"><c r="B3"/></row></sheetData>',
            "D3",
            '<sheetData><row r="3" spans="2:4"><c r="B3"/><c r="D3"><v>5</v></c></row></sheetData>',
        ),
        (
            '<sheetData><row r="3"  ><c r="B3"/></row></sheetData>',
            "A3",
            '<sheetData><row r="3"  ><c r="A3"><v>5</v></c><c r="B3"/></row></sheetData>',
        ),
        (
            "<sheetData><row r='3'><c r='B3' t='s' s='0' vm=\"1\"><v>3</v><extLst/></c></row></sheetData>",
            "B3",
            "<sheetData><row r='3'><c r='B3' s='0'><v>5</v></c></row></sheetData>",
        ),
        (
            '<sheetData><row r="3"><c r="A3" t="b"><f/><v>1</v></c><c r="B3"/></row></sheetData>',
            "B3",
            '<sheetData><row r="3"><c r="A3" t="b"><f/><v>1</v></c><c r="B3"><v>5</v></c></row></sheetData>',
        ),
        (
            '<dimension ref="C3"/><sheetData><row r="3"><c r="C3"/></row></sheetData>',
            "A9",
            '<dimension ref="A3:C9"/><sheetData><row r="3"><c r="C3"/></row><row r="9"><c r="A9"><v>5</v></c></row>'
            "</sheetData>",
        ),
    ],
)
def test_each_way_of_writing_rows_and_cells(rows: str, cell: str, after: str) -> None:
    """A formula without words counts as leaning on everything, so its old answer goes."""
    expected = after.replace("<f/><v>1</v>", "<f/>")
    assert sheet_after(fill(one_sheet(rows), [Put("S", cell, 5)]).data) == expected


def test_a_row_without_numbers_takes_no_new_cell() -> None:
    rows = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
    filled = fill(one_sheet(rows), [Put("S", "A1", 5), Put("S", "B3", 6)])
    assert "<row><c><v>5</v></c><c><v>2</v></c></row>" in sheet_after(filled.data)
    assert "unusual way" in filled.not_placed[0].why


def test_the_answers_of_an_array_formula_go_with_it() -> None:
    rows = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="array" ref="B1:B2">A1:A2*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>'
    )
    filled = fill(one_sheet(rows), [Put("S", "A2", 5), Put("S", "B2", 6)])
    assert '<c r="B2"></c>' in sheet_after(filled.data) and '<f t="array" ref="B1:B2">A1:A2*2</f></c>' in sheet_after(
        filled.data
    )
    assert [one.why for one in filled.not_placed] == ["A formula of the funder’s works this out by itself"]
    assert filled.worked_out_later == (("S", "B1"),)


@pytest.mark.parametrize(
    ("formula", "leans"),
    [
        ("SUM(A:A)", True),
        ("SUM(1:9)", True),
        ("SUM(B:XFD)", False),
        ("$A$1", True),
        ("a1", True),
        ("S!A1", True),
        ("'[2]Other'!A1", False),
        ("[2]Other!A1", False),
        ("OFFSET(B1,0,1)", True),
        ("INDEX(B1:B3,2)", False),
        ("B1:INDEX(A1:B3,2)", True),
        ("Missing_name", True),
        ("Costs[Spent]", True),
        ('"A1"&amp;B1', False),
        ("1+1", False),
        ("SUM(A1#)", True),
        ("NOW()", False),
    ],
)
def test_which_formulas_lean_on_a_cell(formula: str, leans: bool) -> None:
    rows = f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="F1"><f>{formula}</f><v>7</v></c></row></sheetData>'
    filled = fill(one_sheet(rows), [Put("S", "A1", 5)])
    assert bool(filled.worked_out_later) is leans
    assert ("<v>7</v>" in sheet_after(filled.data)) is not leans


def test_a_form_can_be_read_again_after_it_was_filled() -> None:
    for form in FORMS:
        Form(fill(form.data, form.puts).data).check()


def test_the_bytes_that_came_in_are_not_touched() -> None:
    for form in FORMS:
        before = bytes(bytearray(form.data))
        fill(form.data, form.puts)
        assert form.data == before
