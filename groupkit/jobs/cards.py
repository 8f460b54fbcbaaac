"""Ready-made role cards: what a job is for, as small tasks that can be shared, read from data files. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from groupkit.access.permissions import Job
from groupkit.library import Checker, Library, Mistake, shipped_folder

TOLD = {
    "bank": "The bank: a form that two people sign, and the minutes that say so. It takes weeks",
    "funders": "Funders whose grant still runs",
    "regulator": "The charity regulator, if you are registered",
    "tax office": "The tax office, if it knows you as a charity",
    "insurer": "The insurer",
    "venue": "The place where you meet",
    "parent charity": "The organisation you belong to, if there is one",
}
"""Who is told when somebody else takes a job over (DOMAIN section 3, officers-changed list)."""


@dataclass(frozen=True)
class Card:
    """One ready-made role card; a group changes every line of it."""

    key: str
    name: str
    gives: str
    """The access that goes with it, as `permissions.Job` names it; empty for most."""
    about: str
    tasks: tuple[str, ...]
    kept: tuple[str, ...]
    tell: tuple[str, ...]
    split: tuple[str, ...]
    first: str


def read_card(table: Mapping[str, object], file: str) -> tuple[Card | None, list[Mistake]]:
    """The card that a file describes, or None with every mistake in it."""
    checker = Checker(table, file)
    made = Card(
        key=checker.key(),
        name=checker.text("name", most=60),
        gives=checker.one_of("gives", [job.value for job in Job]) if "gives" in table else "",
        about=checker.text("about", most=300),
        tasks=checker.texts("tasks", most=120),
        kept=checker.texts("kept", required=False, most=120),
        tell=checker.texts("tell", required=False, most=40),
        split=checker.texts("split", required=False, most=60),
        first=checker.text("first", most=300),
    )
    if "tasks" in table and not 3 <= len(made.tasks) <= 8:
        checker.say("A card needs from 3 to 8 tasks")
    for who in made.tell:
        if who not in TOLD:
            checker.say(f"“tell” knows no “{who}”. It knows {', '.join(TOLD)}")
    mistakes = checker.done()
    return (None if mistakes else made), mistakes


def cards() -> Mapping[str, Card]:
    """Every card by its key: those that open pages first, then by name."""
    return _read()[0]


def mistakes() -> list[Mistake]:
    """Every mistake in the card files."""
    return _read()[1]


@cache
def _read() -> tuple[dict[str, Card], list[Mistake]]:
    found, mistakes = Library("cards", shipped_folder("groupkit.jobs", "library/cards")).read_as(read_card)
    places = [job.value for job in Job]
    return dict(sorted(found.items(), key=lambda item: _place(item[1], places))), mistakes


def _place(card: Card, places: list[str]) -> tuple[int, str]:
    return places.index(card.gives) if card.gives in places else len(places), card.name
