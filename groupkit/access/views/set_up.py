"""The first page of an installation: it opens with a code that only the owner of its folder can read, and only once."""

from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for

from groupkit import db, settings
from groupkit.access import accounts, door, queries
from groupkit.access.forms import SetUpForm
from groupkit.access.founding import found_group
from groupkit.refusal import Refused


def set_up() -> Any:
    """Whoever holds the set-up code becomes the keeper and begins the first group."""
    if _is_over():
        abort(404)
    form = SetUpForm()
    if form.submitted() and _has_the_code(form):
        hashed = door.hash_passphrase(form.passphrase.data)
        with form.refusals():
            keeper = accounts.first_keeper(form.name.data, form.username.data, hashed)
            found_group(form.founding(), keeper.id, keeper.name)
            db.after_saving(_mark_installed)
            accounts.sign_in_after_saving(keeper.id)
            return redirect(url_for("home.welcome", group=form.short_name.data))
    return render_template("door/set_up.html", form=form)


def _is_over() -> bool:
    """Whether the installation has been set up. An account without the marker means that the power went in between."""
    folder = current_app.config["INSTANCE"]
    if not settings.is_installed(folder) and queries.has_user():
        _mark_installed()
    return settings.is_installed(folder)


def _has_the_code(form: SetUpForm) -> bool:
    try:
        door.check_setup_code(form.setup_code.data, settings.setup_code(current_app.config["INSTANCE"]))
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _mark_installed() -> None:
    """The page is gone for good; from now on only the address it was set up at is answered to."""
    folder = current_app.config["INSTANCE"]
    settings.mark_installed(folder, request.host)
    current_app.config["TRUSTED_HOSTS"] = settings.read(folder)["TRUSTED_HOSTS"]
