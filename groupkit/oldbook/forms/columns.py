"""What is in which column of an old cash book."""

from collections.abc import Sequence
from typing import Any

from flask import request

from groupkit.forms import DayField, GroupForm, PickField, TickField, VersionField, row_number
from groupkit.oldbook.reading import ROLES, Heading, Shape, guess, headings_of
from groupkit.oldbook.reading.headings import LOOKED_AT, orders, roles_under
from groupkit.oldbook.working import Working
from groupkit.refusal import Refused
from groupkit.tenancy import today
from groupkit.words import clean_line

ORDERS = {
    "dmy": "Day, month, year: 03/04 is 3 April",
    "mdy": "Month, day, year: 03/04 is 4 March",
    "ymd": "The year first",
}


NONE = "none"
"""Chosen where no row holds headings."""


class ColumnsForm(GroupForm):
    """What each column holds. Fields `role_0`, `role_1` … are made for the sheet."""

    header = PickField("In which row do the headings stand?")
    order = PickField("How are days written?", choices=[("", "Choose…"), *ORDERS.items()], optional=True)
    begins = DayField(
        "If days have no year: the first day of that year",
        "Only for days like “3 Apr”. For example 1/4/2025",
        optional=True,
    )
    one_table = TickField("These are not two sides", "Then each row of your sheet is read as it stands")
    version = VersionField()
    headings: Sequence[Heading] = ()
    likes: Sequence[str] = ()
    asks_order = False
    usual_order = "dmy"
    first = 0

    @property
    def columns(self) -> list[tuple[Heading, str, Any]]:
        """Each column that holds something: its heading, what stands in it, and its field."""
        return [
            (heading, like, self[f"role_{place}"])
            for place, (heading, like) in enumerate(zip(self.headings, self.likes, strict=True))
            if f"role_{place}" in self
        ]

    def shape(self) -> Shape:
        """How the sheet is read by what was said."""
        if self.asks_order and not self.order.data:
            raise Refused("Choose how days are written: this sheet could be read both ways", "order")
        roles = tuple(
            str(self[f"role_{place}"].data or "") if f"role_{place}" in self else ""
            for place in range(len(self.headings))
        )
        header = row_number(self.header.data, figures=3)
        order = self.order.data if self.asks_order else self.usual_order
        return Shape(header, roles, order or "dmy", self.begins.data, self.first)


def columns_form(work: Working) -> ColumnsForm:
    """The columns of the sheet, as they were said or guessed; guessed anew where another row holds the headings."""
    shape, moved = _shape_now(work)
    headings, likes = headings_of(work.table, shape.header), _likes(work, shape)
    fields: dict[str, Any] = {"headings": headings, "likes": likes, "first": shape.first}
    for place, (heading, like) in enumerate(zip(headings, likes, strict=True)):
        if like or heading.own:
            said = heading.shown or f"column {place + 1}"
            fields[f"role_{place}"] = PickField(f"What is in “{said}”?", choices=ROLES.items(), optional=True)
    possible = orders(work.table, shape, today())
    fields |= {"asks_order": {"dmy", "mdy"} <= set(possible), "usual_order": possible[0]}
    made: type[ColumnsForm] = type("TheseColumns", (ColumnsForm,), fields)
    form = made(data=_said(work, shape))
    form.header.choices = _rows(work)
    if moved:
        _fill(form, shape)
    return form


def _shape_now(work: Working) -> tuple[Shape, bool]:
    """The shape that the page is about, and whether the headings were said to stand in another row than before."""
    if request.method != "POST":
        return work.shape, False
    sent = request.form
    header = row_number(sent.get("header", ""), figures=2)
    if header is not None and header >= len(work.table.rows):
        header = None
    if _is_other_table():
        return guess(work.table, today(), work.draft.sheet), True
    if sent.get("header") != sent.get("was"):
        return roles_under(work.table, header, today(), work.draft.sheet), True
    width = max(map(len, work.table.rows), default=0)
    roles = (sent.get(f"role_{place}", "") for place in range(width))
    return Shape(header, tuple(role if role in ROLES else "" for role in roles), first=work.shape.first), False


def is_one_table() -> bool:
    """Whether what came in says that these are not two sides."""
    return bool(request.form.get("one_table"))


def is_looked_at() -> bool:
    """Whether what came in is of the very table and headings that were shown."""
    return request.form.get("header") == request.form.get("was") and not _is_other_table()


def _is_other_table() -> bool:
    """Whether the sheet was shown as two sides and is to be read as it stands, or the other way."""
    return is_one_table() != bool(request.form.get("was_one"))


def _said(work: Working, shape: Shape) -> dict[str, Any]:
    found: dict[str, Any] = {f"role_{place}": role for place, role in enumerate(shape.roles)}
    order = shape.order if work.is_shaped else ""
    return found | {
        "header": NONE if shape.header is None else str(shape.header),
        "order": order,
        "begins": shape.begins,
        "one_table": work.is_one_table,
        "version": work.draft.version,
    }


def _fill(form: ColumnsForm, shape: Shape) -> None:
    """Put the guess in the place of what came in for other headings."""
    for place, role in enumerate(shape.roles):
        if f"role_{place}" in form:
            field = form[f"role_{place}"]
            field.data, field.raw_data, field.process_errors = role, [], []
    if _is_other_table():
        form.header.data = NONE if shape.header is None else str(shape.header)


def _likes(work: Working, shape: Shape) -> list[str]:
    """What stands first in each column below the headings."""
    body = work.table.rows[shape.start : shape.start + 60]
    width = max(map(len, work.table.rows), default=0)
    return [
        next((words for row in body if place < len(row) and (words := clean_line(row[place][:200]))), "")[:30]
        for place in range(width)
    ]


def _rows(work: Working) -> list[tuple[str, str]]:
    """The rows at the top, among which the headings stand."""
    found = [(NONE, "There are no headings")]
    for place, row in enumerate(work.table.rows[:LOOKED_AT]):
        words = ", ".join(words for cell in row if (words := clean_line(cell[:60])))
        found.append((str(place), f"Row {work.table.numbers[place]}: {words[:60]}"))
    return found
