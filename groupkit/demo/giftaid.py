"""The example's Gift Aid: HMRC has said yes, two neighbours made declarations, and a claim waits to be tried out."""

from datetime import date, timedelta

from groupkit.demo.book import Book
from groupkit.giftaid import operations
from groupkit.giftaid.operations.collecting import Said
from groupkit.giftaid.rules import Donor

REFERENCE = "ZZ12345"
ALUN = Donor("Mr", "Alun", "Hargreave-Lowe", "14", "LL99 9XX")
PRIYA = Donor("Ms", "Priya", "Nandakumar", "The Old Bakery", "LL99 9XY")
"""Postcodes that no house has."""


def live(book: Book) -> None:
    """Put it into the second half of the example's year."""
    first, by = book.last_year.first, book.cast.treasurer

    def day(days: int) -> date:
        return first + timedelta(days=days)

    book.on(day(205), lambda: operations.change_settings(REFERENCE, first, 0, by))
    book.on(day(218), lambda: _gift(book, ALUN, day(217), "Gift from a member", day(38), 5_000))
    book.on(day(222), lambda: _gift(book, PRIYA, day(221), "Gift from a neighbour", day(210), 2_000))
    book.on(day(223), lambda: _collection(book, day(112)))


def _gift(book: Book, donor: Donor, made_on: date, words: str, given_on: date, pence: int) -> None:
    """A neighbour signs the form, and what they gave before is marked as theirs."""
    by = book.cast.treasurer
    declared = operations.declare(donor=donor, made_on=made_on, how="paper", covers="past", told=True, by=by)
    entry = book.entry(words, given_on)
    operations.mark_gift(entry.id, declared.id, pence, sponsored=False, sure=False, by=by)


def _collection(book: Book, collected_on: date) -> None:
    """The bucket at the library, which two of them counted."""
    operations.mark_collection(
        book.entry("Collection at the library", collected_on).id,
        amount=3_245,
        collected_on=collected_on,
        first=book.cast.treasurer.person_no,
        second=book.cast.member.person_no,
        said=Said(small=True, banked=True),
        by=book.cast.treasurer,
    )
