"""The second step: typing in a code at signing in, and turning it on and off on the page of one's account."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from groupkit import db
from groupkit.access import accounts, forms, second_step, totp
from groupkit.access.gate import safe_next
from groupkit.access.views.account import knows_passphrase
from groupkit.refusal import Refused

ISSUER = "groupkit"
"""The name an app shows: never the group's, since a telephone lies on tables."""
FEW_LEFT = 3


def ask_code() -> Any:
    """Somebody whose passphrase was right types in a code."""
    onward = safe_next(request.args.get("next")) or url_for("front.show_groups")
    if current_user.is_authenticated:
        return redirect(onward)
    known = second_step.half_signed_in()
    if known is None:
        if second_step.gave_up_waiting():
            flash(second_step.TOO_LATE, "note")
        return redirect(url_for("door.sign_in", next=safe_next(request.args.get("next"))))
    form = forms.SecondStepForm()
    if form.submitted():
        try:
            second_step.finish(known, form.code.data)
            _say_when_few_are_left(known.user_id, form.code.data)
            return redirect(onward)
        except Refused as refused:
            form.refuse(refused)
    return render_template("door/ask_code.html", form=form)


def _say_when_few_are_left(user_id: int, typed: str) -> None:
    """After a spare code, say how many there are; there is no hurry while there are many."""
    left = second_step.spare_codes_left(user_id)
    if totp.read_code(typed) is None and left <= FEW_LEFT:
        many = {0: "That was your last spare code", 1: "You have one spare code left"}
        flash(f"{many.get(left, f'You have {left} spare codes left')}. You can make new ones in your account", "note")


def show_second_step() -> Any:
    """Somebody looks at whether their second step is on."""
    on = second_step.is_on(current_user.user_id)
    left = second_step.spare_codes_left(current_user.user_id)
    return render_template("door/show_second_step.html", on=on, left=left)


def begin_second_step() -> Any:
    """Somebody who knows their passphrase begins to set up an app."""
    form = forms.OwnPassphraseForm()
    if form.submitted() and knows_passphrase(form, form.passphrase.data, "passphrase"):
        with form.refusals():
            second_step.begin(current_user.user_id)
            return redirect(url_for(".set_up_app"))
    return render_template("door/begin_second_step.html", form=form)


def set_up_app() -> Any:
    """The app reads the square picture, and its first code turns the second step on."""
    secret = second_step.secret_being_set_up(current_user.user_id)
    if secret is None:
        return redirect(url_for(".show_second_step"))
    form = forms.FirstCodeForm()
    if form.submitted() and (right := _first_code(form)):
        with form.refusals():
            _show_once(second_step.turn_on(current_user.user_id, *right))
            accounts.sign_out_elsewhere(current_user.user_id, current_user.token)
            db.after_saving(lambda: flash("Your second step is on. Everywhere else you are signed out"))
            return redirect(url_for(".show_spare_codes"))
    address = totp.address(secret, current_user.username, ISSUER)
    square = second_step.picture_of(address)
    return render_template(
        "door/set_up_app.html", form=form, square=square, address=address, secret=totp.in_fours(secret)
    )


def _first_code(form: Any) -> tuple[str, int] | None:
    try:
        return second_step.check_first_code(current_user.user_id, form.code.data)
    except Refused as refused:
        form.refuse(refused)
        return None


def make_spare_codes() -> Any:
    """Somebody makes new spare codes; the ones before open nothing any more."""
    form = forms.OwnPassphraseForm()
    if form.submitted() and knows_passphrase(form, form.passphrase.data, "passphrase"):
        with form.refusals():
            _show_once(second_step.new_spare_codes(current_user.user_id))
            return redirect(url_for(".show_spare_codes"))
    return render_template("door/make_spare_codes.html", form=form)


def show_spare_codes() -> Any:
    """The spare codes that were just made are shown, once."""
    return render_template("door/show_spare_codes.html", codes=session.pop("spare_codes", None))


def turn_off() -> Any:
    """The passphrase alone is enough again, for whoever knows it."""
    form = forms.OwnPassphraseForm()
    if form.submitted() and knows_passphrase(form, form.passphrase.data, "passphrase"):
        with form.refusals():
            second_step.take_off(current_user.user_id)
            flash("Your second step is off. Your passphrase is enough again")
            return redirect(url_for(".show_second_step"))
    return render_template("door/turn_off.html", form=form)


def _show_once(codes: list[str]) -> None:
    """Carry the codes to the next page in the person's own cookie, once they are saved; they are kept nowhere else."""
    db.after_saving(lambda: session.update(spare_codes=codes))
