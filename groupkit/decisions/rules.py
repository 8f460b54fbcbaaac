"""What a decision needs, how a count comes out, and how that is said in words. Pure; whole people only.

Facts: DOMAIN 1.2 (shares, abstentions, casting vote) and 5.4 (rounds, consensus, between meetings).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol, TypeVar

from groupkit.dates import long_day
from groupkit.refusal import Refused
from groupkit.rulebook.arithmetic import Base, Votes, carried, needed, simple_majority, with_casting_vote
from groupkit.rulebook.rules import BASES, SHARES
from groupkit.words import and_list

BODIES = {"general": "The members", "committee": "The committee"}
MATTERS = {
    "ordinary": "An ordinary matter",
    "change": "A change to our rules",
    "closing": "Closing the group",
    "stuck": "A vote because no consensus was found",
}
STANDINGS = {
    "talking": "being talked about",
    "agreed": "agreed",
    "not_agreed": "not agreed",
    "parked": "put aside for now",
    "withdrawn": "taken back",
    "replaced": "replaced by a later one",
}
OPEN = ("talking", "parked")
"""Standings in which a decision can still be talked about."""
ENDED = ("agreed", "not_agreed", "replaced")
"""Standings in which the words of a decision are the group's record."""
WAYS = {
    "talk": "Talked about, nothing decided yet",
    "all": "Agreed by all",
    "vote": "By a vote",
    "consensus": "A consensus round",
    "between": "Between meetings, by email, post or phone",
}
UNDONE = "undone"
"""The way of a round that says of the one before it: that was written down wrongly, and does not count."""
ROUND_WAYS = {**WAYS, UNDONE: "Taken back: the round before this was written down wrongly"}
"""Every way that a round can have, as it is told."""
STANCES = (
    ("agree", "agree"),
    ("reservations", "agree with reservations"),
    ("aside", "stand aside"),
    ("block", "block"),
)
"""What somebody can say in a consensus round, from yes to no."""
MANY_ASIDE = Fraction(1, 3)
"""From this share on, so many stand aside that it is hardly a consensus (DOMAIN 5.4 gives no figure: ours)."""


class Round(Protocol):
    """A round as far as this goes."""

    @property
    def way(self) -> str: ...

    @property
    def held_on(self) -> date: ...

    @property
    def number(self) -> int: ...


AnyRound = TypeVar("AnyRound", bound=Round)


@dataclass(frozen=True)
class Measure:
    """What the rules ask of a vote. No share: more for than against, with a casting vote where `casting` allows one."""

    share: Fraction | None = None
    base: Base = Base.VOTING
    casting: bool = False
    source: str = ""

    @property
    def words(self) -> str:
        """`two thirds of the members present and voting`, `more votes for than against`."""
        if self.share is None:
            return "more votes for than against"
        said = SHARES.get(f"{self.share.numerator}/{self.share.denominator}", str(self.share))
        return f"{said} of {BASES[self.base.value]}"


@dataclass(frozen=True)
class Stances:
    """How many said what in a consensus round."""

    agree: int
    reservations: int = 0
    aside: int = 0
    block: int = 0

    @property
    def total(self) -> int:
        """How many said anything."""
        return self.agree + self.reservations + self.aside + self.block

    @property
    def blocked(self) -> bool:
        """Whether anybody blocks: then there is no consensus."""
        return self.block > 0

    @property
    def thin(self) -> bool:
        """Whether so many stand aside that it is hardly a consensus."""
        return self.total > 0 and self.aside >= MANY_ASIDE * self.total


@dataclass(frozen=True)
class Came:
    """What came of a vote: whether it was carried, and the sentence that says why."""

    carried: bool
    words: str


def check_votes(votes: Votes) -> None:
    """Raises Refused, beside its field, for a count that cannot be: nobody voted, or more than were there."""
    voting = votes.for_ + votes.against
    if not voting + votes.abstained:
        raise Refused("Write how many were for it and how many against", "for_")
    if votes.present is None:
        raise Refused("Write how many with a vote were there", "present")
    if voting + votes.abstained > votes.present:
        raise Refused(
            f"That is {voting + votes.abstained} votes together, and {votes.present} with a vote were there", "for_"
        )
    if votes.members is not None and votes.present > votes.members:
        raise Refused(f"That is more than the {votes.members} members there are", "present")


def check_stances(stances: Stances, present: int | None) -> None:
    """Raises Refused, beside its field, for a round in which nobody said anything, or more than were there."""
    if not stances.total:
        raise Refused("Write how many said what", "agree")
    if present is None:
        raise Refused("Write how many with a say were there", "present")
    if stances.total > present:
        raise Refused(f"That is {stances.total} together, and {present} were there", "agree")


