"""The workbook of a claim: rows to copy into HMRC's own file, which takes no other. Never HMRC's file itself."""

from typing import IO

from groupkit import dates, workbook
from groupkit.dates import long_day
from groupkit.giftaid import schedule
from groupkit.giftaid.queries import Draft
from groupkit.giftaid.rules import tax_back
from groupkit.giftaid.schedule import Part
from groupkit.printing import count
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Row, Sheet, Tab, Total, column_letter, ref

WIDTHS = (8, 20, 22, 24, 12, 34, 12, 14, 14)
HOW = "How to copy"
NOT_HMRCS = (
    "This is not HMRC’s file, and HMRC does not take it. It only holds your rows in the order of HMRC’s columns, so "
    "that you can copy them."
)
STEPS = (
    "1. Get the “Gift Aid schedule spreadsheet” from GOV.UK. There is one for Excel and another for LibreOffice: they "
    "differ.",
    "2. For each sheet behind this one, open a fresh copy of HMRC’s file.",
    "3. At the top of HMRC’s file, write the earliest donation date from below. If there is an amount under “Claimed "
    "too much before”, write it where HMRC asks for it, in the first file only.",
    "4. In the sheet here, mark everything from A2 to the last amount in column I, and copy it.",
    "5. In HMRC’s file, click the first empty cell under “Title”. Paste the values only (in Excel: Paste special, "
    "Values; in LibreOffice: Paste special, Text and numbers). Plain pasting spoils HMRC’s file.",
    "6. Check that the sum in HMRC’s file is the one below. Empty cells stay empty: no 0 and no n/a.",
    "7. Keep the name and kind of HMRC’s file (.ods). Sign in at HMRC, and attach it to your claim.",
)


def make(draft: Draft, group: str, slug: str) -> tuple[IO[bytes], str]:
    """The workbook of a claim as it would be sent now, and its file name. Ends nothing and writes nothing."""
    parts = draft.parts
    titles = workbook.sheet_titles([HOW, *(f"Rows {part.name}" for part in parts)])
    sheets = [_how(draft, parts, titles, group)]
    sheets += [_rows(part, title) for part, title in zip(parts, titles[1:], strict=True)]
    made = workbook.workbook(sheets, title=f"Gift Aid {slug}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(slug, "gift aid", draft.period.last.isoformat())


def _how(draft: Draft, parts: list[Part], titles: list[str], group: str) -> Sheet:
    """The first sheet: what to do, and what each of HMRC's files has to come to."""
    rows: list[AnyRow] = [
        Line("Gift Aid: rows to copy", "title"),
        Line(f"{group}, HMRC reference {draft.reference}", "bold"),
        Line(f"Gifts from {long_day(draft.period.first)} to {long_day(draft.period.last)}"),
        (),
        Line(NOT_HMRCS, "bold"),
        (),
        *(Line(step) for step in STEPS),
        (),
        Row([Cell(word, "heading") for word in ("Sheet", "Rows", "Earliest donation", "Gifts come to")]),
    ]
    first = len(rows) + 1
    amount = column_letter(len(schedule.COLUMNS))
    for part, title in zip(parts, titles[1:], strict=True):
        total = Formula(f"=SUM({ref(title, amount, 2, len(part.lines) + 1)})", Money(part.pence))
        said = (title, count(len(part.lines), "row"), f"{part.earliest:%d/%m/%y}", total)
        rows.append(Row([Cell(value, "ruled") for value in said]))
    last = len(rows)
    adds = Formula(f"=ROUNDDOWN(D{last + 1}*25/100,2)", Money(tax_back(draft.pence)))
    rows += [
        Row([Cell("Together", "total", across=3), Total(f"=SUM(D{first}:D{last})", draft.pence)]),
        Row([Cell("HMRC adds about", across=3), adds]),
    ]
    if draft.over_pence:
        rows += [
            Row([Cell("Gifts claimed too much before", across=3), Money(draft.over_pence)]),
            Row(
                [
                    Cell("The tax on them: “Claimed too much before”", across=3),
                    Formula(f"=ROUNDDOWN(D{last + 3}*25/100,2)", Money(tax_back(draft.over_pence))),
                ],
                "bold",
            ),
        ]
    columns = [Column(width=30), Column(width=12), Column(width=20), Column(width=16, kind="money")]
    return Sheet(HOW, columns, rows, tab=Tab.READ)


def _rows(part: Part, title: str) -> Sheet:
    """Nothing but HMRC's columns, with their headings in the first row and no sum below."""
    columns = [
        Column(name, width, "money" if name == schedule.COLUMNS[-1] else "text")
        for name, width in zip(schedule.COLUMNS, WIDTHS, strict=True)
    ]
    rows = [(*line.cells, Money(line.pence)) for line in part.lines]
    return Sheet(title, columns, rows, landscape=True, gridlines=True)
