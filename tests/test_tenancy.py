"""The session guard: every known way round it is closed. Tamsin's group writes; Olu's is never seen or touched."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import delete, func, insert, select, table, text, update
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    aliased,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
    subqueryload,
)

from groupkit import tenancy
from groupkit.access.models import Appointment
from groupkit.db import Model, begin_writing, db, door_reading, door_writing, owned_tables, stop_writing
from groupkit.history import HistoryLine, TheProgram, record
from groupkit.ledger.models import Account, Category, Entry, Fund, Heading, MoneyLeg, Transaction
from groupkit.tenancy import AppendOnly, GroupOwned, GroupScope, GuardBroken, GuardedSession, unguarded_table
from tests import builders
from tests.builders import AGroup

Two = tuple[AGroup, AGroup]


@pytest.fixture(scope="module")
def two(app: Flask) -> Two:
    """Tamsin's group and Olu's."""
    builders.use(app)
    return builders.a_group(), builders.another_group()


@pytest.fixture
def reading(app: Flask, two: Two) -> Iterator[Two]:
    """In Tamsin's group, on a plain read."""
    with app.app_context(), tenancy.in_group(two[0].scope, db.session):
        yield two
        db.session.rollback()


@pytest.fixture
def writing(reading: Two) -> Iterator[Two]:
    """In Tamsin's group, in a write transaction that is never saved."""
    begin_writing()
    try:
        yield reading
    finally:
        stop_writing(commit=False)


def theirs(two: Two, model: Any = Account) -> Any:
    """A row of Olu's, read in her own group and then let go."""
    inside = tenancy._scope.get()
    with tenancy.in_group(two[1].scope, db.session):
        found = db.session.scalars(select(model)).first()
        row = found.id
    assert tenancy._scope.get() == inside
    return row


# -- reading -------------------------------------------------------------------------------------------------------

other_account = aliased(Account)
banks = select(Account.id, Account.group_id).where(Account.kind == "bank")
READINGS: dict[str, Callable[[], Any]] = {
    "rows": lambda: select(Account.group_id),
    "whole rows": lambda: select(Account),
    "only a count": lambda: select(func.count(), func.min(Account.group_id), func.max(Account.group_id)),
    "an alias": lambda: select(other_account.group_id),
    "a join": lambda: select(Account.group_id, Fund.group_id).join(Fund, Fund.kind == "general"),
    "a cross join": lambda: select(Account.group_id, Fund.group_id).join(Fund, sa.true()),
    "a self join": lambda: select(Account.group_id, other_account.group_id).join(
        other_account, other_account.kind == Account.kind
    ),
    "an outer join": lambda: select(Account.group_id, other_account.group_id).outerjoin(
        other_account, other_account.kind == Account.kind
    ),
    "a subquery": lambda: select(banks.subquery().c.group_id),
    "a CTE": lambda: select(banks.cte("found").c.group_id),
    "a nested CTE": lambda: select(select(banks.cte("inner_one").c.group_id).cte("outer_one").c.group_id),
    "a union": lambda: select(Account.group_id).union_all(select(Fund.group_id)),
    "a window": lambda: select(Account.group_id, func.row_number().over(order_by=Account.id)),
    "a scalar subquery": lambda: select(select(func.max(Account.group_id)).scalar_subquery()),
    "an exists": lambda: select(Account.group_id).where(
        select(other_account.id).where(other_account.kind == Account.kind).exists()
    ),
    "an IN": lambda: select(Fund.group_id).where(Fund.group_id.in_(select(Account.group_id))),
    "a lock": lambda: select(Account.group_id).with_for_update(),
    "distinct": lambda: select(Account.group_id).distinct(),
    "grouped": lambda: select(Account.group_id, func.count()).group_by(Account.group_id),
    "or true": lambda: select(Account.group_id).where((Account.id > 0) | sa.true()),
}


