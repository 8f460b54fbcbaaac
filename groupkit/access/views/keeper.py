"""The keeper's pages: which groups there are, how big the installation is, and letting a new group begin."""

from pathlib import Path
from typing import Any

from flask import current_app, flash, redirect, render_template, session, url_for
from flask_login import current_user

from groupkit import library, migrations
from groupkit.access import accounts, forms, invitations, mail, queries
from groupkit.access.invitations import Secret
from groupkit.access.views.account import knows_passphrase
from groupkit.db import db
from groupkit.forms import EmptyForm


def show_installation() -> Any:
    """The keeper looks at the whole installation: names and sizes, and no page of any group."""
    return render_template(
        "keeper/show_installation.html",
        groups=queries.sizes(),
        keepers=accounts.keepers(),
        version=current_app.config["VERSION"],
        database=migrations.version(db.engine),
        size=_size(),
        mistakes=library.mistakes(),
        me=current_user.user_id,
    )


def invite_founder() -> Any:
    """The keeper makes a way for somebody to begin a group."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            _show_once(invitations.invite_founder(), "found")
            return redirect(url_for(".show_secret"))
    return render_template("keeper/invite_founder.html", form=form)


def renew_passphrase() -> Any:
    """The keeper makes a way for somebody to choose a new passphrase."""
    form = forms.RenewByKeeperForm()
    if form.submitted():
        with form.refusals():
            user = accounts.user_called(form.username.data)
            secret = invitations.renew_by_keeper(user, form.aloud)
            _show_once(secret, "renew")
            if form.by_mail:
                mail.hand_over_after_saving(form.address.data, "renew", url_for("joining.join", token=secret.words))
            return redirect(url_for(".show_secret"))
    return render_template("keeper/renew_passphrase.html", form=form)


def show_secret() -> Any:
    """What was just made is shown, once."""
    return render_template("keeper/show_secret.html", secret=session.pop("keeper_secret", None))


def make_keeper() -> Any:
    """Somebody else is to look after the installation too."""
    form = forms.NewKeeperForm()
    if form.submitted() and knows_passphrase(form, form.passphrase.data, "passphrase"):
        with form.refusals():
            accounts.make_keeper(form.username.data)
            flash("They are a keeper too now")
            return redirect(url_for(".show_installation"))
    return render_template("keeper/make_keeper.html", form=form)


def stop_keeping() -> Any:
    """A keeper hands it over to the others."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            accounts.end_keeping(current_user.user_id)
            flash("You are not a keeper any more")
            return redirect(url_for("front.show_groups"))
    return render_template("keeper/stop_keeping.html", form=form)


def _show_once(secret: Secret, purpose: str) -> None:
    """Carry what was made to the next page, in the keeper's own cookie; it is kept nowhere else."""
    session["keeper_secret"] = {
        "purpose": purpose,
        "aloud": secret.aloud,
        "words": secret.words,
        "spoken": secret.spoken,
    }


def _size() -> int | None:
    """How big the database is, when it is a file of ours."""
    name = db.engine.url.database
    file = Path(name) if name and current_app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite") else None
    return file.stat().st_size if file and file.exists() else None
