"""Reading an old cash book: every layout that volunteers keep, what is no payment, and what cannot be read."""

import random
import time
from datetime import date

import pytest

from groupkit.bank.reading import Table
from groupkit.oldbook.reading import Found, Shape, guess, list_sheets, open_table, take
from groupkit.oldbook.reading.headings import orders, roles_under
from groupkit.oldbook.reading.values import ALL, MOST_ROWS
from groupkit.refusal import Refused
from tests.bank.reading.test_refusing import LAUGHS, a_zip
from tests.oldbook import sheets
from tests.oldbook.sheets import as_csv, as_workbook
from tests.oldbook.test_bringing_in import ONE
from tests.sweep import examples

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 18)
HEAD = "Date,Details,In,Out,Balance\n"


def table(text: str) -> Table:
    return open_table(text.encode(), "")


def read(text: str, **changes: object) -> Found:
    rows = table(text)
    shape = guess(rows, TODAY)
    return take(rows, Shape(**{**vars(shape), **changes}), TODAY)  # type: ignore[arg-type]


def told(found: Found) -> list[tuple[int, int, str]]:
    return [(line.row, line.pence, line.account) for line in found.lines]


HEADINGS = [
    ("Date|Details|In|Out|Balance", "day words in out balance"),
    ("Date|Paid to / received from|Receipts (£)|Payments (£)|Running total", "day who in out balance"),
    ("Date|Description|Amount", "day words amount"),
    ("Date|Item|Bank in|Bank out|Cash in|Cash out|Total in", "day words in out in out "),
    ("Date|Chq no.|Payee|Category|Project|Amount", "day number who kind fund amount"),
    ("Date|Details|Total|Room|Tea|Travel", "day words out part_out part_out part_out"),
    ("Date|Details|Income|Expenditure|Subs|Hall", "day words in out part_in part_out"),
    ("Date|Details|Receipt?|Method|Paid in|Paid out|Notes", "day words  account in out note"),
]
BODY = {"day": "3/4/2025", "words": "Tea", "who": "Tea", "number": "12", "kind": "Tea", "fund": "Main", "note": "x"}


@pytest.mark.parametrize(("headings", "roles"), HEADINGS)
def test_columns_are_guessed_by_their_headings(headings: str, roles: str) -> None:
    wanted = roles.split(" ")
    names = headings.split("|")
    rows = [names]
    for way in ("in", "out", "in", "out"):
        first = {**BODY, "account": "BACS"}
        cells = [first.get(role, "") for role in wanted]
        for at, role in enumerate(wanted):
            if role in (way, "amount", f"part_{way}", "balance") or (
                role == "out" and "part_in" not in wanted and way == "in" and "in" not in wanted
            ):
                cells[at] = "5.00" if role != "amount" or way == "in" else "-5.00"
            if names[at] == "Receipt?":
                cells[at] = "Y"
        rows.append(cells)
    found = guess(table("\n".join(",".join(row) for row in rows)), TODAY)
    assert found.roles == tuple(wanted)


def test_groups_above_the_headings_say_which_way_and_which_place() -> None:
    rows = open_table(as_csv(sheets.analysed(ONE)), "")
    found = guess(rows, TODAY)
    assert found.header == 2 and found.roles[4:8] == ("in", "part_in", "part_in", "part_in") and found.roles[8] == "out"
    places = take(
        open_table(as_csv(sheets.by_place(ONE)), ""), guess(open_table(as_csv(sheets.by_place(ONE)), ""), TODAY), TODAY
    )
    assert places.opening == {"Bank": 5000, "Cash": 1000} and len(places.moves) == 1


SIDES = """Our book
Receipts,,,Payments,,
Date,Details,Amount,Date,Details,Amount
1/4/2025,Subs,12.00,2/4/2025,Hall,9.50
,Raffle,3.00,5/4/2025,Tea,1.20
7/4/2025,Gift,20.00,,,
Total,,35.00,,,10.70
"""


def test_two_sides_are_read_one_below_the_other() -> None:
    found = read(SIDES)
    assert told(found) == [(4, 1200, ""), (5, 300, ""), (6, 2000, ""), (1004, -950, ""), (1005, -120, "")]
    assert [(line.words, line.day.day) for line in found.lines] == [
        ("Subs", 1),
        ("Raffle", 1),
        ("Gift", 7),
        ("Hall", 2),
        ("Tea", 5),
    ]
    assert [one.row for one in found.left_out] == [7, 1007] and not found.unread


@pytest.mark.parametrize(
    ("left", "right", "ways"),
    [
        ("Date,Details,Paid out", "Date,Details,Received", [-1200, -300, -2000, 950, 120]),
        ("Date,Item,£", "Date,Item,£", [1200, 300, 2000, -950, -120]),
        ("Date,Paid to,Payments", "Date,Received from,Receipts", [-1200, -300, -2000, 950, 120]),
    ],
)
def test_which_side_is_which_is_told_by_its_words_or_by_custom(left: str, right: str, ways: list[int]) -> None:
    headings = "Receipts,,,Payments,,\nDate,Details,Amount,Date,Details,Amount"
    text = SIDES.replace(headings, f"{left},{right}")
    assert [pence for _, pence, _ in told(read(text))] == ways


