"""The example's year: two meetings a month, tea money, a starter grant nearly spent, and a few slips put right."""

from collections.abc import Iterator
from datetime import date, timedelta

from groupkit import dates
from groupkit.demo import (
    accounts,
    bank,
    budgets,
    first_year,
    funders_form,
    giftaid,
    grant,
    grants,
    meetings,
    payments,
    receipts,
    returns,
    shared_work,
    tallies,
)
from groupkit.demo import rules as own_rules
from groupkit.demo.book import Book
from groupkit.ledger import operations, rules

TUESDAY = 1


def live(book: Book) -> None:
    """Write the whole year, in the order of its days, each at its own time."""
    first = book.last_year.first
    first_year.live(book, book.first_year)
    with dates.clock_at(book.evening(book.first_year.first)):
        operations.add_fund("Summer outing", "designated", book.cast.treasurer)
    grant.award(book, first + timedelta(days=26))
    grants.live(book)
    returns.write(book)
    funders_form.write(book)
    for number, tuesday in enumerate(_meetings(first, book.today)):
        _meeting(book, number, tuesday)
    for month in range(13):
        _month(book, month, _first_of(first, month))
    _now_and_then(book, first)
    _slips(book, first)
    own_rules.live(book)
    shared_work.live(book)
    payments.live(book)
    accounts.live(book)
    bank.live(book)
    giftaid.live(book)
    budgets.live(book)
    meetings.live(book)
    tallies.live(book)
    for day, deed in sorted(book.deeds, key=lambda item: item[0]):
        with dates.clock_at(book.evening(day)):
            deed()
    grant.begin_return(book)


def _meetings(first: date, today: date) -> Iterator[date]:
    """Every second Tuesday."""
    day = first + timedelta(days=(TUESDAY - first.weekday()) % 7)
    while day <= today:
        yield day
        day += timedelta(days=14)


