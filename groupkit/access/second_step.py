"""A second step at signing in: a code from an app (RFC 6238), or a spare code from paper. All of it door records.

After the right passphrase somebody is half signed in: that opens the page that asks for the code and nothing else, for
five minutes. Every code works once, also when two arrive in the same moment (NIST SP 800-63B, 3.1.4 and 3.1.2). Wrong
ones are counted before they are looked at, and slow down.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import session
from sqlalchemy import delete, func, select, update

from groupkit import dates, db
from groupkit.access import door, totp
from groupkit.access.door import Known, SignedIn
from groupkit.access.door_models import HalfSignIn, SecondStep, SpareCode
from groupkit.access.models import User
from groupkit.refusal import Refused

HALF_LIVES = timedelta(minutes=5)
TIME_TO_SET_UP = timedelta(minutes=15)
"""How long the square picture can be looked at while the second step is being set up."""
SPARE_CODES = 10
CODE_CHARACTERS = 16
WRONG = "That is not the code that the app shows now. Wait for the next one and type that"
USED = "That code has been used. Wait until the app shows the next one"
SPARE_WRONG = "That is not one of your spare codes. Have another look at the list"
SPARE_USED = "That spare code has been used. Cross it out and take the next one"
TOO_LATE = "That took longer than 5 minutes, so please sign in again"
SET_UP_AGAIN = "That took longer than 15 minutes. Begin again"

_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_COOKIE = "half"


@dataclass(frozen=True)
class Square:
    """The square picture that an app reads: so many small squares each way, and the dark ones as an SVG path."""

    size: int
    path: str


def is_on(user_id: int) -> bool:
    """Whether an account asks for a code after the passphrase."""
    with db.door_reading() as records:
        return records.scalar(_switched_on(user_id)) is not None


def asks_on(user_id: int) -> Any:
    """The question whether it is on, for a page that asks more at once (`together.Part`): a row, or none."""
    return _switched_on(user_id)


def is_on_for(username: str) -> bool:
    """The same by username, for whoever's session has lapsed in this browser."""
    with db.door_reading() as records:
        user_id = records.scalar(select(User.id).where(User.username == username))
        return user_id is not None and records.scalar(_switched_on(user_id)) is not None


def _switched_on(user_id: int) -> Any:
    return select(SecondStep.user_id).where(SecondStep.user_id == user_id, SecondStep.on_since.is_not(None))


def sign_in(username: str, passphrase: str) -> SignedIn | None:
    """Sign somebody in, or None when they owe a code first; Refused when name and passphrase do not go together."""
    known = door.prove(username, passphrase)
    if is_on(known.user_id):
        _begin_half(known.user_id)
        return None
    return _open(known)


def sign_in_again(username: str, passphrase: str, code: str) -> SignedIn:
    """Carry on in a browser where somebody's session has lapsed: both steps on one page. Raises Refused."""
    known = door.prove(username, passphrase)
    if is_on(known.user_id):
        check_code(known.user_id, code, "_code")
    return _open(known)


def _open(known: Known) -> SignedIn:
    return door.open_session(known.user_id, known.username, known.name, known.keeper)


def _begin_half(user_id: int) -> None:
    """Remember in this browser, by a random token, that the passphrase was right."""
    token = secrets.token_urlsafe(32)
    with db.door_writing() as records:
        records.add(HalfSignIn(digest=_half_digest(token), user_id=user_id, began_at=dates.now()))
    session.clear()
    session[_COOKIE] = token


def _half_digest(token: str) -> str:
    return door.digest_of(f"half signed in {token}")


def half_signed_in() -> Known | None:
    """Who gave the right passphrase in this browser and still owes a code; None when nobody, or too long ago."""
    token = session.get(_COOKIE)
    if not isinstance(token, str):
        return None
    with db.door_reading() as records:
        user = records.scalar(
            select(User)
            .join(HalfSignIn, HalfSignIn.user_id == User.id)
            .where(HalfSignIn.digest == _half_digest(token), *_still_half())
        )
    return Known(user.id, user.username, user.name, user.keeper) if user else None


def gave_up_waiting() -> bool:
    """Whether this browser was half signed in, and forget it."""
    return session.pop(_COOKIE, None) is not None


def _still_half() -> tuple[Any, ...]:
    return HalfSignIn.used_at.is_(None), HalfSignIn.began_at > dates.now() - HALF_LIVES


def finish(known: Known, typed: str) -> SignedIn:
    """The code that was owed: whoever is half signed in here is signed in. Raises Refused on the field `code`."""
    check_code(known.user_id, typed, "code")
    with db.door_writing() as records:
        done: Any = records.execute(
            update(HalfSignIn)
            .where(HalfSignIn.digest == _half_digest(str(session.get(_COOKIE))), *_still_half())
            .values(used_at=dates.now())
        )
    if done.rowcount != 1:
        raise Refused(TOO_LATE, "code")
    return _open(known)


def check_code(user_id: int, typed: str, field: str) -> None:
    """Use a code from the app or a spare one; raises Refused when it is wrong, was used, or came too soon."""
    key = _tries_of(user_id)
    door.take_a_try(key, "code", field)
    code = totp.read_code(typed)
    if code is not None:
        _use_app_code(user_id, code, field)
    else:
        _use_spare_code(user_id, typed, field)
    door.give_tries_back(key)


