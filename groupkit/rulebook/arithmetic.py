"""The arithmetic of meetings: who must be there, how many days' notice, how many votes. Pure, whole numbers only.

Facts: DOMAIN 1.2, "arithmetic the code must get right".
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from groupkit.dates import months_after

MORE_THAN_HALF = Fraction(51, 100)
"""How the share “more than half” is kept: of 51 people it is 26, as it is said, and not 27."""
POST_TAKES = 2
"""Days that a letter is taken to be on its way (deemed receipt)."""
NEVER_BELOW = 2


def quorum(number: int, share: Fraction | None, count: int) -> int:
    """How many must be there: the number, or the share of so many people in post on the day, whichever is more.

    A share rounds up. Never below two: one person is not a meeting.
    """
    return max(number, share_of(count, share) if share else 0, NEVER_BELOW)


def share_of(count: int, share: Fraction) -> int:
    """How many of so many people a share is: a part of one counts as a whole one."""
    return count // 2 + 1 if share == MORE_THAN_HALF else ceil(share * count)


def special_meeting_request(number: int, share: Fraction | None, count: int) -> int:
    """How many members may ask for a special meeting: the number, or the share of the members, whichever is more."""
    return max(number, share_of(count, share) if share else 0)


def last_day_of_notice(meeting: date, days: int, clear: bool, by_post: bool = False) -> date:
    """The last day on which notice reaches people: 14 clear days for the 20th is the 5th.

    Clear days count neither the day of notice nor the day of the meeting; no days at all are none between them, so that
    people can be told on the day itself. A letter goes two days earlier.
    """
    return meeting - timedelta(days=days + int(clear and days > 0) + POST_TAKES * int(by_post))


def days_of_notice(given: date, meeting: date, clear: bool) -> int:
    """How many days' notice was given, never fewer than none."""
    return max((meeting - given).days - int(clear), 0)


class Base(StrEnum):
    """Of whom a share of votes is taken."""

    VOTING = "voting"
    """Members present and voting: abstentions do not count."""
    PRESENT = "present"
    """Members present: an abstention counts against."""
    ALL = "all"
    """All members: whoever stays away counts against."""


@dataclass(frozen=True)
class Votes:
    """A vote as it was counted; how many were there and how many members there are, where that is known."""

    for_: int
    against: int
    abstained: int = 0
    present: int | None = None
    members: int | None = None

    def of(self, base: Base) -> int:
        """How many people a share is taken of."""
        voting = self.for_ + self.against
        if base is Base.VOTING:
            return voting
        there = max(voting + self.abstained, self.present or 0)
        return there if base is Base.PRESENT else max(there, self.members or 0)


def needed(votes: Votes, share: Fraction, base: Base) -> int:
    """How many votes for a proposal a share asks for: a part of a vote counts as a whole one; none is not enough."""
    return max(share_of(votes.of(base), share), 1)


def carried(votes: Votes, share: Fraction, base: Base) -> bool:
    """Whether a proposal that needs a share of the votes has it."""
    return votes.for_ >= needed(votes, share, base)


def simple_majority(votes: Votes) -> bool:
    """Whether more voted for than against; abstentions count for neither."""
    return votes.for_ > votes.against


def with_casting_vote(votes: Votes, says_yes: bool) -> bool:
    """Whether an ordinary proposal is agreed once the chair has used a casting vote, which settles only a tie.

    It is an additional vote and never helps a proposal that needs a larger share: `carried` knows nothing of it.
    """
    return says_yes if votes.for_ == votes.against else simple_majority(votes)


def latest_yearly_meeting(last: date, months: int) -> date:
    """The last day for the next yearly meeting, so many months after the one before; the 31st becomes a month's end."""
    return months_after(last, months)
