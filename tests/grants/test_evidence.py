"""The evidence pack: what was filed, each receipt by its number, within the size that a funder takes."""

import tracemalloc
from io import BytesIO
from zipfile import ZipFile

from flask import Flask
from sqlalchemy import update

from groupkit import packing
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.grants import evidence, operations, queries
from groupkit.ledger import operations as ledger
from groupkit.ledger.models import Entry
from tests import builders
from tests.browsing import links_of, text_of
from tests.grants.giving import NOON, Giving, Saved, picture

MANY, EACH = 60, 200_000


def with_receipts(giving: Giving, many: int, size: int = 300) -> list[Entry]:
    """Payments with a receipt each, of so many bytes that pack no smaller."""
    giving.receive()
    found = []
    for number in range(many):
        entry = giving.spend(100 + number)
        photo = picture(name=f"Tamsin's receipt {number}.png")
        ledger.attach_receipt(entry, photo, giving.by)
        found.append(entry)
    return found


def swell(data: bytes) -> None:
    """Every kept picture takes so much room."""
    db.session.execute(update(StoredFile).values(data=data))
    db.session.expire_all()


def test_it_holds_the_return_and_every_receipt_by_its_number(giving: Giving) -> None:
    found = with_receipts(giving, 3)
    giving.write()
    pack = evidence.plan(giving.row, giving.file(), giving.by)
    assert (len(pack.parts), pack.receipts, pack.notes) == (1, 3, ())
    with packing.make(pack.parts[0], NOON) as made, ZipFile(made) as zipped:
        names = zipped.namelist()
        cover = zipped.read(packing.COVER).decode()
        assert zipped.testzip() is None
    receipts = [name for name in names if name.startswith("receipts/")]
    assert receipts == [f"receipts/{one.reference.replace('/', '-')}-1.png" for one in found]
    assert "return.xlsx" in names and "return.docx" in names
    assert all(name in cover for name in names if name != packing.COVER)
    assert "Tamsin" not in cover and "Tamsin" not in " ".join(names)


def test_the_very_bytes_that_were_filed_are_in_it(giving: Giving) -> None:
    with_receipts(giving, 1)
    giving.write()
    filed = giving.file()
    with packing.make(evidence.plan(giving.row, filed, giving.by).parts[0], NOON) as made, ZipFile(made) as zipped:
        assert zipped.read("return.xlsx") == filed.workbook
        assert zipped.read("return.docx") == filed.document


def test_a_receipt_of_another_fund_or_of_a_later_day_is_not_in_it(giving: Giving) -> None:
    with_receipts(giving, 1)
    giving.write()
    filed = giving.file()
    ledger.attach_receipt(giving.spend(500, day=NOON.date()), picture(), giving.by)
    assert evidence.plan(giving.row, filed, giving.by).receipts == 2
    row = giving.row
    draft = queries.draft_of(row)
    written = operations.Written(until=NOON.date().replace(month=10))
    operations.save_draft(row, draft.version, draft.format, draft.answers, giving.by, written=written)
    assert evidence.plan(row, giving.file(), giving.by).receipts == 1


def test_a_limit_makes_parts_within_it(giving: Giving) -> None:
    with_receipts(giving, 4)
    giving.row.most_megabytes = 1
    giving.write()
    filed = giving.file()
    swell(bytes(range(256)) * 2_400)
    pack = evidence.plan(giving.row, filed, giving.by)
    assert len(pack.parts) > 1 and "part-1-of-" in pack.parts[0].name
    names: list[str] = []
    for part in pack.parts:
        with packing.make(part, NOON) as made:
            assert len(made.read()) <= evidence.MEGABYTE
            made.seek(0)
            names += [name for name in ZipFile(made).namelist() if name != packing.COVER]
    assert len(names) == len(set(names)) == 6


def test_memory_stays_flat_however_many_receipts(giving: Giving) -> None:
    """One receipt is in memory at a time: sixty of 200 kB take no more than a few of them would."""
    with_receipts(giving, MANY)
    giving.write()
    filed = giving.file()
    data = bytes(range(256)) * (EACH // 256)
    swell(data)
    del data
    pack = evidence.plan(giving.row, filed, giving.by)
    tracemalloc.start()
    with packing.make(pack.parts[0], NOON) as made:
        peak = tracemalloc.get_traced_memory()[1]
        assert made.seek(0, 2) > MANY * 150_000
    tracemalloc.stop()
    assert peak < 20 * EACH


def test_the_page_leads_to_the_file(app: Flask, saved: Saved) -> None:
    tamsin = builders.sign_in_as(app.test_client(), saved.group.tamsin)
    with builders.in_books_of(saved.group):
        given = saved.giving()
        with_receipts(given, 2)
        given.write()
        given.file()
    page = tamsin.get(saved.url("/returns/1/evidence"))
    assert "2 receipts named by number" in text_of(page)
    link = next(link for link in links_of(page) if link.endswith("/evidence/1"))
    answer = tamsin.get(link)
    assert answer.mimetype == packing.MIME_TYPE
    assert len(ZipFile(BytesIO(answer.data)).namelist()) == 5
    assert tamsin.get(saved.url("/returns/1/evidence/2")).status_code == 404
