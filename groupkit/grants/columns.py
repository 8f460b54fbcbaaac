"""What a table of a return is: its columns, its rows, and the sums below them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from groupkit.grants.facts import Count

Kind = Literal["words", "money", "count", "day"]
Cell = str | int | date | Count | None
"""Money is whole pence; nothing stands where there is None."""

CHART = Literal["", "bars", "months"]


@dataclass(frozen=True)
class ReturnColumn:
    """A column of a return's table; with `less`, its figure is the first of two columns less the second."""

    title: str
    kind: Kind = "words"
    adds: bool = False
    """Whether its figures are added up below the table."""
    less: tuple[int, int] | None = None
    wide: int = 14
    """About how many letters it has room for."""


@dataclass(frozen=True)
class ReturnTable:
    """A table of a return, ready to be set anywhere; `empty` is what is said where it has no rows."""

    key: str
    title: str
    columns: tuple[ReturnColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    note: str = ""
    chart: CHART = ""

    @property
    def added(self) -> bool:
        return any(column.adds for column in self.columns)

    def sums(self) -> tuple[Cell, ...]:
        """What stands below: the sum of each column that is added up. A sum with a figure missing stands for none."""
        found: list[Cell] = []
        for place, column in enumerate(self.columns):
            values = [row[place] for row in self.rows]
            if column.adds:
                found.append(_sum(values, column.kind))
            else:
                found.append("Together" if place == 0 else None)
        for place, column in enumerate(self.columns):
            if column.less:
                more, less = (found[one] for one in column.less)
                found[place] = more - less if isinstance(more, int) and isinstance(less, int) else None
        return tuple(found)


def _sum(values: Sequence[Cell], kind: Kind) -> Cell:
    if kind != "count":
        return sum(value for value in values if isinstance(value, int))
    counts = [value for value in values if isinstance(value, Count)]
    if any(count.hidden for count in counts):
        return None
    known = [count for count in counts if count.number is not None]
    return Count(sum(count.number or 0 for count in known), any(count.about for count in known)) if known else None
