"""Many people at once: numbers without gaps or doubles, a whole chain, and a form that takes effect once only."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from groupkit import dates, history, tenancy
from groupkit.access.models import Group
from groupkit.db import db, writing
from groupkit.ledger import checks, operations, queries
from groupkit.ledger.models import Category, Entry
from groupkit.refusal import Conflict
from tests import builders
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.ledger.desk import Desk

AT_ONCE = 8


def together(deed: Callable[[int], Any]) -> list[Any]:
    """What each of eight answers when all begin at the same moment; whatever one raises is raised."""
    gate = threading.Barrier(AT_ONCE, timeout=30)

    def one(number: int) -> Any:
        gate.wait()
        return deed(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def proof(group: AGroup) -> list[str]:
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.session):
        return [*history.check(), *history.check_private_texts(), *checks.check()]


def references(group: AGroup) -> list[str]:
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.session):
        return sorted(entry.reference for entry in db.session.scalars(select(Entry)))


def write_payments(group: AGroup, by: Any, many: int) -> list[str]:
    found = []
    for pence in range(1, many + 1):
        with in_books_of(group):
            found.append(Desk(group, by).pay(pence, day=dates.today(), payee=f"Shop {pence}").reference)
    return found


def test_eight_people_saving_payments_at_once(group: AGroup) -> None:
    by = group.tamsin.actor
    given = [one for many in together(lambda _: write_payments(group, by, 3)) for one in many]
    year = given[0].partition("/")[0]
    assert sorted(given) == references(group) == [f"{year}/P{number:03d}" for number in range(1, AT_ONCE * 3 + 1)]
    assert proof(group) == []


def test_two_groups_at_once_do_not_meet(group: AGroup) -> None:
    other = builders.another_group()
    who = [(group, group.tamsin.actor), (other, other.olu.actor)]
    together(lambda number: write_payments(*who[number % 2], 2))
    for each, _ in who:
        assert [reference.partition("/")[2] for reference in references(each)] == [
            f"P{number:03d}" for number in range(1, 9)
        ]
        assert proof(each) == []


def test_of_eight_who_put_the_same_line_right_one_is_first(group: AGroup) -> None:
    by = group.tamsin.actor
    (reference,) = write_payments(group, by, 1)

    def correct(number: int) -> bool:
        try:
            with in_books_of(group):
                entry = queries.entry_called(*reference.split("/"))
                assert entry is not None
                desk = Desk(group, by)
                operations.correct_entry(
                    entry, 0, day=dates.today(), legs=desk.paid(100 + number), reason="misread", by=by
                )
        except Conflict:
            return False
        return True

    assert sum(together(correct)) == 1
    assert proof(group) == []


def test_of_eight_new_names_one_is_first(group: AGroup) -> None:
    by = group.tamsin.actor

    def rename(number: int) -> bool:
        try:
            with in_books_of(group):
                row = db.session.scalars(
                    select(Category).where(Category.direction == "out").order_by(Category.id).limit(1)
                ).one()
                operations.rename(row, f"Rent {number}", 1, by)
        except Conflict:
            return False
        return True

    assert sum(together(rename)) == 1
    assert proof(group) == []


def test_the_same_form_sent_eight_times_at_once_is_one_entry(app: Flask, group: AGroup) -> None:
    clients = [sign_in_as(app.test_client(), group.tamsin) for _ in range(AT_ONCE)]
    url = group.url("/money/payments/new")
    form = builders.form_of(clients[0].get(url))
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        choices = {(one.sort, one.name): str(one.id) for one in queries.choices().all}
    sent = form | {
        "amount": "12.50",
        "day": "today",
        "payee": "Library",
        "account": choices["account", "Bank"],
        "fund": choices["fund", "General"],
        "category": choices["category", "Room hire"],
    }
    answers = together(lambda number: clients[number].post(url, data=sent))
    assert {answer.status_code // 100 for answer in answers} == {3}, [answer.status_code for answer in answers]
    assert len(references(group)) == 1
    assert {answer.location for answer in answers} == {answers[0].location}
    assert proof(group) == []


def test_reading_goes_on_while_others_write(app: Flask, group: AGroup) -> None:
    """A page shows the whole of an entry or nothing of it, whatever is being saved meanwhile."""
    by = group.tamsin.actor

    def read_or_write(number: int) -> None:
        if number % 2:
            write_payments(group, by, 3)
            return
        for _ in range(6):
            with app.app_context(), tenancy.in_group(group.scope, db.session):
                assert queries.balances().agree
                assert list(history.check()) == []
                db.session.rollback()

    together(read_or_write)
    assert proof(group) == []


def test_what_fails_half_way_leaves_nothing_behind(app: Flask, group: AGroup) -> None:
    by = group.tamsin.actor
    before = proof(group), references(group)
    with pytest.raises(ZeroDivisionError), in_books_of(group):
        Desk(group, by).pay(100, day=dates.today())
        raise ZeroDivisionError
    assert (proof(group), references(group)) == before
    write_payments(group, by, 1)
    assert [reference[-4:] for reference in references(group)] == ["P001"]
    with app.app_context(), writing():
        assert db.session.scalar(select(Group.id).where(Group.short_name == group.slug)) == group.scope.id
