"""Who gave is kept as long as HMRC may ask, whoever asks to be taken out; and then goes by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from groupkit import checks, history, tenancy
from groupkit.access import queries as people
from groupkit.dates import clock_at, now
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.giftaid import keeping, operations, queries
from groupkit.giftaid.rules import Donor
from groupkit.history import PrivateText
from groupkit.people.members import erasing
from groupkit.people.members import operations as members
from groupkit.refusal import Refused
from tests.builders import AGroup, in_books_of, the_app
from tests.giftaid.desk import FFION, Table
from tests.ledger.desk import PICTURE

MO = Donor("", "Mo", "Rahman", "4", "LL12 3AB")


def held() -> str:
    """Every text that is kept apart, as one."""
    return " ".join(row.text or "" for row in db.session.scalars(select(PrivateText)))


@contextmanager
def in_year(year: int, month: int = 11) -> Iterator[None]:
    with clock_at(datetime(year, month, 18, 12, tzinfo=UTC)):
        yield


def test_one_in_no_claim_goes_when_the_donor_asks(table: Table) -> None:
    declared = table.declare(picture=PICTURE)
    operations.change_donor(declared, 1, Donor("Ms", "Ffion", "Jones", "3", "LL57 1AA"), table.by)
    gift = table.give(2_000, declared)
    found = queries.declaration(declared.id)
    assert found is not None
    operations.take_donor_out(found, table.by)
    gone = queries.declaration(declared.id)
    assert gone is not None and gone.donor is None and gone.ended_on == tenancy.today()
    assert "Ffion" not in held() and "LL57" not in held()
    assert [stored.data for stored in db.session.scalars(select(StoredFile))] == [None]
    assert "taken out" in queries.all_waiting()[0].why_not and gift.pence == 2_000
    for deed in (
        lambda: operations.take_donor_out(gone, table.by),
        lambda: operations.change_donor(gone, gone.donor_number, FFION, table.by),
        lambda: operations.add_photo(gone, PICTURE, table.by),
        lambda: table.give(100, gone),
    ):
        with pytest.raises(Refused):
            deed()
    assert list(checks.check_group()) == []


def test_one_in_a_claim_is_kept_for_six_years(table: Table) -> None:
    declared = table.declare()
    table.give(2_000, declared)
    table.send()
    with pytest.raises(Refused) as said:
        operations.take_donor_out(declared, table.by)
    assert "31 March 2033" in said.value.sentence and "Ffion" in held()


def test_a_member_who_is_taken_out_and_what_hmrc_may_still_ask_for(group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        person = people.person_numbered(group.mo.number)
        assert person is not None
        person.name = "Mo Rahman"
        table.sit()
        claimed = table.declare(MO, made_on=date(2026, 4, 20))
        table.give(2_000, claimed)
        table.send()
        other = table.declare(MO, made_on=date(2026, 4, 21))
        neighbour = table.declare(Donor("", "Moira", "Rahmanova", "4", "LL12 3AB"))
    by = group.carys.actor
    with in_books_of(group):
        person = people.person_numbered(group.mo.number)
        assert person is not None
        members.member_leaves(person, by=by)
        erasing.erase(person, "asked", by)
        kept, gone, hers = (queries.declaration(one.id) for one in (claimed, other, neighbour))
        assert kept is not None and kept.donor == MO and kept.ended_on is not None, "it stands in a claim"
        assert gone is not None and gone.donor is None, "it stands in none"
        assert hers is not None and hers.donor is not None and hers.runs, "it is somebody else’s"
        assert list(checks.check_group()) == []


def test_what_hmrc_asks_for_no_longer_goes_by_itself(group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        table.sit()
        ended = table.declare(picture=PICTURE)
        runs = table.declare(MO)
        for one in (ended, runs):
            table.give(2_000, one)
        claim = table.send()
        operations.end(ended, tenancy.today(), table.by)
    for year, month, gone in ((2032, 11, False), (2033, 3, False), (2033, 4, True)):
        with in_year(year, month):
            with the_app().app_context():
                keeping.let_go_of_old(now())
            with in_books_of(group):
                found, other = queries.declaration(ended.id), queries.declaration(runs.id)
                assert found is not None and (found.donor is None) is gone, (year, month)
                assert other is not None and other.donor == MO, "it runs still"
                card = queries.claim(claim.id)
                assert card is not None and card.file_gone is gone
                assert list(checks.check_group()) == []
                assert any(line.by_no == 0 and "took out who" in line.what for line in history.lines(5)) is gone
