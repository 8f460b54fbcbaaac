"""What the group says of itself, owns and owes: refusals, versions, and what the history tells."""

import json
from datetime import date, timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from groupkit import checks, history
from groupkit.accounts import operations, owed, queries, settling
from groupkit.accounts.models import Asset, Debt, Sorting
from groupkit.accounts.telling import debts_coming
from groupkit.coming_up import told_by
from groupkit.dates import Period
from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText
from groupkit.people.members import erasing
from groupkit.people.members.naming import Names
from groupkit.refusal import Conflict, Refused
from tests.builders import AGroup, in_books_of
from tests.ledger import books
from tests.ledger.desk import TODAY

DAY = date(2026, 5, 2)


def told() -> tuple[str, dict[str, list[object]]]:
    """The newest line of the history: what was done, and what changed."""
    line = db.session.scalars(select(HistoryLine).order_by(HistoryLine.number.desc()).limit(1)).one()
    return line.what, json.loads(line.body)


def many(model: type[Asset] | type[Debt] | type[Sorting]) -> int:
    return len(list(db.session.scalars(select(model))))


def test_settings_are_versioned_and_told(group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        assert queries.settings() == queries.Settings()
        operations.change_settings("charity", "1123456", "pounds", 0, by)
        assert told()[1]["number"] == ["", "1123456"]
        with pytest.raises(Conflict):
            operations.change_settings("none", "", "pence", 0, by)
        with pytest.raises(Refused) as said:
            operations.change_settings("cio", "", "pence", queries.settings().version, by)
        assert said.value.field == "number"
        operations.change_settings("none", "left over", "pence", queries.settings().version, by)
        assert queries.settings().number == ""


def test_sorting_categories_and_funds(group: AGroup) -> None:
    by, known = group.tamsin.actor, books.ids(group)
    books.with_grant(group)
    grant = books.ids(group)["fund Starter grant"]
    equipment = known["category Equipment"]
    with in_books_of(group):
        operations.sort_out([equipment], {grant: "permanent"}, 0, by)
        with pytest.raises(Conflict):
            operations.sort_out([], {}, 0, by)
        assert queries.places().assets == {equipment} and queries.places().endowments == {grant: "permanent"}
        before = len(history.lines(1_000))
        operations.sort_out([equipment], {grant: "permanent"}, queries.settings().version, by)
        assert len(history.lines(1_000)) == before, "nothing changed, so nothing is told"
        operations.sort_out([], {grant: "expendable"}, queries.settings().version, by)
        assert queries.places().assets == frozenset() and queries.places().endowments == {grant: "expendable"}
        assert many(Sorting) == 2, "nothing is deleted"
        for assets, funds in (([999_999], {}), ([], {known["fund General"]: "permanent"}), ([], {grant: "x"})):
            with pytest.raises(Refused):
                operations.sort_out(assets, funds, queries.settings().version, by)


def test_an_asset_from_buying_to_its_end(group: AGroup) -> None:
    by, fund = group.tamsin.actor, books.ids(group)["fund General"]
    with in_books_of(group):
        row = operations.add_asset("Tea urn", "use", 5_900, fund, DAY, by, holder="Ottoline’s shed")
        what, changes = told()
        assert what == "wrote down something we own" and "Ottoline" not in json.dumps(changes)
        assert [card.what for card in queries.assets(DAY)] == ["Tea urn"]
        assert queries.assets(DAY - timedelta(days=1)) == []
        operations.change_asset(row, row.version, "Tea urn", "use", 6_000, fund, DAY, "cupboard", by)
        assert told()[1]["amount"] == [5_900, 6_000] and "words" not in told()[1]
        with pytest.raises(Conflict):
            operations.dispose_asset(row, row.version - 1, TODAY, "worn out", by)
        for wrong in (DAY - timedelta(days=1), TODAY + timedelta(days=1)):
            with pytest.raises(Refused):
                operations.dispose_asset(row, row.version, wrong, "worn out", by)
        operations.dispose_asset(row, row.version, TODAY, "sold to Ottoline", by)
        assert queries.assets(TODAY) == [] and len(queries.assets(TODAY - timedelta(days=1))) == 1
        with pytest.raises(Refused):
            operations.dispose_asset(row, row.version, TODAY, "again", by)
        assert many(Asset) == 1


def test_a_debt_until_it_is_settled(group: AGroup) -> None:
    by, fund = group.tamsin.actor, books.ids(group)["fund General"]
    with in_books_of(group):
        row = operations.add_debt("by_us", "Hall", 4_500, fund, DAY, by, who="Ottoline", due=TODAY)
        with current_app.test_request_context():
            coming = told_by(debts_coming, by)
        assert [(one.day, one.sentence) for one in coming] == [(TODAY, "We owe £45.00: Hall")]
        operations.change_debt(owed.debts()[0], row.version, "to_us", "Hall", 4_400, fund, DAY, "Ottoline", None, by)
        assert set(told()[1]) == {"key", "way", "amount", "due"}
        settling.settle_debt(owed.debts()[0], row.version, by, settled_on=TODAY, forgiven=True)
        assert owed.debts(TODAY) == [] and len(owed.debts(DAY)) == 1
        with pytest.raises(Refused):
            settling.settle_debt(owed.debts()[0], row.version, by, settled_on=TODAY)
        for since, due in ((TODAY + timedelta(days=1), None), (DAY, DAY - timedelta(days=1))):
            with pytest.raises(Refused):
                operations.add_debt("by_us", "Hall", 1, fund, since, by, due=due)
        assert many(Debt) == 1


def test_names_in_the_register_can_be_taken_out(group: AGroup) -> None:
    by, fund = group.tamsin.actor, books.ids(group)["fund General"]
    with in_books_of(group):
        operations.add_asset("Ottoline’s old urn", "use", 1, fund, DAY, by, holder="Ottoline")
        operations.add_debt("by_us", "Wool", 1, fund, DAY, by, who="Ottoline")
        erasing.blank_names(Names(["Ottoline"], "Member 014 (left)"))
        assert queries.assets()[0].holder == owed.debts()[0].who == "Member 014 (left)"
        assert "Ottoline" not in queries.assets()[0].what
        assert not [row for row in db.session.scalars(select(PrivateText)) if "Ottoline" in (row.text or "")]
        assert list(checks.check_group()) == []


def test_a_report_that_a_meeting_saw(group: AGroup) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        operations.note_report(Period(DAY, TODAY - timedelta(days=3)), by)
        assert told()[0] == "gave a treasurer’s report"
        for last in (TODAY - timedelta(days=3), TODAY + timedelta(days=1)):
            with pytest.raises(Refused):
                operations.note_report(Period(DAY, last), by)
        found = queries.last_report()
        assert found is not None and found.last == TODAY - timedelta(days=3)


def test_a_list_that_was_tampered_with_is_noticed(group: AGroup) -> None:
    by, fund = group.tamsin.actor, books.ids(group)["fund General"]
    with in_books_of(group):
        row = operations.add_asset("Tea urn", "use", 5_900, fund, DAY, by)
        debt = operations.add_debt("by_us", "Hall", 4_500, fund, DAY, by)
        operations.change_debt(owed.debts()[0], debt.version, "by_us", "Hall", 4_600, fund, DAY, "", None, by)
        assert list(checks.check_group()) == []
        row.amount = 5_800
        db.session.flush()
        assert list(checks.check_group()) == ["The list of what we own is not as the history tells it"]
        row.amount = 5_900
        db.session.delete(debt)
        db.session.flush()
        assert list(checks.check_group()) == ["The list of money owed is not as the history tells it"]
