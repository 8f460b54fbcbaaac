"""What somebody may try: their own claim, another group's rows, a friend's look, a second pay at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.db import db
from groupkit.ledger.models import Entry
from groupkit.payments import operations, queries
from groupkit.payments.models import Authorisation, PaymentEnd, PaymentException
from groupkit.refusal import Refused
from tests import builders
from tests.browsing import post, text_of
from tests.builders import AGroup, in_books_of
from tests.payments.desk import Table


def go(app: Flask, group: AGroup, who: str) -> FlaskClient:
    return builders.sign_in_as(app.test_client(), group.people[who])


def forged(client: FlaskClient, page: str, url: str, **fields: object) -> int:
    """Send a form that no page of ours offered, with a token that is good."""
    token = builders.form_of(client.get(page))["token"]
    return client.post(url, data={"token": token, **fields}).status_code


def test_a_claimant_with_a_job_cannot_say_yes_to_their_own_claim(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        claim = table.sit().ready(table.claim("carys"))
    carys, where = go(app, group, "carys"), group.url(f"/payments/{claim.id}")
    assert "others say yes" in text_of(carys.get(where))
    assert "Say yes" not in text_of(carys.get(where)).split("Change it")[0].split("Who says yes")[1]
    assert forged(carys, f"{where}/yes", f"{where}/yes", unrelated="on", wording="2") == 200
    assert forged(carys, f"{where}/yes", f"{where}/on-paper", first=str(group.carys.number), wording="2") == 200
    assert builders.count(Authorisation, group=group) == 0


def test_jobs_without_the_permission_get_no_further(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        asked = table.sit().ask()
    where = group.url(f"/payments/{asked.id}")
    for who, deeds in {
        "mo": ("yes", "on-paper", "not-agreed", "exception", "pay", "change", "shown"),
        "bea": ("exception", "pay", "change"),
        "femi": ("yes", "on-paper", "not-agreed", "exception", "pay", "change", "shown"),
    }.items():
        client = go(app, group, who)
        for deed in deeds:
            assert forged(client, "/kit/account/passphrase", f"{where}/{deed}", unrelated="on", wording="1") == 403
    assert builders.count(Authorisation, group=group) == builders.count(PaymentEnd, group=group) == 0


def test_nobody_sees_the_claim_of_another(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        claim = table.sit().claim("sol", purpose="Ointment for Sol", how="quietly")
    mo = go(app, group, "mo")
    for page in ("", "/withdraw", "/papers/1"):
        assert mo.get(group.url(f"/payments/claims/{claim.id}{page}")).status_code == 404
    assert forged(mo, group.url("/payments/claims/new"), group.url(f"/payments/claims/{claim.id}/withdraw")) == 404
    assert "Ointment" not in text_of(mo.get(group.url("/payments/claims/")))
    tamsin = go(app, group, "tamsin")
    assert forged(tamsin, group.url("/payments/new"), group.url(f"/payments/claims/{claim.id}/withdraw")) == 302
    assert builders.count(PaymentEnd, group=group) == 0
    femi = go(app, group, "femi")
    for page in (
        "/payments/",
        f"/payments/{claim.id}",
        "/payments/claims/",
        "/payments/counts/",
        "/payments/paper/claim",
    ):
        assert femi.get(group.url(page)).status_code == 403


def test_rows_of_another_group_are_not_there(app: Flask, group: AGroup) -> None:
    other, table = builders.another_group(), Table(group)
    with in_books_of(group):
        asked = table.sit().ask()
        account = table.ids["account", "Bank"]
    with in_books_of(other):
        theirs = Table(other)
        theirs.actors["tamsin"] = theirs.actors["olu"]
        theirs.sit()
        for deed in (
            lambda: operations.say_yes(asked.id, 1, True, theirs.actors["olu"]),
            lambda: operations.pay(asked.id, 1, tenancy.today(), theirs.actors["olu"]),
            lambda: operations.change(asked.id, theirs.wish(), 1, theirs.actors["olu"]),
            lambda: theirs.ask(account=account),
        ):
            with pytest.raises(Refused):
                deed()
        assert queries.asked(asked.id) is None
    olu = go(app, other, "olu")
    for page in ("", "/yes", "/pay", "/change", "/papers/1", "/sheets/1"):
        assert olu.get(other.url(f"/payments/{asked.id}{page}")).status_code == 404


def test_a_form_cannot_skip_the_rules(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        asked = table.sit().ask()
    tamsin, where = go(app, group, "tamsin"), group.url(f"/payments/{asked.id}")
    for deed, fields in (
        ("pay", {"day": "today", "wording": "1", "said_yes": "2", "needed": "0"}),
        ("exception", {"why": "in a hurry", "wording": "1"}),
        ("yes", {"wording": "1"}),
        ("yes", {"wording": "-1", "unrelated": "on"}),
        ("yes", {"wording": "²", "unrelated": "on"}),
        ("on-paper", {"wording": "1", "first": str(group.bea.number), "second": str(group.carys.number)}),
    ):
        assert forged(tamsin, f"{where}/{deed}", f"{where}/{deed}", **fields) == 200, deed
    assert builders.count(Entry, group=group) == builders.count(PaymentException, group=group) == 0
    assert builders.count(Authorisation, group=group) == 0


def test_of_eight_who_pay_at_once_one_does(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        asked = table.sit().ask()
        for who in ("carys", "bea"):
            table.yes(asked, who)
    by, gate = table.actors["tamsin"], Barrier(8, timeout=30)

    def pay(_: int) -> bool:
        gate.wait()
        try:
            with in_books_of(group):
                operations.pay(asked.id, 1, tenancy.today(), by)
        except Refused as refused:
            assert refused.sentence.startswith("Paid already")
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(pay, range(8))) == 1
    assert builders.count(Entry, group=group) == builders.count(PaymentEnd, group=group) == 1


def test_a_yes_and_a_change_at_once_never_meet(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        asked = table.sit().ask()
        wish = table.wish(9_900)
    gate = Barrier(2, timeout=30)

    def do(number: int) -> None:
        gate.wait()
        try:
            with in_books_of(group):
                if number:
                    operations.say_yes(asked.id, 1, True, table.actors["carys"])
                else:
                    operations.change(asked.id, wish, 1, table.actors["tamsin"])
        except Refused:
            assert number

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(do, range(2)))
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.session):
        found = queries.asked(asked.id)
        assert found and found.now.pence == 9_900 and found.said_yes == ()


def test_words_cannot_break_the_page(app: Flask, group: AGroup) -> None:
    mo, evil = go(app, group, "mo"), "<script>alert(1)</script>{{311*7}}"
    answer = post(mo, group.url("/payments/claims/new"), amount="1", purpose=evil, spent_on="today", how=evil)
    number = answer.location.rpartition("/")[2]
    for who, page in (("mo", f"claims/{number}"), ("tamsin", number), ("tamsin", "")):
        html = go(app, group, who).get(group.url(f"/payments/{page}")).get_data(as_text=True)
        assert "<script>alert" not in html and "2177" not in text_of(
            go(app, group, who).get(group.url(f"/payments/{page}"))
        )
