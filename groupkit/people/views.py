"""The pages of the book of people and jobs."""

from datetime import timedelta
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, session, url_for

from groupkit import tenancy
from groupkit.access import invitations, mail, operations, queries
from groupkit.access.invitations import Secret
from groupkit.access.models import Agreement, Appointment, Person
from groupkit.access.operations import PARTS
from groupkit.access.permissions import SHARED_WORDS, Can, Job
from groupkit.forms import row_number
from groupkit.jobs import queries as jobs
from groupkit.jobs.rules import ROLES
from groupkit.people import forms, leaving

USUAL_AGREEMENT = timedelta(days=182)
FIRST_SHARED = ["rules", "jobs", "copies"]
"""What is ticked at first: money and grants are for the group to add."""


def list_people() -> Any:
    """Who does what in the group, and who looks in."""
    friends = {person.number: agreement for agreement, person in queries.running_agreements()}
    return render_template(
        "people/list_people.html",
        everyone=queries.everyone(),
        held=jobs.times_by_person(),
        roles=ROLES,
        agreements=friends,
        began=queries.began_on(),
        parts=PARTS,
    )


def show_looks() -> Any:
    """Every page that a critical friend opened, and when: any member can read it."""
    page = queries.page_of_looks(row_number(request.args.get("page"), figures=6) or 1)
    names = queries.names(look.person_no for look in page.looks)
    return render_template(
        "people/show_looks.html",
        page=page,
        names=names,
        address=lambda number: url_for(".show_looks", page=number),
    )


def show_person(number: int) -> Any:
    """One person, and what can be done for them."""
    person = _person(number)
    agreement = queries.agreement_with(person.id) if person.friend else None
    looks_in = person.friend and queries.looks_in_now(person.id)
    return render_template(
        "people/show_person.html",
        person=person,
        jobs=queries.jobs_held(person.id),
        looks_in=looks_in,
        agreement=agreement,
        parts=PARTS,
        me=g.actor.person_no,
        began=queries.began_on(),
    )


def add_person() -> Any:
    """Somebody new has a place in the group, whether or not they will ever sign in."""
    form = forms.PersonForm()
    if form.submitted():
        with form.refusals():
            person = operations.add_person(form.name.data, by=g.actor)
            return redirect(url_for(".show_person", number=person.number))
    return render_template("people/add_person.html", form=form)


def rename_person(number: int) -> Any:
    """Somebody's name, as they want it from now on."""
    person = _person(number)
    form = forms.RenameForm(data={"name": person.name, "version": person.version})
    if form.submitted():
        with form.refusals():
            operations.rename_person(person, form.name.data, form.version.data, by=g.actor)
            return redirect(url_for(".show_person", number=number))
        form.version.data = person.version
    return render_template("people/rename_person.html", form=form, person=person)


def person_leaves(number: int) -> Any:
    """Somebody leaves the group from today."""
    person, form = _person(number), forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.person_leaves(person, by=g.actor)
            flash("Written down. Their jobs have ended")
            return redirect(_after_leaving(person))
    return render_template(
        "people/person_leaves.html", form=form, person=person, leaving=leaving.before(person), roles=ROLES
    )


def _after_leaving(person: Person) -> str:
    """On to what is now to do, where the list of members may be seen."""
    listed = g.actor.can(Can.SEE_CONTACTS) and not person.friend and person.number != g.actor.person_no
    return url_for("members.show_member", number=person.number) if listed else url_for(".list_people")


def give_job(number: int) -> Any:
    """Somebody takes on a job from today."""
    person, form = _person(number), forms.JobForm()
    if form.submitted():
        with form.refusals():
            operations.give_job(person, Job(form.job.data), by=g.actor)
            return redirect(url_for(".show_person", number=number))
    return render_template("people/give_job.html", form=form, person=person, themselves=number == g.actor.person_no)


def end_job(appointment_id: int) -> Any:
    """A job ends today, and what it allowed ends with it."""
    held, form = _appointment(appointment_id), forms.EmptyForm()
    person = queries.person(held.person_id)
    if form.submitted():
        with form.refusals():
            operations.end_job(held, by=g.actor)
            return redirect(_where_next(person))
    return render_template("people/end_job.html", form=form, held=held, person=person)


def invite_person(number: int) -> Any:
    """A way in for somebody, to hand over in person."""
    person, form = _person(number), forms.HandOverForm()
    if form.submitted():
        with form.refusals():
            secret = invitations.invite(person, form.aloud, by=g.actor)
            _show_once(secret, "join", number)
            _mail_if_asked(form, secret, "join")
            return redirect(url_for(".show_secret", number=number))
    return render_template("people/invite_person.html", form=form, person=person)


