"""A gentle word where the title of a grant would tell what people live with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.grants.titles import telling_title
from tests.sweep import examples

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Support group for people in Lantern Bridge", "Support group"),
        ("A garden for cancer patients", "cancer"),
        ("Mental Health afternoons", "Mental Health"),
        ("HIV peer evenings", "HIV"),
        ("Ehlers-Danlos Syndrome meetings", "Syndrome"),
        ("Living with long covid", "Living with"),
        ("Recovery café", "Recovery"),
        ("Marigold Circle: running costs", "Marigold Circle"),
        ("Tuesdays with lupus", "lupus"),
        ("Pain cafe", "Pain"),
    ],
)
def test_a_title_that_tells_is_asked_about(title: str, word: str) -> None:
    said = telling_title(title, "Marigold Circle", "adults who live with lupus, and their families")
    assert f"“{word}”" in said and "Weekly meetings of a community group" in said


@pytest.mark.parametrize(
    "title",
    [
        "Weekly meetings in Lantern Street",
        "A painting hive for adults and families",
        "Striking pains-taking work",
        "",
        "Réunions",
    ],
)
def test_a_quiet_title_is_left_alone(title: str) -> None:
    assert telling_title(title, "Marigold Circle", "adults who live with lupus, and their families") == ""


@settings(max_examples=examples(60, 3_000))
@given(st.text(max_size=140), st.text(max_size=60), st.text(max_size=200))
def test_any_words_are_read_and_none_is_refused(title: str, name: str, who_for: str) -> None:
    said = telling_title(title, name, who_for)
    assert said == "" or said.startswith("Funders publish")
