"""Five funders' forms, each with habits of its own, and what we would put into them.

Three are made by openpyxl and then given what it cannot write: totals that carry their value, the newer kind of list,
shapes, form controls. Two are written by hand, part by part.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from groupkit.workbook.cells import Money
from groupkit.workbook.form_filling import Put

SHADE = PatternFill("solid", fgColor="FFF3D6")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class AForm:
    """A form, what goes into it, where each answer should stand afterwards, and what will not go in."""

    name: str
    data: bytes
    puts: tuple[Put, ...]
    stands: Mapping[tuple[str, str], object]
    """What openpyxl should read in each changed cell."""
    refused: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """A piece of the sentence for each answer that does not go in."""
    later: frozenset[tuple[str, str]] = frozenset()
    """The formulas that lean on what was filled."""


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook of openpyxl's, which nothing tells to be worked out anew."""
    out = BytesIO()
    book.save(out)
    return repacked(out.getvalue(), {"xl/workbook.xml": {' fullCalcOnLoad="1"': ""}})


def repacked(data: bytes, change: Mapping[str, Mapping[str, str]], more: Mapping[str, str] | None = None) -> bytes:
    """The same workbook with some words of its parts replaced, and further parts; a word that is not there fails."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            text = old.read(one)
            for before, after in change.get(one.filename, {}).items():
                assert before.encode() in text, f"{before} is not in {one.filename}: {text[:3000]!r}"
                text = text.replace(before.encode(), after.encode())
            new.writestr(ZipInfo(one.filename, (2026, 3, 4, 5, 6, 8)), text, ZIP_DEFLATED)
        for name, words in (more or {}).items():
            new.writestr(ZipInfo(name, (2025, 1, 2, 3, 4, 6)), words, ZIP_DEFLATED)
    return out.getvalue()


def with_values(data: bytes, part: str, values: Mapping[str, str]) -> bytes:
    """Formulas that carry what they came to, as Excel writes them."""
    with ZipFile(BytesIO(data)) as archive:
        text = archive.read(part).decode()
    change = {}
    for cell, value in values.items():
        found = re.search(rf'<c r="{cell}"[^>]*><f>[^<]*</f>(<v ?/>|<v></v>)</c>', text)
        assert found, f"no formula in {cell}: {text[:2000]}"
        change[found[0]] = found[0].replace(found[1], f"<v>{value}</v>")
    return repacked(data, {part: change})


def packed(parts: Mapping[str, str]) -> bytes:
    """A workbook from its parts, written by hand."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(ZipInfo(name, (2024, 2, 29, 12, 0, 0)), words.encode(), ZIP_DEFLATED)
    return out.getvalue()


def every_form() -> list[AForm]:
    """All five."""
    return [merged_titles(), lists(), named(), protected(), two_languages()]


DRAWING = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Arrow"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="100"/></a:xfrm><a:prstGeom prst="rightArrow"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""  # noqa: E501
CONTROL = f'<formControlPr xmlns="{X14}" objectType="CheckBox" fmlaLink="$F$9" lockText="1"/>'


def _rel(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{RELS}/{kind}" Target="{target}"/>'


def _rels(*relations: str) -> str:
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}</Relationships>'


