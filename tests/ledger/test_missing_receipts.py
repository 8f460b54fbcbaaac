"""Payments without a receipt: which they are, what happens when one is lost, and the list on its page."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
from flask import Flask
from flask.testing import FlaskClient

from groupkit.accounts.queries import ledger as as_the_report_reads
from groupkit.history import check as check_history
from groupkit.ledger import operations, queries
from groupkit.ledger.checks.receipts import check as check_receipts
from groupkit.ledger.models import LostReceipt
from groupkit.ledger.queries import PaidIn
from tests.browsing import links_of, post, text_of
from tests.builders import AGroup, count, in_books_of, sign_in_as
from tests.ledger import books
from tests.ledger.desk import PICTURE, TODAY, Desk, changes, refused

LIST = "/money/receipts/missing"
WHY = "left on the bus"


def missing(paid: PaidIn = PaidIn()) -> list[tuple[str, int]]:  # noqa: B008 (it is frozen)
    return [(one.code, one.pence) for one in queries.without_receipt(paid)]


def test_only_payments_that_stand_and_have_no_picture(desk: Desk) -> None:
    plain, attached, slip, void = desk.pay(100), desk.pay(200), desk.pay(300), desk.pay(400)
    desk.take(500)
    desk.move(600)
    desk.refund(50)
    split = desk.pay(700, parts=[desk.part(300), desk.part(400, fund=desk.outing)])
    operations.attach_receipt(attached, PICTURE, desk.by)
    desk.correct(slip, desk.paid(350))
    desk.void(void)
    assert missing() == [(one.reference[-4:], pence) for one, pence in ((plain, 100), (split, 700), (slip, 350))]
    assert missing(PaidIn(fund=desk.outing)) == [("P005", 700)]
    assert queries.count_without_receipt(PaidIn()) == (3, 1150)
    assert queries.count_without_receipt(PaidIn(fund=desk.grant)) == (0, 0)
    assert missing(PaidIn(TODAY + timedelta(days=1))) == missing(PaidIn(last=TODAY - timedelta(days=1))) == []
    receipt = queries.receipts_of(attached.id)[0]
    row = queries.receipt(receipt.id)
    assert row is not None
    operations.cover_receipt(attached, row, PICTURE, "an address", desk.by)
    assert "P002" not in dict(missing())


def test_pages_of_them_come_one_after_another(desk: Desk) -> None:
    for pence in range(1, 8):
        desk.pay(pence, day=TODAY - timedelta(days=pence % 3))
    found, after = [], None
    while page := queries.without_receipt(PaidIn(), after, 3):
        found += [one.pence for one in page]
        after = page[-1].day, page[-1].transaction_id
    assert found == [pence for _, pence in missing()] and len(found) == 7


def test_a_lost_receipt_needs_two(desk: Desk) -> None:
    entry, carys, bea = desk.pay(100), desk.others["carys"], desk.others["bea"]
    refused(lambda: operations.vouch_lost(entry, bea), None, "Nobody has written down")
    refused(lambda: operations.note_lost(entry, "", desk.by), "why", "what became of it")
    operations.note_lost(entry, WHY, desk.by)
    assert (desk.told().what, desk.told().subject) == ("wrote down that a receipt is lost", entry.reference)
    assert "private" in changes(desk.told())["why"] and WHY not in desk.told().body
    assert missing() == [("P001", 100)]
    refused(lambda: operations.note_lost(entry, WHY, carys), None, "stands here already")
    refused(lambda: operations.vouch_lost(entry, desk.by), None, "Somebody else")
    operations.vouch_lost(entry, bea)
    assert desk.told().what == "vouched for a payment without its receipt"
    refused(lambda: operations.vouch_lost(entry, carys), None, "already")
    assert missing() == [] and as_the_report_reads.without_receipt(PaidIn()) == []
    assert list(check_history()) == []


def test_the_check_notices_who_said_it_and_who_did_not(desk: Desk) -> None:
    entry = desk.pay(100)
    row = operations.note_lost(entry, WHY, desk.by)
    assert list(check_receipts()) == []
    row.seen_by_no = desk.by.person_no
    desk_says = [f"Who said that the receipt of {entry.reference} is lost is not what the history tells"]
    assert list(check_receipts()) == desk_says
    row.seen_by_no = None
    operations.vouch_lost(entry, desk.others["bea"])
    assert list(check_receipts()) == []
    row.said_by_no = 99
    assert list(check_receipts()) == desk_says


def test_what_has_no_lost_receipt(desk: Desk) -> None:
    attached, void = desk.pay(100), desk.pay(200)
    operations.attach_receipt(attached, PICTURE, desk.by)
    desk.void(void)
    refused(lambda: operations.note_lost(attached, WHY, desk.by), None, "has a receipt here already")
    for entry in (void, desk.take(300), desk.move(50)):
        refused(lambda entry=entry: operations.note_lost(entry, WHY, desk.by), None, "Only money that went out")


def test_a_payment_written_again_under_another_number_takes_it_along(desk: Desk) -> None:
    entry = desk.pay(100)
    operations.note_lost(entry, WHY, desk.by)
    operations.vouch_lost(entry, desk.others["bea"])
    again = desk.correct(entry, day=date(2026, 3, 1))
    assert again.id != entry.id and missing() == []
    assert list(check_receipts()) == []
    told = queries.lost_told(again.id)
    assert told is not None and (told.why, told.by_no) == (WHY, desk.by.person_no)


def test_the_page_and_who_sees_what(app: Flask, client: FlaskClient, group: AGroup) -> None:
    named = books.a_year(group)
    tamsin = sign_in_as(client, group.tamsin)
    page = tamsin.get(group.url(LIST))
    words = text_of(page)
    assert words.index("2025-26/P001") < words.index(named["below"]) and "Corner shop" in words and "days ago" in words
    assert group.url(f"/money/entries/{named['milk']}/receipts/new") in links_of(page)
    assert named["void"] not in words.split("What to do", 1)[1]
    with books.counted(app) as asked:
        tamsin.get(group.url(LIST))
    assert len(asked) <= 12, "\n".join(one[:150] for one in asked)
    for who in ("femi", "mo"):
        assert sign_in_as(client, group.people[who]).get(group.url(LIST)).status_code == 403


def test_the_page_is_narrowed_down_and_taken_away(client: FlaskClient, group: AGroup) -> None:
    named, known = books.a_year(group), books.ids(group)
    tamsin = sign_in_as(client, group.tamsin)
    narrowed = f"?year=2025-26&fund={known['fund Starter grant']}"
    words = text_of(tamsin.get(group.url(LIST + narrowed)))
    assert named["split"] in words and "Corner shop" not in words and named["below"] not in words
    assert "Every payment like that has its receipt" in text_of(
        tamsin.get(group.url(f"{LIST}?year=2025-26&fund={known['fund General']}&after=2100-01-01.1"))
    )
    assert "Choose one of these" in text_of(tamsin.get(group.url(f"{LIST}?year=1900&fund=x")))
    book = openpyxl.load_workbook(BytesIO(tamsin.get(group.url(f"{LIST}/workbook{narrowed}")).data), data_only=True)
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert named["split"] in cells and "Financial year: 2025-26" in cells and "Fund: Starter grant" in cells
    assert named["below"] not in cells


def test_what_was_paid_before_the_book_was_closed_is_shown_when_asked_for(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    with in_books_of(group):
        old, *_, new = queries.without_receipt(PaidIn())
        operations.settle_book(old.day, "looked at", group.tamsin.actor)
    tamsin = sign_in_as(client, group.tamsin)
    usual = text_of(tamsin.get(group.url(LIST)))
    assert "Since the book was closed" in usual and new.reference in usual and old.reference not in usual
    for asked in ("every", old.year):
        assert old.reference in text_of(tamsin.get(group.url(f"{LIST}?year={asked}")))
    book = openpyxl.load_workbook(BytesIO(tamsin.get(group.url(f"{LIST}/workbook")).data), data_only=True)
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert new.reference in cells and old.reference not in cells
    assert any(str(cell).startswith("Paid since") for cell in cells)
    with in_books_of(group):
        operations.settle_book(new.day, "all of it", group.tamsin.actor)
    assert "those that are closed too" in text_of(tamsin.get(group.url(LIST)))


def test_two_people_stand_for_it_on_the_pages(client: FlaskClient, group: AGroup) -> None:
    named = books.a_year(group)
    entry = group.url(f"/money/entries/{named['milk']}")
    tamsin = sign_in_as(client, group.tamsin)
    assert "Write in a few words what became of it" in text_of(post(tamsin, f"{entry}/receipts/lost", why=" "))
    assert post(tamsin, f"{entry}/receipts/lost", why=WHY).status_code == 302
    assert "Somebody else has to vouch" in text_of(post(tamsin, f"{entry}/receipts/lost/vouch"))
    assert f"Lost: {WHY}" in text_of(tamsin.get(group.url(LIST)))
    bea = sign_in_as(client, group.bea)
    assert "A second person has not vouched" in text_of(bea.get(entry))
    assert WHY in text_of(bea.get(f"{entry}/receipts/lost/vouch"))
    assert post(bea, f"{entry}/receipts/lost/vouch").status_code == 302
    told = text_of(bea.get(entry))
    assert "two of you stand for this payment" in told and "Vouched for it without its receipt" in told
    assert bea.get(f"{entry}/receipts/lost/vouch").status_code == 302
    assert named["milk"] not in text_of(bea.get(group.url(LIST)))
    assert count(LostReceipt, group=group) == 1


def test_when_every_payment_has_its_receipt(client: FlaskClient, group: AGroup) -> None:
    by = group.tamsin.actor
    reference = books.pay(group, books.first_day(), 1000, "Hall Trust", "Room hire")
    with in_books_of(group):
        operations.attach_receipt(books.entry_of(reference), PICTURE, by)
    assert "Every payment has its receipt" in text_of(sign_in_as(client, group.tamsin).get(group.url(LIST)))
