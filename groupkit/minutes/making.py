"""Minutes as a paper, made from what stands in the books just now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from groupkit.dates import long_day
from groupkit.decisions import rules as decisions
from groupkit.decisions.rules import Stances
from groupkit.meetings import queries as meetings
from groupkit.meetings.models import Meeting, NoticeGiven
from groupkit.meetings.queries import Asks
from groupkit.meetings.rules import NOTICE_WAYS, called_on, title_of
from groupkit.minutes.models import Correction
from groupkit.minutes.paper import NOTHING_WRITTEN, Act, Decided, Item, Paper
from groupkit.minutes.queries import acting, standing
from groupkit.minutes.queries.acting import Action
from groupkit.minutes.queries.room import AtItem, Room, room, said, takes_words
from groupkit.rulebook.arithmetic import Votes
from groupkit.words import and_list


def paper_of(meeting: Meeting, group: str) -> Paper:
    """The minutes of a meeting: as they were approved, as they were sent round, or as they stand now."""
    kept = {"approved": standing.approved, "sent": standing.sent}.get(meeting.minutes)
    row = kept(meeting.id) if kept else None
    return standing.paper_of(row) if row else made(room(meeting), group)


def made(found: Room, group: str) -> Paper:
    """The minutes as they stand now; eight questions more at most."""
    meeting = found.meeting
    doing = {one.row.id: one for one in acting.named(one for those in found.actions.values() for one in those)}
    asks, told = meetings.asks(meeting.day), _told_by_itself(meeting, {one.kind for one in found.items})
    place = " and ".join(part for part in (meeting.place, "online or by phone" if meeting.online else "") if part)
    return Paper(
        group=group,
        kind=title_of(meeting.kind, meeting.called),
        day=meeting.day,
        began=meeting.began,
        ended=meeting.ended,
        place=place,
        purpose=meeting.purpose,
        chair=meeting.chair,
        taker=meeting.taker,
        present=meeting.present,
        attending=tuple(one.words for one in found.attending),
        apologies=meeting.apologies,
        quorum=quorum_in_words(asks, meeting),
        notice=notice_in_words(meetings.notices_of(meeting.id), meeting),
        items=tuple(_item(found, number, doing, told) for number in range(len(found.items))),
        next_words=meeting.next_words,
        standing=meeting.minutes,
    )


def quorum_in_words(asks: Asks, meeting: Meeting) -> str:
    """`Yes: 4 of 11 here; clause 7 asks for 4`; nothing where no rule asks, or nobody counted."""
    quorum = asks.quorum(meeting.body)
    if quorum is None:
        return ""
    if meeting.present is None:
        return f"Not counted; {quorum.asks}"
    return f"{'Yes' if quorum.met(meeting.present) else 'No, too few'}: {quorum.say(meeting.present)}"


def notice_in_words(given: Sequence[NoticeGiven], meeting: Meeting) -> tuple[str, ...]:
    """How notice of this day was given: whether it was in time, said once, with the days and ways it is said of.

    `In time: 14 days are asked for (clause 17). By post and by text or message on 16 September 2026`.
    """
    found: dict[str, dict[date, list[str]]] = {}
    for one in given:
        if one.meeting_day == meeting.day:
            way = NOTICE_WAYS.get(one.way, one.way)
            found.setdefault(one.told, {}).setdefault(one.day, []).append(f"{way[:1].lower()}{way[1:]}")
    return tuple(f"{told}. {_ways(days)}" for told, days in found.items())


def _ways(days: Mapping[date, Sequence[str]]) -> str:
    words = "; ".join(f"{and_list(dict.fromkeys(ways))} on {long_day(day)}" for day, ways in days.items())
    return words[:1].upper() + words[1:]


def _told_by_itself(meeting: Meeting, kinds: set[str]) -> dict[str, str]:
    """What nobody has to type under some kinds of items: which minutes were approved here, which letters heard."""
    if not kinds & {"minutes", "letters"}:
        return {}
    heard = standing.heard_at(meeting.id)
    approved = [called_on(one.first, one.second, one.day) for one in heard if one.sort == "minutes"]
    letters = [
        f"{'From' if one.sort == 'came' else 'To'} {one.first}, {long_day(one.day)}: {one.second}."
        for one in heard
        if one.sort != "minutes"
    ]
    told = {"minutes": f"Approved here: the minutes of {and_list(approved)}." if approved else ""}
    return {**told, "letters": " ".join(letters)}


def _item(found: Room, number: int, doing: dict[int, Action], told: Mapping[str, str]) -> Item:
    item = found.items[number]
    if not takes_words(item):
        return Item(item.title, wordless=True, told=NOTHING_WRITTEN if item.kind == "sharing" else "")
    return Item(
        title=item.title,
        told=told.get(item.kind, ""),
        here=_here(found, item.id),
        conflicts=tuple(said(one) for one in found.conflicts.get(item.id, ())),
        notes=item.notes,
        decisions=tuple(_decided(one) for one in found.decided.get(item.id, ())),
        actions=tuple(_act(doing[one.id]) for one in found.actions.get(item.id, ())),
    )


def _here(found: Room, item_id: int) -> str:
    """How many with a vote were there from an item on, where that changed, and how many counted for it alone."""
    now = found.changes.get(item_id)
    from_here = "" if now is None else f"From here on {now} with a vote {'was' if now == 1 else 'were'} here"
    return ". ".join(part for part in (from_here, found.said_at(item_id)) if part)


def _decided(one: AtItem) -> Decided:
    held = one.round
    came = {True: "agreed", False: "not agreed", None: "talked about, nothing decided yet"}[held.carried]
    return Decided(
        number=one.decision.number,
        title=one.decision.title,
        words=held.words,
        came=came,
        count=counted(one),
        quorum=held.quorum,
        note=held.note,
        reported=long_day(held.held_on) if one.link.reported else "",
    )


def counted(one: AtItem) -> str:
    """The figures of a round with what the rules asked, as they were written down."""
    held = one.round
    if held.needed:
        return held.needed
    if held.for_ is not None:
        return decisions.in_figures(Votes(held.for_, held.against or 0, held.abstained or 0))
    if held.agree is not None:
        return decisions.in_stances(Stances(held.agree, held.reservations or 0, held.aside or 0, held.block or 0))
    return ""


def _act(one: Action) -> Act:
    return Act(one.row.words, one.who, f"by {long_day(one.row.due_on)}" if one.row.due_on else "")


def as_approved(
    paper: Paper, corrections: Sequence[Correction], approving: Meeting, signed_by: str, titles: dict[int, str]
) -> Paper:
    """The same minutes as they are kept for good, with the corrections that were taken up."""
    return replace(
        paper,
        standing="approved",
        corrections=tuple(in_words(one, titles) for one in corrections if one.standing == "taken"),
        approved_at=title_of(approving.kind, approving.called),
        approved_on=approving.day,
        signed_by=signed_by,
    )


def put_right_later(meeting_ids: Sequence[int]) -> dict[int, list[str]]:
    """What later meetings minuted about approved minutes, for whoever takes them away; one question."""
    found: dict[int, list[str]] = {}
    for one, at in standing.later_corrections_of(meeting_ids):
        found.setdefault(one.meeting_id, []).append(f"{meetings.called(at)}: {one.words}")
    return found


def in_words(one: Correction, titles: dict[int, str]) -> str:
    """`Treasurer’s report: it was £12, not £21`."""
    title = titles.get(one.item_id or 0, "")
    return f"{title}: {one.words}" if title else one.words
