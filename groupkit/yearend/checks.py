"""Proving that closed years are untouched: their figures and lines are those that were closed."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from groupkit.accounts import closings
from groupkit.accounts.closings import CLOSED
from groupkit.accounts.models import YearClosing
from groupkit.dates import Period
from groupkit.db import db
from groupkit.files import digest_of
from groupkit.history import HistoryLine
from groupkit.yearend.operations import OPENED


def check() -> Iterator[str]:
    """A sentence for each closed year whose figures or lines are not those that were closed."""
    told, opened = _told(CLOSED), _told(OPENED)
    found = closings.closings()
    for one in found:
        row = one.row
        if told.get(row.number) != (row.year, row.book, digest_of(row.figures.encode())):
            yield f"The closing of {row.year} is not as the history tells it"
        if (row.number in opened) == one.stands:
            yield f"Whether {row.year} was opened again is not as the history tells it"
        if one.stands:
            yield from _untouched(row)
    if told.keys() - {one.row.number for one in found}:
        yield "The history tells of a year that was closed, and it is not there"


def _untouched(row: YearClosing) -> Iterator[str]:
    if closings.digest_of_book(Period(row.first, row.last)) != row.book:
        yield f"A line of {row.year} was changed after that year was closed"
    if not closings.agrees_with_book(row):
        yield f"The accounts that were kept of {row.year} do not come to what the book says"


def _told(what: str) -> dict[int, tuple[str, str, str]]:
    """By the number of the closing: the year, the digest of its lines, the digest of its figures."""
    lines = select(HistoryLine.subject, HistoryLine.body).where(HistoryLine.what == what)
    found = {}
    for subject, body in db.session.execute(lines):
        try:
            said = json.loads(body)
            found[int(said["number"][1])] = (subject, *(said.get(name, ["", ""])[1] for name in ("book", "figures")))
        except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
            continue
    return found
