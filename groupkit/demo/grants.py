"""The example's other grants: small and large, from five kinds of giver, paid before and after, asked for and over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from groupkit import dates
from groupkit.budgets import funders
from groupkit.decisions import operations as decisions
from groupkit.decisions import queries as decided
from groupkit.decisions.models import Decision
from groupkit.decisions.operations import Held
from groupkit.demo import receipts
from groupkit.demo.book import Book
from groupkit.grants import operations, queries
from groupkit.grants.models import Grant
from groupkit.grants.rules import Budget
from groupkit.jobs import queries as jobs
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as ledger_read
from groupkit.ledger.models import Heading
from groupkit.ledger.operations import Answers

COUNCIL, WELLBEING, HEALTH, LOTTERY = "Town council leaflets", "Good days", "Taster afternoons", "Two steady years"
TAKEN = "The lottery’s grant"
Day = Callable[[int], date]


@dataclass(frozen=True)
class Bought:
    """Something that was paid from a grant: so many days in, where, pence, as what, under which heading."""

    days: int
    where: str
    pence: int
    what: str
    heading: str | None = None
    receipt: bool = True


def live(book: Book) -> None:
    """Put them into the example's second year, between everything else."""
    first = book.last_year.first

    def day(days: int) -> date:
        return first + timedelta(days=days)

    _council(book, day)
    _wellbeing(book, day)
    _health(book, day)
    _lottery(book, day)
    _asked(book, day)
    _long_ago(book, day)


def _council(book: Book, day: Day) -> None:
    """A small one without headings, spent and over."""
    _award(
        book,
        day(33),
        funder="Lantern Bridge Town Council",
        amount=25_000,
        fund_name=COUNCIL,
        starts=day(33),
        ends=day(200),
        purpose="Leaflets and a banner, so that people who live nearby can find the group.",
        then={"kind": "council", "applied_on": day(5), "accepted_on": day(33)},
    )
    book.receive(day(41), "Lantern Bridge Town Council", 25_000, "Grants", fund=COUNCIL)
    for one in (
        Bought(60, "Print Corner", 11_840, "Printing, post and phone"),
        Bought(75, "Banner Barn", 8_900, "Printing, post and phone"),
        Bought(140, "Print Corner", 4_260, "Printing, post and phone"),
    ):
        _buy(book, day, COUNCIL, one)
    book.on(day(230), lambda: _change(book, COUNCIL, stage="ended"))


def _wellbeing(book: Book, day: Day) -> None:
    """A middling one with headings, conditions and two lines about the difference it makes."""
    _award(
        book,
        day(120),
        funder="Riverside Community Foundation",
        amount=180_000,
        reference="RCF-2291",
        fund_name=WELLBEING,
        starts=day(120),
        ends=book.last_year.last + timedelta(days=120),
        due=book.last_year.last + timedelta(days=160),
        purpose="Six afternoons with a tutor, for people who find evenings hard.",
        headings=[
            Budget("Tutors", 96_000),
            Budget("A room for the afternoons", 50_000),
            Budget("Tea and travel for helpers", 34_000),
        ],
        then={
            "kind": "foundation",
            "programme": "Good Days Fund",
            "applied_on": day(70),
            "offered_on": day(112),
            "accepted_on": day(120),
            "conditions": "Tell us before you spend it on anything else. Keep the receipts for six years.",
            "publicity": "Please put our sign on your posters.",
            "may_move": 10,
            "contact": "Small grants desk, 01632 960 114",
        },
    )
    book.receive(day(131), "Riverside Community Foundation", 180_000, "Grants", fund=WELLBEING)
    for one in (
        Bought(150, "Tutor, chair exercises", 12_000, "Speakers and training", "Tutors"),
        Bought(192, "Tutor, drawing", 12_000, "Speakers and training", "Tutors"),
        Bought(248, "Tutor, chair exercises", 12_000, "Speakers and training", "Tutors", receipt=False),
        Bought(255, "Methodist hall", 16_500, "Room hire", "A room for the afternoons"),
        Bought(301, "Tutor, drawing", 12_000, "Speakers and training", "Tutors"),
    ):
        _buy(book, day, WELLBEING, one)
    book.on(day(134), lambda: operations.choose_outcomes(_row(book, WELLBEING), ["support", "others"], _by(book)))
    book.on(day(302), lambda: _counted(book))


