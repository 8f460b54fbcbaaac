"""What the kit knows of a grant, each fact with how it is said and where it comes from. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from groupkit.dates import long_day
from groupkit.money import pounds

NO_HEADING = "Other things"
TABLE = frozenset({"spent_by_heading", "spent_total", "left_over"})
"""The facts that stand in the table of money; all others are words of a sentence."""

FROM_GRANT = "As it was written down with the grant"
FROM_BOOK = "From the cash book, as it is today"


@dataclass(frozen=True)
class Spending:
    """What was spent under one heading, and what was agreed for it (None: nothing was agreed), in pence."""

    name: str
    budget: int | None
    spent: int


@dataclass(frozen=True)
class Facts:
    """Everything that is known of a grant on one day. Money is in pence."""

    group_name: str
    funder: str
    reference: str
    amount: int
    purpose: str
    starts: date | None
    ends: date | None
    received: int
    received_on: date | None
    own_money: int
    """What was moved into the fund from others, less what was moved out of it."""
    spending: tuple[Spending, ...]
    as_of: date

    @property
    def spent(self) -> int:
        return sum(one.spent for one in self.spending)

    @property
    def left(self) -> int:
        return self.received + self.own_money - self.spent

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON that is always the same for the same facts."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Facts":
        """The facts again, from what `to_dict` made of them."""
        values = {field.name: plain[field.name] for field in fields(cls)}
        days = {
            name: date.fromisoformat(values[name]) if values[name] else None
            for name in ("starts", "ends", "received_on", "as_of")
        }
        return cls(**values | days | {"spending": tuple(Spending(**one) for one in values["spending"])})

    def same_as(self, other: "Facts") -> bool:
        """Whether they say the same, whatever the day on which they were put together."""
        return replace(self, as_of=other.as_of) == other


@dataclass(frozen=True)
class Fact:
    """A fact that a return may ask for: what it is, how it is said, and where it comes from."""

    label: str
    say: Callable[[Facts], str]
    source: str
    lead: str = ""
    """What comes before it in a sentence."""

    def in_sentence(self, facts: Facts) -> str:
        """How it is said among others; nothing when there is nothing to say."""
        said = self.say(facts)
        return f"{self.lead}{said}" if said else ""


def short(pence: int) -> str:
    """Money in a sentence, without pence where there are none: `£400`."""
    return pounds(pence).removesuffix(".00")


def _received(facts: Facts) -> str:
    if facts.received <= 0:
        return "not received yet"
    when = f"on {long_day(facts.received_on)}" if facts.received_on else "before our cash book began"
    if facts.received == facts.amount or facts.received_on is None:
        return f"received {when}"
    if facts.received < facts.amount:
        return f"{short(facts.received)} of it received so far, the first {when}"
    return f"{short(facts.received)} received in all, the first {when}"


def _by_heading(facts: Facts) -> str:
    return "; ".join(f"{one.name} {pounds(one.spent)}" for one in facts.spending)


FACTS: dict[str, Fact] = {
    "group_name": Fact("The group", lambda facts: facts.group_name, "The group's name, from our rules"),
    "grant_funder": Fact("Who gave it", lambda facts: facts.funder, FROM_GRANT),
    "grant_reference": Fact("Their reference", lambda facts: facts.reference, FROM_GRANT, lead="their reference "),
    "grant_amount": Fact("How much was given", lambda facts: short(facts.amount), FROM_GRANT),
    "grant_received_on": Fact("When it came", _received, FROM_BOOK),
    "grant_purpose": Fact("What it was given for", lambda facts: facts.purpose, FROM_GRANT),
    "spent_by_heading": Fact("Spent under each heading", _by_heading, FROM_BOOK),
    "spent_total": Fact("Spent in all", lambda facts: pounds(facts.spent), FROM_BOOK),
    "left_over": Fact("Not spent", lambda facts: pounds(facts.left), FROM_BOOK),
}
"""The closed list of facts that a return format may name."""


def by_source(names: Iterable[str], facts: Facts) -> list[tuple[str, list[tuple[str, str]]]]:
    """What there is to say of the facts of these names, as (source, [(name, words)]), in their order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        if said := FACTS[name].say(facts):
            found.setdefault(FACTS[name].source, []).append((name, said))
    return list(found.items())


MEANINGS: dict[str, str] = {name: fact.label for name, fact in FACTS.items()}
"""What each name means, for the reader of formats."""


def changes(filed: Facts, now: Facts) -> list[str]:
    """What differs between the figures that were filed and those of today, each in a plain phrase."""
    pairs = [
        ("received", filed.received, now.received),
        ("spent", filed.spent, now.spent),
        ("left", filed.left, now.left),
    ]
    told = [
        f"{word} is now {pounds(new)}, {pounds(abs(new - old))} {'more' if new > old else 'less'} than was filed"
        for word, old, new in pairs
        if old != new
    ]
    if not told and filed.spending != now.spending:
        return ["the same is divided up in another way between the headings"]
    return told
