"""Declarations: the list, one of them, making one, and what happens to it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.downloads import SHOWN_IN_PAGE, show_kept
from groupkit.giftaid import forms, operations, queries, rules
from groupkit.giftaid.queries import Declared
from groupkit.giftaid.views.overview import with_reference
from groupkit.ledger import queries as book
from groupkit.refusal import Refused


@with_reference
def list_declarations() -> Any:
    """Everybody who made a declaration, the newest first."""
    return render_template(
        "giftaid/list_declarations.html", found=queries.declarations(), covers=rules.COVERS, hows=rules.HOWS
    )


@with_reference
def add_declaration() -> Any:
    """A declaration is written down."""
    form = forms.DeclarationForm({"made_on": tenancy.today(), "how": "paper"})
    if form.submitted():
        with form.refusals():
            declared = operations.declare(donor=form.donor(), **form.said(), by=g.actor)
            flash(f"{declared.title} is kept. Now you can mark what they gave")
            return redirect(url_for(".show_declaration", declaration_id=declared.id))
    return render_template("giftaid/add_declaration.html", form=form)


def show_declaration(declaration_id: int) -> Any:
    """One declaration, with what was given under it."""
    found = declaration_at(declaration_id)
    return render_template(
        "giftaid/show_declaration.html",
        declared=found,
        gifts=queries.gifts_of(found.id),
        photos=[photo for photo in queries.photos_of(found.id) if not photo.gone],
        until=queries.asked_for_until(queries.last_days_claimed().get(found.id)),
        covers=rules.COVERS,
        hows=rules.HOWS,
        shown_in_page=SHOWN_IN_PAGE,
    )


def change_donor(declaration_id: int) -> Any:
    """They moved, or a name was misspelt."""
    form = forms.DonorForm.of(declaration_at(declaration_id))
    if form.submitted():
        with form.refusals():
            operations.change_donor(declaration_at(declaration_id), form.number.data, form.donor(), by=g.actor)
            return _to(declaration_id, "Saved. Claims from now on say it so")
    found = declaration_at(declaration_id)
    meanwhile = form.number.changed_meanwhile(found.donor_number)
    return render_template("giftaid/change_donor.html", form=form, declared=found, meanwhile=meanwhile)


def confirm_declaration(declaration_id: int) -> Any:
    """What was said by word of mouth was confirmed in writing."""
    declaration_at(declaration_id)
    form = forms.ConfirmedForm({"confirmed_on": tenancy.today()})
    if form.submitted():
        with form.refusals():
            operations.confirm(declaration_at(declaration_id), form.day_said, by=g.actor)
            return _to(declaration_id, "Written down. Its gifts can be claimed now")
    return render_template("giftaid/confirm_declaration.html", form=form, declared=declaration_at(declaration_id))


def end_declaration(declaration_id: int) -> Any:
    """Somebody takes a declaration back, or no longer pays enough tax."""
    declaration_at(declaration_id)
    form = forms.EndedForm({"ended_on": tenancy.today()})
    if form.submitted():
        with form.refusals():
            operations.end(declaration_at(declaration_id), form.day_said, by=g.actor)
            return _to(declaration_id, "Written down. Gifts from that day on are not claimed")
    return render_template("giftaid/end_declaration.html", form=form, declared=declaration_at(declaration_id))


def add_photo(declaration_id: int) -> Any:
    """A photo of the signed form is kept."""
    declaration_at(declaration_id)
    form = forms.PhotoForm()
    if form.submitted():
        with form.refusals():
            operations.add_photo(declaration_at(declaration_id), form.photo, by=g.actor)
            return _to(declaration_id, "The photo is kept")
    return render_template("giftaid/add_photo.html", form=form, declared=declaration_at(declaration_id))


def show_photo(declaration_id: int, photo_id: int) -> Any:
    """The picture itself; a PDF is only ever handed over as a file."""
    photos = queries.photos_of(declaration_at(declaration_id).id)
    photo = next((one for one in photos if one.id == photo_id), None)
    return show_kept(book.stored_file(photo.file_id) if photo else None)


def take_donor_out(declaration_id: int) -> Any:
    """Who made a declaration goes for good, once HMRC asks for it no longer."""
    declaration_at(declaration_id)
    form = forms.TakeOutForm()
    if form.submitted():
        with form.refusals():
            if not form.sure.data:
                raise Refused("Tick this if you are sure. It cannot be undone", "sure")
            operations.take_donor_out(declaration_at(declaration_id), by=g.actor)
            return _to(declaration_id, "Taken out for good")
    found = declaration_at(declaration_id)
    until = queries.asked_for_until(queries.last_days_claimed().get(found.id))
    return render_template("giftaid/take_donor_out.html", form=form, declared=found, until=until)


def declaration_at(row_id: int) -> Declared:
    """The declaration at an address; no such page where there is none in this group."""
    return queries.declaration(row_id) or abort(404)


def _to(declaration_id: int, told: str) -> Any:
    flash(told)
    return redirect(url_for(".show_declaration", declaration_id=declaration_id))
