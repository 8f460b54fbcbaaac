"""What the present rules ask for a change: notice, how many must be there, and how many must be for it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from groupkit.dates import long_day
from groupkit.rulebook.arithmetic import (
    Base,
    Votes,
    carried,
    days_of_notice,
    last_day_of_notice,
    needed,
    quorum,
    simple_majority,
)
from groupkit.rulebook.rules import RULES, say

RULES_ASKED = (
    "notice_change_days",
    "notice_clear",
    "quorum_general_number",
    "quorum_general_share",
    "change_share",
    "change_base",
)
"""The rules that say how the rules are changed (DOMAIN 1.2: alteration)."""


@dataclass(frozen=True)
class Requirements:
    """How the rules in force say that they are changed; `sources` says where each comes from, by rule."""

    notice_days: int
    clear: bool
    quorum_number: int
    quorum_share: Fraction | None
    share: Fraction
    base: Base
    sources: Mapping[str, str]

    @classmethod
    def read(cls, values: Mapping[str, str], sources: Mapping[str, str]) -> "Requirements":
        """From the values of the rulebook, by the names of the rules."""
        share = values["quorum_general_share"]
        return cls(
            notice_days=int(values["notice_change_days"]),
            clear=values["notice_clear"] == "yes",
            quorum_number=int(values["quorum_general_number"]),
            quorum_share=Fraction(share) if share else None,
            share=Fraction(values["change_share"]),
            base=Base(values["change_base"]),
            sources=sources,
        )

    def last_day(self, meeting: date, by_post: bool = False) -> date:
        """The last day on which notice reaches people (or is posted) for a meeting."""
        return last_day_of_notice(meeting, self.notice_days, self.clear, by_post)

    def earliest(self, sent: date) -> date:
        """The first day for a meeting of which notice is given on this day."""
        return sent + timedelta(days=self.notice_days + int(self.clear))

    def there(self, members: int) -> int:
        """How many members must be there for a meeting to decide, of so many members in all."""
        return quorum(self.quorum_number, self.quorum_share, members)


@dataclass(frozen=True)
class Told:
    """One thing that the rules ask, worked out for this proposal, with where it comes from."""

    sentence: str
    source: str


def explain(asked: Requirements, meeting: date | None, members: int) -> list[Told]:
    """What the present rules ask for a proposal, worked out for so many members, and for the day of its meeting."""
    there = asked.there(members)
    share = say(RULES["change_share"], str(asked.share))
    base = say(RULES["change_base"], asked.base.value)
    for_it = needed(_all_vote(there, members), asked.share, asked.base)
    whole = asked.base is Base.ALL
    many = f"{for_it}, however many come" if whole else f"{for_it} if {there} are there and all of them vote"
    votes = f"{share[:1].upper()}{share[1:]} of {base} must be for it: {many}."
    return [
        Told(_notice_asked(asked, meeting), asked.sources["notice_change_days"]),
        Told(
            f"{there} of your {members} members must be there."
            if members >= there
            else f"{there} members must be there.",
            asked.sources["quorum_general_number"],
        ),
        Told(votes, asked.sources["change_share"]),
    ]


def _notice_asked(asked: Requirements, meeting: date | None) -> str:
    days = say(RULES["notice_change_days"], str(asked.notice_days))
    if asked.clear:
        days = days.replace(" day", " clear day", 1)
    if meeting is None:
        return (
            f"{days} of notice: the wording reaches everybody that long before the meeting, and goes earlier by post."
        )
    last, posted = asked.last_day(meeting), asked.last_day(meeting, by_post=True)
    return (
        f"{days} of notice: for a meeting on {long_day(meeting)} the wording reaches everybody by {long_day(last)}. "
        f"Anything sent by post goes by {long_day(posted)}."
    )


def _all_vote(there: int, members: int) -> Votes:
    return Votes(for_=there, against=0, abstained=0, present=there, members=max(members, there))


def worth_a_look(asked: Requirements, sent_on: date | None, meeting: date, votes: Votes | None) -> list[str]:
    """What about the notice or the vote does not meet the present rules, a sentence each; none when all is as asked."""
    return [*_notice(asked, sent_on, meeting), *(_vote(asked, votes) if votes else ())]


def _notice(asked: Requirements, sent_on: date | None, meeting: date) -> Iterator[str]:
    if sent_on is None:
        return
    given = days_of_notice(sent_on, meeting, asked.clear)
    if given < asked.notice_days:
        clear = " clear" if asked.clear else ""
        yield (
            f"The wording went out on {long_day(sent_on)}: that is {given}{clear} days before the meeting, "
            f"and {asked.sources['notice_change_days']} asks for {asked.notice_days}."
        )


def _vote(asked: Requirements, votes: Votes) -> Iterator[str]:
    if votes.present is not None and votes.members is not None:
        there = asked.there(votes.members)
        if votes.present < there:
            yield f"{votes.present} members were there, and {asked.sources['quorum_general_number']} asks for {there}."
    if not carried(votes, asked.share, asked.base):
        for_it = needed(votes, asked.share, asked.base)
        yield (
            f"{votes.for_} were for it and {votes.against} against, and {asked.sources['change_share']} asks for "
            f"{for_it} for it."
        )


def days_asked(asked: Requirements, today: date) -> str:
    """What the rules ask of the day of a meeting, said beforehand for a wording that goes out today."""
    return (
        f"{_source(asked)} asks for {_days(asked, asked.notice_days)} of notice. If the wording goes out today, the "
        f"earliest day that would do is {long_day(asked.earliest(today))}, or later when it goes by post"
    )


def too_soon(asked: Requirements, sent: date, meeting: date) -> list[str]:
    """What is worth a look about the day of a meeting before the wording is put to it: too few days of notice."""
    given = days_of_notice(sent, meeting, asked.clear)
    if given >= asked.notice_days:
        return []
    return [
        f"From {long_day(sent)} that is {_days(asked, given)} of notice. {_source(asked)} asks for "
        f"{asked.notice_days}. The earliest day that would do is {long_day(asked.earliest(sent))}."
    ]


def _source(asked: Requirements) -> str:
    source = asked.sources["notice_change_days"]
    return source[:1].upper() + source[1:]


def _days(asked: Requirements, number: int) -> str:
    return f"{number}{' clear' if asked.clear else ''} {'day' if number == 1 else 'days'}"


def more_for_than_against(votes: Votes | None) -> list[str]:
    """What is worth a look about a vote that no rule of the group speaks of; nothing when nobody counted."""
    if votes is None or simple_majority(votes):
        return []
    return [
        f"The vote was {votes.for_} for it and {votes.against} against. Usually a text is adopted only when more "
        "people are for it than against."
    ]
