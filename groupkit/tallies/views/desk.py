"""What the pages of tallies share: the row at an address, and the month at one."""

from datetime import date
from typing import TypeVar

from flask import abort

from groupkit import tenancy
from groupkit.dates import Period, months_after
from groupkit.tallies import queries, rules
from groupkit.tenancy import GroupOwned

Row = TypeVar("Row", bound=GroupOwned)
YEARS = 60
"""As far back as any list reaches."""


def row_at(model: type[Row], row_id: int) -> Row:
    """The row at an address."""
    return queries.row_of(model, row_id) or abort(404)


def month_at(address: str) -> date:
    """The month at an address; one that is still to come has no page."""
    month = rules.month_at(address)
    return month if month is not None and month <= tenancy.today() else abort(404)


def ever() -> Period:
    """Everything up to today."""
    today = tenancy.today()
    return Period(months_after(today, -12 * YEARS), today)
