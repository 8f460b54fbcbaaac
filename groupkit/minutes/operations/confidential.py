"""The part of minutes that only few may read: written apart, and locked with the minutes."""

from sqlalchemy import select

from groupkit.db import db
from groupkit.history import By, digest_only, record
from groupkit.meetings.models import Meeting, told_as
from groupkit.minutes import rules
from groupkit.minutes.models import ConfidentialPart
from groupkit.refusal import Conflict, Refused

LOCKED = "The minutes were approved, and this part with them. It stays as it is"


def write(meeting: Meeting, words: str, version: int, by: By) -> ConfidentialPart | None:
    """What only few may read; empty words take it out. Raises Conflict for the second of two to save.

    It can be written until the minutes are approved, since a draft that went round never held it.
    """
    if meeting.standing != "held":
        raise Refused("This meeting has not begun yet")
    if meeting.minutes == "approved":
        raise Refused(LOCKED)
    if len(words) > rules.LONGEST_CONFIDENTIAL:
        raise Refused(f"That is too long: {rules.LONGEST_CONFIDENTIAL:,} characters fit here", "words")
    row = db.session.scalar(select(ConfidentialPart).where(ConfidentialPart.meeting_id == meeting.id))
    if (row.version if row else 0) != version:
        raise Conflict("Somebody else changed this meanwhile. Theirs stands below: put both together", "words")
    before = row.words if row else ""
    if before == words:
        return row
    if row is None:
        row = ConfidentialPart(meeting_id=meeting.id, words=words)
        db.session.add(row)
    elif words:
        row.words = words
    else:
        db.session.delete(row)
        row = None
    db.session.flush()
    record(
        by, "wrote the confidential part of minutes", told_as(meeting), words=(digest_only(before), digest_only(words))
    )
    return row
