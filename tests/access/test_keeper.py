"""The keeper's pages: names and sizes, and no page of any group."""

import re

from flask.testing import FlaskClient

import groupkit
from tests.browsing import links_of, post, text_of
from tests.builders import PASSPHRASE, AGroup, a_user, sign_in_as


def test_the_keeper_sees_short_names_and_sizes(client: FlaskClient, group: AGroup):
    sign_in_as(client, a_user("Kim", keeper=True))
    page = text_of(client.get("/kit/keeper"))
    assert re.search(rf"{group.slug} 6 ", page)
    assert group.name not in page
    assert f"version {groupkit.__version__}" in page
    on_sqlite = client.application.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    assert bool(re.search(r"Its size [0-9.]+ [kM]B", page)) is on_sqlite


def test_nothing_on_the_keepers_page_leads_into_a_group(client: FlaskClient, group: AGroup):
    sign_in_as(client, a_user("Kim", keeper=True))
    assert all(link.startswith(("/kit/", "#")) for link in links_of(client.get("/kit/keeper")))


def test_whoever_is_no_keeper_finds_no_such_page(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    assert client.get("/kit/keeper").status_code == 404
    assert "this site" not in text_of(client.get("/kit/account"))


def test_a_founding_link_is_shown_once(client: FlaskClient):
    sign_in_as(client, a_user("Kim", keeper=True))
    shown = client.get(post(client, "/kit/keeper/invite").location)
    assert len(re.findall(r"http://localhost/kit/join/[\w-]{32}", shown.text)) == 1
    assert "shown once" in text_of(client.get("/kit/keeper/handed-over"))


def test_somebody_else_becomes_keeper_with_ones_own_passphrase(client: FlaskClient):
    kim, wren = a_user("Kim", keeper=True), a_user("Wren")
    sign_in_as(client, kim)
    assert "not your passphrase" in text_of(
        post(client, "/kit/keeper/another", username=wren.username, passphrase="wrong words here")
    )
    assert post(client, "/kit/keeper/another", username=wren.username, passphrase=PASSPHRASE).status_code == 302
    assert sign_in_as(client.application.test_client(), wren).get("/kit/keeper").status_code == 200
    assert "keeper already" in text_of(
        post(client, "/kit/keeper/another", username=wren.username, passphrase=PASSPHRASE)
    )
    assert "Nobody here signs in" in text_of(
        post(client, "/kit/keeper/another", username="nobody-x", passphrase=PASSPHRASE)
    )


def test_a_keeper_stops_but_never_the_last(new_installation):
    client = new_installation.test_client()
    (new_installation.config["INSTANCE"] / "installed").write_text("")
    kim = a_user("Kim", keeper=True)
    sign_in_as(client, kim)
    assert "only keeper" in text_of(post(client, "/kit/keeper/stop"))
    a_user("Wren", keeper=True)
    assert post(client, "/kit/keeper/stop").status_code == 302
    assert client.get("/kit/keeper").status_code == 404


def test_a_code_for_a_new_passphrase_can_be_read_out(client: FlaskClient, group: AGroup):
    sign_in_as(client, a_user("Kim", keeper=True))
    shown = client.get(post(client, "/kit/keeper/new-passphrase", username=group.mo.username, how="code").location)
    code = re.search(r'<p class="code">([^<]+)</p>', shown.text)
    assert code is not None
    answer = post(client.application.test_client(), "/kit/join", code=code[1])
    assert answer.status_code == 302
