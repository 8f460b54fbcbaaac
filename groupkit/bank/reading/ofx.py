"""Reading OFX and QFX: SGML whose tags are left open, and XML, by a small reader of our own. Pure."""

import re
from dataclasses import dataclass, field

from groupkit.bank.reading.decoding import OTHER_MONEY, TOO_LONG
from groupkit.bank.reading.values import MOST_LINES, Columns, Table
from groupkit.refusal import Refused

COLUMNS = Columns(day=0, words=(1, 2), amount=3, bank_id=4, date_order="ymd")
"""Where the rows that are made of such a file hold what."""

SEVERAL = "This file holds more than one account. Download each account by itself, and bring them in one by one"
NO_MONEY = "There is no account in this file. Download it from the bank again, or choose CSV there"

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._]{0,31})[^<>]{0,200}>([^<]*)")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_FIVE = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


@dataclass
class _Found:
    """What has been met so far, while going through the tags."""

    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    statements: int = 0
    money: set[str] = field(default_factory=set)
    closing: str = ""


@dataclass(frozen=True)
class Ofx:
    """An OFX file as rows: day, name, memo, amount, FITID; its one account, and the balance at the end as written."""

    table: Table
    account: str
    closing: str


def is_ofx(text: str) -> bool:
    """Whether a text is one: by its own header or its first tag."""
    start = text[:3_000].upper()
    return "OFXHEADER" in start or "<OFX>" in start or "<STMTTRN>" in start


def read_ofx(text: str) -> Ofx:
    """The lines of the one account in an OFX file; refused with a sentence when it holds several, or other money."""
    found = _gone_through(_without_cdata(text))
    if len(found.accounts) > 1 or (not found.accounts and found.statements > 1):
        raise Refused(SEVERAL, "file")
    if found.money - {"GBP", ""}:
        raise Refused(OTHER_MONEY, "file")
    if not found.statements and not found.rows:
        raise Refused(NO_MONEY, "file")
    return Ofx(Table(found.rows, None, "csv", found.numbers), "".join(found.accounts), found.closing)


def _without_cdata(text: str) -> str:
    """Letters that stand between CDATA marks, which mean only themselves, written as elsewhere."""
    before, *pieces = text.split("<![CDATA[")
    written = [before]
    for piece in pieces:
        inside, end, after = piece.partition("]]>")
        written += [inside.replace("&", "&amp;").replace("<", "&lt;") if end else inside, after]
    return "".join(written)


def _gone_through(text: str) -> _Found:
    found = _Found()
    inside: dict[str, str] | None = None
    parts: list[str] = []
    row = line = 1
    at = 0
    for tag in _TAG.finditer(text):
        line += text.count("\n", at, tag.start())
        at = tag.start()
        name = tag[2].upper()
        if name == "STMTTRN" or (inside is not None and tag[1] and name == "BANKTRANLIST"):
            _keep(found, inside, row)
            inside, row = (None if tag[1] else {}), line
        elif inside is not None:
            if not tag[1]:
                inside.setdefault(name, _plain(tag[3]))
        else:
            _about(found, parts, name, bool(tag[1]), _plain(tag[3]))
    # A file that was cut short may end inside an amount.
    _keep(found, None if inside is None else {**inside, "TRNAMT": ""}, row)
    return found


def _keep(found: _Found, inside: dict[str, str] | None, row: int) -> None:
    if inside is None:
        return
    memo = inside.get("MEMO", "")
    name = inside.get("NAME", "") or inside.get("PAYEE", "")
    amount = _amount(inside.get("TRNAMT", ""))
    if "CURRENCY" in inside and inside.get("CURSYM", "").upper() not in ("", "GBP"):
        amount = f"{amount} {inside['CURSYM']}"  # then it is not in the money of the account
    # Banks often begin the memo with the name again.
    name = "" if memo.casefold().startswith(name.casefold()) else name
    found.rows.append([inside.get("DTPOSTED", ""), name, memo, amount, inside.get("FITID", "")])
    found.numbers.append(row)
    if len(found.rows) > MOST_LINES:
        raise Refused(TOO_LONG, "file")


def _about(found: _Found, parts: list[str], name: str, closes: bool, value: str) -> None:
    """What stands outside the payments: whose statement it is, in which money, and what was there at the end."""
    if name in ("BANKACCTFROM", "CCACCTFROM", "LEDGERBAL", "AVAILBAL"):
        parts[:] = [] if closes else [name]
    elif closes:
        return
    elif name in ("STMTRS", "CCSTMTRS", "INVSTMTRS"):
        found.statements += 1
    elif name == "CURDEF":
        found.money.add(value.upper())
    elif name == "ACCTID" and parts[:1] in (["BANKACCTFROM"], ["CCACCTFROM"]):
        found.accounts.add(value)
    elif name == "BALAMT" and parts == ["LEDGERBAL"]:
        found.closing = _amount(value)


def _amount(written: str) -> str:
    """OFX writes no comma between thousands, so a comma alone is its point."""
    return written.replace(",", ".") if written.count(",") == 1 and "." not in written else written


def _plain(value: str) -> str:
    return _ENTITY.sub(_letter, value.strip()[:1_000])


def _letter(match: re.Match[str]) -> str:
    name = match[1]
    if name in _FIVE:
        return _FIVE[name]
    number = int(name[2:], 16) if name.startswith("#x") else int(name[1:])
    return chr(number) if 32 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
