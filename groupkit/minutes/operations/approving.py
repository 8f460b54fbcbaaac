"""The way of minutes: draft, sent round, approved at a later meeting of the same body; never changed after that."""

from collections.abc import Sequence
from dataclasses import dataclass

from groupkit import files, tenancy
from groupkit.access.actor import Actor
from groupkit.dates import long_day
from groupkit.db import db
from groupkit.document import MIME_TYPE, document
from groupkit.files import digest_of
from groupkit.history import By, canonical, digest_only, record
from groupkit.history import digest_of as salted
from groupkit.meetings.models import AgendaItem, Meeting, told_as
from groupkit.meetings.queries import called, items_of
from groupkit.minutes import making
from groupkit.minutes.models import ApprovedMinutes, Correction, LaterCorrection, MinutesStep, SentMinutes
from groupkit.minutes.on_paper import as_document
from groupkit.minutes.paper import Paper, to_data
from groupkit.minutes.queries import standing
from groupkit.minutes.rules import SETTLED
from groupkit.refusal import Conflict, Refused
from groupkit.workbook import safe_file_name

APPROVED, SENT, TAKEN_BACK = "approved minutes", "sent minutes round", "took minutes back to draft"
MEANWHILE = "Something in the minutes changed while you were looking. Here is how they stand now"


def send_round(meeting: Meeting, by: Actor) -> None:
    """The draft goes to everybody, and stays as it is while people read it. Raises Refused."""
    if meeting.standing != "held":
        raise Refused("This meeting has not begun yet")
    if meeting.minutes != "draft":
        raise Refused("These minutes were sent round already")
    meeting.minutes, meeting.sent_on = "sent", tenancy.today()
    db.session.flush()
    _step(meeting, "sent", "", by)
    content = frozen(making.paper_of(meeting, by.group_name))
    db.session.add(SentMinutes(meeting_id=meeting.id, content=content))
    db.session.flush()
    record(by, SENT, told_as(meeting), minutes=("draft", "sent"), digest=(None, digest_of(content.encode())))


def take_back(meeting: Meeting, why: str, by: By) -> None:
    """Minutes that were sent round are a draft again, with the reason. Raises Refused once they were approved."""
    if meeting.minutes == "approved":
        raise Refused("These minutes were approved, and stay as they are. A correction is minuted at a later meeting")
    if meeting.minutes != "sent":
        raise Refused("These minutes are a draft already")
    if not why:
        raise Refused("Say in a few words why", "why")
    meeting.minutes, meeting.sent_on = "draft", None
    if (kept := standing.sent(meeting.id)) is not None:
        db.session.delete(kept)
    db.session.flush()
    _step(meeting, "taken_back", why, by)
    record(by, TAKEN_BACK, told_as(meeting), minutes=("sent", "draft"), why=(None, digest_only(why)))


def propose_correction(meeting: Meeting, item: AgendaItem | None, words: str, by: By) -> Correction:
    """A member says what should read otherwise in minutes that were sent round. Raises Refused for any others."""
    if meeting.minutes != "sent":
        raise Refused("A correction is proposed once minutes were sent round, and before they are approved")
    if not words:
        raise Refused("Write what should read otherwise", "words")
    row = Correction(
        meeting_id=meeting.id, item_id=item.id if item else None, words=words, standing="proposed", by_no=by.person_no
    )
    db.session.add(row)
    db.session.flush()
    record(by, "proposed a correction to minutes", told_as(meeting), words=(None, digest_only(words)))
    return row


def settle(meeting: Meeting, row: Correction, to: str, by: By) -> None:
    """A correction is taken up, not taken up, or written into a draft. Raises Refused once minutes were approved."""
    if meeting.minutes == "approved":
        raise Refused("These minutes were approved, and stay as they are")
    if to not in SETTLED:
        raise Refused("Choose one of these")
    if to == "written" and meeting.minutes != "draft":
        raise Refused("Nothing is written into minutes that were sent round. Take them back to draft first")
    before = row.standing
    if before == to:
        return
    row.standing = to
    db.session.flush()
    record(by, "settled a correction to minutes", told_as(meeting), row=(None, row.id), standing=(before, to))


@dataclass(frozen=True)
class Prepared:
    """Minutes as they would be approved now: what is kept, its Word file, and a mark of what was looked at."""

    mark: str
    content: str
    word: bytes


def frozen(paper: Paper) -> str:
    """A paper as it is kept, the same text for the same paper."""
    return canonical(to_data(paper))


@dataclass(frozen=True)
class Looked:
    """The minutes with their corrections as somebody looks at them before they are approved, and a mark of them all."""

    paper: Paper
    titles: dict[int, str]
    corrections: list[Correction]
    locked: str
    """The digest of the confidential part; empty where there is none."""
    mark: str


