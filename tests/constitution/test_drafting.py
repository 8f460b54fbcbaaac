"""Working on a draft: what is refused, what the history tells, and two people at once."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.constitution import operations, queries
from groupkit.constitution.text import OWN
from groupkit.db import begin_writing, db, stop_writing
from groupkit.refusal import Conflict, Refused
from tests import builders
from tests.builders import AGroup
from tests.constitution.drafts import Drafting, begin, told


@pytest.fixture(scope="module")
def drafting_group(app: Flask) -> tuple[AGroup, Actor, Actor]:
    builders.use(app)
    group = builders.a_group()
    return group, group.sol.actor, group.carys.actor


@pytest.fixture
def drafting(app: Flask, drafting_group: tuple[AGroup, Actor, Actor]) -> Iterator[Drafting]:
    """A draft in one write transaction that is never saved."""
    group, by, other = drafting_group
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            yield Drafting(group, by, other, begin(by))
        finally:
            stop_writing(commit=False)


def told_of(what: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(told(what)[-1].body)
    return body


# --- beginning -----------------------------------------------------------------------------------


def test_there_is_one_draft_of_each_subject_at_a_time(drafting: Drafting) -> None:
    with pytest.raises(Refused, match="There is a draft of this already"):
        begin(drafting.by, "ground_rules")
    policy = next(iter(queries.stock().policies))
    begin(drafting.by, policy)
    assert len(queries.open_drafts()) == 2
    assert len(told("began a draft")) == 2


def test_a_starting_point_is_offered_only_where_it_belongs(app: Flask) -> None:
    group = builders.a_group(nation="scotland", friend=False)
    by = group.sol.actor
    with builders.in_books_of(group), pytest.raises(Refused, match="not offered where your group is"):
        begin(by, "small_charity")


# --- answering -----------------------------------------------------------------------------------


def test_an_answer_is_in_the_text_and_in_the_history(drafting: Drafting) -> None:
    drafting.answer("quorum_number", 4, decided="We counted who comes in winter")
    assert "at least four members must be there" in drafting.words("quorum")
    assert "quorum_number" not in drafting.now.text.open
    body = told_of("answered a question")
    assert body["answer"][1] == "four members"
    assert "winter" not in json.dumps(body), "how it was decided is told by its digest only"


def test_own_words_reach_the_history_only_as_a_digest(drafting: Drafting) -> None:
    drafting.answer("name", "The Pelican Mornings")
    assert "Pelican" in drafting.words("name")
    assert "Pelican" not in told("answered a question")[-1].body


def test_the_second_of_two_people_is_told(drafting: Drafting) -> None:
    drafting.answer("quorum_number", 4)
    with pytest.raises(Conflict, match="Somebody else saved this in the meantime"):
        drafting.answer("quorum_number", 6, version=0, by=drafting.other)
    drafting.answer("quorum_share", "a fifth of the members", version=0, by=drafting.other)
    assert "four members must be there, or a fifth of the members" in drafting.words("quorum")


def test_two_who_answer_first_at_the_same_moment(drafting: Drafting) -> None:
    read_before = drafting.now
    drafting.answer("quorum_number", 4)
    with pytest.raises(Conflict, match="Somebody else saved this in the meantime"):
        operations.answer(
            read_before, "quorum_number", 0, answered=True, value=6, decided="", ask=False, by=drafting.other
        )


def test_the_same_answer_again_is_told_once(drafting: Drafting) -> None:
    drafting.answer("quorum_number", 4)
    drafting.answer("quorum_number", 4)
    assert len(told("answered a question")) == 1


@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        ("quorum_number", None, "leave the question open for now"),
        ("quorum_number", 1, "less than two"),
        ("quorum_number", 0, "less than two"),
        ("name", "", "leave the question open for now"),
        ("notice_ways", [], "leave the question open for now"),
        ("fallback", "at least two thirds", "not asked any more"),
        ("no_such_question", 1, "not asked any more"),
    ],
)
def test_an_answer_that_cannot_be(drafting: Drafting, question: str, value: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        drafting.answer(question, value)


def test_an_optional_question_can_be_left_empty_and_is_settled(drafting: Drafting) -> None:
    assert "area" in drafting.now.text.open
    drafting.answer("area", None)
    assert "area" not in drafting.now.text.open
    assert "It covers" not in drafting.words("name")


def test_a_question_for_a_meeting_stays_open_with_what_is_thought_so_far(drafting: Drafting) -> None:
    drafting.answer("quorum_number", 4, answered=False, ask=True)
    row = drafting.now.answers["quorum_number"]
    assert (row.answered, row.value, row.ask) == (False, "4", True)
    assert "quorum_number" in drafting.now.text.open
    assert told_of("answered a question")["answer"][1] == "left open"


def test_what_is_usual_for_everything_open_but_what_a_meeting_is_to_answer(drafting: Drafting) -> None:
    drafting.answer("quorum_number", 7)
    drafting.answer("agm_gap", None, answered=False, ask=True)
    count = operations.answer_as_usual(drafting.now, drafting.by)
    assert count > 20
    still = set(drafting.now.text.open)
    assert "agm_gap" in still and "name" in still
    assert drafting.now.choices.answers["quorum_number"] == 7
    assert operations.answer_as_usual(drafting.now, drafting.by) == 0
    assert len(told("answered as is usual")) == 1


# --- clauses -------------------------------------------------------------------------------------


def optional_clause(drafting: Drafting, inside: bool) -> str:
    shape, keys = drafting.now.shape, {one.key for one in drafting.now.text.clauses}
    return next(one.key for one in shape.clauses if one.optional and (one.key in keys) == inside)


def test_an_optional_clause_goes_and_comes_back(drafting: Drafting) -> None:
    clause = optional_clause(drafting, inside=True)
    operations.leave_out(drafting.now, clause, drafting.by)
    assert drafting.now.text.clause(clause) is None
    with pytest.raises(Refused, match="not in the text just now"):
        operations.leave_out(drafting.now, clause, drafting.by)
    operations.bring_in(drafting.now, clause, drafting.by)
    assert drafting.now.text.clause(clause) is not None
    with pytest.raises(Refused, match="in the text already"):
        operations.bring_in(drafting.now, clause, drafting.by)
    assert len(told("left a clause out")) == len(told("brought a clause in")) == 1


def test_a_clause_that_belongs_to_the_text_stays(drafting: Drafting) -> None:
    with pytest.raises(Refused, match="This clause belongs to the text"):
        operations.leave_out(drafting.now, "name", drafting.by)
    with pytest.raises(Refused, match="There is no such clause here"):
        operations.bring_in(drafting.now, "no_such_clause", drafting.by)


def test_moving_a_clause_renumbers_and_every_reference_follows(drafting: Drafting) -> None:
    voting = drafting.now.text.clause("voting")
    assert voting is not None
    operations.reword(drafting.now, "aims", 0, title="Aims", words="See [clause: voting].", by=drafting.by)
    assert drafting.words("aims") == f"See clause {voting.number}."
    operations.move_clause(drafting.now, "voting", -1, drafting.by)
    assert drafting.words("aims") == f"See clause {voting.number - 1}."
    with pytest.raises(Refused, match="cannot move further"):
        operations.move_clause(drafting.now, drafting.now.text.clauses[0].key, -1, drafting.by)
    with pytest.raises(Refused, match="cannot move further"):
        operations.move_clause(drafting.now, "no_such_clause", 1, drafting.by)


def test_own_words_and_the_way_back(drafting: Drafting) -> None:
    usual = drafting.words("quorum")
    title = next(one.title for one in drafting.now.text.clauses if one.key == "quorum")
    words = "Four of us.\n- with tea\n- or without"
    operations.reword(drafting.now, "quorum", 0, title=title, words=words, by=drafting.by)
    assert drafting.words("quorum") == "Four of us.\nwith tea\nor without"
    assert "tea" not in told("put a clause in own words")[-1].body
    with pytest.raises(Conflict):
        operations.reword(drafting.now, "quorum", 0, title=title, words="Five", by=drafting.other)
    operations.restore_wording(drafting.now, "quorum", drafting.by)
    assert drafting.words("quorum") == usual
    with pytest.raises(Refused, match="not in words of your own"):
        operations.restore_wording(drafting.now, "quorum", drafting.by)


def test_a_clause_of_our_own(drafting: Drafting) -> None:
    row = operations.write_clause(drafting.now, title="Our keys", words="Bea has the keys.", by=drafting.by)
    assert row.clause.startswith(OWN)
    assert drafting.now.text.clauses[-1].title == "Our keys"
    assert "Bea" not in told("wrote a clause")[-1].body and "keys" not in told("wrote a clause")[-1].body
    operations.reword(drafting.now, "aims", 0, title="Aims", words="As [clause: our keys] says.", by=drafting.by)
    last = len(drafting.now.text.clauses)
    assert drafting.words("aims") == f"As clause {last} says."
    operations.reword(drafting.now, row.clause, row.version, title="The keys", words="In a box.", by=drafting.by)
    assert drafting.words("aims") == f"As clause {last} says.", "a new title breaks no reference"
    operations.leave_out(drafting.now, row.clause, drafting.by)
    assert drafting.now.text.clause(row.clause) is None
    assert drafting.now.text.broken
    operations.bring_in(drafting.now, row.clause, drafting.by)
    assert not drafting.now.text.broken


def test_there_can_be_twenty_clauses_of_our_own(drafting: Drafting) -> None:
    for number in range(20):
        operations.write_clause(drafting.now, title=f"Number {number}", words="x", by=drafting.by)
    with pytest.raises(Refused, match="twenty clauses"):
        operations.write_clause(drafting.now, title="One more", words="x", by=drafting.by)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("As [clause: Votting] says", "No clause here is called “Votting”. Did you mean “Voting”?"),
        ("As [Clause : zzzzzz] says", "No clause here is called “zzzzzz”. The titles are listed"),
        ("As [clause:] says", "No clause here is called “”"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(drafting: Drafting, words: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        operations.reword(drafting.now, "aims", 0, title="Aims", words=words, by=drafting.by)
    assert refused.value.field == "words"


def test_a_reference_to_a_clause_that_is_left_out(drafting: Drafting) -> None:
    clause = optional_clause(drafting, inside=False)
    title = next(one.clause.title for one in drafting.now.shape.clauses if one.key == clause)
    with pytest.raises(Refused, match=r"is not in the text just now\. Bring it in first"):
        operations.write_clause(drafting.now, title="Keys", words=f"See [clause: {title}]", by=drafting.by)


def test_two_clauses_do_not_share_a_title(drafting: Drafting) -> None:
    with pytest.raises(Refused, match="called that already") as refused:
        operations.write_clause(drafting.now, title="voting", words="x", by=drafting.by)
    assert refused.value.field == "title"


# --- what cannot be worked on --------------------------------------------------------------------


def everything(drafting: Drafting) -> Iterator[Any]:
    """Each way of changing a draft."""
    now, by = drafting.now, drafting.by
    clause = optional_clause(drafting, inside=True)
    yield lambda: drafting.answer("quorum_number", 4)
    yield lambda: operations.answer_as_usual(now, by)
    yield lambda: operations.leave_out(now, clause, by)
    yield lambda: operations.bring_in(now, clause, by)
    yield lambda: operations.move_clause(now, clause, 1, by)
    yield lambda: operations.reword(now, "aims", 0, title="x", words="y", by=by)
    yield lambda: operations.restore_wording(now, "aims", by)
    yield lambda: operations.write_clause(now, title="x", words="y", by=by)
    yield lambda: operations.give_reason(now, now.row.version, "because", by)
    yield lambda: operations.take_newer(now, "aims", by)
    yield lambda: operations.set_aside(now, by)


def test_nothing_changes_while_it_is_with_a_meeting_or_closed(drafting: Drafting) -> None:
    drafting.now.row.put_number = 1
    for change in everything(drafting):
        with pytest.raises(Refused, match="with a meeting"):
            change()
    drafting.now.row.put_number = None
    operations.set_aside(drafting.now, drafting.by)
    for change in everything(drafting):
        with pytest.raises(Refused, match="closed"):
            change()
    assert queries.open_draft("constitution") is None
    begin(drafting.by, "ground_rules")
