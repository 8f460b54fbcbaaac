"""Keeping back small numbers, and enough beside them that none can be worked out. Pure.

In a small group a number from one to four can point at somebody (USERS 8; DOMAIN 6.3: no cell under five). Nought is
shown. Where a small number could be had by taking one figure from another, in one return or against an earlier one, a
second figure is kept back too: the one that costs readers least. See `shifting` for how that is made certain.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from groupkit.dates import long_day
from groupkit.tallies.shifting import Room, Seen

FEWEST = 5
"""The smallest number, other than nought, that leaves the group by itself."""
WHY = {"small": "a number from one to four", "beside": "kept back so that a small number cannot be worked out"}
NOT_SHOWN = "not shown"
"""What stands in the place of a figure that is kept back, small or not: the words must not tell which it is."""
PEOPLE = "people"
"""How keys of different people begin: `people|2026-01-01|2026-12-31`. Such figures do not add up."""


@dataclass(frozen=True)
class Figure:
    """A number that would be printed, with the smallest counts that it is the sum of (each by its name).

    Figures that share a count share its name, also between one return and the next.
    """

    key: str
    parts: frozenset[tuple[str, int]]
    about: bool = False
    called: str = ""

    @property
    def value(self) -> int:
        """What it comes to."""
        return sum(number for _, number in self.parts)

    @property
    def atoms(self) -> frozenset[str]:
        """The names of the counts that it is the sum of."""
        return frozenset(name for name, _ in self.parts)

    @property
    def is_small(self) -> bool:
        """Whether it is from one to four."""
        return 0 < self.value < FEWEST

    def kept(self) -> dict[str, Any]:
        """As it is kept with what was filed, so that a later return can be held against it."""
        return {"key": self.key, "parts": sorted(self.parts), "about": self.about, "called": self.called}


def figure_kept(kept: Mapping[str, Any]) -> Figure:
    """A figure as `Figure.kept` wrote it down."""
    parts = frozenset((str(name), int(number)) for name, number in kept["parts"])
    return Figure(str(kept["key"]), parts, bool(kept["about"]), str(kept["called"]))


@dataclass(frozen=True)
class Masked:
    """What is kept back, each key with why (a key of `WHY`), and what could be worked out all the same."""

    why: Mapping[str, str] = field(default_factory=dict)
    open_keys: frozenset[str] = frozenset()
    """What is kept back and could be worked out nevertheless, since what gives it away is shown already."""
    sentences: tuple[str, ...] = ()
    """What could be worked out all the same, to be read before filing."""

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of everything that is kept back."""
        return frozenset(self.why)


Splits = Mapping[str, frozenset[tuple[str, int]]]
"""Of some counts, by name, the smaller ones that they are made of."""


def finer(figures: Sequence[Figure], splits: Splits) -> list[Figure]:
    """The same figures, with every count that is made of smaller ones in these. A count that was another number when
    the figure was filed stays whole: what it was made of then is not known."""
    return [replace(one, parts=frozenset(_split(one.parts, splits))) for one in figures]


def _split(parts: Collection[tuple[str, int]], splits: Splits) -> Iterator[tuple[str, int]]:
    for name, number in parts:
        pieces = splits.get(name, frozenset())
        if pieces and sum(piece for _, piece in pieces) == number:
            yield from pieces
        else:
            yield name, number


def mask(
    figures: Sequence[Figure],
    shown_before: Sequence[Figure] = (),
    hidden_before: Sequence[Figure] = (),
    chosen_to_print: Collection[str] = frozenset(),
) -> Masked:
    """What to keep back of some figures, beside what earlier returns show and keep back.

    What was shown before is out, and stays shown. What the group chose to print (by key) is printed. The same question
    has always the same answer.
    """
    table = _Table(figures, shown_before, hidden_before, frozenset(chosen_to_print))
    room, exposed = table.room, set[str]()
    told: dict[int, str] = {}
    for cells, sentence, key in _goals(table):
        if not room.cover(cells):
            told.setdefault(cells, sentence)
            exposed.add(key)
    while (rest := next(_small_rests(table, told.keys()), None)) is not None:
        cells, sentence = rest
        if not room.cover(cells):
            told[cells] = sentence
    now = {one.key: index for index, one in enumerate(figures)}
    why = {key: "small" if figures[index].is_small else "beside" for key, index in now.items() if index in room.hidden}
    return Masked(why, frozenset(exposed & why.keys()), (*dict.fromkeys(told.values()), *_nested_people(table)))


def could_be_worked_out(
    figures: Sequence[Figure],
    shown_before: Sequence[Figure] = (),
    hidden_before: Sequence[Figure] = (),
    chosen_to_print: Collection[str] = frozenset(),
) -> tuple[str, ...]:
    """What could still be worked out although it is kept back, in sentences, to be read before filing."""
    return mask(figures, shown_before, hidden_before, chosen_to_print).sentences


