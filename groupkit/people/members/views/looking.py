"""Looking at the list: a page of it, one member, and writing down that somebody looks."""

from typing import Any

from flask import g, redirect, render_template, request, url_for

from groupkit import tokens
from groupkit.access import queries as people
from groupkit.forms import EmptyForm, row_number
from groupkit.people import leaving
from groupkit.people.members import operations, queries, rules
from groupkit.people.members.views.desk import (
    card_is_hidden,
    contacts_are_shown,
    member_at,
    person_at,
    show_contact_for_a_while,
    show_contacts_for_a_while,
)
from groupkit.words import clean_line


def list_members() -> Any:
    """Everybody who is here, fifty to a page; how to reach them once the look has been written down."""
    words = clean_line(request.args.get("words", ""))[:80]
    left = request.args.get("show") == "left"
    shown = contacts_are_shown()
    page = queries.page_of(row_number(request.args.get("page"), figures=6) or 1, words, left, contacts=shown)
    return render_template(
        "people/members/list_members.html",
        page=page,
        words=words,
        left=left,
        shown=shown,
        ways=rules.WAYS,
        goes_on=rules.goes_on,
        months=queries.kept_months(),
        address=lambda number: url_for(
            ".list_members", page=number, words=words or None, show="left" if left else None
        ),
        new_token=tokens.new,
    )


def look_at_contacts() -> Any:
    """Write the look down, then show how to reach everybody."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.look_at_contacts(by=g.actor)
            show_contacts_for_a_while()
    return redirect(url_for(".list_members"))


def look_at_member(number: int) -> Any:
    """Write the look at one member down, then show how to reach them."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.look_at_member(person_at(number), by=g.actor)
            show_contact_for_a_while(number)
    return redirect(url_for(".show_member", number=number))


def take_copy() -> Any:
    """Write down that the list is taken away, then hand it over."""
    form = EmptyForm()
    if not form.submitted():
        return redirect(url_for(".list_members"))
    with form.refusals():
        operations.take_copy(by=g.actor)
        show_contacts_for_a_while()
    return redirect(url_for(".download_members"))


def show_member(number: int) -> Any:
    """One member: what they agreed to, when it goes, and how to reach them once the look has been written down."""
    member = member_at(number)
    return render_template(
        "people/members/show_member.html",
        member=member,
        shown=not card_is_hidden(member),
        new_token=tokens.new,
        ways=rules.WAYS,
        earlier=rules.EARLIER_LIST,
        consents=queries.consents_of(member.person_id),
        asked_by=people.names(one.asked_by_no for one in queries.consents_of(member.person_id)),
        jobs=people.jobs_held(member.person_id),
        leaving=leaving.after(people.person(member.person_id)) if member.left_on else None,
        goes_on=rules.goes_on,
        months=queries.kept_months(),
    )
