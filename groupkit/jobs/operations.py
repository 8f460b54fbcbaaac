"""Writing jobs down, taking them on, stepping in, handing over and ending them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from groupkit import dates, history, tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Appointment, Person
from groupkit.access.permissions import Can, Job
from groupkit.db import db
from groupkit.history import record
from groupkit.jobs import queries
from groupkit.jobs.cards import cards
from groupkit.jobs.giving import writing_down
from groupkit.jobs.models import GroupJob, JobNote, Tenure, told_as
from groupkit.jobs.rules import DEPUTY, HOLDS, HOW, NOTES, ROLES
from groupkit.refusal import Conflict, Refused

MOST_JOBS = 200
MOST_NOTES = 60


def write_down(name: str, card: str, by: Actor) -> GroupJob:
    """A job has a name, and the lines of a ready-made card when it begins with one (`card` may be empty).

    Raises Refused when there is a job of this name, or far too many.
    """
    if len(queries.jobs()) >= MOST_JOBS:
        raise Refused(f"{MOST_JOBS} jobs are the most. Put away one that is not needed any more", "name")
    begins = cards().get(card)
    job = GroupJob(name=_free_name(name), gives=begins.gives if begins else "", card=card if begins else "")
    _add(job)
    for kind, lines in (("task", begins.tasks), ("kept", begins.kept)) if begins else ():
        for words in lines:
            db.session.add(JobNote(job_id=job.id, kind=kind, words=words, by_no=by.person_no))
    db.session.flush()
    record(
        by, "wrote down a job", told_as(job), name=(None, history.private(job.name)), gives=(None, job.gives or None)
    )
    return job


def change_job(job: GroupJob, name: str, gives: str, version: int, by: Actor) -> None:
    """A job has another name or opens other pages from now on; whoever holds it keeps it, and its past stays.

    `gives` is the access that goes with it, as `permissions.Job` names it, or empty. Raises Conflict when somebody
    else changed it meanwhile, Refused when the name is taken or nobody could let others in any more.
    """
    if job.version != version:
        raise Conflict("Somebody else changed this in the meantime. Here is how it stands now", "name")
    if gives != job.gives:
        _may_let_in(by, "gives")
    before = {"name": job.name, "gives": job.gives or None}
    after = {"name": name if name == job.name else _free_name(name, job.id), "gives": gives or None}
    changes = history.changed(before, after)
    if not changes:
        return
    if "name" in changes:
        changes["name"] = (history.private(job.name), history.private(name))
    old, job.name, job.gives = job.gives, after["name"] or "", gives
    record(by, "changed a job", told_as(job), **changes)
    if gives != old:
        _change_access(job, by)


def _change_access(job: GroupJob, by: Actor) -> None:
    """Whoever holds the job has its new access before the old ends, so that somebody always lets others in."""
    for tenure in queries.tenures_of(job.id):
        if tenure.role != HOLDS:
            continue
        before = tenure.appointment_id
        tenure.appointment_id = None
        if job.gives:
            _give_access(job, tenure, people.person(tenure.person_id), by)
        if before is not None:
            access.end_job(_appointment(before), by)


def put_away(job: GroupJob, by: Actor) -> None:
    """A job that nobody does any more leaves the list; its past stays. Refused while somebody has it."""
    if queries.tenures_of(job.id):
        raise Refused("Somebody has this job. End that first")
    if job.stopped_on is not None:
        raise Refused("It was put away already")
    job.stopped_on = tenancy.today()
    record(by, "put a job away", told_as(job))


def bring_back(job: GroupJob, by: Actor) -> None:
    """A job that was put away is done again."""
    if job.stopped_on is None:
        raise Refused("It is on the list already")
    job.stopped_on = None
    record(by, "brought a job back", told_as(job))


def add_note(job: GroupJob, kind: str, words: str, by: Actor) -> JobNote:
    """One line more about a job; whoever holds it and whoever keeps the jobs may write it."""
    _may_write_about(job, by)
    if kind not in NOTES:
        raise Refused("Choose what the line is about", "kind")
    if len(queries.notes_of(job.id)) >= MOST_NOTES:
        raise Refused(f"{MOST_NOTES} lines are the most. Take one out first", "words")
    note = JobNote(job_id=job.id, kind=kind, words=words, by_no=by.person_no)
    _add(note)
    record(by, "wrote a line about a job", told_as(job), words=(None, history.digest_only(words)))
    return note


def take_out_note(note: JobNote, by: Actor) -> None:
    """A line about a job is taken out for good."""
    job = queries.job_by_row(note.job_id)
    _may_write_about(job, by)
    if note.taken_out_at is not None:
        raise Refused("It was taken out already")
    note.words, note.taken_out_at = "", dates.now()
    record(by, "took a line about a job out", told_as(job))


def take_on(
    job: GroupJob,
    person: Person,
    by: Actor,
    *,
    role: str = HOLDS,
    from_day: date | None = None,
    until: date | None = None,
    how: str = "",
    decision: str = "",
    instead_of: Tenure | None = None,
) -> Tenure:
    """Somebody has a job from a day (today, or before when it was written down late) and perhaps until a day.

    Days are inclusive; `until` is the last day of the term and ends nothing by itself. With `instead_of` the job is
    handed over (`hand_over`) on the day on which the new one's time begins. Only somebody who may let people in gives
    a job that opens pages. Raises Refused with the field it is about.
    """
    today = tenancy.today()
    from_day = from_day or today
    _check_taking_on(job, person, role, from_day, until, how, by)
    tenure = Tenure(
        job_id=job.id,
        person_id=person.id,
        role=role,
        how=how,
        decision=decision,
        from_day=from_day,
        until=until,
        given_by_no=by.person_no,
    )
    _add(tenure)
    record(
        by,
        "wrote down who does a job",
        people.label(person),
        job=(None, told_as(job)),
        role=(None, role),
        since=(None, from_day),
        until=(None, until),
        how=(None, how or None),
        decision=(None, history.private(decision) if decision else None),
    )
    if job.gives and role == HOLDS:
        _give_access(job, tenure, person, by)
    if instead_of is not None:
        hand_over(instead_of, by, on=max(from_day, instead_of.from_day))
    return tenure


def _check_taking_on(
    job: GroupJob, person: Person, role: str, from_day: date, until: date | None, how: str, by: Actor
) -> None:
    if job.stopped_on is not None:
        raise Refused("This job was put away. Bring it back first")
    if person.friend:
        raise Refused("A critical friend looks in, and holds no job in the group", "person")
    if person.left_on is not None:
        raise Refused("They have left the group. Add them again first", "person")
    if role not in ROLES or (how and how not in HOW):
        raise Refused("Choose one of these", "role" if role not in ROLES else "how")
    if any(one.person_id == person.id for one in queries.tenures_of(job.id)):
        raise Refused("They are written down for this job already. End that first", "person")
    if from_day > tenancy.today():
        raise Refused("Write it down on the day. Choose today, or a day before", "from_day")
    if until is not None and until <= from_day:
        raise Refused("The term ends after it began", "until")
    if job.gives and role == HOLDS:
        _may_let_in(by, "person")


def hand_over(tenure: Tenure, by: Actor, on: date | None = None) -> None:
    """Somebody's time in a job ends because another has begun, unless nobody else who signs in could let people in.

    Then they keep it beside the new one, who has to come in first: the choice of the group stands all the same.
    """
    if tenure.appointment_id is None or not access.is_last_who_lets_in(_appointment(tenure.appointment_id)):
        end_tenure(tenure, "successor", by, on=on)
        return
    if not by.can(Can.LET_IN):
        raise Refused("Ask somebody who lets people in to end this")
    record(
        by,
        "kept somebody in a job until the next one signs in",
        people.label(people.person(tenure.person_id)),
        job=(None, told_as(queries.job_by_row(tenure.job_id))),
    )


def end_tenure(tenure: Tenure, why: str, by: Actor, on: date | None = None) -> None:
    """Somebody's time in a job ends today, and with it at once the access that hung on it.

    It may have ended `on` a day before, when that is written down late. `why` is one of rules.ENDED. Whoever has the
    job may step down; anything else needs an officer.
    """
    if tenure.ended_on is not None:
        raise Refused("This has ended already")
    person, job = people.person(tenure.person_id), queries.job_by_row(tenure.job_id)
    stepping_down = why == "stepped_down" and person.number == by.person_no
    if not stepping_down and not by.can(Can.LET_IN if tenure.appointment_id else Can.KEEP_JOBS):
        raise Refused("Ask somebody who lets people in to end this")
    if tenure.appointment_id is not None:
        access.end_job(_appointment(tenure.appointment_id), by, why)
    tenure.ended_on, tenure.ended_why = on or tenancy.today(), why
    record(
        by,
        "wrote down that a job ended",
        people.label(person),
        job=(told_as(job), told_as(job)),
        role=(tenure.role, tenure.role),
        until=(None, tenure.ended_on),
        why=(None, why),
    )


def step_in(tenure: Tenure, by: Actor) -> Tenure:
    """A deputy, or somebody who came along to learn, has the job itself from today; the other roles are unchanged."""
    if tenure.role not in (DEPUTY, "shadows"):
        raise Refused("They have the job already")
    person, job = people.person(tenure.person_id), queries.job_by_row(tenure.job_id)
    if job.gives:
        _may_let_in(by, None)
    end_tenure(tenure, "successor", by)
    return take_on(job, person, by)


def change_term(
    tenure: Tenure, how: str, until: date | None, decision: str, by: Actor, version: int | None = None
) -> None:
    """How somebody was chosen and until when, as it was decided; what it was before stays in the history.

    Raises Conflict when somebody else changed it meanwhile (`version` is the one that was on the page).
    """
    if version is not None and version != tenure.version:
        raise Conflict("Somebody else changed this in the meantime. Here is how it stands now", "how")
    if tenure.ended_on is not None:
        raise Refused("This has ended already")
    if how and how not in HOW:
        raise Refused("Choose one of these", "how")
    if until is not None and until <= tenure.from_day:
        raise Refused("The term ends after it began", "until")
    before: Mapping[str, history.Value] = {"how": tenure.how or None, "until": tenure.until}
    changes = history.changed(before, {"how": how or None, "until": until})
    if decision != tenure.decision:
        changes["decision"] = (None, history.private(decision) if decision else None)
    if changes:
        tenure.how, tenure.until, tenure.decision = how, until, decision
        record(by, "changed a term", people.label(people.person(tenure.person_id)), **changes)


def _give_access(job: GroupJob, tenure: Tenure, person: Person, by: Actor) -> None:
    """The access of a job; the tenure that the door would otherwise write is this one."""
    held = next((one for one in people.jobs_held(person.id) if one.job == job.gives), None)
    if held is not None:
        raise Refused(f"They hold another job that opens the same pages as {job.gives}. End that first", "person")
    ours = writing_down.set(True)
    try:
        tenure.appointment_id = access.give_job(person, Job(job.gives), by).id
    finally:
        writing_down.reset(ours)


def _appointment(row_id: int) -> Appointment:
    found = people.appointment(row_id)
    if found is None:
        raise Refused("This has ended already")
    return found


def _may_let_in(by: Actor, field: str | None) -> None:
    if not by.can(Can.LET_IN):
        raise Refused("This job opens pages, so only somebody who lets people in can give it", field)


def _may_write_about(job: GroupJob, by: Actor) -> None:
    if by.can(Can.KEEP_JOBS) or queries.has_job(by.person_no, job.id):
        return
    raise Refused("Whoever does this job writes here, or an officer")


def _free_name(name: str, but: int | None = None) -> str:
    taken = {job.name.casefold() for job in db.session.scalars(select(GroupJob)) if job.id != but}
    if name.casefold() in taken:
        raise Refused("There is a job of this name already, on the list or put away", "name")
    return name


def _add(row: GroupJob | JobNote | Tenure) -> None:
    db.session.add(row)
    db.session.flush()
