"""How long who gave is kept: as long as HMRC may ask, and no longer (DOMAIN 7.3).

A declaration in a claim is kept for six years after the year of that claim, even for somebody who asks to be taken out:
it ends, and goes by itself when the time is over. One that stands in no claim goes at once.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from groupkit import db, files, tenancy
from groupkit.access import queries as people
from groupkit.db import db as database
from groupkit.files import StoredFile
from groupkit.giftaid import queries, rules
from groupkit.giftaid.models import GiftClaim
from groupkit.giftaid.operations.declaring import end, let_go
from groupkit.giftaid.queries import Declared
from groupkit.history import TheProgram
from groupkit.names_in import Names
from groupkit.rulebook.queries import year_end

A_DAY = 10
"""How many declarations or claims are let go of by one chore in a group."""


def own_texts() -> set[str]:
    """The digests of the texts that say who made a declaration: this book takes them out by itself."""
    return {text.digest for text in queries.texts_of()}


def take_out(names: Names) -> int:
    """Whoever goes ends their declarations, and is taken out of those that HMRC may not ask for; says of how many."""
    found, claimed = 0, queries.last_days_claimed()
    for declared in queries.declarations():
        if declared.donor is None or not names.are_in(declared.donor.name):
            continue
        if declared.ended_on is None:
            end(declared, max(tenancy.today(), declared.made_on), TheProgram())
        if queries.asked_for_until(claimed.get(declared.id)) is None:
            let_go(declared, TheProgram())
        found += 1
    return found


def let_go_of_old(_now: datetime) -> None:
    """Names, homes, photos and sent workbooks that HMRC asks for no longer go, group by group (a chore)."""
    for _, group in people.every_group():
        with tenancy.in_group(group, database.session):
            if _anything_due():
                with db.writing():
                    for declared in list(_due())[:A_DAY]:
                        let_go(declared, TheProgram())
                    for stored in list(_due_files())[:A_DAY]:
                        files.take_out(TheProgram(), stored, "HMRC asks for it no longer")


def _anything_due() -> bool:
    return any(True for _ in _due()) or any(True for _ in _due_files())


def _due() -> Iterator[Declared]:
    """Declarations whose time is over: those that run still are kept."""
    claimed = queries.last_days_claimed()
    for declared in queries.declarations():
        days = last_days(declared, claimed.get(declared.id))
        if declared.donor is not None and days and tenancy.today() > rules.kept_until(days, year_end()):
            yield declared


def last_days(declared: Declared, claimed: date | None) -> list[date]:
    """The days after which a declaration is of no more use: nothing while it may cover gifts to come."""
    if declared.ended_on is None and declared.covers != "one":
        return []
    return [day for day in (declared.made_on, declared.ended_on, claimed) if day is not None]


def _due_files() -> Iterator[StoredFile]:
    """The workbooks of claims that are older than HMRC asks for."""
    rows = database.session.execute(
        select(StoredFile, GiftClaim.sent_on)
        .join(GiftClaim, GiftClaim.file_id == StoredFile.id)
        .where(StoredFile.gone_at.is_(None))
    )
    for stored, sent_on in rows:
        if tenancy.today() > rules.kept_until([sent_on], year_end()):
            yield stored
