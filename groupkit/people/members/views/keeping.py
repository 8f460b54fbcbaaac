"""Keeping the list: somebody new, their card, their no, their leaving, and taking them out for good."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.jobs.rules import ROLES
from groupkit.people import leaving
from groupkit.people.members import erasing, forms, operations, queries, rules
from groupkit.people.members.views.desk import (
    card_is_hidden,
    friend_at,
    member_at,
    person_at,
    show_contact_for_a_while,
)
from groupkit.refusal import Refused

_ON_A_CARD = ("way", "contact", "large_print", "language", "helps", "emergency_on_paper")


def add_member() -> Any:
    """Somebody new, with one way to reach them if they say yes to that."""
    form = forms.MemberForm(data=_asked_last())
    if form.submitted():
        with form.refusals():
            person = operations.add_member(form.name.data, form.card_or_none, form.yes, g.actor, form.joined_on.data)
            show_contact_for_a_while(person.number)
            return redirect(url_for(".show_member", number=person.number))
    return render_template("people/members/add_member.html", form=form)


def change_card(number: int) -> Any:
    """How to reach somebody; the first time, with their yes."""
    person, member = person_at(number), member_at(number)
    hidden, card = card_is_hidden(member), queries.card_of(person.id)
    if hidden and request.method == "GET":
        return redirect(url_for(".show_member", number=number))
    stands = card.version if card else 0
    kept = {} if hidden or card is None else {name: getattr(card, name) for name in _ON_A_CARD}
    form = forms.CardForm(data=_asked_last() | kept | {"version": stands})
    if form.submitted():
        with form.refusals():
            operations.write_card(person, form.card, form.yes, form.version.data, by=g.actor)
            show_contact_for_a_while(number)
            return redirect(url_for(".show_member", number=number))
        form.version.data = stands
    return render_template("people/members/change_card.html", form=form, member=member)


def withdraw_consent(number: int) -> Any:
    """Somebody takes their yes back: how to reach them goes at once."""
    person, form = person_at(number), forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.withdraw_consent(person, by=g.actor)
            flash("Taken out. Only the name is kept")
            return redirect(url_for(".show_member", number=number))
    return render_template("people/members/withdraw_consent.html", form=form, member=member_at(number))


def member_leaves(number: int) -> Any:
    """Somebody leaves today, and the time until their details go begins."""
    person, form = person_at(number), forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.member_leaves(person, by=g.actor)
            flash("Written down. Their name and contact are taken out when the time we keep them is over")
            return redirect(url_for(".show_member", number=number))
    return render_template(
        "people/members/member_leaves.html",
        form=form,
        member=member_at(number),
        leaving=leaving.before(person),
        roles=ROLES,
        months=queries.kept_months(),
    )


def erase_member(number: int) -> Any:
    """Somebody's name and details are taken out for good."""
    person, form = person_at(number), forms.EraseForm()
    if form.submitted():
        with form.refusals():
            _erase(person, form)
            flash("Taken out. Their number stands where their name stood")
            return redirect(url_for(".list_members"))
    alike = erasing.shares_a_name(person)
    return render_template("people/members/erase_member.html", form=form, member=member_at(number), alike=alike)


def _erase(person: Person, form: forms.EraseForm) -> None:
    if not form.sure.data:
        raise Refused("Tick this once you have told them", "sure")
    if person.left_on is None:
        operations.member_leaves(person, by=g.actor)
    erasing.erase(person, form.why.data, by=g.actor)


def erase_friend(number: int) -> Any:
    """The name and post of a critical friend are taken out for good, once their agreement is over."""
    person, form = friend_at(number), forms.EraseForm()
    if form.submitted():
        with form.refusals():
            if not form.sure.data:
                raise Refused("Tick this once you have told them", "sure")
            erasing.erase_friend(person, form.why.data, by=g.actor)
            flash("Taken out. Their number stands where their name stood")
            return redirect(url_for("people.list_people"))
    looks_in, agreement = people.looks_in_now(person.id), people.agreement_with(person.id)
    return render_template(
        "people/members/erase_friend.html",
        form=form,
        person=person,
        until=agreement.until if agreement and looks_in else None,
        elsewhere=person.user_id is not None and people.opens_more_than_this_group(person.user_id),
        alike=erasing.shares_a_name(person),
    )


def _asked_last() -> dict[str, Any]:
    return {"wording": queries.latest_wording() or rules.USUAL_WORDING}
