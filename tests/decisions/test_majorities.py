"""Votes: a full table of worked examples, and voters counted one at a time with whole fractions.

Of members present and voting, abstentions do not count; of members present, they count against; of all members, whoever
stays away counts against. A tie is not agreed; a casting vote is one vote more, on an ordinary tie only (DOMAIN 1.2).
"""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groupkit.decisions import rules
from groupkit.decisions.rules import Measure, Stances
from groupkit.refusal import Refused
from groupkit.rulebook.arithmetic import Base, Votes
from groupkit.rulebook.rules import BASES, SHARES
from tests.sweep import examples

pytestmark = pytest.mark.pure

often = settings(max_examples=examples(100, 4_000), deadline=None)
SIMPLE, WITH_CASTING = Measure(), Measure(casting=True)
some_votes = st.integers(0, 60)
shares = st.sampled_from([Fraction(one) for one in SHARES]) | st.builds(
    lambda low, more: Fraction(low, low + more), st.integers(1, 50), st.integers(0, 50)
)


@pytest.mark.parametrize(
    ("for_", "against", "abstained", "casting", "agreed"),
    [
        (6, 2, 1, "", True),
        (2, 6, 1, "", False),
        (1, 0, 0, "", True),
        (1, 0, 30, "", True),  # one for, nobody against, and thirty who abstain: agreed
        (0, 1, 0, "", False),
        (0, 0, 9, "", False),  # everybody abstains: nobody is for it
        (4, 4, 0, "", False),  # a tie is not agreed
        (4, 4, 7, "", False),
        (4, 4, 0, "yes", True),
        (4, 4, 0, "no", False),
        (4, 4, 3, "yes", True),
        (5, 4, 0, "", True),
        (4, 5, 0, "", False),
    ],
)
def test_more_for_than_against(for_: int, against: int, abstained: int, casting: str, agreed: bool) -> None:
    assert rules.judge(Votes(for_, against, abstained), WITH_CASTING, casting).carried is agreed


@pytest.mark.parametrize(
    ("share", "base", "for_", "against", "abstained", "present", "members", "least", "agreed"),
    [
        # Two thirds of those present and voting: abstentions and absence do not count.
        ("2/3", "voting", 6, 3, 0, 9, 30, 6, True),
        ("2/3", "voting", 5, 3, 0, 8, 30, 6, False),  # 5.33 is six
        ("2/3", "voting", 6, 3, 20, 29, 30, 6, True),
        ("2/3", "voting", 2, 1, 0, 3, 30, 2, True),
        ("2/3", "voting", 1, 1, 0, 2, 30, 2, False),
        ("2/3", "voting", 1, 0, 8, 9, 30, 1, True),
        ("2/3", "voting", 0, 0, 9, 9, 30, 1, False),  # nobody for it: never agreed
        ("2/3", "voting", 66, 34, 0, 100, 100, 67, False),  # 66.67 is 67
        ("2/3", "voting", 67, 33, 0, 100, 100, 67, True),
        # Two thirds of those present: an abstention counts against.
        ("2/3", "present", 6, 3, 0, 9, 30, 6, True),
        ("2/3", "present", 6, 2, 1, 9, 30, 6, True),
        ("2/3", "present", 6, 1, 3, 10, 30, 7, False),
        ("2/3", "present", 6, 0, 0, 9, 30, 6, True),  # three were there and did not put a hand up
        ("2/3", "present", 6, 0, 0, 10, 30, 7, False),
        # Two thirds of all members: whoever stayed away counts against.
        ("2/3", "all", 8, 0, 0, 8, 12, 8, True),
        ("2/3", "all", 7, 0, 0, 7, 12, 8, False),
        ("2/3", "all", 8, 0, 0, 8, 13, 9, False),
        ("2/3", "all", 9, 3, 1, 13, 13, 9, True),
        ("2/3", "all", 9, 0, 0, 9, 9, 6, True),
        # Three quarters, as some constitutions ask for a change.
        ("3/4", "voting", 3, 1, 0, 4, 9, 3, True),
        ("3/4", "voting", 5, 2, 0, 7, 9, 6, False),  # 5.25 is six
        ("3/4", "voting", 6, 2, 0, 8, 9, 6, True),
        ("3/4", "present", 6, 2, 1, 9, 9, 7, False),
        ("3/4", "all", 9, 0, 0, 9, 12, 9, True),
        ("3/4", "all", 9, 0, 0, 9, 13, 10, False),
        # Half, and more than half, which of 100 is 51 and of 51 is 26.
        ("1/2", "voting", 4, 4, 0, 8, 8, 4, True),
        ("51/100", "voting", 4, 4, 0, 8, 8, 5, False),
        ("51/100", "voting", 5, 4, 0, 9, 9, 5, True),
        ("51/100", "voting", 26, 25, 0, 51, 51, 26, True),
        ("51/100", "voting", 51, 49, 0, 100, 100, 51, True),
        ("51/100", "voting", 100, 99, 0, 199, 199, 100, True),  # 50.25 in a hundred is more than half
        ("51/100", "all", 6, 0, 0, 6, 12, 7, False),
        ("51/100", "all", 7, 0, 0, 7, 12, 7, True),
        # Shares at which a floating point would slip: 0.6 of 5 is three and not a little more, 0.9 of 10 is nine.
        ("3/5", "voting", 3, 2, 0, 5, 5, 3, True),
        ("4/5", "voting", 4, 1, 0, 5, 5, 4, True),
        ("9/10", "voting", 9, 1, 0, 10, 10, 9, True),
        ("1/3", "voting", 1, 2, 0, 3, 3, 1, True),
        # All.
        ("1/1", "voting", 7, 0, 2, 9, 9, 7, True),
        ("1/1", "voting", 7, 1, 0, 8, 9, 8, False),
        ("1/1", "present", 7, 0, 2, 9, 9, 9, False),
        ("1/1", "all", 9, 0, 0, 9, 9, 9, True),
    ],
)
def test_a_share_of_the_votes(
    share: str,
    base: str,
    for_: int,
    against: int,
    abstained: int,
    present: int,
    members: int,
    least: int,
    agreed: bool,
) -> None:
    votes = Votes(for_, against, abstained, present, members)
    came = rules.judge(votes, Measure(Fraction(share), Base(base), source="clause 12"))
    assert came.carried is agreed
    assert came.words.endswith(f"It needed {SHARES[share]} of {BASES[base]}, here {least}")


