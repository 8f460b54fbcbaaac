"""From sheets to the bytes of a workbook: openpyxl writes everything but the rows, which are put in on the way."""

import re
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from groupkit.workbook.cells import AnyRow, Cell, Row, Sheet
from groupkit.workbook.charting import stretches
from groupkit.workbook.dressing import add_charts, add_comments, dress
from groupkit.workbook.looks import Looks, make_usual_font
from groupkit.workbook.naming import sheet_titles
from groupkit.workbook.points import read_points
from groupkit.workbook.rows import RowWriter
from groupkit.workbook.texts import TextTable, cleaned

if TYPE_CHECKING:
    from openpyxl import Workbook

MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

IN_MEMORY = 1_000_000

_TEXTS_PART = "xl/sharedStrings.xml"
_LINKS_PART = "xl/_rels/workbook.xml.rels"
_TEXTS_LINK = (
    '<Relationship Id="rIdTexts" Target="/xl/sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
_TEXTS_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")


def workbook(sheets: Iterable[Sheet], *, title: str, author: str, made_at: datetime) -> IO[bytes]:
    """The .xlsx file of these sheets, open for reading from its beginning; close it when it is sent.

    The same sheets and moment give the very same bytes. A moment without a zone is taken as UTC.
    Raises ValueError or TypeError where a sheet cannot hold what it is given, which is the program's mistake.
    """
    pages = list(sheets)
    titles = sheet_titles(sheet.title for sheet in pages)
    book = _empty_book(titles, cleaned(title), cleaned(author), made_at)
    looks = Looks(book.worksheets[0])
    with ExitStack() as done:
        texts_out = done.enter_context(_scratch())
        texts = TextTable(texts_out)
        bodies: dict[str, IO[bytes]] = {_TEXTS_PART: texts_out}
        writers: list[RowWriter] = []
        for number, (page, sheet) in enumerate(zip(book.worksheets, pages, strict=True), 1):
            out = bodies[_rows_part(number)] = done.enter_context(_scratch())
            writer = RowWriter(sheet, titles, looks, texts, out)
            writers.append(writer)
            last = _write_rows(writer, sheet)
            dress(page, sheet, writer, last)
        _finish(book, writers, bodies, looks)
        return _packed(book, bodies)


def _finish(book: "Workbook", writers: list[RowWriter], bodies: dict[str, IO[bytes]], looks: Looks) -> None:
    """Add what can only be made once every row is written."""
    charts = [chart for writer in writers for _, chart in writer.charts]
    if charts:
        rows = dict(zip(writers[0].titles, (bodies[_rows_part(n)] for n in range(1, len(writers) + 1)), strict=True))
        places = [place for chart in charts for place in stretches(chart)]
        points = read_points(places, rows, bodies[_TEXTS_PART], {number: look[1] for look, number in looks.items()})
    for page, writer in zip(book.worksheets, writers, strict=True):
        if writer.charts:
            add_charts(page, writer, points)
        if writer.comments:
            add_comments(page, writer)


def _rows_part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _scratch() -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(max_size=IN_MEMORY)


def _empty_book(titles: list[str], title: str, author: str, made_at: datetime) -> "Workbook":
    from openpyxl import Workbook

    if not titles:
        raise ValueError("a workbook has at least one sheet")
    book = Workbook(write_only=True)
    make_usual_font(book)
    for name in titles:
        book.create_sheet(name)
    moment = made_at.astimezone(UTC).replace(tzinfo=None) if made_at.tzinfo else made_at
    book.properties.title, book.properties.creator = title, author
    book.properties.created = book.properties.modified = moment.replace(microsecond=0)
    return book


def _write_rows(writer: RowWriter, sheet: Sheet) -> int:
    """Write all rows of a sheet; returns the number of the table's last one."""
    _add_all(writer, sheet.above)
    if sheet.headed:
        headings = [Cell(column.heading, "heading", comment=column.comment) for column in sheet.columns]
        writer.add(Row(headings, "heading", lines=2 if sheet.filtered else 1), "heading")
    first = writer.number + 1
    for row in sheet.rows:
        writer.add(row, "ruled" if sheet.headed else "plain")
    if sheet.headed and writer.number < first:
        writer.add((), "ruled")
    last = writer.number
    _add_all(writer, sheet.below(first, last) if callable(sheet.below) else sheet.below)
    return last


def _add_all(writer: RowWriter, rows: Iterable[AnyRow]) -> None:
    for row in rows:
        writer.add(row, "plain")


def _packed(book: "Workbook", bodies: dict[str, IO[bytes]]) -> IO[bytes]:
    from openpyxl.writer.excel import ExcelWriter

    packed = _scratch()
    try:
        with _Archive(packed, bodies) as archive:
            writer = ExcelWriter(book, archive)
            writer.manifest.append(_TextsPart)
            archive.add_texts()
            writer.save()
    except BaseException:
        packed.close()
        raise
    packed.seek(0)
    return packed


class _TextsPart:
    path = f"/{_TEXTS_PART}"
    mime_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


class _Archive(ZipFile):
    """A zip file whose members bear no moment, and that puts the rows into each sheet as openpyxl hands it over."""

    def __init__(self, file: IO[bytes], bodies: dict[str, IO[bytes]]) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._bodies = bodies

    def add_texts(self) -> None:
        self._stream(_TEXTS_PART, _TEXTS_HEAD, b"</sst>")

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: bytes | str, *_: Any, **__: Any) -> None:  # type: ignore[override]
        name = str(zinfo_or_arcname)
        if name == _LINKS_PART:
            text = data.decode() if isinstance(data, bytes) else data
            data = text.replace("</Relationships>", f"{_TEXTS_LINK}</Relationships>")
        super().writestr(_member(name), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        before, after = _NO_ROWS.split(Path(filename).read_bytes(), maxsplit=1)
        self._stream(arcname, before + b"<sheetData>", b"</sheetData>" + after)

    def _stream(self, name: str, before: bytes, after: bytes) -> None:
        body = self._bodies[name]
        body.seek(0)
        with self.open(_member(name), "w") as member:
            member.write(before)
            copyfileobj(body, member)
            member.write(after)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    member.create_system, member.external_attr = 3, 0o600 << 16
    return member
