"""One entry: what stands now and its story, and putting it right."""

from typing import Any

from flask import flash, g, render_template, request

from groupkit.access import queries as people
from groupkit.downloads import SHOWN_IN_PAGE
from groupkit.ledger import operations, queries, telling
from groupkit.ledger.forms import FORMS, VoidForm, WordsForm
from groupkit.ledger.models import Entry
from groupkit.ledger.views.desk import as_it_stands, entry_at, show_form, to_entry

SWAPPED = {"payment": "receipt", "receipt": "payment"}
WITH_SOMEBODY = ("payment", "receipt", "refund")


def show_entry(year: str, code: str) -> Any:
    """What an entry says now, its receipts, and how it came to be so."""
    entry = entry_at(year, code)
    last, legs = as_it_stands(entry)
    story, wordings = queries.story_of(entry.id), queries.wordings_of([entry.id])[entry.id]
    receipts = queries.receipts_of(entry.id)
    lost, lost_told = queries.lost_of(entry.id), queries.lost_told(entry.id)
    wrote = [step.by_no for step in story] + [words.by_no for words in wordings] + [one.added_by_no for one in receipts]
    wrote += [lost.said_by_no, lost.seen_by_no or 0] if lost else []
    names = people.names(wrote)
    known = queries.choices()
    came_under = {leg.category_id for leg in legs.purpose if leg.pence > 0} - {None}
    return render_template(
        "ledger/show_entry.html",
        entry=entry,
        last=last,
        legs=legs,
        known=known,
        came_under=[known.name("category", row_id) for row_id in came_under],
        words=wordings[-1],
        below_zero=story[-1].below_zero,
        story=telling.story(entry.kind, story, wordings, receipts, names, known, lost),
        receipts=receipts,
        lost=lost_told,
        names=names,
        shown_in_page=SHOWN_IN_PAGE,
        titles=telling.TITLES,
    )


def correct_entry(year: str, code: str) -> Any:
    """The figures of an entry were wrong: it is taken back and written again in one step."""
    entry, known = entry_at(year, code), queries.choices()
    kind = _kind_wanted(entry)
    last, legs = as_it_stands(entry)
    stands = {"revision": last.revision, **(FORMS[kind].filled_from(last.day, legs))}
    form = FORMS[kind](known, stands, correcting=True)
    if form.submitted():
        with form.refusals():
            right = operations.correct_entry(entry, form.revision.data, kind=kind, **form.correction(), by=g.actor)
            flash(f"Put right. It stands as {right.reference}")
            return to_entry(right)
    last, legs = as_it_stands(entry)
    return show_form(
        "correct_entry",
        form,
        entry=entry,
        kind=kind,
        swap=SWAPPED.get(entry.kind),
        telling=telling,
        meanwhile=form.revision.changed_meanwhile(last.revision),
        last=last,
        legs=legs,
        known=known,
        settled=operations.closed_until(),
    )


def reword_entry(year: str, code: str) -> Any:
    """Who it was, or the note, was wrong: a new wording stands beside the old."""
    entry = entry_at(year, code)
    words = queries.latest_wording(entry.id)
    form = WordsForm(words, who=entry.kind in WITH_SOMEBODY)
    if form.submitted():
        with form.refusals():
            operations.reword_entry(entry, form.number.data, **form.values(), by=g.actor)
            return to_entry(entry)
    words = queries.latest_wording(entry.id)
    return render_template(
        "ledger/reword_entry.html",
        form=form,
        entry=entry,
        words=words,
        meanwhile=form.number.changed_meanwhile(words.number),
    )


def void_entry(year: str, code: str) -> Any:
    """An entry should never have been: it leaves the sums, and its number stays listed."""
    entry = entry_at(year, code)
    last, legs = as_it_stands(entry)
    form = VoidForm({"revision": last.revision})
    if form.submitted():
        with form.refusals():
            operations.void_entry(entry, form.revision.data, **form.values(), by=g.actor)
            return to_entry(entry)
    last, legs = as_it_stands(entry)
    return render_template(
        "ledger/void_entry.html",
        form=form,
        entry=entry,
        last=last,
        legs=legs,
        telling=telling,
        known=queries.choices(),
        meanwhile=form.revision.changed_meanwhile(last.revision),
    )


def _kind_wanted(entry: Entry) -> str:
    """The entry's own kind, or the other direction where somebody says that it was written the wrong way round."""
    other = SWAPPED.get(entry.kind, "")
    return other if other and request.args.get("as") == other else entry.kind
