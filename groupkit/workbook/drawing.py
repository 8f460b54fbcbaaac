"""Pictures and charts put on a page. Loaded when a sheet has one, as it imports what openpyxl draws with."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, cast

from openpyxl.chart._chart import ChartBase
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, SpreadsheetDrawing, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.xml.functions import fromstring

from groupkit.workbook.cells import Chart, Picture
from groupkit.workbook.rows import AIR_POINTS
from groupkit.workbook.texts import cleaned

EMU_PER_PIXEL, EMU_PER_POINT = 9_525, 12_700
EDGE = AIR_POINTS * EMU_PER_POINT


class DrawnChart(ChartBase):
    """A chart whose XML is made already, with its points; openpyxl would write it without them."""

    def __init__(self, xml: str) -> None:
        super().__init__()
        self._xml = xml

    def _write(self) -> Any:
        return fromstring(self._xml.encode())


class _ToldAnchor(TwoCellAnchor):
    """Between columns and rows, so that a chart is as wide as they are; it tells the chart in words."""

    __attrs__, __nested__ = TwoCellAnchor.__attrs__, TwoCellAnchor.__nested__
    __elements__ = TwoCellAnchor.__elements__
    alt = ""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "graphicFrame" and value is not None:  # openpyxl makes the frame, and knows no words for it
            value.nvGraphicFramePr.cNvPr.descr = self.alt
        super().__setattr__(name, value)


def place_chart(drawn: DrawnChart, row: int, across: int, chart: Chart) -> DrawnChart:
    """The chart in the row of this number, from 1, as wide as the first `across` columns."""
    anchor = _ToldAnchor(
        editAs="oneCell",
        _from=AnchorMarker(col=0, colOff=0, row=row - 1, rowOff=EDGE),
        to=AnchorMarker(col=across, colOff=0, row=row, rowOff=0),
    )
    anchor.alt = cleaned(chart.alt)
    drawn.anchor = cast(Any, anchor)
    return drawn


def images(hung: Iterable[tuple[int, int, Picture]], first: int) -> Iterable[Image]:
    """These pictures, each with its row and column from 0; their names are numbered from `first`."""
    for number, (row, column, picture) in enumerate(hung, first):
        yield _image(number, row, column, picture)


def _image(number: int, row: int, column: int, picture: Picture) -> Image:
    drawing: Any = SpreadsheetDrawing()
    frame = drawing._picture_frame(number)
    frame.nvPicPr.cNvPr.descr = cleaned(picture.alt)
    width, height = picture.size()
    image = Image(BytesIO(picture.content))
    image.format = "png" if picture.content.startswith(b"\x89PNG") else "jpeg"
    image.anchor = OneCellAnchor(
        _from=AnchorMarker(col=column, colOff=EDGE, row=row, rowOff=EDGE),
        ext=XDRPositiveSize2D(width * EMU_PER_PIXEL, height * EMU_PER_PIXEL),
        pic=frame,
    )
    return image
