"""Accounts of people who sign in: making one, changing a passphrase, and seeing where one is signed in."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from groupkit import dates, db, tokens
from groupkit.access import door
from groupkit.access.door_models import CalendarAddress, HalfSignIn, OwnAddress, SecondStep, SpareCode, WayBack
from groupkit.access.models import Invitation, User, UserSession
from groupkit.refusal import Refused

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]", re.ASCII)


@dataclass(frozen=True)
class Visit:
    """One place where somebody is signed in now."""

    began_at: datetime
    seen_at: datetime
    here: bool
    mark: str
    """What finds it in the list: it tells nothing of what the cookie holds."""


def read_username(typed: str) -> str:
    """A username as it is kept, in small letters; raises Refused when it cannot be one."""
    username = typed.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise Refused(
            "Use 3 to 40 letters a to z, figures, dots or hyphens, without spaces, like carys.hill", "username"
        )
    return username


def new_user(name: str, username: str, hashed: str, keeper: bool = False) -> User:
    """An account for somebody new; Refused when somebody here has that username already."""
    username = read_username(username)
    session = db.db.session
    if session.scalar(select(User.id).where(User.username == username)) is not None:
        raise Refused("Somebody here signs in with that name already. Choose another", "username")
    user = User(name=name, username=username, passphrase=hashed, keeper=keeper)
    session.add(user)
    session.flush()
    return user


def first_keeper(name: str, username: str, hashed: str) -> User:
    """The account of whoever sets the installation up; of two at the same moment, one is told."""
    try:
        tokens.use("the first keeper-")
    except IntegrityError:
        raise Refused("This site has just been set up by somebody else") from None
    return new_user(name, username, hashed, keeper=True)


def set_passphrase(user_id: int, hashed: str) -> None:
    """A new passphrase: whoever was signed in, or half, is signed out, and codes for another new one are dead."""
    session, now = db.db.session, dates.now()
    session.execute(update(User).where(User.id == user_id).values(passphrase=hashed))
    session.execute(
        update(Invitation).where(Invitation.user_id == user_id, Invitation.used_at.is_(None)).values(used_at=now)
    )
    for owed in (HalfSignIn, WayBack):
        session.execute(update(owed).where(owed.user_id == user_id, owed.used_at.is_(None)).values(used_at=now))
    door.end_sessions_in_this_transaction(user_id)


def rename_user(user_id: int, name: str) -> None:
    """What the program calls somebody outside any group; in a group they are called as the group writes it."""
    db.db.session.execute(update(User).where(User.id == user_id).values(name=name))


def forget(user_id: int, label: str) -> None:
    """An account that opens nothing any more keeps no name or address, and nobody can sign in with it."""
    session = db.db.session
    session.execute(
        update(User)
        .where(User.id == user_id)
        .values(name=label, username=f"left-{secrets.token_hex(8)}", passphrase="")
    )
    session.execute(
        update(Invitation)
        .where(Invitation.user_id == user_id, Invitation.used_at.is_(None))
        .values(used_at=dates.now())
    )
    for kept in (OwnAddress, SecondStep, SpareCode, HalfSignIn, WayBack, CalendarAddress):
        session.execute(delete(kept).where(kept.user_id == user_id))
    door.end_sessions_in_this_transaction(user_id)


def sign_in_after_saving(user_id: int) -> None:
    """Open a session once what is being written has been saved."""
    db.after_saving(lambda: _open_session(user_id))


def _open_session(user_id: int) -> None:
    with db.door_reading() as records:
        user = records.get(User, user_id)
    if user is not None:
        door.open_session(user.id, user.username, user.name, user.keeper)


def visits(user_id: int, token: str) -> list[Visit]:
    """Where somebody is signed in now, the latest first."""
    now, idle = dates.now(), door.idle()
    with db.door_reading() as records:
        rows = records.scalars(
            select(UserSession)
            .where(
                UserSession.user_id == user_id,
                UserSession.ended_at.is_(None),
                UserSession.seen_at > now - idle,
                UserSession.began_at > now - door.LONGEST,
            )
            .order_by(UserSession.seen_at.desc())
            .limit(50)
        ).all()
    return [Visit(row.began_at, row.seen_at, row.digest == door.digest_of(token), row.digest[:16]) for row in rows]


def sign_out_elsewhere(user_id: int, token: str) -> None:
    """End every session of somebody but the one they are in."""
    db.db.session.execute(
        update(UserSession)
        .where(
            UserSession.user_id == user_id, UserSession.ended_at.is_(None), UserSession.digest != door.digest_of(token)
        )
        .values(ended_at=dates.now())
    )


def keepers() -> list[User]:
    """Who looks after the installation."""
    return list(db.db.session.scalars(select(User).where(User.keeper).order_by(User.username)))


def user_called(username: str, field: str = "username") -> User:
    """The account with this username; Refused when there is none."""
    found = db.db.session.scalar(select(User).where(User.username == username.strip().lower()))
    if found is None:
        raise Refused("Nobody here signs in with that name", field)
    return found


def make_keeper(username: str) -> User:
    """Somebody else looks after the installation too."""
    user = user_called(username)
    if user.keeper:
        raise Refused("They are a keeper already", "username")
    user.keeper = True
    return user


def end_keeping(user_id: int) -> None:
    """Somebody stops being a keeper; the installation always has one."""
    session = db.db.session
    keepers = session.scalars(select(User.id).where(User.keeper).with_for_update()).all()
    if len(keepers) < 2:
        raise Refused("You are the only keeper. Let somebody else be one first")
    session.execute(update(User).where(User.id == user_id).values(keeper=False))
