"""One box for everything in the money books: what is found, by what, and what nobody may find."""

from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from groupkit import history
from groupkit.access.models import Look
from groupkit.access.permissions import SHARED
from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger import operations
from groupkit.ledger.models import Wording
from tests import builders
from tests.browsing import links_of, text_of
from tests.builders import AGroup, agreement_of, in_books_of, sign_in_as
from tests.doors import accounts, bank, payments
from tests.doors.filled import Filled, filled_group
from tests.ledger import books

FIND = "/money/find"
NOTHING = "Nothing in the money books is like that"


@pytest.fixture(scope="module")
def filled(app: Flask) -> Iterator[Filled]:
    builders.use(app)
    yield filled_group()


def looked(client: FlaskClient, group: AGroup, what: str, **more: object) -> str:
    answer = client.get(group.url(FIND), query_string={"what": what, **more})
    assert answer.status_code == 200
    return text_of(answer).split("Find Find", 1)[-1]


@pytest.mark.parametrize(
    ("what", "says", "leads_to"),
    [
        ("quillfeather", "found by: who", "/money/entries/2026-27/P001"),
        ("ZEBEDEE", "found by: note", "/money/entries/2026-27/P001"),
        ("marchbanks", "earlier words, or why it was put right", "/money/entries/2026-27/P002"),
        ("20.00 wool", "found by: amount, budget heading", "/money/entries/2026-27/P001"),
        ("p1", "found by: number", "/money/entries/2026-27/P001"),
        ("2026-27/M001", "found by: number", "/money/entries/2026-27/M001"),
        ("10 Apr 2026 refund", "found by: day, note", "/money/entries/2026-27/R002"),
        ("culzean", "its words", "/money/bank/lines/"),
        ("3 Jun 2026", "day", "/money/bank/lines/"),
        ("wexcombe", "Payments and claims", "/payments/"),
        ("claim 2", "number", "/payments/"),
        ("saffron", "what for", "/payments/"),
        ("harmonium", "why", "/payments/counts/"),
        ("count 2", "number", "/payments/counts/"),
        ("Llanfairpwll 12 Apr 2026", "counted by", "/payments/counts/"),
        ("bassoon", "what it is", "/money/accounts/things#thing-"),
        ("hollingberry", "who has it", "/money/accounts/things#thing-"),
        ("gazebo 9.00", "what for, amount", "/money/accounts/things#debt-"),
        ("30 Jun 2026", "Statements reconciled", "/money/bank/statements/"),
    ],
)
def test_every_kind_of_thing_is_found_and_says_by_what(
    client: FlaskClient, filled: Filled, what: str, says: str, leads_to: str
) -> None:
    tamsin = sign_in_as(client, filled.group.tamsin)
    assert says in looked(tamsin, filled.group, what)
    links = links_of(tamsin.get(filled.group.url(FIND), query_string={"what": what}))
    assert [link for link in links if link.startswith(filled.group.url(leads_to))], links


def test_how_somebody_likes_to_be_paid_is_not_looked_through(client: FlaskClient, filled: Filled) -> None:
    assert NOTHING in looked(sign_in_as(client, filled.group.tamsin), filled.group, "biscuit barrel")


def test_signs_are_signs_and_every_piece_has_to_be_found(client: FlaskClient, filled: Filled) -> None:
    tamsin = sign_in_as(client, filled.group.tamsin)
    assert "Write at least one letter or figure" in looked(tamsin, filled.group, "%")
    assert NOTHING in looked(tamsin, filled.group, "100%_\\")
    assert "try fewer of them" in looked(tamsin, filled.group, "quillfeather bassoon")
    assert "100 characters fit here" in looked(tamsin, filled.group, "a" * 200)


def test_what_a_critical_friend_may_not_read_is_as_if_it_were_not_there(app: Flask, filled: Filled) -> None:
    """Each secret word, asked for by itself: the answer is the same as for a word that nobody ever wrote."""
    group, femi = filled.group, sign_in_as(app.test_client(), filled.group.femi)
    with in_books_of(group):
        agreement_of(group, group.femi).shares = " ".join(SHARED)
    secrets = [*filled.payees, *bank.WORDS, *accounts.SECRETS, *payments.PAYEES, *payments.CLAIMED, payments.COUNTED]
    for secret in secrets:
        nowhere = looked(
            femi, group, " ".join(["xyzzy", "plugh", "qwrt", "zzxx", "vvkk", "wwjj"][: len(secret.split())])
        )
        assert NOTHING in nowhere and looked(femi, group, secret) == nowhere, secret
        for kind in ("bank", "payments", "counts", "things", "debts", "statements"):
            assert NOTHING in looked(femi, group, secret, kind=kind), secret
    for allowed in ("20.00", "P001", "Apr 2026", "room hire", "starter"):
        assert "Lines of the cash book" in looked(femi, group, allowed)
    assert "Look at" not in looked(femi, group, "12.50") and "Payments and claims" not in looked(femi, group, "12.50")
    with books.reading(group):
        pages = set(db.session.scalars(select(Look.page)))
    assert "what was looked for in the money books" in pages
    assert femi.get(group.url(f"{FIND}/workbook?what=20.00")).status_code == 403


