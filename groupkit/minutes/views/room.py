"""In the room: the page for a phone, who is there, the roll, and the sheet of paper for the same."""

from typing import Any

from flask import abort, g, make_response, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.decisions.bodies import Sizes
from groupkit.errors import POLICY
from groupkit.forms import row_number
from groupkit.meetings import calendar, live
from groupkit.meetings import queries as meetings
from groupkit.meetings.models import Meeting
from groupkit.meetings.rules import TOO_FEW, Quorum
from groupkit.minutes import forms, making, rules
from groupkit.minutes.operations import roll
from groupkit.minutes.operations import room as operations
from groupkit.minutes.queries import acting
from groupkit.minutes.queries import room as queries
from groupkit.minutes.queries.today import today
from groupkit.minutes.views.here import TOLD, guest_here, meeting_here, refused, to_room
from groupkit.printing import count
from groupkit.rulebook.queries import read_once

SAVES_ITSELF = f"{POLICY}; connect-src 'self'"
"""The page in the room may send what is typed to this site by itself, and to nowhere else."""


@read_once()
def hold_meeting(meeting_id: int) -> Any:
    """The page in the room: everything that is written down while it happens."""
    meeting = meeting_here(meeting_id)
    if meeting.standing != "held":
        return redirect(url_for(".begin_meeting", meeting_id=meeting_id))
    if meeting.minutes != "draft":
        return redirect(url_for(".show_minutes", meeting_id=meeting_id))
    found = queries.room(meeting, and_open=True)
    now = today(g.actor, meeting, {one.kind for one in found.items})
    quorum = queries.quorum_of(meeting, now.sizes)
    doing, promised = acting.with_open(found.promised, g.actor.person_no)
    told, at = TOLD.get(request.args.get("told", "")), row_number(request.args.get("at", ""))
    page = render_template(
        "minutes/hold_meeting.html",
        many=_more_than_known(found, quorum, now.sizes),
        today=now.filled,
        meeting=meeting,
        room=found,
        called=meetings.called(meeting),
        doing=doing,
        quorum=quorum,
        too_few=TOO_FEW,
        takes_words=queries.takes_words,
        said=queries.said,
        counted=making.counted,
        open_actions=promised,
        letters=now.letters,
        waiting=now.waiting,
        called_of=meetings.called,
        told={at: told} if told else {},
    )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = SAVES_ITSELF
    return answer


def _more_than_known(found: queries.Room, quorum: Quorum | None, sizes: Sizes) -> str:
    """What to say where more are here than the kit knows members."""
    meeting, here = found.meeting, found.now_here
    if here is None or (quorum is not None and here <= quorum.of):
        return ""
    return rules.more_than_known(here, sizes.known(meeting.body), meeting.body)


def begin_meeting(meeting_id: int) -> Any:
    """A planned meeting begins, or one of the past is written up."""
    meeting = meeting_here(meeting_id)
    if meeting.standing == "held":
        return to_room(meeting_id)
    form = forms.BeginForm({"began": meeting.starts})
    if form.submitted():
        with form.refusals():
            operations.begin(meeting_here(meeting_id), str(form.began.data), by=g.actor)
            return to_room(meeting_id)
        meeting = meeting_here(meeting_id)
    return render_template(
        "minutes/begin_meeting.html", form=form, meeting=meeting, called=meetings.called(meeting), today=tenancy.today()
    )


COUNTED = {"present": "How many with a vote were here when it began?", "apologies": "How many sent apologies?"}


def count_people(meeting_id: int, what: str) -> Any:
    """A head-count: one more, one fewer, or the number."""
    meeting, words = meeting_here(meeting_id), COUNTED.get(what) or abort(404)
    form = forms.CountForm({"number": getattr(meeting, what)})
    form.number.label.text = words
    step = request.form.get("step")
    if form.submitted():
        with form.refusals():
            row = meeting_here(meeting_id)
            if step in ("more", "fewer"):
                operations.count_on(row, what, by=g.actor, more=step == "more")
            else:
                if what == "present":
                    operations.ask_about_many(row, row.present, form.number.data, bool(form.all_the_same.data))
                operations.count(row, what, form.number.data, by=g.actor)
            return redirect(url_for(".hold_meeting", meeting_id=meeting_id, _anchor="who"))
    meeting = meeting_here(meeting_id)
    return render_template("minutes/small_form.html", form=form, meeting=meeting, title=words, button="Save the number")


