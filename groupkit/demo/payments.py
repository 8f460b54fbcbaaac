"""The example's payments: a claim that was paid, one that waits, a bill with one yes, and a count."""

from datetime import timedelta

from groupkit import tenancy
from groupkit.demo import receipts
from groupkit.demo.book import Book
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries
from groupkit.ledger.models import Entry
from groupkit.payments import operations
from groupkit.payments.operations import Counting, Wish
from groupkit.payments.queries.counting import in_account


def live(book: Book) -> None:
    """Put them into the last weeks of the example's year."""
    today = book.today
    made: list[int] = []
    book.on(today - timedelta(days=40), lambda: made.append(_claim(book, 640, "Milk and biscuits for two meetings")))
    book.on(today - timedelta(days=38), lambda: _ready(book, made[0], "Refreshments", 640, "cash", "Cash tin"))
    book.on(today - timedelta(days=36), lambda: _agree(book, made[0]))
    book.on(today - timedelta(days=33), lambda: _pay(book, made[0]))
    book.on(today - timedelta(days=17), lambda: made.append(_claim(book, 890, "Train to the library training day")))
    book.on(today - timedelta(days=6), lambda: made.append(_hall(book)))
    book.on(today - timedelta(days=4), lambda: operations.say_yes(made[2], 1, True, book.cast.coordinator))
    book.on(today - timedelta(days=3), lambda: _count(book))
    book.on(today - timedelta(days=5), lambda: _lose(book, 0))
    book.on(today - timedelta(days=4), lambda: _vouch(book))
    book.on(today - timedelta(days=2), lambda: _lose(book, 1))


def _lose(book: Book, number: int) -> None:
    """A receipt is lost; of the first a second person knows, and the other one still waits."""
    why = ("The market stall gave none", "Washed with the coat it was in")[number]
    ledger.note_lost(_oldest_without(), why, book.cast.treasurer)


def _vouch(book: Book) -> None:
    ledger.vouch_lost(_oldest_without(), book.cast.coordinator)


def _oldest_without() -> Entry:
    one = queries.without_receipt(queries.PaidIn())[0]
    found = queries.entry_called(one.year, one.code)
    if found is None:
        raise LookupError("every payment of the example has its receipt")
    return found


def _claim(book: Book, pence: int, what_for: str) -> int:
    day = tenancy.today() - timedelta(days=1)
    photo = receipts.draw("Corner shop" if "Milk" in what_for else "The station", day, [(what_for[:18], pence)])
    asked = operations.claim(
        amount=pence,
        purpose=what_for,
        spent_on=day,
        how="In cash at the next meeting",
        picture=photo,
        by=book.cast.member,
    )
    return asked.id


def _ready(book: Book, request_id: int, category: str, pence: int, way: str, account: str) -> None:
    wish = _wish(book, pence, "Milk and biscuits for two meetings", category, way, account)
    operations.change(request_id, wish, 1, book.cast.treasurer)


def _wish(book: Book, pence: int, what_for: str, category: str, way: str, account: str, payee: str = "") -> Wish:
    part = book.part(pence, category)
    return Wish(pence, what_for, payee, way, book.id("account", account), part.category_id, part.fund_id)


def _agree(book: Book, request_id: int) -> None:
    for who in (book.cast.coordinator, book.cast.secretary):
        operations.say_yes(request_id, 2, True, who)


def _pay(book: Book, request_id: int) -> None:
    operations.pay(request_id, 2, tenancy.today(), book.cast.treasurer)


def _hall(book: Book) -> int:
    wish = _wish(book, 4_500, "Room for next month", "Room hire", "bank", "Bank", "Lantern Street Library")
    return operations.ask(wish, book.cast.treasurer).id


def _count(book: Book) -> None:
    tin, day = book.id("account", "Cash tin"), tenancy.today()
    two = (book.cast.treasurer.person_no, book.cast.member.person_no)
    operations.count_cash(Counting(day, tin, *two), in_account(tin, day) - 50, book.cast.treasurer)
