"""Reading funders' forms: what is refused, what a sheet looks like, which cells wait for an answer."""

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from groupkit.refusal import Refused
from groupkit.workbook.form_filling import Put, fill
from groupkit.workbook.form_reading import Form
from groupkit.workbook.parts.package import MOST_BYTES
from groupkit.workbook.parts.places import Area, called, read_area, read_place, shifted, split_sheet
from tests.sweep import examples
from tests.workbook.forms.making import (
    MAIN,
    AForm,
    every_form,
    lists,
    merged_titles,
    named,
    packed,
    protected,
    repacked,
    saved,
    two_languages,
)

pytestmark = pytest.mark.pure
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheets(count: int) -> bytes:
    book = Workbook()
    for number in range(1, count):
        book.create_sheet(f"Sheet number {number}")["A1"] = "Name"
    return saved(book)


def with_part(name: str, words: str = "x") -> bytes:
    return repacked(lists().data, {}, {name: words})


def one_part(name: str, words: str) -> bytes:
    """A form one of whose parts says something else."""
    out = BytesIO()
    with ZipFile(BytesIO(lists().data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one.filename, words if one.filename == name else old.read(one))
    return out.getvalue()


def sheet_of(rows: str) -> bytes:
    return one_part("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
WITH_MACROS = {"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main": "vnd.ms-excel.sheet.macroEnabled.main"}
LATE = f"<!-- {'x' * 5_000} -->{BOMB}"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no Excel workbook"),
        (b"Day,Amount\n1/4/26,5", "no Excel workbook"),
        (b"PK\x05\x06" + bytes(18), "no Excel workbook"),
        (b"PK\x03\x04 and then nothing", "cannot be read"),
        (b"PK" + b"x" * MOST_BYTES, "larger than 5 MB"),
        (OLE + bytes(600), "(.xls)"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (with_part("xl/vbaProject.bin"), "macros"),
        (with_part("xl/workbook.bin"), "(.xlsb)"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "(.ods)"),
        (packed({"word/document.xml": "<x/>"}), "no Excel workbook"),
        (repacked(lists().data, {"[Content_Types].xml": {"sheet.main+xml": "template.main+xml"}}), "template"),
        (repacked(lists().data, {"[Content_Types].xml": WITH_MACROS}), "macros"),
        (sheets(201), "201 sheets"),
        (one_part("xl/workbook.xml", "<not closed"), "cannot be read"),
        (one_part("xl/workbook.xml", f'{BOMB}<workbook xmlns="{MAIN}"/>'), "cannot be read"),
        (one_part("xl/worksheets/sheet1.xml", f'{LATE}<worksheet xmlns="{MAIN}">&b;</worksheet>'), "cannot be read"),
        (one_part("xl/worksheets/sheet1.xml", '<?xml version="1.0" encoding="latin-1"?><w/>'), "cannot be read"),
        (one_part("xl/worksheets/sheet1.xml", "<c/>"), "cannot be read"),
        (one_part("xl/styles.xml", "<styleSheet"), "cannot be read"),
        (sheet_of('<row r="2"/><row r="1"/>'), "not in order"),
        (sheet_of('<row r="2"><c r="B2"/><c r="A2"/></row>'), "not in order"),
        (sheet_of('<row r="2"><c r="B3"/></row>'), "not in order"),
        (sheet_of('<row r="two"/>'), "cannot be read"),
        (sheet_of('<row r="1"><c r="A1" s="-1"/></row>'), "cannot be read"),
    ],
)
def test_what_is_no_form_gets_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        form = Form(data)
        form.check()
        for one in form.sheets:
            one.rows(1, 5)
    assert sentence in refused.value.sentence and not refused.value.sentence.endswith(".")


def test_two_parts_of_one_name_are_refused() -> None:
    out = BytesIO(lists().data)
    with pytest.warns(UserWarning), ZipFile(out, "a") as archive:
        archive.writestr("xl/styles.xml", "<styleSheet/>")
    with pytest.raises(Refused):
        Form(out.getvalue())


def test_a_form_that_unpacks_to_far_more_than_it_looks_is_refused() -> None:
    with pytest.raises(Refused, match="larger inside"):
        Form(repacked(lists().data, {}, {"xl/media/huge.bin": "0" * (41 * 1024 * 1024)}))


def test_a_form_with_two_hundred_sheets_opens_and_fills_quickly() -> None:
    data, begun = sheets(200), time.perf_counter()
    form = Form(data)
    form.check()
    assert len(form.sheets) == 200 and form.sheets[150].likely() == []
    filled = fill(data, [Put("Sheet number 199", "B1", "Hill Street")])
    assert len(filled.placed) == 1 and time.perf_counter() - begun < 20


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.name)
def test_every_cell_of_a_form_stands_once_in_its_grid(form: AForm) -> None:
    for sheet in Form(form.data).sheets:
        covered: set[tuple[int, int]] = set()
        for row, cells in sheet.rows(1, 40):
            for cell in cells:
                spots = {
                    (row + down, cell.place[1] + across) for down in range(cell.down) for across in range(cell.across)
                }
                assert not spots & covered, f"{sheet.name} {cell.name} lies over another"
                covered |= spots
        assert covered == {(row, column + 1) for row in range(1, 41) for column in range(len(sheet.letters))}


