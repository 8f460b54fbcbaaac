"""Putting lines right and making them void: what stands afterwards, under which number and on which day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from groupkit import history
from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger import operations, queries, rules
from groupkit.ledger.models import Entry, Wording
from groupkit.ledger.operations import Answers
from groupkit.ledger.rules import Part
from groupkit.refusal import Asks, Conflict
from groupkit.rulebook import operations as rulebook
from tests.ledger.desk import PICTURE, TODAY, Desk, changes, refused

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
LAST_YEAR = date(2025, 10, 1)


def test_a_correction_keeps_its_reference_and_its_day(desk: Desk) -> None:
    entry = desk.pay(1250, day=date(2026, 11, 2))
    assert desk.correct(entry, desk.paid(1520)) is entry
    first, back, again = queries.story_of(entry.id)
    assert [told.revision for told in (first, back, again)] == [0, 1, 2]
    assert {told.day for told in (first, back, again)} == {date(2026, 11, 2)}
    assert back.legs == desk.paid(1250).reversed and back.reverses and not back.void
    assert again.legs == desk.paid(1520) and not again.reverses and again.reason == "misread"
    assert desk.balance(desk.bank) == -1520
    assert desk.pay().reference == "2026-27/P002"


def test_what_the_history_tells_of_a_correction(desk: Desk) -> None:
    entry = desk.pay(1250)
    desk.correct(entry, desk.paid(1520), by=desk.others["carys"])
    line = desk.told()
    told = changes(line)
    assert (line.what, line.subject, line.by_no) == ("corrected", "2026-27/P001", desk.others["carys"].person_no)
    assert [(item["revision"], item["money"][0][1]) for item in told["written"]] == [(1, 1250), (2, -1520)]
    assert history.texts([told["reason"]["private"]]) == {told["reason"]["private"]: "misread"}


def test_a_correction_of_a_correction(desk: Desk) -> None:
    entry = desk.pay(100)
    for pence in (200, 300):
        desk.correct(entry, desk.paid(pence))
    assert [told.revision for told in queries.story_of(entry.id)] == [0, 1, 2, 3, 4]
    assert desk.balance(desk.bank) == -300
    assert [line.pence for line in queries.page_of(queries.Sought()).lines] == [-300]


def test_a_correction_to_another_day_of_the_same_year(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 11, 2))
    desk.correct(entry, day=date(2026, 10, 2))
    assert [told.day for told in queries.story_of(entry.id)] == [
        date(2026, 11, 2),
        date(2026, 11, 2),
        date(2026, 10, 2),
    ]


def test_a_correction_in_a_settled_part_carries_today(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 3, 1))
    before = queries.balances(MARCH)
    desk.settle(MARCH)
    assert desk.correct(entry, desk.paid(150)) is entry
    assert [told.day for told in queries.story_of(entry.id)] == [date(2026, 3, 1), TODAY, TODAY]
    assert queries.balances(MARCH) == before, "settled figures stay as they were"
    assert desk.balance(desk.bank) == -150
    assert [told.reverses for told in queries.story_of(entry.id)] == [False, True, False]


def test_correcting_again_what_was_settled_keeps_the_reference(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 3, 1))
    desk.settle(MARCH)
    desk.correct(entry, desk.paid(150))
    assert desk.correct(entry, desk.paid(175)).reference == "2025-26/P001"
    assert [told.day for told in queries.story_of(entry.id)] == [date(2026, 3, 1), TODAY, TODAY, TODAY, TODAY]
    assert desk.balance(desk.bank) == -175
    assert desk.count(Entry) == 1


def test_in_a_settled_part_the_day_alone_cannot_be_put_right(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 4, 20))
    desk.settle(date(2026, 4, 30))
    for day in (date(2026, 4, 21), date(2026, 5, 1), TODAY):
        refused(lambda day=day: desk.correct(entry, day=day), "day", "settled")  # type: ignore[misc]


def test_a_correction_cannot_go_into_a_settled_part(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 5, 1))
    desk.settle(date(2026, 4, 30))
    refused(lambda: desk.correct(entry, day=date(2026, 4, 20)), "day", "closed up to")
    refused(lambda: desk.correct(entry, day=LAST_YEAR), "day", "closed up to")


def test_a_correction_to_a_day_that_has_not_come_asks(desk: Desk) -> None:
    entry = desk.pay(100)
    refused(lambda: desk.correct(entry, day=TODAY + timedelta(days=9)), "future_ok", kind=Asks)
    desk.correct(entry, day=TODAY + timedelta(days=9), answers=Answers(future_ok=True))


def test_a_wrong_year_gives_a_new_number_and_leaves_the_old_void(desk: Desk) -> None:
    entry = desk.pay(100, day=APRIL, note="hall", picture=PICTURE)
    new = desk.correct(entry, day=MARCH, reason="it was in March")
    assert (entry.reference, new.reference) == ("2026-27/P001", "2025-26/P001")
    assert [(told.day, told.void) for told in queries.story_of(entry.id)] == [(APRIL, False), (APRIL, True)]
    assert [(told.day, told.void, told.reason) for told in queries.story_of(new.id)] == [
        (MARCH, False, "it was in March")
    ]
    assert desk.words(new) == (0, "Library", "hall")
    assert [card.digest for card in queries.receipts_of(new.id)] == [
        card.digest for card in queries.receipts_of(entry.id)
    ]
    assert desk.balance(desk.bank) == -100
    assert {(line.reference, line.void) for line in queries.all_lines(queries.Sought())} == {
        ("2026-27/P001", True),
        ("2025-26/P001", False),
    }


def test_what_the_history_tells_of_a_new_number(desk: Desk) -> None:
    entry = desk.pay(100, day=APRIL)
    desk.correct(entry, day=MARCH)
    new, old = history.lines(2)
    assert (old.what, old.subject) == ("made void, and wrote again as 2025-26/P001", "2026-27/P001")
    assert (new.what, new.subject) == ("wrote again what was 2026-27/P001", "2025-26/P001")
    told = changes(new)
    assert told["written"][0]["day"] == "2026-03-31"
    wording = db.session.scalars(select(Wording).where(Wording.entry_id != entry.id)).one()
    payee = db.session.get(PrivateText, wording.payee_id)
    assert payee is not None and told["payee"] == {"private": payee.digest}, (
        "whoever blanks a name finds every place of it"
    )


def test_a_wrong_direction_gives_a_new_number(desk: Desk) -> None:
    entry = desk.pay(100)
    legs = rules.receipt_legs(desk.bank, 100, [desk.part(100, "Donations")])
    new = desk.correct(entry, legs, kind="receipt")
    assert (new.reference, new.kind) == ("2026-27/R001", "receipt")
    assert desk.balance(desk.bank) == 100
    assert queries.latest_transaction(entry.id).void


def test_a_new_number_is_no_way_round_the_rules(desk: Desk, olus_ids: dict[tuple[str, str], int]) -> None:
    entry = desk.pay(100)
    taken = rules.receipt_legs(desk.bank, 100, [desk.part(100, "Room hire")])
    refused(lambda: desk.correct(entry, taken, kind="receipt"), "parts", "money in")
    theirs = desk.paid(100, account=olus_ids["account", "Bank"])
    refused(lambda: desk.correct(entry, theirs, day=MARCH), "account")
    refused(lambda: desk.correct(entry, day=TODAY + timedelta(days=500)), "future_ok", kind=Asks)
    desk.settle(MARCH)
    refused(lambda: desk.correct(entry, day=MARCH), "day")


def test_a_wrong_direction_in_a_settled_part(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 3, 1))
    desk.settle(MARCH)
    legs = rules.receipt_legs(desk.bank, 100, [desk.part(100, "Donations")])
    refused(lambda: desk.correct(entry, legs, kind="receipt"), "day", "closed up to")
    new = desk.correct(entry, legs, kind="receipt", day=TODAY)
    assert new.reference == "2026-27/R001"
    assert queries.latest_transaction(entry.id).day == TODAY
    assert desk.balance(desk.bank) == 100


def test_a_refund_is_not_made_into_money_in(desk: Desk) -> None:
    entry = desk.refund(100)
    legs = rules.receipt_legs(desk.bank, 100, [desk.part(100, "Donations")])
    refused(lambda: desk.correct(entry, legs, kind="receipt"), "reason", "two kinds")


@pytest.mark.parametrize("year_end", ["12-31", "04-30", "02-28"])
def test_another_year_end_leaves_old_references_alone(desk: Desk, year_end: str) -> None:
    entry = desk.pay(100, day=date(2026, 10, 1))
    rulebook.change_year_end(year_end, "agreed in May", desk.by)
    assert desk.correct(entry, desk.paid(200)).reference == "2026-27/P001"
    assert desk.correct(entry, day=date(2026, 10, 2)).reference == "2026-27/P001"
    desk.void(entry)


def test_numbers_stay_without_doubles_when_the_year_end_changes(desk: Desk) -> None:
    found = [desk.pay(day=date(2026, 10, 1)).reference]
    for year_end in ("12-31", "06-30", "03-31"):
        rulebook.change_year_end(year_end, "agreed", desk.by)
        found.append(desk.pay(day=date(2026, 10, 1)).reference)
    assert found == ["2026-27/P001", "2026/P001", "2026-27/P002", "2026-27/P003"]


def test_the_second_of_two_people_is_told(desk: Desk) -> None:
    entry = desk.pay(100)
    desk.correct(entry, desk.paid(200))
    refused(lambda: desk.correct(entry, desk.paid(300), revision=0), "reason", "in the meantime", Conflict)
    refused(lambda: operations.void_entry(entry, 0, reason="twice", by=desk.by), "reason", kind=Conflict)


def test_a_correction_needs_a_reason_and_a_difference(desk: Desk) -> None:
    entry = desk.pay(100)
    refused(lambda: desk.correct(entry, desk.paid(200), reason=""), "reason")
    refused(lambda: desk.correct(entry), "amount", "Nothing is different")
    refused(lambda: operations.void_entry(entry, 0, reason="", by=desk.by), "reason")


def test_a_correction_has_to_fit_the_kind(desk: Desk) -> None:
    entry = desk.pay(100)
    refused(lambda: desk.correct(entry, rules.receipt_legs(desk.bank, 100, [desk.part(100)])), "amount")
    refused(lambda: desk.correct(entry, desk.paid(100, category="Donations")), "parts", "money out")
    refused(lambda: desk.correct(entry, rules.move_legs(desk.bank, desk.tin, 100)), "amount")


def test_below_nothing_counts_what_is_taken_back(desk: Desk) -> None:
    desk.take(1000, parts=[Part(1000, desk.category("Grants"), desk.grant)])
    entry = desk.pay(900, parts=[desk.part(900, fund=desk.grant)])
    desk.correct(entry, desk.paid(1000, fund=desk.grant))
    refused(lambda: desk.correct(entry, desk.paid(1001, fund=desk.grant)), "below_zero", kind=Asks)
    desk.correct(entry, desk.paid(1001, fund=desk.grant), answers=Answers(below_zero="soon"))
    assert queries.story_of(entry.id)[-1].below_zero == "soon"
    desk.correct(entry, desk.paid(999, fund=desk.grant))
    assert queries.story_of(entry.id)[-1].below_zero == ""


def test_moving_money_in_out_of_a_grant_can_leave_it_below_nothing(desk: Desk) -> None:
    income = desk.take(1000, parts=[Part(1000, desk.category("Grants"), desk.grant)])
    desk.pay(900, parts=[desk.part(900, fund=desk.grant)])
    legs = rules.receipt_legs(desk.bank, 1000, [Part(1000, desk.category("Grants"), desk.general)])
    refused(lambda: desk.correct(income, legs), "below_zero", "Starter grant at −£9.00", kind=Asks)


def test_void_takes_an_entry_out_of_the_sums_and_keeps_its_number(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 11, 2))
    desk.void(entry)
    first, back = queries.story_of(entry.id)
    assert (back.day, back.void, back.reason, back.legs) == (first.day, True, "written twice", first.legs.reversed)
    assert desk.balance(desk.bank) == 0
    assert (desk.told().what, desk.told().subject) == ("made void", "2026-27/P001")
    assert [item["revision"] for item in changes(desk.told())["written"]] == [1]
    assert desk.pay().reference == "2026-27/P002"


def test_void_in_a_settled_part_carries_today(desk: Desk) -> None:
    entry = desk.pay(100, day=date(2026, 3, 1))
    desk.settle(MARCH)
    desk.void(entry)
    assert [told.day for told in queries.story_of(entry.id)] == [date(2026, 3, 1), TODAY]
    assert [(line.pence, line.void) for line in queries.all_lines(queries.Sought())] == [(-100, False), (100, False)]


def test_what_is_void_stays_void(desk: Desk) -> None:
    entry = desk.pay(100)
    desk.void(entry)
    refused(lambda: operations.void_entry(entry, 1, reason="again", by=desk.by), "reason", "void already")
    refused(lambda: desk.correct(entry, desk.paid(300)), "reason", "void already")


def test_a_corrected_line_can_be_made_void(desk: Desk) -> None:
    entry = desk.pay(100)
    desk.correct(entry, desk.paid(200))
    desk.void(entry)
    assert desk.balance(desk.bank) == 0
    assert [(line.pence, line.void) for line in queries.all_lines(queries.Sought())] == [(-200, True)]
