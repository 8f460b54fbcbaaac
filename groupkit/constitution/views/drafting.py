"""The pages of a draft: how it begins, how it stands, and its clauses."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from groupkit.access import queries as people
from groupkit.access.permissions import Can
from groupkit.constitution import operations, progress, queries, standing
from groupkit.constitution.forms.drafting import RewordForm, WriteForm
from groupkit.constitution.notices import Notice
from groupkit.constitution.own_words import titles_in
from groupkit.constitution.queries import Draft
from groupkit.constitution.reading import stock
from groupkit.constitution.shapes import CONSTITUTION, Shape
from groupkit.constitution.text import OWN, Text
from groupkit.constitution.veil import WHY_VEILED, veiled
from groupkit.forms import EmptyForm, GroupForm

MOVES = {"up": -1, "down": 1}
CHANGES: dict[str, Callable[..., None]] = {
    "leave_out": operations.leave_out,
    "bring_in": operations.bring_in,
    "usual_words": operations.restore_wording,
}


def begin() -> Any:
    """How would you like to begin: the starting points that are offered where the group is."""
    nation, form = people.group_here().nation, EmptyForm()
    shapes = _offered(nation)
    if form.submitted():
        with form.refusals():
            chosen = next((one for one in shapes if one.key == request.form.get("starting_point")), None) or abort(404)
            row = operations.begin_draft(chosen, by=g.actor)
            return redirect(url_for(".show_draft", draft_id=row.id))
    return render_template(
        "constitution/begin.html",
        form=form,
        shapes=shapes,
        draft=queries.open_draft(CONSTITUTION),
        adopted=queries.in_force(),
    )


def begin_policy(subject: str) -> Any:
    """A policy begins as a draft."""
    shape, form = stock().policies.get(subject) or abort(404), EmptyForm()
    if form.submitted():
        with form.refusals():
            row = operations.begin_draft(shape, by=g.actor)
            return redirect(url_for(".show_draft", draft_id=row.id))
    return render_template(
        "constitution/begin_policy.html", form=form, shape=shape, draft=queries.open_draft(shape.key)
    )


def show_draft(draft_id: int) -> Any:
    """A draft: what is settled and what is open, what is worth a look, and the text as it reads now."""
    draft = draft_here(draft_id)
    text = veiled(draft.text, g.actor.group_name) if g.actor.friend else draft.text
    return render_template(
        "constitution/show_draft.html",
        draft=draft,
        text=text,
        why_veiled=WHY_VEILED if g.actor.friend else "",
        topics=progress.topics(draft, veil=g.actor.friend),
        next=progress.next_question(draft),
        notices=_noticed(draft, text),
        form=EmptyForm(),
        keeps=can_work_on(draft),
        out=_left_out(draft),
        optional={one.key for one in draft.shape.clauses if one.optional},
        outcome=_outcome(draft),
        at=request.args.get("at", ""),
    )


def answer_as_usual(draft_id: int) -> Any:
    """Everything that is still open is answered with what is usual."""
    draft, form = draft_here(draft_id), EmptyForm()
    if form.submitted():
        with form.refusals():
            draft = draft_here(draft_id)
            count = operations.answer_as_usual(draft, by=g.actor)
            flash(_answered(count))
    return _back(form, draft_id)


def arrange_clause(draft_id: int, clause: str) -> Any:
    """A clause is left out, brought in, moved, or goes back to the usual words."""
    draft, form, do = draft_here(draft_id), EmptyForm(), request.form.get("do", "")
    if form.submitted():
        with form.refusals():
            draft = draft_here(draft_id)
            if do in MOVES:
                operations.move_clause(draft, clause, MOVES[do], by=g.actor)
            else:
                CHANGES.get(do, _no_such_thing)(draft, clause, by=g.actor)
    return _back(form, draft_id, "" if do == "leave_out" else clause)


def reword_clause(draft_id: int, clause: str) -> Any:
    """A clause in the group's own words."""
    draft = draft_here(draft_id)
    stands = draft.text.clause(clause) or abort(404)
    form = RewordForm.of(stands, draft.text, draft.clauses.get(clause))
    if form.submitted():
        with form.refusals():
            draft = draft_here(draft_id)
            operations.reword(draft, clause, form.version.data, **_typed(form), by=g.actor)
            return _to_clause(draft_id, clause)
        draft = draft_here(draft_id)
    row = draft.clauses.get(clause)
    theirs = draft.text.clause(clause) if form.version.changed_meanwhile(row.version if row else 0) else None
    return render_template(
        "constitution/reword_clause.html",
        form=form,
        draft=draft,
        clause=stands,
        theirs=theirs,
        others=_others(draft, clause),
        keeps=can_work_on(draft),
    )


