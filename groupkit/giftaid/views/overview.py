"""Gift Aid at a glance, HMRC's reference, and the form to print."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit.giftaid import forms, operations, queries, rules


def with_reference(view: Callable[..., Any]) -> Callable[..., Any]:
    """While the group has no charity reference, a page says what is needed instead."""

    @wraps(view)
    def asked(**arguments: Any) -> Any:
        if not queries.here().is_on:
            return render_template("giftaid/not_yet.html")
        return view(**arguments)

    return asked


@with_reference
def show_gift_aid() -> Any:
    """What could be claimed, which claims wait for HMRC's money, and where to go on."""
    known = queries.here()
    waiting = queries.all_waiting(known)
    ready = sum(one.gift.pence for one in waiting if not one.why_not)
    return render_template(
        "giftaid/show_gift_aid.html",
        settings=known,
        ready=ready,
        tax=rules.tax_back(ready),
        many=sum(not one.why_not for one in waiting),
        left_out=[one for one in waiting if one.why_not],
        overs=queries.over_claimed(),
        claims=queries.claims(),
    )


def change_settings() -> Any:
    """HMRC's charity reference is written down."""
    known = queries.settings()
    form = forms.SettingsForm({"reference": known.reference, "since": known.since, "version": known.version})
    if form.submitted():
        with form.refusals():
            operations.change_settings(form.reference.data or "", form.since.data, form.version.data, by=g.actor)
            flash("Saved")
            return redirect(url_for(".show_gift_aid"))
    stands = queries.settings()
    meanwhile = form.version.changed_meanwhile(stands.version)
    return render_template("giftaid/change_settings.html", form=form, known=stands, meanwhile=meanwhile)


@with_reference
def declaration_form() -> Any:
    """A declaration to fill in by hand, on one side of A4."""
    return render_template("giftaid/declaration_form.html")
