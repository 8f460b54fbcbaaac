"""Every starting point and policy that comes with groupkit, in each nation where it is offered."""

import re
from dataclasses import replace

import pytest

from groupkit.constitution.clauses import NATIONS
from groupkit.constitution.content import Content, rule_values
from groupkit.constitution.notices import GroupFacts, notices
from groupkit.constitution.reading import read_stock
from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import UNSAID, Choices, Text, asked_in, compose, plain_lines
from tests.constitution.reading_age import grade
from tests.constitution.shapes import usual_answers

pytestmark = pytest.mark.pure

STOCK = read_stock(None)
STARTING_POINTS = (
    "ground_rules",
    "small_association",
    "consensus_association",
    "small_charity",
    "branch",
    "already_have",
)
POLICIES = (
    "safeguarding",
    "equality",
    "health_and_safety",
    "data_protection",
    "complaints",
    "expenses",
    "financial_controls",
    "reserves",
)
OFFERED = [
    (key, nation) for key, shape in {**STOCK.starting_points, **STOCK.policies}.items() for nation in shape.nations
]
YIELDS_A_TEXT = [(key, nation) for key, nation in OFFERED if key != "already_have"]
NEVER_SAID = re.compile(
    r"\b(shall|hereby|aforesaid|pursuant|audit\w*|patients?|clients?|service users?|overdue|failed|chairman|he/she)\b",
    re.I,
)


def shape_of(key: str) -> Shape:
    return {**STOCK.starting_points, **STOCK.policies}[key]


def settled(key: str, nation: str) -> tuple[Shape, Choices, Text]:
    """A text in which every question is answered with what is usual."""
    shape = shape_of(key)
    chosen = Choices(group="Lantern Street Tuesdays", nation=nation, starting_point=key)
    chosen = replace(chosen, answers={**usual_answers(shape), "name": "Lantern Street Tuesdays"})
    return shape, chosen, compose(shape, chosen)


def test_everything_that_is_shipped_can_be_read() -> None:
    assert [str(mistake) for mistake in STOCK.mistakes] == []
    assert set(STOCK.starting_points) == set(STARTING_POINTS)
    assert set(STOCK.policies) == set(POLICIES)
    assert set(STOCK.checklists) >= {
        "small_bank",
        "awards_for_all",
        "community_foundation",
        "council_small_grant",
        "starter_grant",
    }
    assert set(STOCK.worksheets) >= {"cio", "scio", "full_charity"}
    assert STOCK.starting_points["small_charity"].nations == ("england-and-wales",)


def test_the_clauses_that_a_group_needs_are_there() -> None:
    assert len(STOCK.clauses) >= 35
    used = {listed.key for shape in STOCK.starting_points.values() for listed in shape.clauses}
    assert set(STOCK.clauses) - used == set()


@pytest.mark.parametrize(("key", "nation"), OFFERED)
def test_with_its_usual_answers_a_text_is_complete(key: str, nation: str) -> None:
    shape, chosen, text = settled(key, nation)
    whole = "\n".join([text.opening, *plain_lines(text), *(one.words for one in text.in_short)])
    assert text.open == () and text.broken == ()
    assert not any(mark in whole for mark in (UNSAID, "{", "}", "  ", " .", " ,", "..", ",,"))
    assert all(clause.paragraphs for clause in text.clauses), "a clause that says nothing"
    assert not NEVER_SAID.findall(whole)
    assert notices(shape, chosen, text, GroupFacts(members=11, nation=nation)) == []


@pytest.mark.parametrize(("key", "nation"), OFFERED)
def test_with_everything_left_empty_that_can_be_nothing_dangles(key: str, nation: str) -> None:
    shape, chosen, _ = settled(key, nation)
    answers = {name: None if asked.question.optional else chosen.answers[name] for name, asked in shape.asks().items()}
    text = compose(shape, replace(chosen, answers=answers))
    assert UNSAID not in "\n".join(plain_lines(text))
    bare = replace(chosen, answers=answers, left_out=frozenset(one.key for one in shape.clauses if one.optional))
    assert compose(shape, bare).broken == ()


@pytest.mark.parametrize("key", sorted({key for key, _ in OFFERED}))
def test_every_answer_of_every_choice_reads_on(key: str) -> None:
    """One answer after another is changed; the text stays whole each time."""
    shape, chosen, _ = settled(key, shape_of(key).nations[0])
    for name, asked in asked_in(shape, chosen).items():
        for option in (*asked.question.options, True, False):
            if isinstance(option, bool) == (asked.question.kind.value != "yes_no"):
                continue
            value = [option] if asked.question.kind.value == "several" else option
            text = compose(shape, replace(chosen, answers={**chosen.answers, name: value}))
            unasked = set(asked_in(shape, replace(chosen, answers={**chosen.answers, name: value})))
            assert set(text.open) <= unasked - set(chosen.answers)
            assert UNSAID not in "\n".join(plain_lines(text)), (name, option)


@pytest.mark.parametrize("key", [key for key, shape in STOCK.starting_points.items() if not shape.uploads])
def test_every_optional_clause_can_come_and_go(key: str) -> None:
    shape, chosen, _ = settled(key, shape_of(key).nations[0])
    for listed in shape.clauses:
        if listed.optional:
            for change in ({"left_out": frozenset({listed.key})}, {"brought_in": frozenset({listed.key})}):
                text = compose(shape, replace(chosen, **change))
                assert text.broken == (), (listed.key, change)


@pytest.mark.parametrize("key", [key for key, shape in STOCK.starting_points.items() if not shape.uploads])
def test_the_rules_on_one_page_can_be_read_at_eleven(key: str) -> None:
    _, _, text = settled(key, shape_of(key).nations[0])
    found = grade(" ".join(one.words for one in text.in_short))
    print(f"{key} on one page: grade {found:.1f}")
    assert found <= 6
    assert sum(len(one.words.split()) for one in text.in_short) <= 400, "more than one page"


def test_elsewhere_is_neutral_and_says_so() -> None:
    regulators = re.compile(r"Charity Commission|OSCR|CCNI|England|Wales|Scotland|Northern Ireland|Equality Act", re.I)
    for key in (key for key, nation in OFFERED if nation == "elsewhere"):
        _, _, text = settled(key, "elsewhere")
        assert not regulators.findall("\n".join(plain_lines(text))), key
    assert set(NATIONS) == {"england-and-wales", "scotland", "northern-ireland", "elsewhere"}


def test_a_text_says_how_the_group_decides() -> None:
    for key, way in (("small_association", "vote"), ("consensus_association", "consensus"), ("ground_rules", None)):
        shape, chosen, text = settled(key, "scotland")
        found = rule_values(Content(shape, chosen, text))
        assert found.get("decide_by", (None, 0))[0] == way
        assert all(clause > 0 for _, clause in found.values())
