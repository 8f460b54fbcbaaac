"""What is owed and what paid it: by lines of the book, in parts, in time, and again when such a line is void."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit import checks, together
from groupkit.accounts import for_report, operations, owed, settling
from groupkit.db import db
from groupkit.ledger import operations as book
from groupkit.refusal import Conflict, Refused
from tests.browsing import post, text_of
from tests.builders import AGroup, a_group, in_books_of, sign_in_as
from tests.ledger import books
from tests.ledger.desk import TODAY
from tests.sweep import examples

SINCE = TODAY - timedelta(days=30)


def bill(group: AGroup, pence: int = 4_500, way: str = "by_us") -> int:
    """Money that is owed since a month; gives back its row."""
    by, fund = group.tamsin.actor, books.ids(group)["fund General"]
    with in_books_of(group):
        return operations.add_debt(way, "Hall", pence, fund, SINCE, by, who="The library", due=TODAY).id


def payment(group: AGroup, pence: int, day: date = TODAY) -> str:
    """A payment from the bank, with its reference; whether the money is there is no matter here."""
    return books.pay(group, day, pence, "The library", "Room hire", answers=book.Answers(below_zero="a loan"))


def settle(group: AGroup, debt: int, *lines: str, on: date | None = None, given_up: bool = False) -> int:
    with in_books_of(group):
        card = owed.debt(debt)
        assert card is not None
        return settling.settle_debt(
            card, card.row.version, group.tamsin.actor, lines=lines, settled_on=on, forgiven=given_up
        )


def left(debt: int, on: date | None = None) -> int | None:
    """What is still owed on a day, as the first page says it too; None for nothing. Call it inside the books."""
    found = {card.row.id: card.left for card in owed.debts(on)}
    if on is not None:
        due = together.ask({"due": owed.asks_due(TODAY, on), "before": owed.asks_due(TODAY - timedelta(days=1), on)})
        assert {row.id: row.left for row in due["due"]} == found and due["before"] == []
        assert {row.what for row in due["due"]} <= {"Hall"}
    return found.get(debt)


def test_a_line_pays_it_on_its_day(group: AGroup) -> None:
    debt, paid_on = bill(group), TODAY - timedelta(days=9)
    reference = payment(group, 4_500, paid_on)
    assert settle(group, debt, reference) == 0
    with books.reading(group):
        card = owed.debt(debt)
        assert card is not None and card.is_settled and card.row.settled_on == paid_on
        assert [one.reference for one in card.paid] == [reference] and card.left == 0
        assert left(debt, paid_on - timedelta(days=1)) == 4_500 and left(debt, paid_on) is None
        assert list(checks.check_group()) == []


def test_parts_leave_the_rest_owed_from_their_day_on(group: AGroup) -> None:
    debt, first = bill(group), TODAY - timedelta(days=9)
    assert settle(group, debt, payment(group, 2_000, first)) == 2_500
    with books.reading(group):
        assert left(debt, first - timedelta(days=1)) == 4_500
        assert left(debt, first) == left(debt, TODAY) == 2_500
        assert for_report.owed_and_reconciled(TODAY)[0] == {"by_us": 2_500}
        assert for_report.owed_and_reconciled(SINCE)[0] == {"by_us": 4_500}
    assert settle(group, debt, payment(group, 500), on=TODAY, given_up=True) == 0
    with books.reading(group):
        card = owed.debt(debt)
        assert card is not None and card.row.forgiven and card.row.apart == 2_000 and left(debt, TODAY) is None


def test_one_line_pays_two_bills_and_no_more_than_it_came_to(group: AGroup) -> None:
    one, other, third = bill(group, 3_000), bill(group, 3_000), bill(group, 1)
    reference = payment(group, 5_000)
    assert settle(group, one, reference) == 0
    assert settle(group, other, reference) == 1_000
    with pytest.raises(Refused, match="paid other things"):
        settle(group, third, reference)
    with pytest.raises(Refused, match="stands beside this already"):
        settle(group, other, reference)


def test_lines_that_cannot_have_paid_it_are_refused(group: AGroup) -> None:
    debt, ahead = bill(group), bill(group, way="ahead")
    came = books.take_in(group, TODAY, 4_500, "Raffle", "Subs")
    early = payment(group, 4_500, SINCE - timedelta(days=1))
    for reference in (came, early, "2026-27/P999", "nonsense", "2026-27/", ""):
        with pytest.raises(Refused) as refused:
            settle(group, debt, reference)
        assert refused.value.field == "another"
    with pytest.raises(Refused):
        settle(group, ahead, payment(group, 4_500))
    with pytest.raises(Refused) as refused:
        settle(group, debt)
    assert refused.value.field == "settled_on"
    two = payment(group, 4_500, TODAY - timedelta(days=2)), payment(group, 100)
    with pytest.raises(Refused, match="pay all of it already"):
        settle(group, debt, *two)
    with books.reading(group):
        card = owed.debt(debt)
        assert card is not None and card.paid == () and not card.is_settled


def test_a_void_line_has_paid_nothing_and_it_is_owed_again(group: AGroup) -> None:
    debt = bill(group)
    first, second = payment(group, 2_000), payment(group, 2_500)
    settle(group, debt, first, second)
    with in_books_of(group):
        book.void_entry(books.entry_of(second), 0, reason="it bounced", by=group.tamsin.actor)
    with books.reading(group):
        assert left(debt, TODAY) == 2_500
        assert for_report.owed_and_reconciled(TODAY)[0] == {"by_us": 2_500}
        card = owed.debt(debt)
        assert card is not None and [one.reference for one in card.short] == [second] and not card.is_settled
        assert [line.reference for line, _ in settling.offered(card)] == []
    assert settle(group, debt, payment(group, 2_500)) == 0
    with pytest.raises(Refused, match="settled already"):
        settle(group, debt, payment(group, 2_500))


def test_a_line_that_is_put_right_pays_what_it_comes_to(group: AGroup) -> None:
    one, other, line = bill(group, 3_000), bill(group, 3_000), payment(group, 5_000)
    settle(group, one, line)
    settle(group, other, line)
    books.correct(group, line, pence=2_500, reason="read the wrong bill")
    with books.reading(group):
        assert (left(one), left(other)) == (500, 3_000), "the first bill is paid first"
    books.correct(group, line, pence=9_000, reason="read the wrong bill again", revision=2)
    with books.reading(group):
        assert (left(one), left(other)) == (0, 1_000), "it pays no more than it was said to"


def test_what_was_given_up_stays_so_when_a_line_is_void(group: AGroup) -> None:
    debt, line = bill(group), payment(group, 2_000)
    settle(group, debt, line, on=TODAY, given_up=True)
    with in_books_of(group):
        book.void_entry(books.entry_of(line), 0, reason="it bounced", by=group.tamsin.actor)
        assert left(debt, TODAY) == 2_000
    assert settle(group, debt, payment(group, 500)) == 1_500
    with books.reading(group):
        assert left(debt, TODAY) == 1_500


def test_a_line_is_named_once_however_it_is_written_and_no_opening_pays(group: AGroup) -> None:
    debt, promised = bill(group), bill(group, way="to_us")
    line = payment(group, 2_000)
    assert settle(group, debt, line, f" {line.lower()} ") == 2_500
    known = books.ids(group)
    with in_books_of(group):
        bank, general = known["account Bank"], known["fund General"]
        opening = book.record_opening(day=SINCE, account=bank, parts=[(general, 9_000)], by=group.tamsin.actor)
        card = owed.debt(promised)
        assert card is not None and settling.offered(card) == []
        reference = opening.reference
    with pytest.raises(Refused):
        settle(group, promised, reference)


def test_another_line_than_was_said(group: AGroup) -> None:
    debt, wrong, right = bill(group), payment(group, 4_500), payment(group, 4_500)
    settle(group, debt, wrong)
    with in_books_of(group):
        card = owed.debt(debt)
        assert card is not None
        settling.owe_again(card, card.row.version, group.tamsin.actor)
        card = owed.debt(debt)
        assert card is not None and card.left == 4_500 and card.parts == () and card.row.settled_on is None
        with pytest.raises(Refused, match="owed still"):
            settling.owe_again(card, card.row.version, group.tamsin.actor)
    other = bill(group)
    assert settle(group, debt, right) == settle(group, other, wrong) == 0, "the wrong line is free for another bill"
    with books.reading(group):
        assert left(debt) == left(other) == 0 and list(checks.check_group()) == []


def test_what_was_paid_stays_true_when_the_bill_changes(group: AGroup) -> None:
    debt, by, fund = bill(group), group.tamsin.actor, books.ids(group)["fund General"]
    settle(group, debt, payment(group, 2_000, TODAY - timedelta(days=5)))
    with in_books_of(group):
        card = owed.debt(debt)
        assert card is not None
        for way, pence, field in (("to_us", 4_500, "way"), ("by_us", 2_000, "amount")):
            with pytest.raises(Refused) as refused:
                operations.change_debt(card, card.row.version, way, "Hall", pence, fund, SINCE, "", None, by)
            assert refused.value.field == field
        operations.change_debt(card, card.row.version, "by_us", "Hall", 2_001, fund, SINCE, "", None, by)
        assert left(debt) == 1
    settle(group, debt, on=TODAY, given_up=True)
    with in_books_of(group):
        card = owed.debt(debt)
        assert card is not None and card.is_settled
        operations.change_debt(card, card.row.version, "by_us", "Hall", 3_000, fund, SINCE, "", None, by)
        assert left(debt) == 0, "what was given up was more, then"


def test_two_people_do_not_pay_the_same_bill(group: AGroup) -> None:
    debt, line = bill(group), payment(group, 2_000)
    with in_books_of(group):
        old = owed.debt(debt).row.version
    settle(group, debt, line)
    with pytest.raises(Conflict), in_books_of(group):
        settling.settle_debt(owed.debt(debt), old, group.tamsin.actor, settled_on=TODAY)


def test_through_the_pages(client: FlaskClient, group: AGroup) -> None:
    debt = bill(group)
    likely, other = payment(group, 4_500), payment(group, 2_000)
    tamsin = sign_in_as(client, group.tamsin)
    where = group.url(f"/money/accounts/debts/{debt}/settled")
    words = text_of(tamsin.get(where))
    assert words.index(likely) < words.index(other) and "£45.00 is owed since" in words
    assert "Write the day" in text_of(post(tamsin, where))
    assert "no line 2026-27/P998" in text_of(post(tamsin, where, another="2026-27/P998"))
    assert post(tamsin, where, lines=other).status_code == 302
    told = text_of(tamsin.get(group.url("/money/accounts/things")))
    assert "£25.00 is still owed" in told and f"£20.00 of £45.00 paid by {other}" in told
    assert post(tamsin, where, another=likely.lower()).status_code == 302
    things = text_of(tamsin.get(group.url("/money/accounts/things")))
    assert f"paid by {other} and {likely}" in things
    assert tamsin.get(where).location.endswith(f"/debts/{debt}/owed-again")
    again = group.url(f"/money/accounts/debts/{debt}/owed-again")
    assert "all £45.00 is owed again" in text_of(tamsin.get(again))
    assert post(tamsin, again).status_code == 302 and tamsin.get(again).location.endswith("/settled")
    assert "£45.00 is owed again" in text_of(tamsin.get(group.url("/money/accounts/things")))


def test_the_list_asks_no_more_for_many_lines(app: Flask, group: AGroup) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            settle(group, bill(group, 100), payment(group, 60), payment(group, 40))
        with books.reading(group), books.counted(app) as seen:
            assert all(card.paid for card in owed.debts())
        counts.append(len(seen))
    assert counts == [1, 1]


@dataclass
class Told:
    """A line that pays a bill, as the slow model keeps it: what it was to pay, and what it comes to now."""

    bill: int
    to_pay: int
    day: date
    line: str
    now: int
    revision: int = 0

    @property
    def counts(self) -> int:
        return min(self.to_pay, self.now)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "void", "less"]), st.integers(0, 2), st.integers(1, 3_000), st.integers(0, 29)
    ),
    max_size=8,
)


@settings(max_examples=examples(4, 100), deadline=None)
@given(DEEDS, st.integers(0, 30))
def test_what_is_left_equals_a_slow_obvious_sum(
    app: Flask, deeds: Sequence[tuple[str, int, int, int]], back: int
) -> None:
    """Payments to three bills on any days, some void or put right later: each bill is its amount less what paid it."""
    group, asked = a_group(), TODAY - timedelta(days=back)
    bills = [bill(group, 3_000) for _ in range(3)]
    paid: list[Told] = []
    for deed, which, pence, ago in deeds:
        if deed == "pay":
            _pay(group, bills, paid, which, pence, TODAY - timedelta(days=ago))
        elif paid:
            one = paid[which % len(paid)]
            if deed == "less" and one.now > pence:
                books.correct(group, one.line, pence=pence, reason="it was less", revision=one.revision)
                one.now, one.revision = pence, one.revision + 2
            elif deed == "void":
                with in_books_of(group):
                    entry = books.entry_of(one.line)
                    book.void_entry(entry, one.revision, reason="it bounced", by=group.tamsin.actor)
                paid.remove(one)
    with books.reading(group):
        for which, debt in enumerate(bills):
            own = [one for one in paid if one.bill == which]
            assert left(debt) == 3_000 - sum(one.counts for one in own)
            then = 3_000 - sum(one.counts for one in own if one.day <= asked)
            assert (left(debt, asked) or 0) == then
        db.session.rollback()


def _pay(group: AGroup, bills: Sequence[int], paid: list[Told], which: int, pence: int, day: date) -> None:
    rest = 3_000 - sum(one.counts for one in paid if one.bill == which)
    line = payment(group, pence, day)
    if not rest:
        with pytest.raises(Refused):
            settle(group, bills[which], line)
        return
    assert settle(group, bills[which], line) == max(rest - pence, 0)
    paid.append(Told(which, min(pence, rest), day, line, pence))
