"""Closing a year, opening it again by two officers, and what was said by whoever looked over the accounts."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, files, tenancy
from groupkit.access.actor import Actor
from groupkit.accounts import closings
from groupkit.accounts.closings import CLOSED, Closing
from groupkit.accounts.models import Examination, YearClosing, YearOpening, YearOpeningAnswer
from groupkit.dates import FinancialYear
from groupkit.db import db
from groupkit.files import digest_of
from groupkit.history import PrivateText, private, private_texts, record
from groupkit.ledger import operations as ledger
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused
from groupkit.yearend.looking import look

MEANWHILE = "Something in the book has changed while you were looking. Here is how it stands now"


def close_year(year: FinancialYear, seen: int, why: str, by: Actor) -> YearClosing:
    """Keep the accounts of a year as they are now, and settle the book up to its last day.

    Raises Refused for a year that is not over, or not the first that is open, or with things left open and no word why;
    Conflict when something was written since `seen`.
    """
    looked = look(year, by)
    if looked.stopped:
        raise Refused(looked.stopped.sentence)
    if looked.seen != seen:
        raise Conflict(MEANWHILE)
    if looked.findings and not why:
        raise Refused("Say in a few words why the year is closed although these are left open", "why")
    kept = private(why) if why and looked.findings else None
    figures = looked.figures
    row = YearClosing(
        number=(db.session.scalar(select(func.max(YearClosing.number))) or 0) + 1,
        year=year.label,
        first=year.first,
        last=year.last,
        figures=figures,
        book=closings.digest_of_book(year.period),
        why_id=kept.id if kept else None,
        closed_at=dates.now(),
        closed_by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        CLOSED,
        year.label,
        number=(None, row.number),
        book=(None, row.book),
        figures=(None, digest_of(figures.encode())),
        left_open=(None, [one.kept for one in looked.findings]),
        **_told("why", kept),
    )
    settled = ledger.closed_until()
    if settled is None or settled < year.last:
        ledger.settle_book(year.last, f"The year {year.label} is closed", by)
    return row


def ask_opening(closing: Closing, why: str, by: Actor) -> YearOpening:
    """Ask that a closed year be opened again; it opens once a second officer agrees.

    Raises Refused for a year that is open already, or is not the last that was closed.
    """
    row = closing.row
    _check_is_last(row)
    if waiting_opening(row.id) is not None:
        raise Refused("Somebody has asked for it already. It waits for a second officer")
    kept = private(why)
    asked = YearOpening(closing_id=row.id, why_id=kept.id, asked_at=dates.now(), asked_by_no=by.person_no)
    db.session.add(asked)
    db.session.flush()
    record(by, "asked to open a year again", row.year, why=(None, kept))
    return asked


def waiting_opening(closing_id: int) -> YearOpening | None:
    """The wish to open a year again that nobody has answered."""
    return db.session.scalar(
        select(YearOpening)
        .outerjoin(YearOpeningAnswer, YearOpeningAnswer.opening_id == YearOpening.id)
        .where(YearOpening.closing_id == closing_id, YearOpeningAnswer.id.is_(None))
        .order_by(YearOpening.id)
        .limit(1)
    )


def answer_opening(opening: YearOpening, agreed: bool, by: Actor) -> date | None:
    """A second officer agrees that the year is opened again, or somebody says that it stays closed.

    Gives back up to which day the book is settled then. Raises Refused for a yes of whoever asked for it.
    """
    if db.session.scalar(select(YearOpeningAnswer.id).where(YearOpeningAnswer.opening_id == opening.id)):
        raise Refused("Somebody has answered it already")
    if agreed and opening.asked_by_no == by.person_no:
        raise Refused("You asked for it yourself. It takes somebody else to agree")
    closing = db.session.scalars(select(YearClosing).where(YearClosing.id == opening.closing_id)).one()
    if agreed:
        _check_is_last(closing)
    db.session.add(YearOpeningAnswer(opening_id=opening.id, agreed=agreed, at=dates.now(), by_no=by.person_no))
    db.session.flush()
    if not agreed:
        record(by, "kept a year closed", closing.year)
        return ledger.closed_until()
    why = private_texts([opening.why_id])[opening.why_id]
    record(by, OPENED, closing.year, number=(None, closing.number), asked_by=(None, opening.asked_by_no))
    settled, still = ledger.open_book_again(closing.first, why, by), closings.closed_until()
    if still is not None and (settled is None or settled < still):
        # the book had been settled beyond the year before this one, and that closing settled nothing of its own
        settled = ledger.settle_book(
            still, f"{closing.year} is open again, and what was closed before it is not", by
        ).until
    return settled


def _check_is_last(row: YearClosing) -> None:
    """Raises Refused unless this closing stands and no later one does."""
    standing = closings.standing()
    if row.id not in {one.id for one in standing}:
        raise Refused("This year is open already")
    if any(one.last > row.last for one in standing):
        raise Refused("Open the later year first: it begins with what this one ended with")


OPENED = "opened a year again"
"""What the history says when a second officer has agreed."""


def note_examination(
    closing: Closing, day: date, who: str, outcome: str, remarks: str, report: Prepared | None, by: Actor
) -> Examination:
    """Somebody looked over the accounts of a closed year: who, when, what they said, and perhaps their signed report.

    Raises Refused for a year that is open, a day before the year's end or to come, and remarks that are missing.
    """
    if not closing.stands:
        raise Refused("This year is open again. Close it first, so that what they look at stays as it is")
    if day > tenancy.today():
        raise Refused("That day has not come yet", "day")
    if day <= closing.row.last:
        raise Refused(f"The year ended on {dates.long_day(closing.row.last)}. It was looked over after that", "day")
    if outcome != "good" and not remarks:
        raise Refused("Write down what they said", "remarks")
    name, said = private(who), private(remarks) if remarks else None
    stored = (
        files.store(by, f"examined-{closing.row.year}.{report.name.rsplit('.', 1)[-1]}", report.mime, report.data)
        if report
        else None
    )
    row = Examination(
        closing_id=closing.row.id,
        day=day,
        who_id=name.id,
        outcome=outcome,
        remarks_id=said.id if said else None,
        file_id=stored.id if stored else None,
        written_at=dates.now(),
        written_by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "wrote down who looked over the accounts",
        closing.row.year,
        day=(None, day),
        who=(None, name),
        outcome=(None, closings.OUTCOMES[outcome]),
        report=(None, stored.digest if stored else None),
        **_told("remarks", said),
    )
    return row


def _told(name: str, words: PrivateText | None) -> dict[str, tuple[Any, Any]]:
    return {name: (None, words)} if words else {}