def renew_passphrase(number: int) -> Any:
    """A way for somebody who forgot their passphrase to choose a new one."""
    person, form = _person(number), forms.HandOverForm()
    if form.submitted():
        with form.refusals():
            secret = invitations.renew(person, form.aloud, by=g.actor)
            _show_once(secret, "renew", number)
            _mail_if_asked(form, secret, "renew")
            return redirect(url_for(".show_secret", number=number))
    return render_template("people/renew_passphrase.html", form=form, person=person)


def show_secret(number: int) -> Any:
    """What was just made is shown, once."""
    secret = session.pop("secret", None)
    ours = secret if secret and (secret["group"], secret["number"]) == (g.actor.slug, number) else None
    return render_template("people/show_secret.html", person=_person(number), secret=ours)


def agree_with_friend() -> Any:
    """The group agrees with a critical friend that they look in for a while."""
    usual = {"until": tenancy.today() + USUAL_AGREEMENT, "shares": FIRST_SHARED}
    form = forms.FriendForm(data=usual)
    if form.submitted():
        with form.refusals():
            person = operations.invite_friend(form.name.data, **_agreed_in(form), by=g.actor)
            return redirect(url_for(".show_person", number=person.number))
    return render_template("people/agree_with_friend.html", form=form)


def agree_again(number: int) -> Any:
    """The agreement with a critical friend is made anew."""
    person = _person(number)
    before = _agreement(person)
    usual = tenancy.today() + USUAL_AGREEMENT
    as_before = {"post": before.post, "part": before.part, "bounds": before.bounds, "shares": before.parts}
    form = forms.AgreementForm(data={**as_before, "until": usual})
    if form.submitted():
        with form.refusals():
            operations.agree_again(person, **_agreed_in(form), by=g.actor)
            return redirect(url_for(".show_person", number=number))
    return render_template("people/agree_again.html", form=form, person=person)


def end_agreement(number: int) -> Any:
    """A critical friend's time with the group ends today."""
    person, form = _person(number), forms.EmptyForm()
    agreement = _agreement(person)
    if form.submitted():
        with form.refusals():
            operations.end_agreement(agreement, by=g.actor)
            return redirect(url_for(".show_person", number=number))
    return render_template("people/end_agreement.html", form=form, person=person, agreement=agreement)


def show_agreement(number: int) -> Any:
    """What was agreed with a critical friend, for every member to read."""
    person = _person(number)
    return render_template(
        "people/show_agreement.html",
        person=person,
        agreement=_agreement(person),
        looks_in=queries.looks_in_now(person.id),
        parts=PARTS,
        shared=SHARED_WORDS,
    )


def _agreed_in(form: forms.AgreementForm) -> dict[str, Any]:
    """What was agreed, as the operations take it."""
    terms = operations.Terms(
        form.shares.data or (), form.bounds.data or "", form.review_on.data, form.decision.data or ""
    )
    return {"post": form.post.data, "part": form.part.data, "until": form.until.data, "terms": terms}


def _person(number: int) -> Person:
    found = queries.person_numbered(number)
    if found is None or found.left_on is not None:
        abort(404)
    return found


def _appointment(appointment_id: int) -> Appointment:
    found = queries.appointment(appointment_id)
    if found is None:
        abort(404)
    return found


def _agreement(person: Person) -> Agreement:
    found = queries.agreement_with(person.id) if person.friend else None
    if found is None:
        abort(404)
    return found


def _where_next(person: Person) -> str:
    """After a job ended: on to the person, unless it was one's own right to look at that page that went."""
    own = person.number == g.actor.person_no
    return url_for(".list_people") if own else url_for(".show_person", number=person.number)


def _mail_if_asked(form: forms.HandOverForm, secret: Secret, purpose: str) -> None:
    """Where the site sends mail, a way in may go out by email too."""
    if form.by_mail:
        mail.hand_over_after_saving(form.address.data, purpose, url_for("joining.join", token=secret.words))


def _show_once(secret: Secret, purpose: str, number: int) -> None:
    """Carry what was made to the next page, in the officer's own cookie; it is kept nowhere else."""
    session["secret"] = {
        "purpose": purpose,
        "aloud": secret.aloud,
        "words": secret.words,
        "spoken": secret.spoken,
        "group": g.actor.slug,
        "number": number,
    }