@pytest.mark.parametrize(
    "headings", ["Date,Details,Amount,Date paid,Cleared,Ref", "Date,Details,Amount,Date cleared,Note,Balance"]
)
def test_a_second_day_beside_the_first_makes_no_second_side(headings: str) -> None:
    rows = table(f"{headings}\n1/4/2025,Subs,12.00,3/4/2025,yes,12\n2/4/2025,Tea,-3.00,4/4/2025,yes,9\n").rows
    assert rows[0] == headings.split(",") and len(rows) == 3


@pytest.mark.parametrize(
    ("above", "places"),
    [
        ("Hill Street,,,,The cash book,", {"Bank", "Cash"}),
        ("Our cash book for 2025,,,,,", {"Bank", "Cash"}),
        ("Hill Street,,Barclays,,A/c two,", {"Barclays", "A/c two"}),
    ],
)
def test_a_title_is_no_group_and_a_name_above_the_same_headings_is(above: str, places: set[str]) -> None:
    named = "Barclays" not in places
    heads = f"Date,Details,{'Bank in,Bank out,Cash in,Cash out' if named else 'In,Out,In,Out'}"
    found = read(f"{above}\n{heads}\n1/4/2025,x,1.00,,,\n2/4/2025,y,,,,2.00\n")
    assert {line.account for line in found.lines} == places


NO_PAYMENTS = [
    (",,,,", ""),
    ("April 2025,,,,", "no amount"),
    ("1/4/2025,Balance b/f,,,50.00", "balance"),
    ("1/4/2025,Opening balance,50.00,,50.00", "balance"),
    (",Brought forward,50.00,,", "balance"),
    ("30/4/2025,c/f,,,50.00", "balance"),
    (",Totals,50.00,20.00,", "total"),
    ("30/4/2025,Total for April,50.00,20.00,", "total"),
    (",,50.00,20.00,", "looks like a total"),
    ("Date,Details,In,Out,Balance", "headings stand here again"),
    ("2/4/2025,Cheque spoilt,,,50.00", "no amount"),
]


@pytest.mark.parametrize(("row", "why"), NO_PAYMENTS)
def test_rows_that_are_no_payment_are_left_out_and_say_why(row: str, why: str) -> None:
    found = read(f"{HEAD}2/4/2025,Tea,,2.00,48.00\n{row}\n3/4/2025,Gift,5.00,,53.00\n")
    assert [line.pence for line in found.lines] == [-200, 500] and not found.unread
    assert not found.broken, "such a row breaks no balance"
    assert [one.row for one in found.left_out] == ([3] if why else [])
    assert all(why in one.sentence for one in found.left_out)


UNREAD = [
    ("31/2/2025,x,,2.00,", "“31/2/2025” is not a day"),
    ("2/4/2025,x,1.00,2.00,", "money in and money out at once"),
    ("2/4/2025,x,,two pounds,", "“two pounds” is not a figure"),
    ("2/4/2025,x,-2.00,,", "the money in has a minus"),
    ("2/4/2025,x,,1.999,", "more than two figures"),
    ("2/4/2025,x,,€5.00,", "not in pounds"),
    ("2/4/2025,tea, cake,,2.00,46.00", "is not a figure"),
]


@pytest.mark.parametrize(("row", "why"), UNREAD)
def test_rows_that_cannot_be_read_say_why_with_their_number(row: str, why: str) -> None:
    found = read(f"{HEAD}2/4/2025,Tea,,2.00,48.00\n{row}\n3/4/2025,Gift,5.00,,53.00\n")
    assert [one.row for one in found.unread] == [3] and why in found.unread[0].sentence
    assert [line.pence for line in found.lines] == [-200, 500]


def test_a_day_is_that_of_the_row_above_and_a_year_can_be_said() -> None:
    found = read(f"{HEAD}2/4/2025,Tea,,2.00,\n,Milk,,1.00,\nditto,Cake,,1.00,\n")
    assert [line.day.day for line in found.lines] == [2, 2, 2] and found.days_above == 2
    text = f"{HEAD}2-Apr,Tea,,2.00,\n3 Jan,Milk,,1.00,\n31/3,Cake,,1.00,\n"
    assert len(read(text).unread) == 3
    days = [line.day for line in read(text, begins=date(2025, 4, 1)).lines]
    assert days == [date(2025, 4, 2), date(2026, 1, 3), date(2026, 3, 31)]


def test_days_are_asked_about_only_where_the_order_of_rows_does_not_tell() -> None:
    text = f"{HEAD}5/4/2025,a,1,,\n6/4/2025,b,1,,\n2/5/2025,c,1,,\n"
    assert orders(table(text), guess(table(text), TODAY), TODAY) == ["dmy"]
    text = f"{HEAD}5/4/2025,a,1,,\n6/5/2025,b,1,,\n"
    assert orders(table(text), guess(table(text), TODAY), TODAY) == ["dmy", "mdy"]


