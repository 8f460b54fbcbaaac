"""Writing agendas: beginning one, adding, changing, moving and taking out items, and what members propose."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit.access.permissions import Can
from groupkit.decisions import queries as decisions
from groupkit.forms import EmptyForm, row_number
from groupkit.jobs import queries as jobs
from groupkit.meetings import agenda, agendas, live, papers, queries, starting
from groupkit.meetings.agenda import WORDLESS
from groupkit.meetings.forms import BeginAgendaForm, ChangeItemForm, ItemForm, ProposeForm, PutDecisionForm
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.meetings.views.here import item_here, meeting_here, stands_at
from groupkit.meetings.views.looking import SAYING, looks_of


def begin_agenda(meeting_id: int) -> Any:
    """An agenda begins from a ready-made one, from the last meeting, or empty."""
    row, form = meeting_here(meeting_id), BeginAgendaForm()
    before, ready = agendas.last_of_kind(row), starting.offered_for(row.kind)
    form.offer(ready, queries.called(before) if before else "")
    if form.submitted():
        with form.refusals():
            items = agendas.begin(row, form.begin_with.data, g.actor)
            return redirect(url_for(".edit_agenda" if items else ".add_item", meeting_id=row.id))
    elif request.method == "GET" and form.begin_with.choices:
        # A yearly agenda hardly follows that of a year ago, so the ready-made one is ticked.
        form.begin_with.data = ready[0].key if row.kind == "yearly" and ready else form.begin_with.choices[0].value
    return render_template("meetings/begin_agenda.html", form=form, meeting=row, called=queries.called(row))


def edit_agenda(meeting_id: int) -> Any:
    """Every item with the buttons that move it, and what about the length is worth a look."""
    row, form = meeting_here(meeting_id), EmptyForm()
    if form.submitted():
        with form.refusals():
            item = _moved(row)
            return redirect(url_for(".edit_agenda", meeting_id=row.id, _anchor=f"item-{item.id}"))
    lines = papers.agenda_lines(g.actor, row)
    return render_template(
        "meetings/edit_agenda.html",
        form=form,
        meeting=row,
        called=queries.called(row),
        lines=lines,
        looks=looks_of(row, lines),
        open_decisions=bool(live.not_on_agenda(row)),
        most=agenda.MOST_ITEMS,
        **SAYING,
    )


def _moved(row: Meeting) -> AgendaItem:
    """Move the item whose button was pressed; one that has gone meanwhile is no page of ours."""
    up = "up" in request.form
    item = queries.item(row_number(request.form.get("up" if up else "down")) or 0)
    if item is None or item.meeting_id != row.id:
        abort(404)
    agendas.move(item, row, up, g.actor)
    return item


def add_item(meeting_id: int) -> Any:
    """One more item."""
    row, form = meeting_here(meeting_id), ItemForm()
    _suggest_leads(form)
    if form.submitted():
        with form.refusals():
            item = agendas.add(row, g.actor, kind=form.kind.data, **form.said())
            return redirect(url_for(".edit_agenda", meeting_id=row.id, _anchor=f"item-{item.id}"))
    return render_template("meetings/add_item.html", form=form, meeting=row, called=queries.called(row))


def _suggest_leads(form: Any) -> None:
    """The group's jobs, to choose from in the field of who leads."""
    form.lead.suggestions = [{"value": job.name[:80].capitalize()} for job in jobs.jobs()]


def change_item(item_id: int) -> Any:
    """An item is put otherwise; the second of two people to save is told, and loses nothing."""
    item, row = item_here(item_id)
    form, theirs = ChangeItemForm(_data(item)), ""
    _suggest_leads(form)
    if item.kind in WORDLESS:
        del form.words, form.lead
    if form.submitted():
        with form.refusals():
            agendas.change(item, row, form.version.data, g.actor, **_said(form))
            return redirect(url_for(".edit_agenda", meeting_id=row.id, _anchor=f"item-{item.id}"))
        if stands_at(form, item):
            theirs = f"{item.title}, {item.takes} minutes"
    return render_template("meetings/change_item.html", form=form, item=item, meeting=row, theirs=theirs)


def _data(item: AgendaItem) -> dict[str, Any]:
    names = ("title", "purpose", "takes", "lead", "words", "version")
    return {name: getattr(item, name) for name in names}


def _said(form: ChangeItemForm) -> dict[str, Any]:
    said = {name: form[name].data or "" for name in ("title", "purpose", "lead", "words") if name in form}
    return {**said, "takes": form["takes"].data or 0}


def take_out_item(item_id: int) -> Any:
    """An item is taken out."""
    item, row = item_here(item_id)
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            agendas.take_out(item, row, g.actor)
            return redirect(url_for(".edit_agenda", meeting_id=row.id))
    return render_template("meetings/take_out_item.html", form=form, item=item, meeting=row)


def put_decision(meeting_id: int) -> Any:
    """A decision that is still being talked about goes on the agenda."""
    row, form = meeting_here(meeting_id), PutDecisionForm()
    form.decision.choices = [
        ("", "Choose"),
        *((one.id, f"{one.number}. {one.title}") for one in live.not_on_agenda(row)),
    ]
    if form.submitted():
        with form.refusals():
            decision = decisions.decision(form.decision.data) or abort(404)
            item = agendas.put_decision(row, decision, form.purpose.data, form.takes.data or 0, g.actor)
            return redirect(url_for(".edit_agenda", meeting_id=row.id, _anchor=f"item-{item.id}"))
    return render_template("meetings/put_decision.html", form=form, meeting=row, called=queries.called(row))


def propose_item(meeting_id: int) -> Any:
    """A member proposes something; it stands at the end, and whoever keeps the agenda decides."""
    row, form = meeting_here(meeting_id), ProposeForm()
    if form.submitted():
        with form.refusals():
            agendas.propose(row, form.title.data, form.words.data or "", g.actor)
            flash("It stands on the agenda. Whoever keeps the agenda decides when it comes up")
            return redirect(url_for(".show_meeting", meeting_id=row.id))
    keeps = g.actor.can(Can.KEEP_MEETINGS)
    return render_template(
        "meetings/propose_item.html", form=form, meeting=row, called=queries.called(row), keeps=keeps
    )
