"""What somebody found who attacked the constitution and the rulebook: each stays mended."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from groupkit import tenancy
from groupkit.constitution import operations, queries
from groupkit.constitution.text import compose, fitting
from groupkit.db import db
from groupkit.refusal import Refused
from groupkit.rulebook import operations as rulebook_operations
from groupkit.rulebook import queries as rulebook
from groupkit.rulebook.arithmetic import MORE_THAN_HALF, Base, Votes, needed
from groupkit.rulebook.rules import RULES, SHARES
from tests.builders import AGroup, in_books_of, post, sign_in_as, text_of
from tests.constitution import adopting

QUORUM = RULES["quorum_general_number"]


def adopted(by: Any, starting_point: str = "small_association", **more: Any) -> Any:
    adopting.begin(by, starting_point)
    adopting.put(by)
    return adopting.adopt(by, **more)


@pytest.mark.parametrize("key", ["awards_for_all", "small_bank", "community_foundation", "council_small_grant"])
def test_a_checklist_tells_a_critical_friend_no_own_title(app: Flask, group: AGroup, key: str) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopting.begin(by, "small_association")
        for clause in ("committee", "meetings", "money", "quorum", "name", "minutes", "dissolution"):
            operations.reword(adopting.open_draft(), clause, 0, title=f"Zelda {clause}", words="Ours", by=by)
    page = sign_in_as(app.test_client(), group.femi).get(group.url(f"/constitution/asked/{key}"))
    assert page.status_code == 200 and "zelda" not in text_of(page).lower()


def test_a_text_stands_above_what_was_agreed_for_later(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        today = tenancy.today()
        rulebook_operations.agree_rule(QUORUM, "7", "our meeting", by, today + timedelta(30))
        adopted(by)
        for days in (0, 29, 30, 60):
            answer = rulebook.in_force(QUORUM, today + timedelta(days))
            assert (answer.value, answer.clause is not None) == ("3", True), days


def test_an_older_paper_typed_in_late_stands_above_what_was_agreed_since(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        rulebook_operations.agree_rule(QUORUM, "7", "our meeting", by)
        adopting.begin(by, "small_association")
        adopting.put(by, tenancy.today() - timedelta(400), tenancy.today() - timedelta(450))
        adopting.adopt(by, on=tenancy.today() - timedelta(400))
        assert rulebook.in_force(QUORUM).clause is not None
        with pytest.raises(Refused, match="propose a change"):
            rulebook_operations.agree_rule(QUORUM, "8", "our meeting", by)


def test_a_change_builds_on_a_text_that_waits(app: Flask, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopted(by)
        adopting.begin_change(by)
        adopting.put(by)
        adopting.adopt(by, from_day=tenancy.today() + timedelta(60))
    browser = sign_in_as(app.test_client(), group.sol)
    assert post(browser, group.url("/constitution/change"), reason="Fewer came").status_code == 302
    with in_books_of(group):
        draft = adopting.open_draft()
        assert draft.base is not None and draft.base.number == 2


def test_a_change_to_an_older_text_is_not_adopted(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopted(by)
        adopting.begin_change(by)
        first = queries.adopted_text("constitution", 1)
        adopting.put(by)
        adopting.adopt(by)
        assert first is not None
        operations.begin_change(first, "Once more", by)
        adopting.put(by)
        with pytest.raises(Refused, match="Another text was adopted"):
            adopting.adopt(by)


def test_rules_that_cannot_stand_together_are_not_adopted(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopting.begin(by, "small_association")
        for question, value in (("committee_least", 12), ("committee_most", 4)):
            adopting.answer(by, question, value)
        adopting.put(by)
        with pytest.raises(Refused, match="That is more than"):
            adopting.adopt(by)
        db.session.rollback()


@pytest.mark.parametrize("source", ["chosen when the group began here", "No clause says this since 3 May"])
def test_a_source_that_only_the_kit_writes_is_refused(group: AGroup, source: str) -> None:
    with in_books_of(group), pytest.raises(Refused, match="The kit says that") as refused:
        rulebook_operations.agree_rule(QUORUM, "9", source, group.sol.actor)
    assert refused.value.field == "source"


@pytest.mark.parametrize(("voting", "asks"), [(2, 2), (3, 2), (50, 26), (51, 26), (53, 27), (100, 51), (101, 51)])
def test_more_than_half_is_what_it_says(voting: int, asks: int) -> None:
    assert SHARES[f"{MORE_THAN_HALF.numerator}/{MORE_THAN_HALF.denominator}"] == "more than half"
    assert needed(Votes(voting, 0), MORE_THAN_HALF, Base.VOTING) == asks
    assert needed(Votes(voting, 0), Fraction(1, 2), Base.VOTING) == -(-voting // 2)


def test_a_kept_reference_stays_with_its_clause(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopting.begin(by, "small_association")
        words = "A vote needs what [clause: How many must be there] says"
        operations.reword(adopting.open_draft(), "voting", 0, title="Voting", words=words, by=by)
        before = adopting.open_draft().text
        operations.write_clause(adopting.open_draft(), title="Quorum", words="We like this word", by=by)
        after = adopting.open_draft().text
        numbers = [text.clause("quorum").number for text in (before, after)]
        said = [" ".join(one.words for one in text.clause("voting").paragraphs) for text in (before, after)]
        assert [f"clause {number}" in words for number, words in zip(numbers, said, strict=True)] == [True, True]


@pytest.mark.parametrize("key", ["own-made-up", "x" * 200, "no_such_clause"])
def test_newer_words_are_taken_only_where_the_library_has_some(group: AGroup, key: str) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopted(by)
        adopting.begin_change(by)
        with pytest.raises(Refused, match="no newer words"):
            operations.take_newer(adopting.open_draft(), key, by)


def test_an_answer_that_no_longer_fits_its_question_is_open_again(group: AGroup) -> None:
    with in_books_of(group):
        draft = adopting.begin(group.sol.actor, "small_association")
        for wrong in ("rex the dog", ["a"], True, -3):
            odd = replace(draft.choices, answers={**draft.choices.answers, "quorum_number": wrong})
            kept = fitting(draft.shape, odd)
            assert "quorum_number" not in kept.answers
            assert compose(draft.shape, kept).clauses
        assert fitting(draft.shape, draft.choices) == draft.choices
