"""Putting a text to a meeting, writing down what the meeting made of it, and proposing a change."""

from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.constitution import operations, papers, queries, standing
from groupkit.constitution.changes import ClauseChange, compare
from groupkit.constitution.forms.adopting import AdoptForm, ChangeReasonForm, NotAdoptedForm, PutForm, ReasonForm
from groupkit.constitution.queries import Draft
from groupkit.constitution.requirements import (
    Requirements,
    Told,
    days_asked,
    explain,
    more_for_than_against,
    too_soon,
    worth_a_look,
)
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.constitution.views.drafting import draft_here
from groupkit.dates import long_day
from groupkit.document import document
from groupkit.downloads import send
from groupkit.forms import EmptyForm
from groupkit.refusal import Refused
from groupkit.workbook import safe_file_name


def put_to_meeting(draft_id: int) -> Any:
    """The wording is fixed as it goes out for a meeting."""
    draft = draft_here(draft_id)
    asked = _asked(draft, None)
    form = PutForm(queries.mark_of(draft.content), days_asked(asked, tenancy.today()) if asked else "")
    if form.submitted():
        with form.refusals():
            draft = draft_here(draft_id)
            values = {name: form[name].data for name in ("meeting_on", "sent_on", "sent_how")}
            late = _too_soon(draft, form)
            same = bool(form.all_the_same.data)
            operations.put_to_meeting(draft, form.seen.data, **values, warnings=late, all_the_same=same, by=g.actor)
            told = late or [one.sentence for one in _asks(draft, form.meeting_on.data)[:1]]
            flash(" ".join(["The wording is fixed as it goes out.", *told]), "heed" if late else "message")
            return redirect(url_for(".show_draft", draft_id=draft_id))
        # The next press is about the wording as it is shown now.
        draft = draft_here(draft_id)
        form.seen.data = queries.mark_of(draft.content)
    meeting = None if _too_soon(draft, form) else form.meeting_on.data
    return render_template("constitution/put_to_meeting.html", form=form, draft=draft, asks=_asks(draft, meeting))


def _too_soon(draft: Draft, form: PutForm) -> list[str]:
    """What is worth a look about the day that was typed: too few days from the day when the wording goes out."""
    meeting: date | None = form.meeting_on.data
    asked = _asked(draft, meeting)
    return too_soon(asked, form.sent_on.data or tenancy.today(), meeting) if asked and meeting else []


def _asked(draft: Draft, meeting: date | None) -> Requirements | None:
    """What the present rules ask; nothing for a first text, which has none above it. One begun afresh replaces rules
    that hold, so they are asked as for a change."""
    if draft.row.subject != CONSTITUTION or not (draft.changing or queries.adopted(CONSTITUTION)):
        return None
    return standing.requirements(meeting or tenancy.today())


def _asks(draft: Draft, meeting: date | None) -> list[Told]:
    """What the present rules ask for this change, worked out for its meeting."""
    asked = _asked(draft, meeting)
    return explain(asked, meeting, standing.members()) if asked else []


