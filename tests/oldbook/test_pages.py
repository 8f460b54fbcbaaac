"""The pages of bringing in an old cash book, from the file to taking it back, and what is typed wrongly on the way."""

import re
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from groupkit.ledger.models import Account, Entry, Fund
from groupkit.ledger.operations import settle_book
from groupkit.oldbook.models import OldBook, OldBookDraft
from tests.browsing import form_of, post, text_of
from tests.builders import AGroup, count, in_books_of, sign_in_as
from tests.ledger.books import counted
from tests.oldbook import sheets
from tests.oldbook.sheets import as_csv, as_workbook
from tests.oldbook.test_bringing_in import ONE

pytestmark = pytest.mark.usefixtures("at_noon")
AT = "/money/old-book"
SHEET = as_workbook(sheets.sorted_by_kind(ONE), "2025-26", {"Older": sheets.signed(ONE)})
PLAIN = as_csv(
    [
        ["When", "Text", "Money"],
        ["5/4/2025", "Hall Trust", "-2.00"],
        ["6/5/2025", "Mrs Jones", "9.00"],
        ["7/5/2025", "", "x"],
    ]
)


@pytest.fixture
def tamsin(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.tamsin)


def send(group: AGroup, client: FlaskClient, data: bytes, name: str = "old.xlsx") -> TestResponse:
    url = group.url(f"{AT}/new")
    sent = form_of(client.get(url)) | {"table": (BytesIO(data), name)}
    return client.post(url, data=sent, content_type="multipart/form-data")


def walk(group: AGroup, client: FlaskClient, data: bytes, **said: dict[str, str]) -> TestResponse:
    """Every step as it is offered but for what is said of it; ends on the last look."""
    led = send(group, client, data).location
    while not led.endswith("/look"):
        if (away := client.get(led)).status_code == 302:
            led = away.location
            continue
        step = led.partition("?")[0].rpartition("/")[2]
        answer = post(client, led, **({"do": "on"} | said.get(step, {})))
        assert answer.status_code == 302, text_of(answer)
        led = answer.location
    return client.get(led)


def test_from_the_empty_book_to_the_old_one_and_back(group: AGroup, tamsin: FlaskClient):
    empty = tamsin.get(group.url("/money/book"))
    assert f'{group.url(AT)}/">Bring in your old cash book' in empty.text
    assert "Bring in your old cash book" in text_of(tamsin.get(group.url("/money/setting-up")))
    beginning = {"account_0": "50", "account_1": "10.00", "fund_0": "60.00"}
    page = walk(group, tamsin, SHEET, beginning=beginning)
    told = text_of(page)
    assert "2 lines of money in" in told and "1 move between places" in told and "the fund Lottery" in told
    assert "Bank begins with £50.00 on 1 Apr 2025" in told
    assert "All together : the book will say £465.50. Your sheet says the same. agrees" in told
    assert count(Entry, group=group) == 0 and count(Fund, group=group) == 1, "nothing is kept before somebody says so"
    led = post(tamsin, group.url(f"{AT}/new/look"))
    assert led.status_code == 302 and count(Entry, group=group) == 7
    shown = text_of(tamsin.get(led.location))
    assert "7 lines brought in" in shown and "what was there at the start" in shown and "by Tamsin" in shown
    assert "The next sheet of it is Older" in shown
    post(tamsin, group.url(f"{AT}/new/set-aside"))
    assert count(OldBookDraft, group=group) == 0
    back = f"{led.location}/take-back"
    assert "7 lines of the cash book will be made void" in text_of(tamsin.get(back))
    assert "Write in a few words why" in text_of(post(tamsin, back, reason=""))
    done = post(tamsin, back, reason="the wrong year")
    assert "Taken back" in text_of(tamsin.get(done.location))
    assert "taken back" in text_of(tamsin.get(group.url(f"{AT}/")))
    assert "has been taken back already" in text_of(tamsin.get(back))


def test_pressed_twice_it_is_brought_in_once(group: AGroup, tamsin: FlaskClient):
    page = walk(group, tamsin, SHEET)
    url, sent = group.url(f"{AT}/new/look"), form_of(page)
    first, second = (tamsin.post(url, data=sent) for _ in range(2))
    assert first.location == second.location
    assert count(OldBook, group=group) == 1