def write_facts(meeting_id: int) -> Any:
    """When it began and ended, who chaired, who took the minutes, and when the next one is."""
    meeting = meeting_here(meeting_id)
    form = forms.FactsForm(operations.facts_of(meeting) | {"seen": operations.mark_of(meeting)})
    after = live.following(g.actor, calendar.next_after(meeting.day, meeting.body))
    form.next_words.suggestions = [{"value": one.words[:200]} for one in after]
    if form.submitted():
        with form.refusals():
            said = {name: value or "" for name, value in form.values().items()}
            operations.write_facts(meeting_here(meeting_id), str(form.seen.data), by=g.actor, **said)
            return redirect(url_for(".hold_meeting", meeting_id=meeting_id, _anchor="who"))
    meeting = meeting_here(meeting_id)
    now = operations.mark_of(meeting)
    meanwhile = form.seen.data != now
    form.seen.data = now
    theirs = operations.facts_of(meeting) if meanwhile else {}
    return render_template("minutes/write_facts.html", form=form, meeting=meeting, theirs=theirs)


def add_guest(meeting_id: int) -> Any:
    """Somebody was in attendance."""
    meeting, form = meeting_here(meeting_id), forms.GuestForm()
    if form.submitted():
        with form.refusals():
            operations.add_guest(meeting_here(meeting_id), form.words.data, by=g.actor)
            return redirect(url_for(".hold_meeting", meeting_id=meeting_id, _anchor="who"))
        meeting = meeting_here(meeting_id)
    return render_template(
        "minutes/small_form.html", form=form, meeting=meeting, title="Somebody in attendance", button="Write it down"
    )


def remove_guest(meeting_id: int, guest_id: int) -> Any:
    """Somebody was not in attendance after all."""
    form = forms.EmptyForm()
    guest_here(meeting_id, guest_id)
    if form.submitted():
        with form.refusals():
            operations.remove_guest(meeting_here(meeting_id), guest_here(meeting_id, guest_id), by=g.actor)
            return redirect(url_for(".hold_meeting", meeting_id=meeting_id, _anchor="who"))
    refused(form)
    return to_room(meeting_id)


def show_roll(meeting_id: int) -> Any:
    """The business roll, for a meeting whose quorum needs names: kept apart, and dropped after a set time."""
    meeting = meeting_here(meeting_id)
    form = _roll_form(meeting)
    if form.submitted():
        with form.refusals():
            row = meeting_here(meeting_id)
            here, sorry = ({int(one) for one in field.data or ()} for field in (form.here, form.sorry))
            seen, needed = str(form.seen.data or ""), bool(form.needed.data)
            roll.write_roll(row, here, sorry, seen, by=g.actor, needed=needed)
            return redirect(url_for(".show_roll", meeting_id=meeting_id))
        meeting = meeting_here(meeting_id)
        form.seen.data = roll.mark_of(meeting)
    there = list(queries.roll_of(meeting_id).values()).count("here")
    quorum = queries.quorum_of(meeting)
    return render_template(
        "minutes/show_roll.html",
        form=form,
        meeting=meeting,
        there=there,
        said=quorum.say(there) if quorum and there else "",
        differs=there and meeting.present is not None and meeting.present != there,
        told=count(there, "name"),
        dropped=roll.dropped_on(meeting),
        months=rules.ROLL_MONTHS,
    )


def _roll_form(meeting: Meeting) -> forms.RollForm:
    now = queries.roll_of(meeting.id)
    said = {part: [str(row) for row, at in now.items() if at == part] for part in rules.PARTS}
    form = forms.RollForm({**said, "seen": roll.mark_of(meeting)})
    people = roll.who_can_stand(meeting.day)
    names = [one.name for one in people]
    choices = [(one.id, f"{one.name} ({one.number:03d})" if names.count(one.name) > 1 else one.name) for one in people]
    form.here.choices = form.sorry.choices = [(str(row), name) for row, name in choices]
    return form


def paper_sheet(meeting_id: int) -> Any:
    """The meeting on paper, to fill in by hand and type up after."""
    meeting = meeting_here(meeting_id)
    return render_template(
        "minutes/paper_sheet.html",
        meeting=meeting,
        called=meetings.called(meeting),
        items=meetings.items_of(meeting_id),
        takes_words=queries.takes_words,
        quorum=queries.quorum_of(meeting),
    )
