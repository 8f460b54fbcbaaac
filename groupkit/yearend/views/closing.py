"""Closing a year, looking at one that is closed, and opening it again by two."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit.access import queries as people
from groupkit.accounts import closings, making
from groupkit.accounts.closings import OUTCOMES, BookYears, Closing
from groupkit.accounts.models import Examination
from groupkit.dates import FinancialYear, long_day
from groupkit.history import private_text, private_texts
from groupkit.payments import queries as payments
from groupkit.yearend import forms, looking, operations


def year_asked(years: BookYears | None = None) -> FinancialYear:
    """The year that the address names, or the usual one where it names none; no such page for a year without lines."""
    found, label = (closings.book_years() if years is None else years).all, request.args.get("year")
    if label is None:
        return making.usual_year(found)
    return next((one for one in found if one.label == label), None) or abort(404)


def closing_at(closing_id: int) -> Closing:
    """The closing at an address; no such page where there is none in this group."""
    return next((one for one in closings.closings() if one.row.id == closing_id), None) or abort(404)


def list_years() -> Any:
    """Every year, how it stands, and the next thing to do."""
    cards = looking.year_cards()
    called = people.names(card.closing.row.closed_by_no for card in cards if card.closing)
    return render_template("yearend/list_years.html", cards=cards, names=called, closed_on=looking.closed_on)


def close_year() -> Any:
    """Look a year over, and close it."""
    years = closings.book_years()
    year = year_asked(years)
    looked = looking.look(year, g.actor, years)
    form = forms.CloseForm({"seen": looked.seen})
    if looked.findings:
        form.why.optional = False
    else:
        del form["why"]
    if form.submitted() and not looked.stopped:
        with form.refusals():
            row = operations.close_year(year, form.seen.data, form.why.data if "why" in form else "", by=g.actor)
            flash(f"{year.label} is closed. Its figures stay as they are")
            return redirect(url_for(".show_closing", closing_id=row.id))
        looked = looking.look(year, g.actor)
    form.seen.data = looked.seen
    return render_template(
        "yearend/close_year.html", form=form, looked=looked, year=year, accounts=looked.accounts, alone=_alone()
    )


def _alone() -> bool:
    """Whether nobody else could agree to open a year again."""
    return len(payments.people_here().here) < 2


def show_closing(closing_id: int) -> Any:
    """A year that was closed: when, by whom, what was left open, and what became of it."""
    closing = closing_at(closing_id)
    asked = operations.waiting_opening(closing.row.id)
    examined = closings.examinations(closing.row.id)
    wishes = closings.openings(closing.row.id)
    numbers = [closing.row.closed_by_no, *(one.written_by_no for one in examined)]
    numbers += [no for one in wishes for no in (one.asked_by_no, one.by_no) if no is not None]
    return render_template(
        "yearend/show_closing.html",
        closing=closing,
        row=closing.row,
        accounts=closings.thawed(closing.row, making.make_year(_year_of(closing), g.actor), words=True),
        left_open=closings.left_open(closing.row),
        asked=asked,
        own=asked is not None and asked.asked_by_no == g.actor.person_no,
        examined=examined,
        words={row_id: one.shown for row_id, one in private_texts(_said_by_examiners(examined)).items()},
        outcomes=OUTCOMES,
        openings=wishes,
        names=people.names(numbers),
        last=not any(one.stands and one.row.last > closing.row.last for one in closings.closings()),
    )


def _year_of(closing: Closing) -> FinancialYear:
    return FinancialYear(closing.row.first, closing.row.last)


def _said_by_examiners(examined: list[Examination]) -> list[int | None]:
    return [row_id for one in examined for row_id in (one.who_id, one.remarks_id)]


def ask_opening(closing_id: int) -> Any:
    """An officer asks that a closed year be opened again."""
    form = forms.OpenForm()
    if form.submitted():
        with form.refusals():
            operations.ask_opening(closing_at(closing_id), form.why.data, by=g.actor)
            flash("Asked. It opens once a second officer agrees")
            return redirect(url_for(".show_closing", closing_id=closing_id))
    return render_template("yearend/ask_opening.html", form=form, closing=closing_at(closing_id), alone=_alone())


def agree_opening(closing_id: int) -> Any:
    """A second officer agrees, and the year is open."""
    return _answer(closing_id, forms.AgreeForm(), agreed=True)


def keep_closed(closing_id: int) -> Any:
    """Somebody says that the year stays closed, or takes back that they asked."""
    return _answer(closing_id, forms.KeepForm(), agreed=False)


def _answer(closing_id: int, form: Any, agreed: bool) -> Any:
    closing = closing_at(closing_id)
    asked = operations.waiting_opening(closing_id)
    if asked is None:
        return redirect(url_for(".show_closing", closing_id=closing_id))
    if form.submitted():
        with form.refusals():
            waiting = operations.waiting_opening(closing_id) or abort(404)
            settled = operations.answer_opening(waiting, agreed, by=g.actor)
            flash(_told(closing.row.year, agreed, long_day(settled) if settled else ""))
            return redirect(url_for(".show_closing", closing_id=closing_id))
    page = "agree_opening" if agreed else "keep_closed"
    asked = operations.waiting_opening(closing_id)
    why = private_text(asked.why_id) if asked else None
    return render_template(
        f"yearend/{page}.html",
        form=form,
        closing=closing_at(closing_id),
        why=why.shown if why else "",
        who=people.names([asked.asked_by_no]).get(asked.asked_by_no, "Somebody") if asked else "",
        examined=bool(closings.examinations(closing_id)),
    )


def _told(year: str, agreed: bool, settled: str) -> str:
    if not agreed:
        return f"{year} stays closed"
    return f"{year} is open again. The book is settled up to {settled}" if settled else f"{year} is open again"