@cache
def merged_titles() -> AForm:
    """A council's: merged titles and boxes, a shape, totals over two sheets that carry their values."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "End of grant report"
    sheet["A1"] = "Grant report"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.merge_cells("A1:F1")
    for row, words in enumerate(("Name of your group", "Our reference", "Amount we gave", "Date of this report"), 3):
        sheet.cell(row, 1, words)
        sheet.cell(row, 2).fill = SHADE
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
    sheet["B5"].number_format = "£#,##0.00"
    sheet["B6"].number_format = "DD/MM/YYYY"
    sheet["A8"] = "What did you do?"
    sheet.merge_cells("A9:F14")
    sheet["A9"].fill = SHADE
    sheet["A16"], sheet["B16"] = "Left over", "=B5-Spending!C7"
    money = book.create_sheet("Spending")
    for column, words in enumerate(("What for", "Agreed", "Spent", "Difference"), 1):
        money.cell(2, column, words)
    for row in (3, 4, 5):
        money.cell(row, 4, f"=B{row}-C{row}")
    money["A7"], money["B7"], money["C7"] = "Total", "=SUM(B3:B6)", "=SUM(C3:C6)"
    money["F2"] = "=1+1"
    data = with_values(saved(book), "xl/worksheets/sheet1.xml", {"B16": "0"})
    data = with_values(
        data, "xl/worksheets/sheet2.xml", {"D3": "0", "D4": "0", "D5": "0", "B7": "0", "C7": "0", "F2": "2"}
    )
    data = repacked(
        data,
        {
            "xl/worksheets/sheet1.xml": {"</worksheet>": f'<drawing xmlns:r="{RELS}" r:id="rId9"/></worksheet>'},
            "[Content_Types].xml": {
                "</Types>": '<Override PartName="/xl/drawings/drawing9.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
            },
        },
        {
            "xl/drawings/drawing9.xml": DRAWING,
            "xl/worksheets/_rels/sheet1.xml.rels": _rels(_rel(9, "drawing", "/xl/drawings/drawing9.xml")),
        },
    )
    report = "End of grant report"
    return AForm(
        "merged titles",
        data,
        (
            Put(report, "B3", "Hill Street Mornings"),
            Put(report, "C4", "CC/118"),
            Put(report, "B5", Money(40_000)),
            Put(report, "B6", date(2026, 11, 18)),
            Put(report, "A9", "=1+1 is what we did\nand <then> “tea” & toast"),
            Put("Spending", "A3", "Wool"),
            Put("Spending", "B3", Money(16_000)),
            Put("Spending", "C3", Money(14_835)),
            Put("Spending", "C7", Money(1)),
            Put("Spending", "B1200", 7),
            Put("spending", "A3", "again"),
        ),
        {
            (report, "B3"): "Hill Street Mornings",
            (report, "B4"): "CC/118",
            (report, "B5"): 400,
            (report, "B6"): date(2026, 11, 18),
            (report, "A9"): "=1+1 is what we did\nand <then> “tea” & toast",
            ("Spending", "A3"): "Wool",
            ("Spending", "B3"): 160,
            ("Spending", "C3"): 148.35,
            ("Spending", "B1200"): 7,
        },
        {("Spending", "C7"): "formula", ("spending", "A3"): "already"},
        frozenset({(report, "B16"), ("Spending", "D3"), ("Spending", "B7"), ("Spending", "C7")}),
    )


@cache
def lists() -> AForm:
    """A lottery funder's: lists written out, from cells, by name and of the newer kind; numbers, days and lengths."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form"
    asked = ("Finished?", "Area", "Theme", "Size", "How many people", "Money spent", "Report day", "Summary", "Other")
    for row, words in enumerate(asked, 1):
        sheet.cell(row, 1, words)
    sheet["B7"].number_format = "d mmm yyyy"
    sheet["B6"].number_format = "#,##0"
    options = book.create_sheet("Lists")
    for row, words in enumerate(("North", "South", "East"), 1):
        options.cell(row, 1, words)
    for row, words in enumerate(("Health", "Loneliness", "Skills"), 1):
        options.cell(row, 2, words)
    options.sheet_state = "hidden"
    book.defined_names["Themes"] = DefinedName("Themes", attr_text="Lists!$B$1:$B$3")
    for cell, rule in {
        "B1": DataValidation(type="list", formula1='"Yes,No,Not quite"'),
        "B2": DataValidation(type="list", formula1="Lists!$A$1:$A$3"),
        "B3": DataValidation(type="list", formula1="Themes"),
        "B5": DataValidation(type="whole", operator="between", formula1="0", formula2="500"),
        "B6": DataValidation(type="decimal", operator="lessThanOrEqual", formula1="1000"),
        "B7": DataValidation(type="date", operator="greaterThan", formula1="46000"),
        "B8": DataValidation(type="textLength", operator="lessThanOrEqual", formula1="40"),
        "B9": DataValidation(type="list", formula1='INDIRECT("x")'),
    }.items():
        sheet.add_data_validation(rule)
        rule.add(cell)
    newer = (
        f'<extLst><ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations '
        f'xmlns:xm="{XM}" count="1"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1>'
        "<xm:f>Lists!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B4</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst></worksheet>"
    )
    data = repacked(saved(book), {"xl/worksheets/sheet1.xml": {"</worksheet>": newer}})
    return AForm(
        "lists",
        data,
        (
            Put("Form", "B1", "yes"),
            Put("Form", "B2", "Sout"),
            Put("Form", "B3", "Loneliness"),
            Put("Form", "B4", "South"),
            Put("Form", "B5", 14),
            Put("Form", "B6", Money(14_835)),
            Put("Form", "B7", date(2026, 12, 20)),
            Put("Form", "B8", "Too long for a box that takes only forty letters"),
            Put("Form", "B9", "anything"),
        ),
        {
            ("Form", "B1"): "Yes",
            ("Form", "B3"): "Loneliness",
            ("Form", "B4"): "South",
            ("Form", "B5"): 14,
            ("Form", "B6"): 148.35,
            ("Form", "B7"): date(2026, 12, 20),
        },
        {("Form", "B2"): "The nearest is “South”", ("Form", "B8"): "40 characters", ("Form", "B9"): "cannot read"},
    )


