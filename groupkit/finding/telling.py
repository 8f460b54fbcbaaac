"""What was found, in the words of its page: what to call it, what stands beside it, and where it leads."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import url_for

from groupkit import tenancy
from groupkit.dates import day_of, long_day
from groupkit.finding.queries import Cast, Hit
from groupkit.payments.queries import title_of


def title(hit: Hit) -> str:
    """What to call it."""
    if hit.kind == "payments":
        return f"{title_of(hit.place == 'claim', hit.number or 0)}: {hit.words[1]}"
    if hit.kind == "counts":
        return f"Cash count {hit.number}"
    if hit.kind == "statements":
        return f"{hit.place}, to {long_day(hit.day)}" if hit.day else hit.place
    return hit.words[0] or "a line without words"


def detail(hit: Hit, cast: Cast) -> str:
    """The quiet words beside it."""
    first, second, third = hit.words
    names = [cast.name(row) for row in hit.people if row is not None]
    said = {
        "bank": [hit.place],
        "payments": [*(names or [first]), third],
        "counts": [hit.place, f"counted by {' and '.join(names)}", first],
        "things": [hit.place, second, third],
        "debts": [hit.place, second],
        "statements": [],
    }[hit.kind]
    return " · ".join(words for words in said if words)


def day(hit: Hit) -> date | None:
    """The day it is listed under: of a payment, when it was asked for."""
    return day_of(hit.at, tenancy.scope().zone) if hit.at else hit.day


def address(hit: Hit) -> str:
    """The page that it leads to."""
    pages: dict[str, Callable[[int], Any]] = {
        "bank": lambda row: url_for("bank.show_line", line_id=row),
        "payments": lambda row: url_for("payments.show_request", request_id=row),
        "counts": lambda row: url_for("payments.show_count", count_id=row),
        "things": lambda row: url_for("accounts.list_things", _anchor=f"thing-{row}"),
        "debts": lambda row: url_for("accounts.list_things", _anchor=f"debt-{row}"),
        "statements": lambda row: url_for("bank.show_statement", statement_id=row),
    }
    return str(pages[hit.kind](hit.id))
