"""Choosing at a meeting: who stands for which job, what came of it, and until when they serve."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from groupkit import dates, tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.dates import months_after
from groupkit.db import db
from groupkit.history import private, record
from groupkit.jobs import operations, queries
from groupkit.jobs.models import Election, GroupJob, Nomination, Tenure, told_as
from groupkit.jobs.rules import HOLDS
from groupkit.refusal import Refused
from groupkit.rulebook import queries as rulebook
from groupkit.rulebook.rules import RULES


def begin(held_on: date, meeting: str, by: Actor) -> Election:
    """A choosing is being got ready, or was held: its day, and the meeting in a few words."""
    election = Election(held_on=held_on, meeting=meeting)
    db.session.add(election)
    db.session.flush()
    record(by, "began a choosing", told_as(election), meeting=(None, private(meeting)), held_on=(None, held_on))
    return election


def stand(election: Election, job: GroupJob, person: Person, by: Actor) -> Nomination:
    """Somebody stands for a job, and has said yes to that. Raises Refused with the field it is about."""
    _still_open(election)
    if job.stopped_on is not None:
        raise Refused("This job was put away. Bring it back first", "job")
    if person.friend or person.left_on is not None:
        raise Refused("Only somebody in the group can stand", "person")
    if any((one.job_id, one.person_id) == (job.id, person.id) for one in nominations_of(election.id)):
        raise Refused("They stand for this job already", "person")
    row = Nomination(election_id=election.id, job_id=job.id, person_id=person.id)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refused("They stand for this job already", "person") from None
    record(by, "wrote down that somebody stands", people.label(person), job=(None, told_as(job)))
    return row


def stand_back(nomination: Nomination, election: Election, by: Actor) -> None:
    """Somebody no longer stands."""
    _still_open(election)
    person, job = people.person(nomination.person_id), queries.job_by_row(nomination.job_id)
    record(by, "wrote down that somebody stands no longer", people.label(person), job=(told_as(job), None))
    db.session.delete(nomination)


def serves_until(held_on: date) -> date:
    """The last day of a term that begins at a meeting, by the rule on how long somebody serves."""
    years = int(rulebook.in_force(RULES["term_years"], held_on).value)
    return months_after(held_on, 12 * years)


def check_result(chosen: Collection[int], nobody: bool) -> None:
    """Raises Refused unless it says who was chosen, or plainly that nobody was: an empty page closes nothing."""
    if not chosen and not nobody:
        raise Refused("Tick who was chosen, or say that nobody was", "nobody")
    if chosen and nobody:
        raise Refused("You ticked somebody too. Leave one of the two", "nobody")


def to_be_written(election: Election, chosen: Collection[int]) -> list[str]:
    """What a result would write down, a sentence for each who gets a job and each who hands one over."""
    rows = [row for row in standing(election.id) if row.id in chosen]
    until = dates.long_day(serves_until(election.held_on))
    said = [f"{row.name} is {row.job} until {until}" for row in rows]
    chosen_for = {(row.job_id, row.number) for row in rows}
    jobs_chosen = {row.job_id for row in rows}
    for one in queries.times():
        if one.job_id in jobs_chosen and one.held.role == HOLDS and (one.job_id, one.held.number) not in chosen_for:
            said.append(f"{one.held.name} hands over today: {one.held.job}")
    return said or ["Nobody was chosen. Whoever has a job keeps it"]


def close(election: Election, chosen: dict[int, int | None], by: Actor, *, nobody: bool = False) -> list[Tenure]:
    """What came of it: `chosen` are the nominations that were, each with its votes where they were counted.

    Each job goes to those chosen for it, from the day of the meeting, until the rules say. Whoever had it before and
    was not chosen again hands it over, or keeps it as well while nobody else could let people in. Somebody chosen
    again keeps the job with a new term. Nothing happens at all when one of these is refused. That
    `nobody` was chosen has to be said. Raises Refused.
    """
    _still_open(election)
    check_result(chosen, nobody)
    if election.held_on > tenancy.today():
        raise Refused("Write the result down on the day of the meeting, or after it")
    rows = nominations_of(election.id)
    if not rows:
        raise Refused("Write down who stood first")
    if unknown := set(chosen) - {row.id for row in rows}:
        raise Refused(f"{len(unknown)} of these no longer stand. Look at the list again")
    _refuse_what_is_older(election, {row.job_id for row in rows if row.id in chosen})
    until = serves_until(election.held_on)
    for row in rows:
        row.chosen, row.votes = row.id in chosen, chosen.get(row.id)
    election.closed_at = dates.now()
    began = [_begin_term(row, election, until, by) for row in rows if row.chosen]
    for job_id in sorted({row.job_id for row in rows if row.chosen}):
        _hand_over(job_id, {row.person_id for row in rows if row.chosen and row.job_id == job_id}, by)
    counts = sorted(
        f"{people.label(people.person(row.person_id))}: {row.votes}" for row in rows if row.votes is not None
    )
    record(
        by, "wrote down what a choosing came to", told_as(election), until=(None, until), votes=(None, counts or None)
    )
    return began


def _refuse_what_is_older(election: Election, job_ids: set[int]) -> None:
    """An older choosing does not undo what a later one came to, or what was agreed since."""
    for one in queries.times():
        held = one.held
        if one.job_id in job_ids and held.role == HOLDS and held.how and held.from_day > election.held_on:
            raise Refused(
                f"{held.name} has been {held.job} since {dates.long_day(held.from_day)}, which is after this meeting. "
                f"Leave {held.job} out here, or end their time first"
            )


def _begin_term(row: Nomination, election: Election, until: date, by: Actor) -> Tenure:
    job, person = queries.job_by_row(row.job_id), people.person(row.person_id)
    decision = f"{election.meeting}, {dates.long_day(election.held_on)}"
    held = next((one for one in queries.tenures_of(job.id) if one.person_id == person.id), None)
    if held is not None and held.role == HOLDS:
        operations.change_term(held, "elected", until, decision, by)
        return held
    if held is not None:
        operations.end_tenure(held, "successor", by)
    return operations.take_on(job, person, by, from_day=election.held_on, until=until, how="elected", decision=decision)


def _hand_over(job_id: int, chosen: set[int], by: Actor) -> None:
    for tenure in queries.tenures_of(job_id):
        if tenure.role == HOLDS and tenure.person_id not in chosen:
            operations.hand_over(tenure, by)


def _still_open(election: Election) -> None:
    if election.closed_at is not None:
        raise Refused("What came of this choosing is written down already")


def elections() -> list[Election]:
    """Every choosing, the newest first."""
    return list(db.session.scalars(select(Election).order_by(Election.held_on.desc(), Election.id.desc())))


def election(row_id: int) -> Election | None:
    """One choosing by row."""
    return db.session.scalar(select(Election).where(Election.id == row_id))


def nomination(row_id: int) -> Nomination | None:
    """One who stands, by row."""
    return db.session.scalar(select(Nomination).where(Nomination.id == row_id))


def nominations_of(election_id: int) -> list[Nomination]:
    """Who stood, in the order in which it was written down."""
    return list(
        db.session.scalars(select(Nomination).where(Nomination.election_id == election_id).order_by(Nomination.id))
    )


@dataclass(frozen=True)
class Standing:
    """One who stands, for a page."""

    id: int
    job_id: int
    job: str
    number: int
    name: str
    chosen: bool | None
    votes: int | None


def standing(election_id: int) -> list[Standing]:
    """Who stands for which job, by job and then in the order in which it was written down."""
    wanted = (
        select(Nomination, GroupJob.name.label("job"), Person.name, Person.number)
        .join(GroupJob, GroupJob.id == Nomination.job_id)
        .join(Person, Person.id == Nomination.person_id)
        .where(Nomination.election_id == election_id)
        .order_by(Nomination.id)
    )
    rows = db.session.execute(wanted)
    found = [
        Standing(r.Nomination.id, r.Nomination.job_id, r.job, r.number, r.name, r.Nomination.chosen, r.Nomination.votes)
        for r in rows
    ]
    return sorted(found, key=lambda one: (one.job.casefold(), one.job_id))


def by_job(rows: Sequence[Standing]) -> list[tuple[str, list[Standing]]]:
    """Those who stand, under the job that they stand for."""
    return [(those[0].job, those) for those in (list(group) for _, group in groupby(rows, lambda one: one.job_id))]


@dataclass(frozen=True)
class Stood:
    """For which job somebody stood, when, and what came of it."""

    job: str
    held_on: date
    chosen: bool | None
    votes: int | None


def stood(person_id: int) -> list[Stood]:
    """For what somebody stood, in the order in which it was written down."""
    wanted = (
        select(GroupJob.name, Election.held_on, Nomination.chosen, Nomination.votes)
        .join(GroupJob, GroupJob.id == Nomination.job_id)
        .join(Election, Election.id == Nomination.election_id)
        .where(Nomination.person_id == person_id)
        .order_by(Nomination.id)
    )
    return [Stood(row.name, row.held_on, row.chosen, row.votes) for row in db.session.execute(wanted)]


@dataclass(frozen=True)
class Keeping:
    """Somebody who was not chosen again and has the job still; `waiting` are those chosen who do not sign in yet."""

    job: str
    job_id: int
    name: str
    waiting: list[str]


def keeping(election: Election) -> list[Keeping]:
    """Who keeps a job beside those chosen for it, because nobody else could let people in (`operations.hand_over`)."""
    wanted = (
        select(Nomination.job_id, Person.number, Person.name, Person.user_id)
        .join(Person, Person.id == Nomination.person_id)
        .where(Nomination.election_id == election.id, Nomination.chosen.is_(True))
        .order_by(Nomination.id)
    )
    chosen = db.session.execute(wanted).all()
    here = {(row.job_id, row.number) for row in chosen}
    return [
        Keeping(
            one.held.job,
            one.job_id,
            one.held.name,
            [row.name for row in chosen if row.job_id == one.job_id and row.user_id is None],
        )
        for one in queries.times()
        if one.held.role == HOLDS
        and one.held.from_day <= election.held_on
        and any(row.job_id == one.job_id for row in chosen)
        and (one.job_id, one.held.number) not in here
    ]


def due_to_stand(on: date) -> list[queries.Time]:
    """Whose term is over by a day: they stand again, or somebody else does."""
    return [one for one in queries.times() if one.held.until is not None and one.held.until <= on]
