"""Everything that is kept about one person, as a plain text that anybody can read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access import queries as people
from groupkit.access.friends import DUTIES
from groupkit.access.models import Acceptance, Agreement, Look, Person, User
from groupkit.access.operations import PARTS
from groupkit.access.permissions import SHARED_WORDS, Job
from groupkit.db import db
from groupkit.history import HistoryLine, private_in, texts
from groupkit.jobs import electing, signing
from groupkit.jobs import queries as jobs
from groupkit.jobs.rules import ENDED, HOW, ROLES
from groupkit.people.members import erasing, queries, rules
from groupkit.people.members.naming import OWN
from groupkit.printing import capitalize_first, count, moment

BOOKS_KEEP = (
    "The books keep amounts, days and categories for seven years. Your number then stands in the place of your name. "
    "Adopted texts and filed returns stay as they were signed and sent."
)
TOLD_TO_THEM = {
    "added a person": "You were written down",
    "agreed again with a critical friend": "The group agreed with you again",
    "agreed with a critical friend": "The group agreed that you look in",
    "changed a name": "Your name was changed",
    "changed a term": "Until when you do a job was changed",
    "changed how to reach somebody": "How to reach you was changed",
    "changed who signs at the bank": "How you sign at the bank was changed",
    "ended the agreement with a critical friend": "Looking in ended",
    "made a code for a new passphrase": "You got a code for a new passphrase",
    "made an invitation": "You were invited to sign in",
    "took their place in the group": "You signed in for the first time",
    "wrote down that a job ended": "Your time as {job} ended",
    "wrote down that somebody agreed": "You said yes to being reached",
    "wrote down that somebody left": "You left the group",
    "wrote down that somebody stands": "You stood for {job}",
    "wrote down that somebody stands no longer": "You stood for {job} no longer",
    "wrote down that somebody took their yes back": "You took your yes back",
    "wrote down who does a job": "You took on {job}",
    "wrote down who signs at the bank": "You began to sign at the bank",
}
"""What the history says of somebody, as it is said to them."""
GIVEN = {"gave the job of ": "You were given the job of", "ended the job of ": "This job of yours ended:"}


def readable(person: Person, group_name: str) -> str:
    """What the group keeps about somebody, in plain words, with why and how long."""
    lines = [
        f"What {group_name} keeps about you",
        f"Made on {dates.long_day(tenancy.today())}",
        "",
        *_place(person),
        "",
        *_card(person),
        "",
        *_agreed(person),
        "",
        *_jobs(person),
        *_looks(person),
        *_story(person),
        *_elsewhere(person),
        *(line for function in OWN for line in function(person.id)),
        "What you can ask for",
        "  You can have anything here put right, take back your yes, or have your name and details taken out.",
        f"  {BOOKS_KEEP}",
        "",
    ]
    return "\r\n".join(lines)


def _place(person: Person) -> Iterator[str]:
    yield "Your place in the group"
    yield f"  Name: {person.name}"
    yield f"  Number: {people.label(person)}"
    yield f"  Here since: {dates.long_day(person.joined_on) if person.joined_on else 'not known'}"
    if person.left_on:
        yield f"  Left on: {dates.long_day(person.left_on)}"
        yield f"  Your name and contact go on: {dates.long_day(rules.goes_on(person.left_on, queries.kept_months()))}"
    account = db.session.execute(select(User.username, User.name).where(User.id == person.user_id)).one_or_none()
    yield f"  You sign in as: {account.username} ({account.name})" if account else "  You do not sign in"


def _card(person: Person) -> Iterator[str]:
    yield "How to reach you"
    card = queries.card_of(person.id)
    if card is None:
        yield "  Nothing is kept"
        return
    yield f"  You like to hear {rules.WAYS.get(card.way, card.way)}: {card.contact or 'nothing written'}"
    yield f"  Large print: {'yes' if card.large_print else 'no'}"
    yield f"  Language: {card.language or 'nothing written'}"
    yield f"  What helps: {card.helps or 'nothing written'}"
    yield f"  An emergency contact is held on paper: {'yes' if card.emergency_on_paper else 'no'}"


def _agreed(person: Person) -> Iterator[str]:
    yield "What you agreed to"
    found, looking_in = queries.consents_of(person.id), list(_looking_in(person))
    if not found and not looking_in:
        yield "  Nothing is written down"
    for one in found:
        ended = f", taken back on {dates.long_day(one.withdrawn_on)}" if one.withdrawn_on else ""
        yield f"  On {dates.long_day(one.given_on)}, {one.how}{ended}: {' '.join(one.wording.split())}"
    yield from looking_in


def _looking_in(person: Person) -> Iterator[str]:
    """What was agreed with a critical friend, and when they said yes to it."""
    yes = select(Agreement, Acceptance.at).outerjoin(Acceptance, Acceptance.agreement_key == Agreement.key)
    for agreed, at in db.session.execute(yes.where(Agreement.person_id == person.id).order_by(Agreement.id)):
        said = f"You said yes on {moment(at)}" if at else "You have not said yes to it yet"
        days = f"from {dates.long_day(agreed.from_day)} to {dates.long_day(agreed.until)}"
        yield f"  You look in as a critical friend ({agreed.post}) {days}. {said}"
        yield f"  Your part: {PARTS.get(agreed.part, agreed.part)}"
        yield f"  They share with you: {'; '.join(SHARED_WORDS.get(part, part) for part in agreed.parts)}"
        if agreed.bounds:
            yield f"  Out of bounds: {' '.join(agreed.bounds.split())}"
        if agreed.decision:
            yield f"  Agreed at: {agreed.decision}"
        yield from (f"  {duty}" for duty in DUTIES)


def _jobs(person: Person) -> Iterator[str]:
    lines = [*_times(person), *_stood(person), *_signs(person)]
    if lines:
        yield "Jobs"
        yield from lines
        yield ""


def _times(person: Person) -> Iterator[str]:
    for one in [*jobs.times(running=False), *jobs.times()]:
        if one.held.number == person.number:
            until = f" until {dates.long_day(one.ended_on)}, {ENDED.get(one.ended_why, '')}" if one.ended_on else ""
            said = f"  {capitalize_first(one.held.job)}, {ROLES[one.held.role]}"
            since = f"from {dates.long_day(one.held.from_day)}{until}"
            more = [HOW.get(one.held.how, ""), "" if one.ended_on else one.term, one.decision]
            yield "; ".join([f"{said}, {since}", *(part for part in more if part)])


def _stood(person: Person) -> Iterator[str]:
    for one in electing.stood(person.id):
        came = {None: "not settled yet", True: "chosen", False: "not chosen"}[one.chosen]
        votes = "" if one.votes is None else f", {count(one.votes, 'vote')}"
        yield f"  You stood for {one.job} on {dates.long_day(one.held_on)}: {came}{votes}"


def _signs(person: Person) -> Iterator[str]:
    for row in signing.times_of(person.id):
        until = f" until {dates.long_day(row.off_on)}" if row.off_on else ""
        related = "related to another who signs, or at one address" if row.related else "not related to another"
        yield f"  You sign at the bank from {dates.long_day(row.since)}{until}, written down as {related}"


def _looks(person: Person) -> Iterator[str]:
    seen = db.session.scalar(select(func.count()).select_from(Look).where(Look.person_no == person.number)) or 0
    if seen:
        yield "Pages you looked at as a critical friend"
        yield f"  {seen:,} looks are written down, each with its moment; any member can read them"
        yield ""


def _story(person: Person) -> Iterator[str]:
    lines = db.session.scalars(
        select(HistoryLine).where(HistoryLine.subject == people.label(person)).order_by(HistoryLine.number)
    ).all()
    known = texts({digest for line in lines for digest in _shown_of(line, person)})
    called = jobs.called_today(_job_in(json.loads(line.body)) for line in lines)
    yield "What the history tells about you"
    for line in lines:
        body = json.loads(line.body)
        words = [known[digest] for digest in _shown_of(line, person) if digest in known]
        yield f"  {moment(line.at)}: {_said(line.what, body, called)}{': ' if words else ''}{', '.join(words)}"
    yield ""


def _job_in(body: dict[str, Any]) -> str:
    """How a line tells of the job that it is about; nothing where it is about none."""
    return str(next((value for value in reversed(body.get("job") or []) if value), ""))


def _said(what: str, body: dict[str, Any], called: Mapping[str, str]) -> str:
    """What was written down about somebody, said to them."""
    job = _job_in(body)
    for begins in GIVEN:
        if what.startswith(begins):
            return f"{GIVEN[begins]} {what.removeprefix(begins)}"
    return TOLD_TO_THEM.get(what, what).format(job=called.get(job, job))


def _shown_of(line: HistoryLine, person: Person) -> list[str]:
    """The words of a line, for their digests; a critical friend reads what they are called and where they come from."""
    body = json.loads(line.body)
    theirs = (body.get("name"), body.get("post")) if person.friend else (body,)
    return [digest for part in theirs for digest in private_in(part)]


def _elsewhere(person: Person) -> Iterator[str]:
    """How many notes hold their name; who reads them out is for neither a critical friend nor the treasurer."""
    found = sum(1 for _ in erasing.texts_with(erasing.names_of(person)))
    yield "Elsewhere"
    yield f"  Your name stands in {count(found, 'note or reason', 'notes and reasons')} beside the books."
    if found and any(held.job == Job.TREASURER for held in people.jobs_held(person.id)):
        yield "  You can read them in the books yourself: you keep the money."
    elif found and not person.friend:
        yield "  Ask the treasurer to read them to you: others may be named in the same words."
    yield ""
