"""Where one is signed in, and signing out there from here."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from groupkit.access import accounts, sessions
from groupkit.forms import EmptyForm


def list_sessions() -> Any:
    """Somebody sees where they are signed in, and signs out in one of those places."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            sessions.end_visit(current_user.user_id, request.form.get("visit", ""), current_user.token)
            flash("Signed out there")
            return redirect(url_for(".list_sessions"))
    visits = accounts.visits(current_user.user_id, current_user.token)
    return render_template("door/list_sessions.html", form=form, visits=visits)
