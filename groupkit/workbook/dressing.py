"""What belongs to a sheet as a whole: widths, headings that stay, joined cells, pictures, paper."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from groupkit.workbook.cells import Picture, Sheet
from groupkit.workbook.rows import AIR_POINTS, USUAL_POINTS, RowWriter
from groupkit.workbook.texts import cleaned

if TYPE_CHECKING:
    from openpyxl.drawing.image import Image
    from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
WIDEST = 255
CM_PER_INCH = 2.54
EMU_PER_PIXEL, EMU_PER_POINT = 9_525, 12_700


def dress(page: "Worksheet", sheet: Sheet, writer: RowWriter, last: int) -> None:
    """Give the page all that is not rows, once they are written; `last` is the number of the table's last row."""
    _set_widths(page, sheet, writer)
    if sheet.headed:
        heading = sheet.first_row - 1
        page.print_title_rows = f"{heading}:{heading}"
        if sheet.frozen:
            page.freeze_panes = f"A{sheet.first_row}"
        if sheet.filtered:
            page.auto_filter.ref = f"A{heading}:{writer.letters[-1]}{last}"
    joined: Any = writer.merged
    page.merged_cells = joined
    for number, (row, column, picture) in enumerate(writer.pictures, 1):
        page.add_image(_image(number, row, column, picture))
    _set_view(page, sheet)
    _set_paper(page, sheet)


def _set_widths(page: "Worksheet", sheet: Sheet, writer: RowWriter) -> None:
    """As wide as asked, or wider where a figure would show as #### or a heading's longest word would break."""
    for column, letter, widest in zip(sheet.columns, writer.letters, writer.widest, strict=True):
        word = max(map(len, column.heading.split()), default=0) * 1.1 + 3
        page.column_dimensions[letter].width = min(max(column.width, widest, word), WIDEST)


def _image(number: int, row: int, column: int, picture: Picture) -> "Image":
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, SpreadsheetDrawing
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    drawing: Any = SpreadsheetDrawing()
    frame = drawing._picture_frame(number)
    frame.nvPicPr.cNvPr.descr = cleaned(picture.alt)
    width, height = picture.size()
    edge = AIR_POINTS * EMU_PER_POINT
    image = Image(BytesIO(picture.content))
    image.format = "png" if picture.content.startswith(b"\x89PNG") else "jpeg"
    image.anchor = OneCellAnchor(
        _from=AnchorMarker(col=column, colOff=edge, row=row, rowOff=edge),
        ext=XDRPositiveSize2D(width * EMU_PER_PIXEL, height * EMU_PER_PIXEL),
        pic=frame,
    )
    return image


def _set_view(page: "Worksheet", sheet: Sheet) -> None:
    page.sheet_properties.tabColor = sheet.tab
    page.sheet_view.showGridLines = sheet.gridlines
    page.sheet_format.defaultRowHeight, page.sheet_format.customHeight = USUAL_POINTS, True


def _set_paper(page: "Worksheet", sheet: Sheet) -> None:
    """A4, one page wide; at the foot which sheet it is and which page of how many."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    margin = sheet.margin / CM_PER_INCH
    page.page_margins = PageMargins(margin, margin, margin, margin + 0.2, header=margin / 2, footer=margin / 2)
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(sheet.one_page)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot: Any = page.HeaderFooter.oddFooter
    foot.left.text, foot.right.text = "&A", "Page &P of &N"
