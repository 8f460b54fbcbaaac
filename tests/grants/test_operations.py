"""Writing a grant down, writing its return, and filing it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from groupkit.dates import clock_at
from groupkit.db import db
from groupkit.files import StoredFile, digest_of
from groupkit.grants import filing, operations, queries, return_workbook
from groupkit.grants.models import FiledReturn
from groupkit.grants.rules import Budget
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused
from groupkit.tenancy import GuardBroken
from tests.grants.giving import ANSWERS, NOON, PURPOSE, Giving, picture


def add(giving: Giving, **more: Any) -> Any:
    return operations.add_grant(**{"funder": "Rotary", "amount": 10_000, "by": giving.by} | more)


def refused(field: str | None, act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    assert found.value.field == field
    return found.value.sentence


# --- the grant -----------------------------------------------------------------------------------


def test_a_grant_brings_its_fund_and_its_headings(giving: Giving) -> None:
    fund = queries.fund_of(giving.row)
    assert (fund.name, fund.kind) == ("Community Chest grant", "restricted")
    assert [(one.name, one.budget, one.spent) for one in book.by_heading(fund.id)] == [
        ("Wool", 16_000, 0),
        ("Room hire", 14_000, 0),
        ("Bus fares", 10_000, 0),
    ]


def test_a_second_grant_of_the_same_funder_has_a_fund_of_its_own(giving: Giving) -> None:
    row = add(giving, funder="Community Chest")
    assert queries.fund_of(row).name == "Community Chest grant 2"


def test_a_fund_that_is_there_already_can_be_its_fund_once(giving: Giving) -> None:
    fund = ledger.add_fund("Old starter grant", "restricted", giving.by)
    assert [one.name for one in queries.free_funds()] == ["Old starter grant"]
    assert add(giving, fund=fund.id).fund_id == fund.id
    assert queries.free_funds() == []
    refused("fund", lambda: add(giving, fund=fund.id))
    refused("fund", lambda: add(giving, fund=giving.id("fund", "General")))


def test_what_cannot_be_is_refused(giving: Giving) -> None:
    refused("amount", lambda: add(giving, amount=0))
    refused("ends", lambda: add(giving, starts=date(2026, 5, 1), ends=date(2026, 4, 1)))
    assert "another name" in refused("fund_name", lambda: add(giving, fund_name="General"))
    refused("headings", lambda: add(giving, headings=[Budget("Tea", 1), Budget("TEA", 2)]))
    refused("headings", lambda: add(giving, fund_name="Teas", headings=[Budget("Tea", 1)] * 31))


def test_a_heading_that_the_fund_has_already_is_refused_by_name(giving: Giving) -> None:
    fund = ledger.add_fund("Old starter grant", "restricted", giving.by)
    ledger.add_heading(fund, "Tea", 100, giving.by)
    assert refused("headings", lambda: add(giving, fund=fund.id, headings=[Budget("Tea", 1)])).startswith("Tea: ")


def test_a_penny_and_ten_million_pounds_are_grants_too(giving: Giving) -> None:
    assert queries.card_of(add(giving, amount=1)).to_come == 1
    assert queries.facts_of(add(giving, amount=1_000_000_000)).amount == 1_000_000_000


def test_a_change_of_days_is_told_old_beside_new(giving: Giving) -> None:
    values = {
        "funder": "Community Chest",
        "reference": "CC/118",
        "amount": 40_000,
        "purpose": PURPOSE,
        "starts": None,
        "ends": None,
        "due": date(2027, 1, 31),
    }
    operations.change_grant(giving.row, giving.row.version, by=giving.by, **values)
    assert json.loads(giving.told().body)["due"] == ["2026-12-20", "2027-01-31"]
    before = giving.told().number
    operations.change_grant(giving.row, giving.row.version, by=giving.by, **values)
    assert giving.told().number == before
    with pytest.raises(Conflict):
        operations.change_grant(giving.row, giving.row.version - 1, by=giving.other, **values)


def test_the_purpose_stands_apart_from_the_chain_so_that_it_can_be_taken_out(giving: Giving) -> None:
    assert not any(PURPOSE in line.body for line in giving.lines())


# --- figures -------------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_book(giving: Giving) -> None:
    giving.receive()
    giving.spend(14_835)
    giving.spend(2_000, heading="")
    giving.spend(335, refund=True)
    facts = queries.facts_of(giving.row)
    assert (facts.received, facts.received_on, facts.spent, facts.left) == (40_000, date(2026, 2, 3), 16_500, 23_500)
    assert [(one.name, one.spent) for one in facts.spending] == [
        ("Wool", 14_500),
        ("Room hire", 0),
        ("Bus fares", 0),
        ("Under no heading", 2_000),
    ]
    card = queries.card_of(giving.row)
    assert (card.received, card.spent, card.left, card.to_come) == (40_000, 16_500, 23_500, 0)


def test_without_headings_it_says_what_it_was_spent_on(giving: Giving) -> None:
    giving.row = add(giving)
    giving.spend(900, heading="", category="Room hire")
    facts = queries.facts_of(giving.row)
    assert [(one.name, one.budget, one.spent) for one in facts.spending] == [("Room hire", None, 900)]
    assert (facts.received, facts.received_on, facts.left) == (0, None, -900)


def test_money_that_was_there_when_the_book_began_counts_as_received(giving: Giving) -> None:
    ledger.record_opening(
        day=date(2026, 4, 1), account=giving.id("account", "Bank"), parts=[(giving.row.fund_id, 40_000)], by=giving.by
    )
    facts = queries.facts_of(giving.row)
    assert (facts.received, facts.received_on, facts.left) == (40_000, None, 40_000)


def test_our_own_money_is_told_apart_from_the_funders(giving: Giving) -> None:
    giving.receive()
    giving.spend(41_000)
    ledger.record_fund_move(
        day=date(2026, 4, 1),
        from_fund=giving.id("fund", "General"),
        to_fund=giving.row.fund_id,
        amount=1_000,
        note="Agreed in May",
        by=giving.by,
    )
    facts = queries.facts_of(giving.row)
    assert (facts.received, facts.own_money, facts.spent, facts.left) == (40_000, 1_000, 41_000, 0)


# --- the draft -----------------------------------------------------------------------------------


def test_the_history_of_a_draft_tells_which_lines_and_never_the_words(giving: Giving) -> None:
    giving.write()
    line = giving.told()
    assert line.what == "wrote on the draft of a return"
    assert json.loads(line.body)["about"] == [
        None,
        ["What we did, and how often", "Who came", "The difference it made", "What we learned, or what comes next"],
    ]
    for words in ("21 times", "explain myself", "bus fare"):
        assert words not in line.body
    giving.write({**ANSWERS, "difference": "Something else"})
    assert json.loads(giving.told().body)["about"] == [None, ["The difference it made"]]
    before = giving.told().number
    giving.write({**ANSWERS, "difference": "Something else"})
    assert giving.told().number == before


def test_the_second_of_two_people_is_told(giving: Giving) -> None:
    giving.write()
    with pytest.raises(Conflict):
        giving.write({"difference": "Theirs"}, version=0, by=giving.other)
    giving.write({"difference": "Mine"}, version=1)
    with pytest.raises(Conflict):
        giving.write({"difference": "Theirs"}, version=1, by=giving.other)
    assert queries.draft_of(giving.row).answers == {"difference": "Mine"}


def stored() -> list[tuple[bool, str | None]]:
    db.session.flush()
    return [(row.data is None, row.gone_why) for row in db.session.query(StoredFile).order_by(StoredFile.id)]


def test_a_picture_that_leaves_a_draft_is_gone(giving: Giving) -> None:
    giving.write(photo=picture("red"))
    kept = queries.draft_of(giving.row).answers["photo"]
    giving.write({**ANSWERS, "photo": kept}, photo=picture("blue"))
    assert stored() == [(True, "Taken out of the draft of a return"), (False, None)]
    giving.write(ANSWERS)
    assert [gone for gone, _ in stored()] == [True, True]


def test_a_picture_that_was_filed_stays_when_it_leaves_the_draft(giving: Giving) -> None:
    giving.write(photo=picture("red"))
    giving.file()
    giving.write(ANSWERS)
    assert [gone for gone, _ in stored()] == [False]


def test_a_pdf_is_no_photo(giving: Giving) -> None:
    refused("answer_photo", lambda: giving.write(photo=Prepared(b"%PDF-", "application/pdf", 0, 0, "a.pdf")))


# --- filing --------------------------------------------------------------------------------------


def test_what_is_filed_is_what_the_book_said(giving: Giving) -> None:
    giving.receive()
    giving.spend(14_835)
    giving.write()
    before = giving.told()
    filed = giving.file()
    assert filed.number == 1
    assert queries.facts_filed(filed) == queries.facts_for(giving.row, queries.draft_of(giving.row), bills=True)
    assert queries.content_of(filed)["answers"] == ANSWERS
    assert queries.content_of(filed)["format"]["asks"][2]["title"] == "What we did, and how often"
    assert (filed.history_number, filed.history_hash) == (before.number, before.hash)
    assert filed.file_name == f"{giving.group.slug}-return-1.xlsx"
    assert b"148.35" in filed.page and b"Draft" not in filed.page
    assert json.loads(giving.told().body)["digest"] == [
        None,
        {
            "content": digest_of(filed.content.encode()),
            "document": digest_of(filed.document or b""),
            "page": digest_of(filed.page),
            "workbook": digest_of(filed.workbook),
        },
    ]
    assert list(queries.check()) == []


def test_filed_again_stands_beside_the_first(giving: Giving) -> None:
    giving.write()
    first = giving.file()
    page = first.page
    giving.spend(500)
    second = giving.file()
    assert [one.number for one in queries.filed_returns(giving.row)] == [2, 1]
    assert (first.page, second.page == page) == (page, False)
    assert queries.moved_on(giving.row, first) == [
        "spent is now £5.00, £5.00 more than was filed",
        "left is now −£5.00, £5.00 less than was filed",
    ]
    assert queries.moved_on(giving.row, second) == []


def test_the_very_same_is_not_filed_twice(giving: Giving) -> None:
    giving.write().until = NOON.date()
    giving.file()
    assert "nothing new" in refused(None, giving.file)
    with clock_at(NOON.replace(day=25)):
        assert "nothing new" in refused(None, giving.file)


def test_nothing_is_filed_that_is_not_finished(giving: Giving) -> None:
    assert "Still to write" in refused(None, giving.file)
    giving.write({**ANSWERS, "difference": ""})
    assert "What difference did it make?" in refused(None, giving.file)


def test_nothing_is_filed_but_what_was_seen(giving: Giving) -> None:
    giving.write()
    ready = giving.ready()
    with pytest.raises(Conflict, match="cash book has moved on"):
        operations.file_return(giving.row, ready, ready.version, "other figures", giving.by)
    giving.spend(100)
    with pytest.raises(Conflict, match="cash book has moved on"):
        giving.file(ready)
    ready = giving.ready()
    giving.write({**ANSWERS, "difference": "Other words"})
    with pytest.raises(Conflict, match="Somebody else"):
        giving.file(ready)


def test_what_was_filed_stays_whatever_the_library_and_the_program_become(
    giving: Giving,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    giving.write()
    filed = giving.file()
    kept = (filed.content, filed.page, filed.workbook)
    monkeypatch.setattr(return_workbook, "make", lambda *_: b"a later release")
    monkeypatch.setattr(filing, "page_of", lambda *_: "a later page")
    monkeypatch.setattr(
        queries, "formats", lambda: {"other": replace(queries.draft_of(giving.row).format, key="other", asks=())}
    )
    db.session.expire_all()
    again = queries.filed_return(giving.row, 1)
    assert again is not None and (again.content, again.page, again.workbook) == kept


def test_a_filed_return_is_never_changed(giving: Giving) -> None:
    giving.write()
    filed = giving.file()
    filed.page = b"better"
    with pytest.raises(GuardBroken):
        db.session.flush()
    db.session.expire(filed)


def tamper(filed: FiledReturn, values: str) -> None:
    """Change a filed return behind the program, where nothing holds it."""
    connection = db.session.connection()
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS keep_filed_returns_update")
    connection.exec_driver_sql(f"UPDATE filed_returns SET {values} WHERE id = {filed.id}")
    db.session.expire_all()


@pytest.mark.sqlite
@pytest.mark.parametrize("column", ["content", "page", "workbook"])
def test_check_finds_what_somebody_changed_behind_the_program(giving: Giving, column: str) -> None:
    giving.write()
    filed = giving.file()
    tamper(filed, "content = '{}'" if column == "content" else f"{column} = CAST('better' AS BLOB)")
    assert [column in sentence for sentence in queries.check()] == [True]


@pytest.mark.sqlite
def test_check_finds_a_digest_that_was_changed_along(giving: Giving) -> None:
    giving.write()
    filed = giving.file()
    tamper(filed, f"content = '{{}}', content_digest = '{digest_of(b'{}')}'")
    assert ["history does not tell" in sentence for sentence in queries.check()] == [True]
    assert db.session.query(FiledReturn).count() == 1
