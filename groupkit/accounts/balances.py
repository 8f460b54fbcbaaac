"""What a group owns, owes and is owed on a day, set out as the statement of assets and liabilities asks. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from groupkit.accounts.rules import ONE_PAGE, SCOTTISH, Layout
from groupkit.dates import short_day
from groupkit.refusal import Refused

KINDS = {"use": "Something we use", "investment": "An investment, kept for what it earns"}
WAYS = {
    "to_us": "Somebody owes it to us",
    "ahead": "We paid it ahead, for a time still to come",
    "by_us": "We owe it",
    "maybe": "We might owe it one day, if something happens",
}


@dataclass(frozen=True)
class Held:
    """An asset on a day: what it cost in pence; `what` is empty for somebody who reads no words of ours."""

    what: str
    kind: str
    fund: str
    column: str
    pence: int
    bought_on: date


@dataclass(frozen=True)
class Owing:
    """A debt on a day, in pence; `what` is empty for somebody who reads no words of ours."""

    what: str
    way: str
    fund: str
    column: str
    pence: int
    due: date | None


@dataclass(frozen=True)
class Item:
    """One line of the statement."""

    label: str
    column: str
    pence: int


@dataclass(frozen=True)
class Part:
    """One part of the statement, `B2` to `B5` or without a code, with its lines."""

    code: str
    title: str
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def pence(self) -> int:
        """What the lines come to."""
        return sum(item.pence for item in self.items)

    def in_column(self, column: str) -> int:
        """What the lines of one column come to, in pence."""
        return sum(item.pence for item in self.items if item.column == column)


_E_AND_W = [
    ("B2", "Other monetary assets", ("to_us", "ahead")),
    ("B3", "Investment assets", ("investment",)),
    ("B4", "Assets kept for our own use", ("use",)),
    ("B5", "Liabilities", ("by_us",)),
    ("", "Might be owed one day", ("maybe",)),
]
_SCOTTISH = [
    ("B2", "Investments", ("investment",)),
    ("B3", "Other assets", ("to_us", "ahead", "use")),
    ("B4", "Liabilities", ("by_us",)),
    ("B5", "Contingent liabilities", ("maybe",)),
]
_ONE_PAGE = [
    ("", "Owed to us", ("to_us", "ahead")),
    ("", "Investments", ("investment",)),
    ("", "Things we own", ("use",)),
    ("", "What we owe", ("by_us",)),
    ("", "Might be owed one day", ("maybe",)),
]


def parts(held: Iterable[Held], owing: Iterable[Owing], layout: Layout) -> list[Part]:
    """The statement below the money itself; a part without a code is left out while it is empty."""
    kept, debts = list(held), list(owing)
    wanted = {ONE_PAGE.key: _ONE_PAGE, SCOTTISH.key: _SCOTTISH}.get(layout.key, _E_AND_W)
    made = [
        Part(
            code,
            title,
            (
                *_items_held([one for one in kept if one.kind in sorts]),
                *_items_owing([one for one in debts if one.way in sorts]),
            ),
        )
        for code, title, sorts in wanted
    ]
    return [part for part in made if part.code or part.items]


def _items_held(found: Sequence[Held]) -> list[Item]:
    if any(not one.what for one in found):
        return _counted([(one.fund, one.column, one.pence) for one in found])
    return [Item(f"{one.what} ({one.fund}, {short_day(one.bought_on)})", one.column, one.pence) for one in found]


def _items_owing(found: Sequence[Owing]) -> list[Item]:
    if any(not one.what for one in found):
        return _counted([(one.fund, one.column, one.pence) for one in found])
    return [
        Item(f"{one.what} ({one.fund}{f', by {short_day(one.due)}' if one.due else ''})", one.column, one.pence)
        for one in found
    ]


def _counted(found: Sequence[tuple[str, str, int]]) -> list[Item]:
    """How many there are of each fund and what they come to, and no words about them."""
    funds = dict.fromkeys((fund, column) for fund, column, _ in found)
    made = []
    for fund, column in funds:
        mine = [pence for its_fund, _, pence in found if its_fund == fund]
        made.append(Item(f"{fund}: {len(mine)} in all", column, sum(mine)))
    return made


def check_days(began: date, ended: date | None, today: date, field: str) -> None:
    """Refused for an end that lies before the beginning or in the future."""
    if ended is not None and ended < began:
        raise Refused(f"That is before {short_day(began)}, when it began", field)
    if ended is not None and ended > today:
        raise Refused("That day has not come yet", field)


def check_began(began: date, today: date, field: str) -> None:
    """Refused for something that has not begun yet."""
    if began > today:
        raise Refused("That day has not come yet", field)
