"""One's own account."""

from flask.testing import FlaskClient

from tests.browsing import form_of, post, text_of
from tests.builders import PASSPHRASE, AGroup, a_user, sign_in_as

NEW = "seven quiet otters drift"


def test_changing_the_passphrase_ends_every_other_session(client: FlaskClient):
    wren = a_user("Wren")
    here, there = sign_in_as(client, wren), sign_in_as(client.application.test_client(), wren)
    answer = post(here, "/kit/account/passphrase", old=PASSPHRASE, passphrase=NEW)
    assert answer.status_code == 302
    assert "You have a new passphrase" in text_of(here.get("/kit/account"))
    assert there.get("/kit/account").status_code == 303
    assert (
        post(client.application.test_client(), "/kit/sign-in", username=wren.username, passphrase=NEW).status_code
        == 302
    )
    assert (
        post(
            client.application.test_client(), "/kit/sign-in", username=wren.username, passphrase=PASSPHRASE
        ).status_code
        == 200
    )


def test_the_session_itself_changes_too(client: FlaskClient):
    sign_in_as(client, a_user())
    with client.session_transaction() as cookie:
        before = cookie["_user_id"]
    post(client, "/kit/account/passphrase", old=PASSPHRASE, passphrase=NEW)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != before


def test_the_old_passphrase_is_needed(client: FlaskClient):
    sign_in_as(client, a_user())
    page = post(client, "/kit/account/passphrase", old="not the one I have", passphrase=NEW)
    assert "not your passphrase now" in text_of(page)
    assert 'href="#old"' in page.text
    assert NEW not in page.text


def test_guessing_the_old_one_slows_down(client: FlaskClient):
    sign_in_as(client, a_user())
    for _ in range(5):
        post(client, "/kit/account/passphrase", old="not the one I have", passphrase=NEW)
    assert "several wrong tries" in text_of(post(client, "/kit/account/passphrase", old=PASSPHRASE, passphrase=NEW))


def test_a_weak_new_one_is_told(client: FlaskClient):
    wren = sign_in_as(client, a_user("Wren"))
    assert "15" in text_of(post(wren, "/kit/account/passphrase", old=PASSPHRASE, passphrase="short"))


def test_one_sees_where_one_is_signed_in_and_signs_out_the_others(client: FlaskClient):
    wren = a_user("Wren")
    there = sign_in_as(client.application.test_client(), wren)
    sign_in_as(client, wren)
    page = text_of(client.get("/kit/account"))
    assert page.count(" since ") == 2
    assert "Elsewhere" in page
    assert post(client, "/kit/account/sign-out-elsewhere").status_code == 302
    assert there.get("/kit/account").status_code == 303
    assert "Elsewhere" not in text_of(client.get("/kit/account"))


def test_one_changes_ones_name(client: FlaskClient):
    sign_in_as(client, a_user("Wren"))
    assert form_of(client.get("/kit/account/name"))["name"] == "Wren"
    assert post(client, "/kit/account/name", name="Wren B").status_code == 302
    assert "Wren B" in text_of(client.get("/kit/account"))


def test_the_account_page_lists_ones_groups(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.femi)
    assert f"You look in {group.name}" in text_of(client.get("/kit/account"))
