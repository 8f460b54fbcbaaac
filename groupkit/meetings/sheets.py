"""Papers for the day of a meeting: who came, choosing who does what, voting slips, nomination forms. Pure.

They hold no field for a reason of absence, and none for why somebody comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groupkit.document import Document, Heading, PageBreak, Paragraph, SignatureLines, Table
from groupkit.meetings.agenda_paper import MeetingSaid, when_and_where
from groupkit.meetings.rules import TOO_FEW, Noticed, Quorum, title_of

FEWEST_LINES, MOST_LINES = 12, 40
FEWEST_SLIPS, MOST_SLIPS = 12, 60
"""How many voting slips there are for each job, at least and at most; more are printed by printing it again."""
NONE_OF_THEM = "None of them"
WELCOME = {"committee": "You are invited to this meeting of the committee.", "own": "You are invited."}
"""How a notice begins, where it is not for all members."""


@dataclass(frozen=True)
class Job:
    """A job to choose somebody for, who stands for it, and what it is for."""

    name: str
    standing: tuple[str, ...] = ()
    about: str = ""
    tasks: tuple[str, ...] = ()


def _paper(title: str, meeting: MeetingSaid, body: Sequence[Any], group: str) -> Document:
    first = when_and_where(meeting)[0]
    said = f"{title_of(meeting.kind, meeting.called)}, {first}"
    return Document(title, body, subtitle=said, footer=group)


def notice(
    meeting: MeetingSaid, asked: Noticed | None, jobs: Sequence[Job], changes: bool, group: str, large: bool = False
) -> Document:
    """The notice itself: that there is a meeting, when, where, and what it can decide."""
    body: list[Any] = [Paragraph(WELCOME.get(meeting.kind, "You are invited. Every member can come, speak and vote."))]
    body += [Paragraph(words) for words in when_and_where(meeting)]
    if meeting.purpose:
        body.append(Paragraph(f"It is called for: {meeting.purpose}"))
    if jobs:
        body.append(Heading("We choose who does what", 2))
        body += [Paragraph(job.name[:1].upper() + job.name[1:], bullet=True) for job in jobs]
        body.append(
            Paragraph("If you would like to do one of these, or know somebody who would, use the form or tell us.")
        )
    if changes:
        body.append(Heading("A change to our rules", 2))
        body.append(Paragraph("The exact words come with this notice. They cannot be changed at the meeting itself."))
    body.append(Heading("If you cannot come", 2))
    body.append(Paragraph("Tell us that you cannot come, if you like. You do not need to say why."))
    if asked is not None:
        source = f" ({asked.source})" if asked.source else ""
        body.append(Paragraph(f"Our rules ask for {asked.words} of notice{source}.", quiet=True))
    title = f"Notice: {title_of(meeting.kind, meeting.called)}"
    return Document(title, body, subtitle=group, footer=group)


def attendance(meeting: MeetingSaid, quorum: Quorum | None, group: str) -> Document:
    """A sheet for counting who is here; names only where the rules need them."""
    body: list[Any] = []
    if quorum is not None:
        source = f" ({quorum.source})" if quorum.source else ""
        body.append(
            Paragraph(f"To decide anything, {quorum.needed} of our {quorum.of} with a vote must be here{source}.")
        )
    body.append(
        SignatureLines(
            (
                "How many with a vote are here",
                "In attendance, without a vote (practitioners, guests)",
                "How many sent apologies",
            )
        )
    )
    body.append(Paragraph("Count people. Nobody writes why somebody could not come."))
    body.append(Heading("Names, only if your rules need them to see that enough are here", 2))
    body.append(Paragraph("Keep this sheet apart from the minutes, and do not leave it lying about.", quiet=True))
    count = min(max(quorum.of if quorum else FEWEST_LINES, FEWEST_LINES), MOST_LINES)
    body.append(Table([("", "")] * count, header=("Name", "Signed"), widths=(3, 2)))
    if quorum is not None:
        body.append(Paragraph(f"Fewer than {quorum.needed}? {TOO_FEW}", quiet=True))
    return _paper("Who is here", meeting, body, group)


def election(meeting: MeetingSaid, jobs: Sequence[Job], group: str) -> Document:
    """The sheet on which the choosing is counted."""
    body: list[Any] = [
        Paragraph("Whoever counts does not stand themselves. Two people count, and both sign."),
    ]
    for job in jobs:
        body.append(Heading(job.name[:1].upper() + job.name[1:], 2))
        rows = [(name, "") for name in job.standing] or [("", ""), ("", "")]
        body.append(Table([*rows, (NONE_OF_THEM, "")], header=("Who stands", "Votes"), widths=(3, 1)))
    if not jobs:
        body.append(Table([("", "", "")] * 6, header=("For which job", "Who stands", "Votes"), widths=(2, 3, 1)))
    body.append(SignatureLines(("Counted by", "Counted again by", "Day")))
    return _paper("Choosing who does what", meeting, body, group)


SCRIPT = (
    "Say who you are, and that you do not stand for anything yourself.",
    "Say that everybody with a vote has one vote for each job, and that whoever stands can vote too.",
    "Say which jobs there are to choose for, one after the other. Read out what each job is for.",
    "Ask who would like to do it. Ask each person who is named whether they say yes. Nobody is put up without a yes.",
    "If one person stands for one job, ask: “Are you happy that they do this?” Count the hands for and against.",
    "If more stand than there is room for, ask whether people want slips of paper. If anybody does, use slips.",
    "Give out one slip each. Collect them in a box. Count twice, with somebody else.",
    "If there is a tie, say so. Ask whether one of them would rather step in when needed. If not, vote once more.",
    "Read out who was chosen, and thank everybody who stood.",
    "If nobody stands for a job, say so kindly. Whoever does it now keeps it, or it waits.",
    "Sign the sheet with whoever counted with you, and give it to whoever takes the minutes.",
)
"""For a person from outside the group who leads the choosing (the returning person)."""


def script(meeting: MeetingSaid, jobs: Sequence[Job], group: str) -> Document:
    """What a person from outside says and does who leads the choosing."""
    body: list[Any] = [
        Paragraph("For somebody who does not stand, best of all from outside the group. Read it out as it is."),
        Heading("What you do", 2),
        *(Paragraph(words, 2) for words in SCRIPT),
    ]
    if jobs:
        body.append(Heading("The jobs", 2))
        body += [Paragraph(_job_told(job), bullet=True) for job in jobs]
    return _paper("Leading the choosing", meeting, body, group)


def _job_told(job: Job) -> str:
    name = job.name[:1].upper() + job.name[1:]
    return f"{name}: {', '.join(job.standing)}" if job.standing else name


def slips(meeting: MeetingSaid, jobs: Sequence[Job], group: str, votes: int) -> Document:
    """Voting slips to cut apart, for each job as many as have a vote; without a name of a voter."""
    pairs = (min(max(votes, FEWEST_SLIPS), MOST_SLIPS) + 1) // 2
    body: list[Any] = [Paragraph("Cut along the broken lines. Put one tick, and no name of your own.", quiet=True)]
    for at, job in enumerate(jobs or [Job("")]):
        if at:
            body.append(PageBreak())
        slip = _slip(job)
        body.append(Table([(slip, slip)] * pairs, widths=(1, 1), cut=True))
    return _paper("Voting slips", meeting, body, group)


def _slip(job: Job) -> str:
    if len(job.standing) == 1:
        return "\n".join([f"{job.standing[0]} as {job.name}?", "☐ Yes", "☐ No"])
    asked = f"Who should be {job.name}?" if job.name else "Who should be ____________________?"
    names = job.standing or ("____________________", "____________________")
    return "\n".join([asked, *(f"☐ {name}" for name in (*names, NONE_OF_THEM))])


def nomination(meeting: MeetingSaid, jobs: Sequence[Job], group: str) -> Document:
    """A form for somebody who would like to do a job."""
    body: list[Any] = [
        Paragraph("Would you like to do one of these, or do you know somebody who would? Ask them first."),
        *(Paragraph(job.name[:1].upper() + job.name[1:], box=True) for job in jobs),
        SignatureLines(("The job", "The name of whoever stands", "I say yes to standing for this. Signed", "Day")),
        Heading("If somebody else suggests them", 2),
        SignatureLines(("Suggested by", "Signed")),
        Paragraph(
            "Give this back before the meeting, or bring it along. You can also just stand up on the day.", quiet=True
        ),
    ]
    return _paper("I would like to stand", meeting, body, group)


def roles(meeting: MeetingSaid, jobs: Sequence[Job], group: str) -> Document:
    """What each job is for, as small tasks that can be shared."""
    body: list[Any] = [Paragraph("Jobs can be shared. Nobody has to do all of one.")]
    for job in jobs:
        body.append(Heading(job.name[:1].upper() + job.name[1:], 2))
        body += [Paragraph(job.about)] if job.about else []
        body += [Paragraph(task, bullet=True) for task in job.tasks]
    return _paper("What the jobs are for", meeting, body, group)
