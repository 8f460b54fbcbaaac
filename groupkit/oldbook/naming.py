"""What goes by itself: a spreadsheet that is being sorted may name anybody, so it never lies about for long."""

from datetime import datetime

from sqlalchemy import delete

from groupkit import db, tenancy
from groupkit.access import queries as people
from groupkit.names_in import Names
from groupkit.oldbook.models import OldBookDraft
from groupkit.oldbook.queries import KEPT_FOR


def take_out(_names: Names) -> int:
    """A spreadsheet that is being sorted goes when somebody is taken out: it is sent once more, without them."""
    return int(db.db.session.execute(delete(OldBookDraft)).rowcount)  # type: ignore[attr-defined]


def forget_drafts(now: datetime) -> None:
    """Spreadsheets that nobody went on with for thirty days go, group by group (a chore)."""
    for _, group in people.every_group():
        with tenancy.in_group(group, db.db.session), db.writing():
            db.db.session.execute(delete(OldBookDraft).where(OldBookDraft.begun_at < now - KEPT_FOR))
