"""The slow, obvious book: plain lists, added up from the start every time. What the real one says must be the same."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from groupkit.ledger.rules import SERIES, Legs

Posting = tuple[date, Legs]


@dataclass
class Line:
    """One entry: everything that was ever posted under its number, and what stands now."""

    reference: str
    kind: str
    postings: list[Posting]
    stands: Posting | None
    words: tuple[int, str, str] = (0, "", "")


@dataclass
class PlainBook:
    """All entries in a list."""

    today: date
    year_end: tuple[int, int] = (3, 31)
    settlements: list[date] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def settled(self) -> date | None:
        return max(self.settlements, default=None)

    def year_of(self, day: date) -> str:
        ends = [date(year, *self.year_end) for year in range(day.year - 1, day.year + 3)]
        last = next(end for end in ends if end >= day)
        first = max(end for end in ends if end < last) + timedelta(days=1)
        return str(last.year) if first.year == last.year else f"{first.year}-{str(last.year)[2:]}"

    def is_settled(self, day: date) -> bool:
        return self.settled is not None and day <= self.settled

    def next_reference(self, kind: str, day: date) -> str:
        stem = f"{self.year_of(day)}/{SERIES[kind]}"
        return f"{stem}{sum(line.reference.startswith(stem) for line in self.lines) + 1:03d}"

    def enter(self, kind: str, day: date, legs: Legs) -> Line | None:
        """The new line, or None when the book is settled there."""
        if self.is_settled(day):
            return None
        line = Line(self.next_reference(kind, day), kind, [(day, legs)], (day, legs))
        self.lines.append(line)
        return line

    def correct(self, line: Line, day: date, legs: Legs) -> Line | None:
        """The line that holds the right figures, or None when this cannot be."""
        if line.stands is None or line.stands == (day, legs):
            return None
        old_day, old_legs = line.stands
        if self.year_of(old_day) != self.year_of(day):
            if self.is_settled(day):
                return None
            self.void(line)
            return self.enter(line.kind, day, legs)
        if self.is_settled(old_day):
            if legs == old_legs:
                return None
            back_day = day = self.today
        elif self.is_settled(day):
            return None
        else:
            back_day = old_day
        line.postings += [(back_day, old_legs.reversed), (day, legs)]
        line.stands = (day, legs)
        return line

    def void(self, line: Line) -> bool:
        if line.stands is None:
            return False
        day, legs = line.stands
        line.postings.append((self.today if self.is_settled(day) else day, legs.reversed))
        line.stands = None
        return True

    def postings(self, until: date | None = None) -> list[Posting]:
        return [posting for line in self.lines for posting in line.postings if until is None or posting[0] <= until]

    def in_account(self, account: int, until: date | None = None) -> int:
        return sum(leg.pence for _, legs in self.postings(until) for leg in legs.money if leg.account_id == account)

    def in_fund(self, fund: int, until: date | None = None) -> int:
        return sum(leg.pence for _, legs in self.postings(until) for leg in legs.purpose if leg.fund_id == fund)

    def under(self, category: int, first: date, last: date) -> int:
        return sum(
            leg.pence
            for day, legs in self.postings()
            for leg in legs.purpose
            if leg.category_id == category and first <= day <= last
        )

    def spent_under(self, fund: int, heading: int | None, money_out: set[int]) -> int:
        return -sum(
            leg.pence
            for _, legs in self.postings()
            for leg in legs.purpose
            if leg.fund_id == fund and leg.heading_id == heading and leg.category_id in money_out
        )
