"""A round of a decision, the steps that need none, when to look at it again, and what it led to."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.decisions import bodies, forms, operations, queries, results, rules
from groupkit.decisions.models import Decision
from groupkit.decisions.views.desk import decision_at

TOGETHER = ("all", "vote", "consensus")
"""Ways of deciding for which enough people must be in one place."""


def hold_round(decision_no: int) -> Any:
    """How it was talked about or decided away from a meeting that is written down here: first the way."""
    row = decision_at(decision_no)
    if request.method == "GET" and row.standing not in (*rules.OPEN, *rules.ENDED):
        return redirect(url_for(".show_decision", decision_no=decision_no))
    way, asked = request.args.get("way", ""), queries.asked()
    if way not in rules.WAYS:
        return render_template("decisions/choose_way.html", row=row, ways=_ways(asked.by_consensus), asked=asked)
    kind = forms.BetweenForm if way == "between" else forms.HereForm
    measure, size = asked.measure(row.matter), bodies.size_of(row.body)
    form = kind.of(way, measure, row.words, held_on=tenancy.today())
    if form.submitted():
        with form.refusals():
            short = _short(row, form) if way in TOGETHER else ""
            operations.hold_round(row, form.held(form.held_on.data or tenancy.today(), form.place.data, short), g.actor)
            flash(_came_to(row, bool(form.held_on.data and row.decided_on and form.held_on.data < row.decided_on)))
            return redirect(url_for(".show_decision", decision_no=decision_no))
    return render_template(
        "decisions/hold_round.html",
        form=form,
        row=row,
        way=way,
        rules=rules,
        measure=measure,
        together=way in TOGETHER,
        enough=asked.quorum(row.body, size),
        size=size,
        asked=asked,
        ended=row.standing in rules.ENDED,
    )


def take_back_round(decision_no: int) -> Any:
    """The last round was written down wrongly: it stays in the story, and counts no more."""
    row = decision_at(decision_no)
    form = forms.TakeBackForm()
    if form.submitted():
        with form.refusals():
            operations.take_back_round(row, form.why.data, g.actor)
            flash("Taken back. Now it can be written down as it was")
            return redirect(url_for(".show_decision", decision_no=decision_no))
    counted = rules.counted(queries.rounds_of(row.id))
    if not counted:
        return redirect(url_for(".show_decision", decision_no=decision_no))
    return render_template("decisions/take_back_round.html", form=form, row=row, last=counted[-1], rules=rules)


def _ways(by_consensus: bool) -> list[str]:
    """The ways of deciding; what the group usually does stands before the others."""
    ways = list(rules.WAYS)
    if by_consensus:
        ways.remove("consensus")
        ways.insert(1, "consensus")
    return ways


def _short(row: Decision, form: forms.HereForm) -> str:
    """What to say about the quorum on that day, where too few were there."""
    on, present = form.held_on.data, form["present"].data
    return queries.asked(on).quorum_short(row.body, present, bodies.size_of(row.body, on))


def _came_to(row: Decision, earlier: bool) -> str:
    if earlier:
        return "Written down at its place in the story. What was decided stays as it is"
    if row.standing == "talking":
        return "Written down. It stays open"
    return f"Written down: decision {row.number} is {rules.STANDINGS[row.standing]}"


def move(decision_no: int) -> Any:
    """Put aside, taken back, or brought up again."""
    row = decision_at(decision_no)
    if request.method == "GET" and row.standing not in rules.MOVES:
        return redirect(url_for(".show_decision", decision_no=decision_no))
    form = forms.MoveForm.of(row.standing)
    if form.submitted():
        with form.refusals():
            operations.move(row, form.step.data, g.actor)
            flash(f"Decision {row.number} is {rules.STANDINGS[row.standing]}")
            return redirect(url_for(".show_decision", decision_no=decision_no))
    return render_template("decisions/move.html", form=form, row=row, rules=rules)


def review_again(decision_no: int) -> Any:
    """When to look at an agreed decision again."""
    row = decision_at(decision_no)
    if request.method == "GET" and row.standing != "agreed":
        return redirect(url_for(".show_decision", decision_no=decision_no))
    form = forms.ReviewForm({"review_on": row.review_on})
    if form.submitted():
        with form.refusals():
            operations.review_again(row, form.review_on.data, g.actor)
            flash("Saved")
            return redirect(url_for(".show_decision", decision_no=decision_no))
    return render_template("decisions/review_again.html", form=form, row=row)


def lead_to(decision_no: int) -> Any:
    """What a decision led to: first of which kind, then which."""
    row = decision_at(decision_no)
    if request.method == "GET" and row.standing not in ("agreed", "replaced"):
        return redirect(url_for(".show_decision", decision_no=decision_no))
    kind = results.KINDS.get(request.args.get("kind", ""))
    if kind is None:
        return render_template("decisions/choose_kind.html", row=row, kinds=results.KINDS)
    things = kind.offers(g.actor)
    form = forms.LedToForm.of(things)
    if form.submitted():
        with form.refusals():
            operations.led_to(row, request.args["kind"], form.thing.data, g.actor)
            flash("Written down")
            return redirect(url_for(".show_decision", decision_no=decision_no))
    return render_template("decisions/lead_to.html", form=form, row=row, kind=kind, things=things)
