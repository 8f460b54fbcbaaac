"""Writing new lines in the book: what is written, what the history is told, and when the answer is no."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from groupkit import history
from groupkit.dates import clock_at
from groupkit.db import db
from groupkit.ledger import operations, queries
from groupkit.ledger.models import Account, Category, Fund, Heading, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.operations import Answers
from groupkit.ledger.rules import Legs, Money, Part, Purpose
from groupkit.refusal import Asks, Refused
from tests.ledger.desk import PICTURE, TODAY, Desk, changes, refused

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
LAST_YEAR = date(2025, 10, 1)


def test_a_payment(desk: Desk) -> None:
    entry = desk.pay(1250, day=date(2026, 11, 2), note="Room for October")
    assert (entry.reference, entry.kind) == ("2026-27/P001", "payment")
    written = queries.latest_transaction(entry.id)
    assert (written.day, written.revision, written.written_by_no, written.reverses_id) == (
        date(2026, 11, 2),
        0,
        desk.by.person_no,
        None,
    )
    assert queries.legs_of(written.id) == desk.paid(1250)
    assert desk.words(entry) == (0, "Library", "Room for October")
    assert {leg.day for model in (MoneyLeg, PurposeLeg) for leg in db.session.scalars(select(model))} == {
        date(2026, 11, 2)
    }


def test_what_the_history_tells_of_a_payment(desk: Desk) -> None:
    desk.pay(1250, note="Room for October")
    line = desk.told()
    assert (line.what, line.subject, line.by_no) == ("wrote down money out", "2026-27/P001", desk.by.person_no)
    told = changes(line)
    bank, general = desk.row(Account, "Bank").key, desk.row(Fund, "General").key
    category = desk.row(Category, "Room hire").key
    assert told["written"] == [
        {"revision": 0, "day": "2026-11-18", "money": [[bank, -1250]], "purpose": [[general, category, "", -1250]]}
    ]
    assert history.texts([told["payee"]["private"], told["note"]["private"]]) == {
        told["payee"]["private"]: "Library",
        told["note"]["private"]: "Room for October",
    }
    assert "Library" not in line.body and "October" not in line.body


def test_one_receipt_over_several_purposes(desk: Desk) -> None:
    desk.take(40_000, parts=[Part(40_000, desk.category("Grants"), desk.grant)])
    entry = desk.pay(
        2495, parts=[desk.part(1860, "Materials", desk.grant, desk.materials), desk.part(635, "Refreshments")]
    )
    assert queries.legs_of(queries.latest_transaction(entry.id).id) == Legs(
        (Money(desk.bank, -2495),),
        (
            Purpose(desk.grant, desk.category("Materials"), desk.materials, -1860),
            Purpose(desk.general, desk.category("Refreshments"), None, -635),
        ),
    )


def test_takings_less_a_charge(desk: Desk) -> None:
    entry = desk.take(9750, parts=[desk.part(10_000, "Donations")], charge=desk.part(250, "Bank charges"))
    assert entry.reference == "2026-27/R001"
    assert desk.balance(desk.bank) == 9750
    sums = {found.name: found.pence for found in queries.by_category(TODAY, TODAY)}
    assert sums == {"Donations": 10_000, "Bank charges": 250}


def test_a_refund_makes_what_was_spent_go_down(desk: Desk) -> None:
    desk.take(40_000, parts=[Part(40_000, desk.category("Grants"), desk.grant)])
    desk.pay(2000, parts=[desk.part(2000, "Materials", desk.grant, desk.materials)])
    entry = desk.refund(500, parts=[desk.part(500, "Materials", desk.grant, desk.materials)])
    assert (entry.reference, entry.kind) == ("2026-27/R002", "refund")
    assert {found.name: found.spent for found in queries.by_heading(desk.grant)} == {"Room": 0, "Materials": 1500}
    assert queries.received_in_fund(desk.grant) == 40_000


def test_a_move_between_accounts(desk: Desk) -> None:
    entry = desk.move(300, note="float")
    assert entry.reference == "2026-27/M001"
    assert (desk.balance(desk.bank), desk.balance(desk.tin)) == (-300, 300)
    assert queries.by_category(TODAY, TODAY) == []
    assert desk.words(entry) == (0, "", "float")


def test_a_move_between_funds(desk: Desk) -> None:
    entry = desk.fund_move(400)
    assert entry.reference == "2026-27/M001"
    assert (queries.fund_balance(desk.general), queries.fund_balance(desk.outing)) == (-400, 400)
    assert desk.balance(desk.bank) == 0
    refused(lambda: desk.fund_move(note=""), "note")


def test_an_opening_balance(desk: Desk) -> None:
    entry = desk.open_with((desk.general, 21_250), (desk.grant, 500))
    assert entry.reference == "2026-27/B001"
    assert (desk.balance(desk.bank), queries.fund_balance(desk.grant)) == (21_750, 500)
    assert desk.told().what == "wrote down an opening balance"


def test_an_account_can_begin_overdrawn(desk: Desk) -> None:
    desk.open_with((desk.general, -500))
    assert desk.balance(desk.bank) == -500


def test_numbers_run_by_year_and_kind(desk: Desk) -> None:
    found = [
        desk.pay().reference,
        desk.pay(day=MARCH).reference,
        desk.pay(day=APRIL).reference,
        desk.take().reference,
        desk.refund().reference,
        desk.move().reference,
        desk.fund_move().reference,
        desk.pay(day=LAST_YEAR).reference,
        desk.open_with().reference,
    ]
    assert found == [
        "2026-27/P001",
        "2025-26/P001",
        "2026-27/P002",
        "2026-27/R001",
        "2026-27/R002",
        "2026-27/M001",
        "2026-27/M002",
        "2025-26/P002",
        "2026-27/B001",
    ]


def test_a_picture_can_come_with_a_payment(desk: Desk) -> None:
    entry = desk.pay(picture=PICTURE)
    (card,) = queries.receipts_of(entry.id)
    assert (card.name, card.mime, card.size, card.gone_why) == (
        "2026-27-P001.pdf",
        "application/pdf",
        len(PICTURE.data),
        None,
    )
    assert desk.told().what == "attached a receipt"
    assert changes(desk.told()) == {"digest": card.digest}


def test_amounts_that_do_not_add_up(desk: Desk) -> None:
    refused(lambda: desk.pay(1000, parts=[desk.part(999)]), "parts", "come to £9.99, and the amount is £10.00")


@pytest.mark.parametrize("row", [0, -1, 10**15])
def test_rows_that_are_not_there(desk: Desk, row: int) -> None:
    refused(lambda: desk.pay(account=row), "account")
    refused(lambda: desk.pay(100, parts=[Part(100, row, desk.general)]), "parts")
    refused(lambda: desk.pay(100, parts=[Part(100, desk.category("Room hire"), row)]), "parts")
    refused(lambda: desk.pay(100, parts=[Part(100, desk.category("Room hire"), desk.grant, row)]), "parts")
    refused(lambda: desk.move(to_account=row), "account")
    refused(lambda: desk.fund_move(to_fund=row), "parts")
    refused(lambda: desk.open_with((row, 100)), "parts")


def test_rows_of_another_group(desk: Desk, olus_ids: dict[tuple[str, str], int]) -> None:
    their_bank, their_fund = olus_ids["account", "Bank"], olus_ids["fund", "Starter grant"]
    their_category, their_heading = olus_ids["category", "Room hire"], olus_ids["heading", "Room"]
    refused(lambda: desk.pay(account=their_bank), "account")
    refused(lambda: desk.take(account=their_bank), "account")
    refused(lambda: desk.pay(100, parts=[Part(100, their_category, desk.general)]), "parts")
    refused(lambda: desk.pay(100, parts=[Part(100, desk.category("Room hire"), their_fund)]), "parts")
    refused(lambda: desk.pay(100, parts=[Part(100, desk.category("Room hire"), desk.grant, their_heading)]), "parts")
    refused(lambda: desk.move(to_account=their_bank), "account")
    refused(lambda: desk.fund_move(from_fund=their_fund), "parts")
    refused(lambda: desk.open_with((their_fund, 100)), "parts")
    entry = desk.pay()
    refused(lambda: desk.correct(entry, desk.paid(1250, account=their_bank)), "account")


@pytest.mark.parametrize(
    ("model", "name"), [(Account, "Savings"), (Fund, "Outing"), (Heading, "Room"), (Category, "Speakers and training")]
)
def test_what_is_closed_takes_nothing_more(desk: Desk, model: Any, name: str) -> None:
    row = desk.row(model, name)
    deeds: dict[Any, Callable[[], object]] = {
        Account: lambda: desk.pay(account=row.id),
        Fund: lambda: desk.pay(100, parts=[desk.part(100, fund=row.id)]),
        Heading: lambda: desk.pay(
            100, parts=[desk.part(100, fund=desk.grant, heading=row.id)], answers=Answers(below_zero="soon")
        ),
        Category: lambda: desk.pay(100, parts=[desk.part(100, name)]),
    }
    deeds[model]()
    if model in (Account, Fund):
        desk.open_with(
            (row.id if model is Fund else desk.general, 100 if model is Fund else 1250),
            account=row.id if model is Account else desk.bank,
        )
    operations.close(row, row.version, desk.by)
    refused(deeds[model], "account" if model is Account else "parts")
    operations.reopen(row, row.version, desk.by)
    deeds[model]()


def test_a_heading_of_another_fund(desk: Desk) -> None:
    refused(lambda: desk.pay(100, parts=[desk.part(100, heading=desk.room)]), "parts", "another fund")


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (lambda desk: desk.pay(100, parts=[desk.part(100, "Donations")]), "money out"),
        (lambda desk: desk.take(100, parts=[desk.part(100, "Room hire")]), "money in"),
        (
            lambda desk: desk.take(100, parts=[desk.part(200, "Donations")], charge=desk.part(100, "Donations")),
            "money out",
        ),
        (lambda desk: desk.refund(100, parts=[desk.part(100, "Donations")]), "money out"),
    ],
)
def test_a_category_of_the_wrong_direction(desk: Desk, deed: Callable[[Desk], object], says: str) -> None:
    refused(lambda: deed(desk), "parts", says)


def test_a_move_has_no_category(desk: Desk) -> None:
    legs = Legs(
        (), (Purpose(desk.general, desk.category("Room hire"), None, -100), Purpose(desk.outing, None, None, 100))
    )
    entry = desk.fund_move()
    refused(lambda: desk.correct(entry, legs), "parts", "neither received nor spent")


@pytest.mark.parametrize(
    "deed",
    [
        lambda desk: desk.pay(-100),
        lambda desk: desk.pay(0),
        lambda desk: desk.take(-100),
        lambda desk: desk.move(-100),
        lambda desk: desk.fund_move(-100),
        lambda desk: desk.refund(-100),
        lambda desk: desk.pay(100, parts=[desk.part(150), desk.part(-50)]),
        lambda desk: desk.take(
            100, parts=[desk.part(150, "Donations"), desk.part(-50, "Room hire")], charge=desk.part(-100, "Room hire")
        ),
    ],
)
def test_amounts_below_nothing(desk: Desk, deed: Callable[[Desk], object]) -> None:
    with pytest.raises(Refused):
        deed(desk)
    assert desk.count(Transaction) == 0


def test_a_day_that_has_not_come_asks(desk: Desk) -> None:
    tomorrow = TODAY + timedelta(days=1)
    refused(lambda: desk.pay(day=tomorrow), "future_ok", kind=Asks)
    assert desk.pay(day=tomorrow, answers=Answers(future_ok=True)).reference == "2026-27/P001"


def test_today_is_today_where_the_group_is(desk: Desk) -> None:
    with clock_at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        desk.pay(day=date(2026, 7, 1))
        refused(lambda: desk.pay(day=date(2026, 7, 2)), "future_ok", kind=Asks)


def test_a_settled_book_takes_nothing_more(desk: Desk) -> None:
    desk.settle(MARCH)
    refused(lambda: desk.pay(day=MARCH), "day", "closed up to 31 March 2026")
    refused(lambda: desk.move(day=LAST_YEAR), "day")
    refused(lambda: desk.open_with(day=MARCH), "day")
    assert desk.pay(day=APRIL).reference == "2026-27/P001"


def test_a_restricted_fund_below_nothing_asks_and_keeps_the_reason(desk: Desk) -> None:
    desk.take(1000, parts=[Part(1000, desk.category("Grants"), desk.grant)])
    spend = [desk.part(1001, fund=desk.grant)]
    refused(lambda: desk.pay(1001, parts=spend), "below_zero", "Starter grant at −£0.01", kind=Asks)
    entry = desk.pay(1001, parts=spend, answers=Answers(below_zero="The second half comes in May"))
    assert queries.story_of(entry.id)[-1].below_zero == "The second half comes in May"
    assert [line.below_zero for line in queries.all_lines(queries.Sought())] == [False, True]
    refused(lambda: desk.fund_move(from_fund=desk.grant, to_fund=desk.general), "below_zero", kind=Asks)
    refused(
        lambda: desk.take(100, parts=[desk.part(200, "Donations")], charge=desk.part(100, "Bank charges", desk.grant)),
        "below_zero",
        kind=Asks,
    )


def test_down_to_nothing_needs_no_reason(desk: Desk) -> None:
    desk.take(1000, parts=[Part(1000, desk.category("Grants"), desk.grant)])
    entry = desk.pay(
        1000,
        parts=[desk.part(600, fund=desk.grant), desk.part(400, fund=desk.grant, heading=desk.room)],
        answers=Answers(below_zero="typed all the same"),
    )
    assert queries.story_of(entry.id)[-1].below_zero == ""


def test_two_parts_of_one_fund_count_together(desk: Desk) -> None:
    desk.take(1000, parts=[Part(1000, desk.category("Grants"), desk.grant)])
    refused(
        lambda: desk.pay(1200, parts=[desk.part(600, fund=desk.grant), desk.part(600, fund=desk.grant)]),
        "below_zero",
        kind=Asks,
    )


def test_only_a_restricted_fund_asks(desk: Desk) -> None:
    desk.pay(500)
    desk.pay(500, parts=[desk.part(500, fund=desk.outing)])
    assert queries.fund_balance(desk.outing) == -500


def test_what_comes_in_never_asks(desk: Desk) -> None:
    desk.pay(500, parts=[desk.part(500, fund=desk.grant)], answers=Answers(below_zero="paid first"))
    desk.take(100, parts=[Part(100, desk.category("Grants"), desk.grant)])
    assert queries.fund_balance(desk.grant) == -400
