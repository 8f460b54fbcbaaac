"""Ticks for subs: no day, no amount, for the treasurer and each of themselves, and gone in time."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.access import queries as people
from groupkit.dates import FinancialYear
from groupkit.names_in import Names
from groupkit.payments import subs
from groupkit.payments.models import SubTick
from groupkit.people.members import own_data
from groupkit.refusal import Conflict
from tests.browsing import post, text_of
from tests.builders import AGroup, count, in_books_of, sign_in_as
from tests.ledger import books

PAGE = "/payments/subs"
YEAR = FinancialYear(date(2026, 4, 1), date(2027, 3, 31))


def ids(group: AGroup) -> dict[str, int]:
    return {one.name: one.id for one in subs.members(YEAR)}


def test_ticks_are_saved_taken_off_and_told_without_names(group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        known = ids(group)
        subs.tick(YEAR, [known["Mo"], known["Bea"]], 0, by)
        assert {one.name for one in subs.members(YEAR) if one.paid} == {"Mo", "Bea"}
        subs.tick(YEAR, [known["Mo"]], 2, by)
        with pytest.raises(Conflict):
            subs.tick(YEAR, [known["Sol"]], 2, by)
        person = people.person_numbered(group.mo.number)
        assert person is not None and "A tick that you have paid, for the year to 2027" in own_data.readable(
            person, "x"
        )
    from groupkit import history

    with books.reading(group):
        line = next(line for line in history.lines(5) if line.what == "ticked who has paid subs")
        assert "Mo" not in line.body and line.subject == "2026-27"


def test_they_go_with_the_person_and_a_year_after_their_year(app: Flask, group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        known = ids(group)
        subs.tick(YEAR, known.values(), 0, by)
        assert subs.take_out(Names(["Mo"], "Member 005 (left)")) == 1
    many = count(SubTick, group=group)
    with app.app_context():
        subs.let_go_of_old(dates.datetime(2028, 3, 30, tzinfo=dates.UTC))
        assert count(SubTick, group=group) == many > 0
        subs.let_go_of_old(dates.datetime(2028, 4, 6, tzinfo=dates.UTC))
    assert count(SubTick, group=group) == 0


def test_the_page_keeps_what_was_ticked_and_tells_of_another(client: FlaskClient, group: AGroup) -> None:
    tamsin = sign_in_as(client, group.tamsin)
    with books.reading(group):
        known = {one.name: one.id for one in subs.members(FinancialYear.holding(dates.today(), dates.YearEnd(3, 31)))}
    assert "never says who came when" in text_of(tamsin.get(group.url(PAGE)))
    assert post(tamsin, group.url(PAGE), paid=[str(known["Mo"])]).status_code == 302
    words = text_of(post(tamsin, group.url(PAGE), paid=[str(known["Bea"])], seen="0"))
    assert "Somebody else has ticked meanwhile" in words
    assert sign_in_as(client, group.carys).get(group.url(PAGE)).status_code == 403
