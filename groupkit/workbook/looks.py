"""How cells look: a small closed set of styles, each made once for a workbook and then known by its number."""

from typing import TYPE_CHECKING, Any

from groupkit.workbook.rows import FIGURES, Look

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook.child import _WorkbookChild

FORMATS = {"text": "General", "date": "d mmm yyyy", "money": "#,##0.00;-#,##0.00", "number": "0", "about": '"about "0'}

FONT, FONT_SIZE = "Arial", 11
"""On every computer and phone, or another of the same widths."""

GREEN, SOFT_GREEN, QUIET, EDGE, CREAM = "1D5C57", "DCEBE6", "55625E", "7D867F", "FFF6DC"


def make_usual_font(book: Any) -> None:
    """Let an empty workbook's own font be ours: the width of a column is counted in its figures."""
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    book._fonts = IndexedList([Font(name=FONT, size=FONT_SIZE)])


class Looks(dict[Look, int]):
    """The number of each style in the workbook, made when it is first asked for."""

    def __init__(self, sheet: "_WorkbookChild") -> None:
        super().__init__()
        self._sheet = sheet

    def __missing__(self, look: Look) -> int:
        from openpyxl.cell import WriteOnlyCell

        _, kind, would_turn = look
        cell = WriteOnlyCell(self._sheet)
        cell.number_format = FORMATS[kind]
        _dress(cell, look)
        cell.quotePrefix = would_turn
        self[look] = cell.style_id
        return cell.style_id


def _dress(cell: "Cell", look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    style, kind, _ = look
    boxed = style in ("label", "boxed", "answer", "yours")
    cell.font = Font(
        name=FONT,
        size=16 if style == "title" else FONT_SIZE,
        bold=style in ("bold", "title", "heading", "total", "label"),
        color={"title": GREEN, "quiet": QUIET}.get(style),
    )
    if style in ("heading", "label"):
        cell.fill = PatternFill("solid", fgColor=SOFT_GREEN)
    elif style == "yours":
        cell.fill = PatternFill("solid", fgColor=CREAM)
    line = {"ruled": Side("hair", EDGE), "heading": Side("thin", GREEN)}.get(style)
    box = Side("thin", EDGE) if boxed else None
    cell.border = Border(left=box, right=box, bottom=box or line, top=Side("thin") if style == "total" else box)
    figure = kind in FIGURES
    cell.alignment = Alignment(
        horizontal="right" if figure else "left",
        vertical="top" if style in ("answer", "heading") else "center",
        wrap_text=not figure or style == "heading",
        indent=1 if figure or boxed else 0,
    )
