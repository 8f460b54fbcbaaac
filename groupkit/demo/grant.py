"""The example's starter grant: £400, nearly spent, its six lines begun."""

from collections.abc import Callable
from datetime import date, timedelta

from groupkit import dates
from groupkit.demo.book import Book
from groupkit.grants import operations, queries
from groupkit.grants.rules import Budget

FUND = "Starter grant"
HEADINGS = [("Wool and materials", 16_000), ("Room hire", 14_000), ("Bus fares", 10_000)]


def award(book: Book, day: date) -> None:
    """The Community Chest gives £400, and pays it into the bank a week later."""
    by = book.cast.treasurer
    ends = book.last_year.last
    book.on(
        day,
        lambda: operations.add_grant(
            funder="Community Chest",
            amount=40_000,
            reference="CC/118",
            by=by,
            fund_name=FUND,
            starts=day,
            ends=ends,
            due=book.today + timedelta(days=38),
            headings=[Budget(name, pence) for name, pence in HEADINGS],
            purpose="To meet every other Tuesday, with wool to knit and bus fares for whoever needs them.",
        ),
    )
    book.receive(day + timedelta(days=7), "Community Chest", 40_000, "Grants", fund=FUND, note="Starter grant")


def spend(book: Book, day: Callable[[int], date]) -> None:
    """Wool, and bus fares on the night."""
    for days, shop, pence, receipt in [
        (66, "Wool shop", 2_240, True),
        (84, "Wool shop", 1_815, True),
        (122, "Craft Barn", 1_990, True),
        (150, "Wool shop", 1_675, False),
        (178, "Market stall", 1_420, True),
        (206, "Wool shop", 2_085, True),
        (262, "Craft Barn", 1_460, False),
        (290, "Wool shop", 985, True),
    ]:
        bought = [("Wool and materials", pence)] if receipt else None
        book.pay(day(days), shop, pence, "Materials", fund=FUND, heading="Wool and materials", bought=bought)
    for days, pence in [
        (60, 740),
        (102, 860),
        (116, 920),
        (158, 680),
        (186, 1_040),
        (214, 790),
        (256, 880),
        (284, 960),
        (312, 720),
    ]:
        book.pay(
            day(days),
            "Bus fares paid back",
            pence,
            "Travel and volunteer expenses",
            account="Cash tin",
            fund=FUND,
            heading="Bus fares",
            note="Two people" if pence > 850 else "",
        )


def begin_return(book: Book) -> None:
    """The treasurer has begun the six lines, and one of them is still to be written."""
    with dates.clock_at(book.evening(book.today - timedelta(days=1))):
        row = next((queries.grant(card.id) for card in queries.grants() if card.fund == FUND), None)
        if row is None:
            raise LookupError("the example's grant is not there")
        answers = {
            "what_we_did": "Met every other Tuesday evening, knitted hats to give away, and went to the canal museum.",
            "how_many_people": {"number": 14, "about": True},
            "who_came": "Nine on a usual evening.",
            "difference": "“It is the one evening I don’t have to explain myself.”",
        }
        operations.save_draft(row, 0, queries.formats()["six_lines"], answers, book.cast.treasurer)
