"""What is wrong with an old cash book that was brought in is noticed; a draft does not lie about."""

from datetime import timedelta

from flask import Flask

from groupkit import chores, dates
from groupkit.db import db
from groupkit.oldbook import checks, naming
from groupkit.oldbook.models import OldBook, OldBookDraft, OldBookLine
from tests.builders import AGroup, count, in_books_of
from tests.ledger.desk import Desk
from tests.oldbook import sheets
from tests.oldbook.sheets import as_csv
from tests.oldbook.test_bringing_in import ONE, begun, bring


def test_a_line_more_a_line_that_stands_and_a_book_nobody_told_of_are_noticed(desk: Desk) -> None:
    book = bring(desk, as_csv(sheets.signed(ONE)), ONE.opening)
    assert list(checks.check()) == []
    stray = desk.pay(5)
    db.session.add(OldBookLine(book_id=book.id, entry_id=stray.id, file_row=99))
    book.taken_back_at = dates.now()
    kept = {
        name: getattr(book, name) for name in ("digest", "first_day", "last_day", "brought_in_at", "brought_in_by_no")
    }
    db.session.add(OldBook(entries=0, **kept))
    db.session.flush()
    told = " ".join(checks.check())
    assert "says 7 lines, and 8 point at it" in told and "a line of it stands" in told
    assert "are not those that the history tells" in told


def test_a_draft_that_nobody_went_on_with_goes_after_thirty_days(app: Flask, group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        begun(Desk(group, by), as_csv(sheets.signed(ONE)))
    with app.app_context():
        naming.forget_drafts(dates.now() + timedelta(days=29))
        assert count(OldBookDraft, group=group) == 1
        naming.forget_drafts(dates.now() + timedelta(days=31))
    assert count(OldBookDraft, group=group) == 0
    assert "forget old cash books" in chores.CHORES
