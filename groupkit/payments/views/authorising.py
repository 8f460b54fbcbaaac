"""Saying yes to a payment, not agreeing to it, exceptions, and paying."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.ledger import queries as book
from groupkit.payments import operations, queries, rules
from groupkit.payments.forms import DeclineForm, ExceptionForm, PayForm, ShownForm, SignedForm, YesForm
from groupkit.payments.views.requests import card_of, request_at


def say_yes(request_id: int) -> Any:
    """Somebody agrees to a payment just as it is worded."""
    asked = request_at(request_id)
    form = YesForm({"wording": asked.now.number})
    return _deed(
        "say_yes",
        form,
        request_id,
        lambda: operations.say_yes(asked.id, form.wording.data, bool(form.unrelated.data), by=g.actor),
        "Your yes is written down",
    )


def sign_on_paper(request_id: int) -> Any:
    """People who do not sign in here have signed a sheet; its photo is kept."""
    asked = request_at(request_id)
    form = SignedForm({"wording": asked.now.number})
    form.offer(queries.people_here())
    return _deed(
        "sign_on_paper",
        form,
        request_id,
        lambda: operations.sign_on_paper(asked.id, form.wording.data, form.signed, form.photo, by=g.actor),
        "Written down, with the photo",
    )


def decline(request_id: int) -> Any:
    """A payment is not agreed to, with a reason."""
    asked, form = request_at(request_id), DeclineForm()
    return _deed(
        "decline",
        form,
        request_id,
        lambda: operations.decline(asked.id, form.why.data, by=g.actor),
        "Written down. Whoever asked sees why",
    )


def make_exception(request_id: int) -> Any:
    """There are too few people to say yes: why, for the meeting to see."""
    asked = request_at(request_id)
    form = ExceptionForm({"wording": asked.now.number})
    return _deed(
        "make_exception",
        form,
        request_id,
        lambda: operations.make_exception(asked.id, form.wording.data, form.why.data, by=g.actor),
        "Written down, to show to the meeting",
    )


def show_exception(request_id: int) -> Any:
    """An exception was shown to a meeting."""
    asked = request_at(request_id)
    waiting = [one for one in asked.exceptions if one.shown_on is None]
    form = ShownForm({"on": tenancy.today()})
    if not waiting:
        return redirect(url_for(".show_request", request_id=asked.id))
    return _deed(
        "show_exception",
        form,
        request_id,
        lambda: operations.show_exception(waiting[0].id, form.day_said, by=g.actor),
        "Written down",
        shown=waiting[0],
    )


def pay(request_id: int) -> Any:
    """A payment that enough people said yes to is made, and written in the book."""
    asked = request_at(request_id)
    form = PayForm({"wording": asked.now.number, "day": tenancy.today()})
    if form.submitted():
        with form.refusals():
            entry = operations.pay(asked.id, form.wording.data, form.day_said, g.actor, form.answers)
            flash(f"Paid, and saved as {entry.reference}")
            return redirect(url_for(".show_request", request_id=asked.id))
    return _page("pay", form, request_id)


def _deed(page: str, form: Any, request_id: int, deed: Callable[[], object], words: str, **more: Any) -> Any:
    """Do it and go back to the payment, or show the form with what is worth another look."""
    if form.submitted():
        with form.refusals():
            deed()
            flash(words)
            return redirect(url_for(".show_request", request_id=request_id))
    return _page(page, form, request_id, **more)


def _page(page: str, form: Any, request_id: int, **more: Any) -> Any:
    asked, people = request_at(request_id), queries.people_here()
    meanwhile = form.wording.changed_meanwhile(asked.now.number) if "wording" in form else False
    return render_template(
        f"payments/{page}.html",
        form=form,
        asked=asked,
        card=card_of(asked, people, queries.needed_now()),
        people=people,
        known=book.choices(),
        ways=rules.WAYS,
        meanwhile=meanwhile,
        **more,
    )
