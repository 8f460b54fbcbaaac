"""Apps that show codes, for tests: setting one up, and what it shows at a moment."""

from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient

from groupkit import dates, db
from groupkit.access import second_step, totp
from groupkit.access.door_models import SecondStep
from tests.browsing import post
from tests.builders import (
    PASSPHRASE,
    Someone,
    the_app,
)

SIGN_IN, CODE = "/kit/sign-in", "/kit/sign-in/code"
PAGE = "/kit/account/second-step"
NOON = datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC)
STEP = timedelta(seconds=totp.STEP_SECONDS)


def secret_of(someone: Someone) -> str:
    """The secret in somebody's app."""
    with the_app().app_context(), db.door_reading() as records:
        kept = records.get(SecondStep, someone.user_id)
    assert kept is not None
    return kept.secret


def shown_at(someone: Someone, moment: datetime) -> str:
    """What somebody's app shows at a moment."""
    return totp.code_at(secret_of(someone), totp.step_at(moment.timestamp()))


def turn_on(client: FlaskClient, someone: Someone, at: datetime = NOON - timedelta(minutes=10)) -> list[str]:
    """Set up an app for somebody, ten minutes before noon; gives back the spare codes."""
    with client.application.app_context(), dates.clock_at(at), db.writing():
        second_step.begin(someone.user_id)
        secret = db.db.session.get_one(SecondStep, someone.user_id).secret
        return second_step.turn_on(someone.user_id, secret, totp.step_at(at.timestamp()))


def fresh(client: FlaskClient) -> FlaskClient:
    return client.application.test_client()


def half(client: FlaskClient, someone: Someone, at: str = SIGN_IN) -> FlaskClient:
    """A browser in which somebody has given the right passphrase."""
    browser = fresh(client)
    answer = post(browser, at, username=someone.username, passphrase=PASSPHRASE)
    assert answer.status_code == 302
    assert answer.location.startswith(CODE)
    return browser
