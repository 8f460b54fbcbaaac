"""Which way round a statement is, and whether its balances follow. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby, pairwise

from groupkit.bank.reading.values import Break, StatementLine, Unread


def turned(lines: list[StatementLine], unread: list[Unread], newest_first: bool = False) -> list[StatementLine]:
    """The lines as they happened: turned round when the newest stands first, and not when the oldest does.

    Days tell; where balances follow only another way (a bank that turns its days but not the lines within them, or a
    file of a single day), they tell. `newest_first` is for when neither does.
    """
    steps = [after.day > before.day for before, after in pairwise(lines) if after.day != before.day]
    ups = sum(steps)
    back = ups * 2 < len(steps) if ups * 2 != len(steps) else newest_first
    backwards = lines[::-1]
    usual, other = (backwards, lines) if back else (lines, backwards)
    tried = [usual, _inner_turned(usual), other, _inner_turned(other)]
    return max(tried, key=lambda one: sum(expected == found for _row, expected, found in _steps(one, unread)))


def by_day(lines: list[StatementLine]) -> list[StatementLine]:
    """The oldest day first; within a day as they stand."""
    return sorted(lines, key=lambda line: line.day)


def first_break(lines: list[StatementLine], unread: list[Unread]) -> Break | None:
    """The first line, as they happened, whose balance does not follow from what went before.

    Nothing is said of a line that follows on one that could not be read: that one is told already.
    """
    wrong = ((row, expected, found) for row, expected, found in _steps(lines, unread) if expected != found)
    return next((Break(*one) for one in wrong), None)


def _inner_turned(lines: list[StatementLine]) -> list[StatementLine]:
    """The same order of days, with the lines of each turned round."""
    days = [list(of_day) for _day, of_day in groupby(lines, key=lambda line: line.day)]
    return [line for of_day in days for line in reversed(of_day)]


def _steps(lines: list[StatementLine], unread: list[Unread]) -> Iterator[tuple[int, int, int]]:
    """For each line with a balance, once one is known: its row, what it should be and what it is, in pence.

    A line without a balance is added in, since some banks write one only at the end of a day.
    """
    gaps = sorted(one.row for one in unread)
    known: int | None = None
    before = 0
    for line in lines:
        low, high = min(before, line.row), max(before, line.row)
        if before and bisect_right(gaps, low) < bisect_left(gaps, high):
            known = None
        if known is not None:
            known += line.pence
            if line.balance is not None:
                yield line.row, known, line.balance
        if line.balance is not None:
            known = line.balance
        before = line.row
