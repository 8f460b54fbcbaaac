"""Amounts and days as banks write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.bank.reading.days import NotADay, orders_of, read_day
from groupkit.bank.reading.figures import MOST_PENCE, NotAFigure, direction, read_figure
from groupkit.money import figures
from tests.bank.reading.samples import TODAY
from tests.sweep import examples

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("12", 1_200),
        ("12.5", 1_250),
        ("12.50", 1_250),
        (".50", 50),
        ("0.00", 0),
        ("-0.00", 0),
        ("£1,234.56", 123_456),
        ("1 234.56", 123_456),
        ("1\xa0234,56", 123_456),
        ("1.234,56", 123_456),
        ("12,50", 1_250),
        ("12,5", 1_250),
        ("1,234", 123_400),
        ("(12.50)", -1_250),
        ("£(12.50)", -1_250),
        ("(£12.50)", -1_250),
        ("12.50-", -1_250),
        ("-£5", -500),
        ("£-5", -500),
        ("- £5.00", -500),
        ("−5.00", -500),
        ("–5.00", -500),
        ("+5.00", 500),
        ("5.00 DR", -500),
        ("5.00DR", -500),
        ("5.00 CR", 500),
        ("CR 5.00", 500),
        ("£5.00 dr.", -500),
        ("5.00 OD", -500),
        ("5.00 D", -500),
        ("-12.50 GBP", -1_250),
        ("GBP 12.50", 1_250),
        ("'12.50", 1_250),
        ("'-12.50", -1_250),
        ("10,000,000.00", MOST_PENCE),
    ],
)
def test_an_amount_is_read_to_the_penny(text: str, pence: int) -> None:
    assert read_figure(text) == pence


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a figure"),
        ("abc", "is not a figure"),
        ("-", "is not a figure"),
        ("£", "is not a figure"),
        ("()", "is not a figure"),
        ("(5", "is not a figure"),
        ("5)", "is not a figure"),
        ("1,23,456.00", "is not a figure"),
        ("1,2345", "is not a figure"),
        ("12.", "is not a figure"),
        ("1.2.3", "is not a figure"),
        ("12£50", "is not a figure"),
        ("££5", "is not a figure"),
        ("1e5", "is not a figure"),
        ("٣٤", "is not a figure"),
        ("NaN", "is not a figure"),
        ("-5-", "has two signs"),
        ("--5", "has two signs"),
        ("-(5)", "has two signs"),
        ("-5 DR", "has two signs"),
        ("12.345", "has more than two figures after the point"),
        ("1.234", "has more than two figures after the point"),
        ("12.500", "has more than two figures after the point"),
        ("10,000,000.01", "is more than ten million pounds"),
        ("9" * 30, "is more than ten million pounds"),
        ("9" * 150, "is not a figure"),
        ("€5", "is not in pounds"),
        ("5.00 EUR", "is not in pounds"),
        ("$5", "is not in pounds"),
    ],
)
def test_what_is_no_amount_says_why(text: str, why: str) -> None:
    with pytest.raises(NotAFigure, match=why):
        read_figure(text)


def test_a_workbooks_number_loses_its_dust_and_nothing_else() -> None:
    assert read_figure("12.340000000000001", loose=True) == 1_234
    assert read_figure("-5.550000000000001", loose=True) == -555
    assert read_figure("1326.0599999999999", loose=True) == 132_606
    for text in ("12.345", "12.3456789"):
        with pytest.raises(NotAFigure):
            read_figure(text, loose=True)
    with pytest.raises(NotAFigure):
        read_figure("12.340000000000001")


@settings(max_examples=examples(200, 5_000), deadline=None)
@given(st.integers(-MOST_PENCE, MOST_PENCE))
def test_any_amount_comes_back(pence: int) -> None:
    text = figures(abs(pence))
    minus = "-" if pence < 0 else ""
    ways = [
        f"{minus}{text}",
        f"{minus}£{text}",
        f"£{minus}{text}",
        f"{text}{minus}",
        f"{text} {'DR' if minus else 'CR'}",
    ]
    ways += [f"{minus}{text.replace(',', '')}", f"({text})" if minus else text]
    ways += [f"{minus}{text.replace(',', '').replace('.', ',')}"]
    assert {read_figure(way) for way in ways} == {pence}


@settings(max_examples=examples(300, 10_000), deadline=None)
@given(st.text(alphabet="0123456789.,-+() £€CRDRGBP'−\xa0e", max_size=14))
def test_any_text_is_an_amount_or_says_why(text: str) -> None:
    for loose in (False, True):
        try:
            assert abs(read_figure(text, loose)) <= MOST_PENCE
        except NotAFigure as wrong:
            assert str(wrong)


def test_words_that_say_in_or_out() -> None:
    assert [direction(word) for word in ("DR", "Debit", "dr.", "CR", "credit", "Paid In", "Card", "")] == [
        *(-1, -1, -1, 1, 1, 1, 0, 0)
    ]


THE_15TH = date(2026, 4, 15)


@pytest.mark.parametrize(
    "text",
    [
        *("15/04/2026", "15/4/26", "15-04-2026", "15.04.2026", "15 04 2026", "2026-04-15", "2026/04/15", "20260415"),
        *("15 Apr 2026", "15 April 2026", "15-Apr-26", "15Apr2026", "15 apr 26", "15th April 2026", "Apr 15, 2026"),
        *("April 15 2026", "Wed 15 Apr 2026", "Wednesday, 15 April 2026", "15/04/2026 13:45", "15/04/2026 13:45:10"),
        *("2026-04-15T23:45:00Z", "2026-04-15T23:45:00.123+01:00", "2026-04-15 23:45:00 UTC", "'15/04/2026"),
        *("46127", "46127.5", "20260415120000", "20260415120000.000[0:GMT]", "20260415[-5:EST]", " 15/04/2026 "),
    ],
)
def test_a_day_is_read_in_every_usual_way(text: str) -> None:
    assert read_day(text, "dmy", TODAY) == THE_15TH


def test_the_order_is_kept_where_it_matters() -> None:
    assert read_day("04/15/2026", "mdy", TODAY) == THE_15TH
    assert read_day("04/05/26", "mdy", TODAY) == date(2026, 4, 5)
    assert read_day("04/05/26", "dmy", TODAY) == date(2026, 5, 4)
    assert read_day("26/04/15", "ymd", TODAY) == THE_15TH
    assert read_day("15 Sept 2025", "ymd", TODAY) == date(2025, 9, 15)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a day"),
        ("abc", "is not a day"),
        ("32/04/2026", "is not a day"),
        ("31/04/2026", "is not a day"),
        ("04/15/2026", "is not a day"),
        ("15/04", "is not a day"),
        ("15/04-2026", "is not a day"),
        ("15 Xyz 2026", "is not a day"),
        ("12.50", "is not a day"),
        ("1/1/0026", "is before 1990"),
        ("31/12/1989", "is before 1990"),
        ("01/06/2027", "is more than a year ahead"),
        ("20991231", "is more than a year ahead"),
        ("1" * 5_000, "is not a day"),
    ],
)
def test_what_is_no_day_says_why(text: str, why: str) -> None:
    with pytest.raises(NotADay, match=why):
        read_day(text, "dmy", TODAY)


@settings(max_examples=examples(200, 3_000), deadline=None)
@given(st.dates(date(1990, 1, 1), TODAY + timedelta(days=366)))
def test_any_day_comes_back(day: date) -> None:
    for way in ("%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%Y%m%d", "%d.%m.%Y"):
        assert read_day(day.strftime(way), "dmy", TODAY) == day
    assert read_day(day.strftime("%m/%d/%Y"), "mdy", TODAY) == day
    assert read_day(str((day - date(1899, 12, 30)).days), "mdy", TODAY) == day


def test_who_has_to_be_asked_about_the_order() -> None:
    assert orders_of(["01/04/2026", "02/04/2026"], TODAY) == ["dmy", "mdy"]
    assert orders_of(["01/04/2026", "15/04/2026"], TODAY) == ["dmy"]
    assert orders_of(["04/01/2026", "04/15/2026"], TODAY) == ["mdy"]
    assert orders_of(["04/04/2026"], TODAY) == ["dmy"], "both ways it is the same day"
    assert orders_of(["1 Apr 2026", "2026-04-02"], TODAY) == ["dmy"]
    assert orders_of(["1/10/2025"], TODAY) == ["dmy", "mdy"]
