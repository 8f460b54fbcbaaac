"""Rules in force: a new value never rewrites an old one."""

from datetime import date, datetime

from sqlalchemy import Date, Integer
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import LongWords, Model, Moment, Words
from groupkit.tenancy import AppendOnly, GroupOwned, owned


class RuleInForce(GroupOwned, AppendOnly, Model):
    """A value of a rule, from a day on, and where it came from."""

    __tablename__ = "rules_in_force"
    __table_args__ = owned()

    name: Mapped[str] = mapped_column(Words(60))
    value: Mapped[str] = mapped_column(LongWords)
    from_day: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Words(200))
    clause: Mapped[int | None] = mapped_column(Integer)
    """The number of the clause that says so; None when the rule was agreed without a clause."""
    set_by_no: Mapped[int] = mapped_column(Integer)
    set_at: Mapped[datetime] = mapped_column(Moment)
