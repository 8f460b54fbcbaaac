"""A year is closed as it was seen, stays as it was, and is opened again by two; whatever was written in the book."""

from datetime import date

import pytest

from groupkit.accounts import closings, making, queries, year_workbook
from groupkit.accounts import operations as accounts
from groupkit.accounts.making import YearAccounts
from groupkit.checks import check_group
from groupkit.dates import FinancialYear
from groupkit.db import db
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Category, Fund
from groupkit.ledger.operations import Answers
from groupkit.refusal import Conflict, Refused
from groupkit.yearend import looking, operations
from tests.accounts import any_book
from tests.builders import AGroup, in_books_of
from tests.ledger import books
from tests.ledger.desk import TODAY
from tests.sweep import examples

FIRST, SECOND, RUNNING = (FinancialYear(date(year, 4, 1), date(year + 1, 3, 31)) for year in (2024, 2025, 2026))
SEEDS = range(examples(4, 12))


def close(group: AGroup, year: FinancialYear, why: str = "the rest comes in May") -> None:
    with in_books_of(group):
        looked = looking.look(year, group.tamsin.actor)
        operations.close_year(year, looked.seen, why, group.tamsin.actor)


def standing(year: FinancialYear) -> closings.Closing:
    return next(one for one in closings.closings() if one.stands and one.row.year == year.label)


def open_again(group: AGroup, year: FinancialYear) -> None:
    with in_books_of(group):
        asked = operations.ask_opening(standing(year), "a receipt turned up", group.tamsin.actor)
        operations.answer_opening(asked, True, group.carys.actor)


def shown(accounts: YearAccounts) -> object:
    """Everything that somebody reads of a year's accounts."""
    return (
        accounts.settings.standing,
        accounts.layout.key,
        [(line.label, line.amounts, line.last) for line in accounts.shown],
        sorted((one.name, one.opening, one.closing) for one in accounts.accounts),
        accounts.parts,
        accounts.before,
    )


@pytest.mark.sweep
@pytest.mark.parametrize("seed", SEEDS)
def test_a_closed_year_reads_as_it_was_whatever_is_changed_afterwards(group: AGroup, seed: int) -> None:
    any_book.write(group, seed)
    by = group.tamsin.actor
    close(group, FIRST)
    with books.reading(group):
        was = {year.label: making.make_year(year, by) for year in (FIRST, SECOND)}
    close(group, SECOND)
    with in_books_of(group):
        accounts.change_settings("charity", "1234567", "pounds", settings_version(), by)
        accounts.add_asset("Tent", "use", 999, book.choices().of("fund")[0].id, date(2025, 5, 1), by)
        ledger.add_fund("Later", "restricted", by)
    with books.reading(group):
        for year in (FIRST, SECOND):
            again = closings.book_years().accounts_of(year, by)
            assert shown(again) == shown(was[year.label])
            assert again.agrees
        assert not list(check_group())


def settings_version() -> int:
    return queries.settings().version


def test_the_book_is_settled_to_the_end_of_a_closed_year_and_corrections_stand_beside_it(group: AGroup) -> None:
    any_book.write(group, 3)
    close(group, FIRST)
    with books.reading(group):
        assert ledger.closed_until() == FIRST.last
    known = books.ids(group)
    with in_books_of(group), pytest.raises(Refused, match="closed up to"):
        ledger.record_move(
            day=FIRST.last,
            from_account=known["account Bank"],
            to_account=known["account Cash tin"],
            amount=100,
            by=group.tamsin.actor,
        )


def test_a_year_that_runs_or_is_not_the_first_open_one_is_not_closed(group: AGroup) -> None:
    any_book.write(group, 5)
    for year, words in ((RUNNING, "not over yet"), (SECOND, "Close 2024-25 first")):
        with pytest.raises(Refused, match=words):
            close(group, year)
    close(group, FIRST)
    with pytest.raises(Refused, match="closed already"):
        close(group, FIRST)


def test_things_left_open_need_a_word_why_and_are_kept_with_it(group: AGroup) -> None:
    any_book.write(group, 7)
    with pytest.raises(Refused, match="why the year is closed"):
        close(group, FIRST, why="")
    close(group, FIRST, why="the examiner said so")
    with books.reading(group):
        row = standing(FIRST).row
        assert any("Not held against a statement" in one for one in closings.left_open(row))
        assert any("no receipt" in one for one in closings.left_open(row))
        assert closings.why_closed(row) == "the examiner said so"


def test_a_year_is_closed_as_it_was_seen_or_not_at_all(group: AGroup) -> None:
    any_book.write(group, 7)
    known = books.ids(group)
    with books.reading(group):
        seen = looking.look(FIRST, group.tamsin.actor).seen
    with in_books_of(group):
        ledger.record_receipt(
            day=FIRST.last,
            account=known["account Bank"],
            amount=1,
            parts=[any_book.Part(1, known["category Donations"], known["fund General"])],
            payee="",
            by=group.carys.actor,
        )
    with in_books_of(group), pytest.raises(Conflict):
        operations.close_year(FIRST, seen, "in a hurry", group.tamsin.actor)


