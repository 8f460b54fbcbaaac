"""A forgotten passphrase: who can help, a link by email where there is mail, and the way through the host's files."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from groupkit import db
from groupkit.access import accounts, door, forms, getting_back, mail
from groupkit.access.views.account import knows_passphrase
from groupkit.refusal import Refused

SENT = (
    "If somebody signs in here with that name and has written down an email address, a link is on its way to it. "
    "It works once, for an hour"
)
LOOK_IN_THE_FILE = "If the file was there and empty, there is something in it now. Open it again"


def forgotten_passphrase() -> Any:
    """Somebody has forgotten their passphrase: who can help, and a link by email where this site sends mail."""
    form = forms.OwnUsernameForm()
    if not mail.is_set_up():
        return render_template("door/forgotten_passphrase.html", form=None)
    if form.submitted() and _in_time(form, getting_back.ask_by_email):
        flash(SENT)
        return redirect(url_for(".forgotten_passphrase"))
    return render_template("door/forgotten_passphrase.html", form=form)


def _in_time(form: Any, ask: Any) -> bool:
    try:
        ask(form.username.data)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def new_passphrase(token: str) -> Any:
    """Somebody follows a link from an email, and chooses a new passphrase."""
    way = getting_back.behind(token)
    if way is None:
        return render_template("door/link_gone.html"), 404
    form = forms.NewPassphraseForm()
    form.names = (way.username, way.name)
    if form.submitted():
        hashed = door.hash_passphrase(form.passphrase.data)
        with form.refusals():
            getting_back.finish_by_link(way, hashed)
            db.after_saving(lambda: flash("You have a new passphrase. Sign in with it"))
            return redirect(url_for("door.sign_in"))
    return render_template("door/new_passphrase.html", form=form, username=way.username)


def let_me_in() -> Any:
    """Whoever looks after the host's files asks for a code in one of them."""
    form = forms.OwnUsernameForm()
    if form.submitted() and _in_time(form, getting_back.ask_by_file):
        flash(LOOK_IN_THE_FILE)
        return redirect(url_for(".type_file_code"))
    return render_template("door/let_me_in.html", form=form, file=getting_back.FILE)


def type_file_code() -> Any:
    """The code from the file, and a new passphrase."""
    form = forms.FileCodeForm()
    if form.submitted() and _is_no_guesser(form):
        hashed = door.hash_passphrase(form.passphrase.data)
        with form.refusals():
            user_id = getting_back.finish_by_code(form.username.data, form.code.data, hashed)
            accounts.sign_in_after_saving(user_id)
            db.after_saving(lambda: flash("You have a new passphrase. Everywhere else you are signed out"))
            return redirect(url_for("front.show_groups"))
    return render_template("door/type_file_code.html", form=form, file=getting_back.FILE)


def _is_no_guesser(form: Any) -> bool:
    try:
        door.take_a_try_from_here("code")
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def keep_address() -> Any:
    """Somebody writes down an email address for a forgotten passphrase, or takes it out again."""
    before = getting_back.own_address(current_user.user_id)
    form = forms.OwnAddressForm(data={"address": before or ""})
    if form.submitted() and knows_passphrase(form, form.passphrase.data, "passphrase"):
        with form.refusals():
            getting_back.keep_address(current_user.user_id, form.address.data)
            flash("Your email address is kept" if form.address.data else "No email address is kept")
            return redirect(url_for("account.show_account"))
    return render_template("door/keep_address.html", form=form, before=before)
