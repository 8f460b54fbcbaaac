"""Tables as they stand in the file, with a paragraph in each cell and no words yet."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from groupkit.document.looks import EDGE, INK, NAMESPACE, line, twips
from groupkit.document.texts import one_line, told
from groupkit.document.values import SignatureLines, Table, Words

SHORT_LABEL = 9
"""In letters: with longer labels, or in large print, a line to sign on takes the whole width."""

WRITING_MM = 11
"""How high a row is that somebody writes in by hand."""

_AT_THE_RIGHT = '<w:jc w:val="right"/>'

_TWO_LINES, _ONE_LINE = (12, 35, 6, 12, 35), (32, 68)

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TO_CUT = f"<w:tblBorders>{''.join(line(side, INK, 8, kind='dashed') for side in _SIDES)}</w:tblBorders>"

_KEPT_WHOLE, _WITH_NEXT = "<w:cantSplit/>", "<w:keepNext/>"


def ruled(table: Table, width: int) -> tuple[str, list[Sequence[Words]]]:
    """A table with thin lines between its rows, this many twips wide, and the words of its cells.

    A row without words is high enough to write in. The last row never stands alone on a page.
    """
    columns = _columns(table.widths or [1] * table.columns, width)
    cells, kept, headings = (
        "".join(_cell(wide, _set(style, more, place in table.right)) for place, wide in enumerate(columns))
        for style, more in (("TableText", ""), ("TableText", _WITH_NEXT), ("TableHeading", ""))
    )
    head = [table.header] if table.header else []
    rows = [_row(headings, f"{_KEPT_WHOLE}<w:tblHeader/>") for _ in head]
    for place, words in enumerate(table.rows, 2):
        inside = kept if place == len(table.rows) or (table.leads and place > len(table.rows)) else cells
        rows.append(_row(inside, _KEPT_WHOLE if any(map(told, words)) else _KEPT_WHOLE + _height(WRITING_MM)))
    look = (
        f'<w:tblLook w:val="{"0620" if head else "0600"}" w:firstRow="{len(head)}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    return _table(columns, rows, "RuledTable", look, _TO_CUT if table.cut else ""), [*head, *table.rows]


def signatures(block: SignatureLines, width: int, *, large: bool) -> tuple[str, list[Sequence[Words]]]:
    """Lines to sign on beside their labels, two in a row where there is room, and the words of the cells."""
    labels = [one_line(label) for label in block.labels]
    step = 1 if large or max(map(len, labels)) > SHORT_LABEL else 2
    columns = _columns(_TWO_LINES if step == 2 else _ONE_LINE, width)
    height = _height(block.height_mm * (1.2 if large else 1))
    in_rows = [labels[start : start + step] for start in range(0, len(labels), step)]
    rows = []
    for said in in_rows:
        # The last row too: where the table fills a page, the gap after it would stand on an empty one.
        layout = f'<w:pStyle w:val="SignatureLabel"/>{_WITH_NEXT}'
        lines = {1, 4} if len(said) == 2 else {1}
        cells = (_cell(wide, layout, _to_sign_on(at in lines)) for at, wide in enumerate(columns))
        rows.append(_row("".join(cells), _KEPT_WHOLE + height))
    printed = [one_line(block.printed.get(place, "")) for place in range(len(labels))]
    pairs = list(zip(labels, printed, strict=True))
    return _table(columns, rows), [_to_sign(pairs[start : start + step]) for start in range(0, len(pairs), step)]


def _to_sign(pairs: Sequence[tuple[str, str]]) -> list[Words]:
    """The cells of a row: a label with what is printed on its line, a gap, and the same again."""
    first, *rest = pairs
    return [*first, *(cell for pair in rest for cell in ("", *pair))]


def _set(style: str, more: str, right: bool) -> str:
    """How the words of a cell are set. What is said of them has to come in the order of the standard."""
    return f'<w:pStyle w:val="{style}"/>{more}{_AT_THE_RIGHT if right else ""}'


def _columns(shares: Sequence[float], width: int) -> list[int]:
    """The width of each column, in whole twips that add up to the whole."""
    ends = [round(width * end / sum(shares)) for end in accumulate(shares, initial=0)]
    return [end - start for start, end in pairwise(ends)]


def _table(
    columns: Sequence[int], rows: Iterable[str], style: str = "TableNormal", look: str = "", lines: str = ""
) -> str:
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in columns)
    size = f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{lines}<w:tblLayout w:type="fixed"/>'
    layout = f'<w:tblPr><w:tblStyle w:val="{style}"/>{size}{look}</w:tblPr>'
    return f'<w:tbl xmlns:w="{NAMESPACE}">{layout}<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def _row(cells: str, layout: str) -> str:
    return f"<w:tr><w:trPr>{layout}</w:trPr>{cells}</w:tr>"


def _cell(width: int, paragraph: str, layout: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{layout}</w:tcPr>'
        f"<w:p><w:pPr>{paragraph}</w:pPr></w:p></w:tc>"
    )


def _height(mm: float) -> str:
    return f'<w:trHeight w:val="{twips(mm)}" w:hRule="atLeast"/>'


def _to_sign_on(signed: bool) -> str:
    border = f"<w:tcBorders>{line('bottom', EDGE, 6)}</w:tcBorders>" if signed else ""
    return f'{border}<w:vAlign w:val="bottom"/>'
