"""Facts and answers as they stand on paper."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupkit.grants.facts import Facts, Spending, changes
from groupkit.grants.format import ReturnFormat, read_format
from groupkit.grants.known import KNOWN
from groupkit.grants.paper import lay_out, say, unanswered
from groupkit.grants.saying import FACTS, TABLE, by_source
from groupkit.library import shipped_folder
from groupkit.questions import Kind, Question
from tests.grants.giving import ANSWERS

pytestmark = pytest.mark.pure

FACTS_NOW = Facts(
    group_name="Hill Street",
    funder="Community Chest",
    reference="CC/118",
    amount=40_000,
    purpose="Wool and a room",
    starts=date(2026, 1, 1),
    ends=None,
    received=40_000,
    received_on=date(2026, 2, 3),
    own_money=0,
    spending=(Spending("Wool", 16_000, 14_835), Spending("Room hire", 14_000, 13_200)),
    as_of=date(2026, 11, 18),
)

days = st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31))
pence = st.integers(-(10**12), 10**12)
any_facts = st.builds(
    Facts,
    group_name=st.text(),
    funder=st.text(),
    reference=st.text(),
    amount=pence,
    purpose=st.text(),
    starts=days,
    ends=days,
    received=pence,
    received_on=days,
    own_money=pence,
    as_of=st.dates(),
    spending=st.lists(st.builds(Spending, name=st.text(), budget=st.none() | pence, spent=pence)).map(tuple),
)


def six_lines() -> ReturnFormat:
    table = tomllib.loads((shipped_folder("groupkit.grants", "formats") / "six_lines.toml").read_text("utf-8"))
    made, mistakes = read_format(table, "six_lines.toml", KNOWN)
    assert made is not None and mistakes == []
    return made


@given(any_facts)
def test_facts_come_back_as_they_were_from_json(facts: Facts) -> None:
    assert Facts.from_dict(json.loads(json.dumps(facts.to_dict()))) == facts


@given(any_facts)
def test_received_and_own_money_are_what_was_spent_and_what_is_left(facts: Facts) -> None:
    assert facts.spent + facts.left == facts.received + facts.own_money


@given(any_facts, st.dates())
def test_the_day_makes_no_difference_to_what_they_say(facts: Facts, day: date) -> None:
    assert facts.same_as(replace(facts, as_of=day))
    assert not facts.same_as(replace(facts, amount=facts.amount + 1))
    assert changes(facts, replace(facts, as_of=day)) == []


@pytest.mark.parametrize(
    ("received", "on", "words"),
    [
        (40_000, date(2026, 2, 3), "received on 3 February 2026"),
        (0, None, "not received yet"),
        (20_000, date(2026, 2, 3), "£200 of it received so far, the first on 3 February 2026"),
        (45_000, date(2026, 2, 3), "£450 received in all, the first on 3 February 2026"),
        (40_000, None, "received before our cash book began"),
    ],
)
def test_when_the_money_came_is_said_as_the_book_has_it(received: int, on: date | None, words: str) -> None:
    assert FACTS["grant_received_on"].say(replace(FACTS_NOW, received=received, received_on=on)) == words


def test_every_fact_says_where_it_comes_from() -> None:
    assert all(fact.label and fact.source for fact in FACTS.values())
    assert set(FACTS) > TABLE
    found = by_source(["grant_funder", "spent_total", "grant_amount"], FACTS_NOW)
    assert [[name for name, _ in said] for _, said in found] == [["grant_funder", "grant_amount"], ["spent_total"]]


def test_what_has_moved_on_is_said_by_how_much() -> None:
    now = replace(
        FACTS_NOW, received=45_000, spending=(Spending("Wool", 16_000, 14_835), Spending("Room hire", 14_000, 14_450))
    )
    assert changes(FACTS_NOW, now) == [
        "received is now £450.00, £50.00 more than was filed",
        "spent is now £292.85, £12.50 more than was filed",
        "left is now £157.15, £37.50 more than was filed",
    ]
    swapped = replace(FACTS_NOW, spending=(Spending("Wool", 16_000, 14_834), Spending("Room hire", 14_000, 13_201)))
    assert changes(FACTS_NOW, swapped) == ["the same is divided up in another way between the headings"]


def test_six_lines_stand_on_the_paper_as_the_drawing_has_them() -> None:
    paper = lay_out(six_lines(), FACTS_NOW, ANSWERS | {"thank_you": "With thanks.", "photo": {"picture": "abc"}})
    assert [line.text for line in paper.lines] == [
        "Community Chest, their reference CC/118, £400, received on 3 February 2026. Given for: Wool and a room",
        "",
        "Met 21 times, every other Tuesday.",
        "About 14.",
        "“I don’t have to explain myself.”",
        "The bus fare matters more than we thought.",
    ]
    assert [line.has_money for line in paper.lines] == [False, True, False, False, False, False]
    assert (paper.thanks, [one.key for one in paper.pictures], paper.size) == ("With thanks.", ["photo"], "roomy")


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (Kind.LINE, "=1+1", "=1+1"),
        (Kind.WORDS, "a\nb", "a\nb"),
        (Kind.NUMBER, {"number": 1200, "about": False}, "1,200."),
        (Kind.NUMBER, {"number": 14, "about": True}, "About 14."),
        (Kind.YES_NO, True, "Yes."),
        (Kind.YES_NO, False, "No."),
        (Kind.CHOICE, "Often", "Often"),
        (Kind.DAY, "2026-02-03", "3 February 2026."),
        (Kind.MONEY, 1250, "£12.50."),
        (Kind.PICTURE, {"picture": "abc"}, ""),
        (Kind.WORDS, "", ""),
        (Kind.NUMBER, None, ""),
    ],
)
def test_every_kind_of_answer_is_said(kind: Kind, answer: Any, words: str) -> None:
    assert say(Question("q", kind, "?"), {"q": answer}) == words


def test_what_is_not_answered_is_named_and_what_may_be_left_out_is_not() -> None:
    made = six_lines()
    assert unanswered(made, ANSWERS) == []
    assert len(unanswered(made, {})) == 4
    assert unanswered(made, {**ANSWERS, "difference": ""}) == ["What difference did it make?"]
    assert unanswered(made, {**ANSWERS, "how_many_people": {"number": 0, "about": False}}) == []


def test_the_more_there_is_the_smaller_the_letters() -> None:
    full: dict[str, Any] = dict.fromkeys(("what_we_did", "difference", "learned_or_next", "who_came"), "word " * 120)
    many = replace(FACTS_NOW, spending=tuple(Spending(str(number), None, 1) for number in range(30)))
    sizes = [
        lay_out(six_lines(), facts, answers).size
        for facts, answers in (
            (FACTS_NOW, ANSWERS),
            (FACTS_NOW, ANSWERS | full),
            (many, ANSWERS | full | {"photo": {"picture": "abc"}}),
        )
    ]
    assert sizes == ["roomy", "close", "small"]