def _first_of(first: date, month: int) -> date:
    months = first.year * 12 + first.month - 1 + month
    return date(months // 12, months % 12 + 1, 1)


def _meeting(book: Book, number: int, tuesday: date) -> None:
    """Tea money in the tin, milk and biscuits out of it."""
    chance = book.chance
    book.receive(
        tuesday,
        f"Tea money, {tuesday.day} {dates.MONTHS[tuesday.month - 1]}",
        50 * chance.randint(17, 29),
        "Raffle and teas",
        account="Cash tin",
        note="Counted by two",
    )
    milk, biscuits = chance.randint(145, 165), chance.randint(175, 290)
    bought = [("Milk 2 pints", milk), ("Biscuits", biscuits)] if number % 6 == 1 else None
    book.pay(
        tuesday,
        chance.choice(["Corner shop", "Mace, Lantern Street"]),
        milk + biscuits,
        "Refreshments",
        account="Cash tin",
        bought=bought,
    )


def _month(book: Book, month: int, first: date) -> None:
    """Room hire, subs, and the tin taken to the bank."""
    chance = book.chance
    by_grant = 1 <= month <= 6
    book.pay(
        first + timedelta(days=5),
        "Lantern Street Library",
        2_200,
        "Room hire",
        note="Back room, two evenings",
        fund=grant.FUND if by_grant else "General",
        heading="Room hire" if by_grant else None,
    )
    book.receive(
        first + timedelta(days=8),
        f"Subs, {dates.MONTHS[first.month - 1]}",
        100 * chance.randint(16, 24),
        "Subs",
        account="Cash tin",
        note="A pound or two from whoever can",
    )
    banked = 100 * chance.randint(22, 30)
    book.on(
        first + timedelta(days=20),
        lambda: operations.record_move(
            day=first + timedelta(days=20),
            from_account=book.id("account", "Cash tin"),
            to_account=book.id("account", "Bank"),
            amount=banked,
            note="Tin taken to the bank",
            by=book.cast.treasurer,
        ),
    )
    if month % 3 == 2:
        book.receive(first + timedelta(days=27), "Bank", chance.randint(31, 64), "Bank interest")
    if month % 2 == 1:
        book.pay(first + timedelta(days=14), "Phone top-up", 1_000, "Printing, post and phone", note="Group phone")


def _now_and_then(book: Book, first: date) -> None:
    def day(days: int) -> date:
        return first + timedelta(days=days)

    grant.spend(book, day)
    book.receive(day(38), "Gift from a member’s family", 5_000, "Donations")
    book.receive(day(112), "Collection at the library", 3_245, "Donations", account="Cash tin", note="Counted by two")
    book.receive(day(201), "Rotary Club", 7_500, "Donations")
    book.receive(day(58), "Raffle by card reader", 4_600, "Fundraising", charge=81)
    book.receive(day(240), "Cake stall by card reader", 6_250, "Fundraising", charge=109)
    book.pay(
        day(12),
        "Community Insure",
        6_840,
        "Insurance",
        note="Public liability, one year",
        bought=[("Public liability, 1 year", 6_840)],
    )
    book.pay(day(20), "Council for Voluntary Service", 1_500, "Affiliation fees")
    book.pay(day(45), "Print Corner", 1_260, "Printing, post and phone", bought=[("60 leaflets", 1_260)])
    book.pay(day(170), "Print Corner", 980, "Printing, post and phone")
    book.pay(day(88), "Argos", 2_499, "Equipment", note="Kettle", bought=[("Kettle 1.7 litre", 2_499)])
    book.pay(day(131), "Speaker’s travel", 1_850, "Speakers and training", note="Talk on sleeping better")
    book.pay(day(149), "Flower stall", 850, "Welfare and flowers", account="Cash tin")
    book.on(
        day(181),
        lambda: operations.record_fund_move(
            day=day(181),
            from_fund=book.id("fund", "General"),
            to_fund=book.id("fund", "Summer outing"),
            amount=12_000,
            note="Agreed at our May meeting",
            by=book.cast.treasurer,
        ),
    )
    book.pay(
        day(228),
        "Canal Museum",
        6_300,
        "Outings and activities",
        fund="Summer outing",
        note="Entry for nine",
        bought=[("9 group tickets", 6_300)],
    )
    book.pay(day(228), "Minibus and driver", 4_500, "Outings and activities", fund="Summer outing")
    _split(book, day(96))


def _split(book: Book, day: date) -> None:
    """One receipt from one shop for two purposes."""
    book.on(
        day,
        lambda: operations.record_payment(
            day=day,
            account=book.id("account", "Bank"),
            amount=2_495,
            payee="Wool and needles, market stall",
            parts=[book.part(1_860, "Materials", grant.FUND, "Wool and materials"), book.part(635, "Refreshments")],
            picture=receipts.draw("Market stall", day, [("Wool, 6 balls", 1_860), ("Tea and cake", 635)]),
            by=book.cast.treasurer,
        ),
    )


def _slips(book: Book, first: date) -> None:
    """What happens in any real book: figures turned round, a line written twice, a name better left out."""
    by = book.cast.treasurer
    slip = first + timedelta(days=74)
    book.pay(
        slip,
        "Bus fares paid back",
        290,
        "Travel and volunteer expenses",
        account="Cash tin",
        fund=grant.FUND,
        heading="Bus fares",
    )
    book.on(
        slip + timedelta(days=3),
        lambda: operations.correct_entry(
            book.entry("Bus fares", slip),
            0,
            day=slip,
            reason="Figures turned round: the tickets come to 9.20",
            by=by,
            legs=rules.payment_legs(
                book.id("account", "Cash tin"),
                920,
                [book.part(920, "Travel and volunteer expenses", grant.FUND, "Bus fares")],
            ),
        ),
    )
    twice = first + timedelta(days=140)
    book.pay(twice, "Stamps", 640, "Printing, post and phone", account="Cash tin")
    book.pay(twice, "Stamps, again", 640, "Printing, post and phone", account="Cash tin")
    book.on(
        twice + timedelta(days=1),
        lambda: operations.void_entry(
            book.entry("Stamps, again", twice), 0, reason="The same receipt written down twice", by=by
        ),
    )
    named = first + timedelta(days=210)
    book.receive(named, "Gift from Mrs Pettigrew", 2_000, "Donations")
    book.on(
        named + timedelta(days=6),
        lambda: operations.reword_entry(
            book.entry("Pettigrew", named), 0, payee="Gift from a neighbour", note="", by=by
        ),
    )
    back = first + timedelta(days=103)
    book.on(
        back,
        lambda: operations.record_refund(
            day=back,
            account=book.id("account", "Bank"),
            amount=450,
            payee="Wool shop",
            parts=[book.part(450, "Materials", grant.FUND, "Wool and materials")],
            note="Needles taken back",
            by=by,
        ),
    )
