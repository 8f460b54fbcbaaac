"""What an agenda comes to: hours along, length, breaks, where a new item goes, and how many there may be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.meetings import agenda
from groupkit.meetings.agenda import Slot
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

SLOTS = st.lists(
    st.builds(Slot, st.sampled_from(sorted(agenda.KINDS)), st.integers(0, agenda.LONGEST_ITEM)), max_size=40
)


def test_hours_are_counted_along() -> None:
    slots = [Slot("welcome", 5), Slot("money", 15), Slot("break", 0), Slot("close", 5)]
    assert agenda.hours_along(slots, "19:00") == ["19:00", "19:05", "19:20", "19:20"]
    assert agenda.hours_along([Slot("item", 30), Slot("close", 0)], "23:45") == ["23:45", "00:15"]


@settings(max_examples=examples(60, 500))
@given(SLOTS)
def test_the_longest_stretch_is_never_more_than_all(slots: list[Slot]) -> None:
    stretch, total = agenda.longest_stretch(slots), agenda.together(slots)
    assert 0 <= stretch <= total
    if not any(one.kind == "break" for one in slots):
        assert stretch == total


@pytest.mark.parametrize(
    ("slots", "room", "said"),
    [
        ([Slot("item", 50)], 60, []),
        ([Slot("item", 60)], 60, []),
        ([Slot("item", 61)], 90, ["There are 61 minutes without a break"]),
        ([Slot("item", 50), Slot("break", 10), Slot("item", 50)], 120, []),
        (
            [Slot("item", 50), Slot("break", 10), Slot("item", 50)],
            90,
            ["take 110 minutes together and the meeting has 90"],
        ),
        ([Slot("item", 60), Slot("break", 10), Slot("item", 60)], 150, ["That is 130 minutes. Two hours are a lot"]),
    ],
)
def test_what_is_worth_a_look(slots: list[Slot], room: int, said: list[str]) -> None:
    found = agenda.worth_a_look(slots, room)
    assert len(found) == len(said)
    for sentence, part in zip(found, said, strict=True):
        assert part in sentence


@pytest.mark.parametrize(
    ("kinds", "place"),
    [
        ([], 0),
        (["welcome"], 1),
        (["welcome", "any_other", "next", "close"], 1),
        (["welcome", "any_other", "next", "break", "sharing", "close"], 1),
        (["welcome", "item", "close"], 2),
    ],
)
def test_a_new_item_comes_before_any_other_business(kinds: list[str], place: int) -> None:
    assert agenda.place_for(kinds) == place


def test_an_agenda_of_two_hundred_items_is_a_sentence() -> None:
    agenda.check_room(39)
    with pytest.raises(Refused, match="at most 40"):
        agenda.check_room(40)
    with pytest.raises(Refused, match="200 items"):
        agenda.check_room(0, 200)
