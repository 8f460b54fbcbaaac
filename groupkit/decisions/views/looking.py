"""Looking at decisions: the register, also as a workbook, and one with everything that led to it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g, render_template, request, url_for

from groupkit import db, downloads, tenancy, workbook
from groupkit.access.permissions import Can
from groupkit.decisions import forms, queries, register, register_workbook, reported, results, rules, showing
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.views.desk import decision_at
from groupkit.forms import row_number


def list_decisions() -> Any:
    """The register: what is still being talked about, then what was decided, the newest first."""
    look_for = _look_for()
    page = register.page_of(row_number(request.args.get("page"), figures=6) or 1, look_for.sought)
    return render_template(
        "decisions/list_decisions.html",
        look_for=look_for,
        page=page,
        rules=rules,
        today=tenancy.today(),
        waiting=queries.to_report() if g.actor.can(Can.KEEP_MEETINGS) else [],
        address=lambda number: url_for(".list_decisions", page=number, **look_for.address),
    )


def _look_for() -> forms.LookFor:
    this = tenancy.today().year
    return forms.LookFor(range(this, (register.first_year() or this) - 1, -1))


def download_decisions() -> Response:
    """The register as a workbook, narrowed down as on the page."""
    look_for = _look_for()
    rows, rounds = register.everything(look_for.sought)
    listed = register_workbook.Listed(rows, rounds, register.numbers(), look_for.told)
    made, name = register_workbook.make(listed, g.actor.group_name, g.actor.slug)
    db.stop_writing(commit=False)
    return downloads.hand_over(made, name, workbook.MIME_TYPE)


def show_decision(decision_no: int) -> Any:
    """One decision: its words, how it was reached round by round, and what came of it."""
    row = decision_at(decision_no)
    rounds = queries.rounds_of(row.id)
    older, later = queries.replacing(row)
    written = [(one.kind, one.thing) for one in queries.results_of(row.id)]
    return render_template(
        "decisions/show_decision.html",
        takes_back=_takes_back(row, rounds),
        row=row,
        rules=rules,
        rounds=showing.rounds(rounds, reported.places([one.id for one in rounds])),
        is_open=row.standing in rules.OPEN,
        fallback=queries.asked().fallback if row.standing in rules.OPEN else "",
        how_long=rules.how_long((tenancy.today() - row.begun_on).days),
        older=older,
        later=later,
        led_to=results.told(g.actor, written),
        unreported=_unreported(rounds),
    )


def _unreported(rounds: Any) -> bool:
    """Whether it was agreed between meetings and no meeting has heard of it."""
    found = [one.id for one in rules.counted(rounds) if one.way == "between" and one.carried]
    return bool(found) and not reported.reported(found)


def _takes_back(row: Decision, rounds: Sequence[DecisionRound]) -> bool:
    """Whether the last round could still be taken back: nothing came of it, and no minutes tell of it to everybody."""
    counted = rules.counted(rounds)
    open_still = bool(counted) and rounds[-1].way != rules.UNDONE and row.standing != "replaced"
    return open_still and not reported.settled([counted[-1].id])
