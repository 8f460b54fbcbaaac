"""What reading an old cash book gives: plain values, whole pence and days. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from groupkit.bank.reading import DATE_ORDERS, Break, Unread
from groupkit.bank.reading.values import MOST_COLUMNS
from groupkit.refusal import Refused

MOST_ROWS = 5_000
"""Rows of one sheet: far more than a small group writes in a year, and few enough to be read while somebody waits."""

ROLES: Mapping[str, str] = {
    "": "Leave it out",
    "day": "The day",
    "who": "Who",
    "words": "What it was",
    "in": "Money in",
    "out": "Money out",
    "amount": "Money in, and with a minus money out",
    "balance": "The balance after it",
    "kind": "What kind, in words",
    "part_in": "One kind of money in",
    "part_out": "One kind of money out",
    "part": "One kind, in or out",
    "fund": "Which fund or project, in words",
    "account": "Bank or cash, in words",
    "number": "The number on the receipt",
    "note": "A note",
}
"""What a column can hold, and how the page says it."""
ONCE = ("day", "kind", "fund", "account")
"""Of these a sheet has at most one column."""
PARTS: Mapping[str, int] = {"part_in": 1, "part_out": -1, "part": 0}
"""The columns of an analysed cash book, and which way the money in them goes; 0 is the way of the row."""

_RUBBISH = "How this sheet is to be read could not be understood. Choose its columns again"


@dataclass(frozen=True)
class Heading:
    """What stands above a column: its own words, and those above a group of columns that it is in."""

    own: str
    group: str = ""

    @property
    def shown(self) -> str:
        """Both, for a person."""
        return f"{self.group}: {self.own}" if self.group and self.own else self.own or self.group


@dataclass(frozen=True)
class Shape:
    """How a sheet is to be read: where its headings stand, what each column holds, and how days are written."""

    header: int | None
    """The place of the row with the headings, counted from 0; None where there is none."""
    roles: tuple[str, ...]
    order: str = "dmy"
    begins: date | None = None
    """The first day of the year that days without a year belong to."""
    first: int = 0
    """Where no headings stand: the place of the first row that counts."""

    def __post_init__(self) -> None:
        sound = all(role in ROLES for role in self.roles) and len(self.roles) <= MOST_COLUMNS
        if not sound or self.order not in DATE_ORDERS:
            raise Refused(_RUBBISH, "columns")

    @property
    def start(self) -> int:
        """The place of the first row below the headings."""
        return self.first if self.header is None else self.header + 1

    def places(self, *roles: str) -> list[int]:
        """The columns that hold one of these."""
        return [place for place, role in enumerate(self.roles) if role in roles]

    def check(self) -> None:
        """Raises Refused where this is no way to read a cash book, on the field `columns`."""
        if not self.places("day"):
            raise Refused("Choose the column with the day. Without days nothing can be written down", "columns")
        for role in ONCE:
            if len(self.places(role)) > 1:
                raise Refused(f"Two columns are “{ROLES[role]}”. Choose one of them", "columns")
        if not self.places("in", "out", "amount", *PARTS):
            raise Refused("Choose the column with the amount, or those with money in and money out", "columns")
        if not self.places("in", "out", "amount") and self.places("part"):
            raise Refused(
                "Where no column says money in or out, say of each kind whether it is money in or money out", "columns"
            )

    def as_json(self) -> dict[str, Any]:
        """As it can be kept in a draft."""
        begins = self.begins.isoformat() if self.begins else None
        return {
            "header": self.header,
            "roles": list(self.roles),
            "order": self.order,
            "begins": begins,
            "first": self.first,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Shape":
        """From what `as_json` gave."""
        begins = date.fromisoformat(kept["begins"]) if kept["begins"] else None
        return cls(kept["header"], tuple(kept["roles"]), kept["order"], begins, kept["first"])


@dataclass(frozen=True)
class OldPart:
    """What some of a line was for, in the words of the sheet: pence in, or below nought out."""

    kind: str
    pence: int


@dataclass(frozen=True)
class OldLine:
    """Money into or out of one place, as the sheet says it: pence in, or below nought out."""

    row: int
    """The row of the sheet as a person counts, from 1."""
    day: date
    pence: int
    parts: tuple[OldPart, ...]
    account: str = ""
    """Bank or cash, in the words of the sheet; empty where it says nothing of it."""
    fund: str = ""
    who: str = ""
    words: str = ""
    note: str = ""
    number: str = ""
    """The number that the sheet gives to it."""


@dataclass(frozen=True)
class OldMove:
    """One row that takes money out of one place and puts the same into another."""

    row: int
    day: date
    pence: int
    account: str
    to: str
    words: str = ""
    note: str = ""
    number: str = ""


@dataclass
class Found:
    """What a sheet says, in its own words and its own order."""

    lines: list[OldLine] = field(default_factory=list)
    moves: list[OldMove] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    """Rows that may be money and could not be read; a person has to see them."""
    left_out: list[Unread] = field(default_factory=list)
    """Rows that are no payments: totals, months, balances brought forward."""
    opening: dict[str, int] = field(default_factory=dict)
    """By the sheet's word for a place, pence that were there at its beginning, where it says so."""
    closing: dict[str, int] = field(default_factory=dict)
    """By the sheet's word for a place, the last balance it says; under `ALL` that of everything together."""
    begun_with: int | None = None
    """Pence that were there in all places together at its beginning, where only that is said."""
    broken: dict[str, Break] = field(default_factory=dict)
    """The first row where such a column of balances does not follow from the row before."""
    by_words: bool = False
    """Whether the sheet names no kinds, so that what each line was has to tell."""
    days_above: int = 0
    """How many lines have no day of their own, and took that of the line above."""

    @property
    def days(self) -> list[date]:
        """The day of every line and move."""
        return [line.day for line in self.lines] + [move.day for move in self.moves]


ALL = "\x00all"
"""Stands for everything together where a balance is not that of one place."""
