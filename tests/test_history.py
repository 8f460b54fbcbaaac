"""The history: a chain that shows every change to it, and from which a name can be taken out."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit import dates, history, tenancy
from groupkit.dates import clock_at
from groupkit.db import begin_writing, db, stop_writing
from groupkit.history import HistoryLine, PrivateText, TheProgram
from groupkit.tenancy import GuardBroken
from tests.builders import AGroup
from tests.sweep import examples

PROGRAM = TheProgram()
HISTORY, TEXTS = sa.inspect(HistoryLine).local_table, sa.inspect(PrivateText).local_table


@pytest.fixture
def books(app: Flask, group: AGroup) -> Iterator[AGroup]:
    """A fresh group's books, in one transaction that is never saved."""
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            yield group
        finally:
            stop_writing(commit=False)


def tamper(statement: Any) -> None:
    """Change something behind the guard, in the same transaction."""
    db.session.flush()
    for name in ("keep_history_update", "keep_history_delete"):
        db.session.connection().exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    assert db.session.connection().execute(statement).rowcount
    db.session.expire_all()


def three_lines() -> list[HistoryLine]:
    return [
        history.record(PROGRAM, "did something", f"thing {number}", amount=(number, number + 1)) for number in range(3)
    ]


def problems() -> list[str]:
    return [*history.check(), *history.check_private_texts()]


def test_each_line_carries_the_hash_of_the_one_before(books: AGroup) -> None:
    first = history.lines(1000)[-1]
    assert (first.number, first.before) == (1, history.beginning(books.scope.key))
    lines = three_lines()
    for earlier, later in pairwise(lines):
        assert later.before == earlier.hash == history.hash_of(earlier)
        assert later.number == earlier.number + 1
    assert history.head() == history.Head(lines[-1].number, lines[-1].hash)
    assert problems() == []


def test_two_groups_begin_with_different_hashes(books: AGroup) -> None:
    assert history.beginning(books.scope.key) != history.beginning("another key")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change",
    [
        {"what": "did nothing"},
        {"subject": "another thing"},
        {"by_no": 5},
        {"body": '{"amount":[1,3]}'},
        {"before": "0" * 64},
        {"hash": "0" * 64},
        {"at": dates.now()},
        {"body": '{"amount": [1,2]}'},
    ],
)
def test_a_changed_line_is_named(books: AGroup, change: dict[str, Any]) -> None:
    _, second, _ = three_lines()
    tamper(HISTORY.update().where(HISTORY.c.id == second.id).values(change))
    assert problems() == [f"History line {second.number} is not as it was written"]


@pytest.mark.sqlite
def test_a_line_that_was_forged_with_its_own_hash_is_given_away_by_the_next(books: AGroup) -> None:
    _, second, third = three_lines()
    number, row = third.number, second.id
    second.body = "{}"
    forged = history.hash_of(second)
    db.session.expire(second)
    tamper(HISTORY.update().where(HISTORY.c.id == row).values(body="{}", hash=forged))
    assert problems() == [f"History line {number} is not as it was written"]


@pytest.mark.sqlite
def test_a_line_with_another_number_is_named(books: AGroup) -> None:
    _, second, _ = three_lines()
    number = second.number
    tamper(HISTORY.update().where(HISTORY.c.id == second.id).values(number=4000))
    assert problems() == [f"History line {number} is missing"]


@pytest.mark.sqlite
def test_a_line_taken_out_of_the_middle_is_named(books: AGroup) -> None:
    _, second, _ = three_lines()
    number = second.number
    db.session.flush()
    tamper(HISTORY.delete().where(HISTORY.c.id == second.id))
    assert problems() == [f"History line {number} is missing"]


@pytest.mark.sqlite
def test_a_line_put_into_the_middle_is_named(books: AGroup) -> None:
    _, second, third = three_lines()
    number = second.number
    tamper(HISTORY.update().where(HISTORY.c.id == third.id).values(number=number + 2))
    forged = {
        "number": number + 1,
        "at": dates.now(),
        "by_no": 0,
        "what": "x",
        "subject": "y",
        "body": "{}",
        "before": second.hash,
        "hash": "0" * 64,
        "group_id": books.scope.id,
        "key": "forged",
    }
    tamper(HISTORY.insert().values(forged))
    assert problems() == [f"History line {number + 1} is not as it was written"]


@pytest.mark.sqlite
def test_two_lines_that_changed_places_are_named(books: AGroup) -> None:
    _, second, third = three_lines()
    numbers = second.number, third.number
    for line, number in ((second.id, 900), (third.id, numbers[0]), (second.id, numbers[1])):
        tamper(HISTORY.update().where(HISTORY.c.id == line).values(number=number))
    assert problems() == [f"History line {numbers[0]} is not as it was written"]


@pytest.mark.sqlite
def test_a_cut_off_end_is_noticed_by_the_head(books: AGroup) -> None:
    _, second, third = three_lines()
    head, expected = history.head(), history.Head(second.number, second.hash)
    tamper(HISTORY.delete().where(HISTORY.c.id == third.id))
    assert problems() == [], "the chain alone cannot know"
    assert history.head() == expected != head


