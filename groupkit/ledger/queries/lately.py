"""What was in each account at the end of some days: for the picture of the last months, and for statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access import veil
from groupkit.db import sum_of
from groupkit.ledger.models import Account, MoneyLeg
from groupkit.ledger.queries.places import Place
from groupkit.ledger.queries.settled import as_settled, settled_rows
from groupkit.together import Reading, answer, rows_of, side_by_side


def accounts_at(days: Collection[date]) -> dict[date, dict[int, int]]:
    """Pence in each account at the end of each of these days, in two questions however many there are."""
    return answer(reads_accounts_at(days))


def reads_accounts_at(days: Collection[date]) -> Reading[dict[date, dict[int, int]]]:
    """The same for a page that asks more at once; two rounds."""
    if not days:
        return {}
    start = as_settled((yield from rows_of(settled_rows(min(days)))))
    moved = yield from rows_of(
        select(MoneyLeg.account_id, MoneyLeg.day, sum_of(MoneyLeg.pence).label("pence"))
        .where(MoneyLeg.day > start.until, MoneyLeg.day <= max(days))
        .group_by(MoneyLeg.account_id, MoneyLeg.day)
    )
    rows = sorted(moved, key=lambda row: row.day)
    held, found, read = dict(start.accounts), {}, 0
    for day in sorted(days):
        while read < len(rows) and rows[read].day <= day:
            held[rows[read].account_id] = held.get(rows[read].account_id, 0) + rows[read].pence
            read += 1
        found[day] = dict(held)
    return found


def balance_by_month(months: int = 12) -> list[tuple[date, int]]:
    """The sum over all accounts at the end of each of the last months, the present one up to today."""
    return _sums(accounts_at(_month_ends(months)))


@dataclass(frozen=True)
class Lately:
    """What is in each account today, and the sum over all of them at the end of each of the last months, in pence."""

    accounts: list[Place]
    months: list[tuple[date, int]]


def reads_lately(months: int = 12) -> Reading[Lately]:
    """`accounts_today` and `balance_by_month` in one, from the same sums; two rounds."""
    known, held = yield from side_by_side(
        rows_of(select(Account.id, Account.name, Account.kind, Account.closed_on)),
        reads_accounts_at(_month_ends(months)),
    )
    shown, today = veil.shown(), held[tenancy.today()]
    places = [
        Place(row.id, shown("account", row.name), row.kind, today.get(row.id, 0), row.closed_on is not None)
        for row in sorted(known, key=lambda row: row.id)
    ]
    return Lately(places, _sums(held))


def _sums(held: dict[date, dict[int, int]]) -> list[tuple[date, int]]:
    return [(day, sum(those.values())) for day, those in held.items()]


def _month_ends(months: int) -> list[date]:
    """The last day of each of the last months, and of the present one today."""
    today = tenancy.today()
    return [*(_month_end(today, back) for back in range(months - 1, 0, -1)), today]


def _month_end(today: date, back: int) -> date:
    months = today.year * 12 + today.month - back
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
