"""Mail: only where the settings name a server, over TLS, neutral, and a plain sentence when it fails."""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import settings
from groupkit.access import mail
from groupkit.refusal import Refused
from tests import builders
from tests.browsing import post, text_of
from tests.builders import a_group, a_user, sign_in_as
from tests.conftest import let_go, make_app

WHOLE: dict[str, Any] = {
    "host": "mail.example.org",
    "port": 465,
    "user": "books",
    "passphrase": "not for logs",
    "from": "books@example.org",
    "site": "https://books.example.org",
}
MESSAGE = mail.Message("ida@example.org", "Your way in", "Hello,\n\nhere is the link.\n")


@pytest.fixture
def mailing(tmp_path: Path) -> Iterator[Flask]:
    app = make_app(tmp_path / "instance", "mailing", MAIL=WHOLE)
    builders.use(app)
    yield app
    let_go(app)


class Post:
    """A mail server that remembers what was said to it."""

    log: list[Any]

    def __init__(self, host: str, port: int, timeout: float = 0, context: ssl.SSLContext | None = None) -> None:
        Post.log = [("connect", host, port, timeout, context)]

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, *_: object) -> None:
        self.log.append("quit")

    def starttls(self, context: ssl.SSLContext) -> None:
        self.log.append(("starttls", context))

    def login(self, user: str, passphrase: str) -> None:
        self.log.append(("login", user, passphrase))

    def send_message(self, message: Any) -> None:
        self.log.append(message)


class TestSettings:
    def test_they_are_read_from_the_settings_file(self, tmp_path: Path):
        (tmp_path / settings.SETTINGS).write_text('[mail]\nhost = "h"\nport = 587\n', encoding="utf-8")
        assert settings.read(tmp_path)["MAIL"] == {"host": "h", "port": 587}
        assert settings.read(tmp_path / "other")["MAIL"] is None

    @pytest.mark.parametrize("missing", ["host", "from", "site"])
    def test_without_all_that_is_needed_there_is_no_mail(self, app: Flask, missing: str):
        with app.app_context(), _mail(app, {name: value for name, value in WHOLE.items() if name != missing}):
            assert not mail.is_set_up()
            with pytest.raises(Refused):
                mail.send(MESSAGE)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"from": "books"},
            {"from": "a@b.org\nBcc: x@y.org"},
            {"port": "465"},
            {"site": "books.example.org"},
            {"site": "javascript:x"},
        ],
    )
    def test_nor_with_something_that_cannot_be(self, app: Flask, wrong: dict[str, Any]):
        with app.app_context(), _mail(app, WHOLE | wrong):
            assert not mail.is_set_up()

    @pytest.mark.parametrize("kept", [None, "yes", [], {}])
    def test_nor_without_settings(self, app: Flask, kept: Any):
        with app.app_context(), _mail(app, kept):
            assert mail.server() is None

    def test_a_link_begins_with_the_sites_own_address(self, mailing: Flask):
        with mailing.app_context():
            assert mail.link("/kit/back/x") == "https://books.example.org/kit/back/x"

    def test_the_passphrase_is_not_written_out_by_chance(self, mailing: Flask):
        with mailing.app_context():
            assert "not for logs" not in repr(mail.server())


class _mail:  # noqa: N801 (reads as a word after `with`)
    """Other mail settings inside a block."""

    def __init__(self, app: Flask, kept: Any) -> None:
        self.app, self.kept = app, kept

    def __enter__(self) -> None:
        self.before = self.app.config["MAIL"]
        self.app.config["MAIL"] = self.kept

    def __exit__(self, *_: object) -> None:
        self.app.config["MAIL"] = self.before


