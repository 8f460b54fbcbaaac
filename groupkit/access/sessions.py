"""Ending one of one's own sessions from another; the list of them stands in `accounts`."""

import re
from typing import Any

from sqlalchemy import select, update

from groupkit import dates, db
from groupkit.access import door
from groupkit.access.models import UserSession
from groupkit.refusal import Refused

OVER = "They are signed out there already"

_MARK = re.compile(r"[0-9a-f]{16}", re.ASCII)


def end_visit(user_id: int, mark: str, token: str) -> None:
    """Sign somebody out in one other place, found by the mark that the list gives it.

    Only their own: a mark of somebody else's session is one that is over. The place they are in has its own button.
    Raises Refused when there is no such session any more. Runs inside a write transaction.
    """
    found = _MARK.fullmatch(mark) and db.db.session.scalar(
        select(UserSession.digest).where(
            UserSession.user_id == user_id,
            UserSession.digest.startswith(mark),
            UserSession.digest != door.digest_of(token),
            UserSession.ended_at.is_(None),
        )
    )
    if not found:
        raise Refused(OVER)
    done: Any = db.db.session.execute(
        update(UserSession)
        .where(UserSession.digest == found, UserSession.ended_at.is_(None))
        .values(ended_at=dates.now())
    )
    if done.rowcount != 1:
        raise Refused(OVER)
