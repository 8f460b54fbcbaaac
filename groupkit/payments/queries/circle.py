"""Who there is in the group to say yes to a payment, and how many the rules ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.models import Appointment, Person
from groupkit.access.permissions import JOBS, Can
from groupkit.db import db
from groupkit.jobs.models import Signatory
from groupkit.payments.queries.open_now import OpenRequest
from groupkit.payments.queries.values import Asked
from groupkit.payments.rules import Circle, Pair, pairs_of
from groupkit.rulebook import queries as rulebook
from groupkit.rulebook.rules import RULES
from groupkit.together import Part

SAY_YES = [job.value for job, gives in JOBS.items() if Can.KEEP_AUTHORISING in gives]


@dataclass(frozen=True)
class Needed:
    """How many people say yes to a payment, and where that comes from."""

    people: int
    source: str
    clause: str


def needed_now() -> Needed:
    """What the rules say today about how many people a payment needs."""
    answer = rulebook.in_force(RULES["signatories_needed"])
    return Needed(int(answer.value), answer.source, rulebook.text_that_says(answer))


@dataclass(frozen=True)
class People:
    """Everybody of the group by row, and who of them says yes in which way."""

    names: dict[int, str]
    numbers: dict[int, int]
    left: frozenset[int]
    here: frozenset[int]
    on_paper: frozenset[int]
    marks: dict[int, bool]
    """Of everybody who signs at the bank: whether they are related to another who does."""
    pairs: frozenset[Pair]

    def name(self, row_id: int | None) -> str:
        """What somebody is called; nothing for nobody."""
        return "" if row_id is None else self.names.get(row_id, "somebody who was here")

    def row(self, number: int) -> int | None:
        """Somebody's row by their number."""
        return next((row for row, one in self.numbers.items() if one == number), None)

    def called(self, number: int) -> str:
        """What somebody is called, by their number."""
        return "groupkit" if number == 0 else self.name(self.row(number))

    @property
    def members(self) -> list[tuple[int, str]]:
        """(number, name) of everybody who is here, for a list to choose from."""
        found = [(self.numbers[row], name) for row, name in self.names.items() if row not in self.left]
        return sorted(found, key=lambda one: (one[1].casefold(), one[0]))


def people_here() -> People:
    """Everybody of the group but its critical friends, in one question."""
    return people_of(db.session.execute(asks_people()))


def asks_people() -> Part:
    """What `people_of` tells of, for whoever asks more at once."""
    holds = (
        (Appointment.person_id == Person.id)
        & Appointment.ended_at.is_(None)
        & Appointment.job.in_(SAY_YES)
        & (Appointment.from_day <= tenancy.today())
    )
    return (
        select(
            Person.id,
            Person.number,
            Person.name,
            Person.left_on,
            Person.user_id,
            Person.friend,
            Appointment.id.label("held"),
            Signatory.id.label("signs"),
            Signatory.related,
        )
        .outerjoin(Appointment, holds)
        .outerjoin(Signatory, (Signatory.person_id == Person.id) & Signatory.off_on.is_(None))
    )


def people_of(asked: Iterable[Any]) -> People:
    """Everybody of the group but its critical friends, from the rows of `asks_people`."""
    found = sorted(asked, key=lambda row: (row.id, row.signs or 0))
    rows = [row for row in found if not row.friend]
    gone = {row.id for row in rows if row.left_on is not None}
    held = {row.id for row in found if row.held is not None}
    marks = {row.id: row.related for row in found if row.signs is not None}
    signs_in = {row.id for row in rows if row.user_id is not None}
    here = (held & signs_in) - gone
    return People(
        names={row.id: row.name for row in rows},
        numbers={row.id: row.number for row in rows},
        left=frozenset(gone),
        here=frozenset(here),
        on_paper=frozenset((held | set(marks)) - here - gone),
        marks=marks,
        pairs=pairs_of(marks),
    )


def circle_for(asked: Asked | OpenRequest, people: People) -> Circle:
    """Who there is to say yes to one request."""
    return Circle(people.here, people.on_paper, people.pairs, asked.claimant_id)
