"""Writing jobs down, changing them, and the lines about them."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit.jobs import forms, operations
from groupkit.jobs.cards import cards
from groupkit.jobs.views.here import job_here, note_here


def add_job() -> Any:
    """A job that nobody had written down, perhaps with a ready-made card."""
    form = forms.NewJobForm()
    ready = cards()
    form.card.choices = [("", "Nothing: just a name"), *((key, card.name.capitalize()) for key, card in ready.items())]
    if form.submitted():
        card = ready.get(form.card.data or "")
        name = form.name.data or (card.name if card else "")
        if not name:
            form.name.errors = ["Write what you call it, or choose a card"]
        else:
            with form.refusals():
                job = operations.write_down(name, form.card.data or "", by=g.actor)
                return redirect(url_for(".show_job", job_id=job.id))
    return render_template("jobs/add_job.html", form=form, cards=ready.values())


def change_job(job_id: int) -> Any:
    """A job has another name, or opens other pages."""
    job = job_here(job_id)
    form = forms.ChangeJobForm(data={"name": job.name, "gives": job.gives, "version": job.version})
    if form.submitted():
        with form.refusals():
            operations.change_job(job, form.name.data, form.gives.data or "", form.version.data, by=g.actor)
            return redirect(url_for(".show_job", job_id=job_id))
        form.version.data = job.version
    return render_template("jobs/change_job.html", form=form, job=job)


def put_away(job_id: int) -> Any:
    """A job that nobody does any more."""
    job, form = job_here(job_id), forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.put_away(job, by=g.actor)
            flash("Put away. You can bring it back any time")
            return redirect(url_for(".list_jobs"))
    return render_template("jobs/put_away.html", form=form, job=job)


def bring_back(job_id: int) -> Any:
    """A job that was put away is done again."""
    job, form = job_here(job_id), forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.bring_back(job, by=g.actor)
            return redirect(url_for(".show_job", job_id=job_id))
    return render_template("jobs/bring_back.html", form=form, job=job)


def add_line(job_id: int) -> Any:
    """One line more about a job."""
    job, form = job_here(job_id), forms.LineForm()
    if form.submitted():
        with form.refusals():
            operations.add_note(job, form.kind.data, form.words.data, by=g.actor)
            return redirect(url_for(".show_job", job_id=job_id))
    return render_template("jobs/add_line.html", form=form, job=job)


def take_out_line(note_id: int) -> Any:
    """A line about a job is taken out."""
    note, form = note_here(note_id), forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.take_out_note(note, by=g.actor)
            return redirect(url_for(".show_job", job_id=note.job_id))
    return render_template("jobs/take_out_line.html", form=form, note=note, job=job_here(note.job_id))
