"""The session guard: whose group we are in, and whether anything may be written.

Every statement on a group's own tables is limited to the group in scope, and fails when there is none.
See docs/decisions/0002-session-guard.md for the ways round it that are closed here.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from flask_sqlalchemy.session import Session
from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    TextClause,
    TextualSelect,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, ORMExecuteState, declared_attr, mapped_column, with_loader_criteria
from sqlalchemy.orm import Session as PlainSession

from groupkit import dates

RowId = BigInteger().with_variant(Integer, "sqlite")


class GuardBroken(RuntimeError):
    """The program tried to reach past the guard: a mistake in groupkit, never in what somebody typed."""


@dataclass(frozen=True)
class GroupScope:
    """The group in whose books we are: its row, the key that travels with it, its zone."""

    id: int
    key: str
    zone: str = dates.USUAL_ZONE


_scope: ContextVar[GroupScope | None] = ContextVar("groupkit_scope", default=None)
_writing: ContextVar[bool] = ContextVar("groupkit_writing", default=False)


def scope() -> GroupScope:
    """The group in scope; raises GuardBroken when there is none."""
    found = _scope.get()
    if found is None:
        raise GuardBroken("no group is in scope")
    return found


def in_scope() -> bool:
    """Whether a group is in scope."""
    return _scope.get() is not None


def today() -> date:
    """Today where the group in scope is."""
    return dates.today(scope().zone)


class _Forgets(Protocol):
    def expunge_all(self) -> None: ...


@contextmanager
def in_group(group: GroupScope, session: _Forgets) -> Iterator[None]:
    """Be in one group's books inside the block; the session forgets what it had loaded, on entering and on leaving."""
    session.expunge_all()
    token = _scope.set(group)
    try:
        yield
    finally:
        _scope.reset(token)
        session.expunge_all()


@contextmanager
def across_groups() -> Iterator[None]:
    """Be in no group inside the block: for the two named readings in `access/queries.py`, and nowhere else."""
    token = _scope.set(None)
    try:
        yield
    finally:
        _scope.reset(token)


def is_writing() -> bool:
    """Whether rows may be written just now."""
    return _writing.get()


@contextmanager
def write_allowed(allowed: bool = True) -> Iterator[None]:
    """Rows may be written inside the block (or may not, whatever holds outside it)."""
    token = _writing.set(allowed)
    try:
        yield
    finally:
        _writing.reset(token)


def set_writing(allowed: bool) -> None:
    """Allow or forbid writing for the rest of this request (the gate forbids it again at the end)."""
    _writing.set(allowed)


def new_key() -> str:
    """A random name for a row that moves with its group (96 bits)."""
    return secrets.token_hex(12)


class GroupOwned:
    """A row that belongs to one group and to no other."""

    @declared_attr
    def group_id(cls) -> Mapped[int]:  # noqa: N805 (a declared_attr is given the class)
        return mapped_column(RowId, ForeignKey("groups.id"))

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(24), default=new_key)


class AppendOnly:
    """A row that, once written, is never changed or deleted."""


def owned(*more: Any) -> tuple[Any, ...]:
    """`__table_args__` of a group's own table: what a composite foreign key needs to point here."""
    return (UniqueConstraint("group_id", "id"), UniqueConstraint("group_id", "key"), *more)


