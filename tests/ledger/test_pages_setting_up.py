"""Accounts, funds, budget headings and categories, and settling the book."""

import pytest
from flask.testing import FlaskClient

from groupkit.ledger import queries
from tests.builders import AGroup, another_group, form_of, post, text_of
from tests.ledger import books

pytestmark = pytest.mark.usefixtures("at_noon")


def at(group: AGroup, page: str = "") -> str:
    return group.url(f"/money/setting-up{page}")


def row(group: AGroup, sort: str, name: str) -> str:
    return at(group, f"/{sort}/{books.ids(group)[f'{sort} {name}']}")


def test_what_is_added_is_listed_and_can_be_chosen(desk_client: FlaskClient, group: AGroup) -> None:
    post(desk_client, at(group, "/accounts/new"), name="Savings", kind="savings")
    post(desk_client, at(group, "/funds/new"), name="Outing", kind="designated")
    post(desk_client, at(group, "/funds/new"), name="Starter grant", kind="restricted")
    post(desk_client, at(group, "/categories/new"), name="Wool", direction="out")
    grant = books.ids(group)["fund Starter grant"]
    post(desk_client, at(group, f"/funds/{grant}/headings/new"), name="Room", budget="250")
    words = text_of(desk_client.get(at(group)))
    for said in ("Savings savings 0.00", "Outing set aside by ourselves", "Room 250.00 0.00", "Wool"):
        assert said in words
    form = text_of(desk_client.get(group.url("/money/payments/new")))
    for said in ("Savings £0.00", "Outing £0.00", "Wool", "Room"):
        assert said in form


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/accounts/new", {"name": "Bank", "kind": "bank"}),
        ("/funds/new", {"name": "General", "kind": "general"}),
        ("/categories/new", {"name": "Room hire", "direction": "out"}),
    ],
)
def test_a_name_that_is_taken(desk_client: FlaskClient, group: AGroup, page: str, said: dict[str, str]) -> None:
    answer = post(desk_client, at(group, page), **said)
    assert "There is one of that name already" in text_of(answer)
    assert form_of(answer)["name"] == said["name"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "", "kind": "bank"}, "This needs an answer"),
        ({"name": "x" * 61, "kind": "bank"}, "That is too long"),
        ({"name": "Jar"}, "Choose one of these"),
        ({"name": "Jar", "kind": "piggy"}, "Choose one of these"),
    ],
)
def test_an_account_that_says_too_little(
    desk_client: FlaskClient,
    group: AGroup,
    said: dict[str, str],
    sentence: str,
) -> None:
    assert sentence in text_of(post(desk_client, at(group, "/accounts/new"), **said))


def test_rename_and_change_a_budget(desk_client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    post(desk_client, row(group, "heading", "Room"), name="Hall", budget="£300")
    assert "Hall 300.00 0.00" in text_of(desk_client.get(at(group)))


def test_two_people_rename_the_same_account(desk_client: FlaskClient, group: AGroup) -> None:
    url = row(group, "account", "Bank")
    mine = form_of(desk_client.get(url)) | {"name": "Mine"}
    post(desk_client, url, name="Theirs")
    told = desk_client.post(url, data=mine)
    assert "It now says: Theirs" in text_of(told)
    assert form_of(told)["name"] == "Mine"
    assert desk_client.post(url, data=form_of(told)).status_code == 302
    assert "account Mine" in books.ids(group)


def test_close_and_reopen(desk_client: FlaskClient, group: AGroup) -> None:
    url = row(group, "category", "Insurance")
    post(desk_client, url, to=f"{url}/close")
    assert "Insurance closed" in text_of(desk_client.get(at(group)))
    assert "Insurance" not in text_of(desk_client.get(group.url("/money/payments/new")))
    post(desk_client, url, to=f"{url}/close")
    assert "Insurance" in text_of(desk_client.get(group.url("/money/payments/new")))


def test_what_has_money_in_it_is_not_closed(desk_client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    for url in (row(group, "account", "Bank"), row(group, "fund", "Starter grant"), row(group, "fund", "General")):
        assert "There is still money in it" in text_of(post(desk_client, url, to=f"{url}/close"))


def test_the_one_general_fund_stays(desk_client: FlaskClient, group: AGroup) -> None:
    url = row(group, "fund", "General")
    assert "The book needs one general fund" in text_of(post(desk_client, url, to=f"{url}/close"))


def test_closing_what_somebody_else_has_changed(desk_client: FlaskClient, group: AGroup) -> None:
    url = row(group, "category", "Insurance")
    mine = form_of(desk_client.get(url), f"{url}/close")
    post(desk_client, url, name="Cover")
    assert "Somebody else changed this in the meantime" in text_of(desk_client.post(f"{url}/close", data=mine))


def test_another_groups_rows_are_nowhere(desk_client: FlaskClient, group: AGroup) -> None:
    theirs = another_group()
    mine = form_of(desk_client.get(at(group, "/accounts/new")))
    for sort, name in (("account", "Bank"), ("fund", "General"), ("category", "Insurance")):
        page = f"/{sort}/{books.ids(theirs)[f'{sort} {name}']}"
        assert desk_client.get(at(group, page)).status_code == 404
        assert desk_client.post(at(group, f"{page}/close"), data=mine).status_code == 404
        assert desk_client.get(theirs.url(f"/money/setting-up{page}")).status_code == 404


def test_headings_are_only_for_money_given_for_one_purpose(desk_client: FlaskClient, group: AGroup) -> None:
    general = books.ids(group)["fund General"]
    assert desk_client.get(at(group, f"/funds/{general}/headings/new")).status_code == 404


def test_settle_book(desk_client: FlaskClient, group: AGroup) -> None:
    url = group.url("/money/settling")
    assert "Choose a day that has passed" in text_of(post(desk_client, url, until="today", why="Too early"))
    post(desk_client, url, until="31 March 2026", why="The yearly meeting agreed the accounts")
    assert "The book is settled up to 31 March 2026" in text_of(desk_client.get(at(group)))
    again = post(desk_client, url, until="1 March 2026", why="Once more")
    assert "The book is settled up to 31 March 2026 already" in text_of(again)


def test_an_account_with_no_beginning_is_offered_one(desk_client: FlaskClient, group: AGroup) -> None:
    assert "Write what was there at the start" in text_of(desk_client.get(at(group)))
    books.a_year(group)
    assert "Write what was there at the start" not in text_of(desk_client.get(at(group)))
    with books.reading(group):
        assert len(queries.opened_accounts()) == 2
