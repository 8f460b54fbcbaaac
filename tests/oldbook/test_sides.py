"""Cash books with two sides: what are two sides and what are not, and no line turned round, lost or misdated."""

from datetime import date

import pytest

from groupkit.bank.reading import Table
from groupkit.oldbook.reading import Found, TwoSides, guess, open_table, take
from groupkit.oldbook.reading.sides import below_one_another
from groupkit.refusal import Refused

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 18)
WAYS = "Receipts,,,Payments,,\n"
HEADS = "Date,Details,Amount,Date,Details,Amount\n"
BODY = "1/4/2025,Subs,12.00,2/4/2025,Hall,9.50\n8/4/2025,Gift,20.00,9/4/2025,Tea,1.20\n"


def table(text: str) -> Table:
    return open_table(text.encode(), "")


def read(text: str) -> Found:
    return take(table(text), guess(table(text), TODAY), TODAY)


def told(found: Found) -> list[tuple[int, int]]:
    return [(line.row, line.pence) for line in found.lines]


BOTH = [(3, 1200), (4, 2000), (1003, -950), (1004, -120)]
TURNED = [(row, -pence) for row, pence in BOTH]

TWO_ACCOUNTS = {
    "in and out on both, places above": "Cash,,,,Bank,,,\nDate,Details,In,Out,Date,Details,In,Out\n"
    "1/4/2025,Teas,10.00,,2/4/2025,Grant,400.00,\n8/4/2025,Milk,,3.00,9/4/2025,Hall,,50.00\n",
    "in and out on both, places in the headings": "Date,Details,Cash in,Cash out,Date,Details,Bank in,Bank out\n"
    "1/4/2025,Teas,10.00,,2/4/2025,Grant,400.00,\n8/4/2025,Milk,,3.00,9/4/2025,Hall,,50.00\n",
    "one amount, places above": f"Cash,,,Bank,,\n{HEADS}{BODY}",
    "one amount with a minus": f"{HEADS}1/4/2025,Subs,12.00,2/4/2025,Grant,9.50\n8/4/2025,Tea,-2.00,9/4/2025,x,1.20\n",
    "the same way on both": f"Cash receipts,,,Bank receipts,,\n{HEADS}{BODY}",
    "a bank statement beside the book": f"Our book,,,Statement,,\n{HEADS}{BODY}",
    "when it was paid": "Date spent,Who,Amount,Date paid,Paid,How\n1/4/2025,Milk,10.00,2/4/2025,10.00,cheque\n",
    "a title of money out over the left only": f"Payments,,,,,\n{HEADS}{BODY}",
}


@pytest.mark.parametrize("text", TWO_ACCOUNTS.values(), ids=TWO_ACCOUNTS)
def test_two_accounts_beside_each_other_stay_as_they_are_and_the_day_is_asked_about(text: str) -> None:
    rows = table(text)
    assert not isinstance(rows, TwoSides) and len(rows.rows) == text.count("\n")
    with pytest.raises(Refused, match="Two columns are “The day”"):
        take(rows, guess(rows, TODAY), TODAY)


@pytest.mark.parametrize(
    ("above", "found"),
    [
        (WAYS, BOTH),
        ("Payments,,,Receipts,,\n", TURNED),
        ("Money spent,,,Money raised,,\n", TURNED),
        ("What came in,,,What we spent,,\n", BOTH),
        ("Receipts and payments 2025,,,,,\n", BOTH),
        ("Receipts (Bank),,,Payments (Bank),,\n", BOTH),
    ],
)
def test_which_way_is_told_by_the_words_above_and_a_title_of_both_tells_nothing(
    above: str, found: list[tuple[int, int]]
) -> None:
    assert told(read(above + HEADS + BODY)) == found


def test_words_with_a_row_between_them_and_the_headings_tell_as_well() -> None:
    text = f"Payments,,,Receipts,,\n2025,,,2025,,\n{HEADS}{BODY}"
    assert [pence for _, pence in told(read(text))] == [-1200, -2000, 950, 120]


def test_how_it_was_paid_and_the_receipt_of_a_payment_tell_no_way() -> None:
    heads = "Date,Paid by,Amount,Date,Paid to,Amount,Receipt no\n"
    text = f"Receipts,,,Payments,,,\n{heads}" + BODY.replace("9.50", "9.50,7").replace("1.20", "1.20,8")
    assert told(read(text)) == BOTH


def test_headings_again_above_each_month_are_dropped_and_totals_do_not_count() -> None:
    months = [f"Month {n},,,,,\n{HEADS}{BODY}Total,,32.00,Total,,10.70\n" for n in range(1, 4)]
    found = read(WAYS + "".join(months))
    assert [line.pence for line in found.lines] == [1200, 2000] * 3 + [-950, -120] * 3
    assert not found.unread and not any("Date" in one.text for one in found.left_out)
    assert sum("total" in one.sentence for one in found.left_out) == 6