def test_another_sheet_of_the_file_can_be_chosen(group: AGroup, tamsin: FlaskClient):
    led = send(group, tamsin, SHEET)
    assert led.location.endswith("/sheet")
    page = tamsin.get(led.location)
    assert "2025-26, 8 rows" in text_of(page) and "Older, 7 rows" in text_of(page)
    assert "Choose one of these" in text_of(post(tamsin, led.location, sheet="7"))
    post(tamsin, led.location, sheet="1")
    assert "no. 101" in text_of(tamsin.get(group.url(f"{AT}/new/columns")))


def test_columns_nobody_could_guess_are_asked_for_and_days_too(group: AGroup, tamsin: FlaskClient):
    url = send(group, tamsin, PLAIN, "old.csv").location
    page = tamsin.get(url)
    assert "Choose how days are written" in text_of(page) or "with the day" in text_of(page)
    assert 'value="on"' not in page.text, "there is nothing yet that is right"
    again = post(tamsin, url, header="0", do="look")
    assert "What is in When" in text_of(again)
    sent = form_of(again) | {"role_0": "day", "role_1": "words", "role_2": "amount", "do": "look"}
    asked = tamsin.post(url, data=sent)
    assert "Choose how days are written" in text_of(asked) and form_of(asked)["role_2"] == "amount"
    looked = tamsin.post(url, data=form_of(asked) | {"order": "dmy", "do": "look"})
    told = text_of(looked)
    assert "5 Apr 2025" in told and "Hall Trust" in told and "Row 4: “x” is not a figure" in told
    led = tamsin.post(url, data=form_of(looked) | {"do": "on"})
    assert led.location.endswith("/places")
    assert form_of(tamsin.get(url))["role_1"] == "words", "it is kept"


def test_a_sheet_may_have_no_headings_at_all(group: AGroup, tamsin: FlaskClient):
    rows = [["15/4/2025", "Hall Trust", "-2.00"], ["16/4/2025", "Mrs Jones", "9.00"]]
    url = send(group, tamsin, as_csv(rows), "old.csv").location
    page = tamsin.get(url)
    assert form_of(page)["header"] == "none" and "How it is read: 2 lines" in text_of(page)
    assert "Row 2" in text_of(post(tamsin, url, header="1")) and post(tamsin, url, do="on").status_code == 302


def test_an_unknown_place_is_asked_for_and_kept_as_typed(group: AGroup, tamsin: FlaskClient):
    rows = [["Date", "What", "Account", "In", "Out"], ["13/5/2025", "Hall", "Auntie", "", "5"]]
    url = send(group, tamsin, as_csv(rows)).location
    led = post(tamsin, url, do="on").location
    bad = post(tamsin, led)
    assert "Choose which account it is" in text_of(bad) and count(Account, group=group) == 2
    for wrong in ("a999999", "new:tin:Somebody else’s"):
        assert "Choose one of these" in text_of(post(tamsin, led, account_0=wrong))
    post(tamsin, led, account_0="new:tin:Auntie")
    page = walk_on(group, tamsin)
    assert "the account Auntie" in text_of(page)


def walk_on(group: AGroup, client: FlaskClient) -> TestResponse:
    led = group.url(f"{AT}/new/kinds")
    while not led.endswith("/look"):
        away = client.get(led)
        led = away.location if away.status_code == 302 else post(client, led, do="on").location
    return client.get(led)


def test_many_kinds_stand_on_several_pages_and_each_is_kept(group: AGroup, tamsin: FlaskClient):
    rows = [["Date", "What", "In", "Out"]] + [[f"{1 + n % 28}/5/2025", "w" * (n + 1), "", "1.00"] for n in range(30)]
    walk(group, tamsin, as_csv(rows), columns={"order": "dmy"})
    url = group.url(f"{AT}/new/kinds")
    page = tamsin.get(url)
    assert "Page 1 of 2" in text_of(page) and "see the next 5" in text_of(page)
    room = dict(re.findall(r'value="(c\d+)">([^<]+)', page.text))
    code = next(value for value, words in room.items() if words == "Room hire")
    second = post(tamsin, url, kind_0=code, do="more").location
    assert second.endswith("page=2")
    assert post(tamsin, second, kind_0="out").location.endswith("/beginning")
    assert form_of(tamsin.get(url))["kind_0"] == code
    assert "1 line is left out because you said so" in text_of(walk_on(group, tamsin))
    assert tamsin.get(f"{url}?page=x").status_code == tamsin.get(f"{url}?page=99").status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"account_0": "x"}, "Write the amount in figures"),
        ({"account_0": "5"}, "the places have £5.00 more"),
        ({"day": "4 May 2025"}, "The first line is of 3 April 2025"),
        ({"day": "soon"}, "Write the day"),
    ],
)
def test_a_beginning_that_cannot_be_keeps_what_was_typed(
    group: AGroup, tamsin: FlaskClient, typed: dict[str, str], says: str
):
    walk(group, tamsin, SHEET)
    page = post(tamsin, group.url(f"{AT}/new/beginning"), **typed)
    name, value = next(iter(typed.items()))
    assert says in text_of(page) and form_of(page)[name] == value