@pytest.mark.parametrize("name", READINGS)
def test_only_our_own_rows_are_read(reading: Two, name: str) -> None:
    rows = db.session.execute(READINGS[name]()).all()
    assert rows, "nothing was read at all"
    ours = reading[0].scope.id
    for row in rows:
        for value in row:
            found = value.group_id if isinstance(value, Account) else value
            assert found == ours or name in ("a window", "grouped", "only a count")
    if name == "only a count":
        assert rows[0][1:] == (ours, ours)
    if name in ("a window", "grouped"):
        assert {row[0] for row in rows} == {ours}


def test_the_query_of_old_is_guarded_too(reading: Two) -> None:
    assert {row.group_id for row in db.session.query(Account).all()} == {reading[0].scope.id}


PRETENDS = "SELECT * FROM accounts WHERE accounts.group_id = accounts.group_id"


@pytest.mark.parametrize(
    "reach",
    [
        lambda: db.session.execute(select(Account.__table__)),
        lambda: db.session.execute(Account.__table__.select()),
        lambda: db.session.execute(select(table("accounts", sa.column("name")))),
        lambda: db.session.execute(select(func.row_number().over(order_by=Account.__table__.c.id))),
        lambda: db.session.execute(text("SELECT name FROM accounts")),
        lambda: db.session.execute(text("SELECT name FROM accounts").columns(Account.name)),
        lambda: db.session.execute(text(PRETENDS)),
        lambda: db.session.execute(text(PRETENDS).columns(Account.name)),
        lambda: db.session.scalars(select(Account).from_statement(text(PRETENDS))),
        lambda: db.session.scalars(select(Account).from_statement(text(PRETENDS).columns(Account.id))),
        lambda: db.session.scalars(select(Account).from_statement(text("SELECT * FROM accounts"))),
        lambda: db.session.execute(select(sa.text("name FROM accounts"))),
        lambda: db.session.connection().execute(text("SELECT name FROM accounts")),
        lambda: db.session.connection().exec_driver_sql("SELECT name FROM accounts"),
        lambda: db.session.connection().exec_driver_sql('(SELECT "name" FROM "accounts")'),
        lambda: db.session.connection().exec_driver_sql("select 1 from groups join accounts on 1 = 1"),
        lambda: db.session.connection().exec_driver_sql("WITH a AS (SELECT name FROM accounts) SELECT * FROM a"),
        lambda: db.session.execute(select(Account.__table__).union_all(select(Account.__table__))),
    ],
)
def test_what_the_guard_does_not_see_is_stopped(reading: Two, reach: Callable[[], Any]) -> None:
    with pytest.raises(GuardBroken):
        reach()


def test_outside_a_group_nothing_of_a_group_is_read(app: Flask, two: Two) -> None:
    with app.app_context():
        for name, reach in READINGS.items():
            with pytest.raises(GuardBroken):
                db.session.execute(reach()).all()
                raise AssertionError(name)
            db.session.rollback()
        with door_reading() as door, pytest.raises(GuardBroken):
            door.scalars(select(Account)).all()


def test_a_row_by_its_number(reading: Two) -> None:
    row = theirs(reading)
    assert db.session.get(Account, row) is None
    with pytest.raises(sa.exc.NoResultFound):
        db.session.get_one(Account, row)
    assert db.session.scalar(select(Account).where(Account.id == row)) is None


def test_what_was_loaded_before_shows_nothing_afterwards(app: Flask, two: Two) -> None:
    """A warm identity map: entering or leaving a group forgets everything."""
    with app.app_context():
        with tenancy.in_group(two[1].scope, db.session):
            loaded = db.session.scalars(select(Account)).all()
            with tenancy.in_group(two[0].scope, db.session):
                assert not list(db.session.identity_map)
                assert db.session.get(Account, loaded[0].id) is None
            assert not list(db.session.identity_map)
            loaded = db.session.scalars(select(Account)).all()
        assert not list(db.session.identity_map)
        with tenancy.in_group(two[1].scope, db.session):
            row = db.session.scalars(select(Account)).first()
            assert row is not None
            with tenancy.across_groups(), pytest.raises(GuardBroken):
                db.session.get(Account, row.id)


