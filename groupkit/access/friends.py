"""What a critical friend says yes to, and that they did: a door record, outside every group."""

import hashlib

from groupkit import dates
from groupkit.access.actor import Agreed
from groupkit.access.models import Acceptance
from groupkit.db import db

DUTIES = (
    "Your work may oblige you to act on what you learn here, such as when somebody is in danger. "
    "Say so to the group first, wherever you can",
    "You are a guest: you ask, you do not tell, and you do not speak for the group",
    "Every page that you open is written down, and all members can read which",
)
"""What a critical friend accepts beside the group's own terms (DOMAIN section 7.4; practitioners' own duties, 7.2)."""


def accept(user_id: int, agreed: Agreed) -> None:
    """Write down that they read these very words and said yes. Saying it twice changes nothing."""
    if agreed.accepted:
        return
    words = "\n".join(
        [agreed.key, agreed.post, agreed.part, *agreed.shares, agreed.bounds, agreed.until.isoformat(), *DUTIES]
    )
    digest = hashlib.sha256(words.encode()).hexdigest()
    db.session.add(Acceptance(agreement_key=agreed.key, user_id=user_id, at=dates.now(), digest=digest))
    db.session.flush()
