"""What reading a bank file gives: plain values, whole pence and days."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date

from groupkit.refusal import Refused

DATE_ORDERS: Mapping[str, str] = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
"""In what order a file writes its days, and the same in words."""
MOST_COLUMNS = 60
MOST_LINES = 20_000
"""Lines of a file, and so also the last line on which a table can begin."""

_RUBBISH = "How this file is to be read could not be understood. Choose its columns again"
_NO_AMOUNT = "Choose the column with the amount, or the ones with money in and money out"
_TOO_MANY = "Choose either one column with the amount or the two with money in and money out, not both"
_TWICE = "One column cannot stand for two things. Choose each column once"


@dataclass(frozen=True)
class StatementLine:
    """One line of a statement: money in is more than nothing, money out less."""

    row: int
    """The line of the file as a person counts, from 1."""
    day: date
    pence: int
    words: str
    """What the bank says about it, on one line, at most 300 characters."""
    balance: int | None = None
    """Pence in the account after this line, where the file says."""
    bank_id: str = ""
    """The bank's own name for the line, never to be trusted alone: banks use one twice."""


@dataclass(frozen=True)
class Unread:
    """A line of the file that is not taken, shortened, and a sentence on why."""

    row: int
    text: str
    sentence: str


@dataclass(frozen=True)
class Break:
    """The first line whose balance does not follow from the line before, with both figures in pence."""

    row: int
    expected: int
    found: int


@dataclass(frozen=True)
class Columns:
    """How to read a table: which column, counted from 0, holds what, and how it is written."""

    day: int
    words: tuple[int, ...]
    amount: int | None = None
    paid_in: int | None = None
    paid_out: int | None = None
    balance: int | None = None
    bank_id: int | None = None
    date_order: str = "dmy"
    first_row: int = 0
    """Where in the rows of the table the first line with money stands, counted from 0."""
    out_is_positive: bool = False
    """Whether the one column of amounts writes money out without a sign, and money in with a minus."""
    flag: int | None = None
    """A column that says in or out in words: DR, CR, Debit, Credit."""
    currency: int | None = None
    """A column that says in which money a line is."""

    def __post_init__(self) -> None:
        """Refused with a sentence when this is no way to read a table."""
        if not _is_sound(self):
            raise Refused(_RUBBISH, "columns")
        if self.amount is None and self.paid_in is None and self.paid_out is None:
            raise Refused(_NO_AMOUNT, "amount")
        if self.amount is not None and (self.paid_in is not None or self.paid_out is not None):
            raise Refused(_TOO_MANY, "amount")
        if len(set(self.places)) != len(self.places):
            raise Refused(_TWICE, "columns")

    @property
    def places(self) -> list[int]:
        """Every column that is read."""
        single = (self.day, self.amount, self.paid_in, self.paid_out, self.balance, self.bank_id)
        return [place for place in (*single, *self.words, self.flag, self.currency) if place is not None]

    @property
    def needed(self) -> list[int]:
        """The columns without which a line is not whole."""
        figures = (self.day, self.amount, self.paid_in, self.paid_out, self.balance)
        return [place for place in figures if place is not None]

    def to_json(self) -> str:
        """As text that can be kept with an account."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Columns":
        """From what `to_json` gave; anything else is refused."""
        try:
            table = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            raise Refused(_RUBBISH, "columns") from None
        if not isinstance(table, dict) or not {"day", "words"} <= set(table) <= {one.name for one in fields(cls)}:
            raise Refused(_RUBBISH, "columns")
        if not isinstance(table["words"], list):
            raise Refused(_RUBBISH, "columns")
        return cls(**{**table, "words": tuple(table["words"])})


def _is_sound(columns: Columns) -> bool:
    optional = (
        columns.amount,
        columns.paid_in,
        columns.paid_out,
        columns.balance,
        columns.bank_id,
        columns.flag,
        columns.currency,
    )
    return (
        isinstance(columns.words, tuple)
        and all(_is_place(place, MOST_COLUMNS) for place in (columns.day, *columns.words))
        and all(place is None or _is_place(place, MOST_COLUMNS) for place in optional)
        and isinstance(columns.date_order, str)
        and columns.date_order in DATE_ORDERS
        and _is_place(columns.first_row, MOST_LINES)
        and isinstance(columns.out_is_positive, bool)
    )


def _is_place(place: object, most: int) -> bool:
    return isinstance(place, int) and not isinstance(place, bool) and 0 <= place < most


@dataclass(frozen=True)
class Table:
    """The rows of a file as text, empty ones left out, and which of them holds the headings, if any."""

    rows: list[list[str]]
    header: int | None
    kind: str
    """csv or xlsx; blocks, ofx and qif files become rows too."""
    numbers: list[int] = field(default_factory=list)
    """For each row, its line in the file as a person counts; in a workbook empty rows are not counted."""


@dataclass(frozen=True)
class Statement:
    """A bank file, read: what it says, what could not be read, and whether its balances follow."""

    lines: list[StatementLine]
    """The oldest day first, and within a day in the bank's own order."""
    unread: list[Unread]
    """Lines that may be money and could not be read; a person has to see them."""
    broken: Break | None
    layout: str
    """The key of the layout, “ofx”, “qif”, or empty where a person chose the columns."""
    layout_name: str
    account_hint: str = ""
    """The last four figures of the account number, where the file shows them."""
    currency_other: bool = False
    """Whether a line was left unread because it is not in pounds."""
    left_out: list[Unread] = field(default_factory=list)
    """Lines that are no payments: totals, balances brought forward, words under the table."""
    closing: int | None = None
    """Pence in the account at the end, where the file says."""
