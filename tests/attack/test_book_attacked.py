"""The treasurer's book under strange and hostile forms: figures stay whole, and every answer is a page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from groupkit.ledger import operations, queries
from groupkit.ledger.models import Entry
from groupkit.ledger.rules import Part
from groupkit.refusal import Refused
from tests.browsing import form_of, text_of
from tests.builders import AGroup, count, in_books_of, sign_in_as

DAY = date(2026, 4, 10)


@pytest.fixture
def tamsin(client: FlaskClient, group: AGroup) -> FlaskClient:
    """The treasurer's browser."""
    return sign_in_as(client, group.tamsin)


@pytest.fixture
def ids(group: AGroup) -> dict[tuple[str, str], int]:
    """Everything that can be chosen, by sort and name."""
    with in_books_of(group):
        return {(choice.sort, choice.name): choice.id for choice in queries.choices().all}


def typed(ids: dict[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "day": "10/4/2026",
        "amount": "10.00",
        "account": ids["account", "Bank"],
        "category": ids["category", "Room hire"],
    }


@pytest.mark.parametrize("page", ["payments", "refunds"])
def test_a_charge_is_taken_off_takings_only(
    page: str, tamsin: FlaskClient, group: AGroup, ids: dict[tuple[str, str], int]
):
    url = group.url(f"/money/{page}/new")
    charge = {"charged": "1", "charge": "1.00", "charge_category": ids["category", "Bank charges"]}
    answer = tamsin.post(url, data=form_of(tamsin.get(url)) | typed(ids) | charge)
    assert answer.status_code == 302
    with in_books_of(group):
        assert abs(queries.total()[0]) == 1_000


@pytest.mark.parametrize("number", ["²", "٣", "-1", "9" * 5_000, "x"])
def test_a_row_under_a_strange_number_is_no_row(
    number: str, tamsin: FlaskClient, group: AGroup, ids: dict[tuple[str, str], int]
):
    url = group.url("/money/payments/new")
    strange = {"several": "1", f"parts-{number}-amount": "3.00"}
    answer = tamsin.post(url, data=form_of(tamsin.get(url)) | typed(ids) | strange)
    assert answer.status_code == 200
    assert "Worth another look" in text_of(answer)
    assert count(Entry, group=group) == 0


def test_what_cannot_be_read_comes_back_without_its_control_characters(tamsin: FlaskClient, group: AGroup):
    assert tamsin.get(group.url("/money/book?from=%00%0131/02")).status_code == 200


class TestClosedPlaces:
    """A correction never puts another fund or heading in the place of a closed one without a word."""

    @pytest.fixture
    def spent(self, group: AGroup, ids: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
        by = group.tamsin.actor
        bank, room = ids["account", "Bank"], ids["category", "Room hire"]
        with in_books_of(group):
            fund = operations.add_fund("Outing", "restricted", by)
            heading = operations.add_heading(fund, "Coach", 5_000, by)
            came = [Part(5_000, ids["category", "Donations"], fund.id)]
            operations.record_receipt(day=DAY, account=bank, amount=5_000, parts=came, payee="", by=by)
            parts = [Part(5_000, room, fund.id, heading.id)]
            entry = operations.record_payment(day=DAY, account=bank, amount=5_000, parts=parts, payee="", by=by)
            operations.close(heading, heading.version, by)
            operations.close(fund, fund.version, by)
            found = {"fund": fund.id, "heading": heading.id, "url": f"/money/entries/{entry.year}/P{entry.number:03d}"}
        yield found

    def test_correcting_an_amount_leaves_the_fund_where_it_was(
        self, tamsin: FlaskClient, group: AGroup, spent: dict[str, Any]
    ):
        url = group.url(f"{spent['url']}/put-right")
        page = tamsin.get(url)
        form = form_of(page)
        assert (int(form["fund"]), int(form["heading"])) == (spent["fund"], spent["heading"])
        assert "Outing (closed)" in text_of(page)
        answer = tamsin.post(url, data=form | {"amount": "60.00", "reason": "typed wrong"})
        assert answer.status_code == 200
        assert "Choose a fund that is still open" in text_of(answer)
        with in_books_of(group):
            assert queries.fund_balance(spent["fund"]) == 0

    def test_another_fund_can_be_chosen_knowingly(
        self, tamsin: FlaskClient, group: AGroup, ids: dict[tuple[str, str], int], spent: dict[str, Any]
    ):
        url, general = group.url(f"{spent['url']}/put-right"), ids["fund", "General"]
        chosen = {"fund": general, "heading": "", "reason": "it was the general fund"}
        assert tamsin.post(url, data=form_of(tamsin.get(url)) | chosen).status_code == 302
        with in_books_of(group):
            assert (queries.fund_balance(spent["fund"]), queries.fund_balance(general)) == (5_000, -5_000)

    def test_a_new_line_is_not_offered_what_is_closed(self, tamsin: FlaskClient, group: AGroup, spent: dict[str, Any]):
        page = text_of(tamsin.get(group.url("/money/payments/new")))
        assert "Coach" not in page and "(closed)" not in page

    def test_an_opening_balance_keeps_the_fund_that_it_was_for(
        self, tamsin: FlaskClient, group: AGroup, ids: dict[tuple[str, str], int]
    ):
        by, bank, general = group.tamsin.actor, ids["account", "Bank"], ids["fund", "General"]
        with in_books_of(group):
            pot = operations.add_fund("Pot", "designated", by)
            operations.record_opening(day=DAY, account=bank, parts=[(general, 300), (pot.id, 100)], by=by)
            operations.record_fund_move(day=DAY, from_fund=pot.id, to_fund=general, amount=100, note="x", by=by)
            operations.close(pot, pot.version, by)
        url = group.url("/money/entries/2026-27/B001/put-right")
        answer = tamsin.post(url, data=form_of(tamsin.get(url)) | {"day": "9/4/2026", "reason": "a day earlier"})
        assert answer.status_code == 200
        assert "Choose a fund that is still open" in text_of(answer)


def test_an_account_opens_once_however_many_write_it(group: AGroup, ids: dict[tuple[str, str], int]):
    by, bank, general = group.tamsin.actor, ids["account", "Bank"], ids["fund", "General"]
    with in_books_of(group):
        operations.record_opening(day=DAY, account=bank, parts=[(general, 300)], by=by)
        with pytest.raises(Refused, match="in the book already"):
            operations.record_opening(day=DAY, account=bank, parts=[(general, 300)], by=by)


@pytest.mark.parametrize("year", ["2026%00-27", "x" * 3_000, "2026-27%20", "%F0%9F%92%A9"])
def test_a_strange_year_in_an_address_is_no_page(year: str, tamsin: FlaskClient, group: AGroup):
    assert tamsin.get(group.url(f"/money/entries/{year}/P001")).status_code == 404
    assert tamsin.get(group.url(f"/money/payments/new?again={year}/P001")).status_code == 200


def test_making_money_in_void_says_when_it_takes_a_fund_below_nothing(
    tamsin: FlaskClient, group: AGroup, ids: dict[tuple[str, str], int]
):
    by, bank = group.tamsin.actor, ids["account", "Bank"]
    with in_books_of(group):
        fund = operations.add_fund("Outing", "restricted", by)
        came = [Part(5_000, ids["category", "Donations"], fund.id)]
        entry = operations.record_receipt(day=DAY, account=bank, amount=5_000, parts=came, payee="", by=by)
        went = [Part(2_000, ids["category", "Room hire"], fund.id)]
        operations.record_payment(day=DAY, account=bank, amount=2_000, parts=went, payee="", by=by)
        operations.void_entry(entry, 0, reason="the bank took it back", by=by)
        assert queries.fund_balance(fund.id) == -2_000
    page = text_of(tamsin.get(group.url("/money/entries/2026-27/R001")))
    assert "the bank took it back. This took a fund below nothing" in page
