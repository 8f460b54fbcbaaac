"""`groupkit check` on the book: whatever is changed behind the guard is named."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from groupkit import history, tenancy
from groupkit.dates import clock_at
from groupkit.db import db
from groupkit.ledger import checks, operations, rules
from groupkit.ledger.checks import told, written
from groupkit.ledger.models import Fund
from groupkit.ledger.operations import Answers
from tests import builders
from tests.builders import AGroup, in_books_of
from tests.conftest import make_app
from tests.ledger import tampering
from tests.ledger.desk import NOON, PICTURE, Desk, furnish
from tests.ledger.tampering import P4
from tests.ledger.test_queries import asked

APRIL = date(2026, 4, 1)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, AGroup, Path]:
    """A book in a database file of its own, with every kind of line in it, and a copy of it to start each test from."""
    folder = tmp_path_factory.mktemp("tampered")
    app = make_app(folder, "tampered", SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'book.sqlite3'}")
    builders.use(app)
    with clock_at(NOON):
        builders.another_group()
        group = builders.a_group()
        by = group.tamsin.actor
        furnish(group, by)
        with in_books_of(group):
            _write_a_book(Desk(group, by))
    with sqlite3.connect(folder / "book.sqlite3") as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
    connection.close()
    shutil.copy(folder / "book.sqlite3", folder / "as_it_was.sqlite3")
    return app, group, folder


def _write_a_book(desk: Desk) -> None:
    desk.open_with((desk.general, 50_000), day=date(2026, 2, 1))  # 2025-26/B001
    desk.take(40_000, day=date(2026, 2, 3), parts=[desk.part(40_000, "Grants", desk.grant)])  # 2025-26/R001
    settled = desk.pay(2200, day=date(2026, 3, 5), parts=[desk.part(2200, "Room hire", desk.grant, desk.room)])
    operations.settle_book(date(2026, 3, 31), "looked at", desk.by)
    desk.correct(settled, desk.paid(2000, fund=desk.grant, heading=desk.room))  # 2025-26/P001
    desk.pay(
        2495,
        day=APRIL,
        note="for hats",
        picture=PICTURE,
        parts=[desk.part(1860, "Materials", desk.grant, desk.materials), desk.part(635, "Refreshments")],
    )  # 2026-27/P001
    second = desk.pay(1250, day=APRIL)  # 2026-27/P002
    desk.correct(second, desk.paid(1520))
    third = desk.pay(300, day=APRIL)  # 2026-27/P003
    desk.void(third)
    operations.reword_entry(second, 0, payee="The library", note="", by=desk.by)
    desk.move(100, day=APRIL)  # 2026-27/M001
    desk.fund_move(200, day=APRIL)  # 2026-27/M002
    desk.pay(400, day=date(2026, 11, 1))  # 2026-27/P004
    operations.rename(desk.row(Fund, "Outing"), "Summer outing", 1, desk.by)


@pytest.fixture
def behind(copied: tuple[Flask, AGroup, Path]) -> Iterator[sqlite3.Connection]:
    """A connection behind the guard's back, with no foreign keys and no triggers, on a fresh copy of the book."""
    _, _, folder = copied
    shutil.copy(folder / "as_it_was.sqlite3", folder / "book.sqlite3")
    connection = sqlite3.connect(folder / "book.sqlite3", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    yield connection
    connection.close()


def found(copied: tuple[Flask, AGroup, Path]) -> list[str]:
    app, group, _ = copied
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        return list(checks.check())


def test_an_untouched_book_is_whole(copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection) -> None:
    assert found(copied) == []


@pytest.mark.sqlite
@pytest.mark.parametrize(("deeds", "says"), tampering.EVERY_WAY)
def test_whatever_is_changed_behind_the_guard_is_named(
    copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection, deeds: list[str], says: str
) -> None:
    before = behind.total_changes
    for deed in deeds:
        behind.execute(deed)
    assert behind.total_changes > before, "the test changed nothing"
    problems = found(copied)
    assert any(says in problem for problem in problems), problems


@pytest.mark.sqlite
def test_history_that_was_rewritten_with_its_hashes_is_named(
    copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection
) -> None:
    """Whoever can write in the file can make a new chain too; then the book no longer fits it."""
    app, group, _ = copied
    behind.execute(tampering.A_SMALLER_PAYMENT)
    _chain_again(app, group, behind)
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        assert list(history.check()) == []
        assert [problem for problem in checks.check() if f"{P4} is not as history" in problem]


@pytest.mark.sqlite
@pytest.mark.parametrize("deed", tampering.LOST_FROM_HISTORY)
def test_lines_that_the_history_lost_are_named(
    copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection, deed: str
) -> None:
    behind.execute(deed)
    assert f"{P4} is in the book, and the history does not know it" in found(copied)


@pytest.mark.sqlite
@pytest.mark.parametrize("deed", tampering.ODD_CATEGORIES)
def test_a_history_that_makes_no_sense_is_no_reason_to_stop(
    copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection, deed: str
) -> None:
    behind.execute(deed)
    assert "A category called Room hire is in the book, and the history does not know it" in found(copied)


@pytest.mark.sqlite
def test_a_history_that_tells_a_line_twice_is_named(
    copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection
) -> None:
    behind.execute(tampering.TOLD_TWICE)
    assert any(f"{P4} is told twice" in problem for problem in found(copied))


@pytest.mark.sqlite
def test_a_line_written_into_a_settled_part_is_named(
    copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, group, _ = copied
    builders.use(app)
    with clock_at(NOON):
        by = group.tamsin.actor
        with in_books_of(group):
            monkeypatch.setattr(rules, "check_day", lambda *_: None)
            Desk(group, by).pay(500, day=date(2026, 3, 10))
    assert found(copied) == [
        "The sums that were kept up to 31 March 2026 are not what the lines come to",
        "2025-26/P002 was written into a part of the book that was settled before",
    ]


@pytest.mark.sqlite
def test_another_groups_trouble_is_not_ours(copied: tuple[Flask, AGroup, Path], behind: sqlite3.Connection) -> None:
    behind.execute(tampering.ELSEWHERE)
    assert found(copied) == []


def test_a_long_book_is_checked_in_slices_and_asks_little(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for pence in range(1, 40):
        desk.pay(pence, answers=Answers())
    assert list(checks.check()) == []
    with asked() as in_one:
        list(checks.check())
    desk.correct(desk.pay(50), desk.paid(60))
    for pence in range(1, 40):
        desk.pay(pence)
    with asked() as twice_as_long:
        assert list(checks.check()) == []
    assert len(in_one) == len(twice_as_long) < 40
    for module in (written, told):
        monkeypatch.setattr(module, "SLICE", 7)
    assert list(checks.check()) == []


def _chain_again(app: Flask, group: AGroup, behind: sqlite3.Connection) -> None:
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        before = history.beginning(group.scope.key)
        rows = db.session.scalars(db.select(history.HistoryLine).order_by(history.HistoryLine.number)).all()
        hashes = []
        for row in rows:
            row.before = before
            before = history.hash_of(row)
            hashes.append((row.before, before, row.id))
        db.session.rollback()
    behind.executemany("UPDATE history SET before = ?, hash = ? WHERE id = ?", hashes)
