"""Planning and agreeing: what is refused, what the history tells, and that what was agreed is kept."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from groupkit import checks, tenancy
from groupkit.access.actor import Actor
from groupkit.budgets import funders, making, operations, queries, telling
from groupkit.budgets.models import AgreedBudgetLine, BudgetDraftLine, FunderBudgetLine
from groupkit.budgets.rules import Planned
from groupkit.coming_up import told_by
from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText, blank, record
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Category, Fund, Heading
from groupkit.money import MOST_PENCE
from groupkit.refusal import Conflict, Refused
from tests.accounts import any_book
from tests.budgets import planning
from tests.builders import AGroup, in_books_of
from tests.ledger import books
from tests.ledger.desk import TODAY
from tests.sweep import examples


@pytest.fixture
def by(group: AGroup) -> Iterator[Actor]:
    """The treasurer, in the books of a fresh group: one transaction to the end of the test."""
    actor = group.tamsin.actor
    with in_books_of(group):
        yield actor


def last_line() -> tuple[HistoryLine, dict[str, Any]]:
    line = db.session.scalars(select(HistoryLine).order_by(HistoryLine.number.desc()).limit(1)).one()
    return line, json.loads(line.body)


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_from_an_empty_draft_to_two_versions(by: Actor) -> None:
    first = planning.agreed(by, notes={"Subs": "about ten of us"})
    line, body = last_line()
    assert (line.what, line.subject) == ("agreed a budget", "Budget for 2026-27")
    assert body["digest"][1] == first.digest and (body["money_in"][1], body["money_out"][1]) == (34_000, 27_400)
    this = queries.years_around()[1]
    row = operations.begin_draft(this, "agreed", by)
    begun = planning.found(row.id)
    assert begun.lines == queries.agreed(first.id).lines  # type: ignore[union-attr]
    changed = {**begun.lines, planning.category("Room hire"): Planned(30_000)}
    row = operations.change_draft(row.id, row.version, changed, by)
    second = operations.agree(row.id, row.version, TODAY, "yearly meeting", by)
    assert [one.number for one in queries.agreed_budgets()] == [2, 1] and second.number == 2
    room = planning.category("Room hire")
    assert [queries.agreed(one.id).lines[room].pence for one in (first, second)] == [26_400, 30_000]  # type: ignore[union-attr]
    assert queries.agreed_for(TODAY).number == 2 and queries.agreed_for(date(2027, 4, 1)) is None  # type: ignore[union-attr]
    assert queries.drafts() == [] and count(BudgetDraftLine) == 0
    assert list(checks.check_group()) == []


def test_the_history_of_a_draft_tells_of_figures_and_never_of_a_note(by: Actor) -> None:
    row = planning.draft(by, {"Subs": 24_000}, notes={"Subs": "Wren pays for two"})
    texts = count(PrivateText)
    operations.change_draft(row.id, row.version, planning.figures({"Subs": 20_000, "Room hire": 0}), by)
    line, body = last_line()
    assert line.what == "changed a draft budget" and "Wren" not in line.body
    assert body["money_in"] == [24_000, 20_000] and body["notes_changed"] == [None, 1]
    assert [figures[1:] for figures in body["planned"][1]] == [[24_000, 20_000], [None, 0]]
    assert count(PrivateText) == texts - 1, "the words of a draft are gone when they are taken out of it"
    before = line.number
    operations.change_draft(row.id, row.version, planning.found(row.id).lines, by)
    assert last_line()[0].number == before, "what changes nothing is not told"


def test_setting_a_draft_aside_leaves_what_was_agreed(by: Actor) -> None:
    planning.agreed(by)
    row = planning.draft(by, {"Subs": 1}, notes={"Subs": "x"})
    operations.set_aside(row.id, row.version, by)
    assert queries.drafts() == [] and len(queries.agreed_budgets()) == 1 and count(BudgetDraftLine) == 0
    line, body = last_line()
    assert line.what == "set a draft budget aside" and body["money_in"] == [1, None]
    assert list(checks.check_group()) == []


def test_the_second_of_two_people_is_told(by: Actor) -> None:
    row = planning.draft(by)
    opened = row.version
    operations.change_draft(row.id, opened, planning.figures({"Subs": 5}), by)
    for deed in (
        lambda: operations.change_draft(row.id, opened, planning.figures({"Subs": 6}), by),
        lambda: operations.agree(row.id, opened, TODAY, "x", by),
        lambda: operations.set_aside(row.id, opened, by),
    ):
        with pytest.raises(Conflict):
            deed()
    assert planning.found(row.id).lines == planning.figures({"Subs": 5})


@pytest.mark.parametrize(
    ("planned", "on", "says"),
    [
        ({}, TODAY, "nothing in it yet"),
        ({"Subs": 0}, TODAY, "nothing in it yet"),
        ({"Subs": 5}, TODAY + timedelta(days=1), "has not come yet"),
    ],
)
def test_what_cannot_be_agreed(by: Actor, planned: dict[str, int], on: date, says: str) -> None:
    row = operations.begin_draft(queries.years_around()[1], "empty", by)
    row = operations.change_draft(row.id, row.version, planning.figures(planned), by)
    with pytest.raises(Refused, match=says):
        operations.agree(row.id, row.version, on, "x", by)
    assert queries.agreed_budgets() == []


def test_a_later_version_differs_and_is_not_agreed_before_the_earlier(by: Actor) -> None:
    planning.agreed(by, on=date(2026, 9, 1))
    row = operations.begin_draft(queries.years_around()[1], "agreed", by)
    with pytest.raises(Refused, match="just what was agreed on 1 September 2026"):
        operations.agree(row.id, row.version, TODAY, "x", by)
    row = operations.change_draft(row.id, row.version, planning.figures({"Subs": 7}), by)
    with pytest.raises(Refused, match="which is later"):
        operations.agree(row.id, row.version, date(2026, 8, 31), "x", by)


def test_a_budget_for_a_year_that_is_over_was_agreed_in_it(by: Actor) -> None:
    row = planning.draft(by, ahead=-1)
    with pytest.raises(Refused, match="This year ended on 31 March 2026"):
        operations.agree(row.id, row.version, date(2026, 4, 1), "x", by)
    operations.agree(row.id, row.version, date(2025, 3, 1), "an old minute book", by)
    compared = making.compare(queries.years_around()[2], queries.agreed_for(date(2026, 3, 31)))
    assert compared.is_over and compared.side_words(compared.came) == "£340.00 less than planned"


def test_what_a_draft_cannot_be_begun_with(by: Actor) -> None:
    this = queries.years_around()[1]
    operations.begin_draft(this, "empty", by)
    with pytest.raises(Refused, match="a draft for this year already"):
        operations.begin_draft(this, "empty", by)
    following = queries.years_around()[0]
    with pytest.raises(Refused):
        operations.begin_draft(following, "budget", by)
    with pytest.raises(Refused, match="the last year, this year and the next"):
        operations.begin_draft(this.__class__(date(2030, 4, 1), date(2031, 3, 31)), "empty", by)


def test_a_category_that_was_closed_since(by: Actor) -> None:
    row = planning.draft(by)
    room = book.row_of("category", planning.category("Room hire"))
    assert isinstance(room, Category)
    ledger.close(room, room.version, by)
    kept = planning.found(row.id).lines
    row = operations.change_draft(row.id, row.version, {**kept, room.id: Planned(1)}, by)
    agreed = operations.agree(row.id, row.version, TODAY, "x", by)
    begun = operations.begin_draft(queries.years_around()[0], "budget", by)
    assert room.id not in planning.found(begun.id).lines
    with pytest.raises(Refused, match="closed since") as said:
        operations.change_draft(begun.id, begun.version, {room.id: Planned(1)}, by)
    assert said.value.field == f"amount_{room.id}"
    again = operations.begin_draft(queries.years_around()[1], "agreed", by)
    assert planning.found(again.id).lines == queries.agreed(agreed.id).lines  # type: ignore[union-attr]


def test_a_hundred_categories_and_the_largest_sums(by: Actor) -> None:
    for number in range(100):
        ledger.add_category(f"Kind {number}", "in" if number % 2 else "out", by)
    ids = [one.id for one in book.choices().of("category")]
    row = operations.begin_draft(queries.years_around()[1], "empty", by)
    row = operations.change_draft(row.id, row.version, dict.fromkeys(ids, Planned(MOST_PENCE, "as much as fits")), by)
    agreed = operations.agree(row.id, row.version, TODAY, "x", by)
    compared = making.compare(queries.years_around()[1], queries.agreed(agreed.id))
    assert compared.came.budget + compared.went.budget == len(ids) * MOST_PENCE
    assert list(checks.check_group()) == []


@pytest.mark.parametrize("seed", range(examples(4, 10)))
def test_any_book_beside_any_budget_comes_to_what_the_book_says(group: AGroup, seed: int) -> None:
    any_book.write(group, seed)
    by = group.tamsin.actor
    with in_books_of(group):
        planning.agreed(by)
        for year in queries.years_around()[1:]:
            compared = making.compare(year, queries.agreed_for(year.last))
            summed = {one.category_id: one.pence for one in book.by_category(year.first, min(year.last, TODAY))}
            lines = [line for side in compared.sides for line in side.lines]
            assert {line.category_id: line.actual for line in lines if line.actual} == summed
            assert all(len(line.months) == 12 for line in lines)


@pytest.mark.parametrize("seed", range(examples(2, 10)))
def test_last_year_as_it_was_is_what_a_draft_begins_with(group: AGroup, seed: int) -> None:
    any_book.write(group, seed)
    by = group.tamsin.actor
    with in_books_of(group):
        _, this, last = queries.years_around()
        row = operations.begin_draft(this, "actual", by)
        summed = {one.category_id: one.pence for one in book.by_category(last.first, last.last) if one.pence > 0}
        assert {row_id: one.pence for row_id, one in planning.found(row.id).lines.items()} == summed


def test_a_name_in_a_note_can_be_taken_out_of_what_was_agreed(by: Actor) -> None:
    row = planning.agreed(by, {"Subs": 5}, notes={"Subs": "Ottoline pays hers in May"})
    text = db.session.scalars(select(PrivateText).where(PrivateText.text.contains("Ottoline"))).one()
    blank(text, "Member 014 (left) pays hers in May")
    db.session.flush()
    [line] = queries.agreed(row.id).lines.values()  # type: ignore[union-attr]
    assert line.note == "Member 014 (left) pays hers in May"
    assert list(checks.check_group()) == []


def a_figure_slipped_in(by: Actor) -> None:
    row = planning.agreed(by)
    spare = planning.category("Insurance")
    db.session.add(AgreedBudgetLine(budget_id=row.id, category_id=spare, pence=1))


def a_heading_slipped_in(by: Actor) -> None:
    fund = a_grant(by)
    row = funders.note(fund.id, TODAY, "their letter", by)
    heading = Heading(fund_id=fund.id, name="Late", budget=5)
    db.session.add(heading)
    db.session.flush()
    db.session.add(FunderBudgetLine(agreement_id=row.id, heading_id=heading.id, pence=5))


def a_budget_gone(by: Actor) -> None:
    record(by, operations.AGREED, "Budget for 2026-27", key=(None, tenancy.new_key()), digest=(None, "x"))


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (a_figure_slipped_in, "Budget for 2026-27, version 1 is not as it was agreed"),
        (a_heading_slipped_in, "What the funder of Starter grant agreed to, version 1, is not as it was agreed"),
        (a_budget_gone, "Budget for 2026-27 was agreed in the history, and is gone"),
    ],
)
def test_what_was_done_behind_its_back_is_noticed(by: Actor, tamper: Any, says: str) -> None:
    tamper(by)
    db.session.flush()
    assert says in "\n".join(checks.check_group())


def a_grant(by: Actor) -> Fund:
    fund = ledger.add_fund("Starter grant", "restricted", by)
    for name, pence in (("Room", 25_000), ("Materials", 15_000)):
        ledger.add_heading(fund, name, pence, by)
    return fund


def test_what_a_funder_agreed_to_stays_beside_what_is_changed(by: Actor) -> None:
    fund = a_grant(by)
    funders.note(fund.id, date(2026, 5, 3), "their letter of 3 May", by)
    with pytest.raises(Refused, match="just what they agreed to on 3 May 2026"):
        funders.note(fund.id, TODAY, "again", by)
    room = db.session.scalars(select(Heading).where(Heading.name == "Room")).one()
    ledger.change_budget(room, 20_000, room.version, by)
    [card] = funders.funds()
    assert [(one.name, one.pence, then) for one, then in card.apart] == [("Room", 20_000, 25_000)]
    assert [(one.day, one.name, one.old, one.new) for one in card.changes] == [(TODAY, "Room", 25_000, 20_000)]
    with pytest.raises(Refused, match="which is later"):
        funders.note(fund.id, date(2026, 5, 2), "their email", by)
    with pytest.raises(Refused, match="has not come"):
        funders.note(fund.id, TODAY + timedelta(days=1), "their email", by)
    funders.note(fund.id, TODAY, "their email", by)
    [card] = funders.funds()
    assert [one.number for one in card.versions] == [2, 1] and card.apart == []
    assert card.versions[1].lines[room.id] == 25_000 and card.versions[1].words == "their letter of 3 May"
    assert list(checks.check_group()) == []


def test_a_fund_without_headings_has_no_funder_to_agree(by: Actor) -> None:
    fund = ledger.add_fund("Legacy", "restricted", by)
    assert funders.funds() == []
    with pytest.raises(Refused, match="no budget headings"):
        funders.note(fund.id, TODAY, "x", by)


def test_what_was_spent_by_heading_is_what_the_ledger_says(group: AGroup) -> None:
    books.a_year(group)
    with books.reading(group):
        [card] = funders.funds()
        told = {one.heading_id: one.spent for one in book.by_heading(card.id)}
    assert {one.id: one.spent for one in card.headings} == {row_id: spent for row_id, spent in told.items() if row_id}
    assert card.elsewhere == told.get(0, 0)


def test_what_comes_up(app: Any, group: AGroup) -> None:
    people = {who: group.people[who].actor for who in ("tamsin", "carys", "mo")}

    def told(who: str) -> list[str]:
        with app.test_request_context():
            return [one.sentence for one in told_by(telling.budgets_coming, people[who])]

    with in_books_of(group):
        assert told("tamsin") == []
        row = planning.draft(people["tamsin"])
        assert told("carys") == ["A draft budget for 2026-27 waits to be agreed"] and told("mo") == []
        operations.agree(row.id, row.version, TODAY, "x", people["tamsin"])
        assert told("tamsin") == [], "the next year is more than two months away"