def test_rows_above_headings_that_stand_again_are_never_lost() -> None:
    heads = "Date,Details,Amount,Date,Amount,Ref\n"
    text = f"{heads}1/4/2025,a,x,2/4/2025,y,b\n{heads}{BODY}"
    rows = table(text)
    assert not isinstance(rows, TwoSides) and rows.rows[1][:3] == ["1/4/2025", "a", "x"]


def test_the_first_row_on_the_right_takes_no_day_from_the_left() -> None:
    text = f"{WAYS}{HEADS}1/4/2025,Subs,12.00,,Milk,3.00\n31/3/2026,Gift,20.00,9/4/2025,Tea,1.20\n,,,,Bus,2.00\n"
    found = read(text)
    assert told(found) == [(3, 1200), (4, 2000), (1004, -120), (1005, -200)]
    assert [one.sentence for one in found.unread] == ["Row 1003: there is no day"]
    assert found.lines[-1].day == date(2025, 4, 9) and found.days_above == 1


@pytest.mark.parametrize(("one", "two"), [("No.", "No."), ("Receipt no.", "Voucher no."), ("Ref", "Chq")])
def test_the_number_of_the_receipt_may_stand_before_the_day(one: str, two: str) -> None:
    text = f"Receipts,,,,Payments,,,\n{one},Date,Details,Amount,{two},Date,Details,Amount\n"
    found = read(f"{text}R1,1/4/2025,Subs,12.00,P1,1/4/2025,Milk,3.00\nR2,2/4/2025,Gift,5.00,P2,3/4/2025,Hall,9.00\n")
    assert [(line.pence, line.number) for line in found.lines] == [
        (1200, "R1"),
        (500, "R2"),
        (-300, "P1"),
        (-900, "P2"),
    ]


def test_a_column_is_shared_where_it_holds_words_and_never_where_it_holds_money() -> None:
    text = "Receipts,,,,,,Payments,,,,,\nDate,From,Fund,Total,Subs,Other,Date,To,Fund,Total,Hall,Other\n"
    found = read(
        f"{text}1/4/2025,Ann,Choir,10.00,10.00,,1/4/2025,Library,,3.00,3.00,\n"
        "8/4/2025,Bob,,12.00,,12.00,9/4/2025,Shop,Choir,20.00,,20.00\n"
    )
    assert [(line.pence, line.parts[0].kind, line.fund) for line in found.lines] == [
        (1000, "Subs", "Choir"),
        (1200, "Other", ""),
        (-300, "Hall", ""),
        (-2000, "Other", "Choir"),
    ]
    assert not found.unread


def test_codes_of_kinds_are_shared_though_they_are_figures() -> None:
    text = f"{WAYS}Date,Details,Code,Amount,Date,Details,Code,Amount\n".replace(",,,", ",,,,")
    rows = table(f"{text}1/4/2025,Subs,4010,12.00,2/4/2025,Hall,5020,9.50\n")
    assert rows.rows[1] == ["Date", "Details", "Code", "Amount", "Amount"]
    assert [row[2] for row in rows.rows[2:]] == ["4010", "5020"]


def test_a_balance_beside_the_right_is_no_running_balance_of_rows_below_one_another() -> None:
    text = f"Receipts,,,Payments,,,\n{HEADS.strip()},Balance\n1/4/2025,Balance b/f,100.00,,,,100.00\n"
    found = read(f"{text}2/4/2025,Subs,12.00,3/4/2025,Hall,2.00,110.00\n9/4/2025,Gift,1.00,,,,111.00\n")
    assert told(found) == [(4, 1200), (5, 100), (1004, -200)]
    assert found.opening == {"": 10_000} and not found.broken and not found.closing


def test_taken_as_it_stands_no_row_is_moved() -> None:
    rows = open_table(f"{WAYS}{HEADS}{BODY}".encode(), "", as_it_stands=True)
    assert not isinstance(rows, TwoSides) and rows.rows[2] == BODY.split("\n")[0].split(",")


def test_rows_far_down_are_told_apart_on_both_sides() -> None:
    rows = Table([row.split(",") for row in f"{WAYS}{HEADS}{BODY}".splitlines()], None, "csv", [1, 2, 5, 12_005])
    assert below_one_another(rows).numbers[2:] == [5, 12_005, 100_005, 112_005]


def test_a_place_above_each_side_is_where_its_money_is() -> None:
    found = read(f"Bank receipts,,,Cash payments,,\n{HEADS}{BODY}")
    assert [(line.pence, line.account) for line in found.lines] == [
        (1200, "Bank"),
        (2000, "Bank"),
        (-950, "Cash"),
        (-120, "Cash"),
    ]
