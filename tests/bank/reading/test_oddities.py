"""The odd things that stand in bank files, one by one."""

from datetime import date

import pytest

from groupkit.bank.reading import Columns, Statement, open_file, read
from groupkit.refusal import Asks
from tests.bank.reading.samples import TODAY

pytestmark = pytest.mark.pure


def read_text(text: str, columns: Columns | None = None, name: str = "a.csv", encoding: str = "utf-8") -> Statement:
    opened = open_file(text.encode(encoding), name, today=TODAY)
    return read(opened, columns or opened.guess, today=TODAY)


def money(found: Statement) -> list[tuple[int, str]]:
    return [(line.pence, line.words) for line in found.lines]


HEAD = "Date,Details,Out,In,Balance\n"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("15/04/2026,Cakes,abc,,1.00", "Line 2: the money out “abc” is not a figure"),
        ("15/04/2026,Cakes,12.345,,1.00", "Line 2: the money out “12.345” has more than two figures after the point"),
        ("15/04/2026,Cakes,99999999,,1.00", "Line 2: the money out “99999999” is more than ten million pounds"),
        ("32/04/2026,Cakes,1.00,,1.00", "Line 2: “32/04/2026” is not a day"),
        ("15/04/1989,Cakes,1.00,,1.00", "Line 2: “15/04/1989” is before 1990"),
        ("15/06/2027,Cakes,1.00,,1.00", "Line 2: “15/06/2027” is more than a year ahead"),
        (",Cakes,1.00,,1.00", "Line 2: there is no day"),
        ("15/04/2026,Cakes,,,1.00", "Line 2: there is no amount"),
        ("15/04/2026,Cakes,1.00,2.00,1.00", "Line 2: it has money in and money out at once"),
        ("15/04/2026,Cakes,,-2.00,1.00", "Line 2: the money in “-2.00” has a minus"),
        ("15/04/2026,Cakes,1.00", "Line 2: it stops before its end"),
        ("15/04/2026,Cakes,€1.00,,1.00", "Line 2: the money out “€1.00” is not in pounds"),
        ("15/04/2026,Cakes,1.00,,1.0.0", "Line 2: the balance “1.0.0” is not a figure"),
        ("15/04/2026,1,2,3,4,5,6,7", "Line 2: it has more columns than the others"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(row: str, sentence: str) -> None:
    found = read_text(f"{HEAD}{row}\n01/04/2026,Subs,,2.00,9.00\n")
    assert [one.sentence for one in found.unread] == [sentence]
    assert found.unread[0].row == 2 and found.unread[0].text.startswith(row.split(",")[0])
    assert money(found) == [(200, "Subs")]
    assert found.currency_other == ("€" in row)


@pytest.mark.parametrize(
    "row",
    [
        "Total,,1.00,2.00,",
        ",Totals,1.00,2.00,",
        "Closing balance: £9.00",
        "15/04/2026,Balance brought forward,,,9.00",
        "Date,Details,Out,In,Balance",
        "Thank you for banking with us",
        "*** End of report ***",
    ],
)
def test_a_line_that_is_no_payment_is_left_out_and_told(row: str) -> None:
    found = read_text(f"{HEAD}15/04/2026,Cakes,1.00,,8.00\n{row}\n")
    assert money(found) == [(-100, "Cakes")] and found.unread == []
    assert [one.row for one in found.left_out] == [3]
    assert found.left_out[0].sentence.startswith("Line 3: ")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_columns_may_be_parted_by_any_usual_mark_in_any_usual_writing(mark: str, encoding: str) -> None:
    text = f"Date;Details;Amount\n15/04/2026;Café £1;-1.00\n17/04/2026;Zoë;2.00\n".replace(";", mark)  # noqa: F541
    assert money(read_text(text, encoding=encoding)) == [(-100, "Café £1"), (200, "Zoë")]


def test_commas_may_be_the_decimal_sign_where_semicolons_part_the_columns() -> None:
    text = "sep=;\nDate;Details;Amount\n15.04.2026;A, b, c;-1.234,50\n16.04.2026;D;12,5\n"
    assert money(read_text(text)) == [(-123_450, "A, b, c"), (1_250, "D")]


def test_words_may_go_on_over_lines_and_hold_quotation_marks() -> None:
    text = 'Date,Details,Amount\n15/04/2026,"Two\nlines",-1.00\n16/04/2026,"A ""b"" c",2\n17/04/2026,5" pipe,3\n'
    found = read_text(text)
    assert money(found) == [(-100, "Two lines"), (200, 'A "b" c'), (300, '5" pipe')]
    assert [line.row for line in found.lines] == [2, 4, 5]


def test_a_quotation_mark_that_nobody_closes_spoils_one_line_only() -> None:
    rows = [f"{day:02d}/04/2026,Cakes,-1.00" for day in range(1, 30)]
    rows[3] = '04/04/2026,"Cakes,-1.00'
    found = read_text("\n".join(["Date,Details,Amount", *rows]))
    assert len(found.lines) >= 28


def test_commas_without_quotation_marks_are_put_together_again() -> None:
    text = f"{HEAD}15/04/2026,Smith, Jones, and Co,1.00,,8.00\n16/04/2026,Flat 3, 12,12.00,,-4.00\n"
    assert money(read_text(text)) == [(-100, "Smith, Jones, and Co"), (-1_200, "Flat 3, 12")]
    signed = "Date,Details,Amount,Balance\n15/04/2026,Smith, 12,-5.00,100.00\n"
    assert money(read_text(signed)) == [(-500, "Smith, 12")]


@pytest.mark.parametrize(
    "text",
    [
        "Date,Details,Amount\n15/04/2026,Grant,1,234.56\n",
        "Date,Details,Amount\n15/04/2026,Rent,-1,234.56\n",
        f"{HEAD}15/04/2026,Grant,,1,234.56,8.00\n",
        f"{HEAD}15/04/2026,Grant,,1,234.56,2,345.67\n",
    ],
)
def test_a_figure_that_is_torn_apart_is_never_read_as_less(text: str) -> None:
    found = read_text(f"{text}16/04/2026,Subs,{',' if HEAD in text else ''}2.00{',10.00' if HEAD in text else ''}\n")
    assert [line.words for line in found.lines] == ["Subs"]
    assert found.unread[0].sentence == "Line 2: a comma inside a figure leaves it open what the amount is"


def test_a_torn_figure_without_headings_is_not_read_either() -> None:
    rows = "17/04/2026,Cakes,-1.00\n16/04/2026,Grant,1,234.56\n15/04/2026,Smith, J,-2.00\n14/04/2026,Tea,-3.00\n"
    rows += "".join(f"{day}/03/2026,Cakes,-1.00\n" for day in range(10, 30))
    found = read(open_file(rows.encode(), "a.csv", today=TODAY), today=TODAY)
    assert found.layout == "hsbc" and [one.row for one in found.unread] == [2]
    assert (-200, "Smith, J") in money(found) and len(found.lines) == 23


def test_commas_at_the_end_and_empty_columns_are_passed_over() -> None:
    text = f"\n\n{HEAD.strip()},,\n15/04/2026,Cakes,1.00,,8.00,,\n,,,,,,\n16/04/2026,Subs,,2.00,10.00,,\n"
    found = read_text(text)
    assert money(found) == [(-100, "Cakes"), (200, "Subs")]
    assert [line.row for line in found.lines] == [4, 6]


def test_lines_above_the_headings_are_passed_over_and_name_the_account() -> None:
    text = f"My Bank plc\nAccount Number: 12345678\nSaved,1 May 2026\n\n{HEAD}15/04/2026,Cakes,1.00,,8.00\n"
    found = read_text(text)
    assert money(found) == [(-100, "Cakes")] and found.account_hint == "5678"


def test_a_spreadsheet_may_have_made_nonsense_of_the_account_number() -> None:
    headings = "Date,Type,Description,Value,Balance,Account Name,Account Number\n"
    opened = open_file(f"{headings}46127,POS,Cakes,-1,8,Us,1.23457E+07\n".encode(), "a.csv", today=TODAY)
    found = read(opened, today=TODAY)
    assert (found.lines[0].day, found.account_hint) == (date(2026, 4, 15), "")


def test_one_column_may_say_in_or_out() -> None:
    text = "Date,Details,Amount,Type\n15/04/2026,Cakes,1.00,Debit\n16/04/2026,Subs,2.00,Credit\n"
    assert money(read_text(text)) == [(-100, "Cakes"), (200, "Subs")]


def test_money_out_may_be_written_without_a_sign() -> None:
    chosen = Columns(day=0, words=(1,), amount=2, first_row=1, out_is_positive=True)
    found = read_text("Date,Details,Amount\n15/04/2026,Cakes,1.00\n16/04/2026,Payment,-2.00\n", chosen)
    assert money(found) == [(-100, "Cakes"), (200, "Payment")]
    assert (found.layout, found.layout_name) == ("", "")


def test_another_money_is_told_line_by_line() -> None:
    text = "Date,Details,Amount,Currency\n15/04/2026,Cakes,-1.00,EUR\n16/04/2026,Subs,2.00,GBP\n"
    found = read_text(text)
    assert money(found) == [(200, "Subs")] and found.currency_other
    assert found.unread[0].sentence == "Line 2: it is in EUR, and this book keeps pounds only"


@pytest.mark.parametrize(
    "text",
    [
        "15/04/2026,x,Corner cakes,-1.00,8.00\n16/04/2026,x,Subs for April,2.00,10.00\n",
        "15/04/2026,Corner cakes,1.00,,8.00\n16/04/2026,Subs for April,,2.00,10.00\n",
        "Posted;Corner\n15/04/2026;Corner cakes;-1.00\n16/04/2026;Subs for April;2.00\n",
    ],
)
def test_a_file_without_known_headings_is_guessed_by_what_stands_in_it(text: str) -> None:
    opened = open_file(text.encode(), "a.csv", today=TODAY)
    assert opened.layout is None
    assert money(read(opened, opened.guess, today=TODAY)) == [(-100, "Corner cakes"), (200, "Subs for April")]


def test_days_that_read_both_ways_are_asked_about() -> None:
    rows = "Date,Details,Amount\n01/04/2026,Cakes,1.00\n"
    assert open_file(rows.encode(), "a.csv", today=TODAY).asks_date_order
    assert not open_file(f"{rows}15/04/2026,Cakes,1.00\n".encode(), "a.csv", today=TODAY).asks_date_order
    month_first = open_file(f"{rows}04/15/2026,Cakes,1.00\n".encode(), "a.csv", today=TODAY)
    assert month_first.guess is not None and month_first.guess.date_order == "mdy"


def test_a_known_file_with_days_the_other_way_round_is_asked_about() -> None:
    text = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n04/15/2026,Jo,Subs,x,2.00,102.00\n"
    opened = open_file(text.encode(), "a.csv", today=TODAY)
    assert opened.layout is not None and opened.asks_date_order
    with pytest.raises(Asks):
        read(opened, today=TODAY)
    assert read(opened, date_order="mdy", today=TODAY).lines[0].day == date(2026, 4, 15)


def test_words_are_made_plain_and_short() -> None:
    found = read_text(f"Date,Details,Amount\n15/04/2026,'  a \u202e b\t{'c' * 400},1.00\n16/04/2026,,2.00\n")
    assert found.lines[0].words == f"a b {'c' * 296}" and found.lines[1].words == ""


def test_letters_of_ofx_are_the_five_and_numbers_only() -> None:
    text = (
        "<OFX><STMTRS><CURDEF>GBP<BANKTRANLIST><STMTTRN><DTPOSTED>20260415<TRNAMT>-1,00"
        "<NAME>A &amp; B &lt;C&gt; &#163;&#x41; &#0;&#xD800;&eacute; &amp;lt;</STMTTRN>"
        "<STMTTRN><DTPOSTED>20260416<TRNAMT>1,234<MEMO><![CDATA[x < y & z]]></STMTTRN>"
        "<STMTTRN><DTPOSTED>20260416<TRNAMT>5.00<CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY></STMTTRN>"
        "<STMTTRN><TRNAMT>2.00</STMTTRN><STMTTRN><DTPOSTED>20260417<TRNAMT>3.00</OFX>"
    )
    found = read_text(text, name="a.ofx")
    assert money(found)[0] == (-100, "A & B <C> £A &eacute; &lt;")
    assert [one.sentence.split(": ", 1)[1] for one in found.unread] == [
        "the amount “1.234” has more than two figures after the point",
        "the amount “5.00 EUR” is not in pounds",
        "there is no day",
        "there is no amount",
    ]


def test_qif_days_and_marks_in_every_usual_way() -> None:
    text = "!Option:MDY\n!Account\nNBank\n^\n!Type:CCard\nD4/15'26\nU1.00\nT1.00\nN101\nMCakes\nSFood\n^\n"
    text += "D4/ 6/26\nT-2\nPJo\n"
    opened = open_file(text.encode(), "a.qif", today=TODAY)
    found = read(opened, date_order="mdy", today=TODAY)
    assert [(line.day.day, line.pence, line.words) for line in found.lines] == [
        (6, -200, "Jo"),
        (15, 100, "Cakes cheque 101"),
    ]
