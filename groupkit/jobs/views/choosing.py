"""Choosing at a meeting: who stands, and what came of it."""

from hashlib import sha256
from typing import Any

from flask import g, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.forms import GroupForm
from groupkit.jobs import electing, forms, queries
from groupkit.jobs.models import Election
from groupkit.jobs.views.here import election_here, job_here, nomination_here, person_chosen
from groupkit.refusal import Refused


def list_elections() -> Any:
    """Every choosing, and whose term is over by today."""
    return render_template(
        "jobs/list_elections.html", elections=electing.elections(), due=electing.due_to_stand(tenancy.today())
    )


def show_election(election_id: int) -> Any:
    """One choosing: who is due to stand again, who stands, and what came of it."""
    election = election_here(election_id)
    due = [] if election.closed_at else electing.due_to_stand(election.held_on)
    standing = electing.standing(election_id)
    return render_template(
        "jobs/show_election.html",
        election=election,
        jobs=electing.by_job(standing),
        standing=standing,
        anybody=any(one.chosen for one in standing),
        due=due,
        until=electing.serves_until(election.held_on),
        held=election.held_on <= tenancy.today(),
        keeping=electing.keeping(election) if election.closed_at else [],
    )


def begin_election() -> Any:
    """A choosing is got ready, or written down after it was held."""
    form = forms.ElectionForm(data={"held_on": tenancy.today()})
    if form.submitted():
        with form.refusals():
            election = electing.begin(form.held_on.data or tenancy.today(), form.meeting.data, by=g.actor)
            return redirect(url_for(".show_election", election_id=election.id))
    return render_template("jobs/begin_election.html", form=form)


def stand(election_id: int) -> Any:
    """Somebody stands for a job."""
    election, form = election_here(election_id), forms.StandForm()
    form.job.choices = [("", "Choose"), *((job.id, job.name.capitalize()) for job in queries.jobs())]
    form.person.choices = [("", "Choose"), *((one.number, one.name) for one in queries.members())]
    if form.submitted():
        with form.refusals():
            electing.stand(election, job_here(form.job.data), person_chosen(form.person.data), by=g.actor)
            return redirect(url_for(".show_election", election_id=election_id))
    return render_template("jobs/stand.html", form=form, election=election)


def stand_back(nomination_id: int) -> Any:
    """Somebody stands no longer."""
    nomination, form = nomination_here(nomination_id), forms.EmptyForm()
    election = election_here(nomination.election_id)
    one = next(row for row in electing.standing(election.id) if row.id == nomination_id)
    if form.submitted():
        with form.refusals():
            electing.stand_back(nomination, election, by=g.actor)
            return redirect(url_for(".show_election", election_id=election.id))
    return render_template("jobs/stand_back.html", form=form, election=election, one=one)


def record_result(election_id: int) -> Any:
    """What came of it: the jobs go to those who were chosen, and are handed over by those who were not."""
    election = election_here(election_id)
    standing = electing.standing(election_id)
    form = forms.result_form(standing)
    ready: list[str] = []
    if form.submitted():
        chosen = {one.id: form[f"votes_{one.id}"].data for one in standing if form[f"chosen_{one.id}"].data}
        nobody = bool(form.nobody.data)
        ready = _looked_at(form, election, chosen, nobody)
        if ready and request.form.get("seen") == _told(ready):
            with form.refusals():
                electing.close(election, chosen, by=g.actor, nobody=nobody)
                return redirect(url_for(".show_election", election_id=election_id))
    return render_template(
        "jobs/record_result.html",
        form=form,
        election=election,
        jobs=electing.by_job(standing),
        ready=ready,
        seen=_told(ready),
        until=electing.serves_until(election.held_on),
    )


def _looked_at(form: GroupForm, election: Election, chosen: dict[int, int | None], nobody: bool) -> list[str]:
    """What would be written down, to be read before it is for good; nothing when that is unclear."""
    try:
        electing.check_result(chosen, nobody)
    except Refused as refused:
        form.refuse(refused)
        return []
    return electing.to_be_written(election, chosen)


def _told(ready: list[str]) -> str:
    """What was read, so that only the very same is written: another tick is shown first."""
    return sha256("\n".join(ready).encode()).hexdigest()[:16] if ready else ""
