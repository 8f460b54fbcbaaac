"""The example's meetings: a series, notice, agendas and minutes, decisions in one round and in three, a yearly meeting.

Some things are as they are in any group: notice that was short once, a meeting with too few, minutes that were put
right before they were approved, and a decision that is still being talked about.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from groupkit import tenancy
from groupkit.db import db
from groupkit.decisions import operations as decisions
from groupkit.decisions import queries as decided
from groupkit.decisions.models import Decision
from groupkit.decisions.operations import Held
from groupkit.decisions.rules import Stances
from groupkit.demo.book import Book
from groupkit.demo.minuted import LETTERS, MEETINGS, NEXT, Came
from groupkit.jobs import queries as jobs
from groupkit.meetings import agendas, noticing, operations, queries, series
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.minutes.operations import acting, approving, confidential, deciding, letters, room
from groupkit.minutes.queries import acting as actions
from groupkit.minutes.queries import letters as letters_log
from groupkit.minutes.queries import standing
from groupkit.refusal import Refused

PLACE = "Lantern Street Library, back room"
TUESDAY, EVERY = 1, 28
YEARLY, SPECIAL = 83, 258
"""Days after the year began: the same on which the rules were adopted and changed."""
OUTING, AFTERNOONS = "The summer outing", "Afternoons in winter"


def live(book: Book) -> None:
    """Put a year of meetings into the example."""
    first = book.last_year.first
    begins = first + timedelta(days=(TUESDAY - first.weekday()) % 7)
    book.on(first - timedelta(days=30), lambda: _series(book, begins))
    for number, came in enumerate(MEETINGS):
        day = begins + timedelta(days=EVERY * number)
        notice = 9 if number == 6 else 20
        book.on(day - timedelta(days=notice), partial(_call, book, begins, day))
        book.on(day, partial(_hold, book, day, came))
        book.on(day + timedelta(days=3), partial(_send, book, day))
    _decide(book, begins)
    _committee(book, begins)
    _yearly(book, first)
    _special(book, first)
    for days, came_in, who, about in LETTERS:
        book.on(first + timedelta(days=days), partial(_letter, book, came_in, who, about))
    book.on(begins + timedelta(days=3 * EVERY + 4), lambda: _put_right(book, begins + timedelta(days=3 * EVERY)))
    book.on(book.today - timedelta(days=6), lambda: _next(book, begins))


def _series(book: Book, begins: date) -> None:
    by = book.cast.secretary
    series.begin(by, every="week 4", first_on=begins, kind="ordinary", starts="19:00", ends="21:00", place=PLACE)


def _of(day: date) -> Meeting:
    """The meeting of a day."""
    return _held_on(day)[0]


def _held_on(day: date) -> list[Meeting]:
    """The meeting of a day, if the example had one by then."""
    return list(db.session.scalars(select(Meeting).where(Meeting.day == day)))


def _there(day: date) -> bool:
    return bool(_held_on(day))


def _item(meeting: Meeting, called: str) -> AgendaItem:
    """An item by its kind, or by its title."""
    return next(_items(meeting, called))


def _items(meeting: Meeting, called: str) -> Iterator[AgendaItem]:
    return (one for one in queries.items_of(meeting.id) if called in (one.kind, one.title))


def _item_or_new(book: Book, meeting: Meeting, called: str, purpose: str) -> AgendaItem:
    """The same; one that nobody put on the agenda comes on it in the room."""
    found = next(_items(meeting, called), None)
    return found or agendas.add(meeting, book.cast.secretary, title=called, purpose=purpose, takes=15)


def _call(book: Book, begins: date, day: date) -> None:
    """A day of the series becomes a meeting with an agenda, and people are told."""
    by = book.cast.secretary
    [row] = queries.all_series()
    meeting = series.take(row, day, by)
    agendas.begin(meeting, "ordinary", by)
    for title in MEETINGS[(day - begins).days // EVERY].items:
        agendas.add(meeting, by, title=title, purpose="discuss", takes=15)
    noticing.give(meeting, _today(), ["text", "read_out"], by)


def _today() -> date:
    return tenancy.today()


def _hold(book: Book, day: date, came: Came) -> None:
    """The evening itself."""
    if not _there(day):
        return
    meeting, by = _of(day), book.cast.secretary
    _begin(book, meeting, came.present, came.apologies)
    for words in came.guests:
        room.add_guest(meeting, words, by)
    for called, words in came.notes.items():
        item = _item_or_new(book, meeting, called, "discuss")
        room.write_notes(meeting, item, "", words, item.version, by)
    _close_actions(book, meeting)
    for words, job, days in came.actions:
        _take_on(book, meeting, words, job, days)
    letters.report(letters_log.not_reported(), meeting, by)
    _approve_earlier(book, meeting)


def _begin(book: Book, meeting: Meeting, present: int, apologies: int) -> None:
    by = book.cast.secretary
    room.begin(meeting, meeting.starts, by)
    room.count(meeting, "present", present, by)
    room.count(meeting, "apologies", apologies, by)
    seen = room.mark_of(meeting)
    room.write_facts(
        meeting,
        seen,
        by,
        began=meeting.starts,
        ended="20:40",
        chair=book.cast.coordinator.name,
        taker=book.cast.secretary.name,
        next_words=NEXT if meeting.kind == "ordinary" else "",
    )


def _close_actions(book: Book, meeting: Meeting) -> None:
    """What was open is done by the next meeting; the poster is let go, and the last two stay open."""
    for row in actions.open_actions():
        standing = "let_go" if "poster" in row.words else "done"
        acting.close(row, standing, book.cast.secretary, meeting)


def _take_on(book: Book, meeting: Meeting, words: str, job: str, days: int) -> None:
    by_name = {one.name: one.id for one in jobs.jobs()}
    doer = f"job {by_name.get(job, by_name['secretary'])}"
    acting.write_action(
        meeting, _item(meeting, "actions"), words, doer, meeting.day + timedelta(days=days), book.cast.secretary
    )


def _send(book: Book, day: date) -> None:
    if _there(day):
        approving.send_round(_of(day), book.cast.secretary)


def _approve_earlier(book: Book, at: Meeting) -> None:
    """Every meeting begins with the minutes of the one before."""
    by = book.cast.secretary
    for meeting in standing.waiting_at(at):
        ready = approving.prepare(meeting, at, book.cast.coordinator.name, by.group_name)
        approving.approve(meeting, at, book.cast.coordinator.name, ready, ready.mark, by)


def _put_right(book: Book, day: date) -> None:
    """A member notices a slip in minutes that went round; it is taken up."""
    if not _there(day):
        return
    meeting, by = _of(day), book.cast.secretary
    try:
        row = approving.propose_correction(meeting, None, "It was eight of us, and one more for the second half", by)
    except Refused:
        return
    approving.settle(meeting, row, "taken", by)


# ---- Decisions ----


def _decide(book: Book, begins: date) -> None:
    """One by all, one by a vote, one that took three meetings, one between meetings, one replaced, one still open."""

    def on(number: int) -> date:
        return begins + timedelta(days=EVERY * number)

    book.on(on(0), lambda: _two_keys(book, on(0)))
    book.on(on(1), lambda: _leaflet(book, on(1)))
    book.on(on(3), lambda: _outing(book, on(3), 0))
    book.on(on(4), lambda: _outing(book, on(4), 1))
    book.on(on(5), lambda: _outing(book, on(5), 2))
    book.on(on(6) + timedelta(days=9), lambda: _between(book))
    book.on(on(7), lambda: _report(book, on(7)))
    book.on(book.last_year.first + timedelta(days=230), lambda: _outing_was(book))
    book.on(on(9), lambda: _three_keys(book, on(9)))
    book.on(on(10), lambda: _afternoons(book, on(10)))
    book.on(on(11), lambda: _afternoons(book, on(11)))


def _round(book: Book, day: date, decision: Decision, held: Held, called: str) -> None:
    meeting = _of(day)
    item = _item_or_new(book, meeting, called, "decide")
    deciding.hold(meeting, item, decision, held, book.cast.secretary, all_the_same=True)


def _two_keys(book: Book, day: date) -> None:
    words = "Two people have a key to the room."
    decision = decisions.bring_up(book.cast.secretary, title="Two keys", words=words)
    _round(book, day, decision, Held("all", day, "", words, present=_of(day).present), "Who opens the room")


def _leaflet(book: Book, day: date) -> None:
    words = "We print sixty leaflets for at most £15, in large print."
    decision = decisions.bring_up(
        book.cast.secretary, title="A leaflet", words=words, options="Thirty, sixty, or a poster instead"
    )
    _round(book, day, decision, Held("vote", day, "", words, present=7, votes=(5, 1, 1)), "A leaflet")


_ROUNDS = (
    ("We go to the sea by coach in July.", "talk", None, "The coach is too long for some"),
    (
        "We go on a boat on the canal in July, for a whole day.",
        "consensus",
        Stances(4, 1, 1, 1),
        "A whole day is too much for one of us",
    ),
    (
        "We go on a boat on the canal in July, for an afternoon. Whoever needs a lift gets one.",
        "consensus",
        Stances(6, 1),
        "Read out twice; everybody was asked in turn",
    ),
)


def _outing(book: Book, day: date, number: int) -> None:
    """It took three meetings: talked about, a round in which one blocked, and one in which everybody agreed."""
    words, way, stances, note = _ROUNDS[number]
    if not number:
        decisions.bring_up(
            book.cast.secretary,
            title=OUTING,
            words=words,
            options="The sea by coach; a boat on the canal; stay here and have tea",
            asked="Everybody at three meetings, and three people by phone",
        )
    decision = _called(OUTING)
    present = _of(day).present if stances else None
    held = Held(way, day, "", words, present=present, stances=stances, decided=number == 2, note=note)
    _round(book, day, decision, held, OUTING)


def _outing_was(book: Book) -> None:
    """The decision led to what was paid for the outing."""
    entry = book.entry("Canal Museum", book.last_year.first + timedelta(days=228))
    [decision] = [row for row in decided.that_can_be_replaced() if row.title == OUTING]
    decisions.led_to(decision, "payment", entry.key, book.cast.secretary)


def _called(title: str) -> Decision:
    return next(row for row in decided.open_decisions() if row.title == title)


def _between(book: Book) -> None:
    """Too late for the next meeting, so everybody was asked by text."""
    day, words = _today(), "The library may leave the heating on until nine, for £1 an evening."
    decision = decisions.bring_up(book.cast.secretary, title="Heating until nine", words=words)
    held = Held("between", day, "Asked by text", words, present=7, votes=(6, 0, 0))
    decisions.hold_round(decision, held, book.cast.secretary)


def _report(book: Book, day: date) -> None:
    for decision, held in decided.to_report():
        meeting = _of(day)
        deciding.report(meeting, _item(meeting, "actions"), held, decision, book.cast.secretary)


def _three_keys(book: Book, day: date) -> None:
    """A decision from before is replaced; both stay."""
    by, review = book.cast.secretary, day + timedelta(days=420)
    older = next(row for row in decided.that_can_be_replaced() if row.title == "Two keys")
    words = "Three people have a key to the room. Whoever does not come for a month hands theirs on."
    decision = decisions.bring_up(by, title="Three keys", words=words, replaces=older, review_on=review)
    _round(book, day, decision, Held("all", day, "", words, present=_of(day).present), "Keys to the room")


def _afternoons(book: Book, day: date) -> None:
    """Still being talked about."""
    by, words = book.cast.secretary, "From November to February every second meeting is at two in the afternoon."
    if not any(row.title == AFTERNOONS for row in decided.open_decisions()):
        decisions.bring_up(by, title=AFTERNOONS, words=words, asked="Nine people by phone")
    _round(book, day, _called(AFTERNOONS), Held("talk", day, "", words), AFTERNOONS)


# ---- Other meetings ----


def _committee(book: Book, begins: date) -> None:
    for number in (1, 4, 7, 10):
        day = begins + timedelta(days=EVERY * number + 8)
        book.on(
            day - timedelta(days=10), partial(_plan, book, "committee", day, "committee", ["phone"], "18:00", "19:00")
        )
        book.on(day, partial(_officers, book, day, number == 7))
        book.on(day + timedelta(days=2), partial(_send, book, day))


def _plan(book: Book, kind: str, day: date, agenda: str, ways: list[str], starts: str, ends: str) -> None:
    by = book.cast.secretary
    purpose = "To change our rules" if kind == "special" else ""
    meeting = operations.plan(by, kind=kind, day=day, starts=starts, ends=ends, place=PLACE, purpose=purpose)
    agendas.begin(meeting, agenda, by)
    noticing.give(meeting, _today(), ways, by)


def _officers(book: Book, day: date, private: bool) -> None:
    if not _there(day):
        return
    meeting, by = _of(day), book.cast.secretary
    _begin(book, meeting, 4, 0)
    money = _item(meeting, "money")
    room.write_notes(meeting, money, "", "Payments for the month were gone through together.", money.version, by)
    _approve_earlier(book, meeting)
    if private:
        confidential.write(meeting, "A complaint was heard, and settled between the two people.", 0, by)


def _yearly(book: Book, first: date) -> None:
    day = first + timedelta(days=YEARLY)
    book.on(day - timedelta(days=24), partial(_plan, book, "yearly", day, "yearly", ["text", "post"], "19:00", "21:00"))
    book.on(day, lambda: _year_was(book, day))
    book.on(day + timedelta(days=5), partial(_send, book, day))


def _year_was(book: Book, day: date) -> None:
    meeting, by = _of(day), book.cast.secretary
    _begin(book, meeting, 9, 2)
    room.add_guest(meeting, "Femi Adeyemi, council for voluntary service, who counted the votes", by)
    said = {
        "accounts": "The treasurer went through the year’s money. Questions about room hire were answered.",
        "election": "Treasurer: nine for the one who stood. Secretary: two stood, six votes to three.",
    }
    for called, words in said.items():
        item = _item(meeting, called)
        room.write_notes(meeting, item, "", words, item.version, by)
    room.add_conflict(meeting, _item(meeting, "election"), book.cast.secretary.name, "no_part", by)
    words = "We adopt the constitution as it was read out."
    decision = decisions.bring_up(by, title="Our constitution", words=words)
    _round(book, day, decision, Held("all", day, "", words, present=9), "Our own rules")


def _special(book: Book, first: date) -> None:
    day = first + timedelta(days=SPECIAL)
    notice = day - timedelta(days=26)
    book.on(notice, partial(_plan, book, "special", day, "special", ["text", "post"], "19:00", "20:00"))
    book.on(day, lambda: _rules_changed(book, day))
    book.on(day + timedelta(days=4), partial(_send, book, day))


def _rules_changed(book: Book, day: date) -> None:
    meeting, by = _of(day), book.cast.secretary
    _begin(book, meeting, 9, 1)
    words = "We change our rules as they were sent out."
    decision = decisions.bring_up(by, title="A change to our rules", words=words, matter="change")
    _round(book, day, decision, Held("vote", day, "", words, present=9, votes=(7, 1, 1)), "rules")
    _approve_earlier(book, meeting)


def _letter(book: Book, came: bool, who: str, about: str) -> None:
    letters.write_letter(
        book.cast.secretary, came=came, day=_today(), who=who, about=about, picture=None, reported_at=None
    )


def _next(book: Book, begins: date) -> None:
    """The meeting that comes: called in time or not, with what is still open on its agenda."""
    day = begins
    while day <= book.today:
        day += timedelta(days=EVERY)
    by = book.cast.secretary
    [row] = queries.all_series()
    meeting = series.take(row, day, by)
    if not queries.items_of(meeting.id):
        agendas.begin(meeting, "ordinary", by)
    for decision in decided.open_decisions():
        agendas.put_decision(meeting, decision, "decide", 10, by)
