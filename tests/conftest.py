"""One app for the whole run; each test makes its own fresh groups, so that tests never meet."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy.pool import QueuePool

from groupkit.db import engine_options
from groupkit.features import load_every_table
from tests import builders, restoring
from tests.browsing import Browser
from tests.longer import fewer, longer

load_every_table()
# How long an example takes says how busy the computer is, and nothing about the rule.
settings.register_profile("groupkit", deadline=None)
settings.load_profile("groupkit")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make test` runs six cases of a test that has more; `make sweep` all of them, and every longer form."""
    wanted = set(items)
    if os.environ.get("GROUPKIT_SWEEP") == "1":
        wanted = set(longer(items))
    elif os.environ.get("GROUPKIT_QUICK") == "1":
        wanted = set(fewer(items))
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = [item for item in items if item in wanted]


CHEAP_SCRYPT = "scrypt:128:1:1"


_new: list[bytes] = []
"""The SQLite file of a new installation, once one was made."""


def make_schema(app: Flask) -> None:
    """The tables of an app's database, made by the same steps as anywhere; the first file serves as the next."""
    from groupkit import migrations

    url = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if file and _new and not file.exists():
        file.write_bytes(_new[0])
    else:
        with app.app_context():
            migrations.bring_up_to_date(app)
        if file and not _new:
            with closing(sqlite3.connect(file)) as made:
                _new.append(made.serialize())
    app.extensions["groupkit_ready"] = True


def database_for(folder: Path, name: str) -> str:
    """An empty database: SQLite, or a new one on the server that GROUPKIT_TEST_DATABASE names (…://user@host:port/)."""
    server = os.environ.get("GROUPKIT_TEST_DATABASE", "sqlite")
    if server == "sqlite":
        return f"sqlite:///{folder / 'groupkit.sqlite3'}"
    name = f"groupkit_{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    admin = sa.make_url(server)
    if admin.get_backend_name() == "postgresql":
        admin = admin.set(database="postgres")
    engine = sa.create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return admin.set(database=name).render_as_string(hide_password=False)


def make_app(folder: Path, name: str, installed: bool = True, **settings: Any) -> Flask:
    """An app on its own instance folder and its own database."""
    from groupkit import create_app
    from groupkit.db import db
    from groupkit.settings import INSTALLED

    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "SQLALCHEMY_DATABASE_URI": database_for(folder, name),
        "PASSPHRASE_METHOD": CHEAP_SCRYPT,
        "TESTING": True,
        **settings,
    }
    app = create_app(folder, **settings)
    app.test_client_class = Browser
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", _wait_for_no_disk)
    if installed:
        (folder / INSTALLED).write_text("for the tests\n")
    make_schema(app)
    return app


def _wait_for_no_disk(connection: Any, _record: Any) -> None:
    """Nobody minds when the power takes a test's database; the tests that do make theirs in processes of their own."""
    connection.execute("PRAGMA synchronous=OFF")


def let_go(app: Flask) -> None:
    """Close every connection of an app, so that its database can be made afresh."""
    from groupkit.db import db

    with app.app_context():
        db.engine.dispose()


def _no_chores_today(app: Flask) -> None:
    """Housekeeping has been done: a test that saves something waits for none of it."""
    from groupkit import chores, dates
    from groupkit.access.models import Chore
    from groupkit.db import door_writing

    with app.app_context(), door_writing() as records:
        records.add_all(Chore(name=name, due_at=dates.now() + chores.EVERY) for name in chores.CHORES)


def _kept_open(url: str) -> dict[str, Any]:
    """As always, but connections to an SQLite file are used again."""
    usual = engine_options(url)
    return usual | {"poolclass": QueuePool, "pool_size": 8} if url.startswith("sqlite") else usual


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app that most tests share: set up, with no groups but those that tests make."""
    with pytest.MonkeyPatch.context() as patch:
        # Reading the tables anew for each connection is a tenth of the time; installations of their own do as always.
        patch.setattr("groupkit.db.engine_options", _kept_open)
        made = make_app(tmp_path_factory.mktemp("instance"), "shared")
    _no_chores_today(made)
    address = sa.make_url(made.config["SQLALCHEMY_DATABASE_URI"])
    if address.get_backend_name() == "sqlite" and address.database:
        restoring.keep(made, address.database)
    return made


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What the test before this one wrote is gone."""
    restoring.next_test(str(item.path))


@pytest.fixture(autouse=True)
def _builders_use_the_app(app: Flask) -> Iterator[None]:
    for shared in restoring.shared():
        shared.begin()
    builders.use(app)
    yield
    builders.use(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that has just been opened."""
    return app.test_client()


@pytest.fixture
def group() -> builders.AGroup:
    """A fresh group with its people."""
    return builders.a_group()


@pytest.fixture
def new_installation(tmp_path: Path) -> Iterator[Flask]:
    """An app that has not been set up yet."""
    app = make_app(tmp_path / "instance", "new", installed=False)
    builders.use(app)
    yield app
    let_go(app)
