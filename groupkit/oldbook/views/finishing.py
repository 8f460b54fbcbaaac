"""The last look, bringing in, setting aside, and taking back."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit import tokens
from groupkit.ledger.operations import Answers
from groupkit.oldbook import bringing_in, drafting, forms, queries
from groupkit.oldbook.views.listing import book_at
from groupkit.oldbook.views.steps import in_hand, to_the_list
from groupkit.oldbook.working import Working
from groupkit.printing import count

SHOWN = 25
"""How many lines are shown before they are brought in."""


def bring_in() -> Any:
    """Everything that would be written, once more; then it is written, all of it or nothing."""
    if (led := _brought_in_before()) is not None:
        return redirect(led)
    draft = in_hand()
    if draft is None:
        return to_the_list()
    work = Working(draft)
    if not work.is_begun:
        return redirect(url_for(".say_beginning"))
    form = forms.LookForm(data={"version": draft.version})
    if form.submitted():
        with form.refusals():
            answers = Answers(below_zero=form.below_zero.data or "")
            book = bringing_in.bring_in(draft, form.version.data, g.actor, answers, form.also())
            flash(f"{count(book.entries, 'line').capitalize()} brought in")
            return redirect(url_for(".show_book", book_id=book.id))
    stands = in_hand()  # somebody else may have brought it in meanwhile
    if stands is None:
        return to_the_list()
    return render_template("oldbook/bring_in.html", form=form, work=Working(stands), also=form.also(), shown=SHOWN)


def _brought_in_before() -> str | None:
    """Where the very same button led when it was pressed before."""
    again = request.method == "POST" and not g.get("stale_form")
    return tokens.led_to(tokens.posted()) if again else None


def set_aside() -> Any:
    """The spreadsheet that was begun is let go."""
    draft = in_hand()
    if draft is None:
        return to_the_list()
    form = forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            drafting.set_aside(draft, g.actor)
            flash("Set aside. Nothing in the book has changed")
            return to_the_list()
    return render_template("oldbook/set_aside.html", form=form, draft=draft)


def take_back(book_id: int) -> Any:
    """Everything that was written from a sheet is made void, after it has been said what goes."""
    book = book_at(book_id)
    form = forms.ReasonForm()
    if form.submitted():
        with form.refusals():
            void = bringing_in.take_back(book, form.reason.data or "", g.actor)
            flash(f"Taken back, and {count(void, 'line')} of the cash book made void")
            return redirect(url_for(".show_book", book_id=book.id))
    entries = queries.entries_of(book.id)
    return render_template(
        "oldbook/take_back.html",
        form=form,
        book=book,
        standing=queries.count_standing(entries),
        stuck=queries.in_the_way(entries),
        replaced=queries.replaced_by(book.id),
    )
