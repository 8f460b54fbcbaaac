"""What reaches eyes that it is not for, and what is left behind when something was taken out."""

import io

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from groupkit.access import door, operations
from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries
from groupkit.ledger.models import Receipt
from groupkit.ledger.rules import Part
from groupkit.pictures import Prepared, prepare
from tests.attack.test_book_attacked import DAY
from tests.browsing import form_of, post, text_of
from tests.builders import AGroup, another_group, in_books_of, sign_in_as

WHO = "Ottoline Bramblewick wanted it"


def test_a_friend_reads_the_rules_and_not_who_wanted_them(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    assert post(client, group.url("/rules/year-end"), year_end="12-31", source=WHO).status_code == 302
    member, friend = client.application.test_client(), client.application.test_client()
    assert WHO in text_of(sign_in_as(member, group.mo).get(group.url("/rules/")))
    sign_in_as(friend, group.femi)
    for page in ("/", "/rules/", "/welcome"):
        assert WHO not in text_of(friend.get(group.url(page)))
    assert "31 December" in text_of(friend.get(group.url("/rules/")))


def test_another_group_cannot_ask_name_by_name_who_signs_in_here(client: FlaskClient, group: AGroup):
    """With an invitation to a group of one's own, everybody else's sign-in names could be tried out for ever."""
    olu = another_group()
    by = olu.olu.actor
    with in_books_of(olu):
        operations.add_person("Nobody", by)
    sign_in_as(client, olu.olu)
    shown = post(client, olu.url("/people/2/invite"), how="link", follow=True).text
    link = "/kit/join/" + shown.split("/kit/join/")[1].split()[0]
    guesser, told = client.application.test_client(), ""
    for _ in range(door.FREE_TRIES["address"] + 1):
        form = form_of(guesser.get(link)) | {"username": group.mo.username, "passphrase": "seven quiet otters drift"}
        told = text_of(guesser.post(link, data=form))
    assert "Wait" in told
    assert "signs in with that name already" not in told


def test_why_a_picture_was_covered_can_be_taken_out_of_the_history(group: AGroup):
    """The words are kept apart from the chain, as all words are that may name somebody."""
    by = group.tamsin.actor
    with in_books_of(group):
        ids = {(choice.sort, choice.name): choice.id for choice in queries.choices().all}
        parts = [Part(100, ids["category", "Room hire"], ids["fund", "General"])]
        entry = ledger.record_payment(
            day=DAY, account=ids["account", "Bank"], amount=100, parts=parts, payee="", by=by, picture=_picture()
        )
        ledger.cover_receipt(entry, _first_receipt(entry.id), _picture(), WHO, by)
        assert not [line for line in db.session.scalars(select(HistoryLine)) if WHO in line.body]
        assert db.session.scalar(select(PrivateText).where(PrivateText.text == WHO)) is not None


def test_what_was_taken_out_leaves_no_bytes_in_the_file(app: Flask):
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            assert db.session.connection().exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def _picture() -> Prepared:
    file = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(file, "PNG")
    return prepare(file.getvalue(), "x.png")


def _first_receipt(entry_id: int) -> Receipt:
    found = queries.receipt(queries.receipts_of(entry_id)[0].id)
    assert found is not None
    return found
