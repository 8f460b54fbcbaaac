"""One's own sessions: a list, and signing out in one place from another."""

import pytest
from flask.testing import FlaskClient

from groupkit.access.door import digest_of
from groupkit.access.models import UserSession
from groupkit.access.sessions import OVER
from tests.browsing import links_of, parse, post, text_of
from tests.builders import Someone, a_user, count, sign_in_as

PAGE = "/kit/account/sessions"


def marks_on(page: str) -> list[str]:
    """The marks behind the buttons of a page."""
    return [str(e.get("value")) for e in parse(page).iter("{http://www.w3.org/1999/xhtml}button") if e.get("name")]


@pytest.fixture
def wren(client: FlaskClient) -> Someone:
    return a_user("Wren")


def fresh(client: FlaskClient) -> FlaskClient:
    return client.application.test_client()


def test_one_place_is_signed_out_and_the_others_stay(client: FlaskClient, wren: Someone):
    first, second = sign_in_as(fresh(client), wren), sign_in_as(fresh(client), wren)
    sign_in_as(client, wren)
    marks = marks_on(client.get(PAGE).text)
    assert len(marks) == 2
    assert post(client, PAGE, to=PAGE, visit=marks[0]).location == PAGE
    assert "Signed out there" in text_of(client.get(PAGE))
    assert sorted(browser.get(PAGE).status_code for browser in (client, first, second)) == [200, 200, 303]
    assert marks_on(client.get(PAGE).text) == marks[1:]


def test_the_account_page_has_the_same_buttons(client: FlaskClient, wren: Someone):
    there = sign_in_as(fresh(client), wren)
    sign_in_as(client, wren)
    (mark,) = marks_on(client.get("/kit/account").text)
    assert post(client, "/kit/account", to=PAGE, visit=mark).status_code == 302
    assert there.get(PAGE).status_code == 303


def test_all_others_at_once(client: FlaskClient, wren: Someone):
    others = [sign_in_as(fresh(client), wren) for _ in range(2)]
    sign_in_as(client, wren)
    assert "/kit/account/sign-out-elsewhere" in links_of(client.get(PAGE))
    post(client, "/kit/account/sign-out-elsewhere")
    assert [browser.get(PAGE).status_code for browser in (client, *others)] == [200, 303, 303]


def test_the_place_one_is_in_has_no_such_button(client: FlaskClient, wren: Someone):
    sign_in_as(client, wren)
    assert marks_on(client.get(PAGE).text) == []
    with client.session_transaction() as cookie:
        own = cookie["_user_id"]
    other = sign_in_as(fresh(client), wren)
    assert other.get(PAGE).status_code == 200
    answer = post(client, PAGE, to=PAGE, visit=digest_of(own)[:16])
    assert OVER in text_of(answer)
    assert client.get(PAGE).status_code == 200


def test_nobody_signs_somebody_else_out(client: FlaskClient, wren: Someone):
    rook = a_user("Rook")
    theirs = [sign_in_as(fresh(client), rook) for _ in range(2)]
    (mark,) = marks_on(theirs[0].get(PAGE).text)
    sign_in_as(fresh(client), wren)
    sign_in_as(client, wren)
    assert OVER in text_of(post(client, PAGE, to=PAGE, visit=mark))
    assert count(UserSession, UserSession.user_id == rook.user_id, UserSession.ended_at.is_(None)) == 2


@pytest.mark.parametrize("mark", ["", "%", "_" * 16, "0" * 16, "é" * 16, "x" * 500, "\x00", "' or 1=1--"])
def test_a_mark_that_is_none_changes_nothing(client: FlaskClient, wren: Someone, mark: str):
    sign_in_as(fresh(client), wren)
    sign_in_as(client, wren)
    answer = post(client, PAGE, to=PAGE, visit=mark)
    assert answer.status_code == 200
    assert OVER in text_of(answer)
    assert count(UserSession, UserSession.user_id == wren.user_id, UserSession.ended_at.is_(None)) == 2


def test_pressed_twice_it_says_so_kindly(client: FlaskClient, wren: Someone):
    sign_in_as(fresh(client), wren)
    sign_in_as(client, wren)
    (mark,) = marks_on(client.get(PAGE).text)
    post(client, PAGE, to=PAGE, visit=mark)
    sign_in_as(fresh(client), wren)
    assert OVER in text_of(post(client, PAGE, to=PAGE, visit=mark))


def test_the_page_holds_no_token_and_no_whole_digest(client: FlaskClient, wren: Someone):
    sign_in_as(fresh(client), wren)
    sign_in_as(client, wren)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    page = client.get(PAGE).text
    assert token not in page
    assert all(len(mark) == 16 for mark in marks_on(page))
