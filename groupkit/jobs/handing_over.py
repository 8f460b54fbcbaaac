"""The handover pack of a job: everything that the next person needs, and no passwords."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from groupkit import coming_up, dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Job, may_do
from groupkit.coming_up import Coming
from groupkit.document import MIME_TYPE, Block, Document, Heading, Paragraph, document
from groupkit.jobs import queries, signing
from groupkit.jobs.cards import TOLD, cards
from groupkit.jobs.models import GroupJob
from groupkit.jobs.queries import Time
from groupkit.jobs.rules import HOW, NOTES, ROLES

__all__ = ["MIME_TYPE", "Pack", "as_word", "pack"]


@dataclass(frozen=True)
class Pack:
    """What is handed on with a job."""

    job: GroupJob
    about: str
    first: str
    times: list[Time]
    notes: dict[str, list[str]]
    coming: list[Coming]
    tell: list[str]
    bank: list[str]


def pack(job: GroupJob, actor: Actor) -> Pack:
    """Everything about a job that the actor may see; dates are those that somebody with the job would see too."""
    card = cards().get(job.card)
    sees = actor.may & may_do(frozenset({Job(job.gives)} if job.gives else set()))
    tell = card.tell if card else ()
    return Pack(
        job=job,
        about=card.about if card else "",
        first=card.first if card else "",
        times=queries.times(job.id),
        notes={kind: [note.words for note in those] for kind, those in queries.notes_by_kind(job.id).items()},
        coming=coming_up.coming_up(replace(actor, may=sees)) if job.gives else [],
        tell=[TOLD[who] for who in tell],
        bank=_bank(job) if "bank" in tell else [],
    )


def _bank(job: GroupJob) -> list[str]:
    """Who signs at the bank now: whoever hands over still can, until the bank says otherwise."""
    return [
        f"{one.name} signs since {dates.long_day(one.since)}"
        + (
            f"; asked off on {dates.long_day(one.asked_off_on)}, the bank has not said yes yet"
            if one.asked_off_on
            else ""
        )
        for one in signing.who_signs()
    ]


def as_word(made: Pack, group: str) -> BytesIO:
    """The pack as a Word file."""
    day = dates.long_day(tenancy.today())
    body = list(_blocks(made))
    return BytesIO(document(Document(f"Handing over: {made.job.name}", body, footer=day, subtitle=f"{group}, {day}")))


def _blocks(made: Pack) -> Iterator[Block]:
    if made.about:
        yield Paragraph(made.about)
    parts: list[tuple[str, list[str]]] = [("Who has it", [_who(one) for one in made.times])]
    parts += [(NOTES[kind], words) for kind, words in made.notes.items()]
    parts += [("In the first month", [made.first] if made.first else [])]
    parts += [("Coming up", [f"{dates.long_day(one.day)}: {one.sentence}" for one in made.coming])]
    parts += [("Tell them that somebody else does it now", made.tell), ("Who signs at the bank", made.bank)]
    for heading, lines in parts:
        if lines:
            yield Heading(heading, 2)
            yield from (Paragraph(line, bullet=True) for line in lines)
    yield Paragraph("There are no passwords in here. Everybody has their own way in, and old ones are closed.")


def _who(one: Time) -> str:
    said = f"{one.held.name}: {ROLES[one.held.role]}, since {dates.long_day(one.held.from_day)}"
    parts = [said, HOW.get(one.held.how, ""), one.term, one.decision]
    return ", ".join(part for part in parts if part)
