"""Forms: sent from our own page, once, in time; and sent on after a session lapsed."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.access.models import Person
from groupkit.forms import STALE
from tests.browsing import form_of, post, text_of, title_of
from tests.builders import PASSPHRASE, AGroup, another_group, count, sign_in_as


def test_the_same_form_sent_twice_takes_effect_once(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    sent = form_of(client.get(group.url("/people/new"))) | {"name": "Ida"}
    first, second = (client.post(group.url("/people/new"), data=sent) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.location == second.location
    assert count(Person, Person.name == "Ida", group=group) == 1


def test_a_refused_form_may_be_sent_again(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    refused = post(client, group.url("/people/new"), name="")
    assert refused.status_code == 200
    assert "Write their name" in text_of(refused)
    assert client.post(group.url("/people/new"), data=form_of(refused) | {"name": "Ida"}).status_code == 302


def test_a_form_without_our_token_changes_nothing_and_keeps_what_was_typed(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    for token in ("", "x", "0-0-0", "ключ", "-".join("abc"), "\x00", "f" * 5000):
        page = client.post(group.url("/people/new"), data={"name": "Ida", "token": token})
        assert page.status_code == 200
        assert STALE in text_of(page)
        assert form_of(page)["name"] == "Ida"
    assert count(Person, Person.name == "Ida", group=group) == 0
    assert client.post(group.url("/people/new"), data=form_of(page)).status_code == 302
    assert count(Person, Person.name == "Ida", group=group) == 1


def test_somebody_elses_token_is_no_use(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    theirs = client.application.test_client()
    olu = another_group()
    sign_in_as(theirs, olu.olu)
    token = form_of(theirs.get(olu.url("/people/new")))["token"]
    page = client.post(group.url("/people/new"), data={"name": "Ida", "token": token})
    assert STALE in text_of(page)
    assert count(Person, Person.name == "Ida", group=group) == 0


def test_a_form_that_stood_open_for_a_day_is_shown_again_with_its_words(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    sent = form_of(client.get(group.url("/people/new"))) | {"name": "Ida"}
    later = dates.now() + timedelta(hours=25)
    with dates.clock_at(later):
        sign_in_as(client, group.carys)
        page = client.post(group.url("/people/new"), data=sent)
        assert STALE in text_of(page)
        assert client.post(group.url("/people/new"), data=form_of(page)).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://["},
        {"Origin": "http://localhost:81"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_a_good_token(
    client: FlaskClient, group: AGroup, headers: dict[str, str]
):
    sign_in_as(client, group.carys)
    answer = post(client, group.url("/people/new"), name="Ida", headers=headers)
    assert answer.status_code == 400
    assert "Nothing was saved" in text_of(answer)
    assert count(Person, Person.name == "Ida", group=group) == 0


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, {"Origin": "null"}, {}]
)
def test_a_form_from_our_own_page_is_taken(client: FlaskClient, group: AGroup, headers: dict[str, str]):
    sign_in_as(client, group.carys)
    assert post(client, group.url("/people/new"), name="Ida", headers=headers).status_code == 302


def test_fields_that_the_form_does_not_have_change_nothing(client: FlaskClient, group: AGroup):
    sign_in_as(client, group.carys)
    answer = post(
        client, group.url("/people/new"), name="Ida", friend="1", user_id="1", group_id="999", number="77", keeper="1"
    )
    assert answer.status_code == 302
    assert count(Person, Person.name == "Ida", Person.friend, group=group) == 0
    assert count(Person, Person.name == "Ida", Person.user_id.is_(None), Person.number == 7, group=group) == 1


class TestCarryingOn:
    """A form sent after the session lapsed asks for the passphrase and goes on with what was typed."""

    URL = "/people/friends/new"
    TYPED = {
        "name": "Noor & <Sons>",
        "post": 'Nurse, "north"\r\nsecond line',
        "part": "facilitator",
        "until": "1/2/27",
        "decision": "May",
    }

    def lapsed(self, client: FlaskClient, group: AGroup, **more: object):
        sign_in_as(client, group.carys)
        sent = form_of(client.get(group.url(self.URL))) | self.TYPED | more
        self.later = dates.now() + timedelta(minutes=40)
        with dates.clock_at(self.later):
            return client.post(group.url(self.URL), data=sent)

    def test_it_asks_and_keeps_every_word(self, client: FlaskClient, group: AGroup):
        page = self.lapsed(client, group)
        assert page.status_code == 401
        kept = form_of(page)
        assert {name: kept[name] for name in self.TYPED} == {
            name: value.replace("\r\n", "\n") for name, value in self.TYPED.items()
        }
        assert count(Person, Person.name == self.TYPED["name"], group=group) == 0

    def test_the_right_passphrase_sends_it_on(self, client: FlaskClient, group: AGroup):
        page = self.lapsed(client, group)
        with dates.clock_at(self.later):
            answer = client.post(group.url(self.URL), data=form_of(page) | {"_again": PASSPHRASE})
            assert answer.status_code == 302
            assert answer.location == group.url("/people/7")
            assert client.get(answer.location).status_code == 200
        assert count(Person, Person.name == self.TYPED["name"], group=group) == 1

    def test_a_wrong_passphrase_asks_again_and_still_keeps_every_word(self, client: FlaskClient, group: AGroup):
        page = self.lapsed(client, group)
        with dates.clock_at(self.later):
            again = client.post(group.url(self.URL), data=form_of(page) | {"_again": "something else now"})
            assert again.status_code == 401
            assert form_of(again)["name"] == self.TYPED["name"]
            assert "That is not your passphrase" in text_of(again)
            assert title_of(again).startswith("Error: ")
            assert "something else now" not in again.text
            assert client.post(group.url(self.URL), data=form_of(again) | {"_again": PASSPHRASE}).status_code == 302

    def test_nobody_elses_passphrase_carries_on(self, client: FlaskClient, group: AGroup):
        page = self.lapsed(client, group)
        with dates.clock_at(self.later):
            other = client.application.test_client()
            answer = other.post(group.url(self.URL), data=form_of(page) | {"_again": PASSPHRASE})
            assert answer.status_code == 303
            signed_out = client.post(
                group.url(self.URL), data=form_of(page) | {"_again": PASSPHRASE, "username": group.tamsin.username}
            )
            assert signed_out.status_code == 302
        assert count(Person, Person.name == self.TYPED["name"], group=group) == 1

    def test_after_signing_out_nothing_carries_on(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        sent = form_of(client.get(group.url(self.URL))) | self.TYPED
        page = client.get(group.url())
        client.post("/kit/sign-out", data=form_of(page, "/kit/sign-out"))
        assert client.post(group.url(self.URL), data=sent | {"_again": PASSPHRASE}).status_code == 303

    def test_a_right_that_ended_meanwhile_is_not_carried_on(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.sol)
        sent = form_of(client.get(group.url("/rules/year-end"))) | {"year_end": "12-31", "source": "x"}
        other = client.application.test_client()
        sign_in_as(other, group.carys)
        post(other, self._end_job_of(other, group))
        with dates.clock_at(dates.now() + timedelta(minutes=40)):
            page = client.post(group.url("/rules/year-end"), data=sent)
            assert page.status_code == 401
            assert (
                client.post(group.url("/rules/year-end"), data=form_of(page) | {"_again": PASSPHRASE}).status_code
                == 403
            )

    def _end_job_of(self, client: FlaskClient, group: AGroup) -> str:
        from tests.browsing import links_of

        page = client.get(group.url(f"/people/{group.sol.number}"))
        return next(link for link in links_of(page) if link.endswith("/end"))

    def test_it_says_that_a_chosen_picture_needs_choosing_again(self, client: FlaskClient, group: AGroup):
        page = self.lapsed(client, group, picture=(BytesIO(b"not really"), "tea.jpg"))
        assert "choose it again" in text_of(page)

    def test_passphrases_that_were_typed_are_not_sent_back(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        sent = form_of(client.get("/kit/account/passphrase")) | {
            "old": PASSPHRASE,
            "passphrase": "seven quiet otters drift",
        }
        with dates.clock_at(dates.now() + timedelta(minutes=40)):
            page = client.post("/kit/account/passphrase", data=sent)
        assert page.status_code == 401
        assert "otters" not in page.text
        assert PASSPHRASE not in page.text
