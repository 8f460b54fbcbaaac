"""What the bytes of a file are: refused with a sentence when they are no bank file, else its text. Pure."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

from groupkit.bank.reading.values import MOST_LINES
from groupkit.refusal import Refused

MOST_BYTES = 5 * 1024 * 1024

_CSV = "Your bank offers the same as CSV, often under “download” or “export”. Choose that one"
EMPTY = "This file is empty"
TOO_LARGE = "This file is larger than 5 MB. Download a shorter time from the bank, and choose that"
TOO_LONG = f"This file has more than {MOST_LINES:,} lines. Download a shorter time from the bank, and choose that"
NO_TEXT = f"This file cannot be read as a bank file. {_CSV}"
PDF = f"That is a PDF, which is for reading and printing. {_CSV}"
PICTURE = f"That is a picture. {_CSV}"
WEB_PAGE = f"That is a web page, even if its name says something else: some banks call one .xls. {_CSV}"
LOCKED = (
    "That workbook has a password. Open it in a spreadsheet, save it without the password, as .xlsx or CSV, "
    "and choose that"
)
OLD_EXCEL = "That is an Excel file of the old kind. Open it in a spreadsheet, save it as .xlsx or CSV, and choose that"
OTHER_SHEET = "That is a spreadsheet of another program. Open it there, save it as .xlsx or CSV, and choose that"
PACKED = "That is a packed file. Unpack it, and choose the bank file that is in it"
DEFINES = "This file carries definitions of its own, which no bank's file does. Download it from the bank again"
OTHER_MONEY = "This file is not in pounds, and this book keeps pounds only"
OTHER_KIND = f"This kind of bank file is not known here. {_CSV}"

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|meta|table|div|script)\b", re.IGNORECASE)
_CAMT = re.compile(r"camt\.05[234]|<(?:\w+:)?BkToCstmrStmt", re.IGNORECASE)
_MT940 = re.compile(r"\s*(?:\{1:|:20:)")


def check_bytes(data: bytes) -> None:
    """Refused for what is told by its size and first bytes alone; nothing is read or unpacked here."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE, "file")
    if not data.strip(b" \t\r\n\x00"):
        raise Refused(EMPTY, "file")
    start = data[:64]
    if data[:1024].find(b"%PDF-") >= 0:
        raise Refused(PDF, "file")
    if _is_picture(start):
        raise Refused(PICTURE, "file")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(LOCKED if "EncryptedPackage".encode("utf-16-le") in data else OLD_EXCEL, "file")
    if start.startswith(_PACKED):
        raise Refused(PACKED, "file")
    if start.startswith(b"{\\rtf"):
        raise Refused(OTHER_KIND, "file")


def _is_picture(start: bytes) -> bool:
    if start.startswith(b"BM"):
        return b"\x00" in start
    return start.startswith(_PICTURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP") or start[4:8] == b"ftyp"


def is_packed_workbook(data: bytes) -> bool:
    """Whether the file is an .xlsx inside; refused with a sentence when it is another packed thing."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # a broken archive can break the reader anywhere
        raise Refused(NO_TEXT, "file") from None
    if "xl/workbook.xml" in names:
        return True
    if "mimetype" in names or any(name.startswith("Index") or name.endswith(".iwa") for name in names):
        raise Refused(OTHER_SHEET, "file")
    if "word/document.xml" in names:
        raise Refused(OTHER_KIND, "file")
    raise Refused(PACKED, "file")


def decoded(data: bytes) -> str:
    """Text in whatever way it was saved: UTF-8 with a mark or without, UTF-16, or as Windows does."""
    text = _decoded(data.rstrip(b"\x1a"))
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise Refused(NO_TEXT, "file")
    if not text.strip():
        raise Refused(EMPTY, "file")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _first_of(data, (encoding, "cp1252"))
    if data[1:200:2].count(0) > 20:
        return _first_of(data, ("utf-16-le",))
    if data[0:200:2].count(0) > 20:
        return _first_of(data, ("utf-16-be",))
    return _first_of(data, ("utf-8", "cp1252"))


def _first_of(data: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            # A file that was cut short may end inside a letter.
            if encoding != "cp1252" and error.start >= len(data) - 4 and error.start > 0:
                return data[: error.start].decode(encoding)
    return data.decode("cp1252", errors="replace")


def check_text(text: str) -> None:
    """Refused for text that is no list of lines: a web page, other banks' languages, definitions in disguise."""
    if _HTML.match(text):
        raise Refused(WEB_PAGE, "file")
    if re.search(r"<!\s*(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise Refused(DEFINES, "file")
    start = text[:4_000]
    if _CAMT.search(start) or _MT940.match(start) or start.lstrip()[:1] in ("{", "["):
        raise Refused(OTHER_KIND, "file")
