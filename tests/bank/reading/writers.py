"""Writing any list of lines as each bank would: the other way round from reading, for the property tests."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from xml.sax.saxutils import escape

from groupkit.money import figures
from tests.bank.reading.samples import a_workbook

Line = tuple[date, int, str, int]
"""Day, pence, words, balance."""


def plain(pence: int) -> str:
    return figures(pence).replace(",", "")


def _out(pence: int, nothing: str = "") -> str:
    return plain(-pence) if pence < 0 else nothing


def _in(pence: int, nothing: str = "") -> str:
    return plain(pence) if pence >= 0 else nothing


def _csv(
    headings: str, rows: Sequence[Sequence[str]], encoding: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    out = StringIO()
    csv.writer(out, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return f"{headings}{out.getvalue()}".encode(encoding)


def _uk(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def barclays(lines: Sequence[Line]) -> bytes:
    rows = [["", _uk(day), "20-12-34 12345678", plain(pence), "x", words] for day, pence, words, _ in lines[::-1]]
    return _csv("Number,Date,Account,Amount,Subcategory,Memo\n", rows)


def lloyds(lines: Sequence[Line]) -> bytes:
    headings = (
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,"
        "Credit Amount,Balance,\n"
    )
    return _csv(
        headings,
        [
            [_uk(day), "FPI", "'30-12-34", "12345678", words, _out(pence), _in(pence), plain(after), ""]
            for day, pence, words, after in lines[::-1]
        ],
    )


def natwest(lines: Sequence[Line]) -> bytes:
    return _csv(
        "\nDate, Type, Description, Value, Balance, Account Name, Account Number\n",
        [
            [day.strftime("%d %b %Y"), "BAC", f"'{words}", plain(pence), plain(after), "'US", "'601234-12345678"]
            for day, pence, words, after in lines[::-1]
        ],
    )


def hsbc(lines: Sequence[Line]) -> bytes:
    return _csv("", [[_uk(day), words, figures(pence)] for day, pence, words, _ in lines[::-1]])


def hsbc_business(lines: Sequence[Line]) -> bytes:
    lasts = {line[0]: at for at, line in enumerate(lines)}
    return _csv(
        "Date,Type,Description,Paid out,Paid in,Balance\n",
        [
            [
                *(day.strftime("%d %b %y"), "x", words, _out(pence), _in(pence)),
                figures(after) if lasts[day] == at else "",
            ]
            for at, (day, pence, words, after) in enumerate(lines)
        ],
    )


def nationwide(lines: Sequence[Line]) -> bytes:
    top = '"Account Name:","Ours ****12345"\n"Account Balance:","£1.00"\n"Available Balance: ","£1.00"\n\n'
    headings = '"Date","Transaction type","Description","Paid out","Paid in","Balance"\n'
    rows = [
        [
            day.strftime("%d %b %Y"),
            "",
            words,
            f"£{figures(-pence)}" if pence < 0 else "",
            f"£{figures(pence)}" if pence >= 0 else "",
            f"£{figures(after)}" if after >= 0 else f"-£{figures(-after)}",
        ]
        for day, pence, words, after in lines
    ]
    return _csv(top + headings, rows, "cp1252", csv.QUOTE_ALL)


def cooperative(lines: Sequence[Line]) -> bytes:
    rows = [
        ",".join([day.isoformat(), words.replace('"', "'"), "CARD", _in(pence), _out(pence), plain(after)])
        for day, pence, words, after in lines[::-1]
    ]
    return "\n".join(["Date,Description,Type,Money In,Money Out,Balance", *rows, ""]).encode("utf-8-sig")


def santander(lines: Sequence[Line]) -> bytes:
    blocks = [
        f"Date: {_uk(day)}\nDescription: {words}\nAmount: {plain(pence)} \nBalance: {plain(after)} \n"
        for day, pence, words, after in lines[::-1]
    ]
    top = "From: 01/04/2026 to 30/04/2026\n\nAccount: XXXX XXXX XXXX 1234\n"
    return "\n".join([top, *blocks]).replace(": ", ":\xa0").encode("latin-1", "replace")


def santander_business(lines: Sequence[Line]) -> bytes:
    return _csv(
        "Date,Narrative,Transaction Type,Debit,Credit,Current Balance\n",
        [
            [_uk(day), words, "x", _out(pence, "0.00"), _in(pence, "0.00"), plain(after)]
            for day, pence, words, after in lines[::-1]
        ],
    )


def monzo(lines: Sequence[Line]) -> bytes:
    headings = (
        "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,"
        "Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In,Balance,Balance currency\n"
    )
    return _csv(
        headings,
        [
            [
                *(f"tx_{at}", _uk(day), "10:00:00", "x", words, "🍰", "x", plain(pence), "GBP", plain(pence), "GBP"),
                *("", "", "", words, "", plain(min(pence, 0)), plain(max(pence, 0)), plain(after), "GBP"),
            ]
            for at, (day, pence, words, after) in enumerate(lines)
        ],
    )


def starling(lines: Sequence[Line]) -> bytes:
    return _csv(
        "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes\n",
        [[_uk(day), words, "", "x", plain(pence), plain(after), "NONE", ""] for day, pence, words, after in lines],
    )


def metro(lines: Sequence[Line]) -> bytes:
    return _csv(
        "Date,Details,Transaction Type,In,Out,Balance\n",
        [
            [_uk(day), words, "x", _in(pence, "0.00"), _out(pence, "0.00"), plain(after)]
            for day, pence, words, after in lines
        ],
        "utf-16",
    )


def metro_other(lines: Sequence[Line]) -> bytes:
    return _csv(
        "Date,Transaction type,Description,Money out,Money in,Balance\n",
        [[_uk(day), "x", words, _out(pence), _in(pence), plain(after)] for day, pence, words, after in lines[::-1]],
    )


def virgin(lines: Sequence[Line]) -> bytes:
    return _csv(
        "",
        [
            [day.strftime("%Y/%m/%d"), "x", "82-12-34 12345678", "x", "GBP", "x", words, plain(pence), ""]
            for day, pence, words, _ in lines
        ],
    )


def ofx(lines: Sequence[Line]) -> bytes:
    rows = [
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{day:%Y%m%d}120000[0:GMT]\n<TRNAMT>{plain(pence)}\n<FITID>1\n"
        f"<NAME>{escape(words)}\n</STMTTRN>\n"
        for day, pence, words, _ in lines[::-1]
    ]
    top = "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><STMTRS><CURDEF>GBP<BANKACCTFROM><ACCTID>12345678</BANKACCTFROM>"
    return f"{top}<BANKTRANLIST>{''.join(rows)}</BANKTRANLIST></STMTRS></OFX>".encode()


def qfx(lines: Sequence[Line]) -> bytes:
    rows = [
        f"<STMTTRN><DTPOSTED>{day:%Y%m%d}</DTPOSTED><TRNAMT>{plain(pence)}</TRNAMT><MEMO>{escape(words)}</MEMO></STMTTRN>"
        for day, pence, words, _ in lines
    ]
    top = '<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX><STMTRS><CURDEF>GBP</CURDEF>'
    return f"{top}<BANKTRANLIST>{''.join(rows)}</BANKTRANLIST></STMTRS></OFX>".encode("utf-8-sig")


def qif(lines: Sequence[Line]) -> bytes:
    rows = [f"D{day:%d/%m'%y}\nT{figures(pence)}\nP{words}\n^\n" for day, pence, words, _ in lines]
    return f"!Type:Bank\n{''.join(rows)}".encode()


def xlsx(lines: Sequence[Line]) -> bytes:
    headings: list[object] = ["Date", "Counter Party", "Reference", "Type", "Amount (GBP)", "Balance (GBP)"]
    return a_workbook(
        [headings, *([day, words, "", "x", pence / 100, after / 100] for day, pence, words, after in lines)]
    )


WRITERS: dict[str, Callable[[Sequence[Line]], bytes]] = {
    f"{write.__name__}.{kind}": write
    for kind, of_kind in {
        "csv": (
            *(barclays, lloyds, natwest, hsbc, hsbc_business, nationwide, cooperative, santander_business, monzo),
            *(starling, metro, metro_other, virgin),
        ),
        "txt": (santander,),
        "ofx": (ofx,),
        "qfx": (qfx,),
        "qif": (qif,),
        "xlsx": (xlsx,),
    }.items()
    for write in of_kind
}
"""By file name: what writes it."""
NO_BALANCE = frozenset({"barclays.csv", "hsbc.csv", "hsbc_business.csv", "virgin.csv", "ofx.ofx", "qfx.qfx", "qif.qif"})
"""Files that say no balance, or not on every line."""