def _counted(book: Book) -> None:
    """What was counted so far beside the first of its outcomes."""
    row = _row(book, WELLBEING)
    one = queries.outcomes(row)[0]
    said = {"actual": 11, "about": True, "source": "A show of hands", "counted_on": dates.today()}
    operations.change_outcome(row, one, one.version, by=_by(book), indicator="Who put their hand up", **said)


def _health(book: Book, day: Day) -> None:
    """One that is paid after it was spent, of which one claim has been paid."""
    _award(
        book,
        day(160),
        funder="Northern Valleys Health Board",
        amount=420_000,
        reference="SG/0417",
        fund_name=HEALTH,
        starts=day(165),
        ends=book.last_year.last + timedelta(days=210),
        due=book.last_year.last + timedelta(days=240),
        purpose="Taster afternoons in three villages, and training for those who welcome people.",
        headings=[Budget("Taster afternoons in villages", 240_000), Budget("Training for helpers", 180_000)],
        then={
            "kind": "health",
            "programme": "Small Grants for Groups",
            "accepted_on": day(160),
            "claimed": True,
            "wants_receipts": True,
            "may_move": 0,
        },
    )
    heading = "Taster afternoons in villages"
    for one in (
        Bought(190, "Village hall committee", 38_000, "Room hire", heading),
        Bought(240, "Village hall committee", 42_000, "Room hire", heading),
    ):
        _buy(book, day, HEALTH, one, Answers(below_zero="They pay it back once it is spent"))
    book.receive(day(280), "Northern Valleys Health Board", 80_000, "Grants", fund=HEALTH, note="First claim")


def _lottery(book: Book, day: Day) -> None:
    """A large one over two years: two parts, a change with their yes, a laptop, somebody else's room, a target."""
    starts = day(205)
    _award(
        book,
        day(200),
        funder="Community Lottery",
        amount=980_000,
        reference="0031 884 220",
        fund_name=LOTTERY,
        starts=starts,
        ends=dates.months_after(starts, 24) - timedelta(days=1),
        due=dates.months_after(starts, 12),
        purpose="Two steady years: a warm room every week, the telephone, and outings that everybody chooses.",
        headings=[
            Budget("A warm room each week", 440_000),
            Budget("Telephone and post", 140_000),
            Budget("Outings that we choose", 260_000),
            Budget("Laptop and printing", 140_000),
        ],
        then={
            "kind": "lottery",
            "programme": "Small Sparks",
            "title": "Weekly meetings in Lantern Street",
            "applied_for": 1_120_000,
            "applied_on": day(90),
            "offered_on": day(188),
            "accepted_on": day(200),
            "conditions": "Ask us before anything changes. Keep your records for seven years after the end.",
            "may_move": 10,
            "wants_receipts": True,
            "wants_indicators": True,
            "hour_pence": 1_260,
            "most_megabytes": 10,
        },
    )
    book.on(day(194), lambda: _agreed(book))
    book.on(day(200), lambda: _change(book, LOTTERY, decision_id=_decision().id))
    book.on(day(200), lambda: _parts(book, starts))
    book.receive(day(215), "Community Lottery", 490_000, "Grants", fund=LOTTERY, note="First half")
    for one in (
        Bought(222, "Currys", 32_900, "Equipment", "Laptop and printing"),
        Bought(236, "Sundial Community Centre", 26_400, "Room hire", "A warm room each week"),
        Bought(252, "Print Corner", 6_480, "Printing, post and phone", "Telephone and post"),
        Bought(297, "Sundial Community Centre", 26_400, "Room hire", "A warm room each week"),
        Bought(318, "Steam railway", 21_600, "Outings and activities", "Outings that we choose", receipt=False),
    ):
        _buy(book, day, LOTTERY, one)
    book.on(day(201), lambda: _beside(book))
    book.on(day(223), lambda: _laptop(book))
    book.on(day(306), lambda: _moved(book))


def _agreed(book: Book) -> None:
    """Everybody in the room agrees to take it."""
    by, today = book.cast.secretary, dates.today()
    words = "We take the £9,800 that the Community Lottery offers us, on the conditions in their letter."
    decision = decisions.bring_up(by, title=TAKEN, words=words)
    place = f"Usual meeting, {dates.long_day(today)}"
    decisions.hold_round(decision, Held("all", today, place, words, present=8), by)


def _decision() -> Decision:
    return next(one for one in decided.that_can_be_replaced() if one.title == TAKEN)


