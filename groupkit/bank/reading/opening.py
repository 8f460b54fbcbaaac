"""Opening a bank file: what it is, by which layout it can be read, and what has to be asked first. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from groupkit import dates
from groupkit.bank.reading import blocks, ofx, qif
from groupkit.bank.reading.days import is_day, orders_of, reads_most
from groupkit.bank.reading.decoding import check_bytes, check_text, decoded, is_packed_workbook
from groupkit.bank.reading.figures import NotAFigure, is_figure, read_figure
from groupkit.bank.reading.guessing import guess
from groupkit.bank.reading.layouts import LOOKED_AT, Layout, Shape, plain, recognised, shipped
from groupkit.bank.reading.order import by_day, first_break, turned
from groupkit.bank.reading.rows import Taken, take_rows
from groupkit.bank.reading.tables import read_text, read_workbook, width_of, with_header
from groupkit.bank.reading.values import DATE_ORDERS, Columns, Statement, Table
from groupkit.refusal import Asks, Refused
from groupkit.words import clean_line

ASK_ORDER = "Choose in what order this file writes its days: it could be day and month, or month and day"
ASK_COLUMNS = "Choose which column holds what: this file is not laid out like any that is known here"
SEVERAL = "This file holds more than one account. Download each account by itself, and bring them in one by one"
_NAMES = {"ofx": "OFX", "qif": "QIF"}


@dataclass(frozen=True)
class Opened:
    """A bank file that can be read, and what is known of it before a person has said anything."""

    kind: str
    """csv, xlsx, txt (blocks of lines), ofx or qif"""
    table: Table
    layout: Layout | None
    guess: Columns | None
    """How to read it: as the layout says, or the best guess for a person to look at."""
    asks_date_order: bool
    account: str = ""
    """The account as the file writes it above the lines."""
    account_place: int | None = None
    """The column that says on every line whose it is."""
    closing: str = ""

    @property
    def known(self) -> bool:
        """Whether nobody has to choose columns."""
        return self.layout is not None or self.kind in _NAMES


def open_file(data: bytes, name: str, known: Iterable[Layout] | None = None, today: date | None = None) -> Opened:
    """What a file is; `known` are the layouts, those that come with groupkit when left out.

    Raises Refused with a sentence for what cannot be read at all. The size is looked at first.
    """
    check_bytes(data)
    here, today = (shipped() if known is None else list(known)), today or dates.today()
    if is_packed_workbook(data):
        return _table("xlsx", read_workbook(data), here, today)
    text = decoded(data)
    check_text(text)
    if ofx.is_ofx(text):
        found = ofx.read_ofx(text)
        return Opened("ofx", found.table, None, ofx.COLUMNS, False, found.account, closing=found.closing)
    if qif.is_qif(text, name):
        table = qif.read_qif(text)
        order = orders_of((row[0] for row in table.rows), today)[0]
        return Opened("qif", table, None, replace(qif.COLUMNS, date_order=order), True)
    if in_blocks := blocks.block_layout(text, here):
        table, columns, account = blocks.read_blocks(text, *in_blocks)
        return Opened("txt", table, in_blocks[0], columns, False, account)
    return _table("csv", read_text(text), here, today)


def read(
    opened: Opened, columns: Columns | None = None, date_order: str | None = None, today: date | None = None
) -> Statement:
    """The lines of an opened file, by its layout or by the columns that a person chose.

    Raises Asks when columns or the order of days have to be chosen first, Refused when the file holds two accounts.
    """
    today = today or dates.today()
    how = columns or (opened.guess if opened.known else None)
    if how is None:
        raise Asks(ASK_COLUMNS, "columns")
    if date_order is not None:
        if date_order not in DATE_ORDERS:
            raise Refused(ASK_ORDER, "date_order")
        how = replace(how, date_order=date_order)
    elif columns is None and opened.asks_date_order:
        raise Asks(ASK_ORDER, "date_order")
    taken = take_rows(opened.table, how, today)
    layout = opened.layout if columns is None else None
    in_order = turned(taken.lines, taken.unread, layout is not None and layout.newest_first)
    lines = by_day(in_order)
    return Statement(
        lines=lines,
        unread=taken.unread,
        broken=first_break(in_order, taken.unread),
        layout=layout.key if layout else opened.kind if opened.kind in _NAMES else "",
        layout_name=layout.name if layout else _NAMES.get(opened.kind, ""),
        account_hint=_hint(opened, taken),
        currency_other=taken.other_money,
        left_out=taken.left_out,
        closing=_closing(opened.closing) if opened.closing else in_order[-1].balance if in_order else None,
    )


def _table(kind: str, table: Table, known: list[Layout], today: date) -> Opened:
    """A table by its headings, else by the places of its columns, else by a guess."""
    if headed := recognised(table.rows, known):
        layout, shape, header = headed
        account = _account_above(table.rows[:header])
        return _laid_out(kind, with_header(table, header), layout, shape, header + 1, account, today)
    for layout in known:
        for shape in layout.shapes:
            if shape.kind == "places" and _is_placed(table.rows, shape, layout.date_order, today):
                return _laid_out(kind, table, layout, shape, 0, "", today)
    guessed = guess(table.rows, today)
    if guessed is None:
        return Opened(kind, table, None, None, False)
    columns, found, asks = guessed
    account = _account_above(table.rows[: found or columns.first_row])
    return Opened(kind, with_header(table, found), None, columns, asks, account)


def _laid_out(kind: str, table: Table, layout: Layout, shape: Shape, first: int, account: str, today: date) -> Opened:
    cells = [plain(cell) for cell in table.rows[table.header]] if table.header is not None else []

    def place(name: str) -> int:
        return cells.index(plain(name)) if shape.kind == "headings" else int(name) - 1

    # A heading that may follow need not be there.
    there = {key: name for key, name in shape.columns.items() if shape.kind == "places" or plain(name) in cells}
    single = {key: place(name) for key, name in there.items() if key not in ("account", "id")}
    columns = Columns(
        day=place(shape.day),
        words=tuple(place(name) for name in shape.words if shape.kind == "places" or plain(name) in cells),
        bank_id=place(there["id"]) if "id" in there else None,
        date_order=layout.date_order,
        first_row=first,
        out_is_positive=layout.out_is_positive,
        **single,
    )
    days = [row[columns.day] for row in table.rows[first:] if len(row) > columns.day]
    asks = not reads_most(days, layout.date_order, today)
    at = place(there["account"]) if "account" in there else None
    return Opened(kind, table, layout, columns, asks, account, at)


def _is_placed(rows: list[list[str]], shape: Shape, order: str, today: date) -> bool:
    """Whether a file without headings looks so: four of five rows at its top, the first among them."""
    fits = [_row_is_placed(cells, shape, order, today) for cells in rows[:LOOKED_AT]]
    return fits[0] and sum(fits) * 5 >= len(fits) * 4


def _row_is_placed(cells: list[str], shape: Shape, order: str, today: date) -> bool:
    if not shape.least <= len(cells) or width_of(cells) > shape.most:
        return False
    amounts = [cells[int(one) - 1] for one in (shape.amount, shape.paid_in, shape.paid_out) if one]
    words = cells[int(shape.words[0]) - 1]
    day = cells[int(shape.day) - 1]
    return is_day(day, order, today) and not day.isdigit() and any(map(is_figure, amounts)) and not is_figure(words)


def _account_above(rows: list[list[str]]) -> str:
    """The account that is named above the table, if it is; a name counts where it ends in ****1234."""
    for cells in rows:
        label, _colon, value = cells[0].partition(":")
        written = clean_line(value[:200]) or (clean_line(cells[1][:200]) if len(cells) > 1 else "")
        if plain(label) in ("account", "accountnumber", "accountno") or (
            plain(label) == "accountname" and "*" in written
        ):
            return written
    return ""


def _hint(opened: Opened, taken: Taken) -> str:
    """The last four figures of the one account; refused when lines belong to two."""
    place = opened.account_place
    rows = [opened.table.rows[at] for at in taken.places] if place is not None else []
    written = {clean_line(row[place][:200]) for row in rows if place is not None and len(row) > place} - {""}
    numbers = {number for one in written if (number := _number(one))}
    if len(numbers) > 1:
        raise Refused(SEVERAL, "file")
    return "".join(numbers)[-4:] or _number(opened.account)[-4:]


def _number(account: str) -> str:
    """The figures of an account number; none where a spreadsheet has made 1.23E+07 of it."""
    if re.search(r"[0-9][eE]\+?[0-9]", account):
        return ""
    figures = re.sub(r"[^0-9]", "", account)
    return figures if len(figures) >= 4 else ""


def _closing(written: str) -> int | None:
    try:
        return read_figure(written)
    except NotAFigure:
        return None