def _tries_of(user_id: int) -> str:
    return door.digest_of(f"second step {user_id}")


def _use_app_code(user_id: int, code: str, field: str) -> None:
    """Of two at the same moment only one finds the step not yet used."""
    with db.door_writing() as records:
        secret = records.scalar(
            select(SecondStep.secret).where(SecondStep.user_id == user_id, SecondStep.on_since.is_not(None))
        )
        step = totp.step_of(secret, code, dates.now().timestamp()) if secret else None
        if step is None:
            raise Refused(WRONG, field)
        done: Any = records.execute(
            update(SecondStep).where(SecondStep.user_id == user_id, SecondStep.last_step < step).values(last_step=step)
        )
        if done.rowcount != 1:
            raise Refused(USED, field)


def _use_spare_code(user_id: int, typed: str, field: str) -> None:
    here = (SpareCode.digest == _spare_digest(user_id, typed), SpareCode.user_id == user_id)
    with db.door_writing() as records:
        done: Any = records.execute(
            update(SpareCode).where(*here, SpareCode.used_at.is_(None)).values(used_at=dates.now())
        )
        if done.rowcount != 1:
            known = records.scalar(select(SpareCode.digest).where(*here)) is not None
            raise Refused(SPARE_USED if known else SPARE_WRONG, field)


def _spare_digest(user_id: int, typed: str) -> str:
    return door.digest_of(f"spare code {user_id} {re.sub('[^a-z0-9]', '', typed.lower())}")


def spare_codes_left(user_id: int) -> int:
    """How many spare codes have not been used yet."""
    with db.door_reading() as records:
        left = select(func.count()).where(SpareCode.user_id == user_id, SpareCode.used_at.is_(None))
        return int(records.scalar(left) or 0)


def begin(user_id: int) -> None:
    """A fresh secret for somebody's app, not in force before its first code has been typed in. Refused when one is."""
    if is_on_in_this_transaction(user_id):
        raise Refused("Your second step is on already. To set up another telephone, turn it off first")
    records = db.db.session
    records.execute(delete(SecondStep).where(SecondStep.user_id == user_id, SecondStep.on_since.is_(None)))
    records.add(SecondStep(user_id=user_id, secret=totp.new_secret(), begun_at=dates.now()))
    records.flush()


def is_on_in_this_transaction(user_id: int) -> bool:
    """Whether the second step is on, as the page that is being saved sees it."""
    return db.db.session.scalar(_switched_on(user_id)) is not None


def secret_being_set_up(user_id: int) -> str | None:
    """The secret to show to somebody who is setting up an app: never after it is on, nor after a quarter of an hour."""
    with db.door_reading() as records:
        return records.scalar(
            select(SecondStep.secret).where(
                SecondStep.user_id == user_id,
                SecondStep.on_since.is_(None),
                SecondStep.begun_at > dates.now() - TIME_TO_SET_UP,
            )
        )


def check_first_code(user_id: int, typed: str) -> tuple[str, int]:
    """The first code that a new app shows: its secret and half minute; Refused when it is not that."""
    key = _tries_of(user_id)
    door.take_a_try(key, "code", "code")
    secret = secret_being_set_up(user_id)
    if secret is None:
        raise Refused(SET_UP_AGAIN)
    step = totp.step_of(secret, totp.read_code(typed) or "", dates.now().timestamp())
    if step is None:
        raise Refused(WRONG, "code")
    door.give_tries_back(key)
    return secret, step


def turn_on(user_id: int, secret: str, step: int) -> list[str]:
    """The second step is in force; gives back the spare codes, to be shown once. Of two at once, one is told."""
    done: Any = db.db.session.execute(
        update(SecondStep)
        .where(SecondStep.user_id == user_id, SecondStep.secret == secret, SecondStep.on_since.is_(None))
        .values(on_since=dates.now(), last_step=step)
    )
    if done.rowcount != 1:
        raise Refused(SET_UP_AGAIN)
    return new_spare_codes(user_id)


def new_spare_codes(user_id: int) -> list[str]:
    """Ten fresh spare codes, to be shown once: only digests are kept. Earlier ones open nothing any more."""
    if not is_on_in_this_transaction(user_id):
        raise Refused("Your second step is not on, so there is nothing to have spare codes for")
    records = db.db.session
    records.execute(delete(SpareCode).where(SpareCode.user_id == user_id))
    codes = [random_code() for _ in range(SPARE_CODES)]
    records.add_all(SpareCode(digest=_spare_digest(user_id, code), user_id=user_id) for code in codes)
    records.flush()
    return [totp.in_fours(code) for code in codes]


def random_code() -> str:
    """A code to copy: sixteen letters and figures that are hard to mistake for each other, 79 random bits."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(CODE_CHARACTERS))


def take_off(user_id: int) -> bool:
    """The passphrase alone is enough again, and spare codes open nothing; gives back whether it had been on."""
    was_on = is_on_in_this_transaction(user_id)
    records = db.db.session
    records.execute(delete(SpareCode).where(SpareCode.user_id == user_id))
    records.execute(delete(SecondStep).where(SecondStep.user_id == user_id))
    return was_on


def picture_of(words: str) -> Square:
    """The square picture (QR, ISO/IEC 18004) of some words, without its quiet edge: the page adds that."""
    import segno  # only whoever sets up an app needs it

    rows = segno.make(words, error="m", micro=False).matrix
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return Square(len(rows), "".join(dark))
