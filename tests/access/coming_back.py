"""Getting back in, for tests: the pages, a mail server that is never spoken to, and what came of it."""

from flask.testing import FlaskClient
from sqlalchemy import select

from groupkit import db
from groupkit.history import HistoryLine
from tests.access.stepping import SIGN_IN, fresh
from tests.browsing import post
from tests.builders import AGroup, Someone, in_books_of

FORGOTTEN, LET_ME_IN, TYPE_CODE, EMAIL = (
    "/kit/forgotten",
    "/kit/let-me-in",
    "/kit/let-me-in/code",
    "/kit/account/email",
)
NEW = "seven quiet otters drift"
SERVER = {"host": "mail.example.org", "from": "books@example.org", "site": "https://books.example.org/x"}


def history_of(group: AGroup) -> list[tuple[int, str, str]]:
    """Who did what to what, as the group's history tells it."""
    with in_books_of(group):
        lines = db.db.session.scalars(select(HistoryLine).order_by(HistoryLine.number)).all()
        return [(line.by_no, line.what, line.subject) for line in lines]


def signs_in(client: FlaskClient, someone: Someone, passphrase: str) -> bool:
    """Whether somebody can sign in with this passphrase, in a browser of their own."""
    answer = post(fresh(client), SIGN_IN, username=someone.username, passphrase=passphrase)
    return answer.status_code == 302
