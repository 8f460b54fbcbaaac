"""Which filed returns have a copy with names taken out: the book of copies tells, which stands on a higher shelf."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SharedCopy:
    """The latest copy that is shared of a return."""

    number: int
    title: str
    made_at: datetime


Teller = Callable[[int], list[SharedCopy]]
_tellers: list[Teller] = []


def tells_copies(teller: Teller) -> Teller:
    """Register who knows the copies of a grant's returns."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def copies_of(grant_id: int) -> list[SharedCopy]:
    """The copies that are shared of a grant's returns, by number of the return."""
    return sorted((one for teller in _tellers for one in teller(grant_id)), key=lambda one: one.number)
