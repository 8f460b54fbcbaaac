"""The tables of grants: what was given and what goes with it, the return that is being written, and those filed."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import files as files  # rows point at its table
from groupkit.budgets import models as budgets  # and at those of what a funder agreed to
from groupkit.db import Bytes, LongWords, Model, Moment, Pence, Words
from groupkit.decisions import models as decisions  # and at the decision that took a grant
from groupkit.jobs import models as jobs  # and at the job that holds what was bought
from groupkit.tallies import models as tallies  # and at the kinds of gathering that a grant is for
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points

__all__ = [
    "FiledReturn",
    "Grant",
    "GrantExtra",
    "GrantInstalment",
    "GrantKind",
    "GrantOutcome",
    "GrantPaper",
    "Return",
    "ReturnStep",
    "budgets",
    "decisions",
    "files",
    "jobs",
    "tallies",
]


class Grant(GroupOwned, Model):
    """Money that somebody gave for one purpose; what was spent of it is read from its fund, never kept here."""

    __tablename__ = "grants"
    __table_args__ = owned(
        UniqueConstraint("group_id", "fund_id"), points("fund_id", "funds"), points("decision_id", "decisions")
    )

    funder: Mapped[str] = mapped_column(Words(80))
    kind: Mapped[str] = mapped_column(String(20), default="")
    """A key of `rules.FUNDERS`: what kind of giver they are; empty when nobody has said."""
    programme: Mapped[str] = mapped_column(Words(80), default="")
    reference: Mapped[str] = mapped_column(Words(60))
    title: Mapped[str] = mapped_column(Words(140), default="")
    """What the funder calls the grant where it publishes it (360Giving: at most 140 letters)."""
    contact: Mapped[str] = mapped_column(Words(200), default="")
    """Who to write to there, and how; a person of the funder, never of the group."""
    amount: Mapped[int] = mapped_column(Pence)
    applied_for: Mapped[int | None] = mapped_column(Pence)
    purpose: Mapped[str] = mapped_column(LongWords)
    conditions: Mapped[str] = mapped_column(LongWords, default="")
    publicity: Mapped[str] = mapped_column(LongWords, default="")
    stage: Mapped[str] = mapped_column(String(12), default="accepted")
    """A key of `rules.STAGES`: applied, offered, accepted, not given, given back or ended."""
    applied_on: Mapped[date | None] = mapped_column(Date)
    offered_on: Mapped[date | None] = mapped_column(Date)
    accepted_on: Mapped[date | None] = mapped_column(Date)
    decision_id: Mapped[int | None] = mapped_column(RowId)
    """The decision by which the group took it."""
    claimed: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it is paid after the group has spent it, rather than before."""
    may_move: Mapped[int | None] = mapped_column(Integer)
    """What may move between headings without asking, in per cent of a heading; None when nobody has said."""
    wants_receipts: Mapped[bool] = mapped_column(Boolean, default=False)
    wants_indicators: Mapped[bool] = mapped_column(Boolean, default=False)
    most_megabytes: Mapped[int | None] = mapped_column(Integer)
    """How large a file they take, in whole megabytes; None when nobody has said."""
    hour_pence: Mapped[int | None] = mapped_column(Pence)
    """What an hour of a volunteer is counted as, in pence, where the funder wants it in money."""
    starts: Mapped[date | None] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)
    due: Mapped[date | None] = mapped_column(Date)
    keep_until: Mapped[date | None] = mapped_column(Date)
    """The last day on which its records are kept; None: seven years after its end (DOMAIN 4.8)."""
    fund_id: Mapped[int] = mapped_column(RowId)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class GrantKind(GroupOwned, Model):
    """A kind of gathering that a grant is for. A grant without any is for everything that the group does."""

    __tablename__ = "grant_kinds"
    __table_args__ = owned(
        points("grant_id", "grants"),
        points("kind_id", "tally_kinds"),
        UniqueConstraint("group_id", "grant_id", "kind_id"),
    )

    grant_id: Mapped[int] = mapped_column(RowId)
    kind_id: Mapped[int] = mapped_column(RowId)


class GrantInstalment(GroupOwned, Model):
    """A part of a grant that is paid on a day of its own, or after something was done."""

    __tablename__ = "grant_instalments"
    __table_args__ = owned(points("grant_id", "grants"))

    grant_id: Mapped[int] = mapped_column(RowId)
    due_on: Mapped[date] = mapped_column(Date)
    pence: Mapped[int] = mapped_column(Pence)
    after: Mapped[str] = mapped_column(Words(200), default="")
    """What it waits for, as the funder says it: “after the first year's return”."""
    dropped: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it is not to come any more; its line stays."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class GrantPaper(GroupOwned, AppendOnly, Model):
    """A letter or form that goes with a grant: the offer, its conditions, a funder's yes to a change."""

    __tablename__ = "grant_papers"
    __table_args__ = owned(
        points("grant_id", "grants"), points("agreement_id", "funder_budgets"), points("file_id", "stored_files")
    )

    grant_id: Mapped[int] = mapped_column(RowId)
    what: Mapped[str] = mapped_column(String(12))
    """A key of `rules.PAPERS`."""
    agreement_id: Mapped[int | None] = mapped_column(RowId)
    """What the funder agreed to for the headings, where this paper is their yes to it."""
    file_id: Mapped[int] = mapped_column(RowId)
    kept_at: Mapped[datetime] = mapped_column(Moment)
    kept_by_no: Mapped[int] = mapped_column(Integer)


