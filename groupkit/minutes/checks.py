"""Proving that approved minutes are untouched: what they say, their Word file, and the part that only few may read."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from groupkit.db import db
from groupkit.files import StoredFile, digest_of
from groupkit.history import HistoryLine
from groupkit.history import digest_of as salted
from groupkit.meetings.models import Meeting, told_as
from groupkit.minutes.models import ApprovedMinutes, ConfidentialPart
from groupkit.minutes.operations.approving import APPROVED


def check() -> Iterator[str]:
    """A sentence for each approved minutes that are not as they were approved; the bytes of files are proved apart."""
    told = _told()
    files = {row.id: row.digest for row in db.session.execute(select(StoredFile.id, StoredFile.digest))}
    parts = {row.meeting_id: salted(row.salt, row.words) for row in db.session.scalars(select(ConfidentialPart))}
    wanted = select(ApprovedMinutes, Meeting).join(Meeting, Meeting.id == ApprovedMinutes.meeting_id)
    kept = set()
    for row, meeting in db.session.execute(wanted.order_by(ApprovedMinutes.id).execution_options(yield_per=50)):
        subject = told_as(meeting)
        kept.add(subject)
        if digest_of(row.content.encode()) != row.digest:
            yield f"The minutes of {subject} are not as they were approved"
        if told.get(subject) != (row.digest, files.get(row.file_id), row.confidential_digest):
            yield f"The approval of the minutes of {subject} is not as the history tells it"
        if parts.get(row.meeting_id, "") != row.confidential_digest:
            yield f"The confidential part of {subject} is not as it was when the minutes were approved"
        if meeting.minutes != "approved":
            yield f"The minutes of {subject} were approved, and stand as if they were not"
    for subject in told.keys() - kept:
        yield f"The minutes of {subject} were approved in the history, and are gone"
    approved = db.session.scalars(select(Meeting).where(Meeting.minutes == "approved"))
    for meeting in [one for one in approved if told_as(one) not in kept]:
        yield f"The minutes of {told_as(meeting)} stand as approved, and there are none"


def _told() -> dict[str, tuple[str, str | None, str]]:
    """By the meeting: the digests of the minutes, of the file and of the confidential part."""
    wanted = select(HistoryLine.subject, HistoryLine.body).where(HistoryLine.what == APPROVED)
    found = {}
    for subject, body in db.session.execute(wanted.order_by(HistoryLine.number)):
        try:
            said = json.loads(body)
            found[subject] = (said["digest"][1], said["file"][1], said["confidential"][1] or "")
        except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
            continue
    return found
