"""The handover pack of a job: everything that the next person needs, and no passwords."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import url_for

from groupkit import coming_up, dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Job, may_do
from groupkit.coming_up import Coming
from groupkit.document import Block, Document, Heading, Paragraph, document
from groupkit.jobs import queries, signing
from groupkit.jobs.cards import TOLD, cards
from groupkit.jobs.handed_on import handed_on
from groupkit.jobs.models import GroupJob
from groupkit.jobs.queries import Time
from groupkit.jobs.rules import DEPUTY, HOLDS, HOW, NOTES, ROLES, SHADOWS
from groupkit.jobs.signing import Signing
from groupkit.rulebook.queries import read_once

__all__ = ["Pack", "as_word", "pack"]


MISSING = {HOLDS: "Nobody does it just now", DEPUTY: "Nobody steps in yet", SHADOWS: "Nobody learns it yet"}


@dataclass(frozen=True)
class Pack:
    """What is handed on with a job."""

    job: GroupJob
    about: str
    first: str
    times: list[Time]
    missing: list[str]
    """Who is not there: nobody does it, steps in or learns it."""
    notes: dict[str, list[str]]
    coming: list[Coming]
    tell: list[str]
    bank: list[str]
    more: list[tuple[str, list[str]]]
    """What other books hand on with it, under their headings."""


def pack(job: GroupJob, actor: Actor) -> Pack:
    """Everything about a job that the actor may see; dates are those that somebody with the job would see too."""
    card = cards().get(job.card)
    times = queries.times(job.id)
    tell = card.tell if card else ()
    return Pack(
        job=job,
        about=card.about if card else "",
        first=card.first if card else "",
        times=times,
        missing=[words for role, words in MISSING.items() if role not in {one.held.role for one in times}],
        notes={kind: [note.words for note in those] for kind, those in queries.notes_by_kind(job.id).items()},
        coming=_coming(job, actor),
        tell=[TOLD[who] for who in tell],
        bank=_bank(job) if "bank" in tell else [],
        more=handed_on(job, actor),
    )


def _coming(job: GroupJob, actor: Actor) -> list[Coming]:
    """What is coming up in the books that the job opens, and its own term; never the terms of other jobs."""
    sees = actor.may & may_do(frozenset({Job(job.gives)} if job.gives else set()))
    own = url_for("jobs.show_job", group=actor.slug, job_id=job.id)
    others = {url_for("jobs.show_job", group=actor.slug, job_id=one.id) for one in queries.jobs()} - {own}
    with read_once():
        found = coming_up.coming_up(replace(actor, may=sees))
    return [one for one in found if one.url == own or (job.gives and one.url not in others)]


def _bank(job: GroupJob) -> list[str]:
    """Who signs at the bank now: whoever hands over still can, until the bank says otherwise."""
    return [_signs(one) for one in signing.who_signs()]


def _signs(one: Signing) -> str:
    if one.left:
        said = f"{one.name} has left the group; the bank still lets them sign"
    else:
        said = f"{one.name} has signed since {dates.long_day(one.since)}"
    asked = one.asked_off_on
    return f"{said}. Asked off on {dates.long_day(asked)}, and the bank has not said yes yet" if asked else said


def as_word(made: Pack, group: str) -> bytes:
    """The pack as a Word file."""
    day = dates.long_day(tenancy.today())
    body = list(_blocks(made))
    return document(Document(f"Handing over: {made.job.name}", body, footer=day, subtitle=f"{group}, {day}"))


def _blocks(made: Pack) -> Iterator[Block]:
    if made.about:
        yield Paragraph(made.about)
    parts: list[tuple[str, list[str]]] = [("Who has it", [*(_who(one) for one in made.times), *made.missing])]
    parts += [(NOTES[kind], words) for kind, words in made.notes.items()]
    parts += [("In the first month", [made.first] if made.first else [])]
    parts += [("Coming up", [f"{dates.long_day(one.day)}: {one.sentence}" for one in made.coming])]
    parts += made.more
    parts += [("Tell them that somebody else does it now", made.tell), ("Who signs at the bank", made.bank)]
    for heading, lines in parts:
        if lines:
            yield Heading(heading, 2)
            yield from (Paragraph(line, box=True) for line in lines)
    yield Paragraph("There are no passwords in here. Everybody has their own way in, and old ones are closed.")


def _who(one: Time) -> str:
    said = f"{one.held.name}: {ROLES[one.held.role]}, since {dates.long_day(one.held.from_day)}"
    parts = [said, HOW.get(one.held.how, ""), one.term, one.decision]
    return ", ".join(part for part in parts if part)
