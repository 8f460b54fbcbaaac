"""Getting back in with a passphrase forgotten and no officer at hand: by email, or through the host's own files.

Both are asked for by username, and both answer everybody alike after the same work, so that nobody learns who has an
account here. Only digests are kept; each way works once and not for long (OWASP ASVS 5.0, 6.4.1 and 6.4.3).

A link by email proves an inbox and no more, so it leaves a second step on. Whoever can read and write this
installation's folder holds everything in it anyway: a code from there takes the second step off as well.
"""

import os
import re
import secrets
import stat
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from groupkit import dates, db
from groupkit.access import accounts, door, invitations, mail, second_step, totp
from groupkit.access.door_models import OwnAddress, WayBack
from groupkit.access.models import User
from groupkit.history import TheProgram
from groupkit.refusal import Refused

FILE = "let-me-in.txt"
CODE_LIVES, LINK_LIVES = timedelta(minutes=15), timedelta(hours=1)
GONE = "This link has been used or has run out. Ask for a new one"
NOT_THAT_CODE = "That code and that username do not open anything. A code works once, for 15 minutes"
NOT_WRITTEN = "The file let-me-in.txt could not be written. Delete it, make a new empty one and try again"
BY_FILE = "let somebody back in through the host’s files, with a new passphrase"
BY_LINK = "chose a new passphrase with a link sent to their own email"

_MOST_BYTES_OF_NOTHING = 64
"""An empty file as editors save it: at most a mark and a few line ends."""
_NOTHING = re.compile(rb"(?:\xef\xbb\xbf)?\s*")


@dataclass(frozen=True)
class Way:
    """What stands behind a link that came by email."""

    digest: str
    user_id: int
    username: str
    name: str


def _digest(how: str, words: str) -> str:
    return door.digest_of(f"way back by {how} {words}")


def _keep_way(records: Session, how: str, words: str, user_id: int | None, lives: timedelta) -> None:
    """Write a way down by its digest; an earlier one of the same kind for the same person is dead from now."""
    now = dates.now()
    running = (WayBack.how == how, WayBack.user_id == (user_id or 0), WayBack.used_at.is_(None))
    records.execute(update(WayBack).where(*running).values(used_at=now))
    records.add(WayBack(digest=_digest(how, words), how=how, user_id=user_id, made_at=now, until=now + lives))


# By email


def own_address(user_id: int) -> str | None:
    """Where somebody wants a link for a new passphrase to go; None when they have written nothing down."""
    with db.door_reading() as records:
        return records.scalar(select(OwnAddress.address).where(OwnAddress.user_id == user_id))


def keep_address(user_id: int, address: str) -> None:
    """Keep somebody's own address, or none; links that went to the one before open nothing any more."""
    kept = mail.read_address(address) if address else ""
    records = db.db.session
    records.execute(delete(OwnAddress).where(OwnAddress.user_id == user_id))
    records.execute(
        update(WayBack)
        .where(WayBack.user_id == user_id, WayBack.how == "email", WayBack.used_at.is_(None))
        .values(used_at=dates.now())
    )
    if kept:
        records.add(OwnAddress(user_id=user_id, address=kept, since=dates.now()))
    records.flush()


def ask_by_email(typed: str) -> None:
    """Send a link to the address that goes with a username, if there is one; the answer is the same if not.

    Raises Refused when too many were asked for from here, or in this name, whether or not anybody has it.
    """
    username = accounts.read_username(typed)
    door.take_a_try_from_here("username")
    door.take_a_try(door.digest_of(f"mail for {username}"), "mail", "username")
    with db.door_reading() as records:
        found = records.execute(
            select(User.id, OwnAddress.address)
            .join(OwnAddress, OwnAddress.user_id == User.id)
            .where(User.username == username)
        ).one_or_none()
    token = secrets.token_urlsafe(24)
    with db.door_writing() as records:
        _keep_way(records, "email", token, found.id if found else None, LINK_LIVES)
    mail.send_after_answering(_letter(found.address, token) if found else None)


def _letter(address: str, token: str) -> mail.Message:
    """What goes out: it names neither the group nor the person, in case somebody else reads it."""
    link = mail.link(url_for("getting_back.new_passphrase", token=token))
    words = (
        "Hello,\n\n"
        "somebody asked for a new passphrase in your name. If that was you, choose it here within an hour:\n\n"
        f"{link}\n\n"
        "If it was not you, there is nothing to do: your passphrase stays as it is.\n"
    )
    return mail.Message(address, "A new passphrase", words)


