"""One's own account: name, passphrase, and where one is signed in."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from groupkit import db
from groupkit.access import accounts, actor, door, forms, getting_back, mail, second_step
from groupkit.access.permissions import Can
from groupkit.forms import EmptyForm
from groupkit.refusal import Refused


def show_account() -> Any:
    """Somebody looks at their own account."""
    visits = accounts.visits(current_user.user_id, current_user.token)
    groups = actor.groups_of(current_user.user_id)
    on = second_step.is_on(current_user.user_id)
    return render_template(
        "door/show_account.html",
        user=current_user,
        visits=visits,
        groups=groups,
        second_step=on,
        worth_it=not on and (current_user.keeper or _keeps_money(groups)),
        address=getting_back.own_address(current_user.user_id),
        mail=mail.is_set_up(),
    )


def _keeps_money(groups: list[actor.GroupCard]) -> bool:
    """Whether somebody writes in the cash book of one of their groups: they are invited to a second step."""
    places = (actor.find(current_user.user_id, group.slug) for group in groups if not group.friend)
    return any(place is not None and place.can(Can.KEEP_LEDGER) for place in places)


def change_name() -> Any:
    """What the program calls somebody outside their groups."""
    form = forms.NameForm(data={"name": current_user.name})
    if form.submitted():
        with form.refusals():
            accounts.rename_user(current_user.user_id, form.name.data)
            return redirect(url_for(".show_account"))
    return render_template("door/change_name.html", form=form)


def change_passphrase() -> Any:
    """A new passphrase, for whoever knows the old one: every other place is signed out."""
    form = forms.ChangePassphraseForm()
    groups = actor.groups_of(current_user.user_id)
    of_groups = [name for group in groups for name in (group.name, group.slug)]
    form.names = (current_user.username, current_user.name, *of_groups)
    if form.submitted() and knows_passphrase(form, form.old.data, "old"):
        hashed = door.hash_passphrase(form.passphrase.data)
        with form.refusals():
            accounts.set_passphrase(current_user.user_id, hashed)
            accounts.sign_in_after_saving(current_user.user_id)
            db.after_saving(lambda: flash("You have a new passphrase. Everywhere else you are signed out"))
            return redirect(url_for(".show_account"))
    return render_template("door/change_passphrase.html", form=form)


def sign_out_elsewhere() -> Any:
    """Somebody ends every session but the one they are in."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            accounts.sign_out_elsewhere(current_user.user_id, current_user.token)
            return redirect(url_for(".show_account"))
    return render_template("door/sign_out_elsewhere.html", form=form)


def knows_passphrase(form: Any, passphrase: str, field: str) -> bool:
    """Whether it is really them; a wrong passphrase is said on its field, counted and slowed."""
    try:
        door.check_passphrase(current_user.user_id, passphrase, field)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
