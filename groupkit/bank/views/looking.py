"""Looking at the bank's lines, taking one apart from an entry, and taking lists away."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit.access import queries as people
from groupkit.bank import coding, looking, queries, reconciling, suggesting, taken
from groupkit.bank.looking import Shown
from groupkit.bank.looking_forms import ApartForm, LookForLines
from groupkit.bank.views.files import account_at
from groupkit.ledger import lists
from groupkit.ledger import queries as ledger
from groupkit.ledger.views.book import place_asked
from groupkit.ledger.views.desk import entry_at

AT_ONCE = 50


def list_lines(account_id: int) -> Any:
    """Every line that the bank has told us of one account, the newest first, fifty to a page."""
    account, look_for = account_at(account_id), LookForLines()
    found = looking.lines_of(account.id, look_for.sought, place_asked(), AT_ONCE + 1)
    shown = found[:AT_ONCE]
    return render_template(
        "bank/list_lines.html",
        account=account,
        look_for=look_for,
        lines=shown,
        older=f"{shown[-1].day:%Y-%m-%d}.{shown[-1].id}" if len(found) > AT_ONCE else None,
        begun=place_asked(),
    )


def download_lines(account_id: int) -> Any:
    """The bank's lines of an account as the page is narrowed down, all of them."""
    account, look_for = account_at(account_id), LookForLines()
    listed = taken.lines(account.id, account.name, look_for.sought, look_for.told)
    return lists.hand_over([listed], g.actor.group_name, g.actor.slug, "bank lines")


def show_line(line_id: int) -> Any:
    """One line of the bank's, and what it is in the book."""
    return render_template("bank/show_line.html", line=_line_at(line_id))


def lines_of_entry(year: str, code: str) -> Any:
    """What the bank says of one entry."""
    entry = entry_at(year, code)
    return render_template("bank/lines_of_entry.html", entry=entry, code=code, lines=looking.lines_of_entry(entry.id))


def take_apart(match_id: int) -> Any:
    """A line was not that entry after all."""
    match, form = queries.match(match_id) or abort(404), ApartForm()
    line_id = match.line_id
    if form.submitted():
        with form.refusals():
            again = queries.match(match_id) or abort(404)
            coding.unmatch(again, form.reason.data or "", g.actor)
            flash("Taken apart. The line of the bank’s waits again, and the cash book is as it was")
            return redirect(url_for(".show_line", line_id=line_id))
    return render_template("bank/take_apart.html", form=form, line=_line_at(line_id))


def download_statements() -> Any:
    """Every statement that was reconciled."""
    finished = reconciling.finished()
    names = people.names(row.seen_by_no for row, _ in finished if row.seen_by_no is not None)
    return lists.hand_over([taken.statements(finished, names)], g.actor.group_name, g.actor.slug, "statements")


def download_rules() -> Any:
    """The rules by which lines are offered."""
    listed = taken.rules(suggesting.coding_rules(), ledger.choices())
    return lists.hand_over([listed], g.actor.group_name, g.actor.slug, "bank rules")


def _line_at(line_id: int) -> Shown:
    return looking.line(line_id) or abort(404)
