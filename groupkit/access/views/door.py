"""Signing in and out, and the first address of all."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user

from groupkit import settings
from groupkit.access import actor, door, mail, second_step
from groupkit.access.forms import SignInForm
from groupkit.access.gate import safe_next
from groupkit.forms import EmptyForm
from groupkit.refusal import Refused


def show_groups() -> Any:
    """To your only group, or a list of yours; a stranger signs in, and the very first one sets the place up."""
    if not current_user.is_authenticated:
        return redirect(url_for("door.sign_in"))
    groups = actor.groups_of(current_user.user_id)
    if len(groups) == 1:
        return redirect(url_for("home.show_home", group=groups[0].slug))
    return render_template("door/show_groups.html", groups=groups, keeper=current_user.keeper)


def sign_in() -> Any:
    """Somebody signs in, perhaps with a second step, and goes on to where they were going."""
    onward = safe_next(request.args.get("next")) or url_for("front.show_groups")
    if current_user.is_authenticated:
        return redirect(onward)
    if not settings.is_installed(current_app.config["INSTANCE"]):
        return redirect(url_for("set_up.set_up"))
    form = SignInForm()
    if form.submitted():
        try:
            signed = second_step.sign_in(form.username.data, form.passphrase.data)
            return redirect(onward if signed else url_for("second_step.ask_code", next=onward))
        except Refused as refused:
            form.refuse(refused)
    return render_template("door/sign_in.html", form=form, mail=mail.is_set_up())


def sign_out() -> Any:
    """Somebody signs out: a copy of their cookie opens nothing any more, and pages kept for the Back button go too."""
    form = EmptyForm()
    if current_user.is_authenticated:
        if not form.submitted():
            return render_template("door/sign_out.html", form=form)
        door.sign_out(current_user)
    response = redirect(url_for("door.sign_in"))
    # Only what is cached: "cookies" would reach every other site on the same domain, and nothing is stored.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
