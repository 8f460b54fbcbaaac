"""What a grant may say, how far it has come, and how its headings and instalments add up. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from groupkit.dates import long_day, months_after
from groupkit.grants.facts import short
from groupkit.refusal import Refused

SOON = timedelta(weeks=8)
"""How long before the day a return is worth thinking about: what funders themselves do."""
YEARS_KEPT = 7
"""How long the records of a grant are kept after its end (DOMAIN 4.8: the Lottery's seven years, the longest)."""
LONGEST_FUND_NAME = 60
MOST_HEADINGS = 30
MOST_INSTALMENTS = 24
MOST_OUTCOMES = 12
MOST_PAPERS = 30
MOST_EXTRAS = 60
SAVED_MEANWHILE = (
    "Somebody else saved this in the meantime. What you wrote is still here: look at theirs, then press once more"
)

FUNDERS: dict[str, str] = {
    "lottery": "A lottery programme",
    "council": "A council: parish, town, city or county",
    "foundation": "A community foundation",
    "health": "The health service",
    "charity": "A charity or a trust",
    "company": "A company",
    "people": "People around us, or somebody else",
}
"""What kind of giver a funder is."""
GIVEN_BY: dict[str, str] = {
    "lottery": "a lottery programme",
    "council": "a council",
    "foundation": "a community foundation",
    "health": "the health service",
    "charity": "a charity or trust",
    "company": "a company",
    "people": "people around us",
}
"""The same in a sentence: from a council."""
STAGES: dict[str, str] = {
    "applied": "We have asked for it",
    "offered": "They have offered it",
    "accepted": "We have taken it",
    "not_given": "It was not given",
    "given_back": "We gave it back",
    "ended": "It has ended",
}
"""How far a grant has come."""
ASKED = frozenset({"applied", "offered"})
"""While nothing is certain yet."""
OVER = frozenset({"not_given", "given_back", "ended"})
NEVER_OURS = ASKED | {"not_given"}
"""Of such a grant nothing has been promised, so that no account and no report may count it."""
PAPERS: dict[str, str] = {
    "application": "What we asked for",
    "offer": "Their offer letter",
    "conditions": "Their conditions",
    "consent": "Their yes to a change",
    "other": "Something else",
}
"""What a paper that goes with a grant is."""
EXTRAS: dict[str, str] = {
    "match": "Money from elsewhere, beside the grant",
    "kind": "Something given without money",
    "thing": "A thing that was bought with it",
}
"""What stands beside the money of a grant: match funding, gifts in kind, equipment."""
ORIGINS: dict[str, str] = {
    "kit": "A line to begin from",
    "own": "Ours, in our own words",
    "funder": "The funder’s",
}
"""Whose an outcome is."""
STEPS: dict[str, str] = {
    "sent": "We sent it",
    "accepted": "They are happy with it",
    "question": "They asked something",
    "changes": "They would like something changed",
}
"""What became of a return that was filed."""
WAYS: dict[str, str] = {
    "post": "By post",
    "email": "By email",
    "website": "Through their website",
    "hand": "By hand",
}
"""How a return went to the funder."""


@dataclass(frozen=True)
class Budget:
    """A heading as it is typed with a grant: a name, and what was agreed for it in pence."""

    name: str
    pence: int


def check_grant(amount: int, starts: date | None, ends: date | None, due: date | None) -> None:
    """Raises Refused for an amount of nothing, or days that run backwards."""
    if amount <= 0:
        raise Refused("A grant is more than nothing. Write what you were given", "amount")
    if starts and ends and ends < starts:
        raise Refused("The grant ends before it starts. Have another look at the two days", "ends")
    if starts and due and due < starts:
        raise Refused("The return is wanted before the grant starts. Have another look at the two days", "due")


def check_steps(applied: date | None, offered: date | None, accepted: date | None, today: date) -> None:
    """Raises Refused for a day that has not come, or days of asking, offering and taking that run backwards."""
    days = [("applied_on", applied), ("offered_on", offered), ("accepted_on", accepted)]
    known = [(field, day) for field, day in days if day]
    for field, day in known:
        if day > today:
            raise Refused("That day has not come yet", field)
    for (_, earlier), (field, later) in pairwise(known):
        if later < earlier:
            raise Refused(f"That is before {long_day(earlier)}, the day of the step before. Have another look", field)


def check_asks(may_move: int | None, most_megabytes: int | None, ends: date | None, keep_until: date | None) -> None:
    """Raises Refused for more than the whole of a heading, a file of nothing, and records kept for less than the grant.

    `may_move` is in per cent of a heading, `most_megabytes` in whole megabytes.
    """
    if may_move is not None and may_move > 100:
        raise Refused("100 in a hundred is the whole of a heading. Have another look", "may_move")
    if most_megabytes == 0:
        raise Refused("A file of nothing says nothing. Leave it empty if they have not said", "most_megabytes")
    if ends and keep_until and keep_until < ends:
        raise Refused("That is before the grant ends. Records are kept for some years after it", "keep_until")


def check_instalment(due_on: date, starts: date | None) -> None:
    """Raises Refused for an instalment that is due more than a year before the grant starts: most likely a slip."""
    if starts and due_on < months_after(starts, -12):
        raise Refused("That is more than a year before the grant starts. Have another look at the year", "due_on")


def check_outcome(origin: str, target: int | None, counted_on: date | None, today: date) -> None:
    """Raises Refused for a target that is not the funder's own, and for a day that has not come."""
    if target is not None and origin != "funder":
        raise Refused("Only a funder sets a target here. Leave it empty, or say that this is the funder’s", "target")
    if counted_on and counted_on > today:
        raise Refused("That day has not come yet", "counted_on")


def kept_until(said: date | None, ends: date | None) -> date | None:
    """The last day on which the records of a grant are kept: as the funder said, or seven years after its end."""
    return said or (months_after(ends, 12 * YEARS_KEPT) if ends else None)


def is_over(stage: str, ends: date | None, left: int, today: date) -> bool:
    """Whether a grant stands among those that are over: it was said, or it is past its end with nothing `left`."""
    return stage in OVER or (stage == "accepted" and ends is not None and ends < today and left == 0)


def check_budgets(budgets: Sequence[Budget]) -> None:
    """Raises Refused when a heading stands there twice, or there are more than anybody could follow."""
    names = [one.name.casefold() for one in budgets]
    twice = next((one.name for one in budgets if names.count(one.name.casefold()) > 1), None)
    if twice:
        raise Refused(f"“{twice}” stands there twice. Put the two together, or give one another name", "headings")
    if len(budgets) > MOST_HEADINGS:
        raise Refused(f"{MOST_HEADINGS} headings are the most for one grant", "headings")


def fund_name(funder: str, taken: Collection[str]) -> str:
    """A name for a grant's fund that no other fund has: `Community Chest grant`, then `Community Chest grant 2`."""
    used = {name.casefold() for name in taken}
    number = 1
    while True:
        ending = " grant" if number == 1 else f" grant {number}"
        name = funder[: LONGEST_FUND_NAME - len(ending)].rstrip() + ending
        if name.casefold() not in used:
            return name
        number += 1


def headings_note(amount: int, budgets: Sequence[int]) -> str:
    """A word about headings that do not add up to the grant; nothing when they do, or there are none."""
    return _adds_up("headings", "has no heading yet", amount, budgets)


def instalments_note(amount: int, instalments: Sequence[int]) -> str:
    """A word about instalments that do not add up to the grant; nothing when they do, or there are none."""
    return _adds_up("instalments", "has no day yet", amount, instalments)


def _adds_up(parts: str, missing: str, amount: int, pence: Sequence[int]) -> str:
    total = sum(pence)
    if not pence or total == amount:
        return ""
    words = f"The {parts} come to {short(total)}, and the grant is {short(amount)}"
    if total < amount:
        return f"{words}. {short(amount - total)} {missing}, which may be just as you want it"
    return f"{words}: {short(total - amount)} less. It is worth a look at the funder's letter"


def check_until(until: date | None, starts: date | None, today: date) -> None:
    """Raises Refused for the last day of a return that has not come yet, or lies before the grant begins."""
    if until and until > today:
        raise Refused("A return covers days that have been. Choose today or a day before", "until")
    if until and starts and until < starts:
        raise Refused("The grant had not begun on that day. Have another look at it", "until")


def check_signed(names: Sequence[str], unrelated: bool, said: bool) -> None:
    """Raises Refused where one person stands there twice, or nobody has said that those who sign are not related."""
    if len({name.casefold() for name in names}) < len(names):
        raise Refused("Two different people sign. Have another look at the names", "name_2")
    if unrelated and len(names) > 1 and not said:
        raise Refused("This return is signed by two people who are not related and do not share a home", "unrelated")


def check_step(day: date, filed_on: date, today: date) -> None:
    """Raises Refused for a day before the return was filed, or one that has not come."""
    if day < filed_on:
        raise Refused("That is before the return was filed. Have another look at the day", "day")
    if day > today:
        raise Refused("That day has not come yet", "day")


def due_by(day: date, instalments: Iterable[tuple[date, int]]) -> int:
    """Pence of those instalments, each a day and its pence, that should have come by a day."""
    return sum(pence for due_on, pence in instalments if due_on <= day)
