"""Taking a job on, stepping in, stepping down, and how long a term runs."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.jobs import forms, operations, queries
from groupkit.jobs.models import Tenure
from groupkit.jobs.rules import HOLDS, ROLES, UNDONE
from groupkit.jobs.views.here import job_here, person_chosen, time_here

KEPT_FOR_NOW = (
    "Written down. The one before keeps the job as well for now: nobody else who signs in could let people in. "
    "Invite the new one, then end the other’s time"
)


def take_on(job_id: int) -> Any:
    """Somebody has a job, on their own, in somebody's place, to step in or to learn it."""
    job = job_here(job_id)
    form = forms.TakeOnForm(data={"role": HOLDS, "from_day": tenancy.today()})
    form.person.choices = [("", "Choose"), *((one.number, one.name) for one in queries.members())]
    form.offer([(one.id, one.held.name) for one in queries.times(job_id) if one.held.role == HOLDS])
    if form.submitted():
        with form.refusals():
            row = form.handed_over()
            instead_of = time_here(row) if row else None
            operations.take_on(
                job,
                person_chosen(form.person.data),
                g.actor,
                role=form.role.data,
                from_day=form.from_day.data,
                until=form.until.data,
                how=form.how.data or "",
                decision=form.decision.data or "",
                instead_of=instead_of,
            )
            if instead_of is not None and instead_of.ended_on is None:
                flash(KEPT_FOR_NOW)
            return redirect(url_for(".show_job", job_id=job_id))
    return render_template("jobs/take_on.html", form=form, job=job)


def end_time(tenure_id: int) -> Any:
    """Somebody's time in a job ends today."""
    return _end(time_here(tenure_id), "ended", "jobs/end_time.html")


def step_down(tenure_id: int) -> Any:
    """Somebody gives up a job that they have."""
    tenure = time_here(tenure_id)
    if people.person(tenure.person_id).number != g.actor.person_no:
        return redirect(url_for(".show_job", job_id=tenure.job_id))
    return _end(tenure, "stepped_down", "jobs/step_down.html")


def _end(tenure: Tenure, why: str, page: str) -> Any:
    form, job = forms.EmptyForm(), job_here(tenure.job_id)
    if form.submitted():
        with form.refusals():
            operations.end_tenure(tenure, why, by=g.actor)
            flash("Written down")
            return redirect(url_for(".show_job", job_id=job.id))
    last = tenure.role == HOLDS and not [one for one in queries.tenures_of(job.id) if _does_it_too(one, tenure)]
    person = people.person(tenure.person_id)
    return render_template(page, form=form, job=job, person=person, tenure=tenure, last=last, undone=UNDONE)


def _does_it_too(one: Tenure, tenure: Tenure) -> bool:
    return one.role == HOLDS and one.id != tenure.id


def step_in(tenure_id: int) -> Any:
    """A deputy has the job itself from today."""
    tenure, form = time_here(tenure_id), forms.EmptyForm()
    job = job_here(tenure.job_id)
    if form.submitted():
        with form.refusals():
            operations.step_in(tenure, by=g.actor)
            return redirect(url_for(".show_job", job_id=job.id))
    person = people.person(tenure.person_id)
    return render_template("jobs/step_in.html", form=form, job=job, person=person, role=ROLES[tenure.role])


def change_term(tenure_id: int) -> Any:
    """How somebody was chosen, and until when."""
    tenure = time_here(tenure_id)
    kept = {"how": tenure.how, "until": tenure.until, "decision": tenure.decision}
    form = forms.TermForm(data={**kept, "version": tenure.version})
    job = job_here(tenure.job_id)
    if form.submitted():
        with form.refusals():
            how, decision = form.how.data or "", form.decision.data or ""
            operations.change_term(tenure, how, form.until.data, decision, g.actor, form.version.data)
            return redirect(url_for(".show_job", job_id=job.id))
        form.version.data = time_here(tenure_id).version
    return render_template("jobs/change_term.html", form=form, job=job, person=people.person(tenure.person_id))