def test_overdrawn_is_written_with_a_minus(group: AGroup, tamsin: FlaskClient):
    walk(group, tamsin, SHEET, beginning={"account_0": "-5.00", "account_1": "1.00", "fund_0": "−4"})
    post(tamsin, group.url(f"{AT}/new/look"))
    assert "£401.50" in text_of(tamsin.get(group.url("/money/balances")))


def test_the_same_file_again_is_nothing_new_and_a_later_opening_is_asked_about(group: AGroup, tamsin: FlaskClient):
    opening = group.url("/money/opening/new")
    account = re.search(r'value="(\d+)"[^>]*>\s*<span>Bank', tamsin.get(opening).text)
    post(tamsin, opening, day="1/4/2026", amount="453.50", **({"account": account[1]} if account else {}))
    sheet = as_csv(sheets.sorted_by_kind(ONE))
    walk_to = group.url(f"{AT}/new/beginning")
    with pytest.raises(AssertionError, match="Tick that 2026-27/B001 goes"):
        walk(group, tamsin, sheet)
    post(tamsin, walk_to, account_0="50", account_1="10", fund_0="60", replace_0="y")
    told = text_of(tamsin.get(group.url(f"{AT}/new/look")))
    assert "2026-27/B001 goes: it said £453.50 on 1 Apr 2026. The old book comes to the same" in told
    post(tamsin, group.url(f"{AT}/new/look"))
    page = walk(group, tamsin, sheet)
    assert "Nothing new" in text_of(page) and "6 rows of this sheet were brought in before" in text_of(page)
    assert "Bring in 0" not in page.text


def test_what_looks_known_can_be_ticked_and_a_grant_below_nought_asks_once(group: AGroup, tamsin: FlaskClient):
    rows = [["Date", "What", "In", "Out", "Fund", "Kind"]]
    rows += [[f"{n}/5/2025", "x", "", "2.00", "Choir", "Hall"] for n in (13, 14)]
    walk(group, tamsin, as_csv(rows))
    url = group.url(f"{AT}/new/look")
    asked = post(tamsin, url)
    assert "leaves Choir at −£2.00" in text_of(asked) and count(Entry, group=group) == 0
    post(tamsin, url, below_zero="it came in June")
    assert count(Entry, group=group) == 2
    rows.append(["15/5/2025", "y", "", "3.00", "Choir", "Hall"])
    page = walk(group, tamsin, as_csv(rows))
    assert "2 lines that look as if they stood in the book" in text_of(page)
    post(tamsin, url, also="2", below_zero="so it is")
    assert count(Entry, group=group) == 4


@pytest.mark.parametrize("bad", [b"", b"%PDF-1.4", b"PK\x03\x04 no zip", b"1,x\n" * 20_001])
def test_what_is_no_cash_book_is_told_kindly(group: AGroup, tamsin: FlaskClient, bad: bytes):
    page = send(group, tamsin, bad)
    assert page.status_code == 200 and "Worth another look" in text_of(page)
    assert count(OldBookDraft, group=group) == 0


def test_set_aside_and_nothing_in_hand(group: AGroup, tamsin: FlaskClient):
    walk(group, tamsin, SHEET)
    assert tamsin.get(group.url(f"{AT}/new")).location.endswith(f"{AT}/"), "one at a time"
    assert "You have begun with a spreadsheet" in text_of(tamsin.get(group.url(f"{AT}/")))
    post(tamsin, group.url(f"{AT}/new/set-aside"))
    for step in ("sheet", "columns", "places", "kinds", "beginning", "look", "set-aside"):
        assert tamsin.get(group.url(f"{AT}/new/{step}")).location.endswith(f"{AT}/"), step
    assert tamsin.get(group.url(f"{AT}/1")).status_code == 404


def test_the_second_of_two_people_is_told(group: AGroup, tamsin: FlaskClient):
    walk(group, tamsin, SHEET)
    url = group.url(f"{AT}/new/kinds")
    late = form_of(tamsin.get(url))
    post(tamsin, url, rest_in="out")
    assert "Somebody else went on with this spreadsheet" in text_of(tamsin.post(url, data=late | {"rest_in": "out"}))


