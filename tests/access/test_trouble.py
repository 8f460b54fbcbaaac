"""When something goes wrong: a calm page, nothing half saved, and no secrets in it. The first regressions too."""

import gc
import os
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from groupkit import create_app, settings
from groupkit.access import queries
from groupkit.access.models import Person
from tests.browsing import form_of, post, text_of
from tests.builders import AGroup, count, sign_in_as


def breaks(error: Exception):
    def break_it(*_: object, **__: object) -> None:
        raise error

    return break_it


class TestTheKey:
    def test_every_worker_has_the_same_key(self, tmp_path: Path):
        first, second = (create_app(tmp_path / "instance", SQLALCHEMY_DATABASE_URI="sqlite://") for _ in range(2))
        assert first.secret_key == second.secret_key
        assert len(first.secret_key) >= 32

    def test_workers_that_start_at_once_agree_on_it(self, tmp_path: Path):
        script = (
            "import sys; from pathlib import Path; from groupkit.settings import secret_key;"
            "print(secret_key(Path(sys.argv[1])).hex())"
        )
        started = [
            subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        assert len({worker.communicate()[0] for worker in started}) == 1

    def test_it_can_be_read_by_its_owner_only(self, tmp_path: Path):
        settings.secret_key(tmp_path)
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600

    def test_a_file_that_others_can_read_is_mended_at_the_start(self, tmp_path: Path):
        folder = tmp_path / "instance"
        folder.mkdir()
        folder.chmod(0o755)
        database = folder / "groupkit.sqlite3"
        database.touch()
        database.chmod(0o644)
        settings.read(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(database.stat().st_mode) == 0o600

    def test_new_files_are_private_whatever_the_umask_was(self, tmp_path: Path):
        os.umask(0o022)
        settings.read(tmp_path / "instance")
        (tmp_path / "instance" / "later").touch()
        assert stat.S_IMODE((tmp_path / "instance" / "later").stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize(
    "number", ["0", "01", "-1", "9223372036854775808", "9" * 18, "9" * 40, "1e3", "١", "x", "1.0", "%31%00"]
)
def test_numbers_in_addresses_never_break_anything(client: FlaskClient, group: AGroup, number: str):
    sign_in_as(client, group.carys)
    assert client.get(group.url(f"/people/{number}")).status_code in (400, 404)
    assert client.get(group.url("/history"), query_string={"below": number}).status_code == 200


@pytest.mark.parametrize("field", ["token", "name", "_again"])
@pytest.mark.parametrize("value", ["é", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", "\x00", "🐝" * 500])
def test_odd_characters_never_break_anything(client: FlaskClient, group: AGroup, field: str, value: str | bytes):
    sign_in_as(client, group.carys)
    page = form_of(client.get(group.url("/people/new")))
    assert client.post(group.url("/people/new"), data=page | {field: value}).status_code in (200, 302)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "a" * 300, "[::1", "lo calhost"])
def test_a_forged_host_gets_into_no_link(client: FlaskClient, group: AGroup, host: str):
    client.application.config["TRUSTED_HOSTS"] = ["localhost"]
    try:
        answer = client.get("/kit/sign-in", headers={"Host": host})
        assert answer.status_code == 400
        assert host not in answer.text
        assert client.get("/kit/sign-in").status_code == 200
    finally:
        client.application.config["TRUSTED_HOSTS"] = None


def test_forwarded_headers_are_ignored_unless_there_is_a_proxy(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    number = int(post(client, group.url("/people/new"), name="Ida").location.rpartition("/")[2])
    shown = client.get(post(client, group.url(f"/people/{number}/invite")).location, headers=forwarded)
    assert "http://localhost/kit/join/" in shown.text
    assert "evil.example" not in shown.text


def test_a_full_disk_saves_nothing_and_says_so(client: FlaskClient, group: AGroup, monkeypatch):
    sign_in_as(client, group.carys)
    sent = form_of(client.get(group.url("/people/new"))) | {"name": "Ida"}
    with monkeypatch.context() as broken:
        broken.setattr(
            "groupkit.access.operations.record",
            breaks(OperationalError("INSERT", {}, Exception("database or disk is full"))),
        )
        answer = client.post(group.url("/people/new"), data=sent)
    assert answer.status_code == 507
    assert "Nothing was saved" in text_of(answer)
    assert "INSERT" not in answer.text
    assert count(Person, Person.name == "Ida", group=group) == 0
    assert client.post(group.url("/people/new"), data=sent).status_code == 302, "the same form works afterwards"
    assert count(Person, Person.name == "Ida", group=group) == 1


def test_a_locked_database_says_that_it_is_busy(client: FlaskClient, group: AGroup, monkeypatch):
    sign_in_as(client, group.carys)
    sent = form_of(client.get(group.url("/people/new"))) | {"name": "Ida"}
    with monkeypatch.context() as broken:
        broken.setattr("groupkit.tokens.use", breaks(OperationalError("BEGIN", {}, Exception("database is locked"))))
        answer = client.post(group.url("/people/new"), data=sent)
    assert answer.status_code == 503
    assert "busy" in text_of(answer)
    assert client.post(group.url("/people/new"), data=sent).status_code == 302


def test_a_database_that_does_not_answer_even_the_door_gets_a_calm_page(
    client: FlaskClient, group: AGroup, monkeypatch
):
    sign_in_as(client, group.carys)
    locked = OperationalError("SELECT", {}, Exception("database is locked"))
    for broken in ("groupkit.db.door_reading",):
        with monkeypatch.context() as patched:
            patched.setattr(broken, breaks(locked))
            answer = client.get(group.url())
    assert answer.status_code == 503
    assert "cannot be opened just now" in text_of(answer)


def test_our_own_mistake_shows_no_trace(app: Flask, group: AGroup, monkeypatch):
    client = sign_in_as(app.test_client(), group.carys)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        with monkeypatch.context() as broken:
            broken.setattr(queries, "everyone", breaks(RuntimeError("secret path /home/carys")))
            answer = client.get(group.url("/people/"))
    finally:
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert answer.status_code == 500
    assert "Something went wrong on our side" in text_of(answer)
    assert "secret" not in answer.text
    assert client.get(group.url("/people/")).status_code == 200


def test_a_mistake_half_way_saves_nothing(app: Flask, group: AGroup, monkeypatch):
    client = sign_in_as(app.test_client(), group.carys)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        with monkeypatch.context() as broken:
            broken.setattr("groupkit.people.views.redirect", breaks(RuntimeError("after the write")))
            assert post(client, group.url("/people/new"), name="Ida").status_code == 500
    finally:
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert count(Person, Person.name == "Ida", group=group) == 0
    assert post(client, group.url("/people/new"), name="Ida").status_code == 302


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_too_much_at_once_is_told(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    answer = client.post(group.url("/people/new"), data={"name": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "too large" in text_of(answer)
    stranger = client.application.test_client()
    assert stranger.post("/kit/join", data={"picture": (BytesIO(b"x" * 3 * 1024 * 1024), "x.jpg")}).status_code == 413
    many = client.post(
        group.url("/people/new"),
        data={**{f"f{number}": "x" for number in range(1200)}, "picture": (BytesIO(b"x"), "x.jpg")},
    )
    assert many.status_code == 413
    gc.collect()


def test_a_forbidden_page_says_so_kindly(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.mo)
    answer = client.get(group.url("/history"))
    assert answer.status_code == 403
    assert "not on your shelf" in text_of(answer)


def test_a_page_that_is_not_there(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.mo)
    for path in (group.url("/nothing"), "/kit/nothing", "/Hill-Street/", "/%ff", "/a\u202eb/"):
        assert client.get(path).status_code == 404
    assert client.put(group.url()).status_code == 404


def test_a_name_with_markup_is_shown_as_it_is(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    payload = "<b onclick='x'>\"&amp;{{7*7}}"
    url = post(client, group.url("/people/new"), name=payload).location
    for path in (
        url,
        group.url("/people/"),
        group.url("/history"),
        url + "/name",
        url + "/leaves",
        url + "/job",
        url + "/invite",
    ):
        page = client.get(path)
        assert payload in text_of(page) or path.endswith("/name")
        assert "<b onclick" not in page.text


@pytest.mark.parametrize("name", ["Zoë 🐝", "שָׁלוֹם", "ليلى", "O'Brien-Smith"])
def test_names_from_everywhere_are_kept(client: FlaskClient, group: AGroup, name: str):
    sign_in_as(client, group.carys)
    url = post(client, group.url("/people/new"), name=name).location
    assert name in text_of(client.get(url))


def test_hidden_direction_marks_are_taken_out(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    url = post(client, group.url("/people/new"), name="Ida\u202eadI\u2066\x07").location
    assert "IdaadI" in text_of(client.get(url))


def test_ten_thousand_characters_in_a_short_field(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    page = post(client, group.url("/people/new"), name="x" * 10_000)
    assert "80 characters fit here" in text_of(page)
    assert form_of(page)["name"] == "x" * 10_000
