"""Kinds of meeting, notice, quorum and the steps of minutes: what the rules ask and how it is said. Pure.

Facts: DOMAIN 1.2 (clear days, quorum) and 5.1 to 5.5.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from groupkit.dates import MONTHS, long_day
from groupkit.meetings import saying
from groupkit.refusal import Refused
from groupkit.rulebook.arithmetic import days_of_notice, last_day_of_notice, quorum

KINDS = {
    "ordinary": "Members’ meeting",
    "committee": "Committee meeting",
    "yearly": "Yearly general meeting",
    "special": "Special general meeting",
    "own": "Another kind of meeting",
}
BODY_OF = {"ordinary": "general", "committee": "committee", "yearly": "general", "special": "general", "own": "own"}
"""Who meets."""
LONGEST_MINUTES = 12 * 60
"""A meeting runs at most so long: more is a slip of the pen."""

NOTICE_RULE = {
    "ordinary": "notice_general_days",
    "committee": "notice_committee_days",
    "yearly": "notice_agm_days",
    "special": "notice_agm_days",
}
"""Which rule says how many days' notice; a meeting of another kind has none."""
QUORUM_RULES = {
    "general": ("quorum_general_number", "quorum_general_share"),
    "committee": ("quorum_committee_number", "quorum_committee_share"),
}
NOTICE_WAYS = {
    "read_out": "Read out at a meeting",
    "post": "By post",
    "text": "By text or message",
    "phone": "By phone",
    "poster": "On a poster",
    "email": "By email",
    "by_hand": "Handed over",
}
DID = {
    "left": "left the room for it",
    "no_part": "stayed, and took no part",
    "stayed": "stayed and took part, as the meeting agreed",
}
"""What somebody with an interest of their own did."""
PURPOSES = {"share": "to share", "discuss": "to discuss", "decide": "to decide"}
STEPS = {"sent": "sent round", "taken_back": "taken back to draft", "approved": "approved"}


@dataclass(frozen=True)
class Noticed:
    """What the rules ask for notice of a meeting: whole days, whether clear, and where it is said."""

    days: int
    clear: bool
    source: str = ""

    def last_day(self, meeting: date, way: str = "") -> date:
        """The last day on which notice can be given in a way; by post it goes two days earlier."""
        return last_day_of_notice(meeting, self.days, self.clear, by_post=way == "post")

    def given(self, day: date, meeting: date, way: str) -> int:
        """How many days' notice was given; a letter reaches people two days later. Never fewer than none."""
        reached = day + timedelta(days=2) if way == "post" else day
        return days_of_notice(reached, meeting, self.clear)

    def short_by(self, day: date, meeting: date, way: str) -> int:
        """By how many days notice on a day was short; none where it was in time."""
        return max((day - self.last_day(meeting, way)).days, 0)

    @property
    def words(self) -> str:
        """`14 clear days`, `one day`."""
        return f"{self.days}{' clear' if self.clear else ''} {'day' if self.days == 1 else 'days'}"

    def say(self, day: date, meeting: date, way: str) -> str:
        """What there is to say about notice that was given: in time or short, with the rule and its source."""
        asked = f"{self.words} {'is' if self.days == 1 else 'are'} asked for"
        asked = f"{asked} ({self.source})" if self.source else asked
        short = self.short_by(day, meeting, way)
        if not short:
            return f"In time: {asked}"
        return (
            f"{short} {'day' if short == 1 else 'days'} too late: {asked}, so the last day was "
            f"{long_day(self.last_day(meeting, way))}"
        )


SHORT_MEANS = (
    "The meeting can go ahead, and the minutes will say that notice was short. Somebody who was not told in time could "
    "question what it decides, so keep anything that needs full notice, such as the rules or who is elected, for "
    "another day, or ask everybody whether they mind."
)
"""What short notice means, in words; never a block (DESIGN 3)."""


@dataclass(frozen=True)
class Quorum:
    """How many must be there, of how many, and where that is said."""

    needed: int
    of: int
    source: str = ""

    @classmethod
    def ask(cls, number: int, share: Fraction | None, of: int, source: str) -> "Quorum":
        """The quorum of a body with so many in post on the day."""
        return cls(quorum(number, share, of), of, source)

    def met(self, present: int) -> bool:
        """Whether enough are there."""
        return present >= self.needed

    @property
    def asks(self) -> str:
        """`clause 7 asks for 4`, or how many are needed where no clause says so."""
        needed = f"{self.needed} {'is' if self.needed == 1 else 'are'} needed"
        if self.source.startswith("clause "):
            return f"{self.source} asks for {self.needed}"
        return f"{needed} ({self.source})" if self.source else needed

    def say(self, present: int) -> str:
        """`4 of 11 here; clause 7 asks for 4`. Of a day before anybody was written down it is not said of how many."""
        return f"{present} of {self.of} here; {self.asks}" if present <= self.of else f"{present} here; {self.asks}"


TOO_FEW = (
    "Too few are here to decide anything. You can share and discuss; what needs deciding goes on the next agenda, or"
    " the meeting is held again, as your rules say."
)


def same_body(minutes_of: tuple[str, str], approving: tuple[str, str]) -> bool:
    """Whether a meeting can approve the minutes of another; each is its kind and what its kind is called.

    Minutes of a yearly meeting wait for the next yearly one; those of any other meeting of the members can be approved
    at any meeting of the members; a committee approves its own, and so does a kind of the group's own.
    """
    (kind, called), (other, other_called) = minutes_of, approving
    if kind == "yearly":
        return other == "yearly"
    if kind == "own":
        return other == "own" and called.casefold() == other_called.casefold()
    return BODY_OF[kind] == BODY_OF[other]


def approving_kinds(kind: str) -> list[str]:
    """The kinds of meeting at which minutes of a kind can be approved."""
    return [other for other in KINDS if same_body((kind, ""), (other, ""))]


def days_of(every: str, first: date, until: date) -> Iterator[date]:
    """The days of a series from its first on, until a day (included).

    `week 2` is every two weeks; `month 2` the second such weekday of each month, `month last` the last one.
    """
    unit, _, which = every.partition(" ")
    if unit == "week":
        day = first
        while day <= until:
            yield day
            day += timedelta(weeks=int(which))
        return
    year, month = first.year, first.month
    while date(year, month, 1) <= until:
        found = _nth(year, month, first.weekday(), which)
        if found is not None and first <= found <= until:
            yield found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _nth(year: int, month: int, weekday: int, which: str) -> date | None:
    """The second Tuesday of a month, or its last; none where the month has no fifth."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    days = [day + timedelta(weeks=at) for at in range(5) if (day + timedelta(weeks=at)).month == month]
    if which == "last":
        return days[-1]
    at = int(which) - 1
    return days[at] if at < len(days) else None


def check_first_day(every: str, first: date) -> None:
    """Raises Refused where the first day is not one of the days that the series would have."""
    if next(days_of(every, first, first), None) != first:
        day, name = f"{first.day} {MONTHS[first.month - 1]}", saying.weekday(first)
        is_now, wanted = saying.PLACES[str((first.day - 1) // 7 + 1)], saying.PLACES[every.partition(" ")[2]]
        raise Refused(
            f"{day} is the {is_now} {name} of its month, not the {wanted}. Choose another day or another rhythm",
            "first_on",
        )


def title_of(kind: str, called: str) -> str:
    """`Committee meeting`, or what the group calls it."""
    return called if kind == "own" and called else KINDS[kind]


def called_on(kind: str, called: str, day: date) -> str:
    """`Committee meeting, 3 May 2026`."""
    return f"{title_of(kind, called)}, {long_day(day)}"
