"""Two workbooks side by side, with readers of our own: what changed, part by part and cell by cell."""

import warnings
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook


def parts_of(data: bytes) -> list[tuple[str, Any, int, bytes]]:
    """Every part in its order: name, date, way of packing, content."""
    with ZipFile(BytesIO(data)) as archive:
        return [(one.filename, one.date_time, one.compress_type, archive.read(one)) for one in archive.infolist()]


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The names of parts whose content differs; order, names and dates must be the same."""
    old, new = parts_of(before), parts_of(after)
    assert [one[:3] for one in old] == [one[:3] for one in new]
    return {one[0] for one, other in zip(old, new, strict=True) if one[3] != other[3]}


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def cells_of(data: bytes, part: str) -> dict[str, bytes]:
    """Each cell of a sheet's part as it is written, by its name."""
    with ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    return {
        one.get("r"): etree.tostring(one, method="c14n", with_tail=False) for one in root.iter() if _local(one) == "c"
    }


def skeleton_of(data: bytes, part: str) -> bytes:
    """A sheet's part without its cells, without rows that hold nothing else, and without how far it reaches."""
    with ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    for one in list(root.iter()):
        if _local(one) == "c" or (_local(one) == "row" and set(one.attrib) <= {"r"} and _is_bare(one)):
            _drop(one)
        elif _local(one) == "row":
            one.attrib.pop("spans", None)
        elif _local(one) == "dimension":
            one.attrib.clear()
    return bytes(etree.tostring(root, method="c14n"))


def _is_bare(row: Any) -> bool:
    return all(_local(one) == "c" for one in row)


def _drop(element: Any) -> None:
    """Take an element out, leaving the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def without_value(cell: bytes) -> bytes:
    """A cell without the answer that its formula had."""
    root = etree.fromstring(cell)
    for one in list(root):
        if _local(one) == "v":
            root.remove(one)
    return bytes(etree.tostring(root, method="c14n"))


def values_of(data: bytes, formulas: bool) -> dict[tuple[str, str], Any]:
    """Every cell as openpyxl reads it: the formulas, or what they came to."""
    book = loaded(data, data_only=not formulas)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def loaded(data: bytes, **how: Any) -> Any:
    """A workbook as openpyxl reads it; we never save with it, so what it would lose is no matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), **how)
