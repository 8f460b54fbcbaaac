"""What a funder or a bank asks, answered from the text, the rules, the policies and the facts there are."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from groupkit.constitution.answering import COUNTED, NOT_SIGNED, NOT_SO, OWN_PAPER, Answered, Known, answer
from groupkit.constitution.checklists import FACTS, Checklist, Line
from groupkit.constitution.content import Content, rule_values
from groupkit.constitution.reading import read_stock
from groupkit.constitution.text import Choices, OwnWords, compose
from tests.constitution.shapes import choices, shape, shipped, usual_answers

pytestmark = pytest.mark.pure

NOTHING = Known(None, None, None, False, {}, {}, {}, {})


def only(line: Line, known: Known) -> Answered:
    (answered,) = answer(Checklist("k", "A list", 1, "", "", (line,)), known)
    assert answered.line == line
    return answered


def told(line: Line, known: Known) -> tuple[str, str]:
    answered = only(line, known)
    return answered.state, answered.where


def leads(line: Line, known: Known) -> tuple[str, str, str]:
    answered = only(line, known)
    return answered.state, answered.clause, answered.question


def of(key: str = "small_association", settled: bool = True, without: tuple[str, ...] = (), **answers: Any) -> Known:
    """A group whose text has its usual answers, and these; a question in `without` is open, a clause left out."""
    made = shipped(key)
    given = {name: value for name, value in (usual_answers(made) | answers).items() if name not in without}
    chosen = Choices("Lantern Street", made.nations[0], key, given, left_out=frozenset(without))
    return replace(NOTHING, shape=made, choices=chosen, text=compose(made, chosen), settled=settled)


def line(**more: Any) -> Line:
    return Line("They ask for something", **more)


# --- clauses -------------------------------------------------------------------------------------


def test_clauses_are_there_when_none_of_their_questions_is_open() -> None:
    known = of()
    assert known.text is not None
    aims, name = known.text.clause("aims"), known.text.clause("name")
    assert aims is not None and name is not None
    assert told(line(clauses=("aims",)), known) == ("met", f"This is in clause {aims.number}.")
    both = line(clauses=("name", "aims"))
    assert told(both, known) == ("met", f"This is in clauses {name.number} and {aims.number}.")
    assert told(line(clauses=("aims",)), of(settled=False)) == ("met", f"This is in clause {aims.number} of the draft.")


def test_an_open_question_is_named() -> None:
    wants = line(clauses=("name", "committee"))
    assert leads(wants, of(without=("committee_most", "committee_notice"))) == (
        "not_yet",
        "committee",
        "committee_most",
    )
    assert leads(wants, of(without=("quorum_number",)))[0] == "met"
    assert leads(wants, of(area=None))[0] == "met"


def test_a_missing_clause_is_named() -> None:
    wants = line(clauses=("name", "complaints"))
    assert leads(wants, of(without=("complaints",))) == ("not_yet", "complaints", "")
    assert told(wants, of(without=("complaints",)))[1].endswith("has been left out.")
    committee = line(clauses=("committee",))
    assert leads(committee, of("ground_rules")) == ("not_yet", "committee", "")
    assert told(committee, of("ground_rules"))[1] == "There is no clause on this in your ground rules."
    assert told(committee, NOTHING) == ("not_yet", "There are no written rules yet.")


def test_of_a_text_on_the_groups_own_paper_the_kit_cannot_tell() -> None:
    assert told(line(clauses=("aims",)), of("already_have")) == ("cannot_tell", OWN_PAPER)
    assert told(line(question="area"), of("already_have")) == ("cannot_tell", OWN_PAPER)
    assert leads(line(clauses=("dissolution",)), of("already_have"))[0] == "met"
    assert leads(line(clauses=("dissolution",)), of("already_have", without=("dissolution",)))[0] == "not_yet"


# --- questions -----------------------------------------------------------------------------------

NAMED = line(question="signatories_named", least=3)
RELATED = line(question="signatories_related", among=("no",))


@pytest.mark.parametrize(("named", "state"), [(2, "not_yet"), (3, "met"), (4, "met")])
def test_a_number_has_to_be_large_enough(named: int, state: str) -> None:
    question = "" if state == "met" else "signatories_named"
    assert leads(NAMED, of(signatories_named=named)) == (state, "signatories", question)


@pytest.mark.parametrize(("said", "state"), [("no", "met"), ("yes", "not_yet"), ("we do not know yet", "not_yet")])
def test_an_answer_has_to_be_among_those_that_will_do(said: str, state: str) -> None:
    assert told(RELATED, of(signatories_related=said)) == (state, f"The answer was: {said}.")


def test_where_the_answer_stands() -> None:
    known = of()
    assert known.text is not None
    clause = known.text.clause("signatories")
    assert clause is not None
    assert told(NAMED, known) == ("met", f"This is in clause {clause.number}: three signatories.")
    assert known.choices is not None and known.shape is not None
    reworded = replace(known.choices, own={"signatories": OwnWords("", "Three of us can sign.")})
    known = replace(known, choices=reworded, text=compose(known.shape, reworded))
    assert told(NAMED, known) == ("met", "The answer was: three signatories.")


def test_a_question_can_be_named_by_what_its_answer_means() -> None:
    assert leads(line(question="change_share", among=("2/3",)), of())[0] == "met"
    assert leads(line(question="change_share", among=("at least two thirds",)), of())[0] == "met"
    assert leads(line(question="change_share", among=("3/4",)), of())[0] == "not_yet"
    assert leads(line(question="notice_clear", among=("yes",)), of(notice_clear=True))[0] == "met"
    assert leads(line(question="notice_clear", among=("yes",)), of(notice_clear=False))[0] == "not_yet"
    assert leads(line(question="officers", among=("treasurer",)), of())[0] == "met"
    assert leads(line(question="officers", among=("treasurer",)), of(officers=["chair"]))[0] == "not_yet"


def test_a_question_without_an_answer_is_not_there_yet() -> None:
    area = line(question="area")
    assert leads(area, of(without=("area",))) == ("not_yet", "name", "area")
    assert leads(area, of(area=None)) == ("not_yet", "name", "area")
    assert leads(area, of(area="Lantern Street and around"))[0] == "met"
    assert leads(NAMED, of("ground_rules"))[::2] == ("not_yet", "")
    assert leads(NAMED, NOTHING)[0] == "not_yet"
    assert leads(line(question="fallback"), of("consensus_association", has_fallback=False))[0] == "not_yet"


def test_words_are_never_large_enough() -> None:
    made = shape()
    chosen = choices(answers=usual_answers(made) | {"why_not": "many"})
    known = replace(NOTHING, shape=made, choices=chosen, text=compose(made, chosen))
    assert leads(line(question="why_not", least=1), known)[0] == "not_yet"
    assert leads(line(question="wait", least=1), known)[0] == "not_yet"


# --- rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "value", "more", "state"),
    [
        ("signatories_needed", "2", {"least": 2}, "met"),
        ("signatories_needed", "1", {"least": 2}, "not_yet"),
        ("committee_least", "10", {"least": 3}, "met"),
        ("remote_meetings", "yes", {"among": ("yes",)}, "met"),
        ("remote_meetings", "no", {"among": ("yes",)}, "not_yet"),
        ("change_share", "2/3", {"among": ("two thirds",)}, "met"),
        ("change_share", "2/3", {"among": ("2/3", "3/4")}, "met"),
        ("change_share", "1/2", {"among": ("2/3", "3/4")}, "not_yet"),
        ("financial_year_end", "03-31", {"among": ("31 March",)}, "met"),
        ("members_share", "", {}, "not_yet"),
        ("members_share", "3/4", {}, "met"),
    ],
)
def test_a_rule(rule: str, value: str, more: dict[str, Any], state: str) -> None:
    assert only(line(rule=rule, **more), replace(NOTHING, rules={rule: value})).state == state


def test_a_rule_says_where_it_comes_from() -> None:
    wants = line(rule="signatories_needed", least=2)
    assert told(wants, replace(NOTHING, rules={"signatories_needed": "2"})) == ("met", "Your rules say: 2 signatories.")
    known = replace(of(signatories_needed=1, settled=False), rules={"signatories_needed": "1"})
    answered = only(wants, known)
    assert (answered.state, answered.clause, answered.question) == ("not_yet", "signatories", "signatories_needed")
    assert "of the draft: 1 signatory." in answered.where
    assert told(wants, NOTHING) == ("not_yet", "Nothing has been agreed on this yet.")


# --- policies and facts --------------------------------------------------------------------------


def test_a_policy_counts_once_it_is_adopted() -> None:
    wants = line(policy="expenses")
    names = replace(NOTHING, policy_names={"expenses": "Expenses: getting back what you spent"})
    assert told(wants, replace(names, policies={"expenses": "adopted"})) == (
        "met",
        "This is in your policy on expenses.",
    )
    draft = told(wants, replace(names, policies={"expenses": "draft"}))
    assert draft == ("not_yet", "Your policy on expenses is a draft. It has not been adopted yet.")
    assert told(wants, names) == ("not_yet", "There is no policy on expenses yet.")
    assert told(wants, NOTHING) == ("not_yet", "There is no policy yet.")
    line_on = replace(NOTHING, policy_names={"expenses": "A line on reserves"})
    assert told(wants, line_on) == ("not_yet", "There is no policy on reserves yet.")


@pytest.mark.parametrize(
    ("fact", "least", "value", "expected"),
    [
        ("adopted", None, True, ("met", "A text has been adopted.")),
        ("adopted", None, False, ("not_yet", "No text has been adopted yet.")),
        ("members", None, 11, ("met", "There are 11 members.")),
        ("members", None, 1, ("met", "There is one member.")),
        ("members", None, 0, ("not_yet", "There are no members.")),
        ("members", 12, 11, ("not_yet", "There are 11 members.")),
        ("accounts_months", 12, 12, ("met", "The cash book has been kept for 12 months.")),
        ("accounts_months", 3, 2, ("not_yet", "The cash book has been kept for two months.")),
    ],
)
def test_a_fact(fact: str, least: int | None, value: int | bool, expected: tuple[str, str]) -> None:
    assert told(line(fact=fact, least=least), replace(NOTHING, facts={fact: value})) == expected


@pytest.mark.parametrize("fact", sorted(FACTS.keys() - COUNTED.keys()))
def test_a_fact_that_is_not_so_is_told_in_a_sentence_of_its_own(fact: str) -> None:
    assert told(line(fact=fact), replace(NOTHING, facts={fact: False})) == ("not_yet", NOT_SO[fact])


def test_adopted_and_signed_are_two_things() -> None:
    for facts, answered in (
        ({"adopted": True, "signed": False}, ("not_yet", NOT_SIGNED)),
        ({"adopted": False, "signed": False}, ("not_yet", NOT_SO["adopted"])),
        ({"adopted": True, "signed": True}, ("met", "A text has been adopted and signed.")),
        ({"adopted": True}, ("cannot_tell", "The kit does not know this. You will.")),
    ):
        assert told(line(fact="signed"), replace(NOTHING, facts=facts)) == answered


def test_what_nobody_knows_is_for_the_group_to_ask() -> None:
    assert told(line(fact="year_end"), NOTHING) == ("cannot_tell", "The kit does not know this. You will.")
    assert told(line(cannot_tell="Ask them: how long?"), NOTHING) == ("cannot_tell", "Ask them: how long?")


# --- every list that is shipped ------------------------------------------------------------------


def in_each_state(point: str) -> list[Known]:
    """A group with nothing, with a draft that nobody has answered, with a whole draft, and with an adopted text."""
    made, usual = shipped(point), of(point)
    assert usual.choices is not None and usual.text is not None
    values = rule_values(Content(made, usual.choices, usual.text))
    adopted = replace(usual, rules={rule: value for rule, (value, _) in values.items()}, facts={"adopted": True})
    return [
        replace(NOTHING, facts=dict.fromkeys(FACTS, False)),
        of(point, settled=False, without=tuple(made.asks())),
        of(point, settled=False),
        adopted,
    ]


@pytest.mark.parametrize("point", sorted(read_stock(None).starting_points))
def test_every_shipped_list_is_answered_for_every_starting_point(point: str) -> None:
    asks, checklists = shipped(point).asks(), read_stock(None).checklists.values()
    for known, checklist in product(in_each_state(point), checklists):
        answers = answer(checklist, known)
        assert [one.line for one in answers] == list(checklist.lines)
        for one in answers:
            assert one.where.endswith((".", "?")) and "  " not in one.where, one
            assert one.question == "" or (one.state == "not_yet" and one.question in asks), one
            assert known.choices is None or known.answers or one.state != "met" or not one.line.question, one


@pytest.mark.parametrize("key", sorted(read_stock(None).checklists))
def test_a_shipped_list_can_be_met_by_a_group_that_has_everything(key: str) -> None:
    checklist = read_stock(None).checklists[key]
    base = of(signatories_related="no", area="Lantern Street")
    everything = replace(
        base,
        policies={one.policy: "adopted" for one in checklist.lines},
        facts={fact: 99 if fact in ("members", "accounts_months") else True for fact in FACTS},
        policy_names={one.policy: one.policy for one in checklist.lines},
    )
    for answered in answer(checklist, everything):
        assert answered.state == ("cannot_tell" if answered.line.cannot_tell else "met"), answered
        assert answered.where
    assert len(answer(checklist, NOTHING)) == len(checklist.lines)
    assert not any(answered.state == "met" for answered in answer(checklist, NOTHING))


def test_words_of_somebodys_own_are_not_repeated() -> None:
    """A local checklist may ask about aims; a critical friend reads its answers."""
    made = shipped("small_association")
    given = {**usual_answers(made), "aims": "to keep Balquhidder company"}
    chosen = Choices("Lantern Street", made.nations[0], made.key, given)
    known = Known(made, chosen, compose(made, chosen), True, {}, {}, {}, {})
    (found,) = answer(Checklist("ours", "Ours", 1, "about", "today", (Line("Aims", question="aims"),)), known)
    assert found.state == "met" and "Balquhidder" not in found.where and "own words" in found.where
