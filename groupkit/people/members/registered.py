"""What the list of members does by itself; loaded when its day has come."""

from datetime import datetime

from groupkit.chores import CHORES
from groupkit.people.members.naming import Names, holds_names


def _take_out_who_left(now: datetime) -> None:
    from groupkit.people.members import erasing

    erasing.take_out_who_left(now)


@holds_names
def _jobs_and_agreements(names: Names) -> int:
    from groupkit.people.members import elsewhere

    return elsewhere.take_out(names)


CHORES.setdefault("take out who left", _take_out_who_left)
