"""Declaring, marking and collecting: what is refused, what falls out, and what the history tells."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from groupkit import checks, tenancy
from groupkit.db import db
from groupkit.giftaid import operations, queries, rules
from groupkit.giftaid.operations.collecting import Said
from groupkit.history import HistoryLine, PrivateText
from groupkit.ledger import queries as ledger
from groupkit.refusal import Asks, Conflict, Refused
from tests.builders import AGroup, in_books_of
from tests.giftaid.desk import FFION, SINCE, SPRING, Table
from tests.ledger.desk import PICTURE, TODAY


def told() -> tuple[str, str, dict[str, Any]]:
    """The newest line of the history: what was done, to what, and what changed."""
    line = db.session.scalars(select(HistoryLine).order_by(HistoryLine.number.desc()).limit(1)).one()
    return line.what, line.subject, json.loads(line.body)


def test_a_reference_opens_the_book_and_an_empty_one_puts_it_away(group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        assert not queries.is_on()
        for reference, since, field in (
            ("1123456", SINCE, "reference"),
            ("XR12345", None, "since"),
            ("XR12345", TODAY + timedelta(days=1), "since"),
        ):
            with pytest.raises(Refused) as said:
                operations.change_settings(reference, since, 0, by)
            assert said.value.field == field
        operations.change_settings("xr 12345", SINCE, 0, by)
        assert queries.is_on() and queries.settings().reference == "XR12345"
        names = [one.name for one in ledger.choices().of("category")]
        assert names.count("Gift Aid") == 1
        with pytest.raises(Conflict):
            operations.change_settings("XR1", SINCE, 0, by)
        operations.change_settings("", SINCE, queries.settings().version, by)
        assert not queries.is_on() and queries.settings().since is None
        assert told()[2]["reference"] == ["XR12345", ""]
        with pytest.raises(Refused):
            operations.declare(donor=FFION, made_on=SPRING, how="paper", covers="on", told=True, by=by)
        operations.change_settings("XR12345", SINCE, queries.settings().version, by)
        assert [one.name for one in ledger.choices().of("category")].count("Gift Aid") == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"told": False}, "told"),
        ({"how": "dream"}, "how"),
        ({"covers": "all"}, "covers"),
        ({"made_on": TODAY + timedelta(days=1)}, "made_on"),
        ({"confirmed_on": TODAY}, "confirmed_on"),
    ],
)
def test_a_declaration_that_would_not_count(table: Table, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as said:
        table.declare(**more)
    assert said.value.field == field


def test_a_declaration_keeps_names_out_of_the_history(table: Table) -> None:
    declared = table.declare(picture=PICTURE)
    assert (declared.title, declared.donor, declared.runs) == ("Declaration 1", FFION, True)
    lines = [line.body for line in db.session.scalars(select(HistoryLine))]
    assert not [body for body in lines if "Ffion" in body or "LL12" in body]
    (photo,) = queries.photos_of(declared.id)
    assert photo.name == "declaration-1.pdf"
    assert table.declare().number == 2


def test_a_new_home_stands_beside_the_old_one(table: Table) -> None:
    declared = table.declare()
    moved = rules.Donor("Ms", "Ffion", "Jones", "3", "LL57 1AA")
    again = operations.change_donor(declared, 1, moved, table.by)
    assert again.donor == moved and again.donor_number == 2
    assert len(queries.texts_of(declared.id)) == 2
    with pytest.raises(Conflict):
        operations.change_donor(again, 1, FFION, table.by)
    before = told()
    assert operations.change_donor(again, 2, moved, table.by).donor_number == 2 and told() == before


def test_by_word_of_mouth_counts_once_it_is_confirmed(table: Table) -> None:
    declared = table.declare(how="spoken")
    gift = table.give(2_000, declared)
    assert "not confirmed in writing" in queries.all_waiting()[0].why_not
    for day in (date(2026, 4, 19), TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            operations.confirm(declared, day, table.by)
    operations.confirm(declared, date(2026, 5, 1), table.by)
    assert [one.why_not for one in queries.all_waiting()] == [""] and gift.pence == 2_000
    for wrong in (queries.declaration(declared.id), table.declare()):
        assert wrong is not None
        with pytest.raises(Refused):
            operations.confirm(wrong, TODAY, table.by)


def test_a_declaration_ends_once(table: Table) -> None:
    declared = table.declare()
    before, after = table.give(1_000, declared, SPRING), table.receive(1_000, TODAY)
    for day in (declared.made_on - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refused) as said:
            operations.end(declared, day, table.by)
        assert said.value.field == "ended_on"
    operations.end(declared, TODAY, table.by)
    ended = queries.declaration(declared.id)
    assert ended is not None and not ended.runs
    with pytest.raises(Refused):
        operations.end(ended, TODAY, table.by)
    with pytest.raises(Refused) as said:
        table.mark(after, ended)
    assert "ended on" in said.value.sentence
    assert [(one.gift.id, one.why_not) for one in queries.all_waiting()] == [(before.id, "")]


def test_never_more_than_the_line_and_never_twice(table: Table) -> None:
    ffion, other = table.declare(), table.declare(rules.Donor("", "Mo", "Rahman", "4", "LL12 3AB"))
    entry = table.receive(5_000)
    table.mark(entry, ffion, 3_000)
    with pytest.raises(Refused) as said:
        table.mark(entry, other, 2_001)
    assert "Only £20.00" in said.value.sentence
    table.mark(entry, other, 2_000)
    with pytest.raises(Refused) as said:
        table.mark(entry, ffion, 1)
    assert "Nothing of this line" in said.value.sentence
    assert told()[:2] == ("marked a gift for Gift Aid", entry.reference)


def test_what_cannot_be_marked(table: Table) -> None:
    declared = table.declare()
    raffle, subs = table.receive(500, category="Raffle and teas"), table.receive(500, category="Subs")
    for entry in (raffle, subs):
        with pytest.raises(Asks):
            table.mark(entry, declared)
        assert table.mark(entry, declared, sure=True).pence == 500
    void = table.receive(500)
    table.void(void)
    payment = 999_999
    for entry_id in (void.id, payment):
        with pytest.raises(Refused):
            operations.mark_gift(entry_id, declared.id, 500, False, True, table.by)
    early = table.receive(500, date(2023, 4, 5))
    with pytest.raises(Refused) as said:
        table.mark(early, declared)
    assert "began to know us" in said.value.sentence
    with pytest.raises(Refused) as said:
        operations.mark_gift(table.receive(500).id, 999_999, 500, False, False, table.by)
    assert said.value.field == "declaration"


def test_a_declaration_for_one_gift_covers_one(table: Table) -> None:
    declared = table.declare(covers="one")
    first = table.give(1_000, declared)
    with pytest.raises(Refused) as said:
        table.give(1_000, declared)
    assert said.value.field == "declaration"
    operations.undo_gift(first, "somebody else’s", table.by)
    assert table.give(2_000, declared).pence == 2_000


def test_a_gift_too_old_is_refused_and_an_old_one_flagged(table: Table) -> None:
    operations.change_settings("XR12345", date(2015, 1, 1), queries.settings().version, table.by)
    declared = table.declare(made_on=date(2022, 6, 1))
    with pytest.raises(Refused) as said:
        table.give(1_000, declared, date(2022, 3, 31))
    assert "31 March 2026" in said.value.sentence
    table.give(1_000, declared, date(2022, 4, 1))
    (one,) = queries.all_waiting()
    assert not one.why_not and "until 31 March 2027" in one.note


def test_a_line_put_right_or_void_falls_out_and_says_so(table: Table) -> None:
    declared = table.declare()
    right, void = table.give(5_000, declared), table.give(700, declared)
    table.correct(table.entry(right), 4_000)
    table.void(table.entry(void))
    whys = {one.gift.id: one.why_not for one in queries.all_waiting()}
    assert "was put right since" in whys[right.id] and "is void now" in whys[void.id]
    again = table.mark(table.entry(right), declared)
    assert again.pence == 4_000 and queries.gift(right.id) is None
    assert [one.gift.id for one in queries.all_waiting() if not one.why_not] == [again.id]
    assert list(checks.check_group()) == []


def test_a_mark_is_taken_off_with_why(table: Table) -> None:
    gift = table.give(1_000, table.declare())
    with pytest.raises(Refused):
        operations.undo_gift(gift, "", table.by)
    operations.undo_gift(gift, "it was for Ottoline’s ticket", table.by)
    assert "Ottoline" not in json.dumps(told()[2])
    with pytest.raises(Refused):
        operations.undo_gift(gift, "again", table.by)
    assert queries.all_waiting() == [] and queries.marks_on([gift.line.id]).marked(gift.line.id) == 0


def test_small_cash_is_counted_by_two_and_stays_within_its_line(table: Table) -> None:
    for said, field in ((Said(False, True), "small"), (Said(True, False), "banked")):
        with pytest.raises(Refused) as refused:
            table.collect(900, said=said)
        assert refused.value.field == field
    for more, field in (
        ({"second": 999}, "second"),
        ({"amount": 901}, "amount"),
        ({"first": table.group.femi.number}, "first"),
    ):
        with pytest.raises(Refused) as refused:
            table.collect(900, **more)
        assert refused.value.field == field
    row = table.collect(900)
    found = queries.collection(row.id)
    assert found is not None and found.pence == 900
    with pytest.raises(Refused):
        operations.mark_gift(found.line.id, table.declare().id, 1, False, False, table.by)
    operations.undo_collection(found, "it was tea money", table.by)
    assert queries.collections() == []
    with pytest.raises(Refused):
        operations.undo_collection(found, "again", table.by)


def test_what_might_come_for_small_cash(table: Table) -> None:
    table.collect(10_000)
    table.collect(2_000, date(2026, 4, 5))
    this, before = queries.by_tax_year(queries.collections())
    assert (this.year.label, this.collected, this.limit, this.top_up) == ("2026-27", 10_000, 0, 0)
    assert (before.year.label, before.collected) == ("2025-26", 2_000)
    table.give(900, table.declare())
    table.send()
    this = queries.by_tax_year(queries.collections())[0]
    assert (this.aided, this.limit, this.top_up) == (900, 9_000, 2_250)


def test_a_collection_falls_out_with_its_line(table: Table) -> None:
    row = table.collect(900)
    found = queries.collection(row.id)
    assert found is not None
    from groupkit.ledger.models import Entry

    table.void(db.session.scalars(select(Entry).where(Entry.id == found.line.id)).one())
    (fallen,) = queries.collections()
    assert "is void now" in fallen.fell_out
    assert queries.by_tax_year([fallen])[0].collected == 0


def test_names_and_homes_stand_in_private_texts_alone(table: Table) -> None:
    table.declare()
    texts = [row.text for row in db.session.scalars(select(PrivateText)) if "Ffion" in (row.text or "")]
    assert texts == [FFION.as_text()] and tenancy.today() == TODAY
