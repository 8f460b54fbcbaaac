"""The pages of what the bank says, from the file to the finished statement, and what is typed wrongly on the way."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from groupkit.bank.models import BankFile, BankLine, Reconciliation
from groupkit.ledger.models import Entry
from tests.browsing import form_of, post, text_of
from tests.builders import AGroup, count, sign_in_as

pytestmark = pytest.mark.usefixtures("at_noon")

LLOYDS = (
    "Transaction Date,Transaction Type,Sort Code,Account Number,"
    "Transaction Description,Debit Amount,Credit Amount,Balance\n"
    "05/05/2026,FPI,'30-90-90,12345678,A DONOR,,50.00,33.50\n"
    "02/05/2026,DEB,'30-90-90,12345678,TEA AND CAKE,2.00,,-16.50\n"
    "02/05/2026,DEB,'30-90-90,12345678,TEA AND CAKE,2.00,,-14.50\n"
    "01/05/2026,DD,'30-90-90,12345678,HALL TRUST 4411,12.50,,-12.50\n"
)
UNKNOWN = "When,What,Money\n01/05/2026,HALL TRUST,-12.50\n13/05/2026,A DONOR,50.00\n"


@pytest.fixture
def tamsin(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.tamsin)


def account_url(group: AGroup, client: FlaskClient, page: str) -> str:
    found = re.search(r'href="([^"]*/money/bank/\d+)/bring-in"', client.get(group.url("/money/bank/")).text)
    assert found
    return f"{found[1]}/{page}"


def send(client: FlaskClient, url: str, text: str, do: str = "look", **more: str) -> TestResponse:
    sent = form_of(client.get(url)) | {"do": do, "table": (BytesIO(text.encode()), "statement.csv")} | more
    return client.post(url, data=sent, content_type="multipart/form-data")


def again(client: FlaskClient, url: str, page: TestResponse, do: str = "take", **more: str) -> TestResponse:
    sent = {name: value for name, value in form_of(page).items() if name != "table"}
    return client.post(url, data=sent | {"do": do} | more, content_type="multipart/form-data")


def brought_in(group: AGroup, client: FlaskClient, text: str = LLOYDS) -> str:
    url = account_url(group, client, "bring-in")
    led = again(client, url, send(client, url, text))
    assert led.status_code == 302, text_of(led)
    return str(led.location)


def test_a_file_is_looked_at_first_and_nothing_is_kept_before(group: AGroup, tamsin: FlaskClient):
    url = account_url(group, tamsin, "bring-in")
    page = send(tamsin, url, LLOYDS)
    told = text_of(page)
    assert "Lloyds" in told and "4 new lines" in told.replace("Four", "4").replace("four", "4")
    assert count(BankLine, group=group) == 0
    led = again(tamsin, url, page)
    assert led.location.endswith("/lines")
    assert count(BankLine, group=group) == 4
    assert count(Entry, group=group) == 0
    assert again(tamsin, url, page).location == led.location, "pressed twice, brought in once"
    assert count(BankFile, group=group) == 1


def test_the_same_file_again_is_nothing_new(group: AGroup, tamsin: FlaskClient):
    brought_in(group, tamsin)
    page = send(tamsin, account_url(group, tamsin, "bring-in"), LLOYDS)
    assert "Nothing new" in text_of(page)
    assert 'value="take"' not in page.text


def test_a_file_nobody_knows_asks_for_its_columns_and_remembers(group: AGroup, tamsin: FlaskClient):
    url = account_url(group, tamsin, "bring-in")
    page = send(tamsin, url, UNKNOWN)
    assert "What is in which column?" in text_of(page)
    wrong = again(tamsin, url, page, do="look", day="")
    assert "Choose the column with the day" in text_of(wrong)
    led = again(tamsin, url, again(tamsin, url, page, do="look", day="0", words="1", amount="2"))
    assert led.status_code == 302
    assert count(BankLine, group=group) == 2
    later = send(tamsin, url, UNKNOWN.replace("13/05", "14/05"))
    assert form_of(later)["amount"] == "2"


@pytest.mark.parametrize("bad", ["", "\x00\x01\x02", "%PDF-1.4", "<html><table></table></html>", "PK\x03\x04 no zip"])
def test_what_is_no_statement_is_told_kindly(group: AGroup, tamsin: FlaskClient, bad: str):
    page = send(tamsin, account_url(group, tamsin, "bring-in"), bad)
    assert page.status_code == 200 and "Worth another look" in text_of(page)
    assert count(BankLine, group=group) == 0


def rows(page: TestResponse) -> list[int]:
    return [int(found) for found in re.findall(r'name="what_(\d+)"', page.text)]


def option(page: TestResponse, row: int, words: str) -> str:
    select = re.search(rf'<select[^>]*name="what_{row}".*?</select>', page.text, re.S)
    found = re.search(rf'value="([^"]+)">[^<]*{words}', select[0] if select else "")
    assert found, words
    return found[1]


def test_twenty_lines_at_once_as_quick_as_a_spreadsheet(group: AGroup, tamsin: FlaskClient):
    url = brought_in(group, tamsin)
    page = tamsin.get(url)
    first, second, third, donor = rows(page)
    room, tea = option(page, first, "Room hire"), option(page, second, "Refreshments")
    answer = post(
        tamsin,
        url,
        **{
            f"what_{first}": room,
            f"what_{second}": tea,
            f"what_{third}": tea,
            f"what_{donor}": option(page, donor, "Donations"),
        },
    )
    assert answer.status_code == 302
    assert count(Entry, group=group) == 4
    assert "Nothing is waiting" in text_of(tamsin.get(url))
    told = text_of(tamsin.get(group.url("/money/book")))
    assert "Hall Trust" in told and "£33.50" in told


def test_what_is_left_for_later_waits_and_what_was_typed_stays(group: AGroup, tamsin: FlaskClient):
    url = brought_in(group, tamsin)
    page = tamsin.get(url)
    first = rows(page)[0]
    bad = post(tamsin, url, **{f"what_{first}": "c999999", f"payee_{first}": "The Hall"})
    assert bad.status_code == 200 and "The Hall" in bad.text
    assert count(Entry, group=group) == 0
    assert "All left for later" in text_of(tamsin.get(post(tamsin, url).location))


def test_several_things_are_written_on_their_own_page_and_then_matched(group: AGroup, tamsin: FlaskClient):
    url = brought_in(group, tamsin)
    link = re.search(r'href="([^"]*/money/payments/new[^"]*)"', tamsin.get(url).text)
    assert link
    filled = form_of(tamsin.get(link[1].replace("&amp;", "&")))
    assert (filled["amount"], filled["day"]) == ("12.50", "1 May 2026")


def test_several_things_open_beside_the_page_so_that_what_was_typed_stays(group: AGroup, tamsin: FlaskClient):
    page = tamsin.get(brought_in(group, tamsin)).text
    links = re.findall(r"<a [^>]*>Several things at once.*?</a>", page)
    assert links and all('target="_blank"' in link and "(opens beside this page)" in link for link in links)


def statement(group: AGroup, client: FlaskClient, pence: str, until: str = "31/05/2026", **more: str) -> TestResponse:
    return post(client, account_url(group, client, "reconcile"), until=until, pence=pence, **more)


def test_a_statement_is_ticked_off_finished_and_seen(group: AGroup, tamsin: FlaskClient):
    url = brought_in(group, tamsin)
    page = tamsin.get(url)
    post(tamsin, url, **{f"what_{row}": option(page, row, "Other money") for row in rows(page)})
    led = statement(group, tamsin, "33.50")
    ticks = tamsin.get(led.location)
    assert ticks.text.count(" checked") == 4, "what the bank's file showed is ticked already"
    assert "Left over £0.00" in text_of(ticks)
    sent = form_of(ticks)
    every = re.findall(r'name="ticked"[^>]*value="(\d+)"', ticks.text)
    part = tamsin.post(led.location, data={**sent, "ticked": every[:3], "do": "finish"})
    assert "still left over" in text_of(part)
    done = tamsin.post(led.location, data={**sent, "ticked": every, "do": "finish"})
    assert done.status_code == 302
    shown = tamsin.get(done.location)
    assert "I have held it against the statement" not in text_of(shown)
    bea = sign_in_as(tamsin.application.test_client(), group.bea)
    assert "I have held it against the statement" in text_of(bea.get(done.location))
    post(bea, f"{done.location}/see")
    assert "Seen by a second person Bea" in text_of(bea.get(done.location))
    assert "Bea" in text_of(bea.get(group.url("/money/bank/")))


def test_an_overdrawn_account_and_days_that_do_not_work(group: AGroup, tamsin: FlaskClient):
    assert "has not come" in text_of(statement(group, tamsin, "1.00", until="31/12/2026"))
    assert "Write the amount" in text_of(statement(group, tamsin, "x"))
    led = statement(group, tamsin, "12.00", overdrawn="y")
    assert "−£12.00" in text_of(tamsin.get(led.location))
    assert "Carry on ticking off" in text_of(tamsin.get(group.url("/money/bank/")))
    assert count(Reconciliation, group=group) == 1
    post(tamsin, f"{led.location.removesuffix('/tick')}/set-aside")
    assert "Begun, and set aside" in text_of(tamsin.get(led.location.removesuffix("/tick")))


def test_a_file_is_taken_back_after_showing_what_goes(group: AGroup, tamsin: FlaskClient):
    url = brought_in(group, tamsin)
    page = tamsin.get(url)
    first = rows(page)[0]
    post(tamsin, url, **{f"what_{first}": option(page, first, "Room hire")})
    back = re.search(r'href="([^"]*/take-back)"', tamsin.get(group.url("/money/bank/")).text)
    assert back
    told = text_of(tamsin.get(back[1]))
    assert "made void: 2026-27/P001" in told and "not in the cash book yet" in told
    assert "Write in a few words why" in text_of(post(tamsin, back[1], reason=""))
    assert post(tamsin, back[1], reason="wrong account").status_code == 302
    assert "taken back" in text_of(tamsin.get(group.url("/money/bank/")))


def test_rules_are_seen_made_and_stopped(group: AGroup, tamsin: FlaskClient):
    new = group.url("/money/bank/rules/new")
    offered = dict(re.findall(r'<option value="([^"]+)">([^<]+)', tamsin.get(new).text))
    room = next(value for value, words in offered.items() if words.startswith("Room hire"))
    general = next(value for value, words in offered.items() if words == "General")
    assert "three letters" in text_of(post(tamsin, new, contains="ab", category=room, fund=general))
    post(tamsin, new, contains="hall", payee="The Hall", category=room, fund=general)
    page = tamsin.get(group.url("/money/bank/rules"))
    assert "The Hall" in text_of(page)
    lines = tamsin.get(brought_in(group, tamsin))
    assert "your rule “hall”" in text_of(lines)
    stop = re.search(r'href="([^"]*/stop)"', page.text)
    assert stop
    post(tamsin, stop[1])
    assert "The Hall" not in text_of(tamsin.get(group.url("/money/bank/rules")))
