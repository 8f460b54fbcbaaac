"""Who said they would do what: names of jobs and people, and what is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal, or_, select, union_all

from groupkit import tenancy
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.jobs.models import GroupJob, Tenure
from groupkit.meetings.models import Meeting
from groupkit.minutes import rules
from groupkit.minutes.models import ActionPoint
from groupkit.together import Part

NEEDS_SOMEBODY = "needs somebody: whoever had it is no longer here"
NOBODY_DOES_IT = "needs somebody: nobody does this job just now"


@dataclass(frozen=True)
class Doer:
    """A job or a person, as it is called; `job 3` or `person 5`."""

    key: str
    name: str


@dataclass(frozen=True)
class Action:
    """Something to do, for a page."""

    row: ActionPoint
    who: str
    by: str
    mine: bool = False
    needs: str = ""
    """That somebody else is to take it on; empty where somebody has it."""


def action(row_id: int) -> ActionPoint | None:
    """One action by row."""
    return db.session.scalar(select(ActionPoint).where(ActionPoint.id == row_id))


def key_of(row: ActionPoint) -> str:
    """Whose an action is: `job 3`, `person 5`, or nothing."""
    return f"job {row.job_id}" if row.job_id else f"person {row.person_id}" if row.person_id else ""


def doers() -> list[Doer]:
    """Who can take something on today: jobs first, then people; never a critical friend. Two questions."""
    jobs = db.session.execute(select(GroupJob.id, GroupJob.name).where(GroupJob.stopped_on.is_(None)))
    people = db.session.execute(
        select(Person.id, Person.name).where(Person.friend.is_(False), Person.left_on.is_(None))
    )
    named = sorted(jobs, key=lambda row: (row.name.casefold(), row.id))
    here = sorted(people, key=lambda row: (row.name.casefold(), row.id))
    return [*(Doer(f"job {row.id}", row.name) for row in named), *(Doer(f"person {row.id}", row.name) for row in here)]


def named(rows: Iterable[ActionPoint], actor_no: int = -1) -> list[Action]:
    """Actions with who has them; one question, for those jobs and people alone."""
    rows = list(rows)
    known = _known({row.job_id for row in rows if row.job_id}, {row.person_id for row in rows if row.person_id})
    return [_named(row, known, actor_no) for row in rows]


@dataclass(frozen=True)
class _Who:
    """What a job or a person is called, and the numbers of those who do it, or are here."""

    name: str
    numbers: set[int]


def _named(row: ActionPoint, known: dict[str, _Who], actor_no: int) -> Action:
    today = tenancy.today()
    by = rules.due_in_words(row.due_on, today if row.standing == "open" else row.due_on or today)
    who = known.get(key_of(row))
    if who is None:
        return Action(row, "", by, needs="needs somebody")
    needs = "" if who.numbers else NOBODY_DOES_IT if row.job_id else NEEDS_SOMEBODY
    return Action(row, who.name, by, actor_no in who.numbers, needs)


def _known(jobs: set[int], people: set[int]) -> dict[str, _Who]:
    """Jobs with those who do each today or step in, and people where they are still here, by `key_of`."""
    if not jobs and not people:
        return {}
    today = tenancy.today()
    runs = or_(Tenure.ended_on.is_(None), Tenure.ended_on > today)
    doing = (Tenure.job_id == GroupJob.id) & (Tenure.group_id == GroupJob.group_id) & (Tenure.role != "shadows") & runs
    who = (Person.id == Tenure.person_id) & (Person.group_id == Tenure.group_id)
    of_jobs = (
        select(
            literal("job").label("sort"),
            GroupJob.id.label("row"),
            GroupJob.name.label("called"),
            GroupJob.stopped_on.label("gone"),
            Person.number.label("number"),
        )
        .outerjoin(Tenure, doing)
        .outerjoin(Person, who)
        .where(GroupJob.id.in_(jobs))
    )
    of_people = select(literal("person"), Person.id, Person.name, Person.left_on, Person.number)
    found: dict[str, _Who] = {}
    for row in db.session.execute(union_all(of_jobs, of_people.where(Person.id.in_(people)))):
        one = found.setdefault(f"{row.sort} {row.row}", _Who(row.called, set()))
        if row.number is not None and (row.gone is None or row.gone > today):
            one.numbers.add(row.number)
    return found


def open_actions() -> list[ActionPoint]:
    """Everything that is open, the oldest first."""
    wanted = select(ActionPoint).where(ActionPoint.standing == "open").order_by(ActionPoint.id)
    return list(db.session.scalars(wanted))


def open_for(actor_no: int = -1) -> list[Action]:
    """Everything that is open with who has it; one's own first."""
    return _in_order(named(open_actions(), actor_no))


def asks_open_of(person_no: int) -> Part:
    """The question what is open for one person, also in a job that they do or step in for.

    `day` is that of the meeting where it was taken on.
    """
    me = Person.number == person_no
    alone = select(Person.id).where(me)
    runs = or_(Tenure.ended_on.is_(None), Tenure.ended_on > tenancy.today())
    jobs = select(Tenure.job_id).join(Person, Person.id == Tenure.person_id).where(me, runs, Tenure.role != "shadows")
    mine = or_(ActionPoint.person_id.in_(alone), ActionPoint.job_id.in_(jobs))
    return (
        select(ActionPoint.id, ActionPoint.words, ActionPoint.due_on, Meeting.day)
        .join(Meeting, Meeting.id == ActionPoint.meeting_id)
        .where(ActionPoint.standing == "open", mine)
    )


def with_open(rows: Iterable[ActionPoint], actor_no: int = -1) -> tuple[dict[int, Action], list[Action]]:
    """Some actions by their rows, and those of them that are open in their order; one question."""
    found = {one.row.id: one for one in named(rows, actor_no)}
    return found, _in_order([one for one in found.values() if one.row.standing == "open"])


def _in_order(found: list[Action]) -> list[Action]:
    return sorted(found, key=lambda one: (not one.mine, not one.needs, one.row.due_on or date.max, one.row.id))


def of_job(job_id: int) -> list[ActionPoint]:
    """What is open for one job."""
    wanted = select(ActionPoint).where(ActionPoint.standing == "open", ActionPoint.job_id == job_id)
    return list(db.session.scalars(wanted.order_by(ActionPoint.id)))


def of_person(person_id: int) -> list[ActionPoint]:
    """Everything that one person said they would do, the newest first."""
    wanted = select(ActionPoint).where(ActionPoint.person_id == person_id).order_by(ActionPoint.id.desc())
    return list(db.session.scalars(wanted))


def lately_closed(most: int = 30) -> list[ActionPoint]:
    """What was done or let go, the latest first."""
    wanted = select(ActionPoint).where(ActionPoint.standing != "open")
    return list(db.session.scalars(wanted.order_by(ActionPoint.closed_on.desc(), ActionPoint.id.desc()).limit(most)))


def of_meetings(meeting_ids: Sequence[int], and_open: bool = False) -> list[ActionPoint]:
    """What was taken on at some meetings, and also everything that is open where that is asked for."""
    there = ActionPoint.meeting_id.in_(meeting_ids)
    wanted = select(ActionPoint).where(or_(there, ActionPoint.standing == "open") if and_open else there)
    return list(db.session.scalars(wanted.order_by(ActionPoint.id)))


def of_meeting(meeting_id: int) -> Sequence[ActionPoint]:
    """What was taken on at a meeting."""
    return of_meetings([meeting_id])
