"""The pages of payments, claims and counts, as people use them."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from groupkit import dates
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.ledger import queries as book
from groupkit.ledger.models import Entry
from groupkit.payments.models import PaymentRequest
from tests import builders
from tests.browsing import post, text_of
from tests.builders import AGroup, in_books_of
from tests.payments.desk import BILL, Table


def go(app: Flask, group: AGroup, who: str) -> FlaskClient:
    return builders.sign_in_as(app.test_client(), group.people[who])


def photo_with_place() -> tuple[BytesIO, str]:
    """A large photo that says where it was taken."""
    picture, out = Image.new("RGB", (2_600, 2_000), "white"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home in Gwynfryn"
    picture.save(out, "JPEG", exif=exif)
    return BytesIO(out.getvalue()), "IMG_home.jpg"


def test_from_a_members_phone_to_the_cash_book(app: Flask, group: AGroup) -> None:
    mo = go(app, group, "mo")
    sent = {"amount": "6.40", "purpose": "Milk for two meetings", "spent_on": "yesterday", "how": "in cash"}
    answer = post(mo, group.url("/payments/claims/new"), picture=photo_with_place(), **sent)
    assert answer.status_code == 302
    with in_books_of(group):
        stored = db.session.scalars(select(StoredFile)).one()
        assert b"Gwynfryn" not in (stored.data or b"") and stored.name == "claim-1.jpg"
        assert max(Image.open(BytesIO(stored.data or b"")).size) <= 1_800
    page = text_of(mo.get(answer.location))
    assert "Asked for today" in page and "The treasurer looks at it first" in page
    claim = answer.location.rpartition("/")[2]
    tamsin, where = go(app, group, "tamsin"), group.url(f"/payments/{claim}")
    assert "How they would like it: in cash" in text_of(tamsin.get(f"{where}/change"))
    answer = post(
        tamsin,
        f"{where}/change",
        way="cash",
        account=_row(group, "account", "Cash tin"),
        category=_row(group, "category", "Refreshments"),
    )
    assert answer.status_code == 302
    for who in ("carys", "bea"):
        officer = go(app, group, who)
        assert "yours would count" in text_of(officer.get(group.url()))
        assert post(officer, f"{where}/yes", unrelated="on").status_code == 302
    assert "Enough people have said yes" in text_of(mo.get(group.url(f"/payments/claims/{claim}")))
    assert post(tamsin, f"{where}/pay").status_code == 302
    assert builders.count(Entry, group=group) == 1
    assert "paid" in text_of(mo.get(group.url("/payments/claims/")))
    assert "Milk for two meetings" in text_of(tamsin.get(where))


def test_a_claim_that_waits_is_on_the_first_page(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with dates.clock_at(dates.now() - timedelta(days=16)), in_books_of(group):
        table.sit().claim()
    assert "A claim has been waiting for 16 days" in text_of(go(app, group, "tamsin").get(group.url()))
    assert "Your claim has been waiting for 16 days" in text_of(go(app, group, "mo").get(group.url()))
    assert "waiting 16 days" in text_of(go(app, group, "carys").get(group.url("/payments/")))
    assert "claim" not in text_of(go(app, group, "femi").get(group.url())).lower()


def test_a_claim_says_what_is_missing_and_keeps_what_was_typed(app: Flask, group: AGroup) -> None:
    mo = go(app, group, "mo")
    typed = {"amount": "6.40", "purpose": "Milk", "spent_on": "yesterday", "how": "12-34-56 12345678"}
    page = text_of(post(mo, group.url("/payments/claims/new"), **typed))
    assert "Leave out long numbers" in page
    assert builders.count(PaymentRequest, group=group) == 0
    assert "Write what it was for" in text_of(post(mo, group.url("/payments/claims/new"), amount="6.40"))


def test_asking_and_everybody_asked_again(app: Flask, group: AGroup) -> None:
    tamsin = go(app, group, "tamsin")
    sent = {"amount": "45", "purpose": "Hall", "payee": "Library", "way": "bank"}
    sent |= {"account": _row(group, "account", "Bank"), "category": _row(group, "category", "Room hire")}
    answer = post(tamsin, group.url("/payments/new"), **sent)
    assert answer.status_code == 302
    where = answer.location
    carys = go(app, group, "carys")
    open_page = carys.get(f"{where}/yes")
    assert "45.00" in text_of(open_page)
    token = builders.form_of(open_page)
    assert post(tamsin, f"{where}/change", amount="450").status_code == 302
    refused = carys.post(f"{where}/yes", data={**token, "unrelated": "on"})
    assert "It was changed while you were reading" in text_of(refused) and "450.00" in text_of(refused)
    again = builders.form_of(refused)
    assert carys.post(f"{where}/yes", data={**again, "unrelated": "on"}).status_code == 302
    assert "1 of 2 have said yes" in text_of(tamsin.get(where))
    assert "Clause" in text_of(tamsin.get(where)) or "until the group decides" in text_of(tamsin.get(where))


def test_the_button_pressed_twice_pays_once(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        asked = table.sit().ask()
        for who in ("carys", "bea"):
            table.yes(asked, who)
    tamsin, where = go(app, group, "tamsin"), group.url(f"/payments/{asked.id}/pay")
    form = builders.form_of(tamsin.get(where))
    other = builders.form_of(tamsin.get(where))
    assert tamsin.post(where, data=form).status_code == 302
    assert tamsin.post(where, data=form).status_code == 302
    assert "Paid already" in text_of(tamsin.post(where, data=other))
    assert builders.count(Entry, group=group) == 1


def test_after_the_meeting_on_one_page(app: Flask, group: AGroup) -> None:
    tamsin = go(app, group, "tamsin")
    sent = {"taken": "23.50", "in_tin": "22.30", "came": "14", "waived": "2", "first": group.tamsin.number}
    sent |= {"second": group.mo.number, "category": _row(group, "category", "Raffle and teas")}
    answer = post(tamsin, group.url("/payments/counts/meeting"), **sent)
    assert answer.status_code == 302
    page = text_of(tamsin.get(answer.location))
    assert "£1.20 short" in page and "Tamsin and Mo" in page
    assert post(tamsin, f"{answer.location}/difference", why="we do not know").status_code == 302
    assert "P001" in text_of(tamsin.get(answer.location))
    counts = text_of(tamsin.get(group.url("/payments/counts/")))
    assert "as petty cash" not in counts, "tea money comes into this tin"
    float_page = group.url(f"/payments/counts/float/{_row(group, 'account', 'Cash tin')}")
    assert post(tamsin, float_page, size="40").status_code == 302
    assert "topped up to £40.00" in text_of(tamsin.get(group.url("/payments/counts/")))
    assert "Two different people" in text_of(
        post(tamsin, group.url("/payments/counts/new"), in_tin="1", first=group.mo.number, second=group.mo.number)
    )


def test_a_tin_into_which_nothing_came_is_offered_as_petty_cash(app: Flask, group: AGroup) -> None:
    counts = text_of(go(app, group, "tamsin").get(group.url("/payments/counts/")))
    assert "Keep Cash tin as petty cash, topped up to a fixed sum" in counts


def test_a_group_without_a_tin_counts_nothing(app: Flask) -> None:
    group = builders.a_group(has_tin=False)
    tamsin = go(app, group, "tamsin")
    for page in ("/payments/counts/", "/payments/counts/new", "/payments/counts/meeting"):
        assert "There is no tin" in text_of(tamsin.get(group.url(page)))


@pytest.mark.parametrize("sheet", ["claim", "voucher", "count"])
def test_sheets_for_everybody(app: Flask, group: AGroup, sheet: str) -> None:
    assert group.name in text_of(go(app, group, "mo").get(group.url(f"/payments/paper/{sheet}")))


def test_the_payments_to_sign_hold_no_way_to_pay(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        table.sit().ask(purpose="Hall in May")
        table.ready(table.claim(how="to the account that ends in 4321"))
    page = text_of(go(app, group, "bea").get(group.url("/payments/paper/to-sign")))
    assert "Hall in May" in page and "Milk" in page and "4321" not in page


def test_papers_and_sheets(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        asked, claim = table.sit().ask(picture=BILL), table.claim(picture=BILL)
    tamsin, mo = go(app, group, "tamsin"), go(app, group, "mo")
    paper = group.url(f"/payments/{asked.id}/papers/{asked.papers[0].id}")
    assert tamsin.get(paper).data == BILL.data and mo.get(paper).status_code == 403
    own = group.url(f"/payments/claims/{claim.id}/papers/{claim.papers[0].id}")
    assert mo.get(own).headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert mo.get(group.url(f"/payments/claims/{claim.id}/papers/{asked.papers[0].id}")).status_code == 404
    assert tamsin.get(group.url(f"/payments/{asked.id}/sheets/{asked.papers[0].file_id}")).status_code == 404


def test_taking_back_and_not_agreeing(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        one, other = table.sit().claim(), table.claim()
    mo, carys = go(app, group, "mo"), go(app, group, "carys")
    assert post(mo, group.url(f"/payments/claims/{one.id}/withdraw"), why="").status_code == 302
    assert "Withdrawn" in text_of(mo.get(group.url(f"/payments/claims/{one.id}")))
    assert post(carys, group.url(f"/payments/{other.id}/not-agreed"), why="we had milk").status_code == 302
    assert "we had milk" in text_of(mo.get(group.url(f"/payments/claims/{other.id}")))


def _row(group: AGroup, sort: str, name: str) -> int:
    with in_books_of(group):
        return next(one.id for one in book.choices().of(sort) if one.name == name)
