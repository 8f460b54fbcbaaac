"""Tallies in tests: Sol, who keeps them, writing down a spring of a small group."""

from datetime import date
from typing import Any

from groupkit.tallies import operations, voicing
from groupkit.tallies.models import TallySession, Voice
from groupkit.tallies.operations import Came
from groupkit.tallies.voicing import Yes
from tests.builders import AGroup

EVENING = "Usual meeting"
WALK = "Walk or outing"
SAID = "Here I need not explain myself"


class Desk:
    """Sol writing things down."""

    def __init__(self, group: AGroup) -> None:
        self.by = group.sol.actor

    def session(self, day: date, came: int | None = 9, kind: str = EVENING, **more: Any) -> TallySession:
        return operations.write_session(Came(day, kind, attendances=came, **more), self.by)

    def month(self, month: date, **counts: int) -> None:
        operations.write_month(month, {what: (number, False) for what, number in counts.items()}, 0, self.by)

    def voice(self, words: str = SAID, day: date = date(2026, 3, 1), *uses: str, until: date | None = None) -> Voice:
        return voicing.keep_voice("quotation", words, "", Yes(uses or ("returns",), day, until), self.by)

    def spring(self) -> None:
        """January to March: Tuesdays of nine or so, a walk of three, and what else was counted."""
        for month, came in ((1, (9, 8)), (2, (10, 7)), (3, (9, 11))):
            for day, number in zip((6, 20), came, strict=True):
                self.session(date(2026, month, day), number, first_timers=1 if day == 6 else 0, helper_minutes=90)
        self.session(date(2026, 2, 14), 3, WALK)
        self.session(date(2026, 3, 14), None, WALK)
        self.session(date(2026, 3, 28), None, WALK, standing="called_off")
        self.month(date(2026, 1, 1), heard_gp=1, contacts=12, talks=1)
        self.month(date(2026, 3, 1), heard_poster=2, contacts=0)
