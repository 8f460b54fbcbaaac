"""What stands on the group's first page, and the history told in plain words."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_login import current_user
from sqlalchemy import and_, case, func, select

from groupkit import dates, history, tenancy
from groupkit.access import queries as people
from groupkit.access import second_step
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Step, Telling, reads_coming, reads_steps, soon
from groupkit.home import telling
from groupkit.jobs import queries as jobs
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Entry
from groupkit.meetings import queries as meetings
from groupkit.money import pounds
from groupkit.rulebook import queries as rulebook
from groupkit.rulebook.rules import FINANCIAL_YEAR_END
from groupkit.together import Part, Reading, answer, rows_of, side_by_side
from groupkit.words import and_list

SOON, STAYS = timedelta(days=60), timedelta(days=14)
"""How long before its day something is told, and how long after it an agreement to be looked at again."""
LINES_A_PAGE = 50
MANY, A_MOMENT = 3, timedelta(seconds=2)
"""From how many lines on, and how close together, a list that was taken in is told in one."""
AT_ONCE = {
    "added a person": "took in {many} people",
    "wrote down that somebody agreed": "wrote down that {many} people agreed",
    "changed how to reach somebody": "wrote down how to reach {many} people",
}
_SOMEBODY = re.compile(r"(?:Member|Friend) ([0-9]{3,})", re.ASCII)


def greeting(now: datetime | None = None, zone: str = dates.USUAL_ZONE) -> str:
    """Good morning, good afternoon or good evening, where the group is."""
    hour = (now or dates.now()).astimezone(ZoneInfo(zone)).hour
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"


@dataclass(frozen=True)
class MoneyToday:
    """What there is, where it is, and how it came to that."""

    total: int
    places: list[tuple[str, int]]
    months: list[tuple[date, int]]

    @property
    def month_names(self) -> list[str]:
        """What stands under the chart."""
        return [f"{dates.MONTHS[day.month - 1][:3]} {day.year}" for day, _ in self.months]

    @property
    def sentence(self) -> str:
        """The chart in words, for whoever does not see it."""
        first, last = self.months[0], self.months[-1]
        month = dates.MONTHS[first[0].month - 1]
        return f"Money over the last twelve months: {pounds(first[1])} at the end of {month}, {pounds(last[1])} today"


def money_today(actor: Actor) -> Reading[MoneyToday | None]:
    """The money for the first page; None while the book is empty, and for whoever does not see it. Two rounds."""
    if not actor.can(Can.SEE_BALANCES):
        return None
    written, lately = yield from side_by_side(rows_of(_any_entry()), ledger.reads_lately())
    if not written:
        return None
    there = lately.accounts
    places = [(place.name, place.pence) for place in there if place.pence or not place.closed]
    return MoneyToday(sum(place.pence for place in there), places, lately.months)


def _any_entry() -> Part:
    """A row once something has been written in the cash book."""
    return select(Entry.id).limit(1)


def year_end_coming(actor: Actor) -> Iterator[Coming]:
    """The last day of the group's financial year."""
    year = rulebook.financial_year()
    if actor.can(Can.SEE_RULES) and year.last - tenancy.today() <= soon(SOON):
        source = rulebook.source_for(actor, rulebook.in_force(FINANCIAL_YEAR_END))
        where = url_for("rulebook.show_rules", group=actor.slug)
        yield Coming(
            year.last, "Our year ends", where, source, called="Our year ends", key=f"year end {year.last.year}"
        )


def agreements_coming(actor: Actor) -> Telling:
    """When critical friends look in for the last time, and when both wanted to look at what was agreed again."""
    if not actor.can(Can.LET_IN):
        return
    rows = yield {"running": people.asks_running_agreements()}
    for agreement in sorted(rows["running"], key=lambda row: row.id):
        where = url_for("people.show_person", group=actor.slug, number=agreement.number)
        if agreement.until - tenancy.today() <= soon(SOON):
            yield Coming(
                agreement.until,
                f"{agreement.name} looks in for the last time",
                where,
                words="You can agree again any time.",
                called="An agreement ends",
                key=f"agreement {agreement.key}",
            )
        if agreement.review_on is not None and _is_near(agreement.review_on):
            yield Coming(
                agreement.review_on,
                f"Look again at what was agreed with {agreement.name}",
                where,
                called="Look at an agreement again",
                key=f"review {agreement.key}",
            )


def _is_near(review_on: date) -> bool:
    """Nobody writes down that both have looked again, so a fortnight later it is asked no more."""
    return -STAYS <= review_on - tenancy.today() <= soon(SOON)


def first_steps(actor: Actor) -> Telling:
    """What whoever keeps the book does first, and whoever lets people in."""
    rows = yield _asks_first_steps(actor)
    if actor.can(Can.KEEP_LEDGER):
        yield Step(
            "Write down what you have",
            "Look at the bank statement, count the tin; or bring in the spreadsheet you kept until now.",
            url_for("ledger.record_opening", group=actor.slug),
            "Write down what you have",
            done=bool(rows["entries"]),
        )
    if actor.can(Can.LET_IN):
        [people_here] = rows["people"]
        yield Step(
            "Write down who does what",
            "First names are enough. Nobody has to sign in.",
            url_for("people.list_people", group=actor.slug),
            "Go to the people",
            done=people_here.here > 1,
        )
        yield Step(
            "Let a second person in",
            "So that the books do not hang on you alone when you are ill or away.",
            url_for("people.list_people", group=actor.slug),
            "Invite somebody",
            done=people_here.signing_in > 1,
        )
    # Whoever began the group has three things to do already, and finds this on the page of their account.
    if "second step" in rows:
        yield Step(
            "Turn on a second step for signing in",
            "A code from your phone after the passphrase, since you look after the money.",
            url_for("second_step.show_second_step"),
            "Turn it on",
            done=bool(rows["second step"]),
        )