def test_a_row_of_theirs_that_stayed_in_the_session(app: Flask, two: Two) -> None:
    """Even when a row was kept by mistake, get, refresh and an expired row give nothing away."""
    with app.app_context(), tenancy.in_group(two[1].scope, db.session):
        row = db.session.scalars(select(Account)).first()
        assert row is not None
        token = tenancy._scope.set(two[0].scope)
        try:
            assert db.session.get(Account, row.id) is None
            with pytest.raises(InvalidRequestError):
                db.session.refresh(row)
            db.session.expire(row)
            with pytest.raises(InvalidRequestError):
                _ = row.name
        finally:
            tenancy._scope.reset(token)


class OwnBase(DeclarativeBase):
    """Tables of this test only: groupkit itself has no relationships, and the guard would hold if it had."""


class Shelf(GroupOwned, OwnBase):
    __tablename__ = "shelves"
    name: Mapped[str] = mapped_column(sa.String(20))
    books: Mapped[list["Book"]] = relationship(primaryjoin="Shelf.id == foreign(Book.shelf_id)", order_by="Book.id")


class Book(GroupOwned, OwnBase):
    __tablename__ = "books"
    shelf_id: Mapped[int] = mapped_column(sa.Integer)
    shelf: Mapped[Shelf] = relationship(primaryjoin="foreign(Book.shelf_id) == Shelf.id", viewonly=True)


@pytest.fixture
def shelves(app: Flask) -> Iterator[GuardedSession]:
    """A shelf of each group, with a book of the other group wrongly put on ours."""
    engine = sa.create_engine("sqlite://")
    OwnBase.metadata.tables["shelves"].create(engine)
    OwnBase.metadata.tables["books"].create(engine)
    with engine.begin() as raw:
        for group in (1, 2):
            raw.execute(
                Shelf.__table__.insert().values(
                    id=group, group_id=group, key=f"s{group}", name="ours" if group == 1 else "theirs"
                )
            )
        raw.execute(
            Book.__table__.insert(),
            [
                {"id": 1, "group_id": 1, "key": "a", "shelf_id": 1},
                {"id": 2, "group_id": 2, "key": "b", "shelf_id": 1},
                {"id": 3, "group_id": 1, "key": "c", "shelf_id": 2},
            ],
        )

    class OwnSession(GuardedSession):
        def get_bind(self, *_args: Any, **_options: Any) -> sa.Engine:
            return engine

    session = OwnSession(db=db)
    with app.app_context(), tenancy.in_group(GroupScope(1, "k"), session):
        yield session
        session.close()
    engine.dispose()


sa.Table("groups", OwnBase.metadata, sa.Column("id", sa.Integer, primary_key=True))


@pytest.mark.parametrize("how", [None, joinedload, selectinload, subqueryload])
def test_relationships_stay_in_the_group(shelves: GuardedSession, how: Any) -> None:
    options = [how(Shelf.books)] if how else []
    (shelf,) = shelves.scalars(select(Shelf).options(*options)).unique().all()
    assert [book.id for book in shelf.books] == [1]
    books = shelves.scalars(select(Book).options(*([how(Book.shelf)] if how else [])).order_by(Book.id)).all()
    assert [(book.id, book.shelf and book.shelf.name) for book in books] == [(1, "ours"), (3, None)]


# -- writing -------------------------------------------------------------------------------------------------------


def a_category() -> Category:
    return Category(name="Plants", direction="out")


