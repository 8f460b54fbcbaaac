"""The tables of payments: what is asked for and in which words, who said yes, how it ended; and cash that was counted.

Nothing that was asked, said or counted is ever changed: new words stand beside the old ones, and a yes belongs to the
words that it was said to.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import Model, Moment, Pence, Words
from groupkit.ledger import models as models  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class PaymentRequest(GroupOwned, AppendOnly, Model):
    """A payment that somebody asks for; a claim is one for what a member has spent already."""

    __tablename__ = "payment_requests"
    __table_args__ = owned(
        UniqueConstraint("group_id", "number"), points("claimant_id", "people"), points("how_id", "private_texts")
    )

    number: Mapped[int] = mapped_column(Integer)
    claim: Mapped[bool] = mapped_column(Boolean)
    claimant_id: Mapped[int | None] = mapped_column(RowId)
    """Who in the group gets the money; None when it goes to somebody outside."""
    spent_on: Mapped[date | None] = mapped_column(Date)
    how_id: Mapped[int | None] = mapped_column(RowId)
    """How a claimant would like to be paid; blanked once the claim has come to an end."""
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by_no: Mapped[int] = mapped_column(Integer)


class PaymentWording(GroupOwned, AppendOnly, Model):
    """What is asked for, as it was worded once; the latest counts, and people say yes to one of them."""

    __tablename__ = "payment_wordings"
    __table_args__ = owned(
        UniqueConstraint("group_id", "request_id", "number"),
        points("request_id", "payment_requests"),
        points("payee_id", "private_texts"),
        points("purpose_id", "private_texts"),
        points("decision_id", "private_texts"),
        points("account_id", "accounts"),
        points("category_id", "categories"),
        points("fund_id", "funds"),
        points("heading_id", "headings"),
    )

    request_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    """1 for the first."""
    pence: Mapped[int] = mapped_column(Pence)
    payee_id: Mapped[int | None] = mapped_column(RowId)
    purpose_id: Mapped[int] = mapped_column(RowId)
    decision_id: Mapped[int | None] = mapped_column(RowId)
    """What allowed it, in words."""
    way: Mapped[str] = mapped_column(String(12), default="")
    account_id: Mapped[int | None] = mapped_column(RowId)
    """None in a claim that the treasurer has not looked at yet."""
    category_id: Mapped[int | None] = mapped_column(RowId)
    fund_id: Mapped[int | None] = mapped_column(RowId)
    heading_id: Mapped[int | None] = mapped_column(RowId)
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_no: Mapped[int] = mapped_column(Integer)


class Authorisation(GroupOwned, AppendOnly, Model):
    """Somebody's yes to one wording: said here, or signed on a sheet of paper of which there is a photo."""

    __tablename__ = "authorisations"
    __table_args__ = owned(
        UniqueConstraint("group_id", "wording_id", "person_id"),
        points("request_id", "payment_requests"),
        points("wording_id", "payment_wordings"),
        points("person_id", "people"),
        points("sheet_id", "stored_files"),
        Index("ix_authorisations_of", "group_id", "request_id"),
    )

    request_id: Mapped[int] = mapped_column(RowId)
    wording_id: Mapped[int] = mapped_column(RowId)
    person_id: Mapped[int] = mapped_column(RowId)
    sheet_id: Mapped[int | None] = mapped_column(RowId)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)
    """Who wrote it down: of a yes that was said here, the one who said it."""


class PaymentException(GroupOwned, Model):
    """A payment for which there are too few people to say yes, and why it is paid all the same."""

    __tablename__ = "payment_exceptions"
    __table_args__ = owned(
        UniqueConstraint("group_id", "wording_id"),
        points("request_id", "payment_requests"),
        points("wording_id", "payment_wordings"),
        points("why_id", "private_texts"),
    )

    request_id: Mapped[int] = mapped_column(RowId)
    wording_id: Mapped[int] = mapped_column(RowId)
    why_id: Mapped[int] = mapped_column(RowId)
    needed: Mapped[int] = mapped_column(Integer)
    said_yes: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)
    shown_on: Mapped[date | None] = mapped_column(Date)
    """The day of the meeting that it was shown to."""
    shown_by_no: Mapped[int | None] = mapped_column(Integer)


