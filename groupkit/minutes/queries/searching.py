"""Looking through minutes, decisions, actions and letters; never through a confidential part."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.decisions.models import Decision
from groupkit.likeness import holds
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.minutes.models import ActionPoint, Correction, InAttendance, LaterCorrection, Letter
from groupkit.words import also_as, clean_line, folded

MOST = 40
"""How many of each are shown."""
MOST_WORDS = 8
SAY_BY_TITLE = ("item", "talking")
"""Kinds of items whose title says something by itself. “Welcome” stands in every meeting: it is found by its notes."""
AROUND = 90
"""How many letters are shown before and after what was found."""


@dataclass(frozen=True)
class Found:
    """Everything that holds what was looked for, the newest first."""

    items: list[tuple[AgendaItem, Meeting]]
    decisions: list[Decision]
    actions: list[ActionPoint]
    letters: list[Letter]
    meetings: list[tuple[Meeting, str]]
    """Meetings whose purpose, guests or corrections hold it, with the words."""

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.items or self.decisions or self.actions or self.letters or self.meetings)


def words_of(text: str) -> list[str]:
    """The words that are looked for, each once."""
    found = [word for word in clean_line(text)[:200].split() if any(letter.isalnum() for letter in folded(word))]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def search(words: list[str], actor: Actor) -> Found:
    """What holds all the words, in any order, capitals, accents and plurals counting for nothing.

    Drafts are for officers."""
    minuted = select(AgendaItem, Meeting).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    standings = ("draft", "sent", "approved") if actor.can(Can.KEEP_MEETINGS) else ("sent", "approved")
    minuted = minuted.where(
        Meeting.standing == "held",
        Meeting.minutes.in_(standings),
        or_(AgendaItem.kind.in_(SAY_BY_TITLE), AgendaItem.notes != ""),
        _all(words, AgendaItem.title, AgendaItem.notes),
    )
    items = db.session.execute(minuted.order_by(Meeting.day.desc(), AgendaItem.position).limit(MOST))
    decisions = select(Decision).where(_all(words, Decision.title, Decision.words)).order_by(Decision.number.desc())
    actions = select(ActionPoint).where(_all(words, ActionPoint.words)).order_by(ActionPoint.id.desc())
    letters = select(Letter).where(_all(words, Letter.who, Letter.about)).order_by(Letter.day.desc(), Letter.id.desc())
    return Found(
        [(row[0], row[1]) for row in items],
        list(db.session.scalars(decisions.limit(MOST))),
        list(db.session.scalars(actions.limit(MOST))),
        list(db.session.scalars(letters.limit(MOST))),
        _meetings(words, standings),
    )


def _meetings(words: list[str], standings: tuple[str, ...]) -> list[tuple[Meeting, str]]:
    """What stands elsewhere in minutes: what a meeting was called for, who was in attendance, and corrections."""
    corrected = select(Meeting, Correction.words).join(Correction, Correction.meeting_id == Meeting.id)
    asked = (
        select(Meeting, Meeting.purpose.label("words")).where(_all(words, Meeting.purpose)),
        select(Meeting, InAttendance.words)
        .join(InAttendance, InAttendance.meeting_id == Meeting.id)
        .where(_all(words, InAttendance.words)),
        corrected.where(Correction.standing == "taken", _all(words, Correction.words)),
        select(Meeting, LaterCorrection.words)
        .join(LaterCorrection, LaterCorrection.meeting_id == Meeting.id)
        .where(_all(words, LaterCorrection.words)),
    )
    found = [
        (row[0], row[1])
        for wanted in asked
        for row in db.session.execute(
            wanted.where(Meeting.standing == "held", Meeting.minutes.in_(standings))
            .order_by(Meeting.day.desc())
            .limit(MOST)
        )
    ]
    return sorted(found, key=lambda one: one[0].day, reverse=True)[:MOST]


def _all(words: list[str], *columns: Any) -> Any:
    return and_(*(or_(*(holds(column, word) for column in columns)) for word in words))


def around(text: str, words: list[str]) -> str:
    """The part of a text in which the first of the words stands, with a little before and after it."""
    line = " ".join(text.split())
    at = _place(line, words)
    first, last = max(0, at - AROUND), min(len(line), at + AROUND)
    if first:
        first = line.rfind(" ", 0, first) + 1
    if last < len(line):
        last = max(line.rfind(" ", first, last), first + 1)
    return f"{'… ' if first else ''}{line[first:last]}{' …' if last < len(line) else ''}"


def _place(line: str, words: list[str]) -> int:
    """About where the first of the words stands: letters with accents are counted as they are read."""
    found = [at for word in words for one in also_as(word) if (at := _folded_place(line, one)) >= 0]
    return min(found, default=0)


def _folded_place(line: str, word: str) -> int:
    if line.isascii():
        return line.lower().find(word)
    read, places = "", []
    for at, letter in enumerate(line):
        plain = " " if letter == " " else re.sub(r"\s", "", folded(letter))
        read += plain
        places += [at] * len(plain)
    found = read.find(word)
    return places[found] if found >= 0 else -1
