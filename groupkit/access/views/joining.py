"""Coming in with something that was handed over: a link, or a code that was read out."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from groupkit import db
from groupkit.access import accounts, door, forms, invitations, second_step
from groupkit.access.founding import found_group
from groupkit.access.invitations import Opened
from groupkit.refusal import Refused


def join_by_code() -> Any:
    """Somebody types in a code that was read out to them."""
    form = forms.CodeForm()
    if form.submitted():
        try:
            return redirect(url_for(".join", token=invitations.open_code(form.code.data)))
        except Refused as refused:
            form.refuse(refused)
    return render_template("door/join_by_code.html", form=form)


def join(token: str) -> Any:
    """Somebody follows an invitation: to a place in a group, a new group, or a new passphrase."""
    opened = invitations.behind(token)
    if opened is None:
        return render_template("door/invitation_gone.html"), 404
    return _PURPOSES[opened.purpose](opened)


def _join(opened: Opened) -> Any:
    return _take_place(opened) if current_user.is_authenticated else _join_as_new(opened)


def _take_place(opened: Opened) -> Any:
    form = forms.TakePlaceForm()
    if form.submitted():
        with form.refusals():
            invitations.take_place(opened, current_user.user_id, "")
            return redirect(url_for("home.show_home", group=opened.slug))
    return render_template("door/take_place.html", form=form, opened=opened, username=current_user.username)


def _join_as_new(opened: Opened) -> Any:
    form = forms.JoinForm(data={"name": opened.person_name})
    form.names = (opened.group_name, opened.slug)
    if form.submitted() and _is_no_guesser(form):
        hashed = door.hash_passphrase(form.passphrase.data)
        with form.refusals():
            user = accounts.new_user(form.name.data, form.username.data, hashed)
            accounts.sign_in_after_saving(user.id)
            invitations.take_place(opened, user.id, form.name.data)
            return redirect(url_for("home.show_home", group=opened.slug))
        _count_taken_name(form)
    return render_template("door/join.html", form=form, opened=opened)


def _is_no_guesser(form: Any) -> bool:
    """Whoever holds an invitation could ask name by name who signs in here: many taken names from one address wait."""
    try:
        door.slow_down_guessing("username")
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _count_taken_name(form: Any) -> None:
    if "username" in form and form.username.errors:
        door.count_wrong_code()


def _found(opened: Opened) -> Any:
    known = current_user.is_authenticated
    form = forms.BeginGroupForm() if known else forms.BeginAccountAndGroupForm()
    if form.submitted() and (known or _is_no_guesser(form)):
        hashed = door.hash_passphrase(form.passphrase.data) if "passphrase" in form else ""
        with form.refusals():
            invitations.use(opened)
            user_id, name = _founder(form, hashed)
            found_group(form.founding(), user_id, name)
            return redirect(url_for("home.welcome", group=form.short_name.data))
        _count_taken_name(form)
    return render_template("door/found.html", form=form)


def _founder(form: Any, hashed: str) -> tuple[int, str]:
    """Whoever is signed in, or somebody new who then will be."""
    if current_user.is_authenticated:
        return current_user.user_id, current_user.name
    user = accounts.new_user(form.name.data, form.username.data, hashed)
    accounts.sign_in_after_saving(user.id)
    return user.id, user.name


def _renew(opened: Opened) -> Any:
    form = forms.NewPassphraseForm()
    form.names = (opened.username, opened.person_name, opened.group_name, opened.slug)
    if form.submitted():
        hashed = door.hash_passphrase(form.passphrase.data)
        with form.refusals():
            had_step = second_step.is_on_in_this_transaction(opened.user_id or 0)
            user_id = invitations.finish_renewing(opened)
            accounts.set_passphrase(user_id, hashed)
            accounts.sign_in_after_saving(user_id)
            also = ", and your second step is off" if had_step else ""
            db.after_saving(lambda: flash(f"You have a new passphrase. Everywhere else you are signed out{also}"))
            return redirect(url_for("front.show_groups"))
    return render_template("door/renew.html", form=form, opened=opened)


_PURPOSES: dict[str, Callable[[Opened], Any]] = {"join": _join, "found": _found, "renew": _renew}
