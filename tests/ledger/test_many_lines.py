"""Twenty lines of the cash book at once: all of them or none, and everything that was typed is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from groupkit.ledger import operations, queries
from groupkit.ledger.models import Category, Entry
from groupkit.ledger.operations import Row
from groupkit.refusal import Asks
from tests.browsing import form_of, post, text_of
from tests.builders import AGroup, a_group, count, in_books_of, sign_in_as
from tests.ledger import books
from tests.ledger.desk import TODAY, Desk, refused

GRID = "/money/book/twenty"
pytestmark = pytest.mark.usefixtures("at_noon")


def row(desk: Desk, number: int, *, came: int | None = None, went: int | None = None, **more: Any) -> Row:
    said = {"day": TODAY, "account": desk.bank, "category": desk.category("Room hire"), "fund": desk.general}
    return Row(number=number, came=came, went=went, **({"heading": None, "payee": "Library"} | said | more))


class TestWriting:
    def test_each_line_is_an_entry_of_its_kind_under_the_next_number(self, desk: Desk) -> None:
        teas = desk.category("Raffle and teas")
        rows = [
            row(desk, 1, went=100),
            row(desk, 4, came=300, category=teas),
            row(desk, 5, came=50),
            row(desk, 6, went=7),
        ]
        found = operations.record_many(rows, desk.by)
        assert [one.reference[-4:] for one in found] == ["P001", "R001", "R002", "P002"]
        assert [one.kind for one in found] == ["payment", "receipt", "refund", "payment"]
        assert desk.balance(desk.bank) == -100 + 300 + 50 - 7
        assert desk.told().what == "wrote down money out" and desk.words(found[0])[1] == "Library"
        assert operations.record_many([], desk.by) == []

    def test_what_a_rule_refuses_names_its_line(self, desk: Desk) -> None:
        def write(**more: Any) -> Any:
            return lambda: operations.record_many([row(desk, 3, went=100, **more)], desk.by)

        refused(write(account=-1), "account_3")
        refused(write(category=-1), "what_3", "Choose what it was for")
        refused(write(category=desk.category("Donations")), "what_3", "money out")
        refused(write(heading=desk.materials), "what_3", "another fund")
        desk.settle(TODAY - timedelta(days=1))
        refused(write(day=TODAY - timedelta(days=1)), "day_3", "closed up to")

    def test_what_a_rule_asks_is_asked_for_all_lines(self, desk: Desk) -> None:
        lines = [row(desk, 2, went=100, fund=desk.grant)]
        refused(lambda: operations.record_many(lines, desk.by), "below_zero", "^Line 2: This leaves", kind=Asks)
        answered = operations.Answers(below_zero="the rest is on its way")
        assert len(operations.record_many(lines, desk.by, answered)) == 1


def filled(group: AGroup, **fields: str) -> dict[str, str]:
    known = books.ids(group)
    kinds = {"room": f"o{known['category Room hire']}", "teas": f"i{known['category Raffle and teas']}"}
    return {name: kinds.get(value, value) for name, value in fields.items()}


def test_a_page_of_lines_is_saved_and_the_next_twenty_follow(client: FlaskClient, group: AGroup) -> None:
    tamsin, known = sign_in_as(client, group.tamsin), books.ids(group)
    fields = filled(
        group, day_1="1 Nov", payee_1="Hall Trust", what_1="room", out_1="22.00", what_3="teas", in_3="13.40",
        account_3=str(known["account Cash tin"]), day_20="2/11/26", what_20="room", out_20="1",
    )  # fmt: skip
    saved = post(tamsin, group.url(GRID), **fields)
    assert saved.status_code == 302 and saved.location.endswith(f"?account={known['account Bank']}")
    page = tamsin.get(saved.location)
    assert "3 lines saved: 2026-27/P001, 2026-27/R001, 2026-27/P002" in text_of(page)
    assert not form_of(page)["payee_1"] and 'data-what="o' in page.get_data(as_text=True)
    with books.reading(group):
        lines = queries.page_of(queries.Sought()).lines
        assert [(f"{line.day:%d.%m}", line.pence) for line in lines] == [
            ("02.11", -100),
            ("01.11", 1340),
            ("01.11", -2200),
        ]
        assert lines[1].money[0].account == "Cash tin"


def test_nothing_is_saved_while_one_line_is_wrong_and_all_that_was_typed_stays(
    client: FlaskClient, group: AGroup
) -> None:
    tamsin = sign_in_as(client, group.tamsin)
    fields = filled(
        group, day_1="1 Nov", payee_1="Hall Trust", what_1="room", out_1="22.00", day_2="31 Feb", payee_2="Ada",
        in_2="12.5", what_3="teas", out_3="5.00", payee_4="Nobody", what_5="room", in_5="1.00", out_5="2.00",
    )  # fmt: skip
    page = post(tamsin, group.url(GRID), **fields)
    words = text_of(page)
    for sentence in (
        "There is no 31 February",
        "two figures after the point",
        "This is for money in. Write it under In",
        "Choose what it was for",
        "Write how much",
        "not both",
    ):
        assert sentence in words.split("Save these lines")[0].split("Out", 1)[1], sentence
    assert "Line 2: There is no 31 February" in words and "Line 5: Write it under In or under Out" in words
    kept = form_of(page)
    assert all(kept[name] == value for name, value in fields.items())
    assert count(Entry, group=group) == 0
    again = post(tamsin, group.url(GRID), what_1=filled(group, a="room")["a"], out_1="1.00")
    assert "Line 1: Write the day" in text_of(again)
    unread = post(tamsin, group.url(GRID), day_1="1x", what_1=fields["what_1"], out_1="1", payee_2="Ada")
    assert "Line 2: Write how much" in text_of(unread) and "Line 2: Write the day" not in text_of(unread)


def test_a_rule_that_refuses_a_later_line_undoes_the_first(client: FlaskClient, group: AGroup) -> None:
    by, tamsin = group.tamsin.actor, sign_in_as(client, group.tamsin)
    fields = filled(group, day_1="1 Nov", what_1="room", out_1="22.00", day_2="5 Apr", what_2="room", out_2="3.00")
    with in_books_of(group):
        operations.settle_book(date(2026, 4, 30), "seen", by)
    page = post(tamsin, group.url(GRID), **fields)
    assert "The book is closed up to 30 April 2026" in text_of(page) and form_of(page)["out_1"] == "22.00"
    assert count(Entry, group=group) == 0
    asked = post(tamsin, group.url(GRID), **(fields | {"day_2": "1/12/26"}))
    assert "Line 2: That day has not come yet" in text_of(asked)
    assert client.post(group.url(GRID), data=form_of(asked) | {"future_ok": "y"}).status_code == 302
    assert count(Entry, group=group) == 2


def test_empty_lines_and_what_has_one_answer(client: FlaskClient) -> None:
    group = a_group(has_bank=False)
    tamsin = sign_in_as(client, group.tamsin)
    page = tamsin.get(group.url(GRID))
    assert "account_1" not in form_of(page) and "fund_1" not in form_of(page)
    assert post(tamsin, group.url(GRID)).location == group.url("/money/book")
    saved = post(tamsin, group.url(GRID), **filled(group, day_4="1 Nov", what_4="room", out_4="3.00"))
    assert saved.status_code == 302 and count(Entry, group=group) == 1
    with in_books_of(group):
        assert queries.total() == (-300, -300)


def test_a_category_that_is_closed_meanwhile_is_told_beside_its_line(client: FlaskClient, group: AGroup) -> None:
    by, tamsin = group.tamsin.actor, sign_in_as(client, group.tamsin)
    fields = filled(group, day_1="1 Nov", what_1="room", out_1="22.00")
    sent = form_of(tamsin.get(group.url(GRID))) | fields
    with in_books_of(group):
        room = next(one.id for one in queries.choices().of("category") if one.name == "Room hire")
        row = queries.row_of("category", room)
        assert isinstance(row, Category)
        operations.close(row, row.version, by)
    assert "Choose one of these" in text_of(client.post(group.url(GRID), data=sent))
    assert count(Entry, group=group) == 0
