"""Housekeeping: once a day, by one worker, and only of what no longer counts."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, select

from groupkit import chores, dates, db, tokens
from groupkit.access.models import Attempt, Chore, UserSession
from groupkit.files import HeldPicture, hold
from groupkit.pictures import Prepared
from groupkit.tokens import FormToken
from tests import builders
from tests.ledger.books import counted

LATER = timedelta(days=40)


def begin_again() -> None:
    with db.door_writing() as records:
        records.execute(delete(Chore))


def test_each_chore_is_done_once_a_day_and_by_one_worker(app: Flask) -> None:
    with app.app_context():
        begin_again()
        assert [chores.do_one() for _ in range(len(chores.CHORES) + 2)] == [*chores.CHORES, None, None]
        with dates.clock_at(dates.now() + chores.EVERY + timedelta(minutes=1)):
            assert chores.do_one() == next(iter(chores.CHORES))


def test_where_none_is_due_that_is_one_question(app: Flask) -> None:
    with app.app_context():
        while chores.do_one():
            pass
        with counted(app) as asked:
            assert chores.do_one() is None
    assert len(asked) == 1


def test_what_no_longer_counts_goes_and_what_counts_stays(app: Flask) -> None:
    group = builders.a_group()
    client = builders.sign_in_as(app.test_client(), group.tamsin)
    with app.app_context(), db.door_writing() as records:
        records.add(Attempt(who=f"old {group.slug}", failures=3, last_at=dates.now() - timedelta(days=3)))
        records.add(Attempt(who=f"new {group.slug}", failures=3, last_at=dates.now()))
        records.add(FormToken(token=f"old {group.slug}", used_at=dates.now() - timedelta(days=3)))
        records.add(FormToken(token=f"new {group.slug}", used_at=dates.now()))
    with app.app_context():
        chores.tidy_the_door(dates.now())
        with db.door_reading() as records:
            mine = Attempt.who.endswith(group.slug)
            assert records.scalars(select(Attempt.who).where(mine)).all() == [f"new {group.slug}"]
            kept = select(FormToken.token).where(FormToken.token.endswith(group.slug))
            assert records.scalars(kept).all() == [f"new {group.slug}"]
            assert records.scalar(select(UserSession.digest).where(UserSession.user_id == group.tamsin.user_id))
    assert client.get(group.url()).status_code == 200


def test_a_held_picture_goes_after_an_hour(app: Flask) -> None:
    group = builders.a_group()
    with builders.in_books_of(group):
        pass
    with app.app_context(), builders.tenancy.in_group(group.scope, db.db.session):
        hold("a-token", "picture", Prepared(b"x", "image/jpeg", 1, 1, "x.jpg"))
    with app.app_context():
        chores.forget_held_pictures(dates.now())
    assert builders.count(HeldPicture, group=group) == 1
    with app.app_context(), dates.clock_at(dates.now() + timedelta(hours=1, minutes=1)):
        chores.forget_held_pictures(dates.now())
    assert builders.count(HeldPicture, group=group) == 0


def test_a_chore_follows_an_answer_that_saved_something(app: Flask) -> None:
    group = builders.a_group()
    client = builders.sign_in_as(app.test_client(), group.carys)
    with app.app_context():
        begin_again()
    builders.post(client, group.url("/people/new"), name="Wren")
    assert builders.count(Chore) == 1
    assert tokens.TOKEN_HOURS < 48