@pytest.mark.parametrize(
    "deed",
    [
        lambda: (db.session.add(a_category()), db.session.flush()),
        lambda: (setattr(db.session.scalars(select(Account)).first(), "name", "Bonk"), db.session.flush()),
        lambda: (db.session.delete(db.session.scalars(select(Account)).first()), db.session.flush()),
        lambda: (
            setattr(db.session.scalars(select(Account)).first(), "name", "Bonk"),
            db.session.scalars(select(Fund)).all(),
        ),
        lambda: (db.session.add(a_category()), db.session.commit()),
        lambda: db.session.execute(update(Account).values(name="Bonk")),
        lambda: db.session.execute(delete(Category)),
        lambda: db.session.query(Category).update({"name": "Bonk"}),
        lambda: db.session.query(Category).delete(),
    ],
)
def test_nothing_is_written_on_a_plain_read(reading: Two, deed: Callable[[], Any]) -> None:
    with pytest.raises(GuardBroken):
        deed()


@pytest.mark.parametrize(
    "deed",
    [
        lambda: db.session.execute(insert(Category).values(name="x", direction="in", group_id=1, key="k")),
        lambda: db.session.execute(insert(Category), [{"name": "x", "direction": "in", "group_id": 1}]),
        lambda: db.session.execute(Category.__table__.insert().values(name="x", direction="in", group_id=1, key="k")),
        lambda: db.session.execute(insert(Category).from_select(["name"], select(Fund.name))),
        lambda: db.session.bulk_save_objects([a_category()]),
        lambda: db.session.bulk_insert_mappings(Category, [{"name": "x"}]),
        lambda: db.session.bulk_update_mappings(Category, [{"id": 1, "name": "x"}]),
        lambda: db.session.execute(update(Category.__table__).values(name="x")),
        lambda: db.session.execute(delete(Category.__table__)),
        lambda: db.session.execute(update(table("accounts", sa.column("name"))).values(name="x")),
        lambda: db.session.execute(update(Entry).values(number=5)),
        lambda: db.session.execute(delete(HistoryLine)),
        lambda: db.session.query(Transaction).delete(),
        lambda: db.session.execute(update(Category).values(group_id=Category.group_id + 1)),
        lambda: db.session.execute(update(Appointment), [{"id": 1, "job": "treasurer"}]),
        lambda: db.session.execute(update(Appointment), [{"id": 1, "job": "treasurer"}, {"id": 2, "job": "treasurer"}]),
        lambda: db.session.execute(
            update(Appointment).values(job="treasurer"), execution_options={"dml_strategy": "core_only"}
        ),
        lambda: db.session.execute(delete(Appointment), execution_options={"dml_strategy": "core_only"}),
        lambda: db.session.execute(text("UPDATE accounts SET name = 'x'")),
        lambda: db.session.execute(text("DELETE FROM accounts")),
    ],
)
def test_ways_of_writing_past_the_guard(writing: Two, deed: Callable[[], Any]) -> None:
    with pytest.raises(GuardBroken):
        deed()


@pytest.mark.parametrize("change", [lambda: update(Account).values(name=Account.name + "!"), lambda: delete(Category)])
def test_many_rows_at_once_are_ours_only(writing: Two, change: Callable[[], Any]) -> None:
    def rows() -> Any:
        return [
            db.session.execute(select(model.id, model.name).order_by(model.id)).all() for model in (Account, Category)
        ]

    ours = rows()
    with tenancy.in_group(writing[1].scope, db.session):
        before = rows()
    db.session.execute(change())
    assert rows() != ours
    with tenancy.in_group(writing[1].scope, db.session):
        assert rows() == before


def test_outside_a_group_nothing_of_a_group_is_written(app: Flask, two: Two) -> None:
    with app.app_context():
        begin_writing()
        try:
            for deed in (
                lambda: db.session.execute(delete(Category)),
                lambda: db.session.execute(update(Account).values(name="x")),
                lambda: (db.session.add(a_category()), db.session.flush()),
            ):
                with pytest.raises(GuardBroken):
                    deed()
                db.session.rollback()
        finally:
            stop_writing(commit=False)


