"""Coming in and going out: sessions, wrong tries, and what a stranger can learn."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.access import door
from groupkit.access.gate import safe_next
from groupkit.access.models import UserSession
from tests import builders
from tests.browsing import form_of, post, text_of, title_of
from tests.builders import PASSPHRASE, AGroup, Someone, a_user, sign_in_as

SIGN_IN = "/kit/sign-in"


def sign_in(client: FlaskClient, someone: Someone, passphrase: str = PASSPHRASE, at: str = SIGN_IN):
    return post(client, at, username=someone.username, passphrase=passphrase)


def test_signing_in_leads_to_your_only_group(client: FlaskClient, group: AGroup):
    answer = sign_in(client, group.tamsin)
    assert answer.status_code == 302
    assert client.get(answer.location).location == group.url()
    assert client.get(group.url()).status_code == 200


def test_the_username_may_be_typed_in_capitals_with_spaces_round_it(client: FlaskClient, group: AGroup):
    assert post(client, SIGN_IN, username=f"  {group.mo.username.upper()} ", passphrase=PASSPHRASE).status_code == 302


def test_the_passphrase_counts_exactly_as_typed(client: FlaskClient, group: AGroup):
    assert sign_in(client, group.mo, PASSPHRASE + " ").status_code == 200
    assert sign_in(client, group.mo, PASSPHRASE.upper()).status_code == 200


def test_signing_in_goes_on_to_where_one_was_going(client: FlaskClient, group: AGroup):
    sent_on = client.get(group.url("/people/"))
    assert sent_on.status_code == 303
    assert sign_in(client, group.tamsin, at=sent_on.location).location == group.url("/people/")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "/%09/evil.example",
        "https://evil.example",
        "\\\\evil.example",
        "/ /evil.example",
        "javascript:alert(1)",
        "/%0d%0aLocation:x",
        "///evil.example",
        "/\t/evil.example",
        "evil.example",
        "",
        "/x\r\ny",
        "/é",
    ],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, group: AGroup, elsewhere: str):
    assert safe_next(elsewhere) is None
    page = client.get(SIGN_IN, query_string={"next": elsewhere})
    answer = client.post(
        SIGN_IN,
        query_string={"next": elsewhere},
        data=form_of(page) | {"username": group.mo.username, "passphrase": PASSPHRASE},
    )
    assert answer.location == "/"


def test_wrong_name_and_wrong_passphrase_get_the_same_answer(client: FlaskClient, group: AGroup):
    wrong = post(client, SIGN_IN, username=group.mo.username, passphrase="not the right words")
    unknown = post(client, SIGN_IN, username="nobody-at-all", passphrase="not the right words")
    assert door.WRONG in text_of(wrong)
    assert text_of(wrong) == text_of(unknown)
    assert title_of(wrong).startswith("Error: ")
    assert "not the right words" not in wrong.text


def test_a_stranger_gets_the_same_answer_for_every_group_address(app: Flask, group: AGroup):
    nowhere = "x" * len(group.slug)
    real, unreal = (app.test_client().get(f"/{slug}/people/") for slug in (group.slug, nowhere))
    assert real.status_code == unreal.status_code == 303
    assert dict(real.headers) == {**dict(unreal.headers), "Location": real.location}
    assert real.location == unreal.location.replace(nowhere, group.slug)
    pages = [app.test_client().get(answer.location) for answer in (real, unreal)]
    hidden = [page.text.replace(form_of(page)["token"], "") for page in pages]
    assert hidden[0] == hidden[1]
    posted = [app.test_client().post(f"/{slug}/people/new") for slug in (group.slug, nowhere)]
    assert posted[0].status_code == posted[1].status_code == 303
    assert posted[0].location == posted[1].location


def test_a_member_of_another_group_cannot_tell_a_real_group_from_none(client: FlaskClient, group: AGroup):
    sign_in_as(client, builders.another_group().olu)
    real, unreal = client.get(group.url("/people/")), client.get("/no-such-group/people/")
    assert real.status_code == unreal.status_code == 404
    tokens = [form_of(page, "/kit/sign-out")["token"] for page in (real, unreal)]
    assert real.text.replace(tokens[0], "") == unreal.text.replace(tokens[1], "")


def test_wrong_tries_slow_down_and_a_right_passphrase_works_after_the_wait(client: FlaskClient):
    mo, now = a_user("Mo"), dates.now()
    for _ in range(door.FREE_TRIES["account"]):
        assert door.WRONG in text_of(sign_in(client, mo, "wrong words entirely"))
    assert "Wait 2 seconds" in text_of(sign_in(client, mo))
    with dates.clock_at(now + timedelta(seconds=70)):
        assert sign_in(client, mo).status_code == 302
    with dates.clock_at(now + timedelta(seconds=71)):
        other = client.application.test_client()
        assert door.WRONG in text_of(sign_in(other, mo, "wrong words entirely"))


def test_the_wait_grows_but_never_past_a_minute_for_an_account(client: FlaskClient):
    mo, moment = a_user("Mo"), dates.now()
    waits = []
    for _ in range(16):
        with dates.clock_at(moment):
            sign_in(client, mo, "wrong words entirely")
            waits.append(door_wait(client, mo))
        moment += timedelta(seconds=301)
    assert waits == sorted(waits)
    assert waits[-1] == door.LONGEST_WAIT["account"]


def door_wait(client: FlaskClient, someone: Someone) -> int:
    with client.application.test_request_context():
        return door.seconds_to_wait(door.digest_of(f"account {someone.username}"), "account")


def test_one_address_cannot_try_many_accounts(client: FlaskClient):
    where = {"REMOTE_ADDR": "203.0.113.9"}
    for number in range(door.FREE_TRIES["address"]):
        page = client.get(SIGN_IN, environ_base=where)
        client.post(
            SIGN_IN, environ_base=where, data=form_of(page) | {"username": f"no-{number}", "passphrase": "x" * 20}
        )
    page = client.get(SIGN_IN, environ_base=where)
    told = client.post(
        SIGN_IN, environ_base=where, data=form_of(page) | {"username": "no-more", "passphrase": "x" * 20}
    )
    assert "several wrong tries" in text_of(told)
    elsewhere = a_user("Wren")
    assert sign_in(client, elsewhere).status_code == 302


def test_signing_out_kills_a_copy_of_the_cookie(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.tamsin)
    home = client.get(group.url())
    copied = client.get_cookie(cookie_name(client))
    out = client.post("/kit/sign-out", data=form_of(home, "/kit/sign-out"))
    assert out.status_code == 302
    assert out.headers["Clear-Site-Data"] == '"cache"'
    assert client.get(group.url()).status_code == 303
    thief = client.application.test_client()
    thief.set_cookie(cookie_name(client), copied.value)
    assert thief.get(group.url()).status_code == 303


def cookie_name(client: FlaskClient) -> str:
    app = client.application
    with app.test_request_context():
        return app.session_interface.get_cookie_name(app)


def test_signing_out_is_asked_again_when_the_form_is_not_ours(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.tamsin)
    page = client.post("/kit/sign-out", data={"token": "made-up"})
    assert page.status_code == 200
    assert client.get(group.url()).status_code == 200
    assert client.post("/kit/sign-out", data=form_of(page)).status_code == 302
    assert client.get(group.url()).status_code == 303


def test_signing_in_gives_a_new_session_and_forgets_what_the_cookie_held(client: FlaskClient, group: AGroup):
    client.get(SIGN_IN)
    before = client.get_cookie(cookie_name(client)).value
    sign_in(client, group.tamsin)
    assert client.get_cookie(cookie_name(client)).value != before
    with client.session_transaction() as cookie:
        assert "nonce" not in cookie
        first = cookie["_user_id"]
    again = client.application.test_client()
    sign_in(again, group.tamsin)
    with again.session_transaction() as cookie:
        assert cookie["_user_id"] != first


def test_the_database_holds_no_session_that_could_be_used(client: FlaskClient, group: AGroup):
    sign_in(client, group.tamsin)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert builders.count(UserSession, UserSession.digest == token) == 0
    assert builders.count(UserSession, UserSession.digest == door.digest_of(token)) == 1


@pytest.mark.parametrize(("passed", "still_in"), [(timedelta(minutes=29), True), (timedelta(minutes=31), False)])
def test_half_an_hour_without_a_click_ends_a_session(
    client: FlaskClient, group: AGroup, passed: timedelta, still_in: bool
):
    sign_in_as(client, group.tamsin)
    with dates.clock_at(dates.now() + passed):
        assert (client.get(group.url()).status_code == 200) is still_in


def test_clicking_keeps_a_session_alive_but_never_past_twelve_hours(client: FlaskClient, group: AGroup):
    began = dates.now()
    sign_in_as(client, group.tamsin, began)
    for minutes in range(25, 12 * 60, 25):
        with dates.clock_at(began + timedelta(minutes=minutes)):
            assert client.get(group.url()).status_code == 200
    with dates.clock_at(began + door.LONGEST + timedelta(seconds=1)):
        assert client.get(group.url()).status_code == 303


def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_other_sites(client: FlaskClient, group: AGroup):
    plain = client.get(SIGN_IN).headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Path=/" in plain
    assert not plain.startswith("__Host-")
    secure = client.get(SIGN_IN, base_url="https://localhost").headers["Set-Cookie"]
    assert secure.startswith("__Host-groupkit-")
    assert "Secure" in secure
    assert "Domain" not in secure


def test_your_groups_are_listed_when_there_are_two(client: FlaskClient, group: AGroup):
    other = builders.another_group(team={"olu": builders.Job.COORDINATOR})
    with builders.in_books_of(other):
        from groupkit.access.models import Person
        from groupkit.db import db

        db.session.add(Person(number=9, name="Tam", user_id=group.tamsin.user_id, joined_on=dates.today()))
    sign_in_as(client, group.tamsin)
    page = client.get("/")
    assert page.status_code == 200
    assert group.name in text_of(page)
    assert other.name in text_of(page)


def test_somebody_without_a_group_is_told_what_to_do(client: FlaskClient):
    sign_in_as(client, a_user())
    assert "invitation" in text_of(client.get("/"))


def test_nothing_but_the_program_is_served(client: FlaskClient):
    for path in (
        "/instance/",
        "/.git/config",
        "/backup",
        "/groupkit.sqlite3",
        "/.env",
        "/config.py",
        "/settings.toml",
        "/kit/static/../settings.py",
        "/kit/static/%2e%2e/settings.py",
        "/kit/../instance/secret-key",
    ):
        answer = client.get(path)
        assert answer.status_code in (303, 308, 404), path
        assert "SECRET" not in answer.text
