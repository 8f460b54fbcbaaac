"""Who may say yes to a payment, and when enough people have; what must never be written down; counting cash. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from groupkit.money import pounds
from groupkit.refusal import Refused

WAYS = {
    "bank": "Bank transfer",
    "card": "Debit card or an online shop",
    "cheque": "Cheque",
    "withdrawal": "Cash taken out at the bank",
    "cash": "Cash from the tin",
}
"""How a payment is made; each needs as many people as any other."""

ENDS = {"paid": "Paid", "withdrawn": "Withdrawn", "declined": "Not agreed"}
LONG_WAIT = 14
"""Days after which a claim that waits is told of on the first page."""

MAY_BE = "On the list of who signs at the bank, they may be related to"

Pair = frozenset[int]


def pairs_of(marks: Mapping[int, bool]) -> frozenset[Pair]:
    """Who may be related to whom among those who sign at the bank: only a yes or no is kept of each.

    Two who are marked may mean each other. One who is marked alone may mean anybody else on the list.
    """
    marked = {person for person, related in marks.items() if related}
    if len(marked) == 1:
        (one,) = marked
        return frozenset(frozenset({one, other}) for other in marks if other != one)
    return frozenset(frozenset(pair) for pair in combinations(marked, 2))


def related_to(person: int | None, others: Iterable[int], pairs: Collection[Pair]) -> set[int]:
    """Those of these others who may be related to somebody."""
    return set() if person is None else {other for other in others if frozenset({person, other}) in pairs}


def counting(people: Collection[int], pairs: Collection[Pair]) -> int:
    """How many of these people count together: of two who may be related only one does."""
    tangled = {person for pair in pairs if pair <= set(people) for person in pair}
    if not tangled:
        return len(people)
    one = min(tangled)
    others = set(people) - {one}
    without = counting(others, pairs)
    return max(without, 1 + counting(others - related_to(one, others, pairs), pairs))


@dataclass(frozen=True)
class Circle:
    """Who there is to say yes to one payment: those who can here, those who sign on paper, and who may be related."""

    here: frozenset[int]
    on_paper: frozenset[int]
    pairs: frozenset[Pair] = frozenset()
    claimant: int | None = None

    @property
    def able(self) -> frozenset[int]:
        """Everybody who may say yes: never the one who gets the money, nor anybody who may be related to them."""
        everybody = self.here | self.on_paper
        return everybody - {self.claimant} - related_to(self.claimant, everybody, self.pairs)

    @property
    def most(self) -> int:
        """How many could say yes together."""
        return counting(self.able, self.pairs)

    def votes(self, said: Collection[int]) -> int:
        """How many of those who said yes count."""
        near = related_to(self.claimant, said, self.pairs)
        return counting({person for person in said if person != self.claimant and person not in near}, self.pairs)

    def why_not(self, person: int, said: Collection[int]) -> str:
        """Why somebody cannot say yes now, in a sentence; nothing when they can."""
        if person in said:
            return "Their yes stands here already"
        if person == self.claimant:
            return "Whoever gets the money does not say yes to it. Others do"
        if related_to(self.claimant, {person}, self.pairs):
            return f"{MAY_BE} the one who gets the money. Somebody else says yes"
        if related_to(person, said, self.pairs):
            return f"{MAY_BE} one who has said yes. Somebody else says yes too"
        if person not in self.able:
            return "They do not hold a job that says yes to payments, and do not sign at the bank"
        return ""

    def check_exception(self, said: Collection[int], needed: int) -> None:
        """Raises Refused while there are people left who could say yes."""
        if self.most >= needed:
            raise Refused("There are enough people who can say yes, so no exception is needed")
        if self.votes(said) < self.most:
            raise Refused("First whoever can say yes does so. The exception is for what is missing after that")


def state_of(ended: bool, ready: bool, votes: int, needed: int, excepted: bool) -> str:
    """Where a request stands: `ended`, `unready`, `waiting` or `agreed`."""
    if ended:
        return "ended"
    if not ready:
        return "unready"
    return "agreed" if votes >= needed or excepted else "waiting"


def said_in_words(votes: int, needed: int) -> str:
    """`1 of 2 have said yes`."""
    return f"{votes} of {needed} {'has' if needed == 1 else 'have'} said yes"


def days_waited(asked: date, today: date) -> int:
    """Whole days since it was asked for; nought when the host's clock went backwards."""
    return max(0, (today - asked).days)


def waiting_in_words(days: int) -> str:
    """`waiting 12 days`, `asked for today`."""
    if days == 0:
        return "asked for today"
    return f"waiting {days} day{'s' if days != 1 else ''}"


_RUN = re.compile(r"\d(?:[ .\-–/]?\d)*")
CARD = "That looks like the number of a card. Card numbers are never written down here"
LONG = "Leave out long numbers: of an account or a card the last four figures are the most that is kept here"


def check_no_card(words: str, field: str) -> None:
    """Raises Refused where words hold what looks like the whole number of a card."""
    for run in _runs(words):
        if any(_is_card(run[at : at + size]) for size in range(13, 20) for at in range(len(run) - size + 1)):
            raise Refused(CARD, field)


def check_short_numbers(words: str, field: str) -> None:
    """Raises Refused where words hold more than four figures in a row, whatever stands between them."""
    if any(len(run) > 4 for run in _runs(words)):
        raise Refused(LONG, field)


def _runs(words: str) -> list[str]:
    return ["".join(letter for letter in run if letter.isdecimal()) for run in _RUN.findall(words)]


def _is_card(digits: str) -> bool:
    """Whether the check figure at the end is that of a card (the Luhn sum)."""
    total = 0
    for place, letter in enumerate(reversed(digits)):
        figure = int(letter) * (2 if place % 2 else 1)
        total += figure - 9 if figure > 9 else figure
    return total % 10 == 0 and len(set(digits)) > 1


def difference_in_words(counted: int, book: int) -> str:
    """`£1.20 short`, `£0.50 over`, `just what the book says`; of pence."""
    if counted == book:
        return "just what the book says"
    return f"{pounds(abs(counted - book))} {'over' if counted > book else 'short'}"


@dataclass(frozen=True)
class Petty:
    """A petty cash tin, in pence: cash and vouchers together are the float, at all times."""

    size: int
    cash: int
    vouchers: int

    @property
    def together(self) -> int:
        return self.cash + self.vouchers

    @property
    def agrees(self) -> bool:
        return self.together == self.size
