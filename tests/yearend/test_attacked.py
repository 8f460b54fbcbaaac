"""What an attacker found about closed years, payments to oneself and cash that was counted: each stays mended."""

from datetime import date
from itertools import pairwise

import pytest

from groupkit.accounts import closings
from groupkit.accounts import operations as accounts
from groupkit.checks import check_group
from groupkit.dates import FinancialYear
from groupkit.db import db
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger import rules
from groupkit.ledger.models import Account
from groupkit.ledger.rules import Part
from groupkit.payments import operations as payments
from groupkit.payments import queries as asked
from groupkit.payments.operations import Counting, Wish
from groupkit.payments.queries.counting import in_account
from groupkit.refusal import Refused
from groupkit.rulebook import operations as rulebook
from groupkit.yearend import looking, operations, pack, taken
from tests.builders import AGroup, in_books_of
from tests.ledger import books

DAYS = (date(2023, 6, 1), date(2024, 6, 1), date(2025, 6, 1))


def pay(group: AGroup, day: date, pence: int = 1_000) -> object:
    known = books.ids(group)
    with in_books_of(group):
        part = Part(pence, known["category Room hire"], known["fund General"])
        return ledger.record_payment(
            day=day, account=known["account Bank"], amount=pence, parts=[part], payee="Hall", by=group.tamsin.actor
        ).id


def three_years(group: AGroup) -> None:
    known = books.ids(group)
    with in_books_of(group):
        for name in ("Bank", "Cash tin"):
            parts = [(known["fund General"], 100_000)]
            ledger.record_opening(
                day=date(2023, 5, 1), account=known[f"account {name}"], parts=parts, by=group.tamsin.actor
            )
    for day in DAYS:
        pay(group, day)


def close(group: AGroup, label: str) -> None:
    with in_books_of(group):
        year = next(one for one in closings.years() if one.label == label)
        looked = looking.look(year, group.tamsin.actor)
        operations.close_year(year, looked.seen, "in a hurry", group.tamsin.actor)


def standing(label: str) -> closings.Closing:
    return next(one for one in closings.closings() if one.stands and one.row.year == label)


def test_an_old_wish_to_open_a_year_does_not_open_a_later_one(group: AGroup) -> None:
    three_years(group)
    for label in ("2023-24", "2024-25"):
        close(group, label)
    with in_books_of(group):
        wish = operations.ask_opening(standing("2024-25"), "a slip", group.carys.actor)
    close(group, "2025-26")
    with in_books_of(group), pytest.raises(Refused, match="later year first"):
        operations.answer_opening(db.session.merge(wish), True, group.tamsin.actor)
    with pytest.raises(Refused, match="closed up to"):
        pay(group, date(2025, 7, 1))


def test_opening_a_year_leaves_the_one_before_it_settled(group: AGroup) -> None:
    three_years(group)
    with in_books_of(group):
        ledger.settle_book(date(2024, 6, 30), "the first quarter", group.tamsin.actor)
    for label in ("2023-24", "2024-25"):
        close(group, label)
    with in_books_of(group):
        wish = operations.ask_opening(standing("2024-25"), "a slip", group.carys.actor)
        assert operations.answer_opening(wish, True, group.tamsin.actor) == date(2024, 3, 31)
        assert not list(check_group())
    with pytest.raises(Refused, match="closed up to"):
        pay(group, date(2023, 7, 1))


@pytest.mark.parametrize(
    ("end", "next_last"), [("04-30", date(2025, 4, 30)), ("12-31", date(2025, 12, 31)), ("04-05", date(2025, 4, 5))]
)
def test_years_go_on_where_the_last_one_was_closed_when_the_end_of_the_year_is_changed(
    group: AGroup, end: str, next_last: date
) -> None:
    three_years(group)
    for label in ("2023-24", "2024-25"):
        close(group, label)
    was = FinancialYear(date(2024, 4, 1), date(2025, 3, 31))
    with in_books_of(group):
        rulebook.change_year_end(end, "our meeting", group.carys.actor)
    with in_books_of(group):
        found = closings.years()
        assert was in found and closings.book_years().accounts_of(was, group.tamsin.actor).closing is not None
        opened = [one for one in reversed(found) if one.first > was.last]
        assert opened[0] == FinancialYear(date(2025, 4, 1), next_last)
        for before, after in pairwise(opened):
            assert (after.first - before.last).days == 1
        label = opened[0].label
        accounts_before = closings.book_years().accounts_of(was, group.tamsin.actor)
        beside = closings.book_years().accounts_of(opened[0], group.tamsin.actor)
        assert beside.line("opening").total == accounts_before.cash == beside.line("closing").last
    close(group, label)
    with in_books_of(group):
        assert not list(check_group())


