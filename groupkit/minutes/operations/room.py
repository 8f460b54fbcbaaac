"""In the room: that a meeting begins, who is there, and what is minuted. Nothing changes once it went round."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from groupkit import hours, tenancy
from groupkit.db import db
from groupkit.decisions import bodies
from groupkit.history import By, digest_only, record
from groupkit.meetings.models import AgendaItem, Meeting, told_as
from groupkit.meetings.operations import still_draft
from groupkit.meetings.rules import DID, LONGEST_MINUTES
from groupkit.minutes import rules
from groupkit.minutes.merging import merged
from groupkit.minutes.models import Conflict, CountChange, InAttendance
from groupkit.minutes.queries.room import room, takes_words
from groupkit.refusal import Asks, Refused
from groupkit.refusal import Conflict as Meanwhile

PRIVATE = ("chair", "taker", "next_words")
"""What may name somebody: the history keeps only digests of it."""
FACTS = ("began", "chair", "taker", "ended", "next_words")
WORDLESS = "Nothing is written down under this. What is said there stays there"


def begin(meeting: Meeting, began: str, by: By) -> None:
    """A meeting that was planned is held. Raises Refused before its day, and for one that was called off."""
    if meeting.standing == "called_off":
        raise Refused("This meeting was called off. Plan another one")
    if meeting.standing == "held":
        return
    if meeting.day > tenancy.today():
        raise Refused("This meeting is still to come. It can begin on its day", "began")
    _check_hours(meeting, began, "")
    meeting.standing, meeting.began = "held", began
    db.session.flush()
    record(by, "began a meeting", told_as(meeting), standing=("planned", "held"), began=(None, began))


def here(meeting: Meeting) -> None:
    """Raises Refused unless a meeting was begun and its minutes are still a draft."""
    if meeting.standing != "held":
        raise Refused("This meeting has not begun yet")
    still_draft(meeting)


def count(meeting: Meeting, what: str, number: int | None, by: By) -> None:
    """How many were there with a vote when it began (`present`), or sent apologies (`apologies`)."""
    here(meeting)
    if what not in ("present", "apologies"):
        raise Refused("Choose one of these", "what")
    rules.check_present(number, "number")
    before = getattr(meeting, what)
    if before != number:
        setattr(meeting, what, number)
        db.session.flush()
        _check_rounds(meeting, "number")
        record(by, "counted who was at a meeting", told_as(meeting), **{what: (before, number)})


def ask_about_many(meeting: Meeting, before: int | None, present: int | None, all_the_same: bool) -> None:
    """Raises Asks for more heads than the kit knows members, unless it was so before or is said to be meant."""
    said = rules.more_than_known(present, bodies.sizes(meeting.day).known(meeting.body), meeting.body)
    if said and not all_the_same and present != before:
        raise Asks(f"{said}. If that many had a vote, tick the box", "all_the_same")


def count_on(meeting: Meeting, what: str, by: By, *, more: bool) -> None:
    """One more or one fewer than there were; two people who press at once count two."""
    before = getattr(meeting, what, None) or 0
    count(meeting, what, max(0, before + (1 if more else -1)), by)


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """What whoever writes down when, who chaired and who took the minutes has seen."""
    return {name: getattr(meeting, name) for name in FACTS}


def write_facts(meeting: Meeting, seen: str, by: By, **new: str) -> None:
    """When it began and ended, who was in the chair and took the minutes, and when the next one is.

    `seen` is the mark of what stood there (`mark_of`). Raises Conflict where somebody else wrote meanwhile.
    """
    here(meeting)
    if seen != mark_of(meeting):
        raise Meanwhile("Somebody else wrote this down meanwhile. Look at both, then press the button once more")
    _check_hours(meeting, new["began"], new["ended"])
    changes = {}
    for name in FACTS:
        old, value = getattr(meeting, name), new[name]
        if old != value:
            changes[name] = (digest_only(old), digest_only(value)) if name in PRIVATE else (old, value)
            setattr(meeting, name, value)
    if changes:
        db.session.flush()
        record(by, "wrote down how a meeting went", told_as(meeting), **changes)


def mark_of(meeting: Meeting) -> str:
    """A mark that changes when any of the facts does, and not when somebody counts heads."""
    return sha256("\n".join(getattr(meeting, name) for name in FACTS).encode()).hexdigest()[:16]


def _check_hours(meeting: Meeting, began: str, ended: str) -> None:
    zone = tenancy.scope().zone
    if began:
        hours.check_there(meeting.day, began, zone, "began")
    if began and ended:
        length = hours.minutes_between(began, ended)
        if not length or length > LONGEST_MINUTES:
            raise Refused("It would end before it began. Look at both times", "ended")


def add_guest(meeting: Meeting, words: str, by: By) -> InAttendance:
    """Somebody was in attendance, in the words that they wish. Such people have no vote and count for no quorum."""
    here(meeting)
    if not words:
        raise Refused("Write how they wish to be named, or only what they do", "words")
    rows = list(db.session.scalars(select(InAttendance).where(InAttendance.meeting_id == meeting.id)))
    if len(rows) >= rules.MOST_ATTENDING:
        raise Refused(f"{rules.MOST_ATTENDING} fit here. Write the others together in one line", "words")
    row = InAttendance(meeting_id=meeting.id, words=words)
    db.session.add(row)
    db.session.flush()
    record(by, "wrote down who was in attendance", told_as(meeting), words=(None, digest_only(words)))
    return row


def remove_guest(meeting: Meeting, row: InAttendance, by: By) -> None:
    """Somebody was not in attendance after all."""
    here(meeting)
    before = digest_only(row.words)
    db.session.delete(row)
    db.session.flush()
    record(by, "wrote down who was in attendance", told_as(meeting), words=(before, None))


def change_count(meeting: Meeting, item: AgendaItem, present: int | None, by: By) -> None:
    """From an item on so many with a vote were there; None takes that back. Raises Refused at a break."""
    here(meeting)
    _check_takes_words(item)
    rules.check_present(present)
    row = db.session.scalar(select(CountChange).where(CountChange.item_id == item.id))
    before = row.present if row else None
    if before == present:
        return
    if row is None:
        db.session.add(CountChange(meeting_id=meeting.id, item_id=item.id, present=present))
    elif present is None:
        db.session.delete(row)
    else:
        row.present = present
    db.session.flush()
    _check_rounds(meeting, "present")
    record(
        by,
        "counted who was at a meeting",
        told_as(meeting),
        item=(None, _called(item)),
        from_here_on=(before, present),
    )


def _check_rounds(meeting: Meeting, field: str) -> None:
    """Raises Refused where fewer would have been at an item than were counted for a decision there."""
    found = room(meeting)
    for item in found.items:
        there = found.counts_at(item.id)
        for one in found.decided.get(item.id, ()):
            held = one.round
            if there is not None and held.present is not None and not one.link.reported and held.present > there:
                raise Refused(
                    f"{held.present} were counted for decision {one.decision.number}. If that was wrong, take what was "
                    "written down about it back first, on the page of the decision",
                    field,
                )


def add_conflict(meeting: Meeting, item: AgendaItem, who: str, did: str, by: By) -> Conflict:
    """Somebody said that an item touches an interest of their own, and what they did.

    Whoever left for it, or takes no part, counts neither for the quorum nor in a vote there. Raises Refused, also where
    more than are left were counted for a decision at the item.
    """
    here(meeting)
    _check_takes_words(item)
    if not who:
        raise Refused("Write who it was", "who")
    if did not in DID:
        raise Refused("Choose what they did", "did")
    row = Conflict(meeting_id=meeting.id, item_id=item.id, who=who, did=did)
    db.session.add(row)
    db.session.flush()
    _check_rounds(meeting, "did")
    record(
        by,
        "wrote down a conflict of interest",
        told_as(meeting),
        item=(None, _called(item)),
        who=(None, digest_only(who)),
        did=(None, DID[did]),
    )
    return row


def remove_conflict(meeting: Meeting, row: Conflict, by: By) -> None:
    """It was no conflict of interest after all."""
    here(meeting)
    before = digest_only(row.who)
    db.session.delete(row)
    db.session.flush()
    record(by, "wrote down a conflict of interest", told_as(meeting), who=(before, None))


@dataclass(frozen=True)
class Noted:
    """What was saved under an item: its version now, and whether somebody else's words were put together with it."""

    version: int
    merged: bool


