"""What a critical friend says yes to, and that they did: a door record, outside every group."""

import hashlib

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from groupkit import dates
from groupkit.access.actor import Agreed
from groupkit.access.models import Acceptance
from groupkit.access.operations import PARTS
from groupkit.access.permissions import SHARED_WORDS
from groupkit.db import db
from groupkit.refusal import Conflict

CHANGED = "The group has agreed something else meanwhile. Here is how it stands now: please read it once more"

DUTIES = (
    "Your work may oblige you to act on what you learn here, such as when somebody is in danger. "
    "Say so to the group first, wherever you can",
    "You are a guest: you ask, you do not tell, and you do not speak for the group",
    "Every page that you open is written down, and all members can read which",
)
"""What a critical friend accepts beside the group's own terms (DOMAIN section 7.4; practitioners' own duties, 7.2)."""


def accept(user_id: int, agreed: Agreed, digest: str = "") -> None:
    """Write down that they read these very words and said yes. Saying it twice changes nothing, also at once.

    `digest` is of the words that were on the page. Raises Conflict when another agreement runs by now.
    """
    now = digest_of(agreed)
    if digest and digest != now:
        raise Conflict(CHANGED)
    if agreed.accepted or _has_said_yes(agreed.key):
        return
    try:
        with db.session.begin_nested():
            db.session.add(Acceptance(agreement_key=agreed.key, user_id=user_id, at=dates.now(), digest=now))
    except IntegrityError:
        if not _has_said_yes(agreed.key):
            raise


def digest_of(agreed: Agreed) -> str:
    """The digest of everything that somebody reads before they say yes."""
    return hashlib.sha256("\n".join(_words(agreed)).encode()).hexdigest()


def _words(agreed: Agreed) -> list[str]:
    days = [day.isoformat() if day else "" for day in (agreed.from_day, agreed.until, agreed.review_on)]
    part, shares = PARTS.get(agreed.part, agreed.part), [SHARED_WORDS.get(one, one) for one in agreed.shares]
    return [agreed.key, agreed.post, agreed.part, part, *shares, agreed.bounds, *days, *DUTIES]


def _has_said_yes(key: str) -> bool:
    return db.session.scalar(select(Acceptance.at).where(Acceptance.agreement_key == key)) is not None