def show_of_hands(votes: Votes, share: Fraction | None, base: Base) -> bool:
    """Whether it is agreed, with everybody looked at one at a time."""
    room = ["for"] * votes.for_ + ["against"] * votes.against + ["abstained"] * votes.abstained
    room += ["silent"] * max((votes.present or 0) - len(room), 0)
    everybody = room + ["away"] * max((votes.members or 0) - len(room), 0)
    asked = {Base.VOTING: [one for one in room if one in ("for", "against")], Base.PRESENT: room, Base.ALL: everybody}
    hands, counted = Fraction(0), Fraction(0)
    for one in asked[base]:
        counted += 1
        hands += one == "for"
    if share is None:
        return hands > counted - hands
    if share == Fraction(51, 100):
        return hands > counted - hands and hands > 0
    return hands > 0 and hands >= share * counted


@often
@given(
    for_=some_votes,
    against=some_votes,
    abstained=some_votes,
    silent=st.integers(0, 20),
    away=st.integers(0, 40),
    share=shares | st.none(),
    base=st.sampled_from(Base),
)
def test_a_vote_beside_a_show_of_hands(
    for_: int, against: int, abstained: int, silent: int, away: int, share: Fraction | None, base: Base
) -> None:
    present = for_ + against + abstained + silent
    votes = Votes(for_, against, abstained, present, present + away)
    measure = Measure(share, base) if share is not None else SIMPLE
    agreed = show_of_hands(votes, share, base if share is not None else Base.VOTING)
    assert rules.judge(votes, measure).carried is agreed
    assert f": {'agreed' if agreed else 'not agreed'}." in rules.judge(votes, measure).words


@often
@given(for_=some_votes, against=some_votes, abstained=some_votes, casting=st.sampled_from(["yes", "no"]))
def test_a_casting_vote_is_one_vote_more_on_a_tie(for_: int, against: int, abstained: int, casting: str) -> None:
    votes = Votes(for_, against, abstained)
    if for_ != against:
        with pytest.raises(Refused, match="this was none"):
            rules.judge(votes, WITH_CASTING, casting)
        return
    hands = ["for"] * for_ + ["against"] * against + ["for" if casting == "yes" else "against"]
    assert rules.judge(votes, WITH_CASTING, casting).carried is (hands.count("for") > hands.count("against"))


@often
@given(for_=some_votes, abstained=some_votes, share=shares, base=st.sampled_from(Base))
def test_a_casting_vote_never_lifts_a_larger_share(for_: int, abstained: int, share: Fraction, base: Base) -> None:
    with pytest.raises(Refused) as refused:
        rules.judge(Votes(for_, for_, abstained), Measure(share, base), "yes")
    assert refused.value.field == "casting"


@often
@given(for_=some_votes, against=st.integers(0, 59), share=shares, base=st.sampled_from(Base), away=st.integers(0, 40))
def test_one_more_for_it_never_hurts(for_: int, against: int, share: Fraction, base: Base, away: int) -> None:
    members = for_ + against + 1 + away
    before = rules.judge(Votes(for_, against + 1, 0, members - away, members), Measure(share, base)).carried
    after = rules.judge(Votes(for_ + 1, against, 0, members - away, members), Measure(share, base)).carried
    assert after or not before