def test_two_officers_open_a_year_again_and_the_later_one_comes_first(group: AGroup) -> None:
    any_book.write(group, 9)
    close(group, FIRST)
    close(group, SECOND)
    with in_books_of(group), pytest.raises(Refused, match="later year first"):
        operations.ask_opening(standing(FIRST), "x", group.tamsin.actor)
    with in_books_of(group):
        asked = operations.ask_opening(standing(SECOND), "a receipt turned up", group.tamsin.actor)
        with pytest.raises(Refused, match="asked for it already"):
            operations.ask_opening(standing(SECOND), "once more", group.carys.actor)
        with pytest.raises(Refused, match="somebody else to agree"):
            operations.answer_opening(asked, True, group.tamsin.actor)
        assert operations.answer_opening(asked, True, group.carys.actor) == FIRST.last
        with pytest.raises(Refused, match="answered it already"):
            operations.answer_opening(asked, True, group.sol.actor)
    open_again(group, FIRST)
    with books.reading(group):
        assert ledger.closed_until() is None
        assert not [one for one in closings.closings() if one.stands]
        assert not list(check_group())
    close(group, FIRST)
    with books.reading(group):
        assert ledger.closed_until() == FIRST.last and not list(check_group())


def test_a_wish_can_be_taken_back_and_made_again(group: AGroup) -> None:
    any_book.write(group, 9)
    close(group, FIRST)
    with in_books_of(group):
        asked = operations.ask_opening(standing(FIRST), "a slip", group.tamsin.actor)
        operations.answer_opening(asked, False, group.tamsin.actor)
        assert ledger.closed_until() == FIRST.last
        operations.ask_opening(standing(FIRST), "after all", group.carys.actor)


def test_who_looked_over_the_accounts_stands_beside_the_closing(group: AGroup) -> None:
    any_book.write(group, 9)
    close(group, FIRST)
    by = group.tamsin.actor
    with in_books_of(group):
        for day, outcome, remarks, words in (
            (FIRST.last, "good", "", "looked over after that"),
            (date(2030, 1, 1), "good", "", "not come yet"),
            (TODAY, "remarks", "", "what they said"),
        ):
            with pytest.raises(Refused, match=words):
                operations.note_examination(standing(FIRST), day, "Ms Okonjo", outcome, remarks, None, by)
        operations.note_examination(standing(FIRST), TODAY, "Ms Okonjo", "remarks", "Number the slips", None, by)
    with books.reading(group):
        assert closings.examined_closings() == {standing(FIRST).row.id}
        assert not list(check_group())
    open_again(group, FIRST)
    with in_books_of(group), pytest.raises(Refused, match="open again"):
        closing = closings.closings()[0]
        operations.note_examination(closing, TODAY, "Ms Okonjo", "good", "", None, by)


FAULTS = {
    "UPDATE year_closings SET book = '0'": "not as the history tells",
    "UPDATE year_closings SET figures = replace(figures, '[', '[ ')": "not as the history tells",
    "UPDATE money_legs SET pence = pence + 1 WHERE id = (SELECT min(id) FROM money_legs WHERE day < '2025-03-01')": (
        "A line of 2024-25 was changed after that year was closed"
    ),
    "DELETE FROM year_closings WHERE year = '2024-25'": (
        "The history tells of a year that was closed, and it is not there"
    ),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_behind_our_back_is_found(group: AGroup, fault: str) -> None:
    any_book.write(group, 11)
    close(group, FIRST)
    with in_books_of(group):
        connection = db.session.connection()
        for trigger in (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        ):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        assert connection.exec_driver_sql(fault).rowcount
        db.session.expire_all()
        assert any(FAULTS[fault] in one for one in check_group())
        db.session.rollback()


def test_the_workbook_of_a_closed_year_has_its_figures(group: AGroup) -> None:
    any_book.write(group, 13)
    close(group, FIRST)
    with books.reading(group):
        made, name = year_workbook.make(closings.book_years().accounts_of(FIRST, group.tamsin.actor), "quiet-wool")
    with made:
        assert made.read(2) == b"PK" and "2024-25" in name


def test_a_restricted_fund_below_nothing_is_said_before_closing(group: AGroup) -> None:
    any_book.write(group, 2)
    with in_books_of(group):
        fund = db.session.query(Fund).filter_by(name="Legacy").one()
        room = db.session.query(Category).filter_by(name="Room hire").one()
        account = book.choices().of("account")[0].id
        ledger.record_payment(
            day=FIRST.last,
            account=account,
            amount=900_000,
            parts=[any_book.Part(900_000, room.id, fund.id)],
            payee="Hall",
            by=group.tamsin.actor,
            answers=Answers(below_zero="the instalment comes later"),
        )
    with books.reading(group):
        words = [one.sentence for one in looking.look(FIRST, group.tamsin.actor).findings]
        assert any(one.startswith("Legacy is £") and "given for one purpose" in one for one in words)
