"""Which scrutiny of accounts applies: a dated table by nation, year and income, read from data files. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from groupkit.accounts.rules import STANDINGS
from groupkit.library import Checker, Mistake, Table

MOST_POUNDS = 1_000_000_000
TOPICS = {
    "kind": "Which kind of accounts",
    "check": "Who looks them over",
    "filing": "What is sent, and by when",
    "registering": "Registering as a charity",
    "keeping": "How long to keep the papers",
}
_WHEN = ("ends", "begins")


@dataclass(frozen=True)
class Duty:
    """What holds on one topic for years from a day on, for incomes from `least` to `most`, both included, in pence."""

    topic: str
    says: str
    standings: tuple[str, ...]
    since: date | None
    by: str
    """Whether `since` speaks of the day on which a year ends, or begins."""
    least: int
    most: int | None
    source: str

    def holds(self, standing: str, first: date, last: date, income: int) -> bool:
        """Whether it is about a group of this standing, this year and this income in pence."""
        started = self.since is None or (last if self.by == "ends" else first) >= self.since
        fits = self.least <= income and (self.most is None or income <= self.most)
        return standing in self.standings and started and fits


@dataclass(frozen=True)
class Nation:
    """Everything that is known of one nation, with the day on which it was."""

    key: str
    nation: str
    known_on: date
    words: str
    duties: tuple[Duty, ...]


def duties_for(nation: Nation, standing: str, first: date, last: date, income: int) -> list[Duty]:
    """What applies to a year, a line for each topic in their order: of several, the one that came last."""
    chosen: dict[str, Duty] = {}
    for duty in nation.duties:
        before = chosen.get(duty.topic)
        later = before is None or (duty.since or date.min) >= (before.since or date.min)
        if duty.holds(standing, first, last, income) and later:
            chosen[duty.topic] = duty
    return [chosen[topic] for topic in TOPICS if topic in chosen]


def read_nation(table: Table, file: str) -> tuple[Nation | None, list[Mistake]]:
    """One file of the table, and every mistake in it."""
    checker = Checker(table, file)
    key = checker.key()
    nation = checker.text("nation", most=30)
    known_on = _day(checker, "known_on")
    words = checker.text("words", required=False, most=1000)
    duties = tuple(_duties(checker.parts("duties")))
    checker.done()
    if checker.mistakes or known_on is None:
        return None, checker.mistakes
    return Nation(key, nation, known_on, words, duties), []


def _duties(parts: Iterable[Checker]) -> Iterable[Duty]:
    for part in parts:
        least, most = _band(part)
        yield Duty(
            topic=part.one_of("topic", TOPICS),
            says=part.text("says", most=1000),
            standings=tuple(_known(part, part.texts("standings"))),
            since=_day(part, "since", required=False),
            by=part.one_of("by", _WHEN) if "by" in part.table else "ends",
            least=least,
            most=most,
            source=part.text("source", most=300),
        )


def _band(part: Checker) -> tuple[int, int | None]:
    """From and to which income, in pence: `over` and `below` leave out the very sum, `least` and `up_to` include it."""
    said = {name: part.number(name, 0, MOST_POUNDS, required=False) for name in ("over", "least", "up_to", "below")}
    over, least, up_to, below = (None if value is None else value * 100 for value in said.values())
    lower = over + 1 if over is not None else least or 0
    upper = below - 1 if below is not None else up_to
    return lower, upper


def _known(part: Checker, standings: Iterable[str]) -> Iterable[str]:
    for one in standings:
        if one not in STANDINGS:
            part.say(f"“{one}” is not one of {', '.join(STANDINGS)}")
        yield one


def _day(checker: Checker, name: str, required: bool = True) -> date | None:
    """A day like `2026-09-30`, between quotation marks."""
    text = checker.text(name, required=required, most=10)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        checker.say(f"“{name}” needs a day like “2026-09-30”")
        return None
