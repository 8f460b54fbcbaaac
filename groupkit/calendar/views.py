"""The pages of dates, the files to take away, and what a calendar program gets."""

from collections.abc import Iterable
from typing import Any

from flask import Response, abort, flash, g, redirect, render_template, request, session, url_for
from flask_login import current_user

from groupkit import dates, db, tenancy
from groupkit.access import calendars, second_step
from groupkit.calendar import forms, queries, rules
from groupkit.coming_up import Coming
from groupkit.loading import later

as_ics = later("groupkit.calendar.writing.as_ics")
MIME_TYPE = "text/calendar"
FILE = "dates.ics"
"""The same for every group: a list of downloads says nothing."""


def list_dates() -> Any:
    """What is coming up in the next year."""
    coming = queries.listed(g.actor)
    return render_template("calendar/list_dates.html", coming=coming, uid=queries.name_for_calendar)


def take_all() -> Any:
    """Every date in one file, as it stands now."""
    return _hand_over(_written(queries.dated(g.actor)))


def take_one(date_uid: str) -> Any:
    """One date as a file."""
    return _hand_over(_written([queries.by_uid(g.actor, date_uid) or abort(404)]))


def list_addresses() -> Any:
    """How dates come to a telephone, and the addresses that somebody has made, each with a button that ends it."""
    form = forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            calendars.end(current_user.user_id, request.form.get("address", ""))
            flash("That address has ended")
            return redirect(url_for(".list_addresses"))
    found = calendars.addresses(current_user.user_id)
    return render_template("calendar/list_addresses.html", form=form, addresses=found)


def make_address() -> Any:
    """Somebody makes an address for their own calendar program."""
    form = forms.AddressForm()
    if form.submitted():
        with form.refusals():
            secret = calendars.make(current_user.user_id, **form.values())
            shown = {"group": g.actor.slug, "secret": secret}
            # Carried to the next page in their own cookie; it is kept nowhere else.
            db.after_saving(lambda: session.update(calendar=shown))
            return redirect(url_for(".show_address"))
    return render_template("calendar/make_address.html", form=form)


def show_address() -> Any:
    """The address that was just made is shown, once."""
    made = session.pop("calendar", None)
    if not made or made["group"] != g.actor.slug:
        return render_template("calendar/show_address.html", address=None)
    address = url_for("feed.show_feed", secret=made["secret"], _external=True)
    subscribe = f"webcal://{address.partition('://')[2]}"
    square = second_step.picture_of(subscribe)
    return render_template("calendar/show_address.html", address=address, subscribe=subscribe, square=square)


def show_feed(secret: str) -> Any:
    """A calendar program asks for somebody's dates: what they may see today, and nothing more than neutral names."""
    asked = calendars.behind(secret) or abort(404)
    with tenancy.in_group(asked.actor.group, db.db.session):
        content = _written(queries.dated(asked.actor), asked.actor.slug if asked.with_name else "")
    return Response(content, mimetype=MIME_TYPE)


def open_date(date_uid: str) -> Any:
    """From a date in a calendar on to its page: the address names no group, so that a calendar never does."""
    for actor in calendars.places(current_user.user_id):
        with tenancy.in_group(actor.group, db.db.session):
            found = queries.by_uid(actor, date_uid)
            if found is not None:
                return redirect(found.url or url_for("calendar.list_dates", group=actor.slug))
    flash("That date is no longer among yours. It may have been seen to", "note")
    return redirect(url_for("front.show_groups"))


def _written(those: Iterable[Coming], short_name: str = "") -> bytes:
    """Dates of the group in scope as a file; the links in it name no group."""
    content: bytes = as_ics(
        queries.entries(those, short_name),
        name=rules.calendar_name(short_name),
        zone=tenancy.scope().zone,
        now=dates.now(),
        link=lambda uid: url_for("feed.open_date", date_uid=uid, _external=True),
    )
    return content


def _hand_over(content: bytes) -> Response:
    answer = Response(content, mimetype=MIME_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=FILE)
    return answer
