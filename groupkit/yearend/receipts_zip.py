"""Every receipt of a year as one ZIP file, each named by its reference; one picture at a time is in memory."""

from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import select

from groupkit import dates, workbook
from groupkit.access.actor import Actor
from groupkit.dates import FinancialYear, long_day
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.yearend import pack
from groupkit.yearend.pack import ReceiptFile

MIME_TYPE = "application/zip"
LIST = "what-is-here.txt"


def make(year: FinancialYear, actor: Actor) -> tuple[IO[bytes], str]:
    """The ZIP file and its name. Photos and PDFs are packed already, so they are stored as they are."""
    found = pack.receipts(year)
    made: IO[bytes] = TemporaryFile()  # noqa: SIM115 (it is closed behind its last byte)
    with ZipFile(made, "w", ZIP_STORED) as zipped:
        zipped.writestr(_named(LIST), _list(year, actor, found).encode())
        for one in found:
            if not one.gone:
                data = db.session.scalar(select(StoredFile.data).where(StoredFile.id == one.file_id))
                zipped.writestr(_named(one.name), data or b"")
                db.session.expunge_all()
    made.seek(0)
    name = workbook.safe_file_name(actor.slug, "receipts", year.label).removesuffix(".xlsx")
    return made, f"{name}.zip"


def _named(name: str) -> ZipInfo:
    return ZipInfo(name, dates.now().timetuple()[:6])


def _list(year: FinancialYear, actor: Actor, found: list[ReceiptFile]) -> str:
    lines = [
        f"{actor.group_name}",
        f"Receipts from {long_day(year.first)} to {long_day(year.last)}",
        "Each file is named by the number of its line in the cash book, with its SHA-256 fingerprint beside it here.",
        "",
        *(f"{one.name}  {one.digest}" if not one.gone else f"{one.reference}: covered. {one.gone}" for one in found),
    ]
    return "\r\n".join([*lines, ""]) if found else "\r\n".join([*lines, "There are no receipts.", ""])
