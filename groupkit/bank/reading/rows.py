"""The rows of a table as lines of a statement, each taken, unread with a sentence, or left out with one. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from groupkit.bank.reading.days import NotADay, is_day, read_day
from groupkit.bank.reading.figures import NotAFigure, OtherMoney, direction, is_figure, read_figure
from groupkit.bank.reading.tables import width_of
from groupkit.bank.reading.values import Columns, StatementLine, Table, Unread
from groupkit.words import clean_line

MOST_WORDS = 300
MOST_SHOWN = 120

_NO_PAYMENT = re.compile(
    r"(?:sub-?)?totals?\b|(?:opening|closing|current|available|start|end(?:ing)?) balance|balance\b|end of"
    r"|brought forward|carried forward|page \d|generated|printed|number of|\*+",
    re.IGNORECASE,
)
_ENDS_HIGH = re.compile(r"\s*[-+£(]{0,3}[0-9]{1,3}", re.ASCII)
_GOES_ON = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2})?[-)]?\s*", re.ASCII)
"""What `1,234.56` becomes when nobody put quotation marks around it."""
_POUNDS = frozenset({"", "GBP", "£", "POUND", "POUNDS", "STERLING"})


class _NotALine(Exception):
    """Why a row is not taken, as the end of a sentence; `money` when it is in another money."""

    def __init__(self, why: str, money: bool = False) -> None:
        super().__init__(why)
        self.money = money


@dataclass
class Taken:
    """What the rows of a table gave, in the order of the file."""

    lines: list[StatementLine] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """For each line, in which row of the table it stands."""
    unread: list[Unread] = field(default_factory=list)
    left_out: list[Unread] = field(default_factory=list)
    other_money: bool = False


def take_rows(table: Table, columns: Columns, today: date) -> Taken:
    """Every row from the first one with money, as a line or with a sentence on why it is none."""
    taken = Taken()
    header = table.rows[table.header] if table.header is not None else None
    width = _width(table, header, columns.first_row)
    for place in range(columns.first_row, len(table.rows)):
        cells = table.rows[place]
        number = table.numbers[place] if place < len(table.numbers) else place + 1
        try:
            taken.lines.append(_taken(cells, number, table.kind, width, columns, today))
            taken.places.append(place)
        except _NotALine as reason:
            _note(taken, cells, number, header, columns, today, reason)
    return taken


def _note(
    taken: Taken,
    cells: list[str],
    number: int,
    header: list[str] | None,
    columns: Columns,
    today: date,
    reason: _NotALine,
) -> None:
    shown = clean_line(", ".join(cell for cell in cells if cell.strip())[:1_000])[:MOST_SHOWN]
    why = _why_no_payment(cells, header, columns, today)
    if why:
        taken.left_out.append(Unread(number, shown, f"Line {number}: {why}"))
    else:
        taken.unread.append(Unread(number, shown, f"Line {number}: {reason}"))
        taken.other_money = taken.other_money or reason.money


def _why_no_payment(cells: list[str], header: list[str] | None, columns: Columns, today: date) -> str:
    """What a row is when it is no payment; empty when it may be one."""
    if cells == header:
        return "the headings stand here again"
    filled = [text for cell in cells if (text := clean_line(cell[:500]))]
    amounts = [_cell(cells, place) for place in (columns.amount, columns.paid_in, columns.paid_out)]
    if is_day(_cell(cells, columns.day), columns.date_order, today):
        words = " ".join(_cell(cells, place) for place in columns.words)
        if not any(amounts) and _NO_PAYMENT.match(words):
            return "this is a balance, and no payment"
        return ""
    if filled and _NO_PAYMENT.match(filled[0]):
        return "this is a total or a balance, and no payment"
    if len(filled) <= 2 and not any(map(is_figure, filled)) and not _cell(cells, columns.day)[:1].isdigit():
        return "these are words beside the table"
    return ""


def _cell(cells: list[str], place: int | None) -> str:
    return clean_line(cells[place][:2_000]) if place is not None and place < len(cells) else ""


def _width(table: Table, header: list[str] | None, first: int) -> int:
    """How many columns a row should have: as many as there are headings, else as many as most rows have."""
    if header:
        return width_of(header)
    widths = Counter(map(len, table.rows[first:]))
    return widths.most_common(1)[0][0] if widths else 0


def _taken(cells: list[str], number: int, kind: str, width: int, columns: Columns, today: date) -> StatementLine:
    """A row as a line; where words hold commas without quotation marks, the columns are put together again."""
    if kind != "csv" or len(cells) <= width:
        return _line(cells, number, kind, columns, today)
    why = _NotALine("it has more columns than the others")
    if any(_ENDS_HIGH.fullmatch(one) and _GOES_ON.fullmatch(two) for one, two in pairwise(cells)):
        raise _NotALine("a comma inside a figure leaves it open what the amount is")
    if width_of(cells) <= width:
        try:
            return _line(cells, number, kind, columns, today)
        except _NotALine as first:
            why = first
    for repaired in _repairs(cells, width, columns):
        try:
            return _line(repaired, number, kind, columns, today)
        except _NotALine:
            continue
    raise why


def _repairs(cells: list[str], width: int, columns: Columns) -> Iterator[list[str]]:
    """The row with cells of its words joined, in each way that makes it as wide as the headings."""
    for extra in sorted({len(cells) - width, width_of(cells) - width}, reverse=True):
        for place in columns.words if extra > 0 else ():
            joined = ",".join(cells[place : place + extra + 1])
            yield [*cells[:place], joined, *cells[place + extra + 1 :]]


def _line(cells: list[str], number: int, kind: str, columns: Columns, today: date) -> StatementLine:
    day = _day(_cell(cells, columns.day), columns.date_order, today)
    if kind == "csv" and len(cells) <= max(columns.needed):
        raise _NotALine("it stops before its end")
    if _cell(cells, columns.currency).upper() not in _POUNDS:
        raise _NotALine(f"it is in {_shown(_cell(cells, columns.currency))}, and this book keeps pounds only", True)
    loose = kind == "xlsx"
    return StatementLine(
        row=number,
        day=day,
        pence=_amount(cells, columns, loose),
        words=_words(cells, columns),
        balance=_balance(_cell(cells, columns.balance), loose),
        bank_id=_cell(cells, columns.bank_id)[:100],
    )


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _day(text: str, order: str, today: date) -> date:
    if not text:
        raise _NotALine("there is no day")
    try:
        return read_day(text, order, today)
    except NotADay as wrong:
        raise _NotALine(f"“{_shown(text)}” {wrong}") from None


def _figure(what: str, text: str, loose: bool) -> int:
    try:
        return read_figure(text, loose)
    except NotAFigure as wrong:
        raise _NotALine(f"the {what} “{_shown(text)}” {wrong}", isinstance(wrong, OtherMoney)) from None


def _amount(cells: list[str], columns: Columns, loose: bool) -> int:
    if columns.amount is None:
        return _in_or_out(_cell(cells, columns.paid_in), _cell(cells, columns.paid_out), loose)
    text = _cell(cells, columns.amount)
    if not text:
        raise _NotALine("there is no amount")
    pence = _figure("amount", text, loose)
    sign = direction(_cell(cells, columns.flag))
    if sign:
        return sign * abs(pence)
    return -pence if columns.out_is_positive else pence


def _in_or_out(paid_in: str, paid_out: str, loose: bool) -> int:
    """One of two columns without signs; the other is empty or nothing. Money out may carry a minus of its own."""
    if not paid_in and not paid_out:
        raise _NotALine("there is no amount")
    money_in = _figure("money in", paid_in, loose) if paid_in else 0
    money_out = _figure("money out", paid_out, loose) if paid_out else 0
    if money_in and money_out:
        raise _NotALine("it has money in and money out at once")
    if money_in < 0:
        raise _NotALine(f"the money in “{_shown(paid_in)}” has a minus")
    return money_in - abs(money_out)


def _balance(text: str, loose: bool) -> int | None:
    if not any(letter.isdigit() for letter in text):
        return None
    return _figure("balance", text, loose)


def _words(cells: list[str], columns: Columns) -> str:
    """What the bank says, each thing once."""
    said: list[str] = []
    for place in columns.words:
        words = _cell(cells, place).lstrip("'").strip()
        if words and words.casefold() not in (one.casefold() for one in said):
            said.append(words)
    return " ".join(said)[:MOST_WORDS].strip()
