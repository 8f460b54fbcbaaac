"""Counting the cash: two people, one line in the book, what is over or short, and a tin kept as a float."""

from datetime import timedelta

import pytest

from groupkit import checks, history, tenancy
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.rules import Part
from groupkit.payments import operations, queries
from groupkit.payments.operations import Meeting
from groupkit.payments.telling import heads_counted
from groupkit.refusal import Refused
from tests.payments.desk import Table


def meeting(table: Table, taken: int = 2_350, **more: int) -> Meeting:
    return Meeting(taken, table.ids["category", "Raffle and teas"], table.ids["fund", "General"], **more)


def tin(table: Table) -> int:
    return table.ids["account", "Cash tin"]


def test_the_takings_become_one_line_and_a_count(table: Table) -> None:
    row = operations.after_meeting(table.counting(), meeting(table, came=14, waived=2), 2_350, table.actors["tamsin"])
    found = queries.count(row.id)
    assert found and found.said == "just what the book says" and not found.open
    assert (found.taken, found.came, found.waived) == (2_350, 14, 2)
    assert book.account_balance(tin(table)) == 2_350
    assert history.lines(1)[0].what == "counted the cash"
    assert list(checks.check_group()) == []


@pytest.mark.parametrize(("counted", "said", "after"), [(2_230, "£1.20 short", 2_230), (2_400, "£0.50 over", 2_400)])
def test_a_difference_is_shown_and_written_down_once(table: Table, counted: int, said: str, after: int) -> None:
    row = operations.after_meeting(table.counting(), meeting(table), counted, table.actors["tamsin"])
    found = queries.count(row.id)
    assert found and found.said == said and found.open
    category = table.ids["category", "Other money in" if counted > 2_350 else "Other money out"]
    with pytest.raises(Refused) as refused:
        operations.write_difference(row.id, category, table.ids["fund", "General"], "", table.actors["tamsin"])
    assert refused.value.field == "why"
    operations.write_difference(
        row.id, category, table.ids["fund", "General"], "we do not know", table.actors["tamsin"]
    )
    assert book.account_balance(tin(table)) == after
    with pytest.raises(Refused, match="nothing to write down"):
        operations.write_difference(row.id, category, table.ids["fund", "General"], "again", table.actors["tamsin"])
    assert list(checks.check_group()) == []


def test_only_the_takings_may_be_counted_and_nothing_may_have_come_in(table: Table) -> None:
    row = operations.after_meeting(table.counting(), meeting(table, 0), None, table.actors["tamsin"])
    found = queries.count(row.id)
    assert found and found.reference == "" and found.said == "" and not found.open


def test_how_many_came_goes_on_to_what_was_done(table: Table) -> None:
    day = table.counting().day
    operations.after_meeting(table.counting(), meeting(table, came=14), 2_350, table.actors["tamsin"])
    found = list(heads_counted(day, day))
    assert [(one.day, one.called, one.came) for one in found] == [(day, "", 14)]
    assert list(heads_counted(day + timedelta(days=1), day + timedelta(days=9))) == []
    operations.after_meeting(table.counting(), meeting(table, 0), None, table.actors["tamsin"])
    assert len(list(heads_counted(day, day))) == 1, "where nobody counted heads, nothing is offered"


def test_who_counts(table: Table) -> None:
    by = table.actors["tamsin"]
    for first, second, field in (("tamsin", "tamsin", "second"), ("tamsin", "femi", "second"), ("femi", "mo", "first")):
        with pytest.raises(Refused) as refused:
            operations.count_cash(table.counting(first, second), 100, by)
        assert refused.value.field == field
    with pytest.raises(Refused) as refused:
        operations.count_cash(table.counting(day=tenancy.today() + timedelta(days=1)), 100, by)
    assert refused.value.field == "day"
    bank = operations.Counting(
        tenancy.today(), table.ids["account", "Bank"], table.group.tamsin.number, table.group.mo.number
    )
    with pytest.raises(Refused) as refused:
        operations.count_cash(bank, 100, by)
    assert refused.value.field == "account"
    with pytest.raises(Refused) as refused:
        operations.after_meeting(table.counting(), meeting(table, came=3, waived=4), None, by)
    assert refused.value.field == "waived"


def test_cash_and_vouchers_are_the_float(table: Table) -> None:
    by, today = table.actors["tamsin"], tenancy.today()
    general = table.ids["fund", "General"]

    def spend(pence: int) -> None:
        part = Part(pence, table.ids["category", "Refreshments"], general)
        ledger.record_payment(day=today, account=tin(table), amount=pence, parts=[part], payee="Shop", by=by)

    def move(pence: int) -> None:
        ledger.record_move(
            day=today, from_account=table.ids["account", "Bank"], to_account=tin(table), amount=pence, by=by
        )

    assert queries.floats() == []
    operations.set_float(tin(table), 4_000, by)
    move(4_000)
    assert [one.account for one in queries.floats()] == ["Cash tin"]
    spend(640)
    spend(1_150)
    petty = queries.floats()[0].petty
    assert (petty.cash, petty.vouchers, petty.agrees) == (2_210, 1_790, True)
    move(1_790)
    petty = queries.floats()[0].petty
    assert (petty.cash, petty.vouchers, petty.agrees) == (4_000, 0, True)
    part = Part(500, table.ids["category", "Raffle and teas"], general)
    ledger.record_receipt(day=today, account=tin(table), amount=500, parts=[part], payee="", by=by)
    petty = queries.floats()[0].petty
    assert not petty.agrees
    operations.set_float(tin(table), 0, by)
    assert queries.floats() == []


def test_two_tins_are_floats_of_their_own(table: Table) -> None:
    by, today = table.actors["tamsin"], tenancy.today()
    petty = ledger.add_account("Petty cash", "tin", by).id
    part = Part(300, table.ids["category", "Refreshments"], table.ids["fund", "General"])
    for account, size in ((tin(table), 4_000), (petty, 2_500)):
        operations.set_float(account, size, by)
        ledger.record_move(day=today, from_account=table.ids["account", "Bank"], to_account=account, amount=size, by=by)
    ledger.record_payment(day=today, account=petty, amount=300, parts=[part], payee="Shop", by=by)
    found = {one.account: (one.petty.size, one.petty.cash, one.petty.vouchers) for one in queries.floats()}
    assert found == {"Cash tin": (4_000, 4_000, 0), "Petty cash": (2_500, 2_200, 300)}


def test_a_tin_that_takes_tea_money_is_not_for_a_float(table: Table) -> None:
    by, today = table.actors["tamsin"], tenancy.today()
    petty = ledger.add_account("Petty cash", "tin", by).id
    both = {tin(table), petty}
    assert queries.takes_money_in(both) == set() == queries.takes_money_in(set())
    ledger.record_move(day=today, from_account=table.ids["account", "Bank"], to_account=petty, amount=4_000, by=by)
    part = Part(500, table.ids["category", "Raffle and teas"], table.ids["fund", "General"])
    tea = ledger.record_receipt(day=today, account=tin(table), amount=500, parts=[part], payee="", by=by)
    assert queries.takes_money_in(both) == {tin(table)}
    ledger.void_entry(tea, 0, reason="Written twice", by=by)
    assert queries.takes_money_in(both) == set()
    long_ago = today - timedelta(days=366)
    ledger.record_receipt(day=long_ago, account=tin(table), amount=500, parts=[part], payee="", by=by)
    assert queries.takes_money_in(both) == set()
