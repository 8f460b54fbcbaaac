"""How things stand today under the items of a meeting that is being held."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groupkit import together
from groupkit.access.actor import Actor
from groupkit.decisions import bodies
from groupkit.decisions.bodies import Sizes
from groupkit.meetings import calendar, filling, live
from groupkit.meetings.filling import Filled
from groupkit.meetings.models import Meeting
from groupkit.minutes.queries import letters, standing

SHOWN = ("talking", "money", "rules", "accounts", "election")
"""Kinds of items under which the room shows how things stand today; of the others it has more than lines to read."""


@dataclass(frozen=True)
class Today:
    """What the page in the room shows of other books, and how many have a vote."""

    filled: dict[str, Sequence[Filled]]
    """By kind of item; under `next` the next meeting, until one stands in the minutes."""
    waiting: Sequence[Any]
    """Earlier meetings whose minutes this one could approve."""
    letters: tuple[Sequence[Any], Sequence[Any]]
    """Letters that wait to be reported, and those that this meeting heard of."""
    sizes: Sizes


def today(actor: Actor, meeting: Meeting, kinds: set[str]) -> Today:
    """How things stand for a meeting with items of these kinds; what can be asked together is one question."""
    shown = [kind for kind in SHOWN if kind in kinds]
    follows = "next" in kinds and not meeting.next_words
    rows = together.ask(
        {
            **bodies.asks(meeting.day),
            **filling.asked(shown, actor, meeting),
            **({"minutes": standing.asks_waiting(meeting)} if "minutes" in kinds else {}),
            **({"letters": letters.asks_for_meeting(meeting.id)} if "letters" in kinds else {}),
            **(calendar.asks_after(meeting.day, meeting.body) if follows else {}),
        }
    )
    there = filling.told(shown, actor, meeting, rows)
    if follows:
        there["next"] = live.following(actor, calendar.told_after(rows, meeting.day, meeting.body))
    return Today(
        there,
        standing.told_waiting(rows.get("minutes", []), meeting),
        letters.told_for_meeting(rows.get("letters", [])),
        Sizes.told(rows),
    )
