"""What a grant may say, and how its headings add up. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groupkit.grants.facts import short
from groupkit.refusal import Refused

SOON = timedelta(weeks=8)
"""How long before the day a return is worth thinking about: what funders themselves do."""
LONGEST_FUND_NAME = 60
MOST_HEADINGS = 30


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
    total = sum(budgets)
    if not budgets or total == amount:
        return ""
    words = f"The headings come to {short(total)}, and the grant is {short(amount)}"
    if total < amount:
        return f"{words}. {short(amount - total)} has no heading yet, which may be just as you want it"
    return f"{words}: {short(total - amount)} less. It is worth a look at the funder's letter"