def test_each_page_asks_the_database_a_dozen_times_at_most(group: AGroup, tamsin: FlaskClient):
    many = [["Date", "What", "In", "Out", "Category"]]
    many += [[f"{1 + n % 28}/{1 + n % 12}/2025", f"w{n}", "", "1.00", f"kind {n}"] for n in range(300)]
    walk(group, tamsin, as_csv(many))
    steps = [group.url(f"{AT}/new/{step}") for step in ("columns", "places", "kinds", "beginning", "look")]
    assert max(_asked(tamsin, url) for url in steps) <= 12
    led = post(tamsin, steps[-1]).location
    assert max(_asked(tamsin, url) for url in (led, f"{led}/take-back", group.url(f"{AT}/"))) <= 12


def _asked(client: FlaskClient, url: str) -> int:
    """How many questions a page asks."""
    with counted(client.application) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_a_book_with_two_sides_says_how_its_rows_are_called(group: AGroup, tamsin: FlaskClient):
    head = b"Receipts,,,Payments,,\nDate,Details,Amount,Date,Details,Amount\n"
    led = send(group, tamsin, head + b"13/4/2025,Subs,12.00,20/4/2025,Hall,9.50\n", "book.csv").location
    words = text_of(tamsin.get(led))
    assert "row 5 on the right is called row 1,005 here" in words and "How it is read: 2 lines" in words


SIDES = b"Receipts,,,Payments,,\nDate,Details,Amount,Date,Details,Amount\n13/4/2025,Subs,12.00,20/4/2025,Hall,9.50\n"


def test_somebody_can_say_that_these_are_not_two_sides_and_take_it_back(group: AGroup, tamsin: FlaskClient):
    url = send(group, tamsin, SIDES, "book.csv").location
    stale = tamsin.post(url, data=form_of(tamsin.get(url)) | {"one_table": "y", "do": "on"})
    assert stale.status_code == 200, "what was not looked at is not gone on with"
    assert "Two columns are “The day”" in text_of(stale) and "called row 1,005" not in text_of(stale)
    sent = form_of(stale)
    assert (sent["one_table"], sent["was_one"], sent["role_3"]) == ("y", "y", "day")
    only_left = sent | {f"role_{place}": "" for place in (3, 4, 5)} | {"do": "look"}
    looked = tamsin.post(url, data=only_left)
    assert "How it is read: 1 line" in text_of(looked)
    assert tamsin.post(url, data=form_of(looked) | {"do": "on"}).location.endswith("/places")
    kept = form_of(tamsin.get(url))
    assert kept["one_table"] == "y" and kept["role_5"] == "", "it is kept"
    again = tamsin.post(url, data={name: value for name, value in kept.items() if name != "one_table"} | {"do": "look"})
    assert "called row 1,005" in text_of(again) and "How it is read: 2 lines" in text_of(again)
    assert "one_table" not in form_of(again)


def test_a_sheet_with_one_side_is_not_asked_about_two(group: AGroup, tamsin: FlaskClient):
    assert "not two sides" not in text_of(tamsin.get(send(group, tamsin, PLAIN, "old.csv").location))


def settle(group: AGroup, until: date) -> None:
    with in_books_of(group):
        settle_book(until, "the examiner has seen it", group.tamsin.actor)


def test_where_every_line_is_settled_the_first_and_the_last_page_say_so(group: AGroup, tamsin: FlaskClient):
    settle(group, date(2025, 4, 30))
    url, says = send(group, tamsin, SIDES, "book.csv").location, "Every line is of 30 Apr 2025 or before"
    first = text_of(tamsin.get(url))
    assert "Nothing can be brought in" in first and says in first
    post(tamsin, group.url(f"{AT}/new/set-aside"))
    last = text_of(walk(group, tamsin, SIDES))
    assert "Nothing can be brought in" in last and says in last and "Nothing new" not in last


def test_where_no_line_can_be_brought_in_the_last_page_does_not_say_nothing_new(group: AGroup, tamsin: FlaskClient):
    settle(group, date(2025, 4, 15))
    rows = as_csv([["Date", "What", "In", "Out"], ["13/4/2025", "Subs", "12.00", ""], ["14/11/2027", "x", "1.00", ""]])
    first = text_of(tamsin.get(send(group, tamsin, rows, "book.csv").location))
    assert "Nothing can be brought in" not in first, "not every line is settled"
    post(tamsin, group.url(f"{AT}/new/set-aside"))
    last = text_of(walk(group, tamsin, rows))
    assert "No line of this sheet can be brought in" in last and "Nothing new" not in last