def test_a_name_that_a_fund_has_is_not_found_by_a_critical_friend(client: FlaskClient, group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        operations.add_fund("Bea’s outing", "designated", by)
    known = books.ids(group)
    with in_books_of(group):
        operations.record_fund_move(
            day=books.first_day(), from_fund=known["fund General"], to_fund=known["fund Bea’s outing"], amount=100,
            note="agreed", by=by,
        )  # fmt: skip
    assert "found by: fund" in looked(sign_in_as(client, group.tamsin), group, "bea")
    assert NOTHING in looked(sign_in_as(client, group.femi), group, "bea")


def test_words_that_were_taken_out_are_found_no_more(client: FlaskClient, group: AGroup) -> None:
    books.pay(group, books.first_day(), 1000, "Zoë Quartermain", "Room hire")
    tamsin = sign_in_as(client, group.tamsin)
    assert "found by: who" in looked(tamsin, group, "zoe quartermain")
    with in_books_of(group):
        wording = db.session.scalars(select(Wording)).one()
        history.blank(db.session.get_one(PrivateText, wording.payee_id), "Member 014 (left)")
    assert NOTHING in looked(tamsin, group, "quartermain") and NOTHING in looked(tamsin, group, "member 014")


def test_pages_put_together_are_everything_and_a_long_book_asks_no_more(
    app: Flask, client: FlaskClient, group: AGroup
) -> None:
    books.many_lines(group, 1, 120)
    tamsin = sign_in_as(client, group.tamsin)
    assert "More lines of the cash book" in looked(tamsin, group, "payee")
    seen: list[str] = []
    url = group.url(f"{FIND}?what=payee&kind=book")
    while url:
        answer = tamsin.get(url)
        seen += [link for link in links_of(answer) if "/entries/" in link]
        url = next((link for link in links_of(answer) if "before=" in link), "")
    assert len(seen) == len(set(seen)) == 120
    with books.counted(app) as asked:
        looked(tamsin, group, "payee 1.00 hire bank")
    assert len(asked) <= 12
    other = builders.another_group()
    assert NOTHING in looked(sign_in_as(client, other.olu), other, "payee")


def test_pages_of_another_kind(client: FlaskClient, filled: Filled) -> None:
    tamsin, group = sign_in_as(client, filled.group.tamsin), filled.group
    first = looked(tamsin, group, "bank", kind="bank")
    assert "Lines of the bank’s" in first and "Lines of the cash book" not in first
    below = looked(tamsin, group, "bank", kind="bank", before="2026-06-02.1")
    assert "Standing order" not in below and "BALLACHULISH" in below
    assert "Payment 1" in looked(tamsin, group, "12.50", kind="payments", before="0001-01-01.999999")
    assert "There is nothing older" in looked(tamsin, group, "12.50", kind="payments", before="0001-01-01.1")
    assert "Lines of the cash book" in looked(tamsin, group, "bank", kind="rubbish")


def test_everything_that_was_found_as_a_workbook(client: FlaskClient, filled: Filled) -> None:
    tamsin = sign_in_as(client, filled.group.tamsin)
    answer = tamsin.get(filled.group.url(f"{FIND}/workbook"), query_string={"what": "12.50"})
    book = openpyxl.load_workbook(BytesIO(answer.data), data_only=True)
    assert book.sheetnames[0] == "Cash book" and "Payments and claims" in book.sheetnames
    cells = [cell.value for row in book["Payments and claims"].iter_rows() for cell in row]
    assert "Looked for: 12.50" in cells and cells.count(12.5) == 2
    empty = tamsin.get(filled.group.url(f"{FIND}/workbook"), query_string={"what": "%"})
    assert openpyxl.load_workbook(BytesIO(empty.data)).sheetnames == ["Cash book"]
