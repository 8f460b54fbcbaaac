"""What the example group owns and owes: an urn, wool needles from the grant, and a bill that is not paid yet."""

from datetime import timedelta

from groupkit.accounts import operations
from groupkit.demo.book import Book


def live(book: Book) -> None:
    """Written down in the spring, and the bill the other day."""
    first, by = book.last_year.first, book.cast.treasurer
    spring = first + timedelta(days=150)
    book.on(spring, lambda: _own(book))
    day = book.today - timedelta(days=6)
    book.on(
        day,
        lambda: operations.add_debt(
            way="by_us",
            what="Room for the autumn evenings",
            amount=4_500,
            fund=book.id("fund", "General"),
            since=day,
            due=book.today + timedelta(days=20),
            who="Lantern Street Library",
            by=by,
        ),
    )


def _own(book: Book) -> None:
    by, first = book.cast.treasurer, book.last_year.first
    operations.add_asset(
        what="Tea urn",
        kind="use",
        amount=5_900,
        fund=book.id("fund", "General"),
        bought_on=first - timedelta(days=400),
        holder="cupboard in the hall",
        by=by,
    )
    operations.add_asset(
        what="Knitting needles, two sets",
        kind="use",
        amount=1_990,
        fund=book.id("fund", "Starter grant"),
        bought_on=first + timedelta(days=122),
        holder="brings the wool",
        by=by,
    )
