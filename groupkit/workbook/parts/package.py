"""The file itself: a ZIP of parts. What is no workbook that we can fill gets a sentence; parts go back unchanged."""

from collections.abc import Mapping
from copy import copy
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile

from groupkit.refusal import Refused
from groupkit.workbook.parts.xml import tree
from groupkit.workbook.reading import NOT_A_WORKBOOK, check_parts

MOST_BYTES = 5 * 1024 * 1024
"""Of the file as it is sent."""
MOST_PARTS = 1_500
WORKBOOK = "xl/workbook.xml"

TOO_LARGE = (
    "This file is larger than 5 MB, which is more than we can look through. Take out pictures, or ask the funder for a "
    "plain form"
)
OLD_XLS = "This is an older kind of workbook (.xls). Open it in Excel or LibreOffice, save it as .xlsx, and choose that"
LOCKED_UP = (
    "This file asks for a password before it opens, so we cannot read it. Open it with the password, save a copy "
    "without one, and choose the copy"
)
HAS_MACROS = (
    "This workbook has small programs in it, called macros (.xlsm), which we leave alone. Fill it in by hand, or ask "
    "the funder for a plain .xlsx"
)
BINARY = "This is another kind of workbook (.xlsb). Open it in Excel, save it as .xlsx, and choose that"
TEMPLATE = "This is a template (.xltx). Open it in Excel, save it as an ordinary workbook (.xlsx), and choose that"
OPEN_DOCUMENT = "This is an OpenDocument sheet (.ods). Open it in LibreOffice, save it as .xlsx, and choose that"
NOT_XLSX = "This is no Excel workbook. Choose the .xlsx file that the funder sent"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_package(data: bytes) -> dict[str, bytes]:
    """The parts of a plain .xlsx by name. Raises Refused with a sentence for every other kind of file."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if data.startswith(_OLE):
        raise Refused(LOCKED_UP if _ENCRYPTED in data else OLD_XLS)
    if not data.startswith(b"PK"):
        raise Refused(NOT_XLSX)
    _check_kind(data)
    check_parts(data, MOST_PARTS)
    with ZipFile(BytesIO(data)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}
        if len(parts) != len([one for one in archive.infolist() if not one.is_dir()]):
            raise Refused(NOT_A_WORKBOOK)  # two parts of one name: nobody could tell which is meant
    _check_content(parts)
    return parts


def _check_kind(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            sealed = any(one.flag_bits & 1 for one in archive.infolist())
    except (BadZipFile, OSError, NotImplementedError, ValueError):
        raise Refused(NOT_A_WORKBOOK) from None
    if sealed:
        raise Refused(LOCKED_UP)
    if "xl/vbaProject.bin" in names:
        raise Refused(HAS_MACROS)
    if "xl/workbook.bin" in names:
        raise Refused(BINARY)
    if "mimetype" in names and "content.xml" in names:
        raise Refused(OPEN_DOCUMENT)
    if WORKBOOK not in names:
        raise Refused(NOT_XLSX)


def _check_content(parts: Mapping[str, bytes]) -> None:
    """Refused for a workbook that says of itself that it has macros or is a template."""
    told = tree(parts.get("[Content_Types].xml", b"<none/>"))
    kinds = {one.get("PartName", ""): one.get("ContentType", "") for one in told.iter("Override")}
    kind = kinds.get(f"/{WORKBOOK}", "").lower()
    if "macroenabled" in kind:
        raise Refused(HAS_MACROS)
    if "template" in kind:
        raise Refused(TEMPLATE)


def related(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """What a part points at, by the id of the relation: (the last word of its kind, the name of the part)."""
    folder, _, name = part.rpartition("/")
    told = parts.get(f"{folder}/_rels/{name}.rels")
    if told is None:
        return {}
    return {
        one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _part_name(dirname(part), one.get("Target", "")))
        for one in tree(told).iter("Relationship")
        if one.get("TargetMode") != "External"
    }


def _part_name(folder: str, target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else normpath(join(folder, target))


def with_parts(data: bytes, new: Mapping[str, bytes]) -> bytes:
    """The same file with other contents for some of its parts; order, names, dates and all the rest stay."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as made:
        made.comment = old.comment
        for one in old.infolist():
            content = new.get(one.filename)
            made.writestr(copy(one), old.read(one) if content is None else content)
    return out.getvalue()
