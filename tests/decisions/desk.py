"""Decisions in tests: a register that reads as a group's own, and short ways to bring something up and decide it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.decisions import operations
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.operations import Held
from groupkit.decisions.rules import Stances
from tests.builders import AGroup, in_books_of
from tests.restoring import made_once

WORDS = "We meet on the second Tuesday of each month, at seven, in the library."


@dataclass
class Desk:
    """Sol, who keeps the meetings, writing things down. Make it before entering the books."""

    group: AGroup
    by: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.by = self.group.sol.actor

    def bring_up(self, title: str = "When we meet", words: str = WORDS, **more: Any) -> Decision:
        return operations.bring_up(self.by, title=title, words=words, **more)

    def hold(self, row: Decision, way: str, days_ago: int = 0, **more: Any) -> DecisionRound:
        usual = {"place": "over tea", "words": row.words, "held_on": tenancy.today() - timedelta(days=days_ago)}
        return operations.hold_round(row, Held(way, **(usual | more)), self.by)

    def agreed(self, title: str = "When we meet", words: str = WORDS, days_ago: int = 0, **more: Any) -> Decision:
        row = self.bring_up(title, words, **more)
        self.hold(row, "all", days_ago, present=6)
        return row

    def between(self, row: Decision, for_: int = 5, against: int = 1, days_ago: int = 0) -> DecisionRound:
        votes = (for_, against, 0)
        return self.hold(row, "between", days_ago, place="by email, a week to answer", present=7, votes=votes)


@made_once
def a_register(group: AGroup) -> dict[str, int]:
    """A year of decisions of every kind; gives back their numbers by what they are."""
    desk = Desk(group)
    with in_books_of(group):
        named = {"older": desk.agreed("A mug each", "Everybody brings their own mug.", 200).number}
        row = desk.bring_up(
            "When we meet",
            "We meet on the second Tuesday of each month, at half past seven.",
            options="Every Tuesday; every second Tuesday; once a month on a Saturday",
            asked="Everybody who came in March, and three by phone",
            review_on=date(2099, 3, 1),
        )
        more = "We meet on the second Tuesday of each month, at seven, in the library if the lift works."
        desk.hold(row, "talk", 90, words=row.words, note="Half past seven is too late for the last bus")
        stances = Stances(4, 1, 2, 1)
        desk.hold(row, "consensus", 60, words=more, present=8, stances=stances, note="Stairs are the difficulty")
        desk.hold(row, "consensus", 30, words=WORDS, present=9, stances=Stances(7, 1, 1), decided=True)
        named["consensus"] = row.number
        row = desk.bring_up("Money for the outing", "We spend up to £120 of the raffle money on the bus to the coast.")
        desk.hold(row, "vote", 20, present=9, votes=(6, 2, 1), quorum="")
        named["vote"] = row.number
        row = desk.bring_up("A new kettle", "Tamsin buys a kettle for up to £30.", body="committee")
        desk.between(row, days_ago=5)
        named["between"] = row.number
        row = desk.bring_up("Name of the group", "We call ourselves the Tuesday Circle.", matter="change")
        desk.hold(row, "vote", 15, present=9, votes=(5, 4, 0))
        named["lost"] = row.number
        named["talking"] = desk.bring_up("Who may bring a guest", "A guest is told of a week before.").number
        row = desk.bring_up("A second evening", "We meet a second time each month, by phone.", proposed=True)
        desk.hold(row, "talk", 3)
        named["proposed"] = row.number
        row = desk.bring_up("A website", "We have a page with when we meet.")
        operations.move(row, "parked", desk.by)
        named["parked"] = row.number
        row = desk.bring_up("Mugs", "The group buys twelve mugs.", replaces=operations.queries.numbered(named["older"]))
        desk.hold(row, "all", 1, present=7)
        named["newer"] = row.number
    return named
