"""Bringing something up, as whoever keeps the meetings or as any member, and putting it another way."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit.decisions import forms, operations, queries, rules
from groupkit.decisions.models import Decision
from groupkit.decisions.views.desk import decision_at
from groupkit.forms import row_number


def bring_up() -> Any:
    """Something to decide, perhaps in place of an earlier decision."""
    earlier = queries.that_can_be_replaced()
    number = row_number(request.args.get("replaces"), figures=9)
    older = next((one for one in earlier if one.number == number), None)
    form = forms.DecisionForm.of(earlier, replaces=older)
    if form.submitted():
        with form.refusals():
            row = operations.bring_up(by=g.actor, **_said(form))
            flash(f"Written down as number {row.number}. It is open until you write how it was decided")
            return redirect(url_for(".show_decision", decision_no=row.number))
    return render_template("decisions/bring_up.html", form=form, older=older, asked=queries.asked())


def _said(form: forms.DecisionForm) -> dict[str, Any]:
    """What was answered, with the earlier decision itself in the place of its number."""
    said = form.values()
    number = said.pop("replaces", None)
    texts = {name: said[name] or "" for name in ("options", "asked")}
    return said | texts | {"replaces": queries.numbered(number) if number else None}


def propose() -> Any:
    """A member brings something up."""
    form = forms.ProposeForm()
    if form.submitted():
        with form.refusals():
            row = operations.bring_up(by=g.actor, proposed=True, **form.values())
            flash("Thank you. It stands among what is being talked about")
            return redirect(url_for(".show_decision", decision_no=row.number))
    return render_template("decisions/propose.html", form=form)


def reword(decision_no: int) -> Any:
    """What is open is put another way."""
    row = decision_at(decision_no)
    if request.method == "GET" and row.standing not in rules.OPEN:
        return redirect(url_for(".show_decision", decision_no=decision_no))
    older, _ = queries.replacing(row)
    form = forms.DecisionForm.of(_earlier(row, older), row, older)
    if form.submitted():
        with form.refusals():
            operations.reword(row, g.actor, version=form.version.data, **_said(form))
            flash("Saved")
            return redirect(url_for(".show_decision", decision_no=decision_no))
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template("decisions/reword.html", form=form, row=row, meanwhile=meanwhile)


def _earlier(row: Decision, older: Decision | None) -> list[Decision]:
    """Which decisions this one could replace, with the one that it would, though another may have replaced it since."""
    found = [one for one in queries.that_can_be_replaced() if one.id != row.id]
    return found if older is None or older in found else [*found, older]