def look(meeting: Meeting, group: str) -> Looked:
    """How the minutes stand now: once they went round, as they did."""
    paper = making.paper_of(meeting, group)
    corrections = standing.corrections_of(meeting.id)
    confidential = standing.confidential(meeting.id)
    locked = salted(confidential.salt, confidential.words) if confidential else ""
    told = [(one.id, one.words, one.standing) for one in corrections]
    mark = digest_of(canonical([frozen(paper), told, locked]).encode())
    return Looked(paper, {one.id: one.title for one in items_of(meeting.id)}, corrections, locked, mark)


def check_approval(meeting: Meeting, approving: Meeting | None, corrections: Sequence[Correction]) -> Meeting:
    """The meeting that approves. Raises Refused for one of another body, an earlier one, or the meeting itself."""
    if meeting.minutes == "approved":
        raise Refused("These minutes were approved already")
    if meeting.minutes != "sent":
        raise Refused("Send the minutes round first, so that everybody has read what is approved")
    if approving is None:
        raise Refused("Choose the meeting that approved them", "approved_at")
    if approving.id == meeting.id:
        raise Refused("A meeting cannot approve its own minutes. The next one does", "approved_at")
    if approving.standing != "held":
        raise Refused("That meeting has not been held yet", "approved_at")
    if not standing.approves(approving, meeting):
        raise Refused(
            f"{called(approving)} is of another body. Minutes are approved by those whose meeting it was",
            "approved_at",
        )
    if not standing.later(approving, meeting):
        raise Refused("That meeting was before this one. Choose a later one", "approved_at")
    if any(one.standing == "proposed" for one in corrections):
        raise Refused("Say first of each correction that was proposed whether it is taken up")
    return approving


def prepare(meeting: Meeting, approving: Meeting | None, signed_by: str, group: str) -> Prepared:
    """Make what would be kept, before anything is locked. Raises Refused as `check_approval` does."""
    looked = look(meeting, group)
    approving = check_approval(meeting, approving, looked.corrections)
    if not signed_by:
        raise Refused("Write who signed them", "signed_by")
    paper = making.as_approved(looked.paper, looked.corrections, approving, signed_by, looked.titles)
    return Prepared(looked.mark, frozen(paper), document(as_document(paper)))


def approve(
    meeting: Meeting, approving: Meeting | None, signed_by: str, ready: Prepared, seen: str, by: Actor
) -> ApprovedMinutes:
    """The minutes are kept for good, and the very bytes of their Word file. Raises Refused, and Conflict where
    something changed since they were looked at."""
    looked = look(meeting, by.group_name)
    approving = check_approval(meeting, approving, looked.corrections)
    if not seen == ready.mark == looked.mark:
        raise Conflict(MEANWHILE)
    name = safe_file_name(by.slug, "minutes", meeting.day.isoformat(), ending="docx")
    kept = files.store(by, name, MIME_TYPE, ready.word)
    row = ApprovedMinutes(
        meeting_id=meeting.id,
        approved_at_id=approving.id,
        approved_on=approving.day,
        signed_by=signed_by,
        content=ready.content,
        digest=digest_of(ready.content.encode()),
        confidential_digest=looked.locked,
        file_id=kept.id,
        by_no=by.person_no,
    )
    db.session.add(row)
    meeting.minutes = "approved"
    db.session.flush()
    _step(meeting, "approved", "", by)
    record(
        by,
        APPROVED,
        told_as(meeting),
        minutes=("sent", "approved"),
        at=(None, told_as(approving)),
        digest=(None, row.digest),
        file=(None, kept.digest),
        confidential=(None, row.confidential_digest or None),
    )
    return row


def note_later_correction(meeting: Meeting, minuted_at: Meeting | None, words: str, by: By) -> LaterCorrection:
    """A later meeting minuted that approved minutes were wrong: it is shown beside them, never in them."""
    if meeting.minutes != "approved":
        raise Refused("These minutes are not approved yet, so they can still be put right themselves")
    if minuted_at is None or minuted_at.standing != "held":
        raise Refused("Choose the meeting that minuted it", "minuted_at")
    if minuted_at.body != "general" and not standing.approves(minuted_at, meeting):
        raise Refused(f"{called(minuted_at)} is of another body. Those whose meeting it was put it right", "minuted_at")
    if not standing.later(minuted_at, meeting):
        raise Refused(f"It is minuted at a meeting after {long_day(meeting.day)}", "minuted_at")
    if not words:
        raise Refused("Write it as it was minuted", "words")
    row = LaterCorrection(meeting_id=meeting.id, minuted_at_id=minuted_at.id, words=words, by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "wrote down a later correction to minutes",
        told_as(meeting),
        at=(None, told_as(minuted_at)),
        words=(None, digest_only(words)),
    )
    return row


def _step(meeting: Meeting, what: str, why: str, by: By) -> None:
    db.session.add(MinutesStep(meeting_id=meeting.id, what=what, why=why, by_no=by.person_no))
    db.session.flush()