def write_clause(draft_id: int) -> Any:
    """A clause that the group writes itself."""
    draft, form = draft_here(draft_id), WriteForm()
    if form.submitted():
        with form.refusals():
            row = operations.write_clause(draft_here(draft_id), **_typed(form), by=g.actor)
            return _to_clause(draft_id, row.clause)
        draft = draft_here(draft_id)
    return render_template(
        "constitution/write_clause.html", form=form, draft=draft, others=_others(draft, ""), keeps=can_work_on(draft)
    )


def draft_here(draft_id: int) -> Draft:
    """The draft of an address."""
    return queries.draft(draft_id) or abort(404)


def can_work_on(draft: Draft) -> bool:
    """Whether whoever looks can change the draft now."""
    open_still = draft.row.closed_at is None and draft.row.put_number is None
    return open_still and g.actor.can(Can.KEEP_RULES)


def _offered(nation: str) -> list[Shape]:
    """The starting points that are offered in a nation, the shortest first."""
    shapes = [shape for shape in stock().starting_points.values() if nation in shape.nations]
    return sorted(shapes, key=lambda shape: len(shape.clauses))


def _noticed(draft: Draft, text: Text) -> list[Notice]:
    """What is worth a look; a critical friend is told nothing that could come from somebody's own words."""
    found = standing.noticed(draft)
    if not g.actor.friend:
        return found
    own = {clause.key for clause in text.clauses if clause.own}
    free = {key for key, asked in draft.asked.items() if asked.free}
    return [one for one in found if one.clause not in own and one.question not in free]


def _left_out(draft: Draft) -> list[tuple[str, str]]:
    """The clauses that could be brought in: (key, title)."""
    inside = titles_in(draft.text)
    listed = [(one.key, one.clause.title) for one in draft.shape.clauses if one.key not in inside]
    own = [(key, row.title) for key, row in draft.clauses.items() if key.startswith(OWN) and key not in inside]
    return [*listed, *([] if g.actor.friend else own)]


def _outcome(draft: Draft) -> str:
    """What became of a draft that is closed; nothing while it is open."""
    if draft.row.closed_at is None:
        return ""
    made = [outcome.outcome for _, outcome in queries.outcomes(draft.row) if outcome]
    return made[0] if made else "set aside"


def _others(draft: Draft, clause: str) -> list[str]:
    """The titles that a clause's words can speak of."""
    return [title for key, title in titles_in(draft.text).items() if key != clause]


def _typed(form: WriteForm) -> dict[str, str]:
    return {"title": form.title.data, "words": form.words.data}


def _answered(count: int) -> str:
    if not count:
        return "What is still open has no usual answer. Talk it through"
    return f"{count} questions now have their usual answer" if count > 1 else "One question now has its usual answer"


def _no_such_thing(*_: Any, **__: Any) -> None:
    abort(404)


def _to_clause(draft_id: int, clause: str) -> Response:
    return redirect(url_for(".show_draft", draft_id=draft_id, at=clause, _anchor=f"clause-{clause}"))


def _back(form: GroupForm, draft_id: int, clause: str = "") -> Response:
    """To the draft again, near the clause it was about, with what stood in the way."""
    for _, sentence in form.problems:
        flash(sentence, "heed")
    return _to_clause(draft_id, clause) if clause else redirect(url_for(".show_draft", draft_id=draft_id))