def behind(token: str) -> Way | None:
    """Whose new passphrase a link is for; None when it never was one, has been used or has run out."""
    digest = _digest("email", token)
    with db.door_reading() as records:
        user = records.scalar(
            select(User).join(WayBack, WayBack.user_id == User.id).where(WayBack.digest == digest, *_running())
        )
    return Way(digest, user.id, user.username, user.name) if user else None


def finish_by_link(way: Way, hashed: str) -> None:
    """A new passphrase by a link from an email: it works once, and every group of theirs has it in its history."""
    if not _use(way.digest, way.user_id):
        raise Refused(GONE)
    accounts.set_passphrase(way.user_id, hashed)
    invitations.tell_their_groups(way.user_id, None, BY_LINK)


def _running() -> tuple[Any, ...]:
    return WayBack.used_at.is_(None), WayBack.until > dates.now()


def _use(digest: str, user_id: int) -> bool:
    """Use a way up; of two at the same moment only one finds it."""
    done: Any = db.db.session.execute(
        update(WayBack)
        .where(WayBack.digest == digest, WayBack.user_id == user_id, *_running())
        .values(used_at=dates.now())
    )
    return bool(done.rowcount == 1)


# Through the host's files


def ask_by_file(typed: str) -> None:
    """Write a code into the empty file `let-me-in.txt`, if somebody has put it there.

    The page answers alike whether or not there is such a file or such a username; the file itself, which only the
    owner of the folder reads, says what happened. Raises Refused when it is too soon, or the disk says no.
    """
    username = accounts.read_username(typed)
    door.take_a_try_from_here("username")
    code, now = second_step.random_code(), dates.now()
    file = Path(current_app.config["INSTANCE"]) / FILE
    with db.door_writing() as records:
        user_id = records.scalar(select(User.id).where(User.username == username))
        _keep_way(records, "file", code, user_id, CODE_LIVES)
        try:
            if is_empty(file):
                _fill(file, _note(username, code if user_id else None, now))
        except OSError as error:
            raise Refused(NOT_WRITTEN) from error


def _note(username: str, code: str | None, now: datetime) -> str:
    """What the file says to whoever opens it."""
    if code is None:
        return f"Nobody here signs in as {username}. Empty this file and ask again with another username.\n"
    until = now + CODE_LIVES
    return (
        f"The code for {username} is: {totp.in_fours(code)}\n"
        f"It works once, until {until:%H:%M} UTC on {dates.short_day(until.date())}.\n"
        "For a new code, empty this file and ask again.\n"
    )


def is_empty(file: Path) -> bool:
    """Whether a file of ours is there and holds nothing; never through a link to another file."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES_OF_NOTHING:
        return False
    return bool(_NOTHING.fullmatch(file.read_bytes()))


def _fill(file: Path, words: str) -> None:
    """Write into the file that is there, and close it to everybody else on the host first."""
    handle = os.open(file, os.O_WRONLY | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        if hasattr(os, "fchmod"):  # Windows keeps rights in another way
            os.fchmod(handle, 0o600)
        opened.write(words)


def finish_by_code(typed_name: str, typed_code: str, hashed: str) -> int:
    """A new passphrase by a code from the file: the account's number; Refused on the field `code`.

    The second step goes too, and the program itself tells every group in which they have a place.
    """
    username, code = typed_name.strip().lower(), re.sub("[^a-z0-9]", "", typed_code.lower())
    user_id = db.db.session.scalar(select(User.id).where(User.username == username))
    if not _use(_digest("file", code), user_id or 0) or user_id is None:
        raise Refused(NOT_THAT_CODE, "code")
    accounts.set_passphrase(user_id, hashed)
    second_step.take_off(user_id)
    invitations.tell_their_groups(user_id, TheProgram(), BY_FILE)
    db.after_saving(put_file_away)
    return user_id


def put_file_away() -> None:
    """Take the file away once its code has been used; one that cannot be deleted opens nothing all the same."""
    try:
        (Path(current_app.config["INSTANCE"]) / FILE).unlink(missing_ok=True)
    except OSError:
        current_app.logger.warning("%s could not be deleted", FILE)
