"""Signing in and out: sessions, and slowing down whoever guesses. All of it door records."""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from flask import current_app, g, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash, generate_password_hash

from groupkit import dates, db
from groupkit.access.models import Attempt, User, UserSession
from groupkit.refusal import Refused

LONGEST = timedelta(hours=12)
FREE_TRIES = {"account": 5, "address": 20, "code": 5, "mail": 3}
LONGEST_WAIT = {"account": 60, "address": 300, "code": 900, "mail": 900}
"""In seconds. Six figures are few, so wrong ones wait longer; whoever types them knows the passphrase already."""
SEVERAL = "There have been several tries. Wait {} seconds, then try again"
SEVERAL_WRONG = "There have been several wrong tries. Wait {} seconds, then try again"
WRONG = "That username and passphrase do not go together. Have another look at both"

login_manager = LoginManager()
login_manager.session_protection = None


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """Who is signed in, as plain values."""

    user_id: int
    username: str
    name: str
    keeper: bool
    token: str = field(repr=False)

    def get_id(self) -> str:
        return self.token


def digest_of(token: str) -> str:
    """What is kept of a secret in a cookie or a link."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@login_manager.user_loader  # type: ignore[untyped-decorator]
def who(token: str) -> SignedIn | None:
    """Who holds this session, while it runs; a lapsed one is remembered so that its form can carry on."""
    with db.door_reading() as door:
        row = door.execute(
            select(UserSession, User)
            .join(User, User.id == UserSession.user_id)
            .where(UserSession.digest == digest_of(token))
        ).one_or_none()
    if row is None:
        return None
    visit, user = row
    now = dates.now()
    if visit.ended_at or now - visit.seen_at > idle() or now - visit.began_at > LONGEST:
        g.lapsed = user.username if visit.ended_at is None else None
        return None
    if now - visit.seen_at > timedelta(minutes=1):
        _seen(visit.digest, now)
    return SignedIn(user.id, user.username, user.name, user.keeper, token)


def ask_nobody() -> None:
    """A page about trouble does not ask the database who is there, when that has not been asked yet."""
    if "_login_user" not in g:
        g._login_user = login_manager.anonymous_user()


def idle() -> timedelta:
    """After how long without a click somebody is asked for their passphrase again."""
    settled: timedelta = current_app.config["IDLE"]
    return settled


def _seen(digest: str, now: datetime) -> None:
    """Note that somebody is still here; on a disk that cannot be written, reading still works."""
    try:
        with db.door_writing() as door:
            door.execute(update(UserSession).where(UserSession.digest == digest).values(seen_at=now))
    except OperationalError:
        current_app.logger.warning("the time of a visit could not be noted")


def hash_passphrase(passphrase: str) -> str:
    """The scrypt hash that is kept of a passphrase (about a tenth of a second of work, on purpose).

    Every character counts as it was typed; only its Unicode form is made one (NFC), since keyboards differ in that.
    """
    method = current_app.config["PASSPHRASE_METHOD"]
    return generate_password_hash(unicodedata.normalize("NFC", passphrase), method=method)


def _fits(kept: str, passphrase: str) -> bool:
    return check_password_hash(kept, unicodedata.normalize("NFC", passphrase))


@lru_cache(maxsize=2)
def _nobodys_hash(method: str) -> str:
    return generate_password_hash(secrets.token_hex(16), method=method)


@dataclass(frozen=True)
class Known:
    """Somebody whose passphrase was right: they are not signed in by that alone."""

    user_id: int
    username: str
    name: str
    keeper: bool


def prove(username: str, passphrase: str) -> Known:
    """Whose passphrase this is, or Refused: the same sentence in the same time, whether name or passphrase is wrong."""
    username = username.strip().lower()
    keys = {"account": digest_of(f"account {username}"), "address": _this_address()}
    _take_tries(keys, "passphrase", SEVERAL_WRONG)
    with db.door_reading() as door:
        user = door.scalar(select(User).where(User.username == username))
    kept = user.passphrase if user else _nobodys_hash(current_app.config["PASSPHRASE_METHOD"])
    if not _fits(kept, passphrase) or user is None:
        raise Refused(WRONG, "passphrase")
    give_tries_back(keys["account"])
    _give_one_back(keys["address"])
    return Known(user.id, user.username, user.name, user.keeper)


def _this_address() -> str:
    return digest_of(f"address {request.remote_addr}")


def _ask_to_wait(keys: dict[str, str], field: str) -> None:
    for kind, key in keys.items():
        seconds = seconds_to_wait(key, kind)
        if seconds:
            raise Refused(SEVERAL_WRONG.format(seconds), field)


def slow_down_guessing(field: str = "code") -> None:
    """Raises Refused when there have been too many wrong codes from this address."""
    _ask_to_wait({"address": _this_address()}, field)


def count_wrong_code() -> None:
    """A wrong code counts against the address it came from."""
    count_failure(_this_address())


def check_setup_code(typed: str, right: str) -> None:
    """Raises Refused unless this is the set-up code; wrong tries are counted and slowed, from wherever they come."""
    key = digest_of("set-up code")
    _take_tries({"account": key}, "setup_code", SEVERAL_WRONG)
    if not hmac.compare_digest(typed.strip().encode("utf-8", "replace"), right.encode()):
        raise Refused(
            "That is not the code in setup-code.txt. Copy it from there, or type it letter by letter", "setup_code"
        )
    give_tries_back(key)


def take_a_try(key: str, kind: str, field: str) -> None:
    """Count a try before it is looked at, so that many at once gain nothing; Refused when it is too soon for another.

    Whoever turns out to be right gives the tries back (`give_tries_back`).
    """
    _take_tries({kind: key}, field, SEVERAL)


def _take_tries(keys: dict[str, str], field: str, sentence: str) -> None:
    """Count one try against each of these before it is looked at, or none when one of them has to wait."""
    now = dates.now()
    try:
        with db.door_writing() as door:
            found = {kind: door.get(Attempt, key, with_for_update=True) for kind, key in keys.items()}
            seconds = max(_wait(attempt, kind) for kind, attempt in found.items())
            for kind, key in keys.items() if not seconds else ():
                _count(door, key, found[kind], now)
    except IntegrityError:
        _take_tries(keys, field, sentence)
        return
    if seconds:
        raise Refused(sentence.format(seconds), field)


def give_tries_back(key: str) -> None:
    """A right answer: what was counted against it is forgotten."""
    with db.door_writing() as door:
        door.execute(delete(Attempt).where(Attempt.who == key))


def _give_one_back(key: str) -> None:
    """A right answer from an address takes back its own try, and not the wrong ones that others made there."""
    with db.door_writing() as door:
        door.execute(
            update(Attempt).where(Attempt.who == key, Attempt.failures > 0).values(failures=Attempt.failures - 1)
        )


def take_a_try_from_here(field: str) -> None:
    """The same for what a stranger may ask of us from one address."""
    take_a_try(digest_of(f"asked from {request.remote_addr}"), "address", field)


def seconds_to_wait(key: str, kind: str) -> int:
    """How long this account or address has to wait before the next try; never for ever."""
    with db.door_reading() as door:
        attempt = door.get(Attempt, key)
    return _wait(attempt, kind)


def _wait(attempt: Attempt | None, kind: str) -> int:
    if attempt is None or attempt.failures < FREE_TRIES[kind]:
        return 0
    wait = min(2 ** min(attempt.failures - FREE_TRIES[kind] + 1, 12), LONGEST_WAIT[kind])
    passed = (dates.now() - attempt.last_at).total_seconds()
    return max(0, int(wait - passed + 0.999))


def count_failure(key: str) -> None:
    """Count a wrong try; a day without one starts again from nothing."""
    now = dates.now()
    try:
        with db.door_writing() as door:
            _count(door, key, door.get(Attempt, key, with_for_update=True), now)
    except IntegrityError:
        count_failure(key)


def _count(records: Session, key: str, attempt: Attempt | None, now: datetime) -> None:
    if attempt is None:
        records.add(Attempt(who=key, failures=1, last_at=now))
        return
    stale = now - attempt.last_at > timedelta(days=1)
    attempt.failures = 1 if stale else attempt.failures + 1
    attempt.last_at = now


def open_session(user_id: int, username: str, name: str, keeper: bool) -> SignedIn:
    """Begin a session under a fresh random token; whatever the cookie held before is gone."""
    token, now = secrets.token_urlsafe(32), dates.now()
    with db.door_writing() as door:
        door.add(UserSession(digest=digest_of(token), user_id=user_id, began_at=now, seen_at=now))
    signed = SignedIn(user_id, username, name, keeper, token)
    session.clear()
    login_user(signed)
    g.form_owner = f"user {user_id}"
    return signed


def sign_out(signed: SignedIn) -> None:
    """End this session: a copy of its cookie opens nothing any more."""
    with db.door_writing() as door:
        door.execute(
            update(UserSession).where(UserSession.digest == digest_of(signed.token)).values(ended_at=dates.now())
        )
    logout_user()
    session.clear()


def end_sessions_in_this_transaction(user_id: int) -> None:
    """Sign somebody out everywhere, together with whatever else is being saved."""
    db.db.session.execute(
        update(UserSession)
        .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
        .values(ended_at=dates.now())
    )


def check_passphrase(user_id: int, passphrase: str, field: str = "passphrase") -> None:
    """Raises Refused when this is not the passphrase of somebody signed in; wrong tries count here too."""
    key = digest_of(f"account again {user_id}")
    _take_tries({"account": key}, field, SEVERAL_WRONG)
    with db.door_reading() as door:
        kept = door.scalar(select(User.passphrase).where(User.id == user_id))
    if kept is None or not _fits(kept, passphrase):
        raise Refused("That is not your passphrase now", field)
    give_tries_back(key)
