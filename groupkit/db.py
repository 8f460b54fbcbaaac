"""The database: column types, sessions, and when things are saved."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Text,
    cast,
    column,
    event,
    func,
    select,
    table,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeDecorator, TypeEngine

from groupkit import tenancy
from groupkit.tenancy import GroupOwned, GroupScope, GuardBroken, GuardedSession
from groupkit.words import folded

_BINARY = "utf8mb4_bin"
_MARIA = ("mysql", "mariadb")
BUSY_SECONDS = 5


class Words(TypeDecorator[str]):
    """Short text of at most `most` characters, compared exactly on every database."""

    impl = String
    cache_ok = True

    def __init__(self, most: int) -> None:
        super().__init__(length=most)
        self.most = most

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in _MARIA:
            return dialect.type_descriptor(_maria().VARCHAR(self.most, collation=_BINARY))
        return dialect.type_descriptor(String(self.most))


class LongWords(TypeDecorator[str]):
    """Text of any length, compared exactly on every database."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in _MARIA:
            return dialect.type_descriptor(_maria().LONGTEXT(collation=_BINARY))
        return dialect.type_descriptor(Text())


class Bytes(TypeDecorator[bytes]):
    """Bytes of any number; MariaDB's usual type for them holds only 64 kB."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in _MARIA:
            return dialect.type_descriptor(_maria().LONGBLOB())
        return dialect.type_descriptor(LargeBinary())


def _maria() -> Any:
    """MariaDB's own types, loaded only where there is a MariaDB."""
    from sqlalchemy.dialects import mysql

    return mysql


Pence = BigInteger


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond, the same on every database."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in _MARIA:
            return dialect.type_descriptor(_maria().DATETIME(fsp=6))
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def sum_of(pence: Any) -> ColumnElement[int]:
    """The sum of a column of pence as a whole number, 0 when there are no rows."""
    return cast(func.coalesce(func.sum(pence), 0), BigInteger)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"class_": GuardedSession}, disable_autonaming=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def owned_tables() -> frozenset[str]:
    """The names of all tables that belong to groups, of the books that are loaded."""
    return frozenset(
        str(mapper.local_table) for mapper in Model.registry.mappers if issubclass(mapper.class_, GroupOwned)
    )


def engine_options(url: str) -> dict[str, Any]:
    """How to connect: nothing is opened before the first request, so a host may fork the program."""
    if url.startswith("sqlite"):
        return {"poolclass": NullPool, "connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_recycle": 280, "isolation_level": "REPEATABLE READ"}


def start(app: Flask) -> None:
    """Connect an app to its database and put the guard on the engine."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def prepare(engine: Engine) -> None:
    """Put SQLite's settings and the last net of the guard on an engine."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _check_statement)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=DELETE",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "cache_spill=OFF",  # a long write stays in memory until it is saved, so that others can read meanwhile
        "secure_delete=ON",  # what is taken out for good leaves no bytes behind in the file
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("groupkit_folded", 1, lambda text: text and folded(text), deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    """A write takes its lock at the start: begun plainly, two writers fail at once whatever the timeout."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if tenancy.is_writing() else "BEGIN")


def _check_statement(_conn: Any, _cursor: Any, statement: str, _params: Any, _context: Any, _many: bool) -> None:
    unguarded = tenancy.unguarded_table(statement, _owned_names())
    if unguarded:
        raise GuardBroken(f"{unguarded} is touched without staying in the group")


_names: dict[int, frozenset[str]] = {}


def _owned_names() -> frozenset[str]:
    """Worked out again when a book has been loaded since (decision 0012)."""
    known = len(Model.metadata.tables)
    if known not in _names:
        _names[known] = owned_tables()
    return _names[known]


def begin_writing() -> None:
    """End the plain read and begin to write; what was loaded is read afresh, under the lock."""
    db.session.rollback()
    tenancy.set_writing(True)
    _see_what_was_just_saved(db.session())
    if tenancy.in_scope():
        _lock_group(tenancy.scope().id)


def _see_what_was_just_saved(session: Session) -> None:
    """A writer who waited for a row goes on from what it says now, where a snapshot would end in a conflict."""
    if db.engine.dialect.name != "sqlite":
        session.connection(execution_options={"isolation_level": "READ COMMITTED"})


def _lock_group(group_id: int) -> None:
    """One writer at a time in a group: numbers and the history stay without gaps (SQLite has its one lock)."""
    if db.engine.dialect.name == "sqlite":
        return
    groups = table("groups", column("id"))
    db.session.execute(select(groups.c.id).where(groups.c.id == group_id).with_for_update())


def stop_writing(commit: bool) -> None:
    """Save everything, or nothing, and go back to plain reading."""
    try:
        if commit:
            db.session.commit()
        else:
            db.session.rollback()
    except BaseException:
        commit = False
        db.session.rollback()
        raise
    finally:
        tenancy.set_writing(False)
        if not commit:
            db.session.info.pop("after_saving", None)


def after_saving(act: Callable[[], object]) -> None:
    """Do this once what is being written has been saved, and never when it was not."""
    db.session.info.setdefault("after_saving", []).append(act)


def do_what_waited() -> None:
    """What was to be done after saving: called when the commit has happened."""
    for act in db.session.info.pop("after_saving", []):
        act()


@contextmanager
def in_group_too(group: GroupScope) -> Iterator[None]:
    """Within a write transaction of the program's own pages, write in one group's books as well."""
    db.session.flush()
    with tenancy.in_group(group, db.session):
        _lock_group(group.id)
        yield
        db.session.flush()


@contextmanager
def writing() -> Iterator[None]:
    """One write transaction outside a page: saved whole at the end of the block, or not at all."""
    begin_writing()
    try:
        yield
    except BaseException:
        stop_writing(commit=False)
        raise
    stop_writing(commit=True)
    do_what_waited()


@contextmanager
def door_reading() -> Iterator[GuardedSession]:
    """A short look at the door's own records; only `access/` uses it."""
    session = GuardedSession(db=db)
    with tenancy.write_allowed(False):
        try:
            yield session
        finally:
            session.close()


@contextmanager
def door_writing() -> Iterator[GuardedSession]:
    """A short transaction of its own for door records, saved at the end of the block; only `access/` uses it."""
    if tenancy.is_writing():
        raise GuardBroken("door records are not written while a page is being saved: the two would lock each other")
    db.session.rollback()
    session = GuardedSession(db=db)
    with tenancy.write_allowed():
        try:
            _see_what_was_just_saved(session)
            yield session
            session.commit()
        finally:
            session.close()


_AGAIN = {"40001", "40P01", 1213, 1020, 1205}


def worth_trying_again(error: DBAPIError) -> bool:
    """Whether the engine itself asks for another try (deadlock, cluster conflict)."""
    original = error.orig
    code = getattr(original, "sqlstate", None) or (original.args[0] if original and original.args else None)
    return code in _AGAIN


def keep_private(folder: Path) -> None:
    """Make a folder that only its owner can read, and mend one that others can."""
    os.umask(0o077)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
