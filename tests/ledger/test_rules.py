"""The arithmetic of the book, without a book."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.ledger import rules
from groupkit.ledger.rules import Legs, Money, Part, Purpose
from groupkit.money import MOST_PENCE
from groupkit.refusal import Asks, Refused
from tests.sweep import examples

pytestmark = [pytest.mark.pure, pytest.mark.sweep]
BANK, TIN, GENERAL, GRANT, ROOM, TEAS = 1, 2, 11, 12, 21, 22
TODAY, CLOSED = date(2026, 11, 18), date(2026, 3, 31)
ROW = st.integers(1, 9)
PARTS = st.lists(st.builds(Part, st.integers(1, 100_000), ROW, ROW, st.none() | ROW), min_size=1, max_size=30)


def test_a_payment_is_below_nought_on_both_sides() -> None:
    legs = rules.payment_legs(BANK, 300, [Part(100, ROOM, GRANT, 5), Part(200, TEAS, GENERAL)])
    assert legs.money == (Money(BANK, -300),)
    assert legs.purpose == (Purpose(GRANT, ROOM, 5, -100), Purpose(GENERAL, TEAS, None, -200))


def test_takings_less_a_charge_are_one_bank_line_and_two_purposes() -> None:
    legs = rules.receipt_legs(BANK, 9750, [Part(10000, TEAS, GENERAL)], Part(250, ROOM, GENERAL))
    assert legs.money == (Money(BANK, 9750),)
    assert [leg.pence for leg in legs.purpose] == [10000, -250]


def test_moves_cancel_on_their_own_side() -> None:
    assert rules.move_legs(BANK, TIN, 500) == Legs((Money(BANK, -500), Money(TIN, 500)), ())
    assert rules.fund_move_legs(GENERAL, GRANT, 500) == Legs(
        (), (Purpose(GENERAL, None, None, -500), Purpose(GRANT, None, None, 500))
    )


def test_an_opening_balance_says_which_funds_it_belongs_to() -> None:
    assert rules.opening_legs(TIN, [(GENERAL, 1000), (GRANT, 500)]).money == (Money(TIN, 1500),)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Legs((), ()), "amount"),
        (lambda: Legs((Money(BANK, -300),), (Purpose(GENERAL, ROOM, None, 300),)), "parts"),
        (lambda: rules.payment_legs(BANK, 300, [Part(299, ROOM, GENERAL)]), "parts"),
        (lambda: rules.payment_legs(BANK, 300, []), "parts"),
        (lambda: rules.payment_legs(BANK, 0, [Part(0, ROOM, GENERAL)]), "parts"),
        (lambda: rules.payment_legs(BANK, 100, [Part(100, ROOM, GENERAL), Part(0, ROOM, GENERAL)]), "parts"),
        (lambda: rules.payment_legs(BANK, MOST_PENCE + 1, [Part(MOST_PENCE + 1, ROOM, GENERAL)]), "amount"),
        (lambda: rules.payment_legs(BANK, 40, [Part(1, ROOM, GENERAL)] * 40), "parts"),
        (lambda: rules.receipt_legs(BANK, 100, [Part(100, ROOM, GENERAL)], Part(1, ROOM, GENERAL)), "parts"),
        (lambda: rules.receipt_legs(BANK, 0, [Part(100, ROOM, GENERAL)], Part(100, ROOM, GENERAL)), "parts"),
        (lambda: rules.move_legs(BANK, BANK, 100), "to_account"),
        (lambda: rules.move_legs(BANK, TIN, 0), "amount"),
        (lambda: rules.fund_move_legs(GRANT, GENERAL, -1), "amount"),
        (lambda: rules.fund_move_legs(GRANT, GRANT, 100), "to_fund"),
        (lambda: rules.opening_legs(BANK, []), "parts"),
        (lambda: rules.opening_legs(BANK, [(GENERAL, 100), (GRANT, -100)]), "parts"),
    ],
)
def test_legs_that_cannot_be(make: object, field: str) -> None:
    with pytest.raises(Refused) as refused:
        make()  # type: ignore[operator]
    assert refused.value.field == field


def test_as_many_parts_as_fit() -> None:
    parts = [Part(1, ROOM, GENERAL)] * (rules.MOST_LEGS - 1)
    assert len(rules.payment_legs(BANK, rules.MOST_LEGS - 1, parts).purpose) == rules.MOST_LEGS - 1
    assert rules.payment_legs(BANK, MOST_PENCE, [Part(MOST_PENCE, ROOM, GENERAL)]).money[0].pence == -MOST_PENCE


@pytest.mark.parametrize(
    ("kind", "legs", "field"),
    [
        ("payment", rules.receipt_legs(BANK, 100, [Part(100, ROOM, GENERAL)]), "amount"),
        (
            "payment",
            Legs((Money(BANK, -50),), (Purpose(GENERAL, ROOM, None, -100), Purpose(GENERAL, ROOM, None, 50))),
            "parts",
        ),
        ("payment", rules.payment_legs(BANK, -100, [Part(-100, ROOM, GENERAL)]), "amount"),
        ("payment", rules.fund_move_legs(GENERAL, GRANT, 100), "parts"),
        ("payment", Legs((Money(BANK, -50),), (Purpose(GENERAL, None, None, -50),)), "parts"),
        ("receipt", rules.payment_legs(BANK, 100, [Part(100, ROOM, GENERAL)]), "amount"),
        ("receipt", rules.receipt_legs(BANK, -50, [Part(50, TEAS, GENERAL)], Part(100, ROOM, GENERAL)), "amount"),
        ("refund", rules.payment_legs(BANK, 100, [Part(100, ROOM, GENERAL)]), "amount"),
        ("refund", rules.receipt_legs(BANK, 50, [Part(100, ROOM, GENERAL)], Part(50, ROOM, GENERAL)), "parts"),
        ("move", rules.payment_legs(BANK, 100, [Part(100, ROOM, GENERAL)]), "parts"),
        ("fund_move", rules.move_legs(BANK, TIN, 100), "amount"),
    ],
)
def test_each_kind_goes_its_own_way(kind: str, legs: Legs, field: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_kind(kind, legs)
    assert refused.value.field == field


@settings(max_examples=examples(100, 5_000))
@given(PARTS, ROW, st.none() | st.integers(1, 10_000))
def test_two_sides_always_add_to_the_same_sum(parts: list[Part], account: int, charge: int | None) -> None:
    whole = sum(part.pence for part in parts)
    out = rules.payment_legs(account, whole, parts)
    made = [("payment", out)]
    if charge is None or charge < whole:
        taken = rules.receipt_legs(account, whole - (charge or 0), parts, Part(charge, 1, 1) if charge else None)
        made.append(("receipt", taken))
    for kind, legs in made:
        rules.check_kind(kind, legs)
        assert sum(leg.pence for leg in legs.money) == sum(leg.pence for leg in legs.purpose)
        assert legs.reversed.reversed == legs
        assert [-leg.pence for leg in legs.reversed.purpose] == [leg.pence for leg in legs.purpose]
        assert [leg.fund_id for leg in legs.reversed.purpose] == [leg.fund_id for leg in legs.purpose]


@settings(max_examples=examples(100, 5_000))
@given(
    st.lists(st.tuples(ROW, st.integers(-1000, 1000)), max_size=4),
    st.lists(st.tuples(ROW, st.integers(-1000, 1000)), max_size=4),
)
def test_any_legs_balance_or_are_refused(money: list[tuple[int, int]], purpose: list[tuple[int, int]]) -> None:
    fine = (
        money + purpose
        and all(pence for _, pence in money + purpose)
        and sum(p for _, p in money) == sum(p for _, p in purpose)
    )
    try:
        Legs(tuple(Money(*leg) for leg in money), tuple(Purpose(fund, None, None, pence) for fund, pence in purpose))
    except Refused:
        assert not fine
    else:
        assert fine


@pytest.mark.parametrize(
    ("day", "closed", "future_ok", "refused"),
    [
        (TODAY, CLOSED, False, None),
        (CLOSED + timedelta(days=1), CLOSED, False, None),
        (CLOSED, CLOSED, False, Refused),
        (CLOSED, CLOSED, True, Refused),
        (date(2020, 1, 1), None, False, None),
        (TODAY + timedelta(days=1), None, False, Asks),
        (TODAY + timedelta(days=1), None, True, None),
        (date(2025, 1, 1), CLOSED, False, Refused),
    ],
)
def test_days_that_may_be_written(
    day: date, closed: date | None, future_ok: bool, refused: type[Refused] | None
) -> None:
    if refused is None:
        rules.check_day(day, TODAY, closed, future_ok)
        return
    with pytest.raises(refused) as said:
        rules.check_day(day, TODAY, closed, future_ok)
    assert said.value.field == ("future_ok" if refused is Asks else "day")
    assert isinstance(said.value, Asks) == (refused is Asks)


@pytest.mark.parametrize(
    ("entry_day", "new_day", "closed", "expected"),
    [
        (date(2026, 5, 1), date(2026, 5, 2), None, (date(2026, 5, 1), date(2026, 5, 2))),
        (date(2026, 5, 1), date(2026, 5, 2), CLOSED, (date(2026, 5, 1), date(2026, 5, 2))),
        (CLOSED, date(2026, 5, 2), CLOSED, (TODAY, TODAY)),
        (date(2025, 5, 1), date(2025, 5, 1), CLOSED, (TODAY, TODAY)),
        (
            CLOSED + timedelta(days=1),
            CLOSED + timedelta(days=1),
            CLOSED,
            (CLOSED + timedelta(days=1), CLOSED + timedelta(days=1)),
        ),
    ],
)
def test_where_a_correction_falls(
    entry_day: date, new_day: date, closed: date | None, expected: tuple[date, date]
) -> None:
    assert rules.correction_day(entry_day, new_day, TODAY, closed) == expected


DAY = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@settings(max_examples=examples(100, 5_000))
@given(DAY, DAY, DAY, st.none() | DAY)
def test_no_correction_falls_into_a_settled_part(
    entry_day: date, new_day: date, today: date, closed: date | None
) -> None:
    back, again = rules.correction_day(entry_day, new_day, today, closed)
    assert closed is None or back > closed, "even when the clock of the host has gone backwards"
    if closed is None or entry_day > closed:
        assert (back, again) == (entry_day, new_day)


KIND = st.sampled_from(sorted(rules.SERIES))


@pytest.mark.parametrize(
    ("old", "new", "old_year", "new_year", "needed"),
    [
        ("payment", "payment", "2026-27", "2026-27", False),
        ("payment", "payment", "2026-27", "2025-26", True),
        ("payment", "receipt", "2026-27", "2026-27", True),
        ("receipt", "refund", "2026-27", "2026-27", False),
        ("payment", "refund", "2026-27", "2026-27", True),
        ("move", "fund_move", "2026-27", "2026-27", False),
    ],
)
def test_when_a_new_number_is_given(old: str, new: str, old_year: str, new_year: str, needed: bool) -> None:
    assert rules.needs_new_number(old, new, old_year, new_year) is needed


def test_every_kind_has_its_letter_and_its_way() -> None:
    assert rules.SERIES.keys() == rules.KINDS.keys() == rules._SIGNS.keys()
    assert set(rules.SERIES.values()) == set("PRMB")


@pytest.mark.parametrize(
    ("after", "reason", "kept"),
    [(0, "", None), (0, "because", None), (500, "", None), (-1, "it comes in June", "it comes in June")],
)
def test_a_fund_below_nothing_needs_a_reason(after: int, reason: str, kept: str | None) -> None:
    assert rules.check_not_below_zero("Starter grant", after, reason) == kept


def test_a_fund_below_nothing_asks() -> None:
    with pytest.raises(Asks, match=r"Starter grant at −£0\.01") as asked:
        rules.check_not_below_zero("Starter grant", -1, "")
    assert asked.value.field == "below_zero"
