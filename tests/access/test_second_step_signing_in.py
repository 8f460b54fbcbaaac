"""Signing in with a second step: what opens, what is refused, what slows down, and what takes it off."""

import re
import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from groupkit import dates, db
from groupkit.access import door, second_step, totp
from groupkit.access.door_models import HalfSignIn, SecondStep
from groupkit.access.models import UserSession
from groupkit.chores import tidy_the_door
from groupkit.history import HistoryLine
from groupkit.refusal import Refused
from tests.access.stepping import CODE, NOON, PAGE, SIGN_IN, STEP, fresh, half, shown_at, turn_on
from tests.browsing import form_of, post, text_of
from tests.builders import (
    PASSPHRASE,
    AGroup,
    Someone,
    a_user,
    count,
    in_books_of,
    sign_in_as,
)
from tests.sweep import examples


@pytest.fixture
def wren(app: Flask) -> Someone:
    return a_user("Wren")


class TestSigningIn:
    def test_the_code_is_asked_for_after_the_passphrase(self, client: FlaskClient, group: AGroup):
        turn_on(client, group.tamsin)
        browser = fresh(client)
        with dates.clock_at(NOON):
            asked = post(browser, SIGN_IN + "?next=/kit/account", username=group.tamsin.username, passphrase=PASSPHRASE)
            assert browser.get(group.url()).status_code == 303
            answer = post(browser, asked.location, code=shown_at(group.tamsin, NOON))
            assert answer.location == "/kit/account"
            assert browser.get(group.url()).status_code == 200

    def test_half_signed_in_opens_nothing_else(self, client: FlaskClient, group: AGroup):
        turn_on(client, group.tamsin)
        browser = half(client, group.tamsin)
        for url in ("/kit/account", PAGE, f"{PAGE}/off", group.url(), group.url("/people/"), "/kit/account/sessions"):
            assert browser.get(url).status_code == 303, url
        assert browser.get("/").location == SIGN_IN
        assert count(UserSession, UserSession.user_id == group.tamsin.user_id) == 0

    @pytest.mark.parametrize(
        ("passed", "opens"), [(timedelta(minutes=4, seconds=50), True), (timedelta(minutes=5, seconds=1), False)]
    )
    def test_it_lasts_five_minutes(self, client: FlaskClient, wren: Someone, passed: timedelta, opens: bool):
        turn_on(client, wren)
        with dates.clock_at(NOON):
            browser = half(client, wren)
            sent = form_of(browser.get(CODE))
        later = NOON + passed
        with dates.clock_at(later):
            browser.post(CODE, data=sent | {"code": shown_at(wren, later)})
            assert (browser.get("/kit/account").status_code == 200) is opens
            if not opens:
                assert second_step.TOO_LATE in text_of(browser.get(SIGN_IN))

    def test_a_stranger_is_sent_to_the_beginning(self, client: FlaskClient):
        assert client.get(CODE).location == SIGN_IN
        assert client.get(CODE + "?next=//evil.example").location == SIGN_IN

    @pytest.mark.parametrize("drift", [-1, 0, 1])
    def test_a_clock_may_be_one_step_out(self, client: FlaskClient, wren: Someone, drift: int):
        turn_on(client, wren)
        with dates.clock_at(NOON):
            assert post(half(client, wren), CODE, code=shown_at(wren, NOON + drift * STEP)).status_code == 302

    @pytest.mark.parametrize("drift", [-2, 2, 100])
    def test_and_no_further(self, client: FlaskClient, wren: Someone, drift: int):
        turn_on(client, wren)
        with dates.clock_at(NOON):
            answer = post(half(client, wren), CODE, code=shown_at(wren, NOON + drift * STEP))
        assert second_step.WRONG in text_of(answer)
        assert 'href="#code"' in answer.text

    def test_a_code_works_once_and_takes_the_earlier_ones_with_it(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        with dates.clock_at(NOON):
            assert post(half(client, wren), CODE, code=shown_at(wren, NOON)).status_code == 302
            assert second_step.USED in text_of(post(half(client, wren), CODE, code=shown_at(wren, NOON)))
            assert second_step.USED in text_of(post(half(client, wren), CODE, code=shown_at(wren, NOON - STEP)))
            assert post(half(client, wren), CODE, code=shown_at(wren, NOON + STEP)).status_code == 302

    def test_of_two_at_the_same_moment_one_comes_in(self, client: FlaskClient, wren: Someone):
        spare = turn_on(client, wren)[0]
        for make in (lambda: shown_at(wren, dates.now()), lambda: spare):
            code = make()
            came_in, start = [], threading.Barrier(4)

            def try_it(code: str = code, came_in: list[bool] = came_in, start: threading.Barrier = start) -> None:
                with client.application.test_request_context():
                    start.wait()
                    try:
                        second_step.check_code(wren.user_id, code, "code")
                        came_in.append(True)
                    except Refused:
                        came_in.append(False)

            threads = [threading.Thread(target=try_it) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(came_in) == [False, False, False, True]

    def test_one_half_sign_in_opens_one_session(self, client: FlaskClient, wren: Someone):
        """A copy of the cookie from before the code opens nothing afterwards."""
        spare = turn_on(client, wren)
        browser, copy = half(client, wren), fresh(client)
        with browser.session_transaction() as cookie:
            kept = dict(cookie)
        assert post(browser, CODE, code=spare[0]).status_code == 302
        with copy.session_transaction() as cookie:
            cookie.update(kept)
        assert copy.get(CODE).location == SIGN_IN

    def test_a_new_passphrase_ends_it(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        browser = half(client, wren)
        other = sign_in_as(fresh(client), wren)
        post(other, "/kit/account/passphrase", old=PASSPHRASE, passphrase="seven quiet otters drift")
        assert browser.get(CODE).location == SIGN_IN
        assert "It is on" in text_of(other.get(PAGE)), "a new passphrase leaves the second step as it is"

    def test_the_code_of_somebody_else_opens_nothing(self, client: FlaskClient, wren: Someone):
        rook = a_user("Rook")
        turn_on(client, wren)
        spare = turn_on(client, rook)
        with dates.clock_at(NOON):
            browser = half(client, wren)
            assert second_step.WRONG in text_of(post(browser, CODE, code=shown_at(rook, NOON)))
            assert second_step.SPARE_WRONG in text_of(post(browser, CODE, code=spare[0]))

    def test_a_spare_code_works_once(self, client: FlaskClient, wren: Someone):
        spare = turn_on(client, wren)
        assert post(half(client, wren), CODE, code=spare[3].upper().replace(" ", "-")).status_code == 302
        assert second_step.SPARE_USED in text_of(post(half(client, wren), CODE, code=spare[3]))
        assert "9 of 10" in text_of(sign_in_as(client, wren).get(PAGE))

    def test_somebody_is_told_when_few_are_left(self, client: FlaskClient, wren: Someone):
        spare = turn_on(client, wren)
        for code in spare[:6]:
            post(half(client, wren), CODE, code=code)
        browser = half(client, wren)
        post(browser, CODE, code=spare[6])
        assert "You have 3 spare codes left" in text_of(browser.get("/"))
        for code in spare[7:]:
            browser = half(client, wren)
            post(browser, CODE, code=code)
        assert "your last spare code" in text_of(browser.get("/"))

    @pytest.mark.parametrize("typed", ["", "x", "12345", "é" * 10, "1234567", "\x00", "' or 1=1--", "x" * 500])
    def test_what_cannot_be_a_code_is_told_kindly(self, client: FlaskClient, wren: Someone, typed: str):
        turn_on(client, wren)
        answer = post(half(client, wren), CODE, code=typed)
        assert answer.status_code == 200
        assert "Worth another look" in text_of(answer)


class TestAnyOrder:
    @settings(
        max_examples=examples(10, 100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(st.tuples(st.integers(0, 90), st.integers(-3, 3)), max_size=12))
    def test_a_code_is_taken_when_it_is_near_and_later_than_the_last(self, app: Flask, typed: list[tuple[int, int]]):
        """Whatever somebody types and whenever, the steps that open something only ever go up."""
        rook = a_user("Rook")
        turn_on(app.test_client(), rook)
        last, moment = 0, NOON
        for seconds, drift in typed:
            moment += timedelta(seconds=seconds)
            step = totp.step_at(moment.timestamp()) + drift
            with app.app_context(), dates.clock_at(moment):
                door.give_tries_back(door.digest_of(f"second step {rook.user_id}"))
                try:
                    second_step.check_code(rook.user_id, shown_at(rook, moment + drift * STEP), "code")
                    taken = True
                except Refused:
                    taken = False
            assert taken is (abs(drift) <= 1 and step > last)
            last = step if taken else last


class TestGuessing:
    def test_wrong_codes_slow_down_and_a_right_passphrase_does_not_help(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        with dates.clock_at(NOON):
            for _ in range(5):
                assert post(half(client, wren), CODE, code="000 000").status_code == 200
            answer = post(half(client, wren), CODE, code=shown_at(wren, NOON))
            assert "Wait 2 seconds" in text_of(answer)
        later = NOON + timedelta(seconds=31)
        with dates.clock_at(later):
            assert post(half(client, wren), CODE, code=shown_at(wren, later)).status_code == 302

    def test_the_wait_is_a_quarter_of_an_hour_at_most(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        moment = NOON
        with client.application.app_context():
            for _ in range(20):
                moment += timedelta(seconds=901)
                with dates.clock_at(moment), pytest.raises(Refused, match="not the code"):
                    second_step.check_code(wren.user_id, "000000", "code")
            with dates.clock_at(moment + timedelta(seconds=899)), pytest.raises(Refused, match="Wait"):
                second_step.check_code(wren.user_id, "000000", "code")
            moment += timedelta(seconds=901)
            with dates.clock_at(moment):
                second_step.check_code(wren.user_id, shown_at(wren, moment), "code")

    def test_many_at_once_are_counted_before_they_are_looked_at(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        looked, start = [], threading.Barrier(12)

        def guess() -> None:
            with client.application.app_context():
                start.wait()
                try:
                    second_step.check_code(wren.user_id, "000000", "code")
                except DBAPIError:
                    looked.append(False)
                except Refused as refused:
                    looked.append(refused.sentence == second_step.WRONG)

        threads = [threading.Thread(target=guess) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(looked) <= 5

    def test_a_wrong_passphrase_says_nothing_of_a_second_step(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        plain = a_user("Rook")
        answers = [
            text_of(post(fresh(client), SIGN_IN, username=someone, passphrase="not the right words"))
            for someone in (wren.username, plain.username, "nobody-at-all")
        ]
        assert len(set(answers)) == 1


class TestCarryingOn:
    """A session lapses while somebody writes: both steps are asked for, and the form is sent on as it was."""

    def lapse(self, client: FlaskClient, someone: Someone) -> tuple[FlaskClient, dict[str, str], datetime]:
        browser = sign_in_as(fresh(client), someone, NOON)
        with dates.clock_at(NOON):
            form = form_of(browser.get("/kit/account/name"))
        return browser, form | {"name": "Wren B"}, NOON + timedelta(minutes=45)

    def test_both_are_needed(self, client: FlaskClient, wren: Someone):
        turn_on(client, wren)
        browser, form, later = self.lapse(client, wren)
        with dates.clock_at(later):
            asked = browser.post("/kit/account/name", data=form)
            assert asked.status_code == 401
            assert "code that your app shows" in text_of(asked)
            without = browser.post("/kit/account/name", data=form | {"_again": PASSPHRASE, "_code": ""})
            assert without.status_code == 401
            assert 'href="#code"' in without.text
            with_it = browser.post(
                "/kit/account/name", data=form | {"_again": PASSPHRASE, "_code": shown_at(wren, later)}
            )
            assert with_it.status_code == 302
            assert "Wren B" in text_of(browser.get("/kit/account"))

    def test_without_a_second_step_only_the_passphrase(self, client: FlaskClient, wren: Someone):
        browser, form, later = self.lapse(client, wren)
        with dates.clock_at(later):
            assert "app" not in text_of(browser.post("/kit/account/name", data=form))
            assert browser.post("/kit/account/name", data=form | {"_again": PASSPHRASE}).status_code == 302


class TestReset:
    """Whoever lost the telephone too is helped by an officer; it stands in the history."""

    def code_for(self, client: FlaskClient, group: AGroup, someone: Someone) -> str:
        sign_in_as(client, group.carys)
        page = client.get(post(client, group.url(f"/people/{someone.number}/new-passphrase"), how="link").location)
        found = re.search(r"/kit/join/[\w-]+", page.text)
        assert found
        return found[0]

    def lines(self, group: AGroup) -> list[tuple[int, str, str, str]]:
        with in_books_of(group):
            found = db.db.session.scalars(select(HistoryLine).order_by(HistoryLine.number)).all()
            return [(line.by_no, line.what, line.subject, line.body) for line in found]

    def test_a_used_code_takes_the_second_step_off_and_the_history_says_so(self, client: FlaskClient, group: AGroup):
        turn_on(client, group.tamsin)
        link = self.code_for(client, group, group.tamsin)
        with client.application.app_context():
            assert second_step.is_on(group.tamsin.user_id), "making a code alone changes nothing"
        browser = fresh(client)
        assert post(browser, link, passphrase="seven quiet otters drift").status_code == 302
        assert "your second step is off" in text_of(browser.get("/kit/account"))
        with client.application.app_context():
            assert not second_step.is_on(group.tamsin.user_id)
        who = f"Member {group.tamsin.number:03d}"
        made, took, chose = self.lines(group)[-3:]
        assert made[1:3] == ("made a code for a new passphrase", who)
        assert "takes their second step off too" in made[3]
        assert took[:3] == (group.tamsin.number, "took off their second step with the same code", who)
        assert chose[:3] == (group.tamsin.number, "chose a new passphrase with a code that was handed to them", who)

    def test_without_one_the_history_says_what_it_always_did(self, client: FlaskClient, group: AGroup):
        post(fresh(client), self.code_for(client, group, group.mo), passphrase="seven quiet otters drift")
        assert not [line for line in self.lines(group) if "second step" in line[1] + line[3]]


def test_half_sign_ins_are_tidied_away(client: FlaskClient, wren: Someone):
    turn_on(client, wren)
    half(client, wren)
    with client.application.app_context():
        tidy_the_door(dates.now() + timedelta(days=2))
    assert count(HalfSignIn, HalfSignIn.user_id == wren.user_id) == 0
    assert count(SecondStep, SecondStep.user_id == wren.user_id) == 1