class PaymentEnd(GroupOwned, AppendOnly, Model):
    """How a request came to its end, once: paid, withdrawn or declined."""

    __tablename__ = "payment_ends"
    __table_args__ = owned(
        UniqueConstraint("group_id", "request_id"),
        points("request_id", "payment_requests"),
        points("wording_id", "payment_wordings"),
        points("why_id", "private_texts"),
        points("entry_id", "entries"),
    )

    request_id: Mapped[int] = mapped_column(RowId)
    wording_id: Mapped[int] = mapped_column(RowId)
    how: Mapped[str] = mapped_column(String(10))
    why_id: Mapped[int | None] = mapped_column(RowId)
    entry_id: Mapped[int | None] = mapped_column(RowId)
    needed: Mapped[int | None] = mapped_column(Integer)
    """Of a payment: how many people the rule asked for on the day."""
    source: Mapped[str] = mapped_column(Words(200), default="")
    """Where that rule came from."""
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class PaymentPaper(GroupOwned, AppendOnly, Model):
    """A photo or PDF of the bill or the receipt that came with a request."""

    __tablename__ = "payment_papers"
    __table_args__ = owned(points("request_id", "payment_requests"), points("file_id", "stored_files"))

    request_id: Mapped[int] = mapped_column(RowId)
    file_id: Mapped[int] = mapped_column(RowId)


class CashCount(GroupOwned, AppendOnly, Model):
    """What two people counted in a tin, beside what the book said that there should be."""

    __tablename__ = "cash_counts"
    __table_args__ = owned(
        UniqueConstraint("group_id", "number"),
        points("account_id", "accounts"),
        points("first_id", "people"),
        points("second_id", "people"),
        points("entry_id", "entries"),
    )

    number: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[int] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)
    pence: Mapped[int | None] = mapped_column(Pence)
    """What was in it, all together; None when only the takings were counted."""
    book_pence: Mapped[int] = mapped_column(Pence)
    """What the book said was in it at the end of that day, the takings of this count included."""
    taken: Mapped[int | None] = mapped_column(Pence)
    """What came in at a meeting; None of a count between meetings."""
    came: Mapped[int | None] = mapped_column(Integer)
    waived: Mapped[int | None] = mapped_column(Integer)
    """How many came without paying, never who."""
    first_id: Mapped[int] = mapped_column(RowId)
    second_id: Mapped[int] = mapped_column(RowId)
    entry_id: Mapped[int | None] = mapped_column(RowId)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class CashDifference(GroupOwned, AppendOnly, Model):
    """What was over or short in a count, written in the book once, with why."""

    __tablename__ = "cash_differences"
    __table_args__ = owned(
        UniqueConstraint("group_id", "count_id"),
        points("count_id", "cash_counts"),
        points("entry_id", "entries"),
        points("why_id", "private_texts"),
    )

    count_id: Mapped[int] = mapped_column(RowId)
    entry_id: Mapped[int] = mapped_column(RowId)
    why_id: Mapped[int] = mapped_column(RowId)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class PettyFloat(GroupOwned, AppendOnly, Model):
    """The fixed sum that a petty cash tin is topped up to, from a day on; the latest counts."""

    __tablename__ = "petty_floats"
    __table_args__ = owned(points("account_id", "accounts"))

    account_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)
    """Nothing when the tin is kept as a float no longer."""
    since: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class SubTick(GroupOwned, Model):
    """Somebody has paid subs in the year that ends on a day: no day, no amount."""

    __tablename__ = "sub_ticks"
    __table_args__ = owned(UniqueConstraint("group_id", "until", "person_id"), points("person_id", "people"))

    until: Mapped[date] = mapped_column(Date)
    person_id: Mapped[int] = mapped_column(RowId)
