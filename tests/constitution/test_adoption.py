"""A text on its way: fixed as it goes out, kept for good when the meeting agrees, changed only from there."""

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from groupkit import history, tenancy
from groupkit.constitution import operations, queries, standing
from groupkit.constitution.models import AdoptedText, PutOutcome
from groupkit.constitution.operations import Decision
from groupkit.constitution.reading import stock
from groupkit.constitution.requirements import explain, worth_a_look
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.constitution.text import plain_lines
from groupkit.dates import months_after
from groupkit.db import db
from groupkit.pictures import Prepared
from groupkit.refusal import Asks, Conflict, Refused
from groupkit.rulebook import queries as rulebook
from tests.builders import AGroup, another_group, in_books_of
from tests.constitution.adopting import adopt, answer, begin, begin_change, open_draft, put

PHOTO = Prepared(b"\xff\xd8 page", "image/jpeg", 1, 1, "page.jpg")


def test_a_text_with_an_open_question_cannot_go_to_a_meeting(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        operations.begin_draft(stock().starting_points["ground_rules"], by)
        with pytest.raises(Refused, match="Some questions are still open: "):
            put(by)


def test_what_is_with_a_meeting_stays_as_it_went_out(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        draft = begin(by)
        with pytest.raises(Conflict):
            operations.put_to_meeting(
                draft, "other words", meeting_on=tenancy.today(), sent_on=None, sent_how="", by=by
            )
        put(by)
        for change in (
            lambda: answer(by, "aims", "something else"),
            lambda: operations.leave_out(open_draft(), "aims", by),
            lambda: operations.write_clause(open_draft(), title="Tea", words="Tea.", by=by),
            lambda: operations.set_aside(open_draft(), by),
            lambda: put(by),
        ):
            with pytest.raises(Refused, match="with a meeting"):
                change()
        operations.take_back(open_draft(), by)
        answer(by, "aims", "something else")
        second = put(by)
        assert second.number == 2
        assert "something else" in second.content
        assert list(queries.check()) == []


def test_the_wording_goes_out_before_the_meeting(group: AGroup) -> None:
    by, today = group.sol.actor, date(2026, 6, 1)
    with in_books_of(group):
        begin(by)
        with pytest.raises(Refused, match="before the meeting"):
            put(by, today, today + timedelta(days=1))


def test_adopting_keeps_the_text_and_sets_the_rules(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by, "small_association")
        answer(by, "quorum_number", 5)
        put(by, date(2026, 5, 3))
        row = adopt(by, signed_page=PHOTO)
        text = queries.content_of(row).text
        clause = next(one.number for one in text.clauses if one.key == "quorum")
        quorum = rulebook.all_in_force()["quorum_general_number"]
        assert (quorum.value, quorum.clause, quorum.from_day) == ("5", clause, date(2026, 5, 3))
        assert quorum.source == f"clause {clause}, adopted 3 May 2026"
        assert rulebook.all_in_force(date(2026, 5, 2))["quorum_general_number"].source == rulebook.UNTIL_DECIDED
        assert [(one.number, one.file_name) for one in queries.adopted()] == [(1, f"{group.slug}-constitution-1.docx")]
        assert queries.file_of(row.signed_page_id) is not None
        assert queries.open_draft(CONSTITUTION) is None
        assert "Wilhelmina Tobermory, chair" in row.page.decode()
        assert list(queries.check()) == [] == list(history.check()) == list(rulebook.check())


def test_days_have_to_be_in_order(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by)
        put(by, tenancy.today() + timedelta(days=9))
        with pytest.raises(Refused, match="not been yet"):
            adopt(by)
        with pytest.raises(Refused, match="before it was adopted"):
            adopt(by, on=tenancy.today(), from_day=tenancy.today() - timedelta(days=1))


def test_a_constitution_goes_to_a_meeting_first_and_a_policy_may_go_straight(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by)
        with pytest.raises(Refused, match="Put the wording to a meeting first"):
            adopt(by)
        begin(by, "expenses")
        row = adopt(by, "expenses")
        assert row.review_on == months_after(row.adopted_on, 12)
        assert queries.policies_in_force().keys() == {"expenses"}
        assert standing.policies() == {"expenses": "adopted"}
        assert rulebook.all_in_force()["term_years"].clause is None


def test_the_wording_adopted_is_the_one_that_was_seen(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by)
        put(by)
        old = open_draft()
        content = queries.content_of(old.put)  # type: ignore[arg-type]
        operations.take_back(old, by)
        answer(by, "aims", "something else")
        put(by)
        ready = operations.prepare(content, _adoption())
        with pytest.raises(Conflict):
            operations.adopt(open_draft(), ready, Decision(), warnings=[], all_the_same=False, by=by)


def _adoption():  # type: ignore[no-untyped-def]
    from groupkit.constitution.content import Adoption

    return Adoption(tenancy.today(), tenancy.today(), "our meeting")


def test_a_change_begins_from_what_was_adopted_and_touches_nothing_else(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by, "small_association")
        operations.write_clause(open_draft(), title="Tea", words="There is tea.", by=by)
        put(by, date(2026, 3, 1))
        first = adopt(by)
        before = list(plain_lines(queries.content_of(first).text))
        draft = begin_change(by)
        assert list(plain_lines(draft.text)) == before
        answer(by, "quorum_number", 4)
        put(by, date(2026, 6, 1))
        second = adopt(by)
        assert list(plain_lines(queries.content_of(first).text)) == before
        changed = [one for one in plain_lines(queries.content_of(second).text) if one not in before]
        assert len(changed) == 1 and "four members" in changed[0]
        held = {
            day: queries.in_force(CONSTITUTION, day) for day in (date(2026, 2, 1), date(2026, 4, 1), date(2026, 7, 1))
        }
        assert [row and row.number for row in held.values()] == [None, 1, 2]
        rules = [rulebook.all_in_force(day)["quorum_general_number"].value for day in held]
        assert rules[1:] == [first_answer(first), "4"]


def first_answer(row: AdoptedText) -> str:
    return str(queries.content_of(row).choices.answers["quorum_number"])


def test_not_adopted_keeps_the_vote_and_the_draft(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by)
        put(by)
        with pytest.raises(Refused, match="not been yet"):
            operations.not_adopted(open_draft(), tenancy.today() + timedelta(days=1), Decision(2, 5), by)
        operations.not_adopted(open_draft(), tenancy.today(), Decision(2, 5, 1, 8, 11), by)
        draft = open_draft()
        ((_, outcome),) = queries.outcomes(draft.row)
        assert outcome is not None
        assert (outcome.outcome, outcome.votes_for, outcome.votes_against) == ("not adopted", 2, 5)
        answer(by, "aims", "something kinder")
        put(by)
        adopt(by)
        assert [one.outcome for _, one in queries.outcomes(draft.row) if one] == ["adopted", "not adopted"]
        operations.begin_draft(stock().starting_points["ground_rules"], by)
        operations.set_aside(open_draft(), by)
        with pytest.raises(Refused, match="closed"):
            operations.set_aside(queries.draft_of(queries.draft(open_id(by)).row), by)  # type: ignore[union-attr]


def open_id(by: object) -> int:
    from groupkit.constitution.models import TextDraft

    return int(db.session.scalar(sa.select(sa.func.max(TextDraft.id))) or 0)


def test_a_vote_that_falls_short_is_asked_about_and_recorded(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by, "small_association")
        put(by, date(2026, 3, 1))
        adopt(by)
        begin_change(by)
        answer(by, "quorum_number", 4)
        put(by, date(2026, 6, 20), date(2026, 6, 10))
        asked = standing.requirements(date(2026, 6, 20))
        decision = Decision(5, 3, 0, 8, 11)
        warnings = worth_a_look(asked, date(2026, 6, 10), date(2026, 6, 20), decision.votes)
        assert len(warnings) == 2
        assert "10" in warnings[0] or "9" in warnings[0]
        assert "5 were for it and 3 against" in warnings[1] and "asks for 6" in warnings[1]
        with pytest.raises(Asks) as asks:
            adopt(by, decision=decision, warnings=warnings)
        assert asks.value.field == "all_the_same"
        row = adopt(by, decision=decision, warnings=warnings, all_the_same=True)
        outcome = queries.outcome_of(row)
        assert outcome is not None and json.loads(outcome.warned) == warnings


def test_what_the_present_rules_ask_is_worked_out(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by, "small_association")
        for question, value in {"quorum_number": 5, "change_notice": 14, "notice_clear": True}.items():
            answer(by, question, value)
        put(by, date(2026, 3, 1))
        adopt(by)
        asked = standing.requirements(date(2026, 6, 20))
        notice, there, votes = explain(asked, date(2026, 6, 20), 11)
    assert "14 clear days of notice" in notice.sentence and "by 5 June 2026" in notice.sentence
    assert "by post goes by 3 June 2026" in notice.sentence
    assert there.sentence == "5 of your 11 members must be there."
    assert "4 if 5 are there and all of them vote" in votes.sentence
    assert all(told.source.startswith("clause ") for told in (notice, there, votes))


def test_an_own_paper_is_kept_and_only_its_answers_hold(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        operations.begin_draft(stock().starting_points["already_have"], by)
        answer(by, "notice_agm", 28)
        with pytest.raises(Refused, match="photo or PDF"):
            adopt(by, on=date(2019, 5, 3))
        row = adopt(by, on=date(2019, 5, 3), upload=PHOTO)
        answers = rulebook.all_in_force()
        assert (answers["notice_agm_days"].value, answers["notice_agm_days"].clause) == ("28", 0)
        assert answers["notice_agm_days"].source == "our own paper, adopted 3 May 2019"
        assert answers["term_years"].source == rulebook.UNTIL_DECIDED
        assert queries.file_of(row.upload_id) is not None


def test_there_is_one_draft_of_a_subject_at_a_time(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by)
        with pytest.raises(Refused, match="a draft of this already"):
            operations.begin_draft(stock().starting_points["branch"], by)
        begin(by, "expenses")


def test_a_starting_point_is_offered_only_in_its_nations() -> None:
    other = another_group(nation="scotland")
    with in_books_of(other), pytest.raises(Refused, match="not offered where your group is"):
        operations.begin_draft(stock().starting_points["small_charity"], other.olu.actor)


TAMPERING = [
    ("UPDATE adopted_texts SET content = replace(content, 'Tuesdays', 'Mondays')", "is not as it was adopted"),
    ("UPDATE adopted_texts SET page = X'78'", "is not as it was adopted"),
    ("UPDATE adopted_texts SET document_digest = 'x'", "is not as it was adopted"),
    ("UPDATE put_texts SET content = 'x'", "put to the meeting of"),
    ("UPDATE adopted_texts SET history_hash = 'x'", "is not told in the history"),
]


@pytest.mark.sqlite
@pytest.mark.parametrize(("deed", "told"), TAMPERING)
def test_a_kept_text_that_was_changed_behind_our_back_is_noticed(
    app: Flask, group: AGroup, deed: str, told: str
) -> None:
    with in_books_of(group):
        begin(group.sol.actor)
        put(group.sol.actor)
        adopt(group.sol.actor)
    where = f" WHERE group_id = {group.scope.id}"
    with app.app_context():
        engine = sa.create_engine(db.engine.url)
    with engine.begin() as connection:
        for table in ("adopted_texts", "put_texts"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS keep_{table}_update")
        connection.exec_driver_sql(deed + where)
        for table in ("adopted_texts", "put_texts"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'this is never changed or deleted'); END"
            )
    engine.dispose()
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        assert any(told in problem for problem in queries.check()), list(queries.check())


def test_each_group_has_its_own_texts(group: AGroup) -> None:
    with in_books_of(group):
        begin(group.sol.actor)
        put(group.sol.actor)
        adopt(group.sol.actor)
    other = another_group()
    with in_books_of(other):
        assert queries.adopted() == [] and queries.open_drafts() == []
        assert db.session.scalar(sa.select(sa.func.count()).select_from(PutOutcome)) == 0