def take_back(draft_id: int) -> Any:
    """A wording comes back from its meeting, to be worked on again."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.take_back(draft_here(draft_id), by=g.actor)
            flash("It is yours to work on again")
            return redirect(url_for(".show_draft", draft_id=draft_id))
    return render_template("constitution/take_back.html", form=form, draft=draft_here(draft_id))


def not_adopted(draft_id: int) -> Any:
    """The meeting said no, or not yet; the vote is kept."""
    form = NotAdoptedForm()
    if form.submitted():
        with form.refusals():
            decision = form.decision(standing.members())
            operations.not_adopted(draft_here(draft_id), form["decided_on"].data, decision, by=g.actor)
            flash("Written down. You can work on it again, or set it aside")
            return redirect(url_for(".show_draft", draft_id=draft_id))
    return render_template("constitution/not_adopted.html", form=form, draft=draft_here(draft_id))


def adopt(draft_id: int) -> Any:
    """The meeting said yes: the text is kept for good."""
    draft = draft_here(draft_id)
    form = AdoptForm(draft, queries.mark_of(_content(draft)))
    if form.submitted() and (row := _adopted(draft, form)):
        flash("Adopted. Your meetings and payments go by it from now on")
        return redirect(url_for(".show_text", subject=row.subject, number=row.number))
    draft = draft_here(draft_id)
    form.seen.data = queries.mark_of(_content(draft))
    early = draft.put is not None and draft.put.meeting_on > tenancy.today()
    return render_template("constitution/adopt.html", form=form, draft=draft, early=early)


def _adopted(draft: Draft, form: AdoptForm) -> Any:
    """What was adopted, or None when something is worth a look; the papers are made before anything is locked."""
    try:
        adoption = form.adoption()
        ready = operations.prepare(_content(draft), adoption)
    except Refused as refused:
        form.refuse(refused)
        return None
    with form.refusals():
        draft = draft_here(draft.row.id)
        if ready.mark != form.seen.data:
            raise Refused(operations.SAVED_MEANWHILE)
        operations.check_day_has_come(draft)
        decision = form.decision(standing.members())
        return operations.adopt(
            draft,
            ready,
            decision,
            warnings=_warnings(draft, adoption.adopted_on, decision),
            all_the_same=bool(form["all_the_same"].data),
            by=g.actor,
            signed_page=form.picture("signed_page"),
            upload=form.picture("upload"),
        )
    return None


def _content(draft: Draft) -> Any:
    """What is adopted: the wording that was with the meeting."""
    return queries.content_of(draft.put) if draft.put else draft.content


def _warnings(draft: Draft, on: date, decision: operations.Decision) -> list[str]:
    """What is worth a look about the day, the notice and the vote; a change goes by the rules before it."""
    other_day = []
    if draft.put and draft.put.meeting_on != on:
        put_on = long_day(draft.put.meeting_on)
        other_day = [f"It was put to the meeting on {put_on}, and adopted on {long_day(on)}: another day."]
    asked = _asked(draft, on)
    if asked is None:
        return [*other_day, *more_for_than_against(decision.votes)]
    sent_on = draft.put.sent_on if draft.put else None
    return [*other_day, *worth_a_look(asked, sent_on, on, decision.votes)]


def begin_change() -> Any:
    """A change to the constitution is proposed, with its reason."""
    return _begin_change(CONSTITUTION)


def begin_policy_change(subject: str) -> Any:
    """A change to a policy is proposed, with its reason."""
    return _begin_change(subject)


def _begin_change(subject: str) -> Any:
    # One that was adopted for later is the one to build on: a change to an older one would undo it.
    now = next(iter(queries.adopted(subject)), None) or abort(404)
    form = ReasonForm()
    if form.submitted():
        with form.refusals():
            base = queries.adopted_text(subject, now.number) or abort(404)
            row = operations.begin_change(base, form.reason.data, by=g.actor)
            return redirect(url_for(".show_draft", draft_id=row.id))
    return render_template(
        "constitution/begin_change.html", form=form, now=now, draft=queries.open_draft(subject), subject=subject
    )


def set_aside(draft_id: int) -> Any:
    """A draft is closed without being adopted."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.set_aside(draft_here(draft_id), by=g.actor)
            flash("Set aside. It can still be looked at")
            return redirect(url_for(".show_constitution"))
    return render_template("constitution/set_aside.html", form=form, draft=draft_here(draft_id))


def take_newer(draft_id: int, clause: str) -> Any:
    """In a change: the library's newer words of a clause take the place of the adopted ones."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.take_newer(draft_here(draft_id), clause, by=g.actor)
            return redirect(url_for(".show_draft", draft_id=draft_id, _anchor=f"clause-{clause}"))
    flash(" ".join(form.general) or "Nothing was changed", "heed")
    return redirect(url_for(".show_draft", draft_id=draft_id))


def change_reason(draft_id: int) -> Any:
    """The reason for a change is put in other words."""
    draft = draft_here(draft_id)
    form = ChangeReasonForm({"reason": draft.row.reason, "version": draft.row.version})
    if form.submitted():
        with form.refusals():
            operations.give_reason(draft_here(draft_id), form["version"].data, form["reason"].data, by=g.actor)
            return redirect(url_for(".show_draft", draft_id=draft_id))
        form["version"].data = draft_here(draft_id).row.version
    return render_template("constitution/change_reason.html", form=form, draft=draft)


def compare_draft(draft_id: int) -> Any:
    """A proposed change: old and new side by side, why, and what the present rules ask for it."""
    draft = draft_here(draft_id)
    meeting = draft.put.meeting_on if draft.put else None
    return render_template(
        "constitution/compare_draft.html",
        draft=draft,
        changes=_changes(draft),
        asks=_asks(draft, meeting),
        meeting=meeting,
    )


def download_changes(draft_id: int) -> Any:
    """A proposed change as a Word file, insertions and deletions marked."""
    draft = draft_here(draft_id)
    about = [told.sentence for told in _asks(draft, draft.put.meeting_on if draft.put else None)]
    title = f"A change to our {draft.text.title.lower()}"
    paper = papers.side_by_side(title, g.actor.group_name, draft.row.reason, _changes(draft), about)
    made, name = document(paper), safe_file_name(g.actor.slug, "change", "draft", ending="docx")
    return send(made, name)


def _changes(draft: Draft) -> list[ClauseChange]:
    if draft.base is None:
        abort(404)
    return compare(queries.content_of(draft.base).text, _content(draft).text)
