"""The pages of what goes with a grant: instalments, papers, and what stands beside its money."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit.downloads import show_kept
from groupkit.grants import operations, queries, rules
from groupkit.grants.forms import EXTRA_FORMS, ChangeInstalmentForm, InstalmentForm, PaperForm, TakeOutForm, changing
from groupkit.grants.models import Grant, GrantExtra, GrantInstalment
from groupkit.grants.views.found import the_grant
from groupkit.jobs import queries as jobs
from groupkit.jobs.models import GroupJob


def add_instalment(grant_id: int) -> Any:
    """A part of a grant that comes on a day of its own."""
    row, form = the_grant(grant_id), InstalmentForm()
    if form.submitted():
        with form.refusals():
            operations.add_instalment(row, **form.values(), by=g.actor)
            return _back(row, "Written down")
    return render_template("grants/add_instalment.html", form=form, row=row)


def change_instalment(grant_id: int, instalment_id: int) -> Any:
    """Another day or sum of an instalment, or that it will not come."""
    row = the_grant(grant_id)
    one = queries.one_of(GrantInstalment, row, instalment_id) or abort(404)
    form = ChangeInstalmentForm(
        {name: getattr(one, name) for name in ("due_on", "pence", "after", "dropped", "version")}
    )
    if form.submitted():
        with form.refusals():
            operations.change_instalment(row, one, form.version.data, **form.values(), by=g.actor)
            return _back(row, "Saved")
    meanwhile = form.version.changed_meanwhile(one.version)
    return render_template("grants/change_instalment.html", form=form, row=row, one=one, meanwhile=meanwhile)


def keep_paper(grant_id: int) -> Any:
    """A letter or form is kept with the grant."""
    row = the_grant(grant_id)
    form = PaperForm({"what": "consent" if request.args.get("agreement") else "offer"})
    form.offer(queries.agreed_to(row))
    if form.submitted():
        with form.refusals():
            operations.keep_paper(row, **form.values(), by=g.actor)
            return _back(row, "Kept")
    return render_template("grants/keep_paper.html", form=form, row=row)


def show_paper(grant_id: int, paper_id: int) -> Any:
    """The paper itself; a PDF is only ever handed over as a file."""
    return show_kept(queries.paper_file(the_grant(grant_id), paper_id))


def take_out_paper(grant_id: int, paper_id: int) -> Any:
    """A paper goes for good."""
    row, form = the_grant(grant_id), TakeOutForm()
    stored = queries.paper_file(row, paper_id) or abort(404)
    if form.submitted():
        with form.refusals():
            operations.take_out_paper(stored, form.why.data, by=g.actor)
            return _back(row, "It is gone")
    return render_template("grants/take_out_paper.html", form=form, row=row, paper_id=paper_id)


def add_extra(grant_id: int, sort: str) -> Any:
    """Something beside the money of a grant."""
    row, form = the_grant(grant_id), EXTRA_FORMS[sort]()
    form.offer(jobs.jobs())
    if form.submitted():
        with form.refusals():
            operations.add_extra(row, sort, **form.values(), by=g.actor)
            return _back(row, "Written down")
    return render_template("grants/add_extra.html", form=form, row=row, title=rules.EXTRAS[sort])


def change_extra(grant_id: int, extra_id: int) -> Any:
    """What is known of something beside the money is put right."""
    row = the_grant(grant_id)
    one = queries.one_of(GrantExtra, row, extra_id) or abort(404)
    form = changing(one.kind)({column: getattr(one, column) for column in _SAID})
    form.offer(_keepers(one))
    if form.submitted():
        with form.refusals():
            operations.change_extra(row, one, form.version.data, **form.values(), by=g.actor)
            return _back(row, "Saved")
    meanwhile = form.version.changed_meanwhile(one.version)
    return render_template("grants/change_extra.html", form=form, row=row, one=one, meanwhile=meanwhile)


_SAID = ("what", "source", "pence", "day", "job_id", "place", "dropped", "version")


def _keepers(one: GrantExtra) -> list[GroupJob]:
    """The jobs to choose from; one that was put away stays a choice where it stands already."""
    found = jobs.jobs()
    kept = jobs.job(one.job_id) if one.job_id else None
    return [*found, *([kept] if kept and kept not in found else [])]


def _back(row: Grant, words: str) -> Any:
    flash(words)
    return redirect(url_for(".show_grant", grant_id=row.id))
