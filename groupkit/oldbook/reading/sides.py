"""A cash book with money in on the left and money out on the right, each with days of its own: one below the other.

So account books were ruled for centuries, and many spreadsheets still are. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groupkit.bank.reading import Table
from groupkit.bank.reading.figures import is_figure
from groupkit.oldbook.reading.headwords import (
    BALANCE,
    CODES,
    IN,
    MONEY,
    NUMBERS,
    OUT,
    PLACES,
    names_a_day,
    tokens,
    words_of,
)

LOOKED_AT = 25
"""Rows at the top among which the headings of both sides have to be."""
MONEY_IN, MONEY_OUT = "Receipts", "Payments"
"""What stands above the columns of each side afterwards."""
_TOTALS = words_of("total totals subtotal subtotals")
_COMES = IN | {"into"}
_TELL_NO_WAY = words_of("by how method")


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
    Headings that stand again further down, as above each month, go.
    """
    found = _sides(table)
    if found is None:
        return table
    at, left, right = found
    headings, below = table.rows[at], table.rows[at + 1 :]
    to = _places(headings, below, left, right)
    names = (MONEY_OUT, MONEY_IN) if _out_first(table, at, left, right) else (MONEY_IN, MONEY_OUT)
    width = max(to.values()) + 1
    groups = [""] * width
    groups[1] = _with_place(names[0], table, at, left)
    firsts = [to[place] for place in right.own if to[place] > len(left.own)]
    groups[min(firsts)] = _with_place(names[1], table, at, right)
    rows, numbers = list(table.rows[: max(at - 1, 0)]), list(table.numbers[: max(at - 1, 0)])
    rows += [groups, _moved(headings, {place: new for place, new in to.items() if place != right.day}, width)]
    numbers += [_number(table, max(at - 1, 0)), _number(table, at)]
    more = max(1_000, 10 ** len(str(_number(table, len(table.rows) - 1))))
    for side, added in ((left, 0), (right, more)):
        own = {place: to[place] for place in (side.day, *side.own)}
        for row_at, cells in enumerate(below, at + 1):
            row = _moved(cells, own, width)
            if any(row) and not _says_again(headings, cells, side):
                rows.append(row)
                numbers.append(_number(table, row_at) + added)
    return TwoSides(rows, None, table.kind, numbers, more)


def _with_place(name: str, table: Table, at: int, side: _Side) -> str:
    """Receipts or payments, with the place that stands above them where their own columns name none."""
    if any(tokens(_cell(table.rows[at], place)) & PLACES for place in side.own):
        return name
    words = _over(table.rows[at - 1], side).split() if at else []
    placed = [word for word in words if tokens(word) and tokens(word) <= PLACES]
    return " ".join([name, *placed]) if len(placed) == 1 else name


def days_beside_each_other(table: Table, at: int) -> list[int]:
    """The columns of days under headings in row `at`, where the second has words and money of its own or is called the
    same: then only a person knows which of them is meant. Empty where there is no question."""
    headings = table.rows[at]
    days = [place for place, cell in enumerate(headings) if names_a_day(cell)]
    if len(days) != 2:
        return []
    same = _cell(headings, days[0]).casefold() == _cell(headings, days[1]).casefold()
    sides = _split(table, at, days)
    return days if same or all(_is_side(headings, table.rows[at + 1 :], side) for side in sides) else []


def _places(headings: Sequence[str], below: Sequence[Sequence[str]], left: _Side, right: _Side) -> dict[int, int]:
    """Where each column goes: the day first, then those of the left, then those that only the right has."""
    to = {left.day: 0, right.day: 0, **{place: new for new, place in enumerate(left.own, 1)}}
    words = {
        _cell(headings, place).casefold(): to[place] for place in left.own if not _holds_money(headings, below, place)
    }
    for place in right.own:
        said = _cell(headings, place)
        shared = None if _holds_money(headings, below, place) else words.pop(said.casefold(), None)
        to[place] = max(to.values()) + 1 if shared is None else shared
    return to


