"""When the disk or the database says no: the page says so, nothing is half saved, and the next try works."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from groupkit import db, history, tenancy
from groupkit.ledger import checks, queries
from groupkit.ledger.models import Entry
from tests import builders
from tests.conftest import make_app

pytestmark = pytest.mark.sqlite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An installation of its own, whose database gives up waiting after a moment."""
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.3)
    app = make_app(tmp_path / "instance", "faults", TESTING=False)
    builders.use(app)
    yield app


@pytest.fixture
def group(site: Flask) -> builders.AGroup:
    return builders.a_group()


@pytest.fixture
def treasurer(site: Flask, group: builders.AGroup) -> FlaskClient:
    return builders.sign_in_as(site.test_client(), group.tamsin)


def payment(client: FlaskClient, group: builders.AGroup) -> dict[str, Any]:
    """A filled-in form for money out, ready to send."""
    form = builders.form_of(client.get(group.url("/money/payments/new")))
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.db.session):
        ids = {(choice.sort, choice.name): choice.id for choice in queries.choices().all}
    return form | {
        "day": "1/4/26",
        "amount": "12.50",
        "payee": "Library",
        "account": ids["account", "Bank"],
        "category": ids["category", "Room hire"],
    }


def file_of(app: Flask) -> str:
    return str(sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database)


def nothing_half_saved(group: builders.AGroup) -> None:
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.db.session):
        assert list(history.check()) == []
        assert list(checks.check()) == []


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(file_of(app), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_locked_database_saves_nothing_says_so_and_works_again(
    site: Flask, treasurer: FlaskClient, group: builders.AGroup
) -> None:
    form = payment(treasurer, group)
    holding = sqlite3.connect(file_of(site), isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    answer = treasurer.post(group.url("/money/payments/new"), data=form)
    holding.execute("ROLLBACK")
    holding.close()
    assert answer.status_code == 503
    assert "Nothing was saved" in builders.text_of(answer)
    assert builders.count(Entry, group=group) == 0
    nothing_half_saved(group)
    kept = builders.form_of(answer)
    assert {name: kept[name] for name in form} == {name: str(value) for name, value in form.items()}
    assert treasurer.post(group.url("/money/payments/new"), data=kept).status_code == 302
    assert builders.count(Entry, group=group) == 1


def test_a_short_lock_is_waited_for(site: Flask, treasurer: FlaskClient, group: builders.AGroup) -> None:
    form = payment(treasurer, group)
    held = threading.Event()

    def hold() -> None:
        with locked(site):
            held.set()
            time.sleep(0.1)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    assert treasurer.post(group.url("/money/payments/new"), data=form).status_code == 302
    holder.join()


def test_a_full_disk_saves_nothing_says_so_and_still_reads(
    site: Flask, treasurer: FlaskClient, group: builders.AGroup
) -> None:
    """SQLite is told that it may grow no further, which is what a full disk says to it."""
    form = payment(treasurer, group)
    full = [True]

    def no_more_room(connection: Any, _record: Any) -> None:
        if full[0]:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

    with site.app_context():
        event.listen(db.db.engine, "connect", no_more_room)
    saved = 0
    for _ in range(300):
        answer = treasurer.post(group.url("/money/payments/new"), data=payment(treasurer, group))
        if answer.status_code != 302:
            break
        saved += 1
    assert answer.status_code == 507
    assert "Nothing was saved" in builders.text_of(answer)
    assert builders.count(Entry, group=group) == saved
    nothing_half_saved(group)
    assert treasurer.get(group.url("/money/book")).status_code == 200
    full[0] = False
    assert treasurer.post(group.url("/money/payments/new"), data=form).status_code == 302
    nothing_half_saved(group)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO entries",
        "INSERT INTO money_legs",
        "INSERT INTO purpose_legs",
        "INSERT INTO history",
        "INSERT INTO private_texts",
        "UPDATE form_tokens",
    ],
)
def test_whichever_statement_fails_nothing_is_half_saved(
    site: Flask, treasurer: FlaskClient, group: builders.AGroup, statement: str
) -> None:
    form = payment(treasurer, group)
    broken = [True]

    def fail(_c: Any, _k: Any, text: str, parameters: Any, _x: Any, _m: bool) -> None:
        if broken[0] and text.startswith(statement):
            broken[0] = False
            raise sqlite3.OperationalError("disk I/O error")

    with site.app_context():
        event.listen(db.db.engine, "before_cursor_execute", fail)
    answer = treasurer.post(group.url("/money/payments/new"), data=form)
    assert not broken[0], f"{statement} was never sent"
    assert answer.status_code in (500, 507)
    assert builders.count(Entry, group=group) == 0
    nothing_half_saved(group)
    assert treasurer.post(group.url("/money/payments/new"), data=form).status_code == 302
    assert builders.count(Entry, group=group) == 1


def test_a_read_only_disk_still_shows_the_book(site: Flask, treasurer: FlaskClient, group: builders.AGroup) -> None:
    """As SQLite says it when the folder cannot be written; the superuser of a test could write anyway."""
    form = payment(treasurer, group)

    def read_only(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    with site.app_context():
        event.listen(db.db.engine, "connect", read_only)
    assert treasurer.get(group.url("/money/book")).status_code == 200
    answer = treasurer.post(group.url("/money/payments/new"), data=form)
    assert answer.status_code == 507
    assert "Nothing was saved" in builders.text_of(answer)


def test_when_a_look_cannot_be_written_down_the_page_is_not_shown(site: Flask, group: builders.AGroup) -> None:
    femi = builders.sign_in_as(site.test_client(), group.femi)
    assert femi.get(group.url("/money/book")).status_code == 200

    def read_only(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    with site.app_context():
        event.listen(db.db.engine, "connect", read_only)
    answer = femi.get(group.url("/money/book"))
    assert answer.status_code in (503, 507)
    assert b"balance" not in answer.data.lower()
