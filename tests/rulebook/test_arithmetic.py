"""The arithmetic of meetings: tables of examples, and each rule against a slow, obvious version."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.rulebook.arithmetic import (
    Base,
    Votes,
    carried,
    days_of_notice,
    last_day_of_notice,
    latest_yearly_meeting,
    needed,
    quorum,
    simple_majority,
    special_meeting_request,
    with_casting_vote,
)
from tests.sweep import examples

pytestmark = pytest.mark.pure

TENTH, THIRD, TWO_THIRDS = Fraction(1, 10), Fraction(1, 3), Fraction(2, 3)
counts = st.integers(0, 400)
shares = st.builds(lambda low, more: Fraction(low, low + more), st.integers(1, 60), st.integers(0, 40))
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
often = settings(max_examples=examples(60, 2_000), deadline=None)


@pytest.mark.parametrize(
    ("number", "share", "count", "there"),
    [
        (3, TENTH, 11, 3),  # a tenth of 11 is 1.1, so two; three is more
        (3, TENTH, 31, 4),  # 3.1 rounds up
        (3, TENTH, 30, 3),
        (5, None, 100, 5),
        (4, THIRD, 11, 4),
        (4, THIRD, 13, 5),  # 4.33 rounds up
        (1, TENTH, 5, 2),  # never below two
        (2, TWO_THIRDS, 3, 2),
        (3, TENTH, 0, 3),
    ],
)
def test_who_must_be_there(number: int, share: Fraction | None, count: int, there: int) -> None:
    assert quorum(number, share, count) == there


@often
@given(number=st.integers(0, 50), share=shares | st.none(), count=counts)
def test_the_quorum_is_the_first_number_that_is_enough(number: int, share: Fraction | None, count: int) -> None:
    there = 2
    while there < number or (share is not None and Fraction(there) < share * count):
        there += 1
    assert quorum(number, share, count) == there


@pytest.mark.parametrize(("number", "count", "asks"), [(5, 40, 5), (5, 51, 6), (1, 3, 1), (0, 0, 0)])
def test_who_can_ask_for_a_special_meeting(number: int, count: int, asks: int) -> None:
    assert special_meeting_request(number, TENTH, count) == asks


@pytest.mark.parametrize(
    ("meeting", "notice", "clear", "by_post", "last"),
    [
        (date(2026, 5, 20), 14, True, False, date(2026, 5, 5)),  # DOMAIN 1.2
        (date(2026, 5, 20), 14, False, False, date(2026, 5, 6)),
        (date(2026, 5, 20), 14, True, True, date(2026, 5, 3)),
        (date(2026, 3, 1), 1, True, False, date(2026, 2, 27)),
        (date(2028, 3, 1), 1, True, False, date(2028, 2, 28)),
        (date(2026, 5, 20), 0, False, False, date(2026, 5, 20)),
        (date(2026, 3, 30), 7, True, False, date(2026, 3, 22)),  # over the change of clocks
    ],
)
def test_the_last_day_of_notice(meeting: date, notice: int, clear: bool, by_post: bool, last: date) -> None:
    assert last_day_of_notice(meeting, notice, clear, by_post) == last


@often
@given(meeting=days, notice=st.integers(0, 60), clear=st.booleans())
def test_the_days_between_are_as_many_as_were_asked(meeting: date, notice: int, clear: bool) -> None:
    given_on = last_day_of_notice(meeting, notice, clear)
    between, day = 0, given_on + timedelta(days=1)
    while day < meeting:
        between, day = between + 1, day + timedelta(days=1)
    assert between == notice if clear else between in (notice - 1, 0)
    assert days_of_notice(given_on, meeting, clear) == notice
    assert days_of_notice(given_on + timedelta(days=1), meeting, clear) == max(notice - 1, 0)


@pytest.mark.parametrize(
    ("votes", "share", "base", "for_it", "agreed"),
    [
        (Votes(6, 3), TWO_THIRDS, Base.VOTING, 6, True),
        (Votes(5, 3), TWO_THIRDS, Base.VOTING, 6, False),  # 5.33 rounds up
        (Votes(6, 3, abstained=2), TWO_THIRDS, Base.VOTING, 6, True),  # abstentions do not count
        (Votes(6, 3, abstained=2), TWO_THIRDS, Base.PRESENT, 8, False),  # and here they do
        (Votes(6, 3, present=12), TWO_THIRDS, Base.PRESENT, 8, False),
        (Votes(6, 1, present=9, members=11), TWO_THIRDS, Base.ALL, 8, False),  # whoever stays away counts against
        (Votes(8, 1, present=9, members=11), TWO_THIRDS, Base.ALL, 8, True),
        (Votes(0, 0), TWO_THIRDS, Base.VOTING, 1, False),  # nobody voted: not agreed
        (Votes(3, 1), Fraction(3, 4), Base.VOTING, 3, True),
        (Votes(4, 0), Fraction(1), Base.VOTING, 4, True),
        (Votes(3, 1), Fraction(1), Base.VOTING, 4, False),
    ],
)
def test_a_share_of_the_votes(votes: Votes, share: Fraction, base: Base, for_it: int, agreed: bool) -> None:
    assert needed(votes, share, base) == for_it
    assert carried(votes, share, base) is agreed


@often
@given(votes_for=counts, against=counts, abstained=counts, away=counts, share=shares, base=st.sampled_from(Base))
def test_a_share_counted_one_voter_at_a_time(
    votes_for: int, against: int, abstained: int, away: int, share: Fraction, base: Base
) -> None:
    people = ["for"] * votes_for + ["against"] * against + ["abstained"] * abstained + ["away"] * away
    counted = {Base.VOTING: {"for", "against"}, Base.PRESENT: {"for", "against", "abstained"}, Base.ALL: set(people)}
    asked = [one for one in people if one in counted[base]]
    enough = votes_for > 0 and votes_for * share.denominator >= share.numerator * len(asked)
    votes = Votes(votes_for, against, abstained, votes_for + against + abstained, len(people))
    assert carried(votes, share, base) is enough
    assert carried(Votes(needed(votes, share, base), 0), share, Base.VOTING)


@pytest.mark.parametrize(
    ("votes", "casting", "agreed"),
    [
        (Votes(4, 4), True, True),
        (Votes(4, 4), False, False),
        (Votes(5, 4), False, True),
        (Votes(4, 5), True, False),
        (Votes(0, 0), True, True),
    ],
)
def test_a_casting_vote_settles_only_a_tie(votes: Votes, casting: bool, agreed: bool) -> None:
    assert with_casting_vote(votes, casting) is agreed


@often
@given(votes_for=counts, against=counts, says_yes=st.booleans())
def test_a_casting_vote_is_one_more_vote_on_a_tie_and_no_help_to_a_larger_share(
    votes_for: int, against: int, says_yes: bool
) -> None:
    votes = Votes(votes_for, against)
    extra = (1 if says_yes else -1) if votes_for == against else 0
    assert with_casting_vote(votes, says_yes) is (votes_for + extra > against)
    if votes_for == against > 0:
        assert not carried(votes, TWO_THIRDS, Base.VOTING)
    assert simple_majority(votes) is (votes_for > against)


@pytest.mark.parametrize(
    ("last", "months", "latest"),
    [
        (date(2025, 5, 12), 15, date(2026, 8, 12)),
        (date(2025, 11, 30), 15, date(2027, 2, 28)),
        (date(2026, 11, 30), 15, date(2028, 2, 29)),
        (date(2026, 1, 31), 13, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_the_latest_day_for_the_next_yearly_meeting(last: date, months: int, latest: date) -> None:
    assert latest_yearly_meeting(last, months) == latest
