"""What HMRC asks, by example and by property: references, postcodes, which gifts count, years, limits."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.dates import YEAR_ENDS, FinancialYear, YearEnd
from groupkit.giftaid import rules
from groupkit.giftaid.rules import ABROAD, Donor, SmallCash
from groupkit.refusal import Asks, Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

DAYS = st.dates(date(1995, 1, 1), date(2095, 1, 1))
ENDS = st.sampled_from([YearEnd.read(text) for text, _ in YEAR_ENDS])
MADE = date(2026, 5, 2)


@pytest.mark.parametrize(
    ("typed", "kept"), [("XR12345", "XR12345"), ("xr 12345", "XR12345"), ("A1", "A1"), ("ab-123", "AB123")]
)
def test_a_reference_is_read(typed: str, kept: str) -> None:
    assert rules.read_reference(typed) == kept


@pytest.mark.parametrize("typed", ["", "1123456", "SC012345", "XYZ123", "XR", "XR123456", "X R É1", "١٢"])
def test_what_is_no_reference(typed: str) -> None:
    with pytest.raises(Refused) as said:
        rules.read_reference(typed)
    assert said.value.field == "reference" and "XR12345" in said.value.sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ll123ab", "LL12 3AB"),
        (" S19 2bd ", "S19 2BD"),
        ("m1 1ae", "M1 1AE"),
        ("EC1A1BB", "EC1A 1BB"),
        ("bf11ab", "BF1 1AB"),
    ],
)
def test_a_postcode_is_in_capitals_with_its_space(typed: str, kept: str) -> None:
    assert rules.read_postcode(typed) == kept
    assert rules.read_postcode(kept) == kept


@pytest.mark.parametrize("typed", ["", "LL12", "12345", "LL12 3A", "LL12 3ABC", "75001 Paris", "LL1O OAI"])
def test_what_is_no_postcode(typed: str) -> None:
    with pytest.raises(Refused) as said:
        rules.read_postcode(typed)
    assert said.value.field == "postcode"


@settings(max_examples=examples(60, 3_000))
@given(st.text(max_size=12))
def test_any_text_is_a_postcode_or_is_refused(text: str) -> None:
    try:
        found = rules.read_postcode(text)
    except Refused:
        return
    assert found == found.upper() and found[-4] == " " and rules.read_postcode(found) == found


GOOD = {"title": "Ms.", "first": "Ffion", "last": "Jones", "house": "12", "postcode": "ll12 3ab", "address": ""}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "Professor"}, "title"),
        ({"first": ""}, "first"),
        ({"first": "x" * 36}, "first"),
        ({"last": ""}, "last"),
        ({"last": "-"}, "last"),
        ({"last": "x" * 36}, "last"),
        ({"house": ""}, "house"),
        ({"house": "c/o the hall"}, "house"),
        ({"address": "care of Mrs Smith"}, "address"),
        ({"postcode": ""}, "postcode"),
        ({"abroad": True}, "postcode"),
        ({"abroad": True, "postcode": ""}, "address"),
    ],
)
def test_a_donor_with_something_missing(more: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as said:
        rules.check_donor(**{**GOOD, "abroad": False, **more})  # type: ignore[arg-type]
    assert said.value.field == field


def test_a_donor_as_hmrc_wants_it_and_back_again() -> None:
    here = rules.check_donor(**GOOD, abroad=False)
    assert here == Donor("Ms", "Ffion", "Jones", "12", "LL12 3AB")
    assert (here.name, here.home) == ("Ms Ffion Jones", "12, LL12 3AB")
    away = rules.check_donor("", "F", "Jones", "", "", True, "3 Rue Haute, Lille, France")
    assert away.postcode == ABROAD and away.home == "3 Rue Haute, Lille, France"
    for donor in (here, away):
        assert Donor.from_text(donor.as_text()) == donor


@pytest.mark.parametrize(
    ("covers", "day", "ended", "counts"),
    [
        ("on", MADE, None, True),
        ("on", MADE - timedelta(days=1), None, False),
        ("past", date(2022, 5, 2), None, True),
        ("past", date(2022, 5, 1), None, False),
        ("one", date(2022, 5, 2), None, True),
        ("one", date(2022, 5, 1), None, False),
        ("past", date(2026, 7, 1), date(2026, 7, 2), True),
        ("past", date(2026, 7, 2), date(2026, 7, 2), False),
    ],
)
def test_which_gifts_a_declaration_covers(covers: str, day: date, ended: date | None, counts: bool) -> None:
    assert (rules.why_not_covered(covers, MADE, ended, day) == "") is counts


@settings(max_examples=examples(60, 2_000))
@given(DAYS, DAYS, st.sampled_from(sorted(rules.COVERS)))
def test_a_wider_declaration_covers_whatever_a_narrower_one_does(made: date, day: date, covers: str) -> None:
    if not rules.why_not_covered(covers, made, None, day):
        assert not rules.why_not_covered("past", made, None, day)


def test_how_long_a_gift_can_be_claimed() -> None:
    end = YearEnd(3, 31)
    assert rules.last_day_to_claim(date(2022, 4, 1), end) == date(2027, 3, 31)
    assert rules.last_day_to_claim(date(2022, 3, 31), end) == date(2026, 3, 31)
    assert not rules.is_old(date(2022, 11, 18), date(2026, 11, 18))
    assert rules.is_old(date(2022, 11, 17), date(2026, 11, 18))


@settings(max_examples=examples(60, 2_000))
@given(DAYS, ENDS)
def test_a_gift_can_be_claimed_for_four_to_five_years_and_is_kept_for_six_to_seven(day: date, end: YearEnd) -> None:
    last = rules.last_day_to_claim(day, end)
    assert 4 * 365 <= (last - day).days <= 5 * 366 + 1
    assert FinancialYear.holding(last, end).last == last
    kept = rules.kept_until([day, day - timedelta(days=400)], end)
    assert 6 * 365 <= (kept - day).days <= 7 * 366 + 1


@pytest.mark.parametrize(
    ("categories", "asks"),
    [
        (["Donations"], ""),
        (["Gifts"], ""),
        (["Subs"], rules.SUBS_ASK),
        (["Membership"], rules.SUBS_ASK),
        (["Raffle and teas"], rules.BOUGHT_ASK),
        (["Donations", "Outings and activities"], rules.BOUGHT_ASK),
        (["Refreshments"], rules.BOUGHT_ASK),
        (["Grants"], rules.NOT_GIVEN_ASK),
        (["Gift Aid"], rules.NOT_GIVEN_ASK),
        (["Bank interest"], rules.NOT_GIVEN_ASK),
    ],
)
def test_what_may_be_no_gift_is_asked_about(categories: list[str], asks: str) -> None:
    assert rules.gift_question(categories) == asks
    rules.check_is_gift(categories, sure=True)
    if asks:
        with pytest.raises(Asks) as said:
            rules.check_is_gift(categories, sure=False)
        assert said.value.field == "sure"


def test_never_more_than_there_is() -> None:
    rules.check_amount(500, 500)
    for pence, free, words in ((501, 500, "Only £5.00"), (1, 0, "Nothing"), (1, -5, "Nothing"), (0, 5, "more than")):
        with pytest.raises(Refused) as said:
            rules.check_amount(pence, free)
        assert words in said.value.sentence and said.value.field == "amount"


@pytest.mark.parametrize(
    ("day", "label"), [(date(2026, 4, 5), "2025-26"), (date(2026, 4, 6), "2026-27"), (date(2026, 12, 31), "2026-27")]
)
def test_tax_years_begin_on_the_sixth_of_april(day: date, label: str) -> None:
    assert rules.tax_year(day).label == label


@pytest.mark.parametrize(
    ("collected", "aided", "limit", "top_up"),
    [
        (10_000, 0, 0, 0),
        (10_000, 1_000, 10_000, 2_500),
        (10_001, 1_000, 10_000, 2_500),
        (900_000, 100_000, 800_000, 200_000),
        (10_003, 50_000, 500_000, 2_500),
    ],
)
def test_small_cash_by_example(collected: int, aided: int, limit: int, top_up: int) -> None:
    one = SmallCash(rules.tax_year(MADE), collected, aided)
    assert (one.limit, one.top_up) == (limit, top_up)
    assert one.claim_by == date(2029, 4, 5)


@settings(max_examples=examples(60, 2_000))
@given(st.integers(0, 10**7), st.integers(0, 10**7), DAYS)
def test_small_cash_never_goes_over_its_limits(collected: int, aided: int, day: date) -> None:
    one = SmallCash(rules.tax_year(day), collected, aided)
    assert one.counts <= min(collected, 10 * aided, rules.MOST_SMALL)
    assert one.top_up <= 200_000 and day in one.year.period


@pytest.mark.parametrize(
    ("day", "first", "second", "field"),
    [
        (MADE + timedelta(days=1), 1, 2, "collected_on"),
        (MADE - timedelta(days=400), 1, 2, "collected_on"),
        (MADE, 1, 1, "second"),
    ],
)
def test_a_collection_is_counted_by_two_on_a_day_that_can_be(day: date, first: int, second: int, field: str) -> None:
    rules.check_collection(MADE, MADE, 1, 2, MADE)
    with pytest.raises(Refused) as said:
        rules.check_collection(day, MADE, first, second, MADE + timedelta(days=9))
    assert said.value.field == field
    with pytest.raises(Refused):
        rules.check_collection(MADE + timedelta(days=20), MADE + timedelta(days=20), 1, 2, MADE)


@pytest.mark.parametrize(
    ("how", "confirmed", "counts"),
    [
        ("paper", None, True),
        ("paper", MADE, False),
        ("spoken", MADE, True),
        ("spoken", MADE - timedelta(days=1), False),
        ("spoken", MADE + timedelta(days=9), False),
    ],
)
def test_only_the_spoken_is_confirmed(how: str, confirmed: date | None, counts: bool) -> None:
    if counts:
        rules.check_made(how, MADE, confirmed, MADE)
        return
    with pytest.raises(Refused) as said:
        rules.check_made(how, MADE, confirmed, MADE)
    assert said.value.field == "confirmed_on"


@settings(max_examples=examples(60, 2_000))
@given(st.integers(0, 10**9))
def test_hmrc_adds_a_quarter_and_no_part_of_a_penny(pence: int) -> None:
    assert 0 <= pence - 4 * rules.tax_back(pence) < 4


@pytest.mark.parametrize(
    ("categories", "offered"),
    [
        (["Donations"], True),
        (["Subs"], True),
        (["Raffle and teas"], False),
        (["Grants"], False),
        (["Gift Aid"], False),
        (["Bank interest"], False),
        (["Raffle and teas", "Donations"], True),
        ([], False),
    ],
)
def test_a_mark_is_offered_where_something_may_have_been_given(categories: list[str], offered: bool) -> None:
    assert rules.could_be_gift(categories) is offered
