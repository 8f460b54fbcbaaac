"""Claims: what to claim, the workbook to copy from, sending it, and what became of it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit import db, tenancy
from groupkit.access import queries as people
from groupkit.dates import Period
from groupkit.downloads import send
from groupkit.giftaid import claim_workbook, forms, operations, queries, rules
from groupkit.giftaid.queries import ClaimCard, Draft
from groupkit.giftaid.views.overview import with_reference
from groupkit.ledger import queries as book
from groupkit.ledger.queries import Line, Sought
from groupkit.ledger.telling import headline
from groupkit.money import pounds
from groupkit.printing import day as short_day

MOST_LINES = 60


@with_reference
def prepare_claim() -> Any:
    """The gifts of some days that can be claimed, and those that cannot, with why."""
    asked = forms.DaysForm(_usual_days())
    draft = queries.draft(asked.period, bool(asked.together.data), queries.here())
    return render_template(
        "giftaid/prepare_claim.html",
        asked=asked,
        draft=draft,
        tax=rules.tax_back(draft.pence),
        over_tax=rules.tax_back(draft.over_pence),
        address=_as_address(draft),
    )


@with_reference
def download_draft() -> Any:
    """The workbook to copy from, as the claim would be sent now."""
    draft = _draft_asked()
    db.stop_writing(commit=False)
    return send(*_workbook_of(draft))


@with_reference
def send_claim() -> Any:
    """A claim went to HMRC, just as it was seen: it is frozen."""
    draft = _draft_asked()
    form = forms.SentForm({"sent_on": tenancy.today(), "seen": draft.digest})
    if form.submitted():
        made, _ = _workbook_of(draft)
        with form.refusals():
            row = operations.send(draft, form.seen.data or "", form.day_said, made, by=g.actor)
            flash(f"Gift Aid claim {row.number} is kept as it was sent")
            return redirect(url_for(".show_claim", claim_id=row.id))
        draft = _draft_asked()
    form.seen.data = draft.digest
    return render_template(
        "giftaid/send_claim.html",
        form=form,
        draft=draft,
        tax=rules.tax_back(draft.pence),
        over_tax=rules.tax_back(draft.over_pence),
        address=_as_address(draft),
    )


def show_claim(claim_id: int) -> Any:
    """One claim as it was sent, and what became of it."""
    found = claim_at(claim_id)
    return render_template(
        "giftaid/show_claim.html",
        claim=found,
        gifts=queries.gifts_in(found.id),
        over_tax=rules.tax_back(found.over_pence),
        by=people.names({found.by_no}).get(found.by_no, ""),
        line=queries.line_of(found.entry_id) if found.entry_id else None,
    )


def download_claim(claim_id: int) -> Any:
    """The very workbook that a claim was copied from."""
    stored = book.stored_file(claim_at(claim_id).file_id)
    if stored is None or stored.data is None:
        return render_template("giftaid/workbook_gone.html", claim=claim_at(claim_id))
    data, name = stored.data, stored.name
    return send(data, name)


def receive_claim(claim_id: int) -> Any:
    """HMRC paid: the money stands in the book as a line."""
    found, form = claim_at(claim_id), forms.ReceivedForm()
    lines = _lines_since(found)
    form.entry.choices = [("", "Choose…"), *((line.entry_id, _said(line)) for line in lines)]
    if form.submitted():
        with form.refusals():
            operations.receive(claim_at(claim_id), form.entry.data, by=g.actor)
            flash("Written down: HMRC has paid")
            return redirect(url_for(".show_claim", claim_id=claim_id))
    return render_template("giftaid/receive_claim.html", form=form, claim=claim_at(claim_id), lines=lines)


def refuse_claim(claim_id: int) -> Any:
    """It did not go through: its gifts can be claimed again."""
    claim_at(claim_id)
    form = forms.RefusedForm()
    if form.submitted():
        with form.refusals():
            operations.refuse(claim_at(claim_id), form.why.data, by=g.actor)
            flash("Written down. Its gifts can be claimed again")
            return redirect(url_for(".show_claim", claim_id=claim_id))
    return render_template("giftaid/refuse_claim.html", form=form, claim=claim_at(claim_id))


def claim_at(row_id: int) -> ClaimCard:
    """The claim at an address; no such page where there is none in this group."""
    return queries.claim(row_id) or abort(404)


def _usual_days() -> Period:
    """From the first gift that waits until today."""
    today = tenancy.today()
    first = queries.first_unclaimed() or today.replace(day=1)
    return Period(min(first, today), today)


def _draft_asked() -> Draft:
    asked = forms.DaysForm(_usual_days())
    return queries.draft(asked.period, bool(asked.together.data))


def _workbook_of(draft: Draft) -> tuple[bytes, str]:
    """The bytes of a claim's workbook, and its name."""
    made, name = claim_workbook.make(draft, g.actor.group_name, g.actor.slug)
    with made:
        return made.read(), name


def _as_address(draft: Draft) -> dict[str, str]:
    days = {"from": draft.period.first.isoformat(), "to": draft.period.last.isoformat()}
    return days | ({"together": "on"} if draft.together else {})


def _lines_since(found: ClaimCard) -> list[Line]:
    """Money in since a claim was sent to which no claim points yet, what counts as Gift Aid first."""
    page = book.page_of(Sought(kind="receipt", first=found.sent_on), most=MOST_LINES)
    taken = queries.received_lines()
    lines = [one for one in page.lines if not one.void and not one.takes_back and one.entry_id not in taken]
    return sorted(lines, key=lambda line: not _is_gift_aid(line))


def _is_gift_aid(line: Line) -> bool:
    return any(part.category.casefold() == "gift aid" for part in line.purpose)


def _said(line: Line) -> str:
    return f"{line.reference}, {short_day(line.day)}, {pounds(line.pence)}: {headline(line)}"
