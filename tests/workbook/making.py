"""Workbooks made for tests, and their parts as they stand in the file."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import openpyxl

from groupkit.workbook import Sheet, workbook

MADE_AT = datetime(2027, 4, 3, 10, 30, tzinfo=UTC)


def written(*sheets: Sheet) -> bytes:
    """The bytes of a workbook of these sheets."""
    with workbook(sheets, title="Cash book", author="Hill Street", made_at=MADE_AT) as file:
        return file.read()


def opened(content: bytes, **how: Any) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(content), **how)


def parts(content: bytes, under: str = "xl/worksheets/") -> dict[str, str]:
    """The parts of the file whose names begin so, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.startswith(under)}
