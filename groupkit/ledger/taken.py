"""The lists of the book as they go into a workbook: each as its page shows it, but whole."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from groupkit.ledger import queries
from groupkit.ledger.book_rows import CAME, MOVED, WENT, Labels, came_and_went, coded, remarks, ways
from groupkit.ledger.lists import Listed, amount
from groupkit.ledger.queries import Balances, CategorySum, FundSum, Line, Place, PurposePart, Sought, WithoutReceipt
from groupkit.workbook import AnyRow, Column, Money, Row

LINES = [
    Column("Date", 11, "date"),
    Column("Ref", 14),
    Column("Who", 22),
    Column("What for", 22),
    Column("Account", 15),
    Column("Fund", 16),
    Column("Budget heading", 15),
    Column("Counts as", 11),
    Column("In", 11, "money"),
    Column("Out", 11, "money"),
    Column("Note", 28),
]
MISSING = [
    Column("Date", 11, "date"),
    Column("Ref", 14),
    Column("Who", 24),
    Column("What for", 26),
    Column("Account", 16),
    Column("Fund", 20),
    Column("Out", 11, "money"),
    Column("Days since", 9, "number"),
    Column("What became of the receipt", 34),
]
PLACES = [Column("Name", 36), Column("Pounds", 14, "money")]
CATEGORIES = [Column("What for", 36), Column("Counts as", 12), Column("In", 14, "money"), Column("Out", 14, "money")]
FUNDS = [
    Column("Fund", 30),
    *(Column(heading, 14, "money") for heading in ("At the start", "Came in", "Went out", "Moved", "At the end")),
]


def lines(sought: Sought, up_to: int, labels: Labels, said: Sequence[str], title: str = "Cash book") -> Listed:
    """Every line that a list is narrowed down to, the oldest first, read in slices as it is written."""
    return Listed(title, LINES, _lines(sought, up_to, labels), said, ("In", "Out"))


def _lines(sought: Sought, up_to: int, labels: Labels) -> Iterator[AnyRow]:
    for line in queries.all_lines_in_slices(sought, up_to):
        note = ". ".join(words for words in (*remarks(line), line.words.note) if words)
        if line.void:
            yield Row(_row(line, ["Void", "", "", "", ""], (None, None), note), "quiet")
        elif line.kind == "move":
            for one in line.money:
                if sought.account in (None, one.account_id):
                    yield _row(
                        line, ["", labels("account", one.account_id), "", "", MOVED], ways(line, one.pence), note
                    )
        else:
            for part in line.purpose:
                if _is_sought(part, sought):
                    yield _part(line, part, labels, note)


def _part(line: Line, part: PurposePart, labels: Labels, note: str) -> AnyRow:
    if line.kind == "fund_move":
        return _row(line, ["", "", labels("fund", part.fund_id), "", MOVED], ways(line, part.pence), note)
    what, fund, heading, counts_as = coded(line, part, labels)
    account = labels("account", line.money[0].account_id) if line.money else ""
    came, went = came_and_went(line, part)
    return _row(line, [what, account, fund, heading, counts_as], (amount(came), amount(went)), note)


def _is_sought(part: PurposePart, sought: Sought) -> bool:
    return (
        sought.fund in (None, part.fund_id)
        and sought.category in (None, part.category_id)
        and sought.heading in (None, part.heading_id)
    )


def _row(line: Line, said: list[str], both: tuple[Money | None, Money | None], note: str) -> tuple[Any, ...]:
    return (line.day, line.reference, line.words.payee, *said, *both, note)


def places(balances: Balances) -> list[Listed]:
    """What is in each account, and what it is for."""
    return [
        Listed("Where the money is", PLACES, _places(balances.accounts), (), ("Pounds",)),
        Listed("What it is for", PLACES, _places(balances.funds), (), ("Pounds",)),
    ]


def _places(found: Iterable[Place]) -> list[AnyRow]:
    return [
        (f"{one.name} (closed)" if one.closed else one.name, Money(one.pence))
        for one in found
        if one.pence or not one.closed
    ]


def summary(categories: Iterable[CategorySum], funds: Iterable[FundSum], said: Sequence[str]) -> list[Listed]:
    """Money in and out by category and by fund."""
    came: list[AnyRow] = [
        (one.name, CAME if one.direction == "in" else WENT)
        + ((Money(one.pence), None) if one.direction == "in" else (None, Money(one.pence)))
        for one in categories
    ]
    moved: list[AnyRow] = [
        (one.name, *(Money(pence) for pence in (one.opening, one.received, one.paid, one.moved, one.closing)))
        for one in funds
    ]
    headings = [column.heading for column in FUNDS[1:]]
    return [
        Listed("By category", CATEGORIES, came, said, ("In", "Out")),
        Listed("By fund", FUNDS, moved, said, headings),
    ]


def missing(found: Iterable[WithoutReceipt], days: dict[int, int], said: Sequence[str]) -> Listed:
    """Payments without a receipt, the oldest first; `days` since each, by entry."""
    rows = [
        (
            one.day,
            one.reference,
            one.words.payee,
            _once(part.category for part in one.purpose),
            _once(part.account for part in one.money),
            _once(part.fund for part in one.purpose),
            Money(one.pence),
            days[one.entry_id],
            f"{one.lost.why} (a second person has not vouched for it yet)" if one.lost else "",
        )
        for one in found
    ]
    return Listed("Without a receipt", MISSING, rows, said, ("Out",))


def _once(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))