def test_a_change_after_closing_stands_in_both_packs_with_its_day(group: AGroup) -> None:
    three_years(group)
    for label in ("2023-24", "2024-25", "2025-26"):
        close(group, label)
    known = books.ids(group)
    with in_books_of(group):
        entry = book.entry_called("2025-26", "P001")
        assert entry is not None
        part = Part(90_000, known["category Room hire"], known["fund General"])
        legs = rules.payment_legs(known["account Bank"], 90_000, [part])
        ledger.correct_entry(entry, 0, day=DAYS[2], legs=legs, reason="misread", by=group.tamsin.actor)
    with in_books_of(group):
        closed, running = (pack.changes(FinancialYear(date(y, 4, 1), date(y + 1, 3, 31))) for y in (2025, 2026))
        assert closed == running and closed[0].day > date(2026, 3, 31)


def test_what_is_owned_in_the_pack_is_what_was_closed(group: AGroup) -> None:
    three_years(group)
    for label in ("2023-24", "2024-25"):
        close(group, label)
    known = books.ids(group)
    with in_books_of(group):
        accounts.add_asset("Gold bar", "use", 999_900, known["fund General"], date(2024, 5, 1), group.tamsin.actor)
        found = taken.take(
            FinancialYear(date(2024, 4, 1), date(2025, 3, 31)), group.tamsin.actor, closings.book_years()
        )
        assert not [item for part in found.accounts.parts for item in part.items]


def test_what_was_left_open_names_nothing(group: AGroup) -> None:
    three_years(group)
    with in_books_of(group):
        tin = db.session.query(Account).filter_by(name="Cash tin").one()
        ledger.rename(tin, "Mo Majoribanks float", tin.version, group.tamsin.actor)
    close(group, "2023-24")
    with in_books_of(group):
        said = closings.left_open(standing("2023-24").row)
        assert any("1 tin" in one for one in said) and not any("Majoribanks" in one for one in said)


def test_nobody_makes_an_exception_for_money_to_themselves(group: AGroup) -> None:
    three_years(group)
    known = books.ids(group)
    wish = Wish(
        9_900,
        "strings",
        way="bank",
        account=known["account Bank"],
        category=known["category Materials"],
        fund=known["fund General"],
    )
    with in_books_of(group):
        claim = payments.claim(
            amount=9_900, purpose="strings", spent_on=date(2026, 5, 1), how="", by=group.tamsin.actor
        )
        found = payments.change(claim.id, wish, 1, group.tamsin.actor)
        with pytest.raises(Refused, match="comes to you"):
            payments.make_exception(found.id, found.now.number, "nobody else", group.tamsin.actor)


def test_a_name_of_the_group_is_no_payee_outside_it(group: AGroup) -> None:
    three_years(group)
    known = books.ids(group)
    common = {"account": known["account Bank"], "category": known["category Materials"], "fund": known["fund General"]}
    with in_books_of(group):
        with pytest.raises(Refused, match="is in the group"):
            payments.ask(Wish(900, "strings", "tamsin", way="bank", **common), group.tamsin.actor)
        with pytest.raises(Refused, match="is no tin"):
            payments.ask(Wish(900, "strings", "Shop", way="cash", **common), group.tamsin.actor)


def test_a_difference_is_what_is_left_of_it_and_can_be_written_after_the_year_is_closed(group: AGroup) -> None:
    three_years(group)
    known = books.ids(group)
    tin, general = known["account Cash tin"], known["fund General"]
    two = (group.tamsin.number, group.mo.number)
    day = date(2024, 3, 30)
    with in_books_of(group):
        count_id = payments.count_cash(Counting(day, tin, *two), 99_000, group.tamsin.actor).id
        part = Part(400, known["category Refreshments"], general)
        ledger.record_payment(day=day, account=tin, amount=400, parts=[part], payee="", by=group.tamsin.actor)
    close(group, "2023-24")
    with in_books_of(group):
        other = known["category Other money out"]
        payments.write_difference(count_id, other, general, "nobody knows", group.tamsin.actor)
        assert in_account(tin, date(2026, 11, 18)) == 99_000
        found = asked.count(count_id)
        assert found is not None and not found.open
