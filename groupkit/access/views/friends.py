"""A critical friend reads what was agreed and accepts it, before they see anything of the group."""

from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask_login import current_user

from groupkit import tenancy
from groupkit.access import actor, friends, queries
from groupkit.access.actor import Agreed
from groupkit.access.forms import AgreementReadForm
from groupkit.access.operations import PARTS
from groupkit.access.permissions import SHARED_WORDS
from groupkit.db import db


def read_agreement(slug: str) -> Any:
    """What the group agreed: what they see, until when, what is out of bounds, and what their own duties may ask."""
    found = actor.find(current_user.user_id, slug)
    if found is None or found.agreed is None:
        abort(404)
    words = friends.digest_of(found.agreed)
    form = AgreementReadForm(data={"words": words})
    if form.submitted():
        with form.refusals():
            friends.accept(current_user.user_id, _agreed_now(slug), form.words.data or "none")
            return redirect(url_for("home.show_home", group=slug))
    form.words.data = words
    g.pop("actor", None)
    with tenancy.in_group(found.group, db.session):
        invited_by = queries.names([found.agreed.by_no]).get(found.agreed.by_no, "")
    return render_template(
        "door/read_agreement.html",
        form=form,
        agreed=found.agreed,
        group=found,
        invited_by=invited_by,
        parts=PARTS,
        shared=SHARED_WORDS,
        duties=friends.DUTIES,
    )


def _agreed_now(slug: str) -> Agreed:
    """What is agreed in the moment of saying yes."""
    found = actor.find(current_user.user_id, slug)
    if found is None or found.agreed is None:
        abort(404)
    return found.agreed