class TestSending:
    def test_tls_from_the_first_byte(self, mailing: Flask, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(smtplib, "SMTP_SSL", Post)
        monkeypatch.setattr(smtplib, "SMTP", None)
        with mailing.app_context():
            mail.send(MESSAGE)
        (_, host, port, seconds, context), login, message, end = Post.log
        assert (host, port, seconds) == ("mail.example.org", 465, 10)
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert login == ("login", "books", "not for logs")
        assert (message["To"], message["From"], message["Subject"]) == (
            "ida@example.org",
            "books@example.org",
            "Your way in",
        )
        assert message.get_content() == MESSAGE.words
        assert end == "quit"

    def test_or_asked_for_before_anything_else_is_said(self, mailing: Flask, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(smtplib, "SMTP", Post)
        with mailing.app_context(), _mail(mailing, WHOLE | {"port": 587}):
            mail.send(MESSAGE)
        assert [step if isinstance(step, str) else step[0] for step in Post.log[:3]] == ["connect", "starttls", "login"]
        assert Post.log[1][1].verify_mode is ssl.CERT_REQUIRED

    def test_a_server_that_speaks_no_tls_gets_nothing(self, mailing: Flask, monkeypatch: pytest.MonkeyPatch):
        class Plain(Post):
            def starttls(self, context: ssl.SSLContext) -> None:
                raise smtplib.SMTPNotSupportedError

        monkeypatch.setattr(smtplib, "SMTP", Plain)
        with mailing.app_context(), _mail(mailing, WHOLE | {"port": 25}), pytest.raises(Refused):
            mail.send(MESSAGE)
        assert [step for step in Post.log if step != "quit"][1:] == []

    def test_nothing_to_send_is_the_same_talk_without_a_mail(self, mailing: Flask, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(smtplib, "SMTP_SSL", Post)
        with mailing.app_context():
            server = mail.server()
        assert server
        mail.deliver(server, None)
        assert [step if isinstance(step, str) else step[0] for step in Post.log] == ["connect", "login", "quit"]

    @pytest.mark.parametrize(
        "error",
        [
            socket.gaierror("no such host"),
            TimeoutError(),
            ConnectionRefusedError(),
            ssl.SSLCertVerificationError("self-signed"),
            smtplib.SMTPAuthenticationError(535, b"no"),
            smtplib.SMTPRecipientsRefused({}),
            smtplib.SMTPServerDisconnected(),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_a_failure_is_a_plain_sentence(
        self, mailing: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
    ):
        def fails(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(smtplib, "SMTP_SSL", fails)
        with mailing.app_context(), pytest.raises(Refused, match="could not be sent"):
            mail.send(MESSAGE)
        assert "ida@" not in caplog.text
        assert "not for logs" not in caplog.text

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    def test_a_line_break_adds_no_header(self, mailing: Flask, line_break: str):
        with mailing.app_context():
            server = mail.server()
            assert server
            for message in (
                mail.Message(f"ida@example.org{line_break}Bcc: x@example.org", "Your way in", ""),
                mail.Message("ida@example.org", f"Your way in{line_break}Bcc: x@example.org", ""),
            ):
                with pytest.raises(ValueError, match=r"[Ll]inefeed|newline|control|invalid"):
                    mail.written(server, message)
            for typed in (f"ida@example.org{line_break}Bcc: x", f"ida@exa{line_break}mple.org"):
                with pytest.raises(Refused):
                    mail.read_address(typed)


class TestHandingOver:
    """An invitation or a code for a new passphrase, sent by an officer instead of pasted into a message."""

    @pytest.fixture
    def sent(self, mailing: Flask, monkeypatch: pytest.MonkeyPatch) -> list[mail.Message]:
        outbox: list[mail.Message] = []
        monkeypatch.setattr(mail, "deliver", lambda _server, message: outbox.append(message))
        return outbox

    @pytest.mark.parametrize(("page", "subject"), [("new-passphrase", "A new passphrase"), ("invite", "Your way in")])
    def test_by_an_officer(self, mailing: Flask, sent: list[mail.Message], page: str, subject: str):
        group = a_group()
        client = sign_in_as(mailing.test_client(), group.carys)
        number = group.mo.number
        if page == "invite":
            post(client, group.url("/people/new"), name="Ida")
            number = 7
        answer = post(client, group.url(f"/people/{number}/{page}"), how="email", address="ida@example.org")
        assert answer.status_code == 302, text_of(answer)
        shown = client.get(answer.location)
        assert "The mail has been sent" in text_of(shown)
        (message,) = sent
        assert (message.to, message.subject) == ("ida@example.org", subject)
        found = re.search(r"https://books\.example\.org(/kit/join/[\w-]+)", message.words)
        assert found
        assert found[1] in shown.text
        for private in (group.name, group.slug, "Carys", "Mo", "groupkit"):
            assert private not in message.words.replace(found[1], "")
        assert mailing.test_client().get(found[1]).status_code == 200

    def test_by_the_keeper(self, mailing: Flask, sent: list[mail.Message]):
        client = sign_in_as(mailing.test_client(), a_user("Kim", keeper=True))
        wren = a_user("Wren")
        post(client, "/kit/keeper/new-passphrase", username=wren.username, how="email", address="wren@example.org")
        assert [message.to for message in sent] == ["wren@example.org"]

    def test_when_it_fails_the_link_is_there_all_the_same(self, mailing: Flask, monkeypatch: pytest.MonkeyPatch):
        def fails(*_: object) -> None:
            raise TimeoutError

        monkeypatch.setattr(mail, "deliver", fails)
        group = a_group()
        client = sign_in_as(mailing.test_client(), group.carys)
        where = group.url(f"/people/{group.mo.number}/new-passphrase")
        shown = client.get(post(client, where, how="email", address="mo@example.org").location)
        assert mail.NOT_SENT in text_of(shown)
        assert "/kit/join/" in shown.text

    @pytest.mark.parametrize("typed", ["", "mo", "mo@example.org\r\nBcc: x@example.org"])
    def test_without_a_good_address_nothing_is_made(self, mailing: Flask, sent: list[mail.Message], typed: str):
        group = a_group()
        client = sign_in_as(mailing.test_client(), group.carys)
        answer = post(client, group.url(f"/people/{group.mo.number}/new-passphrase"), how="email", address=typed)
        assert 'href="#address"' in answer.text
        assert sent == []

    def test_where_there_is_no_mail_it_is_not_offered(self, client: FlaskClient):
        group = a_group()
        sign_in_as(client, group.carys)
        where = group.url(f"/people/{group.mo.number}/new-passphrase")
        assert "email" not in client.get(where).text.lower()
        assert "Choose one of these" in text_of(post(client, where, how="email", address="mo@example.org"))
