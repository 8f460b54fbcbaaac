"""What an agenda is made of: kinds of items, and how long they take together. Pure.

The order of a template follows DOMAIN 5.1; breaks and length DOMAIN 5.1 and 5.3.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from groupkit import hours
from groupkit.refusal import Refused

KINDS = {
    "item": "An item of your own",
    "welcome": "Welcome",
    "apologies": "Apologies",
    "conflicts": "Conflicts of interest",
    "minutes": "Minutes of the last meeting",
    "actions": "What we said we would do",
    "letters": "Letters and messages",
    "money": "Treasurer’s report and payments",
    "talking": "A decision that is still being talked about",
    "asked": "What our critical friend asked",
    "accounts": "Accounts of the year",
    "election": "Who does what: electing",
    "rules": "A change to our rules",
    "break": "Break",
    "sharing": "Sharing time",
    "any_other": "Any other business",
    "next": "Next meeting",
    "close": "Close",
}
WORDLESS = ("break", "sharing")
"""Items under which nothing is ever written down. What is said in the circle stays there (DOMAIN 5.2)."""
MOST_ITEMS = 40
LONGEST = 120
"""In minutes: beyond this a meeting is long (DOMAIN 5.1: two hours at most)."""
BREAK_AFTER = 60
"""In minutes: somewhere before this a break is due."""


LONGEST_ITEM = 240
"""In minutes: an item takes at most so long; more is a slip of the pen."""
CLOSING_KINDS = ("any_other", "next", "close")
"""What stands at the end of the business: whatever is added comes before the first of these that there is."""


class Timed(Protocol):
    """An item as far as time goes: of which kind it is, and how many minutes it takes."""

    @property
    def kind(self) -> str: ...

    @property
    def takes(self) -> int: ...


@dataclass(frozen=True)
class Slot:
    """An item as far as time goes."""

    kind: str
    takes: int


def hours_along(slots: Iterable[Timed], starts: str) -> list[str]:
    """At which hour each item begins, counted along from the hour at which the meeting does."""
    found, gone = [], 0
    for one in slots:
        found.append(hours.after(starts, gone))
        gone += one.takes
    return found


def place_for(kinds: Iterable[str]) -> int:
    """At which place of an agenda a new item comes in: before any other business; without that, before the end."""
    found = list(kinds)
    return next((found.index(kind) for kind in CLOSING_KINDS if kind in found), len(found))


def check_room(items: int, more: int = 1) -> None:
    """Raises Refused for an agenda that would have more items than anybody could bear."""
    if items + more > MOST_ITEMS:
        raise Refused(
            f"That would be {items + more} items, and an agenda here has at most {MOST_ITEMS}. "
            "What can wait goes on the next one"
        )


def together(slots: Iterable[Timed]) -> int:
    """How many minutes they take together."""
    return sum(one.takes for one in slots)


def longest_stretch(slots: Iterable[Timed]) -> int:
    """The longest time without a break, in minutes."""
    longest = now = 0
    for one in slots:
        now = 0 if one.kind == "break" else now + one.takes
        longest = max(longest, now)
    return longest


def worth_a_look(slots: Iterable[Timed], room: int) -> list[str]:
    """What to say about the length of an agenda, for a meeting of so many minutes; never a block."""
    slots = list(slots)
    total, stretch, said = together(slots), longest_stretch(slots), []
    if total > room:
        said.append(
            f"The items take {total} minutes together and the meeting has {room}. Something could wait for next time"
        )
    elif total > LONGEST:
        said.append(f"That is {total} minutes. Two hours are a lot for most people: what could wait for next time?")
    if stretch > BREAK_AFTER:
        said.append(f"There are {stretch} minutes without a break. Most people need one within the hour")
    return said
