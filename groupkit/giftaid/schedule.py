"""A claim in the shape of HMRC's own file: its columns in order, and what each cell may hold (DOMAIN 4.9). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from groupkit.giftaid.rules import SMALL_GIFT, Donor

COLUMNS = (
    "Title",
    "First name or initial",
    "Last name",
    "House name or number",
    "Postcode",
    "Aggregated donations",
    "Sponsored event",
    "Donation date",
    "Amount",
)
"""HMRC's columns, from left to right."""
MOST_ROWS = 1_000
"""The rows that one of HMRC's files takes."""
MOST_TOGETHER = 100_000
"""Pence in one line of gifts that are put together."""
TOGETHER = "Small gifts of members and friends"
"""What stands in such a line in the place of names: at most 35 characters."""


@dataclass(frozen=True)
class Given:
    """A gift as a claim takes it, in pence; `year` is the financial year in which it came."""

    gift_id: int
    day: date
    pence: int
    donor: Donor
    sponsored: bool
    year: str


@dataclass(frozen=True)
class ScheduleLine:
    """One row of the file: a gift of somebody, or several small ones together."""

    gifts: tuple[Given, ...]
    together: bool = False

    @property
    def pence(self) -> int:
        return sum(gift.pence for gift in self.gifts)

    @property
    def day(self) -> date:
        """The day of the gift; of several, that of the last."""
        return max(gift.day for gift in self.gifts)

    @property
    def cells(self) -> tuple[str | None, ...]:
        """The words of the row, in HMRC's order; the amount follows. What is not used is None, and stays empty."""
        day = f"{self.day:%d/%m/%y}"
        if self.together:
            return (None, None, None, None, None, TOGETHER, None, day)
        gift = self.gifts[0]
        donor = gift.donor
        return (
            donor.title or None,
            donor.first,
            " ".join(donor.last.replace("-", " ").split()),
            donor.house or None,
            donor.postcode,
            None,
            "Yes" if gift.sponsored else None,
            day,
        )


@dataclass(frozen=True)
class Part:
    """What goes into one of HMRC's files: rows of one financial year, at most a thousand."""

    year: str
    number: int
    of: int
    lines: tuple[ScheduleLine, ...]

    @property
    def name(self) -> str:
        """`2026-27`, or `2026-27, part 2 of 3`."""
        return self.year if self.of == 1 else f"{self.year}, part {self.number} of {self.of}"

    @property
    def pence(self) -> int:
        return sum(line.pence for line in self.lines)

    @property
    def earliest(self) -> date:
        """The day of the earliest gift, which HMRC's file asks for at its top."""
        return min(gift.day for line in self.lines for gift in line.gifts)


def parts_of(gifts: Iterable[Given], together: bool, most: int = MOST_ROWS) -> list[Part]:
    """Gifts as rows of as many files as they need: each financial year by itself, and at most `most` rows in one.

    With `together`, gifts of £30 or less stand in lines without names; sponsored ones never do.
    """
    ordered = sorted(gifts, key=lambda gift: (gift.year, gift.day, gift.gift_id))
    found: list[Part] = []
    for year, of_year in groupby(ordered, key=lambda gift: gift.year):
        lines = list(_lines(list(of_year), together))
        pieces = [lines[at : at + most] for at in range(0, len(lines), most)]
        found += [Part(year, number, len(pieces), tuple(piece)) for number, piece in enumerate(pieces, start=1)]
    return found


def _lines(gifts: Sequence[Given], together: bool) -> Iterator[ScheduleLine]:
    small = [gift for gift in gifts if together and not gift.sponsored and gift.pence <= SMALL_GIFT]
    held = set(map(id, small))
    yield from (ScheduleLine((gift,)) for gift in gifts if id(gift) not in held)
    yield from (ScheduleLine(tuple(piece), together=True) for piece in _packed(small))


def _packed(gifts: Iterable[Given]) -> Iterator[list[Given]]:
    """Small gifts in their order, as many to a line as it holds."""
    line: list[Given] = []
    for gift in gifts:
        if line and sum(one.pence for one in line) + gift.pence > MOST_TOGETHER:
            yield line
            line = []
        line.append(gift)
    if line:
        yield line
