"""Sheets to print, each on one side of A4: for whoever would rather write on paper."""

from typing import Any

from flask import render_template

from groupkit import tenancy
from groupkit.ledger import queries as book
from groupkit.payments import queries
from groupkit.payments.views.requests import card_of

ON_ONE_SHEET = 10
"""How many payments fit on one side."""
COINS = [
    ("£20", 2000),
    ("£10", 1000),
    ("£5", 500),
    ("£2", 200),
    ("£1", 100),
    ("50p", 50),
    ("20p", 20),
    ("10p", 10),
    ("5p", 5),
    ("2p", 2),
    ("1p", 1),
]


def list_paper() -> Any:
    """Which sheets there are."""
    return render_template("payments/list_paper.html")


def claim_form() -> Any:
    """A claim to fill in by hand."""
    return render_template("payments/claim_form.html", needed=queries.needed_now())


def petty_cash_voucher() -> Any:
    """Vouchers for the petty cash tin, three to a side."""
    return render_template("payments/petty_cash_voucher.html")


def count_sheet() -> Any:
    """A sheet for counting notes and coins by two."""
    return render_template("payments/count_sheet.html", coins=COINS)


def payments_to_sign() -> Any:
    """The payments that wait for a yes, to sign at a meeting: no bank details."""
    people, needed = queries.people_here(), queries.needed_now()
    cards = [card_of(one, people, needed) for one in queries.open_requests()]
    waiting = [card for card in cards if card.state == "waiting"]
    return render_template(
        "payments/payments_to_sign.html",
        cards=waiting[:ON_ONE_SHEET],
        more=len(waiting) - ON_ONE_SHEET,
        people=people,
        needed=needed,
        known=book.choices(),
        today=tenancy.today(),
    )
