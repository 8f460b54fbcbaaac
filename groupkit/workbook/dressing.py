"""What belongs to a sheet as a whole: widths, headings that stay, joined cells, pictures and charts, paper."""

from typing import TYPE_CHECKING, Any

from groupkit.workbook.cells import Chart, Sheet
from groupkit.workbook.charting import chart_xml
from groupkit.workbook.filling import comment_record, validation_of
from groupkit.workbook.keeping import page_ends
from groupkit.workbook.points import Points
from groupkit.workbook.rows import USUAL_POINTS, RowWriter

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
WIDEST = 255
CM_PER_INCH = 2.54
SHORT_CM, LONG_CM = 21.0, 29.7
FOOT_CM = 0.2 * CM_PER_INCH
PIXELS_A_FIGURE, PIXELS_A_CM, POINTS_A_CM = 8, 96 / CM_PER_INCH, 72 / CM_PER_INCH
"""The width of a column is counted in figures of the usual font."""
SMALLEST = 68
"""In per cent: smaller than that, words of the usual size are hard to read, so a page more is better."""
SLACK = 0.97
"""Programs measure a little apart: a page that is ended by hand has to hold in each of them."""


def dress(page: "Worksheet", sheet: Sheet, writer: RowWriter, last: int) -> None:
    """Give the page all that is not rows, once they are written; `last` is the number of the table's last row."""
    _set_widths(page, sheet, writer)
    if sheet.headed:
        heading = sheet.first_row - 1
        page.print_title_rows = f"{heading}:{heading}"
        if sheet.frozen and not any(isinstance(row, Chart) for row in sheet.above):
            page.freeze_panes = f"A{sheet.first_row}"
        if sheet.filtered:
            page.auto_filter.ref = f"A{heading}:{writer.letters[-1]}{last}"
    joined: Any = writer.merged
    page.merged_cells = joined
    if writer.pictures:
        _hang(page, writer)
    for expected, cells in writer.expected.items():
        page.data_validations.append(validation_of(expected, cells, writer.titles))
    _set_view(page, sheet)
    _set_paper(page, sheet, writer)


def _set_widths(page: "Worksheet", sheet: Sheet, writer: RowWriter) -> None:
    """As wide as asked, or wider where a figure would show as #### or a heading's longest word would break."""
    for column, letter, widest in zip(sheet.columns, writer.letters, writer.widest, strict=True):
        word = max(map(len, column.heading.split()), default=0) * 1.1 + 3
        page.column_dimensions[letter].width = min(max(column.width, widest, word), WIDEST)


def _hang(page: "Worksheet", writer: RowWriter) -> None:
    from groupkit.workbook.drawing import images

    for image in images(writer.pictures, len(writer.charts) + 1):
        page.add_image(image)


def add_charts(page: "Worksheet", writer: RowWriter, points: Points) -> None:
    """Draw the page's charts, once the rows of all sheets are written and the points they carry are known."""
    from groupkit.workbook.drawing import DrawnChart, place_chart

    for row, chart in writer.charts:
        drawn = DrawnChart(chart_xml(chart, points))
        page.add_chart(place_chart(drawn, row, chart.across or len(writer.letters), chart))


def add_comments(page: Any, writer: RowWriter) -> None:
    """Put the page's comments where openpyxl looks for them, which it clears when it begins to write: the last step."""
    page._get_writer()
    page._comments = [comment_record(cell, words) for cell, words in writer.comments]


def _set_view(page: "Worksheet", sheet: Sheet) -> None:
    page.sheet_properties.tabColor = sheet.tab
    page.sheet_view.showGridLines = sheet.gridlines
    page.sheet_format.defaultRowHeight, page.sheet_format.customHeight = USUAL_POINTS, True


def _room(sheet: Sheet) -> float:
    """How tall the paper of a page is inside its margins, in points."""
    tall = SHORT_CM if sheet.landscape else LONG_CM
    return (tall - 2 * sheet.margin - FOOT_CM) * POINTS_A_CM


def _fits(sheet: Sheet, writer: RowWriter) -> bool:
    """Whether all of a sheet goes on one page large enough to be read."""
    return sum(height for height, _ in writer.heights) * SMALLEST / 100 <= _room(sheet)


def _end_pages(page: "Worksheet", sheet: Sheet, writer: RowWriter) -> None:
    """As small as its width asks for, and each page ended by hand: Excel heeds no such end where it fits by itself."""
    from openpyxl.worksheet.pagebreak import Break

    wide = LONG_CM if sheet.landscape else SHORT_CM
    width = sum(page.column_dimensions[letter].width * PIXELS_A_FIGURE for letter in writer.letters)
    scale = max(10, min(100, int((wide - 2 * sheet.margin) / (width / PIXELS_A_CM) * 100 * SLACK)))
    page.page_setup.scale = scale
    for end in page_ends(writer.heights, _room(sheet) / (scale / 100) * SLACK):
        page.row_breaks.append(Break(id=end))


def _set_paper(page: "Worksheet", sheet: Sheet, writer: RowWriter) -> None:
    """A4, one page wide; at the foot which sheet it is and which page of how many."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    margin = sheet.margin / CM_PER_INCH
    page.page_margins = PageMargins(margin, margin, margin, margin + 0.2, header=margin / 2, footer=margin / 2)
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    if sheet.kept and not (sheet.one_page and _fits(sheet, writer)):
        _end_pages(page, sheet, writer)
    else:
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(sheet.one_page)
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot: Any = page.HeaderFooter.oddFooter
    foot.left.text, foot.right.text = "&A", "Page &P of &N"
