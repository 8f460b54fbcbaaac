"""The first page of an installation: only with the code, only once, and everything that was typed is kept."""

import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates, settings
from groupkit.access.models import Group, User
from groupkit.db import db
from tests.browsing import form_of, post, text_of
from tests.builders import PASSPHRASE, count
from tests.conftest import database_for, let_go, make_app

SET_UP = "/kit/set-up"
ANSWERS = {
    "name": "Carys",
    "username": "carys.hill",
    "passphrase": PASSPHRASE,
    "group_name": "Hill Street Mornings",
    "short_name": "hill-street",
    "nation": "scotland",
    "year_end": "12-31",
    "money": "both",
    "keeps_book": "y",
}


@pytest.fixture
def new(new_installation: Flask) -> FlaskClient:
    return new_installation.test_client()


def code_of(client: FlaskClient) -> str:
    return settings.setup_code(client.application.config["INSTANCE"])


def set_up(client: FlaskClient, **answers: object):
    return post(client, SET_UP, **{"setup_code": code_of(client), **ANSWERS, **answers})


def test_a_new_installation_leads_to_the_set_up_page_from_anywhere(new: FlaskClient):
    for start in ("/", "/hill-street/", "/kit/sign-in", "/kit/account"):
        assert new.get(start, follow_redirects=True).request.path == SET_UP


def test_setting_up_begins_the_group_and_signs_in(new: FlaskClient):
    answer = set_up(new)
    assert answer.status_code == 302
    assert answer.location == "/hill-street/welcome"
    welcome = new.get(answer.location)
    assert welcome.status_code == 200
    assert "Write down what you have" in text_of(welcome)
    rules = text_of(new.get("/hill-street/rules/"))
    assert "31 December" in rules
    assert "Scotland" in rules
    people = text_of(new.get("/hill-street/people/"))
    assert "Coordinator" in people
    assert "Treasurer" in people
    assert "written down when the group began" in people
    assert new.get("/kit/keeper").status_code == 200


def test_whoever_does_not_look_after_the_money_is_not_its_treasurer(new: FlaskClient):
    set_up(new, keeps_book=None)
    assert "Treasurer" not in text_of(new.get("/hill-street/people/"))


def test_it_opens_once_only(new: FlaskClient):
    page = form_of(new.get(SET_UP))
    code = code_of(new)
    set_up(new)
    folder = new.application.config["INSTANCE"]
    assert settings.is_installed(folder)
    assert not (folder / settings.SETUP_CODE).exists()
    stranger = new.application.test_client()
    assert stranger.get(SET_UP).status_code == 404
    sent = page | ANSWERS | {"setup_code": code, "username": "thief.one", "short_name": "theirs"}
    assert stranger.post(SET_UP, data=sent).status_code == 404
    assert count(User) == 1
    assert stranger.get("/").location == "/kit/sign-in"


def test_an_empty_or_missing_database_never_opens_it_again(new: FlaskClient):
    set_up(new)
    with new.application.app_context():
        db.drop_all()
        db.create_all()
    assert new.application.test_client().get(SET_UP).status_code == 404
    folder = Path(new.application.config["INSTANCE"])
    empty = folder.parent / "empty"
    empty.mkdir()
    again = make_app(folder, "again", installed=False, SQLALCHEMY_DATABASE_URI=database_for(empty, "again"))
    assert again.test_client().get(SET_UP).status_code == 404
    let_go(again)


def test_a_crash_between_saving_and_the_marker_is_mended(new: FlaskClient):
    set_up(new)
    (new.application.config["INSTANCE"] / settings.INSTALLED).unlink()
    assert new.application.test_client().get(SET_UP).status_code == 404
    assert settings.is_installed(new.application.config["INSTANCE"])


@pytest.mark.parametrize("wrong", ["nearly", "кодовое-слово", "é" * 20, "x" * 5000])
def test_a_wrong_code_is_told_and_nothing_typed_is_lost(new: FlaskClient, wrong: str):
    page = set_up(new, setup_code=wrong)
    assert page.status_code == 200
    kept = form_of(page)
    for name in ("name", "username", "group_name", "short_name", "nation", "year_end", "money", "keeps_book"):
        assert kept[name] == ANSWERS[name]
    assert kept["passphrase"] == ""
    assert PASSPHRASE not in page.text
    assert "Write the passphrase once more" in text_of(page)
    assert count(Group) == 0


def test_wrong_codes_slow_down(new: FlaskClient):
    for _ in range(5):
        assert "not the code" in text_of(set_up(new, setup_code="nearly"))
    told = set_up(new)
    assert "several wrong tries" in text_of(told)
    with dates.clock_at(dates.now() + timedelta(minutes=2)):
        assert set_up(new).status_code == 302


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "Write the name you go by"),
        ("username", "a b c", "Use 3 to 40 letters"),
        ("username", "ab", "Use 3 to 40 letters"),
        ("passphrase", "short", "15"),
        ("passphrase", "hill street mornings ok", "part of a name"),
        ("passphrase", "passwordpassword", ""),
        ("group_name", "", "Write the group"),
        ("short_name", "Chronic_Pain!", "small letters"),
        ("short_name", "kit", "kept for the program"),
        ("short_name", "", "Choose a short name"),
        ("nation", "atlantis", "Choose one of these"),
        ("year_end", "02-31", "Choose one of these"),
        ("money", None, "Choose where the money is"),
    ],
)
def test_each_question_says_what_it_needs(new: FlaskClient, field: str, typed: str | None, told: str):
    page = set_up(new, **{field: typed})
    assert page.status_code == 200
    assert told in text_of(page)
    assert f'href="#{field}' in page.text
    assert count(User) == 0


def test_a_short_name_is_put_into_shape(new: FlaskClient):
    assert set_up(new, short_name=" Hill  Street ").location == "/hill-street/welcome"


def test_two_people_at_once_make_one_keeper(new: FlaskClient):
    """The second finds that it has been done, whichever is first."""
    clients = [new.application.test_client() for _ in range(2)]
    forms = [
        form_of(client.get(SET_UP))
        | ANSWERS
        | {"setup_code": code_of(new), "username": f"first.{number}", "short_name": f"group-{number}"}
        for number, client in enumerate(clients)
    ]
    answers: list[int] = []

    def send(client: FlaskClient, form: dict[str, str]) -> None:
        answers.append(client.post(SET_UP, data=form).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[0] in (200, 302)
    assert answers.count(302) == 1
    assert count(User) == 1
    assert count(Group) == 1


def test_the_folder_and_what_is_in_it_can_be_read_by_its_owner_only(new: FlaskClient):
    code_of(new)
    folder = Path(new.application.config["INSTANCE"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file


def test_afterwards_only_the_address_it_was_set_up_at_is_answered_to(new: FlaskClient):
    set_up(new)
    client = new.application.test_client()
    assert client.get("/kit/sign-in").status_code == 200
    forged = client.get("/kit/sign-in", headers={"Host": "evil.example"})
    assert forged.status_code == 400
    assert "evil.example" not in forged.text
    assert forged.headers["Content-Security-Policy"].startswith("default-src 'none'")
    kept = settings.read(Path(client.application.config["INSTANCE"]))
    assert kept["TRUSTED_HOSTS"] == ["localhost", "127.0.0.1"]