def test_the_first_break_of_a_balance_is_told_whichever_way_round_the_rows_are() -> None:
    rows = ["1/4/2025,b/f,,,50.00", "2/4/2025,a,,2.00,48.00", "3/4/2025,b,5.00,,54.00", "4/4/2025,c,1.00,,55.00"]
    for lines in (rows, rows[::-1]):
        found = read(HEAD + "\n".join(lines))
        broken = found.broken[""]
        assert (broken.expected, broken.found) == (5300, 5400)
        assert found.closing == {"": 5500} and found.opening[""] == 5000


def test_a_balance_of_everything_together_is_known_as_such() -> None:
    found = take(
        open_table(as_csv(sheets.sorted_by_kind(ONE)), ""),
        guess(open_table(as_csv(sheets.sorted_by_kind(ONE)), ""), TODAY),
        TODAY,
    )
    assert found.closing == {ALL: sum(ONE.places.values())} and found.begun_with == 6_000 and not found.broken


def test_other_headings_can_be_chosen_and_a_sheet_without_any_is_guessed_by_what_stands_in_it() -> None:
    text = f"Date,Details,x\nnothing,here,at all\n{HEAD}2/4/2025,Tea,,2.00,\n"
    assert guess(table(text), TODAY).header == 2
    assert roles_under(table(text), 0, TODAY).header == 0
    bare = "2/4/2025,Tea,-2.00,48.00\n13/4/2025,Gift,5.00,53.00\n"
    found = read(bare)
    assert [line.pence for line in found.lines] == [-200, 500]
    assert guess(table("a,b\nc,d\n"), TODAY).roles == ("", "")


@pytest.mark.parametrize(
    ("roles", "says"),
    [
        (("", "words", "in"), "with the day"),
        (("day", "words", ""), "with the amount"),
        (("day", "day", "in"), "Two columns"),
        (("day", "in", "in"), "say the same amount"),
        (("day", "amount", "in"), "say the same amount"),
        (("day", "words", "part"), "say of each kind"),
    ],
)
def test_columns_that_make_no_sense_are_refused(roles: tuple[str, ...], says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        take(table("Date,In,In\n1/4/2025,2,3\n"), Shape(0, roles), TODAY)
    assert refused.value.field == "columns" or "same amount" in says


def test_sheets_are_listed_with_their_rows_and_numbered_as_in_the_sheet() -> None:
    data = as_workbook(sheets.plain(ONE), "2025-26", {"Notes": [["x"]], "Empty": []})
    assert list_sheets(data) == [("2025-26", 14), ("Notes", 1)]
    numbers = open_table(data, "2025-26").numbers
    assert numbers[:3] == [1, 3, 4], "row 2 is empty"
    with pytest.raises(Refused, match="no sheet of that name"):
        open_table(data, "2024-25")


BAD = [
    (b"", "empty"),
    (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    (b"1/4/26,x,2\n" * 100_000, "one year at a time"),
    (b"1/4/26,x,2\n" * (MOST_ROWS + 1), "one year at a time"),
    (b"%PDF-1.7", "That is a PDF"),
    (b"\x89PNG\r\n\x1a\n\x00", "That is a picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "of the old kind"),
    (b"Date,Amount\x00\x01\x02\n", "cannot be read as a spreadsheet"),
    (b"<html><table></table></html>", "web page"),
    (LAUGHS.encode(), "definitions of its own"),
    (a_zip("xl/workbook.xml", size=60 * 1024 * 1024), "larger inside"),
    (a_zip("xl/workbook.xml"), "cannot be read as a spreadsheet"),
    (a_zip("mimetype", "content.xml"), "another program"),
    (a_zip("book.csv"), "packed file"),
]


@pytest.mark.parametrize(("data", "says"), BAD, ids=lambda one: one[:20] if isinstance(one, str) else "")
def test_a_file_that_cannot_be_read_gets_a_sentence_at_once(data: bytes, says: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(Refused, match=says) as refused:
        list_sheets(data)
    assert refused.value.field == "file" and "bank" not in refused.value.sentence.lower().replace("bank statement", "")
    assert time.perf_counter() - begun < 2


def test_a_file_cut_short_or_spoilt_is_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(7)
    for write in (sheets.plain, sheets.signed, sheets.by_place, sheets.analysed, sheets.sorted_by_kind):
        for save in (as_csv, as_workbook):
            whole = save(write(ONE))
            for _ in range(examples(16, 400)):
                spoilt = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.5 else whole)
                for _ in range(chance.randrange(4)):
                    spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
                _read_or_refuse(bytes(spoilt))


def _read_or_refuse(data: bytes) -> None:
    try:
        for name, rows in list_sheets(data):
            found = open_table(data, name)
            assert len(found.rows) == rows
            read_lines = take(found, guess(found, TODAY, name), TODAY)
            assert all(line.pence == sum(part.pence for part in line.parts) != 0 for line in read_lines.lines)
    except Refused as refused:
        assert refused.sentence
