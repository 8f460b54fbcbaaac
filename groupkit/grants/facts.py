"""What the kit knows of a grant on one day: plain values that a return is made of and that are frozen with it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, Protocol, TypeVar

from groupkit.dates import long_day
from groupkit.grants.plain import from_plain, to_plain
from groupkit.money import pounds
from groupkit.words import and_list

NO_HEADING = "Under no heading"
Own = Literal["baseline", "actual"]
"""The figures of an outcome that are the group's own: a target is the funder's."""
WHOLE = "of the whole group"
"""What stands beside a figure of everybody in a return that counts only some kinds of gathering."""


@dataclass(frozen=True)
class Spending:
    """What was spent under one heading, and what was agreed for it (None: nothing was agreed), in pence."""

    name: str
    budget: int | None
    spent: int
    years: tuple[int, ...] = ()
    """The same spending by year of the grant, in pence; empty where the grant has only one."""
    reason: str = ""
    """Why it came to more or less, in the group's words."""
    heading: int = 0
    """The row of its heading; 0 where it has none."""


@dataclass(frozen=True)
class Instalment:
    """A part of a grant with the day on which it is due, and what of it has come, in pence."""

    due_on: date
    pence: int
    came: int
    after: str = ""


@dataclass(frozen=True)
class Beside:
    """Match funding, a gift in kind or a thing that was bought; `pence` is None where nobody put a sum on it."""

    kind: str
    what: str
    source: str
    pence: int | None
    day: date | None
    keeper: str = ""


@dataclass(frozen=True)
class Outcome:
    """A difference the grant is meant to make, and how the group knows; a target is always the funder's."""

    words: str
    how: str
    indicator: str
    baseline: int | None
    target: int | None
    actual: int | None
    about: bool
    source: str
    counted_on: date | None
    theirs: bool = False
    id: int = 0
    """Its row; 0 in returns filed before that was kept."""
    kept_back: tuple[str, ...] = ()
    """Which of its own figures are not shown: `baseline`, `actual`. They are None then."""

    def count(self, which: Own) -> "Count":
        """One of its own figures, as it is printed."""
        number = self.baseline if which == "baseline" else self.actual
        return Count(number, self.about and which == "actual", which in self.kept_back)


@dataclass(frozen=True)
class Bill:
    """One payment, or the part of it that this grant paid, in pence; `receipt` is `yes`, `no` or `lost`."""

    reference: str
    day: date
    paid_to: str
    what: str
    heading: str
    pence: int
    receipt: str


@dataclass(frozen=True)
class Consent:
    """A change of the headings that the funder agreed to."""

    agreed_on: date
    words: str


@dataclass(frozen=True)
class Count:
    """How many: None where nobody counted; `about` where it was a good guess; `hidden` where it is not shown."""

    number: int | None
    about: bool = False
    hidden: bool = False

    @property
    def said(self) -> str:
        """`14`, `about 14`, `not shown`, or nothing where nobody counted."""
        if self.hidden:
            return NOT_SHOWN
        if self.number is None:
            return ""
        return f"{'about ' if self.about else ''}{self.number:,}"


NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Counted:
    """A count with its name, for one kind, month, source or reason."""

    key: str
    name: str
    count: Count
    held: Count = Count(None)
    """For a kind or a month of gatherings: how many of them took place."""
    planned: Count = Count(None)
    whole: bool = False
    """Whether it is known only for the whole group, whatever kinds of gathering a return counts."""


@dataclass(frozen=True)
class People:
    """How many different people came over some days, both included, and how that is known."""

    first: date
    last: date
    count: Count
    how: str


