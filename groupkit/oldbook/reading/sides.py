"""A cash book with money in on the left and money out on the right, each with days of its own: one below the other.

So account books were ruled for centuries, and many spreadsheets still are. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groupkit.bank.reading import Table
from groupkit.bank.reading.figures import is_figure
from groupkit.oldbook.reading.headwords import BALANCE, IN, MONEY, OUT, PLACES, names_a_day, tokens

LOOKED_AT = 25
"""Rows at the top among which the headings of both sides have to be."""
MONEY_IN, MONEY_OUT = "Receipts", "Payments"
"""What stands above the columns of each side afterwards."""


@dataclass(frozen=True)
class TwoSides(Table):
    """A table that had two sides."""

    right_from: int = 0
    """What was added to the numbers of the rows on the right."""


@dataclass(frozen=True)
class _Side:
    """The columns of one side, its day among them: from `first` up to before `end`."""

    first: int
    day: int
    end: int

    @property
    def own(self) -> list[int]:
        """The columns of this side but for its day."""
        return [place for place in range(self.first, self.end) if place != self.day]


def below_one_another(table: Table) -> Table:
    """The table with the lines of the right side below those of the left; as it is where it has no two sides.

    Money stands in columns of its own for each side. Words with the same heading on both share one, and so do the days.
    Rows keep the numbers they have in the file, on the right with `right_from` added, so that each is told apart.
    """
    found = _sides(table)
    if found is None:
        return table
    at, left, right = found
    headings, above = table.rows[at], table.rows[at - 1] if at else []
    to = _places(headings, left, right)
    names = (MONEY_OUT, MONEY_IN) if _out_first(headings, above, left, right) else (MONEY_IN, MONEY_OUT)
    width = max(to.values()) + 1
    groups = [""] * width
    groups[1] = names[0]
    groups[min(to[place] for place in right.own if to[place] > len(left.own))] = names[1]
    rows, numbers = list(table.rows[: max(at - 1, 0)]), list(table.numbers[: max(at - 1, 0)])
    rows += [groups, _moved(headings, {place: new for place, new in to.items() if place != right.day}, width)]
    numbers += [_number(table, max(at - 1, 0)), _number(table, at)]
    more = 1_000 if _number(table, len(table.rows) - 1) < 1_000 else 10_000
    for side, added in ((left, 0), (right, more)):
        own = {place: to[place] for place in (side.day, *side.own)}
        for row_at in range(at + 1, len(table.rows)):
            row = _moved(table.rows[row_at], own, width)
            if any(row):
                rows.append(row)
                numbers.append(_number(table, row_at) + added)
    return TwoSides(rows, None, table.kind, numbers, more)


def _places(headings: Sequence[str], left: _Side, right: _Side) -> dict[int, int]:
    """Where each column goes: the day first, then those of the left, then those that only the right has."""
    to = {left.day: 0, right.day: 0, **{place: new for new, place in enumerate(left.own, 1)}}
    words = {_cell(headings, place).casefold(): to[place] for place in left.own}
    for place in right.own:
        said = _cell(headings, place)
        shared = None if _names_money(said) else words.pop(said.casefold(), None)
        to[place] = max(to.values()) + 1 if shared is None else shared
    return to


def _moved(row: Sequence[str], to: Mapping[int, int], width: int) -> list[str]:
    found = [""] * width
    for place, new in to.items():
        found[new] = _cell(row, place)
    return found


def _sides(table: Table) -> tuple[int, _Side, _Side] | None:
    """The row of the headings and the two sides; None where the days, the words and the money do not stand twice."""
    for at, row in enumerate(table.rows[:LOOKED_AT]):
        days = [place for place, cell in enumerate(row) if names_a_day(cell)]
        if len(days) != 2:
            continue
        end = max(map(len, table.rows[at:]))
        left, right = _Side(0, days[0], days[1]), _Side(days[1], days[1], end)
        below = table.rows[at + 1 :]
        if all(_is_side(row, below, side) for side in (left, right)):
            return at, left, right
    return None


def _is_side(headings: Sequence[str], below: Sequence[Sequence[str]], side: _Side) -> bool:
    """Whether there are words and money of its own beside the day, which stands where its money does, if anywhere."""
    own = side.own
    money = [place for place in own if _names_money(_cell(headings, place))]
    filled = [row for row in below if _cell(row, side.day)]
    if not filled:
        return bool(money and len(own) > 1)
    paid = [row for row in filled if any(is_figure(_cell(row, place)) for place in own if _cell(row, place))]
    words = [place for place in own if any(_is_word(_cell(row, place)) for row in filled)]
    return bool(money and words and paid) and len(paid) * 5 >= len(filled) * 4


def _names_money(heading: str) -> bool:
    said = tokens(heading)
    return bool(said) and not said & BALANCE and said <= IN | OUT | MONEY | PLACES


def _is_word(cell: str) -> bool:
    return bool(cell) and not is_figure(cell) and any(letter.isalpha() for letter in cell)


def _out_first(headings: Sequence[str], above: Sequence[str], left: _Side, right: _Side) -> bool:
    """Whether money out stands on the left, against the custom: the words above say so, or the headings."""
    said = [
        tokens(" ".join(_cell(row, place) for row in (above, headings) for place in range(side.first, side.end)))
        for side in (left, right)
    ]
    return bool(said[0] & OUT and not said[0] & IN and said[1] & IN and not said[1] & (OUT - {"paid"}))


def _number(table: Table, place: int) -> int:
    return table.numbers[place] if place < len(table.numbers) else place + 1


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
