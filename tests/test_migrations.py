"""The tables that the steps make, on whichever database the tests run."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from groupkit import create_app, migrations
from groupkit.db import Model, db
from groupkit.migrations import steps, triggers
from groupkit.tenancy import AppendOnly
from tests.conftest import database_for


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Flask]:
    """An app on an empty database, which nobody has opened yet."""
    url = database_for(tmp_path, "steps")
    app = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=url)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_the_steps_make_what_the_models_say(fresh: Flask) -> None:
    with fresh.app_context():
        migrations.bring_up_to_date(fresh)
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Model.metadata) == []
            assert migrations.version(db.engine) == migrations.NEWEST


def test_a_second_start_has_nothing_to_do(fresh: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with fresh.app_context():
        migrations.bring_up_to_date(fresh)
        monkeypatch.setattr(steps, "upgrade", lambda *_: pytest.fail("it was up to date already"))
        migrations.bring_up_to_date(fresh)


def test_a_step_that_was_cut_off_is_taken_again(fresh: Flask) -> None:
    """MariaDB cannot undo the making of tables, so a step has to stand being taken twice."""
    with fresh.app_context():
        migrations.bring_up_to_date(fresh)
        engine = sa.create_engine(db.engine.url)
        with engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE alembic_version"))
            connection.execute(sa.text("DROP TABLE looks"))
        migrations.bring_up_to_date(fresh)
        assert sa.inspect(engine).has_table("looks")
        engine.dispose()


def test_a_newer_database_is_left_alone(fresh: Flask) -> None:
    with fresh.app_context():
        migrations.bring_up_to_date(fresh)
        engine = sa.create_engine(db.engine.url)
        with engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        engine.dispose()
        with pytest.raises(migrations.NewerDatabase):
            migrations.bring_up_to_date(fresh)


@pytest.mark.parametrize("deed", ["UPDATE {table} SET group_id = group_id", "DELETE FROM {table}"])
def test_the_database_itself_keeps_what_is_never_changed(fresh: Flask, deed: str) -> None:
    with fresh.app_context():
        migrations.bring_up_to_date(fresh)
        engine = sa.create_engine(db.engine.url)
        with engine.begin() as connection:
            connection.execute(
                sa.text(
                    'INSERT INTO groups (id, "key", short_name, name, nation, zone, since, example, version) '
                    "VALUES (1, 'k', 's', 'n', 'n', 'z', '2026-01-01 00:00:00', false, 1)".replace(
                        '"', "`" if engine.dialect.name == "mysql" else '"'
                    ).replace("groups", "`groups`" if engine.dialect.name == "mysql" else "groups", 1)
                )
            )
            key = "`key`" if engine.dialect.name == "mysql" else '"key"'
            connection.execute(
                sa.text(
                    f"INSERT INTO entries (id, group_id, {key}, year, series, number, kind) "
                    "VALUES (1, 1, 'a', '2026', 'P', 1, 'payment')"
                )
            )
        assert "entries" in triggers.APPEND_ONLY
        with pytest.raises(sa.exc.DBAPIError, match=triggers.SAYS), engine.begin() as connection:
            connection.execute(sa.text(deed.format(table="entries")))
        engine.dispose()


@pytest.mark.sqlite
def test_two_workers_starting_at_once_make_one_database(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from groupkit import create_app, migrations; import sys\n"
        "app = create_app(Path(sys.argv[1]))\n"
        "with app.app_context(): migrations.bring_up_to_date(app)"
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stderr=subprocess.PIPE) for _ in range(3)
    ]
    for worker in workers:
        _, said = worker.communicate(timeout=60)
        assert worker.returncode == 0, said.decode()
    app = create_app(tmp_path)
    with app.app_context():
        assert migrations.version(db.engine) == migrations.NEWEST


def test_the_newest_step_is_the_one_the_program_expects() -> None:
    known = sorted(path.name[:4] for path in (Path(migrations.__file__).parent / "versions").glob("[0-9]*.py"))
    assert known[-1] == migrations.NEWEST


def test_every_append_only_table_has_its_triggers() -> None:
    appended = (mapper for mapper in Model.registry.mappers if issubclass(mapper.class_, AppendOnly))
    assert sorted({str(mapper.local_table) for mapper in appended}) == sorted(triggers.APPEND_ONLY)
