"""Words and receipts beside an entry: its figures stay as they are."""

from datetime import date

from sqlalchemy import select

from groupkit import history
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.history import PrivateText
from groupkit.ledger import operations, queries
from groupkit.ledger.models import Wording
from groupkit.refusal import Conflict
from tests.ledger.desk import OTHER_PICTURE, PICTURE, Desk, changes, refused

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
LAST_YEAR = date(2025, 10, 1)


def test_new_words_stand_beside_the_old(desk: Desk) -> None:
    entry = desk.pay(100, note="tea")
    operations.reword_entry(entry, 0, payee="The library", note="tea", by=desk.by)
    assert [words.payee for words in queries.wordings_of([entry.id])[entry.id]] == ["Library", "The library"]
    assert desk.words(entry) == (1, "The library", "tea")
    assert (desk.told().what, desk.told().subject) == ("put words right", "2026-27/P001")
    assert len(queries.story_of(entry.id)) == 1
    operations.reword_entry(entry, 1, payee="", note="", by=desk.by)
    assert desk.words(entry) == (2, "", "")


def test_words_that_cannot_be(desk: Desk) -> None:
    entry = desk.pay(100)
    refused(lambda: operations.reword_entry(entry, 0, payee="Library", note="", by=desk.by), "payee", "already")
    operations.reword_entry(entry, 0, payee="Book house", note="", by=desk.by)
    refused(
        lambda: operations.reword_entry(entry, 0, payee="Reading room", note="", by=desk.by), "payee", kind=Conflict
    )


def test_a_name_that_was_taken_out_is_shown_as_what_stands_for_it(desk: Desk) -> None:
    entry = desk.pay(100, payee="Ada", note="taxi for Ada")
    wording = db.session.scalars(select(Wording)).one()
    history.blank(db.session.get_one(PrivateText, wording.payee_id), "Member 014 (left)")
    history.blank(db.session.get_one(PrivateText, wording.note_id), "")
    assert desk.words(entry) == (0, "Member 014 (left)", "")
    assert list(history.check()) == []


def test_receipts_stand_beside_an_entry(desk: Desk) -> None:
    entry = desk.pay()
    first = operations.attach_receipt(entry, PICTURE, desk.by)
    operations.attach_receipt(entry, OTHER_PICTURE, desk.by)
    assert queries.receipts_of(entry.id)[0].id == first.id
    assert queries.page_of(queries.Sought()).lines[0].receipts == 2
    assert len(queries.story_of(entry.id)) == 1


def test_there_is_a_most_of_receipts(desk: Desk) -> None:
    entry = desk.pay()
    for _ in range(12):
        operations.attach_receipt(entry, PICTURE, desk.by)
    refused(lambda: operations.attach_receipt(entry, PICTURE, desk.by), "picture", "12")


def test_covering_a_receipt_takes_the_old_picture_away(desk: Desk) -> None:
    entry = desk.pay(picture=PICTURE)
    (card,) = queries.receipts_of(entry.id)
    old = queries.receipt(card.id)
    assert old is not None
    operations.cover_receipt(entry, old, OTHER_PICTURE, "shows a home address", desk.by)
    db.session.flush()
    gone, covered = queries.receipts_of(entry.id)
    assert (gone.gone_why, gone.digest) == ("shows a home address", card.digest)
    data = select(StoredFile.id, StoredFile.data).order_by(StoredFile.id)
    assert [row.data for row in db.session.execute(data)] == [None, OTHER_PICTURE.data]
    assert covered.gone_why is None
    assert queries.page_of(queries.Sought()).lines[0].receipts == 1
    took, attached = history.lines(2)[::-1]
    assert (took.what, attached.what) == ("took out a picture", "attached a receipt")
    assert changes(took)["digest"] == card.digest
    refused(lambda: operations.cover_receipt(entry, old, OTHER_PICTURE, "again", desk.by), None, "already")
    refused(lambda: operations.cover_receipt(entry, old, OTHER_PICTURE, "", desk.by), "why")


def test_a_picture_can_be_covered_when_there_are_as_many_as_there_can_be(desk: Desk) -> None:
    entry = desk.pay()
    receipts = [operations.attach_receipt(entry, PICTURE, desk.by) for _ in range(12)]
    operations.cover_receipt(entry, receipts[0], OTHER_PICTURE, "shows a home address", desk.by)
    assert sum(card.gone_why is None for card in queries.receipts_of(entry.id)) == 12