def test_a_group_without_history_has_a_head_too(app: Flask) -> None:
    scope = tenancy.GroupScope(10**9, "nobody")
    with app.app_context(), tenancy.in_group(scope, db.session):
        assert history.head() == history.Head(0, history.beginning("nobody"))
        assert problems() == []


def test_the_order_is_by_number_and_never_by_time(books: AGroup) -> None:
    now = dates.now()
    numbers = []
    for hours in (0, -5, 3, -800):
        with clock_at(now + timedelta(hours=hours)):
            numbers.append(history.record(PROGRAM, "did something", f"{hours} hours").number)
    assert numbers == sorted(numbers)
    assert [line.subject for line in history.lines(4)] == ["-800 hours", "3 hours", "-5 hours", "0 hours"]
    assert problems() == []


def test_a_private_text_is_in_the_chain_only_as_a_salted_digest(books: AGroup) -> None:
    one, same = history.private("Ada Lovelace"), history.private("Ada Lovelace")
    assert one.digest != same.digest
    line = history.record(PROGRAM, "added a person", "Member 014", name=(None, one), also=([one], {"deep": same}))
    assert "Ada" not in line.body
    assert json.loads(line.body) == {
        "name": [None, {"private": one.digest}],
        "also": [[{"private": one.digest}], {"deep": {"private": same.digest}}],
    }
    assert history.texts([one.digest, "unknown"]) == {one.digest: "Ada Lovelace"}


def test_blanking_a_private_text_leaves_the_chain_whole(books: AGroup) -> None:
    name = history.private("Ada Lovelace")
    history.record(PROGRAM, "added a person", "Member 014", name=(None, name))
    head = history.head()
    history.blank(name, "Member 014 (left)")
    db.session.flush()
    assert (name.text, name.salt, name.shown) == (None, None, "Member 014 (left)")
    assert history.texts([name.digest]) == {name.digest: "Member 014 (left)"}
    assert problems() == [] and history.head() == head
    stored = (
        db.session.connection()
        .execute(TEXTS.select().where(TEXTS.c.id == name.id, TEXTS.c.group_id == books.scope.id))
        .one()
    )
    assert "Ada" not in str(stored)


@pytest.mark.sqlite
@pytest.mark.parametrize("change", [{"text": "Adam"}, {"salt": "0" * 32}, {"text": ""}, {"salt": None}])
def test_a_changed_private_text_is_named(books: AGroup, change: dict[str, Any]) -> None:
    name = history.private("Ada")
    digest = name.digest
    tamper(TEXTS.update().where(TEXTS.c.id == name.id).values(change))
    assert problems() == [f"The words kept under {digest[:12]} have been changed"]


def test_lines_are_never_changed_or_deleted_through_the_session(books: AGroup) -> None:
    line = three_lines()[0]
    line.what = "did nothing"
    with pytest.raises(GuardBroken):
        db.session.flush()
    db.session.expire(line)
    db.session.delete(line)
    with pytest.raises(GuardBroken):
        db.session.flush()


def test_only_what_differs_is_told() -> None:
    old: dict[str, history.Value] = {"name": "a", "day": date(2026, 1, 1), "kind": None}
    assert history.changed(old, {"name": "b", "day": date(2026, 1, 1), "kind": None, "more": 1}) == {
        "name": ("a", "b"),
        "more": (None, 1),
    }


def test_a_draft_is_told_without_its_words() -> None:
    told = history.digest_only("we talked about Ada")
    assert told.startswith("words ") and "Ada" not in told and told != history.digest_only("we talked about Ada")
    assert history.digest_only("") == "no words"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
)


@pytest.mark.pure
@settings(max_examples=examples(50, 2_000))
@given(VALUES)
def test_the_same_value_is_always_written_the_same(value: Any) -> None:
    written = history.canonical(value)
    assert json.loads(written) == value
    assert history.canonical(json.loads(written)) == written


def test_whatever_is_told_survives_the_database(books: AGroup) -> None:
    for text in ("🎉 شكرا", "a'b\"c\\", "e\u0301", "line\nbreak", "  spaces ", "%s :name ?", "𝒳" * 50):
        history.record(PROGRAM, "did something", text[:100], words=(text, None), more=(None, [text, {"k": text}]))
        assert history.texts([history.private(text).digest]).popitem()[1] == text
    db.session.flush()
    db.session.expire_all()
    assert problems() == []


def test_private_texts_are_read_by_their_row_and_taken_out_ones_say_so(books: AGroup) -> None:
    ada, bob = history.private("Ada"), history.private("Bob")
    db.session.flush()
    bob.text, bob.salt, bob.instead = None, None, "Member 014 (left)"
    found = history.private_texts([ada.id, None, bob.id])
    assert {row_id: one.shown for row_id, one in found.items()} == {ada.id: "Ada", bob.id: "Member 014 (left)"}
    assert history.private_text(ada.id) is ada and history.private_text(None) is None
    assert history.private_texts([None]) == {}
