"""Sharing the work: what is worth a look, said as a question and never as a score. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from groupkit.dates import long_day, months_after, whole_years
from groupkit.words import and_list

MANY_JOBS = 2
"""Somebody with more jobs than this is asked after (DOMAIN section 3, workload sharing)."""
LONG_YEARS = 3
"""A job held longer than this is asked after (DOMAIN section 3)."""

HOLDS, DEPUTY, SHADOWS = "holds", "deputy", "shadows"
ROLES = {HOLDS: "does it", DEPUTY: "steps in when needed", SHADOWS: "comes along to learn it"}
HOW = {"volunteered": "volunteered", "elected": "chosen by a vote or by all", "co-opted": "brought in by the committee"}
ENDED = {"successor": "handed over", "stepped_down": "stepped down", "ended": "ended by an officer", "left": "left"}
UNDONE = {
    "coordinator": "hold things together and let people in",
    "treasurer": "keep the money",
    "secretary": "look after the meetings and the rules",
    "second signatory": "be the second pair of eyes",
}
"""What nobody would do, by the access that goes with a job (`permissions.Job`), once nobody has it."""
NOTES = {
    "task": "What it involves",
    "kept": "Where things are kept",
    "key": "Keys and things that belong to the group",
    "wish": "What I wish I had known",
}
"""The kinds of lines about a job, in the order in which they are read."""


@dataclass(frozen=True)
class Held:
    """A job as somebody has it today; `number` is the person's."""

    job: str
    number: int
    name: str
    role: str
    from_day: date
    until: date | None = None
    gives: str = ""
    how: str = ""


@dataclass(frozen=True)
class Look:
    """Something about sharing the work that is worth a look."""

    sentence: str
    about: str


def term_over(held: Held, today: date) -> bool:
    """Whether the term has run out: they keep the job all the same until the group chooses."""
    return held.until is not None and held.until < today


def worth_a_look(held: Sequence[Held], let_in: Iterable[str], today: date) -> list[Look]:
    """What about sharing the work is worth a look, as questions; `let_in` names who can let others in."""
    return [*_many(held), *_over(held, today), *_long(held, today), *_no_deputy(held), *_alone(list(let_in))]


def _many(held: Sequence[Held]) -> Iterator[Look]:
    for number, name in {one.number: one.name for one in held}.items():
        jobs = [one.job for one in held if one.number == number and one.role == HOLDS]
        if len(jobs) > MANY_JOBS:
            yield Look(
                f"{name} has {len(jobs)} jobs. Could somebody take one of them, or share it?", and_list(sorted(jobs))
            )


def _over(held: Sequence[Held], today: date) -> Iterator[Look]:
    for one in held:
        if one.role == HOLDS and one.until is not None and term_over(one, today):
            yield Look(
                f"{one.name} is {one.job} until the group chooses again. Shall it come up at the next meeting?",
                term_in_words(one, today),
            )


def _long(held: Sequence[Held], today: date) -> Iterator[Look]:
    for one in held:
        if one.role == HOLDS and months_after(one.from_day, 12 * LONG_YEARS) < today:
            years = whole_years(one.from_day, today)
            yield Look(f"{one.name} has been {one.job} for {years} years. Would they like a rest?", "")


def _no_deputy(held: Sequence[Held]) -> Iterator[Look]:
    helped = {one.job for one in held if one.role != HOLDS}
    holders: dict[str, list[str]] = {}
    for one in held:
        if one.role == HOLDS and one.gives:
            holders.setdefault(one.job, []).append(one.name)
    lone = [job for job, names in holders.items() if len(names) == 1 and job not in helped]
    if lone:
        yield Look(
            "Nobody steps in yet when somebody is ill or away. Who could learn a little of it?", and_list(sorted(lone))
        )


def _alone(let_in: list[str]) -> Iterator[Look]:
    if len(let_in) == 1:
        yield Look(f"Only {let_in[0]} can let others in. A second person would keep the door open.", "")


def term_in_words(held: Held, today: date) -> str:
    """`elected until 31 March 2026; the group has not chosen since`, or how long the term still runs."""
    if held.until is None:
        return ""
    began = "elected until" if held.how == "elected" else "until"
    said = f"{began} {long_day(held.until)}"
    return f"{said}; the group has not chosen since" if term_over(held, today) else said


@dataclass(frozen=True)
class Signs:
    """Somebody who signs at the bank: related to, or living with, another who signs?"""

    name: str
    related: bool
    leaving: bool = False


def mandate(signs: Sequence[Signs], named: int, needed: int) -> list[str]:
    """What about who signs at the bank is worth a look, against the rules: `named` people, of whom `needed` sign."""
    found = []
    if len(signs) < named:
        found.append(f"{_people(len(signs))} can sign. Our rules name {named}")
    unrelated = sum(not one.related for one in signs)
    # Of people who are related to one another, one can sign together with the others.
    free = unrelated + (1 if unrelated < len(signs) else 0)
    if len(signs) >= needed and free < needed:
        found.append(f"{needed} sign together, and too many of them are related or share an address")
    waiting = [one.name for one in signs if one.leaving]
    if waiting:
        found.append(f"The bank has not said yet that {and_list(waiting)} can no longer sign. It takes weeks")
    return found


def _people(many: int) -> str:
    return {0: "Nobody", 1: "One person"}.get(many, f"{many} people")