@cache
def named() -> AForm:
    """A community foundation's: every cell has a name, and formulas go by the names."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "It's a form"
    rows = ("grant_ref", "GrantAmount", "total_spent", "left_over", "ReportDate", "Group.Name")
    for row, name in enumerate(rows, 2):
        sheet.cell(row, 2, name)
        book.defined_names[name] = DefinedName(name, attr_text=f"'It''s a form'!$C${row}")
    sheet.merge_cells("C7:E7")
    sheet["C5"] = "=GrantAmount-total_spent"
    sheet["C10"] = "=left_over*2"
    sheet["C11"] = '=IF(INDIRECT("C3")>0,1,0)'
    sheet["C12"] = "=LEN(B2)"
    book.defined_names["All"] = DefinedName("All", attr_text="'It''s a form'!$C$2:$C$7")
    book.defined_names["Lost"] = DefinedName("Lost", attr_text="#REF!")
    data = with_values(saved(book), "xl/worksheets/sheet1.xml", {"C5": "0", "C10": "0", "C11": "0", "C12": "9"})
    where = "It's a form"
    return AForm(
        "named cells",
        data,
        (
            Put(where, "C2", "CC/118"),
            Put(where, "C3", Money(40_000)),
            Put(where, "C4", Money(14_835)),
            Put(where, "C5", Money(1)),
            Put(where, "C6", date(2026, 11, 18)),
            Put(where, "D7", "Hill Street Mornings"),
            Put(where, "C8", None),
            Put("Nowhere", "C8", "x"),
            Put(where, "8C", "x"),
        ),
        {
            (where, "C2"): "CC/118",
            (where, "C3"): 400,
            (where, "C4"): 148.35,
            (where, "C6"): "18 November 2026",
            (where, "C7"): "Hill Street Mornings",
        },
        {
            (where, "C5"): "formula",
            (where, "C8"): "nothing to put",
            ("Nowhere", "C8"): "no sheet",
            (where, "8C"): "no such cell",
        },
        frozenset({(where, "C5"), (where, "C10"), (where, "C11")}),
    )


@cache
def protected() -> AForm:
    """A trust's: locked but for the answers, with a check box of the form and a table whose headings must stay."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Return"
    sheet["A1"] = "Please fill in the white boxes"
    for row, words in enumerate(("Group", "Spent so far", "People reached", "Comments"), 3):
        sheet.cell(row, 1, words)
        sheet.cell(row, 2).protection = Protection(locked=False)
    sheet["B4"].number_format = "£#,##0.00"
    sheet.protection.sheet = True
    sheet.protection.password = "kept"
    table = book.create_sheet("Costs")
    for column, words in enumerate(("Item", "Cost"), 1):
        table.cell(1, column, words)
    table["A2"], table["B2"] = "", None
    table.add_table(Table(displayName="Costs", ref="A1:B3"))
    table["D1"] = "=SUM(Costs[Cost])"
    data = with_values(saved(book), "xl/worksheets/sheet2.xml", {"D1": "0"})
    control = (
        f'<controls xmlns:r="{RELS}"><control shapeId="1025" r:id="rId7" name="Check Box 1"/></controls></worksheet>'
    )
    data = repacked(
        data,
        {
            "xl/worksheets/sheet1.xml": {"</worksheet>": control},
            "[Content_Types].xml": {
                "</Types>": '<Override PartName="/xl/ctrlProps/ctrlProp1.xml" '
                'ContentType="application/vnd.ms-excel.controlproperties+xml"/></Types>'
            },
        },
        {
            "xl/ctrlProps/ctrlProp1.xml": CONTROL,
            "xl/worksheets/_rels/sheet1.xml.rels": _rels(_rel(7, "ctrlProp", "../ctrlProps/ctrlProp1.xml")),
        },
    )
    return AForm(
        "protected sheets",
        data,
        (
            Put("Return", "B3", "Hill Street Mornings"),
            Put("Return", "B4", Money(14_835)),
            Put("Return", "B5", 14),
            Put("Return", "A1", "Ours now"),
            Put("Return", "C9", "Nobody unlocked this"),
            Put("Costs", "A1", "A heading"),
            Put("Costs", "A2", "Wool"),
            Put("Costs", "B2", Money(-500)),
        ),
        {
            ("Return", "B3"): "Hill Street Mornings",
            ("Return", "B4"): 148.35,
            ("Return", "B5"): 14,
            ("Costs", "A2"): "Wool",
            ("Costs", "B2"): -5,
        },
        {("Return", "A1"): "locked", ("Return", "C9"): "locked", ("Costs", "A1"): "heading"},
        frozenset({("Costs", "D1")}),
    )


