"""The example's form of a funder's own: a small workbook as a community foundation sends it, mapped and filled once."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from groupkit.demo import grants
from groupkit.demo.book import Book
from groupkit.funderforms import operations, placing
from groupkit.funderforms.operations import Said
from groupkit.grants import queries
from groupkit.grants.models import Grant
from groupkit.workbook.form_reading import Form

NAME, REPORT, SPENDING = "Interim report", "Report", "Spending"
ASKED = (
    ("Name of your group", "Group_name"),
    ("Our reference", "Grant_reference"),
    ("Amount awarded", "Amount_awarded"),
    ("Start date", "Start_date"),
    ("Date of report", "Report_date"),
)
"""What the form asks at its top, each with the name of its cell."""
GOING, CHANGES = "B10", "A13"
ANSWERS = ("Yes", "Not quite", "Too early to say")
HEADINGS = ("Tutors", "A room for the afternoons", "Tea and travel for helpers")
POUNDS = '"£"#,##0.00'
WHERE, PLACES = "What we said we would spend it on", (("agreed", "B"), ("spent", "C"))


def write(book: Book) -> None:
    """The foundation asks how it goes half way through; the treasurer answers on their own form."""
    first = book.last_year.first
    book.on(first + timedelta(days=304), lambda: _fill(book))


def _fill(book: Book) -> None:
    row, by = _row(), book.cast.treasurer
    data = made()
    form = operations.add_form(row, data=data, name=NAME, shared=True, by=by)
    known = placing.placeable(row, figures=False)
    opened = Form(data)
    named = [(one, placing.meant_by(one.name, known)) for one in opened.named_cells()]
    operations.take_names(row, form, [Said(one.sheet, one.cell, meant.key) for one, meant in named if meant], by)
    told = [
        Said(REPORT, GOING, placing.TEXT, ANSWERS[0]),
        Said(REPORT, CHANGES, placing.TEXT, "None so far. The room costs a little less than we thought."),
        *_by_heading({one.label: one.key for one in known}),
    ]
    for one in told:
        operations.point(row, form, one, 0, by)
    ready = operations.prepare(row, form, data)
    operations.keep_filled(row, form, ready, ready.digest, by)


def _by_heading(keys: dict[str, str]) -> list[Said]:
    """What was agreed and spent under each heading, line by line."""
    return [
        Said(SPENDING, f"{letter}{number}", keys[f"{heading}: {part}"])
        for number, heading in enumerate(HEADINGS, 3)
        for part, letter in PLACES
    ]


def _row() -> Grant:
    row = queries.grant(next(card.id for card in queries.grants() if card.fund == grants.WELLBEING))
    if row is None:
        raise LookupError("the example has no grant of the foundation")
    return row


def made() -> bytes:
    """The form: a title over several columns, named cells, a list to choose from, and all but its open cells locked."""
    # A funder makes it with whatever they have; nothing of ours has a hand in it.
    from openpyxl import Workbook

    book = Workbook()
    report, money = book.worksheets[0], book.create_sheet(SPENDING)
    report.title = REPORT
    _begin(report, "Good Days Fund: interim report")
    _begin(money, WHERE)
    _ask(book, report)
    _choose(report)
    _list_spending(money)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _begin(sheet: Any, title: str) -> None:
    """A locked sheet with its title over four columns."""
    from openpyxl.styles import Font

    sheet["A1"], sheet["A1"].font = title, Font(bold=True, size=15)
    for letter, width in (("A", 44), ("B", 20), ("C", 20), ("D", 20)):
        sheet.column_dimensions[letter].width = width
    sheet.merge_cells("A1:D1")
    sheet.protection.sheet = True


def _ask(book: Any, sheet: Any) -> None:
    """Each question with its open cell, which has a name."""
    from openpyxl.workbook.defined_name import DefinedName

    for number, (asked, name) in enumerate(ASKED, 3):
        sheet.cell(number, 1, asked)
        book.defined_names[name] = DefinedName(name, attr_text=f"{REPORT}!$B${number}")
        _open(sheet.cell(number, 2))
    sheet["B5"].number_format = POUNDS
    sheet["B6"].number_format = sheet["B7"].number_format = "dd/mm/yyyy"


def _choose(sheet: Any) -> None:
    """A list to choose from, and room for a few words."""
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet["A10"], sheet["A12"] = "Is it going as you planned? Choose one", "What has changed, if anything?"
    choice = DataValidation(type="list", formula1=f'"{",".join(ANSWERS)}"', allow_blank=True)
    choice.add(GOING)
    sheet.add_data_validation(choice)
    sheet.merge_cells("A13:D16")
    sheet[CHANGES].alignment = Alignment(wrap_text=True, vertical="top")
    _open(sheet[GOING])
    _open(sheet[CHANGES])


def _list_spending(sheet: Any) -> None:
    """A line for each heading, with sums of the funder's own."""
    for column, words in enumerate(("Budget line", "Agreed", "Spent so far", "Left"), 1):
        sheet.cell(2, column, words)
    last = len(HEADINGS) + 3
    for number, heading in enumerate(HEADINGS, 3):
        sheet.cell(number, 1, heading)
        sheet.cell(number, 4, f"=B{number}-C{number}")
        _open(sheet.cell(number, 2))
        _open(sheet.cell(number, 3))
    sheet.cell(last, 1, "Together")
    for letter in "BCD":
        sheet[f"{letter}{last}"] = f"=SUM({letter}3:{letter}{last - 1})"
    for row in sheet[f"B3:D{last}"]:
        for cell in row:
            cell.number_format = POUNDS


def _open(cell: Any) -> None:
    """A cell that is to be filled in: pale, and not locked."""
    from openpyxl.styles import PatternFill, Protection

    cell.protection, cell.fill = Protection(locked=False), PatternFill("solid", fgColor="FFF2CC")
