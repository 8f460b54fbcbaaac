"""Who signs at the bank."""

from typing import Any

from flask import g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.jobs import forms, queries, signing
from groupkit.jobs.views.here import person_chosen, signatory_here


def who_signs() -> Any:
    """Everybody whom the bank lets sign, beside what our rules ask."""
    return render_template(
        "jobs/who_signs.html", signs=signing.who_signs(), looks=signing.worth_a_look(), rule=signing.rule_in_words()
    )


def add_signatory() -> Any:
    """The bank lets somebody sign."""
    form = forms.SignatoryForm(data={"since": tenancy.today()})
    form.person.choices = [("", "Choose"), *((one.number, one.name) for one in queries.members())]
    if form.submitted():
        with form.refusals():
            signing.add(
                person_chosen(form.person.data), form.since.data or tenancy.today(), bool(form.related.data), by=g.actor
            )
            return redirect(url_for(".who_signs"))
    return render_template("jobs/add_signatory.html", form=form)


def change_signatory(signatory_id: int) -> Any:
    """Somebody who signs: related or not, and off the bank's list."""
    row = signatory_here(signatory_id)
    now = {name: getattr(row, name) for name in ("related", "asked_off_on", "off_on", "version")}
    form = forms.ChangeSignatoryForm(data=now)
    if form.submitted():
        with form.refusals():
            signing.change(
                row,
                bool(form.related.data),
                form.asked_off_on.data,
                form.off_on.data,
                form.version.data,
                by=g.actor,
            )
            return redirect(url_for(".who_signs"))
        form.version.data = row.version
    return render_template("jobs/change_signatory.html", form=form, person=people.person(row.person_id))
