"""What the columns of an unknown file seem to hold, by their headings, else by what stands in them. Pure."""

import re
from collections.abc import Callable
from datetime import date

from groupkit.bank.reading.days import is_day, orders_of
from groupkit.bank.reading.decoding import OTHER_MONEY
from groupkit.bank.reading.figures import direction, is_figure, names_other_money
from groupkit.bank.reading.layouts import LOOKED_AT
from groupkit.bank.reading.values import Columns
from groupkit.refusal import Refused

HEADINGS: dict[str, frozenset[str]] = {
    ours: frozenset(theirs.split())
    for ours, theirs in {
        "day": "date transactiondate postingdate dateposted posteddate transdate entrydate bookingdate processdate "
        "processeddate completeddate datecompleted valuedate day created",
        "words": "description transactiondescription details transactiondetails narrative particulars counterparty "
        "payee name merchant memo reference paymentreference notes",
        "amount": "amount value transactionamount netamount amountgbp total",
        "paid_in": "paidin moneyin credit credits creditamount amountin in deposit deposits receipts receipt",
        "paid_out": "paidout moneyout debit debits debitamount amountout out withdrawal withdrawals payments payment",
        "balance": "balance runningbalance accountbalance currentbalance closingbalance ledgerbalance",
        "bank_id": "transactionid id fitid uniqueid",
        "flag": "drcr crdr debitcredit creditdebit creditdebitindicator debitcreditindicator direction",
        "currency": "currency ccy accountcurrency",
    }.items()
}
"""The headings by which a column is known, without spaces, signs and what stands in brackets."""
_SAMPLE = 60


def guess(rows: list[list[str]], today: date) -> tuple[Columns, int | None, bool] | None:
    """The best guess at how to read a table, the row of its headings, and whether its order of days has to be asked.

    None when nothing like a table of payments is there. Refused with a sentence when it is not in pounds.
    """
    found = _by_headings(rows) or _by_contents(rows, today)
    if found is None:
        return None
    places, header, first = found
    _check_money(rows, places, header)
    orders = orders_of((row[places["day"][0]] for row in rows[first:] if len(row) > places["day"][0]), today)
    single = {name: found[0] for name, found in places.items() if name != "words"}
    columns = Columns(words=tuple(places["words"]), date_order=orders[0], first_row=first, **single)  # type: ignore[arg-type]
    return columns, header, len(orders) > 1


_Guess = tuple[dict[str, list[int]], int | None, int]


def _by_headings(rows: list[list[str]]) -> _Guess | None:
    for at, cells in enumerate(rows[:LOOKED_AT]):
        names = [re.sub(r"\(.*?\)|\[.*?\]|[^a-z]", "", cell.casefold()[:200]) for cell in cells]
        places = {
            ours: [place for place, one in enumerate(names) if one in theirs][: 3 if ours == "words" else 1]
            for ours, theirs in HEADINGS.items()
        }
        places = {ours: found for ours, found in places.items() if found}
        if "amount" in places:
            places = {ours: found for ours, found in places.items() if ours not in ("paid_in", "paid_out")}
        elif "paid_in" not in places and "paid_out" not in places:
            continue
        if "day" in places:
            used = {place for found in places.values() for place in found}
            places.setdefault("words", _most_letters(rows[at + 1 : at + 1 + _SAMPLE], used))
            _find_flag(rows[at + 1 : at + 1 + _SAMPLE], places, names)
            return places, at, at + 1
    return None


def _find_flag(rows: list[list[str]], places: dict[str, list[int]], names: list[str]) -> None:
    """A column called type may say in or out and nothing else; two columns of amounts need no such word."""
    if "amount" not in places:
        places.pop("flag", None)
    elif "flag" not in places and "type" in names:
        cells = [row[names.index("type")] for row in rows if len(row) > names.index("type")]
        if cells and all(direction(cell) for cell in cells):
            places["flag"] = [names.index("type")]


def _by_contents(rows: list[list[str]], today: date) -> _Guess | None:
    """A file without headings: the column of days, those of money, and the one with the most letters."""
    above = (at for at, row in enumerate(rows[:LOOKED_AT]) if any(_looks_a_day(cell, today) for cell in row))
    first = next(above, 0)
    sample = rows[first : first + _SAMPLE]
    width = max(map(len, sample))
    cells = [[row[at].strip()[:200] if at < len(row) else "" for row in sample] for at in range(width)]
    days = [at for at in range(width) if _mostly(cells[at], lambda text: _looks_a_day(text, today))]
    money = [at for at in range(width) if at not in days and _is_money(cells[at])]
    if not days or not money:
        return None
    places = {"day": days[:1], "words": _most_letters(sample, {*days, *money}), **_which_money(cells, money)}
    return places, None, first


def _most_letters(rows: list[list[str]], used: set[int]) -> list[int]:
    """The column with the most letters, of those that hold nothing else."""
    width = max(map(len, rows), default=0)
    letters = {
        at: sum(letter.isalpha() for row in rows if at < len(row) for letter in row[at][:200])
        for at in range(width)
        if at not in used
    }
    return [max(letters, key=lambda at: letters[at])] if letters else []


def _looks_a_day(text: str, today: date) -> bool:
    return not text.isdigit() and any(is_day(text, order, today) for order in ("dmy", "mdy"))


def _mostly(texts: list[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, texts)) * 5 >= len(texts) * 4


def _is_money(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    figures = [text for text in filled if is_figure(text)]
    return (
        bool(figures) and len(figures) * 5 >= len(filled) * 4 and any(re.search(r"[.,£+−-]", text) for text in figures)
    )


def _which_money(cells: list[list[str]], money: list[int]) -> dict[str, list[int]]:
    """One column is the amount; of two that are never filled together, money out and money in; the last the balance."""
    if len(money) == 1:
        return {"amount": money}
    out, into = money[0], money[1]
    nothing = ("", "0", "0.00", "£0.00", "-")
    if all((one in nothing) != (two in nothing) for one, two in zip(cells[out], cells[into], strict=True)):
        return {"paid_out": [out], "paid_in": [into], **({"balance": [money[2]]} if len(money) > 2 else {})}
    return {"amount": [out], "balance": [money[-1]]}


def _check_money(rows: list[list[str]], places: dict[str, list[int]], header: int | None) -> None:
    for name in ("amount", "paid_in", "paid_out"):
        if header is not None and name in places and names_other_money(rows[header][places[name][0]]):
            raise Refused(OTHER_MONEY, "file")
