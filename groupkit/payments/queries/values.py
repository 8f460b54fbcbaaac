"""A request as it is read: its wordings, who said yes to which, its papers, and how it ended."""

from dataclasses import dataclass
from datetime import date, datetime

from groupkit import dates, tenancy
from groupkit.payments import rules


@dataclass(frozen=True)
class Said:
    """What is asked for, in one wording; pence."""

    id: int
    number: int
    pence: int
    payee: str
    purpose: str
    decision: str
    way: str
    account_id: int | None
    category_id: int | None
    fund_id: int | None
    heading_id: int | None
    at: datetime
    by_no: int

    @property
    def ready(self) -> bool:
        """Whether it says which money it is to come from."""
        return bool(self.account_id and self.category_id and self.fund_id and self.way)


@dataclass(frozen=True)
class Yes:
    """Somebody's yes to one wording; with a sheet, signed on paper."""

    person_id: int
    wording: int
    at: datetime
    by_no: int
    sheet_id: int | None


@dataclass(frozen=True)
class Excepted:
    """Why a payment goes ahead with fewer people than the rule asks for."""

    id: int
    wording: int
    why: str
    needed: int
    said_yes: int
    at: datetime
    by_no: int
    shown_on: date | None


@dataclass(frozen=True)
class Ended:
    """How a request ended, and the line of the book where it was paid."""

    how: str
    why: str
    wording: int
    entry_id: int | None
    year: str
    code: str
    needed: int | None
    source: str
    at: datetime
    by_no: int
    id: int

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.code}" if self.entry_id else ""


@dataclass(frozen=True)
class Paper:
    """A photo or PDF that came with a request; `gone` once it was covered in the book."""

    id: int
    file_id: int
    name: str
    mime: str
    gone: bool


@dataclass(frozen=True)
class Asked:
    """One request with everything that was said about it."""

    id: int
    number: int
    claim: bool
    claimant_id: int | None
    spent_on: date | None
    how: str
    asked_at: datetime
    asked_by_no: int
    wordings: tuple[Said, ...]
    yeses: tuple[Yes, ...]
    exceptions: tuple[Excepted, ...]
    papers: tuple[Paper, ...]
    ended: Ended | None

    @property
    def now(self) -> Said:
        """What is asked for, as last worded."""
        return self.wordings[-1]

    @property
    def title(self) -> str:
        """`Claim 12`, `Payment 7`: how it is called everywhere, the history too."""
        return title_of(self.claim, self.number)

    @property
    def said_yes(self) -> tuple[int, ...]:
        """Who said yes to what is asked for now."""
        return tuple(yes.person_id for yes in self.yeses if yes.wording == self.now.number)

    @property
    def excepted(self) -> Excepted | None:
        """The exception for what is asked for now."""
        return next((one for one in self.exceptions if one.wording == self.now.number), None)

    @property
    def day(self) -> date:
        return dates.day_of(self.asked_at, tenancy.scope().zone)

    @property
    def days(self) -> int:
        """For how many days it has waited, or waited until its end."""
        until = dates.day_of(self.ended.at, tenancy.scope().zone) if self.ended else tenancy.today()
        return rules.days_waited(self.day, until)

    @property
    def waits(self) -> str:
        """`waiting 12 days`."""
        return rules.waiting_in_words(self.days)

    def state(self, votes: int, needed: int) -> str:
        """Where it stands: `ended`, `unready`, `waiting` or `agreed`."""
        return rules.state_of(self.ended is not None, self.now.ready, votes, needed, self.excepted is not None)


def title_of(claim: bool, number: int) -> str:
    """How a request is called."""
    return f"{'Claim' if claim else 'Payment'} {number}"


@dataclass(frozen=True)
class InLists:
    """What the page of payments lists: what waits, the longest first; what ended last; what to show to a meeting."""

    open: list[Asked]
    ended: list[Asked]
    to_show: list[Asked]