def likely(form: AForm, sheet: int = 0) -> dict[str, tuple[str, str]]:
    return {one.cell.name: (one.label, one.takes) for one in Form(form.data).sheets[sheet].likely()}


def test_which_cells_wait_for_an_answer() -> None:
    assert likely(merged_titles()) == {
        "B3": ("Name of your group", ""),
        "B4": ("Our reference", ""),
        "B5": ("Amount we gave", ""),
        "B6": ("Date of this report", ""),
        "A9": ("What did you do?", ""),
    }
    assert list(likely(protected())) == ["B3", "B4", "B5", "B6"]
    found = likely(lists())
    assert found["B1"] == ("Finished?", "one of: Yes, No, Not quite")
    assert found["B2"][1] == "one of: North, South, East" and found["B3"][1] == "one of: Health, Loneliness, Skills"
    assert found["B4"][1] == "one of: North, South" and found["B9"][1] == "one from a list that we cannot read"
    assert found["B5"][1] == "a whole number" and found["B7"][1] == "a day"
    assert likely(two_languages())["B6"] == ("", "one of: Ydy / Yes, Nac ydy / No")


def test_what_the_form_says_is_read_as_it_is_shown() -> None:
    welsh = Form(two_languages().data).sheets[0]
    texts = {cell.name: cell.text for _, cells in welsh.rows(1, 5) for cell in cells if cell.text}
    assert texts == {
        "A1": "Enw’r grŵp Name of the group",
        "A2": "Dyddiad / Date",
        "A5": "Gwariant / Spent",
        "B1": " old answer ",
    }
    filled = Form(fill(two_languages().data, two_languages().puts).data).sheets[0]
    shown = {cell.name: cell.text for _, cells in filled.rows(1, 9) for cell in cells}
    assert shown["C2"] == "18 Nov 2026" and shown["B5"] == "148.05" and shown["B9"] == "_x0041_ stays as it is"


def test_names_of_single_cells_are_found() -> None:
    found = {one.name: one.cell for one in Form(named().data).named_cells()}
    assert found == {
        "grant_ref": "C2",
        "GrantAmount": "C3",
        "total_spent": "C4",
        "left_over": "C5",
        "ReportDate": "C6",
        "Group.Name": "C7",
    }


def test_a_sheet_says_why_a_cell_is_closed() -> None:
    trust, costs = Form(protected().data).sheets
    assert "locked" in trust.closed((1, 1)) and not trust.closed((3, 2)) and "locked" in trust.closed((99, 99))
    assert "heading" in costs.closed((1, 1)) and not costs.closed((2, 1)) and "formula" in costs.closed((1, 4))


# --- places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B5", Area(5, 2, 5, 2)),
        ("$b$5:$C$9", Area(5, 2, 9, 3)),
        ("C9:B5", Area(5, 2, 9, 3)),
        ("B:B", Area(1, 2, 1_048_576, 2)),
        ("5:9", Area(5, 1, 9, 16_384)),
        ("XFD1048576", Area(1_048_576, 16_384, 1_048_576, 16_384)),
        ("XFE1", None),
        ("A1048577", None),
        ("A0", None),
        ("A1:B2:C3", None),
        ("total", None),
        ("", None),
        ("B٣", None),
    ],
)
def test_places_as_formulas_write_them(text: str, area: Area | None) -> None:
    assert read_area(text) == area


def test_a_sheet_is_split_off() -> None:
    assert split_sheet("'It''s'!A1") == ("It's", "A1") and split_sheet("S!A1:B2") == ("S", "A1:B2")
    assert split_sheet("A1") == (None, "A1")


def test_what_has_no_dollar_moves_along() -> None:
    assert shifted("A1:$B2,C$3,$D$4", 2, 1) == "B3:$B4,D$3,$D$4"
    assert shifted("A1", -1, 0) == "A1"


@settings(max_examples=examples(40, 1_000))
@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_place_reads_back(row: int, column: int) -> None:
    assert read_place(called((row, column))) == (row, column)


@settings(max_examples=examples(30, 600))
@given(st.binary(max_size=400), st.integers(0, 5_000))
def test_no_damage_to_a_file_breaks_the_reader(noise: bytes, at: int) -> None:
    """A sentence or an answer, never a crash."""
    data = bytearray(two_languages().data)
    data[at : at + len(noise)] = noise
    try:
        form = Form(bytes(data))
        form.check()
        for sheet in form.sheets:
            sheet.likely()
        fill(bytes(data), two_languages().puts)
    except Refused:
        pass


@settings(max_examples=examples(30, 600))
@given(st.text(st.sampled_from('<>/"c rowvft=A1s&;!-[]CDATA \n'), max_size=120))
def test_no_rows_break_the_reader(rows: str) -> None:
    data = sheet_of(f'<row r="1"><c r="A1"><v>1</v></c>{rows}</row>')
    try:
        Form(data).check()
        fill(data, [Put("Form", "B7", 1)])
    except Refused:
        pass
