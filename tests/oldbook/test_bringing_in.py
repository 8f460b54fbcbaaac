"""From a spreadsheet to the book: the same balances in every shape, once only, refused where it has to be, and back."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from groupkit import checks
from groupkit.bank import reconciling
from groupkit.db import db
from groupkit.ledger import operations, queries
from groupkit.ledger.models import Account, Entry
from groupkit.ledger.operations import Answers
from groupkit.oldbook import bringing_in, drafting, naming
from groupkit.oldbook import queries as old
from groupkit.oldbook.models import OldBook, OldBookDraft
from groupkit.oldbook.reading import list_sheets
from groupkit.oldbook.rules import Beginning
from groupkit.oldbook.working import Working
from groupkit.refusal import Asks, Conflict, Refused
from tests.ledger.desk import Desk
from tests.oldbook import sheets
from tests.oldbook.sheets import FIRST, Deed, Kept, as_csv, as_workbook
from tests.sweep import examples

ONE = Kept(
    (
        Deed(date(2025, 4, 3), "in", 1000, "Bank", "Subs", who="A. Donor", number="101"),
        Deed(date(2025, 5, 3), "out", 350, "Bank", "Hall", who="Library", number="102"),
        Deed(date(2025, 6, 4), "move", 300, "Bank", number="103"),
        Deed(date(2025, 7, 14), "in", 40_000, "Bank", "Gifts in memory", "Lottery", "Foundation", "104"),
        Deed(date(2025, 7, 20), "out", 100, "Cash", "Coach trip", who="Zoë", number="105"),
    ),
    {"Bank": 5_000, "Cash": 1_000},
)
BUSY = 25


def begun(desk: Desk, data: bytes) -> OldBookDraft:
    return drafting.begin(data, list_sheets(data), desk.by)


def sorted_out(desk: Desk, data: bytes, opening: dict[str, int] | None = None, **kinds: str) -> OldBookDraft:
    """Every step as it is guessed, but for the kinds that are given; the beginning as it was in the old book."""
    draft = begun(desk, data)
    drafting.say_columns(draft, Working(draft).shape, draft.version, desk.by)
    work = Working(draft)
    drafting.say_places(draft, work.sorted.accounts, work.sorted.funds, draft.version, desk.by)
    said = Working(draft).sorted
    drafting.say_kinds(draft, {**said.kinds, **kinds}, said.rest, draft.version, desk.by)
    work = Working(draft)
    if work.asked:
        usual = work.beginning
        there = {work.name(code): pence for code, pence in usual.accounts.items()}
        wanted = {"Bank": (opening or {}).get("Bank"), "Cash tin": (opening or {}).get("Cash")}
        accounts = {
            code: wanted[name] if wanted.get(name) is not None else there[name]
            for code in usual.accounts
            if (name := work.name(code))
        }
        funds = dict.fromkeys(usual.funds, 0) | {next(iter(usual.funds)): sum(accounts.values())}
        later = [one.entry_id for one in work.later]
        drafting.say_beginning(draft, Beginning(usual.day, accounts, funds), later, draft.version, desk.by)
    return draft


def bring(desk: Desk, data: bytes, opening: dict[str, int] | None = None, **more: Any) -> OldBook:
    also, answers = more.pop("also", ()), more.pop("answers", Answers())
    draft = sorted_out(desk, data, opening, **more)
    return bringing_in.bring_in(draft, draft.version, desk.by, answers, also)


def in_book() -> tuple[Counter[str], Counter[str], dict[tuple[str, str], int]]:
    """What is in each place and fund, and what came in and went out by kind."""
    found = queries.balances()
    sums = queries.by_category(date(2025, 1, 1), date(2026, 12, 31))
    return (
        Counter({one.name: one.pence for one in found.accounts if one.pence}),
        Counter({one.name: one.pence for one in found.funds if one.pence}),
        {(one.direction, one.name): one.pence for one in sums},
    )


def named(book: Kept, kinds: bool = True) -> tuple[Counter[str], Counter[str], dict[tuple[str, str], int]]:
    """The same of a book, with the names that its words are guessed to be here."""
    places = Counter({"Bank": book.places["Bank"], "Cash tin": book.places["Cash"]})
    usual = {"Hall": "Room hire", "Milk and cake": "Refreshments", "Coach trip": "Outings and activities"}
    usual |= {"Gifts in memory": "Donations"}
    by_kind: Counter[tuple[str, str]] = Counter()
    for (way, kind), pence in book.kinds.items():
        by_kind[way, usual.get(kind, kind)] += pence
    return (
        +places if min(places.values()) >= 0 else Counter({k: v for k, v in places.items() if v}),
        Counter({name: pence for name, pence in book.funds.items() if pence}),
        dict(by_kind),
    )


SHAPES = [sheets.signed, sheets.by_place, sheets.sorted_by_kind, sheets.two_sides]


@pytest.mark.parametrize("write", SHAPES, ids=lambda one: one.__name__)
@pytest.mark.parametrize("save", [as_csv, as_workbook], ids=["csv", "xlsx"])
def test_the_old_book_and_this_one_come_to_the_same(desk: Desk, write: Callable[[Kept], Any], save: Any):
    book = bring(desk, save(write(ONE)), ONE.opening)
    assert in_book() == named(ONE)
    assert book.entries == 7, "two opening balances, and a move is one line"
    assert [(one.entry.kind, len(one.rows)) for one in old.lines_of(book.id)].count(
        ("move", 1 if write is sheets.by_place else 2)
    ) == 1
    assert db.session.get(OldBookDraft, 1) is None and old.draft() is None
    assert list(checks.check_group()) == []


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside the block is forgotten after it."""
    point = db.session.begin_nested()
    try:
        yield
    finally:
        point.rollback()
        db.session.expire_all()


