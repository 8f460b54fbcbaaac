"""Users, groups, places in a group, the jobs held and the door's own records."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import dates
from groupkit.db import Model, Moment, Words
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, new_key, owned, points


class User(Model):
    """Somebody who signs in, on this installation; what they may do hangs on their place in a group."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    username: Mapped[str] = mapped_column(Words(40), unique=True)
    name: Mapped[str] = mapped_column(Words(80))
    passphrase: Mapped[str] = mapped_column(String(300))
    keeper: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[datetime] = mapped_column(Moment, default=dates.now)


class UserSession(Model):
    """A sign-in: known only by the digest of what the cookie holds, ended by signing out or a new passphrase."""

    __tablename__ = "user_sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("users.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Attempt(Model):
    """Wrong passphrases and codes, counted per account and per address, so that guessing slows down."""

    __tablename__ = "attempts"

    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    last_at: Mapped[datetime] = mapped_column(Moment)


class Group(Model):
    """A group: its neutral short name stands in addresses, its full name only on its own pages and papers."""

    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    short_name: Mapped[str] = mapped_column(Words(30), unique=True)
    name: Mapped[str] = mapped_column(Words(120))
    nation: Mapped[str] = mapped_column(Words(30))
    zone: Mapped[str] = mapped_column(Words(40), default=dates.USUAL_ZONE)
    since: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    example: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Person(GroupOwned, Model):
    """A person's place in this group, as a member or a critical friend; numbered within the group."""

    __tablename__ = "people"
    __table_args__ = owned(UniqueConstraint("group_id", "number"), UniqueConstraint("group_id", "user_id"))

    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Words(80))
    friend: Mapped[bool] = mapped_column(Boolean, default=False)
    user_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("users.id"), index=True)
    joined_on: Mapped[date | None] = mapped_column(Date)
    """None where nobody knows any more: a list that was brought in did not say."""
    left_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Appointment(GroupOwned, Model):
    """A job that somebody holds, from a day until it is ended; the calendar alone does not end it."""

    __tablename__ = "appointments"
    __table_args__ = owned(points("person_id", "people"))

    person_id: Mapped[int] = mapped_column(RowId)
    job: Mapped[str] = mapped_column(String(30))
    from_day: Mapped[date] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    given_by_no: Mapped[int] = mapped_column(Integer)
    alone: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether somebody gave it to themselves as the group's only officer: this is shown."""


class Agreement(GroupOwned, Model):
    """What was agreed with a critical friend: their part, from one day until another, both included."""

    __tablename__ = "agreements"
    __table_args__ = owned(points("person_id", "people"))

    person_id: Mapped[int] = mapped_column(RowId)
    post: Mapped[str] = mapped_column(Words(120))
    part: Mapped[str] = mapped_column(String(30))
    from_day: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    given_by_no: Mapped[int] = mapped_column(Integer)
    shares: Mapped[str] = mapped_column(Words(200), default="")
    """The parts that are shared, as `permissions.SHARED` names them, with a space between."""
    bounds: Mapped[str] = mapped_column(Words(500), default="")
    review_on: Mapped[date | None] = mapped_column(Date)
    decision: Mapped[str] = mapped_column(Words(200), default="")

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are shared."""
        return tuple(self.shares.split())


class Acceptance(Model):
    """A critical friend's yes to an agreement, after reading it: a door record, outside every group."""

    __tablename__ = "acceptances"

    agreement_key: Mapped[str] = mapped_column(String(24), primary_key=True)
    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("users.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    digest: Mapped[str] = mapped_column(String(64))
    """Of the words that were on the page."""


class Invitation(Model):
    """A one-use way in: a long link or a short code; known only by its digest."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    """`join` takes a place in a group, `found` makes a new group, `renew` sets a new passphrase."""
    group_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("groups.id"))
    person_no: Mapped[int | None] = mapped_column(Integer)
    user_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("users.id"))
    said_aloud: Mapped[bool] = mapped_column(Boolean, default=False)
    handle: Mapped[str | None] = mapped_column(String(4), index=True)
    """Of a code to read out: the four letters that find it; gone once the code has been typed in."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    wrong_tries: Mapped[int] = mapped_column(Integer, default=0)


class Look(GroupOwned, AppendOnly, Model):
    """A page that a critical friend opened: a door record that all members can read."""

    __tablename__ = "looks"
    __table_args__ = owned()

    person_no: Mapped[int] = mapped_column(Integer)
    page: Mapped[str] = mapped_column(Words(120))
    at: Mapped[datetime] = mapped_column(Moment)


class Chore(Model):
    """Housekeeping that is done now and then after somebody saves something: one row a chore."""

    __tablename__ = "chores"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
