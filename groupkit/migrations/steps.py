"""Taking the steps: alone, each in one transaction where the engine can."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from groupkit.migrations import NewerDatabase, triggers, version

FOLDER = Path(__file__).parent


def upgrade(engine: Engine) -> None:
    """Take every step that the database has not had yet, each in one transaction where the engine can."""
    with _alone(engine) as connection:
        at = version_on(connection)
        known = {step.revision for step in ScriptDirectory.from_config(_config(connection)).walk_revisions()}
        if at is not None and at not in known:
            raise NewerDatabase("This database was written by a later release of groupkit. Put that release back")
        command.upgrade(_config(connection), "head")
        triggers.put_up(connection)
        _check_keys(connection)
    if version(engine) is None:
        raise RuntimeError("the database could not be brought up to date")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def version_on(connection: Connection) -> str | None:
    """Which step the database stands at, read inside the lock."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


@contextlib.contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A connection on which no other worker changes the database at the same time.

    On SQLite its foreign keys are off: rebuilding a table under them fails, and they cannot be switched inside a
    transaction.
    """
    own = create_engine(engine.url, poolclass=NullPool)
    dialect = own.dialect.name
    with own.connect() as connection:
        if dialect == "sqlite":
            raw = connection.connection.dbapi_connection
            raw.isolation_level = None  # type: ignore[union-attr]
            connection.exec_driver_sql("PRAGMA busy_timeout=30000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7126417)"))
        else:
            if connection.execute(text("SELECT GET_LOCK(CONCAT('groupkit ', DATABASE()), 60)")).scalar() != 1:
                raise RuntimeError("another worker has been changing the tables for a minute; try again")
        yield connection
        connection.commit()
        if dialect == "sqlite" and raw is not None and raw.in_transaction:
            raw.commit()
    own.dispose()


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a row points at nothing: the database was left as it was")