def _parts(book: Book, starts: date) -> None:
    row, by = _row(book, LOTTERY), _by(book)
    operations.add_instalment(row, due_on=starts, pence=490_000, by=by)
    second = dates.months_after(starts, 12)
    operations.add_instalment(row, due_on=second, pence=490_000, after="the return on the first year", by=by)
    operations.keep_paper(row, "offer", receipts.letter("Community Lottery", "We are glad to offer you £9,800."), by)
    funders.note(row.fund_id, dates.today(), "Their offer letter, page 2", by)


def _beside(book: Book) -> None:
    row, by = _row(book, LOTTERY), _by(book)
    what = "The library’s back room, two evenings a month"
    operations.add_extra(row, "kind", what=what, source="Lantern Street Library", pence=26_400, by=by)
    operations.add_extra(row, "match", what="Half of the outings", source="our own raffle", pence=30_000, by=by)
    operations.choose_outcomes(row, ["joining_in", "helping"], by)
    wanted = "People who live nearby have somewhere to go every week"
    operations.add_outcome(row, "funder", words=wanted, indicator="Weekly meetings held", target=96, baseline=0, by=by)


def _laptop(book: Book) -> None:
    row = _row(book, LOTTERY)
    keeper = next(iter(jobs.jobs()), None)
    operations.add_extra(
        row,
        "thing",
        what="Laptop for letters and posters",
        source="Currys",
        pence=32_900,
        day=dates.today() - timedelta(days=1),
        job_id=keeper.id if keeper else None,
        place="the cupboard at the library",
        by=_by(book),
    )


def _moved(book: Book) -> None:
    """£200 moves between two headings, with the funder's yes beside it."""
    row, by = _row(book, LOTTERY), _by(book)
    for name, pence in (("Telephone and post", 120_000), ("Outings that we choose", 280_000)):
        heading = ledger_read.row_of("heading", book.id("heading", name))
        if not isinstance(heading, Heading):
            raise LookupError(f"the example has no heading {name}")
        ledger.change_budget(heading, pence, heading.version, by)
    agreed = funders.note(row.fund_id, dates.today() - timedelta(days=1), "Their letter about moving £200", by)
    operations.keep_paper(
        row, "consent", receipts.letter("Community Lottery", "Yes, £200 may move to outings."), by, agreed.id
    )


def _asked(book: Book, day: Day) -> None:
    """One that is only asked for."""
    _award(
        book,
        day(330),
        funder="Canal Side Trust",
        amount=60_000,
        fund_name="Garden on the sill",
        stage="applied",
        purpose="Pots, soil and seeds for twelve window sills.",
        then={"kind": "charity", "applied_on": day(330)},
    )


def _long_ago(book: Book, day: Day) -> None:
    """One that ended seven years ago, before there was a book here."""
    ends = dates.months_after(book.today, -84) - timedelta(days=20)
    _award(
        book,
        day(34),
        funder="Old Mill Fund",
        amount=30_000,
        fund_name="First chairs",
        starts=ends - timedelta(days=300),
        ends=ends,
        purpose="Twelve folding chairs.",
        then={"kind": "company", "stage": "ended"},
    )


def _award(book: Book, on: date, *, then: dict[str, Any], **grant: Any) -> None:
    """A grant is written down on a day, and then what else is known of it."""
    book.on(on, lambda: _write(book, grant, then))


def _write(book: Book, grant: dict[str, Any], then: dict[str, Any]) -> None:
    row = operations.add_grant(by=_by(book), **grant)
    operations.change_grant(row, row.version, by=_by(book), **then)


def _change(book: Book, fund: str, **new: Any) -> None:
    row = _row(book, fund)
    operations.change_grant(row, row.version, by=_by(book), **new)


def _buy(book: Book, day: Day, fund: str, one: Bought, answers: Answers | None = None) -> None:
    """Something paid from the bank, with a drawn receipt where there is one."""
    on = day(one.days)
    book.on(
        on,
        lambda: ledger.record_payment(
            day=on,
            account=book.id("account", "Bank"),
            amount=one.pence,
            parts=[book.part(one.pence, one.what, fund, one.heading)],
            payee=one.where,
            by=_by(book),
            picture=receipts.draw(one.where, on, [(one.what, one.pence)]) if one.receipt else None,
            answers=answers or Answers(),
        ),
    )


def _row(book: Book, fund: str) -> Grant:
    row = next((queries.grant(card.id) for card in queries.grants() if card.fund == fund), None)
    if row is None:
        raise LookupError(f"the example has no grant in {fund}")
    return row


def _by(book: Book) -> Any:
    return book.cast.treasurer
