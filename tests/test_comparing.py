"""Old and new words beside each other: both can be read back whole, and what stays is the same on both sides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.comparing import compared
from tests.sweep import examples

pytestmark = pytest.mark.pure

texts = st.lists(st.sampled_from(["we", "meet", "on", "Tuesday", "seven", ",", ".", "\n"]), max_size=14).map(" ".join)


def test_single_words_are_picked_out() -> None:
    before, after = compared("We meet at seven.", "We meet at six.")
    assert [(one.words, one.kind) for one in before] == [("We meet at ", "same"), ("seven", "deleted"), (".", "same")]
    assert [(one.words, one.kind) for one in after] == [("We meet at ", "same"), ("six", "inserted"), (".", "same")]


def test_what_has_little_in_common_is_shown_whole() -> None:
    before, after = compared("We meet at seven.", "Subs are two pounds a month, paid in the tin")
    assert [one.kind for one in (*before, *after)] == ["deleted", "inserted"]


@settings(max_examples=examples(60, 1_000), deadline=None)
@given(old=texts, new=texts)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    before, after = compared(old, new)
    assert "".join(one.words for one in before) == old and "".join(one.words for one in after) == new
    stays = ["".join(one.words for one in side if one.kind == "same") for side in (before, after)]
    assert stays[0] == stays[1]