@pytest.mark.parametrize(
    "model",
    sorted(
        (mapper.class_ for mapper in Model.registry.mappers if issubclass(mapper.class_, AppendOnly)),
        key=lambda model: model.__name__,
    ),
)
def test_append_only_rows_are_never_changed_or_deleted(writing: Two, model: Any) -> None:
    columns = {
        column.key: _something(column)
        for column in sa.inspect(model).columns
        if not column.nullable and column.key not in ("id", "group_id", "key")
    }
    row = model(**columns)
    with db.session.no_autoflush:
        db.session.add(row)
        sa.orm.attributes.set_committed_value(row, "id", 10**9)
        sa.orm.attributes.set_committed_value(row, "group_id", tenancy.scope().id)
        db.session.expunge(row)
        sa.orm.make_transient_to_detached(row)
        for deed in (
            lambda: setattr(row, next(iter(columns)), _something_else(columns)),
            lambda: db.session.delete(row),
        ):
            db.session.add(row)
            deed()
            with pytest.raises(GuardBroken, match="never changed"):
                db.session.flush()
            db.session.expunge_all()
            sa.orm.make_transient(row)
            sa.orm.make_transient_to_detached(row)
    for sweep in (update(model).values(key="x"), delete(model)):
        with pytest.raises(GuardBroken, match="never changed"):
            db.session.execute(sweep)


def _something(column: Any) -> Any:
    kind = column.type.python_type
    return {int: 1, str: "a", bool: False, date: date(2026, 1, 1)}.get(kind, None if kind not in (bytes,) else b"")


def _something_else(columns: dict[str, Any]) -> Any:
    first = next(iter(columns.values()))
    return first + 1 if isinstance(first, int) else f"{first}b"


def test_the_book_history_and_looks_are_append_only() -> None:
    names = {mapper.class_.__name__ for mapper in Model.registry.mappers if issubclass(mapper.class_, AppendOnly)}
    assert names >= {
        "Entry",
        "Transaction",
        "MoneyLeg",
        "PurposeLeg",
        "Wording",
        "Receipt",
        "ClosedPeriod",
        "HistoryLine",
        "RuleInForce",
        "Look",
    }


def test_a_new_row_belongs_to_the_group_in_scope(writing: Two) -> None:
    row = a_category()
    db.session.add(row)
    db.session.flush()
    assert row.group_id == writing[0].scope.id
    stray = Category(name="Weeds", direction="out", group_id=writing[1].scope.id)
    db.session.add(stray)
    with pytest.raises(GuardBroken, match="another group"):
        db.session.flush()


def test_a_row_is_not_moved_to_another_group(writing: Two) -> None:
    row = db.session.scalars(select(Account)).first()
    assert row is not None
    row.group_id = writing[1].scope.id
    with pytest.raises(GuardBroken, match="another group"):
        db.session.flush()


def test_a_row_is_not_taken_over_from_another_group(writing: Two) -> None:
    with tenancy.in_group(writing[1].scope, db.session):
        row = db.session.scalars(select(Category)).first()
    assert row is not None
    row.group_id = writing[0].scope.id
    db.session.add(row)
    with pytest.raises(GuardBroken):
        db.session.flush()


def test_a_row_of_theirs_is_not_changed_or_deleted(writing: Two) -> None:
    for deed in (lambda row: setattr(row, "name", "x"), db.session.delete):
        with tenancy.in_group(writing[1].scope, db.session):
            row = db.session.scalars(select(Category)).first()
        db.session.add(row)
        deed(row)
        with pytest.raises(GuardBroken, match="another group"):
            db.session.flush()
        db.session.expunge_all()


def test_door_records_are_not_written_while_a_page_is_saved(writing: Two) -> None:
    with pytest.raises(GuardBroken), door_writing():
        pass


# -- the database itself -------------------------------------------------------------------------------------------


def pairs() -> list[tuple[str, str, str, str]]:
    """Every foreign key from one group's own table to another: (table, column, table pointed at, column)."""
    owned, found = owned_tables(), []
    for name in sorted(owned):
        for key in Model.metadata.tables[name].foreign_key_constraints:
            to = key.referred_table.name
            found.append(
                (
                    name,
                    "+".join(sorted(key.column_keys)),
                    to,
                    "+".join(sorted(each.column.name for each in key.elements)),
                )
            )
    return found


