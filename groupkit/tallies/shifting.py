"""Whether another table would look the same to whoever sees only what is shown. Pure, whole numbers only.

A figure that is kept back cannot be worked out when some other table of whole numbers, none below nought, shows the
very same figures and has another number in that place. Such a table is a *shift* away: one more here, one fewer there.
What a shift changes has to be kept back, so the cheapest shift says which partners to keep back too. A shift that was
found once holds for good: keeping back more never makes it visible.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

MOST_STEPS = 1_500
"""How many beginnings of shifts are looked at for one figure before the plainest one is taken."""
MOST_CELLS = 8
WIDTH = 6
"""How many cells are tried, by each of two orders, to make up for one that was changed."""


@dataclass(frozen=True)
class Seen:
    """A figure as this module sees it: its cells as bits, its number, and whether it can still be kept back."""

    cells: int
    value: int
    free: bool

    @property
    def cost(self) -> int:
        """What keeping it back costs: what readers then do not learn."""
        return self.value + 1


@dataclass(frozen=True)
class Shift:
    """One more in the cells of `up`, one fewer in those of `down`; `hides` are figures to keep back for it."""

    up: int
    down: int
    hides: frozenset[int] = frozenset()

    def of(self, cells: int) -> int:
        """By how much the sum of some cells changes."""
        return (cells & self.up).bit_count() - (cells & self.down).bit_count()


@dataclass
class Room:
    """Every figure, the number in each cell, and which figures are kept back so far."""

    figures: Sequence[Seen]
    numbers: Sequence[int]
    hidden: set[int]
    shifts: list[Shift] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.touching: list[list[int]] = [[] for _ in self.numbers]
        self.still = 0
        for index, one in enumerate(self.figures):
            for cell in bits(one.cells):
                self.touching[cell].append(index)
            if not one.value:
                self.still |= one.cells

    def covered(self, cells: int) -> bool:
        """Whether some shift that was found changes the sum of these cells."""
        return any(shift.of(cells) for shift in self.shifts)

    def cover(self, cells: int) -> bool:
        """See to it that the sum of these cells cannot be worked out; False where nothing helps any more."""
        if self.covered(cells):
            return True
        found = _cheapest(self, cells) or _plainest(self, cells)
        if found is None:
            return False
        self.shifts.append(found)
        self.hidden |= found.hides
        return True


def bits(cells: int) -> Iterator[int]:
    """The numbers of the cells, from the lowest."""
    while cells:
        low = cells & -cells
        yield low.bit_length() - 1
        cells ^= low


def _plainest(room: Room, cells: int) -> Shift | None:
    """One more in a single cell: everything that holds it is kept back."""
    found = []
    for cell in bits(cells & ~room.still):
        holding = [index for index in room.touching[cell] if index not in room.hidden]
        if all(room.figures[index].free for index in holding):
            cost = sum(room.figures[index].cost for index in holding)
            found.append((cost, cell, frozenset(holding)))
    return Shift(1 << min(found)[1], 0, min(found)[2]) if found else None


def _cheapest(room: Room, cells: int) -> Shift | None:
    """The shift that changes the sum of these cells and asks to keep back least; None where none was found soon."""
    waiting: list[tuple[int, int, int, Shift]] = []
    known: set[Shift] = set()
    order = iter(range(1 << 30))

    def add(cost: int, shift: Shift) -> None:
        if shift not in known:
            known.add(shift)
            size = shift.up.bit_count() + shift.down.bit_count()
            heappush(waiting, (cost, size, next(order), shift))

    for begun in _beginnings(room, cells):
        add(0, begun)
    for _ in range(MOST_STEPS):
        if not waiting:
            return None
        cost, size, _, shift = heappop(waiting)
        seen = _told(room, shift)
        if not seen:
            if shift.of(cells) and _stays_whole(room, shift):
                return shift
            continue
        for more, following in _following(room, shift, seen, size):
            add(cost + more, following)
    return None


def _beginnings(room: Room, cells: int) -> Iterator[Shift]:
    for cell in bits(cells & ~room.still):
        yield Shift(1 << cell, 0)
        if _may_go_down(room, cell):
            yield Shift(0, 1 << cell)


def _told(room: Room, shift: Shift) -> list[int]:
    """The figures that are shown and would tell of the shift, those with the fewest cells first."""
    found = [index for index in _touched(room, shift) if index not in room.hidden and index not in shift.hides]
    changed = [index for index in found if shift.of(room.figures[index].cells)]
    return sorted(changed, key=lambda index: (room.figures[index].cells.bit_count(), index))


def _touched(room: Room, shift: Shift) -> set[int]:
    return {index for cell in bits(shift.up | shift.down) for index in room.touching[cell]}


def _following(room: Room, shift: Shift, seen: list[int], size: int) -> Iterator[tuple[int, Shift]]:
    """What can be done about the first figure that tells: keep it back, or make up for it in another of its cells."""
    first = room.figures[seen[0]]
    if first.free:
        yield first.cost, Shift(shift.up, shift.down, shift.hides | {seen[0]})
    if size < MOST_CELLS:
        yield from ((0, one) for one in _made_up(room, shift, first.cells))


def _made_up(room: Room, shift: Shift, cells: int) -> Iterable[Shift]:
    down = shift.of(cells) > 0
    left = cells & ~room.still & ~shift.up & ~shift.down
    able = [cell for cell in bits(left) if not down or _may_go_down(room, cell)]
    tried = {cell: _with(shift, cell, down) for cell in able}
    by_cost = sorted(able, key=lambda cell: (_cost_alone(room, cell), cell))[:WIDTH]
    by_rest = sorted(able, key=lambda cell: (len(_told(room, tried[cell])), _cost_alone(room, cell), cell))[:WIDTH]
    return [tried[cell] for cell in dict.fromkeys([*by_rest, *by_cost])]


def _with(shift: Shift, cell: int, down: bool) -> Shift:
    bit = 1 << cell
    return Shift(shift.up | (0 if down else bit), shift.down | (bit if down else 0), shift.hides)


def _cost_alone(room: Room, cell: int) -> int:
    """What it costs to keep back the figures that are this cell and no other."""
    alone = (index for index in room.touching[cell] if room.figures[index].cells == 1 << cell)
    return sum(room.figures[index].cost for index in alone if index not in room.hidden)


def _may_go_down(room: Room, cell: int) -> bool:
    """Whether there can be one fewer in a cell: none goes below nought, and what is kept back is never nought."""
    kept_back = any(room.figures[index].cells == 1 << cell and index in room.hidden for index in room.touching[cell])
    return room.numbers[cell] > (1 if kept_back else 0)


def _stays_whole(room: Room, shift: Shift) -> bool:
    """Whether everything that is kept back is still at least one, as whoever reads it knows that it is."""
    return all(
        room.figures[index].value + shift.of(room.figures[index].cells) >= 1
        for index in _touched(room, shift)
        if index in room.hidden or index in shift.hides
    )
