"""Claims: frozen, never twice, told of when too much, refused and received; and proved by `groupkit check`."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from groupkit import checks, dates
from groupkit.dates import Period
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.giftaid import operations, queries
from groupkit.giftaid.models import ClaimedGift, Gift, GiftClaim, GiftDeclaration, GiftDonor
from groupkit.giftaid.rules import Donor
from groupkit.history import private
from groupkit.refusal import Conflict, Refused
from tests.giftaid.desk import SPRING, Table, all_days, workbook_rows
from tests.ledger.desk import TODAY


def test_a_claim_is_frozen_and_its_gifts_are_not_claimed_twice(table: Table) -> None:
    declared = table.declare()
    table.give(5_000, declared)
    draft = queries.draft(all_days(), False)
    claim = table.send()
    assert (claim.number, claim.pence, claim.many, claim.tax) == (1, 5_000, 1, 1_250)
    assert (claim.digest, claim.title) == (draft.digest, "Gift Aid claim 1")
    with pytest.raises(Conflict):
        operations.send(draft, draft.digest, TODAY, b"", table.by)
    with pytest.raises(Refused):
        table.send()
    moved = Donor("Ms", "Ffion", "Jones", "3", "LL57 1AA")
    operations.change_donor(declared, 1, moved, table.by)
    assert list(checks.check_group()) == []
    stored = db.session.scalars(select(StoredFile).where(StoredFile.id == claim.file_id)).one()
    rows = workbook_rows(stored.data or b"")["Rows 2026-27"]
    assert rows[1][1:5] == ("Ffion", "Ptarmigan Jones", "12", "LL12 3AB")


def test_only_what_was_seen_is_sent(table: Table) -> None:
    declared = table.declare()
    table.give(5_000, declared)
    draft = queries.draft(all_days(), False)
    table.give(700, declared)
    for seen in (draft.digest, "", queries.draft(all_days(), True).digest):
        with pytest.raises(Conflict):
            operations.send(draft, seen, TODAY, b"", table.by)
    now = queries.draft(all_days(), False)
    for day in (TODAY + timedelta(days=1), SPRING - timedelta(days=1)):
        with pytest.raises(Refused) as said:
            operations.send(now, now.digest, day, b"", table.by)
        assert said.value.field == "sent_on"
    assert db.session.scalars(select(GiftClaim)).all() == []


def test_only_gifts_of_the_days_that_were_chosen(table: Table) -> None:
    declared = table.declare()
    table.give(5_000, declared, date(2026, 3, 31))
    table.give(700, declared, date(2026, 4, 1))
    claim = table.send(period=Period(date(2026, 4, 1), TODAY))
    assert claim.pence == 700
    assert [one.gift.pence for one in queries.all_waiting()] == [5_000]


def test_too_much_is_told_with_the_next_claim_and_only_once(table: Table) -> None:
    declared = table.declare()
    gifts = [table.give(5_000, declared), table.give(2_000, declared), table.give(900, declared)]
    table.send()
    table.correct(table.entry(gifts[0]), 4_000)
    table.void(table.entry(gifts[1]))
    operations.undo_gift(gifts[2], "it was for a ticket", table.by)
    assert [one.pence for one in queries.over_claimed()] == [1_000, 2_000, 900]
    with pytest.raises(Refused):
        table.mark(table.entry(gifts[0]), declared, 1)
    table.give(10_000, declared)
    second = table.send()
    assert (second.over_pence, second.tax) == (3_900, 2_500 - 975)
    assert queries.over_claimed() == []
    assert list(checks.check_group()) == []
    table.void(table.entry(gifts[0]))
    assert [one.pence for one in queries.over_claimed()] == [4_000]


def test_a_raised_line_is_no_overclaim(table: Table) -> None:
    gift = table.give(5_000, table.declare())
    table.send()
    table.correct(table.entry(gift), 6_000)
    assert queries.over_claimed() == []


def test_a_claim_that_did_not_go_through_gives_its_gifts_back(table: Table) -> None:
    table.give(5_000, table.declare())
    first = table.send()
    with pytest.raises(Refused):
        operations.refuse(first, "", table.by)
    operations.refuse(first, "HMRC asked for a postcode", table.by)
    assert [one.why_not for one in queries.all_waiting()] == [""]
    ended = queries.claim(first.id)
    assert ended is not None and (ended.how, ended.why) == ("refused", "HMRC asked for a postcode")
    with pytest.raises(Refused):
        operations.refuse(ended, "again", table.by)
    assert table.send().number == 2
    assert list(checks.check_group()) == []


def test_money_from_hmrc_is_a_line_of_the_book(table: Table) -> None:
    gift = table.give(5_000, table.declare(), date(2026, 5, 2))
    claim = table.send()
    early, paid = table.receive(1_250, TODAY - timedelta(days=1), "Gift Aid"), table.receive(1_250, TODAY, "Gift Aid")
    for entry_id in (early.id, gift.line.id, 999_999):
        with pytest.raises(Refused) as said:
            operations.receive(claim, entry_id, table.by)
        assert said.value.field == "entry"
    operations.receive(claim, paid.id, table.by)
    done = queries.claim(claim.id)
    assert done is not None and (done.how, done.line) == ("received", paid.reference)
    with pytest.raises(Refused):
        operations.refuse(done, "no", table.by)
    table.give(700, gift.declared)
    with pytest.raises(Refused) as said:
        operations.receive(table.send(), paid.id, table.by)
    assert "Another claim" in said.value.sentence


def test_the_workbook_has_hmrcs_columns_and_nothing_more(table: Table) -> None:
    declared, abroad = table.declare(), table.declare(Donor("", "F", "Quernmore", "", "X", "Lille"))
    table.give(5_000, declared)
    table.give(500, declared)
    table.give(400, declared)
    table.give(123_456, abroad, date(2026, 3, 31), sponsored=True)
    claim = table.send(together=True)
    stored = db.session.scalars(select(StoredFile).where(StoredFile.id == claim.file_id)).one()
    sheets = workbook_rows(stored.data or b"")
    assert list(sheets) == ["How to copy", "Rows 2025-26", "Rows 2026-27"]
    assert sheets["Rows 2025-26"] == [
        (
            "Title",
            "First name or initial",
            "Last name",
            "House name or number",
            "Postcode",
            "Aggregated donations",
            "Sponsored event",
            "Donation date",
            "Amount",
        ),
        (None, "F", "Quernmore", None, "X", None, "Yes", "31/03/26", 1234.56),
    ]
    assert sheets["Rows 2026-27"][1:] == [
        ("Ms", "Ffion", "Ptarmigan Jones", "12", "LL12 3AB", None, None, "02/05/26", 50),
        (None, None, None, None, None, "Small gifts of members and friends", None, "02/05/26", 9),
    ]
    words = " ".join(str(cell) for row in sheets["How to copy"] for cell in row if cell is not None)
    assert "This is not HMRC’s file" in words and "values only" in words and "31/03/26" in words
    assert "1293.56" in words and "323.39" in words
    assert claim.file_name.endswith("-gift-aid-claim-1.xlsx")


def test_what_was_written_behind_the_back_of_the_history_is_noticed(table: Table) -> None:
    gift = table.give(5_000, table.declare())
    other = table.give(700, gift.declared)
    claim = table.send(period=Period(SPRING, SPRING))
    row = db.session.scalars(select(ClaimedGift).where(ClaimedGift.gift_id == gift.id)).one()
    assert list(checks.check_group()) == []
    again = {"gift_id": gift.id, "donor_id": row.donor_id, "day": row.day, "pence": row.pence}
    forged = GiftClaim(
        number=2,
        first=SPRING,
        last=SPRING,
        together=False,
        reference="XR12345",
        pence=5_000,
        over_pence=0,
        digest=claim.digest,
        file_id=claim.file_id,
        sent_on=TODAY,
        at=dates.now(),
        by_no=1,
    )
    told = _noticed(forged)
    assert told == [
        "The Gift Aid claims are not those that the history tells of",
        "Gift Aid claim 2 is not as it was sent",
    ]
    assert _noticed(ClaimedGift(claim_id=forged.id, **again))[-1] == "A gift stands in two Gift Aid claims"
    extra = Gift(
        entry_id=other.line.id,
        revision=0,
        declaration_id=other.declared.id,
        day=SPRING,
        pence=1,
        sponsored=False,
        at=dates.now(),
        by_no=1,
    )
    assert "The gifts that are marked are not those that the history tells of" in _noticed(extra)
    assert "Gift Aid claim 1 is not as it was sent" in _noticed(
        ClaimedGift(claim_id=claim.id, **again | {"gift_id": extra.id})
    )
    rogue = GiftDeclaration(number=7, made_on=SPRING, how="paper", covers="on", at=dates.now(), by_no=1)
    db.session.add(rogue)
    db.session.flush()
    told = _noticed(GiftDonor(declaration_id=rogue.id, number=1, who_id=private("x").id, at=dates.now(), by_no=1))
    assert "The Gift Aid declarations are not those that the history tells of" in told


def _noticed(row: Any) -> list[str]:
    """What the check says once this row has been slipped in."""
    db.session.add(row)
    db.session.flush()
    return list(checks.check_group())
