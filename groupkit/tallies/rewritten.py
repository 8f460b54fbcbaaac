"""Gatherings that were written down by mistake and written again: other rows, and the same people. Pure.

What was filed names a gathering by its row. Once that row counts no more, whatever stands in its place has to be seen
as the same, or a small number could be had by taking one paper from another.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from groupkit.dates import long_day
from groupkit.tallies.figures import SessionRow, TallyFigures
from groupkit.tallies.masking import Figure

_NAMED = ("session", "new at session")
"""How the counts of a gathering are named, each with its row behind."""


def written_again(paper: Collection[Figure], found: TallyFigures) -> Mapping[int, int]:
    """The row of each gathering on an earlier paper that was taken out as a mistake, with the row in its place: one of
    the same day, and of the same kind or with as many people. The paper speaks of none of those already."""
    taken = _rows_on(paper)
    instead = {}
    for gone in found.mistaken:
        if gone.id in taken:
            row = _in_place_of(gone, [one for one in found.rows if one.id not in taken])
            if row is not None:
                taken.add(row)
                instead[gone.id] = row
    return instead


def _in_place_of(gone: SessionRow, rows: Sequence[SessionRow]) -> int | None:
    unlike = [
        (one.kind_id != gone.kind_id, one.attendances != gone.attendances, one.id)
        for one in rows
        if one.day == gone.day and (one.kind_id == gone.kind_id or one.attendances == gone.attendances)
    ]
    return min(unlike)[2] if unlike else None


def renamed(figures: Collection[Figure], instead: Mapping[int, int]) -> tuple[Figure, ...]:
    """The figures with each gathering under the row that stands in its place."""
    return tuple(
        replace(one, parts=frozenset((_renamed(name, instead), number) for name, number in one.parts))
        for one in figures
    )


def _renamed(name: str, instead: Mapping[int, int]) -> str:
    row = _row_in(name)
    return f"{name.rpartition(' ')[0]} {instead[row]}" if row in instead else name


def _row_in(name: str) -> int:
    """The row of the gathering that a count is of; 0 where it is of none."""
    kind, _, row = name.rpartition(" ")
    return int(row) if kind in _NAMED and row.isdecimal() else 0


def _rows_on(paper: Collection[Figure]) -> set[int]:
    return {_row_in(name) for one in paper for name in one.atoms}


def in_doubt(paper: Collection[Figure], found: TallyFigures) -> Iterator[str]:
    """A sentence for each gathering that an earlier paper shows, that was a mistake, and that may be the same as one
    of another day with as many people."""
    named, instead = _rows_on(paper), written_again(paper, found)
    for gone in found.mistaken:
        if gone.id not in named or gone.id in instead or not gone.attendances:
            continue
        if any(one.attendances == gone.attendances and one.id not in named for one in found.rows):
            yield (
                f"The gathering of {long_day(gone.day)} stands in an earlier return or form, and was taken out since "
                "as written down by mistake. If it was written again under another day, a number from one to four may "
                "be worked out from both"
            )
