"""Minutes as a paper: everything that a bank or a funder looks for (DOMAIN 5.2), as plain values. Pure.

The page, the Word file and the plain text are all made from this. It is made anew from the books while minutes are a
draft; once they are approved it is what was approved, read from the JSON that was kept.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from groupkit import dates, hours
from groupkit.words import and_list


@dataclass(frozen=True)
class Decided:
    """A decision under an item: its number, the exact words, and what came of it."""

    number: int
    title: str
    words: str
    came: str
    """`agreed`, `not agreed`, or `talked about, nothing decided yet`."""
    count: str = ""
    """The figures and what the rules asked, in words."""
    quorum: str = ""
    """What is to be said where too few were there."""
    note: str = ""
    reported: str = ""
    """Where it was decided between meetings: on which day."""


@dataclass(frozen=True)
class Act:
    """Who does what by when."""

    words: str
    who: str
    by: str = ""


@dataclass(frozen=True)
class Item:
    """One item with what is minuted under it; a wordless one has its title only."""

    title: str
    wordless: bool = False
    told: str = ""
    """What stands under it by itself: minutes that were approved, letters, or that nothing is written down."""
    here: str = ""
    """How many were there from here on, where that changed."""
    conflicts: tuple[str, ...] = ()
    notes: str = ""
    decisions: tuple[Decided, ...] = ()
    actions: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Paper:
    """The minutes of one meeting."""

    group: str
    kind: str
    day: date
    began: str = ""
    ended: str = ""
    place: str = ""
    purpose: str = ""
    chair: str = ""
    taker: str = ""
    present: int | None = None
    attending: tuple[str, ...] = ()
    apologies: int | None = None
    quorum: str = ""
    notice: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    next_words: str = ""
    corrections: tuple[str, ...] = ()
    """Corrections that were taken up when the minutes were approved."""
    standing: str = "draft"
    """`draft`, `sent` or `approved`."""
    approved_at: str = ""
    approved_on: date | None = None
    signed_by: str = ""

    @property
    def draft(self) -> bool:
        """Whether every page has to say that this is no more than a draft."""
        return self.standing != "approved"

    @property
    def title(self) -> str:
        """`Minutes of the committee meeting, 3 May 2026`, without making a group's own words small."""
        return f"Minutes: {self.kind}, {dates.long_day(self.day)}"

    @property
    def stands(self) -> str:
        """How the minutes stand, in a sentence."""
        if self.standing == "approved":
            on = f" on {dates.long_day(self.approved_on)}" if self.approved_on else ""
            return f"Approved at {self.approved_at}{on}, and signed by {self.signed_by}"
        return "Sent round, not approved yet" if self.standing == "sent" else "A draft, not approved yet"


DRAFT = "DRAFT, not yet approved"
NOTHING_WRITTEN = "What is said here stays here. Nothing is written down."


def facts(paper: Paper) -> list[tuple[str, str]]:
    """What stands above the items, in order: (what, in words); what nobody wrote down is left out, but for the heads.

    People in attendance stand apart from those with a vote, and apologies are a number.
    """
    pairs = [
        ("Group", paper.group),
        ("Meeting", paper.kind),
        ("Called for", paper.purpose),
        ("Day", dates.long_day(paper.day)),
        ("Time", hours_said(paper.began, paper.ended)),
        ("Place", paper.place),
        ("In the chair", paper.chair),
        ("Minutes taken by", paper.taker),
        ("Here with a vote", "not counted" if paper.present is None else str(paper.present)),
        ("In attendance, without a vote", and_list(paper.attending)),
        ("Apologies", "" if paper.apologies is None else str(paper.apologies)),
        ("Enough to decide?", paper.quorum),
        ("Notice", ". ".join(paper.notice)),
        ("Next meeting", paper.next_words),
    ]
    return [(what, said) for what, said in pairs if said]


def hours_said(began: str, ended: str) -> str:
    """`from 7 pm to 8.45 pm`, or as much of it as is known."""
    if began and ended:
        return f"from {hours.said(began)} to {hours.said(ended)}"
    return f"began at {hours.said(began)}" if began else f"ended at {hours.said(ended)}" if ended else ""


def to_data(paper: Paper) -> dict[str, Any]:
    """The paper as plain JSON."""
    data = asdict(paper)
    data["day"] = paper.day.isoformat()
    data["approved_on"] = paper.approved_on.isoformat() if paper.approved_on else None
    return data


def from_data(data: Mapping[str, Any]) -> Paper:
    """The paper that was kept as JSON; a field that older minutes did not have is empty."""
    said = {**data}
    said["day"] = date.fromisoformat(data["day"])
    said["approved_on"] = date.fromisoformat(data["approved_on"]) if data.get("approved_on") else None
    for name in ("attending", "notice", "corrections"):
        said[name] = tuple(data.get(name) or ())
    said["items"] = tuple(_item(one) for one in data.get("items") or ())
    return Paper(**said)


def _item(data: Mapping[str, Any]) -> Item:
    said = {**data}
    said["conflicts"] = tuple(data.get("conflicts") or ())
    said["decisions"] = tuple(Decided(**one) for one in data.get("decisions") or ())
    said["actions"] = tuple(Act(**one) for one in data.get("actions") or ())
    return Item(**said)