def test_every_pointer_between_a_groups_tables_carries_the_group() -> None:
    owned = owned_tables()
    for name, columns, to, columns_there in pairs():
        if to in owned:
            assert columns.startswith("group_id+") or "+group_id" in columns, (
                f"{name}.{columns} points at {to} without its group"
            )
            assert "group_id" in columns_there
    for name in owned:
        group = Model.metadata.tables[name].c.group_id
        assert not group.nullable
        assert [key.column.table.name for key in group.foreign_keys if key.column.name == "id"] == ["groups"], name
        pointers = {column.name for column in Model.metadata.tables[name].columns if column.name.endswith("_id")} - {
            "group_id",
            "user_id",
        }
        kept = {column for key in Model.metadata.tables[name].foreign_key_constraints for column in key.column_keys}
        assert pointers <= kept, f"{name} points somewhere without a foreign key: {pointers - kept}"


def test_the_database_refuses_a_row_that_points_into_another_group(app: Flask, two: Two) -> None:
    """On a raw connection, with no guard in between: one heading, one leg, one reversal."""
    ours, other = two[0].scope.id, two[1].scope.id
    with app.app_context():
        with tenancy.in_group(two[1].scope, db.session):
            fund, account = db.session.scalar(select(Fund.id)), db.session.scalar(select(Account.id))
        db.session.rollback()
        engine = sa.create_engine(db.engine.url)
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=ON"))
        heading = {"fund_id": fund, "name": "x", "budget": 1, "version": 1, "key": "raw"}
        leg = {"transaction_id": 10**6, "account_id": account, "day": date(2026, 1, 1), "pence": 1, "key": "raw"}
        rows = [
            (Heading.__table__, {**heading, "group_id": other}, True),
            (Heading.__table__, {**heading, "group_id": ours}, False),
            (MoneyLeg.__table__, {**leg, "group_id": ours}, False),
        ]
        for into, values, fine in rows:
            with engine.connect() as raw:
                if fine:
                    raw.execute(into.insert().values(values))
                else:
                    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
                        raw.execute(into.insert().values(values))
                raw.rollback()
        engine.dispose()


def test_the_last_net() -> None:
    owned = frozenset({"accounts", "funds"})
    stopped = [
        "SELECT name FROM accounts",
        "select name from accounts",
        'SELECT x FROM "accounts"',
        "SELECT x FROM `accounts` AS `a`",
        "SELECT x FROM accounts AS accounts_1 WHERE accounts.group_id = 1",
        "SELECT 1 FROM groups, accounts",
        "(SELECT 1 FROM funds)",
        "  WITH a AS (SELECT 1 FROM funds) SELECT * FROM a",
        "SELECT 1 FROM groups JOIN funds ON 1 = 1",
        "SELECT 1 FROM accounts WHERE accounts.group_id = 1 AND EXISTS (SELECT 1 FROM funds)",
        "UPDATE accounts SET group_id = 2 WHERE accounts.group_id = 1",
        'UPDATE "funds" SET name=\'x\', "group_id"=2',
        "UPDATE accounts SET name=1,\n group_id=2 WHERE id = 1",
    ]
    fine = [
        "SELECT name FROM accounts WHERE accounts.group_id = ?",
        "SELECT 1",
        "SELECT 1 FROM groups",
        'SELECT x FROM "accounts" AS "a" WHERE "a"."group_id" = 1',
        "INSERT INTO accounts (name) VALUES (1)",
        "UPDATE accounts SET name = ? WHERE accounts.id = ? AND accounts.group_id = 1",
        "UPDATE groups SET group_id = 1",
    ]
    assert [statement for statement in stopped if not unguarded_table(statement, owned)] == []
    assert [statement for statement in fine if unguarded_table(statement, owned)] == []


def test_one_writer_at_a_time_in_a_group(writing: Two) -> None:
    before = record(TheProgram(), "did something", "here").number
    assert record(TheProgram(), "did something", "here").number == before + 1