def _own(*rows: str) -> str:
    """A sheet written by hand, in the manner of a program that puts `x:` before every name."""
    return f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r
<!-- written by hand <x:c r="A1"/> --><x:worksheet xmlns:x="{MAIN}"><x:dimension ref='A1:C5'/><x:cols><x:col min="3" max="3" width="20" style="1"/></x:cols><x:sheetData>\r
{"".join(rows)}</x:sheetData><x:pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></x:worksheet>"""  # noqa: E501


@cache
def two_languages() -> AForm:
    """A Welsh fund's, in two languages, written by hand: texts in pieces, shared formulas, days from 1904."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SHEET_KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/one.xml" ContentType="{SHEET_KIND}.worksheet+xml"/><Override PartName="/xl/worksheets/two.xml" ContentType="{SHEET_KIND}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_KIND}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="{SHEET_KIND}.styles+xml"/></Types>',  # noqa: E501
        "_rels/.rels": _rels(_rel(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{RELS}"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="Ffurflen Form" sheetId="4" r:id="rId1"/><x:sheet name="Cyfanswm" sheetId="2" r:id="rId2"/></x:sheets><x:definedNames><x:definedName name="Dewis" localSheetId="0">Cyfanswm!$E$1:$E$2</x:definedName></x:definedNames><x:oleSize ref="A1"/></x:workbook>',  # noqa: E501
        "xl/_rels/workbook.xml.rels": _rels(
            _rel(1, "worksheet", "worksheets/one.xml"),
            _rel(2, "worksheet", "/xl/worksheets/two.xml"),
            _rel(3, "sharedStrings", "sharedStrings.xml"),
            _rel(4, "styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="4" uniqueCount="4"><si><r><t>Enw’r grŵp </t></r><r><rPr><i/></rPr><t>Name of the group</t></r></si><si><t>Dyddiad / Date</t></si><si><t>Gwariant / Spent</t><rPh sb="0" eb="1"><t>not this</t></rPh></si><si><t xml:space="preserve"> old answer </t></si></sst>',  # noqa: E501
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="dd\\/mm\\/yyyy;@"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="170" applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/></cellXfs></styleSheet>',  # noqa: E501
        "xl/worksheets/one.xml": _own(
            '<x:row r="1" spans="1:2" ht="30"><x:c r="A1" t="s"><x:v>0</x:v></x:c>',
            '<x:c r="B1" t="s" s="0" ><x:v>3</x:v></x:c></x:row>',
            '<x:row r="2" spans="1:2"><x:c r="A2" t="s"><x:v>1</x:v></x:c></x:row><!-- a note -->',
            '<x:row r="4" s="2" customFormat="1"/>',
            '<x:row r="5"><x:c r="A5" t="s"><x:v>2</x:v></x:c><x:c r="B5" s="2"/></x:row>',
        ).replace(
            "<x:pageMargins",
            '<x:dataValidations count="1"><x:dataValidation type="list" sqref="B6"><x:formula1>Dewis</x:formula1>'
            "</x:dataValidation></x:dataValidations><x:pageMargins",
        ),
        "xl/worksheets/two.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">\'Ffurflen Form\'!B4*2</f><v>0</v></c><c r="C1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="E1" t="inlineStr"><is><t>Ydy / Yes</t></is></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>0</v></c><c r="E2" t="inlineStr"><is><t>Nac ydy / No</t></is></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v>0</v></c></row></sheetData></worksheet>',  # noqa: E501
    }
    form = "Ffurflen Form"
    return AForm(
        "two languages",
        packed(parts),
        (
            Put(form, "B1", "Bore Da"),
            Put(form, "C2", date(2026, 11, 18)),
            Put(form, "B3", "a new row"),
            Put(form, "B4", 21),
            Put(form, "B5", Money(14_805)),
            Put(form, "B6", "nac ydy / no"),
            Put(form, "B9", "_x0041_ stays as it is"),
            Put("Cyfanswm", "A2", 1),
        ),
        {
            (form, "B1"): "Bore Da",
            (form, "C2"): date(2026, 11, 18),
            (form, "B3"): "a new row",
            (form, "B4"): 21,
            (form, "B5"): 148.05,
            (form, "B6"): "Nac ydy / No",
            (form, "B9"): "_x005F_x0041_ stays as it is",  # openpyxl shows what is written; Excel reads the code
        },
        {("Cyfanswm", "A2"): "formula"},
        frozenset({("Cyfanswm", "A1"), ("Cyfanswm", "A2"), ("Cyfanswm", "A3")}),
    )
