"""Under one item: what is minuted, who is here from it on, interests of their own, and what somebody does."""

from typing import Any

from flask import flash, g, jsonify, redirect, render_template, request, url_for

from groupkit import tokens
from groupkit.minutes import forms
from groupkit.minutes.operations import acting as promising
from groupkit.minutes.operations import room as operations
from groupkit.minutes.queries import acting
from groupkit.minutes.queries import room as queries
from groupkit.minutes.views.here import conflict_here, item_here, meeting_here, refused, to_room

THEN = {
    "action": "minutes.write_action",
    "decide": "minutes.choose_decision",
    "interest": "minutes.add_conflict",
    "here": "minutes.count_from_here",
}
"""Where to go once the words are saved, so that nothing that was typed is left behind."""


def write_notes(meeting_id: int, item_id: int) -> Any:
    """What is minuted under one item. The room saves by itself through the same page."""
    item = item_here(meeting_id, item_id)
    form = forms.NotesForm({"words": item.notes, "before": item.notes, "version": item.version})
    if form.submitted():
        with form.refusals():
            item = item_here(meeting_id, item_id)
            noted = operations.write_notes(
                meeting_here(meeting_id), item, form.base, form.words.data, form.version.data, by=g.actor
            )
            return _saved(meeting_id, item_id, noted)
    # The next press is about what stands now: theirs is shown beside, and is what the next try begins from.
    item = item_here(meeting_id, item_id)
    theirs = form.version.data != item.version
    form.version.data, form.before.data = item.version, item.notes
    return render_template(
        "minutes/write_notes.html",
        form=form,
        meeting=meeting_here(meeting_id),
        item=item,
        theirs=item.notes if theirs else None,
        wordless=not queries.takes_words(item),
    )


def _saved(meeting_id: int, item_id: int, noted: operations.Noted) -> Any:
    if request.form.get("by_itself"):
        return redirect(url_for(".item_saved", meeting_id=meeting_id, item_id=item_id))
    if noted.merged:
        flash("Saved. Somebody else wrote here at the same time: both are kept, so read it through once")
    then = THEN.get(request.form.get("then", ""))
    return redirect(url_for(then, meeting_id=meeting_id, item_id=item_id)) if then else to_room(meeting_id, item_id)


def item_saved(meeting_id: int, item_id: int) -> Any:
    """For the page in the room, which saves by itself: how the item stands now, and a fresh token."""
    item = item_here(meeting_id, item_id)
    return jsonify(version=item.version, words=item.notes, token=tokens.new())


def count_from_here(meeting_id: int, item_id: int) -> Any:
    """Somebody came late or left early: how many are here from this item on."""
    meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
    before = queries.in_room(meeting).get(item.id)
    form = forms.FromHereForm({"present": before})
    if form.submitted():
        with form.refusals():
            meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
            operations.ask_about_many(meeting, before, form.present.data, bool(form.all_the_same.data))
            operations.change_count(meeting, item, form.present.data, by=g.actor)
            return to_room(meeting_id, item_id)
    return _small(meeting_id, item_id, form, "Somebody came or left", "Save the number")


def add_conflict(meeting_id: int, item_id: int) -> Any:
    """Somebody has an interest of their own in this item."""
    item_here(meeting_id, item_id)
    form = forms.ConflictForm()
    if form.submitted():
        with form.refusals():
            meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
            operations.add_conflict(meeting, item, form.who.data, form.did.data, by=g.actor)
            return to_room(meeting_id, item_id)
    return _small(meeting_id, item_id, form, "An interest of their own", "Write it down")


def remove_conflict(meeting_id: int, conflict_id: int) -> Any:
    """It was no conflict of interest after all."""
    form, item_id = forms.EmptyForm(), conflict_here(meeting_id, conflict_id).item_id
    if form.submitted():
        with form.refusals():
            operations.remove_conflict(meeting_here(meeting_id), conflict_here(meeting_id, conflict_id), by=g.actor)
            return to_room(meeting_id, item_id)
    refused(form)
    return to_room(meeting_id, item_id)


def write_action(meeting_id: int, item_id: int) -> Any:
    """Somebody says they will do something."""
    item_here(meeting_id, item_id)
    form = forms.ActionForm()
    form.offer(acting.doers())
    if form.submitted():
        with form.refusals():
            meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
            promising.write_action(meeting, item, form.words.data, form.doer.data, form.due_on.data, by=g.actor)
            return to_room(meeting_id, item_id)
    return _small(meeting_id, item_id, form, "Something to do", "Write it down")


def _small(meeting_id: int, item_id: int, form: Any, title: str, button: str) -> str:
    return render_template(
        "minutes/small_form.html",
        form=form,
        meeting=meeting_here(meeting_id),
        item=item_here(meeting_id, item_id),
        title=title,
        button=button,
    )
