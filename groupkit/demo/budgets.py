"""The example's budgets: last year's with a change half way, this year's, and a draft for the next."""

from datetime import date, timedelta

from groupkit import tenancy
from groupkit.budgets import funders, operations, queries
from groupkit.budgets.rules import Planned
from groupkit.dates import FinancialYear
from groupkit.demo import grant
from groupkit.demo.book import Book

LAST_YEAR = {
    "Subs": 24_000,
    "Donations": 12_000,
    "Grants": 40_000,
    "Fundraising": 10_000,
    "Raffle and teas": 27_000,
    "Room hire": 28_600,
    "Refreshments": 9_500,
    "Travel and volunteer expenses": 11_000,
    "Materials": 16_000,
    "Printing, post and phone": 8_000,
    "Insurance": 6_900,
    "Equipment": 2_000,
    "Speakers and training": 4_000,
    "Outings and activities": 12_000,
    "Affiliation fees": 1_500,
    "Welfare and flowers": 1_500,
}
NOTES = {"Grants": "Community Chest, agreed in their letter", "Outings and activities": "Canal museum for nine"}
CHANGE = {"Speakers and training": 2_000, "Equipment": 2_500}
"""What the committee agreed half way through last year."""

NEXT_YEAR = {"Grants": 0, "Materials": 4_000}
"""What was changed in it for this year: the grant has ended."""


def live(book: Book) -> None:
    """Plan and agree, as the treasurer did in the example's year."""
    last = book.last_year
    half, spring = last.first + timedelta(days=170), last.last - timedelta(days=12)
    book.on(last.first + timedelta(days=9), lambda: _first(book))
    book.on(last.first + timedelta(days=30), lambda: _funder(book))
    book.on(half, lambda: _agree(book, "agreed", CHANGE, "Committee, item 5"))
    book.on(spring, lambda: _agree(book, "budget", NEXT_YEAR, "Yearly meeting, item 7", ahead=1))
    book.on(book.today - timedelta(days=1), lambda: _draft(book))


def _first(book: Book) -> None:
    _agree(book, "empty", LAST_YEAR, "Yearly meeting, item 6")


def _agree(book: Book, begin_with: str, figures: dict[str, int], where: str, ahead: int = 0) -> None:
    """Begin a draft for this year (or the one `ahead`), write these figures, and agree it today."""
    by, year = book.cast.treasurer, queries.years_around()[1 - ahead]
    row = operations.begin_draft(year, begin_with, by)
    written = _with(book, row.id, figures)
    draft = operations.change_draft(row.id, row.version, written, by)
    operations.agree(draft.id, draft.version, _day(year), where, by)


def _day(year: FinancialYear) -> date:
    return min(tenancy.today(), year.last)


def _with(book: Book, draft_id: int, figures: dict[str, int]) -> dict[int, Planned]:
    draft = queries.draft(draft_id)
    if draft is None:
        raise LookupError("the example's draft is not there")
    new = {book.id("category", name): Planned(pence, NOTES.get(name, "")) for name, pence in figures.items()}
    return {row_id: one for row_id, one in {**draft.lines, **new}.items() if one.pence}


def _draft(book: Book) -> None:
    """The next year is being planned; where a new year has only just begun, there is a draft already or none yet."""
    following = queries.years_around()[0]
    if following.first > book.last_year.last + timedelta(days=1):
        operations.begin_draft(following, "actual", book.cast.treasurer)


def _funder(book: Book) -> None:
    fund = book.id("fund", grant.FUND)
    funders.note(fund, tenancy.today() - timedelta(days=2), "Their offer letter, CC/118", book.cast.treasurer)