def _asks_first_steps(actor: Actor) -> dict[str, Part]:
    """Whether the book is begun, how many are here, and whether the second step is on: of each what they may do."""
    parts: dict[str, Part] = {}
    if actor.can(Can.KEEP_LEDGER):
        parts["entries"] = _any_entry()
    if actor.can(Can.LET_IN):
        parts["people"] = _how_many()
    elif actor.can(Can.KEEP_LEDGER):
        parts["second step"] = second_step.asks_on(current_user.user_id)
    return parts


def _how_many() -> Part:
    """How many have a place here now, and how many of the group itself sign in."""
    signs_in = and_(Person.friend.is_(False), Person.user_id.is_not(None))
    wanted = select(func.count(Person.id).label("here"), func.count(case((signs_in, 1))).label("signing_in"))
    return wanted.where(Person.left_on.is_(None))


def asks_second_step(actor: Actor) -> Reading[bool]:
    """Whether somebody who looks after the money is invited to turn on a second step."""
    return actor.can(Can.KEEP_LEDGER) and not (yield from rows_of(second_step.asks_on(current_user.user_id)))


@dataclass(frozen=True)
class LookingIn:
    """A critical friend who looks in now, and when they last did."""

    name: str
    until: date
    last: datetime | None


def looking_in(actor: Actor) -> Reading[list[LookingIn]]:
    """The critical friends of the moment, for members to see."""
    if not actor.can(Can.SEE_LOOKS):
        return []
    rows = yield {"running": people.asks_running_agreements(), "looks": people.asks_last_looks()}
    last = {row.person_no: row.at for row in rows["looks"]}
    running = sorted(rows["running"], key=lambda row: row.id)
    return [LookingIn(one.name, one.until, last.get(one.number)) for one in running]


@dataclass(frozen=True)
class FirstPage:
    """What other books and this one know for the first page, once everything has been asked."""

    money: MoneyToday | None
    steps: list[Step]
    told: list[Coming]
    friends: list[LookingIn]
    asks_second_step: bool


def first_page(actor: Actor) -> FirstPage:
    """Everything that stands there for somebody, asked side by side: one question for each round (decision 0025)."""
    parts = (money_today, reads_steps, reads_coming, looking_in, asks_second_step)
    return FirstPage(*answer(side_by_side(*(part(actor) for part in parts))))


@dataclass(frozen=True)
class Told:
    """One line of the history in plain words."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    changes: list[str]


def told(below: int | None = None) -> list[Told]:
    """The newest lines of the history below a number, with names for numbers and texts for digests."""
    lines = history.lines(LINES_A_PAGE, below)
    bodies = [json.loads(line.body) for line in lines]
    texts = history.texts(digest for body in bodies for digest in history.private_in(body))
    names = people.names({line.by_no for line in lines} | set(_numbers(lines)))
    subjects = [line.subject for line in lines]
    called = jobs.called_today([*subjects, *_jobs_in(bodies)]) | meetings.called_today(subjects)
    return _many_as_one(
        Told(
            line.number,
            line.at,
            names.get(line.by_no, f"Member {line.by_no:03d}"),
            line.what,
            called.get(line.subject) or _about(line.subject, names),
            telling.changes(_with_jobs(body, called), texts),
        )
        for line, body in zip(lines, bodies, strict=True)
    )


def _many_as_one(lines: Iterable[Told]) -> list[Told]:
    """A list that was taken in is told in one line that names everybody; in the history it stays a line for each."""
    found: list[Told] = []
    for (what, _who), run in groupby(lines, lambda one: (one.what, one.who)):
        for those in _at_once(list(run)):
            if len(those) < MANY or what not in AT_ONCE:
                found += those
            else:
                about = and_list(reversed([one.about for one in those]))
                found.append(replace(those[-1], what=AT_ONCE[what].format(many=len(those)), about=about, changes=[]))
    return found


def _at_once(lines: list[Told]) -> Iterator[list[Told]]:
    """Lines that were written in one go, one after another within a moment."""
    run: list[Told] = []
    for one in lines:
        if run and run[-1].at - one.at > A_MOMENT:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _numbers(lines: Sequence[history.HistoryLine]) -> Iterator[int]:
    for line in lines:
        if match := _SOMEBODY.fullmatch(line.subject):
            yield int(match[1])


def _jobs_in(bodies: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The jobs that lines about somebody tell of, each by its row."""
    for body in bodies:
        yield from (words for words in body.get("job", ()) if isinstance(words, str))


def _with_jobs(body: dict[str, Any], called: dict[str, str]) -> dict[str, Any]:
    """What a line says, with each job by what it is called today."""
    if "job" not in body:
        return body
    return {**body, "job": [called.get(words, words) if isinstance(words, str) else words for words in body["job"]]}


def _about(subject: str, names: dict[int, str]) -> str:
    """Whom or what a line is about; somebody by their name of today."""
    match = _SOMEBODY.fullmatch(subject)
    return names.get(int(match[1]), subject) if match else subject
