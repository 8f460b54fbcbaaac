"""The agenda as it goes out: on a page, on paper, in Word, and as words to paste into a message. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from groupkit import hours
from groupkit.document import Document, Heading, Paragraph
from groupkit.meetings.agenda import WORDLESS, hours_along
from groupkit.meetings.filling import Filled
from groupkit.meetings.rules import PURPOSES, title_of
from groupkit.meetings.saying import brief_day, from_to, full_day


class MeetingSaid(Protocol):
    """What a paper says of a meeting."""

    kind: Any
    called: Any
    day: Any
    starts: Any
    ends: Any
    place: Any
    online: Any
    purpose: Any


class ItemSaid(Protocol):
    """What a paper says of an item."""

    id: Any
    kind: Any
    title: Any
    purpose: Any
    lead: Any
    takes: Any
    words: Any
    decision_id: Any


@dataclass(frozen=True)
class Line:
    """An item with the hour at which it begins, what there is to say beside it, and what stands under it today."""

    item: Any
    hour: str
    said: str
    filled: Sequence[Filled] = ()


def lines_of(meeting: MeetingSaid, items: Sequence[Any], filled: Mapping[str, Sequence[Filled]]) -> list[Line]:
    """Every item of an agenda, in its order. An item about one decision shows no others."""
    along = hours_along(items, meeting.starts)
    return [
        Line(item, hour, beside(item), () if item.decision_id else filled.get(item.kind, ()))
        for item, hour in zip(items, along, strict=True)
    ]


def beside(item: ItemSaid) -> str:
    """`10 minutes, to decide, Treasurer`: what is known of an item, and nothing for what is not."""
    takes = f"{item.takes} {'minute' if item.takes == 1 else 'minutes'}" if item.takes else ""
    return ", ".join(part for part in (takes, PURPOSES.get(item.purpose, ""), item.lead) if part)


def when_and_where(meeting: MeetingSaid) -> list[str]:
    """The day, the hours and the place, a line each."""
    found = [f"{full_day(meeting.day)}, {from_to(meeting.starts, meeting.ends)}"]
    found += [meeting.place] if meeting.place else []
    found += [f"By phone or online: {meeting.online}"] if meeting.online else []
    return found


def as_document(meeting: MeetingSaid, lines: Sequence[Line], group: str) -> Document:
    """The agenda as a paper, each item under a numbered heading."""
    body: list[Any] = [Paragraph(words) for words in when_and_where(meeting)]
    if meeting.purpose:
        body.append(Paragraph(f"Called for: {meeting.purpose}"))
    for line in lines:
        body.append(Heading(line.item.title, 2, numbered=True))
        body.append(Paragraph(", ".join(part for part in (hours.said(line.hour), line.said) if part), quiet=True))
        if line.item.words and line.item.kind not in WORDLESS:
            body.append(Paragraph(line.item.words))
        body += [Paragraph(_told(one), bullet=True) for one in line.filled if one.paper]
    title = f"Agenda: {title_of(meeting.kind, meeting.called)}"
    return Document(title, body, subtitle=group, footer=group)


def _told(one: Filled) -> str:
    return f"{one.words} ({one.quiet})" if one.quiet else one.words


def subject(meeting: MeetingSaid, short_name: str = "") -> str:
    """`Our meeting on Tuesday 3 March`: it tells nobody who looks over a shoulder what the group is about."""
    said = f"Our meeting on {brief_day(meeting.day)}"
    return f"{short_name}: {said[0].lower()}{said[1:]}" if short_name else said


def message(meeting: MeetingSaid, lines: Sequence[Line]) -> str:
    """The agenda in words to paste into a message: when, where, and what will be talked about; never who we are."""
    said = when_and_where(meeting)
    if meeting.purpose:
        said.append(f"Called for: {meeting.purpose}")
    if lines:
        said += ["", "What we will do:"]
        said += [_in_message(number, line) for number, line in enumerate(lines, start=1)]
    return "\n".join(said)


def _in_message(number: int, line: Line) -> str:
    purpose = PURPOSES.get(line.item.purpose, "")
    return f"{number}. {line.item.title} ({purpose})" if purpose else f"{number}. {line.item.title}"
