"""Small numbers of people in a sentence: what is found, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupkit.grants.few import small_numbers_of_people
from groupkit.grants.starting import STARTING

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 3 people at the walk.", ["3 people"]),
        ("Two members and one woman came back", ["Two members", "one woman"]),
        ("one  new\nmember, then one new member", ["one new member"]),
        ("2-3 people, 2 – 4 carers, one or two mums", ["2-3 people", "2 – 4 carers", "one or two mums"]),
        ("(1 person) said so; four of our members too", ["1 person", "four of our members"]),
        ("Two of us cooked", ["Two of us"]),
    ],
)
def test_a_bare_small_number_of_people_is_found(text: str, found: list[str]) -> None:
    assert small_numbers_of_people(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A few people came, and nine members cooked",
        "13 people, 1,200 people, 0.2 people, £3 people, 5 people, 104 members, 5-14 people",
        "Twenty-two people, thirty one members, a hundred and two people, two hundred people",
        "We met 3 times in 2 rooms, for one hour, with four tables",
        "One peopled island, someone woman-like, stone people, 3 womenfolk",
        "from 12-3 people",
    ],
)
def test_everything_else_is_left_alone(text: str) -> None:
    assert small_numbers_of_people(text) == []


def test_the_lines_to_begin_from_say_no_small_number() -> None:
    assert [one.words for one in STARTING if small_numbers_of_people(f"{one.words}. {one.how}")] == []


@given(st.integers(0, 2_000), st.sampled_from(["people", "members", "women", "new volunteers"]))
def test_a_number_is_small_from_one_to_four(number: int, who: str) -> None:
    words = f"{number} {who}"
    assert small_numbers_of_people(f"In May {words} came.") == ([words] if 1 <= number <= 4 else [])


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    for one in small_numbers_of_people(text):
        assert one.split()[0] in " ".join(text.split())
