"""What other books know of one day: heads counted at the tin belong to the meeting of that day."""

from collections.abc import Iterator
from datetime import date

import pytest

from groupkit.tallies import offering
from groupkit.tallies.offering import Offered

pytestmark = pytest.mark.pure
DAY, NEXT = date(2026, 3, 3), date(2026, 3, 4)
MEETING, COUNTED = Offered("meeting a", DAY, "Members’ meeting", None), Offered("count b", DAY, "", 14)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Offered]]:
    known: list[Offered] = []
    monkeypatch.setattr(offering, "TELLERS", [lambda _first, _last: known])
    yield known


@pytest.mark.parametrize(
    ("known", "offered"),
    [
        ([COUNTED], [COUNTED]),
        ([COUNTED, MEETING], [Offered("meeting a", DAY, "Members’ meeting", 14)]),
        ([COUNTED, Offered("meeting a", DAY, "Walk", 9)], [Offered("meeting a", DAY, "Walk", 9)]),
        (
            [COUNTED, MEETING, Offered("meeting c", DAY, "Walk", 9)],
            [MEETING, Offered("meeting c", DAY, "Walk", 9)],
        ),
        ([COUNTED, Offered("count c", DAY, "", 15)], [Offered("count c", DAY, "", 15)]),
        ([Offered("count c", NEXT, "", 15), MEETING], [MEETING, Offered("count c", NEXT, "", 15)]),
    ],
)
def test_heads_go_to_the_one_meeting_of_their_day(
    told: list[Offered], known: list[Offered], offered: list[Offered]
) -> None:
    told += known
    assert offering.offered(DAY, NEXT) == offered
