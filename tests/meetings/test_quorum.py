"""How many must be there: a full table of worked examples, and people counted one at a time.

The number or the share of those in post on the day, whichever is more; a part of a person counts as a whole one; never
fewer than two (DOMAIN 1.2).
"""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.meetings.rules import Quorum
from groupkit.rulebook.rules import SHARES
from tests.sweep import examples

pytestmark = pytest.mark.pure

often = settings(max_examples=examples(100, 4_000), deadline=None)
MORE_THAN_HALF = "51/100"
"""How the rulebook keeps “more than half”."""


@pytest.mark.parametrize(
    ("number", "share", "of", "there"),
    [
        # Three, or a tenth of the members: what is usual until a group says otherwise.
        (3, "1/10", 0, 3),
        (3, "1/10", 1, 3),  # more than there are: such a group cannot decide, and the page says 1 of 1, 3 are needed
        (3, "1/10", 9, 3),
        (3, "1/10", 10, 3),
        (3, "1/10", 29, 3),
        (3, "1/10", 30, 3),
        (3, "1/10", 31, 4),  # 3.1 is four people
        (3, "1/10", 40, 4),
        (3, "1/10", 41, 5),
        (3, "1/10", 99, 10),
        (3, "1/10", 100, 10),
        (3, "1/10", 101, 11),
        # Five, or a third.
        (5, "1/3", 11, 5),  # 3.67 is four, and five is more
        (5, "1/3", 15, 5),
        (5, "1/3", 16, 6),  # 5.33
        (5, "1/3", 18, 6),
        (5, "1/3", 19, 7),
        # A committee: three, or a third of those on it today (not of the most there could be).
        (3, "1/3", 3, 3),
        (3, "1/3", 8, 3),
        (3, "1/3", 9, 3),
        (3, "1/3", 10, 4),
        (3, "1/3", 12, 4),
        # Half is half; more than half is one more than half.
        (2, "1/2", 6, 3),
        (2, "1/2", 7, 4),
        (2, MORE_THAN_HALF, 6, 4),
        (2, MORE_THAN_HALF, 7, 4),
        (2, MORE_THAN_HALF, 51, 26),
        (2, MORE_THAN_HALF, 100, 51),
        (2, MORE_THAN_HALF, 200, 101),
        # Two thirds, three quarters, all.
        (2, "2/3", 6, 4),
        (2, "2/3", 7, 5),
        (2, "2/3", 8, 6),
        (2, "3/4", 8, 6),
        (2, "3/4", 9, 7),
        (2, "1/1", 9, 9),
        # No share was agreed.
        (4, None, 11, 4),
        (4, None, 400, 4),
        # Never fewer than two: one person is not a meeting.
        (1, None, 11, 2),
        (1, "1/20", 20, 2),
        (0, None, 0, 2),
        (1, "1/20", 41, 3),
        # Twentieths and fifths, where a floating point would slip: 0.05 of 60 is three, 0.2 of 15 is three.
        (1, "1/20", 60, 3),
        (1, "1/5", 15, 3),
        (1, "1/5", 16, 4),
        (1, "9/10", 10, 9),
        (1, "9/10", 11, 10),
        (1, "3/5", 5, 3),
        (1, "4/5", 5, 4),
    ],
)
def test_how_many_must_be_there(number: int, share: str | None, of: int, there: int) -> None:
    asked = Quorum.ask(number, Fraction(share) if share else None, of, "clause 7")
    assert (asked.needed, asked.of) == (there, of)
    assert asked.met(there) and asked.met(there + 1) and not asked.met(there - 1)


def enough(present: int, number: int, share: Fraction | None, of: int) -> bool:
    """Whether so many are enough, said as the rule is said: people stand up one at a time."""
    standing = 0
    for _ in range(present):
        standing += 1
    if standing < 2 or standing < number:
        return False
    if share is None:
        return True
    return standing * 2 > of if share == Fraction(51, 100) else Fraction(standing) >= share * of


shares = st.sampled_from([Fraction(one) for one in SHARES]) | st.builds(
    lambda low, more: Fraction(low, low + more), st.integers(1, 50), st.integers(0, 50)
)


@often
@given(number=st.integers(0, 40), share=shares | st.none(), of=st.integers(0, 300), present=st.integers(0, 320))
def test_quorum_beside_people_counted_one_at_a_time(number: int, share: Fraction | None, of: int, present: int) -> None:
    asked = Quorum.ask(number, share, of, "")
    assert asked.met(present) is enough(present, number, share, of)
    assert not enough(asked.needed - 1, number, share, of) and enough(asked.needed, number, share, of)


@often
@given(number=st.integers(0, 40), share=shares, of=st.integers(0, 300))
def test_a_larger_group_never_needs_fewer(number: int, share: Fraction, of: int) -> None:
    assert Quorum.ask(number, share, of, "").needed <= Quorum.ask(number, share, of + 1, "").needed


def test_how_it_is_said() -> None:
    assert Quorum.ask(4, None, 11, "clause 7").say(4) == "4 of 11 here; clause 7 asks for 4"
    assert Quorum.ask(4, None, 11, "").say(3) == "3 of 11 here; 4 are needed"