def test_a_casting_vote_that_the_rules_do_not_give() -> None:
    with pytest.raises(Refused, match="no casting vote here") as refused:
        rules.judge(Votes(4, 4), SIMPLE, "yes")
    assert refused.value.field == "casting"


@pytest.mark.parametrize(
    ("votes", "field", "sentence"),
    [
        (Votes(0, 0, 0, present=5), "for_", "Write how many were for it"),
        (Votes(3, 1), "present", "Write how many with a vote were there"),
        (Votes(6, 3, 2, present=10), "for_", "That is 11 votes together, and 10 with a vote were there"),
        (Votes(6, 3, 1, present=10, members=9), "present", "more than the 9 members there are"),
    ],
)
def test_counts_that_cannot_be(votes: Votes, field: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        rules.check_votes(votes)
    assert refused.value.field == field


@often
@given(for_=some_votes, against=some_votes, abstained=some_votes, present=st.integers(0, 200))
def test_counts_that_can_be_are_never_refused(for_: int, against: int, abstained: int, present: int) -> None:
    assume(for_ + against + abstained)
    votes = Votes(for_, against, abstained, present)
    if for_ + against + abstained <= present:
        rules.check_votes(votes)
    else:
        with pytest.raises(Refused):
            rules.check_votes(votes)


@pytest.mark.parametrize(
    ("stances", "decided", "words"),
    [
        (Stances(5), True, "5 agree and nobody blocks"),
        (Stances(5, 1, 1), True, "5 agree, 1 agrees with reservations, 1 stands aside and nobody blocks"),
        (Stances(1, 2, 0, 1), False, "1 agrees, 2 agree with reservations and 1 blocks"),
        (Stances(3, 0, 0, 2), False, "3 agree and 2 block"),
    ],
)
def test_a_consensus_round_in_words(stances: Stances, decided: bool, words: str) -> None:
    came = rules.in_consensus(stances, decided)
    assert (came.carried, came.words) == (decided, words)


@pytest.mark.parametrize(
    ("stances", "thin"),
    [
        (Stances(2, 0, 1), True),  # one in three stands aside
        (Stances(3, 0, 1), False),
        (Stances(3, 3, 3), True),
        (Stances(3, 4, 3), False),  # three of ten
        (Stances(1, 0, 1), True),
    ],
)
def test_so_many_stand_aside_that_it_is_hardly_a_consensus(stances: Stances, thin: bool) -> None:
    assert stances.thin is thin
    assert ("worth asking once more" in rules.in_consensus(stances, True).words) is thin


@often
@given(agree=some_votes, reservations=some_votes, aside=some_votes, block=st.integers(0, 3))
def test_a_consensus_is_what_nobody_blocks(agree: int, reservations: int, aside: int, block: int) -> None:
    stances = Stances(agree, reservations, aside, block)
    people = ["yes"] * (agree + reservations) + ["aside"] * aside + ["block"] * block
    assert stances.thin is (people != [] and 3 * people.count("aside") >= len(people))
    if "block" in people:
        with pytest.raises(Refused) as refused:
            rules.in_consensus(stances, decided=True)
        assert refused.value.field == "decided"
    elif "yes" not in people:
        with pytest.raises(Refused, match="Nobody said that they agree"):
            rules.in_consensus(stances, decided=True)
    else:
        assert rules.in_consensus(stances, decided=True).carried
    assert not rules.in_consensus(stances, decided=False).carried


@pytest.mark.parametrize(
    ("stances", "present", "field"),
    [(Stances(0), 5, "agree"), (Stances(3), None, "present"), (Stances(3, 3), 5, "agree")],
)
def test_stances_that_cannot_be(stances: Stances, present: int | None, field: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_stances(stances, present)
    assert refused.value.field == field


def test_what_happens_if_we_cannot_agree() -> None:
    assert rules.fallback("consensus", 2, "two thirds", "clause 8") == (
        "If we find no consensus in 2 meetings, a vote can decide, "
        "and needs two thirds of those present and voting (clause 8)"
    )
    assert "in one meeting, a vote" in rules.fallback("consensus", 1, "two thirds", "")
    assert rules.fallback("vote", 2, "", "").endswith("it is not agreed and everything stays as it is")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "since today"),
        (1, "for 1 day"),
        (13, "for 13 days"),
        (14, "for 2 weeks"),
        (69, "for 9 weeks"),
        (70, "for 2 months"),
        (400, "for 13 months"),
    ],
)
def test_for_how_long(days: int, words: str) -> None:
    assert rules.how_long(days) == words
