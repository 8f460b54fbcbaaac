"""The second step: setting up an app, spare codes, and who is invited to it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.access import second_step, totp
from groupkit.access.door_models import SecondStep, SpareCode
from groupkit.chores import tidy_the_door
from tests.access.stepping import CODE, NOON, PAGE, SIGN_IN, fresh, half, secret_of, shown_at, turn_on
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import (
    PASSPHRASE,
    AGroup,
    Someone,
    a_group,
    a_user,
    another_group,
    count,
    sign_in_as,
)


@pytest.fixture
def wren(app: Flask) -> Someone:
    return a_user("Wren")


class TestSettingUp:
    def test_from_the_account_page_to_spare_codes(self, client: FlaskClient, wren: Someone):
        sign_in_as(client, wren)
        elsewhere = sign_in_as(fresh(client), wren)
        assert PAGE in links_of(client.get("/kit/account"))
        assert "It is off" in text_of(client.get(PAGE))
        onward = post(client, f"{PAGE}/on", passphrase=PASSPHRASE).location
        secret = secret_of(wren)
        page = client.get(onward)
        assert totp.in_fours(secret) in text_of(page)
        assert f'secret={secret}"' in page.text.replace("&amp;issuer=groupkit", "")
        answer = post(client, onward, code=shown_at(wren, dates.now()))
        assert answer.status_code == 302
        shown = client.get(answer.location)
        codes = re.findall(r"<li>([a-z0-9 ]{19})</li>", shown.text)
        assert len(set(codes)) == second_step.SPARE_CODES
        assert elsewhere.get("/kit/account").status_code == 303
        assert "It is on" in text_of(client.get(PAGE))
        again = client.get(answer.location)
        assert "They were shown once" in text_of(again)
        assert codes[0] not in again.text

    def test_the_secret_is_never_shown_again(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        sign_in_as(client, wren)
        secret = secret_of(wren)
        assert client.get(f"{PAGE}/app").location == PAGE
        for url in (PAGE, f"{PAGE}/on", f"{PAGE}/off", f"{PAGE}/codes", f"{PAGE}/codes/shown", "/kit/account"):
            page = client.get(url).text
            assert secret not in page
            assert totp.in_fours(secret) not in page

    def test_setting_up_ends_after_a_quarter_of_an_hour(self, client: FlaskClient, wren: Someone):
        began = dates.now()
        sign_in_as(client, wren, began)
        onward = post(client, f"{PAGE}/on", passphrase=PASSPHRASE).location
        assert client.get(onward).status_code == 200
        with dates.clock_at(began + timedelta(minutes=16)):
            assert client.get(onward).location == PAGE

    def test_the_passphrase_is_needed(self, client: FlaskClient, wren: Someone):
        sign_in_as(client, wren)
        for page in ("on", "off", "codes"):
            answer = post(client, f"{PAGE}/{page}", passphrase="not the right words")
            assert "not your passphrase now" in text_of(answer)
            assert 'href="#passphrase"' in answer.text
        assert count(SecondStep, SecondStep.user_id == wren.user_id) == 0

    @pytest.mark.parametrize("typed", ["", "000", "abcdef", "١٢٣٤٥٦", "k7mp 2xqd 9f3h aabc"])
    def test_a_first_code_that_is_wrong_turns_nothing_on(self, client: FlaskClient, wren: Someone, typed: str):
        sign_in_as(client, wren)
        onward = post(client, f"{PAGE}/on", passphrase=PASSPHRASE).location
        answer = post(client, onward, code=typed)
        assert answer.status_code == 200
        assert 'href="#code"' in answer.text
        assert form_of(answer)["code"] == typed
        assert "It is off" in text_of(client.get(PAGE))

    def test_one_that_is_on_cannot_be_set_up_over(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        sign_in_as(client, wren)
        before = count(SecondStep, SecondStep.on_since.is_not(None))
        assert "is on already" in text_of(post(client, f"{PAGE}/on", passphrase=PASSPHRASE))
        assert count(SecondStep, SecondStep.on_since.is_not(None)) == before

    def test_the_first_code_is_used_up(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren, at=NOON)
        with dates.clock_at(NOON):
            answer = post(half(client, wren), CODE, code=shown_at(wren, NOON))
        assert second_step.USED in text_of(answer)

    def test_turning_it_off(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        sign_in_as(client, wren)
        assert post(client, f"{PAGE}/off", passphrase=PASSPHRASE).location == PAGE
        assert "It is off" in text_of(client.get(PAGE))
        assert count(SpareCode, SpareCode.user_id == wren.user_id) == 0
        assert post(fresh(client), SIGN_IN, username=wren.username, passphrase=PASSPHRASE).location == "/"

    def test_new_spare_codes_end_the_old_ones(self, client: FlaskClient, wren: Someone):
        old = turn_on(client, wren)
        sign_in_as(client, wren)
        shown = client.get(post(client, f"{PAGE}/codes", passphrase=PASSPHRASE).location)
        new = re.findall(r"<li>([a-z0-9 ]{19})</li>", shown.text)
        assert second_step.SPARE_WRONG in text_of(post(half(client, wren), CODE, code=old[0]))
        assert post(half(client, wren), CODE, code=new[0]).status_code == 302

    def test_without_a_second_step_there_are_no_spare_codes(self, client: FlaskClient, wren: Someone):
        sign_in_as(client, wren)
        assert "is not on" in text_of(post(client, f"{PAGE}/codes", passphrase=PASSPHRASE))

    def test_what_was_begun_and_left_is_tidied_away(self, client: FlaskClient, wren: Someone):
        sign_in_as(client, wren)
        post(client, f"{PAGE}/on", passphrase=PASSPHRASE)
        with client.application.app_context():
            tidy_the_door(dates.now() + timedelta(days=2))
        assert count(SecondStep, SecondStep.user_id == wren.user_id) == 0

    def test_only_digests_of_spare_codes_are_kept(self, client: FlaskClient, wren: Someone):
        codes = turn_on(client, wren)
        kept = {code.replace(" ", "") for code in codes} | set(codes)
        assert count(SpareCode, SpareCode.user_id == wren.user_id) == 10
        assert count(SpareCode, SpareCode.digest.in_(kept)) == 0


class TestPicture:
    def test_it_is_read_back_as_what_it_says(self):
        """Every module is drawn once, inside the square; the corners are the three marks that every app looks for."""
        square = second_step.picture_of("otpauth://totp/groupkit:carys?secret=ABCD")
        dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", square.path)}
        assert square.path.count("M") == len(dark)
        assert max(max(x, y) for x, y in dark) == square.size - 1
        last = square.size - 1
        for left, top in ((0, 0), (last - 6, 0), (0, last - 6)):
            assert {(left + step, top) for step in range(7)} <= dark
            assert (left + 1, top + 1) not in dark
            assert (left + 3, top + 3) in dark

    def test_it_stands_in_the_page_and_asks_nobody_else(self, client: FlaskClient, wren: Someone):
        sign_in_as(client, wren)
        page = client.get(post(client, f"{PAGE}/on", passphrase=PASSPHRASE).location)
        assert "<svg" in page.text
        assert "data:" not in page.text
        assert "http://" not in page.text.replace("http://www.w3.org", "")


class TestInvited:
    """Who keeps money is invited to turn it on, quietly."""

    def test_on_the_account_page(self, client: FlaskClient, group: AGroup):
        said = "a second step at signing in is worth having"
        for who, invited in (("tamsin", True), ("carys", False), ("mo", False), ("femi", False)):
            assert (said in text_of(sign_in_as(client, group.people[who]).get("/kit/account"))) is invited, who
        assert said in text_of(sign_in_as(client, another_group().olu).get("/kit/account"))
        assert said in text_of(sign_in_as(client, a_user("Kim", keeper=True)).get("/kit/account"))
        turn_on(client, group.tamsin)
        assert said not in text_of(sign_in_as(client, group.tamsin).get("/kit/account"))

    def test_among_the_first_steps_of_a_treasurer(self, client: FlaskClient):
        group = a_group()
        asked = "Turn on a second step for signing in"
        assert asked in text_of(sign_in_as(client, group.tamsin).get(group.url("/welcome")))
        assert asked not in text_of(sign_in_as(client, group.carys).get(group.url("/welcome")))