@settings(max_examples=examples(6, BUSY), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(book=sheets.books())
def test_any_book_in_words_or_by_place(desk: Desk, book: Kept):
    for write in (sheets.signed, sheets.by_place, sheets.sorted_by_kind, sheets.two_sides):
        with undone():
            bring(desk, as_csv(write(book)), book.opening)
            assert in_book() == named(book), write.__name__


@settings(max_examples=examples(6, BUSY), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(book=sheets.books(moves=False))
def test_any_analysed_book_in_groups(desk: Desk, book: Kept):
    with undone():
        bring(desk, as_csv(sheets.analysed(book)), book.opening)
        assert in_book() == named(book)


@settings(max_examples=examples(6, BUSY), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(book=sheets.books(places=("Bank",), moves=False, funds=False))
def test_any_plain_book_with_what_was_there_and_a_balance_that_agrees(desk: Desk, book: Kept):
    with undone():
        draft = sorted_out(desk, as_csv(sheets.plain(book)))
        work = Working(draft)
        assert work.beginning.accounts == {f"a{desk.bank}": book.opening["Bank"]}
        assert [one.difference for one in work.endings()] == [0] and not work.found.broken
        bringing_in.bring_in(draft, draft.version, desk.by, Answers())
        assert in_book() == named(book)


class TestWhatIsWritten:
    def test_each_line_by_its_day_with_who_and_the_old_number(self, desk: Desk):
        bring(desk, as_csv(sheets.sorted_by_kind(ONE)), ONE.opening)
        lines = [one for one in queries.all_lines(queries.Sought()) if one.kind != "opening"]
        assert [one.day for one in lines] == sorted(one.day for one in ONE.deeds)
        entry = queries.entry_called("2025-26", "P001")
        assert entry and desk.words(entry)[1] == "Library"
        bring(
            desk,
            as_csv(sheets.signed(replace(ONE, deeds=(Deed(date(2025, 8, 1), "out", 55, kind="Hall", number="77"),)))),
        )
        entry = queries.entry_called("2025-26", "P003")
        assert entry and desk.words(entry)[2] == "Old book no. 77"

    def test_numbers_are_those_of_their_years(self, desk: Desk):
        deeds = tuple(
            Deed(day, "in", 100, kind="Subs") for day in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 4, 1))
        )
        bring(desk, as_csv(sheets.signed(Kept(deeds))), {"Bank": 0})
        kept = [one.reference for one in db.session.query(Entry).order_by(Entry.id)]
        assert kept == ["2024-25/R001", "2025-26/R001", "2026-27/R001"]

    def test_new_places_funds_and_kinds_are_made_with_their_history(self, desk: Desk):
        rows = [["Date", "Details", "Account", "Fund", "Category", "In", "Out"]]
        rows += [["1/5/2025", "x", "PayPal", "Choir", "Tombola stall", "5.00", ""]]
        bring(desk, as_csv(rows))
        desk.look_up()
        assert desk.balance(desk.ids["account", "PayPal"]) == 500
        assert ("fund", "Choir") in desk.ids and ("category", "Tombola stall") not in desk.ids, "a tombola is known"
        assert list(checks.check_group()) == []

    def test_a_row_for_several_kinds_is_one_line_with_parts_and_takings_may_lose_a_charge(self, desk: Desk):
        rows = [["Date", "What", "Total in", "Total out", "Subs", "Raffle", "Bank charges", "Hall"]]
        rows += [
            ["1/5/2025", "Evening", "9.50", "", "4.00", "6.00", "", ""],
            ["2/5/2025", "x", "", "3", "", "", "1", "2"],
        ]
        rows += [["3/5/2025", "y", "", "3", "", "", "1", "1"]]
        rows[1][6] = "-0.50"
        draft = begun(desk, as_csv(rows))
        found = Working(draft).found
        assert [one.sentence for one in found.unread] == ["Row 4: its kinds come to £2.00, and the amount is £3.00"]
        assert [len(line.parts) for line in found.lines] == [3, 2]

    def test_one_reason_for_all_that_leaves_a_grant_below_nought(self, desk: Desk):
        rows = [["Date", "What", "In", "Out", "Fund", "Kind"]]
        rows += [[f"{n}/5/2025", "x", "", "2.00", "Starter grant", "Hall"] for n in (1, 2, 3)]
        draft = sorted_out(desk, as_csv(rows), {"Bank": 100})
        with undone(), pytest.raises(Asks, match="leaves Starter grant at") as asked:
            bringing_in.bring_in(draft, draft.version, desk.by, Answers())
        assert asked.value.field == "below_zero"
        bringing_in.bring_in(draft, draft.version, desk.by, Answers(below_zero="it came in June"))
        assert desk.balance(desk.bank) == 100 - 600
        assert list(checks.check_group()) == []


class TestOnceOnly:
    def test_the_same_sheet_again_adds_nothing_even_when_a_line_was_put_right(self, desk: Desk):
        data = as_csv(sheets.signed(ONE))
        bring(desk, data, ONE.opening)
        entry = queries.entry_called("2025-26", "P001")
        assert entry
        desk.correct(entry, desk.paid(360))
        draft = sorted_out(desk, data)
        plan = Working(draft).plan()
        assert (plan.entries, plan.done) == ([], 6)
        with pytest.raises(Refused, match="nothing to bring in"):
            bringing_in.bring_in(draft, draft.version, desk.by, Answers())

    def test_what_was_left_out_can_come_later(self, desk: Desk):
        data = as_csv(sheets.signed(ONE))
        bring(desk, data, ONE.opening, **{"out:hall": "out"})
        book = bring(desk, data)
        assert (book.entries, in_book()) == (1, named(ONE))

    def test_another_file_with_the_same_lines_looks_known_and_each_line_hides_one(self, desk: Desk):
        twice = Kept((*ONE.deeds, replace(ONE.deeds[1], number="106"), Deed(date(2025, 9, 9), "in", 5, kind="Subs")))
        bring(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        draft = sorted_out(desk, as_csv(sheets.by_place(twice)))
        plan = Working(draft).plan()
        assert len(plan.here) == 5 and [one.pence for one in plan.entries] == [350, 5]
        bringing_in.bring_in(draft, draft.version, desk.by, Answers(), [plan.here[0].rows])
        assert queries.account_balance(desk.bank) == ONE.places["Bank"] + 1000 - 350 + 5

    def test_taken_back_it_can_be_brought_in_again(self, desk: Desk):
        data = as_csv(sheets.signed(ONE))
        book = bring(desk, data, ONE.opening)
        assert bringing_in.take_back(book, "wrong year", desk.by) == 7
        assert in_book()[0] == Counter()
        bring(desk, data, ONE.opening)
        assert in_book() == named(ONE)
        assert list(checks.check_group()) == []


def test_a_sheet_for_each_month_is_gone_through_one_by_one_with_its_words_kept(desk: Desk):
    months = {
        f"{n}": Kept(
            (Deed(date(2025, n, 9), "in", 100 * n, "Cash", "Odd", "Choir"), Deed(date(2025, n, 20), "move", 50, "Cash"))
        )
        for n in (5, 6)
    }
    first, *_ = data = {name: sheets.signed(book) for name, book in months.items()}
    file = as_workbook(data[first], first, {"6": data["6"], "Notes": [["by", "me"]]})
    draft = sorted_out(desk, file, {"Cash": 500})
    drafting.say_kinds(draft, {"in:odd": "new:in:Oddments"}, Working(draft).sorted.rest, draft.version, desk.by)
    bringing_in.bring_in(draft, draft.version, desk.by, Answers())
    work = Working(draft)
    assert (draft.sheet, work.is_shaped) == ("6", False)
    drafting.say_columns(draft, work.shape, draft.version, desk.by)
    said = Working(draft).sorted
    desk.look_up()
    assert (
        said.kinds["in:odd"] == f"c{desk.category('Oddments')}"
        and said.funds["choir"] == f"f{desk.ids['fund', 'Choir']}"
    )
    drafting.say_places(draft, said.accounts, said.funds, draft.version, desk.by)
    drafting.say_kinds(draft, {}, said.rest, draft.version, desk.by)
    bringing_in.bring_in(draft, draft.version, desk.by, Answers())
    assert desk.balance(desk.tin) == 500 + 1_100 - 100
    assert draft.sheet == "Notes" and old.draft() is draft
    drafting.choose_sheet(draft, "5", draft.version, desk.by)
    assert drafting.done_sheets(draft) == ["5", "6"] and Working(draft).words_said["kinds"]["in:odd"].startswith("c")


class TestTheBeginning:
    def test_places_and_funds_have_to_agree(self, desk: Desk):
        draft = sorted_out(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        usual = Working(draft).beginning
        wrong = replace(usual, funds=dict.fromkeys(usual.funds, 0))
        with pytest.raises(Refused, match=r"the places have £60\.00 more"):
            drafting.say_beginning(draft, wrong, [], draft.version, desk.by)
        with pytest.raises(Refused, match="The first line is of 3 April 2025"):
            drafting.say_beginning(draft, replace(usual, day=date(2025, 4, 4)), [], draft.version, desk.by)

    def test_a_grant_that_was_there_stays_a_grant(self, desk: Desk):
        draft = sorted_out(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        usual = Working(draft).beginning
        funds = dict(usual.funds) | {f"f{desk.general}": 500, f"f{desk.grant}": 5_500}
        drafting.say_beginning(draft, replace(usual, funds=funds), [], draft.version, desk.by)
        bringing_in.bring_in(draft, draft.version, desk.by, Answers())
        assert queries.fund_balance(desk.grant) == 5_500
        assert queries.account_balance(desk.tin) == ONE.places["Cash"]

    def test_an_opening_balance_of_later_goes_and_comes_back(self, desk: Desk):
        later = desk.open_with((desk.general, 45_650), day=date(2026, 4, 1))
        draft = sorted_out(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        assert [one.reference for one in Working(draft).later] == [later.reference]
        book = bringing_in.bring_in(draft, draft.version, desk.by, Answers())
        assert in_book() == named(ONE)
        assert queries.latest_transaction(later.id).void
        bringing_in.take_back(book, "wrong", desk.by)
        assert desk.balance(desk.bank) == 45_650 and queries.fund_balance(desk.general) == 45_650
        assert list(checks.check_group()) == []

    def test_an_account_that_was_begun_before_is_not_asked_about(self, desk: Desk):
        desk.open_with((desk.general, 5_000), day=FIRST)
        desk.open_with((desk.general, 1_000), day=FIRST, account=desk.tin)
        draft = sorted_out(desk, as_csv(sheets.signed(ONE)))
        assert Working(draft).asked == [] and Working(draft).is_begun
        bringing_in.bring_in(draft, draft.version, desk.by, Answers())
        assert in_book() == named(ONE)


class TestWhatIsRefused:
    def test_days_that_are_settled_or_have_not_come(self, desk: Desk):
        desk.pay(100, day=date(2025, 5, 2))
        desk.settle(date(2025, 5, 3))
        more = Kept((*ONE.deeds, Deed(date(2026, 12, 1), "in", 100, kind="Subs")), ONE.opening)
        draft = sorted_out(desk, as_csv(sheets.signed(more)), ONE.opening)
        told = [one.sentence for one in Working(draft).plan().refused]
        assert told == [
            "Row 2: the book is settled up to 3 May 2025",
            "Row 3: the book is settled up to 3 May 2025",
            "Row 8: 1 December 2026 has not come yet",
        ]
        book = bringing_in.bring_in(draft, draft.version, desk.by, Answers())
        assert book.first_day == date(2025, 6, 4)
        with pytest.raises(Refused, match="settled"):
            desk.settle(date(2025, 5, 2))

    def test_the_second_of_two_people_is_told(self, desk: Desk):
        draft = sorted_out(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        with pytest.raises(Conflict, match="in the meantime"):
            bringing_in.bring_in(draft, draft.version - 1, desk.by, Answers())
        with pytest.raises(Conflict, match="in the meantime"):
            drafting.say_kinds(draft, {}, {}, draft.version - 1, desk.by)
        with pytest.raises(Refused, match="begun already"):
            begun(desk, as_csv(sheets.signed(ONE)))

    def test_a_closed_account_is_refused_by_the_ledger_itself(self, desk: Desk):
        draft = sorted_out(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        tin = db.session.get_one(Account, desk.tin)
        operations.close(tin, tin.version, desk.by)
        with pytest.raises(Refused, match="Choose an account that is still open"):
            bringing_in.bring_in(draft, draft.version, desk.by, Answers())


class TestTakingBack:
    def test_lines_that_were_reconciled_stop_it_by_name(self, desk: Desk):
        book = bring(desk, as_csv(sheets.by_place(ONE)), ONE.opening)
        statement = reconciling.begin(db.session.get_one(Account, desk.tin), date(2025, 12, 31), 1_200, desk.by)
        ticks = [one.entry.id for one in old.lines_of(book.id) if desk.tin in _accounts(one.entry)]
        reconciling.tick(statement, ticks, statement.version, desk.by)
        reconciling.finish(statement, desk.by)
        with pytest.raises(Refused, match=r"B002, .*M001 and .*P002 are on a reconciled statement"):
            bringing_in.take_back(book, "wrong", desk.by)
        assert in_book() == named(ONE)

    def test_settled_lines_stop_it_and_a_reason_is_needed(self, desk: Desk):
        book = bring(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        with pytest.raises(Refused, match="why"):
            bringing_in.take_back(book, "", desk.by)
        desk.settle(date(2025, 4, 30))
        with pytest.raises(Refused, match="R001 are settled"):
            bringing_in.take_back(book, "wrong", desk.by)

    def test_a_line_whose_year_was_put_right_goes_too(self, desk: Desk):
        book = bring(desk, as_csv(sheets.signed(ONE)), ONE.opening)
        entry = queries.entry_called("2025-26", "P001")
        assert entry
        desk.correct(entry, day=date(2026, 5, 3))
        bringing_in.take_back(book, "wrong", desk.by)
        assert in_book()[0] == Counter()
        with pytest.raises(Refused, match="taken back already"):
            bringing_in.take_back(book, "wrong", desk.by)


def test_a_draft_goes_when_somebody_is_taken_out_and_when_it_is_set_aside(desk: Desk):
    draft = begun(desk, as_csv(sheets.signed(ONE)))
    drafting.set_aside(draft, desk.by)
    assert old.draft() is None and desk.told().what == "set aside an old cash book"
    begun(desk, as_csv(sheets.signed(ONE)))
    assert naming.take_out(None) == 1  # type: ignore[arg-type]
    assert old.draft() is None


def _accounts(entry: Entry) -> set[int]:
    return {leg.account_id for leg in queries.legs_of(queries.latest_transaction(entry.id).id).money}