class _Table:
    """All figures in one list (those of now, shown before, hidden before), and the cells that they are made of."""

    def __init__(
        self,
        figures: Sequence[Figure],
        shown_before: Sequence[Figure],
        hidden_before: Sequence[Figure],
        chosen: frozenset[str],
    ) -> None:
        self.now = len(figures)
        self.all = [*figures, *shown_before, *hidden_before]
        self.first_hidden = self.now + len(shown_before)
        public = {one.parts for one in shown_before}
        held = {one.atoms for one in hidden_before}
        printed = {one.atoms for one in figures if one.key in chosen}
        cells, numbers = _cells_of(self.all)
        hidden: set[int] = set()
        seen = []
        for index, one in enumerate(self.all):
            earlier = self.now <= index < self.first_hidden
            fixed = earlier or (index < self.now and (one.parts in public or one.key in chosen))
            if index >= self.first_hidden:
                secret = one.parts not in public and one.atoms not in printed
            else:
                secret = not fixed and one.value > 0 and (one.is_small or one.atoms in held)
            hidden |= {index} if secret else set()
            seen.append(Seen(cells[index], one.value, not fixed and index < self.now and one.value > 0))
        self.room = Room(seen, numbers, hidden)

    def name(self, index: int) -> str:
        return f"“{self.all[index].called or self.all[index].key}”"


def _cells_of(figures: Sequence[Figure]) -> tuple[list[int], list[int]]:
    """Of each figure its cells as bits, and the number in each cell: counts that always come together are one cell."""
    numbers: dict[str, int] = {}
    inside: dict[str, list[int]] = {}
    for index, one in enumerate(figures):
        for name, number in one.parts:
            numbers.setdefault(name, number)
            inside.setdefault(name, []).append(index)
    cells: dict[tuple[int, ...], list[str]] = {}
    for name in sorted(inside):
        cells.setdefault(tuple(inside[name]), []).append(name)
    masks, sums = [0] * len(figures), []
    for bit, (indexes, names) in enumerate(cells.items()):
        sums.append(sum(numbers[name] for name in names))
        for index in indexes:
            masks[index] |= 1 << bit
    return masks, sums


def _goals(table: _Table) -> Iterator[tuple[int, str, str]]:
    """What must not be worked out: cells, the sentence for when it can be, and its key. Small cells are no figure."""
    room = table.room
    for index in sorted(room.hidden, key=lambda index: (table.all[index].value, table.all[index].key, index)):
        where = " of an earlier return" if index >= table.now else ""
        sentence = f"{table.name(index)}{where} is kept back, and can still be worked out from what is shown already"
        yield room.figures[index].cells, sentence, table.all[index].key
    known = {one.cells for one in room.figures}
    for cell, number in enumerate(room.numbers):
        if 0 < number < FEWEST and 1 << cell not in known:
            smallest = min(room.touching[cell], key=lambda index: (table.all[index].value, index))
            sentence = (
                f"A number from one to four in {table.name(smallest)} can be worked out from what is shown already"
            )
            yield 1 << cell, sentence, f"cell {cell}"


def _small_rests(table: _Table, exposed: Collection[int]) -> Iterator[tuple[int, str]]:
    """What is left of a figure without the shown figures inside it, where that is small and not covered yet."""
    room = table.room
    shown = [one.cells for index, one in enumerate(room.figures) if index not in room.hidden]
    for index, one in enumerate(room.figures):
        if index in room.hidden:
            continue
        inside = [cells for cells in shown if cells != one.cells and cells & one.cells == cells]
        for rest in _rests(one.cells, inside):
            worth = _worth(room, rest)
            if 0 < worth < FEWEST and rest not in exposed and rest not in shown and not room.covered(rest):
                yield rest, f"A number from one to four can be worked out from {table.name(index)} and what is in it"


def _rests(cells: int, inside: Sequence[int]) -> Iterator[int]:
    """A figure without all that is shown inside it, and without each alone."""
    together = 0
    for one in inside:
        together |= one
        if cells & ~one:
            yield cells & ~one
    if cells & ~together and together:
        yield cells & ~together


def _worth(room: Room, cells: int) -> int:
    """What some cells come to; more than small is told as soon as it is."""
    total = 0
    while cells and total < FEWEST:
        low = cells & -cells
        total += room.numbers[low.bit_length() - 1]
        cells ^= low
    return total


def _nested_people(table: _Table) -> Iterator[str]:
    """Different people over a longer and a shorter time: how many more there are says how many were new."""
    room = table.room
    shown = [one for index, one in enumerate(table.all) if index not in room.hidden and _days(one)]
    for longer in shown:
        for shorter in shown:
            (first, last), (begin, end) = _days(longer), _days(shorter)  # type: ignore[misc]
            more = longer.value - shorter.value
            if first <= begin and end <= last and (first, last) != (begin, end) and 0 < more < FEWEST:
                yield (
                    f"Different people: {shorter.value} from {long_day(begin)} to {long_day(end)} and {longer.value} "
                    f"from {long_day(first)} to {long_day(last)}. Whoever reads both sees that {more} came only in the "
                    "rest"
                )


def _days(figure: Figure) -> tuple[date, date] | None:
    kind, *days = figure.key.split("|")
    if kind != PEOPLE or len(days) != 2:
        return None
    return date.fromisoformat(days[0]), date.fromisoformat(days[1])
