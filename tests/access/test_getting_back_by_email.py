"""A link for a new passphrase to one's own address, where the settings name a mail server."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.access import getting_back, mail
from groupkit.access.door_models import OwnAddress, WayBack
from tests import builders
from tests.access.coming_back import EMAIL, FORGOTTEN, NEW, SERVER, history_of, signs_in
from tests.access.stepping import fresh, turn_on
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import PASSPHRASE, AGroup, Someone, a_group, a_user, count, sign_in_as, the_app
from tests.conftest import let_go, make_app


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[mail.Message]]:
    """An installation that sends mail; what it sent is looked at here, and nothing leaves."""
    app, outbox = make_app(tmp_path / "instance", "mail", MAIL=SERVER), []
    monkeypatch.setattr(mail, "deliver", lambda _server, message: message and outbox.append(message))
    builders.use(app)
    yield outbox
    let_go(app)


class TestEmail:
    """A link to one's own address, where the settings name a mail server."""

    @pytest.fixture
    def group(self, sent: list[mail.Message]) -> AGroup:
        return a_group()

    @pytest.fixture
    def client(self, sent: list[mail.Message]) -> FlaskClient:
        return the_app().test_client()

    def write_down(self, client: FlaskClient, someone: Someone, address: str = "carys@example.org") -> None:
        browser = sign_in_as(fresh(client), someone)
        assert post(browser, EMAIL, address=address, passphrase=PASSPHRASE).status_code == 302

    def ask(self, client: FlaskClient, username: str, sent: list[mail.Message]) -> str:
        """Ask for a link, and give back the path in it."""
        before = len(sent)
        assert post(fresh(client), FORGOTTEN, username=username).location == FORGOTTEN
        assert len(sent) == before + 1
        found = re.search(r"https://books\.example\.org(/kit/back/[\w-]+)", sent[-1].words)
        assert found
        return found[1]

    def test_a_link_leads_to_a_new_passphrase(self, client: FlaskClient, group: AGroup, sent: list[mail.Message]):
        self.write_down(client, group.carys)
        elsewhere = sign_in_as(fresh(client), group.carys)
        link = self.ask(client, group.carys.username, sent)
        answer = post(fresh(client), link, passphrase=NEW)
        assert answer.location == "/kit/sign-in"
        assert signs_in(client, group.carys, NEW)
        assert elsewhere.get("/kit/account").status_code == 303
        assert history_of(group)[-1] == (1, getting_back.BY_LINK, "Member 001")

    def test_the_mail_is_neutral(self, client: FlaskClient, group: AGroup, sent: list[mail.Message]):
        self.write_down(client, group.carys)
        self.ask(client, group.carys.username, sent)
        (message,) = sent
        assert (message.to, message.subject) == ("carys@example.org", "A new passphrase")
        for private in (group.name, group.slug, "Carys", group.carys.username, "groupkit", "/x/"):
            assert private not in re.sub(r"/kit/back/\S+", "", message.words)

    def test_the_link_is_made_from_the_settings_alone(
        self, client: FlaskClient, group: AGroup, sent: list[mail.Message]
    ):
        self.write_down(client, group.carys)
        form = form_of(client.get(FORGOTTEN, headers={"Host": "evil.example"}))
        client.post(FORGOTTEN, data=form | {"username": group.carys.username}, headers={"Host": "evil.example"})
        assert "evil" not in sent[0].words

    def test_it_works_once(self, client: FlaskClient, group: AGroup, sent: list[mail.Message]):
        self.write_down(client, group.carys)
        link = self.ask(client, group.carys.username, sent)
        form = form_of(fresh(client).get(link))
        post(fresh(client), link, passphrase=NEW)
        late = fresh(client)
        assert late.get(link).status_code == 404
        assert "does not open anything now" in text_of(late.get(link))
        assert late.post(link, data=form | {"passphrase": "four other plain words"}).status_code == 404
        assert signs_in(client, group.carys, NEW)

    @pytest.mark.parametrize(("passed", "opens"), [(timedelta(minutes=59), True), (timedelta(minutes=61), False)])
    def test_it_lives_an_hour(
        self, client: FlaskClient, group: AGroup, sent: list[mail.Message], passed: timedelta, opens: bool
    ):
        self.write_down(client, group.carys)
        link = self.ask(client, group.carys.username, sent)
        with dates.clock_at(dates.now() + passed):
            assert (client.get(link).status_code == 200) is opens

    def test_a_newer_one_a_new_passphrase_and_another_address_kill_it(
        self, client: FlaskClient, group: AGroup, sent: list[mail.Message]
    ):
        self.write_down(client, group.carys)
        first = self.ask(client, group.carys.username, sent)
        second = self.ask(client, group.carys.username, sent)
        assert [client.get(link).status_code for link in (first, second)] == [404, 200]
        self.write_down(client, group.carys, "other@example.org")
        assert client.get(second).status_code == 404
        third = self.ask(client, group.carys.username, sent)
        post(sign_in_as(fresh(client), group.carys), "/kit/account/passphrase", old=PASSPHRASE, passphrase=NEW)
        assert client.get(third).status_code == 404

    def test_it_leaves_the_second_step_on(self, client: FlaskClient, group: AGroup, sent: list[mail.Message]):
        self.write_down(client, group.carys)
        turn_on(client, group.carys)
        post(fresh(client), self.ask(client, group.carys.username, sent), passphrase=NEW)
        answer = post(fresh(client), "/kit/sign-in", username=group.carys.username, passphrase=NEW)
        assert answer.location.startswith("/kit/sign-in/code")

    def test_nobody_learns_whether_a_name_or_an_address_is_known(
        self, client: FlaskClient, group: AGroup, sent: list[mail.Message]
    ):
        self.write_down(client, group.carys)
        answers, kept = [], []
        for username in (group.carys.username, group.mo.username, "nobody-at-all"):
            browser, before = fresh(client), count(WayBack)
            answer = post(browser, FORGOTTEN, username=username)
            answers.append((answer.status_code, answer.location, text_of(browser.get(answer.location))))
            kept.append(count(WayBack) - before)
        assert len(set(answers)) == 1
        assert kept == [1, 1, 1], "the same work is done for all three"
        assert [message.to for message in sent] == ["carys@example.org"]

    def test_the_same_talk_is_had_with_the_server_for_a_name_that_nobody_has(
        self, client: FlaskClient, group: AGroup, sent: list[mail.Message], monkeypatch: pytest.MonkeyPatch
    ):
        self.write_down(client, group.carys)
        talks: list[str | None] = []
        monkeypatch.setattr(mail, "deliver", lambda _server, message: talks.append(message and message.to))
        for username in (group.carys.username, group.mo.username, "nobody-at-all"):
            post(fresh(client), FORGOTTEN, username=username)
        assert talks == ["carys@example.org", None, None]

    def test_a_broken_server_does_not_show(
        self,
        client: FlaskClient,
        group: AGroup,
        sent: list[mail.Message],
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ):
        self.write_down(client, group.carys)

        def broken(*_: object) -> None:
            raise OSError("no such host")

        monkeypatch.setattr(mail, "deliver", broken)
        assert post(fresh(client), FORGOTTEN, username=group.carys.username).status_code == 302
        assert "could not be sent: OSError" in caplog.text
        assert "carys" not in caplog.text

    def test_asking_again_and_again_in_one_name_slows_down(self, client: FlaskClient, sent: list[mail.Message]):
        for _ in range(3):
            assert post(fresh(client), FORGOTTEN, username="nobody-at-all").status_code == 302
        assert "Wait" in text_of(post(fresh(client), FORGOTTEN, username="nobody-at-all"))

    def test_one_address_cannot_ask_for_many_names(self, client: FlaskClient, sent: list[mail.Message]):
        for number in range(20):
            post(client, FORGOTTEN, username=f"nobody-{number}")
        assert "Wait" in text_of(post(client, FORGOTTEN, username="nobody-else"))

    def test_an_address_is_kept_only_when_written_and_goes_when_taken_out(self, client: FlaskClient, group: AGroup):
        assert count(OwnAddress) == 0
        browser = sign_in_as(client, group.carys)
        assert EMAIL in links_of(browser.get("/kit/account"))
        self.write_down(client, group.carys)
        assert form_of(browser.get(EMAIL))["address"] == "carys@example.org"
        assert "carys@example.org" in text_of(browser.get("/kit/account"))
        post(browser, EMAIL, address="", passphrase=PASSPHRASE)
        assert count(OwnAddress) == 0

    def test_the_passphrase_is_needed_to_change_it(self, client: FlaskClient, group: AGroup):
        browser = sign_in_as(client, group.carys)
        answer = post(browser, EMAIL, address="carys@example.org", passphrase="not the right words")
        assert "not your passphrase now" in text_of(answer)
        assert form_of(answer)["address"] == "carys@example.org"
        assert count(OwnAddress) == 0

    @pytest.mark.parametrize(
        "typed",
        ["carys", "carys@", "@example.org", "a b@example.org", "a@b", "a@example.org, b@example.org", "é@x.org"],
    )
    def test_what_is_no_address_is_told(self, client: FlaskClient, group: AGroup, typed: str):
        answer = post(sign_in_as(client, group.carys), EMAIL, address=typed, passphrase=PASSPHRASE)
        assert 'href="#address"' in answer.text
        assert form_of(answer)["address"] == typed
        assert count(OwnAddress) == 0

    def test_members_do_not_see_it(self, client: FlaskClient, group: AGroup):
        self.write_down(client, group.mo)
        browser = sign_in_as(client, group.carys)
        for path in ("/", "/people/", f"/people/{group.mo.number}", "/history"):
            assert "carys@example.org" not in browser.get(group.url(path)).text


class TestNoMail:
    def test_nothing_is_offered(self, client: FlaskClient):
        assert 'name="username"' not in client.get(FORGOTTEN).text
        assert client.post(FORGOTTEN, data={"username": "carys"}).status_code == 200
        page = sign_in_as(client, a_user()).get("/kit/account")
        assert EMAIL not in links_of(page)

    @pytest.mark.parametrize("path", ["/kit/back/x", "/kit/back/" + "a" * 32, "/kit/back/é"])
    def test_a_link_that_never_was(self, client: FlaskClient, path: str):
        assert client.get(path).status_code == 404
