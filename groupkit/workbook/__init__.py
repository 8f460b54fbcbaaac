"""Workbooks: plain values in, an .xlsx file out.

Say what stands in the sheets with the values from `cells`, hand them to `workbook`, send what comes back.
This package knows nothing of pages or tables, and nothing else in the program knows openpyxl.
"""

from groupkit.workbook.cells import (
    About,
    AnyRow,
    Cell,
    Chart,
    Column,
    Formula,
    Line,
    Money,
    Picture,
    Row,
    Sheet,
    Tab,
    Total,
    Validation,
    paragraphs,
)
from groupkit.workbook.naming import column_letter, exactly, ref, safe_file_name, safe_stem, sheet_titles
from groupkit.workbook.writing import MIME_TYPE, workbook

__all__ = [
    "MIME_TYPE",
    "About",
    "AnyRow",
    "Cell",
    "Chart",
    "Column",
    "Formula",
    "Line",
    "Money",
    "Picture",
    "Row",
    "Sheet",
    "Tab",
    "Total",
    "Validation",
    "column_letter",
    "exactly",
    "paragraphs",
    "ref",
    "safe_file_name",
    "safe_stem",
    "sheet_titles",
    "workbook",
]
