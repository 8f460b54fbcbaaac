"""Accounts, funds, headings and categories, and settling the book."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from groupkit import history
from groupkit.access.models import Group
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.ledger import operations, queries, rules
from groupkit.ledger.models import Account, Category, ClosedPeriod, Fund, Heading, Receipt
from groupkit.refusal import Conflict
from tests.ledger.desk import TODAY, Desk, changes, refused

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
LAST_YEAR = date(2025, 10, 1)


def test_what_can_be_added(desk: Desk) -> None:
    operations.add_account("Card reader", "online", desk.by)
    operations.add_fund("Garden", "designated", desk.by)
    operations.add_category("Plants", "out", desk.by)
    operations.add_heading(desk.row(Fund, "Starter grant"), "Bus", 500, desk.by)
    lines = history.lines(4)[::-1]
    assert [(line.what, line.subject) for line in lines] == [
        ("added an account", "Card reader"),
        ("added a fund", "Garden"),
        ("added a category", "Plants"),
        ("added a budget heading", "Bus"),
    ]
    assert changes(lines[0]) == {"key": desk.row(Account, "Card reader").key, "kind": "online"}
    assert changes(lines[3])["budget"] == 500


@pytest.mark.parametrize(
    "deed",
    [
        lambda desk: operations.add_account("Bank", "bank", desk.by),
        lambda desk: operations.add_fund("General", "designated", desk.by),
        lambda desk: operations.add_category("Room hire", "out", desk.by),
        lambda desk: operations.add_heading(desk.row(Fund, "Starter grant"), "Room", 1, desk.by),
        lambda desk: operations.add_heading(desk.row(Fund, "Outing"), "Bus", 1, desk.by),
        lambda desk: operations.rename(desk.row(Account, "Bank"), "Cash tin", 1, desk.by),
        lambda desk: operations.rename(desk.row(Heading, "Room"), "Materials", 1, desk.by),
        lambda desk: operations.rename(desk.row(Category, "Room hire"), "Materials", 1, desk.by),
    ],
)
def test_names_that_are_taken(desk: Desk, deed: Callable[[Desk], object]) -> None:
    refused(lambda: deed(desk), "name")


def test_the_same_name_may_stand_on_both_sides(desk: Desk) -> None:
    operations.add_category("Room hire", "in", desk.by)
    operations.rename(desk.row(Category, "Subs"), "Travel and volunteer expenses", 1, desk.by)


def test_a_new_name_keeps_what_was_coded_to_it(desk: Desk) -> None:
    desk.pay(100)
    row = desk.row(Category, "Room hire")
    operations.rename(row, "Rent", row.version, desk.by)
    assert [found.name for found in queries.by_category(TODAY, TODAY)] == ["Rent"]
    assert json.loads(desk.told().body)["name"] == ["Room hire", "Rent"]
    count = desk.count(HistoryLine)
    operations.rename(row, "Rent", row.version, desk.by)
    assert desk.count(HistoryLine) == count, "nothing changed, so nothing is told"


def test_what_can_be_edited_carries_a_version(desk: Desk) -> None:
    row, heading = desk.row(Account, "Savings"), desk.row(Heading, "Room")
    operations.rename(row, "Rainy day", row.version, desk.by)
    for deed in (
        lambda: operations.rename(row, "Other", 1, desk.by),
        lambda: operations.close(row, 1, desk.by),
        lambda: operations.reopen(row, 1, desk.by),
        lambda: operations.change_budget(heading, 5, 7, desk.by),
    ):
        refused(deed, "name", kind=Conflict)


def test_a_budget_can_be_changed(desk: Desk) -> None:
    heading = desk.row(Heading, "Room")
    operations.change_budget(heading, 30_000, heading.version, desk.by)
    assert json.loads(desk.told().body)["budget"] == [25_000, 30_000]
    assert queries.by_heading(desk.grant)[0].budget == 30_000


def test_what_holds_money_is_not_closed(desk: Desk) -> None:
    desk.open_with((desk.outing, 100))
    refused(lambda: operations.close(desk.row(Account, "Bank"), 1, desk.by), None, "still money")
    refused(lambda: operations.close(desk.row(Fund, "Outing"), 1, desk.by), None, "still money")
    refused(lambda: operations.close(desk.row(Fund, "General"), 1, desk.by), None, "one general fund")
    operations.close(desk.row(Account, "Cash tin"), 1, desk.by)
    refused(lambda: operations.close(desk.row(Account, "Cash tin"), 2, desk.by), None, "closed already")
    operations.reopen(desk.row(Account, "Cash tin"), 2, desk.by)
    refused(lambda: operations.reopen(desk.row(Account, "Cash tin"), 3, desk.by), None, "open already")


def test_settling_the_book(desk: Desk) -> None:
    desk.settle(MARCH)
    row = db.session.scalars(select(ClosedPeriod)).one()
    assert (row.until, row.closed_by_no) == (MARCH, desk.by.person_no)
    assert (desk.told().what, desk.told().subject) == ("settled the book", "31 March 2026")
    assert changes(desk.told())["until"] == "2026-03-31"
    refused(lambda: desk.settle(MARCH), "until", "already")
    refused(lambda: desk.settle(MARCH - timedelta(days=1)), "until", "already")
    refused(lambda: desk.settle(TODAY), "until", "has passed")
    desk.settle(TODAY - timedelta(days=1))


def test_the_founding_gives_a_book_to_begin_with(desk: Desk) -> None:
    group = db.session.scalars(select(Group).where(Group.id == desk.group.scope.id)).one()
    assert group.short_name == desk.group.slug
    assert {"Bank", "Cash tin", "Savings"} == {place.name for place in queries.balances().accounts}
    for direction, names in rules.USUAL_CATEGORIES.items():
        assert [one.name for one in queries.choices().of("category") if one.detail == direction] == names
    assert desk.count(Receipt) == 0
