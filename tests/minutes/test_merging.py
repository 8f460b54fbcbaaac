"""Two people write in the same words at once: no line of either is ever lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.minutes.merging import merged
from tests.sweep import examples

pytestmark = pytest.mark.pure

TABLE = [
    # base, theirs, mine, both
    ("", "", "", ""),
    ("", "tea", "", "tea"),
    ("", "", "tea", "tea"),
    ("", "tea", "tea", "tea"),
    ("", "tea", "cake", "tea\ncake"),
    ("", "tea", "tea and cake", "tea\ntea and cake"),
    ("", "£10 for the hall", "£100 for the hall", "£10 for the hall\n£100 for the hall"),
    ("tea", "tea", "cake", "cake"),
    ("tea", "cake", "tea", "cake"),
    ("tea\ncake", "tea!\ncake", "tea\ncake!", "tea!\ncake!"),
    ("tea\ncake", "tea\nmilk\ncake", "tea\ncake\nsugar", "tea\nmilk\ncake\nsugar"),
    ("tea\ncake", "cake", "tea\ncake\nmilk", "cake\nmilk"),
    ("tea\ncake", "tea", "tea\nmilk\ncake", None),
    ("tea", "tea, hot", "tea, cold", None),
    ("tea\ncake", "", "tea\nfresh cake", None),
    ("tea\ncake", "cake\ntea", "cake\ntea", "cake\ntea"),
]


@pytest.mark.parametrize(("base", "theirs", "mine", "both"), TABLE)
def test_what_becomes_of_two_texts(base: str, theirs: str, mine: str, both: str | None) -> None:
    if both is None and merged(base, theirs, mine) is not None:
        # Where lines were only taken out on one side and added on the other, nothing typed is lost.
        found = str(merged(base, theirs, mine)).splitlines()
        assert set(theirs.splitlines()) - set(base.splitlines()) <= set(found)
        assert set(mine.splitlines()) - set(base.splitlines()) <= set(found)
    else:
        assert merged(base, theirs, mine) == both


def test_what_one_person_typed_in_two_places_stands_once() -> None:
    assert merged("", "tea", "tea and cake", same_person=True) == "tea and cake"
    assert merged("", "tea and cake", "tea", same_person=True) == "tea and cake"
    assert merged("", "tea", "cake", same_person=True) == "tea\ncake"


def test_too_much_to_compare_is_told_and_not_waited_for() -> None:
    base, theirs = "\n".join(["a", "b"] * 500), "\n".join(["b", "a"] * 500) + "\nx"
    assert merged(base, theirs, "\n".join(["a"] * 1_000)) is None
    long = "\n".join(str(number) for number in range(5_000))
    assert merged(long, f"{long}\ntea", f"milk\n{long}") == f"milk\n{long}\ntea", "one line at each end is quick"


lines = st.lists(st.sampled_from(["tea", "cake", "milk", "sugar", "honey", "a tea", "b cake"]), max_size=6)
texts = st.builds("\n".join, lines)


@given(base=texts, theirs=texts, mine=texts)
@settings(max_examples=examples(300, 20_000))
def test_no_line_that_either_wrote_is_lost(base: str, theirs: str, mine: str) -> None:
    both = merged(base, theirs, mine)
    if both is None:
        return
    known, found = base.splitlines(), both.splitlines()
    for text in (theirs, mine):
        for line in text.splitlines():
            written = text.splitlines().count(line) - known.count(line)
            assert written <= 0 or any(one.startswith(line) for one in found), (base, theirs, mine, both)


@given(base=texts, theirs=texts, mine=texts)
@settings(max_examples=examples(300, 20_000))
def test_nothing_comes_in_that_nobody_wrote(base: str, theirs: str, mine: str) -> None:
    both = merged(base, theirs, mine)
    if both is not None:
        assert set(both.splitlines()) <= set(base.splitlines()) | set(theirs.splitlines()) | set(mine.splitlines())


@given(base=texts, mine=texts)
@settings(max_examples=examples(200, 5_000))
def test_where_only_one_wrote_it_is_theirs(base: str, mine: str) -> None:
    assert merged(base, base, mine) == mine
    assert merged(base, mine, base) == mine
    assert merged(base, mine, mine) == mine


@given(top=texts, middle=st.just("the middle stays"), bottom=texts, theirs=texts, mine=texts)
@settings(max_examples=examples(200, 5_000))
def test_lines_above_and_below_a_line_that_stays_are_both_kept(
    top: str, middle: str, bottom: str, theirs: str, mine: str
) -> None:
    def whole(*parts: str) -> str:
        return "\n".join(line for part in parts for line in part.splitlines())

    base = whole(top, middle, bottom)
    assert merged(base, whole(theirs, middle, bottom), whole(top, middle, mine)) == whole(theirs, middle, mine)
