"""The book of rules: each with where it came from, and nothing overwritten."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from groupkit.dates import YEAR_ENDS, YearEnd
from groupkit.refusal import Refused
from groupkit.rulebook import operations, queries
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, read_year_end
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, a_group, in_books_of, sign_in_as


def test_everybody_sees_the_rules_and_where_they_come_from(client: FlaskClient, group: AGroup):
    for who in ("carys", "mo", "femi"):
        page = sign_in_as(client.application.test_client(), group.people[who]).get(group.url("/rules/"))
        assert "Our year ends on 31 March" in text_of(page)
        assert "chosen when the group began here" in text_of(page)
        assert "England or Wales" in text_of(page)
        assert any("year-end" in link for link in links_of(page)) is (who == "carys")


def test_changing_the_year_end_keeps_the_old_one(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.sol)
    assert post(client, group.url("/rules/year-end"), year_end="12-31", source="agreed on 3 May").status_code == 302
    page = text_of(client.get(group.url("/rules/")))
    assert "Our year ends on 31 December" in page
    assert "agreed on 3 May" in page
    assert "31 March: chosen when the group began here" in page
    assert "now: 31 March → 31 December" in text_of(client.get(group.url("/history")))


def test_the_year_end_that_holds_already_is_told(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.sol)
    assert "on that day already" in text_of(post(client, group.url("/rules/year-end"), year_end="03-31", source="x"))


@pytest.mark.parametrize("year_end", ["02-30", "13-01", "x", "", "03-31 "])
def test_a_day_that_is_not_offered_is_refused(client: FlaskClient, group: AGroup, year_end: str):
    sign_in_as(client, group.sol)
    assert "Choose one of these" in text_of(post(client, group.url("/rules/year-end"), year_end=year_end, source="x"))


@pytest.mark.parametrize("text", ["2-28", "02-29", "02-30", "00-01", "13-01", "x", "", "٠٣-٣١", "03-31-01"])
def test_only_a_day_that_every_year_has_can_end_a_year(text: str):
    with pytest.raises(Refused):
        read_year_end(text)


@pytest.mark.parametrize("value", [value for value, _ in YEAR_ENDS])
def test_every_year_end_that_is_offered_can_be_read_and_said(value: str):
    end = read_year_end(value)
    assert str(end) == value
    assert end.in_words


def test_the_end_of_february_is_said_so():
    assert YearEnd(2, 28).in_words == "the end of February"
    assert YearEnd(2, 28).in_year(2028) == date(2028, 2, 29)


def test_without_a_rule_the_usual_one_holds_and_says_so(group: AGroup):
    with in_books_of(group):
        answer = queries.in_force(FINANCIAL_YEAR_END, date(2000, 1, 1))
    assert (answer.value, answer.from_day) == ("03-31", None)
    assert "usual" in answer.source


def test_a_rule_holds_from_its_day(group: AGroup):
    by = group.carys.actor
    with in_books_of(group):
        operations.set_rule(FINANCIAL_YEAR_END, "08-31", "decided for later", by, from_day=date(2090, 1, 1))
        assert queries.in_force(FINANCIAL_YEAR_END).value == "03-31"
        assert queries.in_force(FINANCIAL_YEAR_END, date(2091, 1, 1)).value == "08-31"


def test_each_group_has_its_own(group: AGroup):
    other = a_group(year_end="04-05")
    with in_books_of(other):
        assert queries.year_end() == YearEnd(4, 5)
    with in_books_of(group):
        assert queries.year_end() == YearEnd(3, 31)


def test_the_group_changes_its_name_and_the_second_of_two_is_told(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.sol)
    url = group.url("/rules/particulars")
    late = form_of(client.get(url))
    assert post(client, url, name="Hill Street Evenings", nation="scotland").status_code == 302
    page = client.post(url, data=late | {"name": "Hill Street Nights"})
    assert "Somebody else changed this" in text_of(page)
    assert "Now: Hill Street Evenings, Scotland" in text_of(page)
    assert form_of(page)["name"] == "Hill Street Nights"
    assert client.post(url, data=form_of(page)).status_code == 302
    assert "Hill Street Nights" in text_of(client.get(group.url()))
