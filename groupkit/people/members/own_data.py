"""Everything that is kept about one person, as a plain text that anybody can read."""

import json
from collections.abc import Iterator

from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access import queries as people
from groupkit.access.models import Agreement, Look, Person, User
from groupkit.db import db
from groupkit.history import HistoryLine, private_in, texts
from groupkit.jobs import electing, signing
from groupkit.jobs import queries as jobs
from groupkit.jobs.rules import ENDED, HOW, ROLES
from groupkit.people.members import erasing, queries, rules
from groupkit.printing import capitalize_first, count, moment


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
        "Elsewhere",
        f"  Your name stands in {_texts_with(person)} of the words kept beside the books, such as notes and reasons.",
        "  Ask the treasurer to read them to you: others may be named in the same words.",
        "",
        "What you can ask for",
        "  You can have anything here put right, take back your yes, or have your name and details taken out.",
        "  The books keep amounts, days and categories for seven years. Your number then stands in the place of",
        "  your name. Adopted texts and filed returns stay as they were signed and sent.",
        "",
    ]
    return "\r\n".join(lines)


def _place(person: Person) -> Iterator[str]:
    yield "Your place in the group"
    yield f"  Name: {person.name}"
    yield f"  Number: {people.label(person)}"
    yield f"  Here since: {dates.long_day(person.joined_on)}"
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
    found = queries.consents_of(person.id)
    if not found:
        yield "  Nothing is written down"
    for one in found:
        ended = f", taken back on {dates.long_day(one.withdrawn_on)}" if one.withdrawn_on else ""
        yield f"  On {dates.long_day(one.given_on)}, {one.how}{ended}: {one.wording}"


def _jobs(person: Person) -> Iterator[str]:
    lines = [*_times(person), *_stood(person), *_signs(person), *_agreements(person)]
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


def _agreements(person: Person) -> Iterator[str]:
    for agreed in db.session.scalars(select(Agreement).where(Agreement.person_id == person.id)):
        days = f"from {dates.long_day(agreed.from_day)} to {dates.long_day(agreed.until)}"
        yield f"  Critical friend ({agreed.post}) {days}"


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
    known = texts({digest for line in lines for digest in private_in(json.loads(line.body))})
    yield "What the history tells about you"
    for line in lines:
        words = [known[digest] for digest in private_in(json.loads(line.body)) if digest in known]
        yield f"  {moment(line.at)}: {line.what}{': ' if words else ''}{', '.join(words)}"
    yield ""


def _texts_with(person: Person) -> str:
    found = sum(1 for _ in erasing.texts_with(erasing.names_of(person)))
    return f"{found:,}"
