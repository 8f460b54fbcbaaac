"""Accounts, funds, headings and categories, and settling the book up to a day."""

from typing import Any, TypeVar

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.founding import Founding
from groupkit.db import db
from groupkit.history import record
from groupkit.ledger import queries, rules
from groupkit.ledger.models import Account, Category, Fund, Heading
from groupkit.refusal import Conflict, Refused

Named = Account | Fund | Heading | Category
OneNamed = TypeVar("OneNamed", Account, Fund, Heading, Category)


def add_account(name: str, kind: str, by: Actor) -> Account:
    """A place where money is."""
    return _add(Account(name=name, kind=kind), Account.name == name, "an account", by, kind=(None, kind))


def add_fund(name: str, kind: str, by: Actor) -> Fund:
    """What some of the money is for."""
    return _add(Fund(name=name, kind=kind), Fund.name == name, "a fund", by, kind=(None, kind))


def add_heading(fund: Fund, name: str, budget: int, by: Actor) -> Heading:
    """A budget heading of a restricted fund, with what was agreed for it in pence."""
    if fund.kind != "restricted":
        raise Refused("Only money that was given for one purpose has budget headings", "name")
    same = (Heading.fund_id == fund.id) & (Heading.name == name)
    return _add(
        Heading(fund_id=fund.id, name=name, budget=budget),
        same,
        "a budget heading",
        by,
        budget=(None, budget),
        fund=(None, fund.key),
    )


def add_category(name: str, direction: str, by: Actor) -> Category:
    """A kind of money in or money out."""
    same = (Category.direction == direction) & (Category.name == name)
    return _add(Category(name=name, direction=direction), same, "a category", by, direction=(None, direction))


def _add(row: OneNamed, same: Any, what: str, by: Actor, **changes: Any) -> OneNamed:
    if db.session.scalar(select(type(row).id).where(same)):
        raise Refused("There is one of that name already", "name")
    db.session.add(row)
    db.session.flush()
    record(by, f"added {what}", row.name, key=(None, row.key), **changes)
    return row


def rename(row: Named, name: str, version: int, by: Actor) -> None:
    """A new name for an account, fund, heading or category; everything coded to it stays with it."""
    _check_version(row, version)
    if row.name == name:
        return
    model = type(row)
    same = [model.name == name, model.id != row.id]
    if isinstance(row, Heading):
        same.append(Heading.fund_id == row.fund_id)
    if isinstance(row, Category):
        same.append(Category.direction == row.direction)
    if db.session.scalar(select(model.id).where(*same)):
        raise Refused("There is one of that name already", "name")
    record(by, "changed a name in the book", row.name, key=(row.key, row.key), name=(row.name, name))
    row.name = name
    db.session.flush()


def change_budget(heading: Heading, budget: int, version: int, by: Actor) -> None:
    """What is agreed for a heading from now on, in pence."""
    _check_version(heading, version)
    if heading.budget != budget:
        record(
            by,
            "changed a budget heading",
            heading.name,
            key=(heading.key, heading.key),
            budget=(heading.budget, budget),
        )
        heading.budget = budget
        db.session.flush()


def close(row: Named, version: int, by: Actor) -> None:
    """Offer it no longer; what was written under it stays. A place or fund with money in it cannot be closed."""
    _check_version(row, version)
    if row.closed_on is not None:
        raise Refused("It is closed already")
    left = 0
    if isinstance(row, Account):
        left = queries.account_balance(row.id)
    if isinstance(row, Fund):
        left = queries.fund_balance(row.id)
    if left:
        raise Refused("There is still money in it. Move that first, then close it")
    if isinstance(row, Fund) and row.kind == "general" and queries.open_general_funds() < 2:
        raise Refused("The book needs one general fund")
    row.closed_on = tenancy.today()
    record(by, "closed in the book", row.name, key=(row.key, row.key), closed_on=(None, row.closed_on))
    db.session.flush()


def reopen(row: Named, version: int, by: Actor) -> None:
    """Offer it again."""
    _check_version(row, version)
    if row.closed_on is None:
        raise Refused("It is open already")
    record(by, "opened again in the book", row.name, key=(row.key, row.key), closed_on=(row.closed_on, None))
    row.closed_on = None
    db.session.flush()


def _check_version(row: Named, version: int) -> None:
    if row.version != version:
        raise Conflict("Somebody else changed this in the meantime. Here is how it stands now", "name")


def begin_book(by: Actor, founding: Founding) -> None:
    """A general fund, the usual categories, and a bank account or a tin if the group has one."""
    add_fund("General", "general", by)
    usual = [
        Category(name=name, direction=direction)
        for direction, names in rules.USUAL_CATEGORIES.items()
        for name in names
    ]
    db.session.add_all(usual)
    db.session.flush()
    record(
        by,
        "began with the usual categories",
        "categories",
        categories=(None, [[row.key, row.direction, row.name] for row in usual]),
    )
    if founding.has_bank:
        add_account("Bank", "bank", by)
    if founding.has_tin:
        add_account("Cash tin", "tin", by)
    db.session.flush()
