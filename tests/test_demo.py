"""The example group is a believable year, whole in every book, and never part of a real installation."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from groupkit import checks, cli, dates, demo, history, settings, tenancy
from groupkit.access.models import Appointment, Group, Person, User
from groupkit.db import db, door_reading
from groupkit.grants import queries as grants
from groupkit.ledger import queries
from groupkit.ledger.models import Entry, Receipt
from groupkit.tenancy import GroupScope
from tests.conftest import CHEAP_SCRYPT, make_app
from tests.sweep import some

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = make_app(tmp_path_factory.mktemp("example"), "example", installed=False)
    demo.begin(app, Path(app.config["INSTANCE"]))
    with app.app_context():
        with door_reading() as door:
            group = door.scalars(select(Group)).one()
            scope = GroupScope(group.id, group.key, group.zone)
        with tenancy.in_group(scope, db.session):
            yield app


def test_it_has_a_full_year_of_about_a_hundred_and_fifty_lines(example: Flask) -> None:
    many = db.session.scalar(select(func.count()).select_from(Entry)) or 0
    assert 140 <= many <= 175
    lines = list(queries.all_lines(queries.Sought()))
    assert lines[-1].day - lines[0].day >= timedelta(days=364)
    assert {line.kind for line in lines} == {"payment", "receipt", "refund", "move", "fund_move", "opening"}
    assert any(line.corrected for line in lines) and any(line.void for line in lines)


def test_everything_adds_up_and_nothing_is_odd(example: Flask) -> None:
    assert list(checks.check_group()) == []
    assert queries.balances().agree
    assert min(place.pence for place in (*queries.balances().accounts, *queries.balances().funds)) >= 0


def test_its_history_reads_as_that_year(example: Flask) -> None:
    lines = history.lines(1_000)
    days = [line.at.date() for line in reversed(lines)]
    assert days == sorted(days)
    assert days[-1] - days[0] >= timedelta(days=360)


def test_it_has_receipts_people_with_different_jobs_and_a_friend(example: Flask) -> None:
    assert (db.session.scalar(select(func.count()).select_from(Receipt)) or 0) >= 12
    people = list(db.session.scalars(select(Person)))
    assert sum(not person.friend for person in people) >= 5
    assert sum(person.friend for person in people) == 1
    assert len(set(db.session.scalars(select(Appointment.job)))) >= 4


def test_its_starter_grant_is_nearly_spent(example: Flask) -> None:
    [card] = grants.grants()
    assert card.amount == 40_000
    assert 0 < card.left <= 6_000


@pytest.mark.parametrize("today", some([date(2026, 11, 21), date(2027, 3, 1), date(2028, 3, 31), date(2028, 2, 29)], 1))
def test_it_can_be_made_on_any_day(tmp_path: Path, today: date) -> None:
    app = make_app(tmp_path, "day")
    with app.app_context(), dates.clock_at(dates.datetime.combine(today, dates.datetime.min.time(), dates.UTC)):
        demo.make_group(dict.fromkeys(demo.PEOPLE, "no passphrase"), today)
        groups, problems = checks.check_everything()
    assert (groups, problems) == (1, [])


def test_a_second_start_keeps_everything_and_prints_the_same(example: Flask) -> None:
    folder = Path(example.config["INSTANCE"])
    words = (folder / demo.SIGN_IN).read_text()
    assert demo.begin(example, folder) == words
    assert all(who in words for who in demo.PEOPLE)
    assert (folder / demo.SIGN_IN).stat().st_mode & 0o077 == 0


def test_a_real_installation_never_holds_an_example(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", "real", installed=False)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 0
    assert cli._folder(demo=True) != cli._folder(demo=False)
    assert not settings.is_installed(tmp_path / "instance")


def test_passphrases_are_made_fresh_for_each_installation(tmp_path: Path) -> None:
    words = []
    for name in ("one", "two"):
        app = make_app(tmp_path / name, name, installed=False, PASSPHRASE_METHOD=CHEAP_SCRYPT)
        words.append(demo.begin(app, Path(app.config["INSTANCE"])))
    assert words[0] != words[1]
