"""The pages of grants."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit.access.permissions import Can
from groupkit.grants import naming as naming  # registers how names are taken out
from groupkit.grants import operations, queries, rules
from groupkit.grants.copies import copies_of
from groupkit.grants.forms import ChangeGrantForm, GrantForm
from groupkit.grants.views.found import the_grant, the_grant_and_draft
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.forms import HeadingForm, RenameForm
from groupkit.ledger.models import Heading
from groupkit.money import pounds
from groupkit.tallies import queries as tallies


def list_grants() -> Any:
    """Every grant, what was spent of it and what is left: those being spent, asked for, and over."""
    found = queries.grants()
    return render_template(
        "grants/list_grants.html",
        grants=found,
        sorts=[
            ("Being spent", [one for one in found if not one.asked and not one.over]),
            ("Asked for", [one for one in found if one.asked]),
            ("Over", [one for one in found if one.over]),
        ],
    )


def add_grant() -> Any:
    """A grant that was given to us, with its fund and its headings."""
    form = GrantForm(queries.free_funds(), tallies.kinds())
    if form.submitted():
        with form.refusals():
            row = operations.add_grant(**form.values(), by=g.actor)
            flash("The grant is written down")
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template("grants/add_grant.html", form=form)


def show_grant(grant_id: int) -> Any:
    """A grant: its figures by heading, and, for members, what it is for, what goes with it and its returns."""
    row, draft = the_grant_and_draft(grant_id)
    keeps = g.actor.can(Can.KEEP_GRANTS)
    whole = queries.whole_grant(row, _told_to())
    return render_template(
        "grants/show_grant.html",
        row=row,
        draft=draft if keeps else None,
        copies=copies_of(row.id),
        proposal=queries.proposal_of(row) if keeps else None,
        worth=queries.worth_a_look(row, None, whole.headings, whole.outcomes, draft, whole.sums) if keeps else [],
        title_note=queries.title_note(row, g.actor.group_name) if keeps else "",
        rules=rules,
        kinds=[one.name for one in whole.kinds],
        **{name: getattr(whole, name) for name in _SHOWN},
    )


_SHOWN = ("card", "came_on", "headings", "filed", "agreed", "instalments", "papers", "extras", "outcomes", "decision")


def _told_to() -> set[str]:
    """Which parts of what goes with a grant somebody sees: what is in the group's words is for members, and never for
    a critical friend."""
    parts = set(queries.TOLD)
    if g.actor.can(Can.SEE_RETURNS):
        parts |= {"filed", "extras", "outcomes", "kinds"}
        parts |= {"papers"} if g.actor.can(Can.SEE_RECEIPTS) else set()
        parts |= {"decision"} if g.actor.can(Can.SEE_MINUTES) else set()
    return parts


def change_grant(grant_id: int) -> Any:
    """What is known of a grant is put right."""
    row = the_grant(grant_id)
    kinds = queries.kinds_of(row)
    form = ChangeGrantForm.of(row, tallies.kinds(), kinds)
    if form.submitted():
        with form.refusals():
            operations.change_grant(row, form.version.data, **form.values(), by=g.actor)
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template(
        "grants/change_grant.html",
        form=form,
        row=row,
        kinds=list(kinds.values()),
        meanwhile=form.version.changed_meanwhile(row.version),
    )


def add_heading(grant_id: int) -> Any:
    """Another budget heading of a grant."""
    row, form = the_grant(grant_id), HeadingForm()
    if form.submitted():
        with form.refusals():
            ledger.add_heading(queries.fund_of(row), **form.values(), by=g.actor)
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template("grants/add_heading.html", form=form, row=row)


def change_heading(grant_id: int, heading_id: int) -> Any:
    """Another name for a heading, or another sum agreed for it."""
    row = the_grant(grant_id)
    heading = book.row_of("heading", heading_id)
    if not isinstance(heading, Heading) or heading.fund_id != row.fund_id:
        abort(404)
    form, was = RenameForm(heading), (heading.name, heading.budget)
    spent = next((one.spent for one in book.by_heading(row.fund_id) if one.heading_id == heading.id), 0)
    if form.submitted():
        with form.refusals():
            ledger.change_budget(heading, form.budget.data or 0, form.version.data, by=g.actor)
            ledger.rename(heading, form.name.data, heading.version, by=g.actor)
            flash(_heading_saved(was, heading, spent))
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template(
        "grants/change_heading.html",
        form=form,
        row=row,
        heading=heading,
        spent=spent,
        agreed=queries.agreed_to(row),
        meanwhile=form.version.changed_meanwhile(heading.version),
    )


def _heading_saved(was: tuple[str, int], heading: Heading, spent: int) -> str:
    """What is said after a heading was changed: where its spending is, and how the funder's yes is written down."""
    said = ["Saved"]
    if heading.name != was[0] and spent:
        said.append(f"{pounds(spent)} that was spent under “{was[0]}” stays under it by its new name")
    if heading.budget != was[1]:
        said.append("When the funder has said yes to the other sum, write that down with the headings")
    return ". ".join(said)
