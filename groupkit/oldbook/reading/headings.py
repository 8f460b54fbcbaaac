"""What the columns of an old cash book seem to hold: by their headings first, and by what stands in them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from groupkit.bank.reading import Table
from groupkit.bank.reading.days import is_day, orders_of, read_day
from groupkit.bank.reading.figures import is_figure
from groupkit.bank.reading.guessing import HEADINGS
from groupkit.bank.reading.guessing import guess as guess_bank
from groupkit.oldbook.reading.headwords import BALANCE, IN, MONEY, OUT, PLACES, names_a_day, tokens, words_of
from groupkit.oldbook.reading.sides import days_beside_each_other
from groupkit.oldbook.reading.values import ONCE, Heading, Shape
from groupkit.refusal import Refused
from groupkit.words import clean_line

LOOKED_AT = 25
"""Rows at the top of a sheet among which its headings have to be."""
MOST_SHOWN = 60


_TEXTS = {
    "who": "payee payer who name supplier paidto receivedfrom fromto tofrom payeepayer payerpayee counterparty donor "
    "customer from to",
    "words": "description details detail particulars item items what narrative transaction for whatfor memo",
    "kind": "category categories type kind heading code budgetheading budgetline analysis nominal purpose",
    "fund": "fund funds project grant funder restricted fundorproject projectfund budget",
    "account": "account bankorcash bankcash cashbank cashorbank method paymentmethod howpaid paidby where",
    "note": "note notes comment comments remarks",
}
_PEOPLE = words_of("paid to received from by or and payee payer who name")
_SAMPLE = 400


def headings_of(table: Table, header: int | None) -> list[Heading]:
    """What stands above each column, with the words above a group of columns: “Payments” over Room, Tea and Travel."""
    width = max(map(len, table.rows), default=0)
    if header is None:
        return [Heading(f"column {place + 1}") for place in range(width)]
    own = [_cell(table.rows[header], place) for place in range(width)]
    above = _groups(table.rows[header - 1], own) if header else [""] * width
    return [Heading(one, group) for one, group in zip(own, above, strict=True)]


def _groups(row: Sequence[str], own: Sequence[str]) -> list[str]:
    """The words of the row above, carried on to the right: a merged cell holds them in its first column only.

    They name a group where they speak of money or a place, or where the same headings stand again below others; a title
    of the whole sheet is none.
    """
    named = [word.casefold() for word in own if word]
    again = len(set(named)) < len(named)
    found, group = [], ""
    for place in range(len(own)):
        if cell := _cell(row, place):
            speaks = tokens(cell) <= IN | OUT | PLACES | MONEY or (again and place > 0)
            group = cell if speaks and not any(letter.isdigit() for letter in cell) else ""
        found.append(group)
    return found


def guess(table: Table, today: date, name: str = "") -> Shape:
    """The best guess at how to read a sheet, for a person to look at; `name` is what the sheet is called.

    Where nothing is recognised, every column is left out.
    """
    width = max(map(len, table.rows), default=0)
    headed = [
        (at, shape) for at in range(min(LOOKED_AT, len(table.rows))) if (shape := _headed(table, at, today, name))
    ]
    if headed:
        return max(headed, key=lambda one: (sum(map(bool, one[1].roles)), -one[0]))[1]
    return _by_contents(table, width, today)


def roles_under(table: Table, header: int | None, today: date, name: str = "") -> Shape:
    """The best guess where somebody has said in which row the headings stand."""
    width = max(map(len, table.rows), default=0)
    if header is None:
        return _by_contents(table, width, today)
    return _headed(table, header, today, name) or Shape(header, ("",) * width)


def orders(table: Table, shape: Shape, today: date) -> list[str]:
    """In which orders the days of a sheet can be meant; two answers mean that somebody has to be asked.

    A cash book goes on day by day: where only one order makes it do so, that one is meant.
    """
    places = shape.places("day")
    days = [_cell(row, places[0]) for row in table.rows[shape.start :]] if places else []
    possible = orders_of(days, today)
    steady = [order for order in possible if _goes_on(days, order, today)]
    return steady if len(steady) == 1 else possible


def _goes_on(texts: Sequence[str], order: str, today: date) -> bool:
    """Whether days only ever go on, or only ever back."""
    days = [read_day(text, order, today) for text in texts if is_day(text, order, today)]
    return days in (sorted(days), sorted(days, reverse=True))


def _headed(table: Table, at: int, today: date, name: str) -> Shape | None:
    """How to read the sheet if its headings stand in this row; None when they do not."""
    if not any(names_a_day(_cell(table.rows[at], place)) for place in range(len(table.rows[at]))):
        return None
    headings = headings_of(table, at)
    columns = [_column(table, place, at + 1) for place in range(len(headings))]
    above = " ".join([name, *(_cell(row, 0) for row in table.rows[:at])])
    roles = _roles(headings, columns, _filled(table, at + 1, len(headings)), today)
    if "day" not in roles or not {"in", "out", "amount", "part", "part_in", "part_out"} & set(roles):
        return None
    roles = _settled(roles, headings, columns, tokens(above))
    for place in days_beside_each_other(table, at):
        roles[place] = "day"  # that they are two is refused with a sentence, so that somebody chooses
    shape = Shape(at, tuple(roles))
    return replace(shape, order=orders(table, shape, today)[0])


def _by_contents(table: Table, width: int, today: date) -> Shape:
    """A sheet without headings: the columns of days and of money, and the one with the most letters."""
    try:
        found = guess_bank(table.rows, today)
    except Refused:
        found = None
    if found is None:
        return Shape(None, ("",) * width)
    columns, header, _asks = found
    roles = [""] * width
    single = {"day": columns.day, "amount": columns.amount, "in": columns.paid_in, "out": columns.paid_out}
    for role, place in (*single.items(), ("balance", columns.balance), *(("words", one) for one in columns.words)):
        if place is not None and place < width:
            roles[place] = role
    return Shape(header, tuple(roles), columns.date_order, first=columns.first_row if header is None else 0)


def _filled(table: Table, first: int, width: int) -> list[bool]:
    """Which columns hold anything at all, in however late a row."""
    found = [False] * width
    for row in table.rows[first:]:
        for place, cell in enumerate(row):
            found[place] = found[place] or bool(cell.strip())
    return found


def _roles(
    headings: Sequence[Heading], columns: Sequence[Sequence[str]], filled: Sequence[bool], today: date
) -> list[str]:
    found: list[str] = []
    for place, (heading, cells) in enumerate(zip(headings, columns, strict=True)):
        role = _role(heading, cells, filled[place], today)
        if role in ONCE and role in found:
            role = "words" if role == "kind" else ""
        found.append(role)
    return found


def _role(heading: Heading, cells: Sequence[str], filled: bool, today: date) -> str:
    """What one column seems to hold."""
    said = tokens(heading.own)
    joined = re.sub(r"\(.*?\)|[^a-z]", "", heading.own.casefold()[:200])
    if names_a_day(heading.own):
        return "day"
    names_money = bool(said) and not said - IN - OUT - MONEY - BALANCE
    if not _figures(cells, 2 if names_money else 1.25):
        if joined == "day" and not any(is_day(cell, "dmy", today) for cell in cells[:20]):
            return ""
        return _text_role(said, joined, cells)
    return ("" if any(cells) else _text_role(said, joined, cells)) or _money_role(heading, said, joined, filled)


def _text_role(said: frozenset[str], joined: str, cells: Sequence[str]) -> str:
    if said & {"ref", "reference", "no", "number", "voucher", "cheque", "chq", "invoice"} or joined == "receipt":
        return "number" if _has_figures(cells) else "note" if joined != "receipt" else ""
    if said & {"to", "from"} and said <= _PEOPLE:
        return "who"
    for role, names in _TEXTS.items():
        if joined in names.split():
            return role
    if said & {"category", "heading"}:
        return "kind"
    if said & {"fund", "project"}:
        return "fund"
    if joined in HEADINGS["words"] or said & {"details", "description"}:
        return "words"
    return ""


def _money_role(heading: Heading, said: frozenset[str], joined: str, filled: bool) -> str:
    """What a column of figures is: a balance, money one way or both, or one kind of an analysed cash book."""
    if not said:
        return ""
    if said & {"ref", "reference", "no", "number", "voucher", "cheque", "chq", "invoice"} or joined == "receiptno":
        return "number"
    if said & BALANCE or {"running", "total"} <= said:
        return "balance"
    both = said | (tokens(heading.group) if tokens(heading.group) <= IN | OUT | PLACES | MONEY else frozenset())
    way = "in" if both & IN and not both & (OUT - {"paid"}) else "out" if both & OUT else ""
    if not said - IN - OUT - MONEY - PLACES:
        return way or "amount"
    if tokens(heading.group) & (IN | OUT):
        return {"in": "part_in", "out": "part_out"}.get(way, "part")
    return "part" if filled else ""


def _settled(
    roles: list[str], headings: Sequence[Heading], columns: Sequence[Sequence[str]], above: frozenset[str]
) -> list[str]:
    """The same once the columns are looked at together: nothing counted twice, and each kind the way of its rows."""
    roles = _without_totals(roles, headings)
    if not {"in", "out"} & set(roles) and roles.count("amount") == 1:
        roles = _one_way(roles, columns[roles.index("amount")], headings, above)
    if not {"in", "out", "amount"} & set(roles):
        return [_way_by_name(headings[place], above) if role == "part" else role for place, role in enumerate(roles)]
    return [_way_by_rows(place, roles, columns) if role == "part" else role for place, role in enumerate(roles)]


def _without_totals(roles: list[str], headings: Sequence[Heading]) -> list[str]:
    """Bank, cash and a total of both: the total is left out. So is whatever would be the same thing again."""
    money = [place for place, role in enumerate(roles) if role in ("in", "out", "amount")]
    named = {place_of(headings[place]) for place in money} - {""}
    one_way = {roles[place] for place in money} & {"in", "out"}
    seen: set[tuple[str, str]] = set()
    found = list(roles)
    for place in money:
        key = (roles[place], place_of(headings[place]))
        total = len(named) > 1 and not key[1]
        if total or key in seen or (one_way and roles[place] == "amount" and not key[1]):
            found[place] = ""
        seen.add(key)
    return found


def _one_way(roles: list[str], cells: Sequence[str], headings: Sequence[Heading], above: frozenset[str]) -> list[str]:
    """One column of amounts without a minus is a list of payments, or of what came in: words above may tell."""
    if any(cell.strip().startswith(("-", "−", "(")) for cell in cells):
        return roles
    said = above.union(*(tokens(heading.group) for heading in headings))
    way = "in" if said & IN and not said & OUT else "out" if said & OUT and not said & IN else "amount"
    if way == "amount" and "part" in roles:
        ways = [_way_by_name(headings[place], above) for place, role in enumerate(roles) if role == "part"]
        way = "out" if ways.count("part_out") * 2 >= len(ways) else "in"
    return [way if role == "amount" else role for role in roles]


_COMES_IN = words_of(
    "subs sub subscriptions membership donation donations gift gifts grant grants fundraising raffle interest sales "
    "sale collection collections teas takings sponsorship aid"
)


def _way_by_name(heading: Heading, above: frozenset[str]) -> str:
    said = above | tokens(heading.group)
    if said & OUT and not said & IN:
        return "part_out"
    if said & IN and not said & OUT:
        return "part_in"
    return "part_in" if tokens(heading.own) & _COMES_IN else "part_out"


def _way_by_rows(place: int, roles: Sequence[str], columns: Sequence[Sequence[str]]) -> str:
    """A kind that is only filled in rows of one way goes that way."""
    filled = {at for at, cell in enumerate(columns[place]) if _is_amount(cell)}
    ways = set()
    for other, role in enumerate(roles):
        if role in ("in", "out") and any(at in filled and _is_amount(cell) for at, cell in enumerate(columns[other])):
            ways.add(role)
    return {frozenset({"in"}): "part_in", frozenset({"out"}): "part_out"}.get(frozenset(ways), "part")


def place_of(heading: Heading) -> str:
    """The word for a place in the heading of a column of money: “Bank” of `Bank in (£)`; empty where there is none."""
    words = re.findall(r"[A-Za-z][A-Za-z'’/&-]*", f"{heading.group} {heading.own}")
    kept = [word for word in words if word.casefold() not in IN | OUT | MONEY | BALANCE]
    return clean_line(" ".join(dict.fromkeys(kept)))[:MOST_SHOWN]


def _column(table: Table, place: int, first: int) -> list[str]:
    return [_cell(row, place) for row in table.rows[first : first + _SAMPLE]]


def _cell(row: Sequence[str], place: int) -> str:
    return clean_line(row[place][:500])[:MOST_SHOWN] if place < len(row) else ""


def _is_amount(text: str) -> bool:
    return any(letter in "123456789" for letter in text) and is_figure(text)


def _figures(cells: Sequence[str], of: float) -> bool:
    """Whether a column holds money: one `of` so many filled cells is a figure; nothing at all counts too."""
    filled = [cell for cell in cells if any(letter.isalnum() for letter in cell)]
    return sum(map(is_figure, filled)) * of >= len(filled)


def _has_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(any(letter.isdigit() for letter in cell) for cell in filled) * 2 >= max(1, len(filled))