def judge(votes: Votes, measure: Measure, casting: str = "") -> Came:
    """What came of a vote. A casting vote (`yes` or `no`) settles only a tie on an ordinary matter.

    Raises Refused where a casting vote is written down that the rules do not allow, or where there is no tie.
    """
    _check_casting(votes, measure, casting)
    if measure.share is None:
        yes = with_casting_vote(votes, casting == "yes") if casting else simple_majority(votes)
        least = ""
    else:
        yes = carried(votes, measure.share, measure.base)
        least = f", here {needed(votes, measure.share, measure.base)}"
    said = f"{in_figures(votes)}: {'agreed' if yes else 'not agreed'}. It needed {measure.words}{least}"
    if casting:
        said += f". Whoever chaired settled the tie with a casting vote {'for' if casting == 'yes' else 'against'} it"
    return Came(yes, said)


def _check_casting(votes: Votes, measure: Measure, casting: str) -> None:
    if not casting:
        return
    if not measure.casting:
        raise Refused("Our rules give whoever chairs no casting vote here. A tie is not agreed", "casting")
    if votes.for_ != votes.against:
        raise Refused("A casting vote settles a tie, and this was none", "casting")


def in_figures(votes: Votes) -> str:
    """`6 for, 2 against, 1 abstained`."""
    return f"{votes.for_} for, {votes.against} against, {votes.abstained} abstained"


def in_stances(stances: Stances) -> str:
    """`5 agree, 1 agrees with reservations and 1 stands aside`; nobody who blocks is said too."""
    figures = (
        (stances.agree, "agrees", "agree"),
        (stances.reservations, "agrees with reservations", "agree with reservations"),
        (stances.aside, "stands aside", "stand aside"),
    )
    said = [f"{count} {one if count == 1 else many}" for count, one, many in figures if count]
    block = {0: "nobody blocks", 1: "1 blocks"}.get(stances.block, f"{stances.block} block")
    return and_list([*said, block])


def in_consensus(stances: Stances, decided: bool) -> Came:
    """What came of a consensus round. Raises Refused where it is to be decided and somebody blocks."""
    if decided and stances.blocked:
        raise Refused(
            "Somebody blocks, so this is no consensus. Leave it open and talk on, or take the vote our rules allow",
            "decided",
        )
    if decided and not stances.agree + stances.reservations:
        raise Refused("Nobody said that they agree, so nothing is decided. Leave it open and talk on", "decided")
    words = in_stances(stances)
    if decided and stances.thin:
        words += ". So many stand aside that it is worth asking once more whether everybody can live with it"
    return Came(decided, words)


def fallback(decide_by: str, meetings: int, share: str, source: str) -> str:
    """What happens if we cannot agree, in one sentence with its source, as it stands beside every open decision.

    `decide_by` is `consensus` or `vote`, `share` the fallback share in words.
    """
    if decide_by == "consensus":
        often = "one meeting" if meetings == 1 else f"{meetings} meetings"
        said = f"If we find no consensus in {often}, a vote can decide, and needs {share} of those present and voting"
    else:
        said = "If there is no majority for it, it is not agreed and everything stays as it is"
    return f"{said} ({source})" if source else said


MOVES: Mapping[str, tuple[str, ...]] = {
    "talking": ("parked", "withdrawn"),
    "parked": ("talking", "withdrawn"),
    "withdrawn": ("talking",),
    "not_agreed": ("talking",),
}
"""Which steps a decision can take from where it stands, without a round."""


def how_long(days: int) -> str:
    """`since today`, `for 3 days`, `for 5 weeks`, `for 4 months`: how long something has been talked about."""
    if days < 1:
        return "since today"
    if days < 14:
        return f"for {days} {'day' if days == 1 else 'days'}"
    return f"for {days // 7} weeks" if days < 70 else f"for {days // 30} months"


def counted(rounds: Sequence[AnyRound]) -> list[AnyRound]:
    """The rounds that count: without those that were written down wrongly, and what says so of them."""
    found: list[AnyRound] = []
    for one in rounds:
        if one.way == UNDONE:
            found = found[:-1]
        else:
            found.append(one)
    return found


def in_order(rounds: Iterable[AnyRound]) -> list[AnyRound]:
    """Rounds in the order of their days; those of one day as they were written down."""
    return sorted(rounds, key=lambda one: (one.held_on, one.number))


def check_between(later: date | None, settles: bool) -> None:
    """Raises Refused for a round that cannot come in before a later one (on the day `later`; None where there is none).

    One that agreed nothing leaves what came of the decision as it is, so it can always be written down. One that agreed
    something (`settles`) would change it.
    """
    if later is not None and settles:
        raise Refused(
            f"It came up again on {long_day(later)}, and that stands written down already. For an earlier day you can "
            "write down that it was talked about, or not agreed. If it was agreed then, take the later one back first, "
            "and write both down in their order",
            "held_on",
        )


def check_move(standing: str, to: str) -> None:
    """Raises Refused for a step that a decision cannot take from where it stands."""
    if to not in MOVES.get(standing, ()):
        raise Refused(f"This decision is {STANDINGS[standing]}, so that cannot be done")