class GrantExtra(GroupOwned, Model):
    """What stands beside the money of a grant: match funding, a gift in kind, a thing that was bought with it."""

    __tablename__ = "grant_extras"
    __table_args__ = owned(points("grant_id", "grants"), points("job_id", "jobs"))

    grant_id: Mapped[int] = mapped_column(RowId)
    kind: Mapped[str] = mapped_column(String(12))
    """A key of `rules.EXTRAS`."""
    what: Mapped[str] = mapped_column(Words(200))
    source: Mapped[str] = mapped_column(Words(120), default="")
    """Who gave it, or where it was bought: an organisation or a shop, never a member."""
    pence: Mapped[int | None] = mapped_column(Pence)
    """What it is worth or cost, in pence; None when nobody has put a sum on it."""
    day: Mapped[date | None] = mapped_column(Date)
    job_id: Mapped[int | None] = mapped_column(RowId)
    """The job whose holder keeps a thing that was bought."""
    place: Mapped[str] = mapped_column(Words(120), default="")
    """Where it is, for example: in the cupboard of the hall."""
    dropped: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it is not there any more, or never came; its line stays."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class GrantOutcome(GroupOwned, Model):
    """A difference that a grant is meant to make, and how the group knows."""

    __tablename__ = "grant_outcomes"
    __table_args__ = owned(points("grant_id", "grants"))

    grant_id: Mapped[int] = mapped_column(RowId)
    place: Mapped[int] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String(8))
    """`kit` (a starting line of groupkit), `own` (the group's) or `funder`."""
    words: Mapped[str] = mapped_column(Words(300))
    how: Mapped[str] = mapped_column(LongWords, default="")
    """How we know."""
    indicator: Mapped[str] = mapped_column(Words(200), default="")
    """What is counted for it, where anything is."""
    baseline: Mapped[int | None] = mapped_column(Integer)
    target: Mapped[int | None] = mapped_column(Integer)
    """What the funder set; only an outcome of the funder's has one."""
    actual: Mapped[int | None] = mapped_column(Integer)
    about: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str] = mapped_column(Words(200), default="")
    counted_on: Mapped[date | None] = mapped_column(Date)
    dropped: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Return(GroupOwned, Model):
    """The draft of a grant's return: answers by the key of the question, as JSON."""

    __tablename__ = "returns"
    __table_args__ = owned(
        UniqueConstraint("group_id", "grant_id"), points("grant_id", "grants"), points("decision_id", "decisions")
    )

    grant_id: Mapped[int] = mapped_column(RowId)
    format: Mapped[str] = mapped_column(String(40))
    answers: Mapped[str] = mapped_column(LongWords)
    until: Mapped[date | None] = mapped_column(Date)
    """The last day that the return covers; None: today, or the end of the grant once it is over."""
    notes: Mapped[str] = mapped_column(LongWords, default="{}")
    """What is said beside figures, by the key of the figure, as JSON."""
    shown: Mapped[str] = mapped_column(LongWords, default="[]")
    """The small numbers that the group chose to print, as JSON."""
    voices: Mapped[str] = mapped_column(LongWords, default="[]")
    """The quotations, stories and pictures that go with it, as JSON."""
    decision_id: Mapped[int | None] = mapped_column(RowId)
    """The decision by which a meeting agreed to it."""
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_no: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class FiledReturn(GroupOwned, AppendOnly, Model):
    """A return as it was filed: its data, its page and the bytes of its files, each with a digest."""

    __tablename__ = "filed_returns"
    __table_args__ = owned(UniqueConstraint("group_id", "grant_id", "number"), points("grant_id", "grants"))

    grant_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    """The how-manieth filing of its grant: by this it has its address."""
    return_no: Mapped[int | None] = mapped_column(Integer)
    """Which return of its grant it is; None in those filed before there were versions: the same as `number`."""
    edition: Mapped[int] = mapped_column(Integer, default=1)
    """1 as it was first filed; 2 and more where only others signed the same return."""
    content: Mapped[str] = mapped_column(LongWords)
    """Facts, answers and the whole format, as canonical JSON: a later library changes nothing in it."""
    content_digest: Mapped[str] = mapped_column(String(64))
    page: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    page_digest: Mapped[str] = mapped_column(String(64))
    workbook: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    workbook_digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[bytes | None] = mapped_column(Bytes, deferred=True)
    """The Word file of a return that has one; None for those filed before there was one."""
    document_digest: Mapped[str] = mapped_column(String(64), default="")
    file_name: Mapped[str] = mapped_column(Words(100))
    filed_at: Mapped[datetime] = mapped_column(Moment)
    filed_by_no: Mapped[int] = mapped_column(Integer)
    history_number: Mapped[int] = mapped_column(Integer)
    """How long the history was when this was filed; the line after it tells of the filing."""
    history_hash: Mapped[str] = mapped_column(String(64))

    @property
    def of_return(self) -> int:
        """Which return of its grant it is, versions counted as one."""
        return self.return_no or self.number

    @property
    def called(self) -> str:
        """`2`, or `2, version 3`: how people speak of it."""
        return f"{self.of_return}, version {self.edition}" if self.edition > 1 else str(self.of_return)


class ReturnStep(GroupOwned, AppendOnly, Model):
    """What became of a return that was filed: it was sent, or the funder answered."""

    __tablename__ = "return_steps"
    __table_args__ = owned(points("filed_id", "filed_returns"), points("words_id", "private_texts"))

    filed_id: Mapped[int] = mapped_column(RowId)
    what: Mapped[str] = mapped_column(String(12))
    """A key of `rules.STEPS`: sent, accepted, a question, changes asked for."""
    day: Mapped[date] = mapped_column(Date)
    way: Mapped[str] = mapped_column(String(12), default="")
    """How it was sent, a key of `rules.WAYS`."""
    words_id: Mapped[int | None] = mapped_column(RowId)
    """To whom, or what they said, in words that can be blanked."""
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)