def points(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key that carries the group, so that a row cannot point into another group."""
    return ForeignKeyConstraint(["group_id", column], [f"{table}.group_id", f"{table}.id"])


class GuardedSession(Session):
    """A session that stays inside the group in scope and refuses to write unless it may."""

    def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        found = super().get(entity, ident, **options)
        if isinstance(found, GroupOwned) and found.group_id != scope().id:
            return None
        return found

    def bulk_save_objects(self, *args: Any, **options: Any) -> None:
        raise GuardBroken("bulk writes go round the guard")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


@event.listens_for(GuardedSession, "do_orm_execute")
def _stay_in_group(state: ORMExecuteState) -> None:
    if isinstance(getattr(state.statement, "element", state.statement), TextClause | TextualSelect):
        raise GuardBroken("written-out SQL goes round the guard")
    if state.is_insert:
        raise GuardBroken("rows are added one by one, so that the guard sees them")
    if state.is_update or state.is_delete:
        _check_sweep(state)
    found = _scope.get()
    if found is None:
        return
    group_id = found.id
    if state.is_column_load:
        _name_group_in_refresh(state, group_id)
        return
    state.statement = state.statement.options(
        with_loader_criteria(GroupOwned, lambda row: row.group_id == group_id, include_aliases=True)
    )


def _check_sweep(state: ORMExecuteState) -> None:
    """UPDATE and DELETE of many rows: mapped rows only, inside a group when they are a group's, never append-only."""
    if not is_writing():
        raise GuardBroken("nothing may be written now")
    if state.bind_mapper is None or state.execution_options.get("dml_strategy", "auto") not in ("auto", "orm"):
        raise GuardBroken("a bare table goes round the guard")
    if isinstance(state.parameters, list):
        raise GuardBroken("rows are changed one by one, so that the guard sees them")
    touched = state.bind_mapper.class_
    if issubclass(touched, AppendOnly):
        raise GuardBroken(f"{touched.__name__} is never changed or deleted")
    if issubclass(touched, GroupOwned):
        scope()


def _name_group_in_refresh(state: ORMExecuteState, group_id: int) -> None:
    """Reading a row again takes no loader criteria, so the group is named in the statement itself."""
    mapper = state.bind_mapper
    if mapper is not None and issubclass(mapper.class_, GroupOwned):
        state.statement = state.statement.where(mapper.class_.group_id == group_id)  # type: ignore[attr-defined]


@event.listens_for(GuardedSession, "before_flush")
def _check_writes(session: PlainSession, _context: Any, _instances: Any) -> None:
    new = session.new  # made anew whenever it is asked for
    touched = [*new, *(row for row in session.dirty if session.is_modified(row)), *session.deleted]
    if touched and not is_writing():
        raise GuardBroken("nothing may be written now")
    for row in touched:
        if isinstance(row, GroupOwned):
            _check_owner(row, new=row in new)
        if isinstance(row, AppendOnly) and row not in new:
            raise GuardBroken(f"{type(row).__name__} is never changed or deleted")


def _check_owner(row: GroupOwned, new: bool) -> None:
    ours = scope().id
    if new and row.group_id is None:
        row.group_id = ours
    if row.group_id != ours:
        raise GuardBroken(f"{type(row).__name__} belongs to another group")


_MOVES = re.compile(
    r"\s*UPDATE\s+[\"`]?(\w+)[\"`]?\s+SET\b(?:(?!\bWHERE\b).)*\bgroup_id[\"`]?\s*=", re.IGNORECASE | re.DOTALL
)
_TABLES = re.compile(r"\b(?:FROM|JOIN|,)\s+[\"`]?(\w+)[\"`]?(?:\s+AS\s+[\"`]?(\w+)[\"`]?)?", re.IGNORECASE)


@lru_cache(maxsize=2000)
def unguarded_table(statement: str, owned_tables: frozenset[str]) -> str | None:
    """The first group-owned table that is read without naming the group, or moved to another: the guard's last net."""
    if not re.match(r"[\s(]*(SELECT|WITH)\b", statement, re.IGNORECASE):
        return _moved_table(statement, owned_tables)
    for table, alias in _TABLES.findall(statement):
        if table not in owned_tables:
            continue
        name = re.escape(alias or table)
        if not re.search(rf"\b{name}[\"`]?\.[\"`]?group_id[\"`]? =", statement):
            return str(table)
    return None


def _moved_table(statement: str, owned_tables: frozenset[str]) -> str | None:
    """The group-owned table whose rows an UPDATE would move to another group."""
    match = _MOVES.match(statement)
    return match.group(1) if match and match.group(1) in owned_tables else None
