"""A member's own claims: nobody sees another's, but for the officers who see who is paid."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.access.permissions import Can
from groupkit.payments import operations, queries, rules
from groupkit.payments.forms import ClaimForm, WithdrawForm
from groupkit.payments.queries import Asked
from groupkit.payments.views.requests import card_of, request_at


def list_claims() -> Any:
    """What somebody claimed back, and how long it waits."""
    people, needed = queries.people_here(), queries.needed_now()
    me = people.row(g.actor.person_no)
    own = queries.own(me) if me is not None else []
    cards = [card_of(one, people, needed) for one in own]
    return render_template("payments/list_claims.html", cards=cards, ends=rules.ENDS)


def make_claim() -> Any:
    """Somebody claims back what they spent for the group."""
    form = ClaimForm()
    if form.submitted():
        with form.refusals():
            said = form.values() | {"how": form.how.data or ""}
            asked = operations.claim(**said, by=g.actor)
            flash(f"{asked.title} is on its way. The treasurer and others who say yes can see it now")
            return redirect(url_for(".show_claim", request_id=asked.id))
    return render_template("payments/make_claim.html", form=form, today=tenancy.today())


def show_claim(request_id: int) -> Any:
    """One's own claim, and where it stands."""
    asked = request_at(request_id)
    if not own_claim(asked):
        return redirect(url_for(".show_request", request_id=asked.id))
    people, needed = queries.people_here(), queries.needed_now()
    return render_template(
        "payments/show_claim.html", card=card_of(asked, people, needed), asked=asked, people=people, ends=rules.ENDS
    )


def withdraw(request_id: int) -> Any:
    """Whoever asked takes a request back."""
    asked, form = request_at(request_id), WithdrawForm()
    own = own_claim(asked)
    back = url_for(".show_claim" if own else ".show_request", request_id=asked.id)
    if not (own or (g.actor.can(Can.KEEP_LEDGER) and not asked.claim)):
        return redirect(back)
    if form.submitted():
        with form.refusals():
            operations.withdraw(asked.id, form.why.data or "", by=g.actor)
            flash(f"{asked.title} is taken back")
            return redirect(back)
    return render_template("payments/withdraw.html", form=form, asked=asked, back=back)


def own_claim(asked: Asked) -> bool:
    """Whether this is somebody's own claim; to others than officers, those of others are not there."""
    if asked.claim and asked.asked_by_no == g.actor.person_no:
        return True
    if not g.actor.can(Can.SEE_PAYEES):
        abort(404)
    return False
