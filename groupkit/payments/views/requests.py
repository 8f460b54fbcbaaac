"""Payments that are asked for: the list, one of them, asking, and wording it anew."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit.ledger import queries as book
from groupkit.payments import operations, queries, rules, story
from groupkit.payments.forms import AskForm, ChangeForm
from groupkit.payments.queries import Asked, Needed, People


@dataclass(frozen=True)
class Card:
    """A request as somebody sees it: where it stands, and what they could do."""

    asked: Asked
    state: str
    votes: int
    needed: Needed
    mine: bool
    why_not: str
    """Why this person cannot say yes to it; nothing when they can."""
    too_few: bool
    """Whether there are fewer people who could say yes than the rules ask for."""

    @property
    def said(self) -> str:
        """`1 of 2 have said yes`."""
        return rules.said_in_words(self.votes, self.needed.people)


def card_of(asked: Asked, people: People, needed: Needed) -> Card:
    """How a request stands for whoever looks at it."""
    circle, me = queries.circle_for(asked, people), people.row(g.actor.person_no)
    votes = circle.votes(asked.said_yes)
    why_not = circle.why_not(me, asked.said_yes) if me is not None else "You are not of the group"
    state = asked.state(votes, needed.people)
    return Card(asked, state, votes, needed, asked.claimant_id == me, why_not, circle.most < needed.people)


def request_at(request_id: int) -> Asked:
    """The request at an address; no such page where there is none in this group."""
    return queries.asked(request_id) or abort(404)


def list_requests() -> Any:
    """What waits and for whom, what can be paid, what has ended, and what to show to the meeting."""
    people, needed, found = queries.people_here(), queries.needed_now(), queries.in_lists()
    return render_template(
        "payments/list_requests.html",
        cards=[card_of(one, people, needed) for one in found.open],
        ended=found.ended,
        to_show=found.to_show,
        people=people,
        needed=needed,
        ends=rules.ENDS,
    )


def ask_payment() -> Any:
    """The treasurer asks for a payment."""
    form = AskForm(book.choices(), queries.people_here())
    if form.submitted():
        with form.refusals():
            claimant, picture = form.claimant.data or None, form.picture.data
            asked = operations.ask(form.wish(), by=g.actor, claimant=claimant, picture=picture)
            flash(f"{asked.title} is asked for. It is paid once enough people have said yes")
            return redirect(url_for(".show_request", request_id=asked.id))
    return render_template("payments/ask_payment.html", form=form, needed=queries.needed_now())


def show_request(request_id: int) -> Any:
    """One payment: what is asked for, who said yes, and how it came to be so."""
    asked, people, known = request_at(request_id), queries.people_here(), book.choices()
    return render_template(
        "payments/show_request.html",
        card=card_of(asked, people, queries.needed_now()),
        asked=asked,
        people=people,
        known=known,
        ways=rules.WAYS,
        ends=rules.ENDS,
        story=story.told(asked, people, known),
        put_right=story.put_right(asked),
    )


def change_request(request_id: int) -> Any:
    """A payment is worded anew, or a claim is given the money that it comes from; everybody is asked again."""
    asked = request_at(request_id)
    form = ChangeForm(book.choices(), queries.people_here(), asked)
    if form.submitted():
        with form.refusals():
            changed = operations.change(asked.id, form.wish(), form.wording.data, by=g.actor)
            if changed.now.number != asked.now.number and asked.said_yes:
                flash("Saved. Everybody is asked again, as what they agreed to has changed")
            return redirect(url_for(".show_request", request_id=asked.id))
    asked = request_at(request_id)
    meanwhile = form.wording.changed_meanwhile(asked.now.number)
    return render_template("payments/change_request.html", form=form, asked=asked, meanwhile=meanwhile)