class Lasting(Protocol):
    """Something that is so over some days, both included."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


Long = TypeVar("Long", bound=Lasting)


def longest_of(people: Iterable[Long]) -> Long | None:
    """Different people over the longest days; counts over several stretches are never added up."""
    return max(people, key=lambda one: (one.last - one.first, one.last), default=None)


@dataclass(frozen=True)
class Measured:
    """A figure that a funder asked the group to take down."""

    name: str
    source: str
    day: date
    number: str
    """As it was written: `7.25`; `not shown` where too few people answered."""


@dataclass(frozen=True)
class Tally:
    """What was counted over the days of a return, with what is not shown left out."""

    sums: tuple[Counted, ...] = ()
    """Single figures, by key: `sessions`, `attendances`, `first_timers`, `helper_hours` …"""
    kinds: tuple[Counted, ...] = ()
    months: tuple[Counted, ...] = ()
    heard: tuple[Counted, ...] = ()
    barriers: tuple[Counted, ...] = ()
    people: tuple[People, ...] = ()
    measures: tuple[Measured, ...] = ()
    only: tuple[str, ...] = ()
    """What the kinds of gathering are called that are counted; empty where all are."""

    @property
    def only_note(self) -> str:
        """Which gatherings are counted, in a sentence; nothing where all are."""
        return f"Only these gatherings are counted: {and_list(self.only)}." if self.only else ""

    @property
    def whole_note(self) -> str:
        """That a figure is of everybody, in a sentence; nothing where all gatherings are counted."""
        return f"This is {WHOLE}." if self.only else ""

    def sum_of(self, key: str) -> Count:
        """A single figure; nothing where nobody counted."""
        return next((one.count for one in self.sums if one.key == key), Count(None))


@dataclass(frozen=True)
class Voice:
    """A quotation, a story or a picture that people said yes to passing on; `file` is the key of a picture."""

    key: str
    kind: str
    words: str
    said_by: str
    file: str = ""


@dataclass(frozen=True)
class Check:
    """What people said on slips of paper at the yearly check: how many agreed, partly, not yet."""

    asked: str
    answers: tuple[Count, ...]


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
    until: date | None = None
    """The last day that the figures cover; None in returns filed before a return could cover less: `as_of`."""
    programme: str = ""
    title: str = ""
    accepted_on: date | None = None
    keep_until: date | None = None
    claimed: bool = False
    years: tuple[str, ...] = ()
    """The years of the grant, as they are called; empty where it has only one."""
    received_years: tuple[int, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    beside: tuple[Beside, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    consents: tuple[Consent, ...] = ()
    bills: tuple[Bill, ...] = ()
    """Every payment, where they were asked for."""
    paid_lines: int = 0
    """How many payments there are, whether they are listed or not."""
    without_receipt: int = 0
    tally: Tally = Tally()
    voices: tuple[Voice, ...] = ()
    checks: tuple[Check, ...] = ()
    check_day: date | None = None
    slips: int = 0
    hour_pence: int | None = None
    agreed: str = ""
    """The decision by which a meeting agreed to the return, in a few words."""

    @property
    def spent(self) -> int:
        return sum(one.spent for one in self.spending)

    @property
    def left(self) -> int:
        return self.received + self.own_money - self.spent

    @property
    def covers(self) -> date:
        """The last day that the figures cover."""
        return self.until or self.as_of

    @property
    def from_the_book(self) -> str:
        """Where the figures come from, and up to which day where that is an earlier one."""
        up_to = f" up to {long_day(self.covers)}" if self.covers != self.as_of else ""
        return f"Figures{up_to} from our cash book on {long_day(self.as_of)}."

    def worth(self, kind: str) -> int:
        """What match funding or gifts in kind come to, in pence, as far as somebody put a sum on them."""
        return sum(one.pence or 0 for one in self.beside if one.kind == kind)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON that is always the same for the same facts."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Facts":
        """The facts again, from what `to_dict` made of them."""
        return from_plain(cls, plain)

    def same_as(self, other: "Facts") -> bool:
        """Whether they say the same, whatever the day on which they were put together, and with or without the list
        of payments."""
        return replace(self, as_of=other.as_of, bills=other.bills) == other

    def with_reasons(self, reasons: Mapping[int, str]) -> "Facts":
        """The same with what was said about headings, by the row of each."""
        spending = tuple(replace(one, reason=reasons.get(one.heading, "")) for one in self.spending)
        return replace(self, spending=spending)


def short(pence: int) -> str:
    """Money in a sentence, without pence where there are none: `£400`."""
    return pounds(pence).removesuffix(".00")


def own_money_words(facts: Facts) -> str:
    """What is said of money that was moved between this fund and others."""
    return "From our own money" if facts.own_money > 0 else "Moved to our other money"


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
    if not told and _sums(filed) != _sums(now):
        return ["the same is divided up in another way between the headings"]
    return told


def _sums(facts: Facts) -> list[tuple[str, int | None, int]]:
    return [(one.name, one.budget, one.spent) for one in facts.spending]
