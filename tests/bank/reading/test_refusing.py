"""What is no bank file is refused with a sentence, at once and in little memory."""

import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from groupkit.bank.reading import Columns, open_file, read
from groupkit.bank.reading.values import MOST_LINES
from groupkit.refusal import Asks, Refused
from tests.bank.reading import samples
from tests.bank.reading.samples import TODAY, a_workbook

pytestmark = pytest.mark.pure


def a_zip(*names: str, size: int = 3) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return out.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<OFX><STMTTRN><NAME>&b;</NAME></STMTTRN></OFX>"
)
SECOND = samples.OFX_XML.replace("12345678", "87654321")
REFUSED = [
    ("a.csv", b"", "empty"),
    ("a.csv", b" \r\n\n\t", "empty"),
    ("a.csv", b"\xef\xbb\xbf\n", "empty"),
    ("a.csv", b",,,\n,,\n", "empty"),
    ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ("a.csv", b"1/4/26,x,2\n" * (MOST_LINES + 1), "more than 20,000 lines"),
    ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "That is a PDF"),
    ("a.csv", b"\x89PNG\r\n\x1a\n\x00", "That is a picture"),
    ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "That is a picture"),
    ("a.heic", b"\x00\x00\x00\x18ftypheic\x00", "That is a picture"),
    ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "That is a picture"),
    ("a.xls", b"<html><body><table><tr><td>Date</td></tr></table>", "That is a web page"),
    ("a.xls", b"\n <!DOCTYPE html><html>", "That is a web page"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "of the old kind"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 99 + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    ("a.ods", a_zip("mimetype", "content.xml"), "another program"),
    ("a.numbers", a_zip("Index/Document.iwa"), "another program"),
    ("a.docx", a_zip("word/document.xml"), "not known here"),
    ("a.zip", a_zip("statement.csv"), "packed file"),
    ("a.csv.gz", b"\x1f\x8b\x08\x00", "packed file"),
    ("a.xlsx", b"PK\x03\x04 nothing more", "cannot be read"),
    ("a.xlsx", a_zip("xl/workbook.xml"), "cannot be read as a spreadsheet"),
    ("a.xlsx", a_zip("xl/workbook.xml", size=60 * 1024 * 1024), "larger inside"),
    ("a.csv", b"Date,Amount\x00\x01\x02\n", "cannot be read as a bank file"),
    ("a.json", b'{"transactions": []}', "not known here"),
    ("a.xml", b'<?xml version="1.0"?><Document><BkToCstmrStmt/></Document>', "not known here"),
    ("a.sta", b":20:STATEMENT\n:25:123\n", "not known here"),
    ("a.ofx", LAUGHS.encode(), "definitions of its own"),
    ("a.ofx", LAUGHS.encode("utf-16"), "definitions of its own"),
    ("a.ofx", b"<OFX></OFX>", "no account in this file"),
    ("a.ofx", (samples.OFX_XML + SECOND).encode(), "more than one account"),
    ("a.ofx", samples.OFX_XML.replace(">GBP<", ">EUR<").encode(), "not in pounds"),
    ("a.ofx", b"<OFX>" + b"<STMTTRN>" * 100_000, "more than 20,000 lines"),
    ("a.qif", b"!Type:Invst\nD1/4/26\n^\n", "no bank, cash or card account"),
    ("a.qif", b"!Type:Cat\nNFood\n^\n", "no bank, cash or card account"),
    ("a.qif", b"!Type:Bank\n", "no payment in this file"),
    ("a.qif", (samples.QIF * 2).encode(), "more than one account"),
    ("a.csv", b"Date,Description,Amount (EUR)\n15/04/2026,x,2.00\n", "not in pounds"),
]


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED)
def test_what_cannot_be_read_gets_a_sentence(name: str, data: bytes, sentence: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(Refused, match=sentence) as refused:
        open_file(data, name, today=TODAY)
    assert refused.value.field == "file"
    assert time.perf_counter() - begun < 2


def test_size_is_looked_at_before_anything_else() -> None:
    for start in (b"1/4/26,x,2\n", b"PK\x03\x04"):
        data = start + bytes(200 * 1024 * 1024)
        tracemalloc.start()
        begun = time.perf_counter()
        with pytest.raises(Refused, match="larger than 5 MB"):
            open_file(data, "a.xlsx", today=TODAY)
        taken, most = time.perf_counter() - begun, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert taken < 0.5 and most < 1_000_000


def test_two_accounts_in_a_table_are_refused() -> None:
    text = samples.BARCLAYS.replace("12345678,2.00", "87654321,2.00")
    with pytest.raises(Refused, match="more than one account"):
        read(open_file(text.encode(), "b.csv", today=TODAY), today=TODAY)


def test_a_file_that_nobody_knows_asks_for_its_columns() -> None:
    opened = open_file(b"a,b\nc,d\n", "a.csv", today=TODAY)
    assert opened.layout is None and opened.guess is None
    with pytest.raises(Asks) as asked:
        read(opened, today=TODAY)
    assert asked.value.field == "columns"
    found = read(opened, Columns(day=0, words=(1,), amount=5), today=TODAY)
    assert (found.lines, len(found.unread) + len(found.left_out)) == ([], 2)
    far = read(opened, Columns(day=0, words=(), amount=1, first_row=9_999), today=TODAY)
    assert (far.lines, far.unread) == ([], [])


def test_an_order_of_days_is_one_of_three() -> None:
    opened = open_file(samples.QIF.encode(), "a.qif", today=TODAY)
    with pytest.raises(Refused):
        read(opened, date_order="dym", today=TODAY)


def test_columns_come_back_from_what_is_kept() -> None:
    chosen = Columns(day=2, words=(0, 4), paid_in=5, paid_out=6, balance=7, date_order="mdy", first_row=3)
    assert Columns.from_json(chosen.to_json()) == chosen


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "null", "[]", "7", "{}", '{"day": 0}', '{"day": 0, "words": [1]}', "[" * 100_000, "9" * 10_000),
        *('{"day": "0", "words": [1], "amount": 2}', '{"day": true, "words": [1], "amount": 2}'),
        *('{"day": 0, "words": 1, "amount": 2}', '{"day": 0, "words": ["1"], "amount": 2}'),
        *('{"day": -1, "words": [1], "amount": 2}', '{"day": 60, "words": [1], "amount": 2}'),
        *('{"day": 0, "words": [1], "amount": 2, "x": 1}', '{"day": 0, "words": [1], "amount": 2.0}'),
        *('{"day": 0, "words": [1], "amount": 1}', '{"day": 0, "words": [1], "amount": 2, "paid_in": 3}'),
        *('{"day": 0, "words": [1], "amount": 2, "date_order": "dym"}',),
        *('{"day": 0, "words": [1], "amount": 2, "date_order": []}',),
        *('{"day": 0, "words": [1], "amount": 2, "first_row": -1}',),
        *('{"day": 0, "words": [1], "amount": 2, "out_is_positive": 1}',),
        *('{"day": 0, "words": [[1]], "amount": 2}', '{"day": null, "words": [1], "amount": 2}'),
    ],
)
def test_rubbish_is_no_way_to_read_a_table(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Columns.from_json(text)
    assert refused.value.sentence


def test_a_workbook_may_hold_the_table() -> None:
    rows: list[list[object]] = [["Date", "Details", "Debit", "Credit"], ["15/04/2026", "Cakes", 12.34, None]]
    opened = open_file(a_workbook(rows), "a.xlsx", today=TODAY)
    assert [line.pence for line in read(opened, opened.guess, today=TODAY).lines] == [-1_234]