def write_notes(meeting: Meeting, item: AgendaItem, base: str, words: str, version: int, by: By) -> Noted:
    """What is minuted under an item; `base` is what stood there when it was begun, and its `version`.

    Where somebody else wrote meanwhile, both are kept if they touched different lines. Raises Conflict where they did
    not, and Refused under a break or sharing time; nothing is written over.

    The history tells of it when somebody begins to write there after nobody or somebody else had: whoever types in the
    room saves every few seconds, and what the minutes said when they were sent round stands in the history anyway.
    """
    here(meeting)
    _check_takes_words(item)
    if len(words) > rules.LONGEST_NOTES:
        raise Refused(f"That is too long: {rules.LONGEST_NOTES:,} characters fit here", "words")
    both = words if version == item.version else _put_together(item, base, words, by)
    if both is None:
        raise Meanwhile("Somebody else changed the same lines. Theirs stand below: put both together", "words")
    if len(both) > rules.LONGEST_NOTES:
        raise Refused(f"That is too long: {rules.LONGEST_NOTES:,} characters fit here", "words")
    if both != item.notes:
        before, writer = item.notes, item.noted_by_no
        item.notes, item.noted_by_no = both, by.person_no
        db.session.flush()
        if writer != by.person_no or not both or not before:
            record(
                by,
                "wrote in the minutes",
                told_as(meeting),
                item=(None, _called(item)),
                words=(digest_only(before), digest_only(both)),
            )
    return Noted(item.version, both != words)


def _put_together(item: AgendaItem, base: str, words: str, by: By) -> str | None:
    if len(base) > rules.LONGEST_NOTES:
        return None
    return merged(base, item.notes, words, same_person=item.noted_by_no == by.person_no)


def _check_takes_words(item: AgendaItem) -> None:
    if not takes_words(item):
        raise Refused(WORDLESS, "words")


def _called(item: AgendaItem) -> str:
    """How an item stands in the history: by its row, since its title may name somebody."""
    return f"item {item.id}"