def _holds_money(headings: Sequence[str], below: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column is one of money, by its heading or by what stands in it; a code or a number is none."""
    said = tokens(_cell(headings, place))
    if _names_money(_cell(headings, place)) or said & BALANCE:
        return True
    filled = [cell for row in below if (cell := _cell(row, place))]
    return not said & CODES and bool(filled) and sum(map(is_figure, filled)) * 2 >= len(filled)


def _moved(row: Sequence[str], to: Mapping[int, int], width: int) -> list[str]:
    found = [""] * width
    for place, new in to.items():
        found[new] = _cell(row, place)
    return found


def _sides(table: Table) -> tuple[int, _Side, _Side] | None:
    """The row of the headings and the two sides; None where the days, the words and the money do not stand twice."""
    tried: list[list[str]] = []
    for at, row in enumerate(table.rows[:LOOKED_AT]):
        days = [place for place, cell in enumerate(row) if names_a_day(cell)]
        # What was no heading of two sides is none where it stands again: the rows between would be lost.
        if len(days) != 2 or row in tried:
            continue
        tried.append(list(row))
        left, right = _split(table, at, days)
        below = table.rows[at + 1 :]
        if all(_is_side(row, below, side) for side in (left, right)) and _are_two_ways(table, at, left, right):
            return at, left, right
    return None


def _split(table: Table, at: int, days: Sequence[int]) -> tuple[_Side, _Side]:
    """The columns on either side. What stands before the day on the left stands before it on the right too, such as the
    number of the receipt."""
    headings = table.rows[at]
    first = days[0]
    while first and _cell(headings, first - 1):
        first -= 1
    middle = days[1] - (days[0] - first)
    pairs = zip(range(first, days[0]), range(middle, days[1]), strict=True)
    if middle <= days[0] or not all(_is_alike(_cell(headings, one), _cell(headings, two)) for one, two in pairs):
        middle = days[1]
    return _Side(0, days[0], middle), _Side(middle, days[1], max(map(len, table.rows[at:])))


def _is_alike(one: str, two: str) -> bool:
    """Whether two headings say the same, or both the number of a receipt."""
    return one.casefold() == two.casefold() or bool(tokens(one) & NUMBERS and tokens(two) & NUMBERS)


def _is_side(headings: Sequence[str], below: Sequence[Sequence[str]], side: _Side) -> bool:
    """Whether there are words and money of its own beside the day, which stands where its money does, if anywhere.

    Totals, months on a row of their own, and headings that stand again tell nothing of that.
    """
    own = side.own
    money = [place for place in own if _names_money(_cell(headings, place))]
    filled = [
        row
        for row in below
        if _cell(row, side.day)
        and any(_cell(row, place) for place in own)
        and not _says_again(headings, row, side)
        and not any(tokens(_cell(row, place)) & _TOTALS for place in (side.day, *own))
    ]
    if not filled:
        return bool(money and len(own) > 1)
    paid = [row for row in filled if any(is_figure(_cell(row, place)) for place in own if _cell(row, place))]
    words = [place for place in own if any(_is_word(_cell(row, place)) for row in filled)]
    return bool(money and words and paid) and len(paid) * 5 >= len(filled) * 4


def _says_again(headings: Sequence[str], row: Sequence[str], side: _Side) -> bool:
    """Whether a row holds the headings of this side once more."""
    return all(
        _cell(row, place).casefold() == _cell(headings, place).casefold() for place in range(side.first, side.end)
    )


def _are_two_ways(table: Table, at: int, left: _Side, right: _Side) -> bool:
    """Whether one side is money in and the other money out.

    The words say so of both; or of one or neither, where the same headings stand on both. Two accounts beside each
    other, or the day on which a line was paid, are no two sides.
    """
    headings, above = table.rows[at], _above(table, at, right)
    ways = [_ways(headings, above, side) for side in (left, right)]
    if any(len(way) > 1 for way in ways) or (ways[0] and ways[0] == ways[1]):
        return False
    if all(ways):
        return True
    if any(_are_two_lists(row, left, right, not any(ways)) for row in above) or _has_minus(table, at, left, right):
        return False
    if "out" in ways[0] and not _ways(headings, [row for row in above if _over(row, right)], left):
        return False  # only a title says so, which stands over both
    words = [
        {_cell(headings, place).casefold() for place in side.own if not _names_money(_cell(headings, place))}
        for side in (left, right)
    ]
    return bool((words[0] & words[1]) - {""}) or _are_bare(headings, left, right, ways)


def _are_bare(headings: Sequence[str], left: _Side, right: _Side, ways: Sequence[frozenset[str]]) -> bool:
    """Whether the columns of words have no heading on either side, and the words above tell a way."""
    return any(ways) and all(any(not _cell(headings, place) for place in side.own) for side in (left, right))


def _are_two_lists(row: Sequence[str], left: _Side, right: _Side, unsaid: bool) -> bool:
    """Whether words above name another place on each side, or, where no way is said, anything else on each."""
    words = [_over(row, side).casefold() for side in (left, right)]
    placed = [tokens(one) & PLACES for one in words]
    return bool(all(placed) and placed[0] != placed[1]) or (unsaid and all(words) and words[0] != words[1])


def _has_minus(table: Table, at: int, left: _Side, right: _Side) -> bool:
    """Whether an amount has a minus, so that its column holds both ways already."""
    headings = table.rows[at]
    money = [place for side in (left, right) for place in side.own if _names_money(_cell(headings, place))]
    cells = (_cell(row, place) for row in table.rows[at + 1 :] for place in money)
    return any(cell.startswith(("-", "−", "(")) and is_figure(cell) for cell in cells)


def _above(table: Table, at: int, right: _Side) -> list[list[str]]:
    """The row above the headings, and of the two before it those that say something over the right too."""
    rows = table.rows[max(0, at - 3) : at]
    return [row for place, row in enumerate(rows) if place == len(rows) - 1 or _over(row, right)]


def _over(row: Sequence[str], side: _Side) -> str:
    return " ".join(cell for place in range(side.first, side.end) if (cell := _cell(row, place)))


def _ways(headings: Sequence[str], above: Sequence[Sequence[str]], side: _Side) -> frozenset[str]:
    """Which ways of money the columns of a side name: `in`, `out`, both or neither; “paid in” is in.

    Days, numbers of receipts and how or by whom something was paid tell no way, nor does a title that names both.
    """
    cells = [_cell(row, place) for row in above for place in range(side.first, side.end)]
    cells += [_cell(headings, place) for place in side.own]
    found = set()
    for said in map(tokens, cells):
        comes, goes = bool(said & _COMES), bool(said & (OUT - {"paid"}))
        if said & (NUMBERS | _TELL_NO_WAY) or said == {"receipt"} or (comes and goes):
            continue
        if comes or goes or "paid" in said:
            found.add("in" if comes else "out")
    return frozenset(found)


def _names_money(heading: str) -> bool:
    said = tokens(heading)
    return bool(said) and not said & BALANCE and said <= IN | OUT | MONEY | PLACES


def _is_word(cell: str) -> bool:
    return bool(cell) and not is_figure(cell) and any(letter.isalpha() for letter in cell)


def _out_first(table: Table, at: int, left: _Side, right: _Side) -> bool:
    """Whether money out stands on the left, against the custom: the words above say so, or the headings."""
    headings, above = table.rows[at], _above(table, at, right)
    return "out" in _ways(headings, above, left) or "in" in _ways(headings, above, right)


def _number(table: Table, place: int) -> int:
    return table.numbers[place] if place < len(table.numbers) else place + 1


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
